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
from autopot.workforce.register.source import open_register
from autopot.workforce.register.statements import macros
from autopot.workforce.staff.decisions import Decisions
from autopot.workforce.staff.personal import birth_numbers
from autopot.workforce.staff.plausible import plausibility
from autopot.workforce.staff.reading import Options, read_staff
from autopot.workforce.staff.rows import Rules
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
    "Ymse": ["", "vikar", "Ymse"],
}
BIRTH = "01019012480"
"""Made up, on 1 January 1990; its control digits are worked out in the test below."""


def said(finding):
    """The value a finding names; numbers as exact as anybody reads them."""
    value = finding.values.get("value")
    return f"{value:.9g}" if isinstance(value, float) else str(value)


def same(small, large):
    """Both readings give the same cells, totals and findings."""
    assert list(small.cells.columns) == list(large.cells.columns)
    keys = ["municipality", "sector", "occupation"]
    pd.testing.assert_frame_equal(small.cells[keys], large.cells[keys])
    for column in ("fte", "headcount"):
        np.testing.assert_allclose(small.cells[column], large.cells[column], rtol=1e-9, atol=1e-9)
    assert large.fte_read == pytest.approx(small.fte_read)
    left = [s.rows.groupby("left_out")["count"].sum().to_dict() for s in (small, large)]
    assert left[0] == left[1]
    told = [
        sorted((f.kind, f.severity, f.count, round(f.fte, 6), said(f)) for f in fs)
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


@settings(max_examples=60, deadline=None, derandomize=True)
@given(rows=staff_rows(), spread=st.booleans(), stated=st.booleans())
def test_a_register_gives_what_a_small_file_gives(tmp_path_factory, rows, spread, stated):
    folder = tmp_path_factory.mktemp("register")
    path = write(folder / "ansatte.csv", rows)
    rules = Rules(
        municipality="1103" if stated else "",
        unknown_occupation="spread" if spread else "refuse",
        decisions=Decisions(as_register=True),
    )
    options = Options(personal_columns="ignore", blank_groups="refuse", rules=rules)
    (large,) = read_register(path, options)
    same(read_staff(read_sheets(path), path.name, options), large.staff)
    parquet = folder / "ansatte.parquet"
    pd.DataFrame(rows[1:], columns=rows[0], dtype=str).to_parquet(parquet)
    (large,) = read_register(parquet, options)
    same(read_staff(read_sheets(parquet), parquet.name, options), large.staff)


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


def test_birth_numbers_by_the_same_rule_in_sql(tmp_path):
    """01019012480: 3·0+7·1+6·0+1·1+8·9+9·0+4·1+5·2+2·4+1·8 = 110 = 10·11, and
    5·0+4·1+3·0+2·1+7·9+6·0+5·1+4·2+3·4+2·8+1·0 = 110 = 10·11.
    """
    path = tmp_path / "a.parquet"
    pd.DataFrame({"a": ["1"]}).to_parquet(path)
    source = open_register(path)
    for macro in macros():
        source.keep(macro)
    rng = np.random.default_rng(3)
    values = [
        BIRTH,
        "010190 12480",
        "1019012480",
        "41019012480",
        "2223",
        "",
        "12345678901",
        "x" * 11,
    ]
    values += [
        f"{d:02}{m:02}{y:02}{n:05}"
        for d, m, y, n in zip(
            rng.integers(0, 75, 4000),
            rng.integers(0, 95, 4000),
            rng.integers(0, 99, 4000),
            rng.integers(0, 99999, 4000),
            strict=True,
        )
    ]
    told = source.rows("SELECT is_birth(unnest($values))", values=values)
    expected = birth_numbers(np.array(values, dtype=object))
    assert [row[0] for row in told] == expected.tolist()
    assert expected[:3].all()
    assert expected.sum() > 3


def test_nothing_personal_comes_out(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    header = ["Kommune", "Navn", "Fødselsnummer", "Sektor", "Yrkeskode", "Årsverk", "Ymse"]
    person = ["1103", "Kari Nordmann", BIRTH, "Skole", "2341", "1", f"se {BIRTH}"]
    slip = ["1103", "Ola Nordmann", "", BIRTH, "2341", "1", BIRTH]
    path = write(tmp_path / "register.csv", [header, *[person] * 3, slip, slip])
    found = aggregate([path], personal_columns="ignore")
    births = [f for f in found.years[0].check.findings if f.kind == "birth_number"]
    assert [f.count for f in births] == [2, 2]  # in Sektor and in Ymse
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
    "no year": ([["20", 1]], r"20 is no year \(1 rows\)"),
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
    "another ending": (("register.csv", "--out", "ut-{year}.xlsx"), r"is no \.csv"),
    "no such column": (("register.csv", "--year-column", "Årr"), "there is no column Årr"),
    "no headings": (("text.csv",), "finner ingen rad med kjente overskrifter"),
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


def test_lines_with_more_fields_than_headings_are_refused_with_their_numbers(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("Kommunenr,Funksjon,Yrkeskode,Årsverk\n1103,253,2223,4\n1103,253,2223,30,5\n")
    with pytest.raises(InputError, match="linje 3"):
        list(read_register(file, Options()))


def test_kept_zeros_and_letters_coded_twice_are_read_as_in_a_staff_file(tmp_path):
    file = tmp_path / "a.csv"
    text = 'Kommunenr;Funksjon;Yrkeskode;Årsverk\n="0301";253;2223;4,5\n'
    file.write_text(text.encode().decode("cp1252"), encoding="utf-8")
    (year,) = read_register(file, Options())
    assert year.staff.fte_used == 4.5
    assert year.staff.cells["municipality"].tolist() == ["0301"]


def test_twelve_months_of_a_year_are_refused(tmp_path):
    rows = [["År", "Måned", "Kommune", "Sektor", "Yrkeskode", "Årsverk"]]
    rows += [["2024", month, "1103", "Skole", "2341", "2"] for month in ("1", "2")]
    with pytest.raises(InputError, match="2 months or dates"):
        aggregate([write(tmp_path / "a.csv", rows)])
    path = write(tmp_path / "b.csv", rows[:2])
    assert aggregate([path]).years[0].check.staff.fte_used == 2


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
