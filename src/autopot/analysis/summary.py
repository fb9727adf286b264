"""Draws to the long table of quantiles that every output is made from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import prod

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot.analysis.sketch import Index, Sketch

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
    "sector_technology",
)
VALUES = ("mean", *QUANTILES)
ERRORS = tuple(f"se_{value}" for value in VALUES)
"""Monte Carlo standard errors: how far the figure would move with other random numbers."""

AT_A_TIME = 40_000
"""Numbers summarised at a time, so that they and their sorted copies stay in the processor's cache:
twice as fast as all at once.
"""

COLUMNS = ("level", *KEYS, "kind", "year", "unit", "fte_base", *VALUES, *ERRORS, "suppressed")


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
    return _quantiles(draws.mean(axis=-1), draws.shape[-1], lambda at: ordered[..., at])


def _quantiles(mean: Array, count: int, order: Callable[[Index], Array]) -> Array:
    """Mean and quantiles from order statistics; `order` gives those of some ranks."""
    low, high, part = _neighbours(count)
    values = order(low) * (1 - part) + order(high) * part
    return np.concatenate([mean[..., None], values], axis=-1)


def _neighbours(count: int) -> tuple[Index, Index, Array]:
    """Ranks below and above each quantile of some draws, and how far it lies between them."""
    at = np.array(list(QUANTILES.values())) * (count - 1)
    low = np.floor(at).astype(int)
    return low, np.minimum(low + 1, count - 1), at - low


def monte_carlo_errors(draws: Array) -> Array:
    """Standard error of the mean and of the five quantiles.

    The mean's is sd / sqrt(D). The rank of a quantile q among D draws has standard deviation
    s = sqrt(D q (1 - q)), so half the distance between the order statistics s above and s below is
    the standard error of the quantile itself.

    Parameters
    ----------
    draws : (..., D) independent draws.

    Returns
    -------
    (..., 6) errors of mean, p05, p25, p50, p75, p95.

    Source
    ------
    Distribution of order statistics; David and Nagaraja (2003), Order Statistics, 2.5.

    >>> [round(float(e), 2) for e in monte_carlo_errors(np.arange(10_000.0))]
    [28.87, 22.0, 43.5, 50.0, 43.5, 22.0]
    """
    ordered = np.sort(draws, axis=-1)
    return _errors(draws.std(axis=-1), draws.shape[-1], lambda at: ordered[..., at])


def _errors(sd: Array, count: int, order: Callable[[Index], Array]) -> Array:
    low, high = _one_sd_away(count)
    half = (order(high) - order(low)) / 2
    mean = sd / np.sqrt(count)
    return np.concatenate([mean[..., None], half], axis=-1)


def _one_sd_away(count: int) -> tuple[Index, Index]:
    """Ranks one standard deviation of its own rank below and above each quantile of some draws."""
    q = np.array(list(QUANTILES.values()))
    at, rank_sd = q * (count - 1), np.sqrt(count * q * (1 - q))
    low = np.maximum(np.round(at - rank_sd), 0).astype(int)
    return low, np.minimum(np.round(at + rank_sd), count - 1).astype(int)


@dataclass(frozen=True)
class Summary:
    """Quantiles of one set of things, in both units.

    Parameters
    ----------
    fte : (n, 12) potential in FTE: mean, quantiles, and their Monte Carlo errors.
    share : (n, 12) the same as share of FTE.
    """

    fte: Array
    share: Array


def summarise(potential: Array, fte: Array) -> Summary:
    """Quantiles of the potential in FTE and as share of FTE.

    Parameters
    ----------
    potential : (..., D) FTE of n things, along one axis or more.
    fte : (..., D) or broadcastable, FTE the share is of; where it is 0 the share is 0.

    Returns
    -------
    Both summaries, of things in the order of the axes.
    """
    base = np.broadcast_to(fte, potential.shape)
    return Summary(
        with_errors(potential),
        _figures(potential.shape, lambda run: _share(potential[run], base[run])),
    )


def _share(potential: Array, fte: Array) -> Array:
    """(n, D) potential as share of FTE, 0 where there is no FTE."""
    some = fte > 0
    if some.all():
        return potential / fte
    shape = np.broadcast_shapes(potential.shape, fte.shape)
    return np.divide(potential, fte, out=np.zeros(shape), where=some)


def with_errors(draws: Array) -> Array:
    """(n, 12) mean, quantiles and their Monte Carlo errors of (..., D) draws, sorted once."""
    return _figures(draws.shape, lambda run: draws[run])


def _figures(shape: tuple[int, ...], of: Callable[[tuple[Index, ...]], Array]) -> Array:
    """As `with_errors`, of draws that are made some things at a time.

    Parameters
    ----------
    shape : (..., D) of all of them.
    of : a copy of the draws of some things, by their positions along the axes.
    """
    things, count = prod(shape[:-1]), shape[-1]
    ranks = np.unique(np.concatenate([*_neighbours(count)[:2], *_one_sd_away(count)]))
    mean, sd, kept = np.empty(things), np.empty(things), np.empty((things, len(ranks)))
    step = max(1, AT_A_TIME // count)
    for start in range(0, things, step):
        numbers = np.arange(start, min(start + step, things))
        own = of(np.unravel_index(numbers, shape[:-1]))
        mean[numbers], sd[numbers] = own.mean(axis=-1), own.std(axis=-1)
        own.sort(axis=-1)
        kept[numbers] = own[:, ranks]

    def order(at: Index) -> Array:
        return kept[:, np.searchsorted(ranks, at)]

    return np.concatenate([_quantiles(mean, count, order), _errors(sd, count, order)], axis=-1)


@dataclass(frozen=True)
class Sketched:
    """Sketches of one set of things, in both units; those of more draws can be added.

    Parameters
    ----------
    fte : potential in FTE.
    share : the same as share of FTE.
    """

    fte: Sketch
    share: Sketch

    @classmethod
    def of(cls, potential: Array, fte: Array) -> Sketched:
        """Sketches of draws; parameters as for `summarise`.

        Parameters
        ----------
        potential : (..., D).
        fte : (..., D) or broadcastable, FTE that the potential is a share of.
        """
        flat = (-1, potential.shape[-1])
        base = np.broadcast_to(fte, potential.shape).reshape(flat)
        things = potential.reshape(flat)
        return cls(Sketch.of(things), Sketch.of(_share(things, base)))

    def plus(self, other: Sketched) -> Sketched:
        """The sketches of the draws of both."""
        return Sketched(self.fte.plus(other.fte), self.share.plus(other.share))

    def summary(self) -> Summary:
        """What `summarise` gives, with quantiles as near as `autopot.analysis.sketch` says."""
        return Summary(_read(self.fte), _read(self.share))


def _read(sketch: Sketch) -> Array:
    return np.concatenate(
        [
            _quantiles(sketch.mean, sketch.draws, sketch.at),
            _errors(sketch.sd, sketch.draws, sketch.at),
        ],
        axis=-1,
    )


def table(
    level: str,
    keys: dict[str, list[str]],
    base: Array,
    summary: Summary,
    kind: str | list[str] = "technical",
    year: list[int] | None = None,
) -> pd.DataFrame:
    """One level of the potential table.

    Parameters
    ----------
    level : name of the level.
    keys : key column -> value of each row.
    base : (n,) FTE as given by the workforce.
    summary : quantiles of the same n rows.
    kind : of all rows, or of each.
    year : of each row; None: the technical potential, which has none.

    Returns
    -------
    2n rows, units share and fte, columns as in `COLUMNS`; nothing is suppressed yet.
    """
    rows = 2 * len(base)
    frame = pd.DataFrame(np.concatenate([summary.share, summary.fte]), columns=[*VALUES, *ERRORS])
    nothing = pd.array([None] * rows, dtype="string")
    columns: dict[str, object] = {
        "level": level,
        **{
            key: pd.array(keys[key] * 2, dtype="string") if key in keys else nothing for key in KEYS
        },
        "kind": kind if isinstance(kind, str) else kind * 2,
        "year": pd.array([None] * rows if year is None else year * 2, dtype="Int64"),
        "unit": np.repeat(["share", "fte"], len(base)).astype(object),
        "fte_base": np.tile(base, 2),
        "suppressed": False,
    }
    return frame.assign(**columns)[list(COLUMNS)]
