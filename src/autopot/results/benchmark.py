"""Figures published since 2023 beside ours, where the two can be compared at all."""

from __future__ import annotations

from dataclasses import dataclass

from autopot.messages import Text, say, say_in, shown
from autopot.tables import Table

MARKS = {True: say_in("a check", "OK"), False: say_in("a check", "FAILS"), None: "–"}


@dataclass(frozen=True)
class Check:
    """One published result and ours.

    Parameters
    ----------
    name : short name.
    published : what was published, in words.
    ours : what we compute, in words.
    agrees : whether ours meets the stated rule; None where the two cannot be compared.
    rule : when it counts as agreeing.
    note : what the comparison can and cannot show.
    tables : figures that the words sum up.
    """

    name: str
    published: Text
    ours: Text
    agrees: bool | None
    rule: Text
    note: Text
    tables: tuple[Table, ...] = ()

    @property
    def title(self) -> str:
        """Its name, after whether it agrees."""
        return f"{shown(MARKS[self.agrees]):<4} {self.name}"

    def lines(self) -> list[Text]:
        """What was published, what we compute, and when they agree."""
        return [
            say("     published: {figure}", figure=self.published),
            f"     autopot: {self.ours}",
            say("     rule: {rule}. {note}", rule=self.rule, note=self.note),
        ]
