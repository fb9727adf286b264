"""Rows of a sheet as XML: to the byte as openpyxl writes them, cell by cell."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment
from openpyxl.utils.exceptions import IllegalCharacterError

from autopot.views.sheet_rows import lines_of, rows_xml
from autopot.views.workbook import saved

FORMATS = ("0.0%", None, "#,##0")
PART = "xl/worksheets/sheet1.xml"

signs = st.characters(
    min_codepoint=32, exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"
)
texts = st.text(st.one_of(signs, st.sampled_from("\t\n &<>=\"'")), max_size=140)
figures = st.one_of(st.floats(), st.integers(-(10**20), 10**20), st.booleans())
cells = st.one_of(texts, figures, st.none(), st.sampled_from([pd.NA, np.float64(0.1), np.True_]))
rows = st.lists(st.tuples(cells, cells, cells), max_size=6)


def written_by_openpyxl(table) -> bytes:
    book, sheet = begun()
    for number, row in enumerate(table, start=2):
        line = []
        for value, fmt in zip(row, FORMATS, strict=True):
            empty = not isinstance(value, str) and pd.isna(value)
            cell = WriteOnlyCell(sheet, value=None if empty else value)
            if isinstance(value, str):
                cell.data_type = "s"
            elif fmt and not empty:
                cell.number_format = fmt
            line.append(cell)
        lines = max(map(lines_of, row))
        if lines > 1:
            sheet.row_dimensions[number].height = 15 * lines
            for cell in line:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.append(line)
    return saved(book)


def written_by_us(table) -> bytes:
    book, sheet = begun()
    return saved(book, {PART: rows_xml(sheet, table, FORMATS, first=2)})


def begun() -> tuple[Workbook, Any]:
    """A book whose sheet has its headings."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Ark")
    sheet.append(["andel", "navn", "antall"])
    return book, sheet


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@given(rows)
def test_rows_are_as_openpyxl_writes_them(table):
    """Also the styles that the book then has; openpyxl is the other method."""
    theirs, ours = parts(written_by_openpyxl(table)), parts(written_by_us(table))
    assert ours[PART] == theirs[PART]
    assert ours["xl/styles.xml"] == theirs["xl/styles.xml"]


def test_a_formula_stays_text_and_a_long_text_is_cut():
    book = load_workbook(io.BytesIO(written_by_us([("=1+1", "x" * 40_000, 2.5)])))
    cells = next(book.active.iter_rows(min_row=2))
    assert [cell.data_type for cell in cells] == ["s", "s", "n"]
    assert (cells[0].value, len(cells[1].value), cells[2].value) == ("=1+1", 32_767, 2.5)


def test_a_sign_that_no_sheet_can_hold_is_an_error():
    sheet = Workbook(write_only=True).create_sheet()
    with pytest.raises(IllegalCharacterError):
        rows_xml(sheet, [("bell\x07", None, None)], FORMATS, first=1)


def test_what_is_neither_text_nor_number_is_an_error():
    sheet = Workbook(write_only=True).create_sheet()
    with pytest.raises(TypeError, match="no cell can hold"):
        rows_xml(sheet, [(object(), None, None)], FORMATS, first=1)
