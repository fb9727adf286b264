"""Calibration to a published total: the kernel against other methods, and a run of the program."""

from __future__ import annotations

import numpy as np
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import LinearConstraint, brentq, minimize

import autopot
from autopot.errors import InfeasibleError
from autopot.optimise.calibrate import calibrate
from autopot.study.preparation import (
    collect,
    load_changed,
    prepare,
)


def tasks(seed, count=30):
    """Shares inside an evidence interval, and working time."""
    rng = np.random.default_rng(seed)
    low = rng.uniform(0.05, 0.2, count)
    high = low + rng.uniform(0.1, 0.6, count)
    return (
        low + rng.uniform(0.2, 0.8, count) * (high - low),
        low,
        high,
        rng.dirichlet(np.ones(count)),
    )


def test_two_tasks_by_hand():
    """Half the time each, 0.2 in 0.1-0.5 and 0.4 in 0.3-0.5, from 0.3 to 0.35.

    d = lambda range^2 / 2 is 0.08 lambda and 0.02 lambda; half of each is 0.05 lambda = 0.05.
    """
    share, time = np.array([0.2, 0.4]), np.array([0.5, 0.5])
    found = calibrate(share, np.array([0.1, 0.3]), np.array([0.5, 0.5]), time, 0.35, 0.0)
    np.testing.assert_allclose(found.shares, [0.28, 0.42], rtol=0, atol=1e-12)
    assert found.price == pytest.approx(1.0, abs=1e-12)


def test_a_task_at_the_end_of_its_evidence_leaves_the_rest_to_the_other():
    """The same down to 0.21: 0.18 is wanted in all; the first gives its 0.1, the second 0.08.

    The second then needs 0.02 lambda = 0.08, lambda = 4, where the first would have gone 0.32.
    """
    share, time = np.array([0.2, 0.4]), np.array([0.5, 0.5])
    found = calibrate(share, np.array([0.1, 0.3]), np.array([0.5, 0.5]), time, 0.21, 0.0)
    np.testing.assert_allclose(found.shares, [0.1, 0.32], rtol=0, atol=1e-12)
    assert found.price == pytest.approx(-4.0, abs=1e-12)


@pytest.mark.parametrize("change", [0.08, -0.08, 0.14, -0.14])
def test_the_multiplier_is_the_one_that_root_finding_finds(change):
    """Every task has d = lambda range^2 / 2, cut at its evidence; lambda by Brent's method."""
    share, low, high, time = tasks(5)
    target = float(time @ share) + change
    found = calibrate(share, low, high, time, target, 0.0)

    def moved(multiplier):
        return np.clip(share + multiplier * (high - low) ** 2 / 2, low, high)

    multiplier = brentq(lambda m: time @ moved(m) - target, -50, 50, xtol=1e-13, rtol=1e-14)
    np.testing.assert_allclose(found.shares, moved(multiplier), rtol=0, atol=1e-9)
    assert found.total == pytest.approx(target, abs=1e-12)
    assert found.price == pytest.approx(multiplier, abs=1e-9)


@pytest.mark.parametrize("change", [0.06, -0.06])
def test_no_general_convex_solver_finds_a_shorter_way(change):
    """The interior-point method of scipy on the same problem, which knows nothing of its form."""
    share, low, high, time = tasks(11, count=8)
    target = float(time @ share) + change
    found = calibrate(share, low, high, time, target, 0.0)
    width = high - low
    other = minimize(
        lambda p: time @ ((p - share) / width) ** 2,
        low + width / 2,
        jac=lambda p: 2 * time * (p - share) / width**2,
        hess=lambda _: np.diag(2 * time / width**2),
        method="trust-constr",
        bounds=list(zip(low, high, strict=True)),
        constraints=LinearConstraint(time, target, target),
        options={"gtol": 1e-12, "xtol": 1e-13, "barrier_tol": 1e-12, "maxiter": 5000},
    )
    np.testing.assert_allclose(found.shares, other.x, rtol=0, atol=1e-6)
    assert time @ ((found.shares - share) / width) ** 2 <= other.fun + 1e-9


@given(seed=st.integers(0, 10_000), change=st.floats(-0.2, 0.2))
def test_the_order_of_the_tasks_does_not_matter(seed, change):
    share, low, high, time = tasks(seed)
    target = float(np.clip(time @ share + change, time @ low, time @ high))
    found = calibrate(share, low, high, time, target, 1e-9)
    order = np.random.default_rng(seed).permutation(len(share))
    other = calibrate(share[order], low[order], high[order], time[order], target, 1e-9)
    np.testing.assert_allclose(other.shares, found.shares[order], rtol=0, atol=1e-9)


def test_the_price_is_what_the_distance_grows_by():
    """The slope of the least distance, by its difference between two targets."""
    share, low, high, time = tasks(3)
    target = float(time @ share) + 0.1

    def distance(goal):
        moved = calibrate(share, low, high, time, goal, 0.0).shares - share
        return time @ (moved / (high - low)) ** 2

    slope = (distance(target + 1e-5) - distance(target - 1e-5)) / 2e-5
    assert calibrate(share, low, high, time, target, 0.0).price == pytest.approx(slope, rel=1e-6)


def test_the_whole_evidence_can_be_used_up():
    share, low, high, time = tasks(8)
    found = calibrate(share, low, high, time, float(time @ high) + 0.01, 0.01)
    np.testing.assert_allclose(found.shares, high, rtol=0, atol=1e-9)


def test_tasks_without_time_and_without_doubt_stay():
    """The second has no working time, the third no interval: the first alone goes to 0.4."""
    share, time = np.array([0.2, 0.2, 0.2]), np.array([0.5, 0.0, 0.5])
    low, high = np.array([0.1, 0.1, 0.2]), np.array([0.5, 0.5, 0.2])
    found = calibrate(share, low, high, time, 0.3, 0.0)
    np.testing.assert_allclose(found.shares, [0.4, 0.2, 0.2], rtol=0, atol=1e-12)


def test_nothing_moves_when_the_total_already_fits():
    share = np.array([0.2, 0.4])
    time = np.array([0.5, 0.5])
    found = calibrate(share, share - 0.1, share + 0.1, time, 0.3, 0.01)
    np.testing.assert_allclose(found.shares, share, atol=0)
    assert found.price == 0


@pytest.mark.parametrize(
    ("target", "reached"), [(0.3, 0.29), (0.1, 0.11), (0.506, 0.496), (0.044, 0.054)]
)
def test_it_stops_as_near_as_is_near_enough(target, reached):
    """From 0.2, inside 0.05 to 0.5, to within 0.01."""
    share, time = np.array([0.2]), np.array([1.0])
    found = calibrate(share, np.array([0.05]), np.array([0.5]), time, target, 0.01)
    assert found.total == pytest.approx(found.shares[0])
    assert found.total == pytest.approx(reached, abs=1e-12)


@pytest.mark.parametrize("target", [0.08, 0.512])
def test_just_outside_the_evidence_is_infeasible_either_way(target):
    share, time = np.array([0.2]), np.array([1.0])
    with pytest.raises(InfeasibleError, match=r"0\.100 to 0\.500"):
        calibrate(share, np.array([0.1]), np.array([0.5]), time, target, 0.01)


def test_outside_the_evidence_is_infeasible():
    share = np.array([0.2])
    with pytest.raises(InfeasibleError, match=r"0\.100 to 0\.500"):
        calibrate(share, share - 0.1, share + 0.3, np.array([1.0]), 0.7, 0.01)


@pytest.fixture(scope="module")
def fitted(tmp_path_factory):
    path = tmp_path_factory.mktemp("cal") / "fitted.yaml"
    path.write_text(
        "name: fitted\ntitle: {nb: a, en: b}\nreason: {nb: a, en: b}\nreferences: [menon-2019]\n"
        "extends: base\ncalibrate: {total: 0.2}\nuncertainty: {draws: 4000}\n",
        "utf-8",
    )
    return autopot.run(path)


def test_a_calibrated_run_meets_the_total_and_says_so_everywhere(fitted, tmp_path):
    assert fitted.level("total")["share_mean"].iloc[0] == pytest.approx(0.2, abs=0.006)
    assert set(fitted.potential["kind"]) == {"technical_calibrated", "beside"}
    lines = fitted.answer().lines()
    assert lines[0].startswith("KALIBRERT")
    free = autopot.run("base", draws=4000).level("total").iloc[0]
    assert f"Ukalibrert: {100 * free['share_mean']:.0f}" in lines[0]
    assert not any("ikke tilpasset" in line for line in lines)
    assert fitted.as_json()["uncalibrated_total"][0] == pytest.approx(free["share_mean"], abs=1e-4)
    book = openpyxl.load_workbook(fitted.save(tmp_path / "r", report=False) / "tables.xlsx")
    assert book["Slik leses tallene"]["A2"].value.startswith("KALIBRERT")
    assert "kalibrert" in book["Sektorer"]["D1"].value


def test_base_is_not_calibrated():
    assert autopot.run("base", draws=200).uncalibrated is None


def test_calibration_tells_how_far_it_has_come():
    """Blocks of pilot draws before, of the mean shares, and after one round at the least."""
    told = []
    loaded = load_changed("base", {"calibrate": {"total": 0.2}})
    prepare(loaded, like=collect(loaded), progress=lambda *steps: told.append(steps))
    assert [done for done, _ in told] == list(range(1, len(told) + 1))
    assert told[-1][0] == told[-1][1] >= 12


def test_a_total_that_only_some_draws_reach_is_refused_with_the_figure_asked_for():
    """Just inside the upper end of the evidence, which few draws believe in its most; the nearest
    they come lies less than a tenth below.
    """
    end = float(autopot.bounds("base").table.set_index("name").loc["total", "high"])
    total = np.floor(end * 1e4 - 1) / 1e4
    loaded = load_changed("base", {"calibrate": {"total": float(total)}})
    with pytest.raises(InfeasibleError, match=f"came no nearer to {total:g} than") as caught:
        prepare(loaded, like=collect(loaded))
    reached = float(str(caught.value).split(" than ")[1].split()[0])
    assert 0.9 * end < reached < total
