"""tables.xlsx: notes first, one tidy table a sheet, nothing in it that Excel would run."""

from __future__ import annotations

import io
import re
import textwrap
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from autopot.messages import shown
from autopot.store.sheet_mark import (
    PROPERTIES,
    archived,
    with_mark,
)
from autopot.tables import SUPPRESSED, Table, with_word
from autopot.views.sheet_charts import Bars, bar_chart
from autopot.views.temporary import keep_sheets_apart

keep_sheets_apart()

FIXED_TIME = datetime(2020, 1, 1)
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
A4 = 9
"""Excel's number of the paper size."""

FONT = "Calibri"
HEADER_FONT = Font(FONT, bold=True, color="FFFFFF")
HEADER_FILL = PatternFill("solid", fgColor="1F4E5F")
MOST_WIDTH = 60
"""Characters of a column; longer text goes over several lines."""
TEXT_WIDTH, LINE_CHARACTERS, LINE_HEIGHT = 110, 105, 15
DECIMAL = re.compile(r"-?\d+\.\d+")
LOOKED_AT = 500
"""Rows of a copy that decide the width of its columns."""


@dataclass(frozen=True)
class Mark:
    """How a cell of a copy stands out.

    Parameters
    ----------
    fill : colour as six hexadecimal digits.
    comment : shown beside the cell; empty for none.
    """

    fill: str
    comment: str


class TablesWorkbook:
    """A workbook that is built sheet by sheet and given back as bytes.

    The same content gives the same bytes: times inside the file are fixed.
    """

    def __init__(self) -> None:
        self._book = Workbook(write_only=True)

    def add_text(self, title: str, paragraphs: Sequence[str]) -> None:
        """A sheet of paragraphs, one a row.

        Parameters
        ----------
        title : name of the sheet; cut to what Excel takes.
        paragraphs : plain text, also where one begins with =; the first is set as heading.
        """
        sheet = self._book.create_sheet(_sheet_title(title))
        sheet.column_dimensions["A"].width = TEXT_WIDTH
        fit_page(sheet)
        for number, paragraph in enumerate(paragraphs):
            cell = self._cell(sheet, paragraph)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if number == 0:
                cell.font = Font(FONT, bold=True, size=14)
            lines = 1 + len(paragraph) // LINE_CHARACTERS
            sheet.row_dimensions[number + 1].height = LINE_HEIGHT * lines + 6
            sheet.append([cell])

    def add(self, table: Table, bars: Bars | None = None) -> None:
        """A sheet with a table, header frozen and filterable.

        Parameters
        ----------
        table : headings, formats and rows; its title is the name of the sheet.
        bars : chart to the right of the table.
        """
        frame = with_word(table.frame) if SUPPRESSED in table.frame else table.frame
        formats = [table.format(name).excel or None for name in table.columns]
        self._add(shown(table.title), table.headings(), formats, frame, bars)

    def _add(
        self,
        title: str,
        headings: Sequence[str],
        formats: Sequence[str | None],
        frame: pd.DataFrame,
        bars: Bars | None,
    ) -> None:
        sheet = self._book.create_sheet(_sheet_title(title))
        sheet.freeze_panes = "A2"
        fit_page(sheet)
        sheet.print_title_rows = "1:1"
        last = get_column_letter(max(1, frame.shape[1]))
        sheet.auto_filter.ref = f"A1:{last}{len(frame) + 1}"
        widths = [_width(frame[n], h) for n, h in zip(frame.columns, headings, strict=True)]
        for number, width in enumerate(widths, start=1):
            sheet.column_dimensions[get_column_letter(number)].width = width
        tall = max((_heading_lines(h, w) for h, w in zip(headings, widths, strict=True)), default=1)
        sheet.row_dimensions[1].height = max(2, tall) * LINE_HEIGHT
        header = []
        for heading, fmt in zip(headings, formats, strict=True):
            cell = self._cell(sheet, heading)
            cell.font, cell.fill = HEADER_FONT, HEADER_FILL
            side = "right" if fmt else None  # over its figures
            cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal=side)
            header.append(cell)
        sheet.append(header)
        for number, row in enumerate(frame.itertuples(index=False), start=2):
            cells = [self._cell(sheet, v, fmt) for v, fmt in zip(row, formats, strict=True)]
            lines = max((_lines(value) for value in row), default=1)
            if lines > 1:
                sheet.row_dimensions[number].height = LINE_HEIGHT * lines
                for cell in cells:
                    cell.alignment = Alignment(wrap_text=True, vertical="top")
            sheet.append(cells)
        if bars is not None:
            place = f"{get_column_letter(frame.shape[1] + 2)}2"
            sheet.add_chart(bar_chart(sheet, bars, len(frame)), place)

    def add_marked(
        self,
        title: str,
        cells: NDArray[np.object_],
        marks: Mapping[tuple[int, int], Mark],
        most_rows: int,
    ) -> None:
        """A sheet with a copy of text cells, some of them marked.

        Parameters
        ----------
        title : name of the sheet.
        cells : (rows, columns) text.
        marks : (row, column) -> mark.
        most_rows : a longer sheet is cut to the rows that have a mark.
        """
        sheet = self._book.create_sheet(_sheet_title(title))
        fit_page(sheet)
        marked = {row for row, _ in marks}
        for number in range(cells.shape[1]):
            letter = get_column_letter(number + 1)
            sheet.column_dimensions[letter].width = _width(cells[:LOOKED_AT, number], "")
        rows = range(len(cells)) if len(cells) <= most_rows else sorted(marked)
        for row in rows:
            line = []
            for column, value in enumerate(cells[row]):
                cell = self._cell(sheet, _amount(str(value)))
                mark = marks.get((row, column))
                if mark is not None:
                    cell.fill = PatternFill("solid", fgColor=mark.fill)
                    if mark.comment:
                        cell.comment = Comment(mark.comment, "autopot", width=320, height=120)
                line.append(cell)
            sheet.append(line)

    def to_bytes(self) -> bytes:
        """The finished workbook."""
        self._book.properties.creator = "autopot"
        self._book.properties.created = FIXED_TIME
        return saved(self._book)

    @staticmethod
    def _cell(sheet: Any, value: Any, number_format: str | None = None) -> Any:
        """A cell; text stays text even when it begins with = or another formula sign."""
        if isinstance(value, str):
            cell = WriteOnlyCell(sheet, value=value)
            cell.data_type = "s"
            return cell
        if value is None or pd.isna(value):
            return WriteOnlyCell(sheet, value=None)
        cell = WriteOnlyCell(sheet, value=value)
        if number_format is not None:
            cell.number_format = number_format
        return cell


def _sheet_title(text: str) -> str:
    """A name that Excel takes: at most 31 signs, none of []:*?/\\."""
    return re.sub(r"[\[\]:*?/\\]", " ", text)[:31]


def _amount(text: str) -> str | float:
    """A decimal number as a number, as it stood in the sheet; everything else as text.

    >>> _amount("857.5"), _amount("0301"), _amount("62,5")
    (857.5, '0301', '62,5')
    """
    return float(text) if DECIMAL.fullmatch(text) else text


def fit_page(sheet: Any) -> None:
    """A4, landscape, as wide as one page."""
    sheet.page_setup.paperSize = A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _lines(value: object) -> int:
    """Lines a value takes in a column of the greatest width.

    >>> _lines("x" * 60), _lines("x" * 61), _lines(0.5)
    (1, 2, 1)
    """
    return 1 + (len(value) - 1) // MOST_WIDTH if isinstance(value, str) and value else 1


def _heading_lines(heading: str, width: float) -> int:
    """Lines a heading takes, in bold and beside the button of the filter.

    >>> _heading_lines("Årsverk", 11.0), _heading_lines("Teknisk potensial, årsverk", 15.0)
    (1, 3)
    """
    return len(textwrap.wrap(heading, int(width) - 3))


def _width(values: Iterable[object], heading: str) -> float:
    longest = max((len(str(v)) for v in values if isinstance(v, str)), default=8)
    return float(min(MOST_WIDTH, max(11, longest + 2, len(heading) / 2 + 2)))


def saved(book: Workbook) -> bytes:
    """A workbook as bytes: the same time on every part of it, and our mark.

    Parameters
    ----------
    book : finished; one that is written row by row cannot be saved twice.
    """
    raw = io.BytesIO()
    book.save(raw)
    with zipfile.ZipFile(raw) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    # openpyxl writes the moment of saving
    moment = rb"\g<1>" + FIXED_TIME.isoformat().encode()
    parts[PROPERTIES] = MODIFIED.sub(moment, parts[PROPERTIES])
    return archived(with_mark(parts))
