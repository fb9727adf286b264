"""Which uncertainty drives the total, where it was computed."""

from __future__ import annotations

from typing import Any

import altair as alt

from autopot.messages import told
from autopot.page.charts.style import (
    MAIN,
    ROW_LABELS,
    broken,
    finished,
)
from autopot.page.facts import ChartFacts
from autopot.results.labels import label


def factor_chart(facts: ChartFacts) -> Any:
    """Total index of every factor with its 95 % interval, largest first."""
    rows = facts.factors.sort_values("total", ascending=False)
    rows = rows.assign(name=[broken(label(f"factor_{f}")) for f in rows["factor"]])
    chart = alt.Chart(rows[["name", "total", "total_low", "total_high"]]).encode(
        y=alt.Y(
            "name:N",
            sort=list(rows["name"]),
            title=None,
            axis=alt.Axis(**ROW_LABELS),
        ),
        color=alt.value(MAIN),
        tooltip=[
            alt.Tooltip("name:N", title=" "),
            *[alt.Tooltip(f"{c}:Q", format=".1%") for c in ("total", "total_low", "total_high")],
        ],
    )
    axis = alt.Axis(format=".0%", title=told("Share of the variance (95% interval)"), tickCount=6)
    wide = chart.mark_rule(strokeWidth=2).encode(
        x=alt.X("total_low:Q", axis=axis, scale=alt.Scale(zero=True)), x2="total_high:Q"
    )
    dot = chart.mark_point(filled=True, size=85, opacity=1).encode(x="total:Q")
    return finished(
        wide + dot,
        told("Share of the total's uncertainty that is due to each factor"),
        70 + 34 * len(rows),
    )
