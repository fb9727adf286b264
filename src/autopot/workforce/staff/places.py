"""Municipalities by number, older number, or name."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

from autopot import catalogue
from autopot.errors import Norwegian, Problem, nearest, unknown_name
from autopot.workforce.staff.headings import plain
from autopot.workforce.staff.resolving import Answer, Decide

COUNTY = "county_for_municipality"
SHOWN = 6
"""Municipalities of a county that are named."""


def municipality_decider(changes: Mapping[str, str]) -> Decide:
    """A function from what stands in a cell to a municipality.

    Parameters
    ----------
    changes : older number -> number of 2024, beside the packaged changes.

    Returns
    -------
    The function.
    """
    table = catalogue.municipalities()
    names = dict(zip(table["municipality"], table["name"], strict=True))
    packaged = catalogue.table("municipalities/changes")
    older = {**dict(zip(packaged["old_municipality"], packaged["municipality"], strict=True))}
    older.update({old: new for old, new in changes.items() if new in names})
    by_name: dict[str, list[str]] = {}
    for code, name in names.items():
        for part in {name, *name.split(" - ")}:
            by_name.setdefault(plain(part), []).append(code)
    counties = _counties(table)

    def decide(value: str) -> Answer:
        digits = re.match(r"(?:K-?)?(\d{3,4})(?!\d)", value)
        if digits:
            known = _by_number(digits[1], names, older)
            return known if known.code else counties.get(digits[1].removesuffix("00"), known)
        word = re.sub("kommune$", "", plain(value))
        found = by_name.get(word, [])
        if len(found) == 1:
            return Answer(found[0])
        if found:
            shown = tuple(f"{code} {names[code]}" for code in found)
            return Answer("", "ambiguous_municipality", allowed=shown)
        county = counties.get(re.sub("fylkes$|fylke$", "", word))
        if county is not None:
            return county
        near = tuple(nearest(value, names.values(), 4))
        return Answer("", "unknown_municipality", allowed=near)

    return decide


def _counties(table: pd.DataFrame) -> dict[str, Answer]:
    """Number and plain name of every county -> that it is one, with its municipalities."""
    result: dict[str, Answer] = {}
    for (code, name), part in table.groupby(["county", "county_name"]):
        members = [f"{row.municipality} {row.name}" for row in part.itertuples(index=False)]
        allowed = (*members[:SHOWN], *(["…"] if len(members) > SHOWN else []))
        answer = Answer("", COUNTY, allowed, {"county": str(name)})
        parts = {str(code), *(plain(word) for word in str(name).split(" - "))}
        result |= dict.fromkeys(parts, answer)
    return result


def no_municipality(place: str, value: str, answer: Answer) -> Problem:
    """The problem of a setting or an option that names no municipality.

    Parameters
    ----------
    place : as in `Problem`.
    value : what stands there.
    answer : what `municipality_decider` said of it, without a code.
    """
    if answer.kind != COUNTY:
        return unknown_name(place, "municipality", value, answer.allowed)
    county, members = answer.values["county"], ", ".join(answer.allowed)
    return Problem(
        place,
        f"{value} is a county ({county}), not a municipality",
        members,
        "choose one of its municipalities",
        nb=Norwegian(
            f"{value} er et fylke ({county}), ikke en kommune",
            members,
            "velg en av kommunene i fylket",
        ),
    )


def _by_number(digits: str, names: Mapping[str, str], older: Mapping[str, str]) -> Answer:
    code = digits.zfill(4)
    if code in names:
        kind = "" if len(digits) == 4 else "lost_zero"
        return Answer(code, kind, values={"code": code})
    if code in older:
        new = older[code]
        return Answer(new, "old_municipality", values={"code": new, "name": names[new]})
    near = tuple(nearest(code, names, 5))
    return Answer("", "unknown_municipality", allowed=near)
