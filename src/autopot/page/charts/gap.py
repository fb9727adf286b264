"""From the need, over technology and other measures, to the rest: a small waterfall a sector."""

from __future__ import annotations

from typing import Any

import pandas as pd

from autopot.messages import told
from autopot.messages.numbers import rounded
from autopot.page.charts.intervals import shown
from autopot.page.charts.style import (
    CLASS_COLOURS,
    FORMATS,
    INK,
    QUIET,
    ROW_LABELS,
    broken,
    finished,
)
from autopot.page.charts.vega import Spec, amount, end, layer, mark, named, rows_of
from autopot.page.facts import ChartFacts
from autopot.results.gap.tables import wide
from autopot.results.gap.words import quoted_year
from autopot.results.labels import label
from autopot.tables.names import names

STEP = 13
"""Pixels of a bar with its line."""

ROOM = 0.09
"""Of the width, for the figure beside the longest bar."""

COLOURS = {
    "gap": QUIET,
    "technology": CLASS_COLOURS["trial"],
    "levers": CLASS_COLOURS["hold"],
    "spare": "#c9d2d6",
    "rest": CLASS_COLOURS["assess"],
}
DOWNWARD = ("technology", "levers")


def step_names() -> dict[str, str]:
    """Step -> what it is called."""
    return {
        "gap": told("Need beyond today"),
        "technology": told("Taken out by technology"),
        "levers": told("Other measures"),
        "spare": told("Freed beyond the need"),
        "rest": told("The rest"),
    }


def gap_rows(gap: pd.DataFrame, year: int | None = None) -> pd.DataFrame:
    """One row a sector and step, the total first, then sectors by need.

    Parameters
    ----------
    gap : need of work, long form as in gap.parquet.
    year : one of its years; None: the one that a run is about.

    Returns
    -------
    name, step, start, end (FTE, where the bar goes from and to), mean, low, high (FTE, of the step;
    low_at and high_at where the line is drawn). Steps that are nought everywhere are left out.
    """
    year = quoted_year(sorted(set(gap["year"].astype(int)))) if year is None else year
    total = wide(gap, "total").assign(sector="")
    sectors = wide(gap, "sector").sort_values("fte_gap_mean", ascending=False)
    every = pd.concat([total, sectors], ignore_index=True)
    every = every[(every["year"] == year) & every["fte_gap_mean"].notna()]
    steps = [
        step for step in COLOURS if step in ("gap", "rest") or every[f"fte_{step}_mean"].abs().max()
    ]
    called, sector_names = step_names(), names()["sector"]
    rows: list[dict[str, Any]] = []
    for record in every.to_dict("records"):
        sector = str(record["sector"])
        name = sector_names.get(sector, told("Total"))
        at = 0.0
        for step in steps:
            mean, low, high = (float(record[f"fte_{step}_{v}"]) for v in ("mean", "p05", "p95"))
            start = 0.0 if step in ("gap", "rest") else at
            sign = -1.0 if step in DOWNWARD else 1.0
            stop = start + sign * mean
            rows.append(
                {
                    "name": broken(name),
                    "step": called[step],
                    "start": start,
                    "end": stop,
                    "mean": mean,
                    "low": low,
                    "high": high,
                    "low_at": start + sign * low,
                    "high_at": start + sign * high,
                }
            )
            at = stop
    return pd.DataFrame(rows)


def gap_chart(facts: ChartFacts) -> Spec:
    """Bars from where the one above ends, each with its 90 % interval."""
    return drawn_gap(gap_rows(facts.gap))


def drawn_gap(rows: pd.DataFrame) -> Spec:
    """The same of rows as from `gap_rows`."""
    rows = rows.assign(
        text=[rounded(value) for value in rows["mean"]],
        interval=[
            f"{shown(a, 'fte')} – {shown(b, 'fte')}"
            for a, b in zip(rows["low"], rows["high"], strict=True)
        ],
        right=rows[["start", "end", "low_at", "high_at"]].max(axis=1),
    )
    steps = list(dict.fromkeys(rows["step"]))
    colours = dict(zip(step_names().values(), COLOURS.values(), strict=True))
    things = list(dict.fromkeys(rows["name"]))
    shared = {
        "y": named("name", sort=things, title=None, axis=ROW_LABELS, scale={"paddingInner": 0.25}),
        "yOffset": named("step", sort=steps),
        "tooltip": [
            named("name", title=" "),
            named("step", title=" "),
            named("text", title=told("Mean")),
            named("interval", title=told("90% interval")),
        ],
    }
    colour = named(
        "step",
        sort=steps,
        scale={"domain": steps, "range": [colours[step] for step in steps]},
        legend={"title": None, "orient": "top", "columns": 2},
    )
    ends = rows[["start", "end", "low_at", "high_at"]]
    low, high = float(ends.min().min()), float(ends.max().max())
    scale = {"domain": [low, high + (high - low) * ROOM], "nice": True}
    axis = {"format": FORMATS["fte"], "title": label("axis_fte"), "tickCount": 6}
    start = amount("start", axis=axis, scale=scale)
    line = mark("rule", strokeWidth=1.5, color=INK)
    text = mark("text", align="left", dx=5, fontSize=10.5)
    layers = [
        layer(mark("bar", height=STEP - 4), shared, x=start, x2=end("end"), color=colour),
        layer(line, shared, x=amount("low_at"), x2=end("high_at")),
        layer(text, shared, x=amount("right"), text=named("text"), color={"value": INK}),
    ]
    height = len(things) * (STEP * len(steps) + 8) + 80
    return finished({"data": rows_of(rows), "layer": layers}, label("plot_gap"), height)


def gap_words(facts: ChartFacts) -> str:
    """What the chart shows, for those who do not see it."""
    return told_gap(gap_rows(facts.gap))


def told_gap(rows: pd.DataFrame) -> str:
    """The same of rows as from `gap_rows`."""
    called = step_names()
    parts = []
    for name, own in rows.groupby("name", sort=False):
        means = own.set_index("step")["mean"]
        parts.append(
            told(
                "{name}: need {need}, technology {technology}, the rest {rest}",
                name=str(name).replace("\n", " "),
                need=rounded(means[called["gap"]]),
                technology=rounded(means.get(called["technology"], 0.0)),
                rest=rounded(means[called["rest"]]),
            )
        )
    return f"{label('plot_gap')}. {'; '.join(parts)}."
