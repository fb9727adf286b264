"""Adopted and realised by municipality, and by municipality and sector: draws to summaries.

A few municipalities have every figure from all draws. Many, which are those of the whole country,
have means from all draws, so that they add up, and quantiles from the first `FIRST_DRAWS`; by
municipality alone, since their sectors would be tens of thousands of rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from autopot.analysis.levels import LevelDraws, fte_by_sector, together
from autopot.analysis.summary import Summary, with_errors
from autopot.engine import Cells
from autopot.model.inputs import ModelInputs
from autopot.model.town_future import TOWN_KINDS, town_rows

Array = NDArray[np.float64]

TOWN, CELL = "municipality", "municipality_sector"
MOST_CELLS = 16
"""Up to how many municipalities there are figures by municipality and sector."""

FIRST_DRAWS = 2000
MEAN, MEAN_ERROR = 0, 6
"""Columns of the mean and of its error in a summary."""

Keys = dict[str, tuple[dict[str, list[str]], Array]]
"""Level -> key columns, and FTE of each row as given."""


def town_levels(cells: Cells) -> LevelDraws:
    """Draws of a few municipalities, one kind and year after another.

    Parameters
    ----------
    cells : of all municipalities.

    Yields
    ------
    Levels as `_name` names them; none where the inputs ask for none.
    """
    kinds, years, rows = cells.future.shape[:3]
    total = cells.fte.sum(axis=1)
    flat = (-1, total.shape[-1])
    for kind in range(kinds if rows else 0):
        for year in range(years):
            amount = cells.future[kind, year] * cells.fte
            yield _name(TOWN, kind, year), amount.sum(axis=1), total
            yield _name(CELL, kind, year), amount.reshape(flat), cells.fte.reshape(flat)


def many_towns(cells: Cells) -> dict[str, Summary]:
    """Summaries of a run of many municipalities, whose sectors' shares are those of all.

    Parameters
    ----------
    cells : of a run of municipalities.

    Returns
    -------
    Level -> summary; only municipalities. Empty where the inputs ask for none.
    """
    kinds, years, rows = cells.future.shape[:3]
    if not rows:
        return {}
    towns, draws = len(cells.fte), cells.fte.shape[-1]
    share = cells.future[:, :, 0].reshape(kinds * years, -1)
    whole = cells.fte.sum(axis=1, keepdims=True)
    part = np.divide(cells.fte, whole, out=np.zeros(cells.fte.shape), where=whole > 0)
    means = [values.reshape(towns, -1) @ share.T / draws for values in (cells.fte, part)]
    first = min(draws, FIRST_DRAWS)
    result = {}
    for kind in range(kinds):
        for year in range(years):
            used = cells.future[kind, year, 0, :, :first]
            figures = []
            for mean, values in zip(means, (cells.fte, part), strict=True):
                found = with_errors(np.einsum("msd,sd->md", values[..., :first], used))
                found[:, MEAN] = mean[:, kind * years + year]
                found[:, MEAN_ERROR] *= np.sqrt(first / draws)
                figures.append(found)
            result[_name(TOWN, kind, year)] = Summary(*figures)
    return result


def few(inputs: ModelInputs) -> bool:
    """Whether there are figures by municipality and sector too.

    Parameters
    ----------
    inputs : the model.
    """
    return len(inputs.workforce.municipalities) <= MOST_CELLS


def town_keys(inputs: ModelInputs, towns: Sequence[str], sectors: Sequence[str]) -> Keys:
    """Keys and FTE of the rows of municipalities, and of municipalities and sectors.

    Parameters
    ----------
    inputs : the model.
    towns, sectors : names along its axes.
    """
    base = fte_by_sector(inputs.workforce)
    used = base.ravel() > 0
    pairs = {
        "municipality": list(np.repeat(towns, len(sectors))[used]),
        "sector": list(np.tile(sectors, len(towns))[used]),
    }
    return {
        TOWN: ({"municipality": list(towns)}, base.sum(axis=1)),
        CELL: (pairs, base.ravel()[used]),
    }


def town_summaries(
    inputs: ModelInputs,
    sums: Mapping[str, Summary],
    cells: Sequence[Mapping[str, Summary]],
) -> dict[str, Summary]:
    """Summaries of the levels there are, rows by kind, year and thing.

    Parameters
    ----------
    inputs : the model.
    sums : summaries by year of the total and of the sectors with staff, as level -> summary whose
        first rows are those of `TOWN_KINDS`: the figures of a single municipality.
    cells : for each run of municipalities, what `town_levels` or `many_towns` gave.
    """
    future = inputs.future
    if future is None:
        return {}
    years = len(future.adoption.years)
    if len(inputs.workforce.municipalities) == 1:
        return {
            TOWN: _first(sums["total"], len(TOWN_KINDS) * years),
            CELL: _first(sums["sector"], len(TOWN_KINDS) * years * _staffed(inputs)),
        }
    order = [(kind, year) for kind in range(len(TOWN_KINDS)) for year in range(years)]
    used = (fte_by_sector(inputs.workforce) > 0).ravel()
    result = {}
    for level in (TOWN, CELL) if town_rows(inputs) else ():
        names = [_name(level, *which) for which in order]
        if names[0] not in cells[0]:
            continue
        parts = [together([run[name] for run in cells]) for name in names]
        if level == CELL:
            parts = [Summary(part.fte[used], part.share[used]) for part in parts]
        result[level] = together(parts)
    return result


def _name(level: str, kind: int, year: int) -> str:
    return f"{level}_{TOWN_KINDS[kind]}_{year}"


def _first(summary: Summary, rows: int) -> Summary:
    return Summary(summary.fte[:rows], summary.share[:rows])


def _staffed(inputs: ModelInputs) -> int:
    """Sectors with staff."""
    return int((fte_by_sector(inputs.workforce).sum(axis=0) > 0).sum())
