"""Evidence, readings and tasks of a list of occupations, as arrays for the model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot import catalogue
from autopot.errors import InputError, Problem, unknown_name
from autopot.evidence.borrow import complete_evidence, fill_from_groups
from autopot.evidence.readings import RULES, EvidenceArrays, Parameters, ReadingRule
from autopot.evidence.spread import Spread
from autopot.scenario import Distribution, LoadedScenario

Array = NDArray[np.float64]
Index = NDArray[np.int64]

LOWEST_SCORE, HIGHEST_SCORE = 0.01, 0.99
"""Bounds on the scores that order tasks when an occupation's value is spread over them."""


@dataclass(frozen=True)
class BoundReading:
    """A reading with its evidence, giving task shares for any draw of its parameters.

    Parameters
    ----------
    rule : the reading.
    evidence : figures on all occupations of the run.
    first_task : (O + 1,) where the tasks of each occupation start.
    spread : how occupation values are spread over tasks.
    """

    rule: ReadingRule
    evidence: EvidenceArrays
    first_task: Index
    spread: Spread

    @property
    def sees_robots(self) -> bool:
        """Whether physical work by machines is already in the reading."""
        return self.rule.sees_robots

    def values(self, parameters: Parameters, occupations: slice) -> Array:
        """(tasks of these occupations, draws) automatable share, 0-1."""
        tasks = slice(
            int(self.first_task[occupations.start]), int(self.first_task[occupations.stop])
        )
        own = take(self.evidence, tasks, occupations)
        result = self.rule.function(own, parameters)
        if self.rule.level == "occupation":
            return self.spread.tasks(result, occupations)
        return result


def take(evidence: EvidenceArrays, tasks: slice, occupations: slice) -> EvidenceArrays:
    """The evidence of a run of occupations."""
    return EvidenceArrays(
        score=evidence.score[tasks],
        activity_potential=evidence.activity_potential[tasks],
        exposed={k: v[:, occupations] for k, v in evidence.exposed.items()},
        levels={k: v[:, occupations] for k, v in evidence.levels.items()},
        computerisation=evidence.computerisation[occupations],
    )


@dataclass(frozen=True)
class Assembled:
    """Everything the model needs to know about occupations and tasks.

    Parameters
    ----------
    occupations : the codes, rising.
    technologies : the technologies with a potential, in the order of the radar.
    tasks : one row per task: occupation, task, time_share, activity, score, noise, labels.
    first_task : (O + 1,) where the tasks of each occupation start.
    major_group : (O,) first digit of the code.
    technology : (T, K) share of the automatable time per technology.
    physical : (T,) published potential of physical activities, 0 elsewhere.
    evidence : figures for the readings.
    readings : every reading by name.
    borrowed : (occupation, measure) -> STYRK digits of the group the value was borrowed from.
    overridden : (T,) index into `overrides`, -1 elsewhere.
    overrides : the planner's own shares.
    """

    occupations: list[str]
    technologies: list[str]
    tasks: pd.DataFrame
    first_task: Index
    major_group: Index
    technology: Array
    physical: Array
    evidence: EvidenceArrays
    readings: Mapping[str, BoundReading]
    borrowed: pd.DataFrame
    overridden: Index
    overrides: list[Distribution]


def assemble(
    occupations: list[str], scenario: LoadedScenario, technologies: list[str]
) -> Assembled:
    """Collect tasks and evidence for the occupations of a workforce.

    Parameters
    ----------
    occupations : STYRK-08 unit groups.
    scenario : for the planner's own shares.
    technologies : technologies with a potential of their own.

    Returns
    -------
    Arrays and tables in the order of rising occupation and task.

    Raises
    ------
    InputError
        An occupation that is unknown or has no evidence; an override of an unknown task; work
        given to a technology that the radar lacks.
    """
    codes = sorted(set(occupations))
    _check_occupations(codes)
    values, borrowed = complete_evidence()
    all_tasks = _tasks_with_scores()
    tasks = all_tasks[all_tasks["occupation"].isin(codes)].reset_index(drop=True)
    sizes = tasks.groupby("occupation")["task"].size().reindex(codes)
    first_task = np.concatenate([[0], np.cumsum(sizes.to_numpy())]).astype(np.int64)
    activities = catalogue.activities().set_index("activity")
    potential = tasks["activity"].map(activities["potential"]).to_numpy(float)
    physical = tasks["activity"].map(activities["physical"].astype(float)).to_numpy(float)
    evidence = _evidence_arrays(values.loc[codes], tasks, potential)
    spread = Spread(
        np.clip(evidence.score, LOWEST_SCORE, HIGHEST_SCORE),
        tasks["time_share"].to_numpy(float),
        first_task,
    )
    overridden, overrides = _overrides(scenario, tasks, codes)
    return Assembled(
        occupations=codes,
        technologies=technologies,
        tasks=tasks,
        first_task=first_task,
        major_group=np.array([int(code[0]) for code in codes], dtype=np.int64),
        technology=_technology_shares(tasks, technologies),
        physical=potential * physical,
        evidence=evidence,
        readings={
            name: BoundReading(rule, evidence, first_task, spread) for name, rule in RULES.items()
        },
        borrowed=borrowed.loc[codes],
        overridden=overridden,
        overrides=overrides,
    )


def _check_occupations(codes: list[str]) -> None:
    known = list(catalogue.occupations().index)
    problems = [
        unknown_name("workforce occupation", "occupation", code, known)
        for code in codes
        if code not in known
    ]
    bridge = catalogue.bridge()
    none = set(bridge.loc[bridge["relation"] == "no_evidence", "occupation"])
    problems += [
        Problem(
            f"workforce occupation {code}",
            "no published evidence covers it",
            "occupations with evidence (data/occupations/isco08_bridge.csv)",
            "give these people an occupation, or leave them out and say so",
        )
        for code in codes
        if code in none
    ]
    if problems:
        raise InputError(problems)


def _tasks_with_scores() -> pd.DataFrame:
    """All tasks with ILO score and size of their own error; gaps borrowed from the STYRK group."""
    tasks = catalogue.tasks()
    scores = catalogue.task_evidence()
    gap = _logit(scores["score_2025_gpt4o"]) - _logit(scores["score_2025_gemini"])
    scores["gap_variance"] = gap**2 / 2
    tasks = tasks.merge(
        scores[
            [
                "isco08",
                "task_no",
                "score_2025",
                "score_2025_gpt4o",
                "score_2025_gemini",
                "score_2023",
                "gap_variance",
            ]
        ],
        left_on=["isco08", "evidence_task"],
        right_on=["isco08", "task_no"],
        how="left",
    )
    tasks["score_borrowed"] = tasks["score_2025"].isna()
    means = tasks.groupby("occupation")[["score_2025"]].mean()
    filled, _ = fill_from_groups(means)
    tasks["score"] = tasks["score_2025"].fillna(tasks["occupation"].map(filled["score_2025"]))
    pooled = float(scores["gap_variance"].mean())
    tasks["noise"] = np.sqrt((tasks["gap_variance"].fillna(pooled) + pooled) / 2)
    return tasks


def _logit(values: pd.Series) -> pd.Series:
    inside = values.clip(LOWEST_SCORE, HIGHEST_SCORE)
    return np.log(inside / (1 - inside))


def _evidence_arrays(values: pd.DataFrame, tasks: pd.DataFrame, potential: Array) -> EvidenceArrays:
    def rows(template: str, levels: tuple[str, ...]) -> Array:
        return np.array([values[template.format(level)].to_numpy(float) for level in levels])

    return EvidenceArrays(
        score=tasks["score"].to_numpy(float),
        activity_potential=potential,
        exposed={r: rows(f"eloundou_{r}_{{}}", ("e1", "e2")) for r in ("gpt4", "human")},
        levels={
            r: rows(f"eloundou_{r}_{{}}", ("t0", "t1", "t2", "t3", "t4")) for r in ("run1", "run2")
        },
        computerisation=values["frey_osborne_p"].to_numpy(float),
    )


def _technology_shares(tasks: pd.DataFrame, technologies: list[str]) -> Array:
    shares = catalogue.activity_technology().pivot_table(
        index="activity", columns="technology", values="share", fill_value=0.0
    )
    unknown = [name for name in shares.columns if name not in technologies]
    if unknown:
        raise InputError(
            [
                unknown_name("radar", "technology with work of its own", u, technologies)
                for u in unknown
            ]
        )
    table = shares.reindex(columns=technologies, fill_value=0.0)
    rows: Array = table.loc[tasks["activity"]].to_numpy(float)
    return rows


def _overrides(
    scenario: LoadedScenario, tasks: pd.DataFrame, codes: list[str]
) -> tuple[Index, list[Distribution]]:
    """Which tasks take which of the planner's own shares; a task beats its occupation."""
    own = scenario.scenario.evidence.override
    names = tasks["occupation"] + "-" + tasks["task"]
    known = catalogue.occupations().index
    every = catalogue.tasks()
    all_names = set(every["occupation"] + "-" + every["task"])
    chosen = np.full(len(tasks), -1, dtype=np.int64)
    problems = []
    for number, key in enumerate(sorted(own, key=len)):
        if key not in known and key not in all_names:
            place = scenario.place("evidence", "override", key)
            near = [*codes, *sorted(all_names)]
            problems.append(unknown_name(place, "occupation or task", key, near))
        chosen[((tasks["occupation"] == key) | (names == key)).to_numpy()] = number
    if problems:
        raise InputError(problems)
    return chosen, [own[key] for key in sorted(own, key=len)]
