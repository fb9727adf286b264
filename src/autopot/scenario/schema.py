"""What a scenario may say. Field descriptions are also the user's documentation.

There are no defaults here: `scenarios/base.yaml` states every value, the other scenarios
inherit from it, and a scenario that inherits from nothing must state everything itself.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from autopot.scenario.demand import DemandSection
from autopot.scenario.distributions import Distribution, Within
from autopot.scenario.evidence import EvidenceSection
from autopot.scenario.future import AdoptionSection, RealisationSection
from autopot.scenario.ranges import Share, Threshold, Tolerance
from autopot.scenario.section import Name, Section, Text
from autopot.scenario.sectors import SECTOR_SECTIONS, SectorSection, over
from autopot.scenario.uncertainty import UncertaintySection
from autopot.scenario.work import HumanRequiredSection, PhysicalSection
from autopot.scenario.workforce import WorkforceSection


class HorizonSection(Section):
    """How far ahead."""

    years: Annotated[int, Field(strict=True, ge=0, le=40, description="Years ahead")]
    capability_growth: Annotated[
        Distribution,
        Within(-1, 1),
        Field(
            description="Growth of capability, logit units per year; 0 in base. One unit a year "
            "takes 0.5 to 0.99 in five years"
        ),
    ]


class CalibrateSection(Section):
    """Move the tasks' shares inside their evidence so that the total meets a published figure."""

    total: Annotated[
        Share | None, Field(description="Published total share; null: nothing is calibrated")
    ]
    tolerance: Annotated[Tolerance, Field(description="How near the mean must come, as share")]


class RadarSection(Section):
    """Which technology radar."""

    technologies: Annotated[
        str,
        Field(min_length=1, description="'default', or a .csv file with the same columns"),
    ]
    none: Annotated[
        Literal["left_out", "counted"],
        Field(
            description="Work that the readings count and no technology on the radar would take: "
            "left_out (it is no potential), or counted all the same"
        ),
    ]


class ReportSection(Section):
    """How results are written."""

    language: Annotated[
        Literal["nb", "nn", "en"],
        Field(
            description="nb (bokmål), nn (nynorsk) or en (English), of what is made from this "
            "scenario where --language and AUTOPOT_LANGUAGE ask for none"
        ),
    ]
    suppress_below: Annotated[
        Threshold,
        Field(
            description="Figures of fewer FTE or persons than this are hidden where the workforce "
            "is real, with those it could be computed from; 0 hides nothing"
        ),
    ]


class Scenario(Section):
    """One question to the model."""

    name: Annotated[
        Name, Field(description="Lower-case letters, digits, - and _; names the run directory")
    ]
    title: Text
    reason: Annotated[Text, Field(description="One paragraph: why these values")]
    references: Annotated[
        list[str], Field(min_length=1, description="source_id of data/sources.csv")
    ]
    extends: Annotated[
        str | None, Field(description="Packaged scenario or file this one inherits from, or null")
    ]
    workforce: WorkforceSection
    storby: Annotated[
        str | None,
        Field(
            description="Dated definition of the storby group (menon-2019, storbynettverk-2020, "
            "asss-2021); chooses municipalities of a packaged workforce. null: all of them"
        ),
    ]
    evidence: EvidenceSection
    human_required: HumanRequiredSection
    physical: PhysicalSection
    horizon: HorizonSection
    uncertainty: UncertaintySection
    calibrate: CalibrateSection
    radar: RadarSection
    adoption: AdoptionSection
    realisation: RealisationSection
    demand: DemandSection
    sectors: Annotated[
        dict[str, SectorSection],
        Field(
            description="Sector -> settings that hold there in place of the general ones: "
            "evidence.weights, physical, human_required, adoption, realisation, demand, key by key"
        ),
    ]
    report: ReportSection

    def in_sector(self, sector: str) -> Scenario:
        """The scenario as it is in one sector, with that sector's settings for all.

        Parameters
        ----------
        sector : code; one without settings of its own has the general ones.

        >>> from autopot.scenario import load_scenario
        >>> own = {"sectors": {"school": {"physical": {"strength": 0}}}}
        >>> scenario = load_scenario("base", tried=own).scenario
        >>> scenario.in_sector("school").physical.strength.high, scenario.physical.strength.high
        (0.0, 0.7)
        """
        own = self.sectors.get(sector)
        update: dict[str, Any] = {"sectors": {}}
        for name in SECTOR_SECTIONS if own is not None else ():
            update[name] = over(getattr(self, name), getattr(own, name))
        levers = self.demand.levers
        if own is not None and over(levers, own.demand.levers) != levers:
            levers = update["demand"].levers.model_copy(update={"sectors": None})
            update["demand"] = update["demand"].model_copy(update={"levers": levers})
        return self.model_copy(update=update)

    @property
    def fully_beside(self) -> bool:
        """Whether time where the person is the service stands beside, in one sector or more."""
        every = [self.human_required, *(own.human_required for own in self.sectors.values())]
        return any(gate.fully == "beside" for gate in every)

    def own_sections(self, sector: str) -> list[str]:
        """Sections in which a sector has other settings than the rest, in the order of the file.

        Parameters
        ----------
        sector : code.
        """
        there = self.in_sector(sector)
        return [name for name in SECTOR_SECTIONS if getattr(there, name) != getattr(self, name)]
