"""What pydantic found wrong, as problems with file and line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from autopot.errors import Problem, nearest
from autopot.scenario.schema import Scenario
from autopot.scenario.yaml_text import Location

OWN_KEYS = ("name", "title", "reason", "references", "extends")
"""Keys a scenario never inherits: they say what this scenario is."""

INHERIT = ", or write 'extends: base' to inherit it"


def faults(
    error: ValidationError, model: type[BaseModel], origin: Mapping[Location, str], path: Path
) -> list[Problem]:
    """One problem per fault, in the order of the file; repeated faults of one place merged.

    Parameters
    ----------
    error : what pydantic found wrong with data for `model`.
    model : the whole schema, for the names of the keys that may stand where one is unknown.
    origin : for every value the "file:line" it came from.
    path : the file, for what has no line.
    """
    found: list[tuple[str, Problem]] = []
    for fault in error.errors():
        at: Location = tuple(part for part in fault["loc"])
        keys = _key_path(at)
        place = _place(origin, keys, path)
        dotted = ".".join(str(part) for part in keys) or "scenario"
        found.append((place, _as_problem(fault, model, place, dotted, keys)))
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


def _as_problem(
    fault: Any, model: type[BaseModel], place: str, dotted: str, keys: Location
) -> Problem:
    kind = fault["type"]
    if kind == "extra_forbidden":
        allowed = _fields_at(model, keys[:-1])
        close = nearest(str(keys[-1]), allowed)
        return Problem(
            place,
            f"{dotted} is not a key",
            ", ".join(close),
            f"did you mean {close[0]}?" if close else "remove it",
        )
    if kind == "missing":
        remedy = "add it"
        if model is Scenario:
            never = keys[0] in OWN_KEYS
            remedy += ": it is never inherited" if never else INHERIT
        return Problem(place, f"{dotted} is missing", "", remedy)
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
        field = model.model_fields.get(str(part))
        inner = [field.annotation, *get_args(field.annotation)] if field is not None else []
        models = [t for t in inner if isinstance(t, type) and issubclass(t, BaseModel)]
        if not models:
            return []
        model = models[0]
    return [field.alias or name for name, field in model.model_fields.items()]
