"""How large the errors of a reading are, estimated from how the readings disagree.

The readings measure the same work. On the logit scale, reading r of occupation o is

    y[r,o] = common[o] + all[r] + group[r,g(o)] + sum_k technology[r,k] mix[o,k] + own[r,o]

with common[o] free (nothing is assumed of the work itself), and the four parts of the source
independent, normal, of mean 0, each with one variance for all readings. Deviations from the mean of
the R readings then hold R - 1 independent vectors with the covariance

    V = v_all 1 1' + v_group G G' + v_technology M M' + v_own I

and the restricted likelihood is that of a Wishart matrix, maximised by Fisher scoring on log v.

What another reading may say is then the mix of those there are plus such an error, as the model
draws it (`autopot.evidence.error_table.beyond_mix`). Each reading left out and looked for in the
interval of the others is the test of it (`autopot.questions.coverage`).

Source: Patterson and Thompson (1971), Biometrika 58(3), 545-554 (restricted likelihood); Searle,
Casella and McCulloch (1992), Variance Components, chapter 6 (scoring).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from autopot.errors import InputError, Problem
from autopot.messages import say

Array = NDArray[np.float64]

PARTS = ("all", "group", "technology", "own")
"""Parts of a reading's error: of all work, of a major group, of a technology, of an occupation."""

LEAST_SHARE = 0.01
"""Shares are cut to this and its complement before the logit: half of one task in fifty."""

STEPS, PRECISION = 500, 1e-9
LEAST_VARIANCE = 1e-8


@dataclass(frozen=True)
class Work:
    """What the occupations are, as far as errors go together.

    Parameters
    ----------
    groups : (O, G) 1 where the occupation is of the major group, else 0.
    mix : (O, K) share of the occupation's time by technology.
    """

    groups: Array
    mix: Array

    def covariances(self) -> list[Array]:
        """(O, O) for each of `PARTS`, at a variance of 1."""
        count = len(self.groups)
        ones = np.ones((count, count))
        return [ones, self.groups @ self.groups.T, self.mix @ self.mix.T, np.eye(count)]


@dataclass(frozen=True)
class ErrorSizes:
    """Estimated sizes of the parts of the error.

    Parameters
    ----------
    variance : (4,) by `PARTS`, squared logits.
    log_covariance : (4, 4) of the logs of these estimates.
    """

    variance: Array
    log_covariance: Array

    @property
    def sd(self) -> Array:
        """(4,) standard deviations, logits."""
        found: Array = np.sqrt(self.variance)
        return found

    @property
    def log_variance_sd(self) -> Array:
        """(4,) standard deviations of the logs of the variances."""
        found: Array = np.sqrt(np.diag(self.log_covariance))
        return found

    def interval(self) -> tuple[Array, Array]:
        """(4,) low and (4,) high end of the 90 % interval of the standard deviations."""
        half = 1.645 * self.log_variance_sd / 2
        return self.sd * np.exp(-half), self.sd * np.exp(half)


def as_logits(shares: Array) -> Array:
    """Shares on the logit scale, cut to `LEAST_SHARE` and its complement.

    Parameters
    ----------
    shares : any shape, 0-1.

    >>> [round(float(value), 3) for value in as_logits(np.array([0.0, 0.5]))]
    [-4.595, 0.0]
    """
    inside = np.clip(shares, LEAST_SHARE, 1 - LEAST_SHARE)
    return np.asarray(np.log(inside) - np.log1p(-inside))


def error_sizes(logits: Array, work: Work) -> ErrorSizes:
    """Restricted maximum likelihood of the four variances.

    Parameters
    ----------
    logits : (R, O) the readings of every occupation, R at least 3.
    work : the same occupations.

    Returns
    -------
    Variances with the inverse of the expected information of their logs. A part that the data do
    not show goes to nearly 0 and has a wide interval.

    Raises
    ------
    InputError
        Fewer than three readings.
    """
    free = len(logits) - 1
    if free < 2:
        found = say("{count} readings", count=len(logits))
        raise InputError(Problem(say("readings"), found, say("three or more")))
    deviation = logits - logits.mean(axis=0)
    scatter = deviation.T @ deviation / free
    parts = work.covariances()
    variance: Array = np.full(len(parts), float(np.diag(scatter).mean()) / len(parts))
    information = np.eye(len(parts))
    for _ in range(STEPS):
        inverse = np.linalg.inv(sum(v * part for v, part in zip(variance, parts, strict=True)))
        scaled = [v * inverse @ part for v, part in zip(variance, parts, strict=True)]
        excess = inverse @ scatter
        slope = np.array([free * (np.sum(excess * p.T) - np.trace(p)) / 2 for p in scaled])
        information = np.array([[free * np.sum(p * q.T) / 2 for q in scaled] for p in scaled])
        steady = information + 1e-6 * np.eye(len(parts))
        step = np.clip(np.linalg.solve(steady, slope), -1.0, 1.0)
        at_end = (variance <= LEAST_VARIANCE) & (step < 0)
        step[at_end] = 0.0
        variance = np.maximum(variance * np.exp(step), LEAST_VARIANCE)
        if np.abs(step).max() <= PRECISION:
            break
    uncertain: Array = np.asarray(np.linalg.inv(information + 1e-6 * np.eye(len(parts))))
    return ErrorSizes(variance, uncertain)
