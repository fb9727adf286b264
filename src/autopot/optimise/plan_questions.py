"""What one more unit of a limit is worth, what the limits cost, and how sure each choice is.

Each question is the same problem with something changed. Up to `EXACT_STARTS` start variables it is
answered with whole measures, proved to `GAP`: by one search for all questions (`plan_search`) where
worth is a sum over measures, by HiGHS's own search elsewhere and where that one gives up. Above,
measures may be started in part, which takes hundredths of a second. Size and number of steps
decide, never the clock, so that an answer can be repeated.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from autopot.optimise.plan import NOT_STARTED, Array, Limit, PlanProblem, Whole
from autopot.optimise.plan_search import GivenUpError, Search
from autopot.optimise.plan_solving import (
    NotFoundInTime,
    Settings,
    Solved,
    relaxed,
    solve,
    without_needless,
)

EXACT_STARTS = 200
GAP = 1e-6
"""Share of the goal that the answer to a question may lie below the best possible."""

CHOSEN = 0.5
"""Share of a measure from which it counts as chosen where it may be started in part."""


@dataclass(frozen=True)
class Margin:
    """What a little more of one limit is worth.

    Parameters
    ----------
    limit : family and number.
    step : how much more.
    gain : rise of the goal; None where the time did not suffice.
    """

    limit: Limit
    step: float
    gain: float | None


@dataclass(frozen=True)
class Robustness:
    """How often each measure is chosen when one draw at a time is taken for the truth.

    Parameters
    ----------
    chosen : (M,) share of the draws.
    draws : how many draws were used.
    """

    chosen: Array
    draws: int


def is_exact(problem: PlanProblem) -> bool:
    """Whether the questions are answered with whole measures."""
    return int(np.maximum(problem.years - problem.earliest, 0).sum()) <= EXACT_STARTS


def margins(
    problem: PlanProblem,
    steps: dict[str, float],
    seconds: float,
    known: Sequence[Whole] = (),
    solved: Callable[[], None] = lambda: None,
) -> list[Margin]:
    """The gain of every limit that anything counts against, one after the other.

    Parameters
    ----------
    problem : the problem as it was solved.
    steps : family (budget, training, parallel) -> how much more.
    seconds : time for all of them.
    known : (M,) start years of plans within the limits, to begin with.
    solved : called when each limit has been looked at.
    """
    until = time.perf_counter() + seconds
    search = _search(problem, known)
    now = _reach(problem, until, search)
    result = []
    for limit in resource_limits(problem):
        step = steps[limit[0]]
        then = None if now is None else _reach(problem, until, search, (limit, step))
        gain = None if then is None or now is None else max(0.0, then - now)
        result.append(Margin(limit, step, gain))
        solved()
    return result


def resource_limits(problem: PlanProblem) -> list[Limit]:
    """Limits that some measure counts against."""
    possible = problem.earliest < problem.years
    years = np.flatnonzero(np.isfinite(problem.budget)).tolist()
    costly = [t for t in years if (possible & (problem.earliest <= t)).any()]
    there = set(problem.sector[possible].tolist())
    trained = set(problem.sector[possible & (problem.training > 0)].tolist())
    return [
        *(("budget", t) for t in costly),
        *(("training", s) for s in sorted(trained) if np.isfinite(problem.training_hours[s])),
        *(("parallel", s) for s in sorted(there) if np.isfinite(problem.parallel[s])),
    ]


FIELDS = {"budget": "budget", "training": "training_hours", "parallel": "parallel"}


def with_more(problem: PlanProblem, limit: Limit, step: float) -> PlanProblem:
    """The problem with one limit widened; an infinite step takes it away.

    Parameters
    ----------
    problem : stays as it is.
    limit : family (budget, training, parallel), and number of the year or the sector.
    step : how much more, in the unit of the limit.
    """
    family, number = limit
    wider = getattr(problem, FIELDS[family]).copy()
    wider[number] += step
    return replace(problem, **{FIELDS[family]: wider})


def _reach(
    problem: PlanProblem,
    until: float,
    search: Search | None,
    wider: tuple[Limit, float] | None = None,
) -> float | None:
    """The goal that can be reached; None where the time does not suffice."""
    changed = problem if wider is None else with_more(problem, *wider)
    if is_exact(problem):
        start = _best(changed, until, search, wider)
        return None if start is None else changed.goal(changed.worth(start))
    return None if time.perf_counter() >= until else relaxed(changed)[0]


def _search(problem: PlanProblem, known: Sequence[Whole]) -> Search | None:
    """The search for many questions; None where worth is no sum over measures, or too large."""
    summed = problem.tail is None and problem.cap is None
    return Search(problem, known) if summed and is_exact(problem) else None


def _best(
    problem: PlanProblem,
    until: float,
    search: Search | None,
    wider: tuple[Limit, float] | None = None,
) -> Whole | None:
    """(M,) start years of the best plan; None where the time does not suffice to find it.

    The problem is as asked; `wider` tells the search what its own problem lacks.
    """
    left = until - time.perf_counter()
    if search is not None and left > 0:
        try:
            start = search.best(problem.value.mean(axis=2), gap=GAP, seconds=left, wider=wider)
        except GivenUpError:
            left = until - time.perf_counter()
        else:
            return without_needless(problem, start)
    if left <= 0:
        return None
    try:
        solved = solve(problem, Settings(GAP, left))
    except NotFoundInTime:
        return None
    if solved.timed_out:
        return None
    if search is not None:
        search.know(solved.start)
    return solved.start


def without_limits(problem: PlanProblem, settings: Settings) -> Solved:
    """The best plan with no limit on money, training and changes.

    What must come first, what must be done, and what cannot start yet stay as they are.

    Parameters
    ----------
    problem : with its limits.
    settings : when the solver may stop.

    Raises
    ------
    InfeasibleError
        No plan meets the demands even so, or none was found in the time given.
    """
    return solve(
        replace(
            problem,
            budget=np.full_like(problem.budget, np.inf),
            training_hours=np.full_like(problem.training_hours, np.inf),
            parallel=np.full_like(problem.parallel, np.inf),
        ),
        settings,
    )


def robustness(
    problem: PlanProblem,
    draws: Sequence[int],
    seconds: float,
    known: Sequence[Whole] = (),
    solved: Callable[[], None] = lambda: None,
) -> Robustness:
    """How often each measure is chosen.

    Parameters
    ----------
    problem : the problem as it was solved.
    draws : draws that are taken for the truth, one at a time.
    seconds : time for all of them; what is not reached is left out.
    known : (M,) start years of plans within the limits, to begin with.
    solved : called after each draw.
    """
    until = time.perf_counter() + seconds
    search = _search(replace(problem, tail=None), known)
    chosen = []
    for draw in draws:
        alone = problem.alone(draw)
        if is_exact(problem):
            start = _best(alone, until, search)
            if start is None:
                break
            started = start != NOT_STARTED
        else:
            if time.perf_counter() >= until:
                break
            started = relaxed(alone)[1] >= CHOSEN
        chosen.append(started)
        solved()
    shares = np.mean(chosen, axis=0) if chosen else np.full(problem.measures, np.nan)
    return Robustness(np.asarray(shares, dtype=float), len(chosen))
