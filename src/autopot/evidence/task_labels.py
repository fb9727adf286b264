"""Our own labels of the tasks, by two rubrics and a question about the radar, each given twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot import catalogue
from autopot.evidence.borrow import fill_from_groups
from autopot.evidence.corrections import labelled_as

Array = NDArray[np.float64]

LABELLINGS = ("first", "second")
EXPOSED = ("E1", "E2")
WHOLE = ("T3", "T4")
LEVELS = {
    "exposure": ("E0", "E1", "E2"),
    "automation": ("T0", "T1", "T2", "T3", "T4"),
}
"""Rubric -> its labels, the least first."""


@dataclass(frozen=True)
class TaskLabels:
    """Labels of the tasks of a run as numbers.

    Parameters
    ----------
    exposed : (2 or 3, 2, T) by labelling and label (E1, E2): 1 where the task has it, 0 elsewhere;
        between them where a task without label takes the mean of its STYRK group. The third
        labelling is that of the people who do the job, NaN where they have not rated the task.
    whole : (2 or 3, T) by labelling: 1 where the label is T3 or T4; the third as above.
    """

    exposed: Array
    whole: Array

    @property
    def rated(self) -> bool:
        """Whether people who do the job have labelled any of the tasks."""
        return len(self.whole) > len(LABELLINGS)

    def take(self, tasks: slice) -> TaskLabels:
        """The labels of a run of tasks."""
        return TaskLabels(self.exposed[:, :, tasks], self.whole[:, tasks])


def task_labels(tasks: pd.DataFrame, rated: pd.DataFrame | None = None) -> TaskLabels:
    """The labels of some tasks, both labellings and that of the people who do the job.

    Parameters
    ----------
    tasks : one row a task: occupation and task, and what an added one is like.
    rated : one row a label that people gave: occupation, task, rubric, value; None where nobody was
        asked.

    Returns
    -------
    Arrays over the T rows of `tasks`, in their order; a task without a label takes the mean of its
    occupation's group.
    """
    shares = _label_shares()
    keys = pd.MultiIndex.from_frame(tasks[["occupation", "task"]])
    own = shares.reindex(labelled_as(tasks)).set_axis(keys)
    borrowed = _group_means().reindex(tasks["occupation"]).set_index(keys)
    found = own.where(own.notna(), borrowed)
    ours = TaskLabels(
        exposed=np.array(
            [[found[f"{who}_{label}"].to_numpy(float) for label in EXPOSED] for who in LABELLINGS]
        ),
        whole=np.array(
            [sum(found[f"{who}_{label}"].to_numpy(float) for label in WHOLE) for who in LABELLINGS]
        ),
    )
    return ours if rated is None else _with_rated(ours, rated, keys)


def _with_rated(ours: TaskLabels, rated: pd.DataFrame, keys: pd.MultiIndex) -> TaskLabels:
    """Our labels, and those of the people asked as a third labelling."""
    given = rated.set_index(["occupation", "task", "rubric"])["value"].unstack()  # noqa: PD010
    given = given.reindex(index=keys, columns=list(LEVELS))

    def has(rubric: str, *labels: str) -> Array:
        own = given[rubric]
        return np.where(own.notna(), own.isin(labels).astype(float), np.nan)

    exposed = np.array([has("exposure", label) for label in EXPOSED])
    whole = has("automation", *WHOLE)
    return TaskLabels(
        exposed=np.concatenate([ours.exposed, exposed[None]]),
        whole=np.concatenate([ours.whole, whole[None]]),
    )


@cache
def _label_shares() -> pd.DataFrame:
    """occupation, task -> 1 or 0 for each labelling and label."""
    frame = catalogue.table("occupations/task_labels")
    frame = frame[frame["rubric"].isin(list(LEVELS))]
    column = frame["labelling"] + "_" + frame["value"]
    wide = pd.crosstab([frame["occupation"], frame["task"]], column).astype(float)
    wanted = [f"{who}_{label}" for who in LABELLINGS for label in (*EXPOSED, *WHOLE)]
    return wide.reindex(columns=wanted, fill_value=0.0)


@cache
def _group_means() -> pd.DataFrame:
    """Time-weighted mean of the labels of each occupation; of its group where it has none."""
    shares = _label_shares()
    time = catalogue.tasks().set_index(["occupation", "task"])["time_share"].reindex(shares.index)
    weighted = shares.mul(time, axis=0).groupby(level="occupation").sum()
    total = time.groupby(level="occupation").sum()
    own = weighted.div(total, axis=0).reindex(list(catalogue.occupations().index))
    return fill_from_groups(own)[0]


def radar_shares(value: str) -> dict[str, float]:
    """A radar label as technology -> share of the task's work.

    >>> radar_shares("generative_ai:0.7;none:0.3")
    {'generative_ai': 0.7, 'none': 0.3}
    """
    pairs = (part.split(":") for part in value.split(";"))
    return {name: float(share) for name, share in pairs}


def label_agreement() -> pd.DataFrame:
    """How far the two labellings agree, by rubric and sector.

    Returns
    -------
    rubric, sector (where the occupation has most FTE in the default workforce; "all" last), tasks,
    agreement (share of equal labels), kappa (Cohen's), weighted (kappa with squared distances
    between levels). The radar is compared by whether most of the work is left to none, and (rubric
    technology) by which technology would take most of what technology takes; these have no weighted
    figure.

    Source
    ------
    Cohen (1960), Educational and Psychological Measurement 20(1), 37-46; weights: Cohen (1968),
    Psychological Bulletin 70(4), 213-220.
    """
    frame = catalogue.table("occupations/task_labels")
    wide = frame.pivot_table(
        index=["occupation", "task", "rubric"], columns="labelling", values="value", aggfunc="first"
    ).reset_index()
    sector = wide["occupation"].map(catalogue.main_sectors())
    rows = []
    for rubric, compared in COMPARED.items():
        every = wide[wide["rubric"] == (rubric if rubric in LEVELS else RADAR)]
        own = sector[every.index]
        parts = [(name, every[own == name]) for name in catalogue.sectors()["sector"]]
        parts = [*((name, part) for name, part in parts if len(part)), ("all", every)]
        for name, part in parts:
            first, second = part["first"], part["second"]
            weighted = np.nan
            if compared is not None:
                first, second = first.map(compared), second.map(compared)
            else:
                weighted = weighted_kappa(first, second, LEVELS[rubric])
            share, kappa = catalogue.agreement(first, second)
            rows.append((rubric, name, len(part), share, kappa, weighted))
    columns = ["rubric", "sector", "tasks", "agreement", "kappa", "weighted"]
    return pd.DataFrame(rows, columns=columns)


def _left_to_none(value: str) -> str:
    return str(radar_shares(value).get(catalogue.NO_TECHNOLOGY, 0.0) > 0.5)


def _first_technology(value: str) -> str:
    """The technology that takes most, the first by name where several do; none where none does."""
    shares = radar_shares(value)
    shares.pop(catalogue.NO_TECHNOLOGY, None)
    return (
        min(shares, key=lambda name: (-shares[name], name)) if shares else catalogue.NO_TECHNOLOGY
    )


RADAR = "radar"

COMPARED: dict[str, Callable[[str], str] | None] = {
    **dict.fromkeys(LEVELS),
    RADAR: _left_to_none,
    "technology": _first_technology,
}
"""What two labellings are compared by: the label itself (None), or what is read from it."""


def weighted_kappa(first: pd.Series, second: pd.Series, levels: tuple[str, ...]) -> float:
    """Agreement beyond chance where near misses count little: 1 - sum w p / sum w e.

    Parameters
    ----------
    first, second : labels of the same tasks.
    levels : every label in order; the weight of a pair is its squared distance.

    >>> low, high = pd.Series(["E0", "E2"]), pd.Series(["E0", "E1"])
    >>> round(weighted_kappa(low, high, ("E0", "E1", "E2")), 3)
    0.667
    """
    place = {label: number for number, label in enumerate(levels)}
    a, b = first.map(place).to_numpy(float), second.map(place).to_numpy(float)
    observed = float(((a - b) ** 2).mean())
    chance = float(a.var() + b.var() + (a.mean() - b.mean()) ** 2)  # over all pairs of tasks
    return 1.0 if chance == 0 else 1 - observed / chance


def published_agreement() -> pd.DataFrame:
    """Our labels beside published measures of the same work.

    Returns
    -------
    rubric, against (a measure of evidence.csv, or ilo_score by task), count (tasks with a score, or
    occupations with labels and a measure of their own), rank_correlation (Spearman's), ours and
    published: means over these. Ours is the mean of both labellings, by task for the ILO score and
    else the time-weighted share of the occupation: E1 and half of E2, or T3 and T4.

    Source
    ------
    Eloundou et al. (2024): beta = E1 + 0.5 E2. ILO Working Paper 140 (2025).
    """
    return beside_published(our_values())


def our_values() -> dict[str, pd.Series]:
    """Rubric -> (occupation, task) -> E1 and half of E2, or T3 and T4, mean of both labellings."""
    shares = _label_shares()
    return {
        rubric: sum(_rubric_share(shares, rubric, who) for who in LABELLINGS) / len(LABELLINGS)
        for rubric in LEVELS
    }


def beside_published(values: Mapping[str, pd.Series]) -> pd.DataFrame:
    """Labels beside published measures; as `published_agreement`, for any labels.

    Parameters
    ----------
    values : rubric -> (occupation, task) -> E1 and half of E2, or T3 and T4, 0-1. Occupations with
        a task that is not there have no part in what is compared by occupation.
    """
    scores = _task_scores()
    exposure = values["exposure"]
    rows = [_beside("exposure", "ilo_score", exposure, scores.reindex(exposure.index))]
    published = catalogue.evidence().pivot_table(
        index="occupation", columns="measure", values="value"
    )
    for rubric, label, raters in (
        ("exposure", "{}_e1 {}_e2", ("eloundou_gpt4", "eloundou_human")),
        ("automation", "{}_t3 {}_t4", ("eloundou_run1", "eloundou_run2")),
    ):
        ours = _of_whole_occupations(values[rubric])
        for rater in raters:
            first, second = (published[name.format(rater)] for name in label.split())
            whole = first + (0.5 if rubric == "exposure" else 1.0) * second
            rows.append(_beside(rubric, rater, ours, whole.reindex(ours.index)))
    columns = ["rubric", "against", "count", "rank_correlation", "ours", "published"]
    return pd.DataFrame(rows, columns=columns)


def _of_whole_occupations(values: pd.Series) -> pd.Series:
    """Time-weighted mean of the occupations whose every labelled task has a value."""
    tasks = catalogue.labelled_tasks().set_index(["occupation", "task"])
    time = tasks["time_share"].reindex(values.index)
    ours = (values * time).groupby(level="occupation").sum()
    ours = ours / time.groupby(level="occupation").sum()
    wanted = tasks.groupby(level="occupation").size().reindex(ours.index)
    return ours[values.groupby(level="occupation").size() == wanted]


def _rubric_share(shares: pd.DataFrame, rubric: str, who: str) -> pd.Series:
    """(tasks,) E1 and half of E2, or T3 and T4, by one labelling."""
    if rubric == "exposure":
        return shares[f"{who}_E1"] + 0.5 * shares[f"{who}_E2"]
    return shares[f"{who}_T3"] + shares[f"{who}_T4"]


def _task_scores() -> pd.Series:
    """occupation, task -> the ILO score of the task it was made from; missing where it has none."""
    tasks = catalogue.tasks()
    scores = catalogue.task_evidence().set_index(["isco08", "task_no"])["score_2025"]
    keys = pd.MultiIndex.from_frame(tasks[["isco08", "evidence_task"]])
    found = scores.reindex(keys).to_numpy(float)
    return pd.Series(found, pd.MultiIndex.from_frame(tasks[["occupation", "task"]]))


def _beside(
    rubric: str, against: str, ours: pd.Series, published: pd.Series
) -> tuple[str, str, int, float, float, float]:
    both = pd.DataFrame({"ours": ours, "published": published}).dropna()
    ranks = both.rank()
    differ = bool((ranks.min() < ranks.max()).all())  # what is the same for all has no order
    correlation = float(ranks["ours"].corr(ranks["published"])) if differ else np.nan
    means = both.mean()
    return rubric, against, len(both), correlation, float(means["ours"]), float(means["published"])
