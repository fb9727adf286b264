"""What a checked file got wrong, as problems with file and line."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from autopot.errors import (
    MOST_PROBLEMS,
    SHOWN_VALUE,
    Both,
    Norwegian,
    Problem,
    closest,
    elided,
    more_like_these,
    nearest,
    quoted,
)
from autopot.scenario.section import OWN_RULE
from autopot.scenario.yaml_text import Location, as_written

ADD_IT: Both = ("add it", "legg den til")

ALLOWED = {
    "bool_parsing": "true eller false",
    "bool_type": "true eller false",
    "dict_type": "nøkler med hver sin verdi",
    "finite_number": "et endelig tall",
    "float_parsing": "et tall",
    "float_type": "et tall",
    "greater_than": "mer enn {gt}",
    "greater_than_equal": "{ge} eller mer",
    "int_from_float": "et helt tall",
    "int_parsing": "et helt tall",
    "int_parsing_size": "et helt tall",
    "int_type": "et helt tall",
    "less_than": "mindre enn {lt}",
    "less_than_equal": "høyst {le}",
    "list_type": "en liste: [a, b]",
    "literal_error": "{expected}",
    "model_attributes_type": "nøkler med hver sin verdi",
    "model_type": "nøkler med hver sin verdi",
    "string_pattern_mismatch": "små bokstaver (a–z), sifre, - og _, høyst 61 tegn; bokstav eller "
    "siffer først",
    "string_too_long": "høyst {max_length} tegn",
    "string_too_short": "minst {min_length} tegn",
    "string_type": "tekst",
    "too_long": "høyst {max_length}",
    "too_short": "minst {min_length}",
    OWN_RULE: "{nb}",
}
"""What is allowed, in Norwegian, by pydantic's name of the fault. Limits as a file has them."""

CLEARER = {
    "float_parsing": "a number",
    "float_type": "a number",
    "int_parsing": "a whole number",
    "int_type": "a whole number",
    "model_attributes_type": "keys, each with a value",
    "model_type": "keys, each with a value",
    "string_pattern_mismatch": "lower-case letters (a-z), digits, - and _, at most 61 of them; a "
    "letter or a digit first",
}
"""The same in English, where pydantic speaks to programmers."""


def file_problems(
    error: ValidationError,
    origin: Mapping[Location, str],
    path: Path,
    model: type[BaseModel],
    missing: Callable[[Location], Both] = lambda _: ADD_IT,
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
            problem = _missing(place, dotted, missing(keys))
        else:
            problem = _as_problem(fault, place, dotted, _fields_at(model, keys[:-1]))
        found.append((place, problem))
    merged: dict[tuple[str, str], Problem] = {}
    for place, problem in found:
        key = (place, problem.found)
        before = merged.get(key)
        merged[key] = problem if before is None else _either(before, problem)
    problems = list(merged.values())
    if len(faults) > MOST_PROBLEMS:
        problems.append(more_like_these(str(path), len(faults) - MOST_PROBLEMS))
    return problems


def _missing(place: str, dotted: str, remedy: Both) -> Problem:
    nb = Norwegian(f"{dotted} mangler", "", remedy[1])
    return Problem(place, f"{dotted} is missing", "", remedy[0], nb=nb)


def _either(first: Problem, second: Problem) -> Problem:
    """One problem of a value that may be either of two things and is neither."""
    if first.allowed == second.allowed or first.nb is None or second.nb is None:
        return second
    nb = first.nb._replace(allowed=f"{first.nb.allowed}; eller {second.nb.allowed}")
    return replace(first, allowed=f"{first.allowed}; or {second.allowed}", nb=nb)


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
    english, norwegian = _allowed(kind, str(fault["msg"]), fault.get("ctx", {}))
    remedy = _remedy(kind, value)
    plain = value.model_dump() if isinstance(value, BaseModel) else value
    nb = Norwegian(f"{dotted} = {as_written(plain, quoted)}", norwegian, remedy[1])
    return Problem(place, f"{dotted} = {as_written(plain, repr)}", english, remedy[0], nb=nb)


def _unknown_key(place: str, dotted: str, beside: list[str]) -> Problem:
    word = dotted.rsplit(".", 1)[-1]
    allowed, meant = ", ".join(nearest(word, beside)), closest(word, beside)
    remedy = ("remove it", "fjern den")
    if meant:
        remedy = (f"did you mean {meant}?", f"mente du {meant}?")
    elif word.isdigit():  # {partly: 0,5} has the key 5
        remedy = ("write decimals with a point", "skriv desimaler med punktum")
    nb = Norwegian(f"nøkkelen {dotted} finnes ikke", allowed, remedy[1])
    return Problem(place, f"{dotted} is not a key", allowed, remedy[0], nb=nb)


def _allowed(kind: str, message: str, context: Mapping[str, Any]) -> Both:
    """What is allowed where pydantic found a fault."""
    plain = message.removeprefix("Input should be ")
    english = context.get("expected") or CLEARER.get(kind, plain)
    limits = {k: _limit(v) for k, v in context.items()}
    norwegian = ALLOWED.get(kind, "en verdi av et annet slag").format_map(limits)
    if kind == "literal_error":
        norwegian = norwegian.replace("'", "").replace(" or ", " eller ")
    return str(english), norwegian


def _limit(value: object) -> object:
    """An end as it is written in a file.

    >>> _limit(0.5), _limit(1e12)
    ('0.5', '1000000000000')
    """
    if not isinstance(value, float):
        return value
    return f"{value:.0f}" if value.is_integer() else f"{value:g}"


def _remedy(kind: str, value: object) -> Both:
    """What to do about a value: write the number that was meant, or put a text in quotes."""
    is_one = kind == OWN_RULE and isinstance(value, float)  # and beyond the ends of the rule
    number = _meant_number(value) if kind in NUMERIC and not is_one else ""
    if number:
        return f"write {number}", f"skriv {number}"
    if kind == "string_type" and isinstance(value, bool):
        return "put the word in quotes", "sett ordet i anførselstegn"
    if kind == "string_type" and isinstance(value, int | float):
        return f'put it in quotes: "{value}"', f'sett den i anførselstegn: "{value}"'
    return "change the value", "endre verdien"


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
