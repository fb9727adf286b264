"""A result can be checked and run again from its directory."""

from __future__ import annotations

import json
import platform
import shutil
from importlib.metadata import version

import openpyxl
import pandas as pd
import pytest

import autopot
from autopot import (
    catalogue,
    store,
)
from autopot.api import verify
from autopot.cli import main
from autopot.errors import InputError
from autopot.saving.compared import compare_frames
from autopot.saving.verification import _versions
from autopot.version import source_digest
from support.plan_cases import small_plan, written

STAFF = (
    "municipality,sector,occupation,fte\n"
    "0301,administration,4110,12.5\n0301,health_care,5321,40\n1103,school,2341,30\n"
)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A run of the planner's own workforce, radar and corrections; to be copied, not changed."""
    home = tmp_path_factory.mktemp("home")
    (home / "staff.csv").write_text(STAFF, "utf-8")
    frame = catalogue.table("technologies/technologies")
    frame["cross_cutting"] = frame["cross_cutting"].astype(int)
    frame.loc[0, "solution_maturity"] = 1
    frame.to_csv(home / "radar.csv", index=False)
    first = catalogue.tasks().query("occupation == '4110'").iloc[0]["task"]
    (home / "fixes.csv").write_text(
        f"occupation,task,field,value,reason\n4110,{first},activity,manage,own view\n", "utf-8"
    )
    (home / "own.yaml").write_text(
        "name: own\ntitle: {nb: Egen, en: Own}\nreason: {nb: a, en: b}\nreferences: [judgement]\n"
        "extends: base\nworkforce: {source: staff.csv}\nuncertainty: {draws: 200}\n"
        "demand: {years: []}\nadoption: {years: [2030]}\n"
        "radar: {technologies: radar.csv}\nevidence: {overlay: fixes.csv}\n",
        "utf-8",
    )
    autopot.run(home / "own.yaml").save(home / "runs" / "one", report=False)
    return home


@pytest.fixture
def home(made, tmp_path):
    shutil.copytree(made, tmp_path / "home")
    return tmp_path / "home"


def places(found):
    return [problem.place for problem in found.problems]


def edit_manifest(folder, change):
    path = folder / "manifest.json"
    content = json.loads(path.read_text("utf-8"))
    change(content)
    path.write_text(json.dumps(content), "utf-8")


def test_an_untouched_run_holds(home):
    found = verify(home / "runs" / "one", home / "staff.csv")
    assert found.problems == []
    table = pd.read_parquet(home / "runs" / "one" / "potential.parquet")
    assert found.numbers > table.select_dtypes("float").size  # and the workbook's on top
    assert found.versions == []


def test_the_directory_holds_what_is_needed_but_not_the_workforce(home):
    """And other versions are told, but are no difference."""
    run = home / "runs" / "one"
    edit_manifest(run, lambda m: m["packages"].update({"numpy": "1.0"}))
    assert (run / "inputs" / "technologies.csv").read_bytes() == (home / "radar.csv").read_bytes()
    assert not [p for p in run.rglob("*") if p.is_file() and b"4110,12.5" in p.read_bytes()]
    assert (run / "inputs" / "overlay.csv").read_bytes() == (home / "fixes.csv").read_bytes()
    (home / "radar.csv").unlink()
    (home / "fixes.csv").unlink()
    (home / "own.yaml").unlink()
    found = verify(run, home / "staff.csv")
    assert found.holds
    assert [(name, then) for name, then, _ in found.versions] == [("numpy", "1.0")]


def test_the_resolved_scenario_runs_from_where_it_lies(home, monkeypatch):
    monkeypatch.chdir(home / "runs")
    again = autopot.run(
        "one/scenario.yaml", settings={"workforce": {"file": str(home / "staff.csv")}}
    )
    stored = pd.read_parquet("one/potential.parquet")
    of_year = stored["year"].notna()
    now = pd.concat([again.potential, again.beside], ignore_index=True)
    for table, part in ((now, ~of_year), (again.by_year, of_year)):
        pd.testing.assert_frame_equal(table, stored[part].reset_index(drop=True))


def test_each_changed_output_is_named(home):
    names = ["tables.xlsx", "scenario.yaml", "inputs/technologies.csv"]
    files = [home / "runs" / "one" / name for name in names]
    for file in files:
        file.write_bytes(file.read_bytes() + b"\n")
    assert set(map(str, files)) <= set(places(verify(home / "runs" / "one", home / "staff.csv")))


def test_a_missing_output_is_named(home):
    (home / "runs" / "one" / "potential.parquet").unlink()
    found = verify(home / "runs" / "one", home / "staff.csv")
    assert [str(p.found) for p in found.problems] == ["missing"]
    assert found.numbers > 0  # those of the workbook


def test_a_changed_number_is_found_though_its_checksum_was_mended_and_so_is_a_cell(home):
    run = home / "runs" / "one"
    table = pd.read_parquet(run / "potential.parquet")
    row = table.index[(table["level"] == "sector") & (table["unit"] == "fte")][1]
    table.loc[row, "p95"] += 0.25
    table.to_parquet(run / "potential.parquet", index=False)
    checksum = store.sha256((run / "potential.parquet").read_bytes())
    edit_manifest(run, lambda m: m["outputs"].update({"potential.parquet": checksum}))
    book = openpyxl.load_workbook(run / "tables.xlsx")
    book["Sektorer"]["C2"] = 0.99
    book.save(run / "tables.xlsx")
    problems = {p.place: p for p in verify(run, home / "staff.csv").problems}
    (place,) = set(problems) - {f"{run}/tables.xlsx", f"{run}/tables.xlsx Sektorer!C2"}
    assert len(problems) == 3
    assert place.endswith("unit=fte p95")
    assert f"sector={table.loc[row, 'sector']}" in place
    assert str(problems[place].found).startswith("1 of ")


def test_another_seed_in_the_scenario_shows_in_the_numbers(home):
    run = home / "runs" / "one"
    text = (run / "scenario.yaml").read_text("utf-8")
    (run / "scenario.yaml").write_text(text.replace("seed: 20190801", "seed: 1"), "utf-8")
    named = places(verify(run, home / "staff.csv"))
    assert named[0] == f"{run}/scenario.yaml"
    assert any(place.startswith(f"{run}/potential.parquet") for place in named)


@pytest.mark.parametrize("fate", ["no file", "changed since the run"])
def test_a_workforce_that_is_missing_or_changed_is_named(home, fate):
    missing = fate == "no file"
    if missing:
        (home / "staff.csv").unlink()
    else:
        (home / "staff.csv").write_text(STAFF.replace("12.5", "13"), "utf-8")
    (problem,) = verify(home / "runs" / "one", home / "staff.csv").problems
    assert "staff.csv" in str(problem)
    assert fate in str(problem.found)
    assert "--workforce" in str(problem.remedy)
    if missing:
        (home / "elsewhere.csv").write_text(STAFF, "utf-8")
        assert verify(home / "runs" / "one", home / "elsewhere.csv").holds


def test_a_run_without_its_staff_is_unchecked_and_not_another(home, call):
    """Nothing differs, but no figure was made again; a changed output beside it is a difference."""
    run = home / "runs" / "one"
    found = verify(run)
    assert (found.holds, found.unchecked, found.numbers) == (False, True, 0)
    assert any("Could not be checked in full" in line.text for line in found.lines())
    code, out, _ = call("verify", str(run), "--json")
    assert (code, json.loads(out)["unchecked"]) == (1, True)
    (run / "tables.xlsx").write_bytes(b"other")
    assert not verify(run).unchecked


def test_a_changed_packaged_table_is_named(home, monkeypatch):
    copy = home / "data"
    shutil.copytree(catalogue.data_directory(), copy)
    table = copy / "sources.csv"
    table.write_text(table.read_text("utf-8") + "\n", "utf-8")
    monkeypatch.setattr(catalogue, "data_directory", lambda: copy)
    assert places(verify(home / "runs" / "one", home / "staff.csv")) == ["data/sources.csv"]


def test_autopot_that_is_changed_at_the_same_version_is_told(home):
    """Someone has mended a line of the program and no version number: no difference by itself."""
    path = home / "runs" / "one" / "manifest.json"
    manifest = json.loads(path.read_text())
    assert manifest["source"] == source_digest()
    path.write_text(json.dumps({**manifest, "source": "0" * 64}))
    found = verify(home / "runs" / "one", home / "staff.csv")
    assert found.holds
    assert "autopot is changed since the result was made" in str(found.lines()[0])
    assert found.as_json()["same_source"] is False


def test_a_changed_program_or_table_is_another_source(tmp_path):
    """The folders of a repository: programs below src, tables beside it."""
    package = tmp_path / "src" / "autopot"
    files = {package / "a.py": "x = 1\n", tmp_path / "data" / "t.csv": "a,b\n"}
    for file, text in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    digest = source_digest.__wrapped__
    first = digest(package)
    for file, text in files.items():
        file.write_text(text.replace("\n", " \n"))
        assert digest(package) != first
        file.write_bytes(text.replace("\n", "\r\n").encode())
        assert digest(package) == first


def test_the_manifest_names_everything_that_can_move_a_figure(home, two_towns, tmp_path):
    """Arithmetic, tables and the numbers of a scenario always; readers where used; no solver."""
    always = {"numpy", "pandas", "pyarrow", "pydantic", "PyYAML"}
    packages = json.loads((home / "runs" / "one" / "manifest.json").read_text("utf-8"))["packages"]
    assert always <= set(packages)
    two_towns.to_csv(tmp_path / "staff.csv", index=False)
    scenario = tmp_path / "own.yaml"
    scenario.write_text(
        "name: own\ntitle: {nb: a, en: b}\nreason: {nb: a, en: b}\nreferences: [judgement]\n"
        "extends: base\nworkforce: {source: staff.csv}\ncalibrate: {total: 0.2}\n",
        encoding="utf-8",
    )
    own = autopot.run(scenario, draws=200).description()
    readers = {"charset-normalizer", "openpyxl", "python-calamine"}
    assert set(own["packages"]) == always | readers
    base = autopot.run("base", draws=200).description()
    assert set(base["packages"]) == always


@pytest.mark.parametrize("package", ["highspy", "python-calamine", "pydantic"])
def test_any_other_version_is_named(package):
    then = {"autopot": version("autopot"), "python": platform.python_version()}
    found = _versions({**then, "packages": {package: "0.1", "numpy": version("numpy")}})
    assert found == [(package, "0.1", version(package))]


def test_a_run_of_a_data_frame_needs_the_frame(two_towns, tmp_path):
    today = {"demand": {"years": []}, "adoption": {"years": []}}
    made = autopot.run("base", two_towns, draws=100, settings=today)
    made.save(tmp_path / "r", report=False)
    (problem,) = verify(tmp_path / "r").problems
    assert "DataFrame" in str(problem.found)
    assert verify(tmp_path / "r", two_towns).holds
    (problem,) = verify(tmp_path / "r", two_towns.assign(fte=two_towns["fte"] + 1)).problems
    assert "another DataFrame" in str(problem.found)


def test_a_hand_made_manifest_reads_nothing_outside_the_directory(home, monkeypatch):
    run = home / "runs" / "one"
    secret = home / "secret.csv"
    secret.write_text("secret", "utf-8")
    (run / "inputs" / "link.csv").symlink_to(secret)
    absolute = str(secret)

    def change(manifest):
        checksum = store.sha256(b"secret")
        for name in ("../../secret.csv", absolute, "inputs/link.csv", "data/../../secret.csv"):
            manifest["outputs"][name] = checksum
            manifest["inputs"][f"data/{name}"] = checksum

    edit_manifest(run, change)
    opened = []
    real = type(secret).read_bytes

    def watch(self):
        opened.append(self.resolve())
        return real(self)

    monkeypatch.setattr(type(secret), "read_bytes", watch)
    found = verify(run, home / "staff.csv")
    assert secret.resolve() not in opened
    assert sum("leads out" in str(p.found) for p in found.problems) == 4
    assert sum("not a table" in str(p.found) for p in found.problems) == 4


@pytest.mark.parametrize("name", ["../../radar.csv", "inputs/other.csv"])
def test_a_scenario_that_points_elsewhere_is_not_run(home, name):
    run = home / "runs" / "one"
    text = (run / "scenario.yaml").read_text("utf-8")
    text = text.replace("technologies: inputs/technologies.csv", f"technologies: {name}")
    (run / "scenario.yaml").write_text(text, "utf-8")
    found = verify(run, home / "staff.csv")
    assert found.numbers == 0
    assert any("radar.technologies" in place for place in places(found))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"outputs": {"a": 1}}', '{"outputs": []}'])
def test_a_broken_manifest_is_an_input_error(tmp_path, text):
    (tmp_path / "manifest.json").write_text(text, "utf-8")
    with pytest.raises(InputError):
        verify(tmp_path)
    with pytest.raises(InputError, match=r"manifest\.json"):
        verify(tmp_path / "none")


def test_a_folder_of_another_kind_is_not_run_again(tmp_path):
    store.write_run(tmp_path / "c", {"other.xlsx": b"x"}, {})
    (problem,) = verify(tmp_path / "c").problems
    assert "no scenario" in str(problem.found)


def test_a_broken_parquet_is_named(home):
    run = home / "runs" / "one"
    (run / "potential.parquet").write_bytes(b"PAR1")
    found = [str(p.found) for p in verify(run, home / "staff.csv").problems]
    assert any(text.startswith("cannot be read") for text in found)


def test_tables_with_other_rows_or_columns_are_not_compared_number_by_number():
    a = pd.DataFrame({"level": ["x", "y"], "mean": [1.0, 2.0]})
    assert "other columns: mean, more" in str(
        compare_frames(a, a.rename(columns={"mean": "more"}), "t").problems[0]
    )
    assert "in one of them only: y" in str(compare_frames(a, a[:1], "t").problems[0])
    nan = a.assign(mean=[float("nan"), 2.0])
    assert compare_frames(nan, nan, "t").problems == []
    assert "inf" not in str(compare_frames(nan, a, "t").problems[0].found)


def test_the_command_says_whether_it_holds(home, capsys):
    def call(*args):
        with pytest.raises(SystemExit) as left:
            main(["verify", *args])
        out, err = capsys.readouterr()
        return left.value.code or 0, out, err

    staff = ("--workforce", str(home / "staff.csv"))
    run = str(home / "runs" / "one")
    code, out, err = call(run, *staff)
    assert (code, err) == (0, "")
    assert out.startswith("Alt stemmer")
    (home / "runs" / "one" / "tables.xlsx").write_bytes(b"x")
    code, out, err = call(run, *staff)
    assert code == 1
    assert out.startswith("Ikke alt stemmer")
    assert "tables.xlsx | endret etter at den ble skrevet" in err
    code, out, err = call(run, *staff, "--json")
    assert (code, err) == (1, "")
    assert json.loads(out)["holds"] is False


@pytest.fixture
def comparison(tmp_path):
    return autopot.compare(["base", "fast"], draws=100).save(tmp_path / "compared", report=False)


@pytest.fixture
def plan_folder(tmp_path):
    made = autopot.plan(written(tmp_path, small_plan()))
    return made.save(tmp_path / "planen")


def test_the_files_of_a_comparison_are_checked_and_no_more_is_said(comparison, call):
    code, out, err = call("verify", str(comparison), "--language", "nb")
    assert (code, err) == (0, "")
    assert "Filer som er uendret siden sammenligningen ble laget: 2." in out
    assert "ikke regnet på nytt" in out
    assert "None" not in out  # no version is made up where the folder names none
    (comparison / "compare.xlsx").write_bytes(b"x")
    code, out, err = call("verify", str(comparison), "--language", "nb")
    assert code == 1
    assert "Ikke alt stemmer: 1 avvik i filene" in out
    assert "lag sammenligningen på nytt" in err


def test_a_plan_holds_when_its_follow_up_sheet_is_filled_in_but_not_when_its_answer_is_changed(
    plan_folder, call
):
    (plan_folder / "follow-up.xlsx").write_bytes(b"filled in")
    code, out, _ = call("verify", str(plan_folder), "--language", "nb")
    assert code == 0
    assert "ikke løst på nytt" in out
    assert f"autopot plan {plan_folder}/plan.yaml" in out
    (plan_folder / "plan.json").write_bytes(b"{}")
    code, _, err = call("verify", str(plan_folder), "--json")
    assert code == 1
    code, _, err = call("verify", str(plan_folder))
    assert code == 1
    assert "plan.json | changed since it was written" in err
    assert "make the plan again" in err
    assert verify(plan_folder).kind == "plan"
