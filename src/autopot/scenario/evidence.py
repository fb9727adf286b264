"""What a scenario may say about evidence: how far each reading is believed, and its numbers."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import ConfigDict, Field, ValidationError, model_validator
from pydantic_core import InitErrorDetails

from autopot.errors import InputError
from autopot.extensions import READINGS, fault, installed
from autopot.messages import say
from autopot.scenario.distributions import ShareDistribution
from autopot.scenario.ranges import Concentration, Share
from autopot.scenario.section import Section, broken_rule

SUM_ERROR = 1e-6
"""How far from 1 the sum of the weights may lie."""


class Weights(Section):
    """How likely each reading of the evidence is thought to be the right one; sums to 1.

    Readings of installed packages have their weight beside the fields, where a scenario names them.
    """

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Share]

    score_above_floor: Annotated[Share, Field(description="ILO task scores above their floor")]
    exposed_time: Annotated[Share, Field(description="Half of the time of exposed tasks")]
    whole_tasks: Annotated[Share, Field(description="Share of tasks the machine nearly does alone")]
    task_automation: Annotated[Share, Field(description="Help counted in part, wide meaning")]
    activity_time: Annotated[Share, Field(description="Potential by kind of activity")]
    computerisation: Annotated[Share, Field(description="Frey and Osborne, as published")]
    exposed_time_2026: Annotated[
        Share, Field(description="Half of the time of exposed tasks, our own labels of 2026")
    ] = 0.0
    whole_tasks_2026: Annotated[
        Share, Field(description="Tasks the machine nearly does alone, our own labels of 2026")
    ] = 0.0

    @classmethod
    def keys_beside(cls) -> list[str]:
        """Names of the readings that installed packages add.

        Raises
        ------
        InputError
            One of them is the name of a reading of our own.
        """
        added = installed(READINGS)
        allowed = say("a name that autopot does not use itself")
        found = say("autopot has a reading of this name")
        taken = [
            fault(one, found, allowed) for name, one in added.items() if name in cls.model_fields
        ]
        if taken:
            raise InputError(taken)
        return list(added)

    @model_validator(mode="before")
    @classmethod
    def _only_known(cls, data: Any) -> Any:
        others = set(data) - set(cls.model_fields) if isinstance(data, dict) else set()
        unknown = sorted(map(str, others - set(cls.keys_beside()))) if others else []
        if unknown:
            faults: list[InitErrorDetails] = [
                {"type": "extra_forbidden", "loc": (name,), "input": data.get(name)}
                for name in unknown
            ]
            raise ValidationError.from_exception_data(cls.__name__, faults)
        return data

    @model_validator(mode="after")
    def _sum_to_one(self) -> Weights:
        total = sum(dict(self).values())
        if abs(total - 1) > SUM_ERROR:
            raise broken_rule(say("a sum of 1; the weights sum to {total}", total=total))
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
    labelling: Annotated[
        ShareDistribution,
        Field(
            description="Which labelling of the tasks is believed where they differ: the first up "
            "to 0.5, the second above; for tasks in evidence.labels that labelling from 1/3 to 2/3"
        ),
    ]
    level_t1: Annotated[ShareDistribution, Field(description="Share of a T1 task done by machine")]
    level_t2: Annotated[ShareDistribution, Field(description="Share of a T2 task done by machine")]
    level_t3: Annotated[ShareDistribution, Field(description="Share of a T3 task done by machine")]
    level_t4: Annotated[ShareDistribution, Field(description="Share of a T4 task done by machine")]

    @model_validator(mode="after")
    def _floor_below_one(self) -> Parameters:
        if self.floor.high >= 1:
            raise broken_rule(say("floor below 1"))
        return self


class EvidenceSection(Section):
    """How published evidence is read as share of a task's time."""

    weights: Weights
    concentration: Annotated[
        Concentration,
        Field(
            description="How close each draw's mix of readings stays to the weights. Small: a draw "
            "leans towards one reading, and their spread shows in the interval"
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
    labels: Annotated[
        str | None,
        Field(
            description="File with labels of the tasks by people who do the job, made by 'autopot "
            "tasks export --labels' and filled in; null: nobody was asked. They count beside our "
            "two labellings in exposed_time_2026 and whole_tasks_2026, for the tasks they cover"
        ),
    ]
    override: Annotated[
        dict[str, ShareDistribution],
        Field(
            description="Your own automatable share by occupation ('4110') or task ('4110-02'); "
            "replaces the readings and their errors there"
        ),
    ]
