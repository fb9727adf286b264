"""The table nearest to a prior that meets published margins.

Formulation (Pyomo, solved by HiGHS as a linear programme), cells c, margins m:

    minimise    sum_c  f_c(x_c)  +  sum_m  strength_m (under_m + over_m)
    subject to  low_m  - under_m  <=  sum_c a_mc x_c             (every margin)
                sum_c b_mc x_c    <=  high_m + over_m            (every margin)
                under_m = over_m = 0                             (hard margins)
                x_c >= 0

    f_c(x) = x log(x / q_c) - x,  the relative entropy to the prior q_c.

f_c is convex, so it is cut into linear pieces: x_c is the sum of segments, each bounded by its
width and costing the slope of its chord. HiGHS fills the cheap segments first, so no integers are
needed. The pieces are cut again round the solution, finer each time, until the table stands still.

At the optimum x_c = q_c exp(sum_m y_m a_mc) with one multiplier y_m per margin. For hard margins
that is iterative proportional fitting; a soft margin has |y_m| <= strength_m, which is what
`strength` means: it may scale its cells by at most exp(strength).

Source: relative entropy and iterative proportional fitting, Csiszár (1975), Annals of Probability
3(1), 146-158; segments of a separable convex function, Dantzig (1956), Econometrica 24(4), 383.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyomo.environ as pyo
from numpy.typing import NDArray
from pyomo.contrib.appsi.base import TerminationCondition

from autopot.errors import InfeasibleError, InputError, Problem
from autopot.optimise.solver import highs_solver

Array = NDArray[np.float64]

COARSE = np.exp(np.linspace(-5, 5, 21))
"""Breakpoints of the first pass as multiples of the prior: factors of 1.65 from 0.007 to 148."""

ZOOMS = (0.4, 0.1, 0.02, 0.004, 0.0008)
"""Half-widths, on the log scale, of the fine pieces cut round the solution in later passes."""

FINE_PIECES = 10


@dataclass(frozen=True)
class Margin:
    """A linear statement about the table.

    Parameters
    ----------
    name : shown in messages and in the residual table.
    kind : "hard", "soft" or "interval".
    low_weights : (cells,) coefficients of the sum that must reach `low`.
    high_weights : (cells,) coefficients of the sum that must not pass `high`.
    low, high : limits in the unit of the table; equal for hard and soft margins. Infinite: open.
    strength : largest log factor by which a soft margin or interval may scale its cells.
    """

    name: str
    kind: str
    low_weights: Array
    high_weights: Array
    low: float
    high: float
    strength: float

    @classmethod
    def total(cls, name: str, cells: Array, target: float, strength: float | None = None) -> Margin:
        """The sum of the chosen cells equals a target; hard unless a strength is given."""
        kind = "hard" if strength is None else "soft"
        return cls(name, kind, cells, cells, target, target, strength or 0.0)


@dataclass(frozen=True)
class Reconciled:
    """The nearest table.

    Parameters
    ----------
    values : (cells,) in the unit of the prior.
    under, over : (margins,) how far each sum misses its limit; 0 where it is met.
    passes : how often the pieces were cut.
    """

    values: Array
    under: Array
    over: Array
    passes: int


def reconcile(prior: Array, margins: Sequence[Margin]) -> Reconciled:
    """Find the table nearest to `prior` that meets `margins`.

    Parameters
    ----------
    prior : (cells,) float64, positive, any unit (FTE).
    margins : statements about sums of cells.

    Returns
    -------
    The table with what every margin reached.

    Raises
    ------
    InputError
        The prior is not positive and finite.
    InfeasibleError
        The hard margins contradict each other.

    Source
    ------
    See the module's formulation.

    >>> cells = np.array([1.0, 1.0])
    >>> total = Margin.total("sum", cells, 8)
    >>> [round(float(v), 3) for v in reconcile(np.array([1.0, 3.0]), [total]).values]
    [2.0, 6.0]
    """
    if not (np.isfinite(prior).all() and (prior > 0).all()):
        raise InputError(Problem("prior", "a cell that is not positive", "numbers above 0"))
    values = prior.copy()
    passes = 0
    for zoom in (None, *ZOOMS):
        values = _solve(prior, margins, _breakpoints(prior, values, zoom))
        passes += 1
    low = np.array([m.low_weights @ values for m in margins])
    high = np.array([m.high_weights @ values for m in margins])
    under = np.maximum(np.array([m.low for m in margins]) - low, 0)
    over = np.maximum(high - np.array([m.high for m in margins]), 0)
    return Reconciled(values, under, over, passes)


def _breakpoints(prior: Array, values: Array, zoom: float | None) -> Array:
    """(cells, pieces + 1) rising breakpoints: coarse round the prior, fine round the solution."""
    coarse = prior[:, None] * COARSE[None, :]
    zero = np.zeros((len(prior), 1))
    if zoom is None:
        return np.concatenate([zero, coarse], axis=1)
    fine = np.exp(np.linspace(-zoom, zoom, FINE_PIECES + 1))
    centre = np.maximum(values, prior * COARSE[0])
    points = np.concatenate([zero, coarse, centre[:, None] * fine[None, :]], axis=1)
    return np.sort(points, axis=1)


def _entropy(x: Array, prior: Array) -> Array:
    """X log(x / q) - x, 0 at 0."""
    safe = np.maximum(x, 1e-300)
    return np.where(x > 0, x * np.log(safe / prior) - x, 0.0)


def _solve(prior: Array, margins: Sequence[Margin], breakpoints: Array) -> Array:
    """One linear programme on the given pieces; the table it finds."""
    model = _build(prior, margins, breakpoints)
    solver = highs_solver()
    outcome = solver.solve(model)
    if outcome.termination_condition != TerminationCondition.optimal:
        hard = ", ".join(m.name for m in margins if m.kind == "hard")
        raise InfeasibleError(
            Problem(
                "margins",
                f"no table meets the hard margins ({outcome.termination_condition.name})",
                "hard margins that agree",
                f"make one of these soft: {hard}",
            )
        )
    outcome.solution_loader.load_vars()
    pieces = np.array([model.piece[i].value for i in model.piece], dtype=float)
    result: Array = pieces.reshape(breakpoints.shape[0], -1).sum(axis=1)
    return result


def _build(prior: Array, margins: Sequence[Margin], breakpoints: Array) -> pyo.ConcreteModel:
    cells, points = breakpoints.shape
    pieces = points - 1
    widths = np.diff(breakpoints, axis=1)
    cost = np.diff(_entropy(breakpoints, prior[:, None]), axis=1)
    slopes = np.divide(cost, widths, out=np.zeros_like(cost), where=widths > 0).ravel()
    flat_widths = widths.ravel()

    model = pyo.ConcreteModel()
    model.piece = pyo.Var(range(cells * pieces), bounds=lambda _, i: (0, float(flat_widths[i])))
    model.under = pyo.Var(range(len(margins)), within=pyo.NonNegativeReals)
    model.over = pyo.Var(range(len(margins)), within=pyo.NonNegativeReals)
    model.limits = pyo.ConstraintList()
    cell_of = [
        pyo.quicksum(model.piece[c * pieces + k] for k in range(pieces)) for c in range(cells)
    ]
    for number, margin in enumerate(margins):
        if margin.kind == "hard":
            model.under[number].fix(0)
            model.over[number].fix(0)
        low = _sum(cell_of, margin.low_weights)
        high = _sum(cell_of, margin.high_weights)
        if np.isfinite(margin.low):
            model.limits.add(low + model.under[number] >= margin.low)
        if np.isfinite(margin.high):
            model.limits.add(high - model.over[number] <= margin.high)
    penalty = pyo.quicksum(
        margin.strength * (model.under[i] + model.over[i])
        for i, margin in enumerate(margins)
        if margin.kind != "hard"
    )
    model.distance = pyo.Objective(
        expr=pyo.quicksum(float(s) * model.piece[i] for i, s in enumerate(slopes)) + penalty
    )
    return model


def _sum(cell_of: Sequence[Any], weights: Array) -> Any:
    used = np.flatnonzero(weights)
    return pyo.quicksum(float(weights[c]) * cell_of[c] for c in used.tolist())
