"""Uncertain numbers of a scenario: a constant, a triangle or an even range."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    model_serializer,
    model_validator,
)
from pydantic_core import CoreSchema, core_schema

from autopot.messages import say
from autopot.scenario.section import broken_rule

FORMS: dict[str, int] = {"tri": 3, "uniform": 2}


class Distribution(BaseModel):
    """A constant `0.4`, a triangle `{tri: [low, mode, high]}` or `{uniform: [low, high]}`.

    >>> Distribution.model_validate({"tri": [0.2, 0.4, 0.7]}).high
    0.7
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    kind: Literal["constant", "tri", "uniform"]
    low: Annotated[float, Field(strict=True)]
    mode: Annotated[float, Field(strict=True)]
    high: Annotated[float, Field(strict=True)]

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: Any) -> Any:
        if isinstance(value, bool):
            raise broken_rule(say("a number or a distribution, not true/false or yes/no"))
        if isinstance(value, int | float):
            return {"kind": "constant", "low": value, "mode": value, "high": value}
        if isinstance(value, dict) and len(value) == 1:
            kind, points = next(iter(value.items()))
            if kind in FORMS and isinstance(points, list) and len(points) == FORMS[kind]:
                return {"kind": kind, "low": points[0], "mode": points[1], "high": points[-1]}
        if isinstance(value, dict) and "kind" in value:
            return value
        raise broken_rule(
            say(
                "a number, {{tri: [low, mode, high]}} or {{uniform: [low, high]}}; decimals with a "
                "point"
            )
        )

    @model_validator(mode="after")
    def _in_order(self) -> Distribution:
        points = [self.low, self.mode, self.high]
        if not all(np.isfinite(points)):
            raise broken_rule(say("a finite number"))
        if self.kind == "tri" and not self.low <= self.mode <= self.high:
            raise broken_rule(say("three numbers, the lowest first"))
        if self.low > self.high:
            raise broken_rule(say("two numbers, the lower one first"))
        return self

    @model_serializer
    def _write(self) -> Any:
        if self.kind == "constant":
            return self.low
        if self.kind == "tri":
            return {"tri": [self.low, self.mode, self.high]}
        return {"uniform": [self.low, self.high]}

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """As it is written in a file, not as it is kept."""
        del schema, handler
        return as_written({"type": "number"})

    def quantile(self, u: NDArray[np.float64]) -> NDArray[np.float64]:
        """The value at cumulative probability `u`.

        Parameters
        ----------
        u : any shape, float64, 0-1.

        Returns
        -------
        Same shape as `u`, in the unit of the distribution. For a triangle on (a, m, b):
        a + sqrt(u (b-a)(m-a)) below the mode, b - sqrt((1-u)(b-a)(b-m)) above it.

        >>> d = Distribution.model_validate({"tri": [0, 0.5, 1]})
        >>> [float(v) for v in d.quantile(np.array([0.0, 0.125, 0.5, 1.0]))]
        [0.0, 0.25, 0.5, 1.0]
        """
        width = self.high - self.low
        if width == 0:
            return np.full(np.shape(u), self.low)
        if self.kind == "uniform":
            return self.low + u * width
        turn = (self.mode - self.low) / width
        left = self.low + np.sqrt(u * width * (self.mode - self.low))
        right = self.high - np.sqrt((1 - u) * width * (self.high - self.mode))
        return np.where(u < turn, left, right)


def as_written(number: dict[str, Any]) -> dict[str, Any]:
    """JSON Schema of an uncertain number as people write it.

    Parameters
    ----------
    number : JSON Schema of each number in it.
    """

    def form(kind: str, length: int) -> dict[str, Any]:
        points = {"type": "array", "items": number, "minItems": length, "maxItems": length}
        only = {"required": [kind], "additionalProperties": False}
        return {"type": "object", "properties": {kind: points}, **only}

    return {"anyOf": [number, *(form(kind, length) for kind, length in FORMS.items())]}


@dataclass(frozen=True)
class Within:
    """The ends between which every number of a distribution must lie, ends included."""

    low: float
    high: float

    def __call__(self, value: Distribution) -> Distribution:
        """The distribution, or the error of one that reaches beyond an end."""
        if self.low <= value.low and value.high <= self.high:
            return value
        if (self.low, self.high) == (0, 1):
            raise broken_rule(say("a share between 0 and 1"))
        low, high = f"{self.low:g}", f"{self.high:g}"  # as they are written in a file
        raise broken_rule(say("a number from {low} to {high}", low=low, high=high))

    def __get_pydantic_core_schema__(self, kind: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Checked after the distribution itself."""
        return core_schema.no_info_after_validator_function(self, handler(kind))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """As it is written in a file, with the ends."""
        del schema, handler
        return as_written({"type": "number", "minimum": self.low, "maximum": self.high})


ShareDistribution = Annotated[Distribution, Within(0, 1)]

ScaleDistribution = Annotated[Distribution, Within(0, 10)]
"""How many times as large as measured, as `ranges.Scale`."""
