"""What stands where a figure is hidden, and why it is."""

from __future__ import annotations

import pandas as pd

from autopot.analysis.disclosure import Hidden
from autopot.report.words import word

TOLD = ("municipality", "sector", "municipality_sector", "occupation")
"""Levels of the tables, in the order of the note."""


def hidden_note(hidden: Hidden, language: str) -> list[str]:
    """How many figures are hidden and why, as one sentence or none.

    The note does not tell which are hidden for their own size and which to protect another.
    """
    parts = [
        word(f"hidden_{level}", language).format(
            hidden=len(hidden.keys[level]), all=hidden.counts[level]
        )
        for level in TOLD
        if hidden.keys.get(level)
    ]
    if not parts:
        return []
    threshold = f"{hidden.threshold:g}"
    note = word("hidden_note", language)
    *first, last = parts
    listed = f"{', '.join(first)} {word('and', language)} {last}" if first else last
    return [note.format(list=listed, threshold=threshold)]


def left_out(things: list[str], language: str) -> list[str]:
    """That these things are not there, and figures rounded, as one sentence or none."""
    return [word("left_out", language).format(list=", ".join(things))] if things else []


def with_word(frame: pd.DataFrame, language: str) -> pd.DataFrame:
    """A level table for people: a word in place of each hidden figure, no `suppressed` column."""
    shown = frame.drop(columns="suppressed")
    hidden = frame["suppressed"].to_numpy(bool)
    if not hidden.any():
        return shown
    figures = [name for name in shown if str(name).startswith(("fte_", "share_", "hours_", "nok_"))]
    text = word("hidden", language)
    return shown.assign(
        **{str(name): shown[name].astype(object).mask(hidden, text) for name in figures}
    )
