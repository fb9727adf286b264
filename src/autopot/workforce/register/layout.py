"""Where the columns of a register are, and its rows as cells of a staff sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autopot.errors import InputError
from autopot.workforce.register.source import Source
from autopot.workforce.register.statements import AMOUNTS, any_filled, text
from autopot.workforce.register.years import year_column
from autopot.workforce.staff.cells import Sheet
from autopot.workforce.staff.choosing import Options
from autopot.workforce.staff.findings import Finding
from autopot.workforce.staff.headings import Header, find_header
from autopot.workforce.staff.mending import mended
from autopot.workforce.staff.personal import HIDDEN, birth_numbers
from autopot.workforce.staff.reading import read_staff
from autopot.workforce.staff.totals import KEYS
from autopot.workforce.staff.values import Typed, typed

SHOWN_LINES = 10


@dataclass(frozen=True)
class Layout:
    """Where things are in a register: header, column of the year, columns that may be read."""

    header: Header
    top: Sheet
    year: int | None
    read: list[int]
    keys: list[int]
    amounts: list[int]
    start: int


def layout_of(source: Source, options: Options, wanted: str | None) -> Layout:
    sample = mended(source.sample)
    sample = sample.covered(birth_numbers(sample.cells), HIDDEN)
    header, _ = find_header(sample, options.headings(), options.profile)
    if header is None:
        raise InputError(read_staff([sample], source.path.name, options).problems("nb"))
    parquet = source.path.suffix.lower() == ".parquet"
    top = replace(
        sample,
        cells=sample.cells[: header.row + 1],
        kinds=sample.kinds[: header.row + 1],
        values=sample.values[: header.row + 1],
        remarks=(),
    )
    return Layout(
        header,
        top,
        year_column(sample, header, wanted),
        [n for n in range(len(source.types)) if n not in header.personal],
        [header.columns[name] for name in KEYS if name in header.columns],
        [header.columns[name] for name in AMOUNTS if name in header.columns],
        0 if parquet else header.row + 1,
    )


def no_long_lines(source: Source, layout: Layout) -> None:
    """Refuse text with more fields in a line than headings, as commas in numbers make them.

    Raises
    ------
    InputError
        There are such lines.
    """
    headings = layout.top.cells[layout.header.row]
    width = int(np.flatnonzero(headings != "").max()) + 1
    beyond = range(width, len(source.types))
    if source.path.suffix.lower() == ".parquet" or not beyond:
        return
    condition = f"row > {layout.header.row} AND {any_filled(beyond, source.types)}"
    found = source.rows(
        f"SELECT row FROM {{source}} WHERE {condition} ORDER BY row LIMIT {SHOWN_LINES + 1}"
    )
    if not found:
        return
    lines = [str(row + source.first_row) for (row,) in found[:SHOWN_LINES]]
    values = {
        "fields": f"> {width}",
        "headings": str(width),
        "lines": ", ".join(lines) + (" …" if len(found) > SHOWN_LINES else ""),
    }
    raise InputError(Finding("long_line", values).problem(source.path.name, "nb"))


def body(source: Source, layout: Layout) -> str:
    """Rows below the headings that hold anything, with their year."""
    year = (
        "CAST(NULL AS VARCHAR)"
        if layout.year is None
        else (f"trim({text(layout.year, source.types[layout.year])})")
    )
    filled = any_filled(layout.read, source.types)
    return f"(SELECT *, {year} AS y FROM {{source}} WHERE row >= {layout.start} AND {filled})"


def heading_of(layout: Layout) -> str:
    return str(layout.top.cells[layout.header.row, layout.keys[0]]) if layout.keys else ""


def typed_column(column: Any) -> Typed:
    """An Arrow column as typed cells; each distinct value is looked at once."""
    encoded = column.combine_chunks().dictionary_encode()
    distinct = np.empty(len(encoded.dictionary) + 1, dtype=object)
    distinct[:-1] = encoded.dictionary.to_pylist()
    at = encoded.indices.fill_null(len(distinct) - 1).to_numpy(zero_copy_only=False)
    return typed(distinct).at(at)


def side_by_side(columns: Mapping[int, Typed], rows: int, width: int) -> Typed:
    """Typed columns in their places, with empty cells in the others."""
    texts = np.full((rows, width), "", dtype=object)
    kinds = np.zeros(texts.shape, dtype=np.uint8)
    numbers = np.full(texts.shape, np.nan)
    for at, column in columns.items():
        texts[:, at], kinds[:, at], numbers[:, at] = column
    return Typed(texts, kinds, numbers)


def with_top(
    top: Sheet, below: Typed, counts: NDArray[Any], first: NDArray[Any], start: int
) -> Sheet:
    """The headings with rows below them that stand for rows of the register."""
    above = np.arange(len(top.cells)) + start - len(top.cells)
    return replace(
        top,
        cells=np.concatenate([top.cells, below.texts]),
        kinds=np.concatenate([top.kinds, below.kinds]),
        values=np.concatenate([top.values, below.numbers]),
        counts=np.concatenate([np.ones(len(above), np.int64), counts.astype(np.int64)]),
        numbers=np.concatenate([above, first.astype(np.int64)]),
    )
