"""Measured errors as tables: their sizes, and each reading against the interval of the others."""

from __future__ import annotations

import pandas as pd

from autopot.messages import Message, Text, say
from autopot.messages.numbers import whole
from autopot.results.labels import label
from autopot.results.own_words import listed
from autopot.tables import Table, TableColumn
from autopot.tables.names import (
    NAMELESS,
    thing_name,
)

WHY_OUTSIDE: dict[str, Message] = {
    "activity_time": say(
        "it alone sees robots, so that the others leave physical work to nobody when it is left out"
    ),
    "computerisation": say(
        "it is a probability that a whole occupation can be computerised, and often near 1"
    ),
    "whole_tasks_2026": say(
        "its labels of 0 and 1 by task leave occupations with nearly nothing, which no other "
        "reading has"
    ),
}
"""Reading -> why it lies outside the interval of the others, where it does."""

UNKNOWN = say("why is not known")


def size_view(sizes: pd.DataFrame) -> Table:
    """How large each part of the error of a reading is.

    Parameters
    ----------
    sizes : columns part, sd, sd_low, sd_high (logit) and readings; one row for each part.
    """
    parts = [label(f"error_{part}") for part in sizes["part"]]
    return Table(
        name="error_sizes",
        title=say("How much a reading may be wrong, on the logit scale"),
        frame=sizes.assign(part=parts)[["part", "sd", "sd_low", "sd_high"]],
        brief=("part", "sd", ("sd_low", "sd_high")),
        notes=(
            say(
                "Estimated from how {count} readings of the same work disagree. Readings that rest "
                "on the same labels count as apart, so the parts are too small rather than too "
                "large. The scenario draws them, and how sure they are, where it says measured.",
                count=int(sizes["readings"].iloc[0]),
            ),
        ),
    )


def coverage_view(coverage: pd.DataFrame) -> Table:
    """Every value of every reading with the interval that the model gives without it.

    Parameters
    ----------
    coverage : columns as from `autopot.questions.coverage.coverage`.

    Returns
    -------
    One row the total or a sector, one column a reading.
    """
    cells = coverage.assign(
        cell=[
            f"{_whole(share)} ({_whole(low)}–{_whole(high)}){'' if inside else ' *'}"
            for share, low, high, inside in zip(
                *(coverage[name] for name in ("share", "low", "high", "inside")), strict=True
            )
        ]
    )
    used = list(dict.fromkeys(coverage["reading"]))
    wide = cells.pivot_table(
        index=["kind", "key"], columns="reading", values="cell", aggfunc="first", sort=False
    )
    names = [thing_name(str(kind), str(key)) for kind, key in wide.index]
    frame = wide[used].rename_axis(columns=None).reset_index(drop=True)
    frame.insert(0, "what", names)
    return Table(
        name="coverage",
        title=say("Each reading against the 90% interval of the model without it, per cent"),
        frame=frame,
        own={
            "what": NAMELESS,
            **{name: TableColumn(label(f"reading_{name}_short"), "held_out") for name in used},
        },
        notes=(_counted(coverage), *_missed(coverage)),
    )


def _whole(share: float) -> str:
    """Whole per cent, without the sign."""
    return whole(round(100 * share))


def _counted(coverage: pd.DataFrame) -> Text:
    total = coverage["kind"] == "total"
    return say(
        "{share:.0%} of the {count} values by sector lie inside, {totals} of {readings} totals; "
        "those outside have a star. All work is in, where the person is the service too, and doubt "
        "about staff and time use is not.",
        share=float(coverage.loc[~total, "inside"].mean()),
        count=int((~total).sum()),
        totals=int(coverage.loc[total, "inside"].sum()),
        readings=int(total.sum()),
    )


def _missed(coverage: pd.DataFrame) -> list[Text]:
    """A sentence for each reading with values outside."""
    outside = coverage[~coverage["inside"]]
    return [
        say(
            "{reading}, outside in {places}: {reason}.",
            reading=label(f"reading_{name}"),
            places=listed([thing_name(str(k), str(key)).lower() for k, key in rows]),
            reason=WHY_OUTSIDE.get(str(name), UNKNOWN),
        )
        for name, rows in (
            (name, list(zip(own["kind"], own["key"], strict=True)))
            for name, own in outside.groupby("reading", sort=False)
        )
    ]
