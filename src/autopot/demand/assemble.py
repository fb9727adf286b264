"""From a scenario and its municipalities to the arrays of the need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from autopot import catalogue
from autopot.demand.inputs import DemandInputs, Levers
from autopot.demand.population import Population, population_of
from autopot.demand.weights import ELDERLY, HEALTH_CARE, READINGS, age_weights
from autopot.errors import InputError, Problem, unknown_name
from autopot.messages import Text, say, say_in
from autopot.model.arrays import Array
from autopot.scenario import LoadedScenario

ROUNDING = 1e-9
"""How far above its limit a lever may lie: 1 - 0.843 is not quite 0.157."""


@dataclass(frozen=True)
class Demand:
    """The need of work of a scenario.

    Parameters
    ----------
    inputs : its arrays.
    population : persons they are made from.
    """

    inputs: DemandInputs
    population: Population

    def working_age_per_elderly(self, number: int = 0, town: int | None = None) -> Array:
        """(1 + Y,) persons aged 20-66 per person of 67 and over; NaN where nobody is.

        Parameters
        ----------
        number : alternative: 0 main, 1 low, 2 high.
        town : place of a municipality along its axis; None: all municipalities together.
        """
        first = catalogue.age_groups()["first"].to_numpy()
        every = self.population.persons[number]
        persons = every.sum(axis=0) if town is None else every[town]
        working = (first >= 20) & (first < ELDERLY)
        elderly = persons[:, first >= ELDERLY].sum(axis=1)
        found: Array = persons[:, working].sum(axis=1) / np.where(elderly > 0, elderly, np.nan)
        return found


def demand_of(
    loaded: LoadedScenario,
    municipalities: Sequence[str],
    sectors: list[str],
    years: Sequence[int] | None = None,
) -> Demand:
    """The need of work of a scenario.

    Parameters
    ----------
    loaded : the scenario.
    municipalities, sectors : along the axes.
    years : in place of the scenario's.

    Raises
    ------
    InputError
        Unknown sectors or age groups, a year without a projection, or a fault in the file.
    """
    section = loaded.scenario.demand
    own = {
        sectors.index(sector): loaded.in_sector(sector)
        for sector in sectors
        if "demand" in loaded.scenario.own_sections(sector)
    }
    problems = _problems(loaded, sectors)
    problems += [p for number, there in own.items() for p in _own_problems(there, sectors[number])]
    if problems:
        raise InputError(problems)
    ahead = [int(year) for year in (section.years if years is None else years)]
    file = population_file(loaded)
    place = loaded.place("demand", "years") if file is None else str(file)
    population = population_of(municipalities, [section.today, *ahead], file, place)
    spread = _spread(loaded, sectors, population)
    unserved = _unserved(spread, population, municipalities, sectors, place)
    if unserved:
        raise InputError(unserved)
    general = _inputs(loaded, sectors, ahead, population, spread)
    theirs = {}
    for number, there in own.items():
        its = _spread(there, [sectors[number]], population)
        theirs[number] = _inputs(there, [sectors[number]], ahead, population, its)
    return Demand(replace(general, own=theirs), population)


def _spread(loaded: LoadedScenario, sectors: list[str], population: Population) -> Array:
    """(R, S, A) share of the country's work today by age group, of the readings with weight."""
    section = loaded.scenario.demand
    people = population.country[0, 0]
    return np.stack(
        [age_weights(name, sectors, people, section.own_weights) for name in _used(loaded)]
    )


def _used(loaded: LoadedScenario) -> dict[str, float]:
    """Readings of the need that have weight."""
    return {k: w for k, w in loaded.scenario.demand.weights.model_dump().items() if w > 0}


def _inputs(
    loaded: LoadedScenario,
    sectors: list[str],
    ahead: list[int],
    population: Population,
    spread: Array,
) -> DemandInputs:
    """The arrays of the need of these sectors, as the scenario's general settings have it."""
    section = loaded.scenario.demand
    weights = _used(loaded)
    return DemandInputs(
        today=section.today,
        years=ahead,
        table=growth_terms(spread, population, sectors, section.today, ahead),
        weights=np.array(list(weights.values())),
        keys=[READINGS.index(name) for name in weights],
        concentration=section.concentration,
        alternative=section.alternative,
        revision=section.revision,
        healthier=section.healthier,
        years_gained=section.years_gained,
        service_growth=section.service_growth,
        productivity=section.productivity,
        move=section.move,
        levers=_levers(loaded, sectors, ahead),
    )


def growth_terms(
    spread: Array, population: Population, sectors: Sequence[str], today: int, years: Sequence[int]
) -> Array:
    """The terms that the growth of need is linear in (`autopot.demand.need`).

    Parameters
    ----------
    spread : (R, S, A) share of the country's work today by age group.
    population : persons of the M municipalities.
    sectors : S codes; health and care is the one where ageing may be healthier.
    today, years : Y years after today.

    Returns
    -------
    (R, 4, 2, M, S, Y) main, high less main, low less main, revision; without and with ageing.
    """
    people = population.country[0, 0]
    rate = spread / people
    now = population.persons[0, :, 0]
    parts = np.einsum("rsa,ma->rmsa", rate, now)
    parts /= parts.sum(axis=-1, keepdims=True)
    ratio = _ratio(population.persons)
    main, low, high = ratio
    ahead = np.asarray(years, dtype=float) - today
    moved = main * population.revision * ahead[:, None] / 10
    persons = np.stack([main, high - main, low - main, moved])
    falls = _falls(rate, sectors)
    return np.stack(
        [
            np.einsum("rmsa,pmya->rpmsy", parts, persons),
            -np.einsum("rmsa,rsa,pmya,y->rpmsy", parts, falls, persons, ahead, optimize=True),
        ],
        axis=2,
    )


def _unserved(
    spread: Array,
    population: Population,
    municipalities: Sequence[str],
    sectors: Sequence[str],
    place: Text,
) -> list[Problem]:
    """Sectors whose every age group is without persons today, so that nothing can grow."""
    used = np.einsum("rsa,ma->rms", spread, population.persons[0, :, 0])
    return [
        Problem(
            place,
            say(
                "{municipality} has nobody today of the ages that {sector} is for",
                municipality=municipalities[town],
                sector=sectors[sector],
            ),
            say("persons today in one age group or more of every sector"),
            say("correct the row of today in the file of demand.population"),
        )
        for town, sector in np.argwhere((used == 0).any(axis=0))
    ]


def _ratio(persons: Array) -> Array:
    """(3, M, Y, A) persons of each year by those of today; 1 where there is nobody today."""
    now = persons[:, :, :1]
    later = persons[:, :, 1:]
    return np.divide(
        later, now, out=np.ones_like(later), where=np.broadcast_to(now, later.shape) > 0
    )


def _falls(rate: Array, sectors: Sequence[str]) -> Array:
    """(R, S, A) part of a group's use that goes with one year of age less, from 67 on.

    Use per person rises from the middle of one group to the middle of the next on a line, so a
    group that is a year younger in health uses (c[a] - c[a-1]) / (years between) less.
    """
    groups = catalogue.age_groups()
    apart = np.diff(groups["mean_age"].to_numpy(float), prepend=np.nan)
    before = np.concatenate([rate[..., :1], rate[..., :-1]], axis=-1)
    slope = np.divide(rate - before, rate, out=np.zeros_like(rate), where=rate > 0) / apart
    old = (groups["first"] >= ELDERLY).to_numpy()
    care = np.array([sector == HEALTH_CARE for sector in sectors])
    slope = np.where(old & care[:, None], slope, 0.0)
    found: Array = np.maximum(slope, 0.0)
    return found


def _levers(loaded: LoadedScenario, sectors: Sequence[str], years: Sequence[int]) -> Levers:
    section = loaded.scenario.demand
    levers = section.levers
    wait = max(levers.reached - section.today, 1)
    reach = np.clip((np.asarray(years, dtype=float) - section.today) / wait, 0.0, 1.0)
    chosen = sectors if levers.sectors is None else levers.sectors
    return Levers(
        reach=reach,
        sectors=np.array([float(sector in chosen) for sector in sectors]),
        mean_position=levers.mean_position,
        mean_position_now=levers.mean_position_now,
        sick_leave=levers.sick_leave,
        sick_leave_now=levers.sick_leave_now,
        later_retirement=levers.later_retirement,
        retiring=levers.retiring,
    )


def population_file(loaded: LoadedScenario) -> Path | None:
    """The planner's projected population; None where the scenario names none.

    Raises
    ------
    InputError
        No such file.
    """
    name = loaded.scenario.demand.population
    if name is None:
        return None
    return loaded.file(
        name,
        "demand",
        "population",
        allowed=say("a file made by autopot fetch population"),
        remedy=say("check the file name"),
    )


def _problems(loaded: LoadedScenario, sectors: Sequence[str]) -> list[Problem]:
    section = loaded.scenario.demand
    groups = list(catalogue.age_groups()["age_group"])
    problems = [
        unknown_name(
            loaded.place("demand", "own_weights", name), say_in("the", "sector"), name, sectors
        )
        for name in section.own_weights
        if name not in sectors
    ]
    problems += [
        unknown_name(
            loaded.place("demand", "own_weights", name, age), say("the age group"), age, groups
        )
        for name, ages in section.own_weights.items()
        for age in ages
        if age not in groups
    ]
    problems += [
        unknown_name(
            loaded.place("demand", "levers", "sectors"), say_in("the", "sector"), name, sectors
        )
        for name in section.levers.sectors or []
        if name not in sectors
    ]
    return [*problems, *_impossible_levers(loaded)]


def _own_problems(there: LoadedScenario, sector: str) -> list[Problem]:
    """What is wrong with the settings of one sector."""
    section = there.scenario.demand
    problems = _impossible_levers(there)
    if section.weights.own > 0 and sector not in section.own_weights:
        problems.append(
            Problem(
                there.place("demand", "weights", "own"),
                say("no weights of {sector} in demand.own_weights", sector=sector),
                say("weights by age group of every sector that believes in its own"),
                say("add them, or write 0"),
            )
        )
    return problems


def _impossible_levers(loaded: LoadedScenario) -> list[Problem]:
    """Levers that give more than there is to win."""
    levers = loaded.scenario.demand.levers
    allowed = {
        "mean_position": (
            1 - levers.mean_position_now,
            say(
                "at most {most:.3f}: from mean_position_now, {now:.3f}, to a full position",
                most=1 - levers.mean_position_now,
                now=levers.mean_position_now,
            ),
        ),
        "sick_leave": (
            levers.sick_leave_now,
            say("at most sick_leave_now, {most:.3f}", most=levers.sick_leave_now),
        ),
    }
    return [
        Problem(
            loaded.place("demand", "levers", name),
            say("{value:.3f}", value=getattr(levers, name).high),
            words,
            say("state less, or correct what holds today"),
        )
        for name, (most, words) in allowed.items()
        if getattr(levers, name).high > most + ROUNDING
    ]
