"""What can be changed of a scenario, how far, and why it ends there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from annotated_types import Ge, Le

from autopot import catalogue
from autopot.app.scenario.fields import CHOICE, NUMBER, SPREAD, Field, Group
from autopot.messages import Text, say, shown, told
from autopot.scenario import Distribution, LoadedScenario, Scenario
from autopot.scenario.demand import DemandSection
from autopot.scenario.distributions import Within
from autopot.scenario.evidence import Weights
from autopot.scenario.future import LevelSection, RealisationSection
from autopot.scenario.work import PhysicalSection

if TYPE_CHECKING:
    from autopot.page.moves.controls import Slider

PARTS = tuple(f"realisation.level.{one}.part" for one in ("little", "some", "large"))
"""What a fixed part taken out replaces."""

LEVEL, FULLY = "realisation.level", "human_required.fully"
WEIGHTS, NEED_WEIGHTS = "evidence.weights", "demand.weights"
GENERAL_ONLY = ("demand.move",)
"""Settings that are the same in all sectors."""

SCALES = {"percent": 1000, "points": 1000, "share": 100, "years": 10}
"""Whole numbers of a slider in one, by its unit."""

READING_SOURCES = {
    "score_above_floor": ("ilo-wp140",),
    "exposed_time": ("eloundou-2024",),
    "exposed_time_2026": ("judgement",),
    "whole_tasks": ("eloundou-2024",),
    "whole_tasks_2026": ("judgement",),
    "activity_time": ("mgi-2017",),
    "task_automation": ("eloundou-2024",),
    "computerisation": ("frey-osborne-2013",),
}
NEED_READINGS: dict[str, tuple[Text, str]] = {
    "cost_keys": (say("The State's cost keys"), "demand/cost_keys"),
    "users": (say("Users and hours of care by age"), "demand/users"),
    "dementia": (say("Care from 67 on by dementia"), "demand/dementia"),
}
"""Reading of the need -> its name, and the table that it is made from."""

Sliders = Mapping[str, "Slider"]
CLASSES = ("adopt", "trial", "assess", "hold")


def groups_of(chosen: LoadedScenario, base: LoadedScenario, sector: str) -> list[Group]:
    """Everything that can be changed, for all or in one sector.

    Parameters
    ----------
    chosen : the scenario, before anything is changed.
    base : the base scenario, which says how far the evidence goes where the chosen one is narrower.
    sector : code; empty for all.
    """
    scenario, usual = chosen.in_sector(sector).scenario, base.in_sector(sector).scenario
    sliders = _sliders(usual)
    groups = [
        _readings(scenario),
        _work(sliders),
        _adoption(scenario, usual, sliders),
        _realisation(sliders),
        _need_weights(),
        _need(sliders),
    ]
    if not sector:
        return groups
    return [
        replace(group, fields=tuple(f for f in group.fields if f.key not in GENERAL_ONLY))
        for group in groups
    ]


def _readings(scenario: Scenario) -> Group:
    from autopot.results.labels import label

    low, high = _ends(Weights, "score_above_floor")
    fields = tuple(
        Field(
            key=f"{WEIGHTS}.{name}",
            title=label(f"reading_{name}"),
            low=low,
            high=high,
            about=label(f"reading_{name}_is"),
            sources=READING_SOURCES.get(name, ()),
            places=1,
        )
        for name in scenario.evidence.weights.model_dump()
    )
    about = told(
        "How far each measure of what can be automated is believed. From 0 to 100%: each is a "
        "published measure or our own labels, and none is known to be wrong. Change one, and the "
        "others keep their proportions."
    )
    return Group(WEIGHTS, told("How the evidence is read"), about, fields, weights=True)


def _work(sliders: Sliders) -> Group:
    low, high = _ends(PhysicalSection, "strength")
    return Group(
        "work",
        told("Physical work, and work that needs a person"),
        "",
        (
            Field(
                key="physical.strength",
                title=told("Robots and machines in physical work"),
                kind=SPREAD,
                low=low,
                high=high,
                ends=told(
                    "From no robots to all that McKinsey thinks possible, the only figures there "
                    "are. How much of it is our judgement."
                ),
                sources=("mgi-2017", "judgement"),
            ),
            _from_slider(sliders["partly"], "human_required.partly", NUMBER),
            Field(
                key=FULLY,
                title=told("Time where the person is the service itself"),
                kind=CHOICE,
                options={
                    "beside": told("stands beside the main figure"),
                    "counted": told("counts in the main figure"),
                },
            ),
        ),
    )


def _adoption(scenario: Scenario, usual: Scenario, sliders: Sliders) -> Group:
    paths = ("adoption.depth.delay", "adoption.depth.stretch")
    fields = [
        replace(
            _hull(scenario, usual, paths[0], sliders["delay"].title, told("years"), step=0.5),
            sources=("ipsos-2021", "judgement"),
        ),
        _hull(
            scenario,
            usual,
            paths[1],
            told("How many times longer the way to full use is than the way to having it"),
            told("times"),
            step=0.1,
        ),
    ]
    words = {
        "adopt": told("Adopt: year when half of the municipalities have the technology"),
        "trial": told("Trial: year when half of the municipalities have the technology"),
        "assess": told("Assess: year when half of the municipalities have the technology"),
        "hold": told("Hold: year when half of the municipalities have the technology"),
    }
    points = catalogue.table("technologies/adoption_points")
    for name in CLASSES:
        own = points[(points["radar_class"] == name) & (points["used_for"] != "")]
        sources = tuple(dict.fromkeys(own["source_id"])) or ("judgement",)
        path = f"adoption.classes.{name}.midpoint"
        fields.append(
            replace(
                _hull(scenario, usual, path, words[name], "", step=0.5),
                sources=sources,
            )
        )
    about = told("When the technology comes, and how long it takes until it is used in all work.")
    return Group("adoption", told("How fast it is taken into use"), about, tuple(fields))


def _realisation(sliders: Sliders) -> Group:
    published = tuple(dict.fromkeys(catalogue.table("survey/realisation")["source_id"]))
    low, high = _ends(LevelSection, "municipal")
    first, last = _ends(RealisationSection, "minimum_block")
    return Group(
        "realisation",
        told("How much is taken out"),
        "",
        (
            replace(
                _from_slider(sliders["level"], LEVEL, NUMBER),
                sources=(*published, "judgement"),
                about=told("Leave it empty to draw it from the whole range."),
            ),
            Field(
                key="realisation.level.municipal",
                title=told("How far the municipalities' own answers are believed"),
                low=low,
                high=high,
                step=5,
                ends=told(
                    "From the answers of state and municipalities together to those of "
                    "municipalities alone."
                ),
                sources=published,
            ),
            Field(
                key="realisation.minimum_block",
                title=told("Part of a position that must be freed before it counts as FTE"),
                low=first,
                high=last,
                ends=told("From any piece of time to a whole position. No source says it."),
            ),
        ),
    )


def _need_weights() -> Group:
    fields = tuple(
        Field(
            key=f"{NEED_WEIGHTS}.{name}",
            title=shown(title),
            sources=tuple(dict.fromkeys(catalogue.table(table)["source_id"])),
            places=1,
        )
        for name, (title, table) in NEED_READINGS.items()
    )
    about = told("The gap: whose age decides how much work is needed. They differ in care alone.")
    return Group(NEED_WEIGHTS, told("Who needs the services"), about, fields, weights=True)


def _need(sliders: Sliders) -> Group:
    low, high = _ends(DemandSection, "service_growth")
    rate = told("Ten per cent a year is more than any service has grown over a decade.")
    levers = catalogue.table("demand/levers")
    source = {k: tuple(dict.fromkeys(v["source_id"])) for k, v in levers.groupby("lever")}
    growth = Field(
        key="demand.service_growth",
        title=told("Growth of the service level, a year"),
        kind=SPREAD,
        low=low,
        high=high,
        step=0.1,
        ends=rate,
    )
    fields: list[Field] = [
        growth,
        replace(
            growth,
            key="demand.productivity",
            title=told("Growth of productivity from anything but this technology, a year"),
        ),
        Field(
            key="demand.move",
            title=told("Time freed beyond a sector's own need that can serve another"),
            step=5,
            ends=told("From none of it to all of it."),
        ),
    ]
    for name in ("mean_position", "sick_leave", "later_retirement"):
        lever = _from_slider(sliders[name], f"demand.levers.{name}", SPREAD)
        fields.append(replace(lever, sources=source.get(name, ("judgement",))))
    about = told("Nothing is assumed of what you may do yourselves: state it, with a range.")
    return Group("need", told("The need, and what else may meet it"), about, tuple(fields))


def _sliders(usual: Scenario) -> Sliders:
    """The sliders of a report of the base scenario, which has them all."""
    from autopot.page.moves.controls import controls_of  # the report takes a while to import

    found = controls_of(usual, usual.adoption.years)
    every = (*found.readings, *found.gate, *found.future, *found.levers)
    return {one.key: one for one in every}


def _from_slider(slider: Slider, key: str, kind: str) -> Field:
    """The same setting with the ends of the report's slider."""
    each, years = SCALES[slider.unit], slider.unit == "years"
    scale = 1 if years else 100
    units = {"years": told("years"), "points": told("points")}
    return Field(
        key=key,
        title=slider.title,
        kind=kind,
        low=slider.low / each,
        high=slider.high / each,
        scale=scale,
        unit=units.get(slider.unit, "%"),
        step=slider.step / each * scale,
        ends=slider.ends,
    )


def _hull(
    scenario: Scenario, usual: Scenario, path: str, title: str, unit: str, step: float
) -> Field:
    """A number with years or times: as far as the base scenario or the chosen one goes."""
    stated: list[Distribution] = []
    for one in (scenario, usual):
        value: Any = one
        for key in path.split("."):
            value = getattr(value, key)
        stated.append(value)
    low, high = min(one.low for one in stated), max(one.high for one in stated)
    ends = told("As far as the base scenario and the chosen one go.")
    return Field(path, title, SPREAD, low=low, high=high, scale=1, unit=unit, step=step, ends=ends)


def _ends(section: type[Any], key: str) -> tuple[float, float]:
    """Where the engine's own check ends a number."""
    low, high = 0.0, 1.0
    for rule in section.model_fields[key].metadata:
        if isinstance(rule, Within):
            low, high = rule.low, rule.high
        elif isinstance(rule, Ge):
            low = float(rule.ge)  # type: ignore[arg-type]
        elif isinstance(rule, Le):
            high = float(rule.le)  # type: ignore[arg-type]
    return low, high
