"""Formulas whose value the file does not hold are named as such, and never counted as empty."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from autopot.messages import speaking
from autopot.workforce.staff import StaffFile
from support.staff_files import kinds, place, read, told_words, write_csv

HEADER = ["Kommune", "Sektor", "Yrkeskode", "Stillingsprosent", "Antall", "Årsverk"]


def workbook(path: Path, *rows: list[Any]) -> Path:
    """A workbook as programs write it: formulas without values."""
    book = Workbook()
    book.active.title = "Ark1"
    for row in [HEADER, *rows]:
        book.active.append(row)
    book.save(path)
    return path


def stored(path: Path, values: dict[str, tuple[str, str]]) -> Path:
    """Put a kind and a value into formula cells, as Excel does when it saves."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    text = members[sheet].decode()
    for cell, (kind, value) in values.items():
        text, found = re.subn(
            rf'<c r="{cell}"><f>(.*?)</f><v ?/></c>',
            rf'<c r="{cell}" t="{kind}"><f>\1</f><v>{value}</v></c>',
            text,
        )
        assert found == 1
    members[sheet] = text.encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def places(staff: StaffFile) -> list[str]:
    return sorted(place(finding, "a.xlsx") for finding in staff.of("error"))


def test_amounts_that_were_never_calculated_are_errors_that_name_the_formula(tmp_path):
    file = workbook(
        tmp_path / "a.xlsx",
        ["1103", "Skole", "2341", None, None, "=2+2"],
        ["1103", "Skole", "2341", None, None, "=3+3"],
        ["1103", "Skole", "2341", None, None, None],
        ["1103", "Skole", "2341", None, None, 5],
    )
    staff = read(file)
    assert kinds(staff) == ["empty_amount", "formula_uncalculated"]
    assert places(staff) == ["a.xlsx ark «Ark1» celle F2 (2 rader)", "a.xlsx ark «Ark1» celle F4"]
    assert staff.fte_read == staff.fte_used == 5.0
    with speaking("nb"):
        (line,) = [text for text in map(str, staff.problems()) if "F2" in text]
    _, found, _, remedy = line.split(" | ")
    assert "formel" in found
    assert "Excel" in remedy


@pytest.mark.parametrize(
    ("cells", "column"),
    [((100, 10, "=D2/100*E2"), "F2"), ((50, "=2+2", None), "E2"), (("=8*10", 3, None), "D2")],
)
def test_no_amount_is_counted_from_the_other_cells_of_the_row(tmp_path, cells, column):
    staff = read(workbook(tmp_path / "a.xlsx", ["1103", "Skole", "2341", *cells]))
    assert kinds(staff) == ["formula_uncalculated"]
    assert places(staff) == [f"a.xlsx ark «Ark1» celle {column}"]
    assert staff.fte_used == 0.0


def test_formulas_beside_a_stated_amount_do_not_matter(tmp_path):
    file = workbook(tmp_path / "a.xlsx", ["1103", "Skole", "2341", "=50+50", "=1+1", 2])
    staff = read(file)
    assert staff.of("error") == []
    assert staff.fte_used == 2.0


def test_values_and_empty_texts_of_formulas_are_read_and_errors_are_named(tmp_path):
    rows = [["1103", "Skole", "2341", None, None, f"={n}+0"] for n in (4, 5, 6)]
    file = workbook(tmp_path / "a.xlsx", *rows, ["1103", "Skole", "=VLOOKUP(1,A1:B9,2)", "", "", 3])
    values = {"F2": ("n", "4"), "F3": ("str", ""), "F4": ("e", "#DIV/0!"), "C5": ("e", "#N/A")}
    staff = read(stored(file, values))
    assert kinds(staff) == ["empty_amount", "formula_error", "formula_error"]
    assert places(staff) == [f"a.xlsx ark «Ark1» celle {cell}" for cell in ("C5", "F3", "F4")]
    texts = sorted(told_words(f)[0] for f in staff.of("error") if f.kind == "formula_error")
    assert "(#DIV/0!)" in texts[0]
    assert "#I/T" in texts[1]
    assert staff.fte_used == 4.0


def test_a_total_that_was_never_calculated_is_left_out(tmp_path):
    file = workbook(
        tmp_path / "a.xlsx",
        ["1103", "Skole", "2341", None, None, 5],
        ["Totalt", "Alle sektorer", None, None, None, "=SUM(F2:F2)"],
    )
    staff = read(file)
    assert staff.of("error") == []
    assert staff.fte_used == 5.0


def test_text_files_have_no_formulas(tmp_path):
    rows = [HEADER, ["1103", "Skole", "2341", "", "", ""]]
    assert kinds(read(write_csv(tmp_path / "a.csv", rows))) == ["empty_amount"]
