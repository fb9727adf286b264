"""Whether any table meets the hard margins, and which of its cells can be above 0.

Formulation (Pyomo, solved by HiGHS as a linear programme), cells c, hard rows r:

    maximise    sum_c t_c
    subject to  sum_c w_rc q_c (t_c + e_c)  >= or <= or =  l_r s        (every hard row)
                0 <= t_c <= 1,  e_c >= 0,  s >= 1

(t + e) / s is a table, in multiples of the prior q. As s may be as large as it takes, a cell that
is above 0 in any table has t_c = 1 at the optimum and the others 0: the answer has no ties.

Source: Freund, Roundy and Todd (1985), Identifying the set of always-active constraints in a
system of linear inequalities by a single linear program, MIT Sloan working paper 1674-85.
"""

from __future__ import annotations

import numpy as np
import pyomo.environ as pyo
from numpy.typing import NDArray
from pyomo.contrib.appsi.base import TerminationCondition

from autopot.optimise.multipliers import Rows
from autopot.optimise.solver import highs_solver

Array = NDArray[np.float64]

NO_TABLE = (TerminationCondition.infeasible, TerminationCondition.infeasibleOrUnbounded)
"""The programme is bounded, so either says that no table meets the hard rows."""


def possible_cells(prior: Array, rows: Rows) -> NDArray[np.bool_] | None:
    """Which cells are above 0 in some table that meets the hard rows.

    Parameters
    ----------
    prior : (cells,) positive.
    rows : those whose multiplier has no bound are hard; the others are left aside.

    Returns
    -------
    (cells,) True where a cell can be above 0; None where no table meets the hard rows.

    Raises
    ------
    ArithmeticError
        The solver stopped without an answer.

    Two cells that sum to nothing:

    >>> free = np.array([np.inf])
    >>> rows = Rows(np.array([[1.0, 1.0, 0.0]]), np.array([0.0]), -free, free)
    >>> possible_cells(np.array([1.0, 2.0, 3.0]), rows).tolist()
    [False, False, True]
    """
    hard = ~np.isfinite(rows.upper - rows.lower)
    hard &= (rows.weights != 0).any(axis=1) | (rows.limits != 0)
    if not hard.any():
        return np.ones(len(prior), dtype=bool)
    touched = (rows.weights[hard] != 0).any(axis=0)
    cells = np.flatnonzero(touched)
    model = _model(prior[cells], rows, hard, cells)
    solver = highs_solver()
    outcome = solver.solve(model)
    if outcome.termination_condition in NO_TABLE:
        return None
    if outcome.termination_condition != TerminationCondition.optimal:
        stopped = outcome.termination_condition.name
        raise ArithmeticError(f"the solver stopped without an answer ({stopped})")
    outcome.solution_loader.load_vars()
    possible: NDArray[np.bool_] = ~touched
    possible[cells] = [model.above[c].value > 0.5 for c in range(len(cells))]
    return possible


def _model(
    prior: Array, rows: Rows, hard: NDArray[np.bool_], cells: NDArray[np.intp]
) -> pyo.ConcreteModel:
    model = pyo.ConcreteModel()
    model.above = pyo.Var(range(len(cells)), bounds=(0, 1))
    model.excess = pyo.Var(range(len(cells)), within=pyo.NonNegativeReals)
    model.scale = pyo.Var(bounds=(1, None))
    model.limits = pyo.ConstraintList()
    for row in np.flatnonzero(hard).tolist():
        weights = rows.weights[row, cells] * prior
        size = max(float(np.abs(weights).max(initial=0)), abs(float(rows.limits[row])))
        total = pyo.quicksum(
            float(weights[c] / size) * (model.above[c] + model.excess[c])
            for c in np.flatnonzero(weights).tolist()
        )
        above = total - float(rows.limits[row] / size) * model.scale
        if rows.upper[row] > 0:
            model.limits.add(above >= 0)
        if rows.lower[row] < 0:
            model.limits.add(above <= 0)
    model.most = pyo.Objective(expr=pyo.quicksum(model.above.values()), sense=pyo.maximize)
    return model
