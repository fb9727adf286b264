"""Two versions of the same table or workbook, number by number."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.types import is_float_dtype

from autopot.errors import Problem
from autopot.messages import Message, Text, say, say_many

MEND = say("the result cannot be repeated: look for changed inputs and versions")
SHOWN = 5


@dataclass(frozen=True)
class Compared:
    """What a comparison found.

    Parameters
    ----------
    problems : the differences.
    numbers : how many numbers were compared.
    """

    problems: list[Problem] = field(default_factory=list)
    numbers: int = 0

    def __add__(self, other: Compared) -> Compared:
        """Both together."""
        return Compared(self.problems + other.problems, self.numbers + other.numbers)


def compare_tables(before: pd.DataFrame, after: pd.DataFrame, place: str) -> Compared:
    """Every number of two tables with the same rows; equal means to the last bit.

    Parameters
    ----------
    before, after : as stored, and as made again.
    place : name of the table in messages.

    Returns
    -------
    One problem with the largest difference, or what keeps the tables from being compared.

    >>> a = pd.DataFrame({"level": ["x", "y"], "mean": [1.0, 2.0]})
    >>> found = compare_tables(a, a.assign(mean=[1.0, 2.5]), "t")
    >>> print(found.problems[0].place, "|", found.problems[0].found)
    t level=y mean | 1 of 2 numbers differ; here 2.0, a new run gives 2.5
    """
    if list(before.columns) != list(after.columns):
        changed = sorted(set(before.columns) ^ set(after.columns))
        found = say("the columns stand in another order")
        if changed:
            found = say("other columns: {names}", names=changed)
        return Compared([Problem(place, found, remedy=MEND)])
    figures = [name for name in after.columns if is_float_dtype(after[name])]
    keys = [name for name in after.columns if name not in figures]
    mine, theirs = (frame[keys].astype("string").fillna("") for frame in (before, after))
    if len(mine) != len(theirs) or not np.array_equal(mine.to_numpy(), theirs.to_numpy()):
        return Compared([_other_rows(mine, theirs, place)])
    try:
        old = before[figures].to_numpy(float)
    except (TypeError, ValueError):
        found = say("text where numbers should stand")
        return Compared([Problem(place, found, remedy=MEND)])
    new = after[figures].to_numpy(float)
    differs = ~((old == new) | (np.isnan(old) & np.isnan(new)))
    if not differs.any():
        return Compared(numbers=old.size)
    size = np.where(differs, np.nan_to_num(np.abs(old - new), nan=np.inf), -1.0)
    row, column = np.unravel_index(int(size.argmax()), size.shape)
    where = " ".join(f"{k}={v}" for k, v in theirs.iloc[int(row)].items() if v not in ("", "False"))
    found = say(
        "{different:,} of {all:,} numbers differ; here {old}, a new run gives {new}",
        different=int(differs.sum()),
        all=old.size,
        old=_number(old[row, column]),
        new=_number(new[row, column]),
    )
    at = f"{place} {where} {figures[int(column)]}"
    return Compared([Problem(at, found, say("the same number"), MEND)], old.size)


def _other_rows(mine: pd.DataFrame, theirs: pd.DataFrame, place: str) -> Problem:
    def rows(frame: pd.DataFrame) -> set[tuple[Any, ...]]:
        return set(frame.itertuples(index=False, name=None))

    only = sorted(rows(mine) ^ rows(theirs))
    shown = "; ".join(" ".join(v for v in row if v) for row in only[:SHOWN])
    found = say(
        "{mine:,} rows, a new run gives {theirs:,}; in one of them only: {rows}",
        mine=len(mine),
        theirs=len(theirs),
        rows=shown or say("repeated rows"),
    )
    return Problem(place, found, remedy=MEND)


def _number(value: object) -> Text:
    """A number with every digit it has, in the signs of the language."""
    return say("nothing") if value is None else Message("{number:s}", {"number": str(value)})


def compare_workbooks(before: bytes, after: bytes, place: str) -> Compared:
    """Every number cell of two workbooks.

    Texts are left to the checksum: the sheet of assumptions names the files they came from.

    Parameters
    ----------
    before, after : as stored, and as made again.
    place : name of the file in messages.

    Returns
    -------
    The first cells that differ, and the count of number cells.
    """
    try:
        old = _cells(before)
    except Exception as error:  # the reader raises many kinds; the user needs one
        found = say("cannot be read: {error}", error=error)
        allowed, remedy = say("an .xlsx file"), say("run the scenario again")
        return Compared([Problem(place, found, allowed, remedy)])
    new = _cells(after)
    other = [at for at in dict.fromkeys([*new, *old]) if old.get(at) != new.get(at)]
    problems = [
        Problem(f"{place} {at}", _number(old.get(at)), _number(new.get(at)), MEND)
        for at in other[:SHOWN]
    ]
    if len(other) > SHOWN:
        more = say_many(
            "one more cell differs", "{count:,} more cells differ", count=len(other) - SHOWN
        )
        problems.append(Problem(place, more, remedy=MEND))
    return Compared(problems, len(old))


def _cells(content: bytes) -> dict[str, Any]:
    """Sheet and cell -> number."""
    from openpyxl import load_workbook  # slow to import, and not needed by every run

    book = load_workbook(io.BytesIO(content), read_only=True)
    return {
        f"{sheet.title}!{cell.coordinate}": cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, int | float)
    }
