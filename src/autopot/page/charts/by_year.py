"""What is in use and what is taken out, year by year, as fans, and the net as a line."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from autopot.messages import told
from autopot.page.charts.style import (
    ACCENT,
    FORMATS,
    INK,
    MAIN,
    TIP_FORMATS,
    finished,
)
from autopot.page.facts import ChartFacts
from autopot.results.labels import label
from autopot.results.run.net import kind_of

FANS = {"adopted": MAIN, "realised": ACCENT}
LINES = {**FANS, "net": INK}
"""The net has no fan: it would lie upon that of what is taken out."""

HEIGHT = 320


def year_rows(facts: ChartFacts) -> pd.DataFrame:
    """One row a kind and year: FTE of all sectors together, mean and quantiles.

    Returns
    -------
    Columns kind, name, year, mean, p05, p25, p75, p95; empty where no years were computed.
    """
    if facts.by_year.empty:
        return pd.DataFrame(columns=["kind", "name", "year", "mean", "p05", "p25", "p75", "p95"])
    total = facts.by_year.query("level == 'total' and unit == 'fte'")
    total = total.assign(kind=kind_of(total))
    rows = total[total["kind"].isin(list(LINES)) & total["mean"].notna()]
    named = rows.assign(name=[label(kind) for kind in rows["kind"]], year=rows["year"].astype(int))
    return named[["kind", "name", "year", "mean", "p05", "p25", "p75", "p95"]]


def year_chart(facts: ChartFacts) -> Any:
    """Mean as a line with dots, half of the draws and 90 % as bands."""
    rows = year_rows(facts)
    colours = {label(k): c for k, c in LINES.items() if rows["kind"].eq(k).any()}
    order = list(colours)
    colour = alt.Color(
        "name:N",
        sort=order,
        scale=alt.Scale(domain=order, range=list(colours.values())),
        legend=alt.Legend(title=None, orient="top", direction="horizontal", symbolOpacity=1),
    )
    across = alt.X("year:Q", axis=alt.Axis(format="d", title=None, tickMinStep=1))
    chart = alt.Chart(rows).encode(x=across, color=colour)
    fans = chart.properties(data=rows[rows["kind"].isin(list(FANS))])
    up = alt.Axis(format=FORMATS["fte"], title=told("FTE"))
    wide = fans.mark_area(opacity=0.16).encode(y=alt.Y("p05:Q", axis=up), y2="p95:Q")
    half = fans.mark_area(opacity=0.26).encode(y="p25:Q", y2="p75:Q")
    line = chart.mark_line(strokeWidth=2, point=alt.OverlayMarkDef(size=45)).encode(
        y="mean:Q",
        strokeDash=alt.StrokeDash("name:N", sort=order, legend=None),
        tooltip=[
            alt.Tooltip("name:N", title=" "),
            alt.Tooltip("year:Q", format="d", title=told("Year")),
            *[
                alt.Tooltip(f"{c}:Q", format=TIP_FORMATS["fte"], title=label(f"fte_{c}"))
                for c in ("mean", "p05", "p95")
            ],
        ],
    )
    return finished(
        alt.layer(wide, half, line),
        told("In use and taken out by year, FTE, all sectors together"),
        HEIGHT,
    )
