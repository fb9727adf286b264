"""Readings: named, documented ways from evidence to "share of a task's time".

Each is one function of the evidence and of parameters that are drawn. They are rival meanings of
"can be automated", not repeated measurements of one thing. Reasons and limits: docs/method.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from autopot.evidence.task_labels import TaskLabels

Array = NDArray[np.float64]
Parameters = Mapping[str, Array]


@dataclass(frozen=True)
class EvidenceArrays:
    """Published figures on the occupations and tasks of a run.

    Parameters
    ----------
    score : (T,) ILO score of 2025, 0-1.
    activity_potential : (2, T) MGI potential of the task's activity, by the first and the second
        coder's kind, 0-1.
    exposed : rater -> (2, O) shares of tasks labelled E1 and E2.
    levels : run -> (5, O) shares of tasks labelled T0 to T4.
    computerisation : (O,) Frey and Osborne's probability.
    labels : our own labels of the tasks, twice, and those of people who do the job, if any.
    of_tasks : name of an installed reading -> (T,) its figure of each task, 0-1.
    of_occupations : the same of each occupation, (O,).
    """

    score: Array
    activity_potential: Array
    exposed: Mapping[str, Array]
    levels: Mapping[str, Array]
    computerisation: Array
    labels: TaskLabels
    of_tasks: Mapping[str, Array] = field(default_factory=dict)
    of_occupations: Mapping[str, Array] = field(default_factory=dict)


LABELLING = "labelling"
"""The parameter that says which labelling of the tasks a draw believes."""

ReadingFunction = Callable[[EvidenceArrays, Parameters], Array]


@dataclass(frozen=True)
class ReadingRule:
    """One reading.

    Parameters
    ----------
    name : as in the scenario.
    level : "task" gives (T, B); "occupation" gives (O, B) and is spread over the tasks.
    sees_robots : whether physical work by machines is in the measure.
    parameters : names of the scenario parameters it uses.
    measures : measures of evidence.csv it needs; empty for task-level evidence.
    function : evidence and parameters -> share of time.
    """

    name: str
    level: Literal["task", "occupation"]
    sees_robots: bool
    parameters: tuple[str, ...]
    measures: tuple[str, ...]
    function: ReadingFunction


def score_above_floor(evidence: EvidenceArrays, parameters: Parameters) -> Array:
    """ILO task score with the floor of purely physical tasks taken away.

    (score - floor) / (1 - floor), cut to 0-1.

    Parameters
    ----------
    evidence : its `score` is used.
    parameters : `floor` (B,), 0-1.

    Returns
    -------
    (T, B) share of the task's time.

    Source
    ------
    Scores: ILO Working Paper 140 (2025). The floor is ours: the scores never reach 0, and tasks the
    ILO's own models call impossible for text technology lie near 0.1.
    """
    floor = parameters["floor"]
    return _as_share((evidence.score[:, None] - floor) / (1 - floor))


def exposed_time(evidence: EvidenceArrays, parameters: Parameters) -> Array:
    """Time saved on tasks that can be done in half the time.

    half * (E1 + software_weight * E2), labels by GPT-4 and by people mixed by `rater`.

    Parameters
    ----------
    evidence : its `exposed` labels are used.
    parameters : `rater` (1: GPT-4 alone, 0: people alone), `half` (share of the time that is saved
        where it is halved) and `software_weight`, each (B,) 0-1.

    Returns
    -------
    (O, B) share of the occupation's time.

    Source
    ------
    Labels: Eloundou et al. (2024); E1 and E2 are defined there as time at least halved, alone or
    with software. The weight of E2 (0.5 in their beta, 1 in their gamma) is a parameter here.
    """
    rater = parameters["rater"]
    mixed = (
        rater * evidence.exposed["gpt4"][:, :, None]
        + (1 - rater) * evidence.exposed["human"][:, :, None]
    )
    return _as_share(parameters["half"] * (mixed[0] + parameters["software_weight"] * mixed[1]))


def whole_tasks(evidence: EvidenceArrays, parameters: Parameters) -> Array:
    """Share of tasks the machine does nearly alone: labels T3 and T4.

    Parameters
    ----------
    evidence : its `levels` are used.
    parameters : `label_run` (B,), 0-1.

    Returns
    -------
    (O, B) share of the occupation's tasks, two GPT-4 runs mixed by `label_run`.

    Source
    ------
    Labels: Eloundou et al. (2024), automation rubric; the two runs differ and are kept as noise.
    """
    mixed = _levels(evidence, parameters)
    return _as_share(mixed[3] + mixed[4])


def task_automation(evidence: EvidenceArrays, parameters: Parameters) -> Array:
    """Every level counted in part: the wide meaning, where help counts.

    sum over levels of share[level] * value[level]; T0 counts nothing.

    Parameters
    ----------
    evidence : its `levels` are used.
    parameters : `label_run` and the values `level_t1` to `level_t4`, each (B,) 0-1.

    Returns
    -------
    (O, B) share of the occupation's time.

    Source
    ------
    Labels: Eloundou et al. (2024). The values of the levels are parameters: the rubric speaks of
    ranges (T1 up to half, T2 half to 90 %, T3 90 % and more, T4 all; wording not re-read).
    """
    mixed = _levels(evidence, parameters)
    values = [parameters[f"level_t{level}"] for level in (1, 2, 3, 4)]
    total = sum((mixed[i + 1] * value for i, value in enumerate(values)), np.zeros_like(mixed[0]))
    return _as_share(total)


def _as_share(value: Array) -> Array:
    """Cut to 0-1: a floor takes scores below 0, and parts of 1 can sum to a rounding above it."""
    return np.clip(value, 0.0, 1.0)


def _levels(evidence: EvidenceArrays, parameters: Parameters) -> Array:
    run = parameters["label_run"]
    result: Array = (
        run * evidence.levels["run1"][:, :, None] + (1 - run) * evidence.levels["run2"][:, :, None]
    )
    return result


def activity_time(evidence: EvidenceArrays, parameters: Parameters) -> Array:
    """Potential of the kind of activity the task is.

    Where two coders still differ, a draw believes one of them for all tasks: the first where
    `coder` is at most 0.5, the second above.

    Parameters
    ----------
    evidence : its `activity_potential` is used.
    parameters : `coder` (B,), 0-1.

    Returns
    -------
    (T, B) share of the task's time; the same for all tasks of an activity.

    Source
    ------
    McKinsey Global Institute (2017), A future that works: share of time automatable by adapting
    demonstrated technology, by activity type.
    """
    first, second = evidence.activity_potential[:, :, None]
    return np.asarray(np.where(parameters["coder"] <= 0.5, first, second))


def computerisation(evidence: EvidenceArrays, parameters: Parameters) -> Array:
    """The published probability that the occupation is computerisable, read as share of time.

    A comparator with the studies of 2013-2019: the measure was not meant as a share of time.

    Parameters
    ----------
    evidence : its `computerisation` is used.
    parameters : none is used.

    Returns
    -------
    (O, 1) probability.

    Source
    ------
    Frey and Osborne (2013/2017).
    """
    del parameters  # the probability is taken as published
    return evidence.computerisation[:, None]


def exposed_time_2026(evidence: EvidenceArrays, parameters: Parameters) -> Array:
    """Time saved on our own tasks that can be done in half the time, as a state of 2026.

    half * (E1 + software_weight * E2), where a draw believes one labelling for all tasks: the first
    where `labelling` is at most 0.5, the second above. Tasks that people who do the job have rated
    take their label in the middle third of `labelling`, so that each of the three weighs the same,
    and tasks that nobody has rated read as if nobody had been asked.

    Parameters
    ----------
    evidence : its `labels` are used.
    parameters : `labelling`, `half` (share of the time that is saved where it is halved) and
        `software_weight`, each (B,) 0-1.

    Returns
    -------
    (T, B) share of the task's time.

    Source
    ------
    Rubric: Eloundou et al. (2024), in our words in docs/task-coding.md; labels are ours, made by a
    language model from the label of the task (data/occupations/task_labels.csv).
    """
    label = _believed(evidence.labels.exposed, parameters)
    return _as_share(parameters["half"] * (label[0] + parameters["software_weight"] * label[1]))


def whole_tasks_2026(evidence: EvidenceArrays, parameters: Parameters) -> Array:
    """Our own tasks that the machine does nearly alone, as a state of 2026: labels T3 and T4.

    Parameters
    ----------
    evidence : its `labels` are used.
    parameters : `labelling` (B,), 0-1.

    Returns
    -------
    (T, B) 1 where the labelling that the draw believes says T3 or T4, else 0.

    Source
    ------
    As of `exposed_time_2026`.
    """
    return _believed(evidence.labels.whole, parameters)


def _believed(labels: Array, parameters: Parameters) -> Array:
    """(..., T, B) the labels of the labelling that each draw believes."""
    first, second, *people = labels[..., None]
    drawn = parameters[LABELLING]
    believed = np.asarray(np.where(drawn <= 0.5, first, second))
    for rated in people:
        theirs = (drawn > 1 / 3) & (drawn <= 2 / 3) & ~np.isnan(rated)
        believed = np.where(theirs, rated, believed)
    return believed


def _labels(prefixes: tuple[str, ...], levels: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"eloundou_{prefix}_{level}" for prefix in prefixes for level in levels)


RULES: dict[str, ReadingRule] = {
    rule.name: rule
    for rule in (
        ReadingRule(
            name="score_above_floor",
            level="task",
            sees_robots=False,
            parameters=("floor",),
            measures=(),
            function=score_above_floor,
        ),
        ReadingRule(
            name="exposed_time",
            level="occupation",
            sees_robots=False,
            parameters=("half", "software_weight", "rater"),
            measures=_labels(("gpt4", "human"), ("e1", "e2")),
            function=exposed_time,
        ),
        ReadingRule(
            name="whole_tasks",
            level="occupation",
            sees_robots=False,
            parameters=("label_run",),
            measures=_labels(("run1", "run2"), ("t3", "t4")),
            function=whole_tasks,
        ),
        ReadingRule(
            name="task_automation",
            level="occupation",
            sees_robots=False,
            parameters=("label_run", "level_t1", "level_t2", "level_t3", "level_t4"),
            measures=_labels(("run1", "run2"), ("t1", "t2", "t3", "t4")),
            function=task_automation,
        ),
        ReadingRule(
            name="activity_time",
            level="task",
            sees_robots=True,
            parameters=("coder",),
            measures=(),
            function=activity_time,
        ),
        ReadingRule(
            name="computerisation",
            level="occupation",
            sees_robots=True,
            parameters=(),
            measures=("frey_osborne_p",),
            function=computerisation,
        ),
        ReadingRule(
            name="exposed_time_2026",
            level="task",
            sees_robots=False,
            parameters=("half", "software_weight", LABELLING),
            measures=(),
            function=exposed_time_2026,
        ),
        ReadingRule(
            name="whole_tasks_2026",
            level="task",
            sees_robots=False,
            parameters=(LABELLING,),
            measures=(),
            function=whole_tasks_2026,
        ),
    )
}
"""Every reading by the name it has in a scenario."""

ROBOT_SOURCE = "activity_time"
"""The reading whose figures of physical work are the robots of the readings that see none; a draw
counts them there as far as it believes this reading."""
