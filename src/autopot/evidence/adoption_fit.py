"""Speed and midpoint of adoption by radar class, from the published points.

Two points (t1, p1) and (t2, p2) of the same thing give a logistic curve:

    width    = 2 ln 9 (t2 - t1) / (l2 - l1),   l = logit p       years from 10 to 90 %
    midpoint = t1 - l1 (t2 - t1) / (l2 - l1)

Errors by the delta method. A point's variance is that of sampling, and of a stated range where the
denominator or the meaning is unsure. An expected second point is an upper bound, so only a part of
the expected rise is taken to have come. Pairs of a class are pooled on the log of the width, and on
the midpoint, with weights 1 / (v + tau^2) (DerSimonian and Laird 1986, Controlled Clinical Trials
7(3)); tau^2 is estimated over all pairs, since a class has one to three. The width of a *new*
technology is what is asked for, so tau^2 is added to the error of the mean.

Two points fit any curve. These are rough priors, not estimates.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot import catalogue
from autopot.evidence.log_odds import logit, logit_sd

Array = NDArray[np.float64]

LOGIT_WIDTH = 2 * float(np.log(9))
ASSUMED_ANSWERS = 98
"""Answers where none are printed: the number of Danish municipalities."""

CAME = (0.25, 0.6, 1.0)
"""Low, middle and high part of an expected rise that is taken to have come; judgement."""

NORMAL_90 = 1.645
SPREAD = 2.0
"""Standard errors from the middle to the ends of the fitted triangles."""


@dataclass(frozen=True)
class Estimate:
    """A figure with its variance."""

    value: float
    variance: float

    def ends(self) -> Array:
        """(3,) low, middle and high end of a triangle."""
        return np.asarray(self.value + SPREAD * np.sqrt(self.variance) * np.array([-1.0, 0.0, 1.0]))


@dataclass(frozen=True)
class Point:
    """A published share of municipalities that have a technology.

    Parameters
    ----------
    year : when, with its part of the year.
    share : 0-1.
    answers : how many answered.
    low, high : stated 90 % range of the share, missing where none is.
    expected : whether it was expected, not observed.
    """

    year: float
    share: float
    answers: float
    low: float
    high: float
    expected: bool

    @property
    def log_odds(self) -> float:
        """Of the share."""
        return float(logit(self.share))

    @property
    def variance(self) -> float:
        """Of the log odds: the sampling error, and the stated range where there is one."""
        sampling = float(logit_sd(self.share, self.answers)) ** 2
        if np.isnan(self.low):
            return sampling
        return sampling + (float(logit(self.high) - logit(self.low)) / (2 * NORMAL_90)) ** 2


def pair_fits() -> pd.DataFrame:
    """Logistic curve through each pair of points.

    Returns
    -------
    One row per pair: pair, technology, radar_class, used_for, expected, log_width,
    log_width_variance, midpoint, midpoint_variance, width.
    """
    points = catalogue.table("technologies/adoption_points")
    paired = points[points["pair"] != ""]
    rows = [_pair(frame) for _, frame in paired.groupby("pair", sort=False)]
    return pd.DataFrame(rows)


def _pair(frame: pd.DataFrame) -> dict[str, object]:
    ordered = frame.sort_values("year")
    about, (first, last) = ordered.iloc[0], _points(ordered)
    l1, v1 = first.log_odds, first.variance
    if last.expected:
        rise = last.share - first.share
        ends = [float(logit(first.share + part * rise)) for part in CAME]
        l2, v2 = ends[1], ((ends[2] - ends[0]) / (2 * NORMAL_90)) ** 2
    else:
        l2, v2 = last.log_odds, last.variance
    years, gap = last.year - first.year, l2 - l1
    width = LOGIT_WIDTH * years / gap
    return {
        "pair": about["pair"],
        "technology": about["technology"],
        "radar_class": about["radar_class"],
        "used_for": about["used_for"],
        "expected": last.expected,
        "width": width,
        "log_width": float(np.log(width)),
        "log_width_variance": (v1 + v2) / gap**2,
        "midpoint": first.year - l1 * years / gap,
        "midpoint_variance": (years / gap**2) ** 2 * (l2**2 * v1 + l1**2 * v2),
    }


def _points(frame: pd.DataFrame) -> list[Point]:
    """Rows of data/technologies/adoption_points.csv."""
    return [
        Point(
            year=float(row.year),
            share=float(row.share),
            answers=ASSUMED_ANSWERS if pd.isna(row.n) else float(row.n),
            low=float(row.share_low),
            high=float(row.share_high),
            expected=row.basis == "expected",
        )
        for row in frame.itertuples()
    ]


def between(values: Array, variances: Array) -> float:
    """Variance between true values, beyond their errors; 0 where the errors explain the spread.

    Parameters
    ----------
    values : (n,) measured.
    variances : (n,) of their errors, above 0.

    Source
    ------
    DerSimonian and Laird (1986), Controlled Clinical Trials 7(3), 177-188.

    Values 0 and 4 with variance 1 each: Q = 8, one degree of freedom, scale 2 - 2/2 = 1.

    >>> between(np.array([0.0, 4.0]), np.array([1.0, 1.0]))
    7.0
    """
    weights = 1 / variances
    mean = (weights * values).sum() / weights.sum()
    excess = (weights * (values - mean) ** 2).sum() - (len(values) - 1)
    scale = weights.sum() - (weights**2).sum() / weights.sum()
    return float(max(excess / scale, 0.0)) if scale > 0 else 0.0


def pooled(values: Array, variances: Array, tau2: float) -> Estimate:
    """Mean with random effects, and the variance of a new value around it.

    Parameters
    ----------
    values : (n,) measured.
    variances : (n,) of their errors, above 0.
    tau2 : variance between true values (`between`), 0 or more.

    Returns
    -------
    The mean by weights 1 / (v + tau2), and its own variance plus tau2.

    Source
    ------
    DerSimonian and Laird (1986), Controlled Clinical Trials 7(3), 177-188.

    Equal variances give equal weights, 1 / (1 + 1) each: mean 2, its variance 1, and tau2.

    >>> pooled(np.array([0.0, 4.0]), np.array([1.0, 1.0]), 1.0)
    Estimate(value=2.0, variance=2.0)
    """
    weights = 1 / (variances + tau2)
    mean = float((weights * values).sum() / weights.sum())
    return Estimate(mean, float(1 / weights.sum() + tau2))


def class_fits() -> pd.DataFrame:
    """Triangles of width and midpoint for every radar class, inner ring first.

    Returns
    -------
    radar_class; width_low, width_mode, width_high (years from 10 to 90 %, to half a year);
    midpoint_low, midpoint_mode, midpoint_high (year, to half a year); never; pairs, the pairs that
    speak for the speed.
    """
    pairs = pair_fits()
    judged = catalogue.table("technologies/adoption_classes").set_index("radar_class")
    classes = list(catalogue.radar_classes()["radar_class"])
    speeds = _speeds(pairs, classes)
    starts = _midpoints(pairs, speeds)
    rows: list[dict[str, object]] = []
    for name in classes:
        own = pairs.loc[pairs["radar_class"] == name, "pair"]
        row: dict[str, object] = {"radar_class": name}
        year = starts.get(name, starts["trial"]).ends()
        year += judged.loc[name, ["wait_low", "wait_mode", "wait_high"]].to_numpy(float)
        width = _widths(speeds, name)
        for number, end in enumerate(("low", "mode", "high")):
            row[f"width_{end}"], row[f"midpoint_{end}"] = _half(width[number]), _half(year[number])
        spoken = ", ".join(own) if len(own) else "all"
        rows.append({**row, "never": float(judged.loc[name, "never"]), "pairs": spoken})
    return pd.DataFrame(rows)


def _speeds(pairs: pd.DataFrame, classes: list[str]) -> dict[str, Estimate]:
    """Log of the width by class, where a pair speaks for the class."""
    tau2 = between(pairs["log_width"].to_numpy(), pairs["log_width_variance"].to_numpy())
    groups = {name: pairs[pairs["radar_class"] == name] for name in classes}
    return {
        name: pooled(own["log_width"].to_numpy(), own["log_width_variance"].to_numpy(), tau2)
        for name, own in groups.items()
        if len(own)
    }


def _widths(speeds: dict[str, Estimate], name: str) -> Array:
    """Ends and middle of the width; a class without points gets the range of the others."""
    if name in speeds:
        return np.asarray(np.exp(speeds[name].ends()))
    every = np.exp([speed.ends() for speed in speeds.values()])
    return np.array([every[:, 0].min(), np.median(every[:, 1]), every[:, 2].max()])


def _midpoints(pairs: pd.DataFrame, speeds: dict[str, Estimate]) -> dict[str, Estimate]:
    """Midpoint by class, from its pairs and single points; the variance between technologies is
    the largest found in any class, since each has two points at most.
    """
    points = catalogue.table("technologies/adoption_points")
    found: dict[str, tuple[Array, Array]] = {}
    for name, speed in speeds.items():
        known = pairs[(pairs["radar_class"] == name) & (pairs["used_for"] == "speed_midpoint")]
        values, variances = known["midpoint"].tolist(), known["midpoint_variance"].tolist()
        single = points[(points["radar_class"] == name) & (points["used_for"] == "midpoint")]
        per_unit = float(np.exp(speed.value)) / LOGIT_WIDTH  # years per logit unit
        for point in _points(single):
            values.append(point.year - point.log_odds * per_unit)
            variances.append(per_unit**2 * (point.variance + point.log_odds**2 * speed.variance))
        if values:
            found[name] = np.array(values), np.array(variances)
    tau2 = max(between(*group) for group in found.values())
    return {name: pooled(*group, tau2) for name, group in found.items()}


def _half(value: float) -> float:
    return round(2 * float(value)) / 2
