"""The smallest change of the tasks' shares, inside their evidence, that meets a published total.

Formulation (Pyomo, HiGHS, linear), tasks t with share p_t in [low_t, high_t] and working time c_t:

    minimise     sum_t c_t (d_t / range_t)^2          range_t = high_t - low_t
    subject to   target - tolerance <= sum_t c_t (p_t + d_t) <= target + tolerance
                 low_t <= p_t + d_t <= high_t

The square is cut into 40 linear pieces on either side, as in `reconcile`. At the optimum every task
that is free to move has d_t = lambda range_t^2 / 2 with one lambda for all: tasks on which the
evidence disagrees most move most.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyomo.environ as pyo
from numpy.typing import NDArray
from pyomo.contrib.appsi.base import TerminationCondition

from autopot.errors import InfeasibleError, Problem
from autopot.messages import say
from autopot.optimise.solver import highs_solver

Array = NDArray[np.float64]
PIECES = 40


@dataclass(frozen=True)
class Calibrated:
    """Calibrated shares.

    Parameters
    ----------
    shares : (T,) p + d.
    total : what they sum to.
    price : shadow price of the total: cost of moving the target by one.
    """

    shares: Array
    total: float
    price: float


def calibrate(
    share: Array, low: Array, high: Array, time: Array, target: float, tolerance: float
) -> Calibrated:
    """Move shares as little as possible so that their sum meets a target.

    Parameters
    ----------
    share : (T,) shares now, inside [low, high].
    low, high : (T,) evidence interval.
    time : (T,) working time of each task as share of all; the total is sum time * share.
    target, tolerance : published total and how near is near enough.

    Returns
    -------
    The calibrated shares.

    Raises
    ------
    InfeasibleError
        The evidence does not reach the target.

    >>> one = np.array([1.0])
    >>> round(float(calibrate(one * 0.2, one * 0.1, one * 0.5, one, 0.3, 0.01).total), 3)
    0.29
    """
    reach = (float(time @ low), float(time @ high))
    if not reach[0] - tolerance <= target <= reach[1] + tolerance:
        raise InfeasibleError(
            Problem(
                "calibrate.total",
                say("{total} is outside what the evidence allows", total=target),
                say("{low:.3f} to {high:.3f}", low=reach[0], high=reach[1]),
                say("choose a total inside it, or null"),
            )
        )
    widths = np.concatenate([(high - share), (share - low)]) / PIECES
    spread = np.maximum(np.tile(high - low, 2), 1e-12)
    model = pyo.ConcreteModel()
    size = len(widths)
    model.piece = pyo.Var(
        range(size * PIECES), bounds=lambda _, i: (0.0, float(widths[i // PIECES]))
    )
    weight = np.tile(time, 2)
    middle = (np.arange(PIECES) * 2 + 1)[None, :] * (widths / spread**2 * weight)[:, None]
    sign = np.repeat([1.0, -1.0], len(share))
    change = pyo.quicksum(
        float(sign[i // PIECES] * weight[i // PIECES]) * model.piece[i]
        for i in range(size * PIECES)
    )
    now = float(time @ share)
    model.total = pyo.Constraint(
        expr=pyo.inequality(target - tolerance - now, change, target + tolerance - now)
    )
    cost = middle.ravel()
    model.distance = pyo.Objective(
        expr=pyo.quicksum(float(cost[i]) * model.piece[i] for i in range(size * PIECES))
    )
    solver = highs_solver()
    outcome = solver.solve(model)
    if outcome.termination_condition != TerminationCondition.optimal:
        found = say(
            "the solver stopped without a solution ({reason})",
            reason=outcome.termination_condition.name,
        )
        remedy = say("choose another total, or null")
        raise InfeasibleError(Problem("calibrate.total", found, remedy=remedy))
    outcome.solution_loader.load_vars()
    moved = np.array([model.piece[i].value for i in model.piece]).reshape(2, len(share), PIECES)
    shares = share + moved[0].sum(axis=1) - moved[1].sum(axis=1)
    price = float(solver.get_duals()[model.total])
    return Calibrated(shares, float(time @ shares), price)
