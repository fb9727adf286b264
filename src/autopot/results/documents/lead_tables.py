"""Who lies ahead by the survey, as tables and as sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from autopot.evidence.document_figures import CENTRALITIES, SIZES
from autopot.evidence.pooling import Array, Pooled
from autopot.evidence.survey import area_leads, centrality_leads, group_leads, size_leads
from autopot.messages import Message, Text, say, shown, told
from autopot.messages.numbers import localised
from autopot.results.documents.tables import (
    AREA_NAMES,
    RESPONDENTS,
    SUBGROUPS,
)
from autopot.scenario.future import AdoptionSection
from autopot.tables import Table, TableColumn

NORMAL_90 = 1.645
LAST = "union"
LOGIT_WIDTH = 4.394
"""Logit units from 10 to 90 %."""


def lead_tables() -> list[Table]:
    """Service areas, municipalities by residents and by centrality, and those who answer."""
    return [
        _of_all("areas", say("Service areas"), area_leads(), AREA_NAMES),
        _of_all("sizes", say("Municipalities by residents"), size_leads(), SUBGROUPS),
        _of_all("centrality", say("Municipalities by centrality"), centrality_leads(), SUBGROUPS),
        _of_groups(group_leads()),
    ]


def _of_all(name: str, title: Text, leads: Pooled, names: Mapping[str, Text]) -> Table:
    units = say(
        "In log odds over the mean of all who were asked: +0.4 is 60% where all have 50%. The "
        "questions disagree by {between:.2f}; the second interval holds that too, and is what "
        "a use outside the survey gets.",
        between=leads.between,
    )
    frame = _frame(leads.kinds, names, leads.lead, leads.own_sd, leads.sd)
    return _table(name, title, frame, units)


def _of_groups(leads: Pooled) -> Table:
    """Directors and chiefs over union representatives: only differences can be known."""
    others = [kind for kind in leads.kinds if kind != LAST]
    gaps = np.array([leads.gap(kind, LAST) for kind in others])
    new = np.hypot(gaps[:, 1], np.sqrt(2) * leads.between)
    frame = _frame(others, RESPONDENTS, gaps[:, 0], gaps[:, 1], new)
    title = say("How much brighter they see the same things than union representatives")
    return _table("groups", title, frame, group_words())


def _frame(
    kinds: Sequence[str], names: Mapping[str, Text], lead: Array, own: Array, new: Array
) -> pd.DataFrame:
    own, new = NORMAL_90 * own, NORMAL_90 * new
    return pd.DataFrame(
        {
            "ahead": [shown(names[kind]) for kind in kinds],
            "lead": lead,
            "lead_low": lead - own,
            "lead_high": lead + own,
            "lead_new_low": lead - new,
            "lead_new_high": lead + new,
        }
    )


def _table(name: str, title: Text, frame: pd.DataFrame, note: Text) -> Table:
    return Table(
        name=f"leads_{name}",
        title=title,
        frame=frame,
        brief=("ahead", "lead", ("lead_low", "lead_high"), ("lead_new_low", "lead_new_high")),
        own={"lead_new_low..": TableColumn(say("On a new question"), "lead_new_low")},
        notes=(note,),
    )


def group_words() -> Message:
    """How far directors lie above union representatives, in percentage points in the middle."""
    gap, error = group_leads().gap("directors", "union")
    return say(
        "Directors see things {gap:.2f} log odds brighter than union representatives "
        "({low:.2f} to {high:.2f}), {points:.0f} percentage points around one half.",
        gap=gap,
        low=gap - NORMAL_90 * error,
        high=gap + NORMAL_90 * error,
        points=25 * gap,
    )


def size_words_of(section: AdoptionSection) -> str:
    """`size_words` on the curve of the class Adopt, at its medians.

    Parameters
    ----------
    section : the adoption of a scenario.
    """
    half = np.array([0.5])
    width = section.classes.adopt.width.quantile(half) * section.depth.stretch.quantile(half)
    return size_words(float(width[0]) / LOGIT_WIDTH)


def size_words(years_per_logit: float) -> str:
    """That all municipalities have one timing, and what the survey says of small ones.

    Parameters
    ----------
    years_per_logit : of a curve of adoption, years.
    """
    small, small_error = size_leads().gap(SIZES[-1], SIZES[0])
    away, away_error = centrality_leads().gap(CENTRALITIES[0], CENTRALITIES[-1])
    return told(
        "All municipalities get the same timing. By the survey of 2021, those under 3,000 "
        "residents would be {small} years after those of 10,000 or more ({small_low} to "
        "{small_high}), and the least central {away} years after the most central ({away_low} to "
        "{away_high}), if all of their lag carries over: the direction is not sure.",
        **_years("small", small, small_error, years_per_logit),
        **_years("away", away, away_error, years_per_logit),
    )


def _years(name: str, gap: float, error: float, years_per_logit: float) -> dict[str, str]:
    half = NORMAL_90 * error
    ends = {"": gap, "_low": gap - half, "_high": gap + half}
    return {name + end: _tenths(years_per_logit * value) for end, value in ends.items()}


def _tenths(value: float) -> str:
    return localised(f"{value:.1f}")
