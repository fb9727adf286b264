"""Every municipality of an estimate, with what is told of each, from one run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Unpack

import numpy as np

from autopot import catalogue
from autopot.analysis.town_peers import places_of, told_apart, town_draws
from autopot.engine.options import EngineOptions, check_options, opened
from autopot.errors import InputError, Problem
from autopot.messages import say
from autopot.model.peers import TownDraws
from autopot.questions.gap import asked_towns
from autopot.questions.peers import MOST_DRAWS, usual_places
from autopot.questions.simulation import result_of
from autopot.results.peers.result import Peers, peers_result
from autopot.results.site.result import Site
from autopot.study.preparation import Prepared, load_changed, prepare


def site(
    scenario: str | Path = "national",
    *,
    municipalities: Sequence[str] = (),
    settings: Mapping[str, Any] | None = None,
    **options: Unpack[EngineOptions],
) -> Site:
    """All municipalities of an estimate, from one run.

    Parameters
    ----------
    scenario : a .yaml file or the name of a packaged scenario, of an estimate of all
        municipalities.
    municipalities : numbers or names of those that get a page; none: all.
    settings : sections that go before the file's, as for `run`.
    options : draws, seed, threads, engine, scheduler, progress.

    Returns
    -------
    The run, each municipality beside others, and how many can be told apart; nothing is written
    until `save`.

    Raises
    ------
    InputError
        Everything that is wrong with the scenario, own staff, municipalities that are missing in
        the run or unknown, or figures that are calibrated.
    """
    check_options(options)
    draws, seed, progress = options.get("draws"), options.get("seed"), options.get("progress")
    loaded = load_changed(scenario, None, settings, draws=draws, seed=seed)
    prepared = prepare(loaded, progress=progress)
    problem = _cannot_be_shown(prepared)
    if problem is not None:
        raise InputError(problem)
    towns = asked_towns(municipalities, prepared) or tuple(prepared.names.municipalities)
    with opened(options) as chosen:
        result = result_of(prepared, chosen, progress, shown=towns)
        drawn = town_draws(prepared.inputs, min(result.drawn, MOST_DRAWS), chosen)
    peers = {town: _beside(prepared, drawn, town) for town in towns}
    apart = told_apart(drawn.potential / drawn.fte)
    return Site(result, towns, peers=peers, apart=apart, made=date.today())


def _beside(prepared: Prepared, drawn: TownDraws, town: str) -> Peers:
    """A municipality beside its size group and the big cities."""
    position = {code: at for at, code in enumerate(prepared.names.municipalities)}
    places = usual_places(town)
    members = [np.array([position[code] for code in place.members]) for place in places]
    return peers_result(prepared, places, places_of(prepared.inputs, drawn, members))


def _cannot_be_shown(prepared: Prepared) -> Problem | None:
    """Why a scenario makes no site; None where it does."""
    loaded, workforce = prepared.scenario, prepared.workforce
    place, remedy = loaded.place("workforce", "source"), say("use national, or extend it")
    if not workforce.estimate:
        found = say("own staff, and a site is of estimates")
        return Problem(place, found, say("a packaged estimate"), remedy)
    missing = set(catalogue.municipalities()["municipality"]) - set(prepared.names.municipalities)
    if missing:
        found = say("{count} municipalities are not in the run", count=len(missing))
        return Problem(place, found, say("an estimate of all municipalities"), remedy)
    if loaded.scenario.calibrate.total is not None:
        found = say("a run that is calibrated: only its own tasks were moved")
        where = loaded.place("calibrate", "total")
        return Problem(where, found, remedy=say("leave out calibrate.total"))
    return None
