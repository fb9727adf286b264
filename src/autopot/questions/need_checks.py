"""Published figures of the need of work beside what the packaged weights and projections give."""

from __future__ import annotations

import numpy as np
import pandas as pd

from autopot import catalogue
from autopot.demand import age_weights
from autopot.messages import say
from autopot.questions.gap import gap
from autopot.results.benchmark import Check

NEAR_SHARE, NEAR_RATIO, NEAR_PART = 0.03, 0.2, 0.1
"""How near counts as agreeing: three percentage points, 0.2 persons, a tenth. Judgement."""

AHEAD = 10


def published(quantity: str, period: str) -> float:
    """A figure of data/demand/published_need.csv."""
    table = catalogue.table("demand/published_need").set_index(["quantity", "period"])["value"]
    return float(table[(quantity, period)])


def need_checks(fte: pd.Series) -> list[Check]:
    """Checks of the need of work; nothing in it is fitted to any of them.

    Parameters
    ----------
    fte : FTE of all municipalities by sector.

    Returns
    -------
    KS 2021, the drift between projections, NOU 2026: 1, NAV 2025 and LÆRERMOD 2023.
    """
    return [_ks(fte), _drift(fte), *_elderly(), _older(), _pupils()]


def vintage_growth(fte: pd.Series, vintage: int, first: int, last: int) -> float:
    """Growth of need by the cost keys on one projection, main alternative, the whole country.

    Parameters
    ----------
    fte : FTE by sector.
    vintage : year of the projection.
    first, last : years.

    Returns
    -------
    Share of the FTE of the first year.
    """
    groups = list(catalogue.age_groups()["age_group"])
    table = catalogue.table("demand/vintages").set_index(["vintage", "year"])[groups]
    before, after = (table.loc[(vintage, year)].to_numpy(float) for year in (first, last))
    weights = age_weights("cost_keys", list(fte.index), before, {})
    grown = weights @ (after / before) - 1
    return float(fte.to_numpy(float) @ grown / fte.sum())


def _ks(fte: pd.Series) -> Check:
    theirs = published("need_share", "2021-2031")
    ours = vintage_growth(fte, 2018, 2021, 2031)
    newer = vintage_growth(fte, 2020, 2021, 2031)
    return Check(
        name="ks-need-2031",
        published=say(
            "{share:.1%} more FTE from 2021 to 2031 at the same service level (KS)", share=theirs
        ),
        ours=say(
            "{ours:.1%} by the cost keys on the projection of 2018, {newer:.1%} on that of 2020",
            ours=ours,
            newer=newer,
        ),
        agrees=abs(ours - theirs) <= NEAR_SHARE,
        rule=say("within {points:g} percentage points", points=100 * NEAR_SHARE),
        note=say(
            "KS counts county municipalities too, and follows users of each service; the cost keys "
            "follow ages, and sectors without a key the number of inhabitants. Its population "
            "growth is that of the projection of 2018"
        ),
    )


def _drift(fte: pd.Series) -> Check:
    vintages = sorted(set(catalogue.table("demand/vintages")["vintage"]))
    newest = vintages[-1]
    end = newest + AHEAD
    growths = {v: vintage_growth(fte, v, newest, end) for v in vintages}
    found = gap("national", years=[end], draws=500).every
    row = found[(found["level"] == "total") & (found["kind"] == "gap") & (found["unit"] == "share")]
    low, high = float(row["p05"].iloc[0]), float(row["p95"].iloc[0])
    return Check(
        name="projection-drift",
        published=say(
            "the same ten years in five projections of Statistics Norway: need grows {low:.1%} to "
            "{high:.1%}, that of {newest} {own:.1%}",
            low=min(growths.values()),
            high=max(growths.values()),
            newest=newest,
            own=growths[newest],
        ),
        ours=say("{low:.1%} to {high:.1%} (90%)", low=low, high=high),
        agrees=low <= min(growths.values()) and max(growths.values()) <= high,
        rule=say("the interval holds every one of them"),
        note=say(
            "Earlier projections had more births; care differs by only two points between them"
        ),
    )


def _elderly() -> list[Check]:
    """Persons aged 20-66 per person of 67 and over, today and in 2040."""
    return [_ratio(2026), _ratio(2040)]


def _ratio(year: int) -> Check:
    theirs = published("persons_20_66_per_67plus", str(year))
    persons = _country(year)
    first = catalogue.age_groups()["first"].to_numpy()
    ours = persons[(first >= 20) & (first < 67)].sum() / persons[first >= 67].sum()
    return Check(
        name=f"nou-2026-1-{year}",
        published=say(
            "{value:.1f} persons aged 20-66 per person of 67 or over, {year} (NOU 2026: 1)",
            value=theirs,
            year=year,
        ),
        ours=say("{value:.2f}", value=float(ours)),
        agrees=abs(ours - theirs) <= NEAR_RATIO,
        rule=say("within {value:g}", value=NEAR_RATIO),
        note=say("They used the projection of 2024, we that of 2026"),
    )


def _older() -> Check:
    theirs = published("age_67plus_more", "2025-2035")
    first = catalogue.age_groups()["first"].to_numpy()
    old = first >= 67
    ours = float(_country(2036)[old].sum() - _country(2026)[old].sum())
    return Check(
        name="nav-67plus",
        published=say(
            "{persons:,.0f} more persons of 67 or over, 2025 to 2035 (NAV 2025)", persons=theirs
        ),
        ours=say("{persons:,.0f} more, 2026 to 2036", persons=ours),
        agrees=abs(ours / theirs - 1) <= NEAR_PART,
        rule=say("within {part:.0%}", part=NEAR_PART),
        note=say(
            "Ten years that begin a year later, and the projection of 2026 against that of 2024"
        ),
    )


def _pupils() -> Check:
    theirs = published("pupils_6_15", "2040")
    groups = list(catalogue.age_groups()["age_group"])
    persons = dict(zip(groups, _country(2040), strict=True))
    ours = float(persons["age_6_12"] + persons["age_13_15"])
    return Check(
        name="laerermod-pupils",
        published=say("{persons:,.0f} persons aged 6-15 in 2040 (LÆRERMOD 2023)", persons=theirs),
        ours=say("{persons:,.0f}", persons=ours),
        agrees=abs(ours / theirs - 1) <= NEAR_PART,
        rule=say("within {part:.0%}", part=NEAR_PART),
        note=say("Read in the press; they used the projection of 2022"),
    )


def _country(year: int) -> np.ndarray:
    """(A,) persons of the country, main alternative."""
    groups = list(catalogue.age_groups()["age_group"])
    table = catalogue.table("demand/projection")
    own = table[(table["region"] == "0000") & (table["alternative"] == "main")]
    found: np.ndarray = own.set_index("year").loc[year, groups].to_numpy(float)
    return found
