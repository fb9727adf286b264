"""Bounds of the potential as a table."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from autopot.messages import Text, say
from autopot.tables import Table
from autopot.tables.formats import FORMATS
from autopot.tables.names import (
    NAMELESS,
    thing_name,
)

LARGEST = " first"
"""Ends the name of the fact that a sector has the largest share (`optimise.bounds.Facts`)."""


def bound_table(bounds: pd.DataFrame, notes: Iterable[Text]) -> Table:
    """Lowest and highest share, and the stated fact that holds each end back.

    Parameters
    ----------
    bounds : as in `autopot.api.Bounds`.
    notes : what the reader must know.
    """
    held = {
        f"held_{way}_by": [
            fact_with_price(str(name), float(price))
            for name, price in zip(bounds[f"{end}_fact"], bounds[f"{end}_price"], strict=True)
        ]
        for way, end in (("up", "low"), ("down", "high"))
    }
    frame = pd.DataFrame(
        {
            "what": [thing_name("sector", str(name)) for name in bounds["name"]],
            "share_bound_low": bounds["low"],
            "share_bound_high": bounds["high"],
            **held,
        }
    )
    own = {"what": NAMELESS}
    return Table("bounds", "", frame, own=own, notes=tuple(notes))


def fact_with_price(name: str, price: float) -> Text | None:
    """A stated fact and its shadow price; None for no fact.

    Parameters
    ----------
    name : sector, or sector and `LARGEST`; "" where no fact holds the end back.
    price : what the end moves by when the fact moves by 1, share per share.

    >>> str(fact_with_price("school first", -0.5))
    'School as the largest (shadow price −0.50)'
    """
    if not name:
        return None
    sector = name.removesuffix(LARGEST)
    called: Text = thing_name("sector", sector)
    if sector != name:
        called = say("{sector} as the largest", sector=called)
    shown_price = FORMATS["price"].text(price)
    return say("{fact} (shadow price {price})", fact=called, price=shown_price)


def beside_bounds(ends: tuple[float, float]) -> Text:
    """Lowest and highest share of what stands beside the bounds, in a sentence.

    Parameters
    ----------
    ends : both as share of working time, 0-1.
    """
    low, high = (FORMATS["share_exact"].text(end) for end in ends)
    return say(
        "Beside, where the person is the service itself: {low} to {high} of working time. That "
        "time is not in the table.",
        low=low,
        high=high,
    )
