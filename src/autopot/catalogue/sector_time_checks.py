"""Checks of the time that occupations spend in a sector."""

from __future__ import annotations

import pandas as pd

from autopot.errors import Problem
from autopot.messages import say

PLACE = "data/occupations/sector_time.csv"


def sector_time_problems(frames: dict[str, pd.DataFrame]) -> list[Problem]:
    """Tasks that the occupation does not have, and shares outside their own range.

    Parameters
    ----------
    frames : the tables of data/ by name, columns as data/columns.csv has them.

    Returns
    -------
    What is wrong, row by row. That shares sum to 1 is checked where the table is loaded.
    """
    time, tasks = frames["occupations/sector_time"], frames["occupations/tasks"]
    known = pd.MultiIndex.from_frame(tasks[["occupation", "task"]])
    missing = ~pd.MultiIndex.from_frame(time[["occupation", "task"]]).isin(known)
    outside = (time["time_share"] < time["time_share_low"]) | (
        time["time_share"] > time["time_share_high"]
    )
    return [
        *(
            Problem(_place(row), say("no such task"), say("a task of tasks.csv"))
            for row in time[missing].to_dict("records")
        ),
        *(
            Problem(
                _place(row),
                say("a time share outside its own low and high"),
                say("low ≤ share ≤ high"),
            )
            for row in time[outside].to_dict("records")
        ),
    ]


def _place(row: dict[str, str]) -> str:
    return f"{PLACE} {row['occupation']}-{row['task']} {row['sector']}"
