"""Cells keep what they are: numbers, dates, per cent, errors, and what the workbook shows."""

from __future__ import annotations

import datetime
import pickle
import re
import struct
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font

from autopot.errors import InputError
from autopot.workforce.staff.cells import Kind
from autopot.workforce.staff.dates import found_date
from autopot.workforce.staff.faults_xls import errors_of
from autopot.workforce.staff.numbers import parse_numbers
from autopot.workforce.staff.sheets import read_sheets
from autopot.workforce.staff.values import frame_sheet, sheet_of
from support.staff_files import kinds, place, read, told_words, write_csv, write_xlsx

HEADER = ["Kommunenr", "Funksjon", "Yrkeskode", "Årsverk"]
PERCENT = ["Kommunenr", "Funksjon", "Yrkeskode", "Stillingsprosent"]


def formatted(path: Path, rows: list[list[Any]], formats: dict[str, str]) -> Path:
    """A workbook with number formats in some cells."""
    book = openpyxl.load_workbook(write_xlsx(path, rows))
    for cell, code in formats.items():
        book.active[cell].number_format = code
    book.save(path)
    return path


def rewritten(path: Path, pattern: str, by: str, member: str = "xl/worksheets/sheet1.xml") -> Path:
    """The workbook with a part of its XML replaced."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    text, found = re.subn(pattern, by, members[member].decode())
    assert found
    members[member] = text.encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


# Numbers


@pytest.mark.parametrize("whole", [3, 1000])
def test_three_decimals_in_a_number_cell_are_no_thousands(tmp_path, whole):
    rows = [HEADER, *(["1103", "253", "2223", value] for value in (1.125, 2.625, whole))]
    assert read(write_xlsx(tmp_path / "a.xlsx", rows)).fte_used == 3.75 + whole
    frame = pd.DataFrame(rows[1:], columns=HEADER).astype({"Årsverk": float})
    frame.to_parquet(tmp_path / "a.parquet")
    assert read(tmp_path / "a.parquet").fte_used == 3.75 + whole


def test_texts_say_nothing_of_numbers_and_numbers_nothing_of_texts(tmp_path):
    """1.125 + 0.5 whatever sign the text has; the text 1.234 stays unclear beside numbers."""
    mixed = [HEADER, ["1103", "253", "2223", 1.125], ["1103", "253", "2223", "0,5"]]
    assert read(write_xlsx(tmp_path / "a.xlsx", mixed)).fte_used == 1.625
    mixed[2][3] = "1.234"
    assert kinds(read(write_xlsx(tmp_path / "b.xlsx", mixed))) == ["unclear_number"]


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=20))
def test_a_number_cell_is_its_number(values):
    sheet = sheet_of([[value] for value in values])
    read_back = parse_numbers(sheet.cells[:, 0], "comma", sheet.kinds[:, 0], sheet.values[:, 0])
    assert read_back.values.tolist() == values


def test_a_text_file_has_one_decimal_sign(tmp_path):
    """62,5 in one column shows that 1.234 in another is a thousand and more."""
    rows = [["Kommunenr", "Funksjon", "Yrkeskode", "Årsverk", "Stillingsprosent"]]
    rows.append(["1103", "253", "2223", "1.234", "62,5"])
    assert read(write_csv(tmp_path / "a.csv", rows)).fte_used == 1234


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (True, "boolean_for_number"),
        (datetime.timedelta(hours=37, minutes=30), "duration_for_number"),
        (datetime.date(2025, 2, 1), "date_for_number"),
        (datetime.date(1900, 9, 9), "date_hides_number"),
        ("02.feb", "date_for_number"),
        ("feb.25", "date_for_number"),
        ("ledig", "bad_number"),
    ],
)
def test_what_is_no_number_is_named_as_what_it_is(tmp_path, value, kind):
    rows = [HEADER, ["1103", "253", "2223", 4], ["1103", "253", "2223", value]]
    staff = read(write_xlsx(tmp_path / "a.xlsx", rows))
    assert kinds(staff) == [kind]
    assert staff.fte_used == 4


def test_a_frame_keeps_its_types():
    frame = pd.DataFrame({"a": [1.5, np.nan], "b": pd.array([1, None], "Int64"), "c": ["x", None]})
    sheet = frame_sheet(frame)
    assert sheet.cells.tolist() == [["a", "b", "c"], ["1.5", "1", "x"], ["", "", ""]]
    assert sheet.kinds[1:].tolist() == [[Kind.NUMBER, Kind.NUMBER, Kind.TEXT], [Kind.EMPTY] * 3]
    odd = frame_sheet(pd.DataFrame({"a": [[1, 2], [3]], "b": [b"x", b"y"]}))
    assert odd.cells[1].tolist() == ["[1, 2]", "x"]


# Dates


@pytest.mark.parametrize(
    ("text", "serial"),
    [
        ("1900-02-28", 59),  # Excel's 60 is 29.02.1900, a day that never was
        ("1900-03-01", 61),
        ("1900-09-09", 253),
        ("07.01.1903", 1103),
        ("7.1.1903", 1103),
        ("1906-01-31 00:00:00", 2223),
        ("1927-05-17", 9999),  # 27 * 365 + 6 leap days + 1 that Excel adds + day 137 of the year
        ("1927-05-18", 0),
    ],
)
def test_the_number_under_a_date(text, serial):
    assert found_date(text).serial == serial


@pytest.mark.parametrize("text", ["253", "1903", "99.99.1900", "10.30", "2223.1234567", "1-2", ""])
def test_codes_are_no_dates(text):
    assert found_date(text) is None


@pytest.mark.parametrize(("column", "code"), [(0, 1103), (1, 253), (2, 2223)])
def test_a_code_with_the_format_of_a_date_is_named_and_the_remedy_works(tmp_path, column, code):
    """The format General, as advised, gives the code back."""
    row = [1103, 253, 2223, 30]
    rows = [HEADER, [1103, 202, 2341, 20], row]
    cell = f"{'ABC'[column]}3"
    (finding,) = read(formatted(tmp_path / "a.xlsx", rows, {cell: "dd.mm.yyyy"})).of("error")
    assert finding.kind == "date_for_code"
    assert f"celle {cell}" in place(finding, "a.xlsx")
    assert finding.values["code"] == f"{code:04d}" if column != 1 else "253"
    mended = read(formatted(tmp_path / "b.xlsx", rows, {cell: "General"}))
    assert mended.of("error") == []
    assert mended.fte_used == 50


def test_dates_as_text_are_refused_also_where_a_title_or_a_stated_municipality_stands(tmp_path):
    rows = [[*HEADER, "Stilling"], ["07.01.1903", "253", "31.01.1906", "4", "Sykepleiere"]]
    staff = read(write_csv(tmp_path / "a.csv", rows), municipality="1103")
    assert kinds(staff) == ["date_for_code", "date_for_code"]
    assert staff.fte_used == 0
    assert kinds(read(write_csv(tmp_path / "b.csv", [HEADER, ["1103", "01.02.2025", "2223", "4"]])))


# Per cent


def percents(tmp_path, values, formats=None, **options):
    rows = [PERCENT, *(["1103", "253", "2223", value] for value in values)]
    file = formatted(tmp_path / "a.xlsx", rows, formats or {})
    return read(file, **options)


def test_the_format_of_a_cell_says_that_it_is_per_cent(tmp_path):
    """0.8 shown as 80 % beside 100 and 60 that were typed: 0.8 + 1 + 0.6."""
    staff = percents(tmp_path, [0.8, 100, 60], {"D2": "0%"})
    assert staff.of("error") == []
    assert staff.fte_used == pytest.approx(2.4)
    assert percents(tmp_path, [0.8, 1], {"D2": "0.0%", "D3": "0%"}).fte_used == pytest.approx(1.8)


@pytest.mark.parametrize("code", ['0" %"', r"0\ \%", "[Red]0"])
def test_a_per_cent_sign_that_is_only_written_out_says_nothing(tmp_path, code):
    assert percents(tmp_path, [80, 100], {"D2": code, "D3": code}).fte_used == pytest.approx(1.8)


def test_small_and_large_percentages_are_asked_about_and_each_answer_works(tmp_path):
    """0.8 is 80 % or 0.8 %: 0.8 + 0.8 + 1, or 0.008 + 1.8."""
    values = [0.8, 80, 100]
    (finding,) = percents(tmp_path, values).of("error")
    assert finding.kind == "percent_mixed"
    assert "celle D2" in place(finding, "a.xlsx")
    assert percents(tmp_path, ["80 %", 80, 100]).fte_used == pytest.approx(2.6)
    assert percents(tmp_path, values, percent="percent").fte_used == pytest.approx(1.808)


def test_hundredths_of_a_per_cent(tmp_path):
    """05000 is 50 % and 10000 is 100 %; without the zero in front it is asked."""
    rows = [PERCENT, *(["1103", "253", "2223", p] for p in ("05000", "10000", "10000"))]
    staff = read(write_csv(tmp_path / "a.csv", rows))
    assert staff.fte_used == pytest.approx(2.5)
    assert "percent_as_hundredths" in {finding.kind for finding in staff.of("warning")}
    values = [5000, 10000, 10000]
    assert kinds(percents(tmp_path, values)) == ["percent_hundredfold"]
    assert percents(tmp_path, values, percent="hundredths").fte_used == pytest.approx(2.5)
    assert percents(tmp_path, values, percent="percent").fte_used == pytest.approx(250)


def test_nothing_is_asked_of_percentages_that_are_not_used(tmp_path):
    rows = [[*PERCENT, "Årsverk"], ["1103", "253", "2223", 0.8, 2], ["1103", "253", "2223", 80, 3]]
    staff = read(write_xlsx(tmp_path / "a.xlsx", rows))
    assert staff.of("error") == []
    assert staff.fte_used == 5


def test_fte_with_a_per_cent_sign_are_hundredths(tmp_path):
    rows = [HEADER, ["1103", "253", "2223", "80 %"], ["1103", "253", "2223", "1"]]
    assert read(write_csv(tmp_path / "a.csv", rows)).fte_used == pytest.approx(1.8)
    rows[1][3] = 0.8
    assert read(formatted(tmp_path / "a.xlsx", rows, {"D2": "0%"})).fte_used == pytest.approx(1.8)


# Errors


def test_errors_of_a_workbook_that_were_saved_as_text_are_named(tmp_path):
    rows = [HEADER, ["1103", "253", "2223", "#I/T"], ["1103", "253", "#REF!", "4"]]
    staff = read(write_csv(tmp_path / "a.csv", rows))
    assert kinds(staff) == ["formula_error", "formula_error"]
    assert staff.fte_used == 0


ODS_CELL = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
ODS_ERROR = (
    '<table:table-cell table:formula="of:=5/0" office:value-type="string" office:string-value="" '
    'calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
)


def ods(path: Path, rows: list[str]) -> Path:
    """An .ods with these rows of XML."""
    spaces = " ".join(
        f'xmlns:{name}="urn:{urn}"'
        for name, urn in {
            "office": "oasis:names:tc:opendocument:xmlns:office:1.0",
            "table": "oasis:names:tc:opendocument:xmlns:table:1.0",
            "text": "oasis:names:tc:opendocument:xmlns:text:1.0",
            "calcext": "org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
        }.items()
    )
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}><office:body>'
        f'<office:spreadsheet><table:table table:name="Ark1">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml",
            "<manifest:manifest "
            'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/'
            'vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>',
        )
    return path


def test_errors_in_an_ods_are_named(tmp_path):
    texts = ["".join(ODS_CELL.format(c) for c in row) for row in (HEADER, ["1103", "253", "2223"])]
    file = ods(tmp_path / "a.ods", [texts[0], texts[1] + ODS_ERROR, texts[1] + ODS_CELL.format(4)])
    staff = read(file)
    (finding,) = staff.of("error")
    assert finding.kind == "formula_error"
    assert "celle D2" in place(finding, "a.ods")
    assert staff.fte_used == 4


def record(kind: int, *content: bytes) -> bytes:
    body = b"".join(content)
    return struct.pack("<2H", kind, len(body)) + body


def test_errors_in_an_xls_are_named():
    """Records by [MS-XLS]: a sheet with #DIV/0! from a formula in D2 and #N/A typed in D3."""
    end = record(0x0A)
    result = b"\x02\x00\x07\x00\x00\x00\xff\xff"  # an error, number 7
    sheet = record(0x809, bytes(16))
    sheet += record(0x06, struct.pack("<3H", 1, 3, 0), result, bytes(8))
    sheet += record(0x06, struct.pack("<3H", 1, 4, 0), struct.pack("<d", 2.0), bytes(8))
    sheet += record(0x205, struct.pack("<3H", 2, 3, 0), b"\x2a\x01")
    sheet += record(0x205, struct.pack("<3H", 3, 3, 0), b"\x01\x00") + end  # TRUE, no error
    head = record(0x809, bytes(16))
    start = len(head) + 4 + 12 + len(end)
    bound = record(0x85, struct.pack("<IHBB", start, 0, 4, 0), b"Ark1")
    assert len(head + bound + end) == start
    stream = head + bound + end + sheet
    assert errors_of(stream) == {"Ark1": {(1, 3): "#DIV/0!", (2, 3): "#N/A"}}


# Look


def looked_at(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in [[*HEADER, "Gammel"], ["0301", 253, 2223, 0.5, 1], ["0301", 202, 2341, 2, 3]]:
        sheet.append(row)
    sheet["B2"].number_format, sheet["D2"].number_format = "0000", "0%"
    sheet["A1"].font = Font(bold=True)
    sheet.row_dimensions[3].hidden = True
    sheet.row_dimensions[2].outlineLevel = 2
    sheet.column_dimensions["E"].hidden = True
    sheet.merge_cells("A5:C6")
    book.create_sheet("Skjult").append(["x"])
    book["Skjult"].sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    return tmp_path / "a.xlsx"


@pytest.mark.parametrize(
    "changes",
    [
        [],
        [(r'<c r="(\w+)" s="(\d+)"', r'<c s="\2" r="\1"')],
        [(r"<(/?)(\w)", r"<\1x:\2"), ("xmlns=", "xmlns:x=")],
    ],
    ids=["as written", "other order", "with prefix"],
)
def test_the_look_of_a_workbook(tmp_path, changes):
    file = looked_at(tmp_path)
    for pattern, by in changes:
        rewritten(file, pattern, by)
    sheet, hidden = read_sheets(file)
    look = sheet.look
    assert look.formats[1].tolist() == ["", "0000", "", "0%", ""]
    assert np.argwhere(look.bold).tolist() == [[0, 0]]
    assert look.hidden_rows.tolist()[:3] == [False, False, True]
    assert look.outline.tolist()[:3] == [0, 2, 0]
    assert look.hidden_columns.tolist() == [False] * 4 + [True]
    assert look.merged == ((4, 0, 5, 2),)
    assert (sheet.hidden, hidden.hidden) == (False, True)
    again = pickle.loads(pickle.dumps(sheet))
    assert again.look.formats.tolist() == look.formats.tolist()


def test_a_hidden_column_that_is_read_is_said(tmp_path):
    rows = [HEADER, ["1103", "253", "2223", 4]]
    book = openpyxl.load_workbook(write_xlsx(tmp_path / "a.xlsx", rows))
    book.active.column_dimensions["D"].hidden = True
    book.save(tmp_path / "a.xlsx")
    (warning,) = read(tmp_path / "a.xlsx").of("warning")
    assert warning.kind == "hidden_column_used"
    assert "Årsverk" in told_words(warning)[0]


def test_a_hidden_sheet_is_named_and_can_be_chosen(tmp_path):
    book = openpyxl.Workbook()
    for name, amount in (("Ark1", 4), ("Gammelt", 9)):
        sheet = book.active if name == "Ark1" else book.create_sheet(name)
        sheet.title = name
        sheet.append(HEADER)
        sheet.append(["1103", "253", "2223", amount])
    book["Gammelt"].sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    staff = read(tmp_path / "a.xlsx")
    assert staff.fte_used == 4
    assert "hidden_sheets" in {finding.kind for finding in staff.of("note")}
    assert read(tmp_path / "a.xlsx", sheet="Gammelt").fte_used == 9


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**9), st.integers(0, 255))
def test_a_workbook_with_a_broken_byte_is_read_or_explained(tmp_path_factory, place, byte):
    file = tmp_path_factory.mktemp("broken") / "a.xlsx"
    content = bytearray(write_xlsx(file, [HEADER, ["1103", "253", "2223", 4]]).read_bytes())
    content[place % len(content)] = byte
    file.write_bytes(content)
    with suppress(InputError):
        assert read_sheets(file)
