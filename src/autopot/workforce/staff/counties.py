"""The staff of a county municipality: who the employer is, and what its words for services mean.

The same words mean other services there: «Samferdsel» is roads and buses of the county, «Opplæring»
upper secondary education (data/sectors/sectors.csv, column in_county).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from autopot import catalogue
from autopot.errors import Problem
from autopot.messages import say
from autopot.workforce.staff.places import BETWEEN_NAMES, municipality_decider
from autopot.workforce.staff.resolving import CodeAnswer, Decide
from autopot.workforce.staff.words import plain

SEVERAL = "|"
NUMBER = r"(?<!\d)(\d{6}|\d{4}|\d{1,2})(?!\d)"
"""A number of a county: 11, 1100, 110000 as in KOSTRA."""

CALLED = "(?:fylkeskommune|fylkes?|fylkje)$"
"""What stands after the name of a county, without case and signs."""

OSLO = "0301"
"""Does the county tasks itself, as a municipality."""


def names_county_municipality(value: str) -> bool:
    """Whether a text names a county municipality by that word; a number may be a slip of the pen.

    >>> [names_county_municipality(v) for v in ("Rogaland fylkeskommune", "1100", "Rogaland")]
    [True, False, False]
    """
    return "fylkeskommun" in value.casefold()


@cache
def _numbers() -> dict[str, str]:
    """Every form of a county's number -> our code."""
    frame = catalogue.county_municipalities()
    result: dict[str, str] = {}
    for code, county in zip(frame["municipality"], frame["county"], strict=True):
        result |= dict.fromkeys((code, f"{code}00"), code)
        result |= dict.fromkeys((county,), code)
    return result


@cache
def _by_name() -> dict[str, str]:
    """Plain name of a county, in each of its languages -> our code."""
    own = catalogue.table("municipalities/county_municipalities")
    return {
        plain(part): str(row.county_municipality)
        for row in own.itertuples()
        for part in (
            re.sub(CALLED, "", plain(str(row.name))),
            *re.split(BETWEEN_NAMES, str(row.other_names)),
        )
        if part
    }


def county_decider(changes: Mapping[str, str]) -> Decide:
    """A function from what stands in a cell to a county municipality.

    A municipality is where somebody works; the employer is then the county municipality it lies in.

    Parameters
    ----------
    changes : as for `municipality_decider`.

    >>> decide = county_decider({})
    >>> [decide(v).code for v in ("11", "1100 Rogaland", "Troms", "Rogaland fylkeskommune", "1103")]
    ['1100', '1100', '5500', '1100', '1100']
    """
    town = municipality_decider(changes)
    own = catalogue.county_municipalities()
    names = dict(zip(own["municipality"], own["name"], strict=True))

    def decide(value: str) -> CodeAnswer:
        numbers = re.findall(NUMBER, value)
        if len(numbers) == 1 and numbers[0] in _numbers():
            return CodeAnswer(_numbers()[numbers[0]])
        word = re.sub(CALLED, "", plain(value))
        if word in _by_name():
            return CodeAnswer(_by_name()[word])
        place = town(value)
        if place.code == OSLO:
            return CodeAnswer(OSLO)
        if place.code:
            code = f"{place.code[:2]}00"
            return CodeAnswer(code, "place_in_county", values={"county": names[code]})
        return CodeAnswer("", "unknown_county", allowed=_shown())

    return decide


def no_county(place: str, value: str, answer: CodeAnswer) -> Problem:
    """The problem of a setting or an option that names no county municipality of today.

    Parameters
    ----------
    place : as in `Problem`.
    value : what stands there.
    answer : what `county_decider` said of it.
    """
    found = say("{value} is no county municipality", value=value)
    allowed = answer.allowed or _shown()
    return Problem(place, found, allowed, say("choose one of them"))


@cache
def _shown() -> tuple[str, ...]:
    """Number and name of every county municipality."""
    own = catalogue.county_municipalities()
    return tuple(f"{row.municipality} {row.name}" for row in own.itertuples(index=False))


@cache
def _in_county() -> dict[str, str]:
    frame = catalogue.sectors()
    return dict(zip(frame["sector"], frame["in_county"], strict=True))


def in_county(codes: str) -> str:
    """What sectors told by words are in a county municipality.

    Parameters
    ----------
    codes : a sector, several joined by |, or "".

    Returns
    -------
    The same form; "" where county municipalities have no such service.

    >>> in_county("kindergarten|school"), in_county("technical"), in_county("kindergarten")
    ('upper_secondary', 'county_transport', '')
    """
    found = {_in_county().get(code, code) for code in codes.split(SEVERAL)} - {""}
    return SEVERAL.join(sorted(found))


def of_county(decide: Decide, otherwise: str) -> Decide:
    """A function as `decide`, for the words of a county municipality.

    Parameters
    ----------
    decide : from text to a sector.
    otherwise : kind of finding where it has no such service; "" for none.
    """
    names = dict(zip(*catalogue.sectors()[["sector", "name_nb"]].to_numpy().T, strict=True))

    def decided(value: str) -> CodeAnswer:
        answer = decide(value)
        code = in_county(answer.code)
        if code == answer.code:
            return answer
        if not code:
            return CodeAnswer("", otherwise)
        named = tuple(str(names[sector]) for sector in code.split(SEVERAL))
        one = answer.kind == "department" and SEVERAL not in code
        return CodeAnswer(code, "" if one else answer.kind, named, {"sector": named[0]})

    return decided


def units_of_county(unit: Decide, sector: Decide) -> Decide:
    """Units of a county municipality: by their own words, else as the department they are called.

    Parameters
    ----------
    unit, sector : from the name of a unit, and of a department, to a municipal sector. «Utdanning»
        is two sectors of a municipality and one of a county municipality.
    """
    by_unit, by_sector = of_county(unit, "unmapped_unit"), of_county(sector, "")

    def decided(value: str) -> CodeAnswer:
        answer = by_unit(value)
        if answer.code:
            return answer
        whole = by_sector(value)
        if not whole.code or SEVERAL in whole.code:
            return answer
        (name,) = catalogue.sectors().set_index("sector").loc[[whole.code], "name_nb"]
        return CodeAnswer(whole.code, "sector_by_unit", values={"sector": str(name)})

    return decided
