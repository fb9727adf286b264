"""From the values that readers give to typed cells."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot.workforce.staff.cells import Kind, Sheet

KINDS: tuple[tuple[tuple[type, ...], Kind], ...] = (
    ((bool, np.bool_), Kind.BOOLEAN),
    ((timedelta,), Kind.DURATION),
    ((date, datetime, time), Kind.DATE),
    ((int, float, Decimal, np.number), Kind.NUMBER),
)
"""Types of Python values, the first that fits; a truth value is a number to Python."""


class Typed(NamedTuple):
    """Typed cells.

    Parameters
    ----------
    texts : any shape, the text a person would type.
    kinds : the same shape, `Kind`.
    numbers : the same shape, the number where the kind is NUMBER.
    """

    texts: NDArray[np.object_]
    kinds: NDArray[np.uint8]
    numbers: NDArray[np.float64]

    def at(self, index: Any) -> Typed:
        """Some of the cells, as numpy picks them."""
        return Typed(self.texts[index], self.kinds[index], self.numbers[index])


def cell_text(value: Any) -> str:
    """A cell as the text a person would type.

    >>> [cell_text(v) for v in (301.0, 0.5, None, "  å ", float("nan"), True, b"x")]
    ['301', '0.5', '', 'å', '', 'True', 'x']
    """
    if isinstance(value, str):
        return value.strip()
    if value is None or value is pd.NaT or value is pd.NA:
        return ""
    if isinstance(value, float):
        if not math.isfinite(value):
            return "" if math.isnan(value) else str(value)
        return str(int(value)) if value.is_integer() else repr(float(value))
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace").strip()
    return str(value).strip()


def kind_of(value: Any) -> Kind:
    """What kind of cell a value makes.

    >>> [kind_of(v).name for v in (1, 0.5, "a", " ", None, True, date(2024, 1, 1), float("nan"))]
    ['NUMBER', 'NUMBER', 'TEXT', 'EMPTY', 'EMPTY', 'BOOLEAN', 'DATE', 'EMPTY']
    """
    if value is None or value is pd.NaT or value is pd.NA:
        return Kind.EMPTY
    kind = next((kind for types, kind in KINDS if isinstance(value, types)), Kind.TEXT)
    empty = (
        math.isnan(value) if kind == Kind.NUMBER else kind == Kind.TEXT and not str(value).strip()
    )
    return Kind.EMPTY if empty else kind


def typed(given: NDArray[np.object_]) -> Typed:
    """Texts, kinds and numbers of values, in the same shape.

    Parameters
    ----------
    given : any shape, values as a reader gives them.

    >>> texts, kinds, numbers = typed(np.array(["a", 2.0, None], object))
    >>> texts.tolist(), kinds.tolist(), numbers[1].item()
    (['a', '2', ''], [1, 2, 0], 2.0)
    """
    flat = given.ravel()
    texts = np.full(len(flat), "", dtype=object)
    kinds = np.zeros(len(flat), dtype=np.uint8)
    numbers = np.full(len(flat), np.nan)
    type_of = list(map(type, flat.tolist()))
    types = list(dict.fromkeys(type_of))
    place = {kind: number for number, kind in enumerate(types)}
    which = np.fromiter(map(place.__getitem__, type_of), np.int64, len(flat))
    for number, kind in enumerate(types):
        at = np.flatnonzero(which == number)
        values = flat[at]
        if kind is str:
            texts[at] = [value.strip() for value in values]
            kinds[at] = np.where(texts[at] == "", Kind.EMPTY, Kind.TEXT)
            continue
        if kind.__hash__ is None:
            values = np.array([str(value) for value in values], dtype=object)
        index, distinct = pd.factorize(values, use_na_sentinel=False)
        texts[at] = np.array([*map(cell_text, distinct), ""], dtype=object)[index]
        if kind is float:
            kinds[at] = np.where(np.isnan(values.astype(float)), Kind.EMPTY, Kind.NUMBER)
        else:
            kinds[at] = np.array([*map(kind_of, distinct), 0], dtype=np.uint8)[index]
        numeric = at[kinds[at] == Kind.NUMBER]
        numbers[numeric] = flat[numeric].astype(float)
    shape = given.shape
    return Typed(texts.reshape(shape), kinds.reshape(shape), numbers.reshape(shape))


def sheet_of(
    rows: Sequence[Sequence[Any]],
    name: str = "",
    *,
    lettered: bool = False,
    first_row: int = 1,
    how: str = "",
) -> Sheet:
    """A sheet from rows of values; short rows are filled with empty cells.

    Parameters
    ----------
    rows : values as a reader gives them.
    name : of the sheet, "" where the file has none.
    lettered : whether cells are addressed as in Excel (B7).
    first_row : number of the first row as the user counts.
    how : encoding and delimiter of a text file, for the report.

    >>> sheet = sheet_of([["fte"], [0.5, date(2024, 1, 1)]])
    >>> sheet.cells[1].tolist(), sheet.kinds.tolist(), sheet.values[1, 0].item()
    (['0.5', '2024-01-01'], [[1, 0], [2, 3]], 0.5)
    """
    width = max((len(row) for row in rows), default=0)
    given = np.full((len(rows), width), None, dtype=object)
    for number, row in enumerate(rows):
        given[number, : len(row)] = row
    texts, kinds, numbers = typed(given)
    return Sheet(
        name=name,
        cells=texts,
        kinds=kinds,
        values=numbers,
        lettered=lettered,
        first_row=first_row,
        how=how,
    )


def frame_sheet(frame: pd.DataFrame) -> Sheet:
    """A DataFrame as a sheet; its rows are numbered from 0, its columns make row -1."""
    given = np.full((len(frame) + 1, frame.shape[1]), None, dtype=object)
    given[0] = [str(name) for name in frame.columns]
    for number, (_, column) in enumerate(frame.items()):
        given[1:, number] = np.fromiter(column.tolist(), object, len(column))
    return Sheet("", *typed(given), lettered=False, first_row=-1)
