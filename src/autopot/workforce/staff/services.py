"""Sectors by our code, by a name of the service, by KOSTRA function, or through a mapping."""

from __future__ import annotations

import re

from autopot import catalogue
from autopot.errors import nearest
from autopot.workforce.staff.headings import plain
from autopot.workforce.staff.resolving import Answer, Decide


def sector_words() -> dict[str, str]:
    """Everything a sector may be called, without case and signs -> sector."""
    table = catalogue.sectors()
    words = catalogue.table("sectors/sector_words")
    result = dict(zip(words["word"], words["sector"], strict=True))
    for row in table.itertuples():
        for name in (row.sector, row.name_nb, row.name_en):
            result[plain(str(name))] = str(row.sector)
    return result


def sector_decider() -> Decide:
    """A function from what stands in a cell to a sector."""
    words = sector_words()
    table = catalogue.sectors()
    shown = list(table["name_nb"])

    def decide(value: str) -> Answer:
        sector = words.get(plain(value))
        if sector:
            return Answer(sector)
        return Answer("", "unknown_sector", allowed=tuple(nearest(value, shown, len(shown))))

    return decide


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
    """Units mean something only through the planner's mapping."""

    def decide(_: str) -> Answer:
        return Answer("", "unmapped_unit")

    return decide
