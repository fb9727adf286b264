"""What a scenario may say of one sector: settings that hold there instead of the general ones.

In a file they are written key by key; `with_general` fills in what holds everywhere, so that a
checked scenario has every value of such a sector.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from pydantic import BaseModel

from autopot.scenario.demand import (
    DemandWeights,
    LaterRetirement,
    MeanPosition,
    MeanPositionNow,
    Productivity,
    Retiring,
    ServiceGrowth,
    SickLeave,
    SickLeaveNow,
)
from autopot.scenario.evidence import Weights
from autopot.scenario.future import (
    BarrierStrength,
    Borne,
    Carry,
    CurvesSection,
    DepthSection,
    LevelSection,
    MinimumBlock,
    NewWorkShares,
    ResidentShares,
    SectorError,
    ThresholdSection,
    UnknownError,
)
from autopot.scenario.section import Section
from autopot.scenario.work import HumanRequiredSection, PhysicalSection
from autopot.scenario.yaml_text import Location


class SectorEvidence(Section):
    """How far each reading is believed in the sector."""

    weights: Weights


class SectorReadiness(Section):
    """How far the sector is ahead of others."""

    carry: Carry
    sector_sd: SectorError
    unknown_sd: UnknownError


class SectorAdoption(Section):
    """When technology is taken into use in the sector; years and base year are those of all."""

    classes: CurvesSection
    depth: DepthSection
    threshold: ThresholdSection
    readiness: SectorReadiness


class SectorNewWork(Section):
    """Work that technology in use brings with it in the sector."""

    share: NewWorkShares
    residents: ResidentShares
    borne: Borne


class SectorRealisation(Section):
    """How much of what is in use is taken out in the sector."""

    level: LevelSection
    strength: BarrierStrength
    sector_sd: SectorError
    minimum_block: MinimumBlock
    new_work: SectorNewWork


class SectorLevers(Section):
    """What else may meet the need in the sector."""

    mean_position: MeanPosition
    mean_position_now: MeanPositionNow
    sick_leave: SickLeave
    sick_leave_now: SickLeaveNow
    later_retirement: LaterRetirement
    retiring: Retiring


class SectorDemand(Section):
    """How much work will be needed in the sector; the population is that of all."""

    weights: DemandWeights
    service_growth: ServiceGrowth
    productivity: Productivity
    levers: SectorLevers


class SectorSection(Section):
    """Settings of one sector; what is not written is as in the rest of the scenario."""

    evidence: SectorEvidence
    human_required: HumanRequiredSection
    physical: PhysicalSection
    adoption: SectorAdoption
    realisation: SectorRealisation
    demand: SectorDemand


TECHNICAL_SECTIONS = ("evidence", "human_required", "physical")
FUTURE_SECTIONS = ("adoption", "realisation")
NEED_SECTIONS = ("demand",)
"""Sections of a sector: on which the potential, what becomes of it, and the need depend."""

SECTOR_SECTIONS = (*TECHNICAL_SECTIONS, *FUTURE_SECTIONS, *NEED_SECTIONS)


def general_values(data: dict[str, Any]) -> tuple[dict[str, Any], list[Location]]:
    """The settings of a scenario's data that a sector may have of its own.

    Parameters
    ----------
    data : a scenario as read, with all it inherits.

    Returns
    -------
    A copy of them, and where each stands; what is missing or no section is left out.
    """
    places: list[Location] = []
    return _picked(SectorSection, data, (), places), places


def _picked(
    model: type[Section], data: dict[str, Any], at: Location, places: list[Location]
) -> dict[str, Any]:
    beside = [key for key in data if key not in model.model_fields and key in model.keys_beside()]
    found: dict[str, Any] = {key: data[key] for key in beside}
    places += [(*at, key) for key in beside]
    for key, field in model.model_fields.items():
        if key not in data:
            continue
        value, kind = data[key], field.annotation
        places.append((*at, key))
        if isinstance(kind, type) and issubclass(kind, Section) and isinstance(value, dict):
            found[key] = _picked(kind, value, (*at, key), places)
        else:
            found[key] = deepcopy(value)
    return found


def over(general: Section, own: Section) -> Section:
    """The general section with the values of a sector in place of its own.

    Parameters
    ----------
    general : section of the scenario.
    own : the same of a sector, which may have fewer keys.
    """
    update: dict[str, Any] = {}
    for key in type(own).model_fields:
        value, before = getattr(own, key), getattr(general, key)
        narrower = isinstance(value, Section) and type(value) is not type(before)
        update[key] = over(before, value) if narrower else value
    return general.model_copy(update=update)


def narrowed(kind: type[Section], general: BaseModel) -> Section:
    """What a sector without settings of its own would say: the general values of its keys.

    Parameters
    ----------
    kind : section of a sector.
    general : the scenario, or the section of it that `kind` has the keys of.
    """
    found: dict[str, Any] = {}
    for key, field in kind.model_fields.items():
        value, inner = getattr(general, key), field.annotation
        if isinstance(inner, type) and issubclass(inner, Section) and type(value) is not inner:
            value = narrowed(inner, value)
        found[key] = value
    return kind.model_construct(**found)


def without_general(own: dict[str, Any], general: dict[str, Any]) -> dict[str, Any]:
    """What a sector has of its own: the values that differ from the general ones.

    Parameters
    ----------
    own : all settings of the sector, as plain data.
    general : the general values of the same keys.

    >>> without_general({"a": {"x": 1, "y": 2}, "b": 3}, {"a": {"x": 1, "y": 5}, "b": 3})
    {'a': {'y': 2}}
    """
    found: dict[str, Any] = {}
    for key, value in own.items():
        before = general[key]
        if value == before:
            continue
        nested = isinstance(value, dict) and isinstance(before, dict)
        found[key] = without_general(value, before) if nested and {*value} == {*before} else value
    return found
