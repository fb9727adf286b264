"""Plans that close a need: by hand, against trying everything, and against the rows written out."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from autopot.errors import InfeasibleError
from autopot.model.measures import worth_by_start
from autopot.optimise import plan_questions
from autopot.optimise.plan import PlanProblem, add_worth, build_model
from autopot.optimise.plan_cap import Cap
from autopot.optimise.plan_conflict import conflict
from autopot.optimise.plan_questions import margins, robustness, with_more, without_limits
from autopot.optimise.plan_solving import Settings, relaxed, solve

GOLDEN = Path(__file__).parent / "golden"
EXACT = Settings(gap=1e-9, seconds=60)


def with_need(flow, need, **changes) -> PlanProblem:
    """Measures of one sector that cost 1 to start, with no limit but those given."""
    flow, need = np.asarray(flow, dtype=float), np.asarray(need, dtype=float)
    measures, years, _ = flow.shape
    problem = PlanProblem(
        value=np.stack([worth_by_start(own, np.ones(years)) for own in flow]),
        effect=flow.mean(axis=2),
        cost=np.tile(np.eye(1, years), (measures, 1)),
        training=np.zeros(measures),
        sector=np.zeros(measures, dtype=int),
        duration=np.ones(measures, dtype=int),
        earliest=np.zeros(measures, dtype=int),
        after=(),
        budget=np.full(years, np.inf),
        training_hours=np.array([np.inf]),
        parallel=np.array([np.inf]),
        cap=Cap(flow, need),
    )
    return replace(problem, **changes)


def random_case(seed: int, measures: int, years: int, draws: int) -> PlanProblem:
    """Needs that some plans exceed in some draws, and limits that bind."""
    rng = np.random.default_rng(seed)
    flow = np.cumsum(rng.lognormal(0, 0.8, (measures, years, draws)), axis=1)
    flow[rng.random(measures) < 0.2] = 0.0
    grows = np.arange(years)[:, None] * rng.lognormal(0.5, 0.8, draws) * measures / 4
    need = np.maximum(0.0, grows - rng.uniform(0, 1, draws))
    cost = np.tile(rng.uniform(0.1, 0.4, (measures, 1)), (1, years))
    cost[:, 0] = rng.uniform(1, 3, measures)
    return with_need(
        flow,
        need,
        cost=cost,
        sector=rng.integers(0, 2, measures),
        training=rng.uniform(1, 9, measures),
        earliest=rng.choice([0, 0, 1], measures),
        duration=rng.integers(1, 3, measures),
        after=((1, 0, 1),),
        budget=np.full(years, rng.uniform(2, 6)),
        training_hours=np.full(2, 12.0),
        parallel=np.array([2.0, np.inf]),
    )


def keeps(problem: PlanProblem, plan: tuple[int, ...]) -> bool:
    """Whether start years keep the limits, one after the other."""
    years, started = range(problem.years), [m for m, y in enumerate(plan) if y >= 0]
    for t in years:
        if sum(problem.cost[m, t - plan[m]] for m in started if plan[m] <= t) > problem.budget[t]:
            return False
        for s, most in enumerate(problem.parallel):
            own = [m for m in started if problem.sector[m] == s]
            changing = [m for m in own if plan[m] <= t < plan[m] + problem.duration[m]]
            hours = sum(problem.training[m] for m in own if plan[m] == t)
            if len(changing) > most or hours > problem.training_hours[s]:
                return False
    return all(
        plan[m] < 0 or (plan[a] >= 0 and plan[m] >= plan[a] + lag) for m, a, lag in problem.after
    )


def closes(problem: PlanProblem, plan: tuple[int, ...]) -> float:
    """Mean FTE-years closed, year by year and draw by draw."""
    draws, total = problem.cap.need.shape[1], 0.0
    for t, d in itertools.product(range(problem.years), range(draws)):
        gives = sum(problem.cap.flow[m, t - y, d] for m, y in enumerate(plan) if 0 <= y <= t)
        total += min(problem.cap.need[t, d], gives) / draws
    return total


def best_of_all(problem: PlanProblem) -> float:
    """The most that any combination of start years closes."""
    choices = [[-1, *range(first, problem.years)] for first in problem.earliest]
    return max(
        closes(problem, plan) for plan in itertools.product(*choices) if keeps(problem, plan)
    )


def test_more_than_is_needed_is_worth_nothing():
    """A gives 9 in its third year, B 2, 3, 3; there is money for one, and 2, 3, 3 are needed.

    Added up A is worth 9 and B 8. Of what is needed A closes 3 and B 8.
    """
    flow = [[[0], [0], [9]], [[2], [3], [3]]]
    problem = with_need(flow, [[2], [3], [3]], budget=np.array([1.0, 0.0, 0.0]))
    assert solve(replace(problem, cap=None), EXACT).start.tolist() == [0, -1]
    found = solve(problem, EXACT)
    assert found.start.tolist() == [-1, 0]
    assert found.goal == pytest.approx(8)
    assert found.bound == pytest.approx(8)


def test_the_need_ends_draw_by_draw_and_not_in_the_mean():
    """A gives 12 or 0, B 5 or 5; 6 are needed, and there is money for one.

    By the mean A gives 6, as much as is needed. It closes 6 and 0, which is 3; B closes 5.
    """
    problem = with_need([[[12, 0]], [[5, 5]]], [[6, 6]], budget=np.array([1.0]))
    found = solve(problem, EXACT)
    assert found.start.tolist() == [-1, 0]
    assert problem.worth(found.start).tolist() == [5, 5]


def test_a_need_that_comes_late_makes_a_late_start_as_good():
    """Nothing is needed in the first year; money of the first year is kept for nothing."""
    problem = with_need([[[4], [4]]], [[0], [3]], budget=np.array([0.0, 1.0]))
    found = solve(problem, EXACT)
    assert found.start.tolist() == [1]
    assert found.goal == pytest.approx(3)
    assert without_limits(problem, EXACT).goal == pytest.approx(3)


@pytest.mark.parametrize("seed", range(4))
def test_where_the_need_has_no_end_the_plan_is_that_of_the_sum(seed):
    problem = random_case(seed, measures=7, years=4, draws=6)
    endless = replace(problem, cap=Cap(problem.cap.flow, np.full_like(problem.cap.need, 1e6)))
    summed = solve(replace(problem, cap=None), EXACT)
    found = solve(endless, EXACT)
    assert found.goal == pytest.approx(summed.goal)
    np.testing.assert_allclose(endless.worth(found.start), endless.worth(summed.start))


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000), years=st.sampled_from([2, 3]), draws=st.sampled_from([1, 4]))
def test_any_small_plan_closes_as_much_as_the_best_of_all(seed, years, draws):
    problem = random_case(seed, measures=4, years=years, draws=draws)
    found = solve(problem, EXACT)
    plan = tuple(found.start.tolist())
    assert keeps(problem, plan)
    assert found.goal == pytest.approx(closes(problem, plan), abs=1e-9)
    assert found.goal == pytest.approx(best_of_all(problem), abs=1e-6)
    assert found.goal <= relaxed(problem)[0] + 1e-5


@settings(max_examples=50, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_a_row_meets_its_own_plan_and_overtakes_no_other(seed):
    rng = np.random.default_rng(seed)
    cap = random_case(seed, measures=4, years=3, draws=5).cap
    own, other = rng.random((2, 4, 3)) / 3
    starts, most = cap.rows(own)
    np.testing.assert_allclose((starts * own).sum(axis=(1, 2)) + most, cap.closed(own).mean(axis=1))
    row = (starts * other).sum(axis=(1, 2)) + most
    assert (row >= cap.closed(other).mean(axis=1) - 1e-9).all()


def written_out(problem: PlanProblem, whole: bool) -> float:
    """The problem with a variable for each year and draw, by scipy; only the budget limits it."""
    measures, years, draws = problem.value.shape
    starts, cells = measures * years, years * draws
    gives = np.zeros((cells, starts))
    for m, y, t, d in itertools.product(*map(range, (measures, years, years, draws))):
        if t >= y:
            gives[t * draws + d, m * years + y] = problem.cap.flow[m, t - y, d]
    spent = np.zeros((years, starts))
    for m, y, t in itertools.product(range(measures), range(years), range(years)):
        if t >= y:
            spent[t, m * years + y] = problem.cost[m, t - y]
    once = np.kron(np.eye(measures), np.ones(years))
    nothing = np.zeros((years, cells)), np.zeros((measures, cells))
    rows = np.block([[-gives, np.eye(cells)], [spent, nothing[0]], [once, nothing[1]]])
    most = np.concatenate([np.zeros(cells), problem.budget, np.ones(measures)])
    found = milp(
        np.concatenate([np.zeros(starts), np.full(cells, -1 / draws)]),
        constraints=LinearConstraint(rows, -np.inf, most),
        bounds=Bounds(0, np.concatenate([np.ones(starts), problem.cap.need.ravel()])),
        integrality=np.concatenate([np.full(starts, int(whole)), np.zeros(cells)]),
        options={"mip_rel_gap": 1e-9},
    )
    return -float(found.fun)


@pytest.mark.parametrize("seed", range(4))
def test_row_by_row_it_is_the_problem_written_out_whole(seed):
    """What is closed is at most the need and at most what is given, in 5 years and 25 draws."""
    problem = replace(
        random_case(seed, measures=7, years=5, draws=25),
        earliest=np.zeros(7, dtype=int),
        after=(),
        training_hours=np.full(2, np.inf),
        parallel=np.full(2, np.inf),
    )
    assert solve(problem, EXACT).goal == pytest.approx(written_out(problem, True), rel=1e-6)
    assert relaxed(problem)[0] == pytest.approx(written_out(problem, False), rel=1e-5)


def test_rows_as_text(tmp_path):
    """Two draws; both start at once. The golden file was read against the formulation.

    Year 0: A gives 1 or 3, B 0; needed are 2. The need binds in the second draw: 1 + A / 2.
    Year 1: A gives 2 or 4, B 2 or 2; needed are 9. It binds in none: 3 A0 + 2 A1 + 2 B0.
    """
    flow = [[[1, 3], [2, 4]], [[0, 0], [2, 2]]]
    problem = with_need(flow, [[2, 2], [9, 9]])
    model = build_model(problem)
    add_worth(model, problem, np.full(2, 0.5), problem.as_shares(np.array([0, 0])))
    path = tmp_path / "plan.lp"
    model.write(str(path), io_options={"symbolic_solver_labels": True})
    assert path.read_text() == (GOLDEN / "plan_need.lp").read_text()


@pytest.mark.parametrize("seed", [2, 11])
def test_one_more_unit_is_worth_what_trying_everything_says(seed):
    problem = random_case(seed, measures=4, years=3, draws=4)
    steps = {"budget": 2.0, "training": 6.0, "parallel": 1.0}
    now = best_of_all(problem)
    found = margins(problem, steps, 60)
    assert any(margin.gain for margin in found)
    for margin in found:
        then = best_of_all(with_more(problem, margin.limit, margin.step))
        assert margin.gain == pytest.approx(then - now, abs=5e-5 * now)


def test_how_sure_a_choice_is_by_hand():
    """There is money for one. A closes 2, 6 and 1 of 2, 6 and 6, B 1, 3 and 3: A, A and B."""
    problem = with_need([[[9, 9, 1]], [[1, 3, 3]]], [[2, 6, 6]], budget=np.array([1.0]))
    found = robustness(problem, [0, 1, 2], 60)
    assert found.draws == 3
    assert found.chosen.tolist() == pytest.approx([2 / 3, 1 / 3])


def test_where_measures_start_in_part_the_need_ends_too(monkeypatch):
    """One and a quarter change at a time; half of A is all that is needed, which takes no B."""
    monkeypatch.setattr(plan_questions, "EXACT_STARTS", 0)
    problem = with_need([[[8]], [[1]]], [[6]], parallel=np.array([1.25]))
    assert relaxed(problem)[0] == pytest.approx(6)
    assert robustness(problem, [0], 60).chosen[0] == 1


def test_measures_that_close_nothing_more_are_left_out():
    """A closes all by itself and neither B nor C does: only what A waits for, or must be, stays."""
    problem = with_need([[[4]], [[1]], [[1]]], [[4]])
    assert solve(problem, EXACT).start.tolist() == [0, -1, -1]
    assert solve(replace(problem, after=((0, 2, 0),)), EXACT).start.tolist() == [0, -1, 0]
    assert solve(replace(problem, must={1: 0}), EXACT).start.tolist() == [0, 0, -1]


def test_a_measure_is_idle_where_the_others_close_as_much_without_it():
    """5 and 3 are needed; A gives 3, B 2, C 3 in every draw. Of all three any may go. Of A and C
    none may, since 3 is less than 5, but in the second draw alone either may.
    """
    cap = Cap(np.array([[[3.0, 3.0]], [[2.0, 2.0]], [[3.0, 3.0]]]), np.array([[5.0, 3.0]]))
    everything = np.zeros(3, dtype=int)
    assert cap.idle(everything).tolist() == [0, 1, 2]
    assert cap.idle(np.array([0, -1, 0])).tolist() == []
    assert cap.alone(1).idle(np.array([0, -1, 0])).tolist() == [0, 2]


def test_measures_that_a_target_needs_stay():
    """4 are needed, and A gives them; at least 6 are to be taken out, which takes B too."""
    problem = with_need([[[4]], [[2]]], [[4]], target={0: 6.0})
    assert solve(problem, EXACT).start.tolist() == [0, 0]


def test_a_draw_in_which_nothing_is_needed_takes_no_measure():
    problem = with_need([[[4, 4]]], [[0, 3]])
    assert robustness(problem, [0, 1], 60).chosen.tolist() == [0.5]
    assert problem.alone(1).worth(np.array([0])).tolist() == [3]


def test_limits_that_conflict_are_named_as_without_a_need():
    """A must start in year 0 and costs 1; the budget is 0.5."""
    problem = with_need([[[4], [4]]], [[1], [1]], must={0: 0}, budget=np.array([0.5, 9.0]))
    with pytest.raises(InfeasibleError):
        solve(problem, EXACT)
    assert set(conflict(problem, 5)) == {("budget", 0), ("must", 0)}
