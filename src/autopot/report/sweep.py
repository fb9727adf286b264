"""How far sweeps are, as rows of a table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from autopot.messages import told
from autopot.messages.numbers import percent


def state_rows(
    states: Sequence[tuple[Path, int, int, bool]],
) -> tuple[list[str], list[list[str]]]:
    """Headings and rows.

    Parameters
    ----------
    states : directory, points finished, points in all, whether a process is at work on it.

    >>> state_rows([(Path("sweeps/a-1"), 3, 10, False)])[1]
    [['a-1', '3 of 10', '30%', 'stopped; run the same command to go on']]
    """
    headings = [told("Folder"), told("Points finished"), told("Share"), told("State")]
    rows = [
        [
            directory.name,
            told("{finished} of {points}", finished=finished, points=points),
            percent(100 * finished // points / 100),
            _state(finished, points, at_work),
        ]
        for directory, finished, points, at_work in states
    ]
    return headings, rows


def _state(finished: int, points: int, at_work: bool) -> str:
    if finished == points:
        return told("finished")
    return told("running now") if at_work else told("stopped; run the same command to go on")
