"""The form of every answer to an assistant, with the words that must never be left out."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from autopot import catalogue
from autopot.messages import told
from autopot.version import __version__

Language = Literal["nb", "nn", "en"]
Unit = Literal["share_of_working_time", "fte"]


class Figure(BaseModel):
    """One figure with its interval."""

    model_config = ConfigDict(frozen=True)

    what: str = Field(description="What the figure is of")
    unit: Unit
    mean: float
    low: float = Field(description="5 % of the draws lie below")
    high: float = Field(description="5 % of the draws lie above")


class Cited(BaseModel):
    """Where something is published, or that it is our own judgement."""

    model_config = ConfigDict(frozen=True)

    source_id: str
    citation: str
    url: str
    licence: str


class Answer(BaseModel):
    """What is told of one question."""

    model_config = ConfigDict(frozen=True)

    title: str
    lines: list[str] = Field(description="The answer in sentences, with intervals")
    figures: list[Figure]
    more: list[dict[str, Any]] = Field(description="Rows behind the answer, without an interval")
    interval: str = Field(description="What low and high are")
    meaning: str = Field(description="What the figures are, and are not: always to be told")
    notes: list[str] = Field(description="What must be known about the inputs")
    sources: list[Cited]
    autopot: str = Field(default=__version__, description="Version that made the answer")


def meaning() -> str:
    """What potential is and is not, in the language that is spoken."""
    return told(
        "Technical potential is working time in tasks that technology could take over, spread over "
        "many people's work. It is not posts, not savings and not a forecast."
    )


def interval() -> str:
    """What the ends of an interval are, in the language that is spoken."""
    return told(
        "Low and high are the 5th and 95th percentile of the draws: 90% lie between. The middle "
        "alone is not an answer."
    )


def figure(what: str, row: Mapping[str, Any], of: str = "share") -> Figure | None:
    """A figure of a row; None where it is hidden or not there.

    Parameters
    ----------
    what : the figure is of.
    row : with <of>_mean, <of>_p05 and <of>_p95.
    of : share (of working time, 0-1) or fte.
    """
    given = (row.get(f"{of}_{end}") for end in ("mean", "p05", "p95"))
    mean, low, high = (math.nan if value is None else round(float(value), 4) for value in given)
    if any(map(math.isnan, (mean, low, high))):
        return None
    unit: Unit = "share_of_working_time" if of == "share" else "fte"
    return Figure(what=what, unit=unit, mean=mean, low=low, high=high)


def there(figures: Iterable[Figure | None]) -> list[Figure]:
    """The figures that there are."""
    return [one for one in figures if one is not None]


def cited(wanted: Iterable[str] | None = None) -> list[Cited]:
    """Rows of data/sources.csv.

    Parameters
    ----------
    wanted : their ids; None for all.
    """
    frame = catalogue.sources().fillna("")
    if wanted is not None:
        frame = frame[frame["source_id"].isin(set(wanted))]
    columns = ["source_id", "citation", "url", "licence"]
    return [
        Cited(**{str(k): str(v) for k, v in row.items()})
        for row in frame[columns].to_dict("records")
    ]
