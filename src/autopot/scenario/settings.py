"""Settings of a scenario by dotted path, as `evidence.parameters.half`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, get_origin

from pydantic import BaseModel, ValidationError

from autopot.errors import InputError, Problem, unknown_name
from autopot.messages import say, say_in
from autopot.scenario.evidence import Weights
from autopot.scenario.faults import file_problems
from autopot.scenario.loading import OWN_KEYS, LoadedScenario, fill_sectors, missing_remedy
from autopot.scenario.schema import Scenario
from autopot.scenario.sectors import SectorSection, narrowed, without_general
from autopot.scenario.yaml_text import Location

WEIGHTS = "evidence.weights"
SECTORS, SECTOR_DEPTH = "sectors.", 2
"""Before the settings of a sector, and the dots before them: sectors.school.physical.strength."""
FIXED = {*OWN_KEYS, "report", "uncertainty.draws", "uncertainty.tolerance"}
"""What a scenario is called and how it is shown; draws are stated once for a whole sweep."""

YEARLY = {"adoption", "realisation", "demand"}
"""What decides when and how much of it; a sweep keeps the technical potential alone."""

FILES = (
    "workforce.file",
    "workforce.mappings",
    "workforce.profile",
    "workforce.codes",
    "workforce.errors",
    "evidence.overlay",
    "evidence.labels",
    "realisation.assessment",
    "demand.population",
)
FILES_OR_NAMES = ("workforce.source", "radar.technologies")
"""Settings that are file names, and those that are where they have an ending."""


def setting_names() -> list[str]:
    """Every setting that can be changed; `*` stands for a key of the user's choice.

    >>> "uncertainty.capability_sd" in setting_names(), "report.language" in setting_names()
    (True, False)
    """
    return [WEIGHTS, *(name for name in _names(Scenario, "") if not name.startswith(SECTORS))]


def _names(model: type[BaseModel], above: str) -> list[str]:
    names = []
    for key, field in model.model_fields.items():
        at, kind = above + key, field.annotation
        if at in FIXED | YEARLY:
            continue
        if isinstance(kind, type) and issubclass(kind, BaseModel) and not _is_value(kind):
            names += _names(kind, f"{at}.")
        else:
            names.append(f"{at}.*" if get_origin(kind) is dict else at)
    return names


def _is_value(kind: type[BaseModel]) -> bool:
    """Whether a model is written as one value, as a distribution is."""
    return "kind" in kind.model_fields


def check_name(name: str, place: str) -> Problem | None:
    """The problem of a setting that does not exist or cannot be changed.

    Parameters
    ----------
    name : dotted path, such as physical.strength.
    place : file and line, for the message.

    Returns
    -------
    None where a sweep may change it.

    >>> print(check_name("physical.strenght", "my.yaml:9"))  # doctest: +ELLIPSIS
    my.yaml:9 | setting 'physical.strenght' is not known | allowed: physical.strength, ...
    >>> check_name("evidence.override.4110", "my.yaml:9")
    """
    known = [*setting_names(), *_installed_weights(name)]
    if name.startswith(SECTORS) and name.count(".") > SECTOR_DEPTH:
        return _check_in_sector(name.split(".", SECTOR_DEPTH)[SECTOR_DEPTH], place)
    if name in known and not name.endswith(".*"):
        return None
    above = name.rpartition(".")[0]
    if f"{above}.*" in known and not name.endswith("."):
        return None
    if name.partition(".")[0] in YEARLY:
        return _of_a_year(name, place)
    if any(name == fixed or name.startswith(f"{fixed}.") for fixed in FIXED):
        found = say("{name} cannot vary in a sweep", name=name)
        return Problem(place, found, remedy=say("remove it"))
    return unknown_name(place, say_in("the", "setting"), name, known)


def _installed_weights(name: str) -> list[str]:
    """Weights of installed readings, where the name is one of a weight."""
    of_weight = name.startswith(f"{WEIGHTS}.")
    return [f"{WEIGHTS}.{reading}" for reading in Weights.keys_beside()] if of_weight else []


def _check_in_sector(name: str, place: str) -> Problem | None:
    """The same of a setting of one sector, named from the sector on."""
    known = [WEIGHTS, *_names(SectorSection, ""), *_installed_weights(name)]
    if name in known:
        return None
    if name.partition(".")[0] in YEARLY:
        return _of_a_year(name, place)
    return unknown_name(place, say_in("the", "setting"), name, known)


def _of_a_year(name: str, place: str) -> Problem:
    found = say(
        "{name} does not change the technical potential, which is what a sweep keeps", name=name
    )
    return Problem(place, found, remedy=say("remove it"))


def with_settings(
    base: LoadedScenario, settings: Mapping[str, Any], places: Mapping[str, str]
) -> LoadedScenario:
    """A scenario with some settings changed, checked like one that was read from a file.

    Parameters
    ----------
    base : the scenario.
    settings : dotted path -> value. Where single weights are given (`evidence.weights.whole_tasks`)
        the others keep their proportions and fill the rest up to 1.
    places : dotted path -> "file:line" of the value.

    Raises
    ------
    InputError
        Everything that is wrong with the values.

    >>> from autopot.scenario.loading import load_scenario
    >>> changed = with_settings(load_scenario("base"), {"evidence.weights.whole_tasks": 0.55}, {})
    >>> weights = changed.scenario.evidence.weights  # the others, 0.9, become halves
    >>> round(weights.score_above_floor, 6), round(weights.activity_time, 6)
    (0.15, 0.1)
    """
    data = base.scenario.model_dump(mode="json")
    general = narrowed(SectorSection, base.scenario).model_dump(mode="json")
    data["sectors"] = {s: without_general(own, general) for s, own in data["sectors"].items()}
    weights: dict[str, dict[str, Any]] = {}
    for name, value in settings.items():
        above, _, key = name.rpartition(".")
        if above.endswith(WEIGHTS):
            weights.setdefault(above, {})[key] = value
        else:
            _inside(data, above)[key] = value
    for above, given in sorted(weights.items()):  # the general ones first
        old = _inside(data, above) or data["evidence"]["weights"]
        _inside(data, above.removesuffix(".weights"))["weights"] = scaled_weights(old, given)
    origin: dict[Location, str] = dict(base.origin)
    origin.update({tuple(name.split(".")): place for name, place in places.items()})
    for above, given in weights.items() if places else ():
        origin[tuple(above.split("."))] = places[f"{above}.{next(iter(given))}"]
    fill_sectors(data, origin)
    try:
        scenario = Scenario.model_validate(data)
    except ValidationError as error:
        problems = file_problems(error, origin, base.path, Scenario, missing_remedy)
        raise InputError(problems) from error
    return LoadedScenario(scenario, origin, base.path)


def _inside(data: dict[str, Any], path: str) -> dict[str, Any]:
    """The section at a path; one that a sector does not have yet is made."""
    of_sector = path.startswith(SECTORS)
    for part in path.split(".") if path else ():
        data = data.setdefault(part, {}) if of_sector else data[part]
    return data


def scaled_weights(weights: Mapping[str, float], given: Mapping[str, Any]) -> dict[str, Any]:
    """Weights with some of them given and the others scaled so that all sum to 1.

    Given weights above 1, or others that are all zero, leave a sum that is not 1, which the
    schema refuses.

    Parameters
    ----------
    weights : name -> weight of every reading.
    given : name -> weight that the user states; it stands as it is.

    >>> scaled_weights({"a": 0.5, "b": 0.25, "c": 0.25}, {"a": 0.2})
    {'a': 0.2, 'b': 0.4, 'c': 0.4}
    """
    numbers = [v for v in given.values() if isinstance(v, int | float)]
    rest = max(0.0, 1 - sum(numbers))
    others = {name: weight for name, weight in weights.items() if name not in given}
    total = sum(others.values())
    factor = rest / total if total > 0 else 0.0
    return {**{name: weight * factor for name, weight in weights.items()}, **given}


def whole_path(name: str, value: Any, folder: Path) -> Any:
    """A setting's value as it is, but a file name as the path that it means in a folder.

    Parameters
    ----------
    name : dotted path of the setting.
    value : as it stands in the file.
    folder : of the scenario.
    """
    return str((folder / value).resolve()) if is_file(name, value) else value


def with_whole_paths(loaded: LoadedScenario) -> LoadedScenario:
    """The scenario with file names that hold from anywhere.

    >>> from autopot.scenario.loading import load_scenario
    >>> loaded = load_scenario("base", {"workforce": {"file": "staff.csv"}})
    >>> Path(with_whole_paths(loaded).scenario.workforce.file).is_absolute()
    True
    """
    scenario, folder = loaded.scenario, loaded.path.parent
    changed: dict[str, Any] = {}
    for name in (*FILES, *FILES_OR_NAMES):
        at, _, key = name.partition(".")
        section = changed.get(at, getattr(scenario, at))
        path = whole_path(name, getattr(section, key), folder)
        changed[at] = section.model_copy(update={key: path})
    return replace(loaded, scenario=scenario.model_copy(update=changed))


def is_file(name: str, value: object) -> bool:
    """Whether the value of a setting is the name of a file.

    Parameters
    ----------
    name : dotted path of the setting.
    value : as it stands in the file; where a setting may be a name or a file, a value with an
        ending is a file.

    >>> is_file("workforce.source", "storby-2019"), is_file("workforce.source", "own.csv")
    (False, True)
    """
    if not isinstance(value, str):
        return False
    return name in FILES or (name in FILES_OR_NAMES and "." in value)
