"""`autopot check`, `template` and `init` as a planner meets them."""

from __future__ import annotations

import hashlib
import io
import string
from dataclasses import replace

import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner

import autopot
from autopot import catalogue
from autopot.cli.commands import group
from autopot.errors import AutopotError, InputError
from autopot.messages import LANGUAGES, shown, speaking
from autopot.scenario import load_scenario
from autopot.workforce.staff import Finding
from autopot.workforce.staff.kinds import KINDS
from autopot.workforce.staff.kinds.forms import ALLOWED
from support.staff_files import HEADER, ROWS, told_words, write_csv, write_xlsx

FAULTY = [
    ["Uttrekk"],
    HEADER,
    *ROWS,
    ["1103", "Ymse", "2342", "3"],
    ["1103", "=1+1", "2342", "2"],
    ["1103", "Skole", "4111", "1"],
    ["Sum", "", "", "1020,75"],
]


def cli(*args: str):
    return CliRunner().invoke(group, list(args))


def own_scenario(folder, workforce: str):
    path = folder / "s.yaml"
    path.write_text(
        "name: s\ntitle: {nb: a, en: b}\nreason: {nb: a, en: b}\nreferences: [judgement]\n"
        f"extends: base\nworkforce: {workforce}\n",
        encoding="utf-8",
    )
    return path


@pytest.fixture
def faulty(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return write_xlsx(tmp_path / "ansatte.xlsx", FAULTY, "Liste")


def test_personal_columns_are_left_unread_unless_refused(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_csv(tmp_path / "a.csv", [["Navn", *HEADER], *[["Kari Nordmann", *row] for row in ROWS]])
    refused = cli("check", "a.csv", "--set", "workforce.personal_columns=refuse")
    assert refused.exit_code == 1
    for switches in ([], ["--ignore-personal"]):
        result = cli("check", "a.csv", *switches)
        assert result.exit_code == 0
        assert "Nordmann" not in result.output


def test_check_prints_totals_and_every_fault_and_exits_with_1(faulty):
    result = cli("check", "ansatte.xlsx")
    assert result.exit_code == 1
    text = " ".join(result.output.split())
    assert "Rader lest: 7, til sammen 1\u00a0020,8 årsverk" in result.output.replace("\n", " ")
    assert "ark «Liste» celle B6 | sektoren Ymse er ikke kjent" in text
    assert "celle C8 | yrkeskoden 4111 finnes ikke i STYRK-08 | tillatt: 4110" in text
    assert "sumrad «Sum» er ikke regnet med" in text
    assert (faulty.parent / "ansatte-kontroll.xlsx").is_file()


def test_the_workbook_copies_the_used_columns_and_marks_the_cells(faulty, tmp_path):
    check = autopot.check_staff(faulty)
    book = openpyxl.load_workbook(check.save(tmp_path / "k.xlsx"))
    assert book.sheetnames == ["Oppsummering", "Regnskap", "Funn", "Kopi"]
    copy = book["Kopi"]
    assert [cell.value for cell in copy[1]] == ["Rad", *HEADER]  # row 2 of the file
    assert [cell.value for cell in copy[7]][:4] == ["8", "1103", "Skole", "4111"]
    assert copy["D7"].fill.fgColor.rgb.endswith("F8C9C4")
    assert "finnes ikke i STYRK-08" in copy["D7"].comment.text
    assert copy["C6"].data_type in ("s", "inlineStr")  # "=1+1" is text, not a formula


def test_check_takes_a_scenario_and_refuses_an_empty_one(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    cli("init", "by", "--municipality", "1103")
    result = cli("check", "by/kommune.yaml")
    assert result.exit_code == 1
    assert "ingen rader med årsverk over 0" in result.output
    over_it = cli("check", "by/kommune.yaml", "--out", "by/ansatte.xlsx")
    assert isinstance(over_it.exception, AutopotError)


def test_a_scenario_with_a_packaged_workforce_has_nothing_to_check(tmp_path):
    scenario = own_scenario(tmp_path, "{source: storby-2019}")
    with pytest.raises(InputError, match="uses a packaged workforce"):
        autopot.check_staff(scenario)


def test_likely_mistakes_are_warned_about(tmp_path):
    rows = [
        ["Kommune", "Sektor", "Yrkeskode", "Årsverk", "Antall ansatte"],
        ["1103", "Skole", "2341", "13", "10"],  # 1.3 per person
        ["1103", "Skole", "2341", "50", "60"],
        ["1103", "Kultur", "2622", "29", "30"],  # too small to need a leader of its own
    ]
    check = autopot.check_staff(write_csv(tmp_path / "a.csv", rows))
    found = {finding.kind: finding for finding in check.of("warning")}
    assert set(found) == {"large_fraction", "no_leaders", "far_from_published"}
    assert found["large_fraction"].values["value"] == pytest.approx(1.3)
    assert found["no_leaders"].values["sector"] == "Skole"
    assert found["far_from_published"].values["published"] == 9197
    assert check.ok


def test_size_against_the_estimate_of_all_municipalities_where_nothing_is_published(tmp_path):
    """Haugesund's nine sectors in `run national` are summed here; FTE / 1.6 is the limit.

    Files hold contracted FTE; 342,638.2 of 380,447.1 are at work.
    """
    rest = catalogue.packaged_workforce("norway-2024").query("municipality == '1106'")
    estimate = rest["fte"].sum() * 380447.1 / 342638.2
    limit = estimate / 1.6

    def warnings(fte):
        rows = [HEADER, ["1106", "Skole", "2341", f"{fte - 200}"], ["1106", "Skole", "1345", "200"]]
        found = autopot.check_staff(write_csv(tmp_path / "a.csv", rows)).of("warning")
        return [warning for warning in found if warning.kind == "far_from_estimate"]

    assert not warnings(limit + 1)
    (warning,) = warnings(limit - 1)
    assert warning.values["published"] == round(estimate)


def test_sectors_far_from_the_estimate_are_named_with_both_numbers_where_the_total_is_near():
    """Haugesund as in `run national` with long absence, and ten times its culture.

    The total then lies under 1.6 times the estimate, culture above 3 times its own.
    """
    cells = catalogue.packaged_workforce("norway-2024").query("municipality == '1106'")
    cells = cells.assign(fte=cells["fte"] * 380447.1 / 342638.2)
    by = cells.groupby("sector")["fte"].sum()

    def found(culture):
        grown = cells["fte"].where(cells["sector"] != "culture", cells["fte"] * culture)
        frame = cells.assign(fte=grown)[["municipality", "sector", "occupation", "fte"]]
        warnings = autopot.check_staff(frame).of("warning")
        return [w for w in warnings if w.kind == "sectors_far_from_estimate"]

    assert not found(2.9)
    (warning,) = found(10)
    figures = f"{10 * by['culture']:.0f} ({by['culture']:.0f})"
    for language, name in (("nb", "Kultur"), ("nn", "Kultur"), ("en", "Culture")):
        assert shown(warning.values["sectors"], language) == f"{name} {figures}"
    assert "autopot run national" in told_words(warning)[0]


def test_more_fte_than_residents_make_possible_stop_the_run_and_say_both_numbers(tmp_path):
    """Utsira has 215 residents in SSB's figures of 1 January 2024; half of them is 107.5."""

    def check(fte):
        rows = [HEADER, ["1151", "Skole", "2341", str(fte)]]
        return autopot.check_staff(write_csv(tmp_path / "a.csv", rows))

    assert check(107).ok
    (error,) = check(108).of("error")
    assert error.kind == "more_than_residents"
    assert "108 årsverk i filen og 215 innbyggere (SSB, 2024-01-01)" in told_words(error)[0]
    with pytest.raises(InputError, match="215 residents"):
        autopot.run(tmp_path / "a.csv", draws=100)


def test_check_and_national_say_the_same_of_a_small_municipality(tmp_path):
    """Volda: one estimate of ours, but for long absence, 380,447.1 of 342,638.2."""
    rows = [HEADER, ["1577", "Skole", "2341", "10"]]
    (warning,) = autopot.check_staff(write_csv(tmp_path / "a.csv", rows)).of("warning")
    total = autopot.run("national", draws=100).level("municipality").set_index("municipality")
    assert warning.values["published"] == round(total.loc["1577", "fte_base"] * 380447.1 / 342638.2)


def test_a_data_frame_is_checked_like_a_file(tmp_path):
    rows = [["1103", "Skole", "2341", "13"], ["1103", "Skole", "9999", "2"]]
    found = autopot.check_staff(pd.DataFrame(rows, columns=HEADER))
    from_file = autopot.check_staff(write_csv(tmp_path / "a.csv", [HEADER, *rows]))
    assert found.totals() == from_file.totals()
    kinds = [finding.kind for finding in from_file.findings if finding.kind != "read_as"]
    assert [finding.kind for finding in found.findings] == kinds  # a frame has no encoding to tell
    assert found.save(tmp_path / "kontroll.xlsx").is_file()


def test_options_hold_for_a_data_frame_too():
    frame = pd.DataFrame({"Sektor": ["Skole"], "Yrkeskode": ["2341"], "Årsverk": [3.5]})
    assert not autopot.check_staff(frame).ok
    assert autopot.check_staff(frame, municipality="1103").totals()["fte_used"] == 3.5


@pytest.mark.parametrize("value", ["11", "Rogaland", "1100", "Rogaland fylke"])
def test_a_county_is_told_to_be_one(tmp_path, value):
    """Stavanger is in Rogaland, county 11; no municipality is suggested by likeness of letters."""
    rows = [HEADER, [value, "Skole", "2341", "10"]]
    (error,) = autopot.check_staff(write_csv(tmp_path / "a.csv", rows)).of("error")
    assert error.kind == "county_for_municipality"
    assert "1103 Stavanger" in told_words(error)[1]
    with pytest.raises(InputError, match=r"is a county \(Rogaland\), not a municipality.*1103"):
        autopot.check_staff(write_csv(tmp_path / "b.csv", rows[:1]), municipality=value)


def test_oslo_is_a_municipality_by_name_and_a_county_by_two_digits(tmp_path):
    def read(value):
        rows = [HEADER, [value, "Skole", "2341", "10"]]
        return autopot.check_staff(write_csv(tmp_path / "a.csv", rows))

    assert read("Oslo").totals()["fte_used"] == 10
    (error,) = read("03").of("error")
    assert told_words(error)[1] == "0301 Oslo"


def test_many_unknown_codes_may_be_an_older_classification(tmp_path):
    rows = [HEADER, *[["1103", "Skole", code, "1"] for code in ("3231", "3320", "2331", "5133")]]
    check = autopot.check_staff(write_csv(tmp_path / "a.csv", rows))
    unknown = [f for f in check.of("error") if f.kind == "unknown_occupation"]
    assert len(unknown) == 4 - sum(
        code in catalogue.occupations().index for code in ("3231", "3320", "2331", "5133")
    )
    assert "maybe_styrk98" in {finding.kind for finding in check.of("warning")}


def test_coverage_and_occupations_without_evidence_are_named(tmp_path):
    rows = [HEADER, ["1103", "Skole", "0110", "1"], ["1103", "Skole", "9613", "3"]]
    check = autopot.check_staff(write_csv(tmp_path / "a.csv", rows))
    assert [f.values["value"] for f in check.of("error")] == ["0110"]
    weak = {f.kind: f for f in check.of("note")}
    assert weak["weak_evidence"].values["share"] == 75.0 or weak["weak_evidence"].fte >= 3
    assert "9613" in weak["weak_evidence"].allowed


def test_the_template_is_read_back_and_made_from_the_columns(tmp_path):
    with speaking("nb"):
        path = autopot.write_template(tmp_path / "mal.xlsx")
    book = openpyxl.load_workbook(path)
    sheet, example = book["Ansatte"], book["Eksempel"]
    columns = catalogue.table("workforce/staff_columns")
    shown = columns[columns["in_template"]].sort_values("position")
    assert [cell.value for cell in sheet[1]] == shown["heading_nb"].tolist()
    assert [cell.comment.text for cell in sheet[1]] == shown["help_nb"].tolist()
    for row in example.iter_rows(min_row=2, max_row=6):
        for cell in row:
            sheet.cell(cell.row, cell.column).value = cell.value
    book.save(path)
    check = autopot.check_staff(path)
    assert check.ok
    # 1 + 0.625 teachers and assistants, 0.8 nurse, 37.4 care workers, 6 in the pay office
    assert check.staff.fte_used == pytest.approx(45.825)
    lists = {rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert f"=Yrker!$A$2:$A${len(catalogue.occupations()) + 1}" in lists
    assert book["Yrker"].max_row == 1 + len(catalogue.occupations())


def test_the_template_is_the_same_every_time_and_is_not_written_over(tmp_path):
    first = autopot.write_template(tmp_path / "a.xlsx").read_bytes()
    assert first == autopot.write_template(tmp_path / "b.xlsx").read_bytes()
    with pytest.raises(InputError, match="exists already"):
        autopot.write_template(tmp_path / "a.xlsx")


def test_init_makes_a_folder_that_runs(tmp_path):
    with speaking("nb"):
        folder = autopot.start_folder(tmp_path / "by", "Indre Østfold")
    assert sorted(path.name for path in folder.iterdir()) == [
        "LES-MEG.md",
        "ansatte.xlsx",
        "kommune.yaml",
    ]
    book = openpyxl.load_workbook(folder / "ansatte.xlsx")
    book["Ansatte"].cell(2, 2).value = "Skole"
    book["Ansatte"].cell(2, 4).value = "2341 Grunnskolelærere"
    book["Ansatte"].cell(2, 6).value = 10
    book.save(folder / "ansatte.xlsx")
    result = autopot.run(folder / "kommune.yaml", draws=200)
    assert result.scenario.scenario.name == "indre-ostfold"
    assert result.level("municipality")["municipality"].tolist() == ["3118"]
    with pytest.raises(InputError, match="in use"):
        autopot.start_folder(folder, "1103")
    with pytest.raises(InputError, match=r"did you mean 1103 Stavanger"):
        autopot.start_folder(tmp_path / "x", "Stavangr")


def test_the_run_names_what_was_left_out_and_the_files_it_used(tmp_path):
    good = write_xlsx(tmp_path / "god.xlsx", [HEADER, *ROWS, ["Sum", "", "", "1014,75"]])
    result = autopot.run(own_scenario(tmp_path, f"{{file: {good.name}}}"), draws=200)
    assert "3 rader og 1\u00a0015 årsverk er brukt, 1 rad er holdt utenfor" in result.notes()[0]
    inputs = result.description()["inputs"]
    assert inputs["workforce/1"] == hashlib.sha256(good.read_bytes()).hexdigest()
    assert not any(good.name in name for name in inputs)


def test_a_municipality_number_without_quotes_is_explained(tmp_path):
    scenario = own_scenario(tmp_path, "{file: a.csv, municipality: 0301}")
    with pytest.raises(InputError, match=r'= 0301, .* in quotes: "0301"'):
        autopot.run(scenario)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_finding_has_words_in_norwegian_that_fill_in_the_same(kind):
    words = KINDS[kind]
    for part in (words.found, words.allowed, words.remedy):
        if part in ("", ALLOWED):
            continue
        names = {name for _, name, _, _ in string.Formatter().parse(part.text) if name}
        filled = replace(part, values=dict.fromkeys(names, "x"))
        assert filled.in_language("nb") != filled.in_language("en")
        for name in LANGUAGES:
            assert filled.in_language(name).count("x") >= len(names)
    assert Finding(kind).severity in ("error", "warning", "note")


def test_many_faults_of_a_kind_are_counted(tmp_path):
    rows = [["1103", f"Tjeneste {n}", "2223", "1"] for n in range(25)]
    check = autopot.check_staff(write_csv(tmp_path / "a.csv", [HEADER, *rows]))
    with speaking("nb"):
        *shown, rest = map(str, check.staff.problems())
    assert len(shown) == 10
    assert "15 flere av samme slag" in rest
    frame = pd.read_excel(
        io.BytesIO(check.save(tmp_path / "k.xlsx").read_bytes()), "Funn", engine="calamine"
    )
    assert (frame["Alvor"] == "Feil").sum() == 25


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("nb", "# Hå: eget potensial", "er som i grunnscenarioet."),
        ("nn", "# Hå: eige potensial", "er som i grunnscenarioet."),
        ("en", "# Hå: own potential", "is as in the base scenario."),
    ],
)
def test_init_explains_in_the_language_spoken_and_names_the_scenario_in_all(
    tmp_path, name, first, last
):
    with speaking(name):
        folder = autopot.start_folder(tmp_path / "by", "1119")
    lines = (folder / "LES-MEG.md").read_text("utf-8").splitlines()
    assert (lines[0], lines[-1].endswith(last)) == (first, True)
    assert "       autopot run kommune.yaml" in lines
    assert load_scenario(folder / "kommune.yaml").scenario.title.model_dump() == {
        "nb": "Hå, egne ansatte",
        "nn": "Hå, eigne tilsette",
        "en": "Hå, own staff",
    }


def test_a_staff_file_is_judged_in_the_language_asked_for(call, faulty):
    """Summary, findings, names of our sectors, and the errors of a run: none in Norwegian."""
    code, out, _ = call("--language", "en", "check", str(faulty), "--out", "en.xlsx")
    assert code == 1
    assert "allowed: Administration, Kindergarten" in " ".join(out.split())
    book = openpyxl.load_workbook("en.xlsx")
    assert book.sheetnames[:3] == ["Summary", "Ledger", "Findings"]
    cells = [cell for row in book["Findings"].iter_rows(values_only=True) for cell in row]
    assert any(str(cell).startswith("ansatte.xlsx sheet 'Liste'") for cell in cells)
    assert not any("Administrasjon og styring" in str(cell) for cell in cells)
    _, _, refused = call("--language", "en", "run", str(faulty), "--out", "result")
    assert "is not known" in refused
    assert "er ikke kjent" not in refused
