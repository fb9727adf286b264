"""What a checked file got wrong, as problems with file and line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from autopot.errors import Problem, nearest
from autopot.scenario.yaml_text import Location


def file_problems(
    error: ValidationError,
    origin: Mapping[Location, str],
    path: Path,
    model: type[BaseModel],
    missing: Callable[[Location], str],
) -> list[Problem]:
    """One problem per fault, in the order of the file; repeated faults of one place merged.

    Parameters
    ----------
    error : what pydantic found.
    origin : for every value the "file:line" it came from.
    path : the file.
    model : what the file was checked against.
    missing : what to do about a missing key.
    """
    found: list[tuple[str, Problem]] = []
    for fault in error.errors():
        at: Location = tuple(part for part in fault["loc"])
        keys = _key_path(at)
        place = _place(origin, keys, path)
        dotted = ".".join(str(part) for part in keys) or path.name
        if fault["type"] == "missing":
            problem = Problem(place, f"{dotted} is missing", "", missing(keys))
        else:
            problem = _as_problem(fault, place, dotted, _fields_at(model, keys[:-1]))
        found.append((place, problem))
    merged: dict[tuple[str, str], Problem] = {}
    for place, problem in found:
        key = (place, problem.found)
        before = merged.get(key)
        if before is not None and before.allowed != problem.allowed:
            allowed = f"{before.allowed}; or {problem.allowed}"
            problem = replace(before, allowed=allowed)
        merged[key] = problem
    return list(merged.values())


def _key_path(at: Location) -> Location:
    """The location as the user wrote it: without the names of alternatives in a union."""
    return tuple(
        part
        for part in at
        if not str(part).startswith(("literal[", "constrained-"))
        and part not in ("str", "int", "float", "[key]")
    )


def _place(origin: Mapping[Location, str], keys: Location, path: Path) -> str:
    at = keys
    while at:
        if at in origin:
            return origin[at]
        at = at[:-1]
    return str(path)


def _as_problem(fault: Any, place: str, dotted: str, beside: list[str]) -> Problem:
    kind = fault["type"]
    if kind == "extra_forbidden":
        close = nearest(dotted.rsplit(".", 1)[-1], beside)
        return Problem(
            place,
            f"{dotted} is not a key",
            ", ".join(close),
            f"did you mean {close[0]}?" if close else "remove it",
        )
    message = str(fault["msg"]).removeprefix("Value error, ")
    if kind == "value_error":
        return Problem(place, f"{dotted} = {_short(fault['input'])}", message, "change the value")
    expected = fault.get("ctx", {}).get("expected")
    allowed_text = f"{expected}" if expected else message
    return Problem(place, f"{dotted} = {_short(fault['input'])}", allowed_text, "change the value")


def _short(value: object) -> str:
    if isinstance(value, BaseModel):
        value = value.model_dump()
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _fields_at(model: type[BaseModel], at: Location) -> list[str]:
    """Names of the keys that may stand at a location."""
    for part in at:
        if isinstance(part, int):
            continue
        field = model.model_fields.get(str(part))
        models = _models_in(field.annotation) if field is not None else []
        if not models:
            return []
        model = models[0]
    return [field.alias or name for name, field in model.model_fields.items()]


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    """The sections that a field may hold, also inside lists and alternatives."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for inner in get_args(annotation) for model in _models_in(inner)]
