"""What a sweep file may say. Field descriptions are also the user's documentation."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import Field, GetJsonSchemaHandler, field_validator, model_validator
from pydantic_core import CoreSchema

from autopot.messages import say
from autopot.scenario.ranges import Seed
from autopot.scenario.section import Name, Section, Text, broken_rule

MOST_POINTS = 100_000

Level = Literal["total", "sector", "municipality", "radar_class", "occupation"]
Values = Annotated[list[Any], Field(min_length=1)]
Points = Annotated[int, Field(strict=True, ge=2, le=MOST_POINTS)]
End = Annotated[float, Field(strict=True, ge=-(2**63), le=2**63, allow_inf_nan=False)]
"""An end of a range; no setting goes further, and each point is checked as a scenario."""


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


class Span(Section):
    """An even range `[low, high]`, or `{values: [...]}` that are equally likely."""

    low: End = 0
    high: End = 0
    values: list[Any] = Field(default=[])

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: Any) -> Any:
        if isinstance(value, list) and len(value) == 2 and all(map(_is_number, value)):
            return {"low": value[0], "high": value[1]}
        if isinstance(value, dict) and set(value) == {"values"} and value["values"]:
            return value
        raise broken_rule(say("a range [low, high], or {{values: [first, second]}}"))

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """As it is written in a file, not as it is kept."""
        del schema, handler
        ends = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}
        values = {"type": "array", "minItems": 1}
        only = {"required": ["values"], "additionalProperties": False}
        return {"anyOf": [ends, {"type": "object", "properties": {"values": values}, **only}]}

    @model_validator(mode="after")
    def _rising(self) -> Span:
        if not self.values and not self.low < self.high:
            raise broken_rule(say("two numbers, the lower one first"))
        return self


class SpaceFilling(Section):
    """A number of points spread over ranges."""

    points: Annotated[Points, Field(description="Number of points")]
    seed: Annotated[Seed, Field(description="Seed of the design, not of the draws")]
    settings: Annotated[
        dict[str, Span],
        Field(min_length=1, description="Setting -> [low, high], or {values: [...]}"),
    ]


class Sobol(SpaceFilling):
    """A Sobol sequence, which is balanced only for powers of two."""

    @field_validator("points")
    @classmethod
    def _power_of_two(cls, value: int) -> int:
        if value & (value - 1):
            below = 1 << (value.bit_length() - 1)
            raise broken_rule(
                say("a power of two, for instance {below} or {above}", below=below, above=2 * below)
            )
        return value


class Design(Section):
    """Which points: exactly one of the four."""

    grid: Annotated[
        dict[str, Values] | None,
        Field(min_length=1, description="Setting -> values; every combination, last fastest"),
    ] = None
    listed: Annotated[
        list[dict[str, Any]] | None,
        Field(
            alias="list",
            min_length=1,
            description="Points, each setting -> value; the rest as the scenario",
        ),
    ] = None
    latin_hypercube: Annotated[
        SpaceFilling | None, Field(description="Each range cut in as many parts as points")
    ] = None
    sobol: Annotated[
        Sobol | None, Field(description='Scrambled Sobol sequence; needs pip install ".[sweep]"')
    ] = None

    @model_validator(mode="after")
    def _one(self) -> Design:
        given = [name for name, value in self if value is not None]
        if len(given) != 1:
            raise broken_rule(say("one of grid, list, latin_hypercube and sobol"))
        return self


class Sweep(Section):
    """One scenario at many settings."""

    name: Annotated[
        Name, Field(description="Lower-case letters, digits, - and _; names the directory")
    ]
    title: Text
    scenario: Annotated[
        str, Field(min_length=1, description="Packaged scenario, or a file beside the sweep file")
    ]
    draws: Annotated[
        int, Field(strict=True, ge=100, le=1_000_000, description="Monte Carlo draws of each point")
    ] = 1_000
    random_numbers: Annotated[
        Literal["common", "independent"],
        Field(
            description="common: the same random numbers in every point, so that differences "
            "between points are not noise; independent: the seed grows by one from point to point"
        ),
    ] = "common"
    outputs: list[Level] = Field(
        default=["total", "sector"],
        min_length=1,
        description="Levels of the result that are kept",
    )
    design: Design

    @field_validator("outputs")
    @classmethod
    def _each_once(cls, value: list[Level]) -> list[Level]:
        twice = [a for a, b in pairwise(sorted(value)) if a == b]
        if twice:
            raise broken_rule(say("each level once; {level} stands twice", level=twice[0]))
        return value
