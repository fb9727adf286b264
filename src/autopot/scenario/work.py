"""What a scenario may say about work that takes a body, or that a person must do."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from autopot.scenario.distributions import ShareDistribution
from autopot.scenario.ranges import Share
from autopot.scenario.section import Section


class HumanRequiredSection(Section):
    """What counts where a law or a duty keeps a person in the task."""

    partly: Annotated[
        Share, Field(description="Share that counts where a person decides, sees or signs")
    ]
    fully: Annotated[
        Literal["beside", "counted"],
        Field(
            description="Time in tasks where the person is the service itself: beside (a figure of "
            "its own beside the main one) or counted (in the main figure)"
        ),
    ]


class PhysicalSection(Section):
    """Robots and machines, which the language-model readings do not see."""

    strength: Annotated[
        ShareDistribution,
        Field(
            description="Share of McKinsey's potential of physical activities that is added to "
            "readings without robots, in a draw that believes all of activity_time; in others in "
            "proportion to that belief, so nothing where its weight is 0"
        ),
    ]
