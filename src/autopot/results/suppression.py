"""What stands where a figure is hidden, and why it is."""

from __future__ import annotations

from autopot.analysis.disclosure import Hidden
from autopot.messages import told
from autopot.messages.numbers import percent
from autopot.results.labels import label

TOLD = ("municipality", "sector", "municipality_sector", "occupation")
"""Levels of the tables, in the order of the note."""


def hidden_note(hidden: Hidden) -> list[str]:
    """How many figures are hidden and why, as one sentence or none.

    The note does not tell which are hidden for their own size and which to protect another.
    """
    parts = [
        label(f"hidden_{level}", hidden=len(hidden.keys[level]), all=hidden.counts[level])
        for level in TOLD
        if hidden.keys.get(level)
    ]
    if not parts:
        return []
    *first, last = parts
    note = told(
        "To protect persons, work that few do is pooled in groups of at least {limit} FTE, and "
        "each group is split as the country's mix of occupations lets expect. That goes for "
        "{share} of the FTE. The figures are therefore not shown for {list}. The totals include "
        "them, and the other figures may differ a little from the true ones.",
        limit=2 * float(hidden.threshold),
        share=percent(hidden.pooled),
        list=f"{', '.join(first)} {told('and')} {last}" if first else last,
    )
    return [note]


def left_out(things: list[str]) -> list[str]:
    """That these things are not there, and figures rounded, as one sentence or none.

    Parameters
    ----------
    things : their names, as people read them.
    """
    return (
        [told("Not shown, to protect persons: {list}.", list=", ".join(things))] if things else []
    )
