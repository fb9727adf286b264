"""The search behind the questions about a plan, against all plans and against HiGHS's own."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autopot.errors import InfeasibleError
from autopot.optimise import plan_questions, plan_search
from autopot.optimise.plan_questions import margins, resource_limits, robustness, with_more
from autopot.optimise.plan_search import GivenUpError, Search
from support.plan_cases import best_of_all, random_problem

GAP = 1e-9
STEPS = {"budget": 2.0, "training": 10.0, "parallel": 1.0}


def asked(search, problem, **question):
    """The goal of the best plan that the search finds."""
    start = search.best(problem.value.mean(axis=2), gap=GAP, seconds=60, **question)
    return problem.goal(problem.worth(start))


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000), demand=st.sampled_from([0.0, 0.1, 0.3]), must=st.booleans())
def test_as_good_as_the_best_of_all_plans_with_demands_too(seed, demand, must):
    free = random_problem(seed, measures=5, years=3, draws=3)
    lowest = demand * float(free.effect.sum(axis=0)[1])
    problem = replace(free, target={2: lowest}, must={4: 2} if must else {})
    try:
        best = best_of_all(problem)
    except ValueError:  # there is no plan to take the highest of
        with pytest.raises(InfeasibleError):
            asked(Search(problem), problem)
    else:
        assert asked(Search(problem), problem) == pytest.approx(best, abs=1e-9)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_a_wider_limit_gives_what_all_plans_within_it_give(seed):
    problem = random_problem(seed, measures=5, years=3, draws=3)
    search = Search(problem)
    asked(search, problem)
    for limit in resource_limits(problem):
        wider = with_more(problem, limit, STEPS[limit[0]])
        found = asked(search, wider, wider=(limit, STEPS[limit[0]]))
        assert found == pytest.approx(best_of_all(wider), abs=1e-9)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_one_search_answers_each_draw_as_a_search_of_its_own(seed):
    """Whatever was asked before, in whatever order, and whatever plan was known."""
    problem = random_problem(seed, measures=6, years=3, draws=4)
    search = Search(problem, [np.full(6, -1), np.zeros(6, dtype=int)])
    for draw in (0, 1, 2, 3, 1, 0):
        alone = problem.alone(draw)
        assert asked(search, alone) == pytest.approx(best_of_all(alone), abs=1e-9)


def test_questions_are_answered_alike_where_highs_searches_by_itself(monkeypatch):
    problem = random_problem(3, measures=8, years=4, draws=6)
    own = margins(problem, STEPS, 60), robustness(problem, range(6), 60)
    asked_highs = []

    def solve(*arguments):
        asked_highs.append(arguments)
        return real(*arguments)

    real = plan_questions.solve
    monkeypatch.setattr(plan_questions, "solve", solve)
    monkeypatch.setattr(plan_search, "NODES", 0)
    monkeypatch.setattr(plan_search, "FIRST_NODES", 0)
    gains, sure = margins(problem, STEPS, 60), robustness(problem, range(6), 60)
    assert len(asked_highs) == 1 + len(own[0]) + 6
    assert [margin.limit for margin in gains] == [margin.limit for margin in own[0]]
    most = problem.value.mean(axis=2).sum()
    assert [margin.gain for margin in gains] == pytest.approx(
        [margin.gain for margin in own[0]], abs=2e-6 * most
    )
    assert sure.chosen.tolist() == own[1].chosen.tolist()


def test_a_question_that_takes_longer_than_it_may_is_given_up():
    problem = random_problem(3, measures=8, years=4, draws=6)
    with pytest.raises(GivenUpError):
        Search(problem).best(problem.value[:, :, 0], gap=GAP, seconds=0)


def test_starts_worth_nothing_are_left_out_unless_something_waits_for_them():
    """A gives nothing, and B waits for it; C, which also gives nothing, nobody waits for."""
    free = random_problem(1, measures=3, years=2, draws=1)
    problem = replace(
        free,
        after=((1, 0, 0),),
        earliest=np.zeros(3, dtype=int),
        budget=np.full(2, np.inf),
        training_hours=np.full_like(free.training_hours, np.inf),
        parallel=np.full_like(free.parallel, np.inf),
    )
    worth = np.array([[0.0, 0.0], [5.0, 2.0], [0.0, 0.0]])
    known = [np.array([0, 0, 0])]
    for search in (Search(problem), Search(problem, known)):
        assert search.best(worth, gap=GAP, seconds=60).tolist() == [0, 0, -1]
