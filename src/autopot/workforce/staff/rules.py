"""How the cells of a staff file are to be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from autopot.workforce.staff.decisions import Decisions
from autopot.workforce.staff.mappings import CodeLists
from autopot.workforce.staff.numbers import Decimal
from autopot.workforce.staff.percents import Unit


@dataclass(frozen=True)
class Rules:
    """How cells are to be read.

    Parameters
    ----------
    municipality : of every row that names none; empty if not stated.
    mappings : field -> value -> our code, chosen by the planner.
    codes : code lists from Statistics Norway.
    decimal : decimal sign, or auto.
    percent : what position percentages without a sign are, or auto.
    short_codes : spread or refuse occupation groups of three digits.
    unknown_occupation : refuse, or spread over the other occupations of the sector.
    county : whether the staff are those of a county municipality.
    decisions : what the planner decided where a file can mean two things.
    """

    municipality: str = ""
    mappings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    codes: CodeLists = field(default_factory=CodeLists)
    decimal: Decimal = "auto"
    percent: Unit = "auto"
    short_codes: str = "spread"
    unknown_occupation: str = "refuse"
    county: bool = False
    decisions: Decisions = field(default_factory=Decisions)
