"""Two versions of the same table or workbook, number by number."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.types import is_float_dtype

from autopot.errors import Norwegian, Problem

MEND = "the result cannot be repeated: look at changed inputs and versions"
MEND_NB = "resultatet kan ikke gjentas: se etter endrede inndata og versjoner"
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
        changed = ", ".join(sorted(set(before.columns) ^ set(after.columns)))
        nb = Norwegian(f"andre kolonner: {changed or 'rekkefølgen'}", "", MEND_NB)
        found = f"other columns: {changed or 'their order'}"
        return Compared([Problem(place, found, "", MEND, nb=nb)])
    figures = [name for name in after.columns if is_float_dtype(after[name])]
    keys = [name for name in after.columns if name not in figures]
    mine, theirs = (frame[keys].astype("string").fillna("") for frame in (before, after))
    if len(mine) != len(theirs) or not np.array_equal(mine.to_numpy(), theirs.to_numpy()):
        return Compared([_other_rows(mine, theirs, place)])
    try:
        old = before[figures].to_numpy(float)
    except (TypeError, ValueError):
        nb = Norwegian("tekst der det skal stå tall", "", MEND_NB)
        return Compared([Problem(place, "text where numbers should stand", "", MEND, nb=nb)])
    new = after[figures].to_numpy(float)
    differs = ~((old == new) | (np.isnan(old) & np.isnan(new)))
    if not differs.any():
        return Compared(numbers=old.size)
    size = np.where(differs, np.nan_to_num(np.abs(old - new), nan=np.inf), -1.0)
    row, column = np.unravel_index(int(size.argmax()), size.shape)
    where = " ".join(f"{k}={v}" for k, v in theirs.iloc[int(row)].items() if v not in ("", "False"))
    found = (
        f"{int(differs.sum())} of {old.size} numbers differ; "
        f"here {old[row, column]}, a new run gives {new[row, column]}"
    )
    found_nb = (
        f"{int(differs.sum())} av {old.size} tall er ulike; "
        f"her {_decimal(old[row, column])}, en ny kjøring gir {_decimal(new[row, column])}"
    )
    at, nb = f"{place} {where} {figures[int(column)]}", Norwegian(found_nb, "samme tall", MEND_NB)
    problem = Problem(at, found, "the same number", MEND, nb=nb)
    return Compared([problem], old.size)


def _other_rows(mine: pd.DataFrame, theirs: pd.DataFrame, place: str) -> Problem:
    def rows(frame: pd.DataFrame) -> set[tuple[Any, ...]]:
        return set(frame.itertuples(index=False, name=None))

    only = sorted(rows(mine) ^ rows(theirs))
    shown = "; ".join(" ".join(v for v in row if v) for row in only[:SHOWN])
    found = f"{len(mine)} rows, a new run gives {len(theirs)}"
    nb = Norwegian(
        f"{len(mine)} rader, en ny kjøring gir {len(theirs)}; bare i en av dem: "
        f"{shown or 'gjentatte rader'}",
        "",
        MEND_NB,
    )
    found = f"{found}; in one of them only: {shown or 'repeated rows'}"
    return Problem(place, found, "", MEND, nb=nb)


def _decimal(value: object) -> str:
    """A number with decimal comma; None where nothing stands."""
    return "ingenting" if value is None else str(value).replace(".", ",")


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
        nb = Norwegian("kan ikke leses", "en .xlsx-fil", "kjør scenarioet på nytt")
        found, remedy = f"cannot be read: {error}", "run the scenario again"
        return Compared([Problem(place, found, "an .xlsx file", remedy, nb=nb)])
    new = _cells(after)
    other = [at for at in dict.fromkeys([*new, *old]) if old.get(at) != new.get(at)]
    problems = [
        Problem(
            f"{place} {at}",
            f"{old.get(at)!r}",
            f"{new.get(at)!r}",
            MEND,
            nb=Norwegian(_decimal(old.get(at)), _decimal(new.get(at)), MEND_NB),
        )
        for at in other[:SHOWN]
    ]
    if len(other) > SHOWN:
        more = len(other) - SHOWN
        nb = Norwegian(f"{more} celler til er ulike", "", MEND_NB)
        problems.append(Problem(place, f"{more} more cells differ", "", MEND, nb=nb))
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
