"""What the survey of 2021 says of training: how many need it, and how many got a course."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from autopot.evidence.document_figures import figures_for

USE = "training"


@dataclass(frozen=True)
class Need:
    """Shares of the survey, 0-1.

    Parameters
    ----------
    large : those in whose service managers and staff to a large extent needed new skills.
    course_low, course_middle, course_high : those who learned by courses of the municipality, by
        union representatives, chiefs and directors. Colleagues and self-study were more common, and
        have no printed figure.
    """

    large: float
    course_low: float
    course_middle: float
    course_high: float


def training_need() -> Need:
    """The need, and the ways.

    >>> training_need()
    Need(large=0.7, course_low=0.2, course_middle=0.5, course_high=0.67)
    """
    figures = figures_for(USE)
    large = _shares(figures, "new_skills")
    course = _shares(figures, "course_by_municipality")
    low, middle, high = sorted(course)
    return Need(large[0], low, middle, high)


def _shares(figures: pd.DataFrame, indicator: str) -> list[float]:
    return [float(v) / 100 for v in figures.loc[figures["indicator"] == indicator, "value"]]
