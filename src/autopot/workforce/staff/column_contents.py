"""Which of several columns with the same heading is which, by what stands in them.

"Tjeneste" may hold KOSTRA functions. "Stilling" and "Stilling (T)" are a code and its name.
"Virksomhet" and "Avdeling" are two levels of the organisation, of which the finer tells more and
the coarser helps where that is silent.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeAlias

import numpy as np

from autopot.workforce.staff.cells import Sheet
from autopot.workforce.staff.services import function_decider

Places: TypeAlias = list[tuple[int, int]]
"""(rank, column of the sheet) of the columns that may be one of ours."""

CHOSEN = -1
"""Rank from which a profile or the planner chose."""

MOSTLY = 0.8
"""Share of the cells that must hold codes for the column to hold them. Our judgement."""

FUNCTION = re.compile(r"\d{3}(?:\d{3}|0)?(?!\d)")
"""A KOSTRA function, with the municipality's own three digits or none."""


def by_content(sheet: Sheet, row: int, candidates: Mapping[str, Places]) -> dict[str, Places]:
    """Candidates with codes taken from the titles, and levels of the organisation put in order.

    Parameters
    ----------
    sheet : the sheet.
    row : row of the headings.
    candidates : our column -> its candidates; those chosen by rank are left alone.

    Returns
    -------
    The same, changed.
    """
    result = {column: list(places) for column, places in candidates.items()}
    _functions(sheet, row, result)
    _titles(sheet, row, result)
    _levels(sheet, row, result)
    return {column: places for column, places in result.items() if places}


def _functions(sheet: Sheet, row: int, result: dict[str, Places]) -> None:
    """«Tjeneste» with 202, 202100 or 202 Grunnskole holds KOSTRA functions."""
    decide = function_decider()
    for place in list(result.get("sector", [])):
        cells = sheet.cells[row + 1 :, place[1]]
        filled = cells[cells != ""]
        known = [bool(FUNCTION.match(cell) and decide(cell).code) for cell in filled]
        if place[0] > CHOSEN and known and float(np.mean(known)) >= MOSTLY:
            result["sector"].remove(place)
            if not result.get("function"):
                result["function"] = [place]


def _titles(sheet: Sheet, row: int, result: dict[str, Places]) -> None:
    """Numbers under Stilling are codes, where another column holds the words."""
    places = [place for place in result.get("title", []) if place[0] > CHOSEN]
    coded = [place for place in places if _coded(sheet, row, place[1])]
    if not coded or len(coded) == len(result["title"]):
        return
    result["title"] = [place for place in result["title"] if place not in coded]
    if not result.get("position_code"):
        result["position_code"] = coded


def _levels(sheet: Sheet, row: int, result: dict[str, Places]) -> None:
    """Of several units equally well named the finest is the unit, the next is its name."""
    units = sorted(result.get("unit", []))
    best = [place for place in units if place[0] == units[0][0]]
    if len(best) < 2 or best[0][0] <= CHOSEN:
        return
    finest = sorted(best, key=lambda place: -len(set(sheet.cells[row + 1 :, place[1]]) - {""}))
    rest = [(rank + 1, column) for rank, column in finest[1:]]
    if result.get("unit_name"):
        result["unit"] = [finest[0], *rest]
        return
    result["unit"] = [finest[0], *rest[1:]]
    result["unit_name"] = [finest[1]]


def _coded(sheet: Sheet, row: int, column: int) -> bool:
    cells = sheet.cells[row + 1 :, column]
    filled = cells[cells != ""]
    return bool(len(filled)) and float(np.mean([cell.isdigit() for cell in filled])) >= MOSTLY
