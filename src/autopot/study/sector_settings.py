"""Whether the sectors that a scenario has settings for are those of its workforce."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from autopot import catalogue
from autopot.errors import InputError, Problem, unknown_name
from autopot.messages import name_in, say, say_in
from autopot.scenario import LoadedScenario
from autopot.scenario.sectors import TECHNICAL_SECTIONS


def check_sectors(loaded: LoadedScenario, sectors: Sequence[str]) -> None:
    """Whether every sector with settings of its own is one of the run.

    Parameters
    ----------
    loaded : the scenario.
    sectors : codes of those of the run.

    Raises
    ------
    InputError
        Others, with the code of one that was called by its name; or a scenario that is calibrated
        to one total, and reads the work of a sector another way.
    """
    scenario = loaded.scenario
    problems = [_unknown(loaded, s, sectors) for s in scenario.sectors if s not in sectors]
    apart = [s for s in scenario.sectors if set(scenario.own_sections(s)) & set(TECHNICAL_SECTIONS)]
    if apart and scenario.calibrate.total is not None:
        problems.append(
            Problem(
                loaded.place("calibrate", "total"),
                say("a published total, and {sectors} with work read another way", sectors=apart),
                say("one evidence for all sectors, or null"),
                say("write null, or remove evidence, physical and human_required from sectors"),
            )
        )
    if problems:
        raise InputError(problems)


def _unknown(loaded: LoadedScenario, sector: str, sectors: Sequence[str]) -> Problem:
    known = catalogue.sectors().set_index("sector").loc[list(sectors)]
    names = dict(zip(known.index, known[name_in(known.columns)], strict=True))
    problem = unknown_name(
        loaded.place("sectors", sector),
        say_in("the", "sector"),
        sector,
        [*sectors, *names.values()],
    )
    both = [say("{name} ({code})", name=name, code=code) for code, name in names.items()]
    return replace(problem, allowed=both)
