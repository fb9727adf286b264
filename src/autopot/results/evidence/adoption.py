"""The published adoption points, and what they are fitted to."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from autopot.results.evidence.adoption_tables import (
    class_table,
    pair_table,
    point_tables,
)
from autopot.tables import Table


@dataclass(frozen=True)
class AdoptionFit:
    """How the curves of the base scenario rest on published points.

    Parameters
    ----------
    points : data/technologies/adoption_points.csv, beside the curves of base (see
        `autopot.evidence.adoption_check`).
    pairs : curve through each pair of points (see `autopot.evidence.adoption_fit`).
    classes : triangles of midpoint and width by radar class.
    """

    points: pd.DataFrame
    pairs: pd.DataFrame
    classes: pd.DataFrame

    def tables(self) -> list[Table]:
        """Points, curves, and the fit of each class."""
        return [*point_tables(self.points), pair_table(self.pairs), class_table(self.classes)]
