"""The multipliers of the nearest table, by Newton's method on the dual.

Rows r with weights w, limit l and a multiplier between lower and upper:

    minimise    phi(y) = sum_c q_c exp(sum_r y_r w_rc)  -  sum_r y_r l_r
    subject to  lower_r <= y_r <= upper_r

phi is smooth and convex; its slope is what the sums of x_c = q_c exp(sum_r y_r w_rc) have above
their limits. Every step minimises the quadratic model of phi inside the bounds, exactly, and goes
along it as far as phi falls. Where rows say the same, many multipliers give the one table.

Source: Bertsekas (2016), Nonlinear Programming, 3rd edition, section 3.3 (Newton's method under
bounds) and section 1.2 (step size); Nocedal and Wright (2006), Numerical Optimization, algorithm
16.3 (active set for the quadratic model).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

PRECISION = 1e-12
"""Largest step in the last iteration: of a bounded multiplier, and of a cell as part of itself or,
where that is more, of the mean cell. So a cell of less than a 1e-12th of all is not told apart
from nothing: where rows differ by such a cell alone, doubles cannot tell them apart."""

STEPS = 300
LONGEST = 4.0
"""How far log x may move in one step: beyond, the quadratic model says nothing."""

RIDGE = 1e-12
"""Relative weight that keeps the model strictly convex where rows say the same."""


@dataclass(frozen=True)
class Rows:
    """Sums of the table with a limit each.

    Parameters
    ----------
    weights : (rows, cells).
    limits : (rows,) in the unit of the table.
    lower, upper : (rows,) bounds of the multipliers; infinite for hard margins. The sum must not
        pass its limit upwards where the multiplier may be negative, nor stay below it where it may
        be positive.
    """

    weights: Array
    limits: Array
    lower: Array
    upper: Array

    def of_cells(self, use: NDArray[np.bool_]) -> Rows:
        """The same rows over some of the cells; limits and bounds stay as they are.

        Parameters
        ----------
        use : (cells,) those that are kept.
        """
        return Rows(self.weights[:, use], self.limits, self.lower, self.upper)

    def table(self, prior: Array, found: Array) -> Array:
        """The table that multipliers give: prior * exp(found @ weights).

        Parameters
        ----------
        prior : (cells,) positive.
        found : (rows,) multipliers.

        Returns
        -------
        (cells,) in the unit of the prior.
        """
        table: Array = prior * np.exp(found @ self.weights)
        return table


def multipliers(prior: Array, rows: Rows) -> Array:
    """Multipliers of the table nearest to a prior.

    Parameters
    ----------
    prior : (cells,) positive.
    rows : their hard ones must be possible with every cell above 0.

    Returns
    -------
    (rows,) between their bounds. `rows.table` of them is unique, to `PRECISION`.

    Raises
    ------
    ArithmeticError
        Not found in `STEPS` steps.

    One cell of 10 that should be 12, which takes a factor of 1.2:

    >>> free = np.array([np.inf])
    >>> rows = Rows(np.array([[1.0]]), np.array([12.0]), -free, free)
    >>> round(float(np.exp(multipliers(np.array([10.0]), rows))[0]), 9)
    1.2
    """
    found = np.clip(np.zeros(len(rows.limits)), rows.lower, rows.upper)
    bounded = np.isfinite(rows.upper - rows.lower)
    for _ in range(STEPS):
        table = rows.table(prior, found)
        slope = rows.weights @ table - rows.limits
        curve = (rows.weights * table) @ rows.weights.T
        size = np.diag(curve).copy()
        size[size == 0] = 1.0
        step = _within(curve, slope, size, rows.lower - found, rows.upper - found)
        moved = step @ rows.weights
        off = found - np.clip(found - slope / size, rows.lower, rows.upper)
        known = PRECISION * np.maximum(table, table.mean() if len(table) else 0.0)
        small = (np.abs(moved) * table <= known).all()
        done = small and np.abs(off[bounded]).max(initial=0) <= PRECISION
        share = 1.0 if done else _share(prior, rows, found, step, slope)
        ends = np.where(step == rows.lower - found, rows.lower, rows.upper)
        at_end = (share == 1) & ((step == rows.lower - found) | (step == rows.upper - found))
        found = np.clip(np.where(at_end, ends, found + share * step), rows.lower, rows.upper)
        if done:  # after this last step, so that a multiplier at its bound is so to the last bit
            return found
    raise ArithmeticError("the multipliers of the nearest table were not found")


def _share(prior: Array, rows: Rows, found: Array, step: Array, slope: Array) -> float:
    """How much of a step to go: all, or half as often as it takes for phi to fall."""
    moved = step @ rows.weights
    share = min(1.0, LONGEST / max(float(np.abs(moved).max(initial=0)), 1e-300))
    table = rows.table(prior, found)
    promised = float(slope @ step)
    noise = 1e-13 * float(table.sum() + np.abs(found * rows.limits).sum())
    while share > 1e-12:
        rise = float(table @ np.expm1(share * moved)) - share * float(step @ rows.limits)
        if rise <= 1e-4 * share * promised + noise:
            break
        share /= 2
    return share


def _within(curve: Array, slope: Array, size: Array, low: Array, high: Array) -> Array:
    """The step in [low, high] that minimises slope @ d + d @ curve @ d / 2, by an active set."""
    curve = curve + np.diag(RIDGE * size)
    step = np.zeros(len(slope))
    fixed = ((low == 0) & (slope >= 0)) | ((high == 0) & (slope <= 0))
    released = -1
    for _ in range(20 * len(slope) + 1):
        aim = _unbounded(curve, slope, size, step, ~fixed)
        part, first = _until(step, aim, low, high, fixed)
        if first >= 0:
            if first == released and part == 0:
                break
            step = step + part * (aim - step)
            step[first] = high[first] if aim[first] > step[first] else low[first]
            fixed[first] = True
            continue
        step = aim
        pull = (curve @ step + slope) / size
        wrong = np.where(step == low, -pull, pull) * (fixed & (low < high))
        released = int(np.argmax(wrong)) if len(wrong) else -1
        if released < 0 or wrong[released] <= PRECISION / 10:
            break
        fixed[released] = False
    return step


def _unbounded(
    curve: Array, slope: Array, size: Array, step: Array, free: NDArray[np.bool_]
) -> Array:
    """The step that minimises the model when the free rows have no bounds and the others stay."""
    aim = step.copy()
    if free.any():
        scale = np.sqrt(size[free])
        pull = slope[free] + curve[np.ix_(free, ~free)] @ step[~free]
        matrix = curve[np.ix_(free, free)] / scale[:, None] / scale[None, :]
        aim[free] = np.linalg.solve(matrix, -pull / scale) / scale
    return aim


def _until(
    step: Array, aim: Array, low: Array, high: Array, fixed: NDArray[np.bool_]
) -> tuple[float, int]:
    """How much of the way to `aim` lies inside the bounds, and the row that ends it; -1: none."""
    move = np.where(fixed, 0.0, aim - step)
    room = np.where(move > 0, high - step, low - step)
    with np.errstate(over="ignore"):
        parts = np.divide(room, move, out=np.full(len(step), np.inf), where=move != 0)
    first = int(np.argmin(parts)) if len(parts) else -1
    if first < 0 or parts[first] >= 1:
        return 1.0, -1
    return max(float(parts[first]), 0.0), first
