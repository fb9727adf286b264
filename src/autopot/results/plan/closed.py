"""How much of the need beyond today a plan closes, where that is what it is to reach."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from autopot.messages import say
from autopot.model.arrays import Array
from autopot.results.rows import plain_rows
from autopot.tables import Table

OVER_ALL = 0
"""Year of the row about all years added up."""

ENDS = {"p05": 0.05, "p95": 0.95}
BEYOND = {f"need_{end}": f"fte_beyond_{end}" for end in ("mean", "p05", "p95")}
CLOSED = {f"closed_{end}": f"fte_plan_closed_{end}" for end in ("mean", "p05", "p95")}
SHARE = {f"share_{end}": f"share_plan_closed_{end}" for end in ("mean", "p05", "p95")}
NOTHING = 1e-9
"""FTE that are none, so that no share is taken of them."""


def closed_by_year(need: Array, closed: Array, years: Sequence[int]) -> pd.DataFrame:
    """Need beyond today, and what of it is closed, by year and over all of them.

    Parameters
    ----------
    need, closed : (Y, D) FTE.
    years : Y.

    Returns
    -------
    year (`OVER_ALL` for FTE-years of all years, first), growing (share of the draws that need more
    than today), and mean, p05 and p95 of need and closed
    (FTE) and of share (0-1, draw by draw; 1 in a draw where nothing is needed). The share is
    missing where more than one draw in twenty needs nothing.
    """
    rows = [_row(OVER_ALL, need.sum(axis=0), closed.sum(axis=0))]
    rows += [_row(year, need[t], closed[t]) for t, year in enumerate(years)]
    return pd.DataFrame(rows)


def _row(year: int, need: Array, closed: Array) -> dict[str, float]:
    share = np.divide(closed, need, out=np.ones_like(need), where=need > NOTHING)
    if np.quantile(need, ENDS["p05"]) <= NOTHING:
        share = np.full_like(need, np.nan)
    row: dict[str, float] = {"year": year, "growing": float((need > NOTHING).mean())}
    for name, values in (("need", need), ("closed", closed)):
        row |= {f"{name}_{end}": value for end, value in _ends(values).items()}
    return row | {f"share_{end}": value for end, value in _ends(share).items()}


def _ends(values: Array) -> dict[str, float]:
    quantiles = {end: float(np.quantile(values, q)) for end, q in ENDS.items()}
    return {"mean": float(values.mean()), **quantiles}


def closed_json(closed: pd.DataFrame, sector: str | None, municipalities: int) -> dict[str, Any]:
    """The same as plain data.

    Parameters
    ----------
    closed : from `closed_by_year`; one row for all years, then one for each year.
    sector : that the plan is about.
    municipalities : how many the need is the sum of.
    """
    over_all, *years = plain_rows(closed)
    del over_all["year"]
    return {
        "sector": sector,
        "municipalities": municipalities,
        "all_years": over_all,
        "years": years,
    }


def closed_table(closed: pd.DataFrame) -> Table:
    """Need beyond today and what the plan closes, year by year.

    Parameters
    ----------
    closed : from `closed_by_year`.
    """
    years = closed[closed["year"] != OVER_ALL].drop(columns="growing")
    frame = years.rename(columns=BEYOND | CLOSED | SHARE)
    return Table(
        name="closed",
        title=say("Need and plan"),
        frame=frame.reset_index(drop=True),
        brief=(
            "year",
            "fte_beyond_mean",
            ("fte_beyond_p05", "fte_beyond_p95"),
            "fte_plan_closed_mean",
            ("fte_plan_closed_p05", "fte_plan_closed_p95"),
            "share_plan_closed_mean",
            ("share_plan_closed_p05", "share_plan_closed_p95"),
        ),
        notes=(
            say(
                "Of the sector that the plan is about. The share is missing where more than one "
                "draw in twenty needs no more than today."
            ),
        ),
    )
