"""Sensitivity and comparison as rows of text."""

from __future__ import annotations

import pandas as pd

from autopot.messages import told
from autopot.messages.numbers import localised, percent, points
from autopot.report.labels import label
from autopot.report.tables import thing_name

Rows = tuple[list[str], list[list[str]]]


LARGEST = " first"
"""Ends the name of the fact that a sector has the largest share (`optimise.bounds.Facts`)."""


def thing(kind: str, key: str) -> str:
    """The name of an output."""
    return thing_name(kind, key)


def factor_rows(indices: pd.DataFrame, known: pd.DataFrame) -> Rows:
    """Factors of the total, largest first: both indices with interval, and the width if known."""
    total = indices[indices["kind"] == "total"].sort_values("total", ascending=False)
    width = known[known["kind"] == "total"].set_index("factor")
    rows = [
        [
            label(f"factor_{r['factor']}"),
            _index(r["first"]),
            _span(_index(r["first_low"]), _index(r["first_high"])),
            _index(r["total"]),
            _span(_index(r["total_low"]), _index(r["total_high"])),
            f"{points(width.loc[r['factor'], 'width'])} → "
            f"{points(width.loc[r['factor'], 'width_if_known'])}",
        ]
        for r in total.to_dict("records")
    ]
    headings = [
        told("Factor"),
        told("Alone"),
        told("95%"),
        told("With interactions"),
        told("95%"),
        told("90% interval if it were known, percentage points"),
    ]
    return headings, rows


def _index(share: float) -> str:
    """An index as per cent; noise below zero is shown as zero."""
    return percent(max(share, 0.0))


def _span(low: str, high: str) -> str:
    return told("{low} to {high}", low=low, high=high)


def sector_factor_rows(indices: pd.DataFrame) -> Rows:
    """Total index of each factor, by output."""
    factors = list(dict.fromkeys(indices["factor"]))
    table = indices.pivot_table(index=["kind", "key"], columns="factor", values="total", sort=False)
    rows = [
        [
            thing(str(kind), str(key)),
            *[percent(float(table.loc[(kind, key), f])) for f in factors],
        ]
        for kind, key in table.index
    ]
    return ["", *[label(f"factor_{f}_short") for f in factors]], rows


def reading_rows(readings: pd.DataFrame) -> Rows:
    """How far each reading alone lies from the mean, by output."""
    used = list(dict.fromkeys(readings["reading"]))
    table = readings.pivot_table(
        index=["kind", "key"], columns="reading", values="pull", sort=False
    )
    rows = [
        [thing(str(kind), str(key)), *[signed(float(table.loc[(kind, key), r])) for r in used]]
        for kind, key in table.index
    ]
    return ["", *[label(f"reading_{r}") for r in used]], rows


def signed(share: float) -> str:
    """A difference in percentage points with its sign.

    >>> signed(0.034), signed(-0.0012)
    ('+3.4', '−0.1')
    """
    return ("−" if share < 0 else "+") + points(share)


def convergence_line(draws: int, converged: bool) -> str:
    """How far the indices can be trusted."""
    if converged:
        return told(
            "{draws:,} draws. The shares of the total potential are certain enough to rank the "
            "factors.",
            draws=draws,
        )
    return told(
        "{draws:,} draws. NOT CONVERGED: factors whose 95% intervals overlap cannot be ranked.",
        draws=draws,
    )


def bound_rows(bounds: pd.DataFrame) -> Rows:
    """Lowest and highest share, and the stated fact that holds each end back."""
    rows = [
        [
            thing("sector", str(b["name"])),
            percent(b["low"], 1),
            percent(b["high"], 1),
            _fact(b["low_fact"], b["low_price"]),
            _fact(b["high_fact"], b["high_price"]),
        ]
        for b in bounds.to_dict("records")
    ]
    headings = ["", told("Lowest"), told("Highest"), told("Held up by"), told("Held down by")]
    return headings, rows


def _fact(name: str, price: float) -> str:
    if not name:
        return "–"
    sector = name.removesuffix(LARGEST)
    called = thing("sector", sector)
    if sector != name:
        called = told("{sector} as the largest", sector=called)
    shown_price = localised(f"{price:.2f}").replace("-", "−")
    return told("{fact} (shadow price {price})", fact=called, price=shown_price)


def beside_bounds(ends: tuple[float, float]) -> str:
    """Lowest and highest share of what stands beside the bounds, in a sentence."""
    low, high = (percent(end, 1) for end in ends)
    return told(
        "Beside, where the person is the service itself: {low} to {high} of working time. That "
        "time is not in the table.",
        low=low,
        high=high,
    )
