"""Which row holds the headings, and what each heading means."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from autopot import catalogue
from autopot.workforce.staff.cells import Sheet
from autopot.workforce.staff.findings import Finding

LOOKED_AT = 60
"""Rows from the top in which the headings may stand."""

AMOUNTS = ("fte", "percent")
PERSONAL = "personal"
FEWEST = 2
"""Headings that must be recognised for a row to be the header."""


@dataclass(frozen=True)
class Header:
    """Where the columns are.

    Parameters
    ----------
    row : row of the headings, from 0.
    columns : our column -> column of the sheet, from 0.
    personal : columns with data about persons.
    ignored : columns that nothing reads.
    """

    row: int
    columns: dict[str, int]
    personal: list[int]
    ignored: list[int]


def plain(word: str) -> str:
    """A heading without case, spaces and signs; per cent signs become a word.

    >>> plain(" Stillings-% "), plain("Yrkeskode (STYRK-08)")
    ('stillingsprosent', 'yrkeskodestyrk08')
    """
    return re.sub(r"[\W_]+", "", word.casefold().replace("%", "prosent"))


def find_header(sheet: Sheet, mapping: Mapping[str, str]) -> tuple[Header | None, list[Finding]]:
    """The header of a sheet.

    Parameters
    ----------
    sheet : the sheet.
    mapping : our column -> heading as it stands, chosen by the planner; goes before the known
        headings.

    Returns
    -------
    The header, None if the sheet has none, and what is wrong with it.
    """
    known = _known_words()
    chosen = {plain(heading): column for column, heading in mapping.items()}
    best, row = 0, -1
    for number in range(min(LOOKED_AT, len(sheet.cells))):
        words = [plain(cell) for cell in sheet.cells[number]]
        found = {chosen.get(w) or known.get(w, ("", 0))[0] for w in words} - {"", PERSONAL}
        if len(found) > best and (found & set(AMOUNTS)):
            best, row = len(found), number
    if best < FEWEST:
        return None, []
    return _columns(sheet, row, known, chosen)


def _known_words() -> dict[str, tuple[str, int]]:
    table = catalogue.table("workforce/headings")
    words = {str(r.word): (str(r.column), int(r.rank)) for r in table.itertuples()}
    own = catalogue.table("workforce/staff_columns")
    for r in own.itertuples():
        for word in (r.column, r.heading_nb, r.heading_en):
            words.setdefault(plain(str(word)), (str(r.column), 1))
    return words


def _columns(
    sheet: Sheet, row: int, known: dict[str, tuple[str, int]], chosen: dict[str, str]
) -> tuple[Header, list[Finding]]:
    candidates: dict[str, list[tuple[int, int]]] = {}
    personal, ignored = [], []
    for number, cell in enumerate(sheet.cells[row]):
        word = plain(cell)
        column, rank = known.get(word, ("", 0))
        if word in chosen and column != PERSONAL:
            column, rank = chosen[word], 0
        if column == PERSONAL:
            personal.append(number)
        elif column:
            candidates.setdefault(column, []).append((rank, number))
        elif cell or (sheet.cells[row + 1 :, number] != "").any():
            ignored.append(number)
    columns: dict[str, int] = {}
    findings: list[Finding] = []
    for column, places in candidates.items():
        places.sort()
        columns[column] = places[0][1]
        ignored += [number for _, number in places[1:]]
        ties = [number for rank, number in places if rank == places[0][0]]
        if len(ties) > 1:
            names = tuple(str(sheet.cells[row, number]) for number in ties)
            values = {"column": column}
            findings.append(
                Finding("several_columns", values, sheet, (row,), ties[1], allowed=names)
            )
    _occupation_name_as_title(sheet, row, columns, ignored)
    return Header(row, columns, personal, sorted(ignored)), findings


def _occupation_name_as_title(
    sheet: Sheet, row: int, columns: dict[str, int], ignored: list[int]
) -> None:
    """Beside a column Yrkeskode, a column Yrke holds the name, which serves as title."""
    if "title" in columns or "occupation" not in columns:
        return
    for number in ignored:
        if plain(str(sheet.cells[row, number])) == "yrke":
            columns["title"] = number
            ignored.remove(number)
            return


def missing_mapped(sheet: Sheet, header: Header, mapping: Mapping[str, str]) -> list[Finding]:
    """Headings the planner names that are not there."""
    there = [str(cell) for cell in sheet.cells[header.row] if cell]
    words = {plain(cell) for cell in there}
    return [
        Finding(
            "no_such_heading",
            {"heading": heading, "column": column},
            sheet,
            (header.row,),
            allowed=tuple(there),
        )
        for column, heading in mapping.items()
        if plain(heading) not in words
    ]


def body(sheet: Sheet, header: Header) -> np.ndarray:
    """Rows under the header that hold anything, as row numbers of the cells."""
    filled = (sheet.cells[header.row + 1 :] != "").any(axis=1)
    return np.flatnonzero(filled) + header.row + 1
