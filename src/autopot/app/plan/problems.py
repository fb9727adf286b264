"""What is wrong with a plan in the engine's own words, each beside the field it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from autopot.app.amounts import UNCLEAR
from autopot.app.plan.fields import Field
from autopot.app.plan.form import rows_of
from autopot.errors import InputError, Problem
from autopot.messages import Text, say, shown, told
from autopot.messages.numbers import localised
from autopot.scenario.plan_loading import checked_plan
from autopot.scenario.yaml_text import Location
from autopot.tables.names import names

MARK = "plan:"
"""Before the place of a value in the page, where a file would have its line."""

SAID_ONCE = ("title/en", "reason/en")
"""The page has one field for both languages."""

Told = tuple[str, ...]
"""Place, found, allowed, remedy."""


def places(content: Any, at: Location = ()) -> dict[Location, str]:
    """Where every value of a plan stands, as messages tell it.

    Parameters
    ----------
    content : a plan, or what is inside it.
    at : keys from its top.
    """
    inside: Iterable[tuple[Any, Any]] = ()
    if isinstance(content, Mapping):
        inside = content.items()
    elif isinstance(content, list):
        inside = enumerate(content)
    found = {at: MARK + "/".join(map(str, at))} if at else {}
    for key, value in inside:
        found |= places(value, (*at, key))
    return found


def plan_problems(plan: Mapping[str, Any]) -> list[Told]:
    """What a plan file that says this would be told.

    Parameters
    ----------
    plan : the content of a plan file.
    """
    try:
        checked_plan(plan, places(plan), Path())
    except InputError as error:
        return [
            tuple(shown(part) for part in (one.place, one.found, one.allowed, _remedy(plan, one)))
            for one in error.problems
        ]
    return []


def _remedy(plan: Mapping[str, Any], problem: Problem) -> Text:
    """What to do; where 1.500 stands, both numbers that it may be, as the page takes them."""
    value: Any = plan
    try:
        for key in shown(problem.place).removeprefix(MARK).split("/"):
            value = value[int(key) if isinstance(value, list) else key]
    except (KeyError, IndexError, ValueError, TypeError):
        return problem.remedy
    number = "".join(value.split()) if isinstance(value, str) else ""
    if not UNCLEAR.fullmatch(number):
        return problem.remedy
    whole, decimals = re.split("[.,]", number)
    one = f"{whole}.{decimals}".rstrip("0").rstrip(".")
    return say("Write {whole} or {one}.", whole=f"{whole}{decimals}", one=localised(one))


def in_names(problems: Iterable[Told], plan: Mapping[str, Any]) -> list[Told]:
    """The same with sectors, technologies and measures called as the page calls them.

    Parameters
    ----------
    problems : of the check or of a study that failed; those of measures have codes in them.
    plan : that they are about.
    """
    known = names()
    called = {code: name.lower() for code, name in known["sector"].items()}
    called |= known["technology"]
    for row in rows_of(plan):
        called |= {row["id"]: row["name"]} if row["id"] and row["name"] else {}
    codes = re.compile(rf"(?<![\w.])({'|'.join(map(re.escape, called))})(?![\w.])")
    return [
        (place, *(codes.sub(lambda code: called[code[1]], part) for part in parts))
        if place.startswith(f"{MARK}measures/")
        else (place, *parts)
        for place, *parts in problems
    ]


def listed(
    problems: Mapping[str, list[dict[str, Any]]], fields: Iterable[Field], plan: Mapping[str, Any]
) -> list[tuple[str, str]]:
    """Where to look, for a list at the top of the page.

    Parameters
    ----------
    problems : as `by_place` gives them.
    fields : those outside the measures.
    plan : that they are about.

    Returns
    -------
    Where it stands (its id in the page) and what it is called, once for each place.
    """
    called = {field.name: shown(field.label) for field in fields}
    for row in rows_of(plan):
        number = row["number"]
        called[f"m{number}"] = row["name"] or told("measure {number}", number=number + 1)
    return [(f"wrong-{where}", called.get(where, where)) for where in problems if where]


def by_place(problems: Iterable[Told], fields: Iterable[Field]) -> dict[str, list[dict[str, Any]]]:
    """Problems sorted to where they are shown.

    Parameters
    ----------
    problems : of the check or of a study that failed.
    fields : those outside the measures.

    Returns
    -------
    Name of a field, or "m" and the number of a measure, or "" for those of the whole plan -> words:
    key (of a measure's field), found, allowed, remedy, and empty: whether nothing stands there.
    """
    names = [field.name for field in fields]
    found: dict[str, list[dict[str, Any]]] = {}
    for place, what, allowed, remedy in problems:
        at = place.removeprefix(MARK) if place.startswith(MARK) else ""
        if at in SAID_ONCE:
            continue
        where, key = _where(at.split("/"), names)
        said = what.removeprefix(at.replace("/", ".") + " = ")  # the field's label says the key
        words = {"key": key, "found": said, "allowed": allowed, "remedy": remedy}
        found.setdefault(where, []).append({**words, "empty": said == "null"})
    return found


def _where(keys: list[str], names: list[str]) -> tuple[str, str]:
    """Where a problem is shown, and which field of a measure it is about."""
    if keys[0] == "measures":
        return (f"m{keys[1]}", keys[2] if len(keys) > len("mi") else "") if keys[1:] else ("", "")
    while keys and keys != [""]:
        at = "/".join(keys)
        near = [name for name in names if name == at or name.startswith(f"{at}/")]
        if near:
            return near[0], ""
        keys = keys[:-1]
    return "", ""
