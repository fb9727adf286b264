"""The answer in sentences: range first, what it is not, how far from the published figure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot.report.numbers import percent, points, rounded
from autopot.report.tables import level_table, names
from autopot.report.words import word

PUBLISHED_TOTAL = 0.20
"""About 20 %: Menon-publikasjon 48/2019, public summary (data/benchmarks/published.csv)."""


@dataclass(frozen=True)
class Answer:
    """Sentences for the top of every output.

    Parameters
    ----------
    main : the potential with its interval.
    meaning : what it is not.
    adds_up : which figures can be added.
    distance : how far from the published total.
    first : the sector with the largest potential, and how sure that is.
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
        lines = [self.main, self.meaning, self.adds_up, self.distance, self.first]
        return [self.calibrated, *lines] if self.calibrated else lines


def answer(
    potential: pd.DataFrame,
    sectors: NDArray[np.float64],
    sector_names: list[str],
    language: str,
    uncalibrated: tuple[float, float, float] | None = None,
) -> Answer:
    """The answer of a run.

    Parameters
    ----------
    potential : long form.
    sectors : (S, D) share by sector.
    sector_names : sector codes in the order of `sectors`.
    language : nb or en.
    uncalibrated : mean, p05 and p95 before calibration, if the figures are calibrated.

    Returns
    -------
    Sentences with figures in the language's form.
    """
    total = level_table(potential, "total").iloc[0]
    gap = float(total["share_mean"]) - PUBLISHED_TOTAL
    inside = bool(total["share_p05"] <= PUBLISHED_TOTAL <= total["share_p95"])
    winner, chance = first_sector(sectors, sector_names)
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
        distance=word("distance_calibrated" if calibrated else "distance", language).format(
            points=points(gap, language),
            side=word("above" if gap >= 0 else "below", language),
            inside=word("inside" if inside else "outside", language),
        ),
        first=word("first", language).format(
            sector=names(language)["sector"][winner].lower(), share=percent(chance, language)
        ),
    )


def first_sector(sectors: NDArray[np.float64], sector_names: list[str]) -> tuple[str, float]:
    """The sector that most often has the largest share, and in what share of the draws.

    >>> first_sector(np.array([[0.3, 0.1], [0.2, 0.2], [0.1, 0.1]]), ["a", "b", "c"])
    ('a', 0.5)
    """
    counts = np.bincount(sectors.argmax(axis=0), minlength=len(sector_names))
    best = int(counts.argmax())
    return sector_names[best], float(counts[best] / sectors.shape[1])
