"""One occupation, its readings and its tasks, counted by hand; nothing is drawn."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from autopot.model.occupation import automatable_share, occupation_potential
from autopot.model.potential import run_block
from autopot.model.shared_draws import shared_draws
from conftest import FixedReading, constant, small_model


def model(shares, sizes, **changes):
    """Occupations in one sector, one FTE each."""
    count = len(sizes)
    return small_model(
        shares, sizes, np.ones((1, count)), [(0, o) for o in range(count)], 1, **changes
    )


def task_shares(inputs):
    """(T,) shares of all tasks; the same in every draw."""
    every = slice(0, len(inputs.tasks.occupations))
    found = automatable_share(inputs, shared_draws(inputs, 0), 0, every)
    np.testing.assert_allclose(found, found[:, :1].repeat(found.shape[1], axis=1))
    return found[:, 0]


def test_own_values_take_the_place_of_the_readings_each_in_its_task():
    inputs = model([0.1, 0.2, 0.3, 0.4], [2, 2])
    inputs = replace(
        inputs,
        tasks=replace(inputs.tasks, overridden=np.array([1, -1, -1, 0])),
        mix=replace(inputs.mix, overrides=[constant(0.6), constant(0.9)]),
    )
    np.testing.assert_allclose(task_shares(inputs), [0.9, 0.2, 0.3, 0.6])


def test_calibration_moves_its_own_task_in_any_run_of_occupations():
    """Log 3 takes odds of 1 to 3 up to odds of 1."""
    inputs = model([0.25, 0.25, 0.25], [1, 1, 1])
    shift = np.array([0.0, 0.0, np.log(3)])
    inputs = replace(inputs, tasks=replace(inputs.tasks, shift=shift))
    np.testing.assert_allclose(task_shares(inputs), [0.25, 0.25, 0.5])
    last = automatable_share(inputs, shared_draws(inputs, 0), 0, slice(1, 3))
    np.testing.assert_allclose(last[:, 0], [0.25, 0.5])


def test_each_task_has_its_own_error_in_any_run_of_occupations():
    """Errors of size 0 leave the first tasks where they are; the last one has the only error."""
    inputs = model([0.25, 0.25, 0.25], [1, 1, 1], frozen=frozenset())
    inputs = replace(inputs, tasks=replace(inputs.tasks, noise=np.array([0.0, 0.0, 1.0])))
    found = automatable_share(inputs, shared_draws(inputs, 0), 0, slice(1, 3))
    np.testing.assert_allclose(found[0], 0.25)
    assert found[1].std() > 0.1


def test_the_gate_takes_its_part_of_the_potential_and_says_who_is_needed():
    """0.5 * 0.4 * 1 = 0.2 by gate 0, in the main figure; 0.5 * 0.8 * 0.25 = 0.1 by gate 2, beside.

    Technology 0 does all of the first task, technology 1 all of the second, which counts for it
    only where nothing stands beside.
    """
    inputs = model([0.4, 0.8], [2], technology=np.eye(2))
    tasks = replace(
        inputs.tasks,
        counted=np.array([1.0, 0.25]),
        gate=np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]),
        radar_class=np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    )
    inputs = replace(inputs, tasks=tasks)
    found = occupation_potential(inputs, shared_draws(inputs, 0), 0, slice(0, 1))[0, :, 0]
    np.testing.assert_allclose(found, [0.2, 0, 0.2, 0, 0.1])
    sums, shares = run_block(inputs, 0)
    np.testing.assert_allclose(sums.sector_technology[0, :, 0], [0.2, 0])
    np.testing.assert_allclose(sums.sector_gate[0, :, 0], [0.2, 0, 0.1])
    np.testing.assert_allclose(shares.occupation_parts[0, :, 0], [0, 0.2, 0, 0.1])
    counted = replace(inputs, tasks=replace(tasks, beside=np.zeros(3)))
    sums, shares = run_block(counted, 0)
    np.testing.assert_allclose(sums.sector_technology[0, :, 0], [0.2, 0.1])
    np.testing.assert_allclose(shares.occupation_parts[0, :, 0], [0, 0.2, 0.1])


def with_source(inputs, blind, source, weight):
    """A reading without robots, and the one the robots are from, with so much belief."""
    first = inputs.tasks.first_task
    readings = [
        FixedReading(np.array([blind]), first, sees_robots=False),
        FixedReading(np.array([source]), first, sees_robots=True),
    ]
    weights = np.array([1 - weight, weight])
    return replace(inputs.mix, readings=readings, keys=[0, 1], weights=weights, robot_source=1)


@pytest.mark.parametrize(("coder", "expected"), [(0.0, 0.26), (0.5, 0.26), (0.51, 0.23)])
def test_the_first_coder_is_believed_up_to_a_half_and_the_second_above(coder, expected):
    """Strength 0.5 at half belief is a quarter: robots of 0.2 by the first, 0.1 by the second.

    0.5 * (1 - 0.6 * 0.8) = 0.26 and 0.5 * (1 - 0.6 * 0.9) = 0.23; the source itself gives 0 here.
    """
    inputs = model([0.2], [1])
    inputs = replace(
        inputs,
        tasks=replace(inputs.tasks, physical=np.array([[0.8], [0.4]])),
        mix=replace(
            with_source(inputs, 0.4, 0.0, 0.5),
            parameters=inputs.mix.parameters | {"coder": constant(coder)},
        ),
    )
    np.testing.assert_allclose(task_shares(inputs), [expected])


def test_robots_are_added_to_blind_readings_only_as_far_as_their_source_is_believed():
    """Strength 0.5 at three quarters of belief: robots of 0.375 * 0.8 = 0.3.

    0.25 * (1 - 0.8 * 0.7) + 0.75 * 0.6 = 0.25 * 0.44 + 0.45 = 0.56.
    """
    inputs = model([0.0], [1], physical=0.8)
    mix = with_source(inputs, 0.2, 0.6, 0.75)
    np.testing.assert_allclose(task_shares(replace(inputs, mix=mix)), [0.56])


def test_the_believed_source_of_the_robots_is_not_counted_twice():
    """All belief in the source gives its own figure, none of it no robots at all."""
    inputs = model([0.0], [1], physical=0.8)
    for weight, expected in ((1.0, 0.8), (0.0, 0.2)):
        mix = with_source(inputs, 0.2, 0.8, weight)
        np.testing.assert_allclose(task_shares(replace(inputs, mix=mix)), [expected])


def test_more_municipalities_than_are_worked_on_at_a_time_all_count():
    """40 municipalities with 1, 2, ..., 40 FTE: 820 FTE, half of it can be taken over."""
    fte = np.arange(1.0, 41.0)[:, None]
    inputs = small_model([0.5], [1], fte, [(0, 0)], 1)
    sums, _ = run_block(inputs, 0)
    np.testing.assert_allclose(sums.occupation_fte[0], 820)
    np.testing.assert_allclose(sums.sector_technology.sum(axis=(0, 1)), 410)
