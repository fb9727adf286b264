"""What the growth of capability that others measured would do to a run that assumes none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from autopot.api.plain_rows import plain_rows
from autopot.api.preparation import working_time
from autopot.api.run_figures import RunFigures
from autopot.engine import main_share
from autopot.evidence import growth_evidence, growth_table, reading_corners
from autopot.messages import say, told
from autopot.messages.numbers import percent, plain
from autopot.model.centring import shifted
from autopot.report.labels import label
from autopot.tables import Table


@dataclass(frozen=True)
class Growth:
    """Changes between figures of different years, as published and between our generations.

    Parameters
    ----------
    changes : as from `autopot.evidence.growth.growth_table`.
    """

    changes: pd.DataFrame

    def tables(self) -> list[Table]:
        """One row a change."""
        columns = ["what", "years_between", "logit", "per_year", "same_items"]
        frame = self.changes.rename(columns={"years": "years_between"})
        named = [label(f"growth_{change}") for change in frame["change"]]
        same = [str(say("yes") if same else say("no")) for same in frame["same_items"]]
        return [
            Table(
                name="capability_growth",
                title=say("Changes between years, on the logit scale"),
                frame=frame.assign(what=named, same_items=same)[columns],
                notes=(
                    say(
                        "None of these is a growth of the share of working time: judged potential, "
                        "labels by others of other tasks, use of one product, and tests made of "
                        "what machines could not yet do. So the base scenario assumes none, and "
                        "the report says what the first and the last would do."
                    ),
                ),
            )
        ]

    def as_json(self) -> list[dict[str, Any]]:
        """The table as plain data."""
        return plain_rows(self.changes)


def measured_growth() -> Growth:
    """What is known of the growth of capability."""
    return Growth(growth_table())


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
    scenario, assembled = result.scenario.scenario, result.assembled
    weights = {k: w for k, w in scenario.evidence.weights.model_dump().items() if w > 0}
    middles = np.stack([reading_corners(assembled, scenario, name)[:, 0] for name in weights])
    share = np.array(list(weights.values())) @ middles
    cells = result.workforce.cells
    time = working_time(cells, assembled) * main_share(scenario, assembled)
    total = float(time @ shifted(share, np.array(logit)))
    return float(result.hidden.coarse(total, float(cells["fte"].sum())))
