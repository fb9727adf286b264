"""A sheet in which no row of headings was found: its first rows, and the columns chosen in them.

Columns under a heading of personal data are left out; what looks like it elsewhere is hidden.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from autopot.workforce.staff import Finding
    from autopot.workforce.staff.cells import Sheet

KINDS = ("no_header", "nearest_header", "nearest_header_lacks")
ROWS, COLUMNS, LETTERS = 8, 30, 40
"""Rows, columns and letters of a cell that are shown."""

ROW, CHOSEN = "head:row", "head:column:"
"""Names in the form: the row with the headings, and our column -> column of the sheet."""


def heads_of(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """The first rows of every sheet without headings; what looks like a person's is hidden.

    Parameters
    ----------
    findings : of a check.

    Returns
    -------
    sheet, and rows of number (as the user counts), near (whether it comes nearest) and cells
    (place, letter, word, and text, which is short) of each.
    """
    found = [one for one in findings if one.kind in KINDS and one.sheet is not None]
    return [_head(one.sheet, one.rows) for one in found if one.sheet is not None]


def _head(sheet: Sheet, near: tuple[int, ...]) -> dict[str, Any]:
    from openpyxl.utils import get_column_letter  # only the process that reads files needs them

    from autopot.workforce.staff.personal_headings import personal_heading
    from autopot.workforce.staff.personal_text import hidden

    filled = [n for n, row in enumerate(sheet.cells[:60]) if (row != "").sum() > 1]
    rows = sorted({*filled[:ROWS], *near})
    shown = [
        place
        for place in range(min(COLUMNS, sheet.cells.shape[1]))
        if not any(personal_heading(str(sheet.cells[row, place])) == "never" for row in rows)
    ]
    return {
        "sheet": hidden(sheet.name, True),
        "rows": [
            {
                "number": sheet.number(row),
                "near": row in near or (not near and row == rows[0]),
                "cells": [
                    {
                        "place": place,
                        "letter": get_column_letter(place + 1) if sheet.lettered else "",
                        "word": hidden(str(sheet.cells[row, place]), True),
                        "text": hidden(str(sheet.cells[row, place]), True)[:LETTERS],
                    }
                    for place in shown
                    if str(sheet.cells[row, place]).strip()
                ],
            }
            for row in rows
        ],
    }


def columns_chosen(form: Mapping[str, str], heads: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Our column -> heading in the row that was chosen, or letter where the row has none there.

    Parameters
    ----------
    form : `ROW` -> "sheet:row" by their places in the list, `CHOSEN` and our column -> place.
    heads : as `heads_of` gave them.
    """
    listed = list(heads)
    sheet, _, row = form.get(ROW, "").partition(":")
    if not (sheet.isascii() and sheet.isdigit() and row.isascii() and row.isdigit()):
        return {}
    if int(sheet) >= len(listed) or int(row) >= len(listed[int(sheet)]["rows"]):
        return {}
    cells = listed[int(sheet)]["rows"][int(row)]["cells"]
    every = [cell["word"] for cell in cells]
    words = {
        str(cell["place"]): cell["letter"] if every.count(cell["word"]) > 1 else cell["word"]
        for cell in cells
    }
    return {
        name.removeprefix(CHOSEN): words[place]
        for name, place in form.items()
        if name.startswith(CHOSEN) and words.get(place)
    }
