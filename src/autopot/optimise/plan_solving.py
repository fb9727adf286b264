"""Solve a plan: rows are added while the best plan found is still overrated."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

import numpy as np
import pyomo.environ as pyo
from pyomo.contrib.appsi.base import TerminationCondition

from autopot.errors import InfeasibleError, Problem
from autopot.messages import say
from autopot.optimise.plan import (
    NOT_STARTED,
    Array,
    PlanProblem,
    Whole,
    add_worth,
    build_model,
    infeasible,
)
from autopot.optimise.solver import highs_solver

SHARE_OF_GAP = 0.5
"""Each round may leave this share of the gap; the rest is for what the rows still overrate."""

RELAXED_GAP = 1e-6
HEURISTICS = 0.2
"""Share of HiGHS's effort that goes to finding plans; its own 0.05 took twice the time here."""


class NotFoundInTime(InfeasibleError):
    """No plan was found in the time given; there may be one."""

    def __init__(self) -> None:
        found = say("no plan was found in the time given")
        super().__init__(Problem("solver.seconds", found, remedy=say("give more time")))


@dataclass(frozen=True)
class Settings:
    """When the solver may stop.

    Parameters
    ----------
    gap : share of the goal that the plan may lie below the best possible.
    seconds : time limit.
    """

    gap: float
    seconds: float


@dataclass(frozen=True)
class Solved:
    """A plan and how good it is.

    Parameters
    ----------
    start : (M,) start years, -1 for not at all.
    goal : what it reaches.
    bound : what no plan can exceed.
    seconds : time used.
    timed_out : stopped by the time limit before the gap was reached.
    """

    start: Whole
    goal: float
    bound: float
    seconds: float
    timed_out: bool

    @property
    def gap(self) -> float:
        """How far the plan may lie below the best possible, as share of the goal."""
        return max(0.0, self.bound - self.goal) / max(abs(self.goal), 1e-9)


@dataclass(frozen=True)
class _Round:
    """One call of the solver: level of its rows, bound, shares started, whether it was done."""

    level: float
    bound: float
    shares: Array
    finished: bool


def solve(problem: PlanProblem, settings: Settings) -> Solved:
    """The best plan, or the best one found in the time given.

    Parameters
    ----------
    problem : measures, limits and demands.
    settings : when the solver may stop.

    Raises
    ------
    InfeasibleError
        No plan meets the demands within the limits.
    NotFoundInTime
        None was found in the time given.
    """
    begun = time.perf_counter()
    model = build_model(problem)
    whole = problem.tail is None and problem.cap is None
    rows = [_mean_row(problem)] if whole else _relaxed_rows(problem)[1]
    for weights, shares in rows:
        add_worth(model, problem, weights, shares)
    gap = settings.gap if whole else settings.gap * SHARE_OF_GAP
    best, goal, bound, left = None, -np.inf, np.inf, settings.seconds
    while True:
        left = settings.seconds - (time.perf_counter() - begun)
        found = None if best is not None and left <= 0 else _round(model, problem, gap, left)
        if found is None:
            break
        met = _as_years(found.shares)
        start = without_needless(problem, met)
        worth = problem.worth(start)
        if problem.goal(worth) > goal:
            best, goal = start, problem.goal(worth)
        bound = min(bound, found.bound)
        if bound - goal <= settings.gap * max(abs(goal), 1e-9) or not found.finished:
            break
        add_worth(model, problem, problem.weights(worth), problem.as_shares(met))
    if best is None:
        raise NotFoundInTime
    bound = max(bound, goal)
    reached = bound - goal <= settings.gap * max(abs(goal), 1e-9)
    return Solved(
        start=best,
        goal=goal,
        bound=bound,
        seconds=time.perf_counter() - begun,
        timed_out=not reached,
    )


def relaxed(problem: PlanProblem) -> tuple[float, Array]:
    """What could be reached if measures could be started in part.

    Returns
    -------
    The goal, and (M,) how much of each measure is started.

    Raises
    ------
    InfeasibleError
        Not even such a plan meets the demands.
    """
    found, _ = _relaxed_rows(problem)
    return found.level, found.shares.sum(axis=1)


def _relaxed_rows(problem: PlanProblem) -> tuple[_Round, list[tuple[Array, Array | None]]]:
    """The relaxed plan, and weights and plans of its rows: a good start for the whole one."""
    model = build_model(problem, relaxed=True)
    rows = [_mean_row(problem)]
    best: _Round | None = None
    goal = -np.inf
    while True:
        add_worth(model, problem, *rows[-1])
        found = _round(model, problem, RELAXED_GAP, np.inf)
        if found is None:
            raise infeasible()
        worth = problem.worth_in_part(found.shares)
        if best is None or problem.cap is None or problem.goal(worth) > goal:
            best, goal = found, problem.goal(worth)
        if found.level - goal <= RELAXED_GAP * max(1.0, abs(found.level)):
            return replace(found, shares=best.shares), rows
        rows.append((problem.weights(worth), found.shares))


def _mean_row(problem: PlanProblem) -> tuple[Array, Array | None]:
    """The row of the mean of all draws, which alone is the goal where no tail and no cap counts."""
    draws = problem.value.shape[2]
    return np.full(draws, 1 / draws), None


def _round(
    model: pyo.ConcreteModel, problem: PlanProblem, gap: float, seconds: float
) -> _Round | None:
    """The best plan by the rows there are; None where none was found in the time given.

    Raises
    ------
    InfeasibleError
        No plan meets the demands within the limits.
    """
    solver = highs_solver()
    solver.highs_options["mip_heuristic_effort"] = HEURISTICS
    solver.config.mip_gap = gap
    if np.isfinite(seconds):
        solver.config.time_limit = max(0.1, seconds)
    outcome = solver.solve(model)
    condition = outcome.termination_condition
    if outcome.best_feasible_objective is None:
        if condition == TerminationCondition.maxTimeLimit:
            return None
        raise infeasible()
    outcome.solution_loader.load_vars()
    shares = np.zeros(problem.value.shape[:2])
    for at, variable in model.start.items():
        shares[at] = variable.value or 0.0
    level = float(model.level.value)
    bound = outcome.best_objective_bound
    bound = level if bound is None or not np.isfinite(bound) else float(bound)
    return _Round(level, bound, shares, condition == TerminationCondition.optimal)


def _as_years(shares: Array) -> Whole:
    """(M,) start years of shares that are 0 or 1 but for the solver's tolerance."""
    return np.where(shares.max(axis=1) > 0.5, shares.argmax(axis=1), NOT_STARTED)


def without_needless(problem: PlanProblem, start: Whole) -> Whole:
    """The plan without measures that have no effect and that nothing in the plan needs.

    The solver is free to start them where they cost nothing that counts.

    Parameters
    ----------
    problem : the problem that the plan answers.
    start : (M,) start years, -1 for not at all.
    """
    start = start.copy()
    while True:
        needed = {a for m, a, _ in problem.after if start[m] != NOT_STARTED} | set(problem.must)
        drop = [m for m in _idle(problem, start) if m not in needed]
        if not drop:
            return start
        if problem.cap is None:
            start[drop] = NOT_STARTED
        else:
            start[max(drop, key=lambda m: float(problem.cost[m].sum()))] = NOT_STARTED


def _idle(problem: PlanProblem, start: Whole) -> list[int]:
    """Started measures without effect; under a cap, each that may go alone with nothing lost."""
    if problem.cap is None:
        idle = (problem.value.max(axis=(1, 2)) <= 0) & (problem.effect.max(axis=1) <= 0)
        return [int(m) for m in np.flatnonzero(idle & (start != NOT_STARTED))]
    return [int(m) for m in problem.cap.idle(start) if _keeps_targets(problem, start, m)]


def _keeps_targets(problem: PlanProblem, start: Whole, without: int) -> bool:
    others = [m for m in np.flatnonzero(start != NOT_STARTED) if m != without]
    given = {
        t: sum(float(problem.effect[m, t - start[m]]) for m in others if start[m] <= t)
        for t in problem.target
    }
    return all(given[t] >= lowest for t, lowest in problem.target.items())
