"""What sums that are known tell about sums that are not: lowest and highest of each, by LP.

Formulation (HiGHS), cells c with x_c >= 0, known sums r of the cells in R_r:

    first   minimise  sum_r s_r                     (s_r >= 0: how far a sum is from being possible)
            subject to  l_r - s_r <= sum_{c in R_r} x_c <= u_r + s_r
    then    sum_r s_r is held at what it must be, and for each group G
            minimise and maximise  sum_{c in G} x_c

The slack lets sums of two times stand side by side: as few FTE as possible have moved between.
"""

from __future__ import annotations

import highspy
import numpy as np
from numpy.typing import NDArray
from pyomo.common.tee import capture_output

Array = NDArray[np.float64]
INFINITE = float(highspy.kHighsInf)


def possible_ranges(
    known: Array, low: Array, high: Array, groups: Array
) -> tuple[Array, Array, float]:
    """Lowest and highest sum of each group.

    Parameters
    ----------
    known : (rows, cells) 1 where a cell is in a known sum, else 0. Every cell is in one that has an
        upper end.
    low, high : (rows,) ends of each known sum, FTE.
    groups : (groups, cells) 1 where a cell is in a group, else 0.

    Returns
    -------
    (groups,) each, FTE, 0 or more; and how much the known sums contradict each other, FTE.

    Raises
    ------
    ArithmeticError
        The solver stopped without an answer.

    Two cells that hold 10 to 11 together, and the second of them 4 at most:

    >>> known = np.array([[1.0, 1.0], [0.0, 1.0]])
    >>> ends = np.array([10.0, 0.0]), np.array([11.0, 4.0])
    >>> low, high, moved = possible_ranges(known, *ends, np.eye(2))
    >>> low.tolist(), high.tolist(), moved
    ([6.0, 0.0], [11.0, 4.0], 0.0)
    """
    rows, cells = known.shape
    solver = _programme(known, low, high)
    columns = np.arange(cells + 2 * rows, dtype=np.int32)
    slack = np.concatenate([np.zeros(cells), np.ones(2 * rows)])
    least = _best(solver, columns, slack, lowest=True)
    at_most = max(least, 0.0) * (1 + 1e-6) + 1e-7
    solver.addRow(-INFINITE, at_most, 2 * rows, columns[cells:], np.ones(2 * rows))
    ends = np.empty((2, len(groups)))
    for number, group in enumerate(groups):
        cost = np.concatenate([group, np.zeros(2 * rows)])
        ends[0, number] = _best(solver, columns, cost, lowest=True)
        ends[1, number] = _best(solver, columns, cost, lowest=False)
    return np.maximum(ends[0].round(4), 0.0), ends[1].round(4), round(max(least, 0.0), 4)


def _programme(known: Array, low: Array, high: Array) -> highspy.Highs:
    """The known sums with slack below and above, nothing to be found yet."""
    rows, cells = known.shape
    with capture_output(capture_fd=True):  # it tells its version when it starts
        solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.silent()
    solver.setOptionValue("threads", 1)
    number = cells + 2 * rows
    solver.addVars(number, np.zeros(number), np.full(number, INFINITE))
    for row in range(rows):
        inside = np.flatnonzero(known[row]).astype(np.int32)
        places = np.concatenate([inside, [cells + row, cells + rows + row]]).astype(np.int32)
        values = np.concatenate([np.ones(len(inside)), [1.0, -1.0]])
        solver.addRow(float(low[row]), float(high[row]), len(places), places, values)
    return solver


def _best(solver: highspy.Highs, columns: NDArray[np.int32], cost: Array, *, lowest: bool) -> float:
    """Lowest or highest value of an objective; it starts where the last one ended."""
    solver.changeColsCost(len(columns), columns, cost)
    sense = highspy.ObjSense.kMinimize if lowest else highspy.ObjSense.kMaximize
    solver.changeObjectiveSense(sense)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise ArithmeticError(f"HiGHS: {solver.getModelStatus()}")
    return float(solver.getInfo().objective_function_value)
