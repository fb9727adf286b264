"""Municipalities by number, older number, or name."""

from __future__ import annotations

import re
from collections.abc import Mapping

from autopot import catalogue
from autopot.errors import nearest
from autopot.workforce.staff.headings import plain
from autopot.workforce.staff.resolving import Answer, Decide


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

    def decide(value: str) -> Answer:
        digits = re.match(r"(?:K-?)?(\d{3,4})(?!\d)", value)
        if digits:
            return _by_number(digits[1], names, older)
        word = re.sub("kommune$", "", plain(value))
        found = by_name.get(word, [])
        if len(found) == 1:
            return Answer(found[0])
        if found:
            shown = tuple(f"{code} {names[code]}" for code in found)
            return Answer("", "ambiguous_municipality", allowed=shown)
        near = tuple(nearest(value, names.values(), 4))
        return Answer("", "unknown_municipality", allowed=near)

    return decide


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
