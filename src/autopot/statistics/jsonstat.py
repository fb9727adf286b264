"""JSON-stat 2.0 as a table: one row per cell, empty cells kept with their status."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from autopot.errors import InputError, Problem
from autopot.messages import Message, say, say_many


@dataclass(frozen=True)
class Dimension:
    """One variable of a table.

    Parameters
    ----------
    code : its name in queries, for instance "Yrke".
    label : its name for people.
    categories : code -> label, in their order.
    units : code -> unit, where a category states one.
    """

    code: str
    label: str
    categories: dict[str, str]
    units: dict[str, str]


def read_dimensions(document: Any, place: str) -> list[Dimension]:
    """The variables of a JSON-stat 2.0 document, with or without values.

    Parameters
    ----------
    document : the JSON value.
    place : names it in messages.

    Raises
    ------
    InputError
        It is not a JSON-stat dataset, or its parts contradict each other.
    """
    if not isinstance(document, dict) or document.get("class") != "dataset":
        raise _malformed(place, say("not a JSON-stat dataset"))
    names, sizes = document.get("id", []), document.get("size", [])
    if not _is_list_of(names, str) or not _is_list_of(sizes, int) or len(names) != len(sizes):
        raise _malformed(place, say("id and size are not two lists of the same length"))
    return [
        _dimension(document.get("dimension"), name, size, place)
        for name, size in zip(names, sizes, strict=True)
    ]


def read_table(document: Any, place: str) -> pd.DataFrame:
    """The cells of a JSON-stat 2.0 dataset.

    Parameters
    ----------
    document : the JSON value.
    place : names it in messages.

    Returns
    -------
    One column of codes per variable, `value` (float64, NaN where nothing is published) and
    `status` (text, "" where there is none), in the order of the document: last variable fastest.

    Raises
    ------
    InputError
        It is malformed: the number of values is not the product of the sizes, a value is no number.

    Source
    ------
    JSON-stat 2.0, https://json-stat.org/full/

    >>> document = {
    ...     "class": "dataset", "id": ["Yrke", "Tid"], "size": [2, 1], "value": [7, None],
    ...     "status": {"1": ":"},
    ...     "dimension": {
    ...         "Yrke": {"category": {"index": ["2223", "5321"]}},
    ...         "Tid": {"category": {"label": {"2024": "2024"}}},
    ...     },
    ... }
    >>> read_table(document, "example").values.tolist()
    [['2223', '2024', 7.0, ''], ['5321', '2024', nan, ':']]
    """
    dimensions = read_dimensions(document, place)
    sizes = [len(d.categories) for d in dimensions]
    cells = math.prod(sizes)
    columns: dict[str, Any] = {}
    for position, dimension in enumerate(dimensions):
        inner = math.prod(sizes[position + 1 :])
        codes = np.array(list(dimension.categories), dtype=object)
        columns[dimension.code] = np.tile(np.repeat(codes, inner), cells // (inner * len(codes)))
    frame = pd.DataFrame(columns, index=pd.RangeIndex(cells))
    frame["value"] = _values(document.get("value"), cells, place)
    frame["status"] = _statuses(document.get("status"), cells, place)
    return frame


def _dimension(dimensions: Any, name: str, size: int, place: str) -> Dimension:
    described = dimensions.get(name) if isinstance(dimensions, dict) else None
    category = described.get("category") if isinstance(described, dict) else None
    if not isinstance(described, dict) or not isinstance(category, dict):
        raise _malformed(place, say("the variable {name} is not described", name=name))
    labels = category.get("label") or {}
    index = category.get("index", list(labels))
    if isinstance(index, dict):
        if sorted(index.values()) != list(range(len(index))):
            raise _malformed(
                place,
                say("the positions of {name} are not 0 to {last}", name=name, last=len(index) - 1),
            )
        index = sorted(index, key=index.__getitem__)
    if not _is_list_of(index, str) or len(set(index)) != size or len(index) != size or not size:
        raise _malformed(
            place,
            say("{name} has not the {size} categories that its size says", name=name, size=size),
        )
    units = {
        code: str(unit.get("base", ""))
        for code, unit in (category.get("unit") or {}).items()
        if isinstance(unit, dict)
    }
    named = {code: str(labels.get(code, code)) for code in index}
    return Dimension(name, str(described.get("label", name)), named, units)


def _values(values: Any, cells: int, place: str) -> np.ndarray:
    """(cells,) numbers, NaN where the document has none."""
    listed = _spread(values, cells, "value", place)
    for value in listed:
        if value is not None and not _is_figure(value):
            raise _malformed(place, say("the value {value!q} is not a number", value=value))
    return np.array([np.nan if value is None else value for value in listed], dtype=float)


def _is_figure(value: Any) -> bool:
    """A number of a size that statistics have; Python's JSON also reads NaN and Infinity."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e15


def _statuses(statuses: Any, cells: int, place: str) -> list[str]:
    if statuses is None or isinstance(statuses, str):
        return [statuses or ""] * cells
    return ["" if s is None else str(s) for s in _spread(statuses, cells, "status", place)]


def _spread(given: Any, cells: int, key: str, place: str) -> list[Any]:
    """A list with one entry a cell, from a list or from an object of position -> entry."""
    if isinstance(given, dict):
        listed: list[Any] = [None] * cells
        for position, entry in given.items():
            if not (position.isdigit() and int(position) < cells):
                raise _malformed(
                    place,
                    say(
                        "{key}: position {position} of {cells} cells",
                        key=key,
                        position=position,
                        cells=cells,
                    ),
                )
            listed[int(position)] = entry
        return listed
    if not isinstance(given, list) or len(given) != cells:
        count = len(given) if isinstance(given, list) else 0
        found = say_many(
            "{key}: one entry for {cells} cells",
            "{key}: {count} entries for {cells} cells",
            count=count,
            key=key,
            cells=cells,
        )
        raise _malformed(place, found)
    return given


def _is_list_of(given: Any, kind: type) -> bool:
    return isinstance(given, list) and all(isinstance(entry, kind) for entry in given)


def _malformed(place: str, found: Message) -> InputError:
    remedy = say("run again with --refresh; if it stays so, the service has changed")
    return InputError(
        Problem(place, found, say("an answer in {format}", format="JSON-stat 2.0"), remedy)
    )
