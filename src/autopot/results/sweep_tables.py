"""How far sweeps are, as a table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from autopot.messages import Text, say, told
from autopot.tables import Table


def sweep_table(states: Sequence[tuple[Path, int, int, bool]]) -> Table:
    """One row a sweep.

    Parameters
    ----------
    states : directory, points finished, points in all, whether a process is at work on it.

    >>> sweep_table([(Path("sweeps/a-1"), 3, 10, False)]).frame.iloc[0].map(str).tolist()
    ['a-1', '3 of 10', '0.3', 'stopped; run the same command to go on']
    """
    rows = [
        {
            "folder": directory.name,
            "points_finished": told("{finished} of {points}", finished=finished, points=points),
            "share_finished": 100 * finished // points / 100,
            "state": _state(finished, points, at_work),
        }
        for directory, finished, points, at_work in states
    ]
    return Table("sweeps", say("Sweeps"), pd.DataFrame(rows))


def _state(finished: int, points: int, at_work: bool) -> Text:
    if finished == points:
        return say("finished")
    return say("running now") if at_work else say("stopped; run the same command to go on")
