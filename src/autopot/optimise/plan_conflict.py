"""Which limits and demands cannot be met together."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from autopot.errors import InfeasibleError
from autopot.optimise.plan import Limit, PlanProblem
from autopot.optimise.plan_questions import FIELDS, resource_limits, with_more
from autopot.optimise.plan_solving import NotFoundInTime, Settings, solve


def conflict(problem: PlanProblem, seconds: float) -> list[Limit]:
    """A smallest set of limits and demands that cannot be met together.

    Each limit that is not needed for the conflict is left out. If even one of those that are left
    were dropped, there would be a plan, or the time did not suffice to say that there is none.

    Parameters
    ----------
    problem : a problem without a plan.
    seconds : time for each attempt.

    Source
    ------
    Deletion filter, Chinneck and Dravnieks (1991), ORSA Journal on Computing 3(2), 157-168.
    """
    needed = []
    for limit in _every_limit(problem):
        fewer = _without(problem, limit)
        if _may_have_plan(fewer, seconds):
            needed.append(limit)
        else:
            problem = fewer
    return needed


def _every_limit(problem: PlanProblem) -> list[Limit]:
    return [
        *resource_limits(problem),
        *(("earliest", int(m)) for m in np.flatnonzero(problem.earliest > 0)),
        *(("after", m) for m in sorted({m for m, _, _ in problem.after})),
        *(("target", t) for t in problem.target),
        *(("must", m) for m in problem.must),
    ]


def _without(problem: PlanProblem, limit: Limit) -> PlanProblem:
    family, number = limit
    if family in FIELDS:
        return with_more(problem, limit, np.inf)
    if family == "earliest":
        earliest = problem.earliest.copy()
        earliest[number] = 0
        return replace(problem, earliest=earliest)
    if family == "after":
        return replace(problem, after=tuple(row for row in problem.after if row[0] != number))
    if family == "must":
        return replace(problem, must={m: y for m, y in problem.must.items() if m != number})
    return replace(problem, target={t: e for t, e in problem.target.items() if t != number})


def _may_have_plan(problem: PlanProblem, seconds: float) -> bool:
    """Whether a plan, whatever it is worth, meets the demands, or that is not known in time."""
    try:
        solve(problem.worthless(), Settings(1.0, seconds))
    except NotFoundInTime:
        return True
    except InfeasibleError:
        return False
    return True
