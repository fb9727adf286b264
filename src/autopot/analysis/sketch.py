"""Quantiles of any number of draws in little memory, with a bound on their error.

A number x > 0 is counted in the bucket of its exponent and the first 10 binary digits of its
mantissa: 1,024 buckets between x and 2x, each at most x / 1024 wide. A number below 0 has the
bucket of -x, mirrored. A quantile is read from the
bucket that holds it, so it lies within 2^-10 (0.1 %) of the exact one, whatever the distribution
and the number of draws. Numbers nearer to 0
than 2^-20 (a millionth) count as 0. Counts are whole numbers, so
sketches put together in any order are the same sketch, to the byte.

Source: Masson, Rim and Lee (2019), DDSketch, Proceedings of the VLDB Endowment 12(12), with the
floating-point number itself as the logarithm. Own code, since the libraries at hand do not serve:
docs/method.md, section 9.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Index = NDArray[np.int64]

DIGITS = 10
RELATIVE_ERROR = 2.0**-DIGITS
"""Largest error of a quantile as share of the quantile."""

SMALLEST = 2.0**-20
"""Numbers nearer to 0 count as 0."""

MANTISSA_DIGITS = 52
SHIFT = MANTISSA_DIGITS - DIGITS
AT_A_TIME = 2**19
"""Buckets that are moved at a time; a row is never cut."""

NO_BUCKET = np.float64(SMALLEST).view(np.int64) >> SHIFT


@dataclass(frozen=True)
class Sketch:
    """Mean, spread and bucket counts of n things.

    Parameters
    ----------
    draws : how many numbers each row holds.
    mean, squares : (n,) mean, and sum of squared deviations from it.
    first : (n,) number of the lowest bucket in use; 0 is the bucket of 0.
    start : (n + 1,) where each row's buckets start in `counts`.
    counts : numbers in each bucket, row after row.
    """

    draws: int
    mean: Array
    squares: Array
    first: Index
    start: Index
    counts: NDArray[np.unsignedinteger]

    @classmethod
    def of(cls, values: Array) -> Sketch:
        """A sketch of draws.

        Parameters
        ----------
        values : (n, D).

        >>> sketch = Sketch.of(np.arange(1.0, 1001.0)[None])
        >>> median = sketch.at(np.array([499]))[0, 0]
        >>> bool(abs(median - 500) <= 500 * RELATIVE_ERROR), float(sketch.mean[0])
        (True, 500.5)
        """
        mean = values.mean(axis=1)
        bucket = np.maximum(np.abs(values), SMALLEST).view(np.int64)
        bucket >>= SHIFT
        bucket -= NO_BUCKET
        if (values < 0).any():
            np.negative(bucket, out=bucket, where=values < 0)
        first = bucket.min(axis=1)
        start = _starts(bucket.max(axis=1) - first + 1)
        draws = values.shape[1]
        counts = np.empty(start[-1], dtype=_whole_numbers(draws))
        for one, next_one in _pieces(start):
            begin, end = start[one], start[next_one]
            own = (
                bucket[one:next_one] + (start[one:next_one] - begin - first[one:next_one])[:, None]
            )
            counts[begin:end] = np.bincount(own.ravel(), minlength=end - begin)
        squares = ((values - mean[:, None]) ** 2).sum(axis=1)
        return cls(
            draws=draws,
            mean=mean,
            squares=squares,
            first=first,
            start=start,
            counts=counts,
        )

    def plus(self, other: Sketch) -> Sketch:
        """The sketch of the draws of both.

        Source
        ------
        Chan, Golub and LeVeque (1983), The American Statistician 37(3), for mean and spread.
        """
        first = np.minimum(self.first, other.first)
        start = _starts(np.maximum(self._end, other._end) - first)
        draws = self.draws + other.draws
        counts = np.zeros(start[-1], dtype=_whole_numbers(draws))
        for one in (self, other):
            one._add_to(counts, start[:-1] - one.start[:-1] + one.first - first)
        apart = other.mean - self.mean
        mean = self.mean + apart * (other.draws / draws)
        squares = self.squares + other.squares
        squares += apart**2 * (self.draws * other.draws / draws)
        return Sketch(
            draws=draws, mean=mean, squares=squares, first=first, start=start, counts=counts
        )

    def _add_to(self, counts: NDArray[np.unsignedinteger], moved: Index) -> None:
        """Add every bucket to the one `moved` places on, some rows at a time to spare memory."""
        for one, next_one in _pieces(self.start):
            begin, end = self.start[one], self.start[next_one]
            place = np.repeat(moved[one:next_one], np.diff(self.start[one : next_one + 1]))
            place += np.arange(begin, end)
            counts[place] += self.counts[begin:end]

    def at(self, ranks: Index) -> Array:
        """Order statistics.

        Parameters
        ----------
        ranks : (r,) from 0 for the smallest to D - 1 for the largest.

        Returns
        -------
        (n, r) within `RELATIVE_ERROR` of the exact ones; numbers spread evenly in a bucket.
        """
        large = np.min_scalar_type(-len(self.mean) * self.draws)
        reached = np.cumsum(self.counts, dtype=large)
        wanted = (np.arange(len(self.mean))[:, None] * self.draws + ranks).astype(large)
        at = np.searchsorted(reached, wanted, side="right")
        bucket = at - self.start[:-1, None] + self.first[:, None]
        size = np.abs(bucket) + NO_BUCKET
        low = (size << SHIFT).view(np.float64)
        high = ((size + 1) << SHIFT).view(np.float64)
        inside = (wanted - reached[at] + self.counts[at] + 0.5) / self.counts[at]
        inside = np.where(bucket < 0, 1.0 - inside, inside)  # mirrored: the largest size first
        result: Array = np.sign(bucket) * (low + inside * (high - low))
        return result

    @property
    def sd(self) -> Array:
        """(n,) standard deviation of the draws."""
        result: Array = np.sqrt(self.squares / self.draws)
        return result

    @property
    def _end(self) -> Index:
        return self.first + np.diff(self.start)


def _starts(widths: Index) -> Index:
    """Where rows of these widths start, one after the other, and where the last ends."""
    return np.concatenate([[0], np.cumsum(widths)])


def _pieces(start: Index) -> Iterable[tuple[int, int]]:
    """Rows in runs of about `AT_A_TIME` buckets: where each run starts and ends."""
    marks = np.searchsorted(start, np.arange(0, start[-1], AT_A_TIME))
    return pairwise([*map(int, np.unique(marks)), len(start) - 1])


def _whole_numbers(most: int) -> np.dtype[np.unsignedinteger]:
    """The smallest type that holds this number, since sketches travel."""
    return np.min_scalar_type(most)
