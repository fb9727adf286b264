"""Which technology would take how much of each task, and how much none on the radar would take."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot import catalogue
from autopot.errors import InputError, unknown_name
from autopot.evidence.corrections import labelled_as, own_technologies
from autopot.messages import say_in

Array = NDArray[np.float64]


@dataclass(frozen=True)
class TaskTechnologies:
    """The technologies of the tasks of a run, by the first and the second labelling.

    Parameters
    ----------
    shares : (2, T, K) share of the task's work that each technology would take, 0-1; what is left
        up to 1 no technology on the radar would take.
    usual : (T, K) the same for the task's kind of activity, for tasks that no technology takes.
    """

    shares: Array
    usual: Array

    @property
    def mean(self) -> Array:
        """(T, K) share of the task's work, mean of the two labellings, for showing."""
        result: Array = self.shares.mean(axis=0)
        return result

    @property
    def reach(self) -> Array:
        """(2, T) share of the task's work that technologies on the radar would take together."""
        result: Array = np.minimum(self.shares.sum(axis=2), 1.0)
        return result

    @property
    def mix(self) -> Array:
        """(2, T, K) which technology takes how much of what is automated; rows sum to 1.

        A task that no technology takes has the mix of its kind of activity. It matters only where a
        planner has set a share for the task all the same.
        """
        total = self.shares.sum(axis=2, keepdims=True)
        shares = np.where(total > 0, self.shares, self.usual)
        result: Array = shares / shares.sum(axis=2, keepdims=True)
        return result


def task_technologies(
    tasks: pd.DataFrame, technologies: list[str], overlay: Path | None = None
) -> TaskTechnologies:
    """Which technology would take how much of each task.

    A task's own rows in task_technology.csv come first, then the shares of its kind of activity.

    Parameters
    ----------
    tasks : one row a task: occupation, task, activity.
    technologies : the columns wanted, in their order.
    overlay : corrections in the form of input/overlay, or None.

    Raises
    ------
    InputError
        Work is given to a technology that the radar lacks, or corrected shares sum to more than 1.
    """
    by_activity = _by_activity()
    own = own_technologies(overlay)
    used = dict.fromkeys([*by_activity.columns, *own[0].columns])
    unknown = [n for n in used if n not in technologies and n != catalogue.NO_TECHNOLOGY]
    if unknown:
        what = say_in("the", "technology with work of its own")
        raise InputError([unknown_name("radar", what, name, technologies) for name in unknown])
    by_activity = by_activity.reindex(columns=technologies, fill_value=0.0)
    usual: Array = by_activity.loc[tasks["activity"]].to_numpy(float)
    keys = labelled_as(tasks, own[0].index)
    return TaskTechnologies(
        np.stack([_laid_over(usual, labelling, keys, technologies) for labelling in own]), usual
    )


@cache
def _by_activity() -> pd.DataFrame:
    """Share of the work by kind of activity (rows) and technology (columns)."""
    return catalogue.activity_technology().pivot_table(
        index="activity", columns="technology", values="share", fill_value=0.0
    )


def _laid_over(
    usual: Array, labelling: pd.DataFrame, keys: pd.MultiIndex, technologies: list[str]
) -> Array:
    """(T, K) the shares of one labelling; the usual ones where a task has none."""
    position = labelling.index.get_indexer(keys)
    found = position >= 0
    shares = usual.copy()
    own = labelling.reindex(columns=technologies, fill_value=0.0).to_numpy(float)
    shares[found] = own[position[found]]
    return shares
