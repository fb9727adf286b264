"""Published points beside what the curves of a scenario say of the same year."""

from __future__ import annotations

import numpy as np
import pandas as pd

from autopot.model.adoption import LOGIT_WIDTH
from autopot.scenario.distributions import Distribution
from autopot.scenario.future import AdoptionSection, CurveSection

STEPS = 11
"""Values of each parameter of a curve, each as likely."""

LEVELS = (0.05, 0.5, 0.95)
COMPARED = ("having", "use")
"""What a point may measure for a curve to say anything of it."""


def points_beside_curves(points: pd.DataFrame, section: AdoptionSection) -> pd.DataFrame:
    """What the curve of its class says of each point, whether the fit uses the point or not.

    Parameters
    ----------
    points : data/technologies/adoption_points.csv.
    section : the adoption of a scenario.

    Returns
    -------
    The points with curve_p05, curve_p50 and curve_p95, and fitted (whether the fit uses it). The
    curve is a share, missing where it says nothing of such a point, or the point speaks for the
    speed only. A curve of *having* says how many of those who ever will have it do; one of *use*
    how much of the full use there is.
    """
    rows = [_ends(row, section) for row in points.to_dict("records")]
    ends = pd.DataFrame(rows, columns=["curve_p05", "curve_p50", "curve_p95"], index=points.index)
    return points.join(ends).assign(fitted=points["used_for"] != "none")


def _ends(row: dict[str, object], section: AdoptionSection) -> list[float]:
    if row["measures"] not in COMPARED or row["used_for"] == "speed":
        return [np.nan] * len(LEVELS)
    curve: CurveSection = getattr(section.classes, str(row["radar_class"]))
    national = section.national_sd * np.sqrt(1.5) * np.array([-1.0, 0.0, 1.0])
    parts = [_values(curve.midpoint), _values(curve.width), national]
    if row["measures"] == "use":
        parts += [_values(section.depth.delay), _values(section.depth.stretch)]
    else:
        parts += [np.zeros(1), np.ones(1)]
    midpoint, width, shift, delay, stretch = np.meshgrid(*parts, indexing="ij")
    years = float(str(row["year"])) - midpoint - delay - shift
    share = 1 / (1 + np.exp(-LOGIT_WIDTH * years / (width * stretch)))
    return [float(value) for value in np.quantile(share, LEVELS)]


def _values(distribution: Distribution) -> np.ndarray:
    return distribution.quantile((np.arange(STEPS) + 0.5) / STEPS)
