"""What the planner decided where a file can mean two things."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Decisions:
    """Decisions; "ask" is an error that names the rows and their FTE.

    Parameters
    ----------
    total_rows : rows that say sum and do not add up: ask, drop, or keep as staff.
    duplicates : equal rows: ask, drop all but one of each, or keep.
    year, period : of a file with several, the one to be read; empty: ask.
    amount_unit : what the column of FTE holds: auto, fte, percent or hundredths.
    amounts_from : where FTE and percentage contradict each other: ask, fte or percent.
    no_amount : rows without an amount: refuse, or drop as staff without contracted FTE.
    hidden_rows : rows hidden by hand or a filter: ask, keep or drop.
    leave : where rows of persons on leave stand beside those of their substitutes: ask, both,
        drop_leave or drop_substitutes.
    left : rows of persons who have left: ask, drop, or keep.
    as_register : by the rules of registers, whose rows are summed before they are read: sums are
        known by words, and where a row holds nothing but an amount; rows are not compared with
        each other, and kinds of employment, months and units not looked for.
    """

    total_rows: str = "ask"
    duplicates: str = "ask"
    year: str = ""
    period: str = ""
    amount_unit: str = "auto"
    amounts_from: str = "ask"
    no_amount: str = "refuse"
    hidden_rows: str = "ask"
    leave: str = "ask"
    left: str = "ask"
    as_register: bool = False
