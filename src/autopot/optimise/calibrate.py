"""The smallest change of the tasks' shares, inside their evidence, that meets a published total.

Tasks t with share p_t in [low_t, high_t] and working time c_t:

    minimise     sum_t c_t (d_t / range_t)^2          range_t = high_t - low_t
    subject to   target - tolerance <= sum_t c_t (p_t + d_t) <= target + tolerance
                 low_t <= p_t + d_t <= high_t

The objective is strictly convex, so the answer is one. One multiplier lambda of the total gives
d_t = lambda range_t^2 / 2, cut where the evidence ends: tasks on which the evidence disagrees most
move most. What all tasks move together is a broken line in lambda that rises until every task is at
its end; where it meets what is missing is read off between two breaks. No solver takes part.

Source: Karush-Kuhn-Tucker conditions of a separable quadratic programme with one linear row
(continuous quadratic knapsack); Brucker (1984), Operations Research Letters 3(3), 163-166.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from autopot.errors import InfeasibleError, Problem
from autopot.messages import say

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Calibrated:
    """Calibrated shares.

    Parameters
    ----------
    shares : (T,) p + d.
    total : what they sum to.
    price : shadow price of the total: what the distance grows by when the target does, per unit
        of it; below 0 where the total had to be lowered, 0 where nothing had to move.
    """

    shares: Array
    total: float
    price: float


def calibrate(
    share: Array, low: Array, high: Array, time: Array, target: float, tolerance: float
) -> Calibrated:
    """Move shares as little as possible so that their sum meets a target.

    Parameters
    ----------
    share : (T,) shares now, inside [low, high].
    low, high : (T,) evidence interval.
    time : (T,) working time of each task as share of all; the total is sum time * share. A task
        without working time stays where it is.
    target, tolerance : published total and how near is near enough.

    Returns
    -------
    The calibrated shares, exact to rounding.

    Raises
    ------
    InfeasibleError
        The evidence does not reach the target.

    >>> one = np.array([1.0])
    >>> round(float(calibrate(one * 0.2, one * 0.1, one * 0.5, one, 0.3, 0.01).total), 3)
    0.29
    """
    reach = (float(time @ low), float(time @ high))
    if not reach[0] - tolerance <= target <= reach[1] + tolerance:
        raise InfeasibleError(
            Problem(
                "calibrate.total",
                say("{total} is outside what the evidence allows", total=target),
                say("{low:.3f} to {high:.3f}", low=reach[0], high=reach[1]),
                say("choose a total inside it, or null"),
            )
        )
    now = float(time @ share)
    missing = float(np.clip(now, target - tolerance, target + tolerance)) - now
    up = missing > 0
    room = np.where(time > 0, high - share if up else share - low, 0.0)
    multiplier = _multiplier(room, (high - low) ** 2 / 2, time, abs(missing))
    sign = 1.0 if up else -1.0
    moved = np.minimum(multiplier * (high - low) ** 2 / 2, room)
    shares = share + sign * moved
    return Calibrated(shares, float(time @ shares), sign * multiplier)


def _multiplier(room: Array, pace: Array, time: Array, missing: float) -> float:
    """The least lambda with sum_t time_t min(lambda pace_t, room_t) = missing.

    Parameters
    ----------
    room : (T,) how far each task can move in the direction that is needed.
    pace : (T,) how far it moves when lambda grows by one.
    time : (T,) working time.
    missing : 0 or more; where it is more than all room, every task ends at its end.
    """
    free = (room > 0) & (time > 0) & (pace > 0)
    if missing <= 0 or not free.any():
        return 0.0
    room, pace, time = room[free], pace[free], time[free]
    breaks = room / pace
    order = np.argsort(breaks, kind="stable")
    breaks, room, pace, time = breaks[order], room[order], pace[order], time[order]
    at_end = np.concatenate([[0.0], np.cumsum(time * room)[:-1]])
    rising = np.cumsum((time * pace)[::-1])[::-1]
    met = np.flatnonzero(at_end + rising * breaks >= missing)
    if not len(met):
        return float(breaks[-1])
    first = met[0]
    return float((missing - at_end[first]) / rising[first])
