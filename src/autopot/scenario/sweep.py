"""From a sweep file to points that are all known to be good scenarios."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from autopot.errors import InputError, Problem, unknown_name
from autopot.messages import say, say_in, say_many, shown
from autopot.scenario.design import Point, design_points, design_settings, number_of_points
from autopot.scenario.faults import file_problems
from autopot.scenario.loading import LoadedScenario, find_scenario, load_scenario
from autopot.scenario.packaged import packaged_directory
from autopot.scenario.settings import check_name, whole_path, with_settings
from autopot.scenario.sweep_schema import MOST_POINTS, Sweep
from autopot.scenario.yaml_text import Lines, Location, read_yaml

SWEEPS = "sweeps"
"""Folder of the packaged sweeps, inside the packaged scenarios."""


@dataclass(frozen=True)
class LoadedSweep:
    """A checked sweep: every point is a good scenario.

    Parameters
    ----------
    sweep : what the file says.
    path : the file.
    base : the scenario that the points change.
    settings : settings that vary, in the order of the file.
    points : settings that each point gives, with their values; the first point is number 1.
    places : setting -> "file:line", of each point.
    """

    sweep: Sweep
    path: Path
    base: LoadedScenario
    settings: list[str]
    points: list[Point]
    places: list[Mapping[str, str]]

    def scenario(self, number: int) -> LoadedScenario:
        """The scenario of a point, counted from 1."""
        return _scenario(self, number)

    def row(self, number: int) -> Point:
        """The value of every setting in a point, as the scenario has it where it is not given."""
        point = self.points[number - 1]
        if len(point) == len(self.settings):
            return {name: point[name] for name in self.settings}
        plain = self.scenario(number).scenario.model_dump(mode="json")
        return {name: point.get(name, _value(plain, name)) for name in self.settings}


def packaged_sweeps() -> list[str]:
    """Names of the sweeps that come with autopot."""
    return sorted(path.stem for path in (packaged_directory("scenarios") / SWEEPS).glob("*.yaml"))


def find_sweep(name: str | Path) -> Path:
    """The file of a sweep given as file or as packaged name.

    Raises
    ------
    InputError
        Neither such a file nor such a packaged sweep.
    """
    path = Path(name)
    if path.is_file():
        return path
    if str(name) in packaged_sweeps():
        return packaged_directory("scenarios") / SWEEPS / f"{name}.yaml"
    raise InputError(
        unknown_name("SWEEP", say_in("the", "sweep file"), str(name), packaged_sweeps())
    )


def load_sweep(name: str | Path) -> LoadedSweep:
    """Load a sweep and check every point of it.

    Parameters
    ----------
    name : a .yaml file or the name of a packaged sweep.

    Returns
    -------
    The sweep with its points.

    Raises
    ------
    InputError
        Everything that is wrong, at once, each with file and line.

    >>> loaded = load_sweep("evidence")
    >>> len(loaded.points) == len({str(point) for point in loaded.points})
    True
    """
    path = find_sweep(name)
    data, lines = read_yaml(path)
    origin: dict[Location, str] = {at: f"{path}:{line}" for at, line in lines.items()}
    try:
        sweep = Sweep.model_validate(data)
    except ValidationError as error:
        raise InputError(file_problems(error, origin, path, Sweep)) from error
    problems = _name_problems(sweep, origin)
    try:
        base = _base(sweep, path, origin)
    except InputError as error:
        raise InputError([*problems, *error.problems]) from error
    if problems:
        raise InputError(problems)
    loaded = _with_points(sweep, path, base, lines)
    problems = _point_problems(loaded)
    if problems:
        raise InputError(problems)
    return loaded


def _name_problems(sweep: Sweep, origin: Mapping[Location, str]) -> list[Problem]:
    """Settings that do not exist or stand in each other's way, and designs that are too large."""
    settings = design_settings(sweep.design)
    found = [check_name(name, origin[at]) for name, at in settings.items()]
    problems = [problem for problem in found if problem is not None]
    for name, at in settings.items():
        inner = [other for other in settings if other.startswith(f"{name}.")]
        if inner:
            problems.append(_overlap(origin[at], name, inner[0]))
    if "uncertainty.seed" in settings and sweep.random_numbers == "independent":
        problems.append(_two_seeds(origin[settings["uncertainty.seed"]]))
    count = number_of_points(sweep.design)
    if count > MOST_POINTS:
        problems.append(_too_many(origin[("design",)], count))
    return problems


def _overlap(place: str, outer: str, inner: str) -> Problem:
    found = say("{outer} and {inner}", outer=outer, inner=inner)
    return Problem(place, found, say("one of them"), say("remove the other"))


def _two_seeds(place: str) -> Problem:
    return Problem(
        place,
        say("two ways to choose the seed"),
        say("random_numbers: common, where the seed is a setting"),
        say("choose one of them"),
    )


def _too_many(place: str, count: int) -> Problem:
    return Problem(
        place,
        say("{points:,} points", points=count),
        say("at most {most:,}", most=MOST_POINTS),
        say("take fewer values"),
    )


def _base(sweep: Sweep, path: Path, origin: Mapping[Location, str]) -> LoadedScenario:
    try:
        beside = path.parent / sweep.scenario
        return load_scenario(beside if beside.is_file() else find_scenario(sweep.scenario))
    except InputError as error:
        place = origin[("scenario",)]
        raise InputError(
            [replace(p, place=place) if p.place == "SCENARIO" else p for p in error.problems]
        ) from error


def _with_points(sweep: Sweep, path: Path, base: LoadedScenario, lines: Lines) -> LoadedSweep:
    settings = design_settings(sweep.design)
    plain = base.scenario.model_dump(mode="json")
    whole = {name for name in settings if type(_value(plain, name)) is int}
    points = design_points(sweep.design, whole, f"{path}:{lines[('design',)]}")
    places: list[Mapping[str, str]] = [
        {name: f"{path}:{lines[_location(sweep, settings[name], number, name)]}" for name in point}
        for number, point in enumerate(points)
    ]
    return LoadedSweep(
        sweep=sweep, path=path, base=base, settings=list(settings), points=points, places=places
    )


def _location(sweep: Sweep, first: Location, number: int, name: str) -> Location:
    """Where the value of a setting in a point stands: in a list, in the point's own item."""
    return first if sweep.design.listed is None else ("design", "list", number, name)


def _value(data: Any, name: str) -> Any:
    """The value of a setting in a resolved scenario; None where it has none."""
    for part in name.split("."):
        data = data.get(part) if isinstance(data, dict) else None
    return data


def _scenario(loaded: LoadedSweep, number: int) -> LoadedScenario:
    point, places = loaded.points[number - 1], loaded.places[number - 1]
    sweep = loaded.sweep
    folder = loaded.path.parent  # where file names start from, not the folder of its scenario
    given: Point = {name: whole_path(name, value, folder) for name, value in point.items()}
    given["uncertainty.draws"] = sweep.draws
    if sweep.random_numbers == "independent":
        given["uncertainty.seed"] = loaded.base.scenario.uncertainty.seed + number - 1
    return with_settings(loaded.base, given, places)


def _point_problems(loaded: LoadedSweep) -> list[Problem]:
    """Every fault of every point once, and points that stand twice."""
    found: dict[tuple[str, str], tuple[Problem, int]] = {}
    for number, problem in _each_problem(loaded):
        key = (shown(problem.place), shown(problem.allowed))
        here = problem.about(say("point {number}: {found}", number=number))
        first, times = found.get(key, (here, 0))
        found[key] = (first, times + 1)
    return [_and_more(problem, times - 1) for problem, times in found.values()]


def _and_more(problem: Problem, points: int) -> Problem:
    """The problem of a point that as many more points have too."""
    if points == 0:
        return problem
    more = say_many("{found}, and 1 more point", "{found}, and {count:,} more points", count=points)
    return problem.about(more)


def _each_problem(loaded: LoadedSweep) -> Iterator[tuple[int, Problem]]:
    seen: dict[str, int] = {}
    for number, point in enumerate(loaded.points, start=1):
        first = seen.setdefault(repr(point), number)
        if first != number:
            place = next(iter(loaded.places[number - 1].values()), str(loaded.path))
            found = say("the same as point {first}", first=first)
            yield (
                number,
                Problem(place, found, say("each point once"), say("remove one of the points")),
            )
        try:
            loaded.scenario(number)
        except InputError as error:
            for problem in error.problems:
                yield number, problem
