"""The need of work beyond today that a plan may close in a sector."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from autopot.analysis.gap import gap_draws
from autopot.demand import QUANTITIES, Demand, demand_of
from autopot.engine import Threads
from autopot.errors import InputError, Problem
from autopot.messages import say
from autopot.model.arrays import Array
from autopot.study.preparation import Prepared

if TYPE_CHECKING:
    from autopot.scenario.plan_loading import LoadedPlan


def need_beyond_today(loaded: LoadedPlan, prepared: Prepared) -> Array:
    """FTE that the sector of the goal needs beyond those of today.

    Parameters
    ----------
    loaded : a plan that is to close the gap in a sector; its measures there were checked
        (`plan_arrays`), so that the sector has staff and is not hidden.
    prepared : its scenario with data.

    Returns
    -------
    (Y, D) FTE in every year of the plan, in the draws of the plan's measures: 0 where less is
    needed than today, and in the year that is today. With several municipalities the sum over those
    whose need grows, as `autopot gap` has it.

    Raises
    ------
    InputError
        A sector that needs no more in any draw and year; a scenario that says nothing of the need;
        years of the plan before today or without a projection.
    """
    problem = _beforehand(loaded, prepared)
    if problem is not None:
        raise InputError(problem)
    section = prepared.scenario.scenario.demand
    names, years = prepared.names, loaded.plan.year_numbers()
    ahead = [year for year in years if year > section.today]
    need = np.zeros((len(years), loaded.plan.draws))
    if ahead:
        demand = _demand(loaded, prepared, ahead)
        inputs = replace(prepared.inputs, future=None)
        found = gap_draws(inputs, demand.inputs, loaded.plan.draws, Threads())
        sector = names.sectors.index(str(loaded.plan.goal.sector))
        need[len(years) - len(ahead) :] = found.sectors[QUANTITIES.index("growing"), sector]
    if not need.any():
        raise InputError(_no_growth(loaded))
    return need


def _demand(loaded: LoadedPlan, prepared: Prepared, ahead: list[int]) -> Demand:
    """The need of the plan's years; those without a projection are the plan's fault."""
    names, place = prepared.names, prepared.scenario.place("demand", "years")
    try:
        return demand_of(prepared.scenario, names.municipalities, names.sectors, ahead)
    except InputError as error:
        own = loaded.place("years")
        raise InputError(
            [replace(p, place=own) if p.place == place else p for p in error.problems]
        ) from error


def _no_growth(loaded: LoadedPlan) -> Problem:
    years = loaded.plan.year_numbers()
    found = say(
        "{sector} needs no more than today in any draw from {first} to {last}",
        sector=loaded.plan.goal.sector,
        first=years[0],
        last=years[-1],
    )
    allowed = say("a sector whose need grows; autopot gap shows them")
    remedy = say("choose another sector, or maximise realised_fte")
    return Problem(loaded.place("goal", "sector"), found, allowed, remedy)


def _beforehand(loaded: LoadedPlan, prepared: Prepared) -> Problem | None:
    """No need at all, or years before it; a year without a projection is told by its table."""
    scenario = prepared.scenario.scenario
    section, plan = scenario.demand, loaded.plan
    if not section.years:
        return Problem(
            loaded.place("goal", "maximise"),
            say(
                "gap_closed, and {scenario} says nothing of the need (demand.years is [])",
                scenario=scenario.name,
            ),
            say("a scenario with demand.years"),
            say("add the years to the scenario, or maximise realised_fte"),
        )
    if plan.first_year < section.today:
        return Problem(
            loaded.place("first_year"),
            say("{year}, before the need begins", year=plan.first_year),
            say("{year} or later (demand.today)", year=section.today),
            say("begin later, or change demand.today in the scenario"),
        )
    return None
