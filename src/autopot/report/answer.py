"""The answer in sentences: range first, what it is not, how far from the published figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from autopot.analysis.ranks import places
from autopot.analysis.service import Service, Spread
from autopot.report.numbers import percent, points, rounded
from autopot.report.own_words import listed
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
    beside : time where the person is the service itself, beside the main figure or in it; empty
        where there is none.
    meaning : what it is not.
    adds_up : which figures can be added.
    distance : how far from the published total, without that time and with it; or that the total is
        of other municipalities.
    first : which places of the sectors are certain; empty where all sectors are hidden.
    calibrated : that the figures were moved to meet a published total; empty where they were not.
    """

    main: str
    beside: str
    meaning: str
    adds_up: str
    distance: str
    first: str
    calibrated: str = ""

    def lines(self) -> list[str]:
        """All sentences in order."""
        lines = [self.calibrated, self.main, self.meaning, self.beside, self.adds_up]
        return [line for line in [*lines, self.distance, self.first] if line]


@dataclass(frozen=True)
class Ranks:
    """What is certain about the order of the sectors by share.

    Parameters
    ----------
    groups : as from `autopot.analysis.ranks.sector_groups`.
    first : the sector that is certainly first, and in what share of the draws it is; None where no
        first place is certain.
    some_hidden : whether sectors are left out.
    """

    groups: Sequence[Sequence[str]]
    first: tuple[str, float] | None
    some_hidden: bool = False


def answer(
    potential: pd.DataFrame,
    service: Service,
    ranks: Ranks,
    draws: int,
    language: str,
    uncalibrated: Spread | None = None,
    comparable: bool = True,
) -> Answer:
    """The answer of a run.

    Parameters
    ----------
    potential : long form.
    service : time where the person is the service itself.
    ranks : of the sectors.
    draws : number of draws.
    language : nb or en.
    uncalibrated : mean, p05 and p95 before calibration, if the figures are calibrated.
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
        beside=_beside(service, language),
        meaning=word("meaning", language),
        adds_up=word("adds_up", language).format(draws=rounded(draws, language)),
        distance=_distance(total, service, language, comparable, bool(calibrated)),
        first=" ".join(rank_lines(ranks, language)),
    )


def _beside(service: Service, language: str) -> str:
    if service.fte[0] == 0:
        return ""
    mean, low, high = (points(value, language) for value in service.share)
    fte, fte_low, fte_high = (rounded(value, language) for value in service.fte)
    other, other_low, other_high = (percent(value, language) for value in service.other)
    return word("beside_answer" if service.beside else "counted_answer", language).format(
        share=mean,
        low=low,
        high=high,
        fte=fte,
        fte_low=fte_low,
        fte_high=fte_high,
        other=other,
        other_low=other_low,
        other_high=other_high,
    )


def _distance(
    total: pd.Series, service: Service, language: str, comparable: bool, calibrated: bool
) -> str:
    """How far from the published total, for the main figure and for the other one."""
    if not comparable:
        return word("distance_others", language)
    if calibrated:
        return word("distance_calibrated", language)
    mean, low, high = (float(total[f"share_{value}"]) for value in ("mean", "p05", "p95"))
    first = word("distance", language).format(**_from_published((mean, low, high), language))
    if service.fte[0] == 0:
        return first
    second = word("distance_with" if service.beside else "distance_without", language)
    mean, low, high = service.other
    return f"{first} " + second.format(
        share=percent(mean, language),
        low=percent(low, language),
        high=percent(high, language),
        **_from_published(service.other, language),
    )


def _from_published(share: Spread, language: str) -> dict[str, str]:
    """Distance of a mean from the published total, and whether the interval holds it."""
    mean, low, high = share
    return {
        "points": points(mean - PUBLISHED_TOTAL, language),
        "side": word("above" if mean >= PUBLISHED_TOTAL else "below", language),
        "inside": word("inside" if low <= PUBLISHED_TOTAL <= high else "outside", language),
    }


def rank_lines(ranks: Ranks, language: str) -> list[str]:
    """Which places of the sectors are certain, a sentence for each group."""
    if not ranks.groups:
        return []
    mapping, place = names(language)["sector"], places(ranks.groups)
    if ranks.first is None:
        key = "ranks_none_shown" if ranks.some_hidden else "ranks_none"
        lines, rest = [word(key, language)], ranks.groups
    else:
        sector, chance = ranks.first
        text = word("first_shown" if ranks.some_hidden else "first", language)
        name = mapping[sector].lower()
        lines = [text.format(sector=name, share=percent(chance, language))]
        rest = ranks.groups[1:]
    for group in rest:
        first, last = place[group[0]]
        text = word("ranks_one" if first == last else "ranks_group", language)
        sectors = listed([mapping[sector].lower() for sector in group], language)
        lines.append(text.format(first=first, last=last, list=sectors))
    return lines
