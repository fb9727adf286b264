"""Every number in a scenario, a plan or a sweep has two ends, and the model is finite at them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args, get_origin

import annotated_types as ends
import numpy as np
import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo

import autopot
from autopot.errors import InputError
from autopot.scenario import Distribution, load_scenario
from autopot.scenario.distributions import Within
from autopot.scenario.plan import PlanFile
from autopot.scenario.schema import Scenario
from autopot.scenario.sweep_schema import Sweep

FILES = {"scenario": Scenario, "plan": PlanFile, "sweep": Sweep}
INSTEAD = {
    "uncertainty.draws": 200,
    "uncertainty.seed": 2**63 - 1,
    "evidence.parameters.floor": 0.999,
    "adoption.threshold.use": 0.999,
}
"""What stands for an upper end that is not part of the range, or would take long."""

Number = tuple[str, float | None, float | None, bool]
"""Dotted name, lower end, upper end, and whether text is refused."""


def numbers(model: type[BaseModel], above: str = "") -> Iterator[Number]:
    """Every number that a file of this kind may hold."""
    for name, field in model.model_fields.items():
        yield from _in_field(field.annotation, field.metadata, f"{above}{field.alias or name}")


def _in_field(kind: Any, marks: list[Any], name: str) -> Iterator[Number]:
    if kind is Distribution:
        within = [m for m in marks if isinstance(m, Within)]
        yield name, within[0].low if within else None, within[0].high if within else None, True
    elif isinstance(kind, type) and issubclass(kind, BaseModel):
        yield from numbers(kind, f"{name}.")
    elif kind in (int, float):
        low = [m.ge for m in marks if isinstance(m, ends.Ge)]
        low += [m.gt for m in marks if isinstance(m, ends.Gt)]
        high = [m.le for m in marks if isinstance(m, ends.Le)]
        high += [m.lt for m in marks if isinstance(m, ends.Lt)]
        strict = any(getattr(m, "strict", None) is True for m in marks)
        yield name, max(low, default=None), min(high, default=None), strict
    elif hasattr(kind, "__metadata__"):
        field = FieldInfo.from_annotation(kind)
        yield from _in_field(field.annotation, [*field.metadata, *marks], name)
    else:
        parts = get_args(kind) if get_origin(kind) is not None or get_args(kind) else ()
        for part in parts:
            yield from _in_field(part, marks, f"{name}.*" if get_origin(kind) is dict else name)


@pytest.mark.parametrize("file", FILES)
def test_every_number_has_a_lower_and_an_upper_end(file):
    found = list(numbers(FILES[file]))
    assert found
    assert [name for name, low, high, _ in found if low is None or high is None] == []


def test_the_walk_finds_numbers_wherever_they_stand():
    """Plain, in a list, in a dict, in a union, as an amount of memory, and as a distribution."""
    names = {name for file in FILES.values() for name, *_ in numbers(file)}
    assert {
        "uncertainty.capability_sd",
        "adoption.years",
        "realisation.wage_cost",
        "realisation.wage_cost.*",
        "uncertainty.draws",
        "uncertainty.memory",
        "horizon.capability_growth",
        "evidence.override.*",
        "measures.after.*",
        "design.latin_hypercube.settings.*.low",
    } <= names


def test_text_is_no_number_but_as_a_key():
    """YAML keys are text, so that years as keys must be read from it."""
    loose = {name for file in FILES.values() for name, *_, strict in numbers(file) if not strict}
    assert loose == {"limits.budget.by_year.*", "goal.at_least.*"}


SETTINGS = [(n, low, high) for n, low, high, _ in numbers(Scenario) if "*" not in n]
NOT_ALONE = (
    "evidence.weights.",
    "realisation.level.",
    "adoption.base_year",
    "adoption.years",
    "demand.weights.",
    "demand.today",
    "demand.years",
    "demand.levers.mean_position",
    "demand.levers.sick_leave",
)
"""Shares that must sum to 1, years in order, and levers of no more than there is to win."""


def at_end(which: int) -> dict[str, Any]:
    """Changes that put every number of a scenario at its lower (1) or upper (2) end."""
    changes: dict[str, Any] = {}
    for setting in SETTINGS:
        name, value = setting[0], setting[which]
        section, *inner, key = name.split(".")
        if name.startswith(NOT_ALONE) or name == "calibrate.total":
            continue
        level = changes.setdefault(section, {})
        for part in inner:
            level = level.setdefault(part, {})
        level[key] = min(value, INSTEAD.get(name, value)) if which == 2 else value
    return changes


def merged(before: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """Nested changes put into a section, as a scenario that extends another does."""
    nested = {
        key: merged(before[key], value)
        for key, value in changes.items()
        if isinstance(value, dict) and key in before
    }
    return {**before, **changes, **nested}


@pytest.mark.parametrize("which", [1, 2])
def test_the_model_is_finite_with_every_number_at_its_end(which):
    before = load_scenario("realistic-2035").scenario.model_dump(mode="json")
    changes = merged(before, at_end(which))
    given = {section: changes[section] for section in at_end(which)}
    result = autopot.run("realistic-2035", changes=given)
    for table in (result.potential, result.by_year):
        assert len(table)
        figures = table.select_dtypes("number").drop(columns="year", errors="ignore")
        assert np.isfinite(figures.to_numpy(float)).all()
    shares = result.potential.query("unit == 'share'")["mean"]
    assert shares.between(0, 1).all()


@pytest.mark.parametrize(
    ("section", "key", "value"),
    [
        ("uncertainty", "capability_sd", 500),
        ("uncertainty", "task_noise", 1e300),
        ("uncertainty", "time_use", 1e300),
        ("horizon", "capability_growth", 1_000_000),
        ("realisation", "sector_sd", 1.8e19),
        ("uncertainty", "capability_sd", "1"),
        ("uncertainty", "draws", "1000"),
        ("uncertainty", "draws", True),
        ("physical", "strength", {"tri": ["0", 0.5, 1]}),
        ("adoption", "years", ["2030"]),
    ],
)
def test_what_is_outside_or_no_number_is_refused(section, key, value):
    with pytest.raises(InputError, match=rf"{section}\.{key}"):
        load_scenario("base", {section: {key: value}})


@pytest.mark.parametrize(
    ("section", "values", "shown"),
    [
        ("horizon", {"capability_growth": 1e6}, "tillatt: et tall fra -1 til 1 | endre verdien"),
        (
            "adoption",
            {"classes": {"adopt": {"midpoint": 1}}},
            "tillatt: et tall fra 1950 til 2200 | endre verdien",
        ),
        (
            "adoption",
            {"classes": {"adopt": {"width": 1e-300}}},
            "tillatt: et tall fra 0.1 til 100 | endre verdien",
        ),
        ("uncertainty", {"draws": 1000.0}, "tillatt: et helt tall; eller auto | skriv 1000"),
    ],
)
def test_ends_are_shown_as_a_file_takes_them_and_the_remedy_is_one(section, values, shown):
    """A year as 1950, not 1 950; a decimal as 0.1, not 0,1; never the refused number again."""
    with pytest.raises(InputError) as refused:
        load_scenario("base", tried={section: values})
    (problem,) = refused.value.problems
    assert shown in problem.line("nb")
