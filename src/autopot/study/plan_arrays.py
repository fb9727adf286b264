"""A plan and a scenario as the arrays the optimisation takes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from autopot.engine import run_draws
from autopot.errors import InputError, Problem, unknown_name
from autopot.messages import say, say_in
from autopot.model.arrays import Array
from autopot.model.measures import even, normal, own_level, use_by_age, worth_by_start
from autopot.model.sector_future import realised_in_sectors
from autopot.model.streams import DRAW_BLOCK, stream
from autopot.study.plan_new_work import plan_effects, plan_new_work
from autopot.study.preparation import Prepared

if TYPE_CHECKING:
    from autopot.scenario.plan import Measure
    from autopot.scenario.plan_loading import LoadedPlan

NEVER = 10_000
"""A start year after every plan."""


@dataclass(frozen=True)
class PlanArrays:
    """What the measures of a plan can give, in every draw.

    Parameters
    ----------
    potential : (M, D) FTE of technical potential that each measure covers.
    level : (D,) realisation before measures differ, mean of the plan's sectors.
    realised : (M, Y, D) FTE taken out, by years since the start.
    new_work : (M, Y, D) FTE of it that new work takes (`autopot.study.plan_new_work`); None where
        the scenario asks for no net figures.
    cost : (M, Y) NOK by years since the start.
    earliest : (M,) first start year, counted from the plan's first.
    radar_class : the class of each measure's technology; "" where it has no potential of its own.
    effect_kind : what each is for; "" where it has no potential of its own and the plan says
        nothing.
    """

    potential: Array
    level: Array
    realised: Array
    new_work: Array | None
    cost: Array
    earliest: np.ndarray
    radar_class: list[str]
    effect_kind: list[str]


def plan_arrays(loaded: LoadedPlan, prepared: Prepared) -> PlanArrays:
    """Potential, use and costs of the measures.

    The model runs once, with the plan's own number of draws; each measure takes its coverage of one
    technology in one sector.

    Parameters
    ----------
    loaded : the plan.
    prepared : its scenario with data.

    Returns
    -------
    M measures in the order of the file. A measure without technology, or with one that is not in
    the potential, has 0 of it and can still be needed by others.

    Raises
    ------
    InputError
        Names the scenario does not know, sectors that are hidden or have no staff, potential that
        is counted twice, and realisation that neither plan nor scenario states.
    """
    check_against(loaded, prepared)
    plan = loaded.plan
    draws, seed = plan.draws, prepared.scenario.scenario.uncertainty.seed
    totals, _ = run_draws(replace(prepared.inputs, future=None), draws, None)
    names = prepared.names
    potential = np.zeros((len(plan.measures), draws))
    in_use = np.zeros((len(plan.measures), plan.years, draws))
    realised = np.zeros_like(in_use)
    to_full = plan.use.years_to_full.quantile(even(seed, draws, "years_to_full"))
    levels = _levels(loaded, prepared)
    for m, measure in enumerate(plan.measures):
        if measure.technology not in names.technologies:
            continue
        place = names.sectors.index(measure.sector), names.technologies.index(measure.technology)
        coverage = measure.coverage.quantile(even(seed, draws, f"coverage {measure.id}"))
        potential[m] = totals.sector_technology[place] * coverage
        deviation = normal(seed, draws, f"realisation {measure.id}")
        taken_out = own_level(levels[place[0]], plan.use.between_measures, deviation)
        use = use_by_age(plan.years, measure.duration, to_full)
        in_use[m] = potential[m] * use
        realised[m] = potential[m] * taken_out * use
    own = ~prepared.radar["cross_cutting"]
    radar = prepared.radar[own].set_index("technology")["radar_class"]
    classes = [str(radar.get(m.technology, "")) for m in plan.measures]
    earliest = np.array(
        [_earliest(loaded, m, c) for m, c in zip(plan.measures, classes, strict=True)]
    )
    cost = np.array([_costs(loaded, measure) for measure in plan.measures])
    used = sorted({names.sectors.index(measure.sector) for measure in plan.measures})
    level = levels[used].mean(axis=0)
    return PlanArrays(
        potential=potential,
        level=level,
        realised=realised,
        new_work=plan_new_work(loaded, prepared, in_use, realised),
        cost=cost,
        earliest=earliest,
        radar_class=classes,
        effect_kind=plan_effects(loaded, prepared),
    )


def _levels(loaded: LoadedPlan, prepared: Prepared) -> Array:
    """(S, D) realisation by sector: the plan's own, the same everywhere, or the scenario's."""
    draws, seed = loaded.plan.draws, prepared.inputs.seed
    own, future = loaded.plan.use.realisation, prepared.inputs.future
    if own is not None:
        level = own.quantile(even(seed, draws, "realisation"))
        return np.tile(level, (len(prepared.names.sectors), 1))
    if future is None:
        place = loaded.place("use", "realisation")
        found = say("null, and the scenario has no adoption.years")
        allowed, remedy = say("a share or a distribution"), say("write a share")
        raise InputError(Problem(place, found, allowed, remedy))
    frozen = "realisation" in prepared.inputs.errors.frozen
    blocks = [
        realised_in_sectors(future, partial(stream, seed, "realisation", block), frozen)
        for block in range(-(-draws // DRAW_BLOCK))
    ]
    return np.concatenate(blocks, axis=1)[:, :draws]


def by_calendar(by_age: Array, start: NDArray[np.int64]) -> Array:
    """What measures give or cost in each calendar year.

    Parameters
    ----------
    by_age : (M, Y) or (M, Y, D) amounts by years since the start.
    start : (M,) start years from 0, -1 for none.

    Returns
    -------
    The same shape, by calendar year.

    >>> by_calendar(np.array([[1.0, 2.0, 3.0], [1.0, 1.0, 1.0]]), np.array([1, -1])).tolist()
    [[0.0, 1.0, 2.0], [0.0, 0.0, 0.0]]
    """
    result = np.zeros_like(by_age)
    for m in np.flatnonzero(start >= 0):
        first = int(start[m])
        result[m, first:] = by_age[m, : by_age.shape[1] - first]
    return result


def worth(loaded: LoadedPlan, arrays: PlanArrays) -> Array:
    """(M, Y, D) worth of each start year: FTE-years, or NOK as of the first year.

    Parameters
    ----------
    loaded : the plan; worth is in NOK where its goal has both value_per_fte (NOK a year) and
        discount_rate (share a year).
    arrays : FTE taken out and costs, from `plan_arrays`.

    Returns
    -------
    From the start to the last year of the plan: a later start is worth less because fewer years are
    left. In NOK with the costs taken off; in FTE-years costs count only against the budget. Below 0
    in draws where a measure brings more new work than it takes out, if net is the goal.

    Raises
    ------
    InputError
        Net is the goal, and the scenario says nothing of new work.

    Source
    ------
    NOK as net present value, sum over years t of flow_t (1 + rate)^-t.
    """
    goal = loaded.plan.goal
    years = loaded.plan.years
    if goal.value_per_fte is None or goal.discount_rate is None:
        flows = _net(loaded, arrays) if goal.maximise == "net_fte" else arrays.realised
        return np.stack([worth_by_start(flow, np.ones(years)) for flow in flows])
    discount = (1 + goal.discount_rate) ** -np.arange(years, dtype=float)
    flows = goal.value_per_fte * arrays.realised - arrays.cost[:, :, None]
    return np.stack([worth_by_start(flow, discount) for flow in flows])


def _net(loaded: LoadedPlan, arrays: PlanArrays) -> Array:
    """(M, Y, D) FTE taken out less the new work that measures bring."""
    if arrays.new_work is not None:
        net: Array = arrays.realised - arrays.new_work
        return net
    raise InputError(
        Problem(
            loaded.place("goal", "maximise"),
            say("net_fte, and the scenario says nothing of new work"),
            say("a scenario whose realisation.new_work.source is not none, in every sector"),
            say("let the scenario say what new work there is, or maximise realised_fte"),
        )
    )


def _costs(loaded: LoadedPlan, measure: Measure) -> Array:
    """(Y,) NOK by years since the start; substitutes are paid where training is bought."""
    shift = loaded.plan.shift_services
    bought = measure.sector in shift.sectors and shift.substitute_per_hour is not None
    substitutes = measure.training_hours * (shift.substitute_per_hour or 0.0) if bought else 0.0
    result = np.full(loaded.plan.years, measure.running)
    result[0] = measure.investment + substitutes
    return result


def _earliest(loaded: LoadedPlan, measure: Measure, radar_class: str) -> int:
    plan = loaded.plan
    by_class = {str(name): year for name, year in plan.limits.earliest.items()}
    of_class = by_class[radar_class] if radar_class else plan.first_year
    first = max(of_class or NEVER, measure.not_before or 0, plan.first_year)
    return min(first - plan.first_year, plan.years)


def check_against(loaded: LoadedPlan, prepared: Prepared) -> None:
    """Check a plan's names against its scenario.

    Parameters
    ----------
    loaded : the plan.
    prepared : its scenario with data, which says which sectors have staff and which are hidden.

    Raises
    ------
    InputError
        Technologies and sectors that are not there, have no staff or are hidden, and measures that
        together cover more than a whole technology in a sector: all of them at once.
    """
    sectors = prepared.names.sectors
    staffed = [s for s in sectors if s in set(prepared.workforce.cells["sector"])]
    hidden = prepared.hidden.of("sector")
    shown = [s for s in staffed if s not in hidden]
    technologies = list(prepared.radar["technology"])
    plan = loaded.plan
    problems = []
    for n, measure in enumerate(plan.measures):
        place = loaded.place("measures", n, "technology")
        if measure.technology is not None and measure.technology not in technologies:
            problems.append(
                unknown_name(place, say_in("the", "technology"), measure.technology, technologies)
            )
        place = loaded.place("measures", n, "sector")
        if measure.sector in hidden:
            problems.append(_hidden_sector(place, measure.sector, shown))
        elif measure.sector not in staffed:
            problems.append(
                unknown_name(place, say_in("the", "sector with staff"), measure.sector, shown)
            )
    named: list[tuple[tuple[str | int, ...], str]] = [
        *((("limits", "training_hours", s), s) for s in plan.limits.training_hours),
        *((("limits", "changes", s), s) for s in plan.limits.changes),
        *((("shift_services", "sectors", n), s) for n, s in enumerate(plan.shift_services.sectors)),
    ]
    problems += [
        unknown_name(loaded.place(*at), say_in("the", "sector"), sector, sectors)
        for at, sector in named
        if sector not in sectors
    ]
    problems += _counted_twice(loaded, set(prepared.names.technologies))
    if problems:
        raise InputError(problems)


def _hidden_sector(place: str, sector: str, shown: list[str]) -> Problem:
    return Problem(
        place,
        say("{sector} is so small that its figures are hidden", sector=sector),
        shown,
        say("leave the measure out; see docs/personvern.md"),
    )


def _counted_twice(loaded: LoadedPlan, counted: set[str]) -> list[Problem]:
    """Measures that together cover more than the whole of a technology in a sector."""
    same: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n, measure in enumerate(loaded.plan.measures):
        if measure.technology in counted:
            same[str(measure.technology), measure.sector].append(n)
    problems = []
    for (technology, sector), numbers in same.items():
        most = sum(loaded.plan.measures[n].coverage.high for n in numbers)
        if most > 1 + 1e-9:
            problems.append(
                Problem(
                    loaded.place("measures", numbers[-1]),
                    say(
                        "{measures} cover up to {share:.0%} of {technology} in {sector}",
                        measures=[loaded.plan.measures[n].id for n in numbers],
                        share=most,
                        technology=technology,
                        sector=sector,
                    ),
                    say("at most {share:.0%} together", share=1),
                    say("give each a smaller coverage"),
                )
            )
    return problems
