"""What is wrong with the cells of a table, in words."""

from __future__ import annotations

import re
from math import inf
from pathlib import Path
from typing import NamedTuple

from autopot.catalogue.columns import Column
from autopot.errors import Both, Norwegian, Problem, norwegian_number, quoted

UNITS = {"FTE": "årsverk", "persons": "personer", "per cent": "prosent", "percent": "prosent"}
"""Units of columns.csv in Norwegian; a share needs none beside its range."""

EMPTY: Both = ("an empty cell", "en tom celle")
CORRECT: Both = ("correct it", "rett den")


class Allowed(NamedTuple):
    """What may stand in a cell, and what to do where something else does."""

    allowed: Both
    remedy: Both


class Cell(NamedTuple):
    """Where a cell or a row stands."""

    table: str
    row: int
    column: str = ""

    @property
    def english(self) -> str:
        """Its place in English."""
        return f"{self.table} row {self.row} {self.column}".strip()

    @property
    def norwegian(self) -> str:
        """Its place in Norwegian."""
        return f"{self.table} rad {self.row} {self.column}".strip()


def wrong_cell(cell: Cell, value: str, words: Allowed) -> Problem:
    """The problem of a cell that holds what it may not."""
    found, norwegian = (repr(value), quoted(value)) if value else EMPTY
    nb = Norwegian(norwegian, words.allowed[1], words.remedy[1], cell.norwegian)
    return Problem(cell.english, found, words.allowed[0], words.remedy[0], nb=nb)


def more_cells(place: str, count: int, words: Allowed) -> Problem:
    """The problem of as many more cells."""
    norwegian = f"{norwegian_number(count)} celler til med samme feil"
    nb = Norwegian(norwegian, words.allowed[1], words.remedy[1])
    found = f"{count} more cells with the same fault"
    return Problem(place, found, words.allowed[0], words.remedy[0], nb=nb)


def bad_code(value: str, length: int | None, cell: Cell) -> Problem:
    """The problem of a code that is none, or of another length."""
    found, allowed = f"{value!r} is not a code", "digits only"
    norwegian, allowed_nb = f"{quoted(value)} er ikke en kode", "bare sifre"
    remedy, remedy_nb = "check the code", "kontroller koden"
    if length is not None:
        found, allowed = f"{found} of {length} digits", f"{length} digits"
        norwegian, allowed_nb = f"{norwegian} på {length} sifre", f"{length} sifre"
        if re.fullmatch(r"[0-9]+", value) and len(value) < length:
            code = value.zfill(length)
            remedy = f"did you lose a leading zero: {code}? Format the column as text"
            remedy_nb = f"mangler nullen foran: {code}? Gi kolonnen formatet tekst"
    nb = Norwegian(norwegian, allowed_nb, remedy_nb, cell.norwegian)
    return Problem(cell.english, found, allowed, remedy, nb=nb)


def kind_of(column: Column) -> Both:
    """What kind of number a column holds."""
    kinds = {"flag": ("0 or 1", "0 eller 1"), "integer": ("a whole number", "et helt tall")}
    return kinds.get(column.type, ("a number", "et tall"))


def span_of(column: Column) -> Both:
    """Which numbers a column may hold."""
    unit, norwegian = column.unit, UNITS.get(column.unit, "")
    low = -inf if column.low is None else column.low
    high = inf if column.high is None else column.high
    ends = f"{norwegian_number(low)} til {norwegian_number(high)}"
    return f"{low:g} to {high:g} {unit}".strip(), f"{ends} {norwegian}".strip()


def repeated_row(cell: Cell, key: dict[str, str]) -> Problem:
    """The problem of a row whose key stood above."""
    what = " + ".join(f"{name} {value}" for name, value in key.items())
    return Problem(
        cell.english,
        f"the same {what} again",
        "one row for each",
        "add the rows together, or remove one",
        nb=Norwegian(
            f"samme {what} en gang til",
            "én rad for hver",
            "slå sammen radene, eller fjern den ene",
            cell.norwegian,
        ),
    )


def unreadable(file: Path, error: Exception) -> Problem:
    """The problem of a file that is not such a table at all."""
    nb = Norwegian(
        "kan ikke leses",
        "en fil i UTF-8 med komma mellom kolonnene",
        "lagre den som «CSV UTF-8» og kontroller skilletegnet",
    )
    allowed = "a comma-separated UTF-8 file"
    remedy = "save it as CSV in UTF-8, and check the separator"
    return Problem(str(file), f"cannot be read: {error}", allowed, remedy, nb=nb)


def semicolons(file: Path) -> Problem:
    """The problem of a file saved by an Excel that puts semicolons between columns."""
    return Problem(
        str(file),
        "semicolons between the columns",
        "commas between the columns",
        "save it with commas and decimal points",
        nb=Norwegian(
            "semikolon mellom kolonnene",
            "komma mellom kolonnene",
            "lagre den med komma mellom kolonnene og punktum i desimaltall",
        ),
    )
