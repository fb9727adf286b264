"""Spread an occupation's value over its tasks by one logit shift.

Given task scores s_t (odds o_t), time shares a_t and the occupation's value v, the shares are

    p_t = m o_t / (1 + m o_t)   with m so that   sum_t a_t p_t = v,

which keeps the order of the scores. v changes with every draw, so log m is tabulated once on a grid
of logit(v) and read by cubic Hermite interpolation; its slope is known exactly:

    d log m / d logit(v) = v (1 - v) / sum_t a_t p_t (1 - p_t).

Beyond the grid m is carried on in proportion to v (or 1 / (1 - v)), so that v = 0 gives 0 and v = 1
gives 1 for every task.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from autopot.errors import InputError, Problem
from autopot.messages import say

Array = NDArray[np.float64]
Index = NDArray[np.int64]

GRID_END = 9.0
GRID_POINTS = 513
BISECTIONS = 6
NEWTON_STEPS = 5


def _logit(value: Array) -> Array:
    result: Array = np.log(value) - np.log1p(-value)
    return result


class Spread:
    """Tasks of a list of occupations, ready to take any value per occupation.

    Parameters
    ----------
    score : (T,) task scores, strictly between 0 and 1; only their order and distance matter.
    time_share : (T,) sums to 1 within an occupation.
    first_task : (O + 1,) where the tasks of each occupation start.

    Raises
    ------
    InputError
        A score is not strictly between 0 and 1.

    >>> spread = Spread(np.array([0.2, 0.4]), np.array([0.5, 0.5]), np.array([0, 2]))
    >>> tasks = spread.tasks(np.array([[0.3]]), slice(0, 1))
    >>> round(float(tasks.mean()), 9), bool(tasks[0, 0] < tasks[1, 0])
    (0.3, True)
    """

    def __init__(self, score: Array, time_share: Array, first_task: Index) -> None:
        if not ((score > 0) & (score < 1)).all():
            found = say("a score of 0 or 1, or none")
            raise InputError(Problem(say("task scores"), found, say("above 0 and below 1")))
        self._first = first_task
        self._share = time_share
        self._inverse_odds = (1 - score) / score
        self._grid = np.linspace(-GRID_END, GRID_END, GRID_POINTS)
        self._shift, self._slope = self._tabulate(_logit(score))

    def _tabulate(self, logit_score: Array) -> tuple[Array, Array]:
        """(O, grid) log m and its slope: bisection inside a sure bracket, then Newton."""
        starts = self._first[:-1]
        sizes = np.diff(self._first)
        low = self._grid - np.maximum.reduceat(logit_score, starts)[:, None]
        high = self._grid - np.minimum.reduceat(logit_score, starts)[:, None]
        target = 1 / (1 + np.exp(-self._grid))
        for _ in range(BISECTIONS):
            middle = (low + high) / 2
            reached = self._by_occupation(self._at(middle, sizes)[1])
            low = np.where(reached < target, middle, low)
            high = np.where(reached < target, high, middle)
        shift = (low + high) / 2
        for _ in range(NEWTON_STEPS):
            reached, spread = self._sums(shift, sizes)
            shift = np.clip(shift + (target - reached) / spread, low, high)
        _, spread = self._sums(shift, sizes)
        return shift, target * (1 - target) / spread

    def _sums(self, shift: Array, sizes: Index) -> tuple[Array, Array]:
        """(O, grid) sum a p and sum a p (1 - p) at the given shifts."""
        p, weighted = self._at(shift, sizes)
        reached = self._by_occupation(weighted)
        weighted *= np.subtract(1, p, out=p)
        return reached, self._by_occupation(weighted)

    def _at(self, shift: Array, sizes: Index) -> tuple[Array, Array]:
        """(T, grid) p and a p at the given shifts, (O, grid)."""
        p = np.repeat(np.exp(-shift), sizes, axis=0)
        p *= self._inverse_odds[:, None]
        p += 1
        np.divide(1, p, out=p)
        return p, self._share[:, None] * p

    def _by_occupation(self, values: Array) -> Array:
        """(O, grid) sums of (T, grid)."""
        result: Array = np.add.reduceat(values, self._first[:-1], axis=0)
        return result

    def tasks(self, values: Array, occupations: slice) -> Array:
        """Shares of the tasks whose time-weighted mean is the occupation's value.

        Parameters
        ----------
        values : (occupations, B) value of each occupation, 0-1.
        occupations : which run of the occupations.

        Returns
        -------
        (tasks of these occupations, B) share, 0-1; in the order of the scores within an occupation.
        """
        first, last = self._first[occupations.start], self._first[occupations.stop]
        sizes = np.diff(self._first[occupations.start : occupations.stop + 1])
        with np.errstate(over="ignore"):  # an infinite odds against is a share of 0
            inverse = np.exp(-self._log_m(values, occupations))
            result: Array = np.repeat(inverse, sizes, axis=0)
            result *= self._inverse_odds[first:last, None]
        result += 1
        np.divide(1, result, out=result)
        return result

    def _log_m(self, values: Array, occupations: slice) -> Array:
        low, high = 1 / (1 + np.exp(GRID_END)), 1 / (1 + np.exp(-GRID_END))
        inside = np.clip(values, low, high)
        step = self._grid[1] - self._grid[0]
        position = (_logit(inside) + GRID_END) / step
        left = np.minimum(position.astype(np.int64), GRID_POINTS - 2)
        u = position - left
        y, slope = self._shift[occupations].ravel(), self._slope[occupations].ravel()
        at = left + GRID_POINTS * np.arange(len(left))[:, None]
        y0, y1 = y.take(at), y[1:].take(at)
        d0, d1 = slope.take(at) * step, slope[1:].take(at) * step
        rise = y1 - y0
        log_m: Array = y0 + u * (d0 + u * ((3 * rise - 2 * d0 - d1) + u * (d0 + d1 - 2 * rise)))
        outside = (values < low) | (values > high)
        if outside.any():
            with np.errstate(divide="ignore"):
                log_m += np.where(values < low, np.log(values / low), 0.0)
                log_m -= np.where(values > high, np.log((1 - values) / (1 - high)), 0.0)
        return log_m
