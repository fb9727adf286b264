"""What is known of the growth of capability, and what it would do to a share."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from autopot import catalogue

TABLE = "occupations/capability_growth"


@dataclass(frozen=True)
class GrowthEvidence:
    """Changes between figures of different years; none of them is a growth of working time.

    Parameters
    ----------
    per_year : logit a year in the judged potential of the same tasks, which may go on.
    step : logit of one step in a test of whole deliverables.
    generations : (lowest, highest) logit a year between the labels of 2023 and ours of 2026.
    """

    per_year: float
    step: float
    generations: tuple[float, float]


def growth_table() -> pd.DataFrame:
    """The rows of data/occupations/capability_growth.csv with per_year: logit a year."""
    frame = catalogue.table(TABLE)
    return frame.assign(per_year=frame["logit"] / frame["years"])


def growth_evidence() -> GrowthEvidence:
    """What the table holds of each use."""
    frame = growth_table()
    rates = frame.groupby("used_for")["per_year"]
    return GrowthEvidence(
        per_year=float(rates.max()["continued"]),
        step=float(frame[frame["used_for"] == "step"]["logit"].max()),
        generations=(float(rates.min()["generations"]), float(rates.max()["generations"])),
    )
