"""Tables of other shapes, made into one row a position: headings of two rows, pivots.

Everything here gives a sheet back whose cells still know where they stood.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot.workforce.staff.cells import FAULTS, Kind, Sheet
from autopot.workforce.staff.findings import Finding
from autopot.workforce.staff.headings import AMOUNTS, Header, find_header
from autopot.workforce.staff.profiles import Profile
from autopot.workforce.staff.words import plain

GROUPS = ("municipality", "sector", "function", "unit", "unit_name")
"""Columns of which a pivot table writes each value once."""

JOBS = ("occupation", "position_code", "title")


def joined_headings(
    sheet: Sheet, mapping: Mapping[str, str], own: Profile | None = None
) -> tuple[Sheet, list[Finding]]:
    """The sheet with headings of two rows written as one: "Årsverk 2024", "Årsverk Vikar".

    A row above is joined where the headings below it are equal; a row below where it names parts of
    an amount and holds nothing else. Several parts of one amount are an error that asks which.

    Parameters
    ----------
    sheet, mapping, own : as for `find_header`.

    Returns
    -------
    The sheet, changed or not, and what to say.
    """
    header, _ = find_header(sheet, mapping, own)
    if header is None:
        return sheet, []
    joined = _joined_above(sheet, header.row)
    if joined is not None:
        return _with_row(sheet, header.row, joined), []
    return _joined_below(sheet, header, mapping)


def _joined_above(sheet: Sheet, row: int) -> list[str] | None:
    words = [plain(cell) for cell in sheet.cells[row]]
    twice = [bool(word) and words.count(word) > 1 for word in words]
    if (
        row == 0
        or not any(twice)
        or not all(sheet.cells[row - 1, number] for number in np.flatnonzero(twice))
    ):
        return None
    above, here = sheet.cells[row - 1], sheet.cells[row]
    return [f"{here[n]} {above[n]}" if more else str(here[n]) for n, more in enumerate(twice)]


def _joined_below(
    sheet: Sheet, header: Header, mapping: Mapping[str, str]
) -> tuple[Sheet, list[Finding]]:
    amount = next((name for name in AMOUNTS if name in header.columns), None)
    row = header.row + 1
    if amount is None or row >= len(sheet.cells):
        return sheet, []
    start = header.columns[amount]
    below, kinds = sheet.cells[row], sheet.kinds[row]
    parts = [start]
    while (number := parts[-1] + 1) < len(below) and not sheet.cells[header.row, number]:
        parts.append(number)
    others = np.delete(below, parts)
    named = all(below[n] and kinds[n] == Kind.TEXT and not below[n][0].isdigit() for n in parts)
    if len(parts) < 2 or (others != "").any() or not named:
        return sheet, []
    heading = str(sheet.cells[header.row, start])
    texts = [str(cell) for cell in sheet.cells[header.row]]
    for number in parts:
        texts[number] = f"{heading} {below[number]}"
    names = [texts[number] for number in parts]
    joined = _with_row(_with_row(sheet, row, texts), header.row, [""] * len(texts))
    if plain(mapping.get(amount, "")) in {plain(name) for name in names}:
        return joined, []
    values = {"heading": heading, "column": amount, "both": ", ".join(names)}
    told = Finding(
        kind="subheadings",
        values=values,
        sheet=joined,
        rows=(row,),
        column=start,
        allowed=tuple(names),
    )
    return joined, [told]


def _with_row(sheet: Sheet, row: int, texts: Sequence[str]) -> Sheet:
    cells, kinds = sheet.cells.copy(), sheet.kinds.copy()
    cells[row] = texts
    kinds[row] = np.where(cells[row] == "", Kind.EMPTY, Kind.TEXT)
    return replace(sheet, cells=cells, kinds=kinds)


def filled_down(sheet: Sheet, header: Header, blank_groups: str) -> tuple[Sheet, list[Finding]]:
    """A pivot table with its groups written in every row.

    A column is filled only where it looks like that of a pivot table: its first row is filled, no
    value stands twice in a row, no group to its left begins where it is empty, and every row with
    an empty cell has an occupation or a title.

    Parameters
    ----------
    sheet, header : the sheet and its columns.
    blank_groups : fill, or refuse: leave them empty, and report them as such.

    Returns
    -------
    The sheet, and a warning for each column that was filled.
    """
    places = [header.columns[name] for name in GROUPS if name in header.columns]
    keys = [header.columns[name] for name in JOBS if name in header.columns]
    if blank_groups != "fill" or not places or not keys:
        return sheet, []
    body = np.arange(header.row + 1, len(sheet.cells))
    staff = body[(sheet.cells[np.ix_(body, np.array(keys))] != "").any(axis=1)]
    cells, kinds = sheet.cells.copy(), sheet.kinds.copy()
    findings = []
    for column in places:
        values = pd.Series(sheet.cells[staff, column])
        filled = values[values != ""]
        once = not (filled == filled.shift()).any()
        once &= not _group_changes(sheet, staff, column, places)
        if not len(filled) or len(filled) == len(values) or values.iloc[0] == "" or not once:
            continue
        faulty = np.isin(sheet.kinds[staff, column], FAULTS)
        at = staff[(values == "").to_numpy() & ~faulty]
        if not len(at):
            continue
        cells[at, column] = values.mask(values == "").ffill()[np.isin(staff, at)].to_numpy(object)
        kinds[at, column] = Kind.TEXT
        heading = str(sheet.cells[header.row, column])
        rows = tuple(int(row) for row in at)
        findings.append(
            Finding(
                kind="filled_down",
                values={"heading": heading},
                sheet=sheet,
                rows=rows,
                column=column,
            )
        )
    if not findings:
        return sheet, []
    return replace(sheet, cells=cells, kinds=kinds), findings


def _group_changes(
    sheet: Sheet, rows: NDArray[np.int64], column: int, places: Sequence[int]
) -> bool:
    """Whether a group to the left begins anew where the cell of a column is empty."""
    empty = sheet.cells[rows, column] == ""
    anchor = np.maximum.accumulate(np.where(empty, 0, np.arange(len(rows))))
    for other in (place for place in places if place < column):
        left = pd.Series(sheet.cells[rows, other]).replace("", None).ffill().fillna("")
        if (empty & (left != left.iloc[anchor].to_numpy()).to_numpy()).any():
            return True
    return False
