"""Lowest and highest potential that the evidence allows, with no probability distribution at all.

Formulation (Pyomo, HiGHS, linear), tasks t, sectors s:

    minimise or maximise   sum_t c_st p_t                       one sector, or the total
    subject to             low_t <= p_t <= high_t               the task's evidence interval
                           L <= sum_t c_t p_t <= H              a stated total
                           L_s <= sum_t c_st p_t <= H_s         a stated sector
                           sum_t c_at p_t >= sum_t c_st p_t     a sector stated to be first

c_st is the share of sector s's working time that task t takes (its potential counted by the
scenario's gate), c_t the same for everybody. The dual of a stated fact is its shadow price: how
much the bound would move if the fact's limit moved by one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pyomo.environ as pyo
from numpy.typing import NDArray
from pyomo.contrib.appsi.base import TerminationCondition
from pyomo.contrib.appsi.solvers import Highs

from autopot.errors import InfeasibleError, Problem
from autopot.messages import say
from autopot.optimise.solver import highs_solver

Array = NDArray[np.float64]
TOTAL = "total"
BINDING = 1e-6


@dataclass(frozen=True)
class Facts:
    """What is stated to be true.

    Parameters
    ----------
    total : lowest and highest share of all working time, or None.
    first : sector with the largest share, or None.
    sectors : sector -> lowest and highest share.
    """

    total: tuple[float, float] | None = None
    first: str | None = None
    sectors: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    def names(self) -> list[str]:
        """One name per fact."""
        return [
            *([TOTAL] if self.total else []),
            *([self.largest] if self.first else []),
            *self.sectors,
        ]

    @property
    def largest(self) -> str:
        """Name of the fact that one sector has the largest share."""
        return f"{self.first} first"

    def without(self, name: str) -> Facts:
        """The other facts."""
        return Facts(
            total=None if name == TOTAL else self.total,
            first=None if name == self.largest else self.first,
            sectors={s: limits for s, limits in self.sectors.items() if s != name},
        )


@dataclass(frozen=True)
class Bound:
    """Range of one sum.

    Parameters
    ----------
    name : sector, or "total".
    low, high : shares.
    low_fact, high_fact : the stated fact that holds the end back most, or "".
    low_price, high_price : its shadow price, share per share.
    """

    name: str
    low: float
    high: float
    low_fact: str
    low_price: float
    high_fact: str
    high_price: float


def build_model(
    low: Array, high: Array, sums: Mapping[str, Array], facts: Facts
) -> pyo.ConcreteModel:
    """The constraints, without an objective.

    Parameters
    ----------
    low, high : (T,) interval of each task's share, 0-1.
    sums : name -> (T,) coefficients of every sector and of "total".
    facts : stated facts.
    """
    model = pyo.ConcreteModel()
    model.p = pyo.Var(range(len(low)), bounds=lambda _, t: (float(low[t]), float(high[t])))
    model.sums = {
        name: pyo.quicksum(float(c[t]) * model.p[t] for t in np.flatnonzero(c).tolist())
        for name, c in sums.items()
    }
    model.facts = pyo.ConstraintList()
    model.fact_of = []

    def add(name: str, expression: object) -> None:
        model.facts.add(expression)
        model.fact_of.append(name)

    limits = {**({TOTAL: facts.total} if facts.total else {}), **facts.sectors}
    for name, (lowest, highest) in limits.items():
        add(name, model.sums[name] >= lowest)
        add(name, model.sums[name] <= highest)
    if facts.first:
        for name in sums:
            if name not in (TOTAL, facts.first):
                add(f"{facts.first} first", model.sums[facts.first] - model.sums[name] >= 0)
    return model


def potential_bounds(
    low: Array, high: Array, sums: Mapping[str, Array], facts: Facts
) -> list[Bound]:
    """Range of every sum, compatible with the intervals and the facts.

    Parameters
    ----------
    low, high, sums, facts : as for `build_model`.

    Returns
    -------
    One bound per entry of `sums`, in its order, as share of the working time.

    Raises
    ------
    InfeasibleError
        The facts contradict the evidence or each other; names a smallest set that does.
    """
    model = build_model(low, high, sums, facts)
    solver = highs_solver()
    results = []
    for name in sums:
        ends = []
        for sense in (pyo.minimize, pyo.maximize):
            if hasattr(model, "end"):
                model.del_component("end")
            model.end = pyo.Objective(expr=model.sums[name], sense=sense)
            outcome = solver.solve(model)
            if outcome.termination_condition != TerminationCondition.optimal:
                raise _conflict(low, high, sums, facts)
            outcome.solution_loader.load_vars()
            ends.append((float(pyo.value(model.sums[name])), *_price(model, solver)))
        (lowest, low_fact, low_price), (highest, high_fact, high_price) = ends
        results.append(
            Bound(
                name=name,
                low=lowest,
                high=highest,
                low_fact=low_fact,
                low_price=low_price,
                high_fact=high_fact,
                high_price=high_price,
            )
        )
    return results


def _price(model: pyo.ConcreteModel, solver: Highs) -> tuple[str, float]:
    """The fact with the largest shadow price at the optimum, and the price."""
    if not model.fact_of:
        return "", 0.0
    duals = solver.get_duals()
    prices = [float(duals[model.facts[i]]) for i in model.facts]
    largest = int(np.argmax(np.abs(prices)))
    if abs(prices[largest]) < BINDING:
        return "", 0.0
    return model.fact_of[largest], prices[largest]


def feasible(low: Array, high: Array, sums: Mapping[str, Array], facts: Facts) -> bool:
    """Whether any shares inside the intervals meet the facts.

    Parameters
    ----------
    low, high, sums, facts : as for `build_model`.
    """
    model = build_model(low, high, sums, facts)
    model.end = pyo.Objective(expr=0.0 * model.p[0])
    outcome = highs_solver().solve(model)
    return bool(outcome.termination_condition == TerminationCondition.optimal)


def irreducible_conflict(
    low: Array, high: Array, sums: Mapping[str, Array], facts: Facts
) -> list[str]:
    """A smallest set of facts that cannot hold together: leave out each fact that is not needed.

    Parameters
    ----------
    low, high, sums, facts : as for `build_model`; no shares meet all these facts.

    Returns
    -------
    Names as in `Facts.names`. Without any one of them the others can hold together.

    Source
    ------
    Deletion filter: Chinneck and Dravnieks (1991), ORSA Journal on Computing 3(2), 157-168.
    """
    for name in facts.names():
        fewer = facts.without(name)
        if not feasible(low, high, sums, fewer):
            facts = fewer
    return facts.names()


def _conflict(low: Array, high: Array, sums: Mapping[str, Array], facts: Facts) -> InfeasibleError:
    named = [
        say("{sector} first", sector=facts.first) if name == facts.largest else name
        for name in irreducible_conflict(low, high, sums, facts)
    ]
    return InfeasibleError(
        Problem(
            say("facts"),
            say("no shares within the evidence meet these together: {facts}", facts=named),
            say("facts that the evidence allows"),
            say("drop or widen one of them"),
        )
    )
