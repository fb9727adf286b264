"""Which measure starts in which year.

Formulation (Pyomo, HiGHS, mixed-integer linear). Measures m, start years y and calendar years t
from 0 to Y-1, sectors s, draws d. Binary x_my: measure m starts in year y.

    maximise   a
    subject to
      worth      a <= sum_my (sum_d w_d v_myd) x_my                 mean, or worst draws: see below;
                                                                    `plan_cap` where a need caps it
      once       sum_y x_my <= 1
      budget     sum_my c_m(t-y) x_my <= B_t                        every year t
      training   sum_m in s h_m x_mt <= H_s                         every sector and year
      parallel   sum_m in s sum_(t - duration < y <= t) x_my <= K_s every sector and year
      after      sum_(y <= t) x_my <= sum_(y <= t - lag) x_ay       a is a prerequisite of m
      must       sum_(y <= latest) x_my = 1
      target     sum_my e_m(t-y) x_my >= E_t                        mean realised FTE of year t

x_my does not exist before the measure's earliest year. v_myd is what a start in year y is worth
over the whole plan in draw d; c, h and e are costs, training hours and mean realised FTE by years
since the start.

For the mean, every w_d is 1/D. The mean of the worst share of draws (CVaR) is the smallest of all
sums over w with 0 <= w_d <= 1/(share D) and sum_d w_d = 1, so there is one row `worth` for each
such w; `plan_solving` adds the rows of the worst draws of each plan it meets until no plan is
overrated. Written out whole, one row a draw, 500 draws take more than ten times as long.

Source: Rockafellar and Uryasev (2000), Optimization of conditional value-at-risk, Journal of Risk
2(3), 21-41; that the rows can be added one by one: Künzi-Bay and Mayer (2006), Computational
aspects of minimizing conditional value-at-risk, Computational Management Science 3, 3-27.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pyomo.environ as pyo
from numpy.typing import NDArray

from autopot.errors import InfeasibleError, Problem
from autopot.messages import say
from autopot.optimise.plan_cap import Cap

Array = NDArray[np.float64]
Whole = NDArray[np.int64]
NOT_STARTED = -1

Limit = tuple[str, int]
"""A family of the formulation and what it is about: year, sector or measure."""


@dataclass(frozen=True)
class PlanProblem:
    """What can be done, what it is worth, and what holds it back.

    Parameters
    ----------
    value : (M, Y, D) worth of measure m if it starts in year y, in the unit of the goal; what it
        would be worth by itself and without an end to the need where there is a cap.
    effect : (M, Y) mean realised FTE by years since the start.
    cost : (M, Y) NOK by years since the start.
    training : (M,) hours in the start year.
    sector : (M,) number of the sector.
    duration : (M,) years in which the measure takes one of the sector's changes.
    earliest : (M,) first possible start year.
    after : (measure, prerequisite, years between their starts).
    budget : (Y,) NOK; infinite for no limit.
    training_hours, parallel : (S,) hours a year and changes at a time; infinite for no limit.
    must : measure -> last year in which it may start.
    target : year -> lowest mean realised FTE.
    tail : share of the draws that count, 0-1, worst first; None for the mean of all.
    cap : what is needed, where only that counts, by the mean of all draws; None: measures are worth
        the sum of `value`.
    """

    value: Array
    effect: Array
    cost: Array
    training: Array
    sector: Whole
    duration: Whole
    earliest: Whole
    after: tuple[tuple[int, int, int], ...]
    budget: Array
    training_hours: Array
    parallel: Array
    must: Mapping[int, int] = field(default_factory=dict)
    target: Mapping[int, float] = field(default_factory=dict)
    tail: float | None = None
    cap: Cap | None = None

    @property
    def years(self) -> int:
        """Y."""
        return int(self.value.shape[1])

    @property
    def measures(self) -> int:
        """M."""
        return int(self.value.shape[0])

    def worth(self, start: Whole) -> Array:
        """(D,) worth of a plan in every draw.

        Parameters
        ----------
        start : (M,) start years, -1 for not at all.
        """
        chosen = np.flatnonzero(start != NOT_STARTED)
        if self.cap is not None:
            return self.worth_in_part(self.as_shares(start))
        worth: Array = self.value[chosen, start[chosen]].sum(axis=0)
        return worth

    def as_shares(self, start: Whole) -> Array:
        """(M, Y) 1 where a measure starts.

        Parameters
        ----------
        start : as for `worth`.
        """
        shares = np.zeros((self.measures, self.years))
        chosen = np.flatnonzero(start != NOT_STARTED)
        shares[chosen, start[chosen]] = 1.0
        return shares

    def worth_in_part(self, shares: Array) -> Array:
        """(D,) worth in every draw of a plan whose measures may be started in part.

        Parameters
        ----------
        shares : (M, Y) how much of each measure starts in each year, 0-1.
        """
        if self.cap is not None:
            closed: Array = self.cap.closed(shares).sum(axis=0)
            return closed
        worth: Array = np.einsum("my,myd->d", shares, self.value)
        return worth

    def alone(self, draw: int) -> PlanProblem:
        """The same problem with one draw taken for the truth.

        Parameters
        ----------
        draw : its number.
        """
        cap = None if self.cap is None else self.cap.alone(draw)
        return replace(self, value=self.value[:, :, [draw]], tail=None, cap=cap)

    def worthless(self) -> PlanProblem:
        """The same limits and demands where nothing is worth anything."""
        return replace(self, value=np.zeros((*self.value.shape[:2], 1)), tail=None, cap=None)

    def weights(self, worth: Array) -> Array:
        """Weight of every draw in the goal: equal, or all on the worst ones.

        Where the worst share of the draws is no whole number, the last of them counts in part.

        Parameters
        ----------
        worth : (D,) of a plan, in the unit of `value`.

        Returns
        -------
        (D,) sums to 1.

        >>> problem = PlanProblem(*[np.zeros((1, 1, 4))] * 7, (), *[np.zeros(1)] * 3, tail=0.375)
        >>> (3 * problem.weights(np.array([3.0, 1.0, 9.0, 9.0]))).round(9).tolist()
        [1.0, 2.0, 0.0, 0.0]
        """
        draws = len(worth)
        if self.tail is None:
            return np.full(draws, 1 / draws)
        result = np.zeros(draws)
        counted = self.tail * draws
        result[np.argsort(worth, kind="stable")] = (
            np.clip(counted - np.arange(draws), 0, 1) / counted
        )
        return result

    def goal(self, worth: Array) -> float:
        """The mean of all draws, or of the worst ones, in the unit of `value`.

        Parameters
        ----------
        worth : (D,) of a plan, in the unit of `value`.
        """
        return float(self.weights(worth) @ worth)


def build_model(problem: PlanProblem, *, relaxed: bool = False) -> pyo.ConcreteModel:
    """The formulation at the top of this file, with no row `worth` yet.

    Parameters
    ----------
    problem : the problem.
    relaxed : a measure may be started in part.
    """
    model = pyo.ConcreteModel()
    every = [
        (m, y) for m in range(problem.measures) for y in range(problem.earliest[m], problem.years)
    ]
    model.start = pyo.Var(every, domain=pyo.UnitInterval if relaxed else pyo.Binary)
    model.once = pyo.Constraint(
        sorted({m for m, _ in every}),
        rule=lambda model, m: _started(model, problem, m, problem.years - 1) <= 1,
    )
    _add_resources(model, problem, every)
    _add_demands(model, problem, every)
    model.level = pyo.Var()
    model.worth = pyo.ConstraintList()
    if problem.cap is not None:
        model.closed = pyo.Var(range(problem.years))
        model.worth.add(model.level - pyo.quicksum(model.closed.values()) <= 0)
    model.goal = pyo.Objective(expr=model.level, sense=pyo.maximize)
    return model


def add_worth(
    model: pyo.ConcreteModel, problem: PlanProblem, weights: Array, shares: Array | None = None
) -> None:
    """Add one row `worth`, or one for each year where a need caps it.

    Parameters
    ----------
    model : from `build_model`.
    problem : the same problem.
    weights : (D,) weight of every draw, summing to 1; equal where there is a cap.
    shares : (M, Y) plan that the rows of a cap do not overrate; None: nothing starts.
    """
    if problem.cap is not None:
        nothing = np.zeros((problem.measures, problem.years))
        starts, most = problem.cap.rows(nothing if shares is None else shares)
        for year, worth in enumerate(starts):
            used = [(float(worth[at]), at) for at in model.start if worth[at] != 0]
            given = pyo.quicksum(c * model.start[at] for c, at in used)
            model.worth.add(model.closed[year] - given <= float(most[year]))
        return
    worth = problem.value @ weights
    model.worth.add(
        model.level - pyo.quicksum(float(worth[at]) * model.start[at] for at in model.start) <= 0
    )


def _started(model: pyo.ConcreteModel, problem: PlanProblem, m: int, year: int) -> Any:
    """Whether measure m has started by the end of a year, as an expression."""
    return pyo.quicksum(model.start[m, y] for y in range(problem.earliest[m], year + 1))


def _add_resources(
    model: pyo.ConcreteModel, problem: PlanProblem, every: list[tuple[int, int]]
) -> None:
    model.budget, model.training, model.parallel = (pyo.ConstraintList() for _ in range(3))
    model.limit_rows = defaultdict(list)
    for t in range(problem.years):
        if np.isfinite(problem.budget[t]):
            terms = [(problem.cost[m, t - y], (m, y)) for m, y in every if y <= t]
            _at_most(model, ("budget", t), terms, problem.budget[t])
        for s in range(len(problem.parallel)):
            there = [(m, y) for m, y in every if problem.sector[m] == s]
            if np.isfinite(problem.training_hours[s]):
                terms = [(problem.training[m], (m, y)) for m, y in there if y == t]
                _at_most(model, ("training", s), terms, problem.training_hours[s])
            if np.isfinite(problem.parallel[s]):
                terms = [(1.0, (m, y)) for m, y in there if t - problem.duration[m] < y <= t]
                _at_most(model, ("parallel", s), terms, problem.parallel[s])


def _at_most(
    model: pyo.ConcreteModel,
    about: Limit,
    terms: list[tuple[float, tuple[int, int]]],
    limit: float,
) -> None:
    """Add a limit, unless nothing counts against it."""
    used = [(float(c), at) for c, at in terms if c != 0]
    if used:
        total = pyo.quicksum(c * model.start[at] for c, at in used)
        row = model.component(about[0]).add(total <= float(limit))
        model.limit_rows[about].append(row)


def _add_demands(
    model: pyo.ConcreteModel, problem: PlanProblem, every: list[tuple[int, int]]
) -> None:
    model.after, model.must, model.target = (pyo.ConstraintList() for _ in range(3))
    for m, a, lag in problem.after:
        for t in range(problem.earliest[m], problem.years):
            model.after.add(
                _started(model, problem, m, t) - _started(model, problem, a, t - lag) <= 0
            )
    for m, latest in problem.must.items():
        if latest < problem.earliest[m]:
            raise infeasible()
        model.must.add(_started(model, problem, m, latest) == 1)
    for t, lowest in problem.target.items():
        terms = [(problem.effect[m, t - y], (m, y)) for m, y in every if y <= t]
        used = [float(e) * model.start[at] for e, at in terms if e > 0]
        if not used:
            raise infeasible()
        model.target.add(pyo.quicksum(used) >= float(lowest))


def infeasible() -> InfeasibleError:
    """That the demands cannot be met."""
    found = say("no plan meets the demands within the limits")
    return InfeasibleError(Problem("plan", found, remedy=say("widen a limit")))
