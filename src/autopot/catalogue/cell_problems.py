"""What is wrong with the cells of a table, in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from math import inf
from pathlib import Path
from typing import NamedTuple

from autopot.catalogue.columns import Column
from autopot.errors import Problem, refusal
from autopot.messages import Message, Text, say, say_many

SPAN = say("{low:,} to {high:,}")
PERCENT = say("{low:,} to {high:,} per cent")
SPANS = {
    "FTE": say("{low:,} to {high:,} FTE"),
    "persons": say("{low:,} to {high:,} persons"),
    "per cent": PERCENT,
    "percent": PERCENT,
    "years": say("{low:,} to {high:,} years"),
    "year": say("{low} to {high}"),
}
"""Ranges of units of columns.csv; a share needs no unit beside its range."""

CORRECT = say("correct it")


class Allowed(NamedTuple):
    """What may stand in a cell, and what to do where something else does."""

    allowed: Text | Sequence[Text]
    remedy: Text


class Cell(NamedTuple):
    """Where a cell or a row stands."""

    table: str
    row: int
    column: str = ""

    @property
    def place(self) -> Message:
        """Its place in words."""
        if not self.column:
            return say("{file} row {row}", file=self.table, row=self.row)
        return say("{file} row {row} {column}", file=self.table, row=self.row, column=self.column)


def wrong_cell(cell: Cell, value: str, words: Allowed) -> Problem:
    """The problem of a cell that holds what it may not.

    Parameters
    ----------
    cell : where it stands.
    value : as it stands there, "" where nothing does.
    words : what may stand there.
    """
    found = say("{value!q}", value=value) if value else say("an empty cell")
    return Problem(cell.place, found, words.allowed, words.remedy)


def more_cells(place: str, count: int, words: Allowed) -> Problem:
    """The problem of further cells with the same fault, which are counted and not listed.

    Parameters
    ----------
    place : table and column.
    count : how many further ones, 1 or more.
    words : as for the first of them.
    """
    found = say_many(
        "one more cell with the same fault",
        "{count:,} more cells with the same fault",
        count=count,
    )
    return Problem(place, found, words.allowed, words.remedy)


def bad_code(value: str, length: int | None, cell: Cell) -> Problem:
    """The problem of a code that is none, or of another length.

    Parameters
    ----------
    value : as it stands in the table.
    length : digits the code must have; None: any number of them.
    cell : where it stands.

    >>> print(bad_code("301", 4, Cell("a.csv", 7, "municipality")).remedy)
    did you lose a leading zero: 0301? Format the column as text
    """
    remedy = say("check the code")
    if length is None:
        found = say("{value!q} is not a code", value=value)
        return Problem(cell.place, found, say("digits only"), remedy)
    if re.fullmatch(r"[0-9]+", value) and len(value) < length:
        remedy = say(
            "did you lose a leading zero: {code}? Format the column as text",
            code=value.zfill(length),
        )
    found = say("{value!q} is not a code of {length} digits", value=value, length=length)
    return Problem(cell.place, found, say("{length} digits", length=length), remedy)


KINDS = {"flag": say("0 or 1"), "integer": say("a whole number")}


def kind_of(column: Column) -> Message:
    """What kind of number a column holds."""
    return KINDS.get(column.type, say("a number"))


def span_of(column: Column) -> Message:
    """Which numbers a column may hold."""
    low = -inf if column.low is None else column.low
    high = inf if column.high is None else column.high
    ends = {
        name: int(end) if end.is_integer() else end for name, end in (("low", low), ("high", high))
    }
    return replace(SPANS.get(column.unit, SPAN), values=ends)


def repeated_row(cell: Cell, key: dict[str, str]) -> Problem:
    """The problem of a row whose key stood above.

    Parameters
    ----------
    cell : the later of the two rows.
    key : column -> value, of the columns that a row is known by.
    """
    what = " + ".join(f"{name} {value}" for name, value in key.items())
    return Problem(
        cell.place,
        say("the same {key} again", key=what),
        say("one row for each"),
        say("add the rows together, or remove one"),
    )


def unreadable(file: Path, error: Exception) -> Problem:
    """The problem of a file that is not such a table at all.

    Parameters
    ----------
    file : as the user named it.
    error : what reading it raised; a line that pandas names in it becomes the row.
    """
    line = re.search(r"in line (\d+)", str(error))  # as pandas says which row has too many cells
    if line is not None:
        return wide_rows(file, int(line[1]))
    found = say("cannot be read")
    if isinstance(error, OSError):
        found = refusal(error)
    elif isinstance(error, UnicodeDecodeError):
        found = say("not UTF-8")
    return Problem(
        str(file),
        found,
        say("a comma-separated UTF-8 file"),
        say("save it as CSV in UTF-8, and check the separator"),
    )


def wide_rows(file: Path, row: int) -> Problem:
    """The problem of a row with more cells than the header has.

    Parameters
    ----------
    file : as the user named it.
    row : from 1, where the header stands.
    """
    return Problem(
        str(file),
        say("row {row} has more cells than the header", row=row),
        remedy=say("correct the row"),
    )


def semicolons(file: Path) -> Problem:
    """The problem of a file saved by an Excel that puts semicolons between columns."""
    return Problem(
        str(file),
        say("semicolons between the columns"),
        say("commas between the columns"),
        say("save it with commas between the columns and points in decimal numbers"),
    )
