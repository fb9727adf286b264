"""Errors make a share less certain and leave its mean where it was."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import norm

import autopot
from autopot.model.centring import mean_shift, shifted
from autopot.model.measures import own_level
from autopot.model.occupation import automatable_share
from autopot.model.potential import run_block
from autopot.model.shared_draws import shared_draws
from autopot.model.streams import DRAW_BLOCK
from autopot.scenario import Distribution
from conftest import ALL_FACTORS, constant, small_model

shares = st.floats(0, 1) | st.floats(1e-9, 1e-3) | st.floats(1e-9, 1e-3).map(lambda x: 1 - x)
sizes = st.floats(0, 10) | st.floats(0.4, 1.4)


def mean_of(share: float, sd: float) -> float:
    """Mean of a share under a normal error and what goes with it, by scipy's integration."""
    shift = mean_shift(np.array([[share]]), np.array([[sd * sd]]))[0, 0]

    def weighted(z):
        return norm.pdf(z) * shifted(np.array([share]), np.array([shift + sd * z]))[0]

    with np.errstate(divide="ignore"):
        turn = -(np.log(share) - np.log1p(-share) + shift) / sd if sd > 1e-6 else 0.0
    steps = np.unique([-12.0, *np.clip([turn - 4, turn, turn + 4], -12, 12), 12.0])
    return sum(
        quad(weighted, low, high, epsabs=1e-11, limit=200)[0] for low, high in pairwise(steps)
    )


@settings(max_examples=150)
@given(share=shares, sd=sizes)
def test_the_mean_of_a_share_is_kept_for_any_size_of_error(share, sd):
    assert mean_of(share, sd) == pytest.approx(share, abs=1e-5)


@pytest.mark.parametrize("sd", [20.0, 500.0, 1e6])
def test_an_error_without_end_leaves_a_coin_that_falls_with_the_share(sd):
    """Nearly all shares are 0 or 1 then, and 1 as often as the share says: Phi(shift / sd)."""
    share = np.array([[0.001, 0.2, 0.5, 0.9]])
    logit = np.log(share) - np.log1p(-share)
    ones = norm.cdf((logit + mean_shift(share, np.full((1, 1), sd * sd))) / sd)
    np.testing.assert_allclose(ones, share, atol=0.6 / sd + 1e-4)


@given(share=shares, sd=sizes)
def test_a_share_and_its_opposite_are_moved_by_the_same(share, sd):
    both = np.array([[share, 1 - share]])
    one, other = mean_shift(both, np.array([[sd * sd]]))[0]
    left, right = shifted(both[0], np.array([one, other]))
    assert left == pytest.approx(1 - right, abs=1e-9)


@settings(max_examples=60)
@given(sd=sizes)
def test_a_larger_share_stays_larger(sd):
    """So that a task whose share is raised never lowers a total, in any draw."""
    share = np.linspace(0, 1, 2001)[None, :]
    moved = shifted(share, mean_shift(share, np.array([[sd * sd]])))
    assert (np.diff(moved) >= 0).all()


def test_no_share_and_all_share_stay_so_under_any_error():
    ends = np.array([[0.0, 1.0]])
    for variance in (0.0, 0.3, 1.0, 50.0, 1e300):
        shift = mean_shift(ends, np.full((1, 1), variance))
        for error in (-1e9, 0.0, 1e9):
            np.testing.assert_array_equal(shifted(ends, shift + error), ends)


def test_rows_of_small_and_large_errors_do_not_mix():
    """Each row as it is alone; sizes on either side of every change of method."""
    share = np.tile(np.linspace(0.01, 0.99, 7), (6, 1))
    variance = np.array([0.0, 0.49, 0.51, 1.59, 1.61, 30.0])[:, None]
    alone = [mean_shift(share[:1], variance[i : i + 1]) for i in range(6)]
    np.testing.assert_array_equal(mean_shift(share, variance), np.concatenate(alone))
    wide = np.broadcast_to(variance, share.shape).copy()
    np.testing.assert_allclose(mean_shift(share, wide), mean_shift(share, variance), rtol=1e-12)


# The kernel


def drawn(share: float, errors) -> np.ndarray:
    """(tasks, draws) of a model with this share in every task.

    Errors are capability, transfer, own, and the scale of own.
    """
    capability, transfer, own, scale = errors
    inputs = small_model(
        [share] * 4, [2, 2], np.ones((1, 2)), [(0, 0), (0, 1)], 1,
        technology=np.array([[1.0, 0.0], [0.5, 0.5], [0.2, 0.8], [0.0, 1.0]]),
        frozen=frozenset({"evidence", "time_use", "workforce"}), sd=own,
    )  # fmt: skip
    sizes = replace(inputs.errors, capability_sd=capability, transfer_sd=transfer, task_noise=scale)
    inputs = replace(inputs, errors=sizes)
    return np.concatenate(
        [automatable_share(inputs, shared_draws(inputs, b), b, slice(0, 2)) for b in range(3)],
        axis=1,
    )


uncertain = Distribution(kind="uniform", low=0.0, mode=0.0, high=3.0)


@settings(max_examples=40)
@given(
    share=st.floats(0.01, 0.99),
    errors=st.tuples(
        st.floats(0, 3), st.floats(0, 3), st.floats(0, 2), st.sampled_from([constant(1), uncertain])
    ),
)
def test_every_task_keeps_its_mean_whatever_errors_are_drawn(share, errors):
    """To six Monte Carlo standard errors, the largest a share of this mean can have at most."""
    found = drawn(share, errors)
    error = np.sqrt(share * (1 - share) / found.shape[1])
    assert np.abs(found.mean(axis=1) - share).max() < 6 * error + 1e-5


def test_a_frozen_factor_is_no_part_of_what_is_kept_in_balance():
    """Frozen errors of any size: shares stand exactly where the readings have them."""
    inputs = small_model([0.1, 0.8], [2], np.ones((1, 1)), [(0, 0)], 1, sd=3.0)
    found = automatable_share(inputs, shared_draws(inputs, 0), 0, slice(0, 1))
    np.testing.assert_allclose(found, np.tile([[0.1], [0.8]], (1, DRAW_BLOCK)), rtol=1e-12)


@pytest.mark.parametrize(
    "larger",
    [
        {"capability_sd": 0.7, "transfer_sd": 0.7},
        {"capability_sd": 0, "transfer_sd": 0},
        {"capability_sd": 3},
        {"task_noise": {"tri": [0, 2, 6]}},
        {"time_use": 2},
        {"freeze": ["workforce"]},
    ],
    ids=str,
)
def test_the_total_s_mean_stays_whatever_the_size_of_an_error(larger):
    """The same random numbers, other sizes: less than the Monte Carlo error of either run."""
    rows = [
        autopot.run("base", draws=4000, changes={"adoption": {"years": []}, "uncertainty": sizes})
        .potential.query("level == 'total' and unit == 'share'")
        .iloc[0]
        for sizes in ({}, larger)
    ]
    assert abs(rows[0]["mean"] - rows[1]["mean"]) < max(row["se_mean"] for row in rows)


def test_parts_of_an_uncertain_workforce_keep_their_mean_fte():
    """A third and two thirds, with errors of 0.5 and 0.3, and a total with one of 0.3.

    The second order leaves a part of its own size; without it the first would have 4 % more.
    """
    fte = np.array([[20.0, 40.0, 30.0]])
    inputs = small_model(
        [0.5] * 3, [1] * 3, fte, [(0, 0), (0, 1), (1, 2)], 2,
        frozen=ALL_FACTORS - {"workforce"}, log_sd=0.3,
    )  # fmt: skip
    sd = np.array([0.4, 0.0, 0.0])
    inputs = replace(inputs, workforce=replace(inputs.workforce, split_log_sd=sd))
    found = np.concatenate([run_block(inputs, b)[0].occupation_fte for b in range(20)], axis=1)
    error = found.std(axis=1) / np.sqrt(found.shape[1])
    assert (np.abs(found.mean(axis=1) - fte[0]) < 5 * error + 0.005 * fte[0]).all()


def test_a_measure_s_own_realisation_keeps_the_shared_level_on_average():
    z = norm.ppf((np.arange(20_000) + 0.5) / 20_000)
    for level in (0.05, 0.3, 0.9):
        found = own_level(np.full(len(z), level), 1.5, z)
        assert found.mean() == pytest.approx(level, abs=1e-4)
