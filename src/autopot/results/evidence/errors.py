"""How large the errors of a reading are, as the readings' own disagreement tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from autopot.results.evidence.measured import (
    coverage_view,
    size_view,
)
from autopot.results.rows import plain_rows
from autopot.tables import Table


@dataclass(frozen=True)
class MeasuredErrors:
    """Sizes of the errors of a reading, and how the interval that follows covers each reading.

    Parameters
    ----------
    sizes : as data/occupations/error_sizes.csv has them.
    coverage : columns as from `autopot.questions.coverage.coverage`.
    """

    sizes: pd.DataFrame
    coverage: pd.DataFrame

    @property
    def sectors_covered(self) -> float:
        """Part of all sector values that lie inside the interval of the other readings, 0-1."""
        sectors = self.coverage["kind"] == "sector"
        return float(self.coverage.loc[sectors, "inside"].mean())

    def tables(self) -> list[Table]:
        """Sizes, and each reading against the others."""
        return [size_view(self.sizes), coverage_view(self.coverage)]

    def as_json(self) -> dict[str, Any]:
        """Both tables as plain data."""
        return {"sizes": plain_rows(self.sizes), "coverage": plain_rows(self.coverage)}
