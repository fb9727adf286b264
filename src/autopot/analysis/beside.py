"""What stands beside the main figure: time in tasks where the person is the service itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot.analysis.levels import BESIDE, LevelDraws, Names, fte_by_sector, together
from autopot.analysis.summary import COLUMNS, Summary, table
from autopot.engine import Cells, Draws
from autopot.model.beside import anything_beside, beside_occupations
from autopot.model.inputs import ModelInputs

Array = NDArray[np.float64]

WITH_BESIDE = "with_beside"
"""`kind` of the main figure and what stands beside it, summed in every draw."""

BESIDE_LEVELS = ("total", "municipality", "sector", "occupation")


def beside_whole(inputs: ModelInputs, potential: Array, beside: Array, fte: Array) -> LevelDraws:
    """Draws of the total and the sectors: what stands beside, and the main figure with it.

    Parameters
    ----------
    inputs : the model.
    potential, beside, fte : (S, D) FTE of every sector.

    Yields
    ------
    Levels named (kind)_(level); nothing where nothing stands beside.
    """
    if not anything_beside(inputs):
        return
    used = fte_by_sector(inputs.workforce).sum(axis=0) > 0
    for kind, values in ((BESIDE, beside), (WITH_BESIDE, potential + beside)):
        yield f"{kind}_total", values.sum(axis=0)[None, :], fte.sum(axis=0)[None, :]
        yield f"{kind}_sector", values[used], fte[used]


def beside_sums(inputs: ModelInputs, draws: Draws) -> LevelDraws:
    """Draws of what stands beside in the occupations that have any of it.

    Parameters
    ----------
    inputs : the model.
    draws : summed over municipalities.

    Yields
    ------
    One level, "beside_occupation", a row for each of `beside_occupations`; no level where nothing
    stands beside.
    """
    occupations = beside_occupations(inputs)
    if len(occupations):
        yield f"{BESIDE}_occupation", draws.occupation_beside, draws.occupation_fte[occupations]


def beside_cells(cells: Cells) -> LevelDraws:
    """Draws of what stands beside in each municipality."""
    if cells.beside.size:
        yield f"{BESIDE}_municipality", cells.beside, cells.fte.sum(axis=1)


def beside_table(
    inputs: ModelInputs,
    names: Names,
    sums: Mapping[str, Summary],
    cells: Sequence[Mapping[str, Summary]],
) -> pd.DataFrame:
    """Rows of what stands beside the main figure, and of both together.

    Parameters
    ----------
    inputs, names : the model and the names along its axes.
    sums, cells : as for `autopot.analysis.levels.rows_of_levels`.

    Returns
    -------
    Columns of `autopot.analysis.COLUMNS`; kind `BESIDE` by total, municipality, sector and (where
    there is any) occupation, kind `WITH_BESIDE` by total and sector. Empty where nothing stands
    beside.
    """
    if not anything_beside(inputs):
        return pd.DataFrame(columns=list(COLUMNS))
    keys = _keys(inputs, names)
    level = f"{BESIDE}_municipality"
    every = {**sums, level: together([part[level] for part in cells])}
    frames = [
        table(level, *keys[level], every[f"{kind}_{level}"], kind=kind)
        for kind in (BESIDE, WITH_BESIDE)
        for level in BESIDE_LEVELS
        if f"{kind}_{level}" in every
    ]
    return pd.concat(frames, ignore_index=True)


def _keys(inputs: ModelInputs, names: Names) -> dict[str, tuple[dict[str, list[str]], Array]]:
    """Level -> key columns, and FTE of each row as given."""
    staff = inputs.workforce
    cells = fte_by_sector(staff)
    base = cells.sum(axis=0)
    by_occupation = np.bincount(
        staff.occupation, staff.fte.sum(axis=0), minlength=len(names.occupations)
    )
    chosen = beside_occupations(inputs)
    return {
        "total": ({}, np.array([base.sum()])),
        "municipality": ({"municipality": names.municipalities}, cells.sum(axis=1)),
        "sector": (
            {"sector": [s for s, fte in zip(names.sectors, base, strict=True) if fte > 0]},
            base[base > 0],
        ),
        "occupation": (
            {"occupation": [names.occupations[o] for o in chosen]},
            by_occupation[chosen].astype(float),
        ),
    }
