"""The tasks of a run: catalogue, the planner's corrections, ILO scores, gates."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot import catalogue
from autopot.evidence.borrow import fill_from_groups
from autopot.evidence.corrections import corrected, overlay_changes

Array = NDArray[np.float64]

GATES = ("none", "partly", "fully")
"""How far a law or a duty keeps a person in a task; unknown counts as none."""

LOWEST_SCORE, HIGHEST_SCORE = 0.01, 0.99
"""Bounds that keep scores off 0 and 1 where their logit is taken."""

SPAN_90 = 3.29
"""Standard deviations between the 5th and the 95th percentile of a normal distribution."""

SCORES = ["score_2025", "score_2025_gpt4o", "score_2025_gemini", "score_2023"]


def task_table(overlay: Path | None = None) -> pd.DataFrame:
    """All tasks with their scores.

    Parameters
    ----------
    overlay : corrections in the form of input/overlay, or None.

    Returns
    -------
    The columns of data/occupations/tasks.csv, the ILO scores, `score` without gaps (borrowed from
    the STYRK group where the catalogue has none), `score_borrowed`, and `noise`: the standard
    deviation of the task's own error on the logit scale.

    Raises
    ------
    InputError
        A fault in the overlay, or time shares that no longer sum to 1.
    """
    if overlay is None:
        return _shipped_tasks().copy()
    return _with_scores(corrected(catalogue.tasks(), overlay_changes(overlay), overlay))


@cache
def _shipped_tasks() -> pd.DataFrame:
    return _with_scores(catalogue.tasks())


def _with_scores(tasks: pd.DataFrame) -> pd.DataFrame:
    scores = catalogue.task_evidence()
    gap = _logit(scores["score_2025_gpt4o"]) - _logit(scores["score_2025_gemini"])
    scores["gap_variance"] = gap**2 / 2
    tasks = tasks.merge(
        scores[["isco08", "task_no", *SCORES, "gap_variance"]],
        left_on=["isco08", "evidence_task"],
        right_on=["isco08", "task_no"],
        how="left",
    )
    tasks["score_borrowed"] = tasks["score_2025"].isna()
    filled, _ = fill_from_groups(tasks.groupby("occupation")[["score_2025"]].mean())
    tasks["score"] = tasks["score_2025"].fillna(tasks["occupation"].map(filled["score_2025"]))
    pooled = float(scores["gap_variance"].mean())
    tasks["noise"] = np.sqrt((tasks["gap_variance"].fillna(pooled) + pooled) / 2)
    return tasks


def _logit(values: pd.Series) -> pd.Series:
    inside = values.clip(LOWEST_SCORE, HIGHEST_SCORE)
    return pd.Series(np.log(inside / (1 - inside)), index=values.index)


def activity_arrays(tasks: pd.DataFrame) -> tuple[Array, Array]:
    """Potential of each task's activity, by coder; and the physical part of it.

    Returns
    -------
    potential, physical : (2, T) by the first and the second coder's kind of activity; the two rows
        differ only where the coding is still in dispute. Physical is 0 where work is not physical.
    """
    activities = catalogue.activities().set_index("activity")
    disputed = tasks["activity_status"] == "disputed"
    kinds = [
        tasks["activity"].where(~disputed, tasks[column])
        for column in ("activity_first", "activity_second")
    ]
    potential = np.array([kind.map(activities["potential"]).to_numpy(float) for kind in kinds])
    physical = np.array(
        [kind.map(activities["physical"].astype(float)).to_numpy(float) for kind in kinds]
    )
    return potential, potential * physical


def gate_array(tasks: pd.DataFrame) -> Array:
    """(T, 3) 1 in the column of the task's gate: none (or unknown), partly, fully."""
    gate = tasks["human_required"].where(tasks["human_required"].isin(GATES), "none")
    result: Array = (gate.to_numpy()[:, None] == np.array(GATES)[None, :]).astype(float)
    return result


def time_concentration(tasks: pd.DataFrame, sizes: NDArray[np.int64]) -> Array:
    """Dirichlet concentration of each occupation's time shares, from their low and high ends.

    A Dirichlet share a with concentration c has variance a (1 - a) / (c + 1). With the interval
    of a task taken as 90 %, its standard deviation is (high - low) / 3.29, and

        c = sum a (1 - a) / sum sd^2 - 1

    meets the mean variance of the occupation's tasks. Occupations without low and high get c = n,
    with which any division of the time over n tasks is as likely as any other.

    Parameters
    ----------
    tasks : one row a task, those of an occupation together: time_share, and time_share_low and
        time_share_high where they are known.
    sizes : (O,) number of tasks of each occupation.

    Returns
    -------
    (O,) at least 1.
    """
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    share = tasks["time_share"].to_numpy(float)
    sd = (tasks["time_share_high"] - tasks["time_share_low"]).to_numpy(float) / SPAN_90
    spread = np.add.reduceat(share * (1 - share), starts)
    variance = np.add.reduceat(sd**2, starts)
    known = np.isfinite(variance) & (variance > 0)
    fitted = np.divide(spread, variance, out=np.ones_like(spread), where=known) - 1
    result: Array = np.where(known, np.maximum(fitted, 1.0), sizes.astype(float))
    return result
