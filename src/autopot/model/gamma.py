"""Gamma variables of one shape from those of another, at the same cumulative probability.

    log F(x)          = a log x - log Gamma(a + 1),                      x up to START
    F(x), 1 - F(x)    = the density exp(a t - e^t - log Gamma(a)), t = log x, summed from the
                        nearer end by Simpson's rule

Probabilities are kept as logits and variables as logarithms, so that both tails stay exact, and so
does a shape so small that nearly all of its variables are 0 to the machine.
"""

from __future__ import annotations

from functools import lru_cache
from math import exp, lgamma, log, sqrt

import numpy as np

from autopot.model.arrays import Array

START = log(1e-9)
"""Logarithm of where the table starts; below, e^-x is 1 to nine digits."""

STEPS = 4096
"""Of the table; what is read from it is exact to five digits."""

LEAST = float(np.finfo(float).tiny)
"""Variables below are 0 to those who draw them."""


def moved(variables: Array, shape: float, other: float, within: Array) -> Array:
    """Logarithms of variables of another shape, each at the same cumulative probability.

    Parameters
    ----------
    variables : (B,) gamma variables of `shape`.
    shape, other : above 0.
    within : (B,) where a variable too small to tell from 0 lies among those that are, 0-1.

    Returns
    -------
    (B,) rising with `variables`.
    """
    known, none = np.log(np.maximum(variables, LEAST)), variables < LEAST
    if shape == other and not none.any():
        return known
    at = logit_cdf(shape, known)
    if none.any():
        below = -np.logaddexp(0.0, -float(logit_cdf(shape, np.log([LEAST]))[0]))
        at[none] = _logit(below + np.log(np.maximum(within[none], LEAST)))
    return log_quantile(other, at)


def logit_cdf(shape: float, logarithm: Array) -> Array:
    """Logit of the probability that a gamma variable is no larger.

    Parameters
    ----------
    shape : above 0.
    logarithm : (n,) of the variable.
    """
    table, logits = _table(shape)
    first = shape * np.minimum(logarithm, table[0]) - lgamma(shape + 1)
    return np.where(logarithm < table[0], _logit(first), np.interp(logarithm, table, logits))


def log_quantile(shape: float, logit: Array) -> Array:
    """Logarithm of the gamma variable at a cumulative probability.

    Parameters
    ----------
    shape : above 0.
    logit : (n,) of the probability.
    """
    table, logits = _table(shape)
    first = (-np.logaddexp(0.0, -logit) + lgamma(shape + 1)) / shape
    return np.where(logit < logits[0], first, np.interp(logit, logits, table))


def _logit(log_probability: Array) -> Array:
    """Logit from the logarithm of a probability below 1."""
    result: Array = log_probability - np.log(-np.expm1(np.minimum(log_probability, -1e-15)))
    return result


@lru_cache(maxsize=256)
def _table(shape: float) -> tuple[Array, Array]:
    """Logarithms of the variable from `START` on, and the logits of their probabilities."""
    low = max(START, log(shape) - 40 / sqrt(shape)) if shape > 1 else START
    high = log(shape + 12 * sqrt(shape) + 40)
    at = np.linspace(low, high, STEPS + 1)
    middle = (at[1:] + at[:-1]) / 2
    ends, between = _density(shape, at), _density(shape, middle)
    parts = (high - low) / STEPS / 6 * (ends[1:] + ends[:-1] + 4 * between)
    below = exp(shape * low - lgamma(shape + 1))
    up_to = np.concatenate([[below], below + np.cumsum(parts)])
    beyond = np.concatenate([np.cumsum(parts[::-1])[::-1], [parts[-1]]])
    logits = np.log(np.maximum(up_to, LEAST)) - np.log(np.maximum(beyond, LEAST))
    rising = np.concatenate([[True], np.diff(np.maximum.accumulate(logits)) > 0])
    return at[rising], logits[rising]


def _density(shape: float, at: Array) -> Array:
    """Of the logarithm of the variable."""
    result: Array = np.exp(shape * at - np.exp(at) - lgamma(shape))
    return result
