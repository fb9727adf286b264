"""How the readings disagree: the total under each of them alone."""

from __future__ import annotations

from typing import Any

import pandas as pd

from autopot.messages import told
from autopot.page.charts.intervals import shown
from autopot.page.charts.style import (
    ACCENT,
    FORMATS,
    MAIN,
    QUIET,
    ROW_LABELS,
    TIP_FORMATS,
    broken,
    finished,
)
from autopot.page.charts.vega import Spec, amount, end, layer, mark, named, rows_of
from autopot.page.facts import ChartFacts
from autopot.results.labels import label


def reading_totals(facts: ChartFacts) -> pd.DataFrame:
    """Readings of the total, strict to wide.

    Parameters
    ----------
    facts : the run.

    Returns
    -------
    Rows of `facts.readings` by their middle, those with weight 0 among them.
    """
    total = facts.readings[facts.readings["kind"] == "total"]
    return total.sort_values("middle", ignore_index=True)


def reading_marks(facts: ChartFacts) -> pd.DataFrame:
    """Marks of the chart: name, mean, low, high, kind, and the span as text."""
    rows = [
        {
            "name": broken(_name(r)),
            "mean": r["middle"],
            "low": r["low"],
            "high": r["high"],
            "kind": "used" if r["weight"] > 0 else "unused",
        }
        for r in reading_totals(facts).to_dict("records")
        if r["low"] < r["high"]
    ]
    own = facts.level("total")
    rows += [
        {
            "name": facts.marked(told("This scenario")),
            "mean": r.share_mean,
            "low": r.share_p05,
            "high": r.share_p95,
            "kind": "scenario",
        }
        for r in own.itertuples()
    ]
    frame = pd.DataFrame(rows)
    frame["span"] = [
        f"{shown(a, 'share')} – {shown(b, 'share')}"
        for a, b in zip(frame["low"], frame["high"], strict=True)
    ]
    return frame


def reading_chart(facts: ChartFacts) -> Spec:
    """Each reading at its middle with its span, and the scenario with its interval.

    A reading that was published as one figure without a span is left to the table.
    """
    frame = reading_marks(facts)
    colours = {"domain": ["used", "unused", "scenario"], "range": [MAIN, QUIET, ACCENT]}
    shared = {
        "y": named("name", sort=list(frame["name"]), title=None, axis=ROW_LABELS),
        "color": named("kind", legend=None, scale=colours),
        "tooltip": [
            named("name", title=" "),
            amount("mean", title=told("Mean"), format=TIP_FORMATS["share"]),
            named("span", title=told("Span")),
        ],
    }
    axis = {"format": FORMATS["share"], "title": told("Share of working time"), "tickCount": 6}
    wide = amount("low", axis=axis, scale={"zero": True})
    layers = [
        layer(mark("rule", strokeWidth=2), shared, x=wide, x2=end("high")),
        layer(mark("point", filled=True, size=85, opacity=1), shared, x=amount("mean")),
    ]
    title = told("Total potential in each reading alone")
    return finished({"data": rows_of(frame), "layer": layers}, title, 70 + 34 * len(frame))


def _name(row: dict[Any, Any]) -> str:
    name = label(f"reading_{row['reading']}")
    return name if row["weight"] > 0 else f"{name} ({told('not in use')})"
