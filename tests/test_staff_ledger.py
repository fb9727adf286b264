"""Every row and FTE of a staff file in one bucket; what is asked, and that each remedy works."""

from __future__ import annotations

import csv
import json
from decimal import Decimal

import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import autopot
from autopot.cli.commands import group
from autopot.workforce.staff.ledger import ledger_line, ledger_of
from support.staff_files import kinds, read, told_words, write_csv, write_xlsx

TOWN = {"municipality": "1103", "personal_columns": "ignore"}
LIST = ["Sektor", "Yrkeskode", "Stilling", "Årsverk"]
CARE, SCHOOL = "Helse og omsorg", "Skole"


def buckets(staff):
    """Bucket -> (rows, FTE) of those that hold anything."""
    ledger = staff.ledger[staff.ledger["rows"] > 0]
    return {row.bucket: (row.rows, row.fte) for row in ledger.itertuples()}


def listed(tmp_path, rows, header=LIST, **options):
    return read(write_csv(tmp_path / "a.csv", [header, *rows]), **TOWN, **options)


# The ledger


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("nb", "I alt i filen: 3 rader, 1¤234 årsverk. Av dem: brukt 2 (1¤230 årsverk); "
               "sum og delsum 1 (4 årsverk)"),
        ("nn", "I alt i fila: 3 rader, 1¤234 årsverk. Av dei: brukt 2 (1¤230 årsverk); "
               "sum og delsum 1 (4 årsverk)"),
        ("en", "In all in the file: 3 rows, 1,234 FTE. Of these: used 2 (1,230 FTE); "
               "sums and subtotals 1 (4 FTE)"),
    ],
)  # fmt: skip
def test_the_ledger_is_one_sentence_in_each_language(language, line):
    rows = {"left_out": ["", "", "sum"], "count": 1, "fte": [1000, 230, 4]}
    said = ledger_line(ledger_of(pd.DataFrame(rows))).in_language(language)
    assert said == line.replace("¤", "\N{NO-BREAK SPACE}")


CELLS = {
    "Sektor": [CARE, SCHOOL, "Ukjent tjeneste", "", "Sum", "Samlet sone nord"],
    "Yrkeskode": ["2223", "2341", "9999", "", "8888"],
    "Ansattnr": ["1", "2", "3", "Sum 253", ""],
    "Årsverk": ["1", "0,5", "2,25", "0", "", "x", "3,75"],
    "Permisjon": ["", "ja"],
    "År": ["2023", "2024", ""],
}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(*map(st.sampled_from, CELLS.values())), min_size=1, max_size=25))
def test_the_buckets_add_up_to_the_rows_and_the_column_of_the_file(tmp_path_factory, rows):
    """Against the column itself, added as decimals; an amount that is no number adds nothing."""
    file = tmp_path_factory.mktemp("ledger") / "a.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, delimiter=";").writerows([list(CELLS), *rows])
    staff = read(file, **TOWN)
    filled = [row for row in rows if any(row)]
    column = [row[3].replace(",", ".") for row in filled]
    expected = sum((Decimal(text) for text in column if text not in ("", "x")), Decimal(0))
    assert staff.ledger["rows"].sum() == len(filled)
    assert sum(Decimal(str(fte)) for fte in staff.ledger["fte"]) == expected


def test_the_ledger_stands_in_every_output(tmp_path, monkeypatch):
    """3 + 2 FTE are used, and a sum of 5 is left out."""
    monkeypatch.chdir(tmp_path)
    rows = [[CARE, "2223", "S", "3"], [SCHOOL, "2341", "L", "2"], ["Totalt", "", "", "5"]]
    write_csv(tmp_path / "a.csv", [LIST, *rows])
    checked = CliRunner().invoke(group, ["check", "a.csv", "--municipality", "1103"])
    text = " ".join(checked.output.split())
    assert "Regnskap" in text
    assert "sum og delsum" in text
    assert "i alt i filen" in text
    sheet = openpyxl.load_workbook("a-kontroll.xlsx")["Regnskap"]
    assert list(sheet.values)[1:] == [
        ("brukt", 2, 5),
        ("sum og delsum", 1, 5),
        ("i alt i filen", 3, 10),
    ]
    asked = ["check", "a.csv", "--municipality", "1103", "--json"]
    said = json.loads(CliRunner().invoke(group, asked).output)
    assert said["ledger"][1] == {"bucket": "sum", "rows": 1, "fte": 5.0}
    own = {"file": str(tmp_path / "a.csv"), "municipality": "1103"}
    result = autopot.run(draws=200, changes={"workforce": own})
    folder = result.save(tmp_path / "ut")
    line = "3 rader, 10 årsverk. Av dem: brukt 2 (5 årsverk); sum og delsum 1 (5 årsverk)"
    assert any(line in note for note in result.notes())
    assert "sum og delsum" in (folder / "report.html").read_text(encoding="utf-8")
    assert json.loads((folder / "manifest.json").read_text())["ledger"][0]["rows"] == 2
    assert any("ingen ledere" in note or "publisert" in note for note in result.notes())


def test_one_row_is_told_as_one(tmp_path):
    line = ledger_line(listed(tmp_path, [[CARE, "2223", "S", "3"]]).ledger)
    assert str(line) == "In all in the file: 1 row, 3 FTE. Of these: used 1 (3 FTE)"
    assert line.in_language("nb") == "I alt i filen: 1 rad, 3 årsverk. Av dem: brukt 1 (3 årsverk)"


# Sums


@pytest.mark.parametrize(
    "label",
    [
        "120 Totalt",
        "Delsammendrag",
        "Til sammen",
        "Sum 253",
        "Totalsum",
        "I alt",
        "Subtotal",
        "Helse: sum",
    ],
)
def test_a_sum_is_known_by_words_at_either_end_of_any_cell(tmp_path, label):
    staff = [[CARE, "2223", "S", "10"], [CARE, "5321", "H", "20,5"]]
    for column in range(3):
        row = ["", "", "", "30,5"]
        row[column] = label
        assert buckets(listed(tmp_path, [*staff, row])) == {"used": (2, 30.5), "sum": (1, 30.5)}


@pytest.mark.parametrize(("label", "amount"), [("Gjennomsnitt", "15"), ("253 Antall", "2")])
def test_averages_and_counts_are_no_staff(tmp_path, label, amount):
    rows = [[CARE, "2223", "S", "10"], [CARE, "5321", "H", "20"], [label, "", "", amount]]
    assert buckets(listed(tmp_path, rows))["used"] == (2, 30)


def test_units_that_are_called_sum_are_staff(tmp_path):
    header = ["Sektor", "Enhet", "Stilling", "Årsverk"]
    rows = [
        [CARE, "Sum og samspill bofellesskap", "Sykepleiere", "12"],
        [CARE, "Samlet hjemmetjeneste nord", "Sykepleiere", "30"],
        [CARE, "Sykehjem sør", "Sykepleiere", "20"],
        [CARE, "Sum og samspill 2", "Sykepleiere", "62"],  # equals all above
    ]
    assert buckets(listed(tmp_path, rows, header)) == {"used": (4, 124)}


def test_a_label_among_the_persons_is_found_and_not_copied(tmp_path):
    """Percentages 100 + 80 = 180 and 90; what else stands in the cell is not shown."""
    header = ["Ansattnr", "Navn", "Yrkeskode", "Sektor", "Stillingsprosent"]
    rows = [
        ["1", "Li, Per", "2223", CARE, "100"],
        ["2", "Vik, Eva", "5321", CARE, "80"],
        ["Sum Hemmelig sone", "", "", "", "180"],
        ["3", "Moe, Ida", "2341", SCHOOL, "90"],
        ["", "Moe til sammen", "", "", "90"],
    ]
    staff = listed(tmp_path, rows, header)
    assert buckets(staff) == {"used": (3, 2.7), "sum": (2, 2.7)}
    told = " ".join(" ".join(told_words(f)) for f in staff.findings)
    assert "Hemmelig" not in told
    assert "Moe" not in told


def test_subtotals_without_a_word(tmp_path):
    rows = [[CARE, "2223", "S", "10"], [CARE, "5321", "H", "20"], [CARE, "", "", "30"]]
    rows += [[SCHOOL, "2341", "L", "40"], [SCHOOL, "", "", "40"], ["", "", "", "70"]]
    staff = listed(tmp_path, rows)
    assert buckets(staff) == {"used": (3, 70), "sum": (3, 140)}
    assert kinds(staff) == []


def test_subtotals_above_their_rows(tmp_path):
    rows = [[CARE, "", "", "30"], [CARE, "2223", "S", "10"], [CARE, "5321", "H", "20"]]
    rows += [[SCHOOL, "", "", "45"], [SCHOOL, "2341", "L", "40"], [SCHOOL, "1345", "R", "5"]]
    assert buckets(listed(tmp_path, rows)) == {"used": (4, 75), "sum": (2, 75)}


def test_a_person_without_a_title_is_no_subtotal(tmp_path):
    rows = [[SCHOOL, "2341", "L", "0,5"], [SCHOOL, "2341", "L", "0,5"], [SCHOOL, "", "", "1"]]
    rows += [[SCHOOL, "2341", "L", "0,75"]]
    assert kinds(listed(tmp_path, rows)) == ["no_occupation_given"]
    assert buckets(listed(tmp_path, rows, unknown_occupation="spread")) == {"used": (4, 2.75)}


def test_a_sum_with_a_code_for_unknown(tmp_path):
    rows = [
        [CARE, "2223", "S", "10"],
        [CARE, "5321", "H", "20"],
        [CARE, "9999", "Sum sykehjem", "30"],
    ]
    assert buckets(listed(tmp_path, [*rows, [SCHOOL, "2341", "L", "40"]])) == {
        "used": (3, 70),
        "sum": (1, 30),
    }


def test_words_and_arithmetic_that_disagree_are_asked_about(tmp_path):
    rows = [[CARE, "2223", "S", "10"], [CARE, "5321", "H", "20"], ["Totalt", "", "", "44"]]
    asked = listed(tmp_path, rows)
    assert kinds(asked) == ["total_differs"]
    assert buckets(asked) == {"used": (2, 30), "refused": (1, 44)}
    assert buckets(listed(tmp_path, rows, total_rows="drop")) == {"used": (2, 30), "sum": (1, 44)}
    rows[2] = ["", "", "", "44"]
    rows[2][0] = "Totalt"
    kept = listed(tmp_path, rows, total_rows="keep")
    assert "total_differs" not in kinds(kept)


# Repeats, times, employment, units: asked about, and each remedy done


def asked(tmp_path, rows, header, kind, remedies):
    """The file asks; each remedy that the message gives is tried, and gives its FTE."""
    staff = listed(tmp_path, rows, header)
    assert kinds(staff) == [kind]
    text = " ".join(told_words(staff.of("error")[0]))
    for (key, value), fte in remedies.items():
        assert key in text
        assert str(value) in text
        done = listed(tmp_path, rows, header, **{key: value})
        assert kinds(done) == []
        assert done.fte_used == pytest.approx(fte)
        assert sum(rows for rows, _ in buckets(done).values()) == len(rows)


PERSONS = ["Ansattnr", "Sektor", "Yrkeskode", "Stillingsprosent"]


def test_one_post_twice_is_asked_about_where_persons_are_told_apart(tmp_path):
    """80 + 50 + 100 = 230 %, and 80 % once more."""
    rows = [["1", CARE, "2223", "80"], ["2", CARE, "2223", "50"], ["3", SCHOOL, "2341", "100"]]
    rows.append(rows[0])
    remedies = {("duplicates", "drop"): 2.3, ("duplicates", "keep"): 3.1}
    asked(tmp_path, rows, PERSONS, "duplicates", remedies)
    other = [*rows[:3], ["4", *rows[0][1:]]]
    assert kinds(listed(tmp_path, other, PERSONS)) == []


def test_equal_rows_are_normal_where_no_column_tells_persons(tmp_path):
    rows = [[CARE, "5321", "50"]] * 3 + [[CARE, "2223", "100"], [SCHOOL, "2341", "80"]]
    staff = listed(tmp_path, rows, PERSONS[1:])
    assert kinds(staff) == []
    assert staff.fte_used == pytest.approx(3.3)


def test_birth_numbers_tell_persons_apart_though_they_are_hidden(tmp_path):
    """Two made-up numbers with right control digits; the rows differ in nothing else."""
    header = ["Fødselsnummer", "Sektor", "Yrkeskode", "Årsverk"]
    rows = [["01019012480", CARE, "2223", "1"], ["01019012561", CARE, "2223", "1"]]
    assert kinds(listed(tmp_path, rows, header)) == []


@pytest.mark.parametrize("mixed", [False, True])
def test_a_list_pasted_twice(tmp_path, mixed):
    once = [[CARE, "2223", "S", "30,5"], [CARE, "5321", "H", "25,75"], [SCHOOL, "2341", "L", "40"]]
    once += [[SCHOOL, "1345", "R", "2"], [SCHOOL, "2341", "M", "1,75"]]
    rows = sorted(once * 2) if mixed else once * 2
    remedies = {("duplicates", "drop"): 100, ("duplicates", "keep"): 200}
    asked(tmp_path, rows, LIST, "repeated_block", remedies)


@pytest.mark.parametrize(
    ("heading", "values", "key", "chosen"),
    [
        ("Måned", ["01", "02", "12"], "period", "12"),
        ("Periode", ["2024-01", "2024-02"], "period", "2024-02"),
        ("År", ["2023", "2024"], "year", "2024"),
        ("Telledato", ["01.10.2023", "01.10.2024"], "period", "01.10.2024"),
    ],
)
def test_several_times_in_one_file(tmp_path, heading, values, key, chosen):
    once = [[CARE, "2223", "S", "30,5"], [SCHOOL, "2341", "L", "40"]]
    rows = [[value, *row] for value in values for row in once]
    asked(tmp_path, rows, [heading, *LIST], "several_times", {(key, chosen): 70.5})
    wrong = listed(tmp_path, rows, [heading, *LIST], **{key: "1999"})
    assert kinds(wrong) == ["no_such_time"]


def test_a_year_that_no_column_holds_is_named(tmp_path):
    assert kinds(listed(tmp_path, [[CARE, "2223", "S", "1"]], year="2024")) == ["no_time_column"]


def test_leave_beside_substitutes(tmp_path):
    header = ["Sektor", "Yrkeskode", "Årsverk", "Fast/vikar", "Permisjon"]
    rows = [
        [CARE, "2223", "1", "Fast", "ja"],
        [CARE, "2223", "0,8", "Vikar", ""],
        [CARE, "5321", "0,5", "Fast", ""],
    ]
    remedies = {
        ("leave", "both"): 2.3,
        ("leave", "drop_leave"): 1.3,
        ("leave", "drop_substitutes"): 1.5,
    }
    asked(tmp_path, rows, header, "leave_and_substitutes", remedies)
    (warning,) = listed(tmp_path, rows[1:], header).of("warning")[:1]
    assert warning.kind in ("substitutes", "far_from_published")


def test_staff_by_the_hour_and_rows_without_an_amount(tmp_path):
    header = ["Sektor", "Yrkeskode", "Stillingsprosent", "Ansettelsesform"]
    rows = [[CARE, "2223", "80", "Fast"], [CARE, "2223", "", "Timelønn"]]
    staff = listed(tmp_path, rows, header)
    assert kinds(staff) == []
    assert buckets(staff) == {"used": (1, 0.8), "no_staff": (1, 0)}
    assert "hourly_without_amount" in {f.kind for f in staff.of("warning")}
    rows[1][3] = "Fast"
    asked(tmp_path, rows, header, "empty_amount", {("no_amount", "drop"): 0.8})


def test_a_column_of_fte_that_holds_percentages(tmp_path):
    """100 + 80 + 37.5 + 60 + 50 = 327.5 per cent."""
    rows = [[CARE, "2223", "S", value] for value in ("100", "80", "37,5", "60", "50")]
    remedies = {("amount_unit", "percent"): 3.275, ("amount_unit", "fte"): 327.5}
    asked(tmp_path, rows, LIST, "fte_holds_percent", remedies)
    groups = [[CARE, "2223", "100"], [CARE, "5321", "80"], [SCHOOL, "2341", "60"]]
    assert kinds(listed(tmp_path, groups, ["Sektor", "Yrkeskode", "Årsverk"])) == []


def test_percentages_in_hundredths(tmp_path):
    """05000 + 10000 + 08000 are 50, 100 and 80 per cent."""
    header = ["Sektor", "Yrkeskode", "Stillingsprosent"]
    rows = [[CARE, "2223", value] for value in ("05000", "10000", "08000")]
    staff = listed(tmp_path, rows, header)
    assert staff.fte_used == pytest.approx(2.3)
    assert "percent_as_hundredths" in [finding.kind for finding in staff.of("warning")]


def test_fte_against_percentage(tmp_path):
    header = ["Sektor", "Yrkeskode", "Årsverk", "Stillingsprosent"]
    rows = [[CARE, "2223", "1", "50"], [CARE, "5321", "0,8", "80"]]
    remedies = {("amounts_from", "fte"): 1.8, ("amounts_from", "percent"): 1.3}
    asked(tmp_path, rows, header, "fte_against_percent", remedies)


def test_sums_do_not_tell_whether_percentages_are_shares(tmp_path):
    """0.8 and 1 are shares, though their sum is above any."""
    header = ["Sektor", "Yrkeskode", "Stillingsprosent"]
    rows = [[CARE, "2223", 0.8], [CARE, "5321", 1], ["Sum", "", 1.8]]
    staff = read(write_xlsx(tmp_path / "a.xlsx", [header, *rows]), **TOWN)
    assert buckets(staff) == {"used": (2, 1.8), "sum": (1, 1.8)}


def test_a_setting_may_be_tried_on_the_command_line(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    rows = [["2023", CARE, "2223", "S", "3"], ["2024", CARE, "2223", "S", "4"]]
    write_csv(tmp_path / "a.csv", [["År", *LIST], *rows])
    tried = ["check", "a.csv", "--municipality", "1103"]
    assert CliRunner().invoke(group, tried).exit_code == 1
    done = CliRunner().invoke(group, [*tried, "--set", "workforce.year=2024", "--json"])
    assert done.exit_code == 0
    assert json.loads(done.output)["fte_used"] == 4
