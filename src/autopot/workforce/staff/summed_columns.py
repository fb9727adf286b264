"""Columns that the planner asks to be summed: permanent staff and substitutes, each of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from autopot.workforce.staff.amounts import percent_format
from autopot.workforce.staff.cells import FAULTS, Kind, Sheet
from autopot.workforce.staff.numbers import parse_numbers
from autopot.workforce.staff.words import plain


def summed_columns(
    sheet: Sheet, row: int, columns: Mapping[str, Sequence[str]]
) -> tuple[Sheet, dict[str, str]]:
    """The sheet with a column that is the sum of several, for each list the planner gave.

    Parameters
    ----------
    sheet : the sheet.
    row : row of the headings.
    columns : our column -> headings of the columns to be summed.

    Returns
    -------
    The sheet, and our column -> heading of its sum ("Fast + Vikar"). A list with a heading that is
    not there is left for the message about that heading.
    """
    words = [plain(cell) for cell in sheet.cells[row]]
    names: dict[str, str] = {}
    for column, headings in columns.items():
        missing = next((h for h in headings if plain(h) not in words), None)
        if missing is not None:
            names[column] = missing
            continue
        at = [words.index(plain(heading)) for heading in headings]
        total, texts, kinds = _total(sheet, at, row)
        faults = {
            (r, sheet.cells.shape[1]): fault for (r, c), fault in sheet.faults.items() if c in at
        }
        names[column] = " + ".join(headings)
        texts[row], kinds[row] = names[column], Kind.TEXT
        sheet = _with_column(sheet, total, texts, kinds, faults, at[0])
    return sheet, names


def _total(
    sheet: Sheet, columns: Sequence[int], row: int
) -> tuple[NDArray[np.float64], NDArray[np.object_], NDArray[np.uint8]]:
    """The sum of some columns in each row below the headings: numbers, texts and kinds.

    Where one of the cells holds no number, or one that can be read in two ways, that cell stands in
    place of the sum, so that the message names it; so do cells of which only some are per cent.
    """
    cells, own = sheet.cells[:, columns], sheet.kinds[:, columns]
    read = [
        parse_numbers(cells[:, n], "auto", own[:, n], sheet.values[:, column])
        for n, column in enumerate(columns)
    ]
    values = np.column_stack([numbers.values for numbers in read])
    percent = np.column_stack([numbers.percent for numbers in read]) | _shown_percent(
        sheet, columns
    )
    wrong = np.column_stack([numbers.bad | numbers.unclear for numbers in read])
    wrong |= np.isin(own, FAULTS)
    there = ~np.isnan(values)
    signed = (percent & there).any(axis=1)
    mixed = signed & (~percent & there).any(axis=1)
    below = np.arange(len(cells)) > row
    number = there.any(axis=1) & ~wrong.any(axis=1) & ~mixed & below
    total = np.where(number, np.nansum(values, axis=1), np.nan)
    texts, kinds = np.full(len(cells), "", dtype=object), np.zeros(len(cells), dtype=np.uint8)
    sign = signed & (own == Kind.TEXT).any(axis=1)
    for at in np.flatnonzero(number):
        texts[at] = f"{total[at]:.10g}" + " %" * bool(sign[at])
    kinds[number] = np.where(sign[number], Kind.TEXT, Kind.NUMBER)
    for at in np.flatnonzero(wrong.any(axis=1) & below):
        first = int(wrong[at].argmax())
        texts[at], kinds[at] = cells[at, first], own[at, first]
    for at in np.flatnonzero(mixed & ~wrong.any(axis=1) & below):
        texts[at], kinds[at] = " + ".join(cell for cell in cells[at] if cell), Kind.TEXT
    return np.where(sign, np.nan, total), texts, kinds


def _shown_percent(sheet: Sheet, columns: Sequence[int]) -> NDArray[np.bool_]:
    """Numbers that the workbook shows as per cent."""
    if sheet.look is None:
        return np.zeros((len(sheet.cells), len(columns)), dtype=bool)
    shown = [percent_format(sheet, np.arange(len(sheet.cells)), column) for column in columns]
    return np.column_stack(shown)


def _with_column(
    sheet: Sheet,
    values: NDArray[np.float64],
    texts: NDArray[np.object_],
    kinds: NDArray[np.uint8],
    faults: Mapping[tuple[int, int], str],
    like: int,
) -> Sheet:
    """The sheet with one more column, shown in the format of another."""
    look = sheet.look
    if look is not None:
        look = replace(
            look,
            formats=np.column_stack([look.formats, look.formats[:, like]]),
            bold=np.column_stack([look.bold, np.zeros(len(values), bool)]),
            hidden_columns=np.append(look.hidden_columns, False),
        )
    return replace(
        sheet,
        cells=np.column_stack([sheet.cells, texts]),
        kinds=np.column_stack([sheet.kinds, kinds]),
        values=np.column_stack([sheet.values, values]),
        look=look,
        lengths=None if sheet.lengths is None else sheet.lengths + 1,
        faults={**sheet.faults, **faults},
    )
