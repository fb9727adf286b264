"""Where the blips of the technology radar stand: the same every time, and never on each other."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

RING_ENDS = (0.42, 0.64, 0.83, 1.0)
"""Outer radius of each ring, inner ring first; the outermost is 1."""

LARGEST, WITHOUT = 0.105, 0.024
"""Radius of the largest blip, and of one without a potential of its own."""

LABEL_HALF, LABEL_HIGH = 0.2, 0.085
"""Room of a ring's name: half its width, and its height under the top of the ring."""

GAP, SHRINK = 0.018, 0.92
ANGLES, RADII = 31, 9
"""Places tried in each field."""


@dataclass(frozen=True)
class Blip:
    """One technology on the radar; the centre is (0, 0), up is positive y.

    Parameters
    ----------
    technology : code.
    number : as in the list beside the radar, innermost ring first.
    x, y, radius : place and size; the area is proportional to the potential.
    hollow : a technology without a potential of its own, or with a suppressed one.
    """

    technology: str
    number: int
    x: float
    y: float
    radius: float
    hollow: bool


def radar_layout(frame: pd.DataFrame, classes: list[str], categories: list[str]) -> list[Blip]:
    """Place the technologies of a radar.

    Parameters
    ----------
    frame : columns technology, radar_class, category, fte_mean (missing where there is none).
    classes : rings, innermost first; at most four.
    categories : quadrants, clockwise from the top left.

    Returns
    -------
    One blip per technology, numbered ring by ring, larger ones first.
    """
    ring = {name: number for number, name in enumerate(classes)}
    ordered = frame.assign(
        ring=frame["radar_class"].map(ring),
        size=frame["fte_mean"].astype(float).fillna(0.0),
    ).sort_values(["ring", "size", "technology"], ascending=[True, False, True])
    largest = float(ordered["size"].max()) or 1.0
    scale = 1.0
    while True:
        blips = _placed(ordered, categories, largest, scale)
        if blips is not None:
            return blips
        scale *= SHRINK


def _placed(
    ordered: pd.DataFrame, categories: list[str], largest: float, scale: float
) -> list[Blip] | None:
    """All blips at one size, or None where a field is too full."""
    blips: dict[int, Blip] = {}
    rows = list(enumerate(ordered.to_dict("records"), start=1))
    for number, row in sorted(rows, key=lambda pair: (-pair[1]["size"], pair[0])):
        hollow = row["size"] <= 0
        radius = scale * (WITHOUT if hollow else LARGEST * math.sqrt(row["size"] / largest))
        place = _free_place(
            int(row["ring"]), categories.index(row["category"]), len(categories), radius, blips
        )
        if place is None:
            return None
        x, y = place
        blips[number] = Blip(
            technology=str(row["technology"]),
            number=number,
            x=x,
            y=y,
            radius=radius,
            hollow=hollow,
        )
    return [blips[number] for number in sorted(blips)]


def _free_place(
    ring: int, quadrant: int, quadrants: int, radius: float, blips: dict[int, Blip]
) -> tuple[float, float] | None:
    """The place in a field that is farthest from its edges and from blips that already stand."""
    inner, outer = (0.0, *RING_ENDS)[ring], RING_ENDS[ring]
    low, high = max(inner + radius + GAP, 0.12), outer - radius - GAP
    if low > high:
        low = high = (max(inner, 0.12) + outer) / 2
    best, room = None, 0.0
    turn = 2 * math.pi / quadrants
    for part in np.linspace(0.08, 0.92, ANGLES):
        angle = math.pi - (quadrant + part) * turn
        for away in np.linspace(low, high, RADII):
            x, y = float(away * math.cos(angle)), float(away * math.sin(angle))
            edge = away * math.sin(min(part, 1 - part) * turn) - radius
            others = [math.hypot(x - b.x, y - b.y) - radius - b.radius for b in blips.values()]
            free = min([edge, *others, _to_label(x, y, outer) - radius])
            if free > room + 1e-9 and free >= GAP / 2:
                best, room = (x, y), free
    return best


def _to_label(x: float, y: float, outer: float) -> float:
    """Distance to the name of the ring, which stands at the top inside its edge."""
    aside = max(abs(x) - LABEL_HALF, 0.0)
    above = max(y - outer, 0.0) + max(outer - LABEL_HIGH - y, 0.0)
    return math.hypot(aside, above)


def radar_frame(potential: pd.DataFrame, radar: pd.DataFrame) -> pd.DataFrame:
    """Technologies of the radar with their potential; missing where they have none of their own.

    Parameters
    ----------
    potential : the technology level, both units side by side.
    radar : technologies with class and category.

    Returns
    -------
    One row per technology of the radar, in its order, with fte_mean, fte_p05, fte_p95 and
    share_mean.
    """
    columns = ["technology", "fte_mean", "fte_p05", "fte_p95", "share_mean"]
    return radar.merge(potential[columns], on="technology", how="left")
