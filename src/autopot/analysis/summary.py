"""Draws to the long table of quantiles that every output is made from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Array = NDArray[np.float64]

QUANTILES = {"p05": 0.05, "p25": 0.25, "p50": 0.50, "p75": 0.75, "p95": 0.95}
KEYS = ("municipality", "sector", "occupation", "technology", "radar_class", "human_required")
LEVELS = (
    "total",
    "municipality",
    "sector",
    "municipality_sector",
    "occupation",
    "technology",
    "radar_class",
    "sector_radar_class",
    "municipality_radar_class",
    "human_required",
    "sector_human_required",
)
COLUMNS = ("level", *KEYS, "kind", "unit", "fte_base", "mean", *QUANTILES)


def quantiles(draws: Array) -> Array:
    """Mean and the five quantiles over the last axis.

    Parameters
    ----------
    draws : (..., D) any unit.

    Returns
    -------
    (..., 6) mean, p05, p25, p50, p75, p95; quantiles interpolate linearly between order statistics.

    Source
    ------
    Hyndman and Fan (1996), The American Statistician 50(4), definition 7.

    >>> [float(v) for v in quantiles(np.arange(101.0))]
    [50.0, 5.0, 25.0, 50.0, 75.0, 95.0]
    """
    ordered = np.sort(draws, axis=-1)
    last = draws.shape[-1] - 1
    at = np.array(list(QUANTILES.values())) * last
    low = np.floor(at).astype(int)
    high = np.minimum(low + 1, last)
    part = at - low
    values = ordered[..., low] * (1 - part) + ordered[..., high] * part
    return np.concatenate([draws.mean(axis=-1)[..., None], values], axis=-1)


@dataclass(frozen=True)
class Summary:
    """Quantiles of one set of things, in both units.

    Parameters
    ----------
    fte : (n, 6) potential in FTE.
    share : (n, 6) potential as share of FTE.
    """

    fte: Array
    share: Array


def summarise(potential: Array, fte: Array) -> Summary:
    """Quantiles of the potential in FTE and as share of FTE.

    Parameters
    ----------
    potential : (n, D) FTE.
    fte : (n, D) or broadcastable, FTE the share is of; where it is 0 the share is 0.

    Returns
    -------
    Both summaries.
    """
    share = np.divide(
        potential,
        fte,
        out=np.zeros(np.broadcast_shapes(potential.shape, fte.shape)),
        where=np.broadcast_to(fte, potential.shape) > 0,
    )
    return Summary(quantiles(potential), quantiles(share))


def table(level: str, keys: dict[str, list[str]], base: Array, summary: Summary) -> pd.DataFrame:
    """One level of the potential table.

    Parameters
    ----------
    level : name of the level.
    keys : key column -> value of each row.
    base : (n,) FTE as given by the workforce.
    summary : quantiles of the same n rows.

    Returns
    -------
    2n rows, units share and fte, columns as in `COLUMNS`.
    """
    parts = []
    for unit, values in (("share", summary.share), ("fte", summary.fte)):
        frame = pd.DataFrame(values, columns=["mean", *QUANTILES])
        for key in KEYS:
            frame[key] = pd.array(keys.get(key, [None] * len(frame)), dtype="string")
        frame["level"], frame["kind"], frame["unit"] = level, "technical", unit
        frame["fte_base"] = base
        parts.append(frame[list(COLUMNS)])
    return pd.concat(parts, ignore_index=True)
