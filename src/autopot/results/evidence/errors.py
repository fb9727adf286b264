"""How large the errors of a reading are, as the readings' own disagreement tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from autopot.messages import say
from autopot.results.labels import label
from autopot.results.rows import plain_rows
from autopot.tables import Table
from autopot.tables.names import names


@dataclass(frozen=True)
class MeasuredErrors:
    """Sizes of the errors of a reading, and how the interval that follows covers each reading.

    Parameters
    ----------
    sizes : part, sd, sd_low, sd_high (logits; 90 % interval).
    coverage : reading, share and its interval by the others (total), inside, sectors (number),
        sectors_inside, outside (codes of the sectors that are not covered, with commas).
    """

    sizes: pd.DataFrame
    coverage: pd.DataFrame

    @property
    def sectors_covered(self) -> float:
        """Part of all sector values that lie inside the interval of the other readings, 0-1."""
        return float(self.coverage["sectors_inside"].sum() / self.coverage["sectors"].sum())

    def tables(self) -> list[Table]:
        """Sizes, and each reading against the others."""
        sectors = names()["sector"]
        outside = [
            "; ".join(sectors[code] for code in str(codes).split(",") if code) or "–"
            for codes in self.coverage["outside"]
        ]
        covered = self.coverage.assign(
            reading=[label(f"reading_{name}") for name in self.coverage["reading"]],
            outside=outside,
        )
        parts = self.sizes.assign(part=[label(f"error_{part}") for part in self.sizes["part"]])
        return [
            Table(
                name="error_sizes",
                title=say("How much a reading may be wrong, on the logit scale"),
                frame=parts,
                brief=("part", "sd", ("sd_low", "sd_high")),
                notes=(
                    say(
                        "Estimated from how {count} readings of the same work disagree. Readings "
                        "that rest on the same labels count as apart, so the parts are too small "
                        "rather than too large. The base scenario does not use these sizes yet.",
                        count=len(self.coverage),
                    ),
                ),
            ),
            Table(
                name="coverage",
                title=say("Each reading against the 90% interval of the others"),
                frame=covered,
                brief=("reading", "share_mean", ("share_p05", "share_p95"), "covered", "outside"),
                notes=(
                    say(
                        "{share:.0%} of the values by sector lie inside, {totals} of {count} "
                        "totals. In all means the same work, where the person is the service "
                        "included.",
                        share=self.sectors_covered,
                        totals=int(self.coverage["inside"].sum()),
                        count=len(self.coverage),
                    ),
                ),
            ),
        ]

    def as_json(self) -> dict[str, Any]:
        """Both tables as plain data."""
        return {"sizes": plain_rows(self.sizes), "coverage": plain_rows(self.coverage)}
