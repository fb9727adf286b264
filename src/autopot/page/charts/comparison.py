"""Scenarios side by side, and the difference between two of them part by part."""

from __future__ import annotations

from typing import Any

import altair as alt
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


def scenario_chart(rows: pd.DataFrame, unit: str) -> Any:
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
    chart = alt.Chart(rows).encode(
        y=alt.Y(
            "name:N",
            sort=names,
            title=None,
            axis=alt.Axis(**ROW_LABELS),
            scale=alt.Scale(paddingInner=0.3),
        ),
        yOffset=alt.YOffset("scenario:N", sort=scenarios),
        color=_scale(alt.Color, scenarios, [COLOURS[i % len(COLOURS)] for i in range(number)]),
        tooltip=[
            alt.Tooltip("name:N", title=" "),
            alt.Tooltip("scenario:N", title=told("Scenario")),
            alt.Tooltip("mean:Q", title=told("Mean"), format=TIP_FORMATS[unit]),
            alt.Tooltip("interval:N", title=told("90% interval")),
        ],
    )
    axis = alt.Axis(format=FORMATS[unit], title=label(f"axis_{unit}"), tickCount=6)
    wide = chart.mark_rule(strokeWidth=2).encode(
        x=alt.X("p05:Q", axis=axis, scale=alt.Scale(zero=True)), x2="p95:Q"
    )
    dot = chart.mark_point(filled=True, size=70, opacity=1).encode(
        x="mean:Q",
        shape=_scale(alt.Shape, scenarios, [SHAPES[i % len(SHAPES)] for i in range(number)]),
    )
    key = SIDES[unit]
    height = len(names) * (LEVEL_ROW * number + 10) + 70 + 18 * number
    return finished(wide + dot, label(key), height)


def _scale(channel: Any, scenarios: list[str], values: list[str]) -> Any:
    scale = alt.Scale(domain=scenarios, range=values)
    legend = alt.Legend(columns=1)
    return channel("scenario:N", sort=scenarios, title=None, scale=scale, legend=legend)


def waterfall_chart(rows: pd.DataFrame, unit: str, title: str) -> Any:
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
    chart = alt.Chart(rows).encode(
        y=alt.Y("name:N", sort=list(rows["name"]), title=None, axis=alt.Axis(**ROW_LABELS)),
        color=alt.Color(
            "kind:N",
            legend=None,
            scale=alt.Scale(domain=["level", "up", "down"], range=colours),
        ),
        tooltip=[
            alt.Tooltip("name:N", title=" "),
            alt.Tooltip("text:N", title=told("Mean")),
            alt.Tooltip("interval:N", title=told("90% interval")),
        ],
    )
    axis = alt.Axis(format=FORMATS[unit], title=label(f"axis_{unit}"), tickCount=6)
    x = alt.X("start:Q", axis=axis, scale=alt.Scale(zero=False, padding=30))
    bar = chart.mark_bar(height=16, opacity=0.55).encode(x=x, x2="end:Q")
    wide = chart.mark_rule(strokeWidth=2).encode(x="low:Q", x2="high:Q")
    dot = chart.mark_point(filled=True, size=60, opacity=1).encode(x="end:Q")
    text = chart.mark_text(dy=-13, fontSize=12).encode(
        x="end:Q", text="text:N", color=alt.value(INK)
    )
    return finished(bar + wide + dot + text, title, PART_ROW * len(rows) + 60)
