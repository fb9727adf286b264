"""The technology radar: one drawing, which a page lays its links over and a chart lists beside."""

from __future__ import annotations

import math
from typing import Any

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
    with_look,
)
from autopot.page.charts.vega import Spec, amount, layer, mark, named, rows_of
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


def radar_picture(facts: ChartFacts) -> Spec:
    """Rings, quadrants and blips, `SIZE` pixels each way around the centre; nothing beside."""
    picture = {**_picture(facts, _blip_rows(facts)), "padding": 0, "autosize": "none"}
    return with_look(picture, told("Technology radar"))


def radar_chart(facts: ChartFacts) -> Spec:
    """The same with the numbered list beside it."""
    rows = _blip_rows(facts)
    both = {"hconcat": [_picture(facts, rows), _list(rows)], "spacing": 8, "padding": 8}
    return with_look(both, told("Technology radar"))


def _at(field: str) -> Spec:
    """A place on the radar."""
    return amount(field, axis=None, scale={"domain": [-EDGE, EDGE], "nice": False})


def _picture(facts: ChartFacts, rows: pd.DataFrame) -> Spec:
    layers = [*_rings(), _ring_names(facts), _quadrant_names(facts), *_blips(rows)]
    return {"layer": layers, "width": SIZE, "height": SIZE}


def _rings() -> list[Spec]:
    angle = np.linspace(0, 2 * math.pi, 181)
    place = {"x": _at("x"), "y": _at("y"), "order": amount("order")}
    layers = []
    for number, end in enumerate(reversed(RING_ENDS)):
        circle = pd.DataFrame(
            {"x": end * np.cos(angle), "y": end * np.sin(angle), "order": range(len(angle))}
        ).round(4)
        fill = RING if number % 2 == 1 else "#ffffff"
        look = mark("line", fill=fill, stroke=GRID, strokeWidth=1)
        layers.append(layer(look, place, data=rows_of(circle)))
    cross = pd.DataFrame(
        {"x": [-1, 1, 0, 0], "y": [0, 0, -1, 1], "line": [0, 0, 1, 1], "order": [0, 1, 0, 1]}
    )
    look = mark("line", stroke=GRID, strokeWidth=1)
    layers.append(layer(look, place, data=rows_of(cross), detail=named("line")))
    return layers


def _ring_names(facts: ChartFacts) -> Spec:
    names = facts.names["radar_class"]
    middles = [end - LABEL_HIGH / 2 for end in RING_ENDS]
    frame = pd.DataFrame({"x": 0.0, "y": middles, "text": [names[c] for c in CLASS_COLOURS]})
    halo = mark("text", fontSize=14, stroke="#ffffff", strokeWidth=4, strokeOpacity=0.8)
    looks = [halo, mark("text", fontSize=14, color=QUIET)]
    return {
        "data": rows_of(frame),
        "encoding": {"x": _at("x"), "y": _at("y")},
        "layer": [layer(look, text=named("text")) for look in looks],
    }


def _quadrant_names(facts: ChartFacts) -> Spec:
    categories = list(catalogue.table("technologies/categories")["category"])
    turn = 2 * math.pi / len(categories)
    rows: list[dict[str, Any]] = []
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
    look = {"color": INK, "fontSize": 14, "fontWeight": "bold", "lineBreak": "\n"}
    return {
        "data": rows,
        "encoding": {"x": _at("x"), "y": _at("y")},
        "layer": [
            {
                **layer(mark("text", align=side, **look), text=named("text")),
                "transform": [{"filter": f"datum.align == '{side}'"}],
            }
            for side in ("left", "right")
        ],
    }


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


def _blips(rows: pd.DataFrame) -> list[Spec]:
    data = rows_of(rows)
    tips = [
        named("name", title=" "),
        named("ring", title=told("Class")),
        named("fte", title=told("FTE")),
        named("interval", title=told("90% interval")),
    ]
    dots = layer(
        mark("point", filled=True, opacity=1, strokeWidth=1.5),
        data=data,
        x=_at("x"),
        y=_at("y"),
        size=amount("size", scale=None, legend=None),
        fill=named("colour", scale=None),
        stroke=named("edge", scale=None),
        tooltip=tips,
    )
    numbers = layer(
        mark("text", fontSize=15, fontWeight="bold", baseline="middle"),
        data=data,
        x=_at("x"),
        y=_at("yy"),
        text=named("number"),
        color=named("inside", scale=None),
    )
    above = [{"calculate": "datum.y + datum.away", "as": "yy"}]
    return [dots, {**numbers, "transform": above}]


def _list(rows: pd.DataFrame) -> Spec:
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
    place = {
        "y": amount("at", axis=None, scale={"domain": [at, -1], "nice": False}),
        "x": {"value": 0},
        "text": named("text"),
    }
    looks = {
        "head": mark("text", align="left", fontWeight="bold", fontSize=12, color=INK),
        "name": mark("text", align="left", fontSize=12, color=INK, limit=LEGEND),
        "figure": mark("text", align="left", fontSize=11, color=QUIET),
    }
    layers = [
        {**layer(look, place), "transform": [{"filter": f"datum.kind == '{kind}'"}]}
        for kind, look in looks.items()
    ]
    return {"data": lines, "layer": layers, "width": LEGEND, "height": SIZE}
