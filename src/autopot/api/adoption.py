"""The published adoption points, and what they are fitted to."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from autopot import catalogue
from autopot.evidence.adoption_check import points_beside_curves
from autopot.evidence.adoption_fit import class_fits, pair_fits
from autopot.report.adoption import class_table, pair_table, point_tables
from autopot.scenario import load_scenario
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


def adoption_fit() -> AdoptionFit:
    """Fit the published points again."""
    section = load_scenario("base").scenario.adoption
    points = points_beside_curves(catalogue.table("technologies/adoption_points"), section)
    return AdoptionFit(points, pair_fits(), class_fits())
