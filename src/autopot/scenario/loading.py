"""From a scenario's name or file to a checked scenario that knows where each value came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from autopot.errors import InputError, Problem, nearest, unknown_name
from autopot.messages import Message, Text, say, say_in
from autopot.scenario.distributions import FORMS
from autopot.scenario.evidence import SUM_ERROR
from autopot.scenario.faults import file_problems
from autopot.scenario.packaged import PLAN_PREFIX, packaged_directory, packaged_files
from autopot.scenario.schema import Scenario
from autopot.scenario.sector_names import with_codes
from autopot.scenario.sectors import general_values
from autopot.scenario.yaml_text import Location, nearest_origin, read_yaml

MAX_DEPTH = 10
TABLES = (".csv", ".ods", ".parquet", ".xls", ".xlsx")
"""Endings of staff files, which are easily given where a scenario is asked for."""

LATER_SECTIONS = ("demand", "sectors")
"""Sections that files from before they were known lack; they are those of base there."""

OWN_KEYS = ("name", "title", "reason", "references", "extends")
"""Keys a scenario never inherits: they say what this scenario is."""

WEIGHTS = ("evidence", "weights")


@dataclass(frozen=True)
class LoadedScenario:
    """A checked scenario.

    Parameters
    ----------
    scenario : the resolved scenario.
    origin : for every value the "file:line" or option it came from.
    path : the file that was asked for; relative paths in the scenario start from its folder.
    above : keys above those of the scenario in the file, of one that holds in a sector.
    """

    scenario: Scenario
    origin: Mapping[Location, str]
    path: Path
    above: Location = ()

    def place(self, *location: str | int) -> str:
        """Where a value came from, or the nearest level above it."""
        at = (*self.above, *location)
        where, key = nearest_origin(self.origin, at, self.path), ".".join(map(str, at))
        return where if where == f"--set {key}" else f"{where} {key}"

    def in_sector(self, sector: str) -> LoadedScenario:
        """The scenario as it is in one sector.

        Parameters
        ----------
        sector : code; one without settings of its own has the general ones.
        """
        above = ("sectors", sector) if sector in self.scenario.sectors else ()
        return replace(self, scenario=self.scenario.in_sector(sector), above=above)

    def file(self, name: str, *location: str, allowed: Text, remedy: Text) -> Path:
        """The file that a value names; a relative path starts from the scenario's folder.

        Parameters
        ----------
        name : the value.
        location : where it stands in the scenario.
        allowed, remedy : for the problem where there is no such file.

        Raises
        ------
        InputError
            No such file.
        """
        path = self.path.parent / name
        if not path.is_file():
            found = say("no file {path}", path=path)
            raise InputError(Problem(self.place(*location), found, allowed, remedy))
        return path


def packaged_scenarios() -> list[str]:
    """Names of the scenarios that come with autopot."""
    return [name for name in packaged_files() if not name.startswith(PLAN_PREFIX)]


def find_scenario(name: str | Path, relative_to: Path | None = None) -> Path:
    """The file of a scenario given as file or as packaged name.

    Parameters
    ----------
    name : a file, or a packaged scenario without ending.
    relative_to : folder from which a file is looked for; None: the current one.

    Raises
    ------
    InputError
        Neither such a file nor such a packaged scenario.
    """
    text = str(name)
    path = Path(text) if relative_to is None else relative_to / text
    if path.suffix.lower() in (".yaml", ".yml") or path.is_file():
        if path.suffix.lower() in TABLES:
            raise InputError(_is_a_table(path))
        if path.is_file():
            return path
        raise InputError(no_such_file(text, nearest(text, packaged_scenarios())))
    if text in packaged_files():
        return packaged_directory("scenarios") / f"{text}.yaml"
    raise InputError(
        unknown_name("SCENARIO", say_in("the", "scenario"), text, packaged_scenarios())
    )


def no_such_file(name: str, packaged: list[str]) -> Problem:
    """The problem of a file that is not there, where a packaged name would do as well.

    Parameters
    ----------
    name : as the user gave it.
    packaged : names of packaged files, nearest first.
    """
    return Problem(name, say("no such file"), packaged, say("give a file or one of the names"))


def load_scenario(
    name: str | Path,
    changes: Mapping[str, Mapping[str, Any]] | None = None,
    tried: Mapping[str, Any] | None = None,
) -> LoadedScenario:
    """Load, inherit and check a scenario.

    Parameters
    ----------
    name : a .yaml file or the name of a packaged scenario.
    changes : section -> key -> value that replace what the file says (command-line options).
    tried : settings that go before what the file says, key by key, as in a scenario that extends
        it; a key that does not exist is an error.

    Returns
    -------
    The resolved scenario with the origin of every value.

    Raises
    ------
    InputError
        Everything that is wrong, at once, each with file and line.

    >>> load_scenario("base").scenario.name
    'base'
    """
    path = find_scenario(name)
    data, origin = _with_parents(path, ())
    if tried:
        asked, places = dict(tried), dict(_tried_places(tried, data, ()))
        with_codes(asked, places)
        _merge(data, asked, (), origin, places)
    for section, values in (changes or {}).items():
        if isinstance(data.get(section), dict) and isinstance(values, Mapping):
            data[section] = {**data[section], **values}
            origin.update({(section, key): f"--{key.replace('_', '-')}" for key in values})
        elif section not in Scenario.model_fields or not isinstance(values, Mapping):
            data[section] = values
            origin[section,] = f"--set {section}"
    fill_sectors(data, origin)
    try:
        scenario = Scenario.model_validate(data)
    except ValidationError as error:
        problems = file_problems(error, origin, path, Scenario, missing_remedy)
        raise InputError(problems) from error
    return LoadedScenario(scenario, origin, path)


def _tried_places(
    tried: Mapping[str, Any], data: object, at: Location
) -> Iterator[tuple[Location, str]]:
    """The option that says each setting; not of sections that the file has too."""
    for key, value in tried.items():
        here = (*at, key)
        old = data.get(key) if isinstance(data, dict) else None
        if _is_section(value) and here[0] == "sectors":
            yield here, f"--set {'.'.join(map(str, here))}"
            yield from _tried_places(value, old, here)
        elif _is_section(value) and _is_section(old):
            yield from _tried_places(value, old, here)
        else:
            yield here, f"--set {'.'.join(map(str, here))}"


def _with_parents(
    path: Path, below: tuple[Path, ...]
) -> tuple[dict[str, Any], dict[Location, str]]:
    data, lines = read_yaml(path)
    if "measures" in data:
        raise InputError(_is_a_plan(f"{path}:{lines['measures',]}", path))
    origin: dict[Location, str] = {at: f"{path}:{line}" for at, line in lines.items()}
    with_codes(data, origin)
    parent = data.setdefault("extends", None)
    if parent is None:
        _add_later(data, origin)
        return data, origin
    place = origin.get(("extends",), str(path))
    chain = (*below, path.resolve())
    try:
        parent_path = find_scenario(str(parent), None if _is_name(parent) else path.parent)
    except InputError as error:
        raise InputError([replace(problem, place=place) for problem in error.problems]) from error
    if parent_path.resolve() in chain or len(chain) > MAX_DEPTH:
        raise InputError(_no_end(place, str(parent), circle=parent_path.resolve() in chain))
    base, base_origin = _with_parents(parent_path, chain)
    for key in OWN_KEYS:
        base.pop(key, None)
    inherited = {at: where for at, where in base_origin.items() if at[0] not in OWN_KEYS}
    _merge(base, data, (), inherited, origin)
    return base, inherited


def _add_later(data: dict[str, Any], origin: dict[Location, str]) -> None:
    """Give a scenario that inherits from nothing the sections it could not know."""
    missing = [name for name in LATER_SECTIONS if name not in data]
    if not missing:
        return
    base = packaged_directory("scenarios") / "base.yaml"
    known, lines = read_yaml(base)
    for name in missing:
        if name in known:
            data[name] = known[name]
            origin.update({at: f"{base}:{n}" for at, n in lines.items() if at[0] == name})


def _is_a_table(path: Path) -> Problem:
    return Problem(
        str(path),
        say("this is a table, not a scenario"),
        say("a .yaml file"),
        say("name it in a scenario: workforce: {{file: {name}}}", name=path.name),
    )


def _is_a_plan(place: str, path: Path) -> Problem:
    return Problem(
        place,
        say("this is a plan, not a scenario"),
        packaged_scenarios(),
        say("write autopot plan {file}", file=path),
    )


def _no_end(place: str, parent: str, circle: bool) -> Problem:
    """The problem of scenarios that extend one another in a circle or too often."""
    found = say("{name} extends itself", name=parent) if circle else say("too many levels")
    allowed = say("a scenario that does not extend this one")
    return Problem(place, found, allowed, say("break the circle"))


def missing_remedy(keys: Location) -> Message:
    """What to do about a key that a scenario lacks."""
    if keys[0] in OWN_KEYS:
        return say("add it: it is never inherited")
    return say("add it, or write 'extends: base' to inherit it")


def _is_name(parent: object) -> bool:
    return str(parent) in packaged_scenarios()


def _merge(
    base: dict[str, Any],
    over: dict[str, Any],
    at: Location,
    origin: dict[Location, str],
    over_origin: dict[Location, str],
) -> None:
    """Put `over` on top of `base`, key by key; a distribution is replaced whole.

    Weights that sum to 1 by themselves are all of them: the others are then 0, not inherited.
    """
    old_below, new_below = _below(origin), _below(over_origin)
    levels = [(base, over, at)]
    while levels:
        base, over, at = levels.pop()
        for key, value in over.items():
            here = (*at, key)
            old = base.get(key)
            if _is_section(value) and isinstance(old, dict) and _is_section(old):
                if here in over_origin:
                    origin[here] = over_origin[here]
                if _are_weights(here) and _is_all(value):
                    for name in old:
                        old[name] = 0.0
                        origin[*here, name] = over_origin.get(here, origin.get(here, ""))
                levels.append((old, value, here))
                continue
            for known in _all_below(old_below, here):
                origin.pop(known, None)
            for known in _all_below(new_below, here):
                if known in over_origin:
                    origin[known] = over_origin[known]
            base[key] = value


def _name_everywhere(data: dict[str, Any], sectors: dict[str, Any]) -> None:
    """Give a reading that one sector alone believes the weight 0 in general."""
    general = _section(data, WEIGHTS)
    for own in sectors.values():
        for name in _section(own, WEIGHTS) if general else ():
            general.setdefault(name, 0.0)


def _section(data: Any, at: Location) -> dict[str, Any]:
    """The section at a place, empty where none stands there."""
    for key in at:
        data = data.get(key) if isinstance(data, dict) else None
    return data if isinstance(data, dict) else {}


def fill_sectors(data: dict[str, Any], origin: dict[Location, str]) -> None:
    """Give every sector with settings of its own the general value of what it does not say.

    Parameters
    ----------
    data : a scenario as read, with all it inherits; its sectors are filled in.
    origin : where each value came from; that of what is filled in is added.
    """
    sectors = data.get("sectors")
    if not isinstance(sectors, dict):
        return
    _name_everywhere(data, sectors)
    for sector, own in sectors.items():
        if not isinstance(own, dict):
            continue
        at = ("sectors", sector)
        general, places = general_values(data)
        known = {(*at, *place): origin[place] for place in places if place in origin}
        _merge(general, own, at, known, origin)
        sectors[sector] = general
        origin.update({place: where for place, where in known.items() if place not in origin})


def _are_weights(at: Location) -> bool:
    """Whether the weights of readings stand there: the general ones, or those of a sector."""
    return at == WEIGHTS or (len(at) == 4 and at[0] == "sectors" and at[2:] == WEIGHTS)


def _is_all(weights: Mapping[str, Any]) -> bool:
    """Whether these weights leave nothing for others."""
    numbers = [value for value in weights.values() if isinstance(value, int | float)]
    return abs(sum(numbers) - 1) <= SUM_ERROR


def _below(origin: Mapping[Location, str]) -> dict[Location, list[Location]]:
    """Location -> the locations one level below it."""
    below: dict[Location, list[Location]] = {}
    for at in origin:
        below.setdefault(at[:-1], []).append(at)
    return below


def _all_below(below: Mapping[Location, list[Location]], at: Location) -> Iterator[Location]:
    """A location and all that are below it."""
    yield at
    for child in below.get(at, []):
        yield from _all_below(below, child)


def _is_section(value: object) -> bool:
    return isinstance(value, dict) and not (len(value) == 1 and next(iter(value)) in FORMS)
