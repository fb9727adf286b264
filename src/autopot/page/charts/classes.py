"""Sectors by radar class, every class with its interval."""

from __future__ import annotations

import pandas as pd

from autopot.messages import told
from autopot.page.charts.intervals import shown
from autopot.page.charts.style import (
    CLASS_COLOURS,
    CLASS_SHAPES,
    FORMATS,
    ROW_LABELS,
    TIP_FORMATS,
    broken,
    finished,
)
from autopot.page.charts.vega import Spec, amount, end, layer, mark, named, rows_of
from autopot.page.facts import ChartFacts
from autopot.results.labels import label
from autopot.results.ranked import in_groups


def class_rows(facts: ChartFacts, unit: str) -> pd.DataFrame:
    """One row per sector and class, sectors in the order that is certain.

    Parameters
    ----------
    facts : the run.
    unit : share (of the sector's FTE) or fte.

    Returns
    -------
    Columns name, radar_class (as people read them), mean, p05, p95 (in the unit), interval (text).
    """
    frame = facts.level("sector_radar_class")
    order = in_groups(facts.level("sector"), "sector", facts.groups)["sector"]
    classes = [c for c in CLASS_COLOURS if c in set(frame["radar_class"])]
    frame = frame[frame["sector"].isin(order)]
    place = {code: number for number, code in enumerate(order)}
    frame = frame.assign(
        at=frame["sector"].map(place), ring=frame["radar_class"].map(classes.index)
    ).sort_values(["at", "ring"])
    sector, radar = facts.names["sector"], facts.names["radar_class"]
    low, high = frame[f"{unit}_p05"], frame[f"{unit}_p95"]
    return pd.DataFrame(
        {
            "name": [broken(sector[c]) for c in frame["sector"]],
            "radar_class": [radar[c] for c in frame["radar_class"]],
            "mean": frame[f"{unit}_mean"].to_numpy(),
            "p05": low.to_numpy(),
            "p95": high.to_numpy(),
            "interval": [
                f"{shown(a, unit)} – {shown(b, unit)}" for a, b in zip(low, high, strict=True)
            ],
        }
    )


def class_chart(facts: ChartFacts, unit: str, name: str) -> Spec:
    """Four dots with intervals under each other for every sector.

    Parameters
    ----------
    facts : the run.
    unit : share or fte.
    name : key in `CHARTS`, which gives the title.
    """
    rows = class_rows(facts, unit)
    radar = facts.names["radar_class"]
    classes = [radar[c] for c in CLASS_COLOURS]
    colours = {"domain": classes, "range": list(CLASS_COLOURS.values())}
    shapes = {"domain": classes, "range": list(CLASS_SHAPES.values())}
    shared = {
        "y": named(
            "name",
            sort=list(dict.fromkeys(rows["name"])),
            title=None,
            axis=ROW_LABELS,
            scale={"paddingInner": 0.25},
        ),
        "yOffset": named("radar_class", sort=classes),
        "color": named("radar_class", sort=classes, title=None, scale=colours),
        "tooltip": [
            named("name", title=" "),
            named("radar_class", title=told("Class")),
            amount("mean", title=told("Mean"), format=TIP_FORMATS[unit]),
            named("interval", title=told("90% interval")),
        ],
    }
    axis = {"format": FORMATS[unit], "title": facts.axis(unit), "tickCount": 6}
    wide = amount("p05", axis=axis, scale={"zero": True})
    shape = named("radar_class", sort=classes, title=None, scale=shapes)
    dot = mark("point", filled=True, size=70, opacity=1)
    layers = [
        layer(mark("rule", strokeWidth=2), shared, x=wide, x2=end("p95")),
        layer(dot, shared, x=amount("mean"), shape=shape),
    ]
    height = 58 * rows["name"].nunique() + 80
    return finished({"data": rows_of(rows), "layer": layers}, label(f"plot_{name}"), height)
