"""How much of the tasks the planner has corrected, and how many answers stand in for the labels."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from autopot.evidence.corrections import NUMBERS, overlay_changes

TASK = ["occupation", "task"]


@dataclass(frozen=True)
class OwnTasks:
    """What of the tasks is the planner's own.

    Parameters
    ----------
    occupations : codes of those in the run that anything is said of, rising.
    times : tasks whose time is corrected.
    others : tasks of which something else is corrected.
    answers : answers to what a machine can do.
    """

    occupations: tuple[str, ...] = ()
    times: int = 0
    others: int = 0
    answers: int = 0


def own_tasks(
    overlay: Path | None, rated: pd.DataFrame | None, occupations: Collection[str]
) -> OwnTasks:
    """What of the tasks is the planner's own, of the occupations of a run.

    Parameters
    ----------
    overlay : corrections in the form of input/overlay, or None.
    rated : occupation, task, rubric, value, as of `Ratings`, or None.
    occupations : codes of those in the run; corrections of others change nothing in it.
    """
    empty = pd.DataFrame(columns=[*TASK, "field"])
    changes = empty if overlay is None else overlay_changes(overlay)
    answers = empty if rated is None else rated
    changes = changes[changes["occupation"].isin(occupations)]
    answers = answers[answers["occupation"].isin(occupations)]
    time = changes["field"].isin(NUMBERS)
    return OwnTasks(
        tuple(sorted({*changes["occupation"], *answers["occupation"]})),
        len(changes[time].drop_duplicates(TASK)),
        len(changes[~time].drop_duplicates(TASK)),
        len(answers),
    )
