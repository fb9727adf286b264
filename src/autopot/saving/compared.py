"""Two versions of the same table, workbook or JSON, number by number."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.api.types import is_float_dtype

from autopot.errors import Problem
from autopot.json_text import plain_json
from autopot.messages import Message, Text, say, say_many
from autopot.saving.closeness import Compared, apart, may_be_neighbours

MEND = say("the result cannot be repeated: look for changed inputs and versions")
RUN_AGAIN = say("run the scenario again")
SHOWN = 5

Nearby = Callable[[], Sequence[bytes]]
"""Makes the same file of runs whose figures are moved by rounding; asked only where needed."""


def nothing_nearby() -> Sequence[bytes]:
    """Where a figure may not be rounded otherwise."""
    return ()


def compare_tables(
    before: bytes, after: bytes, place: str, nearby: Nearby = nothing_nearby
) -> Compared:
    """Every number of two Parquet tables with the same rows.

    Parameters
    ----------
    before, after : as stored, and as made again.
    place : name of the table in messages.
    nearby : for figures in whole FTE that lie between two.

    Returns
    -------
    One problem with the largest difference, or what keeps the tables from being compared.
    """
    try:
        stored = pd.read_parquet(io.BytesIO(before))
    except Exception:  # the reader raises many kinds; the user needs one
        found = say("cannot be read")
        return Compared([Problem(place, found, say("a Parquet file"), RUN_AGAIN)])
    fresh = pd.read_parquet(io.BytesIO(after))
    return compare_frames(
        stored, fresh, place, lambda: [pd.read_parquet(io.BytesIO(b)) for b in nearby()]
    )


def compare_frames(
    before: pd.DataFrame,
    after: pd.DataFrame,
    place: str,
    nearby: Callable[[], Sequence[pd.DataFrame]] = tuple,
) -> Compared:
    """The same of two tables in memory.

    >>> a = pd.DataFrame({"level": ["x", "y"], "mean": [1.0, 2.0]})
    >>> found = compare_frames(a, a.assign(mean=[1.0, 2.5]), "t")
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
    more, rounding = apart(old, new)
    if not more.any():
        return rounding
    met = _met(old, [frame[figures].to_numpy(float) for frame in nearby()]) & more
    rounding += Compared(on_boundary=int(met.sum()))
    more &= ~met
    return rounding + Compared(_largest(more, old, new, theirs, figures, place))


def _met(old: NDArray[np.float64], others: Sequence[NDArray[np.float64]]) -> NDArray[np.bool_]:
    """Which stored numbers are those of a run whose figures are moved by rounding."""
    met = np.zeros(old.shape, dtype=bool)
    for other in others:
        if other.shape == old.shape:
            met |= ~apart(old, other)[0]
    return met


def _largest(
    more: NDArray[np.bool_],
    old: NDArray[np.float64],
    new: NDArray[np.float64],
    rows: pd.DataFrame,
    figures: Sequence[str],
    place: str,
) -> list[Problem]:
    """The largest difference, with how many there are; nothing where there is none."""
    if not more.any():
        return []
    size = np.where(more, np.nan_to_num(np.abs(old - new), nan=np.inf), -1.0)
    row, column = np.unravel_index(int(size.argmax()), size.shape)
    where = " ".join(f"{k}={v}" for k, v in rows.iloc[int(row)].items() if v not in ("", "False"))
    found = say(
        "{different:,} of {all:,} numbers differ; here {old}, a new run gives {new}",
        different=int(more.sum()),
        all=old.size,
        old=_number(old[row, column]),
        new=_number(new[row, column]),
    )
    at = f"{place} {where} {figures[int(column)]}"
    return [Problem(at, found, say("the same number"), MEND)]


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


def compare_workbooks(
    before: bytes, after: bytes, place: str, nearby: Nearby = nothing_nearby
) -> Compared:
    """Every cell of two workbooks, numbers and texts.

    Parameters
    ----------
    before, after : as stored, and as made again.
    place : name of the file in messages.
    nearby : for figures inside texts, and in whole FTE, that lie between two rounded ones.

    Returns
    -------
    The first cells that differ, and the count of number cells.
    """
    try:
        old = _cells(before)
    except Exception as error:  # the reader raises many kinds; the user needs one
        found = say("cannot be read: {error}", error=error)
        return Compared([Problem(place, found, say("an .xlsx file"), RUN_AGAIN)])
    return compare_places(old, _cells(after), place, lambda: [_cells(b) for b in nearby()])


def compare_places(
    old: dict[str, Any],
    new: dict[str, Any],
    place: str,
    nearby: Callable[[], Sequence[dict[str, Any]]],
) -> Compared:
    """Numbers and texts by where they stand.

    Parameters
    ----------
    old, new : where -> number or text, as stored and as made again.
    place : name of the file in messages.
    nearby : the same of runs whose figures are moved by rounding.
    """
    other, found = _far(old, new)
    if any(_may_be_rounded(old.get(at), new.get(at)) for at in other):
        for moved in nearby():
            still = set(_far(old, moved)[0])
            met = [at for at in other if at not in still]
            found += Compared(on_boundary=len(met))
            other = [at for at in other if at in still]
    problems = [
        Problem(f"{place} {at}", _cell(old.get(at)), _cell(new.get(at)), MEND)
        for at in other[:SHOWN]
    ]
    if len(other) > SHOWN:
        rest = say_many(
            "one more cell differs", "{count:,} more cells differ", count=len(other) - SHOWN
        )
        problems.append(Problem(place, rest, remedy=MEND))
    return found + Compared(problems)


def _may_be_rounded(old: Any, new: Any) -> bool:
    if isinstance(old, str) and isinstance(new, str):
        return may_be_neighbours(old, new)
    return _is_number(old) and _is_number(new)


def _far(old: dict[str, Any], new: dict[str, Any]) -> tuple[list[str], Compared]:
    """Where two differ by more than rounding."""
    both = [at for at in old if at in new and _is_number(old[at]) and _is_number(new[at])]
    more, found = apart([float(old[at]) for at in both], [float(new[at]) for at in both])
    near = {at for at, far in zip(both, more, strict=True) if not far}
    places = dict.fromkeys([*new, *old])
    return [at for at in places if at not in near and old.get(at) != new.get(at)], found


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _cell(value: Any) -> Text:
    return say("{text!q}", text=value) if isinstance(value, str) else _number(value)


def _cells(content: bytes) -> dict[str, Any]:
    """Sheet and cell -> number or text."""
    from openpyxl import load_workbook  # slow to import, and not needed by every run

    book = load_workbook(io.BytesIO(content), read_only=True)
    return {
        f"{sheet.title}!{cell.coordinate}": cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def compare_json(
    before: bytes, after: bytes, place: str, nearby: Nearby = nothing_nearby
) -> Compared:
    """Every number and text of two JSON files.

    Parameters
    ----------
    before, after : as stored, and as made again.
    place : name of the file in messages.
    nearby : as for `compare_workbooks`.
    """
    try:
        old = leaves(plain_json(before))
    except ValueError:
        return Compared([Problem(place, say("cannot be read"), say("a JSON file"), RUN_AGAIN)])
    return compare_places(
        old, leaves(json.loads(after)), place, lambda: [leaves(json.loads(b)) for b in nearby()]
    )


def leaves(value: Any) -> dict[str, Any]:
    """Where -> number or text of everything in a JSON value.

    >>> leaves({"a": [1, {"b": "x"}], "c": None})
    {'a.0': 1, 'a.1.b': 'x'}
    """
    return {at: found for at, found in _leaves(value, "") if found is not None}


def _leaves(value: Any, at: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict | list):
        inner = value.items() if isinstance(value, dict) else enumerate(value)
        for key, each in inner:
            yield from _leaves(each, f"{at}.{key}" if at else str(key))
    else:
        yield at, value
