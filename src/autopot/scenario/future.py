"""What a scenario may say about adoption and realisation."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from autopot.messages import say
from autopot.scenario.distributions import (
    Distribution,
    ScaleDistribution,
    ShareDistribution,
    Within,
)
from autopot.scenario.ranges import FteCost, Hours, LogitError, Share, Year, YearsOfError
from autopot.scenario.section import Section, broken_rule


class CurveSection(Section):
    """Diffusion of the technologies of one radar class."""

    midpoint: Annotated[
        Distribution,
        Within(1950, 2200),
        Field(description="Year when half of the municipalities have it at all"),
    ]
    width: Annotated[
        Distribution,
        Within(0.1, 100),
        Field(description="Years from 10 to 90 % of the municipalities"),
    ]
    ceiling: Annotated[
        ShareDistribution, Field(description="Share of the potential that is in use in the end")
    ]
    never: Annotated[
        Share, Field(description="Probability that a technology of the class never arrives")
    ]


class CurvesSection(Section):
    """One curve per radar class."""

    adopt: CurveSection
    trial: CurveSection
    assess: CurveSection
    hold: CurveSection


class DepthSection(Section):
    """From having a technology to using it in all the work it could do."""

    delay: Annotated[
        Distribution,
        Within(0, 100),
        Field(description="Years from having it to half of the full use"),
    ]
    stretch: Annotated[
        Distribution,
        Within(0.1, 100),
        Field(description="How many times longer the way from 10 to 90 % of full use is"),
    ]


class ThresholdSection(Section):
    """Services where an old and a new process run side by side."""

    technologies: Annotated[
        list[str], Field(description="Technologies that give nothing below a share of use")
    ]
    use: Annotated[
        ShareDistribution,
        Field(description="Share of use below which two processes cost more than they save"),
    ]

    @model_validator(mode="after")
    def _below_one(self) -> ThresholdSection:
        if self.use.high >= 1:
            raise broken_rule(say("use below 1"))
        return self


Carry = Annotated[
    ShareDistribution,
    Field(description="Share of the lead in the survey that carries over to this technology"),
]
SectorError = Annotated[
    LogitError, Field(description="Each sector's own error, logit units, standard deviation")
]
UnknownError = Annotated[
    LogitError, Field(description="The same for a sector that the survey does not name")
]


class ReadinessSection(Section):
    """How far sectors are ahead of one another."""

    source: Annotated[
        Literal["survey", "none"],
        Field(
            description="survey: every question that is split by area, pooled (autopot evidence "
            "leads); none: all sectors get the wide prior"
        ),
    ]
    carry: Carry
    sector_sd: SectorError
    unknown_sd: UnknownError


class AdoptionSection(Section):
    """When technology is taken into use."""

    base_year: Annotated[
        Year,
        Field(description="Year of the work that the potential is measured against; 0 % then"),
    ]
    years: Annotated[
        list[Year], Field(description="Years to compute, rising; []: only technical potential")
    ]
    form: Annotated[Literal["logistic", "linear"], Field(description="Shape of the curves")]
    classes: CurvesSection
    depth: DepthSection
    threshold: ThresholdSection
    readiness: ReadinessSection
    national_sd: Annotated[
        YearsOfError, Field(description="Error of all curves together, years, standard deviation")
    ]

    @model_validator(mode="after")
    def _years_in_order(self) -> AdoptionSection:
        if any(a >= b for a, b in zip(self.years, self.years[1:], strict=False)):
            raise broken_rule(say("rising years, each once"))
        if self.years and self.years[0] < self.base_year:
            raise broken_rule(say("years from base_year {year} on", year=self.base_year))
        return self


class AnswerSection(Section):
    """One answer to how much of the planned benefits was realised."""

    share: Annotated[
        Share | None,
        Field(
            description="Share of organisations with this answer; null in all three: as published "
            "(data/survey/realisation.csv)"
        ),
    ]
    part: Annotated[
        ShareDistribution, Field(description="Realised share that the answer is taken to mean")
    ]


class LevelSection(Section):
    """Published answers, and what they are taken to mean."""

    little: AnswerSection
    some: AnswerSection
    large: AnswerSection
    municipal: Annotated[
        Share,
        Field(
            description="How far municipalities' own answers are believed against those of state "
            "and municipalities together, where the shares are as published"
        ),
    ]
    optimism: Annotated[
        ShareDistribution,
        Field(
            description="Part of the measured gap from leaders to union representatives that is "
            "taken off what leaders report"
        ),
    ]

    @property
    def shares(self) -> tuple[float, ...] | None:
        """Shares of little, some and large; None: as published."""
        given = [answer.share for answer in (self.little, self.some, self.large)]
        known = tuple(share for share in given if share is not None)
        return known if len(known) == len(given) else None

    @model_validator(mode="after")
    def _sum_to_one(self) -> LevelSection:
        shares = self.shares
        if shares is None:
            if any(answer.share is not None for answer in (self.little, self.some, self.large)):
                raise broken_rule(say("a share for each of the three answers, or for none"))
            return self
        total = sum(shares)
        if abs(total - 1) > 1e-6:
            raise broken_rule(say("a sum of 1; the shares sum to {total}", total=total))
        return self


NewWorkShares = Annotated[
    dict[str, ShareDistribution],
    Field(
        description="Technology: of the time it frees, share that comes back as work for other "
        "staff; goes before the table"
    ),
]
ResidentShares = Annotated[
    dict[str, ShareDistribution],
    Field(
        description="Technology: of the time it frees, share that residents spend instead; "
        "goes before the table"
    ),
]
Borne = Annotated[
    ShareDistribution,
    Field(
        description="Of the new work of time that is in use but not taken out, share that the "
        "time taken out has to cover; 0: those who keep their time do it"
    ),
]


class NewWorkSection(Section):
    """Work that technology in use brings with it, and that moves to residents."""

    source: Annotated[
        Literal["table", "none"],
        Field(
            description="table: data/technologies/new_work.csv, for a technology of your own the "
            "widest range in it; none: no net figures"
        ),
    ]
    share: NewWorkShares
    residents: ResidentShares
    borne: Borne


BarrierStrength = Annotated[
    ScaleDistribution, Field(description="Scale of the weights in data/survey/barriers.csv")
]
MinimumBlock = Annotated[
    Share,
    Field(
        description="Share of a position that must be freed within an occupation of a sector "
        "before the time counts as FTE; below it counts as quality"
    ),
]


class RealisationSection(Section):
    """How much of what is in use is taken out."""

    level: LevelSection
    assessment: Annotated[
        str | None,
        Field(
            description="File with your own judgement of the barriers, made by 'autopot assess'; "
            "null: unknown in every sector"
        ),
    ]
    strength: BarrierStrength
    sector_sd: SectorError
    minimum_block: MinimumBlock
    hours_per_fte: Annotated[Hours, Field(description="Hours of work in one FTE and year")]
    wage_cost: Annotated[
        FteCost | dict[str, FteCost] | None,
        Field(
            description="NOK per FTE and year with social costs, for all or by sector; null: no "
            "amounts are shown"
        ),
    ]
    new_work: NewWorkSection

    @field_validator("wage_cost")
    @classmethod
    def _not_empty(cls, value: float | dict[str, float] | None) -> float | dict[str, float] | None:
        if value == {}:
            raise broken_rule(say("a cost for every sector, one number for all, or null"))
        return value
