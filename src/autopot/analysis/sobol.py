"""First-order and total sensitivity indices of groups of inputs, from pick-freeze evaluations.

With f(A) and f(B) from two independent sets of streams, and f(A_B^i) from set A with factor i taken
from set B:

    first order  S_i = mean( f(B) (f(A_B^i) - f(A)) ) / V      Saltelli et al. (2010), table 2 (b)
    total        T_i = mean( (f(A) - f(A_B^i))^2 ) / (2 V)     Jansen (1999)
    V            variance of f(A) and f(B) together

S_i is the share of the variance that would go, on average, if factor i were known; T_i the share
that would remain if all the others were. Outputs are centred first, which lowers the noise.

Source: Saltelli, Annoni, Azzini, Campolongo, Ratto, Tarantola (2010), Computer Physics
Communications 181, 259-270; Jansen (1999), Computer Physics Communications 117, 35-43.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

BOOTSTRAPS = 200
INTERVAL = (0.025, 0.975)


@dataclass(frozen=True)
class Indices:
    """Sensitivity indices with bootstrap intervals.

    Parameters
    ----------
    first, total : (outputs, factors); 0 where an output does not vary.
    first_low, first_high, total_low, total_high : 95 % bootstrap interval, same shape.
    varies : (outputs,) whether the output varies at all.
    """

    first: Array
    first_low: Array
    first_high: Array
    total: Array
    total_low: Array
    total_high: Array
    varies: NDArray[np.bool_]


def sobol_indices(a: Array, b: Array, mixed: Array, seed: int = 0) -> Indices:
    """Indices from pick-freeze evaluations.

    Parameters
    ----------
    a, b : (outputs, N) the model with all factors from set A, and all from set B.
    mixed : (factors, outputs, N) set A with one factor from set B.
    seed : of the bootstrap.

    Returns
    -------
    The indices; resampling is over draws, 200 times.
    """
    draws = a.shape[1]
    centre = np.concatenate([a, b], axis=1).mean(axis=1, keepdims=True)
    a, b, mixed = a - centre, b - centre, mixed - centre[None]
    terms = _Terms(
        first=b[None] * (mixed - a[None]), total=(a[None] - mixed) ** 2 / 2, one=a, two=b
    )
    everyone = np.full((1, draws), 1 / draws)
    first, total = terms.indices(everyone)
    counts = np.random.default_rng([seed, 20100104]).multinomial(
        draws, np.full(draws, 1 / draws), BOOTSTRAPS
    )
    first_b, total_b = terms.indices(counts / draws)
    first_low, first_high = np.quantile(first_b, INTERVAL, axis=0)
    total_low, total_high = np.quantile(total_b, INTERVAL, axis=0)
    varies = terms.one.var(axis=1) + terms.two.var(axis=1) > 1e-24
    return Indices(
        first=first[0],
        first_low=first_low,
        first_high=first_high,
        total=total[0],
        total_low=total_low,
        total_high=total_high,
        varies=varies,
    )


@dataclass(frozen=True)
class _Terms:
    """The summands of both estimators, (factors, outputs, N), and the two base evaluations."""

    first: Array
    total: Array
    one: Array
    two: Array

    def indices(self, weights: Array) -> tuple[Array, Array]:
        """(resamples, outputs, factors) both indices under weights (resamples, N)."""
        mean = (self.one + self.two) / 2 @ weights.T
        square = (self.one**2 + self.two**2) / 2 @ weights.T
        variance = np.maximum(square - mean**2, 0).T[:, :, None]
        results = []
        for summands in (self.first, self.total):
            sums = np.moveaxis(summands @ weights.T, -1, 0).swapaxes(1, 2)
            results.append(
                np.divide(sums, variance, out=np.zeros_like(sums), where=variance > 1e-24)
            )
        return results[0], results[1]
