"""Which uncertainty drives the total, where it was computed."""

from __future__ import annotations

from autopot.messages import told
from autopot.page.charts.style import (
    MAIN,
    ROW_LABELS,
    broken,
    finished,
)
from autopot.page.charts.vega import Spec, amount, end, layer, mark, named, rows_of
from autopot.page.facts import ChartFacts
from autopot.results.labels import label


def factor_chart(facts: ChartFacts) -> Spec:
    """Total index of every factor with its 95 % interval, largest first."""
    rows = facts.factors.sort_values("total", ascending=False)
    rows = rows.assign(name=[broken(label(f"factor_{f}")) for f in rows["factor"]])
    shared = {
        "y": named("name", sort=list(rows["name"]), title=None, axis=ROW_LABELS),
        "color": {"value": MAIN},
        "tooltip": [
            named("name", title=" "),
            *[amount(each, format=".1%") for each in ("total", "total_low", "total_high")],
        ],
    }
    axis = {"format": ".0%", "title": told("Share of the variance (95% interval)"), "tickCount": 6}
    wide = amount("total_low", axis=axis, scale={"zero": True})
    layers = [
        layer(mark("rule", strokeWidth=2), shared, x=wide, x2=end("total_high")),
        layer(mark("point", filled=True, size=85, opacity=1), shared, x=amount("total")),
    ]
    data = rows_of(rows[["name", "total", "total_low", "total_high"]])
    title = told("Share of the total's uncertainty that is due to each factor")
    return finished({"data": data, "layer": layers}, title, 70 + 34 * len(rows))
