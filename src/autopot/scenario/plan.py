"""What a plan file may say. Field descriptions are also the planner's documentation.

No cost, hour or limit has a default: they are the planner's own figures.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from autopot.messages import say
from autopot.scenario.distributions import Distribution, ShareDistribution, Within
from autopot.scenario.ranges import (
    Count,
    Fte,
    FteCost,
    Hours,
    LogitError,
    Nok,
    Share,
    StaffHours,
    Year,
    YearKey,
)
from autopot.scenario.section import Name, Section, Text, broken_rule

RadarClass = Literal["adopt", "trial", "assess", "hold"]
EffectKind = Literal["efficiency", "improvement", "new_service", "unknown"]


def _same_every_year(value: object) -> object:
    return {"every_year": value} if isinstance(value, int | float) else value


class Yearly(Section):
    """An amount: one number for every year, or a number by year."""

    every_year: Annotated[Nok | None, Field(description="The same every year")] = None
    by_year: Annotated[dict[YearKey, Nok], Field(default_factory=dict, description="Year: amount")]

    @model_validator(mode="after")
    def _one_of_them(self) -> Yearly:
        if (self.every_year is None) == (not self.by_year):
            raise broken_rule(say("one number, or by_year: {{2026: number, ...}}"))
        return self


Budget = Annotated[Yearly, BeforeValidator(_same_every_year, json_schema_input_type=Nok | Yearly)]


class UseSection(Section):
    """How a measure's potential becomes time that is taken out."""

    years_to_full: Annotated[
        Distribution,
        Within(1, 50),
        Field(description="Years from the end of the introduction to full use; grows evenly"),
    ]
    realisation: Annotated[
        ShareDistribution | None,
        Field(
            description="Share of the potential in use that is taken out; null: the scenario's, "
            "by sector and barriers"
        ),
    ]
    between_measures: Annotated[
        LogitError,
        Field(description="How much measures differ in realisation, logit units, sd"),
    ]


class GoalSection(Section):
    """What the plan is to reach."""

    maximise: Annotated[
        Literal["realised_fte", "net_fte", "net_present_value", "gap_closed"],
        Field(
            description="FTE-years taken out; those less the new work that measures bring; the "
            "worth of those taken out less all costs, discounted; or those that meet the need "
            "beyond today in one sector"
        ),
    ]
    sector: Annotated[
        str | None,
        Field(
            description="Whose need gap_closed is about; only measures in that sector count, and "
            "no more of what they give than is needed in each year and draw"
        ),
    ] = None
    judged_by: Annotated[
        Literal["mean", "worst_tenth"],
        Field(
            description="Mean of all draws, or mean of the worst 10 % of them (CVaR); gap_closed "
            "takes the mean"
        ),
    ]
    value_per_fte: Annotated[
        FteCost | None, Field(description="NOK a year; needed for net_present_value only")
    ]
    discount_rate: Annotated[
        Share | None, Field(description="A year; needed for net_present_value only")
    ]
    at_least: Annotated[
        dict[YearKey, Fte], Field(description="Year: mean realised FTE the plan must reach")
    ]

    @model_validator(mode="after")
    def _worth_is_known(self) -> GoalSection:
        money = self.maximise == "net_present_value"
        for name in ("value_per_fte", "discount_rate"):
            if money and getattr(self, name) is None:
                raise broken_rule(say("a number for {name} with net_present_value", name=name))
            if not money and getattr(self, name) is not None:
                raise broken_rule(
                    say("{name}: null, as it is read only with net_present_value", name=name)
                )
        return self

    @model_validator(mode="after")
    def _gap_is_of_a_sector(self) -> GoalSection:
        gap = self.maximise == "gap_closed"
        if gap and self.sector is None:
            raise broken_rule(say("a sector with gap_closed, such as health_care"))
        if not gap and self.sector is not None:
            raise broken_rule(say("sector: null, as it is read only with gap_closed"))
        if gap and self.judged_by == "worst_tenth":
            raise broken_rule(
                say(
                    "judged_by: mean with gap_closed, as the draws where least is closed are those "
                    "where least is needed"
                )
            )
        return self


class LimitsSection(Section):
    """What there is."""

    budget: Annotated[Budget | None, Field(description="NOK a year; null: no limit")]
    training_hours: Annotated[
        dict[str, StaffHours],
        Field(description="Sector: hours a year staff can be trained; not named: no limit"),
    ]
    changes: Annotated[
        dict[str, Count],
        Field(description="Sector: measures being introduced at a time; not named: no limit"),
    ]
    earliest: Annotated[
        dict[RadarClass, Year | None],
        Field(description="Radar class: first year a measure may start; null: not in this plan"),
    ]

    @model_validator(mode="after")
    def _every_class(self) -> LimitsSection:
        missing = {"adopt", "trial", "assess", "hold"} - set(self.earliest)
        if missing:
            raise broken_rule(say("all four classes; {names} is missing", names=sorted(missing)))
        return self


class ShiftSection(Section):
    """Services that buy staff free to train them."""

    sectors: Annotated[list[str], Field(description="Sectors where a substitute must be paid")]
    substitute_per_hour: Annotated[
        Nok | None, Field(description="NOK an hour; needed where there are sectors")
    ]

    @model_validator(mode="after")
    def _price_is_known(self) -> ShiftSection:
        if self.sectors and self.substitute_per_hour is None:
            raise broken_rule(say("substitute_per_hour, or no sectors"))
        return self


class MarginsSection(Section):
    """How much one more unit is, in the table of what more would be worth."""

    budget: Annotated[Nok, Field(ge=1, description="NOK")]
    training_hours: Annotated[StaffHours, Field(ge=1, description="Hours a year")]
    changes: Annotated[Count, Field(ge=1, description="Measures at a time")]


class FollowUpSection(Section):
    """How what was taken out is recorded."""

    error: Annotated[
        float,
        Field(
            strict=True,
            ge=0.001,
            le=2,
            allow_inf_nan=False,
            description="How exact a recorded figure is, share of what was planned, sd",
        ),
    ]
    hours_per_fte: Annotated[
        Hours | None, Field(description="Working hours of one FTE a year; null: FTE only")
    ]


class SolverSection(Section):
    """When the solver may stop."""

    gap: Annotated[
        float,
        Field(
            strict=True,
            gt=0,
            le=0.5,
            allow_inf_nan=False,
            description="Share the plan may lie below the best possible",
        ),
    ]
    seconds: Annotated[
        float,
        Field(
            strict=True,
            gt=0,
            le=86_400,
            allow_inf_nan=False,
            description="Time limit of the plan, and again of its questions; at most a day",
        ),
    ]


class Measure(Section):
    """A technology in a sector, or work that others need first."""

    id: Annotated[Name, Field(description="Lower-case letters, digits, - and _")]
    name: Annotated[str, Field(min_length=1, max_length=120, description="What people call it")]
    technology: Annotated[
        str | None,
        Field(description="Of the radar; null or a cross-cutting one: no potential of its own"),
    ]
    sector: Annotated[str, Field(description="Where it is introduced")]
    coverage: Annotated[
        ShareDistribution,
        Field(description="Share of the technology's potential in the sector that it covers"),
    ] = Distribution(kind="constant", low=1, mode=1, high=1)
    effect_kind: Annotated[
        EffectKind | None,
        Field(
            description="What it is for first and foremost: today's work in less time, better "
            "services or new services; null: data/technologies/effects.csv"
        ),
    ] = None
    new_work: Annotated[
        ShareDistribution | None,
        Field(
            description="Of the time it frees, share that comes back as work for other staff; "
            "null: the scenario's for the technology"
        ),
    ] = None
    investment: Annotated[Nok, Field(description="NOK in the start year")]
    running: Annotated[Nok, Field(description="NOK every year after the start year")]
    training_hours: Annotated[StaffHours, Field(description="Hours in the start year")]
    duration: Annotated[
        int,
        Field(strict=True, ge=1, le=20, description="Years of introduction; use begins after them"),
    ]
    after: Annotated[
        dict[Name, Annotated[int, Field(strict=True, ge=0, le=30)]],
        Field(
            default_factory=dict,
            description="Measure that must come first: years between the two starts",
        ),
    ]
    not_before: Annotated[Year | None, Field(description="First possible start")] = None
    start_by: Annotated[Year | None, Field(description="Must be started by this year")] = None


class PlanFile(Section):
    """One plan: measures, limits and the goal."""

    name: Name
    title: Text
    reason: Annotated[Text, Field(description="One paragraph: where the figures come from")]
    example: Annotated[
        bool, Field(description="true: the figures are made up, and every output says so")
    ]
    scenario: Annotated[
        str, Field(description="Packaged scenario or file whose technical potential is used")
    ]
    first_year: Year
    years: Annotated[int, Field(strict=True, ge=1, le=30, description="Years in the plan")]
    draws: Annotated[
        int, Field(strict=True, ge=100, le=20_000, description="Draws of the scenario")
    ]
    robustness_draws: Annotated[
        int,
        Field(strict=True, ge=1, le=1_000, description="Draws taken for the truth, one at a time"),
    ]
    use: UseSection
    goal: GoalSection
    limits: LimitsSection
    shift_services: ShiftSection
    margins: MarginsSection
    solver: SolverSection
    follow_up: FollowUpSection
    measures: Annotated[list[Measure], Field(min_length=1, max_length=500)]

    def year_numbers(self) -> range:
        """The years of the plan."""
        return range(self.first_year, self.first_year + self.years)
