"""Pieces of Vega-Lite specifications, as plain dictionaries.

A layer is `{"mark": …, "encoding": …}`. Rows stand in it, or in the chart, as `"data": [row, …]`
until `finished` (in `style`) names them and puts them once into the chart's `datasets`. The tests
hold every chart against the schema of Vega-Lite.
"""

from __future__ import annotations

import hashlib
import json
import math
from typing import Any

import pandas as pd

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.4.1.json"
Spec = dict[str, Any]
Rows = list[dict[str, Any]]


def rows_of(frame: pd.DataFrame) -> Rows:
    """The rows of a table as plain data; what is missing is None.

    >>> rows_of(pd.DataFrame({"name": ["a"], "mean": [float("nan")]}))
    [{'name': 'a', 'mean': None}]
    """
    names = [str(name) for name in frame.columns]
    columns = [
        [None if isinstance(v, float) and not math.isfinite(v) else v for v in frame[name].tolist()]
        for name in frame.columns
    ]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def mark(kind: str, **look: Any) -> Spec:
    """A mark, such as rule or point.

    Parameters
    ----------
    kind : as Vega-Lite names it.
    look : its properties.
    """
    return {"type": kind, **look}


def named(field: str, **more: Any) -> Spec:
    """A channel of names.

    Parameters
    ----------
    field : column of the rows.
    more : sort, scale, axis, legend or title.
    """
    return {"field": field, "type": "nominal", **more}


def amount(field: str, **more: Any) -> Spec:
    """A channel of figures.

    Parameters
    ----------
    field : column of the rows.
    more : scale, axis, format or title.
    """
    return {"field": field, "type": "quantitative", **more}


def end(field: str) -> Spec:
    """The channel of the other end of a bar, rule or area.

    Parameters
    ----------
    field : column of the rows.
    """
    return {"field": field}


def layer(marked: Spec, *channels: Spec, data: Rows | None = None, **encoding: Any) -> Spec:
    """One layer.

    Parameters
    ----------
    marked : from `mark`.
    channels : channels that several layers share; a later one goes before an earlier.
    data : its own rows, where the layers of a chart do not share them.
    encoding : its own channels.
    """
    every: Spec = {}
    for shared in channels:
        every |= shared
    found: Spec = {"mark": marked, "encoding": {**every, **encoding}}
    return found if data is None else {"data": data, **found}


def with_named_data(chart: Spec) -> Spec:
    """A chart whose rows stand once, under a name that is their checksum.

    Parameters
    ----------
    chart : with rows at any `data`.
    """
    datasets: dict[str, Rows] = {}

    def without(part: Any) -> Any:
        if isinstance(part, list):
            return [without(each) for each in part]
        if not isinstance(part, dict):
            return part
        return {
            key: _name(value, datasets) if key == "data" else without(value)
            for key, value in part.items()
        }

    return {**without(chart), "datasets": datasets}


def _name(rows: Rows, datasets: dict[str, Rows]) -> Spec:
    text = json.dumps(rows, sort_keys=True)
    name = f"data-{hashlib.sha256(text.encode()).hexdigest()[:32]}"
    datasets[name] = rows
    return {"name": name}
