"""Where the columns of a register are, and its rows as cells of a staff sheet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autopot.errors import InputError
from autopot.workforce.register.source import Source
from autopot.workforce.register.statements import AMOUNTS, any_filled, text
from autopot.workforce.register.years import year_column
from autopot.workforce.staff.cells import Sheet, text_kinds
from autopot.workforce.staff.choosing import Options
from autopot.workforce.staff.headings import Header, find_header
from autopot.workforce.staff.personal import HIDDEN, birth_numbers
from autopot.workforce.staff.reading import read_staff
from autopot.workforce.staff.sheets import cell_text
from autopot.workforce.staff.totals import KEYS


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
    cells = source.sample.cells.copy()
    cells[birth_numbers(cells)] = HIDDEN
    sample = replace(source.sample, cells=cells)
    header, _ = find_header(sample, options.headings(), options.profile)
    if header is None:
        raise InputError(read_staff([sample], source.path.name, options).problems("nb"))
    parquet = source.path.suffix.lower() == ".parquet"
    top = replace(
        sample,
        cells=cells[: header.row + 1],
        kinds=sample.kinds[: header.row + 1],
        values=sample.values[: header.row + 1],
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


def texts(column: Any) -> NDArray[np.object_]:
    """An Arrow column as cells; each distinct value is made text once."""
    encoded = column.combine_chunks().dictionary_encode()
    values = np.array([*(cell_text(v) for v in encoded.dictionary.to_pylist()), ""], dtype=object)
    at = encoded.indices.fill_null(len(values) - 1).to_numpy(zero_copy_only=False)
    result: NDArray[np.object_] = values[at]
    return result


def with_top(
    top: Sheet, cells: NDArray[np.object_], counts: NDArray[Any], first: NDArray[Any], start: int
) -> Sheet:
    """The headings with rows below them that stand for rows of the register."""
    above = np.arange(len(top.cells)) + start - len(top.cells)
    every = np.concatenate([top.cells, cells])
    return replace(
        top,
        cells=every,
        kinds=text_kinds(every),
        values=np.full(every.shape, np.nan),
        counts=np.concatenate([np.ones(len(above), np.int64), counts.astype(np.int64)]),
        numbers=np.concatenate([above, first.astype(np.int64)]),
    )
