"""Where the columns of a register are, and its rows as cells of a staff sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autopot.errors import InputError, Problem
from autopot.messages import say
from autopot.workforce.register.source import Source
from autopot.workforce.register.statements import AMOUNTS, any_filled, odd, text
from autopot.workforce.register.years import year_column
from autopot.workforce.staff.apart import AMOUNTS as AMOUNTS_OF_FTE
from autopot.workforce.staff.cells import Sheet
from autopot.workforce.staff.choosing import Options
from autopot.workforce.staff.code_columns import other_municipalities
from autopot.workforce.staff.headings import Header, find_header
from autopot.workforce.staff.mending import mended
from autopot.workforce.staff.periods import time_columns
from autopot.workforce.staff.reading import read_staff
from autopot.workforce.staff.screening import screened_top
from autopot.workforce.staff.totals import KEYS
from autopot.workforce.staff.values import Typed, typed


@dataclass(frozen=True)
class Layout:
    """Where things are in a register.

    Parameters
    ----------
    header : of the register.
    top : its headings and what stands above, without personal data.
    year, period : columns of the year, and of months or dates.
    read : columns that may be read; of the others only whether they are filled.
    keys, amounts : columns of codes, and of amounts.
    beside : columns that say the municipality once more.
    start : the first row below the headings.
    """

    header: Header
    top: Sheet
    year: int | None
    period: int | None
    read: list[int]
    keys: list[int]
    amounts: list[int]
    beside: list[int]
    start: int

    @property
    def grouped(self) -> list[int]:
        """Columns of which rows that are summed are alike."""
        return [*self.keys, *self.beside]

    @property
    def heading(self) -> str:
        """Of the first column of codes."""
        return str(self.top.cells[self.header.row, self.keys[0]]) if self.keys else ""

    @property
    def stated(self) -> list[str]:
        """Names of the columns of amounts as they stand: said0, said1."""
        there = [name for name in AMOUNTS_OF_FTE if name in self.header.columns]
        return [f"said{number}" for number in range(len(there))]

    @property
    def fields(self) -> int:
        """Fields in the line of the headings."""
        return 0 if self.top.lengths is None else int(self.top.lengths[self.header.row])

    def too_many(self, place: str, columns: Sequence[int], most: int) -> InputError:
        """The error for more different combinations than are read.

        Parameters
        ----------
        place : the file, for the message.
        columns : positions of those that are combined.
        most : combinations that are read.
        """
        names = [str(self.top.cells[self.header.row, n]) for n in columns]
        found = say("over {most:,} different combinations of {columns}", most=most, columns=names)
        remedy = say("does a column hold something else? choose columns with workforce.columns")
        return InputError(Problem(place, found, say("codes and amounts"), remedy))


def layout_of(source: Source, options: Options, wanted: str | None) -> Layout:
    """Find the columns.

    Parameters
    ----------
    source : the register.
    options : as for a staff file.
    wanted : heading of the column of the year, where it has another than the known ones.

    Raises
    ------
    InputError
        No headings are known, or no such column of years.
    """
    refuse_several_headings(options)
    sample = mended(source.sample)
    header, _ = find_header(sample, options.headings(), options.profile)
    if header is None:
        raise InputError(read_staff([sample], source.path.name, options).problems())
    sample = screened_top(sample, header.row)
    header, _ = find_header(sample, options.headings(), options.profile)
    if header is None:
        raise InputError(read_staff([sample], source.path.name, options).problems())
    end = header.row + 1
    top = replace(
        sample,
        cells=sample.cells[:end],
        kinds=sample.kinds[:end],
        values=sample.values[:end],
        lengths=None if sample.lengths is None else sample.lengths[:end],
        remarks=(),
    )
    year = year_column(sample, header, wanted)
    period = time_columns(top, header).get("period")
    return Layout(
        header=header,
        top=top,
        year=year,
        period=None if period == year else period,
        read=[n for n in range(len(source.types)) if n not in header.personal],
        keys=[header.columns[name] for name in KEYS if name in header.columns],
        amounts=[header.columns[name] for name in AMOUNTS if name in header.columns],
        beside=other_municipalities(top, header),
        start=end if source.lines else 0,
    )


def refuse_several_headings(options: Options) -> None:
    """Raise where columns are to be added up, which is done in small files only.

    Raises
    ------
    InputError
        `workforce.columns` names several headings for one column.
    """
    several = [name for name, headings in options.columns.items() if not isinstance(headings, str)]
    if several:
        found = say("several headings for {columns}", columns=several)
        remedy = say("add the columns up in the register")
        raise InputError(Problem("workforce.columns", found, say("one heading for each"), remedy))


def strange_rows(source: Source, layout: Layout) -> str:
    """Whether a row must be looked at by itself: it may be no staff, or too short or too long.

    Parameters
    ----------
    source : the register.
    layout : where its columns are.

    Returns
    -------
    Condition in SQL on a row of `body`.
    """
    return odd(layout.header, source.types, " OR ".join(ragged(source, layout)))


def unsure_rows(source: Source, layout: Layout) -> str:
    """Whether a row may be no staff, whatever the length of its line.

    Parameters
    ----------
    source, layout : as for `strange_rows`.

    Returns
    -------
    Condition in SQL on a row of `body`.
    """
    return odd(layout.header, source.types, "false")


def ragged(source: Source, layout: Layout) -> tuple[str, str]:
    """Whether a line has more fields than headings, and whether it ends before they are read.

    Parameters
    ----------
    source, layout : as for `strange_rows`.

    Returns
    -------
    Two conditions in SQL; both are never met where rows are not lines of text.
    """
    if not source.lines:
        return "false", "false"
    wider = any_filled(range(layout.fields, len(source.types)), source.types)
    return f"beyond OR {wider}", f"m{max(layout.header.columns.values())}"


def body(source: Source, layout: Layout) -> str:
    """Rows below the headings that hold anything, with their year.

    Parameters
    ----------
    source : the register.
    layout : where its columns are.

    Returns
    -------
    Query in SQL, in brackets: the columns of `source`, and `y`, the text in the column of years,
    null without one.
    """
    year = (
        "CAST(NULL AS VARCHAR)"
        if layout.year is None
        else (f"trim({text(layout.year, source.types[layout.year])})")
    )
    filled = any_filled(range(len(source.types)), source.types)
    return f"(SELECT *, {year} AS y FROM {{source}} WHERE row >= {layout.start} AND {filled})"


def typed_column(column: Any) -> Typed:
    """An Arrow column as typed cells; each distinct value is looked at once."""
    encoded = column.combine_chunks().dictionary_encode()
    distinct = np.empty(len(encoded.dictionary) + 1, dtype=object)
    distinct[:-1] = encoded.dictionary.to_pylist()
    at = encoded.indices.fill_null(len(distinct) - 1).to_numpy(zero_copy_only=False)
    return typed(distinct).at(at)


def side_by_side(columns: Mapping[int, Typed], rows: int, width: int) -> Typed:
    """Typed columns in their places, with empty cells in the others.

    Parameters
    ----------
    columns : column of the register -> its (rows,) cells.
    rows : number of rows.
    width : number of columns.

    Returns
    -------
    (rows, width) cells.
    """
    texts = np.full((rows, width), "", dtype=object)
    kinds = np.zeros(texts.shape, dtype=np.uint8)
    numbers = np.full(texts.shape, np.nan)
    for at, column in columns.items():
        texts[:, at], kinds[:, at], numbers[:, at] = column
    return Typed(texts, kinds, numbers)


def with_top(
    top: Sheet, below: Typed, counts: NDArray[Any], first: NDArray[Any], start: int
) -> Sheet:
    """The headings with rows below them that stand for rows of the register.

    Parameters
    ----------
    top : headings and what stands above.
    below : (n, columns) cells under them.
    counts : (n,) how many rows of the register each stands for.
    first : (n,) the first of these rows, from 0.
    start : the first row below the headings, from 0.
    """
    above = np.arange(len(top.cells)) + start - len(top.cells)
    return replace(
        top,
        cells=np.concatenate([top.cells, below.texts]),
        kinds=np.concatenate([top.kinds, below.kinds]),
        values=np.concatenate([top.values, below.numbers]),
        counts=np.concatenate([np.ones(len(above), np.int64), counts.astype(np.int64)]),
        numbers=np.concatenate([above, first.astype(np.int64)]),
    )
