"""From a plan's name or file to a checked plan that knows where each value came from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from autopot.errors import InputError, Problem, unknown_name
from autopot.messages import Text, say, say_in
from autopot.scenario.faults import file_problems
from autopot.scenario.loading import no_such_file
from autopot.scenario.packaged import packaged_directory, packaged_files, packaged_plans
from autopot.scenario.plan import PlanFile
from autopot.scenario.yaml_text import Location, nearest_origin, read_yaml


@dataclass(frozen=True)
class LoadedPlan:
    """A checked plan.

    Parameters
    ----------
    plan : what the file says.
    origin : for every value the "file:line" it came from.
    path : the file.
    """

    plan: PlanFile
    origin: Mapping[Location, str]
    path: Path

    def place(self, *location: str | int) -> str:
        """Where a value came from, or the nearest level above it."""
        return nearest_origin(self.origin, location, self.path)

    @property
    def scenario(self) -> str | Path:
        """The scenario it rests on; a file is sought beside the plan."""
        name = self.plan.scenario
        return name if name in packaged_files() else self.path.parent / name


def load_plan(name: str | Path) -> LoadedPlan:
    """Load and check a plan.

    Parameters
    ----------
    name : a .yaml file or the name of a packaged plan.

    Raises
    ------
    InputError
        Everything that is wrong, at once, each with file and line.

    >>> load_plan("plan-example").plan.example
    True
    """
    path = _find_plan(name)
    data, lines = read_yaml(path)
    if ("measures" not in data and "evidence" in data) or "extends" in data:
        raise InputError(_is_a_scenario(path, name))
    return checked_plan(data, {at: f"{path}:{line}" for at, line in lines.items()}, path)


def checked_plan(data: Mapping[str, Any], origin: Mapping[Location, str], path: Path) -> LoadedPlan:
    """Check what a plan file says.

    Parameters
    ----------
    data : its content, plain.
    origin : for every value where it came from, as messages tell it.
    path : the file; scenarios are sought beside it.

    Raises
    ------
    InputError
        Everything that is wrong, at once, each with its place.
    """
    try:
        plan = PlanFile.model_validate(data)
    except ValidationError as error:
        raise InputError(file_problems(error, origin, path, PlanFile)) from error
    loaded = LoadedPlan(plan, origin, path)
    problems = [*_measure_problems(loaded), *_goal_problems(loaded), *_year_problems(loaded)]
    if problems:
        raise InputError(problems)
    return loaded


def _is_a_scenario(path: Path, name: str | Path) -> Problem:
    return Problem(
        f"{path}:1",
        say("this is a scenario, not a plan"),
        packaged_plans(),
        say("write autopot run {name}", name=name),
    )


def _find_plan(name: str | Path) -> Path:
    text = str(name)
    path = Path(text)
    if path.suffix.lower() in (".yaml", ".yml") or path.is_file():
        if path.is_file():
            return path
        raise InputError(no_such_file(text, packaged_plans()))
    if text in packaged_files():
        return packaged_directory("scenarios") / f"{text}.yaml"
    raise InputError(unknown_name("PLAN", say_in("the", "plan"), text, packaged_plans()))


def _measure_problems(loaded: LoadedPlan) -> list[Problem]:
    measures = loaded.plan.measures
    names = [measure.id for measure in measures]
    repeated = {name for name, count in Counter(names).items() if count > 1}
    problems = [
        Problem(
            loaded.place("measures", n, "id"),
            say("{name} stands twice", name=m.id),
            say("each id once"),
            say("rename one of them"),
        )
        for n, m in enumerate(measures)
        if m.id in repeated
    ]
    for n, measure in enumerate(measures):
        for other in measure.after:
            place = loaded.place("measures", n, "after", other)
            if other not in names:
                problems.append(unknown_name(place, say_in("the", "measure"), other, names))
    circle = None if problems else _circle(loaded.plan)
    if circle:
        place = loaded.place("measures", names.index(circle[0]), "after")
        problems.append(_none_can_be_first(place, [*circle, circle[0]]))
    return problems


def _goal_problems(loaded: LoadedPlan) -> list[Problem]:
    """A sector whose gap is to be closed, and no measure that could."""
    sector = loaded.plan.goal.sector
    able = sorted({m.sector for m in loaded.plan.measures if m.technology is not None})
    if sector is None or sector in able:
        return []
    found = say("no measure with a technology in {sector}", sector=sector)
    remedy = say("choose a sector of the measures, or add a measure")
    return [Problem(loaded.place("goal", "sector"), found, able, remedy)]


def _none_can_be_first(place: str, circle: list[str]) -> Problem:
    order: Text = circle[0]
    for name in circle[1:]:
        order = say("{later} after {earlier}", later=order, earlier=name)
    found = say("{order}: none of them can be first", order=order)
    return Problem(place, found, remedy=say("break the circle"))


def _circle(plan: PlanFile) -> list[str]:
    """Measures that wait for each other; empty where there are none."""
    after = {measure.id: list(measure.after) for measure in plan.measures}
    free: set[str] = set()
    while True:
        more = {
            name for name, first in after.items() if name not in free and free.issuperset(first)
        }
        if not more:
            break
        free |= more
    stuck = [name for name in after if name not in free]
    if not stuck:
        return []
    walk = [stuck[0]]
    while True:
        step = next(name for name in after[walk[-1]] if name not in free)
        if step in walk:
            return walk[walk.index(step) :]
        walk.append(step)


def _year_problems(loaded: LoadedPlan) -> list[Problem]:
    """Years outside the plan, and years without a budget."""
    plan, years = loaded.plan, loaded.plan.year_numbers()
    named: list[tuple[Location, int]] = [
        *((("goal", "at_least", str(year)), year) for year in plan.goal.at_least),
        *(
            (("measures", n, "start_by"), m.start_by)
            for n, m in enumerate(plan.measures)
            if m.start_by is not None
        ),
    ]
    budget = plan.limits.budget
    if budget is not None:
        named += [(("limits", "budget", "by_year", str(year)), year) for year in budget.by_year]
    problems = [
        Problem(
            loaded.place(*at),
            say("{year} is outside the plan", year=year),
            say("{first} to {last}", first=years[0], last=years[-1]),
            say("change the year"),
        )
        for at, year in named
        if year not in years
    ]
    if budget is not None and budget.by_year:
        missing = [str(year) for year in years if year not in budget.by_year]
        if missing:
            problems.append(_no_budget(loaded.place("limits", "budget"), missing))
    return problems


def _no_budget(place: str, years: list[str]) -> Problem:
    found = say("no budget for {years}", years=years)
    return Problem(place, found, say("every year of the plan"), say("add them"))
