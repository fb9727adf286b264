"""Two scenarios' settings of single sectors: what differs, and a mixture of both."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import pandas as pd

from autopot.analysis.outputs import Figure
from autopot.analysis.sector_split import Cause, Causes
from autopot.errors import InputError, Problem
from autopot.messages import say
from autopot.scenario import LoadedScenario, Scenario
from autopot.scenario.section import Section
from autopot.scenario.sectors import (
    FUTURE_SECTIONS,
    SECTOR_SECTIONS,
    TECHNICAL_SECTIONS,
    SectorSection,
    narrowed,
)
from autopot.study.sections import differing_sections, flat_settings, mixed_scenario, written


def differing_causes(first: LoadedScenario, other: LoadedScenario, figure: Figure) -> Causes:
    """Sections in which two scenarios differ, general ones and those of one sector.

    Parameters
    ----------
    first, other : resolved scenarios.
    figure : as for `differing_sections`.

    Returns
    -------
    Sections that are a sector's own are general to the split where sectors depend on one another:
    where freed time may move between them, and in the share that technology meets of all need.
    """
    general = [(section, "") for section in differing_sections(first, other, figure)]
    own = [
        (section, sector)
        for sector in dict.fromkeys([*first.scenario.sectors, *other.scenario.sectors])
        for section in _sections(figure)
        if _own(first.scenario, sector, section) != _own(other.scenario, sector, section)
    ]
    moves = max(first.scenario.demand.move, other.scenario.demand.move) > 0
    if figure.of_need and (moves or figure.kind == "closed"):
        return Causes([*general, *own], [])
    return Causes(general, own)


def mixed(
    first: LoadedScenario, other: LoadedScenario, chosen: Collection[Cause]
) -> LoadedScenario:
    """The first scenario with the chosen sections of the other.

    Parameters
    ----------
    first, other : as for `mixed_scenario`.
    chosen : of `differing_causes`. What a sector does not have of its own is the mixture's general
        value.
    """
    whole = frozenset(section for section, sector in chosen if not sector)
    loaded = mixed_scenario(first, other, whole)
    plain = narrowed(SectorSection, loaded.scenario)
    sectors = {}
    for sector in dict.fromkeys([*first.scenario.sectors, *other.scenario.sectors]):
        sections = {}
        for section in SECTOR_SECTIONS:
            source = other if (section, sector) in chosen else first
            value = _own(source.scenario, sector, section)
            if value is not None:
                sections[section] = value
        if sections:
            sectors[sector] = plain.model_copy(update=sections)
    return replace(loaded, scenario=loaded.scenario.model_copy(update={"sectors": sectors}))


def differing_own_settings(
    first: LoadedScenario, other: LoadedScenario, figure: Figure
) -> pd.DataFrame:
    """Settings of single sectors in which two scenarios differ.

    Parameters
    ----------
    first, other, figure : as for `differing_sections`.

    Returns
    -------
    Columns setting, first, other, as from `differing_settings`. The value of a scenario without
    settings of the sector is its general one; one that is general in both is left out.
    """
    rows = []
    for sector in dict.fromkeys([*first.scenario.sectors, *other.scenario.sectors]):
        mine, general = (
            flat_settings(s, _sections(figure))
            for s in (first.scenario.in_sector(sector), first.scenario)
        )
        theirs, their_general = (
            flat_settings(s, _sections(figure))
            for s in (other.scenario.in_sector(sector), other.scenario)
        )
        for setting, value in theirs.items():
            before = mine.get(setting, "")
            is_own = value != their_general.get(setting, "") or before != general.get(setting, "")
            if is_own and value != before:
                rows.append((f"sectors.{sector}.{setting}", written(before), written(value)))
    return pd.DataFrame(rows, columns=["setting", "first", "other"])


def check_calibration(scenarios: Collection[LoadedScenario]) -> None:
    """Whether no scenario is calibrated where another reads the work of a sector its own way.

    Parameters
    ----------
    scenarios : those compared; a mixture of them could not be calibrated.

    Raises
    ------
    InputError
        One is.
    """
    apart = any(
        set(s.scenario.own_sections(sector)) & set(TECHNICAL_SECTIONS)
        for s in scenarios
        for sector in s.scenario.sectors
    )
    problems = [
        Problem(
            loaded.place("calibrate", "total"),
            say("a published total, and another scenario reads the work of a sector another way"),
            say("one evidence for all sectors, or null"),
            say("write null in all that are compared"),
        )
        for loaded in scenarios
        if apart and loaded.scenario.calibrate.total is not None
    ]
    if problems:
        raise InputError(problems)


def _sections(figure: Figure) -> tuple[str, ...]:
    """Sections of a sector that a figure depends on."""
    if figure.year is None:
        return TECHNICAL_SECTIONS
    return SECTOR_SECTIONS if figure.of_need else (*TECHNICAL_SECTIONS, *FUTURE_SECTIONS)


def _own(scenario: Scenario, sector: str, section: str) -> Section | None:
    """A sector's own section; None where the general one holds."""
    if section not in scenario.own_sections(sector):
        return None
    own: Section = getattr(scenario.sectors[sector], section)
    return own
