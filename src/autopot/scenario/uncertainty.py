"""What a scenario may say about uncertainty: how many draws, and how large the errors are."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from autopot.scenario.amounts import Memory
from autopot.scenario.distributions import ScaleDistribution
from autopot.scenario.ranges import MOST_BYTES, LogitError, Scale, Seed, Tolerance
from autopot.scenario.section import Section

Factor = Literal[
    "evidence",
    "source",
    "capability",
    "transfer",
    "occupations",
    "tasks",
    "time_use",
    "workforce",
    "adoption",
    "realisation",
    "demand",
    "population",
    "ageing",
]

MEASURED = "measured"
"""In place of a size: as large as the readings' disagreement says, with its own uncertainty."""

ErrorSize = LogitError | Literal["measured"]

ERROR_KEYS: dict[Factor, str] = {
    "source": "source_sd",
    "capability": "capability_sd",
    "transfer": "transfer_sd",
    "occupations": "occupation_sd",
}
"""Factor -> the key that gives the size of its error."""


class UncertaintySection(Section):
    """How many draws, and how large the errors are."""

    draws: Annotated[
        Annotated[int, Field(strict=True, ge=100, le=1_000_000)] | Literal["auto"],
        Field(
            description="Monte Carlo draws; auto doubles them until the error of the total's "
            "quantiles is below the tolerance"
        ),
    ]
    tolerance: Annotated[
        Tolerance,
        Field(description="With draws: auto, largest Monte Carlo error of the total's share"),
    ]
    memory: Annotated[
        Memory,
        Field(
            strict=True,
            ge=10_000_000,
            le=MOST_BYTES,
            description="Memory that draws may take, for instance 1 GB. More draws than that are "
            "worked on in parts: means stay exact, and so do the total and the sectors; other "
            "quantiles are within 0.1 % of their value",
        ),
    ]
    seed: Annotated[Seed, Field(description="Seed; 0 is a seed like any other")]
    source_sd: Annotated[
        ErrorSize,
        Field(
            description="Error that all work shares, logit units, standard deviation; measured: as "
            "the readings disagree (data/occupations/error_sizes.csv), less what the mix of "
            "readings draws already"
        ),
    ] = 0.0
    capability_sd: Annotated[
        ErrorSize, Field(description="Error that all work of a technology shares; as source_sd")
    ]
    transfer_sd: Annotated[
        ErrorSize,
        Field(
            description="Error that all work of a major occupation group shares, as in carrying "
            "evidence from abroad to Norwegian municipal work; as source_sd"
        ),
    ]
    occupation_sd: Annotated[
        ErrorSize, Field(description="Error of each occupation by itself; as source_sd")
    ] = 0.0
    task_noise: Annotated[
        ScaleDistribution,
        Field(description="Scale of each task's own error, which is sized by the two ILO models"),
    ]
    time_use: Annotated[
        Scale,
        Field(
            description="Scale of the uncertainty of time shares: 1 as wide as the catalogue says, "
            "0 exactly its middle values"
        ),
    ]
    freeze: Annotated[
        list[Factor], Field(description="Factors held at their centre instead of being drawn")
    ]

    @property
    def measured(self) -> list[Factor]:
        """Factors whose error is as large as the readings disagree, and not a number of ours."""
        return [factor for factor, key in ERROR_KEYS.items() if getattr(self, key) == MEASURED]
