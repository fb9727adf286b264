"""What the growth of capability that others measured would do to a run that assumes none."""

from __future__ import annotations

import numpy as np

from autopot.evidence import growth_evidence, middle_share
from autopot.messages import told
from autopot.messages.numbers import percent, plain
from autopot.model.centring import shifted
from autopot.results.run.figures import RunFigures
from autopot.study.inputs import main_share
from autopot.study.preparation import time_by_settings


def growth_words(result: RunFigures) -> str:
    """What growth would make of the total, at the middle of the readings.

    Parameters
    ----------
    result : a run.

    Returns
    -------
    One paragraph; empty where the scenario assumes growth itself, or is calibrated.
    """
    scenario = result.scenario.scenario
    if scenario.horizon.capability_growth.high > 0 or result.uncalibrated is not None:
        return ""
    known, years = growth_evidence(), scenario.horizon.years
    now, later, step = (
        percent(_total(result, logit)) for logit in (0.0, years * known.per_year, known.step)
    )
    low, high = sorted(abs(value) for value in known.generations)
    return told(
        "No growth is assumed. On the same tasks the judged potential rose by {rate} logit a year "
        "from 2023 to 2025 (ILO). If that goes on for {years} years, the total at the middle of "
        "the readings goes from {now} to {later}. One more step like the latest on a test of whole "
        "projects ({step_logit} logit in under a year) would make it {step}. Our labels of 2026 "
        "lie {low} to {high} logit a year below those of 2023: others labelled other tasks, so "
        "that the generations show no growth.",
        rate=plain(known.per_year),
        years=years,
        now=now,
        later=later,
        step_logit=plain(round(known.step, 1)),
        step=step,
        low=plain(round(low, 2)),
        high=plain(round(high, 2)),
    )


def _total(result: RunFigures, logit: float) -> float:
    """Total share with every task at the middle of its readings, moved on the logit scale."""
    assembled, cells = result.assembled, result.workforce.cells
    total = 0.0
    for sector, time in time_by_settings(cells, assembled, result.scenario.scenario).items():
        there = result.scenario.scenario.in_sector(sector)
        share = middle_share(assembled, there)
        counted = time * main_share(there, assembled)
        total += float(counted @ shifted(share, np.array(logit)))
    return total
