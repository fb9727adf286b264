"""Errors that make a share less certain and leave its mean where it was.

An error z ~ N(0, V) on the logit scale pulls the mean of a share below one half upwards and of one
above it downwards (Jensen). So each share is first moved by d, the solution of

    E[ 1 / (1 + exp(-(logit p + d + z))) ] = p,

which depends on p and V alone: d(1 - p, V) = -d(p, V), and d = V (2p - 1) / 2 + O(V^2). Up to the
variance `SERIES` it is a polynomial

    d = V m sum_ij c_ij V^i m^2j,   m = 2p - 1,

fitted to exact solutions at Chebyshev nodes, which needs no logarithm; beyond, a grid over the
roots of p and V is read with linear interpolation. Even steps of the root of p are even in what an
error of d does to the mean, p (1 - p) times it, also where d runs as the logarithm of p. The grid
is itself read from a table of log((logit p + d) / logit p) with cubic interpolation, which serves
errors beyond its end. All are made when first needed. The mean is met to 1e-5 for every share and
every size of error (tests/test_centring.py).
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Index = NDArray[np.int64]

SERIES = 0.5
"""Up to which variance, logit units squared, the polynomial is used."""

TERMS, NODES = 4, 16

GRID_STEPS = 512
"""Of the root of twice the share, from 0 to 1, and of the standard deviation, from 0 to its end."""

NORMALS = np.arange(-14.0, 14.05, 0.1)
"""Where the normal distribution is summed; steps short beside the poles of the logistic curve at a
distance of pi / sd, so that the sum is exact to 1e-8 up to the end of the table (sd 10)."""

TABLE_STEP = 0.1
TABLE_END = 100.0
FARTHEST = 24.0
"""Logit of the share beyond which the shift stays as it is."""

LARGEST = 700.0
"""Largest shift; the exponential of it is still a number."""

LOGISTIC_VARIANCE = np.pi**2 / 3
NEWTON_STEPS = 60
SETTLED = 1e-10


def shifted(share: Array, shift: Array) -> Array:
    """Shares moved on the logit scale; 0 and 1 stay where they are.

    Parameters
    ----------
    share : any shape, 0-1.
    shift : any shape that goes with it, logit units.

    Returns
    -------
    0-1, the shape of both together.

    >>> shifted(np.array([0.0, 0.25, 1.0]), np.log([3.0, 3.0, 3.0])).round(9).tolist()
    [0.0, 0.5, 1.0]
    """
    result = np.empty(np.broadcast_shapes(share.shape, np.shape(shift)))
    np.clip(shift, -LARGEST, LARGEST, out=result)
    np.exp(result, out=result)
    result *= share
    against = 1 - share + result
    result /= against
    return result


def mean_shift(share: Array, variance: Array) -> Array:
    """What an error needs beside it, so that the mean of a share stays the share.

    Parameters
    ----------
    share : (n, B) 0-1.
    variance : (n, B), (n, 1) or (1, 1) of the normal error to be added, logit units squared.

    Returns
    -------
    (n, B) logit units.

    A share of one half is in balance; the mean of others would move towards it.

    >>> found = mean_shift(np.array([[0.2, 0.5, 0.8]]), np.array([[0.5]]))
    >>> bool(found[0, 0] < 0), bool(found[0, 1] == 0), bool(np.isclose(found[0, 0], -found[0, 2]))
    (True, True, True)
    """
    variance = np.broadcast_to(variance, (len(share), variance.shape[1]))
    chosen = methods(variance)
    result = np.empty(np.broadcast_shapes(share.shape, variance.shape))
    for number, method in enumerate((_series, _from_grid, _from_table)):
        rows = chosen == number
        if rows.all():
            return method(share, variance)
        if rows.any():
            result[rows] = method(share[rows], variance[rows])
    return result


def methods(variance: Array) -> Index:
    """(n,) how the shift is found: 0 by the polynomial, 1 from the grid, 2 from the table.

    Parameters
    ----------
    variance : (n, B) as for `mean_shift`; the largest of a row decides.
    """
    largest = variance.max(axis=1, initial=0.0)
    result: Index = (largest > SERIES).astype(np.int64) + (largest > TABLE_END)
    return result


def _series(share: Array, variance: Array) -> Array:
    """The polynomial in the share, its coefficients polynomials in the variance."""
    last, *others = [
        variance * np.polynomial.polynomial.polyval(variance, column)
        for column in _coefficients().T[::-1]
    ]
    middle = 2.0 * share
    middle -= 1.0
    square = middle * middle
    result: Array = square * last
    for coefficient in others[:-1]:
        result += coefficient
        result *= square
    result += others[-1]
    result *= middle
    return result


def _from_grid(share: Array, variance: Array) -> Array:
    """Linear in the root of the share and in the standard deviation."""
    grid = _grid().ravel()
    column = 1.0 - share
    np.minimum(share, column, out=column)
    column *= 2.0
    np.sqrt(column, out=column)
    column *= GRID_STEPS
    row = np.sqrt(variance / TABLE_END)
    row *= GRID_STEPS
    left, above = np.floor(column), np.floor(row)
    column -= left
    row -= above
    above *= GRID_STEPS + 2
    at = (left + above).astype(np.int64)
    result, below = (_across(part, at, column) for part in (grid, grid[GRID_STEPS + 2 :]))
    below -= result
    below *= row
    result += below
    side = 0.5 - share
    result *= np.copysign(1.0, side, out=side)
    return result


def _across(grid: Array, at: Index, weight: Array) -> Array:
    """Between two neighbours in a row of the grid."""
    result, right = grid.take(at), grid[1:].take(at)
    right -= result
    right *= weight
    result += right
    return result


@cache
def _grid() -> Array:
    """(standard deviations, roots of the share) the shift, with a step beyond each end."""
    steps = np.arange(GRID_STEPS + 2) / GRID_STEPS
    share, variance = np.minimum(steps, 1.0) ** 2 / 2, TABLE_END * np.minimum(steps, 1.0) ** 2
    result = _from_table(share[None, :], variance[:, None])
    result[:, 0] = -variance / 2
    return result


@cache
def _coefficients() -> Array:
    """(powers of V, powers of m^2) least squares at Chebyshev nodes."""
    nodes = np.cos(np.pi * (np.arange(NODES) + 0.5) / NODES)
    variance, square = SERIES * (1 + nodes) / 2, (1 + nodes) / 2
    middle = np.sqrt(square)
    logit = np.log((1 + middle) / (1 - middle))
    shift = _solution(logit[None, :], variance[:, None]) - logit
    powers = np.polynomial.polynomial.polyvander2d(
        *np.meshgrid(variance, square, indexing="ij"), [TERMS - 1, TERMS - 1]
    )
    wanted = shift / (variance[:, None] * middle)
    found = np.linalg.lstsq(powers.reshape(NODES**2, -1), wanted.ravel(), rcond=None)[0]
    result: Array = found.reshape(TERMS, TERMS)
    return result


def _solution(logit: Array, variance: Array) -> Array:
    """Where the logit must stand for its mean to be that of a share above one half.

    Newton on the logit of the mean, which is nearly straight, halving where it leaves its bracket:
    the error pulls towards one half, and by no more than V / 2.

    Parameters
    ----------
    logit, variance : shapes that go together; logit above 0.
    """
    target, sd = np.broadcast_arrays(-logit, np.sqrt(variance))
    low, high = target - sd**2 / 2, target.copy()
    weight = np.exp(-(NORMALS**2) / 2)
    weight /= weight.sum()
    at = np.maximum(low, target * np.sqrt(1 + sd**2 / LOGISTIC_VARIANCE))
    for _ in range(NEWTON_STEPS):
        share = 1 / (1 + np.exp(-(at[..., None] + sd[..., None] * NORMALS)))
        mean, slope = share @ weight, (share * (1 - share)) @ weight
        reached = np.log(mean) - np.log1p(-mean)
        low, high = np.where(reached < target, at, low), np.where(reached < target, high, at)
        step = at - (reached - target) * mean * (1 - mean) / slope
        step = np.where((step >= low) & (step <= high), step, (low + high) / 2)
        moved = np.abs(step - at).max()
        at = step
        if moved < SETTLED:
            break
    result: Array = -at
    return result


@cache
def _table() -> Array:
    """(variances, logits) log of how many times its own size a logit must have.

    Even steps in log(1 + V / 3) and in asinh(logit).
    """
    rows = np.arange(0, np.log1p(TABLE_END / 3) + 3 * TABLE_STEP, TABLE_STEP)
    columns = np.arange(0, np.arcsinh(FARTHEST) + 3 * TABLE_STEP, TABLE_STEP)
    logit = np.sinh(np.maximum(columns, TABLE_STEP**2))  # at 0 the ratio has its limit
    found = _solution(logit[None, :], 3 * np.expm1(rows)[:, None])
    result: Array = np.log(found / logit)
    return result


def _from_table(share: Array, variance: Array) -> Array:
    edge = 1 / (1 + np.exp(FARTHEST))
    inside = np.clip(share, edge, 1 - edge)
    logit = np.log(inside) - np.log1p(-inside)
    known = np.minimum(variance, TABLE_END)
    row, row_weights = _stencil(np.log1p(known / 3))
    column, column_weights = _stencil(np.arcsinh(np.abs(logit)))
    table = _table()
    ratio = np.zeros(np.broadcast_shapes(share.shape, variance.shape))
    for a, down in enumerate(row_weights):
        for b, across in enumerate(column_weights):
            ratio += down * across * table[row + a, column + b]
    beyond = np.sqrt((variance + LOGISTIC_VARIANCE) / (known + LOGISTIC_VARIANCE))
    result: Array = logit * (np.exp(ratio) * beyond - 1)
    return result


def _stencil(place: Array) -> tuple[Index, list[Array]]:
    """First of the four nodes around a place, and the weight of each (Lagrange)."""
    position = place / TABLE_STEP
    first = np.maximum(position.astype(np.int64) - 1, 0)
    u = position - first
    return first, [
        -(u - 1) * (u - 2) * (u - 3) / 6,
        u * (u - 2) * (u - 3) / 2,
        -u * (u - 1) * (u - 3) / 2,
        u * (u - 1) * (u - 2) / 6,
    ]
