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
    "capability",
    "transfer",
    "tasks",
    "time_use",
    "workforce",
    "adoption",
    "realisation",
    "new_work",
]


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
    capability_sd: Annotated[
        LogitError,
        Field(description="Shared error of each technology, logit units, standard deviation"),
    ]
    transfer_sd: Annotated[
        LogitError,
        Field(
            description="Shared error of carrying evidence from abroad to Norwegian municipal "
            "work, per major occupation group, logit units"
        ),
    ]
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
