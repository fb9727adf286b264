"""The formulation in `plan` with measures that may be started in part, kept in HiGHS.

Pyomo builds it once. Each question changes costs or one limit, each node of a search changes which
starts are open, and HiGHS goes on from its last basis.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
import pyomo.environ as pyo
from numpy.typing import NDArray
from pyomo.common.tee import capture_output
from pyomo.repn import generate_standard_repn

from autopot.optimise.plan import Array, Limit, PlanProblem, build_model

INFINITE = float(highspy.kHighsInf)
TOLERANCE = 1e-9
"""Of limits (as share of the row's largest number) and of reduced costs."""

NO_PLAN = (
    highspy.HighsModelStatus.kInfeasible,
    highspy.HighsModelStatus.kUnboundedOrInfeasible,
)
"""Shares lie between 0 and 1, so either says that there is no plan."""


@dataclass(frozen=True)
class Relaxed:
    """The best plan whose measures may be started in part.

    Parameters
    ----------
    goal : its worth.
    shares : (N,) how much of each start.
    penalty : (N,) what a start costs in worth beyond what it gives, 0 or more where it is not used.
    """

    goal: float
    shares: Array
    penalty: Array


class Relaxation:
    """All plans within limits and demands, as a linear programme whose worth is told later.

    Its N columns are the possible starts, ordered by measure and year.

    Parameters
    ----------
    problem : limits and demands.

    Raises
    ------
    InfeasibleError
        A demand that no measure can meet.
    """

    def __init__(self, problem: PlanProblem) -> None:
        model = build_model(problem, relaxed=True)
        limits = (model.once, model.budget, model.training, model.parallel)
        demands = (model.after, model.must, model.target)
        rows = [row for family in (*limits, *demands) for row in family.values()]
        number = {id(row): r for r, row in enumerate(rows)}
        self.starts = np.array(list(model.start), dtype=np.int64).reshape(-1, 2)
        self._rows_of = {
            limit: [number[id(row)] for row in there] for limit, there in model.limit_rows.items()
        }
        self.once = np.array(list(model.once), dtype=np.int64)
        amount, low, high = _table(rows, list(model.start))
        self._size = np.abs(amount).max(axis=1, initial=0.0)
        self.amount: Array = amount / self._size[:, None]
        self._low, self._high = low / self._size, high / self._size
        self._within = self._high
        self._above = self._low
        self._columns = np.arange(len(self.starts), dtype=np.int32)
        self._solver = _in_highs(self.amount, self._low, self._high)

    def ask(self, worth: Array, wider: tuple[Limit, float] | None = None) -> list[int]:
        """Set what starts are worth, and one limit that is wider than in the problem.

        Parameters
        ----------
        worth : (N,) of each start.
        wider : family and number of the limit, and how much more there is of it.

        Returns
        -------
        Rows that are wider; empty where nothing counts against the limit.
        """
        there = [] if wider is None else self._rows_of.get(wider[0], [])
        within = self._high.copy()
        if wider is not None:
            within[there] += wider[1] / self._size[there]
        for row in np.flatnonzero(within != self._within).tolist():
            self._solver.changeRowBounds(row, float(self._above[row]), float(within[row]))
        self._within = within
        self._solver.changeColsCost(len(self._columns), self._columns, -worth)
        return there

    def keeps(self, used: Array) -> NDArray[np.bool_]:
        """Whether plans keep every limit and demand of the last question.

        Parameters
        ----------
        used : (rows, plans) what each uses, in multiples of the row's largest number.
        """
        at_least, at_most = self._low[:, None] - TOLERANCE, self._within[:, None] + TOLERANCE
        kept: NDArray[np.bool_] = ((used >= at_least) & (used <= at_most)).all(axis=0)
        return kept

    def best(
        self, open_: NDArray[np.bool_], must: NDArray[np.bool_], beyond: int | None = None
    ) -> Relaxed | None:
        """The best plan in part; None where there is none.

        Parameters
        ----------
        open_ : (N,) starts that are possible.
        must : as `once`: measures that have to be started whole.
        beyond : row that has to use all that the problem itself allows; None for no such row.

        Raises
        ------
        ArithmeticError
            The solver stopped without an answer.
        """
        solver, columns = self._solver, self._columns
        most = open_.astype(np.float64)
        solver.changeColsBounds(len(columns), columns, np.zeros(len(columns)), most)
        low = self._low.copy()
        low[: len(must)][must] = self._within[: len(must)][must]
        if beyond is not None:
            low[beyond] = self._high[beyond]
        for row in np.flatnonzero(low != self._above).tolist():
            solver.changeRowBounds(row, float(low[row]), float(self._within[row]))
        self._above = low
        solver.run()
        status = solver.getModelStatus()
        if status in NO_PLAN:
            return None
        if status != highspy.HighsModelStatus.kOptimal:
            raise ArithmeticError(f"HiGHS: {status}")
        solution = solver.getSolution()
        goal = -float(solver.getInfo().objective_function_value)
        return Relaxed(goal, np.array(solution.col_value), np.array(solution.col_dual))


def _table(rows: list[Any], starts: list[tuple[int, int]]) -> tuple[Array, Array, Array]:
    """(rows, N) coefficients, and (rows,) lowest and highest."""
    column = {at: n for n, at in enumerate(starts)}
    amount = np.zeros((len(rows), len(starts)))
    low, high = np.full(len(rows), -INFINITE), np.full(len(rows), INFINITE)
    for r, row in enumerate(rows):
        read = generate_standard_repn(row.body)
        amount[r, [column[variable.index()] for variable in read.linear_vars]] = read.linear_coefs
        if row.has_lb():
            low[r] = pyo.value(row.lower) - read.constant
        if row.has_ub():
            high[r] = pyo.value(row.upper) - read.constant
    return amount, low, high


def _in_highs(amount: Array, low: Array, high: Array) -> highspy.Highs:
    """The relaxation with every start worth nothing."""
    with capture_output(capture_fd=True):  # it tells its version when it starts
        solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.silent()
    options: dict[str, Any] = {
        "threads": 1,
        "random_seed": 0,
        "solver": "simplex",
        "presolve": "off",
    }
    for tolerance in ("primal_feasibility_tolerance", "dual_feasibility_tolerance"):
        options[tolerance] = TOLERANCE
    for option, value in options.items():
        solver.setOptionValue(option, value)
    starts = amount.shape[1]
    solver.addVars(starts, np.zeros(starts), np.ones(starts))
    for row, lowest, highest in zip(amount, low, high, strict=True):
        there = np.flatnonzero(row).astype(np.int32)
        solver.addRow(float(lowest), float(highest), len(there), there, row[there])
    return solver
