"""Shares as log odds, and the sampling error they have then."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def logit(share: Array | float) -> Array:
    """Log odds of a share.

    Parameters
    ----------
    share : any shape, above 0 and below 1.

    Returns
    -------
    Same shape, logit units.

    >>> float(logit(0.5))
    0.0
    """
    p = np.asarray(share, dtype=float)
    return np.asarray(np.log(p / (1 - p)))


def logit_sd(share: Array | float, n: Array | float) -> Array:
    """Sampling error of the log odds of a share among n answers, 1 / sqrt(n p (1 - p)).

    Parameters
    ----------
    share : (n,) or one number, of the answers, above 0 and below 1.
    n : (n,) or one number, of answers.

    Returns
    -------
    Standard deviation, logit units.

    Source
    ------
    Delta method; simple random sample, as the survey reports no weights.

    >>> float(logit_sd(0.5, 100))
    0.2
    """
    p = np.asarray(share, dtype=float)
    return np.asarray(1 / np.sqrt(np.asarray(n) * p * (1 - p)))
