"""How far sweeps are, as rows of a table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def state_rows(
    states: Sequence[tuple[Path, int, int, bool]],
) -> tuple[list[str], list[list[str]]]:
    """Headings and rows.

    Parameters
    ----------
    states : directory, points finished, points in all, whether a process is at work on it.

    >>> state_rows([(Path("sweeps/a-1"), 3, 10, False)])[1]
    [['a-1', '3 av 10', '30 %', 'stanset; kjør samme kommando for å fortsette']]
    """
    headings = ["Mappe", "Ferdige punkter", "Andel", "Tilstand"]
    rows = [
        [
            directory.name,
            f"{finished} av {points}",
            f"{100 * finished // points} %",
            _state(finished, points, at_work),
        ]
        for directory, finished, points, at_work in states
    ]
    return headings, rows


def _state(finished: int, points: int, at_work: bool) -> str:
    if finished == points:
        return "ferdig"
    return "kjører nå" if at_work else "stanset; kjør samme kommando for å fortsette"
