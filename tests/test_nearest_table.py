"""There is one nearest table, whatever finds it: its conditions, another method, two algorithms."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import LinearConstraint, minimize

from autopot.errors import InfeasibleError
from autopot.optimise import support
from autopot.optimise.reconcile import Margin, reconcile, settled
from autopot.optimise.solver import highs_solver
from autopot.statistics import estimate
from autopot.statistics.packaged import estimate_workforce


def assert_nearest(prior, margins, found, rel=1e-9):
    """The Karush-Kuhn-Tucker conditions, which only the one nearest table meets.

    Slope: log(x / q) is the sum of multipliers times weights, in every cell. Limits: each sum keeps
    its limits but for under and over. Signs: multipliers at least 0, at most the strength; only a
    limit that is reached has one, and one that is missed has all its strength.
    """
    low_weights = np.array([m.low_weights for m in margins])
    high_weights = np.array([m.high_weights for m in margins])
    x = found.values
    slope = np.log(x / prior) - found.raised @ low_weights + found.lowered @ high_weights
    np.testing.assert_allclose(slope, 0, atol=rel)
    for number, margin in enumerate(margins):
        strength = np.inf if margin.kind == "hard" else margin.strength
        for weights, sign, limit, missed, price in (
            (margin.low_weights, 1, margin.low, found.under[number], found.raised[number]),
            (margin.high_weights, -1, margin.high, found.over[number], found.lowered[number]),
        ):
            size = np.abs(weights) @ x + 1
            room = sign * (weights @ x - limit)
            assert room + missed >= -rel * size, margin.name
            assert 0 <= price <= strength
            assert missed >= 0
            if price > 0:
                assert abs(room + missed) <= rel * size, margin.name
            if missed > 0:
                assert price == strength
                assert margin.kind != "hard"


@pytest.fixture(scope="module")
def problems():
    """The two problems behind storby-2019, as they come to `reconcile`."""
    seen = []
    with pytest.MonkeyPatch.context() as patch:

        def kept(prior, margins):
            seen.append((prior, margins, reconcile(prior, margins)))
            return seen[-1][2]

        patch.setattr(estimate, "reconcile", kept)
        estimate_workforce("storby-2019")
    return seen


def test_the_packaged_estimate_is_the_nearest_table(problems):
    assert [(len(prior), len(margins)) for prior, margins, _ in problems] == [
        (283, 172),
        (1415, 14),
    ]
    for problem in problems:
        assert_nearest(*problem)


def test_errors_of_the_last_digits_turn_no_figure(problems):
    """Ten times the precision that is worked to, either way, gives the same rounded cells."""
    for _, _, found in problems:
        for decimals in (2, 4):
            np.testing.assert_array_equal(
                settled(found.values * (1 - 1e-11), decimals),
                settled(found.values * (1 + 1e-11), decimals),
            )


@pytest.mark.parametrize("algorithm", ["simplex", "ipm"])
def test_the_algorithm_of_the_solver_does_not_matter(monkeypatch, algorithm):
    """Simplex and interior point, to the last bit."""
    plain = estimate_workforce("storby-2019")
    used = []

    def other():
        chosen = highs_solver()
        chosen.highs_options = {"threads": 1, "solver": algorithm}
        used.append(chosen)
        return chosen

    monkeypatch.setattr(support, "highs_solver", other)
    again = estimate_workforce("storby-2019")
    assert len(used) == 2
    pd.testing.assert_frame_equal(again.fte, plain.fte, check_exact=True)
    pd.testing.assert_frame_equal(again.margins, plain.margins, check_exact=True)


@pytest.mark.parametrize("algorithm", ["simplex", "ipm"])
def test_cells_that_must_be_empty_are_so_with_either_algorithm(monkeypatch, algorithm):
    """With a + b = 0 both are empty; c + d = 5 and c = 5 leave d empty; e stays."""

    def other():
        chosen = highs_solver()
        chosen.highs_options = {"threads": 1, "solver": algorithm}
        return chosen

    monkeypatch.setattr(support, "highs_solver", other)
    margins = [
        Margin.total("none", np.array([1.0, 1, 0, 0, 0]), 0),
        Margin.total("five", np.array([0.0, 0, 1, 1, 0]), 5),
        Margin.total("all of it", np.array([0.0, 0, 1, 0, 0]), 5),
    ]
    found = reconcile(np.array([1.0, 2.0, 3.0, 4.0, 6.0]), margins)
    np.testing.assert_allclose(found.values, [0, 0, 5, 0, 6], rtol=1e-9, atol=0)


def test_agrees_with_another_solver_of_convex_programmes():
    """By scipy's trust-constr on the primal problem; under and over are unknowns too."""
    prior = np.array([5.0, 2.0, 8.0, 1.0])
    first, second, all_of_it = np.eye(4)[0], np.array([0, 1.0, 1, 0]), np.ones(4)
    margins = [
        Margin.total("sum", all_of_it, 20),
        Margin.total("first", first, 12, strength=0.3),
        Margin("second", "interval", second, second, 6, 7, 4.0),
    ]

    def cost(z):
        x = z[:4]
        return float((x * np.log(x / prior) - x).sum() + 0.3 * z[4:6].sum() + 4 * z[6:].sum())

    def slope(z):
        return np.concatenate([np.log(z[:4] / prior), [0.3, 0.3, 4, 4]])

    rows = np.array(
        [
            [1, 1, 1, 1, 0, 0, 0, 0],
            [1, 0, 0, 0, 1, 0, 0, 0],
            [1, 0, 0, 0, 0, -1, 0, 0],
            [0, 1, 1, 0, 0, 0, 1, 0],
            [0, 1, 1, 0, 0, 0, 0, -1],
        ],
        dtype=float,
    )
    limits = LinearConstraint(rows, [20, 12, -np.inf, 6, -np.inf], [20, np.inf, 12, np.inf, 7])
    other = minimize(
        cost,
        np.concatenate([prior, np.ones(4)]),
        jac=slope,
        method="trust-constr",
        bounds=[(1e-9, None)] * 8,
        constraints=limits,
        options={"xtol": 1e-12, "gtol": 1e-10, "maxiter": 5000},
    )
    found = reconcile(prior, margins)
    assert_nearest(prior, margins, found)
    np.testing.assert_allclose(found.values, other.x[:4], rtol=1e-4)
    assert found.under[1] == pytest.approx(other.x[4], abs=1e-3)


def test_soft_margins_that_contradict_each_other_by_hand():
    """One cell of 10, to be 5 (strength 0.5) and 40 (strength 2).

    The weak one pulls with all it has. 10 exp(2 - 0.5) is past 40, so the strong one is met, with
    log 4 = y - 0.5; the weak one is missed by 35.
    """
    cell = np.array([1.0])
    margins = [Margin.total("weak", cell, 5, 0.5), Margin.total("strong", cell, 40, 2.0)]
    found = reconcile(np.array([10.0]), margins)
    assert found.values[0] == pytest.approx(40, rel=1e-12)
    assert found.over == pytest.approx([35, 0])
    assert found.lowered == pytest.approx([0.5, 0])
    assert found.raised == pytest.approx([0, np.log(4) + 0.5])


def test_a_margin_that_cannot_be_met_is_told_as_missed_by_hand():
    """3 that should be 0 at strength 1: 3 / e is as low as it goes, and all of that is over."""
    third = np.array([0.0, 0.0, 1.0])
    found = reconcile(np.array([1.0, 1.0, 3.0]), [Margin.total("none", third, 0, 1.0)])
    np.testing.assert_allclose(found.values, [1, 1, 3 / np.e], rtol=1e-12)
    assert found.over == pytest.approx([3 / np.e])
    assert found.lowered == [1.0]


def test_margins_that_differ_by_next_to_nothing_have_a_table():
    """The second cell and both together are to be the same, so the first is to be nothing."""
    margins = [
        Margin.total("first", np.array([1.0, 0.0]), 0, 2.0),
        Margin.total("second", np.array([0.0, 1.0]), 2906.010000050068, 18.0),
        Margin.total("both", np.ones(2), 2906.010000050068, 18.0),
    ]
    found = reconcile(np.array([0.0100000501, 2906.0]), margins)
    np.testing.assert_allclose(found.values, [0, 2906.010000050068], rtol=1e-9, atol=1e-7)


def test_margins_that_say_the_same_give_one_table():
    """Rows, columns and their total are dependent; ten times the same margin too."""
    weights = np.eye(2)[[0, 0, 1, 1]].T
    margins = [Margin.total(f"row {i}", weights[i], t) for i, t in enumerate((3.0, 7.0))]
    more = [*margins, *[Margin.total(f"sum {i}", np.ones(4), 10.0) for i in range(10)]]
    prior = np.array([1.0, 2.0, 3.0, 4.0])
    np.testing.assert_allclose(reconcile(prior, more).values, [1, 2, 3, 4], rtol=1e-12)
    doubled = reconcile(2 * prior, more).values
    np.testing.assert_allclose(doubled, [1, 2, 3, 4], rtol=1e-12)


def test_a_hard_margin_over_no_cell_must_be_nothing():
    nothing = np.zeros(1)
    prior = np.array([4.0])
    assert reconcile(prior, [Margin.total("none", nothing, 0.0)]).values == pytest.approx(4)
    with pytest.raises(InfeasibleError, match="some"):
        reconcile(prior, [Margin.total("some", nothing, 3.0)])


@st.composite
def problem(draw):
    """Some cells, one hard total, and soft margins and intervals over any of them."""
    cells = draw(st.integers(1, 6))
    prior = np.array(draw(st.lists(st.floats(0.01, 1e4), min_size=cells, max_size=cells)))
    total = prior.sum() * draw(st.floats(0.1, 10))
    margins = [Margin.total("total", np.ones(cells), float(total))] if draw(st.booleans()) else []
    if draw(st.booleans()):  # a share of all, between two limits
        part = (np.arange(cells) == 0).astype(float)
        low, high = draw(st.tuples(st.floats(0.05, 0.4), st.floats(0.4, 0.9)))
        margins.append(Margin("share", "interval", part - low, part - high, 0.0, 0.0, 3.0))
    for number in range(draw(st.integers(0, 5))):
        part = np.array(draw(st.lists(st.sampled_from([0.0, 1.0]), min_size=cells, max_size=cells)))
        low = draw(st.floats(0, 2)) * float(prior.sum())
        high = low * draw(st.sampled_from([1.0, 1.0, 1.5]))
        kind = "soft" if low == high else "interval"
        strength = draw(st.floats(0.1, 20))
        margins.append(Margin(f"m{number}", kind, part, part, low, high, strength))
    return prior, margins


@settings(deadline=None, max_examples=150)
@given(problem())
def test_every_table_meets_the_conditions_of_the_nearest(case):
    prior, margins = case
    if margins:
        assert_nearest(prior, margins, reconcile(prior, margins), rel=1e-8)


@settings(deadline=None, max_examples=60)
@given(problem(), st.randoms(use_true_random=False))
def test_the_order_of_margins_and_cells_does_not_matter(case, random):
    prior, margins = case
    cells = list(range(len(prior)))
    random.shuffle(cells)
    turned = [
        Margin(
            m.name, m.kind, m.low_weights[cells], m.high_weights[cells], m.low, m.high, m.strength
        )
        for m in margins
    ]
    random.shuffle(turned)
    plain, other = reconcile(prior, margins).values, reconcile(prior[cells], turned).values
    np.testing.assert_allclose(other, plain[cells], rtol=1e-8, atol=1e-11 * prior.sum())
