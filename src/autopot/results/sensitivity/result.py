"""Which uncertainty drives a result, as figures and as tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from autopot.messages import Text, in_own_language, say
from autopot.results.comparison.tables import about
from autopot.results.rows import plain_rows
from autopot.results.sensitivity.tables import (
    certainty,
    factors,
    factors_by_output,
    readings_alone,
    value_of_information,
)
from autopot.results.suppression import everything_shown, left_out
from autopot.tables import Table
from autopot.tables.names import thing_name

NARROW = 0.1
"""Width of the 95 % interval of the total's indices at which they count as converged."""


@dataclass(frozen=True)
class Sensitivity:
    """Sensitivity of a scenario.

    Parameters
    ----------
    indices : one row per output and factor: kind, key, factor, first, first_low, first_high, total,
        total_low, total_high; shares of the variance, with 95 % bootstrap intervals.
    known : one row per output and factor: width (of the 90 % interval as it is) and
        width_if_known (with the factor held at its centre), as shares.
    readings : one row per output and reading: mean share with that reading alone, and pull, its
        difference from the scenario's mean.
    draws : evaluations of each kind that were used.
    converged : whether the total's indices are known to within `NARROW`.
    unvaried : outputs that do not vary, so that nothing can be said of them.
    hidden : sectors of a real workforce that are left out, so that nobody can be seen.
    language : of what is shown of it, unless another was asked for.
    kind, year : which figure it is about.
    measured : factors whose error is as large as the readings disagree.
    unprotected : whether figures of few persons are shown too.
    """

    indices: pd.DataFrame
    known: pd.DataFrame
    readings: pd.DataFrame
    draws: int
    converged: bool
    unvaried: list[str]
    hidden: list[str]
    language: str = "nb"
    kind: str = "technical"
    year: int | None = None
    measured: tuple[str, ...] = ()
    unprotected: bool = False

    @property
    def total_factors(self) -> pd.DataFrame:
        """Factors of the total, a row each: columns factor, total, total_low, total_high (share of
        the variance, 0-1), width and width_if_known (share of all FTE, 0-1).
        """
        indices = self.indices[self.indices["kind"] == "total"]
        known = self.known[self.known["kind"] == "total"]
        columns = ["factor", "total", "total_low", "total_high"]
        return indices[columns].merge(known[["factor", "width", "width_if_known"]], on="factor")

    def in_words(self) -> str:
        """How far the indices can be trusted."""
        if self.converged:
            return f"converged: {self.draws} draws, the total's indices are known to ±{NARROW / 2}"
        return (
            f"not converged: {self.draws} draws, an index of the total has a 95 % interval wider "
            f"than {NARROW}; do not rank factors whose intervals overlap"
        )

    def as_json(self) -> dict[str, Any]:
        """Everything as plain data."""
        return {
            "kind": self.kind,
            "year": self.year,
            "draws": self.draws,
            "converged": self.converged,
            "in_words": self.in_words(),
            "indices": plain_rows(self.indices.round(5)),
            "known": plain_rows(self.known.round(5)),
            "readings": plain_rows(self.readings.round(5)),
            "measured": list(self.measured),
            "unvaried": self.unvaried,
            "hidden": self.hidden,
            **({"not_for_publication": True} if self.unprotected else {}),
        }

    def _notes(self) -> list[Text]:
        """How sure the indices are, and what would reduce the doubt that matters most."""
        notes = [
            certainty(self.draws, self.converged),
            value_of_information(self.total_factors, self.measured),
        ]
        return [note for note in notes if note]

    @in_own_language
    def lines(self) -> list[str]:
        """Which figure is looked at."""
        return [*everything_shown(self.unprotected), about(self.kind, self.year)]

    @in_own_language
    def tables(self) -> list[Table]:
        """What the total's uncertainty comes from, that of every output, and each reading alone."""
        unvaried = [
            say("{name}: does not vary, and is not included", name=thing_name(kind, key))
            for kind, _, key in (name.partition(" ") for name in self.unvaried)
        ]
        hidden = left_out([thing_name("sector", name) for name in self.hidden])
        return [
            factors(self.indices, self.known, self._notes()),
            factors_by_output(self.indices, unvaried),
            readings_alone(self.readings, hidden),
        ]
