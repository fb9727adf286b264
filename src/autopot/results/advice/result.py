"""What the answers about barriers cost, and what may be done about them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pandas as pd

from autopot.results.advice.tables import (
    advice_lines,
    advice_tables,
)
from autopot.results.keeping import write
from autopot.results.rows import plain_rows
from autopot.tables import Table


@dataclass(frozen=True)
class Advice:
    """Costs of the barriers, and what follows.

    Parameters
    ----------
    costs : barrier, sector (a code, or total), score (missing where unknown or not the same in all
        sectors), fte: what would be taken out more if the barrier were 0; dearest first.
    taken_out : FTE taken out in the year as answered.
    year : of the figures.
    card : as from `autopot.evidence.readiness_card.card_rows`.
    """

    costs: pd.DataFrame
    taken_out: float
    year: int
    card: pd.DataFrame

    @property
    def dearest(self) -> str:
        """The barrier that costs most in all."""
        return str(self.costs.loc[self.costs["sector"] == "total", "barrier"].iloc[0])

    def lines(self) -> list[str]:
        """The answer in sentences."""
        return advice_lines(self.costs, self.taken_out, self.year)

    def tables(self, everything: bool = False) -> list[Table]:
        """Costs, advice, steps and the card.

        Parameters
        ----------
        everything : advice on every barrier, not on the dearest alone.
        """
        barriers = barrier_order(self.costs) if everything else [self.dearest]
        return advice_tables(self.costs, barriers, self.card)

    def as_json(self) -> dict[str, Any]:
        """Everything as plain data."""
        return {
            "year": self.year,
            "taken_out": self.taken_out,
            "dearest": self.dearest,
            "costs": plain_rows(self.costs),
            "card": plain_rows(self.card),
        }

    def save(self, target: str | Path) -> Path:
        """Write a page or a workbook.

        Parameters
        ----------
        target : an .html or .xlsx file that does not exist yet.

        Raises
        ------
        InputError
            Another ending, or a file that exists or cannot be written.
        """
        return cast("Path", write(self, "save", target))


def barrier_order(costs: pd.DataFrame) -> list[str]:
    """Barriers, dearest first.

    Parameters
    ----------
    costs : columns as `Advice.costs`.
    """
    return list(costs.loc[costs["sector"] == "total", "barrier"])
