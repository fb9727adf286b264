"""What the survey of 2021 says of who lies ahead: service areas, sizes of municipality, groups."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot import catalogue
from autopot.evidence.document_figures import (
    AREAS,
    CENTRALITIES,
    EVERYBODY,
    GROUPS,
    SIZES,
    figures_for,
)
from autopot.evidence.pooling import Answers, Pooled, pooled_leads

LEVELS = ("new_in_use_very_large", "new_in_use_fairly_large")
SUM = "new_in_use"
"""The two answers of a table whose sum is what the other figures print."""


@cache
def area_leads() -> Pooled:
    """How far each service area lies ahead of all, by every question that is split by area.

    >>> leads = area_leads()
    >>> leads.kinds[:2], leads.lead[0] > 0 > leads.lead[1]
    (('upbringing', 'health_care'), np.True_)
    """
    return pooled_leads(answers_by_area(), AREAS)


@cache
def size_leads() -> Pooled:
    """The same for small and large municipalities, by residents."""
    return pooled_leads(answers_by_size(), (SIZES[0], SIZES[-1]))


@cache
def centrality_leads() -> Pooled:
    """The same for central and less central municipalities, the classes that are printed."""
    return pooled_leads(answers_by_size(), (CENTRALITIES[0], CENTRALITIES[1], CENTRALITIES[-1]))


@cache
def group_leads() -> Pooled:
    """How bright directors, chiefs and union representatives see the same things."""
    return pooled_leads(answers_by_group(), GROUPS, group_errors=False)


def leaders_gap() -> tuple[float, float]:
    """How much brighter directors answer a new question than union representatives, and its error.

    >>> 0.3 < leaders_gap()[0] < 0.9
    True
    """
    leads = group_leads()
    gap, error = leads.gap("directors", "union")
    return gap, float(np.sqrt(error**2 + 2 * leads.between**2))


def answers_by_area() -> Answers:
    """Every figure of the use `readiness`; two answers are added where their sum is not printed."""
    frame = figures_for("readiness")
    levels = frame[frame["indicator"].isin(LEVELS)]
    sums = levels.groupby(["respondents", "area"], as_index=False, sort=False).agg(
        value=("value", "sum"), n=("n", "first")
    )
    whole = frame[~frame["indicator"].isin(LEVELS)]
    return _answers(pd.concat([whole, sums.assign(indicator=SUM, sign=1)]), "area")


def answers_by_size() -> Answers:
    """Every figure of the use `size`, by residents or centrality."""
    return _answers(figures_for("size"), "subgroup")


def answers_by_group() -> Answers:
    """Every figure of the use `groups`: the groups stand as kinds, and all answer together."""
    frame = figures_for("groups")
    return _answers(frame.assign(kind=frame["respondents"], respondents=EVERYBODY), "kind")


def _answers(frame: pd.DataFrame, kind: str) -> Answers:
    yes = frame["value"].to_numpy(float) / 100
    return Answers(
        question=frame["indicator"].to_numpy(object),
        respondents=frame["respondents"].to_numpy(object),
        kind=frame[kind].to_numpy(object),
        share=np.where(frame["sign"] < 0, 1 - yes, yes),
        number=frame["n"].to_numpy(float),
    )


def sector_areas(sectors: Sequence[str], areas: Sequence[str]) -> NDArray[np.int64]:
    """Which service area of a survey speaks for each sector.

    Parameters
    ----------
    sectors : S codes.
    areas : names of the areas, in the order of the survey's arrays.

    Returns
    -------
    (S,) position in `areas`, -1 where the survey has none.
    """
    table = catalogue.table("survey/readiness_sectors").set_index("sector")["area"]
    position = {area: number for number, area in enumerate(areas)}
    return np.array([position.get(str(table[s]), -1) for s in sectors], dtype=np.int64)


Z_90 = 1.645
"""Standard deviations from the middle of a normal distribution to an end of its 90 % interval."""


def sector_lead(sector: str) -> str:
    """Whether a sector's service area lies ahead of the others, as the survey tells it.

    Parameters
    ----------
    sector : a code.

    Returns
    -------
    ahead or behind where the 90 % interval of the lead says so, unsure where it holds 0, and
    not_asked where the survey has no area that speaks for the sector.

    >>> sector_lead("administration"), sector_lead("school")
    ('not_asked', 'unsure')
    """
    leads = area_leads()
    [area] = sector_areas([sector], leads.kinds)
    if area < 0:
        return "not_asked"
    lead, half = leads.lead[area], Z_90 * leads.own_sd[area]
    return "ahead" if lead > half else "behind" if lead < -half else "unsure"
