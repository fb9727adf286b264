"""The table nearest to a prior that meets published margins.

Formulation, cells c, margins m:

    minimise    sum_c  x_c log(x_c / q_c) - x_c  +  sum_m  strength_m (under_m + over_m)
    subject to  low_m  - under_m  <=  sum_c a_mc x_c             (every margin)
                sum_c b_mc x_c    <=  high_m + over_m            (every margin)
                under_m = over_m = 0                             (hard margins)
                x_c, under_m, over_m >= 0

The first sum is the relative entropy to the prior q, strictly convex in x; under and over follow
from x. So there is one nearest table, whatever finds it. It is found through its multipliers, one
for each side y_m, z_m >= 0 of a margin (`multipliers`), to 1e-12 of every cell:

    x_c = q_c exp(sum_m y_m a_mc - z_m b_mc),      y_m, z_m <= strength_m  for a soft margin

That is what `strength` means: a soft margin may scale its cells by at most exp(strength), and is
missed only where it does. For hard margins alone it is iterative proportional fitting. A linear
programme comes first (`support`): whether any table meets the hard margins, and which cells are 0
in all that do. Nothing else depends on the solver.

Source: relative entropy and iterative proportional fitting, Csiszár (1975), Annals of Probability
3(1), 146-158; its dual, Boyd and Vandenberghe (2004), Convex Optimization, section 5.2.4 and 5.5.3.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from autopot.errors import InfeasibleError, InputError, Problem
from autopot.messages import say
from autopot.optimise.multipliers import Rows, multipliers
from autopot.optimise.support import possible_cells

Array = NDArray[np.float64]

EXACT = 6
"""Decimals that published limits end before, and that an error of the solution does not reach."""

MET = 1e-7
"""How far, relative to its cells, a hard margin may be missed: the tolerance of the programme."""


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
        """The margin that the sum of some cells equals a target.

        Parameters
        ----------
        name : shown in messages and in the residual table.
        cells : (cells,) 1 where a cell is in the sum, 0 elsewhere.
        target : in the unit of the table.
        strength : of a soft margin, as in `Margin`; None: the margin is hard.
        """
        kind = "hard" if strength is None else "soft"
        return cls(
            name=name,
            kind=kind,
            low_weights=cells,
            high_weights=cells,
            low=target,
            high=target,
            strength=strength or 0.0,
        )


@dataclass(frozen=True)
class Reconciled:
    """The nearest table.

    Parameters
    ----------
    values : (cells,) in the unit of the prior.
    under, over : (margins,) how far each sum misses its limit; 0 where it is met.
    raised, lowered : (margins,) multipliers y and z of the low and the high limit, at least 0: the
        log factor by which the limit moves a cell of weight 1.
    """

    values: Array
    under: Array
    over: Array
    raised: Array
    lowered: Array


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
        raise InputError(
            Problem("prior", say("a cell that is not positive"), say("numbers above 0"))
        )
    rows, margin_of = _rows(margins, len(prior))
    possible = possible_cells(prior, rows)
    if possible is None:
        raise _contradiction(margins)
    used = rows.of_cells(possible)
    found = multipliers(prior[possible], used)
    values = np.zeros(len(prior))
    values[possible] = used.table(prior[possible], found)
    gap = rows.limits - rows.weights @ values
    hard = ~np.isfinite(rows.upper - rows.lower)
    wrong = np.maximum(np.where(rows.upper > 0, gap, 0), np.where(rows.lower < 0, -gap, 0))
    if (wrong > MET * (np.abs(rows.weights) @ values + np.abs(rows.limits)))[hard].any():
        raise _contradiction(margins)
    under = np.where((found == rows.upper) & (rows.upper > 0), gap, 0.0)
    over = np.where((found == rows.lower) & (rows.lower < 0), -gap, 0.0)
    sides = [np.maximum(each, 0.0) for each in (under, over, found, -found)]
    return Reconciled(values, *(_by_margin(margin_of, side, len(margins)) for side in sides))


def settled(values: Array | float, decimals: int) -> Array:
    """Rounded so that an error of 1e-9 turns no digit.

    A cell that is moved to a limit such as 12.345 reaches it from below or from above by such an
    error, and would become 12.34 or 12.35; it is put on the limit first.

    Parameters
    ----------
    values : any shape and unit.
    decimals : digits after the point, fewer than six.

    Returns
    -------
    Same shape.

    >>> [float(v) for v in settled(np.array([12.345 - 1e-11, 12.345 + 1e-11]), 2)]
    [12.34, 12.34]
    """
    return np.round(np.round(values, EXACT), decimals)


def _rows(margins: Sequence[Margin], cells: int) -> tuple[Rows, NDArray[np.intp]]:
    """The sums that limits are put on, and which margin each is of; an open side has none."""
    rows: list[tuple[int, Array, float, float, float]] = []
    for number, margin in enumerate(margins):
        most = np.inf if margin.kind == "hard" else margin.strength
        if margin.low == margin.high and np.array_equal(margin.low_weights, margin.high_weights):
            rows.append((number, margin.low_weights, margin.low, -most, most))
            continue
        if np.isfinite(margin.low):
            rows.append((number, margin.low_weights, margin.low, 0.0, most))
        if np.isfinite(margin.high):
            rows.append((number, margin.high_weights, margin.high, -most, 0.0))
    weights = np.array([row[1] for row in rows], dtype=float).reshape(len(rows), cells)
    limits, lower, upper = (np.array([row[k] for row in rows], dtype=float) for k in (2, 3, 4))
    return Rows(weights, limits, lower, upper), np.array([row[0] for row in rows], dtype=np.intp)


def _by_margin(margin_of: NDArray[np.intp], amounts: Array, margins: int) -> Array:
    return np.bincount(margin_of, weights=amounts, minlength=margins).astype(np.float64)


def _contradiction(margins: Sequence[Margin]) -> InfeasibleError:
    hard = [margin.name for margin in margins if margin.kind == "hard"]
    return InfeasibleError(
        Problem(
            say("margins"),
            say("no table meets the hard margins"),
            say("hard margins that agree"),
            say("make one of these soft: {names}", names=hard),
        )
    )
