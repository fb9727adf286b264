"""What is in use and what is taken out, year by year, as fans, and the net as a line."""

from __future__ import annotations

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
from autopot.page.charts.vega import Spec, amount, end, layer, mark, named, rows_of
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
    by_year = facts.by_year
    total = by_year[(by_year["level"] == "total") & (by_year["unit"] == "fte")]
    total = total.assign(kind=kind_of(total))
    rows = total[total["kind"].isin(list(LINES)) & total["mean"].notna()]
    named = rows.assign(name=[label(kind) for kind in rows["kind"]], year=rows["year"].astype(int))
    return named[["kind", "name", "year", "mean", "p05", "p25", "p75", "p95"]]


def year_chart(facts: ChartFacts) -> Spec:
    """Mean as a line with dots, half of the draws and 90 % as bands."""
    rows = year_rows(facts)
    colours = {label(k): c for k, c in LINES.items() if rows["kind"].eq(k).any()}
    order = list(colours)
    shared = {
        "x": amount("year", axis={"format": "d", "title": None, "tickMinStep": 1}),
        "color": named(
            "name",
            sort=order,
            scale={"domain": order, "range": list(colours.values())},
            legend={
                "title": None,
                "orient": "top",
                "direction": "horizontal",
                "symbolOpacity": 1,
            },
        ),
    }
    tips = [
        named("name", title=" "),
        amount("year", format="d", title=told("Year")),
        *[
            amount(value, format=TIP_FORMATS["fte"], title=label(f"fte_{value}"))
            for value in ("mean", "p05", "p95")
        ],
    ]
    fans = rows_of(rows[rows["kind"].isin(list(FANS))])
    up = amount("p05", axis={"format": FORMATS["fte"], "title": told("FTE")})
    layers = [
        layer(mark("area", opacity=0.16), shared, data=fans, y=up, y2=end("p95")),
        layer(mark("area", opacity=0.26), shared, data=fans, y=amount("p25"), y2=end("p75")),
        layer(
            mark("line", strokeWidth=2, point={"size": 45}),
            shared,
            data=rows_of(rows),
            y=amount("mean"),
            strokeDash=named("name", sort=order, legend=None),
            tooltip=tips,
        ),
    ]
    title = told("In use and taken out by year, FTE, all sectors together")
    return finished({"layer": layers}, title, HEIGHT)
