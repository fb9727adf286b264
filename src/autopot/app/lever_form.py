"""The form of *Gapet*: its fields, where the evidence ends, and what was typed as settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from autopot import catalogue
from autopot.app.as_text import Found, as_found
from autopot.errors import Problem
from autopot.messages import say, told
from autopot.messages.numbers import plain
from autopot.page.moves.controls import controls_of
from autopot.results.gap.words import published
from autopot.scenario import LoadedScenario

POINTS, YEARS = "points", "years"
SCALE = {POINTS: 100, YEARS: 1}
"""Unit of a field -> how many of it one in the scenario is."""


@dataclass(frozen=True)
class Lever:
    """A measure other than technology.

    Parameters
    ----------
    key : in `demand.levers`.
    title : its label.
    unit : `POINTS` (percentage points) or `YEARS`.
    most : that it can give, in its unit.
    step : of its fields.
    ends : why it ends there.
    published : what it can be held against.
    source : who says so; empty where nobody does.
    low, high : of the scenario, in its unit.
    """

    key: str
    title: str
    unit: str
    most: float
    step: float
    ends: str
    published: str
    source: str
    low: float
    high: float


def levers_of(loaded: LoadedScenario) -> list[Lever]:
    """The levers of a scenario, with the bounds that its report has too.

    Parameters
    ----------
    loaded : the scenario.
    """
    scenario = loaded.scenario
    found = []
    for slider in controls_of(scenario, scenario.demand.years).levers:
        scale = SCALE[slider.unit]
        own = getattr(scenario.demand.levers, slider.key)
        units = 10  # a slider counts tenths of both units
        found.append(
            Lever(
                key=slider.key,
                title=slider.title,
                unit=slider.unit,
                most=slider.high / units,
                step=slider.step / units,
                ends=slider.ends,
                published=published(slider.key),
                source=_source(slider.key),
                low=round(own.low * scale, 3),
                high=round(own.high * scale, 3),
            )
        )
    return found


def _source(lever: str) -> str:
    """The sources of what was published of a lever."""
    table = catalogue.table("demand/levers")
    wanted = table.loc[table["lever"] == lever, "source_id"]
    return "; ".join(catalogue.sources().set_index("source_id")["citation"].loc[wanted].unique())


@dataclass(frozen=True)
class Number:
    """A field with a number that holds today, or beside the levers.

    Parameters
    ----------
    path : keys of the setting under `demand`.
    title : its label.
    low, high : that it may be.
    scale : how many of its unit one in the scenario is.
    value : of the scenario, in its unit.
    about : what it means, and where it is from.
    """

    path: tuple[str, ...]
    title: str
    low: float
    high: float
    scale: float
    value: float
    about: str

    @property
    def key(self) -> str:
        """Of the field."""
        return self.path[-1]


def numbers_of(loaded: LoadedScenario) -> list[Number]:
    """The other numbers of the form.

    Parameters
    ----------
    loaded : the scenario.
    """
    demand = loaded.scenario.demand
    last = int(catalogue.table("demand/projection")["year"].max())
    better = told("As published for the municipal sector; your own figure is better.")
    return [
        Number(
            path=("levers", "reached"),
            title=told("Year when they have their full effect"),
            low=demand.today + 1,
            high=last,
            scale=1,
            value=demand.levers.reached,
            about=told("From today on they grow evenly until then."),
        ),
        Number(
            path=("levers", "mean_position_now"),
            title=told("Mean position today, per cent of a full one"),
            low=10,
            high=100,
            scale=100,
            value=round(100 * demand.levers.mean_position_now, 3),
            about=better,
        ),
        Number(
            path=("levers", "sick_leave_now"),
            title=told("Sickness absence today, per cent"),
            low=0,
            high=50,
            scale=100,
            value=round(100 * demand.levers.sick_leave_now, 3),
            about=better,
        ),
        Number(
            path=("move",),
            title=told("Part of what is freed beyond a sector's own need that can serve another"),
            low=0,
            high=100,
            scale=100,
            value=round(100 * demand.move, 3),
            about=told("Per cent. Nothing is moved unless you say so: a teacher is not a nurse."),
        ),
    ]


def settings_from(
    said: Mapping[str, Any], loaded: LoadedScenario
) -> tuple[dict[str, Any], list[Found]]:
    """What was typed as settings of a scenario, and what is wrong with it.

    Parameters
    ----------
    said : field -> text, and `sectors`, a list of codes.
    loaded : the scenario that they go before.

    Returns
    -------
    Settings as `autopot.gap` takes them, of what differs from the scenario; problems, each with
    place, found, allowed and remedy.
    """
    problems: list[Found] = []
    demand: dict[str, Any] = {}
    levers: dict[str, Any] = {}
    for number in numbers_of(loaded):
        value = _number(said.get(number.key), number.title, number.low, number.high, problems)
        if value is not None and value != number.value:
            inner = levers if number.path[0] == "levers" else demand
            inner[number.key] = round(value / number.scale, 6) if number.scale > 1 else int(value)
    most = _most(levers, loaded)
    for lever in levers_of(loaded):
        top, before = most.get(lever.key, lever.most), len(problems)
        low, high = (
            _number(said.get(f"{lever.key}_{end}"), lever.title, 0, top, problems)
            for end in ("low", "high")
        )
        if len(problems) == before:
            levers |= _range(lever, low, high, problems)
    known = set(catalogue.sectors()["sector"])
    sectors = [code for code in said.get("sectors", []) if code in known]
    if sectors:
        levers["sectors"] = sectors
    if levers:
        demand["levers"] = levers
    return ({"demand": demand} if demand else {}), problems


def _range(
    lever: Lever, low: float | None, high: float | None, problems: list[Found]
) -> dict[str, Any]:
    """A lever as the scenario states it; nothing where it is as there. Empty is nought."""
    start = low or 0.0
    end = start if high is None else high
    if start > end:
        found = say("from {low} to {high}", low=plain(start), high=plain(end))
        remedy = say("turn them round, or write the same twice")
        problems.append(as_found(Problem(lever.title, found, say("low before high"), remedy)))
        return {}
    if (start, end) == (lever.low, lever.high):
        return {}
    ends = [round(one / SCALE[lever.unit], 6) for one in (start, end)]
    return {lever.key: ends[0] if ends[0] == ends[1] else {"uniform": ends}}


def _most(levers: Mapping[str, Any], loaded: LoadedScenario) -> dict[str, float]:
    """The bounds that follow what is said to hold today, in percentage points."""
    own = loaded.scenario.demand.levers
    position = float(levers.get("mean_position_now", own.mean_position_now))
    absent = float(levers.get("sick_leave_now", own.sick_leave_now))
    return {
        "mean_position": round(100 * (1 - position), 1),
        "sick_leave": round(100 * absent, 1),
    }


def _number(
    said: object, title: str, low: float, high: float, problems: list[Found]
) -> float | None:
    """A number as people write it; None where there is none within its bounds, which is then told
    in `problems`.
    """
    text = said.strip() if isinstance(said, str) else ""
    if not text:
        return None
    try:
        value = float(text.replace(",", ".").replace("−", "-"))
    except ValueError:
        value = float("nan")
    if low <= value <= high:
        return value
    allowed = say("a number from {low} to {high}", low=plain(low), high=plain(high))
    found, remedy = say("{text!q}", text=text), say("correct it, or leave it empty")
    problems.append(as_found(Problem(title, found, allowed, remedy)))
    return None
