"""Rebuild a packaged workforce from its margins."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from autopot.messages import Message, say, say_in
from autopot.messages.numbers import rounded
from autopot.tables import Table

KINDS = {
    "hard": say_in("a margin", "hard"),
    "soft": say_in("a margin", "soft"),
    "interval": say_in("a margin", "interval"),
}
"""How binding a margin is, as margins.csv has it."""


@dataclass(frozen=True)
class TableDifference:
    """How a rebuilt table differs from the packaged one.

    Parameters
    ----------
    file : its name.
    rows : rows with another amount, and rows that only one of the two has.
    largest : the largest difference of a row, FTE; 0 where the table has no FTE.
    total : FTE rebuilt less FTE packaged.
    same_bytes : whether the files are the same.
    """

    file: str
    rows: int
    largest: float
    total: float
    same_bytes: bool


@dataclass(frozen=True)
class BuiltWorkforce:
    """A rebuilt estimate.

    Parameters
    ----------
    files : the files that were written.
    differences : from the packaged tables, one a file.
    margins : what every margin reached.
    fte : total FTE.
    """

    files: list[Path]
    differences: list[TableDifference]
    margins: pd.DataFrame
    fte: float

    @property
    def unchanged(self) -> bool:
        """Whether all have the same bytes as the packaged ones."""
        return all(table.same_bytes for table in self.differences)

    def lines(self) -> list[Message]:
        """How many FTE it became."""
        return [say("{fte} FTE, estimate", fte=rounded(self.fte))]

    def tables(self) -> list[Table]:
        """What every margin reached, and how the tables differ from the packaged ones."""
        return [self._margins(), self._differences()]

    def _margins(self) -> Table:
        """Margins of a single occupation only where they are missed: there are hundreds."""
        margins = self.margins
        single = margins["margin"].str.startswith("occupation-")
        shown = margins[~single | (margins["residual"] != 0)]
        frame = pd.DataFrame(
            {
                "margin": shown["margin"],
                "margin_kind": shown["kind"].map(KINDS),
                "fte_margin_low": shown["low"],
                "fte_margin_high": shown["high"],
                "fte_margin_reached": shown["reached"],
                "fte_margin_residual": shown["residual"],
                "within": [say("yes") if yes else say("NO") for yes in shown["within_tolerance"]],
                "source_id": shown["source_id"],
            }
        )
        return Table("margins", say("Margins and residuals, FTE"), frame)

    def _differences(self) -> Table:
        frame = pd.DataFrame(
            {
                "file": [change.file for change in self.differences],
                "table_changed": [
                    say("no") if change.same_bytes else say("yes") for change in self.differences
                ],
                "rows": [change.rows for change in self.differences],
                "fte_largest": [change.largest for change in self.differences],
                "fte_more": [change.total for change in self.differences],
            }
        )
        return Table("differences", say("Difference from the packaged tables"), frame)
