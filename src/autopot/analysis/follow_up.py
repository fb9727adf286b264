"""What measurements say about the rest of a plan: a normal update in closed form.

The plan's draws give a joint prior of all benefits by measure and year, and of the level of
realisation they share. Measurements move every part of it as far as it hangs together with what was
measured: a measure's own later years most, other measures through the shared level.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
NORMAL_95 = 1.6448536269514722
"""95th percentile of a standard normal distribution."""
NEAR_PLAN = 0.1
"""Deviation, as a share of what was planned, that still is according to plan. Judgement: about what
budget control lets pass without an explanation (docs/plan.md)."""


@dataclass(frozen=True)
class Belief:
    """A joint normal distribution.

    Parameters
    ----------
    mean : (N,) means.
    covariance : (N, N) covariances.
    """

    mean: Array
    covariance: Array

    def of_sum(self, weights: Array) -> tuple[float, float, float]:
        """Mean, 5th and 95th percentile of a weighted sum; not below 0.

        Parameters
        ----------
        weights : (N,) weight of every part.
        """
        mean = float(weights @ self.mean)
        sd = float(np.sqrt(max(0.0, float(weights @ self.covariance @ weights))))
        low, high = mean - NORMAL_95 * sd, mean + NORMAL_95 * sd
        return max(0.0, mean), max(0.0, low), max(0.0, high)


def verdict(actual: float, planned: float, error: float) -> str:
    """What a sum of measurements says about a plan.

    Parameters
    ----------
    actual, planned : measured and planned mean, FTE.
    error : standard deviation of the error of the measured sum, FTE.

    Returns
    -------
    as : within `NEAR_PLAN` of the plan. perhaps_below, perhaps_above : further away, but not more
    than the error of measuring explains (90 % interval). below, above : more than it explains.

    Planned 100, measured with sd 20: the error explains 1.645 * 20 = 33 FTE.

    >>> [verdict(a, 100, 20) for a in (91, 68, 66, 109, 132, 134)]
    ['as', 'perhaps_below', 'below', 'as', 'perhaps_above', 'above']
    """
    away = abs(actual - planned)
    if away <= NEAR_PLAN * planned:
        return "as"
    side = "below" if actual < planned else "above"
    return f"perhaps_{side}" if away <= NORMAL_95 * error else side


def belief_of(draws: Array) -> Belief:
    """The normal distribution with the mean and the covariance of draws.

    Parameters
    ----------
    draws : (N, D) values.
    """
    return Belief(draws.mean(axis=1), np.atleast_2d(np.cov(draws)))


def updated(belief: Belief, measured: NDArray[np.int64], values: Array, errors: Array) -> Belief:
    """The belief after measurements with independent normal errors.

    Parameters
    ----------
    belief : before.
    measured : (n,) positions that were measured.
    values : (n,) what was measured.
    errors : (n,) standard deviation of each measurement, above 0.

    Returns
    -------
    m' = m + K (y - m_n), C' = C - K C_n with gain K = C_.n (C_nn + diag(errors^2))^-1.

    Source
    ------
    Conditional distribution of a joint normal: Gelman et al. (2013), Bayesian Data Analysis, 3rd
    ed., section 3.5 and appendix A. The moments come from the plan's draws, as in an ensemble
    Kalman filter, Evensen (2003), Ocean Dynamics 53, 343-367.

    One number, prior N(10, 4), measured 14 with error variance 4: halfway, with half the variance.

    >>> after = updated(Belief(np.array([10.0]), np.array([[4.0]])), np.array([0]),
    ...                 np.array([14.0]), np.array([2.0]))
    >>> after.mean.round(9).tolist(), after.covariance.round(9).tolist()
    ([12.0], [[2.0]])
    """
    if len(measured) == 0:
        return belief
    across = belief.covariance[:, measured]
    noise = belief.covariance[np.ix_(measured, measured)] + np.diag(errors**2)
    gain = np.linalg.solve(noise, across.T).T
    return Belief(
        belief.mean + gain @ (values - belief.mean[measured]),
        belief.covariance - gain @ across.T,
    )
