"""The measured sizes of errors as they ship, and how much of them a mix of readings leaves to draw.

`data/occupations/error_sizes.csv` is made by `autopot evidence errors --out`; a test makes it
again and compares.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
import pandas as pd

from autopot import catalogue
from autopot.evidence.assemble import Assembled
from autopot.evidence.measurement import PARTS, ErrorSizes, Work

TABLE = "occupations/error_sizes"
SOURCE = "own-error-sizes"
DECIMALS = 4


@dataclass(frozen=True)
class ErrorSize:
    """One part of the error of a reading.

    Parameters
    ----------
    sd : standard deviation, logit units.
    log_variance_sd : standard deviation of the log of the estimated variance.
    """

    sd: float
    log_variance_sd: float


def measured_sizes() -> dict[str, ErrorSize]:
    """Part of a reading's error, of `PARTS`, -> its size, as shipped."""
    rows = catalogue.table(TABLE).set_index("part")
    return {
        part: ErrorSize(float(rows["sd"][part]), float(rows["log_variance_sd"][part]))
        for part in PARTS
    }


def work_of(assembled: Assembled) -> Work:
    """Major groups, and the technologies' shares of each occupation's time."""
    groups = np.unique(assembled.major_group)
    member = (assembled.major_group[:, None] == groups[None, :]).astype(float)
    mixed = assembled.technology.mix.mean(axis=0)
    time = assembled.tasks["time_share"].to_numpy(float)[:, None] * mixed
    mix = pd.DataFrame(time).groupby(assembled.tasks["occupation"].to_numpy()).sum()
    return Work(member, mix.to_numpy(float))


def as_measured(sizes: ErrorSizes) -> dict[str, ErrorSize]:
    """Estimated sizes by part, as `measured_sizes` has those that ship."""
    doubts = sizes.log_variance_sd
    return {
        part: ErrorSize(float(sd), float(doubt))
        for part, sd, doubt in zip(PARTS, sizes.sd, doubts, strict=True)
    }


def size_table(sizes: ErrorSizes, readings: int) -> pd.DataFrame:
    """What `error_sizes.csv` holds.

    The four estimates hardly go together (no correlation of two logs is beyond 0.05), so that each
    is drawn by itself.

    Parameters
    ----------
    sizes : as estimated.
    readings : from how many.

    Returns
    -------
    part, sd, sd_low and sd_high (90 % interval), log_variance_sd, readings, source_id; the sizes in
    logit units.
    """
    low, high = sizes.interval()
    frame = pd.DataFrame(
        {
            "part": PARTS,
            "sd": sizes.sd,
            "sd_low": low,
            "sd_high": high,
            "log_variance_sd": sizes.log_variance_sd,
            "readings": readings,
            "source_id": SOURCE,
        }
    )
    return frame.round(DECIMALS)


def beyond_mix(weights: Sequence[float], concentration: float) -> float:
    """How many times its measured size an error has beside a mix of readings.

    Readings r with independent errors of variance v differ from what they share. Their mean with
    weights w has an error of variance v sum w^2, and a new reading one of v about what is shared:
    about the mean it has v (1 + sum w^2). Of that a mix drawn from a Dirichlet with this
    concentration c has v (1 - sum w^2) / (1 + c) already. The rest is left to the errors:

        1 + sum w^2 - (1 - sum w^2) / (1 + c)

    of the variance. It is 2 where a single reading is believed: what another would say differs from
    it by the errors of both.

    Parameters
    ----------
    weights : of the readings; sum to 1.
    concentration : of the Dirichlet.

    Returns
    -------
    Factor of the standard deviation, above 0.

    Source
    ------
    Variance of a Dirichlet-weighted mean: Ferguson (1973), Annals of Statistics 1(2), theorem 4.

    >>> round(beyond_mix([0.5, 0.5], 1.0), 4)  # 1 + 1/2 - 1/4
    1.118
    >>> round(beyond_mix([1.0], 2.0) ** 2, 12)
    2.0
    """
    square = sum(weight * weight for weight in weights)
    return sqrt(1 + square - (1 - square) / (1 + concentration))
