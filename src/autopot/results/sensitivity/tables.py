"""A sensitivity analysis as tables."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import pandas as pd

from autopot.messages import Message, Text, say, sentences
from autopot.messages.numbers import points
from autopot.results.labels import label
from autopot.results.own_words import listed
from autopot.tables import Table, TableColumn
from autopot.tables.names import (
    NAMELESS,
    thing_name,
)

INDICES = ("index_first", "index_total")


REDUCED_BY: dict[str, Message] = {
    "source": say(
        "measured working time before and after in pilots, and raters who do the jobs; more "
        "labels by language models do not"
    ),
    "capability": say("pilots of one technology at a time, with time measured before and after"),
    "transfer": say("people from each field who label its tasks"),
    "occupations": say(
        "people in the largest occupations who label their tasks and correct their time"
    ),
}
"""Measured doubt -> what would make it smaller; judgement."""


def value_of_information(factors: pd.DataFrame, measured: Collection[str]) -> Text:
    """Which measured doubt matters most, what knowing it would give, and what would reduce it.

    Parameters
    ----------
    factors : of the total: factor, total, total_low, total_high (shares of the variance), width and
        width_if_known of its 90 % interval (shares).
    measured : factors whose error is as large as the readings disagree.

    Returns
    -------
    One sentence, and which factors cannot be told from the first; empty where nothing is measured.
    """
    rows = factors[factors["factor"].isin(list(measured))].sort_values("total", ascending=False)
    if rows.empty:
        return ""
    top = rows.iloc[0]
    close = rows.iloc[1:][rows["total_high"].iloc[1:] >= top["total_low"]]
    sentence = say(
        "Of the measured doubts this matters most: {factor}. If it were known, the 90% interval of "
        "the total would be {known} percentage points wide, where it is {width}. What would reduce "
        "it: {remedy}.",
        factor=label(f"factor_{top['factor']}").lower(),
        known=points(float(top["width_if_known"])),
        width=points(float(top["width"])),
        remedy=REDUCED_BY[str(top["factor"])],
    )
    if close.empty:
        return sentence
    others = listed([label(f"factor_{factor}").lower() for factor in close["factor"]])
    return sentences(
        [sentence, say("These cannot be told apart from it: {factors}.", factors=others)], " "
    )


def factors(indices: pd.DataFrame, known: pd.DataFrame, notes: Iterable[Text]) -> Table:
    """Factors of the total, largest first: both indices with interval, and the width if known.

    Parameters
    ----------
    indices, known : as in `autopot.api.Sensitivity`.
    notes : what the reader must know.
    """
    total = indices[indices["kind"] == "total"].sort_values("total", ascending=False)
    names = {
        f"{index.removeprefix('index_')}{end}": f"{index}{end}"
        for index in INDICES
        for end in ("", "_low", "_high")
    }
    widths = {"width": "share_width", "width_if_known": "share_width_if_known"}
    joined = total.merge(known, on=["kind", "key", "factor"]).rename(columns={**names, **widths})
    called = [label(f"factor_{factor}") for factor in joined["factor"]]
    return Table(
        name="factors",
        title=say("Where the uncertainty of the total comes from"),
        frame=joined.assign(factor=called)[["factor", *names.values(), *widths.values()]],
        brief=(
            "factor",
            "index_first",
            ("index_first_low", "index_first_high"),
            "index_total",
            ("index_total_low", "index_total_high"),
            *widths.values(),
        ),
        own={f"{index}_low..": TableColumn(say("95%"), index) for index in INDICES},
        notes=tuple(notes),
    )


def factors_by_output(indices: pd.DataFrame, notes: Iterable[Text]) -> Table:
    """Total index of each factor, by output.

    Parameters
    ----------
    indices : columns as in `autopot.api.Sensitivity`; total is a share of the variance.
    notes : what the reader must know.

    Returns
    -------
    One row an output, one column a factor. A row can sum to more than 1: what two factors do
    together counts in both.
    """
    used = list(dict.fromkeys(indices["factor"]))
    return Table(
        name="factors_by_output",
        title=say("Share of the variance that is due to each factor, with interactions"),
        frame=_by_output(indices, "factor", "total", used),
        own={
            "what": NAMELESS,
            **{f: TableColumn(label(f"factor_{f}_short"), "index_total") for f in used},
        },
        notes=tuple(notes),
    )


def readings_alone(readings: pd.DataFrame, notes: Iterable[Text]) -> Table:
    """How far each reading alone lies from the mean, by output.

    Parameters
    ----------
    readings : columns as in `autopot.api.Sensitivity`; pull is a difference of shares.
    notes : what the reader must know.

    Returns
    -------
    One row an output, one column a reading.
    """
    used = list(dict.fromkeys(readings["reading"]))
    return Table(
        name="readings",
        title=say("Each reading alone: distance from the mean of the scenario, percentage points"),
        frame=_by_output(readings, "reading", "pull", used),
        own={
            "what": NAMELESS,
            **{r: TableColumn(label(f"reading_{r}"), "share_pull") for r in used},
        },
        notes=tuple(notes),
    )


def _by_output(frame: pd.DataFrame, across: str, value: str, order: list[str]) -> pd.DataFrame:
    """One row an output, with its name first and one column for each of `order`."""
    wide = frame.pivot_table(index=["kind", "key"], columns=across, values=value, sort=False)
    names = [thing_name(str(kind), str(key)) for kind, key in wide.index]
    result = wide[order].rename_axis(columns=None).reset_index(drop=True)
    result.insert(0, "what", names)
    return result


def certainty(draws: int, converged: bool) -> Text:
    """How far the indices can be trusted.

    Parameters
    ----------
    draws : evaluations of each kind that were used.
    converged : as in `autopot.api.Sensitivity`.
    """
    if converged:
        return say(
            "{draws:,} draws. The shares of the total potential are certain enough to rank the "
            "factors.",
            draws=draws,
        )
    return say(
        "{draws:,} draws. NOT CONVERGED: factors whose 95% intervals overlap cannot be ranked.",
        draws=draws,
    )
