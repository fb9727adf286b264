"""Split a difference over its causes: exact Shapley values over all subsets.

    phi_i = sum over subsets S without i of |S|! (k - |S| - 1)! / k!  (v(S + i) - v(S))

The parts add up to v(all) - v(none), here in every draw, because v is evaluated with the same
random numbers throughout.

Source: Shapley (1953), A value for n-person games.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from itertools import combinations
from math import factorial
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Cause = TypeVar("Cause", bound=Hashable)


def subsets(causes: Sequence[Cause]) -> list[frozenset[Cause]]:
    """All subsets, the empty one first and the whole last."""
    return [
        frozenset(chosen)
        for size in range(len(causes) + 1)
        for chosen in combinations(causes, size)
    ]


def shapley_parts(
    causes: Sequence[Cause], value: Callable[[frozenset[Cause]], Array]
) -> dict[Cause, Array]:
    """The part of each cause in the difference between all causes and none.

    Parameters
    ----------
    causes : k names; the value is asked for once for each of their 2^k subsets.
    value : subset -> array, always of the same shape.

    Returns
    -------
    One array per cause; they sum to value(all) - value(none).

    >>> game = {frozenset(): 0.0, frozenset("a"): 1.0, frozenset("b"): 2.0, frozenset("ab"): 5.0}
    >>> parts = shapley_parts(["a", "b"], lambda s: np.array([game[s]]))
    >>> float(parts["a"][0]), float(parts["b"][0])
    (2.0, 3.0)
    """
    known = {subset: value(subset) for subset in subsets(causes)}
    count = len(causes)
    parts = {}
    for cause in causes:
        part = np.zeros_like(next(iter(known.values())))
        for subset, before in known.items():
            if cause not in subset:
                size = len(subset)
                weight = factorial(size) * factorial(count - size - 1) / factorial(count)
                part += weight * (known[subset | {cause}] - before)
        parts[cause] = part
    return parts
