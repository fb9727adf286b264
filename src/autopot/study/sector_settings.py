"""Whether the sectors that a scenario has settings for are those of its workforce."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from autopot import catalogue
from autopot.errors import InputError, Problem, unknown_name
from autopot.messages import say, say_in
from autopot.scenario import LoadedScenario


def check_sectors(loaded: LoadedScenario, sectors: Sequence[str]) -> None:
    """Whether every sector with settings of its own is one of the run.

    Parameters
    ----------
    loaded : the scenario.
    sectors : codes of those of the run.

    Raises
    ------
    InputError
        Others, with the code of one that was called by its name.
    """
    problems = [_unknown(loaded, s, sectors) for s in loaded.scenario.sectors if s not in sectors]
    if problems:
        raise InputError(problems)


def _unknown(loaded: LoadedScenario, sector: str, sectors: Sequence[str]) -> Problem:
    known = catalogue.sectors()
    problem = unknown_name(
        loaded.place("sectors", sector), say_in("the", "sector"), sector, sectors
    )
    named = (known[["name_nb", "name_en"]].map(str.casefold) == sector.casefold()).any(axis=1)
    codes = [code for code in known.loc[named, "sector"] if code in sectors]
    return replace(problem, remedy=say("write {name}", name=codes[0])) if codes else problem
