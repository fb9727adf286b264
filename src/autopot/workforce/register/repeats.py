"""Rows of a register that stand twice: a number for each row stands in for what it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot.workforce.register.layout import Layout, body
from autopot.workforce.register.marks import Marked
from autopot.workforce.register.source import Source
from autopot.workforce.register.statements import filled, trimmed
from autopot.workforce.staff.repeats import identity_columns, repeated_rows, tells_apart

MOST_COMPARED = 20_000_000
"""Rows that are compared with each other: 18 bytes each."""

PERSON, BLOCK = 1, 2


@dataclass(frozen=True)
class Left:
    """Rows of a year that are not compared.

    Parameters
    ----------
    rows : of the register.
    times : texts in the column of months or dates.
    """

    rows: NDArray[np.int64]
    times: Sequence[str]


def repeated(
    source: Source,
    layout: Layout,
    marked: Marked,
    years: Iterable[str | None],
    left_of: Callable[[str | None], Left],
) -> pd.DataFrame | None:
    """Rows that stand earlier in their year too.

    Equal rows have the same number of 64 bits. That two different ones have it among 20 million is
    a chance of 1 in 90,000.

    Parameters
    ----------
    source : the register with nothing hidden; none of it is kept.
    layout, marked : where things are in it, and how its marks are found.
    years : values in the column of years.
    left_of : what is not compared, asked only where rows are equal.

    Returns
    -------
    at (row) and twice (`PERSON` or `BLOCK`); None where the rows are too many to compare.
    """
    rows = source.rows("SELECT CAST(sum(n) AS BIGINT) FROM amounts")[0][0] or 0
    if rows > MOST_COMPARED:
        return None
    names = sorted(year for year in years if year is not None)
    same = ", ".join(trimmed(n, kind) for n, kind in enumerate(source.types))
    at, which, numbers = _numbers(source, layout, f"hash({same})", names)
    persons: list[NDArray[np.uint64]] = []
    parts = []
    for place, year in enumerate([None, *names]):
        here = np.flatnonzero(which == place)
        if not pd.Series(numbers[here]).duplicated().any():
            continue
        left = left_of(year)
        here = here[~np.isin(at[here], left.rows)]
        if left.times:
            times = _times(source, layout, marked, names)
            here = here[~np.isin(times[here], _hashes(source, left.times))]
        persons = persons or _identities(source, layout, names)
        person = np.zeros(len(here), dtype=bool)
        for column in persons:
            there = column[here] != 0
            if tells_apart(column[here][there]):
                person |= there
        own, blocks = repeated_rows(numbers[here].view(np.int64), person)
        for mark, found in ((PERSON, own), (BLOCK, blocks)):
            parts.append(pd.DataFrame({"at": at[here][found], "twice": np.int8(mark)}))
    nothing = pd.DataFrame({"at": np.empty(0, np.int64), "twice": np.empty(0, np.int8)})
    return pd.concat([nothing, *parts], ignore_index=True)


def _numbers(
    source: Source, layout: Layout, sql: str, years: Sequence[str], given: str = ""
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.uint64]]:
    """Row, place of its year (0: none, then those of `years`) and a number, by row."""
    table = source.arrow(
        f"SELECT row, CAST(coalesce(list_position($years, y), 0) AS SMALLINT) AS y, {sql} AS h "
        f"FROM (SELECT *{given} FROM {body(source, layout)}) b",
        years=list(years),
    )
    at, which, numbers = (table[name].to_numpy() for name in ("row", "y", "h"))
    if (np.diff(at) < 0).any():
        order = np.argsort(at)
        at, which, numbers = at[order], which[order], numbers[order]
    return at, which, numbers


def _identities(source: Source, layout: Layout, years: Sequence[str]) -> list[NDArray[np.uint64]]:
    """A number for each cell of the columns that may tell persons apart, 0 where it is empty."""
    columns = [n for n in identity_columns(layout.top, layout.header) if n < len(source.types)]
    return [
        _numbers(
            source,
            layout,
            f"CASE WHEN {filled(n, source.types[n])} "
            f"THEN hash({trimmed(n, source.types[n])}) ELSE CAST(0 AS UBIGINT) END",
            years,
        )[2]
        for n in columns
    ]


def _times(
    source: Source, layout: Layout, marked: Marked, years: Sequence[str]
) -> NDArray[np.uint64]:
    return _numbers(source, layout, "hash(b.t)", years, marked.given)[2]


def _hashes(source: Source, texts: Sequence[str]) -> NDArray[np.uint64]:
    told = source.rows("SELECT hash(unnest($texts))", texts=list(texts))
    return np.array([number for (number,) in told], dtype=np.uint64)
