"""The radar of the page: the chart, over it links to the list beside it.

Vega draws pictures without anything a keyboard can reach, so a link lies over each blip. It needs
no script; the script only adds the highlight and the card.
"""

from __future__ import annotations

from typing import Any

from autopot import catalogue
from autopot.messages import language, name_in, told
from autopot.page.charts.export import Drawing
from autopot.page.charts.radar import (
    PIXELS,
    SIZE,
    placed_blips,
    radar_picture,
)
from autopot.page.charts.radar_layout import Blip
from autopot.page.charts.style import CLASS_COLOURS
from autopot.page.facts import ChartFacts
from autopot.page.numbers import Figures

HIT = 0.045
"""Smallest radius that a finger or pointer hits."""


def radar_section(facts: ChartFacts, figures: Figures) -> dict[str, Any]:
    """The drawing, a link for each blip, and the list ring by ring.

    Parameters
    ----------
    facts : the radar, and the potential of its technologies.
    figures : the same potential, with the place of every figure.

    Returns
    -------
    What the template needs. x, y and radii of the items are pixels from the centre of the drawing,
    which is `size` wide and high; y is positive downwards, as on a page.
    """
    frame, blips = placed_blips(facts)
    names = facts.names
    items = [
        _item(blip, row, facts, figures)
        for blip, row in zip(blips, frame.to_dict("records"), strict=True)
    ]
    meanings = _meanings()
    return {
        "svg": Drawing(radar_picture(facts)),
        "size": SIZE,
        "items": items,
        "classes": [
            {
                "name": names["radar_class"][c],
                "code": c,
                "meaning": meanings.get(c, ""),
                "items": [item for item in items if item["ring"] == c],
            }
            for c in CLASS_COLOURS
        ],
        "alt": told(
            "Technology radar with {count} technologies in four rings. The list holds the same.",
            count=len(items),
        ),
    }


def _item(blip: Blip, row: dict[Any, Any], facts: ChartFacts, figures: Figures) -> dict[str, Any]:
    """A technology: its place in pixels, and what the list says of it."""
    names = facts.names
    own = not bool(row["cross_cutting"])
    return {
        "number": blip.number,
        "code": blip.technology,
        "name": row[name_in(row)],
        "ring": row["radar_class"],
        "ring_name": names["radar_class"][row["radar_class"]],
        "category": names["category"][row["category"]],
        "x": round(blip.x * PIXELS, 1),
        "y": round(-blip.y * PIXELS, 1),
        "radius": round(blip.radius * PIXELS, 1),
        "hit": round(max(blip.radius, HIT) * PIXELS, 1),
        "hollow": blip.hollow,
        "maturity": told("{score} of 3", score=row["solution_maturity"]),
        "understanding": told("{score} of 3", score=row["use_understanding"]),
        "maturity_basis": row["maturity_basis_nb"],
        "understanding_basis": row["understanding_basis_nb"],
        "source": row["source_id"],
        "figures": _figures(figures, row) if own else None,
    }


def _meanings() -> dict[str, str]:
    """What each class means; written in Norwegian only."""
    if language() == "en":
        return {}
    table = catalogue.radar_classes()
    return dict(zip(table["radar_class"], table["meaning_nb"], strict=True))


def _figures(figures: Figures, row: dict[Any, Any]) -> dict[str, Any]:
    keys = {"technology": str(row["technology"]), "radar_class": str(row["radar_class"])}
    return figures.thing("technology", **keys)
