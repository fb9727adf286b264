"""What a scenario may say about uncertainty: how many draws, and how large the errors are."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from autopot.scenario.amounts import Memory
from autopot.scenario.distributions import PositiveDistribution
from autopot.scenario.section import NotNegative, Positive, Section

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
    memory: Annotated[
        Memory,
        Field(
            ge=10_000_000,
            description="Memory that draws may take, for instance 1 GB. More draws than that are "
            "worked on in parts: means stay exact, and so do the total and the sectors; other "
            "quantiles are within 0.1 % of their value",
        ),
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
