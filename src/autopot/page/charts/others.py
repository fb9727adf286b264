"""A municipality beside others: a dot with its interval for each."""

from __future__ import annotations

import pandas as pd

from autopot.messages import told
from autopot.messages.numbers import percent
from autopot.page.charts.intervals import ROW_HEIGHT, rows_words
from autopot.page.charts.style import (
    ACCENT,
    FORMATS,
    MAIN,
    ROW_LABELS,
    TIP_FORMATS,
    broken,
    finished,
)
from autopot.page.charts.vega import Spec, amount, end, layer, mark, named, rows_of
from autopot.page.facts import ChartFacts
from autopot.results.labels import label
from autopot.results.peers.result import Peers
from autopot.results.peers.words import place_name

COLUMNS = ("name", "level", "mean", "p05", "p95")


def rows_of_peers(peers: Peers | None) -> pd.DataFrame:
    """What the chart shows.

    Parameters
    ----------
    peers : a municipality beside others; None where nobody stands beside.

    Returns
    -------
    `COLUMNS`, the municipality first, whose level is "total"; empty where there is none.
    """
    if peers is None:
        return pd.DataFrame(columns=list(COLUMNS))
    places = peers.table
    return pd.DataFrame(
        {
            "name": [
                place_name(str(kind), str(key), peers.towns)
                for kind, key in zip(places["place_kind"], places["place"], strict=True)
            ],
            "level": ["total", *["place"] * (len(places) - 1)],
            **{end: places[f"share_{end}"].to_numpy() for end in ("mean", "p05", "p95")},
        }
    )


def others_chart(facts: ChartFacts) -> Spec:
    """Share of each with its 90 % interval, the municipality on top and in a colour of its own."""
    rows = facts.others.assign(
        name=[broken(name) for name in facts.others["name"]],
        interval=[
            f"{percent(low)}–{percent(high)}"
            for low, high in zip(facts.others["p05"], facts.others["p95"], strict=True)
        ],
    )
    shared = {
        "y": named("name", sort=list(rows["name"]), title=None, axis=ROW_LABELS),
        "tooltip": [
            named("name", title=" "),
            amount("mean", title=told("Mean"), format=TIP_FORMATS["share"]),
            named("interval", title=told("90% interval")),
        ],
        "color": {
            "condition": {"test": "datum.level == 'total'", "value": ACCENT},
            "value": MAIN,
        },
    }
    axis = {"format": FORMATS["share"], "title": facts.axis("share"), "tickCount": 6}
    wide = amount("p05", axis=axis, scale={"zero": True})
    layers = [
        layer(mark("rule", strokeWidth=2, strokeCap="round"), shared, x=wide, x2=end("p95")),
        layer(mark("point", filled=True, size=85, opacity=1), shared, x=amount("mean")),
    ]
    height = 64 + ROW_HEIGHT * len(rows)
    return finished({"data": rows_of(rows), "layer": layers}, label("plot_others"), height)


def others_words(facts: ChartFacts) -> str:
    """The same in words.

    Parameters
    ----------
    facts : the run.
    """
    return rows_words(facts.others, "share", "others")
