"""The technology radar: one drawing, which a page lays its links over and a chart lists beside."""

from __future__ import annotations

import math
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from autopot import catalogue
from autopot.messages import name_in, told
from autopot.page.charts.intervals import shown
from autopot.page.charts.radar_layout import (
    LABEL_HIGH,
    RING_ENDS,
    Blip,
    radar_frame,
    radar_layout,
)
from autopot.page.charts.style import (
    CLASS_COLOURS,
    GRID,
    INK,
    QUIET,
    RING,
    broken,
    finished,
)
from autopot.page.facts import ChartFacts

SIZE, LEGEND = 560, 300
EDGE = 1.16
"""Where the drawing ends; the outermost ring has radius 1."""

PIXELS = SIZE / 2 / EDGE
"""Of the distance 1."""

INSIDE = 0.035
"""Radius from which the number stands inside the blip."""

ON_CLASS = {"adopt": "#ffffff", "trial": "#10202a", "assess": "#10202a", "hold": "#ffffff"}
"""Colour of the number inside a blip, readable on its class."""


def placed_blips(facts: ChartFacts) -> tuple[pd.DataFrame, list[Blip]]:
    """The radar's technologies in the order of their numbers, and where they stand.

    Parameters
    ----------
    facts : the run; its own radar, and the potential of the technology level.

    Returns
    -------
    Both in the same order: columns as from `radar_frame`, and the blips, radius 1 the outermost
    ring.
    """
    frame = radar_frame(facts.level("technology"), facts.radar)
    categories = list(catalogue.table("technologies/categories")["category"])
    blips = radar_layout(frame, list(CLASS_COLOURS), categories)
    ordered = frame.set_index("technology").loc[[b.technology for b in blips]].reset_index()
    return ordered, blips


def radar_picture(facts: ChartFacts) -> Any:
    """Rings, quadrants and blips, `SIZE` pixels each way around the centre; nothing beside."""
    return _look(_picture(facts, _blip_rows(facts)).properties(padding=0, autosize="none"))


def radar_chart(facts: ChartFacts) -> Any:
    """The same with the numbered list beside it."""
    rows = _blip_rows(facts)
    both = alt.hconcat(_picture(facts, rows), _list(rows), spacing=8)
    return _look(both.properties(padding=8))


def _picture(facts: ChartFacts, rows: pd.DataFrame) -> Any:
    scale = alt.Scale(domain=[-EDGE, EDGE], nice=False)
    x, y = alt.X("x:Q", axis=None, scale=scale), alt.Y("y:Q", axis=None, scale=scale)
    layers = [
        *_rings(x, y),
        _ring_names(facts).encode(x=x, y=y),
        _quadrant_names(facts).encode(x=x, y=y),
        *_blips(rows, x, y),
    ]
    return alt.layer(*layers).properties(width=SIZE, height=SIZE)


def _look(chart: Any) -> Any:
    """The common look; charts in charts take no autosize and no width of their own."""
    title = told("Technology radar")
    look = finished(alt.Chart(pd.DataFrame({"x": [0]})).mark_point(), title)
    return chart.properties(description=title, config=look.config)


def _rings(x: Any, y: Any) -> list[Any]:
    angle = np.linspace(0, 2 * math.pi, 181)
    layers = []
    for number, end in enumerate(reversed(RING_ENDS)):
        circle = pd.DataFrame(
            {"x": end * np.cos(angle), "y": end * np.sin(angle), "order": range(len(angle))}
        ).round(4)
        fill = RING if number % 2 == 1 else "#ffffff"
        layers.append(
            alt.Chart(circle)
            .mark_line(fill=fill, stroke=GRID, strokeWidth=1)
            .encode(x=x, y=y, order="order:Q")
        )
    cross = pd.DataFrame(
        {"x": [-1, 1, 0, 0], "y": [0, 0, -1, 1], "line": [0, 0, 1, 1], "order": [0, 1, 0, 1]}
    )
    layers.append(
        alt.Chart(cross)
        .mark_line(stroke=GRID, strokeWidth=1)
        .encode(x=x, y=y, detail="line:N", order="order:Q")
    )
    return layers


def _ring_names(facts: ChartFacts) -> Any:
    names = facts.names["radar_class"]
    middles = [end - LABEL_HIGH / 2 for end in RING_ENDS]
    frame = pd.DataFrame({"x": 0.0, "y": middles, "text": [names[c] for c in CLASS_COLOURS]})
    chart = alt.Chart(frame).encode(text="text:N")
    halo = chart.mark_text(fontSize=14, stroke="#ffffff", strokeWidth=4, strokeOpacity=0.8)
    return alt.layer(halo, chart.mark_text(fontSize=14, color=QUIET))


def _quadrant_names(facts: ChartFacts) -> Any:
    categories = list(catalogue.table("technologies/categories")["category"])
    turn = 2 * math.pi / len(categories)
    rows = []
    for number, code in enumerate(categories):
        angle = math.pi - (number + 0.5) * turn
        rows.append(
            {
                "x": math.copysign(1.12, math.cos(angle)),
                "y": math.copysign(1.06, math.sin(angle)),
                "text": broken(facts.names["category"][code], 20),
                "align": "right" if math.cos(angle) > 0 else "left",
            }
        )
    chart = alt.Chart(pd.DataFrame(rows))
    marks = [
        chart.transform_filter(f"datum.align == '{side}'")
        .mark_text(align=side, fontSize=14, fontWeight="bold", color=INK, lineBreak="\n")
        .encode(text="text:N")
        for side in ("left", "right")
    ]
    return alt.layer(*marks)


def _blip_rows(facts: ChartFacts) -> pd.DataFrame:
    """What is shown of each blip."""
    frame, blips = placed_blips(facts)
    names, own = facts.names["radar_class"], name_in(frame.columns)
    rows = []
    for blip, row in zip(blips, frame.to_dict("records"), strict=True):
        known = not pd.isna(row["fte_mean"])
        within = blip.radius > INSIDE and not blip.hollow
        span = [shown(row[c], "fte") for c in ("fte_p05", "fte_p95")] if known else []
        rows.append(
            {
                "x": blip.x,
                "y": blip.y,
                "number": str(blip.number),
                "name": row[own],
                "ring": facts.marked(names[row["radar_class"]]),
                "fte": shown(row["fte_mean"], "fte") if known else "–",
                "interval": " – ".join(span),
                "size": (2 * blip.radius * PIXELS) ** 2,  # Vega: of the square around it
                "colour": "#ffffff" if blip.hollow else CLASS_COLOURS[row["radar_class"]],
                "edge": CLASS_COLOURS[row["radar_class"]],
                "inside": ON_CLASS[row["radar_class"]] if within else INK,
                "away": 0.0 if within else blip.radius + INSIDE,
                "listed": f"{blip.number}  {row[own]}",
            }
        )
    return pd.DataFrame(rows)


def _blips(rows: pd.DataFrame, x: Any, y: Any) -> list[Any]:
    tips = [
        alt.Tooltip("name:N", title=" "),
        alt.Tooltip("ring:N", title=told("Class")),
        alt.Tooltip("fte:N", title=told("FTE")),
        alt.Tooltip("interval:N", title=told("90% interval")),
    ]
    chart = alt.Chart(rows)
    dots = chart.mark_point(filled=True, opacity=1, strokeWidth=1.5).encode(
        x=x,
        y=y,
        size=alt.Size("size:Q", scale=None, legend=None),
        fill=alt.Fill("colour:N", scale=None),
        stroke=alt.Stroke("edge:N", scale=None),
        tooltip=tips,
    )
    numbers = (
        chart.transform_calculate(yy="datum.y + datum.away")
        .mark_text(fontSize=15, fontWeight="bold", baseline="middle")
        .encode(
            x=x,
            y=alt.Y("yy:Q", axis=None, scale=alt.Scale(domain=[-EDGE, EDGE], nice=False)),
            text="number:N",
            color=alt.Color("inside:N", scale=None),
        )
    )
    return [dots, numbers]


def _list(rows: pd.DataFrame) -> Any:
    """The numbered names, class by class, with potential and interval under each."""
    lines: list[dict[str, Any]] = []
    at = 0.0
    for ring, part in rows.groupby("ring", sort=False):
        lines.append({"at": at, "text": ring, "kind": "head"})
        at += 1.3
        for row in part.to_dict("records"):
            lines.append({"at": at, "text": row["listed"], "kind": "name"})
            span = f" ({row['interval']})" if row["interval"] else ""
            lines.append({"at": at + 0.8, "text": f"    {row['fte']}{span}", "kind": "figure"})
            at += 1.9
        at += 0.5
    frame = pd.DataFrame(lines)
    chart = alt.Chart(frame).encode(
        y=alt.Y("at:Q", axis=None, scale=alt.Scale(domain=[at, -1], nice=False)),
        x=alt.value(0),
        text="text:N",
    )
    head = chart.transform_filter("datum.kind == 'head'").mark_text(
        align="left", fontWeight="bold", fontSize=12, color=INK
    )
    name = chart.transform_filter("datum.kind == 'name'").mark_text(
        align="left", fontSize=12, color=INK, limit=LEGEND
    )
    figure = chart.transform_filter("datum.kind == 'figure'").mark_text(
        align="left", fontSize=11, color=QUIET
    )
    return (head + name + figure).properties(width=LEGEND, height=SIZE)
