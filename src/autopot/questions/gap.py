"""How much more work will be needed, and how much of it technology can meet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Unpack

import pandas as pd

from autopot import catalogue
from autopot.analysis.gap import (
    DRAWS_OF_FEW,
    DRAWS_OF_MANY,
    FEW,
    OF_CELLS,
    OF_SHOWN,
    gap_table,
    shares_study,
)
from autopot.demand import demand_of
from autopot.engine import Along, Engine
from autopot.engine.options import EngineOptions, check_options, opened
from autopot.errors import InputError, Problem
from autopot.messages import say
from autopot.results.gap.result import Gap
from autopot.results.gap.words import quoted_year
from autopot.results.own_words import title_of
from autopot.results.suppression import is_unprotected
from autopot.study.preparation import (
    Prepared,
    load_changed,
    prepare,
)
from autopot.tables.names import names as names_of_things
from autopot.workforce.staff import municipality_decider, no_municipality

NAMED = 8
"""Municipalities that an error names."""

LEAST_DRAWS = 100
"""As for a run."""

LEVERS = ("mean_position", "sick_leave", "later_retirement")


def gap(
    scenario: str | Path = "base",
    workforce: pd.DataFrame | None = None,
    *,
    years: Sequence[int] | None = None,
    municipalities: Sequence[str] = (),
    changes: Mapping[str, Mapping[str, Any]] | None = None,
    settings: Mapping[str, Any] | None = None,
    **options: Unpack[EngineOptions],
) -> Gap:
    """Need of work, what technology and other measures meet of it, and what rests.

    Parameters
    ----------
    scenario, workforce, changes, settings : as for `run`.
    years : in place of the scenario's; sentences are about the last of them.
    municipalities : numbers or names of those to show and quote; none: as many as there
        is room for.
    options : as for `run`. Draws are by default 2,000, or 1,000 where there are more than 20
        municipalities: the first draws of a run of the same scenario.

    Returns
    -------
    The gap by sector, municipality and year, with intervals.

    Raises
    ------
    InputError
        Everything that is wrong with the scenario or the workforce, a year without a projection, or
        a municipality that is not in the workforce, or too few draws.
    """
    check_options(options)
    draws = options.get("draws")
    if draws is not None and draws < LEAST_DRAWS:
        allowed, remedy = say("{number} or more", number=LEAST_DRAWS), say("leave --draws out")
        raise InputError(Problem("--draws", str(draws), allowed, remedy))
    loaded = load_changed(scenario, changes, settings, seed=options.get("seed"))
    prepared = prepare(loaded, workforce)
    shown = asked_towns(municipalities, prepared)
    problem = _nothing_to_compute(prepared, years)
    if problem is not None:
        raise InputError(problem)
    with opened(options) as chosen:
        return gap_of(prepared, chosen, years, options.get("draws"), shown)


def gap_of(
    prepared: Prepared,
    engine: Engine,
    years: Sequence[int] | None = None,
    draws: int | None = None,
    shown: tuple[str, ...] = (),
) -> Gap:
    """The gap of a scenario with its data; parameters and errors as for `GapQuestion`."""
    return GapQuestion(prepared, engine, years, draws=draws, shown=shown).answer()


class GapQuestion:
    """The gap of a scenario with its data, yet to be drawn.

    Parameters
    ----------
    prepared : ready for the model, with adoption.
    engine : where.
    years, draws, shown : as `years`, `draws` and `municipalities` of `gap`.

    Raises
    ------
    InputError
        As for `gap`.
    """

    def __init__(
        self,
        prepared: Prepared,
        engine: Engine,
        years: Sequence[int] | None = None,
        draws: int | None = None,
        shown: tuple[str, ...] = (),
    ) -> None:
        section, names = prepared.scenario.scenario.demand, prepared.names
        self._prepared, self._engine, self._shown = prepared, engine, shown
        self._ahead = sorted(set(section.years if years is None else years))
        self._year = self._ahead[-1] if years is not None else quoted_year(self._ahead)
        self._draws = draws or draws_of(prepared)
        self._demand = demand_of(
            prepared.scenario, names.municipalities, names.sectors, self._ahead
        )
        self._study = shares_study([(prepared.inputs, self._demand.inputs)], engine)

    @property
    def along(self) -> Along:
        """The model's part of it, to be done along the way of a run of the scenario."""
        return self._study.along(self._prepared.inputs, self._draws)

    def answer(self) -> Gap:
        """The gap by sector, municipality and year."""
        prepared, demand, names = self._prepared, self._demand, self._prepared.names
        section = prepared.scenario.scenario.demand
        table = gap_table(
            prepared.inputs,
            names,
            demand.inputs,
            self._draws,
            self._engine,
            study=self._study,
            of_cells=OF_SHOWN if self._shown else OF_CELLS,
        )
        keyed = set(catalogue.table("demand/sector_areas")["sector"]) | set(section.own_weights)
        staffed = set(prepared.workforce.cells["sector"].unique())
        return Gap(
            every=table,
            hidden=prepared.hidden,
            title=title_of(prepared.scenario, prepared.workforce),
            today=section.today,
            year=self._year,
            draws=self._draws,
            origin=demand.population.origin,
            per_elderly=self._per_elderly(),
            unkeyed=tuple(s for s in names.sectors if s not in keyed and s in staffed),
            levers=_stated_levers(prepared),
            shown=self._shown,
            per_elderly_shown={town: self._per_elderly(town) for town in self._shown},
            scenario=prepared.scenario,
            language=prepared.scenario.scenario.report.language,
            workforce=prepared.workforce,
            unprotected=is_unprotected(prepared.scenario, prepared.workforce),
        )

    def _per_elderly(self, town: str | None = None) -> dict[int, float]:
        """Year -> persons of working age per elderly person, of one municipality or of all."""
        places = self._prepared.names.municipalities
        number = None if town is None else places.index(town)
        found = self._demand.working_age_per_elderly(town=number)
        today = self._prepared.scenario.scenario.demand.today
        years = zip([today, *self._ahead], found, strict=True)
        return {year: float(value) for year, value in years}


def _stated_levers(prepared: Prepared) -> tuple[str, ...]:
    """The levers that the scenario states, for all or for one sector."""
    scenario = prepared.scenario.scenario
    every = [scenario, *(scenario.in_sector(sector) for sector in scenario.sectors)]
    stated = [each.demand.levers for each in every]
    return tuple(n for n in LEVERS if any(getattr(levers, n).high > 0 for levers in stated))


def draws_of(prepared: Prepared) -> int:
    """Draws of a gap where none are asked for: no more than the scenario's own."""
    number = DRAWS_OF_FEW if len(prepared.names.municipalities) <= FEW else DRAWS_OF_MANY
    own = prepared.scenario.scenario.uncertainty.draws
    return number if own == "auto" else min(number, int(own))


def has_gap(prepared: Prepared) -> bool:
    """Whether a scenario asks for the need of work."""
    scenario = prepared.scenario.scenario
    return bool(scenario.demand.years) and bool(scenario.adoption.years)


def asked_towns(municipalities: Sequence[str], prepared: Prepared) -> tuple[str, ...]:
    """The codes of municipalities of the scenario, by number or name."""
    decide, there = municipality_decider({}), prepared.names.municipalities
    found, problems = [], []
    for asked in municipalities:
        answer = decide(asked)
        code = asked if asked in there else answer.code
        found.append(code)
        if not code:
            problems.append(no_municipality("--municipality", asked, answer))
        elif code not in there:
            problems.append(_not_here(code, prepared))
    if problems:
        raise InputError(problems)
    return tuple(found)


def _not_here(code: str, prepared: Prepared) -> Problem:
    """That a municipality is not in the scenario, and which has it."""
    called = names_of_things()["municipality"]
    there = prepared.names.municipalities
    more = ["…"] if len(there) > NAMED else []
    return Problem(
        "--municipality",
        say(
            "{code} {name} is not in {scenario}",
            code=code,
            name=called.get(code, ""),
            scenario=prepared.scenario.scenario.name,
        ),
        [*(f"{own} {called.get(own, '')}".strip() for own in there[:NAMED]), *more],
        say("all municipalities: autopot gap national --municipality {code}", code=code),
    )


def _nothing_to_compute(prepared: Prepared, years: Sequence[int] | None) -> Problem | None:
    loaded = prepared.scenario
    section = loaded.scenario.demand
    if not loaded.scenario.adoption.years:
        found = say("no years, so nothing becomes of the potential")
        place = loaded.place("adoption", "years")
        return Problem(place, found, say("one year or more"), say("add a year"))
    asked = section.years if years is None else years
    if not asked:
        place = loaded.place("demand", "years")
        return Problem(place, say("no years"), say("one year or more"), say("add a year"))
    early = [year for year in asked if year <= section.today]
    if early:
        allowed = say("years after today, {year}", year=section.today)
        return Problem("--year", say("{years}", years=early), allowed, say("give a later year"))
    last = int(catalogue.table("demand/projection")["year"].max())
    late = [year for year in asked if year > last]
    if late and years is not None:
        allowed = say("{first} to {last}", first=section.today + 1, last=last)
        remedy = say("give an earlier year; the projection ends in {last}", last=last)
        return Problem("--year", say("{years}", years=late), allowed, remedy)
    return None
