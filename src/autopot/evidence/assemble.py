"""Evidence, readings and tasks of a list of occupations, as arrays for the model."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot import catalogue
from autopot.errors import (
    MOST_PROBLEMS,
    InputError,
    Problem,
    more_like_these,
    unknown_name,
)
from autopot.evidence.borrow import complete_evidence
from autopot.evidence.corrections import corrected_time
from autopot.evidence.installed import installed_figures, installed_rules
from autopot.evidence.own_tasks import OwnTasks, own_tasks
from autopot.evidence.ratings import Ratings, read_ratings
from autopot.evidence.readings import RULES, EvidenceArrays, Parameters, ReadingRule
from autopot.evidence.sector_time import SectorProfile, sector_profiles, with_time
from autopot.evidence.spread import Spread
from autopot.evidence.task_labels import task_labels
from autopot.evidence.task_table import (
    HIGHEST_SCORE,
    LOWEST_SCORE,
    activity_arrays,
    gate_array,
    task_table,
    time_concentration,
)
from autopot.evidence.technologies import TaskTechnologies, task_technologies
from autopot.messages import say, say_in
from autopot.scenario import Distribution, LoadedScenario

Array = NDArray[np.float64]
Index = NDArray[np.int64]


@dataclass(frozen=True)
class BoundReading:
    """A reading with its evidence, giving task shares for any draw of its parameters.

    Parameters
    ----------
    rule : the reading.
    evidence : figures on all occupations of the run.
    first_task : (O + 1,) where the tasks of each occupation start.
    spread : how occupation values are spread over tasks, at the time shares as shipped.
    """

    rule: ReadingRule
    evidence: EvidenceArrays
    first_task: Index
    spread: Spread

    @property
    def name(self) -> str:
        """The reading's name in a scenario."""
        return self.rule.name

    @property
    def sees_robots(self) -> bool:
        """Whether physical work by machines is already in the reading."""
        return self.rule.sees_robots

    def values(self, parameters: Parameters, occupations: slice) -> Array:
        """The reading of the tasks of a run of occupations.

        Parameters
        ----------
        parameters : name -> (B,) draws of those that the rule uses.
        occupations : positions of the run.

        Returns
        -------
        (tasks of these occupations, B) automatable share, 0-1. What the rule says of an occupation
        is spread over its tasks.
        """
        tasks = slice(
            int(self.first_task[occupations.start]), int(self.first_task[occupations.stop])
        )
        own = take(self.evidence, tasks, occupations)
        result = self.rule.function(own, parameters)
        if self.rule.level == "occupation":
            return self.spread.tasks(result, occupations)
        return result


def _shipped_time(tasks: pd.DataFrame) -> Array:
    """(T,) time shares as shipped, whatever a planner has corrected; 0 of a task that is added.

    An occupation's measure speaks of the occupation as its published profile has it, so it says
    what its tasks' shares are there. Those then stand, and corrected time weighs them anew.
    """
    shipped = task_table().set_index(["occupation", "task"])["time_share"]
    keys = pd.MultiIndex.from_frame(tasks[["occupation", "task"]])
    result: Array = shipped.reindex(keys).fillna(0.0).to_numpy(float)
    return result


def take(evidence: EvidenceArrays, tasks: slice, occupations: slice) -> EvidenceArrays:
    """The evidence of a run of occupations.

    Parameters
    ----------
    evidence : of all occupations.
    tasks, occupations : positions of the run; `tasks` must be those of `occupations`.
    """
    return EvidenceArrays(
        score=evidence.score[tasks],
        activity_potential=evidence.activity_potential[:, tasks],
        exposed={k: v[:, occupations] for k, v in evidence.exposed.items()},
        levels={k: v[:, occupations] for k, v in evidence.levels.items()},
        computerisation=evidence.computerisation[occupations],
        labels=evidence.labels.take(tasks),
        of_tasks={k: v[tasks] for k, v in evidence.of_tasks.items()},
        of_occupations={k: v[occupations] for k, v in evidence.of_occupations.items()},
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
    technology : which technology would take how much of each task.
    reach : (2, T) most that technology takes of each task, by labelling; 1 where the scenario
        counts what no technology on the radar would take.
    gate : (T, 3) 1 in the column that says how far a person is required: none, partly, fully.
    physical : (2, T) published potential of physical activities by coder, 0 elsewhere.
    concentration : (O,) Dirichlet concentration of the time shares.
    sector_profiles : time of occupations in sectors where it is another, by rising occupation.
    evidence : figures for the readings.
    readings : every reading by name; installed ones that the scenario names come last.
    borrowed : (occupation, measure) -> STYRK digits of the group the value was borrowed from.
    overridden : (T,) index into `overrides`, -1 elsewhere.
    overrides : the planner's own shares.
    own_tasks : what of the tasks the planner has corrected.
    """

    occupations: list[str]
    technologies: list[str]
    tasks: pd.DataFrame
    first_task: Index
    major_group: Index
    technology: TaskTechnologies
    reach: Array
    gate: Array
    physical: Array
    concentration: Array
    sector_profiles: list[SectorProfile]
    evidence: EvidenceArrays
    readings: Mapping[str, BoundReading]
    borrowed: pd.DataFrame
    overridden: Index
    overrides: list[Distribution]
    own_tasks: OwnTasks = field(default_factory=OwnTasks)

    def time_in(self, sector: str) -> Array:
        """(T,) share of its occupation's time that each task takes in a sector."""
        time: Array = self.tasks["time_share"].to_numpy(float).copy()
        for profile in self.sector_profiles:
            if profile.sector == sector:
                time[profile.tasks] = profile.time_share
        return time


def assemble(
    occupations: list[str],
    scenario: LoadedScenario,
    technologies: list[str],
    sectors: Collection[str] | None = None,
) -> Assembled:
    """Collect tasks and evidence for the occupations of a workforce.

    Parameters
    ----------
    occupations : STYRK-08 unit groups.
    scenario : for the planner's own shares, corrections and labels.
    technologies : technologies with a potential of their own.
    sectors : those of the run; tasks that are done in others alone are left out. None: those of
        municipalities.

    Returns
    -------
    Arrays and tables in the order of rising occupation and task.

    Raises
    ------
    InputError
        An occupation that is unknown or has no evidence; an override of an unknown task; work
        given to a technology that the radar lacks; faults in the files that the scenario names.
    """
    codes = sorted(set(occupations))
    _check_occupations(codes)
    values, borrowed = complete_evidence()
    overlay = overlay_file(scenario)
    every = task_table(overlay)
    used = every["occupation"].isin(codes) & with_time(every, sectors)
    tasks = every[used].reset_index(drop=True)
    sizes = tasks.groupby("occupation")["task"].size().reindex(codes).to_numpy(np.int64)
    first_task = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    potential, physical = activity_arrays(tasks)
    ratings = own_ratings(scenario)
    rated = None if ratings is None else ratings.labels
    evidence = _evidence_arrays(values.loc[codes], tasks, potential, rated)
    own = installed_figures(scenario.scenario, tasks, codes)
    evidence = replace(evidence, of_tasks=own.of_tasks, of_occupations=own.of_occupations)
    rules = {**RULES, **installed_rules(scenario.scenario)}
    spread = Spread(
        np.clip(evidence.score, LOWEST_SCORE, HIGHEST_SCORE),
        _shipped_time(tasks),
        first_task,
    )
    overridden, overrides = _overrides(scenario, tasks, codes)
    technology = task_technologies(tasks, technologies, overlay)
    counted = scenario.scenario.radar.none == "counted"
    return Assembled(
        occupations=codes,
        technologies=technologies,
        tasks=tasks,
        first_task=first_task,
        major_group=np.array([int(code[0]) for code in codes], dtype=np.int64),
        technology=technology,
        reach=np.ones_like(technology.reach) if counted else technology.reach,
        gate=gate_array(tasks),
        physical=physical,
        concentration=time_concentration(tasks, sizes),
        sector_profiles=sector_profiles(tasks, corrected_time(overlay), sectors),
        evidence=evidence,
        readings={
            name: BoundReading(rule, evidence, first_task, spread) for name, rule in rules.items()
        },
        borrowed=borrowed.loc[codes].join(own.borrowed),
        overridden=overridden,
        overrides=overrides,
        own_tasks=own_tasks(overlay, rated, codes),
    )


def overlay_file(scenario: LoadedScenario) -> Path | None:
    """The planner's corrections of the tasks, or None.

    Raises
    ------
    InputError
        The scenario names a file that is not there.
    """
    name = scenario.scenario.evidence.overlay
    if name is None:
        return None
    allowed, remedy = say("a .csv file, or null"), say("make one with: autopot tasks import")
    return scenario.file(name, "evidence", "overlay", allowed=allowed, remedy=remedy)


def own_ratings(scenario: LoadedScenario) -> Ratings | None:
    """The labels that people who do the job have given, or None.

    Raises
    ------
    InputError
        The scenario names a file that is not there, or that has faults.
    """
    name = scenario.scenario.evidence.labels
    if name is None:
        return None
    allowed = say("a .csv or .xlsx file, or null")
    remedy = say("make one with: autopot tasks export --labels")
    return read_ratings(scenario.file(name, "evidence", "labels", allowed=allowed, remedy=remedy))


def _check_occupations(codes: list[str]) -> None:
    known = list(catalogue.occupations().index)
    problems = [
        unknown_name(say("occupation in the workforce"), say_in("the", "occupation"), code, known)
        for code in codes
        if code not in known
    ]
    bridge = catalogue.bridge()
    none = set(bridge.loc[bridge["relation"] == "no_evidence", "occupation"])
    problems += [
        Problem(
            say("occupation {code} in the workforce", code=code),
            say("no published evidence covers it"),
            say("occupations with evidence (data/occupations/isco08_bridge.csv)"),
            say("give these people another occupation, or leave them out and say so"),
        )
        for code in codes
        if code in none
    ]
    if problems:
        raise InputError(problems)


def _evidence_arrays(
    values: pd.DataFrame, tasks: pd.DataFrame, potential: Array, rated: pd.DataFrame | None
) -> EvidenceArrays:
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
        labels=task_labels(tasks, rated),
    )


def _overrides(
    scenario: LoadedScenario, tasks: pd.DataFrame, codes: list[str]
) -> tuple[Index, list[Distribution]]:
    """Which tasks take which of the planner's own shares; a task beats its occupation."""
    own = scenario.scenario.evidence.override
    names = tasks["occupation"] + "-" + tasks["task"]
    known = catalogue.occupations().index
    every = catalogue.tasks()
    all_names = set(every["occupation"] + "-" + every["task"])
    unknown = [key for key in own if key not in known and key not in all_names]
    if unknown:
        near = [*codes, *sorted(all_names)]
        raise InputError(_unknown_overrides(scenario, unknown, near))
    chosen = np.full(len(tasks), -1, dtype=np.int64)
    for number, key in enumerate(sorted(own, key=len)):
        chosen[((tasks["occupation"] == key) | (names == key)).to_numpy()] = number
    return chosen, [own[key] for key in sorted(own, key=len)]


def _unknown_overrides(
    scenario: LoadedScenario, unknown: Sequence[str], near: Sequence[str]
) -> list[Problem]:
    at = ("evidence", "override")
    problems = [
        unknown_name(scenario.place(*at, key), say_in("the", "occupation or task"), key, near)
        for key in unknown[:MOST_PROBLEMS]
    ]
    if len(unknown) > MOST_PROBLEMS:
        problems.append(more_like_these(scenario.place(*at), len(unknown) - MOST_PROBLEMS))
    return problems
