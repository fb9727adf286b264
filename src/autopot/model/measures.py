"""What a measure frees by years since its own start.

Calendar diffusion (how far a technology has come in the country by a year) is an average over
municipalities. A plan has its own start years, so use is counted from the start of the measure.
"""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

import numpy as np

from autopot.model.arrays import Array
from autopot.model.centring import mean_shift, shifted

STREAM = 2001
"""Keys the random numbers of measures; the factors of a run have small numbers."""


def use_by_age(years: int, duration: int, years_to_full: Array) -> Array:
    """Share of a measure's potential that is in use, by years since its start.

    0 until the introduction is over, then evenly up to 1.

    Parameters
    ----------
    years : number of ages, from 0.
    duration : years of introduction.
    years_to_full : (D,) years from the end of the introduction to full use, 1 or more.

    Returns
    -------
    (years, D) 0-1: min(1, max(0, n - duration + 1) / years_to_full).

    >>> use_by_age(4, 1, np.array([2.0]))[:, 0].tolist()
    [0.0, 0.5, 1.0, 1.0]
    """
    in_use = np.maximum(0, np.arange(years) - duration + 1)
    share: Array = np.minimum(1.0, in_use[:, None] / years_to_full)
    return share


def own_level(level: Array, spread: float, deviation: Array) -> Array:
    """A measure's own realisation: the shared level, moved in logit space, its mean kept.

    Parameters
    ----------
    level : (D,) shared share, 0-1.
    spread : standard deviation between measures, logit units.
    deviation : (D,) standard normal.

    Returns
    -------
    (D,) 0-1; the level itself where spread is 0.

    One half is in balance, so nothing is added to its deviation.

    >>> own_level(np.array([0.5]), 1.0, np.array([np.log(3)])).round(6).tolist()
    [0.75]
    """
    if spread == 0:
        return level
    centre = mean_shift(level[None], np.full((1, 1), spread * spread))[0]
    return shifted(level, spread * deviation + centre)


def even(seed: int, draws: int, name: str) -> Array:
    """Even random numbers of a named quantity, the same whatever else is in the plan.

    Parameters
    ----------
    seed : of the scenario.
    draws : D, how many.
    name : of the quantity; another name gives other numbers.

    Returns
    -------
    (D,) from 0 to below 1.
    """
    return _generator(seed, name).random(draws)


def normal(seed: int, draws: int, name: str) -> Array:
    """Standard normal numbers of a named quantity, the same whatever else is in the plan.

    Parameters
    ----------
    seed, draws, name : as for `even`.

    Returns
    -------
    (D,) mean 0, standard deviation 1.
    """
    return _generator(seed, name).standard_normal(draws)


def _generator(seed: int, name: str) -> np.random.Generator:
    key = np.random.SeedSequence(seed, spawn_key=(STREAM, crc32(name.encode())))
    return np.random.Generator(np.random.Philox(key))


def worth_by_start(flow: Array, discount: Sequence[float] | Array) -> Array:
    """What a start in each year is worth until the plan ends.

    Parameters
    ----------
    flow : (Y, D) what comes n years after the start.
    discount : (Y,) what one unit is worth in each calendar year.

    Returns
    -------
    (Y, D) sum over t >= y of discount[t] flow[t - y].

    >>> worth_by_start(np.array([[0.0], [1.0], [2.0]]), [1, 1, 1])[:, 0].tolist()
    [3.0, 1.0, 0.0]
    """
    years = len(flow)
    weights = np.asarray(discount, dtype=float)
    worth: Array = np.stack(
        [np.tensordot(weights[y:], flow[: years - y], axes=(0, 0)) for y in range(years)]
    )
    return worth
