"""The rows of a table as the XML of a sheet: to the byte what openpyxl writes, and much faster.

openpyxl makes an object and a small tree of every cell. The rows of a table are text and numbers in
few styles, so they are written here as text; all else of a workbook stays with openpyxl.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any, TypeGuard
from xml.sax.saxutils import escape

import numpy as np
import pandas as pd
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import IllegalCharacterError

MOST_WIDTH = 60
"""Characters of a column; longer text goes over several lines."""
LINE_HEIGHT = 15
LONGEST = 32_767
"""Characters of a cell; Excel takes no more."""
END = b"</sheetData>"
FIGURES = (float, int, np.number, np.bool_)


class _Styles:
    """The attribute of a cell that names its style: of figures, and of rows with several lines."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self._known: dict[tuple[str | None, bool], str] = {}

    def of(self, number_format: str | None, wrapped: bool) -> str:
        """The attribute with a blank before it; nothing for a cell without a style."""
        key = number_format, wrapped
        if key not in self._known:
            cell = WriteOnlyCell(self._sheet)
            if number_format is not None:
                cell.number_format = number_format
            if wrapped:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
            self._known[key] = f' s="{cell.style_id}"' if cell.has_style else ""
        return self._known[key]


def rows_xml(
    sheet: Any, rows: Iterable[Sequence[object]], formats: Sequence[str | None], first: int
) -> bytes:
    """Rows as they stand in the part of a sheet.

    Parameters
    ----------
    sheet : of openpyxl, whose book gets the styles.
    rows : text, numbers, and None or NaN for an empty cell. Text stays text, also behind "=".
    formats : number format of each column; None without.
    first : number of the first row, from 1.

    Raises
    ------
    IllegalCharacterError
        A sign that no sheet can hold.
    TypeError
        A value that is neither text nor a number.
    """
    styles = _Styles(sheet)
    columns = [(get_column_letter(n), fmt) for n, fmt in enumerate(formats, start=1)]
    written = "".join(
        _row(number, values, columns, styles) for number, values in enumerate(rows, start=first)
    )
    if found := ILLEGAL_CHARACTERS_RE.search(written):
        raise IllegalCharacterError(f"{found[0]!r} cannot be used in worksheets.")
    return written.encode()


def with_rows(part: bytes, rows: bytes) -> bytes:
    """The part of a sheet with more rows after those that it has.

    Parameters
    ----------
    part : XML of the whole sheet.
    rows : as `rows_xml` gives them.
    """
    before, end, after = part.rpartition(END)
    return before + rows + end + after


def _row(
    number: int,
    values: Sequence[object],
    columns: Sequence[tuple[str, str | None]],
    styles: _Styles,
) -> str:
    lines = max(map(lines_of, values), default=1)
    wrapped = lines > 1
    height = f' ht="{LINE_HEIGHT * lines}" customHeight="1"' if wrapped else ""
    plain = styles.of(None, wrapped)
    cells = []
    for (letter, fmt), value in zip(columns, values, strict=True):
        place = f'<c r="{letter}{number}"'
        if isinstance(value, str):
            cells.append(f'{place}{plain} t="inlineStr"{_text(value)}')
        elif _is_figure(value):
            kind = "b" if isinstance(value, bool) else "n"
            figure = f"{float(value):.16g}" if math.isfinite(value) else ""
            cells.append(f'{place}{styles.of(fmt, wrapped)} t="{kind}"><v>{figure}</v></c>')
        elif wrapped:
            cells.append(f'{place}{plain} t="n" />')
    return f'<row r="{number}"{height}>{"".join(cells)}</row>' if cells else f'<row r="{number}" />'


def _text(value: str) -> str:
    """The rest of a text cell."""
    if value == "":
        return " />"
    value = value[:LONGEST]
    stripped = value.strip()
    space = ' xml:space="preserve"' if stripped and stripped != value else ""
    return f"><is><t{space}>{escape(value)}</t></is></c>"


def _is_figure(value: object) -> TypeGuard[float]:
    """Whether this is a number; not for an empty cell, and an error for anything else."""
    if isinstance(value, FIGURES):
        return not math.isnan(value)
    if value is not None and not pd.isna(value):
        raise TypeError(f"no cell can hold {value!r}")
    return False


def lines_of(value: object) -> int:
    """Lines a value takes in a column of the greatest width.

    Parameters
    ----------
    value : of a cell.

    >>> lines_of("x" * 60), lines_of("x" * 61), lines_of(0.5)
    (1, 2, 1)
    """
    return 1 + (len(value) - 1) // MOST_WIDTH if isinstance(value, str) and value else 1
