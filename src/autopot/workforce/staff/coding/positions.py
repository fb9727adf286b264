"""What a position code of KS, of the State or of STYRK-98 means in a service."""

from __future__ import annotations

from functools import cache

from autopot import catalogue
from autopot.workforce.staff.coding.readings import (
    LIKELY,
    Reading,
    Row,
    Service,
    best_row,
    by_key,
    table_rows,
)
from autopot.workforce.staff.coding.titles import read_title

KS, STATE, STYRK98, STYRK08 = "ks", "state", "styrk98", "styrk08"

FAMILIES = (
    ("1",),
    ("21", "31"),
    ("222",),
    ("23",),
    ("24", "33", "41", "42", "43", "44"),
    ("25", "35"),
    ("2635", "3412"),
    ("3412", "532"),
    ("611", "921"),
    ("71", "83", "93", "9622"),
)
"""Beginnings of occupations that are near enough for a title and a code not to contradict."""


@cache
def occupation_names() -> dict[str, str]:
    """Occupation -> its Norwegian name."""
    return {str(code): str(name) for code, name in catalogue.occupations()["name_nb"].items()}


@cache
def _ks() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Position -> its name, and beginnings of the occupations that fit it."""
    table = catalogue.table("workforce/ks_positions").set_index("position")
    return {str(p): (str(r.name_nb), tuple(str(r.fits).split())) for p, r in table.iterrows()}


@cache
def _ks_rows() -> dict[str, dict[str, list[Row]]]:
    """Position -> word of the title ("" for any) -> meanings."""
    grouped = by_key(
        catalogue.table("workforce/ks_position_occupations"), "position", "title_words"
    )
    result: dict[str, dict[str, list[Row]]] = {}
    for (position, word), records in grouped.items():
        result.setdefault(position, {})[word] = table_rows(records)
    return result


@cache
def _styrk98() -> dict[str, tuple[str, Row]]:
    grouped = by_key(catalogue.table("occupations/styrk98"), "code", "name_nb")
    return {code: (name, table_rows(records)[0]) for (code, name), records in grouped.items()}


@cache
def _state() -> dict[str, str]:
    table = catalogue.table("workforce/state_positions")
    return dict(zip(table["position"], table["name_nb"], strict=True))


def code_name(code: str, system: str) -> str:
    """The name of a code in a code system; empty where the system has none.

    Parameters
    ----------
    code : four digits.
    system : ks, state, styrk98 or styrk08.

    >>> code_name("7531", "ks"), code_name("7531", "styrk08")
    ('Saksbehandler', 'Skreddere, buntmakere mv.')
    """
    if system == KS:
        return _ks().get(code, ("", ()))[0]
    if system == STATE:
        return _state().get(code, "")
    if system == STYRK98:
        return _styrk98()[code][0] if code in _styrk98() else ""
    return occupation_names().get(code, "")


@cache
def read_code(code: str, system: str, title: str, service: Service) -> Reading:
    """What a code means.

    Parameters
    ----------
    code : four digits.
    system : ks, state, styrk98 or styrk08.
    title : what stands beside it; some codes mean several jobs that only a word tells apart.
    service : where the job is.

    Returns
    -------
    Occupations with shares; nothing where the system has no such code.

    >>> read_code("7517", "ks", "", Service("kindergarten")).shares
    {'5311': 1.0}
    >>> read_code("5132", "styrk98", "", Service()).shares
    {'5321': 1.0}
    """
    values = {"code": code, "means": code_name(code, system)}
    if not values["means"]:
        return Reading()
    if system == STYRK08:
        return Reading(
            shares={code: 1.0}, confidence="sure", general=False, reason="by_code", values=values
        )
    if system == STATE:
        return read_title(values["means"], service).at_most(LIKELY)
    if system == STYRK98:
        row = _styrk98()[code][1]
        return Reading(
            shares=row.shares,
            confidence=row.confidence,
            general=False,
            reason="by_position",
            values=values,
        )
    return _ks_reading(code, title.casefold(), service, values)


def _ks_reading(code: str, title: str, service: Service, values: dict[str, str]) -> Reading:
    rows = _ks_rows().get(code, {})
    words = [word for word in rows if word and word in title]
    found = best_row(rows[words[0]] if words else rows.get("", []), service)
    if found is None:
        return Reading(
            shares={}, confidence="must", general=True, reason="by_position", values=values
        )
    broad = any(row.sector for row in rows.get("", []))
    return Reading(
        shares=found.shares,
        confidence=found.confidence,
        general=broad,
        reason="by_position",
        values=values,
    )


def fits(code: str, system: str, title: Reading, reading: Reading) -> bool:
    """Whether a title says something that can stand beside a code.

    Parameters
    ----------
    code : as it stands in the file.
    system : the code system it is of; a position of KS may fit titles beyond its own occupations.
    title : what the title means.
    reading : what the code means.

    >>> nurse, adjunct = Reading({"2221": 1.0}, "sure"), Reading({"2341": 1.0}, "sure")
    >>> code = Reading({"2223": 1.0}, "sure")
    >>> fits("7174", "ks", nurse, code), fits("7174", "ks", adjunct, code)
    (True, False)
    """
    if system == KS:
        starts = _ks()[code][1]
        if any(occupation.startswith(starts) for occupation in title.shares):
            return True
    return any(alike(a, b) for a in title.shares for b in reading.shares)


def alike(one: str, other: str) -> bool:
    """Whether two occupations are of one minor group or one family.

    Parameters
    ----------
    one, other : occupations of four digits.

    >>> alike("2221", "2223"), alike("2635", "3412"), alike("2221", "5321")
    (True, True, False)
    """
    if one[:3] == other[:3]:
        return True
    return any(one.startswith(family) and other.startswith(family) for family in FAMILIES)
