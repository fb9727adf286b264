"""Time of occupations in sectors where their work is another."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot import catalogue
from autopot.evidence.task_table import time_concentration

Array = NDArray[np.float64]

NUMBERS = ("time_share", "time_share_low", "time_share_high")
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


@cache
def _every_time() -> pd.DataFrame:
    return catalogue.sector_time()


def _time_of(sectors: Collection[str] | None) -> pd.DataFrame:
    time = _every_time()
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
    codes, first, sizes = np.unique(
        tasks["occupation"].to_numpy(str), return_index=True, return_counts=True
    )
    every = _time_of(sectors)
    used = every[every["occupation"].isin(codes) & ~every["occupation"].isin(corrected)]
    if used.empty:
        return []
    number = used.groupby(["occupation", "sector"]).ngroup().to_numpy()
    named = used[["occupation", "sector"]][np.diff(number, prepend=-1) > 0].astype(str)
    own = np.searchsorted(codes, named["occupation"].to_numpy(str))
    lengths = sizes[own]
    starts = np.cumsum(lengths) - lengths
    keys = pd.MultiIndex.from_frame(tasks[["occupation", "task"]])
    row = keys.get_indexer(pd.MultiIndex.from_frame(used[["occupation", "task"]]))
    there = row >= 0
    place = (starts[number] + row - first[own][number])[there]
    time = pd.DataFrame(0.0, index=range(int(lengths.sum())), columns=list(NUMBERS))
    for name in NUMBERS:
        values = time[name].to_numpy(copy=True)
        values[place] = used[name].fillna(0.0).to_numpy(float)[there]
        time[name] = values
    shares = np.split(time["time_share"].to_numpy(), starts[1:])
    concentrations = time_concentration(time, lengths)
    return [
        SectorProfile(
            occupation=occupation,
            sector=sector,
            tasks=slice(int(first[at]), int(first[at] + sizes[at])),
            time_share=share,
            concentration=float(concentration),
        )
        for (occupation, sector), at, share, concentration in zip(
            named.itertuples(index=False), own, shares, concentrations, strict=True
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
    time[list(NUMBERS)] = time[list(NUMBERS)].fillna(0.0)
    return tasks.assign(**{name: time[name].to_numpy() for name in COLUMNS})
