"""What a scenario may say. Field descriptions are also the user's documentation.

There are no defaults here: `scenarios/base.yaml` states every value, the other scenarios
inherit from it, and a scenario that inherits from nothing must state everything itself.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from autopot.scenario.distributions import (
    Distribution,
    PositiveDistribution,
    ShareDistribution,
)
from autopot.scenario.future import AdoptionSection, RealisationSection
from autopot.scenario.section import NotNegative, Positive, Section, Share

StaffColumn = Literal[
    "municipality",
    "sector",
    "function",
    "unit",
    "occupation",
    "position_code",
    "title",
    "fte",
    "percent",
    "headcount",
]
Factor = Literal[
    "evidence",
    "capability",
    "transfer",
    "tasks",
    "time_use",
    "workforce",
    "adoption",
    "realisation",
]


class Text(Section):
    """The same text in Norwegian bokmål and English."""

    nb: Annotated[str, Field(min_length=1, description="Norwegian bokmål")]
    en: Annotated[str, Field(min_length=1, description="English")]


class WorkforceSection(Section):
    """Who works where."""

    source: Annotated[
        str,
        Field(
            min_length=1,
            description="Name of a packaged workforce (storby-2019, asss-2021), or a path to a "
            "staff file; not used where file is given",
        ),
    ]
    file: Annotated[
        str | None,
        Field(
            description="Your own staff: an Excel, .csv or .parquet file, relative to the scenario "
            "(docs/egne-ansatte.md); null: the packaged workforce in source"
        ),
    ]
    sheet: Annotated[
        str | list[str] | None,
        Field(description="Sheet or sheets to read; null: the one that looks like a staff list"),
    ]
    columns: Annotated[
        dict[StaffColumn, str],
        Field(description="Our column -> heading in the file, where it is not recognised"),
    ]
    municipality: Annotated[
        str | None,
        Field(description="Municipality of every row that names none: number in quotes, or name"),
    ]
    mappings: Annotated[
        str | None,
        Field(
            description="File that translates values of the staff file to codes, made by "
            "'autopot check --out' and filled in; null: none"
        ),
    ]
    codes: Annotated[
        str | None,
        Field(
            description="Folder made by 'autopot fetch styrk', or Statistics Norway's "
            "correspondence as a file, for codes of seven digits and older codes; null: none"
        ),
    ]
    errors: Annotated[
        str | None,
        Field(
            description="Sizes of the errors of a file that is an estimate, made by 'autopot fetch "
            "workforce'; null: the file counts real staff"
        ),
    ]
    decimal: Annotated[
        Literal["auto", "comma", "point"],
        Field(description="Decimal sign of the file; auto: as its columns show"),
    ]
    short_codes: Annotated[
        Literal["spread", "refuse"],
        Field(
            description="Occupation groups of three digits: spread over their occupations by how "
            "many work in them in municipalities, or refused"
        ),
    ]
    unknown_occupation: Annotated[
        Literal["refuse", "spread"],
        Field(
            description="FTE without a known occupation: refused, or spread over the other "
            "occupations of the same municipality and sector"
        ),
    ]
    personal_columns: Annotated[
        Literal["refuse", "ignore"],
        Field(description="Columns with names, birth numbers and the like: refused, or not read"),
    ]

    @field_validator("municipality", mode="before")
    @classmethod
    def _quoted(cls, value: object) -> object:
        if isinstance(value, int):  # YAML reads 0301 as an octal number
            raise ValueError("write the municipality number in quotes, for instance '0301'")
        return value


class Weights(Section):
    """How likely each reading of the evidence is thought to be the right one; sums to 1."""

    score_above_floor: Annotated[Share, Field(description="ILO task scores above their floor")]
    exposed_time: Annotated[Share, Field(description="Half of the time of exposed tasks")]
    whole_tasks: Annotated[Share, Field(description="Share of tasks the machine nearly does alone")]
    task_automation: Annotated[Share, Field(description="Help counted in part, wide meaning")]
    activity_time: Annotated[Share, Field(description="Potential by kind of activity")]
    computerisation: Annotated[Share, Field(description="Frey and Osborne, as published")]

    @model_validator(mode="after")
    def _sum_to_one(self) -> Weights:
        total = sum(dict(self).values())
        if abs(total - 1) > 1e-6:
            raise ValueError(f"the weights sum to {total:g}; they must sum to 1")
        return self


class Parameters(Section):
    """Numbers inside the readings, each a constant or a distribution."""

    floor: Annotated[
        ShareDistribution, Field(description="ILO score of a task that text technology cannot do")
    ]
    half: Annotated[ShareDistribution, Field(description="Share of time saved on an exposed task")]
    software_weight: Annotated[
        ShareDistribution, Field(description="Weight of tasks that need software to be built (E2)")
    ]
    rater: Annotated[
        ShareDistribution, Field(description="Weight of GPT-4 labels against human labels (E)")
    ]
    label_run: Annotated[
        ShareDistribution, Field(description="Weight of the first T-label run against the second")
    ]
    coder: Annotated[
        ShareDistribution,
        Field(
            description="Whose kind of activity is believed where two coders still differ: the "
            "first up to 0.5, the second above"
        ),
    ]
    level_t1: Annotated[ShareDistribution, Field(description="Share of a T1 task done by machine")]
    level_t2: Annotated[ShareDistribution, Field(description="Share of a T2 task done by machine")]
    level_t3: Annotated[ShareDistribution, Field(description="Share of a T3 task done by machine")]
    level_t4: Annotated[ShareDistribution, Field(description="Share of a T4 task done by machine")]

    @model_validator(mode="after")
    def _floor_below_one(self) -> Parameters:
        if self.floor.high >= 1:
            raise ValueError("floor must stay below 1")
        return self


class EvidenceSection(Section):
    """How published evidence is read as share of a task's time."""

    weights: Weights
    concentration: Annotated[
        Positive,
        Field(
            description="How close each draw's mix of readings stays to the weights. Small: a draw "
            "believes mainly one reading, and the interval is nearly as wide as their spread"
        ),
    ]
    parameters: Parameters
    overlay: Annotated[
        str | None,
        Field(
            description="File with corrections of tasks, time shares, activities and technologies, "
            "made by 'autopot tasks import'; null: the catalogue as shipped"
        ),
    ]
    override: Annotated[
        dict[str, ShareDistribution],
        Field(
            description="Your own automatable share by occupation ('4110') or task ('4110-02'); "
            "replaces the readings and their errors there"
        ),
    ]


class HumanRequiredSection(Section):
    """What counts where a law or a duty keeps a person in the task."""

    partly: Annotated[
        Share, Field(description="Share that counts where a person decides, sees or signs")
    ]
    fully: Annotated[
        Share, Field(description="Share that counts where the person is the service itself")
    ]


class PhysicalSection(Section):
    """Robots and machines, which the language-model readings do not see."""

    strength: Annotated[
        ShareDistribution,
        Field(description="Share of the published potential of physical activities that is added"),
    ]


class HorizonSection(Section):
    """How far ahead."""

    years: Annotated[int, Field(ge=0, le=40, description="Years ahead")]
    capability_growth: Annotated[
        Distribution, Field(description="Growth of capability, logit units per year; 0 in base")
    ]


class UncertaintySection(Section):
    """How many draws, and how large the errors are."""

    draws: Annotated[
        Annotated[int, Field(ge=100, le=1_000_000)] | Literal["auto"],
        Field(
            description="Monte Carlo draws; auto doubles them until the error of the total's "
            "quantiles is below the tolerance"
        ),
    ]
    tolerance: Annotated[
        Positive,
        Field(description="With draws: auto, largest Monte Carlo error of the total's share"),
    ]
    seed: Annotated[int, Field(ge=0, lt=2**63, description="Seed; 0 is a seed like any other")]
    capability_sd: Annotated[
        NotNegative,
        Field(description="Shared error of each technology, logit units, standard deviation"),
    ]
    transfer_sd: Annotated[
        NotNegative,
        Field(
            description="Shared error of carrying evidence from abroad to Norwegian municipal "
            "work, per major occupation group, logit units"
        ),
    ]
    task_noise: Annotated[
        PositiveDistribution,
        Field(description="Scale of each task's own error, which is sized by the two ILO models"),
    ]
    time_use: Annotated[
        NotNegative,
        Field(
            description="Scale of the uncertainty of time shares: 1 as wide as the catalogue says, "
            "0 exactly its middle values"
        ),
    ]
    freeze: Annotated[
        list[Factor], Field(description="Factors held at their centre instead of being drawn")
    ]


class CalibrateSection(Section):
    """Move the tasks' shares inside their evidence so that the total meets a published figure."""

    total: Annotated[
        Share | None, Field(description="Published total share; null: nothing is calibrated")
    ]
    tolerance: Annotated[Positive, Field(description="How near the mean must come, as share")]


class RadarSection(Section):
    """Which technology radar."""

    technologies: Annotated[
        str,
        Field(min_length=1, description="'default', or a .csv file with the same columns"),
    ]


class ReportSection(Section):
    """How results are written."""

    language: Annotated[Literal["nb", "en"], Field(description="nb or en")]
    suppress_below: Annotated[
        NotNegative,
        Field(
            description="Figures of fewer FTE or persons than this are hidden where the workforce "
            "is real, with those it could be computed from; 0 hides nothing"
        ),
    ]


class Scenario(Section):
    """One question to the model."""

    name: Annotated[
        str,
        Field(
            pattern=r"^[a-z0-9][a-z0-9_-]{0,60}$",
            description="Lower-case letters, digits, - and _; names the run directory",
        ),
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
    report: ReportSection
