"""The answer in sentences: range first, what it is not, how far from the published figure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot.report.numbers import percent, points, rounded
from autopot.report.tables import level_table, names
from autopot.report.words import word

PUBLISHED_TOTAL = 0.20
"""About 20 %: Menon-publikasjon 48/2019, public summary (data/benchmarks/published.csv)."""
PUBLISHED_STORBY, PUBLISHED_WORKFORCE = "menon-2019", "storby-2019"
"""Whom that figure is of: the big-city municipalities, and our estimate of their workforce."""


@dataclass(frozen=True)
class Answer:
    """Sentences for the top of every output.

    Parameters
    ----------
    main : the potential with its interval.
    meaning : what it is not.
    adds_up : which figures can be added.
    distance : how far from the published total, or that it is of other municipalities.
    first : the sector with the largest potential, and how sure that is; empty where all sectors
        are hidden.
    calibrated : that the figures were moved to meet a published total; empty where they were not.
    """

    main: str
    meaning: str
    adds_up: str
    distance: str
    first: str
    calibrated: str = ""

    def lines(self) -> list[str]:
        """All sentences in order."""
        lines = [self.calibrated, self.main, self.meaning, self.adds_up, self.distance, self.first]
        return [line for line in lines if line]


def answer(
    potential: pd.DataFrame,
    sectors: NDArray[np.float64],
    sector_names: list[str],
    language: str,
    uncalibrated: tuple[float, float, float] | None = None,
    hidden: Collection[str] = (),
    comparable: bool = True,
) -> Answer:
    """The answer of a run.

    Parameters
    ----------
    potential : long form.
    sectors : (S, D) share by sector.
    sector_names : sector codes in the order of `sectors`.
    language : nb or en.
    uncalibrated : mean, p05 and p95 before calibration, if the figures are calibrated.
    hidden : sectors that are not shown.
    comparable : whether the run is of those whom the published total is of.

    Returns
    -------
    Sentences with figures in the language's form.
    """
    total = level_table(potential, "total").iloc[0]
    calibrated = ""
    if uncalibrated is not None:
        mean, low, high = (percent(value, language) for value in uncalibrated)
        calibrated = word("calibrated", language).format(mean=mean, low=low, high=high)
    return Answer(
        calibrated=calibrated,
        main=word("answer", language).format(
            share=percent(total["share_mean"], language),
            low=percent(total["share_p05"], language),
            high=percent(total["share_p95"], language),
            fte=rounded(total["fte_mean"], language),
            base=rounded(total["fte_base"], language),
            fte_low=rounded(total["fte_p05"], language),
            fte_high=rounded(total["fte_p95"], language),
        ),
        meaning=word("meaning", language),
        adds_up=word("adds_up", language).format(draws=rounded(sectors.shape[1], language)),
        distance=_distance(total, language, comparable, bool(calibrated)),
        first=_first(first_sector(sectors, sector_names, hidden), language, bool(hidden)),
    )


def _distance(total: pd.Series, language: str, comparable: bool, calibrated: bool) -> str:
    if not comparable:
        return word("distance_others", language)
    if calibrated:
        return word("distance_calibrated", language)
    gap = float(total["share_mean"]) - PUBLISHED_TOTAL
    inside = bool(total["share_p05"] <= PUBLISHED_TOTAL <= total["share_p95"])
    return word("distance", language).format(
        points=points(gap, language),
        side=word("above" if gap >= 0 else "below", language),
        inside=word("inside" if inside else "outside", language),
    )


def _first(found: tuple[str, float] | None, language: str, some_hidden: bool) -> str:
    if found is None:
        return ""
    sector, chance = found
    return word("first_shown" if some_hidden else "first", language).format(
        sector=names(language)["sector"][sector].lower(), share=percent(chance, language)
    )


def first_sector(
    sectors: NDArray[np.float64], sector_names: list[str], hidden: Collection[str] = ()
) -> tuple[str, float] | None:
    """The shown sector that most often has the largest share of those shown, and in what share of
    the draws; None where no sector is shown.

    >>> draws = np.array([[0.3, 0.1], [0.2, 0.2], [0.1, 0.1]])
    >>> first_sector(draws, ["a", "b", "c"])
    ('a', 0.5)
    >>> first_sector(draws, ["a", "b", "c"], {"a"})
    ('b', 1.0)
    """
    shown = [number for number, name in enumerate(sector_names) if name not in hidden]
    if not sectors[shown].any():
        return None
    counts = np.bincount(sectors[shown].argmax(axis=0), minlength=len(shown))
    best = int(counts.argmax())
    return sector_names[shown[best]], float(counts[best] / sectors.shape[1])
