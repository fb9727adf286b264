"""Time of occupations in sectors where their work is another."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot import catalogue
from autopot.evidence.task_table import time_concentration

Array = NDArray[np.float64]

NUMBERS = ["time_share", "time_share_low", "time_share_high"]
COLUMNS = (*NUMBERS, "time_basis", "time_note")


@dataclass(frozen=True)
class SectorProfile:
    """How an occupation spends its time in one sector.

    Parameters
    ----------
    occupation, sector : codes.
    tasks : where its tasks stand among those of the run.
    time_share : share of each, which sum to 1; 0 for what is not done there.
    concentration : of the Dirichlet distribution around it.
    """

    occupation: str
    sector: str
    tasks: slice
    time_share: Array
    concentration: float


def with_time(tasks: pd.DataFrame, sectors: Collection[str] | None) -> pd.Series:
    """Tasks that somebody does in these sectors; some are done in one sector alone.

    Parameters
    ----------
    tasks : one row a task, with its time in general.
    sectors : those of the run; None: those of municipalities.

    Returns
    -------
    Whether a task takes time in general, or by a profile of one of the sectors.
    """
    time = _time_of(sectors)
    own = pd.MultiIndex.from_frame(time.loc[time["time_share"] > 0, ["occupation", "task"]])
    keys = pd.MultiIndex.from_frame(tasks[["occupation", "task"]])
    return (tasks["time_share"] > 0) | keys.isin(own)


def _time_of(sectors: Collection[str] | None) -> pd.DataFrame:
    time = catalogue.sector_time()
    there = catalogue.municipal_sectors() if sectors is None else list(sectors)
    return time[time["sector"].isin(there)]


def sector_profiles(
    tasks: pd.DataFrame, corrected: Collection[str], sectors: Collection[str] | None = None
) -> list[SectorProfile]:
    """The profiles of the occupations of a run, by rising occupation.

    Parameters
    ----------
    tasks : one row a task, those of an occupation together.
    corrected : occupations whose time a planner has corrected. What she says holds in every sector,
        so they have no profile of ours.
    sectors : those of the run; None: those of municipalities.
    """
    codes, starts, counts = np.unique(
        tasks["occupation"].to_numpy(str), return_index=True, return_counts=True
    )
    every = _time_of(sectors)
    used = every[every["occupation"].isin(codes) & ~every["occupation"].isin(corrected)]
    if used.empty:
        return []
    keys = ["occupation", "sector"]
    profiles = used[keys].drop_duplicates().sort_values(keys, ignore_index=True)
    place = np.searchsorted(codes, profiles["occupation"].to_numpy(str))
    sizes = counts[place]
    rows = profiles.merge(tasks[["occupation", "task"]], on="occupation", how="left")
    own = rows.merge(used, on=[*keys, "task"], how="left")
    own[NUMBERS] = own[NUMBERS].fillna(0.0)
    parts = np.split(own["time_share"].to_numpy(float), np.cumsum(sizes)[:-1])
    return [
        SectorProfile(
            occupation=str(code),
            sector=str(sector),
            tasks=slice(int(first), int(first) + len(share)),
            time_share=share,
            concentration=float(concentration),
        )
        for code, sector, first, share, concentration in zip(
            profiles["occupation"],
            profiles["sector"],
            starts[place],
            parts,
            time_concentration(own, sizes),
            strict=True,
        )
    ]


def time_in_profile(tasks: pd.DataFrame, profile: pd.DataFrame) -> pd.DataFrame:
    """The tasks of an occupation with their time in a sector.

    Parameters
    ----------
    tasks : all tasks of the occupation.
    profile : rows of `catalogue.sector_time` of the occupation in the sector.

    Returns
    -------
    The tasks with time_share, its low and high, basis and note of the sector; 0 in all three for
    what is not done there.
    """
    time = profile.set_index("task")[list(COLUMNS)].reindex(tasks["task"])
    time[NUMBERS] = time[NUMBERS].fillna(0.0)
    return tasks.assign(**{name: time[name].to_numpy() for name in COLUMNS})
