"""One setting that can be changed, and settings that stand together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from autopot import catalogue
from autopot.messages import told

NUMBER, SPREAD, CHOICE = "number", "spread", "choice"


@dataclass(frozen=True)
class Field:
    """One setting that can be changed.

    Parameters
    ----------
    key : path in the scenario, or in a sector of it.
    title : in the language that is spoken.
    kind : a number, a spread (a number, or lowest, most likely and highest) or a choice.
    low, high : where it ends, as in a scenario file.
    scale : what a number of the file is multiplied by where it is shown.
    unit : after the number.
    step : of the number that is shown.
    ends : why it ends there.
    sources : source_id of what it rests on.
    options : value -> words of a choice.
    about : what it is.
    places : decimals that are shown.
    """

    key: str
    title: str
    kind: str = NUMBER
    low: float = 0.0
    high: float = 1.0
    scale: float = 100.0
    unit: str = "%"
    step: float = 1.0
    ends: str = ""
    sources: tuple[str, ...] = ("judgement",)
    options: Mapping[str, str] | None = None
    about: str = ""
    places: int = 4


@dataclass(frozen=True)
class Group:
    """Settings that stand together.

    Parameters
    ----------
    key : of the group; the path of weights that sum to 1.
    title, about : in the language that is spoken.
    fields : in order.
    weights : whether they are weights that sum to 1.
    """

    key: str
    title: str
    about: str
    fields: tuple[Field, ...]
    weights: bool = False


def source_words(source: str) -> tuple[str, str]:
    """A source as it is cited, and its address; the address is empty where it has none.

    Parameters
    ----------
    source : its source_id.
    """
    if source == "judgement":
        return told("our own judgement"), ""
    row = catalogue.table("sources").set_index("source_id").loc[source]
    return str(row["citation"]), str(row["url"])
