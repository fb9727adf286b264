"""Scenarios side by side, and the difference between two of them part by part."""

from __future__ import annotations

import pandas as pd

from autopot.messages import told
from autopot.page.charts.intervals import shown
from autopot.page.charts.style import (
    CLASS_COLOURS,
    FORMATS,
    INK,
    MAIN,
    ROW_LABELS,
    TIP_FORMATS,
    broken,
    finished,
)
from autopot.page.charts.vega import Spec, amount, end, layer, mark, named, rows_of
from autopot.results.labels import label

COLOURS = ["#17506b", "#d07c00", "#7a5c2e", "#3489c7", "#a33c00", "#5a6a73"]
SHAPES = ["circle", "square", "triangle-up", "diamond", "triangle-down", "cross"]
LEVEL_ROW, PART_ROW = 16, 36
SIDES = {
    "share": "plot_compare",
    "fte": "plot_compare-fte",
    "fte_per_thousand": "plot_compare-per-thousand",
}
"""Unit -> key of the title of scenarios side by side."""


def scenario_chart(rows: pd.DataFrame, unit: str) -> Spec:
    """Things by scenario, each mean with its interval.

    Parameters
    ----------
    rows : columns name, scenario (title), mean, p05, p95.
    unit : of the figures, share, fte or fte_per_thousand.
    """
    scenarios = list(dict.fromkeys(rows["scenario"]))
    names = list(dict.fromkeys(rows["name"]))
    rows = rows.assign(
        interval=[
            f"{shown(a, unit)} – {shown(b, unit)}"
            for a, b in zip(rows["p05"], rows["p95"], strict=True)
        ]
    )
    number = len(scenarios)
    shared = {
        "y": named("name", sort=names, title=None, axis=ROW_LABELS, scale={"paddingInner": 0.3}),
        "yOffset": named("scenario", sort=scenarios),
        "color": _scale(scenarios, [COLOURS[i % len(COLOURS)] for i in range(number)]),
        "tooltip": [
            named("name", title=" "),
            named("scenario", title=told("Scenario")),
            amount("mean", title=told("Mean"), format=TIP_FORMATS[unit]),
            named("interval", title=told("90% interval")),
        ],
    }
    axis = {"format": FORMATS[unit], "title": label(f"axis_{unit}"), "tickCount": 6}
    wide = amount("p05", axis=axis, scale={"zero": True})
    shape = _scale(scenarios, [SHAPES[i % len(SHAPES)] for i in range(number)])
    dot = mark("point", filled=True, size=70, opacity=1)
    layers = [
        layer(mark("rule", strokeWidth=2), shared, x=wide, x2=end("p95")),
        layer(dot, shared, x=amount("mean"), shape=shape),
    ]
    key = SIDES[unit]
    height = len(names) * (LEVEL_ROW * number + 10) + 70 + 18 * number
    return finished({"data": rows_of(rows), "layer": layers}, label(key), height)


def _scale(scenarios: list[str], values: list[str]) -> Spec:
    return named(
        "scenario",
        sort=scenarios,
        title=None,
        scale={"domain": scenarios, "range": values},
        legend={"columns": 1},
    )


def waterfall_chart(rows: pd.DataFrame, unit: str, title: str) -> Spec:
    """From one scenario to another: bars from where the part before ended.

    Parameters
    ----------
    rows : columns name, kind (level, up or down), start, end, low, high, text.
    unit : of the figures, share or fte.
    title : for those who do not see the chart.
    """
    rows = rows.assign(
        name=[broken(n) for n in rows["name"]],
        interval=[
            f"{shown(a, unit)} – {shown(b, unit)}"
            for a, b in zip(rows["low"], rows["high"], strict=True)
        ],
    )
    colours = [MAIN, CLASS_COLOURS["assess"], CLASS_COLOURS["trial"]]
    colour = {"domain": ["level", "up", "down"], "range": colours}
    shared = {
        "y": named("name", sort=list(rows["name"]), title=None, axis=ROW_LABELS),
        "color": named("kind", legend=None, scale=colour),
        "tooltip": [
            named("name", title=" "),
            named("text", title=told("Mean")),
            named("interval", title=told("90% interval")),
        ],
    }
    axis = {"format": FORMATS[unit], "title": label(f"axis_{unit}"), "tickCount": 6}
    start = amount("start", axis=axis, scale={"zero": False, "padding": 30})
    text = mark("text", dy=-13, fontSize=12)
    dot = mark("point", filled=True, size=60, opacity=1)
    layers = [
        layer(mark("bar", height=16, opacity=0.55), shared, x=start, x2=end("end")),
        layer(mark("rule", strokeWidth=2), shared, x=amount("low"), x2=end("high")),
        layer(dot, shared, x=amount("end")),
        layer(text, shared, x=amount("end"), text=named("text"), color={"value": INK}),
    ]
    return finished({"data": rows_of(rows), "layer": layers}, title, PART_ROW * len(rows) + 60)
