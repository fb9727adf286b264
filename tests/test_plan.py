"""The plan against trying everything, against hand-worked cases, and its rows as text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from autopot.errors import InfeasibleError
from autopot.optimise import plan_conflict, plan_questions, plan_solving
from autopot.optimise.plan import PlanProblem, add_worth, build_model
from autopot.optimise.plan_conflict import conflict
from autopot.optimise.plan_questions import (
    EXACT_STARTS,
    is_exact,
    margins,
    resource_limits,
    robustness,
    with_more,
    without_limits,
)
from autopot.optimise.plan_solving import NotFoundInTime, Settings, relaxed, solve
from support.plan_cases import best_of_all, market_split, random_problem

GOLDEN = Path(__file__).parent / "golden"
EXACT = Settings(gap=1e-9, seconds=60)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("tail", [None, 0.4])
def test_twelve_measures_as_good_as_the_best_of_all_plans(seed, tail):
    problem = random_problem(seed, measures=12, years=2, draws=5, tail=tail)
    found = solve(problem, EXACT)
    assert found.goal == pytest.approx(best_of_all(problem))
    assert not found.timed_out
    assert found.gap < 1e-6


@pytest.mark.parametrize("seed", range(3))
def test_demands_and_more_years_as_good_as_the_best_of_all_plans(seed):
    problem = random_problem(seed, measures=6, years=4, draws=5)
    free = solve(problem, EXACT)
    reach = float(problem.effect.sum(axis=0)[1])
    demanding = replace(problem, must={5: 3}, target={3: 0.2 * reach})
    found = solve(demanding, EXACT)
    assert found.goal == pytest.approx(best_of_all(demanding))
    assert found.goal <= free.goal + 1e-9
    assert 0 <= found.start[5] <= 3


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000), tail=st.sampled_from([None, 0.25, 0.5]))
def test_any_small_plan_is_as_good_as_the_best_of_all(seed, tail):
    problem = random_problem(seed, measures=5, years=3, draws=4, tail=tail)
    found = solve(problem, EXACT)
    assert found.goal == pytest.approx(best_of_all(problem), abs=1e-9)
    assert found.goal <= relaxed(problem)[0] + 1e-9


def one_sector(value, **changes) -> PlanProblem:
    """Two measures in one sector, three years, no limit but those given."""
    problem = PlanProblem(
        value=np.asarray(value, dtype=float),
        effect=np.array([[0.0, 2.0, 4.0], [0.0, 3.0, 3.0]]),
        cost=np.array([[5.0, 1.0, 1.0], [7.0, 2.0, 2.0]]),
        training=np.array([10.0, 20.0]),
        sector=np.array([0, 0]),
        duration=np.array([2, 1]),
        earliest=np.array([0, 1]),
        after=(),
        budget=np.full(3, np.inf),
        training_hours=np.array([np.inf]),
        parallel=np.array([np.inf]),
    )
    return replace(problem, **changes)


VALUE = [[[6, 6], [2, 2], [0, 0]], [[6, 2], [3, 1], [0, 0]]]
FAMILIES = {
    "worth": {},
    "tail": {"tail": 0.5},
    "budget": {"budget": np.array([np.inf, 8.0, 3.0])},
    "training": {"training_hours": np.array([15.0])},
    "parallel": {"parallel": np.array([1.0])},
    "after": {"after": ((1, 0, 1),)},
    "must": {"must": {1: 1}},
    "target": {"target": {2: 4.0}},
}


@pytest.mark.parametrize("family", FAMILIES)
def test_rows_as_text(family, tmp_path):
    """The golden files were read against the formulation, row by row."""
    problem = one_sector(VALUE, **FAMILIES[family])
    model = build_model(problem)
    add_worth(model, problem, problem.weights(np.array([3.0, 1.0])))
    path = tmp_path / "plan.lp"
    model.write(str(path), io_options={"symbolic_solver_labels": True})
    expected = GOLDEN / f"plan_{family}.lp"
    assert path.read_text() == expected.read_text()


def test_the_worst_draws_decide_where_they_are_what_counts():
    """A gives 5 always, B 12 or 0; the budget allows one. Mean: B with 6. Worst half: A with 5."""
    value = [[[5, 5], [0, 0], [0, 0]], [[12, 0], [12, 0], [0, 0]]]
    problem = one_sector(value, budget=np.full(3, 7.5))
    assert solve(problem, EXACT).start.tolist() == [-1, 1]
    careful = solve(replace(problem, tail=0.5), EXACT)
    assert careful.start.tolist() == [0, -1]
    assert careful.goal == pytest.approx(5)


@pytest.mark.parametrize("tail", [0.1, 0.35, 1.0])
def test_mean_of_the_worst_is_the_mean_where_draws_are_identical(tail):
    same = random_problem(5, measures=8, years=3, draws=1)
    problem = replace(same, value=np.repeat(same.value, 20, axis=2))
    by_mean, by_worst = solve(problem, EXACT), solve(replace(problem, tail=tail), EXACT)
    assert by_worst.goal == pytest.approx(by_mean.goal)


def test_limits_that_conflict_are_named_and_no_others():
    """B must start by year 1, costs 7, and the budget of year 1 is 6; training has room."""
    problem = one_sector(
        VALUE,
        must={1: 1},
        budget=np.array([20.0, 6.0, 20.0]),
        training_hours=np.array([100.0]),
        after=((1, 0, 1),),
    )
    with pytest.raises(InfeasibleError):
        solve(problem, EXACT)
    # without the wait for year 1, B could start in year 0
    assert set(conflict(replace(problem, after=()), 5)) == {
        ("budget", 1),
        ("earliest", 1),
        ("must", 1),
    }


def test_a_wait_and_a_demand_that_conflict_are_named_without_the_demands_beside_them():
    """B waits two years for A, which can start in year 0, but must start by year 1."""
    problem = one_sector(VALUE, must={0: 2, 1: 1}, after=((1, 0, 2),), target={2: 0.5})
    assert set(conflict(problem, 5)) == {("after", 1), ("must", 1)}


def test_a_target_that_conflicts_is_named_without_the_targets_beside_it():
    """7 in year 2 takes 4 of A and 3 of B, which costs 7 in year 1 or is not there in year 0."""
    problem = one_sector(VALUE, budget=np.array([20.0, 6.0, 20.0]), target={1: 0.5, 2: 7.0})
    assert set(conflict(problem, 5)) == {("budget", 1), ("earliest", 1), ("target", 2)}


def test_only_limits_that_something_counts_against_are_asked_about():
    """A is the first that can start, in year 1; B takes no training, and C can start no more."""
    problem = PlanProblem(
        value=np.ones((3, 3, 1)),
        effect=np.ones((3, 3)),
        cost=np.ones((3, 3)),
        training=np.array([5.0, 0.0, 5.0]),
        sector=np.array([0, 1, 2]),
        duration=np.array([1, 1, 1]),
        earliest=np.array([1, 2, 3]),
        after=(),
        budget=np.array([1.0, 1.0, np.inf]),
        training_hours=np.array([10.0, 10.0, 10.0]),
        parallel=np.array([np.inf, 1.0, 1.0]),
    )
    assert resource_limits(problem) == [("budget", 1), ("training", 0), ("parallel", 1)]


def test_more_of_one_limit_leaves_the_others_alone():
    problem = one_sector(VALUE, budget=np.array([1.0, 2.0, 3.0]))
    assert with_more(problem, ("budget", 1), 4.0).budget.tolist() == [1, 6, 3]
    assert problem.budget.tolist() == [1, 2, 3]


def test_a_demand_no_measure_can_meet_is_infeasible():
    with pytest.raises(InfeasibleError):
        solve(one_sector(VALUE, target={0: 1.0}), EXACT)
    with pytest.raises(InfeasibleError):
        solve(one_sector(VALUE, must={1: 0}), EXACT)


def test_one_more_unit_is_worth_what_trying_everything_says():
    problem = random_problem(1, measures=6, years=3, draws=4)
    steps = {"budget": 2.0, "training": 10.0, "parallel": 1.0}
    now = best_of_all(problem)
    found = margins(problem, steps, 60)
    assert {margin.limit[0] for margin in found} == set(steps)
    assert any(margin.gain for margin in found)
    for margin in found:
        then = best_of_all(with_more(problem, margin.limit, margin.step))
        assert margin.gain == pytest.approx(then - now, abs=2e-5 * now)


def test_no_time_for_questions_is_said_and_not_guessed():
    problem = random_problem(1, measures=6, years=3, draws=4)
    steps = {"budget": 2.0, "training": 10.0, "parallel": 1.0}
    assert {margin.gain for margin in margins(problem, steps, 0)} == {None}
    unasked = robustness(problem, [0, 1], 0)
    assert unasked.draws == 0
    assert np.isnan(unasked.chosen).all()


def test_questions_about_a_plan_that_is_not_found_again_in_time_stay_open():
    """There is a plan, but it takes far longer to find than the tenth of a second it gets."""
    problem = market_split()
    with pytest.raises(NotFoundInTime):
        solve(problem, Settings(gap=1e-3, seconds=0.01))
    found = margins(problem, {"budget": 1.0}, 0.01)
    assert [(margin.limit, margin.gain) for margin in found] == [
        (("budget", t), None) for t in range(5)
    ]
    unasked = robustness(problem, [0, 1], 0.01)
    assert unasked.draws == 0
    assert np.isnan(unasked.chosen).all()


def test_a_limit_stays_in_the_conflict_where_time_does_not_tell_that_it_is_needless(monkeypatch):
    """The wait of B and its demand conflict; without an answer, all else may be needed too."""
    problem = one_sector(VALUE, must={0: 2, 1: 1}, after=((1, 0, 2),), target={2: 0.5})

    def no_time(*_):
        raise NotFoundInTime

    monkeypatch.setattr(plan_conflict, "solve", no_time)
    assert set(conflict(problem, 5)) == {
        ("earliest", 1),
        ("after", 1),
        ("target", 2),
        ("must", 0),
        ("must", 1),
    }


def test_how_sure_a_choice_is_by_hand():
    """The budget allows one. A is best in the first draw, B in the other two."""
    value = [[[9, 1, 1], [0, 0, 0], [0, 0, 0]], [[2, 2, 2], [2, 2, 2], [0, 0, 0]]]
    problem = one_sector(value, budget=np.full(3, 7.5))
    found = robustness(problem, [0, 1, 2], 60)
    assert found.draws == 3
    assert found.chosen.tolist() == pytest.approx([1 / 3, 2 / 3])


def test_where_measures_start_in_part_half_of_one_is_a_choice(monkeypatch):
    """One and a quarter change at a time: the better measure whole, a quarter of the other."""
    monkeypatch.setattr(plan_questions, "EXACT_STARTS", 0)
    value = [[[9, 1, 1], [0, 0, 0], [0, 0, 0]], [[2, 2, 2], [2, 2, 2], [0, 0, 0]]]
    problem = one_sector(value, parallel=np.array([1.25]))
    assert not is_exact(problem)
    found = robustness(problem, [0, 1, 2], 60)
    assert found.chosen.tolist() == pytest.approx([1 / 3, 2 / 3])


@pytest.mark.parametrize(
    "limit",
    [
        {"budget": np.full(3, 1.0)},
        {"training_hours": np.array([1.0])},
        {"parallel": np.array([0.5])},
    ],
)
def test_without_limits_each_of_them_is_gone(limit):
    problem = one_sector(VALUE, **limit)
    assert solve(problem, EXACT).start.tolist() == [-1, -1]
    assert without_limits(problem, EXACT).start.tolist() == [0, 1]


def test_without_limits_everything_starts_as_early_as_it_can():
    problem = one_sector(VALUE, budget=np.full(3, 1.0), after=((1, 0, 1),))
    assert solve(problem, EXACT).start.tolist() == [-1, -1]
    assert without_limits(problem, EXACT).start.tolist() == [0, 1]


def test_measures_that_give_nothing_and_nobody_needs_are_left_out():
    value = [[[0, 0]] * 3, VALUE[1]]
    idle = one_sector(value, effect=np.array([[0.0] * 3, [0.0, 3.0, 3.0]]))
    assert solve(idle, EXACT).start.tolist() == [-1, 1]
    needed = replace(idle, after=((1, 0, 1),))
    assert solve(needed, EXACT).start.tolist() == [0, 1]


@pytest.mark.parametrize("tail", [0.3, 0.5])
def test_the_relaxed_plan_of_the_worst_draws_agrees_with_it_written_out_whole(tail):
    """One row a draw: goal = e - sum z / (tail D), z >= e - worth, by scipy."""
    measures, years, draws = 5, 2, 10
    value = np.random.default_rng(4).lognormal(1, 1, (measures, years, draws))
    problem = PlanProblem(
        value=value,
        effect=np.ones((measures, years)),
        cost=np.zeros((measures, years)),
        training=np.zeros(measures),
        sector=np.zeros(measures, dtype=int),
        duration=np.ones(measures, dtype=int),
        earliest=np.zeros(measures, dtype=int),
        after=(),
        budget=np.full(years, np.inf),
        training_hours=np.array([np.inf]),
        parallel=np.array([1.25]),
        tail=tail,
    )
    starts = measures * years
    worth = value.reshape(starts, draws).T
    limits = [
        np.hstack([-worth, np.ones((draws, 1)), -np.eye(draws)]),  # z >= e - worth
        np.hstack([np.kron(np.eye(measures), np.ones(years)), np.zeros((measures, 1 + draws))]),
        np.hstack([np.kron(np.ones(measures), np.eye(years)), np.zeros((years, 1 + draws))]),
    ]
    most = np.concatenate([np.zeros(draws), np.ones(measures), np.full(years, 1.25)])
    cost = np.concatenate([np.zeros(starts), [-1], np.full(draws, 1 / (tail * draws))])
    bounds = [(0, 1)] * starts + [(None, None)] + [(0, None)] * draws
    whole = linprog(cost, A_ub=np.vstack(limits), b_ub=most, bounds=bounds)
    assert relaxed(problem)[0] == pytest.approx(-whole.fun, rel=1e-5)


def test_needless_measures_are_dropped_until_none_is_left():
    """C gives nothing and needs B, which gives nothing and needs A: all go, unless C must be."""
    nothing = PlanProblem(
        value=np.zeros((3, 2, 1)),
        effect=np.zeros((3, 2)),
        cost=np.zeros((3, 2)),
        training=np.zeros(3),
        sector=np.array([0, 0, 0]),
        duration=np.array([1, 1, 1]),
        earliest=np.array([0, 0, 0]),
        after=((2, 1, 0), (1, 0, 0)),
        budget=np.full(2, np.inf),
        training_hours=np.array([np.inf]),
        parallel=np.array([np.inf]),
    )
    every = np.array([0, 0, 1])
    assert plan_solving.without_needless(nothing, every).tolist() == [-1, -1, -1]
    assert plan_solving.without_needless(replace(nothing, must={2: 1}), every).tolist() == [
        0,
        0,
        1,
    ]
    useful = replace(nothing, effect=np.array([[0.0, 0.0], [0.0, 1.0], [0.0, 0.0]]))
    assert plan_solving.without_needless(useful, every).tolist() == [0, 0, -1]
    worth = replace(nothing, value=np.array([[[1.0], [0.0]], [[0.0], [0.0]], [[0.0], [0.0]]]))
    assert plan_solving.without_needless(worth, every).tolist() == [0, -1, -1]


def test_the_relaxed_plan_is_a_bound():
    for tail in (None, 0.3):
        problem = random_problem(2, measures=10, years=3, draws=10, tail=tail)
        assert relaxed(problem)[0] >= solve(problem, EXACT).goal - 1e-9


def test_a_time_limit_gives_the_best_plan_found_and_its_gap():
    problem = random_problem(1, measures=60, years=10, draws=100, tail=0.1)
    assert int((problem.years - problem.earliest).sum()) > EXACT_STARTS
    assert not is_exact(problem)
    found = solve(problem, Settings(gap=1e-7, seconds=2))
    assert found.timed_out
    assert found.goal == pytest.approx(problem.goal(problem.worth(found.start)))
    assert 1e-7 < found.gap < 0.5
    assert found.seconds < 20
