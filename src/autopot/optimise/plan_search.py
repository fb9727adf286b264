"""The best whole plan where the same problem is asked again with another worth or a wider limit.

Branch and bound (Land and Doig 1960) on the relaxation that `plan_relaxation` keeps. Plans whose
measures start in part are told apart by a year k of one measure m:

    sum_(y <= k) x_my = 0          or          sum_(y <= k) x_my = 1

Those of the highest relaxation come first. Plans whose relaxation is no better than the best whole
plan known, by the gap, are left; a start whose penalty (reduced cost) is larger than that distance
is left out below (Crowder, Johnson and Padberg 1983). The best plans of earlier questions, bettered
one measure at a time, are known from the beginning. Where one limit is wider, a better plan has to
use more of it than there was, in one of its years, so that only such plans are looked at.

The questions about a plan are many and small: most of the tenth of a second that HiGHS's own search
takes for one goes to cuts and heuristics, where a relaxation takes a third of a millisecond. Larger
questions need cuts: one that would need more than `NODES` relaxations on average is given up, and
HiGHS's own search is asked instead.

Source: Land and Doig (1960), An automatic method of solving discrete programming problems,
Econometrica 28(3), 497-520; Crowder, Johnson and Padberg (1983), Solving large-scale zero-one
linear programming problems, Operations Research 31(5), 803-834.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from autopot.optimise.plan import NOT_STARTED, Array, Limit, PlanProblem, Whole, infeasible
from autopot.optimise.plan_relaxation import Relaxation, Relaxed

NODES = 150
"""Relaxations that a question may take on average."""

FIRST_NODES = 2000
"""Relaxations beyond that for all questions together: some are harder than others."""

PART = 1e-6
"""A share that is further than this from 0 and 1 is a measure started in part."""


class GivenUpError(Exception):
    """A question took more relaxations or time than it may, or one of them had no answer."""


@dataclass(frozen=True)
class _Plans:
    """Plans that are told apart from the others.

    Parameters
    ----------
    bound : worth that none of them exceeds.
    open_ : (N,) possible starts.
    must : (measures with a start,) those that are started.
    beyond : row of a wider limit that uses all that the problem itself allows.
    """

    bound: float
    open_: NDArray[np.bool_]
    must: NDArray[np.bool_]
    beyond: int | None = None


@dataclass
class _Best:
    """The best whole plan so far.

    Parameters
    ----------
    columns : (measures with a start,) its columns, N for not at all; empty where none is known.
    goal : its worth.
    """

    columns: Whole = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    goal: float = -np.inf

    def enough(self, gap: float) -> float:
        """Worth above which other plans are still looked for."""
        return self.goal + gap * max(abs(self.goal), 1e-9) if self.columns.size else -np.inf


class Search:
    """Questions about one problem.

    Parameters
    ----------
    problem : limits and demands; its worth counts for nothing here.
    known : (M,) start years of each plan to begin with.

    Raises
    ------
    InfeasibleError
        A demand that no measure can meet.
    """

    def __init__(self, problem: PlanProblem, known: Sequence[Whole] = ()) -> None:
        self._plans = Relaxation(problem)
        measure, self._year = self._plans.starts.T
        self._place = np.searchsorted(self._plans.once, measure)
        self._first = np.searchsorted(measure, measure)
        self._nothing = len(measure)
        self._measures = problem.measures
        used = self._plans.amount
        self._used = np.hstack([used, np.zeros((len(used), 1))])
        self._known = [self._as_columns(start) for start in known]
        self._left = FIRST_NODES

    def best(
        self,
        worth: Array,
        *,
        gap: float,
        seconds: float,
        wider: tuple[Limit, float] | None = None,
    ) -> Whole:
        """(M,) start years of the best plan.

        Parameters
        ----------
        worth : (M, Y) of each start.
        gap : share of the goal that the plan may lie below the best possible.
        seconds : time for the question.
        wider : family and number of a limit, and how much more there is of it. Only plans that
            the problem itself does not allow are then looked at beside those that are known, so
            that it has to be asked with this worth before.

        Raises
        ------
        InfeasibleError
            No plan meets the demands within the limits.
        GivenUpError
            The question is too large for this search, or the time did not suffice.
        """
        self._left += NODES
        each = worth[tuple(self._plans.starts.T)]
        beyond = self._plans.ask(each, wider)
        best = self._from_known(np.append(each, 0.0))
        none = np.zeros(len(self._plans.once), dtype=bool)
        every = _Plans(np.inf, np.ones(len(each), dtype=bool), none)
        inside = wider is None or not best.columns.size
        left = [every] if inside else [replace(every, beyond=row) for row in beyond]
        self._branch(left, each, best, gap, time.perf_counter() + seconds)
        if not best.columns.size:
            raise infeasible()
        self._known.append(best.columns)
        return self._as_start(self._without_idle(best.columns, np.append(each, 0.0)))

    def know(self, start: Whole) -> None:
        """Begin with one more plan from now on.

        Parameters
        ----------
        start : (M,) its start years, -1 for not at all.
        """
        self._known.append(self._as_columns(start))

    def _branch(
        self, left: list[_Plans], worth: Array, best: _Best, gap: float, until: float
    ) -> None:
        """Better the best plan until none of those left is better by the gap."""
        while left:
            plans = left.pop(max(range(len(left)), key=lambda i: left[i].bound))
            if plans.bound <= best.enough(gap):
                continue
            if self._left <= 0 or time.perf_counter() > until:
                raise GivenUpError
            self._left -= 1
            try:
                relaxed = self._plans.best(plans.open_, plans.must, plans.beyond)
            except ArithmeticError as error:
                raise GivenUpError from error
            if relaxed is not None and relaxed.goal > best.goal:
                left += self._apart(plans, relaxed, worth, best)

    def _apart(self, plans: _Plans, relaxed: Relaxed, worth: Array, best: _Best) -> list[_Plans]:
        """The two parts of some plans, the likelier last; none where their best plan is whole."""
        started = self._started(relaxed.shares)
        part = np.minimum(started, 1 - started)
        if part.max(initial=0.0) <= PART:
            self._take(np.flatnonzero(relaxed.shares > 1 - 2 * PART), worth, best)
            return []
        most = np.full(len(plans.must), PART * max(1.0, float(worth.max())))
        np.maximum.at(most, self._place, worth)
        split = int(np.where(part > PART, part * most[self._place], -1.0).argmax())
        place, year = self._place[split], self._year[split]
        unused = (relaxed.shares <= PART) & (relaxed.penalty > relaxed.goal - best.goal)
        open_ = plans.open_ & ~unused
        own = self._place == place
        must = plans.must.copy()
        must[place] = True
        return [
            replace(plans, bound=relaxed.goal, open_=open_ & ~(own & (self._year <= year))),
            replace(
                plans, bound=relaxed.goal, open_=open_ & ~(own & (self._year > year)), must=must
            ),
        ]

    def _started(self, shares: Array) -> Array:
        """(N,) how much of the start's measure has been started by its year."""
        total = np.concatenate([[0.0], np.cumsum(shares)])
        started: Array = total[1:] - total[self._first]
        return started

    def _take(self, there: NDArray[np.intp], worth: Array, best: _Best) -> None:
        """Make a whole plan the best one, if it is."""
        columns = np.full(len(self._plans.once), self._nothing)
        columns[self._place[there]] = there
        if not self._plans.keeps(self._used[:, there].sum(axis=1, keepdims=True)).all():
            raise GivenUpError
        goal = float(worth[there].sum())
        if goal > best.goal:
            best.columns, best.goal = columns, goal

    def _from_known(self, worth: Array) -> _Best:
        """The best of the plans that are known and allowed, bettered one measure at a time."""
        best = _Best()
        if not self._known:
            return best
        every = np.unique(np.array(self._known), axis=0)
        allowed = every[self._plans.keeps(self._used[:, every].sum(axis=2))]
        for columns in allowed:
            bettered = self._bettered(columns, worth)
            if (goal := float(worth[bettered].sum())) > best.goal:
                best.columns, best.goal = bettered, goal
        return best

    def _bettered(self, columns: Whole, worth: Array) -> Whole:
        """A plan after the best change of one measure, again and again while that betters it."""
        changed = np.concatenate([self._place, np.arange(len(columns))])
        to = np.concatenate([np.arange(self._nothing), np.full(len(columns), self._nothing)])
        columns = columns.copy()
        while True:
            gain = worth[to] - worth[columns[changed]]
            better = np.flatnonzero(gain > PART * max(1.0, abs(float(worth[columns].sum()))))
            now = self._used[:, columns].sum(axis=1, keepdims=True)
            then = now - self._used[:, columns[changed[better]]] + self._used[:, to[better]]
            allowed = better[self._plans.keeps(then)]
            if not len(allowed):
                return columns
            change = allowed[gain[allowed].argmax()]
            columns[changed[change]] = to[change]

    def _without_idle(self, columns: Whole, worth: Array) -> Whole:
        """The plan without starts that are worth nothing and that nothing in it needs."""
        columns = columns.copy()
        while True:
            idle = np.flatnonzero((columns < self._nothing) & (worth[columns] <= 0))
            now = self._used[:, columns].sum(axis=1, keepdims=True)
            needless = idle[self._plans.keeps(now - self._used[:, columns[idle]])]
            if not len(needless):
                return columns
            columns[needless[0]] = self._nothing

    def _as_columns(self, start: Whole) -> Whole:
        columns = np.full(len(self._plans.once), self._nothing)
        there = np.flatnonzero(start[self._plans.once][self._place] == self._year)
        columns[self._place[there]] = there
        return columns

    def _as_start(self, columns: Whole) -> Whole:
        start = np.full(self._measures, NOT_STARTED)
        begun = columns < self._nothing
        start[self._plans.once[begun]] = self._year[columns[begun]]
        return start
