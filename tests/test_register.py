"""Registers: the same as small files on the same rows, nothing personal out, nothing run."""

from __future__ import annotations

import csv
import json
import re
import sys
from decimal import Decimal

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import autopot
from autopot.api import aggregate
from autopot.errors import InputError
from autopot.workforce.register import read_register
from autopot.workforce.register.screening import MAY_BE_PERSONAL
from autopot.workforce.register.source import open_register
from autopot.workforce.staff.decisions import Decisions
from autopot.workforce.staff.personal_text import hidden
from autopot.workforce.staff.personal_titles import hidden_title
from autopot.workforce.staff.plausible import plausibility
from autopot.workforce.staff.reading import Options, read_staff
from autopot.workforce.staff.rules import Rules
from autopot.workforce.staff.sheets import read_sheets
from autopot.workforce.staff.unmatched import unmatched_values

COLUMNS = {
    "Kommune": ["1103", "301", "Bergen", "9999", "1103", "1103", ""],
    "Navn": ["Kari", "Ola", ""],
    "KOSTRA-funksjon": ["202", "253", "202", "2021", "", "999"],
    "Tjenesteområde": ["Skole", "Helse og omsorg", "", "ukjent tjeneste", "Sum", " Skole "],
    "Yrkeskode": ["2341", "2223", "5321", "234", "9998", "", "uoppgitt", "2341"],
    "Stilling": ["Sykepleiere", "Assistent", "", "Totalt"],
    "Stillingsprosent": ["100", "80,5", "50", "0", "", "x", "130", "100 %", "1.234"],
    "Antall": ["1", "2", "", "1", "-1"],
    "Ymse": ["", "vikar", "Ymse", "i alt"],
}
RULES = "register_rules"
BIRTH = "01019012480"
"""Made up, on 1 January 1990; its control digits are worked out in the test below."""


def said(finding):
    """The value a finding names; numbers as exact as anybody reads them."""
    value = finding.values.get("value")
    return f"{value:.9g}" if isinstance(value, float) else str(value)


def same(small, large):
    """Both readings give the same cells, totals and findings; a register uses the year column."""
    assert list(small.cells.columns) == list(large.cells.columns)
    keys = ["municipality", "sector", "occupation"]
    pd.testing.assert_frame_equal(small.cells[keys], large.cells[keys])
    for column in ("fte", "headcount"):
        np.testing.assert_allclose(small.cells[column], large.cells[column], rtol=1e-9, atol=1e-9)
    assert large.fte_read == pytest.approx(small.fte_read)
    left = [s.rows.groupby("left_out")["count"].sum().to_dict() for s in (small, large)]
    assert left[0] == left[1]
    told = [
        sorted(
            (f.kind, f.severity, f.count, round(f.fte, 6), said(f))
            for f in fs
            if f.kind != RULES and f.values.get("heading") != "År"
        )
        for fs in ([*s.findings, *plausibility(s)] for s in (small, large))
    ]
    assert told[0] == told[1]
    pd.testing.assert_frame_equal(unmatched_values(small), unmatched_values(large))


@st.composite
def staff_rows(draw):
    """Headings and rows: any mix of good, bad, empty and summing cells, many rows alike."""
    needed = ["Kommune", "Yrkeskode", "Stillingsprosent"]
    more = [name for name in COLUMNS if name not in needed]
    chosen = [n for n in COLUMNS if n in needed or n in draw(st.sets(st.sampled_from(more)))]
    row = st.tuples(*(st.sampled_from(COLUMNS[name]) for name in chosen))
    kinds = draw(st.lists(row, min_size=1, max_size=6))
    alike = draw(st.lists(st.sampled_from(kinds), max_size=25))
    bare = [tuple("200" if name == "Stillingsprosent" else "" for name in chosen)]
    extra = draw(st.lists(st.sampled_from([*bare, tuple(chosen), *kinds]), max_size=3))
    return [chosen, *alike, *extra, *draw(st.lists(row, max_size=4))]


def write(path, rows, delimiter=";", encoding="utf-8"):
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


@settings(max_examples=30, deadline=None)
@given(rows=staff_rows(), spread=st.booleans(), stated=st.booleans(), typed=st.booleans())
def test_a_register_gives_what_a_small_file_gives(tmp_path_factory, rows, spread, stated, typed):
    """As text or as Parquet: each costs DuckDB about a second, however few the rows."""
    folder = tmp_path_factory.mktemp("register")
    if typed:
        path = folder / "ansatte.parquet"
        pd.DataFrame(rows[1:], columns=rows[0], dtype=str).to_parquet(path)
    else:
        path = write(folder / "ansatte.csv", rows)
    rules = Rules(
        municipality="1103" if stated else "",
        unknown_occupation="spread" if spread else "refuse",
        decisions=Decisions(as_register=True),
    )
    options = Options(personal_columns="ignore", blank_groups="refuse", rules=rules)
    (large,) = read_register(path, options)
    same(read_staff(read_sheets(path), path.name, options), large.staff)


def test_typed_columns_of_a_parquet_file(tmp_path):
    frame = pd.DataFrame(
        {
            "Kommune": [301, 1103, 1103, 1103],
            "Sektor": pd.Categorical(["Skole", "Skole", "Kultur", "Kultur"]),
            "Yrkeskode": [2341.0, 2341.0, np.nan, 2355.0],
            "Årsverk": [0.5, 1.0, 2.25, np.nan],
            "Dato": pd.to_datetime(["2024-01-01"] * 4),
            "Fast": [True, False, None, True],
        }
    )
    path = tmp_path / "a.parquet"
    frame.to_parquet(path)
    options = Options()
    (large,) = read_register(path, options)
    same(read_staff(read_sheets(path), path.name, options), large.staff)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
@pytest.mark.parametrize("delimiter", [";", "\t", ",", "|"])
def test_encodings_and_delimiters(tmp_path, encoding, delimiter):
    head = ["Uttrekk fra lønn", "", "", ""]
    rows = [head, ["Kommune", "Tjenesteområde", "Yrkeskode", "Årsverk"]]
    rows += [["Bærum", "Skole", "2341", "0,5"]] * 3 + [["Bærum", "Kultur", "2355", "1"]]
    path = write(tmp_path / "ansatte æøå [1].csv", rows, delimiter, encoding)
    (large,) = read_register(path, Options())
    same(read_staff(read_sheets(path), path.name, Options()), large.staff)
    assert large.staff.cells["fte"].tolist() == [1.0, 1.5]  # culture, school


def test_another_encoding_is_refused_with_a_way_out(tmp_path):
    rows = [["Kommune", "Sektor", "Yrkeskode", "Årsverk"], ["Bærum", "Skole", "2341", "1"]]
    path = write(tmp_path / "a.csv", rows, encoding="cp865")
    with pytest.raises(InputError, match=r"neither UTF-8.*save it as \.csv in UTF-8"):
        list(read_register(path, Options()))


HOSTILE = [
    "c0",
    'x"; DROP TABLE amounts; --',
    "'); COPY (SELECT 1) TO 'ut.csv'; --",
    "$path",
    "{source}",
    "row",
    "y",
    "navn\n; SELECT 1",
]


def test_no_word_of_the_register_is_run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    values = {name: [name, name] for name in HOSTILE}
    good = {"Kommune": ["1103", "1103"], "Sektor": ["Skole", "'; DROP TABLE decided; --"]}
    rest = {"Yrkeskode": ["2341", "$heading"], "Årsverk": ["1", "{source}"]}
    path = tmp_path / "a'; DROP TABLE x; --*.parquet"
    table = {**values, **good, **rest}
    pq.write_table(pa.table(table), path)
    (found,) = read_register(path, Options())
    assert found.staff.cells["fte"].tolist() == [1.0]
    assert list(tmp_path.iterdir()) == [path]
    same(read_staff(read_sheets(path), path.name, Options()), found.staff)


def test_duckdb_reads_this_one_file_and_writes_nothing(tmp_path):
    path = tmp_path / "a.parquet"
    pd.DataFrame({"a": ["1"]}).to_parquet(path)
    other = tmp_path / "b.parquet"
    pd.DataFrame({"a": ["1"]}).to_parquet(other)
    connection = open_register(path).connection
    assert connection.execute("SELECT current_setting('temp_directory')").fetchone() == ("",)
    for forbidden in (
        f"SELECT * FROM read_parquet('{other}')",
        f"COPY (SELECT 1) TO '{tmp_path / 'c.csv'}'",
        "SET enable_external_access = true",
        "INSTALL httpfs",
    ):
        with pytest.raises(Exception, match=r"(?i)permission|locked|disabled|cannot"):
            connection.execute(forbidden)


PIECES = st.sampled_from(
    ["Lærer", "Kari", "Østby", "Ås", "Nordmann", ",", " ", "\u00a0", "-", "@", "ås.no", "f. 1.2.",
     "1990", "01", "9999", BIRTH, "+47", "(", "٣٤", "fødd", ".", "Adjunkt Med", "for", "(Nowak)"]
)  # fmt: skip


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.lists(PIECES, max_size=6).map("".join), min_size=20, max_size=60))
def test_duckdb_lets_no_personal_text_by(plain_source, texts):
    """Every text or title in which something is hidden is handed on by DuckDB's wider pattern."""
    told = plain_source.rows(
        "SELECT regexp_matches(unnest($texts), $candidate)", texts=texts, candidate=MAY_BE_PERSONAL
    )
    hides = [hidden(t) != t or hidden_title(t) != t for t in texts]
    missed = [t for t, h, (told,) in zip(texts, hides, told, strict=True) if h and not told]
    assert missed == []


def test_a_name_in_a_title_is_hidden_in_a_register_as_in_a_staff_file(tmp_path):
    """A given name after a word in small letters, and a capitalised word in parentheses."""
    rows = [["Kommune", "Sektor", "Stilling", "Yrkeskode", "Årsverk"]]
    titles = ("Sykepleier for Agnieszka", "vikar (Nowak)", "Sykepleier")
    rows += [["1103", "Skole", title, "2341", "1"] for title in titles]
    path = write(tmp_path / "a.csv", rows)
    options = Options(rules=Rules(decisions=Decisions(as_register=True)))
    (large,) = read_register(path, options)
    small = read_staff(read_sheets(path), path.name, options)
    same(small, large.staff)
    told = [f for f in large.staff.findings if f.kind == "personal_cells"]
    assert [f.count for f in told] == [2]


@pytest.fixture(scope="module")
def plain_source(tmp_path_factory):
    path = tmp_path_factory.mktemp("source") / "a.parquet"
    pd.DataFrame({"a": ["1"]}).to_parquet(path)
    return open_register(path)


def test_nothing_personal_comes_out(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    header = ["Kommune", "Navn", "Fødselsnummer", "Sektor", "Yrkeskode", "Årsverk", "Ymse"]
    person = ["1103", "Kari Nordmann", BIRTH, "Skole", "2341", "1", f"se {BIRTH}"]
    slip = ["1103", "Ola Nordmann", "", BIRTH, "2341", "1", BIRTH]
    path = write(tmp_path / "register.csv", [header, *[person] * 3, slip, slip])
    found = aggregate([path], personal_columns="ignore")
    seen = [f for f in found.years[0].check.findings if f.kind == "personal_cells"]
    assert [(f.count, f.values["heading"]) for f in seen] == [(2, "Sektor")]  # Ymse is not read
    assert not found.ok
    with pytest.raises(InputError):
        found.save("ut.csv")
    found.save_reports("funn.xlsx")
    shown = json.dumps(found.as_json(), ensure_ascii=False) + capsys.readouterr().out
    import openpyxl

    book = openpyxl.load_workbook(tmp_path / "funn.xlsx")
    shown += str([[c.value for c in row] for sheet in book for row in sheet])
    for secret in (BIRTH, "Nordmann", BIRTH[1:]):
        assert secret not in shown
    assert sorted(p.name for p in tmp_path.iterdir()) == ["funn.xlsx", "register.csv"]


def test_personal_columns_are_left_unread_in_a_register_unless_refused(tmp_path):
    rows = [["Kommune", "Navn", "Sektor", "Yrkeskode", "Årsverk"]]
    path = write(tmp_path / "a.csv", [*rows, ["1103", "Kari", "Skole", "2341", "1"]])
    assert not aggregate([path], personal_columns="refuse").ok
    assert aggregate([path]).ok


YEARS = ["År", "Kommune", "Sektor", "Yrkeskode", "Stillingsprosent"]


def years_file(path):
    rows = [[year, "1103", "Skole", "2341", "100"] for year in ("2022", "2023", "2023")]
    rows += [["2023", "1103", "Kultur", "2355", "50"]]
    return write(path, [YEARS, *rows])


def test_many_years_give_a_file_each_that_a_scenario_takes(call, tmp_path):
    """2022: 1 FTE in school. 2023: 2 in school, 0.5 in culture."""
    years_file(tmp_path / "register.csv")
    code, out, _ = call(
        "aggregate", "register.csv", "--out", "ansatte-{year}.csv", "--language", "nb"
    )
    assert code == 0
    assert "færre enn fem personer" in out
    assert (tmp_path / "ansatte-2022.csv").read_text("utf-8") == (
        "municipality,sector,occupation,fte,headcount\n1103,school,2341,1.000000,1.000000\n"
    )
    assert (tmp_path / "ansatte-2023.csv").read_text("utf-8") == (
        "municipality,sector,occupation,fte,headcount\n"
        "1103,culture,2355,0.500000,1.000000\n1103,school,2341,2.000000,2.000000\n"
    )
    (tmp_path / "own.yaml").write_text(
        "name: own\ntitle: {nb: a, en: b}\nreason: {nb: a, en: b}\nreferences: [judgement]\n"
        "extends: base\nworkforce: {file: ansatte-2023.csv}\nreport: {suppress_below: 0}\n",
        "utf-8",
    )
    result = autopot.run(tmp_path / "own.yaml", draws=100)
    assert result.level("total")["fte_base"].iloc[0] == 2.5


def test_each_year_is_read_by_itself(tmp_path):
    """1.234 is a thousand where the year's other cells have a decimal comma, unclear elsewhere."""
    rows = [["2022", "1103", "Skole", "2341", "1.234"], ["2022", "1103", "Skole", "2341", "0,5"]]
    rows += [["2023", "1103", "Skole", "2341", "1.234"], ["2023", "1103", "Skole", "2341", "1"]]
    header = ["År", "Kommune", "Sektor", "Yrkeskode", "Årsverk"]
    path = write(tmp_path / "a.csv", [header, *rows])
    first, second = read_register(path, Options())
    assert (first.year, second.year) == (2022, 2023)
    assert first.staff.cells["fte"].tolist() == [1234.5]
    assert [f.kind for f in second.staff.of("error")] == ["unclear_number"]
    for part, year in ((first, "2022"), (second, "2023")):
        own = write(tmp_path / f"{year}.csv", [header, *(row for row in rows if row[0] == year)])
        same(read_staff(read_sheets(own), "a.csv", Options()), part.staff)


def test_several_files_of_one_year_are_summed(tmp_path):
    header = ["Kommune", "Sektor", "Yrkeskode", "Årsverk", "Antall"]
    first = write(tmp_path / "skole-2023.csv", [header, ["1103", "Skole", "2341", "2", "3"]])
    second = write(tmp_path / "mer-2023.csv", [header, ["1103", "Skole", "2341", "1", ""]])
    cells = aggregate([first, second]).cells()
    assert list(cells) == [2023]
    assert cells[2023]["fte"].tolist() == [3.0]
    assert cells[2023]["headcount"].isna().all()  # one of them does not know


YEAR_FAULTS = {
    "no year": ([["20", 1]], r"20 is no year \(1 row\)"),
    "empty": ([["", 1]], r"an empty cell is no year"),
    "months": ([["2023-01-31", 1], ["2023-02-28", 1]], r"2023 has 2 dates.*once for each"),
}


@pytest.mark.parametrize("case", YEAR_FAULTS)
def test_faults_in_years(tmp_path, case):
    years, message = YEAR_FAULTS[case]
    rows = [[year, "1103", "Skole", "2341", "100"] for year, _ in years]
    path = write(tmp_path / "a.csv", [YEARS, *rows])
    with pytest.raises(InputError, match=message):
        aggregate([path])


FAULTS = {
    "no file": (("none.csv",), "no such file"),
    "another kind": (("a.xlsx",), r"\.xlsx is not a register"),
    "broken": (("broken.parquet",), "cannot be read as a table"),
    "years and one file": (("register.csv", "--out", "ut.csv"), r"2 years and one file.*\{year\}"),
    "another ending": (("register.csv", "--out", "ut-{year}.xlsx"), r"does not end in \.csv"),
    "no such column": (("register.csv", "--year-column", "Årr"), "no column is called 'Årr'"),
    "no headings": (("text.csv",), "no row with known headings"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_faults_have_a_message_and_write_nothing(call, tmp_path, case):
    years_file(tmp_path / "register.csv")
    (tmp_path / "a.xlsx").write_bytes(b"")
    (tmp_path / "broken.parquet").write_bytes(b"PAR1 nothing")
    (tmp_path / "text.csv").write_text("en;to\n1;2\n", "utf-8")
    before = sorted(tmp_path.iterdir())
    arguments, message = FAULTS[case]
    code, _, err = call("aggregate", *arguments)
    assert code == 1
    assert re.search(message, err)
    assert sorted(tmp_path.iterdir()) == before
    assert "Traceback" not in err


def test_errors_in_rows_are_findings_and_exit_code_1(call, tmp_path):
    path = years_file(tmp_path / "register.csv")
    path.write_text(path.read_text("utf-8").replace("2355", "9998"), "utf-8")
    code, out, _ = call("aggregate", "register.csv", "--json")
    assert code == 1
    told = json.loads(out)
    assert [year["ok"] for year in told["years"]] == [True, False]
    assert told["files"] == []
    kinds = [f["kind"] for f in told["years"][1]["findings"] if f["severity"] == "error"]
    assert kinds == ["unknown_occupation"]
    assert told["years"][1]["unmatched"][0]["value"] == "9998"


def test_without_duckdb_the_way_to_it_is_told(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "duckdb", None)
    path = years_file(tmp_path / "register.csv")
    with pytest.raises(InputError, match=r"DuckDB is not installed.*autopot\[microdata\]"):
        aggregate([path])


def test_three_decimals_in_a_float_column_are_no_thousands(tmp_path):
    """1.125 + 2.625 + 3, and the same from DuckDB's DECIMAL."""
    frame = pd.DataFrame({"Kommunenr": "1103", "Funksjon": "253", "Yrkeskode": "2223",
                          "Årsverk": [1.125, 2.625, 3.0]})  # fmt: skip
    frame.to_parquet(tmp_path / "a.parquet")
    frame["Årsverk"] = [Decimal("1.125"), Decimal("2.625"), Decimal("3.000")]
    frame.to_parquet(tmp_path / "b.parquet")
    for name in ("a", "b"):
        (year,) = read_register(tmp_path / f"{name}.parquet", Options())
        assert year.staff.of("error") == []
        assert year.staff.fte_used == 6.75


def test_lines_that_do_not_fit_are_refused_with_their_numbers(tmp_path):
    """Of four lines of 4 FTE the second is cut at a decimal comma, the third ends too early."""
    file = tmp_path / "a.csv"
    lines = ["Kommunenr,Funksjon,Yrkeskode,Årsverk", "1103,253,2223,4", "1103,253,2223,30,5"]
    file.write_text("\n".join([*lines, "1103,253,2223", "1103,253,2223,4\n"]), encoding="utf-8")
    (found,) = read_register(file, Options())
    told = [(f.kind, f.values["lines"]) for f in found.staff.of("error") if "lines" in f.values]
    assert sorted(told) == [("long_line", "3"), ("short_line", "4")]
    assert found.staff.fte_used == 8
    same(read_staff(read_sheets(file), file.name, Options()), found.staff)


def test_kept_zeros_and_letters_coded_twice_are_read_as_in_a_staff_file(tmp_path):
    file = tmp_path / "a.csv"
    text = 'Kommunenr;Funksjon;Yrkeskode;Årsverk\n="0301";253;2223;4,5\n'
    file.write_text(text.encode().decode("cp1252"), encoding="utf-8")
    (year,) = read_register(file, Options())
    assert year.staff.fte_used == 4.5
    assert year.staff.cells["municipality"].tolist() == ["0301"]


def test_months_of_a_year_are_asked_about(tmp_path):
    rows = [["År", "Måned", "Kommune", "Sektor", "Yrkeskode", "Årsverk"]]
    rows += [["2024", month, "1103", "Skole", "2341", "2"] for month in ("1", "2")]
    path = write(tmp_path / "a.csv", rows)
    (asked,) = aggregate([path]).years
    assert [f.kind for f in asked.check.of("error")] == ["several_times"]
    (told,) = aggregate([path], period="1").years
    assert told.check.ok
    assert told.check.staff.fte_used == 2
    assert aggregate([write(tmp_path / "b.csv", rows[:2])]).years[0].check.staff.fte_used == 2


def test_a_column_of_years_is_not_said_to_be_unused(tmp_path):
    rows = [["År", "Kommune", "Sektor", "Yrkeskode", "Årsverk", "Ymse"]]
    rows += [[year, "1103", "Skole", "2341", "2", "x"] for year in ("2023", "2024")]
    for year in aggregate([write(tmp_path / "a.csv", rows)]).years:
        unused = [f.values["heading"] for f in year.findings if f.kind == "ignored_column"]
        assert unused == ["Ymse"]


def test_a_list_pasted_twice_is_asked_about_also_with_sums_between(tmp_path):
    """Four posts of 1 FTE, their sum, and all of it once more: 4 FTE stand twice."""
    rows = [["Kommune", "Sektor", "Yrkeskode", "Årsverk"]]
    codes = ("2341", "5321", "2223", "2355")
    block = [*(["1103", "Skole", code, "1"] for code in codes), ["", "Sum", "", "4"]]
    path = write(tmp_path / "a.csv", [*rows, *block, *block])
    (asked,) = aggregate([path]).years
    assert [(f.kind, f.count, f.fte) for f in asked.check.of("error")] == [("repeated_block", 4, 4)]
    (told,) = aggregate([path], {"workforce": {"duplicates": "drop"}}).years
    assert told.check.ok
    assert told.check.staff.fte_used == 4
    assert told.check.staff.ledger.set_index("bucket")["rows"]["duplicate"] == 4


def test_percent_in_a_column_of_fte_is_asked_about_beside_sums(tmp_path):
    """100, 80 and 50 in every municipality are 23 FTE in all, not 2,300; the sums are no staff."""
    header = ["Kommune", "Sektor", "Yrkeskode", "Årsverk"]
    rows = [["1103", "Skole", "2341", n] for n in ("100", "80", "50")] * 10
    path = write(tmp_path / "a.csv", [header, *rows, ["", "Sum", "", "2300"]])
    options = Options(rules=Rules(decisions=Decisions(duplicates="keep")))
    (asked,) = read_register(path, options)
    (told,) = [f for f in asked.staff.of("error") if f.kind == "fte_holds_percent"]
    assert (told.count, told.values["said"], told.values["else"]) == (30, 2300, 23)
    percent = Decisions(duplicates="keep", amount_unit="percent")
    (read,) = read_register(path, Options(rules=Rules(decisions=percent)))
    assert read.staff.fte_used == 23


def test_one_year_of_a_register_can_be_chosen(tmp_path):
    path = years_file(tmp_path / "register.csv")
    assert [year.year for year in aggregate([path], year="2023").years] == [2023]
    with pytest.raises(InputError, match=r"2021 is no year of the register.*2022, 2023"):
        aggregate([path], year="2021")


def test_columns_are_not_added_up_in_a_register(tmp_path):
    path = years_file(tmp_path / "register.csv")
    with pytest.raises(InputError, match="several headings for percent"):
        aggregate([path], columns={"percent": ["Stillingsprosent", "Tillegg"]})


POSTS = {
    "Kommune": ["1103", "1103", "4601"],
    "Navn": ["Kari", "Ola", "Ada", ""],
    "Ansattnr": ["1", "2", "3", "4", "5", "6", "7", ""],
    "Tjenesteområde": ["Skole", " Skole", "Helse og omsorg"],
    "Yrkeskode": ["2341", "2223", "5321", "234"],
    "Kommunenavn": ["Stavanger", "Stavanger", "Bergen", ""],
    "Stilling": ["Lærer", "Sykepleier (Kari Nordmann)", "Assistent", "Herav vakant", ""],
    "Årsverk": ["1", "0,8", "0,5", "", "0", "100", "80"],
    "Stillingsprosent": ["100", "80", "50", "", "0"],
    "Stillingstype": ["F", "V", "Fast", "Vikar", "Permisjon", "Timelønn", "Sluttet", ""],
    "Permisjon": ["", "Nei", "100"],
    "Måned": ["1", "2", "12"],
    "Ymse": ["", "", "i alt", "Ubesatt"],
}
NEEDED = ["Kommune", "Tjenesteområde", "Yrkeskode"]
CHOICES = {
    "duplicates": ["ask", "drop", "keep"],
    "leave": ["ask", "both", "drop_leave", "drop_substitutes"],
    "left": ["ask", "drop", "keep"],
    "no_amount": ["refuse", "drop"],
    "total_rows": ["ask", "drop", "keep"],
    "amount_unit": ["auto", "fte", "percent"],
    "amounts_from": ["ask", "fte", "percent"],
    "period": ["", "2"],
}


def without_word(chosen, row):
    """The row; where it has an amount, no cell of it says sum."""
    amount = any(row[chosen.index(n)] for n in ("Årsverk", "Stillingsprosent") if n in chosen)
    return tuple("x" if amount and cell == "i alt" else cell for cell in row)


@st.composite
def posts(draw):
    """Posts, each with a job: some twice, whole blocks twice, sums of all, lines cut or too long.

    A job in every row, and no word for a sum beside a job and an amount: such rows may be
    subtotals, which only a small file knows by what stands beside them (docs/registre.md).
    """
    amount = draw(st.sampled_from(["Årsverk", "Stillingsprosent"]))
    more = draw(st.sets(st.sampled_from([n for n in POSTS if n not in NEEDED])))
    chosen = [name for name in POSTS if name in {*NEEDED, amount, *more}]
    post = st.tuples(*(st.sampled_from(POSTS[name]) for name in chosen))
    rows = [without_word(chosen, row) for row in draw(st.lists(post, min_size=4, max_size=12))]
    if draw(st.booleans()):
        start = draw(st.integers(0, len(rows) - 1))
        rows += rows[start : start + draw(st.integers(1, 12))]
    codes = ("Yrkeskode", "Årsverk", "Stillingsprosent")
    label = draw(st.sampled_from([name for name in chosen if name not in codes]))
    said = draw(st.sampled_from(["", "2", "200", "3,3"]))
    total = tuple({label: "Sum", amount: said}.get(name, "") for name in chosen)
    places = draw(st.lists(st.integers(0, len(rows)), max_size=2))
    for place in sorted(places, reverse=True):
        rows.insert(place, total)
    if draw(st.booleans()):
        cut = draw(st.integers(0, len(rows) - 1))
        rows[cut] = rows[cut][: draw(st.integers(1, len(chosen)))]
    if draw(st.booleans()):
        long = draw(st.integers(0, len(rows) - 1))
        rows[long] = (*rows[long], draw(st.sampled_from(["", "5"])))
    return [tuple(chosen), *rows]


@settings(max_examples=25, deadline=None)
@given(
    rows=posts(),
    decisions=st.fixed_dictionaries({k: st.sampled_from(v) for k, v in CHOICES.items()}),
)
def test_a_register_asks_what_a_small_file_asks(tmp_path_factory, rows, decisions):
    path = write(tmp_path_factory.mktemp("posts") / "ansatte.csv", rows)
    options = Options(
        blank_groups="refuse", rules=Rules(decisions=Decisions(as_register=True, **decisions))
    )
    (large,) = read_register(path, options)
    same(read_staff(read_sheets(path), path.name, options), large.staff)


PARTS = [
    ["Kommune", "Kommunenavn", "Sektor", "Yrkeskode", "Stilling", "Årsverk", "Fra", "Til", "Ymse"],
    ["1103", "Stavanger", "Skole", "2341", "Lærer", "1", "2020-01-01", "", "ubesatté"],
    ["1103", "Stavanger", "Skole", "2341", "Lærer", "0,8", "2025-08-01", "2019-12-31", ""],
    ["1103", "Bergen", "Skole", "2341", "Vakant lærer", "0,7", "2021-08-01", "2025-08-01", ""],
    ["1103", "Stavanger", "Skole", "2341", "Lærer", "0,6", "2021-08-01", "2025-06-30", "Ubesatt."],
    ["1103", "Stavanger", "Skole", "2341", "Herav vikarer", "0,2", "2021-08-01", "", "ubesatt"],
    ["1103", "Stavanger", "Skole", "2341", "Lærer", "-0,2", "2021-08-01", "", ""],
]


@pytest.mark.parametrize("years", [False, True])
@pytest.mark.parametrize("typed", [False, True])
def test_parts_vacant_and_ended_posts_and_names_of_municipalities(tmp_path, years, typed):
    """Of two ended posts one is of 2019: left. Two are vacant, the fifth is part of the fourth."""
    rows = [["År" if n == 0 else "2024", *row] for n, row in enumerate(PARTS)] if years else PARTS
    path = write(tmp_path / "a.csv", rows)
    if typed:
        path = tmp_path / "a.parquet"
        frame = pd.DataFrame(rows[1:], columns=rows[0], dtype=str)
        days = {name: pd.to_datetime(frame[name]) for name in ("Fra", "Til")}
        frame.assign(**days).to_parquet(path)
    (large,) = read_register(path, Options())
    same(read_staff(read_sheets(path), path.name, Options()), large.staff)
    told = {f.kind: (f.count, round(f.fte, 6)) for f in large.staff.findings}
    assert told["part_rows"] == (1, 0.2)
    assert told["vacant_posts"] == (2, 1.3)
    assert told["ended_posts"] == (1, 0.6)
    assert told["left"] == (1, 0.8)
    assert told["municipality_name_differs"] == (1, 0.7)
    assert told["negative_amount"][0] == 1


def test_the_report_has_a_mapping_file_beside_it_where_a_decision_is_needed(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    rows = [["Kommune", "Sektor", "Yrkeskode", "Årsverk"], *[["1103", "Ymse", "2341", "1"]] * 5]
    found = aggregate([write(tmp_path / "register.csv", rows)])
    assert [p.name for p in found.save_reports("funn.xlsx")] == ["funn.xlsx", "funn-koblinger.xlsx"]
    path = tmp_path / "funn-koblinger.xlsx"
    import openpyxl

    book = openpyxl.load_workbook(path)
    assert [c.value for c in book.active[5]][:2] == ["Sektor", "Ymse"]
    book.active["C5"] = "Skole"
    book.save(path)
    assert aggregate([tmp_path / "register.csv"], mappings=path).ok
    found.save_reports("funn.xlsx")
    assert openpyxl.load_workbook(path).active["C5"].value == "Skole"
