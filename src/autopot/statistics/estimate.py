"""The default workforce: occupation x sector x municipality FTE from published margins.

Two stages, each a `reconcile`. National: how many FTE each occupation has in each municipal sector
in Norway. Storby: the national mix, each sector by what the municipality needs of it (`need`),
moved to the totals and sector figures of the municipalities that have some. Both are in contracted
FTE, as the margins are published. What is packaged is `at_work`: without long absence.
The result is an estimate, and is called so wherever it is shown.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot import catalogue
from autopot.optimise.reconcile import reconcile, settled
from autopot.statistics.margins import as_margin, residual, residuals
from autopot.statistics.need import sector_need
from autopot.statistics.seeds import errors_by_occupation, occupation_bounds

Array = NDArray[np.float64]

CELL = ("municipality", "sector", "occupation")


@dataclass(frozen=True)
class Estimate:
    """An estimated workforce and how well it meets its margins.

    Parameters
    ----------
    fte : columns municipality, sector, occupation, fte (of those who work), share_log_sd,
        split_log_sd, source_id.
    margins : columns margin, stage, kind, low, high, tolerance, reached, residual,
        within_tolerance, source_id; all values in contracted FTE but that of stage "work".
    """

    fte: pd.DataFrame
    margins: pd.DataFrame


def reconcile_nation(seeds: pd.DataFrame, left_out: str = "") -> tuple[pd.DataFrame, pd.DataFrame]:
    """The national stage: how many of each occupation each sector has in Norway's municipalities.

    Parameters
    ----------
    seeds : as `seeds.sown` gives them.
    left_out : a margin that is not used; empty: all are.

    Returns
    -------
    Cells sector, occupation with their contracted FTE; and rows of `Estimate.margins`.

    Raises
    ------
    InfeasibleError
        The hard margins contradict each other.
    """
    margins = catalogue.table("workforce/margins")
    use = (margins["stage"] == "national") & (margins["margin"] != left_out)
    return _stage(seeds.assign(municipality=""), margins[use], occupation_bounds(seeds))


def reconcile_municipalities(
    national: pd.DataFrame, members: list[str], left_out: Collection[str] = ()
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The storby stage: the national mix moved to the own margins of each municipality.

    Parameters
    ----------
    national : cells sector, occupation, fte, as `reconcile_nation` gives them.
    members : municipality numbers.
    left_out : margins that are not used.

    Returns
    -------
    Cells municipality, sector, occupation with their contracted FTE; and rows of
    `Estimate.margins`.

    Raises
    ------
    InfeasibleError
        The hard margins contradict each other.
    """
    margins = catalogue.table("workforce/margins")
    use = (margins["stage"] == "storby") & margins["municipality"].isin(members)
    chosen = margins[use & ~margins["margin"].isin(left_out)]
    return _stage(_storby_prior(national, members), chosen, [])


def with_own_figures() -> list[str]:
    """Municipalities with a published figure of their own staff, sorted."""
    margins = catalogue.table("workforce/margins")
    return sorted(set(margins.loc[margins["municipality"] != "", "municipality"]))


def at_work(fte: Array) -> Array:
    """Contracted FTE without long absence: what is at work, with the substitutes.

    Parameters
    ----------
    fte : contracted FTE, any shape.

    Returns
    -------
    Same shape, to 0.01 FTE. The proportion is that of the whole country: no figure divides it.

    Source
    ------
    Margins nat-at-work and nat-total, Statistics Norway 2016.
    """
    return settled(fte * catalogue.share_at_work(), 2)


def work_row(national: pd.DataFrame) -> pd.DataFrame:
    """Row of `Estimate.margins` for the country without long absence.

    Parameters
    ----------
    national : as `reconcile_nation` gives it.
    """
    margins = catalogue.table("workforce/margins").set_index("margin")
    row = margins.loc[catalogue.AT_WORK]
    reached = float(national["fte"].sum()) * catalogue.share_at_work()
    limits = (float(row["low"]), float(row["high"]), float(row["tolerance"]))
    named = (catalogue.AT_WORK, str(row["stage"]), str(row["kind"]))
    return pd.DataFrame([residual(named, limits, reached, str(row["source_id"]))])


def _storby_prior(national: pd.DataFrame, members: list[str]) -> pd.DataFrame:
    """The national mix in each municipality, each sector scaled by residents and their need."""
    people = catalogue.municipalities().set_index("municipality")["population"]
    need = sector_need()
    frames = [
        national.assign(
            municipality=code,
            fte=national["fte"]
            * national["sector"].map(need.loc[code])
            * (people[code] / people.sum()),
        )
        for code in members
    ]
    return pd.concat(frames, ignore_index=True)


def _stage(
    cells: pd.DataFrame, margins: pd.DataFrame, more: list[dict[str, object]]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Reconcile one stage: the cells with new FTE, and the residual of every margin."""
    rows = pd.concat([margins, pd.DataFrame(more)], ignore_index=True) if more else margins
    statements = [as_margin(row, cells) for _, row in rows.iterrows()]
    result = reconcile(cells["fte"].to_numpy(float), statements)
    return cells.assign(fte=result.values), residuals(rows, statements, cells, result)


def as_table(cells: pd.DataFrame, seeds: pd.DataFrame, by: Collection[str] = CELL) -> pd.DataFrame:
    """An estimate in the form of data/workforce/, with the size of its errors.

    Parameters
    ----------
    cells : the columns `by`, and contracted FTE.
    seeds : as `seeds.sown` gives them.
    by : what tells cells apart, the occupation among it.

    Returns
    -------
    `by` and the other columns of `Estimate.fte`, sorted, cells of less than 0.005 FTE left out.
    """
    frame = cells[list(by)].assign(fte=at_work(cells["fte"].to_numpy(float)))
    frame = frame[frame["fte"] > 0]
    frame = frame.join(errors_by_occupation(seeds), on="occupation").assign(source_id="judgement")
    return frame.sort_values(list(by), ignore_index=True)
