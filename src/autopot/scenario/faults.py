"""What a checked file got wrong, as problems with file and line."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError

from autopot.errors import MOST_PROBLEMS, Problem, closest, more_like_these, nearest
from autopot.messages import SHOWN_VALUE, Message, Text, elided, say, say_many, sentences
from autopot.scenario.section import OWN_RULE, Section
from autopot.scenario.yaml_text import Location, as_written

ADD_IT = say("add it")
CHANGE_IT = say("change the value")

A_NUMBER = say("a number")
A_WHOLE_NUMBER = say("a whole number")
KEYS = say("keys, each with a value")
TRUE_OR_FALSE = say("true or false")

ALLOWED = {
    "bool_parsing": TRUE_OR_FALSE,
    "bool_type": TRUE_OR_FALSE,
    "dict_type": KEYS,
    "finite_number": say("a finite number"),
    "float_parsing": A_NUMBER,
    "float_type": A_NUMBER,
    "greater_than": say("more than {gt}"),
    "greater_than_equal": say("{ge} or more"),
    "int_from_float": A_WHOLE_NUMBER,
    "int_parsing": A_WHOLE_NUMBER,
    "int_parsing_size": A_WHOLE_NUMBER,
    "int_type": A_WHOLE_NUMBER,
    "less_than": say("less than {lt}"),
    "less_than_equal": say("at most {le}"),
    "list_type": say("a list: [a, b]"),
    "model_attributes_type": KEYS,
    "model_type": KEYS,
    "string_pattern_mismatch": say(
        "lower-case letters (a–z), digits, - and _, at most 61 of them; a letter or a digit first"
    ),
    "string_too_long": say("at most {max_length} characters"),
    "string_too_short": say_many("at least one character", "at least {count} characters", count=1),
    "string_type": say("text"),
    "too_long": say("at most {max_length}"),
    "too_short": say("at least {min_length}"),
}
"""What is allowed, by pydantic's name of the fault. Limits are shown as a file has them."""


def file_problems(
    error: ValidationError,
    origin: Mapping[Location, str],
    path: Path,
    model: type[BaseModel],
    missing: Callable[[Location], Message] = lambda _: ADD_IT,
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
    faults = error.errors(include_url=False)
    for fault in faults[:MOST_PROBLEMS]:
        at: Location = tuple(part for part in fault["loc"])
        keys = _key_path(at)
        place = _place(origin, keys, path)
        dotted = elided(".".join(str(part) for part in keys), 120) or path.name
        if fault["type"] == "missing":
            lacks = say("{name} is missing", name=dotted)
            problem = Problem(place, lacks, remedy=missing(keys))
        else:
            problem = _as_problem(fault, place, dotted, _fields_at(model, keys[:-1]))
            if fault["type"] == "extra_forbidden" and _is_general(model, keys):
                inner = ".".join(map(str, keys[2:]))
                remedy = say(
                    "it is the same in all sectors: write {key} outside sectors", key=inner
                )
                problem = replace(problem, remedy=remedy)
        found.append((place, problem))
    merged: dict[tuple[str, Text], Problem] = {}
    for place, problem in found:
        key = (place, problem.found)
        before = merged.get(key)
        merged[key] = problem if before is None else _either(before, problem)
    problems = list(merged.values())
    if len(faults) > MOST_PROBLEMS:
        problems.append(more_like_these(str(path), len(faults) - MOST_PROBLEMS))
    return problems


def _is_general(model: type[BaseModel], keys: Location) -> bool:
    """Whether a key that a sector cannot have stands in the scenario itself."""
    return keys[0] == "sectors" and len(keys) > 2 and keys[-1] in _fields_at(model, keys[2:-1])


def _either(first: Problem, second: Problem) -> Problem:
    """One problem of a value that may be either of two things and is neither."""
    if first.allowed == second.allowed:
        return second
    either = say("{one}; or {other}", one=first.allowed, other=second.allowed)
    return replace(first, allowed=either)


def _key_path(at: Location) -> Location:
    """The location as the user wrote it: without the names of alternatives in a union."""
    return tuple(
        part
        for part in at
        if not str(part).startswith(("literal[", "constrained-", "list[", "dict["))
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
    kind, value = fault["type"], fault["input"]
    if kind == "extra_forbidden":
        return _unknown_key(place, dotted, beside)
    if value is None and ALLOWED.get(kind) == KEYS:
        remedy = say("write its keys below it, or remove the line")
        return Problem(place, say("nothing stands under {key}", key=dotted), KEYS, remedy)
    plain = value.model_dump() if isinstance(value, BaseModel) else value
    found = sentences([dotted, as_written(plain)], " = ")
    return Problem(place, found, _allowed(kind, fault.get("ctx", {})), _remedy(kind, value))


def _unknown_key(place: str, dotted: str, beside: list[str]) -> Problem:
    word = dotted.rsplit(".", 1)[-1]
    meant = closest(word, beside)
    remedy = say("remove it")
    of_reading = ".evidence.weights." in f".{dotted}"
    if meant and of_reading:
        remedy = say(
            "did you mean {name}? If not, install the package that adds this reading", name=meant
        )
    elif meant:
        remedy = say("did you mean {name}?", name=meant)
    elif word.isdigit():  # {partly: 0,5} has the key 5
        remedy = say("write decimals with a point")
    elif of_reading:
        remedy = say("install the package that adds this reading, or remove the line")
    near = nearest(word, beside)
    allowed = [*near, "…"] if len(beside) > len(near) else near
    return Problem(place, say("{key} is not a key", key=dotted), allowed, remedy)


def _allowed(kind: str, context: Mapping[str, Any]) -> Text:
    """What is allowed where pydantic found a fault."""
    if kind == OWN_RULE:
        own: Message = context["allowed"]
        return own
    if kind == "literal_error":
        *names, last = re.findall(r"'([^']*)'", context["expected"])
        return say("{names} or {last}", names=names, last=last) if names else str(last)
    limits = {name: _limit(value) for name, value in context.items()}
    message = ALLOWED.get(kind, say("a value of another kind"))
    return replace(message, values={**limits, "count": context.get("min_length", 0)})


def _limit(value: object) -> object:
    """An end as it is written in a file.

    >>> _limit(0.5), _limit(1e12)
    ('0.5', '1000000000000')
    """
    if not isinstance(value, float):
        return value
    return f"{value:.0f}" if value.is_integer() else f"{value:g}"


def _remedy(kind: str, value: object) -> Message:
    """What to do about a value: write the number that was meant, or put a text in quotes."""
    is_one = kind == OWN_RULE and isinstance(value, float)  # and beyond the ends of the rule
    number = _meant_number(value) if kind in NUMERIC and not is_one else ""
    if number:
        return say("write {number}", number=number)
    if kind == "string_type" and isinstance(value, bool):
        return say("put the word in quotes")
    if kind == "string_type" and isinstance(value, int | float):
        return say('put it in quotes: "{number}"', number=str(value))
    return CHANGE_IT


NUMERIC = ("float_parsing", "float_type", "int_parsing", "int_type", OWN_RULE)
"""Faults of what should have been a number."""


def _meant_number(value: object) -> str:
    """The number of a text that a person reads as one, and YAML does not; empty if it is none.

    >>> _meant_number("0,5"), _meant_number("10 000"), _meant_number("20 %"), _meant_number("many")
    ('0.5', '10000', '0.2', '')
    """
    if isinstance(value, float) and value.is_integer():
        return f"{value:.0f}" if abs(value) < 1e15 else ""
    if not isinstance(value, str) or len(value) > SHOWN_VALUE:
        return ""
    found = re.fullmatch(r"(-?\d+(?:\s\d{3})*)(?:[.,](\d+))?\s?(%?)", value.strip())
    if found is None:
        return ""
    whole, decimals, percent = found.groups()
    number = Decimal(re.sub(r"\s", "", whole) + (f".{decimals}" if decimals else ""))
    return f"{number / 100 if percent else number:f}"


def _fields_at(model: type[BaseModel], at: Location) -> list[str]:
    """Names of the keys that may stand at a location."""
    in_dict = False
    for part in at:
        if isinstance(part, int) or in_dict:
            in_dict = False
            continue
        field = model.model_fields.get(str(part))
        in_dict = field is not None and get_origin(field.annotation) is dict
        models = _models_in(field.annotation) if field is not None else []
        if not models:
            return []
        model = models[0]
    beside = model.keys_beside() if issubclass(model, Section) else []
    return [*(field.alias or name for name, field in model.model_fields.items()), *beside]


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    """The sections that a field may hold, also inside lists and alternatives."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for inner in get_args(annotation) for model in _models_in(inner)]
