"""Which row holds the headings, and what each heading means."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from openpyxl.utils import column_index_from_string, get_column_letter

from autopot.workforce.staff.cells import Sheet
from autopot.workforce.staff.column_contents import by_content
from autopot.workforce.staff.findings import Finding
from autopot.workforce.staff.personal_headings import personal_heading
from autopot.workforce.staff.profiles import Profile, recognised
from autopot.workforce.staff.words import PERSONAL, known_words, meaning, plain

LOOKED_AT = 60
"""Rows from the top in which the headings may stand."""

AMOUNTS = ("fte", "percent")
SHOWN_HEADINGS = 10
LIKE = 55
"""Of 100: how alike two headings must be for one to be suggested for the other."""

OF_JOBS = ("stilling", "yrke")
"""How headings of titles begin."""

OTHER_TIME = re.compile(r"(?<!es)tim(?:e|ar)|hour|m(?:å|aa)n(?:e|a)d|month")
"""In headings of hours and months, which are neither FTE nor a percentage."""

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

    def words(self, sheet: Sheet, columns: Iterable[int]) -> dict[int, str]:
        """The headings of some columns in plain letters.

        Parameters
        ----------
        sheet : whose header this is.
        columns : of the sheet, from 0; those that it does not have are left out.

        Returns
        -------
        Column -> plain heading, in the order of `columns`.
        """
        width = sheet.cells.shape[1]
        return {n: plain(str(sheet.cells[self.row, n])) for n in columns if n < width}


def find_header(
    sheet: Sheet, mapping: Mapping[str, str], own: Profile | None = None
) -> tuple[Header | None, list[Finding]]:
    """The header of a sheet.

    Parameters
    ----------
    sheet : the sheet.
    mapping : our column -> heading as it stands, or letter of the column, chosen by the planner;
        goes before the known headings.
    own : the planner's own profile; else one of the packaged ones may fit.

    Returns
    -------
    The header, None if the sheet has none, and what is wrong with it.
    """
    chosen = {plain(heading): column for column, heading in mapping.items()}
    best, row = 0, -1
    for number in range(min(LOOKED_AT, len(sheet.cells))):
        found = _meanings(sheet.cells[number], chosen, own)
        found |= set(_by_letter(sheet, number, mapping))
        if len(found) > best and (found & set(AMOUNTS)):
            best, row = len(found), number
    if best < FEWEST:
        return None, []
    return _columns(sheet, row, mapping, own)


def _meanings(row: NDArray[np.object_], chosen: Mapping[str, str], own: Profile | None) -> set[str]:
    words = [plain(cell) for cell in row]
    profile = recognised(words, own)
    by_profile = {} if profile is None else profile.columns
    found = {chosen.get(w) or by_profile.get(w) or meaning(w)[0] for w in words}
    return found - {"", PERSONAL}


def _by_letter(sheet: Sheet, row: int, mapping: Mapping[str, str]) -> dict[str, int]:
    """Our column -> column of the sheet, where the planner named it by its letter."""
    if not sheet.lettered:
        return {}
    words = {plain(cell) for cell in sheet.cells[row]}
    letters = {
        column: heading.strip().upper()
        for column, heading in mapping.items()
        if re.fullmatch(r"\s*[A-Za-z]{1,3}\s*", heading) and plain(heading) not in words
    }
    places = {column: column_index_from_string(name) - 1 for column, name in letters.items()}
    width = sheet.cells.shape[1]
    return {column: place for column, place in places.items() if place < width}


def _columns(
    sheet: Sheet, row: int, mapping: Mapping[str, str], own: Profile | None
) -> tuple[Header, list[Finding]]:
    words = [plain(cell) for cell in sheet.cells[row]]
    profile = recognised(words, own)
    chosen = {plain(heading): column for column, heading in mapping.items()}
    letters = _by_letter(sheet, row, mapping)
    lettered = {place: column for column, place in letters.items()}
    candidates: dict[str, list[tuple[int, int]]] = {}
    personal, ignored = [], []
    for number, word in enumerate(words):
        column, rank = meaning(word)
        if profile is not None and word in profile.columns:
            column, rank = profile.columns[word], -1
        personal_as = "" if column else personal_heading(str(sheet.cells[row, number]))
        mapped = word in chosen or number in lettered
        if personal_as == "never" or (personal_as and not mapped):
            column = PERSONAL
        if mapped and column != PERSONAL:
            column, rank = lettered.get(number, chosen.get(word, "")), -2
        if column == PERSONAL:
            personal.append(number)
        elif column:
            candidates.setdefault(column, []).append((rank + _hidden(sheet, number) * 100, number))
        elif word or (sheet.cells[row + 1 :, number] != "").any():
            ignored.append(number)
    candidates = by_content(sheet, row, candidates)
    columns: dict[str, int] = {}
    findings: list[Finding] = []
    if profile is not None:
        findings.append(Finding("profile", {"title": profile.title}, sheet, (row,)))
    for column, places in candidates.items():
        columns[column], more, told = _one_of(sheet, row, column, places)
        ignored += more
        findings += told
    _occupation_name_as_title(sheet, row, columns, ignored)
    return Header(row, columns, personal, sorted(ignored)), findings


def _hidden(sheet: Sheet, column: int) -> bool:
    return sheet.look is not None and bool(sheet.look.hidden_columns[column])


def _one_of(
    sheet: Sheet, row: int, column: str, places: list[tuple[int, int]]
) -> tuple[int, list[int], list[Finding]]:
    """The column that is used of those that mean the same, the others, and what to say."""
    places = sorted(places)
    best = places[0][1]
    findings = []
    names = tuple(_named(sheet, row, number) for rank, number in places if rank == places[0][0])
    if len(names) > 1:
        values = {"column": column, "second": names[1].rpartition("(")[2].rstrip(")")}
        findings.append(
            Finding(
                kind="several_columns",
                values=values,
                sheet=sheet,
                rows=(row,),
                column=places[1][1],
                allowed=names,
            )
        )
    told = [number for _, number in places if _hidden(sheet, number)]
    for number in told:
        kind = "hidden_column_used" if number == best else "hidden_column"
        heading = str(sheet.cells[row, number])
        findings.append(
            Finding(kind=kind, values={"heading": heading}, sheet=sheet, rows=(row,), column=number)
        )
    return best, [number for _, number in places[1:] if number not in told], findings


def _named(sheet: Sheet, row: int, column: int) -> str:
    name = str(sheet.cells[row, column])
    return f"{name} ({get_column_letter(column + 1)})" if sheet.lettered else name


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


def may_be_title(heading: str, columns: Collection[str]) -> bool:
    """Whether an unknown heading is written like one of titles, in a file without such a column.

    Parameters
    ----------
    heading : as it stands.
    columns : our columns that the file has.
    """
    word = plain(heading)
    return "title" not in columns and word.startswith(OF_JOBS) and not meaning(word)[0]


def missing_mapped(sheet: Sheet, header: Header, mapping: Mapping[str, str]) -> list[Finding]:
    """Headings the planner names that are not there.

    Parameters
    ----------
    sheet, header : the sheet and its columns.
    mapping : our column -> heading, or letter of a column in Excel, that the planner named.

    Returns
    -------
    One error for each that is not there.
    """
    there = [str(cell) for cell in sheet.cells[header.row] if cell]
    words = {plain(cell) for cell in there}
    letters = _by_letter(sheet, header.row, mapping)
    return [
        Finding(
            "no_such_heading",
            {"heading": heading, "column": column},
            sheet,
            (header.row,),
            allowed=tuple(there),
        )
        for column, heading in mapping.items()
        if plain(heading) not in words and column not in letters
    ]


def nearest_header(sheet: Sheet) -> Finding:
    """What to say of a sheet without a header: the row that comes nearest, and what it lacks."""
    rows = range(min(LOOKED_AT, len(sheet.cells)))
    known = [_meanings(sheet.cells[row], {}, None) for row in rows]
    best = max(rows, key=lambda row: len(known[row]), default=-1)
    if best >= 0 and known[best]:
        likely = _likely_amount(sheet.cells[best])
        kind = "nearest_header" if likely else "nearest_header_lacks"
        values = {"headings": _listed(sheet.cells[best]), "likely": likely}
        return Finding(kind, values, sheet, (best,))
    filled = [row for row in sheet.cells[:LOOKED_AT] if (row != "").sum() > 1]
    cells = (filled or list(sheet.cells[:1]) or [np.array([], object)])[0]
    return Finding("no_header", {"headings": _listed(cells)}, sheet)


def _listed(cells: NDArray[np.object_]) -> str:
    return ", ".join([str(cell) for cell in cells if cell][:SHOWN_HEADINGS]) or "-"


def _likely_amount(cells: NDArray[np.object_]) -> str:
    """The unknown heading of a row that is written most like one of FTE or percentage."""
    from rapidfuzz import fuzz, process

    amounts = [word for word, (column, _) in known_words().items() if column in AMOUNTS]
    unknown = [str(cell) for cell in cells if cell and not meaning(plain(cell))[0]]
    unknown = [cell for cell in unknown if not OTHER_TIME.search(plain(cell))]
    scored = [
        (process.extractOne(plain(cell), amounts, scorer=fuzz.ratio, score_cutoff=LIKE), cell)
        for cell in unknown
    ]
    found = [(match[1], cell) for match, cell in scored if match is not None]
    return max(found)[1] if found else ""


def body(sheet: Sheet, header: Header) -> np.ndarray:
    """Rows under the header that hold anything, as row numbers of the cells.

    Parameters
    ----------
    sheet, header : the sheet and where its headings are.

    Returns
    -------
    (n,) rising.
    """
    filled = (sheet.cells[header.row + 1 :] != "").any(axis=1)
    return np.flatnonzero(filled) + header.row + 1
