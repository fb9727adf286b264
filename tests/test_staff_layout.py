"""Layouts of staff files: headings, systems, pivots, cross tables, several sheets, settings."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import openpyxl
import pytest
from click.testing import CliRunner

import autopot
from autopot.cli.commands import group
from autopot.errors import InputError
from autopot.workforce.staff.cells import Look
from autopot.workforce.staff.headings import find_header
from autopot.workforce.staff.profiles import packaged_profiles, read_profile
from autopot.workforce.staff.sheets import sheet_of
from autopot.workforce.staff.words import meaning, plain
from support.staff_files import kinds, read, told_words, write_csv, write_xlsx

HEAD = ["Kommunenr", "Funksjon", "Yrkeskode", "Årsverk"]


def total(staff) -> float:
    return round(float(staff.cells["fte"].sum()), 6)


def check(*arguments: str):
    return CliRunner().invoke(group, ["check", *arguments])


@pytest.mark.parametrize(
    "heading",
    ["Årsverk 2024", "Summer av Årsverk", "Avtalte årsverk", "Årsverk pr. 01.10.2025", "Ant. FTE"],
)
def test_fte_is_known_by_many_headings(tmp_path, heading):
    head = [*HEAD[:3], heading]
    if heading == "Ant. FTE":  # not known: the message names it, and its remedy works
        file = write_csv(tmp_path / "a.csv", [head, ["1103", "253", "2223", "4,5"]])
        (finding,) = read(file).of("error")
        assert finding.kind in ("nearest_header", "nearest_header_lacks")
        staff = read(file, columns={"fte": heading})
    else:
        staff = read(write_csv(tmp_path / "a.csv", [head, ["1103", "253", "2223", "4,5"]]))
    assert total(staff) == 4.5


def test_a_heading_that_nearly_fits_is_suggested_and_the_remedy_works(tmp_path):
    file = write_csv(
        tmp_path / "a.csv", [["Kommunenr", "Funksjon", "Yrkeskode", "Stillprosenten"],
                             ["1103", "253", "2223", "50"]],
    )  # fmt: skip
    (finding,) = read(file).of("error")
    assert finding.kind == "nearest_header"
    assert 'workforce.columns.percent="Stillprosenten"' in told_words(finding)[2]
    result = check(
        str(file),
        "--set",
        "workforce.columns.percent=Stillprosenten",
        "--out",
        str(tmp_path / "k.xlsx"),
    )
    assert result.exit_code == 0, result.output
    assert "0,5 årsverk" in result.output


def test_every_packaged_profile_knows_its_own_headings():
    """A row of exactly the headings that a profile names is recognised as that system."""
    for profile in packaged_profiles():
        names = {**{word: word for word in profile.recognised_by}, **profile.columns}
        header, findings = find_header(sheet_of([list(names), ["1"] * len(names)]), {})
        assert header is not None, profile.name
        assert [f.values["title"] for f in findings if f.kind == "profile"] == [profile.title]


def test_a_planner_copies_a_profile(tmp_path):
    (tmp_path / "min.yaml").write_text(
        'name: min\ntitle: Vårt system\nrecognised_by: ["Mengde"]\n'
        'columns:\n  fte: "Mengde"\n  occupation: "Kode"\n  function: "F"\n'
    )
    file = write_csv(tmp_path / "a.csv", [["Kode", "F", "Mengde"], ["2223", "253", "3"]])
    staff = read(file, profile=str(tmp_path / "min.yaml"), municipality="1103")
    assert total(staff) == 3.0
    (tmp_path / "feil.yaml").write_text('name: x\nrecognised_by: []\ncolumns: {lønn: "Lønn"}\n')
    with pytest.raises(InputError, match=r"title.*recognised_by.*columns.lønn|columns"):
        read_profile(tmp_path / "feil.yaml")


def test_equal_headings_are_told_apart_by_the_row_above_and_by_letter(tmp_path):
    rows = [["", "", "", "2024", "2025"], [*HEAD, "Årsverk"], ["1103", "253", "2223", 4, 5]]
    file = write_xlsx(tmp_path / "a.xlsx", rows)
    (finding,) = read(file).of("error")
    assert finding.allowed == ("Årsverk 2024 (D)", "Årsverk 2025 (E)")
    assert total(read(file, columns={"fte": "E"})) == 5.0
    assert total(read(file, columns={"fte": "Årsverk 2024"})) == 4.0


def test_subheadings_of_an_amount_ask_and_can_be_summed(tmp_path):
    rows = [[*HEAD, None], [None, None, None, "Fast", "Vikar"], ["1103", "253", "2223", 10, 2.5]]
    file = write_xlsx(tmp_path / "a.xlsx", rows)
    assert kinds(read(file)) == ["subheadings"]
    assert total(read(file, columns={"fte": "Årsverk Fast"})) == 10.0
    assert total(read(file, columns={"fte": ["Årsverk Fast", "Årsverk Vikar"]})) == 12.5


def test_groups_of_a_pivot_table_are_filled_down_and_said(tmp_path):
    rows = [HEAD, ["1103", "120", "1120", 1], [None, None, "4110", 12.5], [None, "253", "2223", 30],
            [None, None, "5321", 20], ["Totalsum", None, None, 63.5]]  # fmt: skip
    file = write_xlsx(tmp_path / "a.xlsx", rows)
    staff = read(file)
    by_sector = staff.cells.groupby("sector")["fte"].sum()
    assert by_sector.to_dict() == {"administration": 13.5, "health_care": 50.0}
    assert [f.kind for f in staff.of("warning") if f.kind == "filled_down"] == ["filled_down"] * 2
    assert set(kinds(read(file, blank_groups="refuse"))) == {"empty_cell"}


def test_a_list_with_some_empty_cells_is_no_pivot(tmp_path):
    """The function stands twice in a row, so an empty one may be anything."""
    rows = [HEAD, ["1103", "253", "2223", 1], ["1103", "253", "5321", 2], ["1103", None, "5321", 3]]
    assert kinds(read(write_xlsx(tmp_path / "a.xlsx", rows))) == ["empty_cell"]


def test_a_unit_of_one_sector_is_not_written_into_the_next(tmp_path):
    rows = [
        ["Kommune", "Sektor", "Enhet", "Yrkeskode", "Årsverk"],
        ["1103", "Skole", "Vikaskolen", "2341", 1],
        ["1103", "Kultur", None, "2622", 2],
    ]
    staff = read(write_xlsx(tmp_path / "a.xlsx", rows))
    assert "filled_down" not in [finding.kind for finding in staff.findings]


def test_a_cross_table_of_titles_and_sectors(tmp_path):
    rows = [["Årsverk etter stilling"], [None, "Barnehage", "Skole", "Helse og omsorg"],
            ["Sykepleiere", None, 0.5, 20], ["Grunnskolelærere", None, 40, None],
            ["Renholdere i bedrifter", 1, 2, 3]]  # fmt: skip
    staff = read(write_xlsx(tmp_path / "a.xlsx", rows), municipality="1103")
    assert "cross_table" in [f.kind for f in staff.findings]
    by_sector = staff.rows.groupby("sector")["fte"].sum()
    assert by_sector.to_dict() == {"health_care": 23.0, "kindergarten": 1.0, "school": 42.5}


def test_sheets_of_one_list_are_read_together_and_years_are_asked_for(tmp_path):
    def book(names: list[str], occupations: tuple[str, str] = ("2223", "5321")):
        made = openpyxl.Workbook()
        made.remove(made.active)
        for name, occupation in zip(names, occupations, strict=True):
            sheet = made.create_sheet(name)
            sheet.append(["Kommunenr", "Yrkeskode", "Årsverk"])
            sheet.append(["1103", occupation, 4])
        made.save(tmp_path / "a.xlsx")
        return tmp_path / "a.xlsx"

    staff = read(book(["Helse og omsorg", "Solbakken skole"]))
    by_sector = staff.cells.groupby("sector")["fte"].sum()
    assert by_sector.to_dict() == {"health_care": 4.0, "school": 4.0}
    assert "sheets_together" in [f.kind for f in staff.findings]
    assert kinds(read(book(["2023", "2024"]))) == ["several_sheets"]
    assert kinds(read(book(["Skole", "Alle"], ("2341", "2341")))) == ["several_sheets"]


def test_a_hidden_column_gives_way_to_a_visible_one():
    sheet = sheet_of([[*HEAD, "Årsverk 2025"], ["1103", "253", "2223", 8, 4]], lettered=True)
    hidden = [False, False, False, True, False]
    empty = np.full(sheet.cells.shape, "", dtype=object)
    no = np.zeros(sheet.cells.shape, dtype=bool)
    look = Look(empty, no, np.zeros(2, bool), np.array(hidden), np.zeros(2, np.uint8))
    header, findings = find_header(replace(sheet, look=look), {})
    assert header.columns["fte"] == 4
    assert [f.kind for f in findings] == ["hidden_column"]


def test_a_setting_without_a_value_is_explained(tmp_path):
    file = write_csv(tmp_path / "a.csv", [HEAD, ["1103", "253", "2223", "1"]])
    result = check(str(file), "--set", "workforce.decimal")
    assert result.exit_code == 1
    (problem,) = result.exception.problems  # shown by `main`, in these words
    assert "nøkkel=verdi" in problem.line("nb")


@pytest.mark.parametrize(
    ("settings", "code", "said"),
    [
        (["a=1"], 1, "nøkkelen a finnes ikke"),
        (["evidense.weights=1"], 1, "mente du evidence?"),
        (["workforce=1"], 1, "tillatt: nøkler med hver sin verdi"),
        (["uncertainty.draws=0144"], 1, "kan leses som et annet tall"),
        (["uncertainty.draws=1:40"], 1, "kan leses som et annet tall"),
        (["uncertainty.draws=" + "9" * 20_000], 1, "et tall på 20 000 tegn"),
        (["workforce.sheet=" + "[" * 900], 1, "mer enn 40 nivåer"),
        (["workforce.sheet=!!python/name:os.x y"], 1, "vanlige verdier"),
        (["a=1", "a.b=2"], 1, "i et annet --set"),
        (["a.b=2", "a=1"], 1, "i et annet --set"),
        (["workforce.decimal=comma", "workforce.decimal=point"], 1, "i et annet --set"),
        (["=1"], 1, "nøkkel=verdi"),
        (["a..b=1"], 1, "nøkkel=verdi"),
        (["a." * 3_000 + "b=1"], 1, "kan ikke prøves"),
        (["extends=fast"], 1, "kan ikke prøves"),
    ],
)
def test_a_setting_on_the_command_line_is_held_to_the_rules_of_a_scenario_file(
    tmp_path, settings, code, said
):
    file = write_csv(tmp_path / "a.csv", [HEAD, ["1103", "253", "2223", "1"]])
    tried = [word for setting in settings for word in ("--set", setting)]
    result = check(str(file), *tried)
    assert result.exit_code == code, result.output
    problems = getattr(result.exception, "problems", [])  # shown by `main`, in these words
    shown = " ".join([result.output, *(problem.line("nb") for problem in problems)])
    assert said in " ".join(shown.split())
    assert list(tmp_path.iterdir()) == [file]


def test_a_setting_that_is_tried_leaves_the_others_of_the_scenario(tmp_path):
    """The scenario names the column of FTE, the command line that of the sector; both are read."""
    head = ["Kommunenr", "Hva", "Yrkeskode", "Mengde"]
    write_csv(tmp_path / "a.csv", [head, ["1103", "253", "2223", "4,5"]])
    scenario = tmp_path / "s.yaml"
    scenario.write_text(
        "name: s\ntitle: {nb: s, en: s}\nreason: {nb: s, en: s}\nreferences: [menon-2019]\n"
        "extends: base\nworkforce: {file: a.csv, columns: {fte: Mengde}}\n"
    )
    found = autopot.check_staff(scenario, {"workforce": {"columns": {"function": "Hva"}}})
    assert found.totals()["fte_used"] == 4.5


def test_settings_of_the_library_that_do_not_exist_are_refused(tmp_path):
    file = write_csv(tmp_path / "a.csv", [HEAD, ["1103", "253", "2223", "1"]])
    with pytest.raises(InputError, match="evidense is not a key"):
        autopot.check_staff(file, {"evidense": {}})
    with pytest.raises(InputError, match="evidense is not a key"):
        autopot.run("base", changes={"evidense": {"concentration": 3}})


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Stillingsnamn", "title"),
        ("Yrkesnamn", "title"),
        ("Namn", "personal"),
        ("Tilsettnr.", "personal"),
        ("Tilsettnummer", "personal"),
        ("Fødselsdato", "personal"),
        ("Eining", "unit"),
        ("Einingskode", "unit"),
        ("Einingsnamn", "unit_name"),
        ("Verksemdsnamn", "unit_name"),
        ("Kommunenamn", "municipality"),
        ("Tenesteområde", "sector"),
        ("Stillingsstorleik", "percent"),
        ("Stillingsprosent", "percent"),
        ("Årsverk", "fte"),
        ("Tal årsverk", "fte"),
        ("Tal personar", "headcount"),
    ],
)
def test_headings_in_nynorsk_are_known(heading, column):
    assert meaning(plain(heading))[0] == column


def test_an_unread_column_that_may_hold_titles_is_warned_of(tmp_path):
    """Only where no column of titles is known; other unread columns are notes."""
    head = [*HEAD, "Stillingsmerke", "Farge"]
    row = ["1103", "253", "2223", "4", "Sykepleier", "blå"]
    staff = read(write_csv(tmp_path / "a.csv", [head, row]))
    (finding,) = [f for f in staff.of("warning") if f.kind == "ignored_title"]
    assert 'workforce.columns.title="Stillingsmerke"' in told_words(finding)[2]
    assert [f.values["heading"] for f in staff.findings if f.kind == "ignored_column"] == ["Farge"]
    titled = [[*head, "Tittel"], [*row, "Sykepleier"]]
    named = read(write_csv(tmp_path / "b.csv", titled))
    assert "ignored_title" not in {f.kind for f in named.findings}


@pytest.mark.parametrize("heading", ["Årstimer", "Månedsverk", "Månadsverk", "Timer pr uke"])
def test_hours_and_months_are_never_suggested_as_fte(tmp_path, heading):
    rows = [[*HEAD[:3], heading], ["1103", "253", "2223", "100"]]
    (finding,) = read(write_csv(tmp_path / "a.csv", rows)).of("error")
    assert finding.kind == "nearest_header_lacks"
    assert heading not in told_words(finding)[2]


@pytest.mark.parametrize("chosen", [0, 1])
def test_the_remedy_for_several_sheets_leads_to_a_run(tmp_path, chosen):
    """Each year has 4 FTE; sheets that are called by a number need quotes, which the remedy has."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name in ("2023", "2024"):
        book.create_sheet(name).append(HEAD)
        book[name].append(["1103", "253", "2223", 4])
    book.save(tmp_path / "a.xlsx")
    (finding,) = read(tmp_path / "a.xlsx").of("error")
    settings = re.findall(r'--set (\S+)="([^"]+)"', told_words(finding)[2])
    setting = "=".join(settings[chosen])
    result = check(str(tmp_path / "a.xlsx"), "--set", setting, "--out", str(tmp_path / "k.xlsx"))
    assert result.exit_code == 0, result.output
    assert f"{4 + 4 * chosen},0 årsverk" in result.output
    assert "autopot run" in result.output.splitlines()[-1]
