"""The answer in sentences: range first, what it is not, how far from the published figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from autopot.analysis.ranks import places
from autopot.analysis.service import Service, Spread
from autopot.messages import told
from autopot.messages.numbers import percent, points, rounded
from autopot.results.frames import level_table
from autopot.results.labels import label
from autopot.results.own_words import listed
from autopot.tables.names import names

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
    uncalibrated : mean, p05 and p95 before calibration, if the figures are calibrated.
    comparable : whether the run is of those whom the published total is of.

    Returns
    -------
    Sentences with figures in the language's form.
    """
    total = level_table(potential, "total").iloc[0]
    calibrated = ""
    if uncalibrated is not None:
        mean, low, high = (percent(value) for value in uncalibrated)
        calibrated = told(
            "CALIBRATED: the tasks' shares were moved inside their evidence to meet a "
            "stated figure. Uncalibrated: {mean} (90% interval {low} to {high}).",
            mean=mean,
            low=low,
            high=high,
        )
    return Answer(
        calibrated=calibrated,
        main=told(
            "Technical potential: {share} of working time (90% interval {low} to "
            "{high}), that is {fte} of {base} FTE ({fte_low} to {fte_high}).",
            share=percent(total["share_mean"]),
            low=percent(total["share_p05"]),
            high=percent(total["share_p95"]),
            fte=rounded(total["fte_mean"]),
            base=rounded(total["fte_base"]),
            fte_low=rounded(total["fte_p05"]),
            fte_high=rounded(total["fte_p95"]),
        ),
        beside=_beside(service),
        meaning=told(
            "This is time that technology could take over. It is not savings, not jobs "
            "lost and not a forecast: adoption, benefits and the right to meet a person "
            "are not counted."
        ),
        adds_up=told(
            "The middle value is the mean of {draws} draws, so that figures can be "
            "added. The interval runs from the 5th to the 95th percentile and cannot be "
            "added.",
            draws=rounded(draws),
        ),
        distance=_distance(total, service, comparable, bool(calibrated)),
        first=" ".join(rank_lines(ranks)),
    )


def _beside(service: Service) -> str:
    if service.fte[0] == 0:
        return ""
    mean, low, high = (points(value) for value in service.share)
    fte, fte_low, fte_high = (rounded(value) for value in service.fte)
    other, other_low, other_high = (percent(value) for value in service.other)
    return label(
        "beside_answer" if service.beside else "counted_answer",
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


def _distance(total: pd.Series, service: Service, comparable: bool, calibrated: bool) -> str:
    """How far from the published total, for the main figure and for the other one."""
    if not comparable:
        return told(
            "The 2019 study for KS estimated about 20% over 10-20 years for the big-city "
            "municipalities (Menon 48/2019). The figures here are of another workforce and cannot "
            "be compared directly with it."
        )
    if calibrated:
        return told(
            "The 2019 study for KS estimated about 20% over 10-20 years for the big-city "
            "municipalities (Menon 48/2019). A calibrated figure cannot be used to confirm it."
        )
    mean, low, high = (float(total[f"share_{value}"]) for value in ("mean", "p05", "p95"))
    first = told(
        "The 2019 study for KS estimated about 20% over 10-20 years for the big-city "
        "municipalities (Menon 48/2019). The middle value here lies {points} percentage points "
        "{side}; 20% is {inside} the interval. The weights are not fitted to that "
        "figure.",
        **_from_published((mean, low, high)),
    )
    if service.fte[0] == 0:
        return first
    mean, low, high = service.other
    return f"{first} " + label(
        "distance_with" if service.beside else "distance_without",
        share=percent(mean),
        low=percent(low),
        high=percent(high),
        **_from_published(service.other),
    )


def _from_published(share: Spread) -> dict[str, str]:
    """Distance of a mean from the published total, and whether the interval holds it."""
    mean, low, high = share
    return {
        "points": points(mean - PUBLISHED_TOTAL),
        "side": label("above" if mean >= PUBLISHED_TOTAL else "below"),
        "inside": label("inside" if low <= PUBLISHED_TOTAL <= high else "outside"),
    }


def rank_lines(ranks: Ranks) -> list[str]:
    """Which places of the sectors are certain, a sentence for each group.

    Parameters
    ----------
    ranks : of the shown sectors; the words change where some are hidden.
    """
    if not ranks.groups:
        return []
    mapping, place = names()["sector"], places(ranks.groups)
    if ranks.first is None:
        key = "ranks_none_shown" if ranks.some_hidden else "ranks_none"
        lines, rest = [label(key)], ranks.groups
    else:
        sector, chance = ranks.first
        key = "first_shown" if ranks.some_hidden else "first"
        lines = [label(key, sector=mapping[sector].lower(), share=percent(chance))]
        rest = ranks.groups[1:]
    for group in rest:
        first, last = place[group[0]]
        key = "ranks_one" if first == last else "ranks_group"
        sectors = listed([mapping[sector].lower() for sector in group])
        lines.append(label(key, first=first, last=last, list=sectors))
    return lines
