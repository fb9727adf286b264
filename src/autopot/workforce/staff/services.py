"""Sectors by our code, a name of the service, KOSTRA function, name of the unit, or mapping."""

from __future__ import annotations

import re

from autopot import catalogue
from autopot.errors import nearest
from autopot.workforce.staff.resolving import Answer, Decide
from autopot.workforce.staff.words import plain

SEVERAL = "|"
CALLED = "(?:kommunalområde|tjenesteområde|sektor|etat|avdeling|virksomhet|område)(?:e[nt]?)?"
"""What every department may be called."""

SHORTEST_END = 5
"""Letters that the end of a compound must have to be known by it; "NAV" ends no word."""


def sector_words() -> dict[str, str]:
    """Everything a sector may be called, without case and signs -> sector."""
    table = catalogue.sectors()
    words = catalogue.table("sectors/sector_words")
    result = dict(zip(words["word"], words["sector"], strict=True))
    for row in table.itertuples():
        for name in (row.sector, row.name_nb, row.name_en):
            result[plain(str(name))] = str(row.sector)
    return result


def departments() -> dict[str, tuple[str, ...]]:
    """Departments that cover several sectors, without case and signs -> their sectors."""
    table = catalogue.table("sectors/departments")
    return {word: tuple(rows) for word, rows in table.groupby("word")["sector"]}


def sector_decider() -> Decide:
    """A function from what stands in a cell to a sector.

    A department such as "Oppvekst" gives all its sectors, joined by |.
    """
    words, several = sector_words(), departments()
    table = catalogue.sectors()
    shown = list(table["name_nb"])
    names = dict(zip(table["sector"], table["name_nb"], strict=True))

    def decide(value: str) -> Answer:
        word = _core(value)
        if sector := words.get(word):
            return Answer(sector)
        if word in several:
            allowed = tuple(names[sector] for sector in several[word])
            return Answer(SEVERAL.join(several[word]), "department", allowed=allowed)
        return Answer("", "unknown_sector", allowed=tuple(nearest(value, shown, len(shown))))

    return decide


def _core(value: str) -> str:
    """A department's name without its number and without what all departments are called.

    >>> [_core(v) for v in ("2 Oppvekst", "Sektor for helse og omsorg", "Teknisk etat", "Skole")]
    ['oppvekst', 'helseogomsorg', 'teknisk', 'skole']
    """
    text = re.sub(r"^\W*\d[\d.]*\W+|\s*\(.*\)$", "", value).replace("&", " og ")
    text = re.sub(rf"(?i)^{CALLED}\W+(for\W+)?|\W+{CALLED}$", "", text)
    return plain(text) or plain(value)


def function_decider() -> Decide:
    """A function from what stands in a cell to the sector of a KOSTRA function.

    The function is the three digits at the start; up to three more are the municipality's own.
    """
    table = catalogue.kostra_functions()
    sectors = dict(zip(table["function"], table["sector"], strict=True))

    def decide(value: str) -> Answer:
        digits = re.match(r"(\d{3})(\d{0,3})(?!\d)", value)
        if digits and digits[1] in sectors:
            kind = "long_function" if digits[2].strip("0") else ""
            return Answer(sectors[digits[1]], kind, values={"code": digits[1]})
        near = tuple(code for code in sectors if len(value) > 1 and code[:2] == value[:2])
        return Answer("", "unknown_function", allowed=near)

    return decide


def unit_decider() -> Decide:
    """A function from the name of a unit to a sector, by what the place is: Solbakken barnehage.

    A word decides where it stands alone or ends a compound ("Sentrumsskolen"); words of different
    sectors decide nothing. A number means something only through the planner's mapping.
    """
    decide_name = place_decider()

    def decide(value: str) -> Answer:
        answer = decide_name(value)
        return answer if answer.code else Answer("", "unmapped_unit")

    return decide


def place_decider() -> Decide:
    """A function from any text to the one sector that its words name; empty where none does.

    >>> [place_decider()(v).code for v in ("Sola omsorgssenter", "Vikaskolen", "NAV", "Navestad")]
    ['health_care', 'school', 'social_child_welfare', '']
    """
    table = catalogue.table("sectors/unit_words")
    known: dict[str, str] = dict(zip(table["word"], table["sector"], strict=True))
    names = dict(zip(catalogue.sectors()["sector"], catalogue.sectors()["name_nb"], strict=True))

    def sector_of(word: str) -> str:
        for part in (word, *word.split("-")):
            ends = (part[start:] for start in range(len(part) - SHORTEST_END + 1))
            if part in known or (part := next((end for end in ends if end in known), "")):
                return known[part]
        return ""

    def decide(value: str) -> Answer:
        words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", value.casefold())
        found = {sector_of(word) for word in words} - {""}
        if len(found) != 1:
            return Answer("")
        (sector,) = found
        return Answer(sector, "sector_by_unit", values={"sector": names[sector]})

    return decide
