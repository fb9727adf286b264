"""What a scenario may say about how much work will be needed, and what else may meet it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from autopot.messages import say
from autopot.scenario.distributions import Distribution, ShareDistribution, Within
from autopot.scenario.ranges import Concentration, Share, Year
from autopot.scenario.section import Section, broken_rule

YearlyRate = Annotated[Distribution, Within(-0.1, 0.1)]
"""Change in a year. Ten per cent a year is more than any service has grown over a decade."""


class DemandWeights(Section):
    """How likely each reading of who needs the services is thought to be right; sums to 1."""

    cost_keys: Annotated[Share, Field(description="The State's cost keys, ages alone")]
    users: Annotated[
        Share,
        Field(description="Care by users and hours by age; the rest as in cost_keys"),
    ]
    dementia: Annotated[
        Share,
        Field(
            description="Care from 67 on by the prevalence of dementia; the rest as in cost_keys"
        ),
    ]
    own: Annotated[Share, Field(description="Your own weights in own_weights")]

    @model_validator(mode="after")
    def _sum_to_one(self) -> DemandWeights:
        total = sum(dict(self).values())
        if abs(total - 1) > 1e-6:
            raise broken_rule(say("a sum of 1; the weights sum to {total}", total=total))
        return self


MeanPosition = Annotated[
    ShareDistribution,
    Field(description="Gain in the mean position, as share of a full one: 0.02 is 84 to 86 %"),
]
MeanPositionNow = Annotated[
    float,
    Field(strict=True, ge=0.1, le=1, description="Mean position today, as share of a full one"),
]
SickLeave = Annotated[
    ShareDistribution,
    Field(description="Fall in sickness absence, share of agreed days: 0.01 is one point"),
]
SickLeaveNow = Annotated[
    float,
    Field(strict=True, ge=0, le=0.5, description="Sickness absence today, share of days"),
]
LaterRetirement = Annotated[
    Distribution,
    Within(0, 15),
    Field(description="Years that those who retire stay longer"),
]
Retiring = Annotated[
    Share, Field(description="Share of the staff that retires in a year, for later_retirement")
]
ServiceGrowth = Annotated[
    YearlyRate, Field(description="Growth of the service level per user and year; 0: constant")
]
Productivity = Annotated[
    YearlyRate,
    Field(
        description="Growth of productivity in a year from anything but the technology of this "
        "model; 0 in base, or it would be counted twice"
    ),
]


class LeversSection(Section):
    """What else may meet the need. Nothing is assumed: the planner states it, with a range."""

    reached: Annotated[
        Year, Field(description="Year when a lever has its full effect; from today on a line")
    ]
    sectors: Annotated[
        list[str] | None, Field(description="Sectors that the levers hold for; null: all")
    ]
    mean_position: MeanPosition
    mean_position_now: MeanPositionNow
    sick_leave: SickLeave
    sick_leave_now: SickLeaveNow
    later_retirement: LaterRetirement
    retiring: Retiring


class DemandSection(Section):
    """How much work will be needed, at the service level of today."""

    today: Annotated[
        Year, Field(description="Year that the FTE are taken to be of; the need grows from it")
    ]
    years: Annotated[
        list[Year], Field(description="Years to compute, rising; []: nothing of the need")
    ]
    weights: DemandWeights
    concentration: Annotated[
        Concentration,
        Field(
            description="How close each draw's mix of readings stays to the weights, as in evidence"
        ),
    ]
    own_weights: Annotated[
        dict[str, dict[str, Share]],
        Field(
            description="Sector -> age group (age_80_89, ...) -> share of the sector's work today; "
            "sums to 1. Read where weights.own is above 0; other sectors follow cost_keys"
        ),
    ]
    population: Annotated[
        str | None,
        Field(
            description="File with projected persons by municipality and age, made by 'autopot "
            "fetch population'; null: what is packaged, and an estimate for other municipalities"
        ),
    ]
    alternative: Annotated[
        Distribution,
        Within(-1, 1),
        Field(description="Statistics Norway's alternative: -1 low (LLML), 0 main, 1 high (HHMH)"),
    ]
    revision: Annotated[
        Distribution,
        Within(-5, 5),
        Field(
            description="How far the projection itself will turn out wrong, times what those of "
            "2018 to 2024 differ from that of 2026"
        ),
    ]
    healthier: Annotated[
        ShareDistribution,
        Field(description="Share of the years of life that are gained which are healthy"),
    ]
    years_gained: Annotated[
        Distribution,
        Within(0, 0.5),
        Field(description="Years of life gained from 70 on, per calendar year"),
    ]
    service_growth: ServiceGrowth
    productivity: Productivity
    move: Annotated[
        Share,
        Field(description="Share of time freed beyond a sector's own need that can serve another"),
    ]
    levers: LeversSection

    @model_validator(mode="after")
    def _years_in_order(self) -> DemandSection:
        if any(a >= b for a, b in zip(self.years, self.years[1:], strict=False)):
            raise broken_rule(say("rising years, each once"))
        if self.years and self.years[0] <= self.today:
            raise broken_rule(say("years after today, {year}", year=self.today))
        return self

    @model_validator(mode="after")
    def _own_sum_to_one(self) -> DemandSection:
        if self.weights.own > 0 and not self.own_weights:
            raise broken_rule(say("weights for at least one sector in own_weights"))
        for sector, ages in self.own_weights.items():
            if abs(sum(ages.values()) - 1) > 1e-6:
                total = sum(ages.values())
                raise broken_rule(
                    say(
                        "a sum of 1; own_weights of {sector} sum to {total}",
                        sector=sector,
                        total=total,
                    )
                )
        return self
