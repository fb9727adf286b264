"""Dots with their intervals: total, sectors, municipalities, technologies, occupations."""

from __future__ import annotations

import pandas as pd

from autopot.analysis.beside import WITH_BESIDE
from autopot.messages import told
from autopot.messages.numbers import percent, rounded
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
from autopot.page.charts.vega import Rows, Spec, amount, end, layer, mark, named, rows_of
from autopot.page.facts import ChartFacts
from autopot.results.labels import label
from autopot.results.ranked import in_groups

MOST_ROWS = {"municipality": 30, "occupation": 20, "technology": 30, "sector": 30, "total": 1}
ROW_HEIGHT = 30


def interval_rows(facts: ChartFacts, level: str, unit: str) -> pd.DataFrame:
    """Rows of a chart, largest first, the total on top where shares are compared.

    Parameters
    ----------
    facts : the run.
    level : a key of `MOST_ROWS`; of municipalities and occupations those with most potential in
        FTE.
    unit : share or fte.

    Returns
    -------
    name, level ("both" for the total with what stands beside), mean, p05, p25, p75 and p95 of each
    row.
    """
    frame = facts.level(level).sort_values(f"{unit}_mean", ascending=False)
    if level == "sector":
        frame = in_groups(facts.level(level), level, facts.groups)
    if level in ("municipality", "occupation"):
        most = facts.level(level).nlargest(MOST_ROWS[level], "fte_mean").index
        frame = frame[frame.index.isin(most)]
    rows = _named(frame, level, unit, facts)
    if unit == "share" and level not in ("total", "occupation"):
        rows = pd.concat([_named(facts.level("total"), "total", unit, facts), rows])
    if level == "total" and len(facts.beside):
        both = facts.beside_level("total", WITH_BESIDE)
        name = broken(told("With “beside”"))
        rows = pd.concat([rows, _named(both, "total", unit, facts).assign(name=name, level="both")])
    return rows.reset_index(drop=True)


def beside_rows(facts: ChartFacts) -> pd.DataFrame:
    """The same rows of what stands beside the main figure: the total, and every sector."""
    sectors = in_groups(facts.beside_level("sector"), "sector", facts.groups)
    parts = [(facts.beside_level("total"), "total"), (sectors, "sector")]
    return pd.concat([_named(f, level, "share", facts) for f, level in parts], ignore_index=True)


def beside_chart(facts: ChartFacts) -> Spec:
    """What stands beside the main figure, drawn as the sectors are."""
    rows, title = (
        beside_rows(facts),
        told(
            "Beside the main figure: time where the person is the service itself, share "
            "of working time"
        ),
    )
    data, layers = interval_layers(rows, "share", facts)
    return finished({"data": data, "layer": layers}, title, 64 + ROW_HEIGHT * len(rows))


def _named(frame: pd.DataFrame, level: str, unit: str, facts: ChartFacts) -> pd.DataFrame:
    if level == "total":
        own = [told("Total")] * len(frame)
    else:
        codes = frame[level].astype(str)
        plain = [facts.names[level].get(code, code) for code in codes]
        twice = {name for name in plain if plain.count(name) > 1}
        own = [f"{n} ({c})" if n in twice else n for n, c in zip(plain, codes, strict=True)]
    values = {v: frame[f"{unit}_{v}"].to_numpy() for v in ("mean", "p05", "p25", "p75", "p95")}
    return pd.DataFrame({"name": [broken(n) for n in own], "level": level, **values})


def interval_chart(facts: ChartFacts, level: str, unit: str, name: str) -> Spec:
    """Mean as a dot, half of the draws as a thick line, 90 % as a thin line.

    Parameters
    ----------
    facts : the run; of the total, the published figure is drawn too where it is comparable.
    level, unit : as for `interval_rows`.
    name : key in `CHARTS`, which gives the title.
    """
    rows = interval_rows(facts, level, unit)
    title = label(f"plot_{name}")
    data, layers = interval_layers(rows, unit, facts)
    height = 64 + ROW_HEIGHT * len(rows) + (24 if level == "total" else 0)
    if level != "total" or facts.published is None:
        return finished({"data": data, "layer": layers}, title, height)
    layers = [{"data": data, **each} for each in layers]
    return finished({"layer": [*layers, _published(facts.published)]}, title, height)


def interval_layers(rows: pd.DataFrame, unit: str, facts: ChartFacts) -> tuple[Rows, list[Spec]]:
    """The three marks of an interval chart, and the rows they show.

    Parameters
    ----------
    rows : columns as from `interval_rows`; the total has a colour of its own.
    unit : of the figures, share or fte.
    facts : the run, which says whether the axis is marked as calibrated.

    Returns
    -------
    90 % interval, half of the draws, and mean, from the back to the front.
    """
    rows = rows.assign(
        interval=[_interval(a, b, unit) for a, b in zip(rows.p05, rows.p95, strict=True)],
        half=[_interval(a, b, unit) for a, b in zip(rows.p25, rows.p75, strict=True)],
    )
    shared = {
        "y": named("name", sort=list(rows["name"]), title=None, axis=ROW_LABELS),
        "tooltip": [
            named("name", title=" "),
            amount("mean", title=told("Mean"), format=TIP_FORMATS[unit]),
            named("interval", title=told("90% interval")),
            named("half", title=told("Half lies within")),
        ],
        "color": {
            "condition": {"test": "datum.level == 'total'", "value": ACCENT},
            "value": MAIN,
        },
    }
    axis = {"format": FORMATS[unit], "title": facts.axis(unit), "tickCount": 6}
    wide = amount("p05", axis=axis, scale={"zero": True})
    return rows_of(rows), [
        layer(mark("rule", strokeWidth=2, strokeCap="round"), shared, x=wide, x2=end("p95")),
        layer(mark("rule", strokeWidth=7, opacity=0.35), shared, x=amount("p25"), x2=end("p75")),
        layer(mark("point", filled=True, size=85, opacity=1), shared, x=amount("mean")),
    ]


def _published(share: float) -> Spec:
    words = told("Menon 2019: about 20% in 10-20 years")
    text = mark("text", align="right", baseline="bottom", dx=4, dy=-5, color=QUIET, fontSize=12)
    return {
        "data": [{"x": share, "text": words}],
        "layer": [
            layer(mark("rule", strokeDash=[4, 3], color=QUIET), x=amount("x")),
            layer(text, x=amount("x"), y={"value": 0}, text=named("text")),
        ],
    }


def _interval(low: float, high: float, unit: str) -> str:
    return f"{shown(low, unit)} – {shown(high, unit)}"


def shown(value: float, unit: str) -> str:
    """A share or FTE as text.

    Parameters
    ----------
    value : in the unit; it must not be missing.
    unit : share (shown as per cent with one decimal) or fte.
    """
    return percent(value, 1) if unit == "share" else rounded(value)


def interval_words(facts: ChartFacts, level: str, unit: str, name: str) -> str:
    """What the chart shows, for those who do not see it.

    Parameters
    ----------
    facts, level, unit, name : as for `interval_chart`.
    """
    return rows_words(interval_rows(facts, level, unit), unit, name)


def rows_words(rows: pd.DataFrame, unit: str, name: str) -> str:
    """The same of rows that are at hand.

    Parameters
    ----------
    rows : as from `interval_rows`; the first and the last are named.
    unit, name : as for `interval_chart`.
    """
    title = label(f"plot_{name}")
    if rows.empty:
        return title
    first, last = rows.iloc[0], rows.iloc[-1]
    return label(
        "alt_one" if len(rows) == 1 else "alt_rows",
        title=title,
        rows=len(rows),
        first=first["name"].replace("\n", " "),
        mean=shown(first["mean"], unit),
        low=shown(first["p05"], unit),
        high=shown(first["p95"], unit),
        last=last["name"].replace("\n", " "),
        last_mean=shown(last["mean"], unit),
    )
