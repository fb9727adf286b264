"""Sectors by their names: a planner writes Skole where the code is school."""

from __future__ import annotations

import csv
from functools import cache
from typing import Any

from autopot.errors import InputError, Problem
from autopot.messages import say
from autopot.scenario.packaged import packaged_directory
from autopot.scenario.yaml_text import Location

SECTIONS = "sectors"


def with_codes(data: dict[str, Any], origin: dict[Location, str]) -> None:
    """Put the code of every sector in the place of its name, in any of its languages.

    Parameters
    ----------
    data : a scenario as read; its sectors are named anew. A word that is neither is left as it is.
    origin : where each value stands; it follows.

    Raises
    ------
    InputError
        A sector that is there twice, by its name and by its code.

    >>> data = {"sectors": {"Helse og omsorg": {"physical": {"strength": 0}}}}
    >>> with_codes(data, {})
    >>> data
    {'sectors': {'health_care': {'physical': {'strength': 0}}}}
    """
    sectors = data.get(SECTIONS)
    if not isinstance(sectors, dict):
        return
    named: dict[Any, Any] = {}
    for name, own in sectors.items():
        code = codes_by_name().get(_plain(name), str(name))
        if code in named or (code != name and code in sectors):
            place = origin.get((SECTIONS, name), SECTIONS)
            found = say("the sector {code} is there twice, also as {name!q}", code=code, name=name)
            raise InputError(Problem(place, found, say("once"), say("put them together")))
        named[code] = own
        if code != name:
            for at in [at for at in origin if at[:2] == (SECTIONS, name)]:
                origin[SECTIONS, code, *at[2:]] = origin.pop(at)
    data[SECTIONS] = named


@cache
def codes_by_name() -> dict[str, str]:
    """Names of the sectors, in small letters, and their codes."""
    table = packaged_directory("data") / "sectors" / "sectors.csv"
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        _plain(value): row["sector"]
        for row in rows
        for column, value in row.items()
        if column.startswith("name_") and value
    }


def _plain(name: object) -> str:
    return " ".join(str(name).split()).casefold()
