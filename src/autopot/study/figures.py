"""Which figure sensitivity and comparison look at, as the user names it."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from autopot.analysis.outputs import OF_NEED, Figure, Kind
from autopot.demand import demand_of
from autopot.errors import InputError, Problem, unknown_name
from autopot.messages import say, say_in
from autopot.scenario import LoadedScenario
from autopot.scenario.ranges import LAST_YEAR
from autopot.study.preparation import Prepared

NAMES: dict[str, Kind] = {kind: kind for kind in get_args(Kind)}
BY_OF_A_YEAR = ("sector", "radar_class")


def chosen_figure(kind: str, year: int | None, scenario: LoadedScenario, by: str = "") -> Figure:
    """The figure of a kind and a year.

    Parameters
    ----------
    kind : technical, adopted, realised, quality, gap, rest or closed.
    year : needed for all but technical, which has none.
    scenario : whose base year the year must come after.
    by : how the figure is split; empty: by sector. The need of work is by sector alone.

    Raises
    ------
    InputError
        An unknown kind, a year that is missing, not wanted or not after the base year, or a split
        that a figure of a year does not have.
    """
    if kind not in NAMES:
        raise InputError(unknown_name("--kind", say_in("the", "kind"), kind, list(NAMES)))
    if kind == "technical":
        if year is not None:
            found = say("{year}, but the technical potential has no year", year=year)
            remedy = say("add --kind adopted or realised")
            raise InputError(Problem("--year", found, remedy=remedy))
        return Figure()
    problems = _problems(kind, year, scenario, by)
    if problems:
        raise InputError(problems)
    return Figure(NAMES[kind], year)


def with_demand(figure: Figure, prepared: Prepared) -> Figure:
    """The figure with the need of work of a scenario, where it is about that.

    Parameters
    ----------
    figure : from `chosen_figure`.
    prepared : the scenario with its data.

    Raises
    ------
    InputError
        A fault in the scenario's `demand`, or a year without a projection.
    """
    if not figure.of_need or figure.year is None:
        return figure
    names = prepared.names
    years = [figure.year]
    found = demand_of(prepared.scenario, names.municipalities, names.sectors, years)
    return replace(figure, demand=found.inputs)


def _problems(kind: str, year: int | None, scenario: LoadedScenario, by: str) -> list[Problem]:
    """What is wrong with a figure of a year."""
    need = kind in OF_NEED
    section = scenario.scenario
    base = section.demand.today if need else section.adoption.base_year
    problems = []
    if year is None or not base < year <= LAST_YEAR:
        found = say("no year") if year is None else str(year)
        allowed = say("{first} to {last}", first=base + 1, last=LAST_YEAR)
        problems.append(Problem("--year", found, allowed, say("give a year")))
    splits = BY_OF_A_YEAR[:1] if need else BY_OF_A_YEAR
    if by and by not in splits:
        found = say("{by} for a figure of a year", by=by)
        problems.append(Problem("--by", found, splits, say("choose one")))
    if not scenario.scenario.adoption.years:
        place = scenario.place("adoption", "years")
        found = say("no years, so nothing becomes of the potential")
        problems.append(Problem(place, found, say("one year or more"), say("add a year")))
    return problems
