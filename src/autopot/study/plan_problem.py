"""A plan as optimisation problem, and what its limits are called when they conflict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from autopot.errors import InfeasibleError, Problem
from autopot.messages import Message, say
from autopot.study.plan_arrays import (
    PlanArrays,
    plan_arrays,
    worth,
)
from autopot.study.plan_need import need_beyond_today
from autopot.study.preparation import (
    Prepared,
    load_changed,
    prepare,
)

if TYPE_CHECKING:
    from autopot.optimise.plan import Limit, PlanProblem
    from autopot.optimise.plan_cap import Cap
    from autopot.optimise.plan_solving import Settings, Solved
    from autopot.scenario.plan import Measure, PlanFile
    from autopot.scenario.plan_loading import LoadedPlan

TAIL = 0.1
"""Share of the draws that count where a plan is judged by the worst of them."""

MAX_CONFLICT_SECONDS = 10.0


@dataclass(frozen=True)
class Decided:
    """A plan with its start years, before any question is asked about it.

    Parameters
    ----------
    loaded, prepared, arrays, problem, solved : as in `Plan`.
    settings : when the solver may stop.
    """

    loaded: LoadedPlan
    prepared: Prepared
    arrays: PlanArrays
    problem: PlanProblem
    solved: Solved
    settings: Settings


def decide(
    loaded: LoadedPlan,
    workforce: pd.DataFrame | None = None,
    seconds: float | None = None,
    settings: Mapping[str, Any] | None = None,
) -> Decided:
    """Find the start years.

    Parameters
    ----------
    loaded : the plan.
    workforce : as for `run`.
    seconds : replaces the plan's time limit.
    settings : sections that go before those of its scenario, as for `run`.

    Raises
    ------
    InputError
        Everything that is wrong with the plan or its scenario.
    InfeasibleError
        Demands that the limits do not allow, with a smallest set that cannot be met together; or
        no plan was found in time.
    """
    from autopot.optimise.plan_solving import NotFoundInTime, Settings, solve

    scenario = load_changed(loaded.scenario, settings=settings, draws=loaded.plan.draws)
    prepared = prepare(scenario, workforce)
    arrays = plan_arrays(loaded, prepared)
    problem = as_problem(loaded, prepared, arrays)
    limits = Settings(loaded.plan.solver.gap, seconds or loaded.plan.solver.seconds)
    try:
        solved = solve(problem, limits)
    except NotFoundInTime:
        raise
    except InfeasibleError as error:
        raise _explained(error, loaded, problem, prepared) from error
    return Decided(
        loaded=loaded,
        prepared=prepared,
        arrays=arrays,
        problem=problem,
        solved=solved,
        settings=limits,
    )


def as_problem(loaded: LoadedPlan, prepared: Prepared, arrays: PlanArrays) -> PlanProblem:
    """The plan as optimisation problem.

    Parameters
    ----------
    loaded : the plan: limits, demands and what waits for what.
    prepared : its scenario with data, for the order of the sectors.
    arrays : from `plan_arrays` of the same plan.

    Returns
    -------
    Measures in the order of the file, years counted from the plan's first. A limit that the file
    does not state is infinite.
    """
    from autopot.optimise.plan import PlanProblem

    plan = loaded.plan
    sectors = prepared.names.sectors
    number = {measure.id: m for m, measure in enumerate(plan.measures)}
    limits = plan.limits
    budget = np.full(plan.years, np.inf)
    if limits.budget is not None:
        budget = np.array(
            [limits.budget.by_year.get(y, limits.budget.every_year) for y in plan.year_numbers()],
            dtype=float,
        )
    cap = _cap(loaded, prepared, arrays)
    return PlanProblem(
        value=worth(loaded, arrays if cap is None else replace(arrays, realised=cap.flow)),
        effect=arrays.realised.mean(axis=2),
        cost=arrays.cost,
        training=np.array([measure.training_hours for measure in plan.measures]),
        sector=np.array([sectors.index(measure.sector) for measure in plan.measures]),
        duration=np.array([measure.duration for measure in plan.measures]),
        earliest=arrays.earliest,
        after=tuple(
            (m, number[first], lag)
            for m, measure in enumerate(plan.measures)
            for first, lag in measure.after.items()
        ),
        budget=budget,
        training_hours=np.array([limits.training_hours.get(s, np.inf) for s in sectors]),
        parallel=np.array([float(limits.changes.get(s, np.inf)) for s in sectors]),
        must={
            m: measure.start_by - plan.first_year
            for m, measure in enumerate(plan.measures)
            if measure.start_by is not None
        },
        target={year - plan.first_year: fte for year, fte in plan.goal.at_least.items()},
        tail=TAIL if plan.goal.judged_by == "worst_tenth" else None,
        cap=cap,
    )


def _cap(loaded: LoadedPlan, prepared: Prepared, arrays: PlanArrays) -> Cap | None:
    """What the sector of the goal needs, and what measures there give; None for other goals."""
    from autopot.optimise.plan_cap import Cap

    sector = loaded.plan.goal.sector
    if sector is None:
        return None
    there = np.array([measure.sector == sector for measure in loaded.plan.measures])
    flow = np.where(there[:, None, None], arrays.realised, 0.0)
    return Cap(flow, need_beyond_today(loaded, prepared))


def _explained(
    error: InfeasibleError, loaded: LoadedPlan, problem: PlanProblem, prepared: Prepared
) -> InfeasibleError:
    """The error with the limits that conflict, each with its place in the file."""
    from autopot.optimise.plan_conflict import conflict

    found = conflict(problem, min(loaded.plan.solver.seconds, MAX_CONFLICT_SECONDS))
    if not found:
        return error
    return InfeasibleError(
        [_conflict_problem(limit, loaded, prepared.names.sectors) for limit in found]
    )


Named = tuple[tuple[str | int, ...], Message]
"""Where a limit stands in the plan file, and what it is called."""


def _conflict_problem(limit: Limit, loaded: LoadedPlan, sectors: list[str]) -> Problem:
    family, number = limit
    if family in ("must", "after", "earliest"):
        at, found = _measure_limit(family, number, loaded.plan.measures[number])
    elif family in ("budget", "target"):
        at, found = _year_limit(family, loaded.plan.first_year + number, loaded.plan)
    else:
        at, found = _sector_limit(family, sectors[number])
    remedy = say("cannot be met together with the others named here; widen or drop one of them")
    return Problem(loaded.place(*at), found, remedy=remedy)


def _measure_limit(family: str, number: int, measure: Measure) -> Named:
    key, found = {
        "must": (
            "start_by",
            say("{measure} must start by {year}", measure=measure.id, year=measure.start_by),
        ),
        "after": (
            "after",
            say("{measure} must wait for {others}", measure=measure.id, others=list(measure.after)),
        ),
        "earliest": (
            "not_before",
            say(
                "{measure} cannot start before its radar class or not_before allows",
                measure=measure.id,
            ),
        ),
    }[family]
    return ("measures", number, key), found


def _year_limit(family: str, year: int, plan: PlanFile) -> Named:
    if family == "budget":
        return ("limits", "budget", "by_year", str(year)), say("the budget of {year}", year=year)
    fte = round(plan.goal.at_least[year], 1)
    found = say(
        "at least {fte:,} FTE in {year} (at_least)",
        fte=int(fte) if float(fte).is_integer() else fte,
        year=year,
    )
    return ("goal", "at_least", str(year)), found


def _sector_limit(family: str, sector: str) -> Named:
    if family == "training":
        found = say("the hours of training in {sector} (training_hours)", sector=sector)
        return ("limits", "training_hours", sector), found
    found = say("how many changes {sector} can bear at a time (changes)", sector=sector)
    return ("limits", "changes", sector), found
