"""From the need, over technology and other measures, to the rest: a small waterfall a sector."""

from __future__ import annotations

from typing import Any

import altair as alt
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
from autopot.page.facts import ChartFacts
from autopot.results.gap.tables import wide
from autopot.results.gap.words import quoted_year
from autopot.results.labels import label

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


def gap_rows(facts: ChartFacts) -> pd.DataFrame:
    """One row a sector and step, the total first, then sectors by need.

    Returns
    -------
    name, step, start, end (FTE, where the bar goes from and to), mean, low, high (FTE, of the step;
    low_at and high_at where the line is drawn). Steps that are nought everywhere are left out.
    """
    year = quoted_year(sorted(set(facts.gap["year"].astype(int))))
    total = wide(facts.gap, "total").assign(sector="")
    sectors = wide(facts.gap, "sector").sort_values("fte_gap_mean", ascending=False)
    every = pd.concat([total, sectors], ignore_index=True)
    every = every[(every["year"] == year) & every["fte_gap_mean"].notna()]
    steps = [
        step for step in COLOURS if step in ("gap", "rest") or every[f"fte_{step}_mean"].abs().max()
    ]
    names = step_names()
    rows: list[dict[str, Any]] = []
    for record in every.to_dict("records"):
        sector = str(record["sector"])
        name = facts.names["sector"].get(sector, told("Total"))
        at = 0.0
        for step in steps:
            mean, low, high = (float(record[f"fte_{step}_{end}"]) for end in ("mean", "p05", "p95"))
            start = 0.0 if step in ("gap", "rest") else at
            sign = -1.0 if step in DOWNWARD else 1.0
            end = start + sign * mean
            rows.append(
                {
                    "name": broken(name),
                    "step": names[step],
                    "start": start,
                    "end": end,
                    "mean": mean,
                    "low": low,
                    "high": high,
                    "low_at": start + sign * low,
                    "high_at": start + sign * high,
                }
            )
            at = end
    return pd.DataFrame(rows)


def gap_chart(facts: ChartFacts) -> Any:
    """Bars from where the one above ends, each with its 90 % interval."""
    rows = gap_rows(facts)
    rows = rows.assign(
        text=[rounded(value).replace("-", "−") for value in rows["mean"]],
        interval=[
            f"{shown(a, 'fte')} – {shown(b, 'fte')}"
            for a, b in zip(rows["low"], rows["high"], strict=True)
        ],
        right=rows[["start", "end", "low_at", "high_at"]].max(axis=1),
    )
    steps = list(dict.fromkeys(rows["step"]))
    colours = dict(zip(step_names().values(), COLOURS.values(), strict=True))
    things = list(dict.fromkeys(rows["name"]))
    chart = alt.Chart(rows).encode(
        y=alt.Y(
            "name:N",
            sort=things,
            title=None,
            axis=alt.Axis(**ROW_LABELS),
            scale=alt.Scale(paddingInner=0.25),
        ),
        yOffset=alt.YOffset("step:N", sort=steps),
        tooltip=[
            alt.Tooltip("name:N", title=" "),
            alt.Tooltip("step:N", title=" "),
            alt.Tooltip("text:N", title=told("Mean")),
            alt.Tooltip("interval:N", title=told("90% interval")),
        ],
    )
    colour = alt.Color(
        "step:N",
        sort=steps,
        scale=alt.Scale(domain=steps, range=[colours[step] for step in steps]),
        legend=alt.Legend(title=None, orient="top", columns=2),
    )
    axis = alt.Axis(format=FORMATS["fte"], title=label("axis_fte"), tickCount=6)
    ends = rows[["start", "end", "low_at", "high_at"]]
    low, high = float(ends.min().min()), float(ends.max().max())
    scale = alt.Scale(domain=[low, high + (high - low) * ROOM], nice=True)
    bar = chart.mark_bar(height=STEP - 4).encode(
        x=alt.X("start:Q", axis=axis, scale=scale), x2="end:Q", color=colour
    )
    line = chart.mark_rule(strokeWidth=1.5, color=INK).encode(x="low_at:Q", x2="high_at:Q")
    text = chart.mark_text(align="left", dx=5, fontSize=10.5).encode(
        x="right:Q", text="text:N", color=alt.value(INK)
    )
    height = len(things) * (STEP * len(steps) + 8) + 80
    return finished(bar + line + text, label("plot_gap"), height)


def gap_words(facts: ChartFacts) -> str:
    """What the chart shows, for those who do not see it."""
    rows = gap_rows(facts)
    names = step_names()
    parts = []
    for name, own in rows.groupby("name", sort=False):
        means = own.set_index("step")["mean"]
        parts.append(
            told(
                "{name}: need {need}, technology {technology}, the rest {rest}",
                name=str(name).replace("\n", " "),
                need=rounded(means[names["gap"]]),
                technology=rounded(means.get(names["technology"], 0.0)),
                rest=rounded(means[names["rest"]]),
            )
        )
    return f"{label('plot_gap')}. {'; '.join(parts)}."
