"""What can be said at all if no probability distribution is trusted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from autopot.messages import Text, in_own_language, say, told
from autopot.results.bounds.tables import (
    beside_bounds,
    bound_table,
)
from autopot.results.rows import plain_rows
from autopot.results.suppression import left_out
from autopot.tables import Table
from autopot.tables.names import thing_name

if TYPE_CHECKING:
    from autopot.optimise.bounds import Facts


MEANING = say(
    "The figures are technical potential: working time that technology can take over. They are not "
    "savings and not jobs lost. Each task lies between its lowest and its highest reading; no "
    "distribution is used, and errors of the readings are left out, so that the interval of a run "
    "may reach beyond the bounds. Shadow price: how far the bound moves when the stated figure "
    "moves by 1."
)


@dataclass(frozen=True)
class Bounds:
    """Lowest and highest potential within the evidence.

    Parameters
    ----------
    scenario : its name.
    facts : what was stated.
    table : one row per sum ("total" first): name, low, high, low_fact, low_price, high_fact,
        high_price; shares, and shadow prices in share per share.
    beside : lowest and highest share of time where the person is the service itself, which the
        table leaves out and no fact is about; None where the scenario counts that time.
    hidden : sectors of a real workforce that are left out, so that nobody can be seen.
    language : of what is shown of them, unless another was asked for.
    """

    scenario: str
    facts: Facts
    table: pd.DataFrame
    beside: tuple[float, float] | None
    hidden: list[str]
    language: str = "nb"

    def as_json(self) -> dict[str, Any]:
        """Everything as plain data."""
        facts = {
            "total": self.facts.total,
            "first": self.facts.first,
            "sectors": dict(self.facts.sectors),
        }
        return {
            "scenario": self.scenario,
            "facts": facts,
            "bounds": plain_rows(self.table),
            "beside": self.beside,
            "hidden": self.hidden,
        }

    @in_own_language
    def title(self) -> str:
        """What the table is about."""
        return told("What the evidence allows in {scenario}", scenario=self.scenario)

    @in_own_language
    def tables(self) -> list[Table]:
        """Lowest and highest share of the total and of every sector, with what holds them."""
        notes: list[Text] = [MEANING]
        if self.beside is not None:
            notes.append(beside_bounds(self.beside))
        notes += left_out([thing_name("sector", name) for name in self.hidden])
        return [bound_table(self.table, notes)]
