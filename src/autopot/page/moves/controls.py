"""The controls of the movable part: what they move, and where the evidence ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from autopot.analysis.movable import LINES
from autopot.messages import told
from autopot.messages.numbers import percent, plain
from autopot.results.labels import label
from autopot.scenario import Distribution, Scenario

MOST_BELIEVED = 800
"""Thousandths of the weights that one reading may have. What a reading says alone has errors of its
own that the page does not hold to 0.3 points."""

USUAL_YEAR = 2035
LATER = 5
"""Years that later retirement reaches: from 62, the first year of the pension, to 67."""


@dataclass(frozen=True)
class Slider:
    """One range input.

    Parameters
    ----------
    key : in the state of the script.
    title : its label.
    low, high, step : of the input, whole numbers.
    unit : percent (thousandths), share (hundredths), years (tenths), points (thousandths), year (a
        place in the list of years).
    ends : why it ends where it does; empty where its group says so.
    drawn : what the run has; empty where it has one number.
    value : where it stands at first.
    """

    key: str
    title: str
    low: int
    high: int
    step: int
    unit: str
    ends: str
    value: int
    drawn: str = ""


@dataclass(frozen=True)
class Controls:
    """What can be moved.

    Parameters
    ----------
    readings : weights of the readings; empty where the run has one alone.
    gate, future, levers : the other sliders; empty where the run does not have what they move.
    fully : whether time where the person is the service counts in the run.
    years : that the run has figures of.
    readings_end : where the weights end, and why.
    lines : draws of the page.
    base_year : that what is in use and taken out is counted from.
    today : year that the need is counted from.
    saved : the state of the run.
    """

    readings: list[Slider]
    gate: list[Slider]
    future: list[Slider]
    levers: list[Slider]
    fully: bool
    years: list[int]
    readings_end: str
    lines: int
    base_year: int
    today: int
    saved: dict[str, Any] = field(default_factory=dict)


def controls_of(scenario: Scenario, years: Sequence[int]) -> Controls:
    """The controls of a run.

    Parameters
    ----------
    scenario : of the run.
    years : that it has figures of.
    """
    thousandths = in_thousandths(
        {k: w for k, w in scenario.evidence.weights.model_dump().items() if w > 0}
    )
    need = bool(scenario.adoption.years and scenario.demand.years)
    counted = scenario.human_required.fully == "counted"
    year = min(range(len(years)), key=lambda n: (abs(years[n] - USUAL_YEAR), n), default=None)
    return Controls(
        readings=_readings(thousandths) if len(thousandths) > 1 else [],
        gate=[_partly(scenario)],
        future=_future(scenario, years) if scenario.adoption.years else [],
        levers=_levers(scenario) if need else [],
        fully=counted,
        years=list(years),
        readings_end=told(
            "From 0 to {most}: what a reading gives alone, the page does not work out closely "
            "enough. When one is moved, the others keep their proportions.",
            most=percent(max(MOST_BELIEVED, *thousandths.values()) / 1000),
        ),
        lines=LINES,
        base_year=scenario.adoption.base_year,
        today=scenario.demand.today,
        saved={
            "readings": list(thousandths),
            "weights": list(thousandths.values()),
            "partly": round(100 * scenario.human_required.partly),
            "counted": counted,
            "delay": None,
            "level": None,
            "mean_position": None,
            "sick_leave": None,
            "later_retirement": None,
            "year": year,
        },
    )


def in_thousandths(weights: dict[str, float]) -> dict[str, int]:
    """Weights as whole thousandths that sum to 1,000, the largest remainders up.

    >>> in_thousandths({"a": 1 / 3, "b": 2 / 3})
    {'a': 333, 'b': 667}
    """
    found = {name: int(1000 * weight) for name, weight in weights.items()}
    rest = {name: 1000 * weight - found[name] for name, weight in weights.items()}
    for name in sorted(rest, key=lambda name: -rest[name])[: 1000 - sum(found.values())]:
        found[name] += 1
    return found


def _readings(thousandths: dict[str, int]) -> list[Slider]:
    most = max(MOST_BELIEVED, *thousandths.values())
    return [
        Slider(
            key=name,
            title=label(f"reading_{name}"),
            low=0,
            high=most,
            step=10,
            unit="percent",
            ends="",
            value=value,
        )
        for name, value in thousandths.items()
    ]


def _partly(scenario: Scenario) -> Slider:
    partly = scenario.human_required.partly
    return Slider(
        key="partly",
        title=told("Counts of the time where a person decides, sees or signs"),
        low=0,
        high=100,
        step=5,
        unit="share",
        ends=told("From none of it to all of it."),
        value=round(100 * partly),
    )


def _future(scenario: Scenario, years: Sequence[int]) -> list[Slider]:
    delay = scenario.adoption.depth.delay
    level = scenario.realisation.level
    low, high = level.little.part.low, level.large.part.high
    sliders = [
        Slider(
            key="year",
            title=told("Year"),
            low=0,
            high=len(years) - 1,
            step=1,
            unit="year",
            ends=told("The years that the run has figures of."),
            value=min(range(len(years)), key=lambda n: (abs(years[n] - USUAL_YEAR), n)),
        )
    ]
    if delay.high > delay.low:
        sliders.append(
            Slider(
                key="delay",
                title=told(
                    "Adoption: years from having the technology to using it in half of the work"
                ),
                low=round(10 * delay.low),
                high=round(10 * delay.high),
                step=5,
                unit="years",
                ends=told(
                    "From {low} to {high} years, the range that the scenario states. Moved, all "
                    "draws have the one you choose, and the interval is narrower.",
                    low=plain(delay.low),
                    high=plain(delay.high),
                ),
                value=round(10 * _middle(delay)),
                drawn=told("{low}–{high} years", low=plain(delay.low), high=plain(delay.high)),
            )
        )
    if high > low:
        sliders.append(
            Slider(
                key="level",
                title=told(
                    "Realisation: part of what is in use that is taken out, before barriers"
                ),
                low=round(1000 * low),
                high=round(1000 * high),
                step=10,
                unit="percent",
                ends=told(
                    "From {low} to {high}, what the published answers are taken to mean. Until it "
                    "is moved, every draw has a part of its own. Moved, all have the one you "
                    "choose: the interval is narrower and the middle another, also where the "
                    "slider stands now.",
                    low=percent(low),
                    high=percent(high),
                ),
                value=round(1000 * _middle(level.some.part)),
                drawn=f"{plain(100 * low)}–{percent(high)}",
            )
        )
    return sliders


def _levers(scenario: Scenario) -> list[Slider]:
    levers = scenario.demand.levers
    full, absent = 1 - levers.mean_position_now, levers.sick_leave_now
    return [
        _lever(
            "mean_position",
            told("Larger positions: gain in the mean position"),
            int(1000 * full + 1e-6),
            "points",
            told(
                "Up to a full position; the mean is {now} today.",
                now=percent(levers.mean_position_now, 1),
            ),
            levers.mean_position,
        ),
        _lever(
            "sick_leave",
            told("Lower sickness absence"),
            int(1000 * absent + 1e-6),
            "points",
            told("Down to no absence; it is {now} today.", now=percent(absent, 1)),
            levers.sick_leave,
        ),
        _lever(
            "later_retirement",
            told("Later retirement"),
            10 * LATER,
            "years",
            told(
                "Up to {years} years, from 62 to 67. No source says how far it may go: "
                "our judgement.",
                years=LATER,
            ),
            levers.later_retirement,
        ),
    ]


def _lever(key: str, title: str, high: int, unit: str, ends: str, stated: Distribution) -> Slider:
    scale = 10 if unit == "years" else 1000
    middle = round(scale * _middle(stated))
    drawn = ""
    if stated.high > stated.low:
        low, top = (plain(round(scale * end / 10, 3)) for end in (stated.low, stated.high))
        words = {"years": told("{low}–{high} years", low=low, high=top)}
        drawn = words.get(unit, told("{low}–{high} points", low=low, high=top))
    step = 5 if unit == "years" else 1
    return Slider(
        key=key,
        title=title,
        low=0,
        high=max(high, middle),
        step=step,
        unit=unit,
        ends=ends,
        value=middle,
        drawn=drawn,
    )


def _middle(number: Distribution) -> float:
    return number.mode if number.kind == "tri" else (number.low + number.high) / 2
