"""Corrections of tasks, and what they do to the result, as tables."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from autopot.messages import say, say_many, told
from autopot.messages.numbers import percent
from autopot.results.frames import level_table
from autopot.tables import Table, TableColumn
from autopot.tables.names import names

MOST_SHOWN = 30
"""Corrections that are listed; the file holds all."""


def correction_table(changes: pd.DataFrame, file: Path) -> Table:
    """The first corrections.

    Parameters
    ----------
    changes : one row each: occupation, task, field, value, reason.
    file : where all of them are.
    """
    frame = changes[["task", "field", "value", "reason"]].head(MOST_SHOWN)
    more = len(changes) - MOST_SHOWN
    note = say("… and {count:,} more, see {file}", count=more, file=file)
    return Table(
        name="corrections",
        title=say_many("1 correction", "{count:,} corrections", count=len(changes)),
        frame=frame.assign(task=changes["occupation"] + "-" + changes["task"]),
        own={
            "task": TableColumn(say("Task"), "task"),
            "value": TableColumn(say("New value"), "value"),
        },
        notes=(note,) if more > 0 else (),
    )


def effect_table(before: pd.DataFrame, after: pd.DataFrame) -> Table:
    """The share before and after, of the total and of every sector that is shown.

    Parameters
    ----------
    before, after : long form.
    """
    totals = [level_table(table, "total").assign(sector="") for table in (before, after)]
    first, last = (
        pd.concat([total, level_table(table, "sector")]).set_index("sector")
        for total, table in zip(totals, (before, after), strict=True)
    )
    shares = first["share_mean"].dropna()
    frame = pd.DataFrame({"share_before": shares, "share_after": last["share_mean"][shares.index]})
    frame["share_change"] = frame["share_after"] - frame["share_before"]
    frame.insert(0, "sector", [names()["sector"].get(c, told("Total")) for c in shares.index])
    interval = say(
        "90% interval after: {low}–{high}",
        low=percent(last.loc["", "share_p05"], 1),
        high=percent(last.loc["", "share_p95"], 1),
    )
    title = told("Effect, share of FTE")
    return Table(name="effect", title=title, frame=frame, notes=(interval,))
