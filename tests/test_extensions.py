"""Packages that add to autopot: found by their entry points, checked, used, named in results."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import yaml
from jsonschema import Draft202012Validator

from autopot import api
from autopot.errors import InputError
from autopot.evidence import figures
from autopot.extensions import PROFILES, READINGS, installed, loaded
from autopot.questions.file_schema import file_schema
from autopot.scenario import load_scenario
from autopot.scenario.settings import check_name
from autopot.study.preparation import load_changed, prepare
from autopot.workforce.staff.profiles import recognised
from support.extension import EXAMPLE, install

OWN = {
    "name": "own",
    "title": {"nb": "Eget", "en": "Own"},
    "reason": {"nb": "Prøve", "en": "Trial"},
    "references": ["judgement"],
    "extends": "base",
}
DRAWS = 200


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    return install(tmp_path_factory.mktemp("site"))


@pytest.fixture
def example(package, monkeypatch):
    """The example package is installed."""
    monkeypatch.syspath_prepend(str(package))
    yield package
    for name in [name for name in sys.modules if name.startswith("evidence_from_hagen")]:
        del sys.modules[name]


def scenario_file(folder: Path, weights: dict[str, float], **more: object) -> Path:
    path = folder / "own.yaml"
    path.write_text(yaml.safe_dump({**OWN, "evidence": {"weights": weights}, **more}), "utf-8")
    return path


def broken(folder: Path, entries: dict[str, dict[str, str]], code: str = "") -> Path:
    """A package `broken-package` 0.1, its module `broken_package` as given, installed."""
    source = folder / "broken"
    (source / "src").mkdir(parents=True)
    (source / "src" / "broken_package.py").write_text(code, "utf-8")
    groups = "\n".join(
        f'[project.entry-points."{group}"]\n' + "\n".join(f'{k} = "{v}"' for k, v in one.items())
        for group, one in entries.items()
    )
    about = f'[project]\nname = "broken-package"\nversion = "0.1"\n{groups}\n'
    (source / "pyproject.toml").write_text(about, "utf-8")
    return install(folder / "site", source)


@pytest.mark.usefixtures("example")
def test_an_installed_reading_alone_gives_its_own_figures(tmp_path):
    """4110 has the figure 0.5 in occupations.csv, and a reading with all weight and no other doubt
    is that figure: the potential of each FTE before technology's reach.
    """
    path = scenario_file(tmp_path, {"hagen_occupations": 1.0})
    found = api.explain("4110", path, draws=DRAWS).readings.set_index("reading")
    assert found.loc["hagen_occupations", "value"] == pytest.approx(0.5)
    assert found.loc["hagen_occupations", "weight"] == 1.0
    assert (found["weight"].drop("hagen_occupations") == 0).all()


@pytest.mark.usefixtures("example")
def test_what_lacks_a_figure_borrows_and_is_named(tmp_path):
    """Tasks 01 and 02 of 4110 have 0.9 and 0.6, so its others take their mean, 0.75. Occupation
    4312 borrows from 4311, the only one of its group with a figure.
    """
    path = scenario_file(tmp_path, {"hagen_tasks": 0.5, "hagen_occupations": 0.5})
    staff = pd.DataFrame(
        {
            "municipality": "0301",
            "sector": "administration",
            "occupation": ["4110", "4312"],
            "fte": 50.0,
        }
    )
    prepared = prepare(load_changed(path, None), staff)
    evidence, tasks = prepared.assembled.evidence, prepared.assembled.tasks
    of_4110 = evidence.of_tasks["hagen_tasks"][(tasks["occupation"] == "4110").to_numpy()]
    assert of_4110[:2].tolist() == [0.9, 0.6]
    assert of_4110[2:] == pytest.approx(0.75)
    assert evidence.of_occupations["hagen_occupations"].tolist() == pytest.approx([0.5, 0.7])
    borrowed = api.run(path, staff, draws=DRAWS).borrowed()
    assert borrowed["hagen_occupations"] == ["4312"]
    assert borrowed["hagen_tasks"] == ["4110", "4312"]


@pytest.mark.usefixtures("example")
def test_the_random_numbers_of_the_others_do_not_move(tmp_path):
    """A new reading has a stream of its own, keyed by its name, after those of all others."""
    with_it = scenario_file(tmp_path, {"whole_tasks": 0.5, "hagen_occupations": 0.5})
    alone = prepare(load_changed("base", None)).inputs.mix
    mixed = prepare(load_changed(with_it, None)).inputs.mix
    assert (
        mixed.keys[0]
        == dict(zip([r.name for r in alone.readings], alone.keys, strict=True))["whole_tasks"]
    )
    assert mixed.keys[1] > max(alone.keys)
    assert list(prepare(load_changed(with_it, None)).assembled.readings)[-1] == "hagen_occupations"


@pytest.mark.usefixtures("example")
def test_a_weight_of_0_changes_no_figure(tmp_path):
    base = api.run("base", draws=DRAWS).potential
    weights = load_scenario("base").scenario.evidence.weights.model_dump()
    path = scenario_file(tmp_path, {**weights, "hagen_tasks": 0.0})
    pd.testing.assert_frame_equal(api.run(path, draws=DRAWS).potential, base)


def test_an_installed_package_that_is_not_named_leaves_no_trace(package, monkeypatch):
    """The scenario, and the name of the run, are as without it."""
    before = api.run("base", draws=DRAWS).description()
    monkeypatch.syspath_prepend(str(package))
    assert api.run("base", draws=DRAWS).description() == before


@pytest.mark.usefixtures("example")
def test_a_result_names_the_package_and_verify_holds(tmp_path):
    path = scenario_file(tmp_path, {"whole_tasks": 0.5, "hagen_occupations": 0.5})
    staff = tmp_path / "staff.csv"
    staff.write_text("municipality,sector,occupation,fte\n0301,administration,4110,12.5\n", "utf-8")
    own = {"workforce": {"file": str(staff)}}
    folder = api.run(path, settings=own, draws=DRAWS).save(tmp_path / "run")
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert manifest["packages"]["evidence-from-hagen"] == "1.2.0"
    assert manifest["extensions"]["hagen_occupations"]["package"] == "evidence-from-hagen"
    assert "evidence-from-hagen-hagen_occupations" in (folder / "report.html").read_text("utf-8")
    found = api.verify(folder, staff)
    assert found.problems == []


@pytest.mark.usefixtures("example")
def test_another_version_and_other_figures_are_told(tmp_path):
    path = scenario_file(tmp_path, {"whole_tasks": 0.5, "hagen_occupations": 0.5})
    staff = tmp_path / "staff.csv"
    staff.write_text("municipality,sector,occupation,fte\n0301,administration,4110,12.5\n", "utf-8")
    own = {"workforce": {"file": str(staff)}}
    folder = api.run(path, settings=own, draws=DRAWS).save(tmp_path / "run", report=False)
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    manifest["packages"]["evidence-from-hagen"] = "1.1.0"
    manifest["extensions"]["hagen_occupations"]["figures"] = "0" * 64
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    found = api.verify(folder, staff)
    assert ("evidence-from-hagen", "1.1.0", "1.2.0") in found.versions
    assert any("hagen_occupations.figures" in str(problem.place) for problem in found.problems)


@pytest.mark.usefixtures("example")
def test_one_sector_may_read_it_alone(tmp_path):
    own = {"school": {"evidence": {"weights": {"hagen_tasks": 1.0}}}}
    path = tmp_path / "own.yaml"
    path.write_text(yaml.safe_dump({**OWN, "sectors": own}), "utf-8")
    scenario = load_scenario(path).scenario
    assert scenario.evidence.weights.model_dump()["hagen_tasks"] == 0.0
    assert scenario.in_sector("school").evidence.weights.model_dump()["hagen_tasks"] == 1.0
    assert np.isfinite(api.run(path, draws=DRAWS).potential["mean"]).all()


@pytest.mark.usefixtures("example")
def test_an_editor_is_offered_its_weight():
    schema = Draft202012Validator(file_schema("scenario"))
    assert schema.is_valid({**OWN, "evidence": {"weights": {"hagen_tasks": 0.2}}})
    assert not schema.is_valid({**OWN, "evidence": {"weights": {"hagen_taskz": 0.2}}})
    assert check_name("evidence.weights.hagen_tasks", "my.yaml:1") is None
    assert check_name("evidence.weights.hagen_taskz", "my.yaml:1") is not None


def test_without_it_the_error_says_what_to_do(tmp_path):
    path = scenario_file(tmp_path, {"zzz_study": 1.0})
    with pytest.raises(InputError, match=r"zzz_study is not a key .*install the package"):
        load_scenario(path)


@pytest.mark.usefixtures("example")
def test_an_unknown_weight_lists_what_is_installed(tmp_path):
    path = scenario_file(tmp_path, {"hagen_task": 1.0})
    with pytest.raises(InputError, match=r"allowed: hagen_tasks.*did you mean hagen_tasks"):
        load_scenario(path)


BROKEN = {
    "import fails": ("import no_such_module", "cannot be loaded .ModuleNotFoundError"),
    "raises at once": ("1 / 0", "cannot be loaded .ZeroDivisionError"),
    "no such object": ("", "cannot be loaded .AttributeError"),
    "of another class": ("READING = 3", "int, not Reading"),
    "without a text": (
        "from pathlib import Path\nfrom autopot.extensions import Reading\n"
        "READING = Reading({'nb': 'Navn'}, {}, None, 'sector', 1, Path('none.csv'))",
        "name is .*meaning is .*no source.*level is 'sector'.*sees_robots is '1'.*no file none.csv",
    ),
}


@pytest.mark.parametrize(("code", "told"), BROKEN.values(), ids=BROKEN)
def test_a_broken_package_is_named(tmp_path, monkeypatch, code, told):
    site = broken(tmp_path, {READINGS: {"study": "broken_package:READING"}}, code)
    monkeypatch.syspath_prepend(str(site))
    monkeypatch.delitem(sys.modules, "broken_package", raising=False)
    path = scenario_file(tmp_path, {"study": 1.0})
    with pytest.raises(InputError) as error:
        prepare(load_changed(path, None))
    text = str(error.value).replace("\n", " ")
    assert text.startswith("broken-package 0.1 (autopot.readings: study) | ")
    assert re.search(told, text)


FIGURES = {
    "unknown occupation": ("occupation,share\n9999,0.5\n", "row 2 | there is no 9999"),
    "above 1": ("occupation,share\n4110,1.5\n", "1.5"),
    "twice": ("occupation,share\n4110,0.5\n4110,0.6\n", "4110"),
    "no column": ("occupation,value\n4110,0.5\n", "the column share is missing"),
    "no row": ("occupation,share\n", "no figure"),
}


@pytest.mark.parametrize(("content", "told"), FIGURES.values(), ids=FIGURES)
def test_wrong_figures_are_told_with_package_and_row(tmp_path, monkeypatch, content, told):
    code = (
        "from pathlib import Path\nfrom autopot.extensions import Reading, Source\n"
        "both = {'nb': 'Navn', 'en': 'Name'}\n"
        "READING = Reading(both, both, Source('A', '', ''), 'occupation', True,\n"
        "    Path(__file__).with_name('figures.csv'))\n"
    )
    site = broken(tmp_path, {READINGS: {"study": "broken_package:READING"}}, code)
    (site / "figures.csv").write_text(content, "utf-8")
    monkeypatch.syspath_prepend(str(site))
    monkeypatch.delitem(sys.modules, "broken_package", raising=False)
    with pytest.raises(InputError) as error:
        figures(installed(READINGS)["study"])
    assert "broken-package 0.1 figures.csv" in str(error.value)
    assert told in str(error.value)


def test_a_name_of_ours_is_refused(tmp_path, monkeypatch):
    site = broken(tmp_path, {READINGS: {"whole_tasks": "broken_package:READING"}})
    monkeypatch.syspath_prepend(str(site))
    with pytest.raises(
        InputError, match=r"broken-package 0.1 .*autopot has a reading of this name"
    ):
        file_schema("scenario")


@pytest.mark.usefixtures("example")
def test_two_packages_may_not_give_one_name(tmp_path, monkeypatch):
    site = broken(tmp_path, {READINGS: {"hagen_tasks": "broken_package:READING"}})
    monkeypatch.syspath_prepend(str(site))
    with pytest.raises(InputError, match="gives the same name"):
        installed(READINGS)


@pytest.mark.usefixtures("example")
def test_a_profile_of_a_package_is_recognised():
    words = ["hagenstilling", "hagenenhet", "hagenprosent"]
    found = recognised(words)
    assert found is not None
    assert found.title == "Hagen HR"
    assert found.columns["hagenprosent"] == "percent"
    assert loaded(installed(PROFILES)["hagen_hr"]).is_file()


@pytest.mark.usefixtures("example")
def test_a_radar_export_of_a_package(tmp_path):
    """One line a technology after the first; the radar of base has as many as data/technologies."""
    reading = api.radar("base", draws=DRAWS)
    made = reading.export("hagen_list", tmp_path / "radar.txt", date="2026-01-01")
    lines = made.path.read_text("utf-8").splitlines()
    assert lines[0].endswith("2026-01-01")
    assert len(lines) == 1 + len(reading.result.radar)
    with pytest.raises(InputError, match="--date"):
        reading.export("hagen_list", tmp_path / "again.txt")
    with pytest.raises(InputError, match="hagen_list"):
        reading.export("hagen_lizt", tmp_path / "again.txt")


def test_the_example_says_what_it_depends_on():
    """So that the example can be copied: it is a whole package, and its figures are marked."""
    text = (EXAMPLE / "pyproject.toml").read_text("utf-8")
    assert 'dependencies = ["autopot"]' in text
    assert "invented" in text


@pytest.mark.usefixtures("example")
def test_a_comparison_with_base_names_the_package(tmp_path):
    """The scenario differs from base in general and in one sector, which are mixed apart."""
    own = {"school": {"evidence": {"weights": {"hagen_tasks": 1.0}}}}
    weights = {"whole_tasks": 0.5, "hagen_occupations": 0.5}
    path = scenario_file(tmp_path, weights, sectors=own)
    folder = api.compare(["base", path], draws=DRAWS).save(tmp_path / "compared", report=False)
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert set(manifest["extensions"]) == {"hagen_occupations", "hagen_tasks"}
    assert manifest["packages"]["evidence-from-hagen"] == "1.2.0"
