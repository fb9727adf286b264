"""From the form of the page to the content of a plan file, and from that to what the form shows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from autopot.app.amounts import TEXT, YEAR, as_typed, typed
from autopot.app.plan.fields import (
    Field,
    Keys,
    about_fields,
    budget_fields,
    earliest_fields,
    goal_fields,
    measure_fields,
    sector_fields,
    solver_fields,
    use_fields,
)

MOST_ROWS = 500
"""Measures of a plan, as its schema has it."""

MOST_YEARS = 30
NEW = re.compile(r"tiltak-\d+")
"""What a measure is called in the file until it has a name."""

SHIFT = "shift_services/sectors"
Plan = dict[str, Any]


def years_of(plan: Mapping[str, Any]) -> list[int]:
    """The years of a plan; none where its years are no numbers.

    Parameters
    ----------
    plan : the content of a plan file, which need not be right.
    """
    first, number = plan.get("first_year"), plan.get("years")
    if not isinstance(first, int) or not isinstance(number, int):
        return []
    if not 1900 <= first <= 2200:
        return []
    return list(range(first, first + max(0, min(number, MOST_YEARS))))


def fields_of(plan: Mapping[str, Any]) -> Iterator[Field]:
    """Every field outside the measures.

    Parameters
    ----------
    plan : as for `years_of`.
    """
    years = years_of(plan)
    yield from about_fields()
    yield from goal_fields(years)
    yield from budget_fields(years)
    for _, _, hours, changes in sector_fields():
        yield hours
        yield changes
    yield from earliest_fields()
    yield from use_fields()
    yield from solver_fields()


def value_at(content: Any, at: Keys) -> Any:
    """What stands at a place of a plan; None where there is no such place.

    Parameters
    ----------
    content : a plan or a measure.
    at : keys from its top.
    """
    for key in at:
        content = content.get(key) if isinstance(content, Mapping) else None
    return content


def _put(content: Plan, field: Field, value: Any) -> None:
    *way, last = field.at
    inside = content
    for key in way:
        if not isinstance(inside.get(key), dict):
            inside[key] = {}
        inside = inside[key]
    if value is None and field.listed:
        inside.pop(last, None)
    else:
        inside[last] = value


def plan_from_form(form: Any, before: Mapping[str, Any]) -> Plan:
    """The plan as the form says it; what it does not ask for stays.

    Parameters
    ----------
    form : what was sent: `get`, `getlist` and `in`, as Starlette's.
    before : the plan that the form was made from.
    """
    plan = deepcopy(dict(before))
    title = value_at(plan, ("title", "nb")), value_at(plan, ("reason", "nb"))
    for field in fields_of(before):
        _put(plan, field, field.read(form, "", value_at(plan, field.at)))
    for key, old in zip(("title", "reason"), title, strict=True):
        if value_at(plan, (key, "nb")) != old:
            plan[key] = dict.fromkeys(("nb", "en"), plan[key]["nb"])
    budget = plan["limits"]["budget"]
    if budget.get("every_year") is None and not budget.get("by_year"):
        plan["limits"]["budget"] = None
    if "own" in form:
        plan["example"] = form.get("own") != "yes"
    if SHIFT + "/there" in form:
        known, old = {code for code, *_ in sector_fields()}, plan["shift_services"].get("sectors")
        ticked = [sector for sector in form.getlist(SHIFT) if sector in known]
        first = [sector for sector in old if sector in ticked] if isinstance(old, list) else []
        plan["shift_services"]["sectors"] = [*first, *(s for s in ticked if s not in first)]
    if "row" in form:
        rows = [str(row) for row in form.getlist("row")][: MOST_ROWS + 1]
        fields = measure_fields()
        plan["measures"] = _with_names([_measure(form, f"m{row}/", fields) for row in rows])
    return plan


def _measure(form: Any, before: str, fields: list[Field]) -> Plan:
    """One measure as its row says it."""
    measure: Plan = {"id": typed(str(form.get(f"{before}id", "")), TEXT)}
    for field in fields:
        _put(measure, field, field.read(form, before, None))
    if measure["coverage"] is None:
        measure["coverage"] = 1
    first = form.getlist(f"{before}after")
    years = form.getlist(f"{before}after/years")
    pairs = zip(map(str, first), map(str, years), strict=False)
    measure["after"] = {
        name: 0 if gap is None else gap
        for name, gap in ((name, typed(text, YEAR)) for name, text in pairs)
        if name
    }
    return measure


def _with_names(measures: list[Plan]) -> list[Plan]:
    """Measures that have got a name are called by it in the file too."""
    taken = {str(measure["id"]) for measure in measures}
    renamed = {}
    for measure in measures:
        name = _plain_name(str(measure["name"] or ""))
        if not measure["id"] or (name and NEW.fullmatch(str(measure["id"]))):
            new = free_name(name or "tiltak-1", taken)
            taken.add(new)
            renamed[measure["id"]] = new
            measure["id"] = new
    for measure in measures:
        measure["after"] = {renamed.get(k, k): v for k, v in measure["after"].items()}
    return measures


def free_name(name: str, taken: set[str]) -> str:
    """A name that no other measure has.

    Parameters
    ----------
    name : the one that is wanted.
    taken : those there are.

    >>> free_name("tale", {"tale", "tale-2"})
    'tale-3'
    """
    start = re.sub(r"-\d+$", "", name)
    numbers = (number for number in range(2, 10_000) if f"{start}-{number}" not in taken)
    return name if name not in taken else f"{start}-{next(numbers)}"


def _plain_name(text: str) -> str:
    """A name of a measure in the letters that a file allows.

    >>> _plain_name("Tale til journal – sykehjem"), _plain_name("Åpne data")
    ('tale-til-journal-sykehjem', 'apne-data')
    """
    spelt = text.lower().replace("æ", "ae").replace("ø", "o").replace("å", "a")
    plain = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-")


def new_measure(plan: Mapping[str, Any]) -> Plan:
    """A measure that is to be filled in.

    Parameters
    ----------
    plan : that it is added to.
    """
    taken = {str(measure.get("id")) for measure in plan["measures"]}
    empty: Plan = {field.at[0]: None for field in measure_fields()}
    return {**empty, "id": free_name("tiltak-1", taken), "coverage": 1, "after": {}}


def rows_of(plan: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The measures as the form shows them.

    Parameters
    ----------
    plan : whose measures are shown.

    Returns
    -------
    id, name, cells (field, its name in the form, and what stands in it) and after (pairs of a
    measure and years, the last one empty).
    """
    found, fields = [], measure_fields()
    for number, measure in enumerate(plan["measures"]):
        cells = {
            field.at[0]: {
                "field": field,
                "name": f"m{number}/{field.name}",
                "value": field.shown(value_at(measure, field.at)),
            }
            for field in fields
        }
        waits = measure.get("after")
        pairs = waits.items() if isinstance(waits, Mapping) else []
        after = [(str(first), as_typed(gap, YEAR)) for first, gap in pairs]
        name = as_typed(measure.get("name"), TEXT)
        found.append(
            {
                "number": number,
                "id": as_typed(measure.get("id"), TEXT),
                "name": name,
                "cells": cells,
                "after": [*after, ("", "")],
            }
        )
    return found
