"""Cross tables: a row for each title and a column for each sector, made into one row a position."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from openpyxl.utils import get_column_letter

from autopot.workforce.staff.cells import FAULTS, Kind, Sheet
from autopot.workforce.staff.findings import Finding
from autopot.workforce.staff.headings import LOOKED_AT, find_header
from autopot.workforce.staff.numbers import parse_numbers
from autopot.workforce.staff.personal_headings import personal_heading
from autopot.workforce.staff.services import sector_decider
from autopot.workforce.staff.sum_words import labels
from autopot.workforce.staff.words import meaning, plain

FEWEST_SECTORS = 3
"""Sectors across the top from which a table is a cross table."""

SLACK, MOSTLY, FEWEST_ROWS = 0.02, 0.9, 3
"""FTE by which a sum may differ, share of the rows in which it must be one, and fewest rows."""

TITLE, FTE, SERVICE = "Stilling", "Årsverk", "Sektor"
SUM = "Sum"
"""What a row of a cross table is called that has no title and sums up what stands above it."""


def cross_table(sheet: Sheet) -> tuple[Sheet, list[Finding]] | None:
    """A table with a row for each title and a column for each sector, as one row a position.

    Parameters
    ----------
    sheet : the sheet.

    Returns
    -------
    Title, sector and FTE of every cell that is not empty, with the row it stood in; None where the
    sheet is no such table. A column of numbers that is neither a known sector, a sum of the others
    nor a heading of ours is taken along, so that it is asked for and not lost.
    """
    decide = sector_decider()
    header, _ = find_header(sheet, {})
    last = LOOKED_AT if header is None else header.row + 1
    for row in range(min(last, len(sheet.cells))):
        found = {
            number: str(cell)
            for number, cell in enumerate(sheet.cells[row])
            if number and cell and decide(str(cell)).code and _amounts_below(sheet, row, number)
        }
        if len({decide(name).code for name in found.values()}) >= FEWEST_SECTORS:
            others = _other_columns(sheet, row, found)
            return _melted(sheet, row, dict(sorted({**found, **others}.items())))
    return None


def _other_columns(sheet: Sheet, row: int, sectors: Mapping[int, str]) -> dict[int, str]:
    """Columns of amounts whose headings are neither ours, personal, nor those of a sum."""
    said = labels(sheet.cells[row : row + 1])[0]
    others = {
        number: str(cell)
        for number, cell in enumerate(sheet.cells[row])
        if number
        and number not in sectors
        and cell
        and not said[number]
        and not meaning(plain(str(cell)))[0]
        and not personal_heading(str(cell))
        and _amounts_below(sheet, row, number)
    }
    rest = {n: name for n, name in others.items() if not _is_sum(sheet, row, n, list(sectors))}
    every = [*sectors, *rest]
    return {
        number: name
        for number, name in rest.items()
        if not _is_sum(sheet, row, number, [other for other in every if other != number])
    }


def _is_sum(sheet: Sheet, row: int, column: int, others: Sequence[int]) -> bool:
    """Whether a column holds the sum of those with sectors in nearly every row."""
    body = np.arange(row + 1, len(sheet.cells))
    body = body[sheet.cells[body, column] != ""]
    if len(body) < FEWEST_ROWS:
        return False
    at = np.array([column, *others])
    cells = sheet.cells[np.ix_(body, at)]
    kinds, values = sheet.kinds[np.ix_(body, at)], sheet.values[np.ix_(body, at)]
    flat = parse_numbers(cells.ravel(), "comma", kinds.ravel(), values.ravel()).values
    table = np.nan_to_num(flat.reshape(cells.shape))
    return bool((np.abs(table[:, 0] - table[:, 1:].sum(axis=1)) < SLACK).mean() > MOSTLY)


def _amounts_below(sheet: Sheet, row: int, column: int) -> bool:
    """Whether all that stands below a heading is numbers."""
    below = sheet.cells[row + 1 :, column]
    filled = below != ""
    numbers = parse_numbers(below[filled], "comma")
    return bool(filled.any()) and not numbers.bad.any()


def _bare_sums(sheet: Sheet, row: int, places: Sequence[int]) -> list[int]:
    """Rows without a title whose every amount is the sum of what stands above it."""
    result = []
    for number in np.flatnonzero(sheet.cells[row + 1 :, 0] == "") + row + 1:
        block = sheet.values[row + 1 : number + 1, list(places)]
        said, above = block[-1], np.nansum(block[:-1], axis=0)
        if not np.isnan(said).all() and np.allclose(np.nan_to_num(said), above, atol=0.01):
            result.append(int(number))
    return result


def _melted(sheet: Sheet, row: int, sectors: Mapping[int, str]) -> tuple[Sheet, list[Finding]]:
    places = list(sectors)
    body = np.arange(row + 1, len(sheet.cells))
    block = np.ix_(body, np.array(places))
    filled = (sheet.cells[block] != "") | np.isin(sheet.kinds[block], FAULTS)
    which, column = np.nonzero(filled)
    rows, columns = body[which], np.array(places)[column]
    head = np.array([[TITLE, SERVICE, FTE]], dtype=object)
    names = np.array([sectors[number] for number in columns], dtype=object)
    titles = np.where(np.isin(rows, _bare_sums(sheet, row, places)), SUM, sheet.cells[rows, 0])
    cells = np.vstack([head, np.column_stack([titles, names, sheet.cells[rows, columns]])])
    kinds = np.full(cells.shape, Kind.TEXT, dtype=np.uint8)
    kinds[1:, 2] = sheet.kinds[rows, columns]
    values = np.full(cells.shape, np.nan)
    values[1:, 2] = sheet.values[rows, columns]
    melted = replace(
        sheet,
        cells=cells,
        kinds=kinds,
        values=values,
        lettered=False,
        numbers=np.concatenate([[row], rows]).astype(np.int64),
        look=None,
        faults={
            (number, 2): sheet.faults[at]
            for number, at in enumerate(zip(rows.tolist(), columns.tolist(), strict=True), start=1)
            if at in sheet.faults
        },
        lengths=None,
        remarks=(),
    )
    letters = tuple(
        f"{name} ({get_column_letter(number + 1)})" if sheet.lettered else name
        for number, name in sectors.items()
    )
    return melted, [Finding("cross_table", {}, sheet, (row,), allowed=letters)]
