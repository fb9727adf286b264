"""Municipalities by number, older number, or name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from autopot import catalogue
from autopot.errors import Problem, nearest, unknown_name
from autopot.messages import say, say_in
from autopot.workforce.staff.resolving import CodeAnswer, Decide
from autopot.workforce.staff.words import plain

COUNTY = "county_for_municipality"
SHOWN = 6
"""Municipalities of a county that are named."""

NUMBER = r"(?<!\d)(\d{3,4})(?!\d)"
"""A number: 1103, 301, K-1103, Stavanger (1103)."""

LIKENESS = 75
"""Of 100: below this no name is like the word."""

BETWEEN_NAMES = r"\s[-–/]\s|/"
"""What stands between the names of a municipality with names in several languages."""


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
    older = _older_numbers(changes, names)
    by_name, by_older_name, counties = _by_name(names), _by_older_name(), _counties()

    def _named_beside(value: str, number: str) -> frozenset[str]:
        """The municipalities that the rest of a cell names, beside a number."""
        rest = plain(value.replace(number, ""))
        word = re.sub("kommune$", "", rest)
        return _codes([word], by_name) | _codes([word], by_older_name)

    def decide(value: str) -> CodeAnswer:
        numbers = re.findall(NUMBER, value)
        if len(numbers) == 1:
            known = _by_number(numbers[0], names, older)
            named = _named_beside(value, numbers[0])
            if known.code and named and known.code not in named:
                shown = tuple(f"{code} {names[code]}" for code in sorted({known.code, *named}))
                return CodeAnswer("", "municipality_contradicts", shown)
            return known if known.code else counties.get(numbers[0].removesuffix("00"), known)
        name = re.sub(r"\s*\(.*\)$", "", value)
        parts = [re.sub("kommune$", "", plain(part)) for part in re.split(BETWEEN_NAMES, name)]
        whole = re.sub("kommune$", "", plain(value))
        found = _codes([whole], by_name) or _codes(parts, by_name)
        former = () if found else _codes([whole], by_older_name) or _codes(parts, by_older_name)
        if len(found or former) == 1:
            code = next(iter(found or former))
            values = {"code": code, "name": names[code]}
            return CodeAnswer(code, "old_name" if former else "", values=values)
        if found or former:
            shown = tuple(f"{code} {names[code]}" for code in sorted(found or former))
            return CodeAnswer("", "ambiguous_municipality", allowed=shown)
        county = counties.get(re.sub("fylkes$|fylke$", "", whole))
        return county or CodeAnswer("", "unknown_municipality", allowed=_alike(value, names))

    return decide


@cache
def _counties() -> dict[str, CodeAnswer]:
    """Number and plain name of every county -> that it is one, with its municipalities."""
    result: dict[str, CodeAnswer] = {}
    for (code, name), part in catalogue.municipalities().groupby(["county", "county_name"]):
        members = [f"{row.municipality} {row.name}" for row in part.itertuples(index=False)]
        allowed = (*members[:SHOWN], *(["…"] if len(members) > SHOWN else []))
        answer = CodeAnswer("", COUNTY, allowed, {"county": str(name)})
        parts = {str(code), *(plain(word) for word in str(name).split(" - "))}
        result |= dict.fromkeys(parts, answer)
    return result


def no_municipality(place: str, value: str, answer: CodeAnswer) -> Problem:
    """The problem of a setting or an option that names no municipality.

    Parameters
    ----------
    place : as in `Problem`.
    value : what stands there.
    answer : what `municipality_decider` said of it, without a code.
    """
    if answer.kind != COUNTY:
        return unknown_name(place, say_in("the", "municipality"), value, answer.allowed)
    found = say(
        "{value} is a county ({county}), not a municipality",
        value=value,
        county=answer.values["county"],
    )
    remedy = say(
        "choose one of its municipalities, or write {name!q} if it is the staff of the county "
        "municipality",
        name=f"{answer.values['county']} fylkeskommune",
    )
    return Problem(place, found, answer.allowed, remedy)


def _alike(value: str, names: Mapping[str, str]) -> tuple[str, ...]:
    """Number and name of municipalities written nearly like a word, the nearest first."""
    from rapidfuzz import fuzz, process

    found = process.extract(value, names, scorer=fuzz.WRatio, limit=4, score_cutoff=LIKENESS)
    return tuple(f"{code} {name}" for name, _, code in found)


def _codes(words: Iterable[str], known: Mapping[str, set[str]]) -> frozenset[str]:
    """The municipalities that all known words have in common."""
    found = [known[word] for word in words if word in known]
    return frozenset(set.intersection(*found)) if found else frozenset()


def _by_name(names: Mapping[str, str]) -> dict[str, set[str]]:
    """Every name of today, in each of its languages -> numbers."""
    official = catalogue.table("municipalities/names")
    result: dict[str, set[str]] = {}
    pairs = [*names.items(), *zip(official["municipality"], official["name"], strict=True)]
    for code, name in pairs:
        for part in {name, *re.split(BETWEEN_NAMES, name)}:
            result.setdefault(plain(part), set()).add(code)
    return result


@cache
def _by_older_name() -> dict[str, set[str]]:
    """Names of municipalities that are now part of another -> numbers of today."""
    table = catalogue.table("municipalities/changes")
    result: dict[str, set[str]] = {}
    for name, code in zip(table["old_name"], table["municipality"], strict=True):
        for part in {name, *re.split(BETWEEN_NAMES, name)}:
            result.setdefault(plain(part), set()).add(code)
    return result


def _older_numbers(changes: Mapping[str, str], names: Mapping[str, str]) -> dict[str, list[str]]:
    """Older number -> numbers of today, several where a municipality was split."""
    table = catalogue.table("municipalities/changes")
    result: dict[str, list[str]] = {}
    for old, new in zip(table["old_municipality"], table["municipality"], strict=True):
        result.setdefault(old, []).append(new)
    result.update({old: [new] for old, new in changes.items() if new in names})
    return result


def _by_number(digits: str, names: Mapping[str, str], older: Mapping[str, list[str]]) -> CodeAnswer:
    code = digits.zfill(4)
    if code in names:
        kind = "" if len(digits) == 4 else "lost_zero"
        return CodeAnswer(code, kind, values={"code": code})
    if len(older.get(code, ())) > 1:
        shown = tuple(f"{new} {names[new]}" for new in older[code])
        return CodeAnswer("", "split_municipality", allowed=shown)
    if code in older:
        (new,) = older[code]
        return CodeAnswer(new, "old_municipality", values={"code": new, "name": names[new]})
    near = tuple(
        f"{other} {names[other]}" for other in nearest(code, names, 4) if other[:2] == code[:2]
    )
    return CodeAnswer("", "unknown_municipality", allowed=near)
