"""Which errors are shared by what: read back from the results, draw by draw.

An error that should be shared but is drawn anew for each task or pair averages away, and the
interval becomes too narrow. Each test draws one kind of error alone, takes it out of the result by
the inverse of the formula, and compares it with what the formula says of its size and company.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.optimize import brentq
from scipy.stats import norm

from autopot.model.inputs import ModelInputs
from autopot.model.occupation import (
    automatable_share,
    mean_task_share,
    occupation_chunks,
    occupation_potential,
)
from autopot.model.potential import run_block
from autopot.model.shared_draws import shared_draws
from autopot.model.streams import DRAW_BLOCK, FACTORS, TECHNICAL, stream
from autopot.scenario import Distribution
from conftest import ALL_FACTORS, FixedReading, small_model

BLOCKS = 4
DRAWS = BLOCKS * DRAW_BLOCK
FAR = 5 / np.sqrt(DRAWS)
"""Five standard errors of a correlation of 0."""

CLOSE = 1e-4
"""Logit units; the model keeps a mean to 1e-5, which is half of this where a share is 0.3."""

MANY = 120
"""Occupations of one task each: more than are worked on at a time."""


@dataclass(frozen=True)
class Step:
    """0 in half of the draws, 1 in the others."""

    def quantile(self, u):
        return np.where(u < 0.5, 0.0, 1.0)


def uniform(low=0.0, high=1.0):
    return Distribution(kind="uniform", low=low, mode=low, high=high)


def only(*drawn: str) -> frozenset[str]:
    """All factors but these."""
    return ALL_FACTORS - set(drawn)


def one_task_each(count: int, frozen: frozenset[str], **changes) -> ModelInputs:
    """Occupations of one task with share 0.3, all in one sector."""
    model = small_model(
        [0.3] * count,
        [1] * count,
        np.ones((1, count)),
        [(0, o) for o in range(count)],
        1,
        frozen=frozen,
        **changes,
    )
    assert count < MANY or len(occupation_chunks(model)) > 1
    return model


def task_shares(inputs: ModelInputs, blocks: int = BLOCKS):
    """(T, draws) automatable share of every task."""
    parts = []
    for block in range(blocks):
        shared = shared_draws(inputs, block)
        parts.append(
            np.concatenate(
                [automatable_share(inputs, shared, block, c) for c in occupation_chunks(inputs)]
            )
        )
    return np.concatenate(parts, axis=1)


def shifts(inputs: ModelInputs, variance=0.0):
    """(T, draws) how far each task stands from where an error keeps its mean at 0.3, logit units.

    `variance` is of the task's whole error, one number or (T,).
    """
    share = task_shares(inputs)
    centres = {v: balance(0.3, v) for v in np.unique(variance)}
    centre = np.array([centres[v] for v in np.broadcast_to(variance, len(share))])
    return np.log(share / (1 - share)) - centre[:, None]


def balance(share: float, variance: float) -> float:
    """The logit whose mean under a normal error is the share; scipy's root of scipy's integral."""
    sd = np.sqrt(variance)

    def missing(logit):
        mean = quad(lambda z: norm.pdf(z) / (1 + np.exp(-logit - sd * z)), -12, 12, epsabs=1e-12)
        return mean[0] - share

    return brentq(missing, -10, 10, xtol=1e-10)


def check_normal(values, sd):
    """Mean 0 and this standard deviation, to within five standard errors."""
    assert values.mean() == pytest.approx(0, abs=5 * sd / np.sqrt(DRAWS))
    assert values.std() == pytest.approx(sd, rel=5 / np.sqrt(2 * DRAWS))


def check_independent(rows):
    """No two rows go together."""
    together = np.corrcoef(rows) - np.eye(len(rows))
    assert np.abs(together).max() < FAR


# Capability, transfer and the tasks' own errors


def test_all_tasks_of_a_technology_share_its_error_in_every_chunk():
    """One error per technology; a task done by both takes a quarter of one, the rest of the other.

    The transfer error has another size, so that the two cannot be mixed up.
    """
    technology = np.tile([[1.0, 0.0], [0.0, 1.0], [0.25, 0.75]], (MANY // 3, 1))
    inputs = one_task_each(MANY, only("capability"), technology=technology)
    inputs = replace(inputs, errors=replace(inputs.errors, capability_sd=0.4, transfer_sd=0.9))
    found = shifts(inputs, 0.16 * np.square(technology).sum(axis=1))
    first, second = found[0], found[1]
    check_normal(first, 0.4)
    check_normal(second, 0.4)
    check_independent(np.stack([first, second]))
    for start, expected in enumerate((first, second, first / 4 + 3 * second / 4)):
        np.testing.assert_allclose(found[start::3], np.tile(expected, (MANY // 3, 1)), atol=CLOSE)


def test_all_occupations_of_a_major_group_share_its_error_in_every_chunk():
    """Groups 0, 1 and 2 take turns, as the small model has them."""
    inputs = one_task_each(MANY, only("transfer"))
    inputs = replace(inputs, errors=replace(inputs.errors, capability_sd=0.4, transfer_sd=0.9))
    found = shifts(inputs, 0.81)
    check_independent(found[:3])
    for group in range(3):
        check_normal(found[group], 0.9)
        np.testing.assert_allclose(
            found[group::3], np.tile(found[group], (MANY // 3, 1)), atol=1e-9
        )


def test_all_work_shares_one_doubt_in_every_chunk():
    """The same error in every task, so that it cancels nowhere."""
    inputs = one_task_each(MANY, only("source"))
    inputs = replace(inputs, errors=replace(inputs.errors, source_sd=0.7, occupation_sd=0.9))
    found = shifts(inputs, 0.49)
    check_normal(found[0], 0.7)
    np.testing.assert_allclose(found, np.tile(found[0], (MANY, 1)), atol=1e-9)


def test_the_tasks_of_an_occupation_share_its_own_error():
    """Two tasks of one occupation go together, and two occupations do not."""
    inputs = small_model(
        [0.3] * 4, [2, 2], np.ones((1, 2)), [(0, 0), (0, 1)], 1, frozen=only("occupations")
    )
    inputs = replace(inputs, errors=replace(inputs.errors, source_sd=0.7, occupation_sd=0.9))
    found = shifts(inputs, 0.81)
    check_normal(found[0], 0.9)
    np.testing.assert_allclose(found[[0, 2]], found[[1, 3]], atol=1e-9)
    check_independent(found[[0, 2]])


def test_a_size_in_doubt_is_drawn_too_and_is_one_number_a_draw():
    """Log variance with standard deviation 0.8: the error is normal in units of its own size.

    Half of the sizes lie below the estimate. Other errors keep their numbers.
    """
    inputs = one_task_each(MANY, only("source", "transfer"))
    sizes = replace(inputs.errors, source_sd=0.7, transfer_sd=0.5)
    certain = replace(inputs, errors=sizes)
    inputs = replace(inputs, errors=replace(sizes, doubt={"source": 0.8}))
    drawn, still = shared_draws(inputs, 0), shared_draws(certain, 0)
    np.testing.assert_array_equal(drawn.transfer, still.transfer)
    np.testing.assert_allclose(drawn.source / drawn.sizes["source"], still.source / 0.7)
    logs = np.log(drawn.sizes["source"] ** 2 / 0.49)
    assert (logs < 0).mean() == pytest.approx(0.5, abs=2.5 / np.sqrt(DRAW_BLOCK))
    assert logs.std() == pytest.approx(0.8, rel=5 / np.sqrt(2 * DRAW_BLOCK))


def test_every_task_has_an_error_of_its_own_size():
    inputs = one_task_each(MANY, only("tasks"))
    sizes = np.linspace(0.1, 1.0, MANY)
    inputs = replace(inputs, tasks=replace(inputs.tasks, noise=sizes))
    found = shifts(inputs, sizes**2)
    check_independent(found)
    for row, size in zip(found, sizes, strict=True):
        check_normal(row, size)


def test_the_scale_of_the_tasks_errors_is_one_number_a_draw_for_all_tasks():
    """A scale of 0 or 1: in about half of the draws no task has an error, in the others each."""
    inputs = one_task_each(MANY, only("tasks"), sd=0.5)
    inputs = replace(inputs, errors=replace(inputs.errors, task_noise=Step()))
    still = np.abs(shifts(inputs)) < 1e-9
    np.testing.assert_array_equal(still.all(axis=0), still.any(axis=0))
    assert still[0].mean() == pytest.approx(0.5, abs=2.5 / np.sqrt(DRAWS))


ALL_SIZED = ("source", "transfer", "occupations", "tasks")


def all_sized(frozen: frozenset[str]) -> ModelInputs:
    """Every error 0.5 in size."""
    inputs = one_task_each(MANY, frozen, sd=0.5)
    return replace(inputs, errors=replace(inputs.errors, source_sd=0.5, occupation_sd=0.5))


def test_errors_add_in_logit_units_and_keep_their_numbers_beside_others():
    """Half of a task is done by each technology: 0.25 (1/4 + 1/4) is the variance of that error."""
    variances = {"capability": 0.125, **dict.fromkeys(ALL_SIZED, 0.25)}
    alone = [shifts(all_sized(only(factor)), v) for factor, v in variances.items()]
    together = shifts(all_sized(only(*variances)), sum(variances.values()))
    np.testing.assert_allclose(together, sum(alone), atol=CLOSE)
    check_independent(np.stack([part[0] for part in alone]))


def test_an_occupation_keeps_its_error_when_another_comes_before_it():
    own, before = (one_task_each(count, only("tasks"), sd=0.5) for count in (1, 2))
    codes = np.array([999, 1000], dtype=np.int64)
    before = replace(before, tasks=replace(before.tasks, occupations=codes))
    np.testing.assert_array_equal(shifts(own)[0], shifts(before)[1])


def test_the_mean_of_the_tasks_is_that_of_their_draws():
    """Both blocks count, and each once."""
    inputs = one_task_each(MANY, only("capability", "tasks"), sd=0.8)
    np.testing.assert_allclose(
        mean_task_share(inputs, 2), task_shares(inputs, 2).mean(axis=1), rtol=1e-12
    )


# Evidence


def two_readings(frozen: frozenset[str]) -> ModelInputs:
    """Readings 0 and 1 with weights 0.3 and 0.7: a task's share is the weight of the second."""
    inputs = one_task_each(MANY, frozen)
    first = inputs.tasks.first_task
    readings = [FixedReading(np.full(MANY, value), first) for value in (0.0, 1.0)]
    mix = replace(inputs.mix, readings=readings, keys=[4, 2], weights=np.array([0.3, 0.7]))
    return replace(inputs, mix=mix)


def test_one_set_of_weights_a_draw_as_wide_as_its_dirichlet():
    """Concentration 2: a Beta(1.4, 0.6) with mean 0.7 and variance 0.7 * 0.3 / 3."""
    found = task_shares(two_readings(only("evidence")))
    np.testing.assert_allclose(found, np.tile(found[0], (MANY, 1)), rtol=1e-12)
    sd = np.sqrt(0.07)
    assert found[0].mean() == pytest.approx(0.7, abs=5 * sd / np.sqrt(DRAWS))
    assert found[0].std() == pytest.approx(sd, rel=0.05)
    np.testing.assert_allclose(task_shares(two_readings(ALL_FACTORS)), 0.7)


def test_readings_in_common_keep_their_numbers_where_another_is_added():
    """Shapes 1 and 1, then 1, 2 and 1: the ratio of the first to the last is the same."""
    inputs = two_readings(only("evidence"))
    two = replace(inputs.mix, weights=np.array([0.5, 0.5]))
    three = replace(
        inputs.mix,
        readings=[*inputs.mix.readings[:1], *inputs.mix.readings],
        keys=[4, 3, 2],
        weights=np.array([0.25, 0.5, 0.25]),
        concentration=4.0,
    )
    ratios = []
    for mix in (two, three):
        weights = shared_draws(replace(inputs, mix=mix), 0).weights
        np.testing.assert_allclose(weights.sum(axis=0), 1)
        ratios.append(weights[0] / weights[-1])
    np.testing.assert_allclose(*ratios, rtol=1e-9)


def test_every_number_inside_the_readings_is_drawn_by_itself_and_stands_still_frozen():
    inputs = one_task_each(4, only("evidence"))
    mix = replace(
        inputs.mix,
        parameters={name: uniform() for name in ("a", "b", "coder", "labelling")},
        strength=uniform(),
        growth=uniform(),
        overrides=[uniform(), uniform()],
    )
    for frozen in (only("evidence"), ALL_FACTORS):
        model = replace(inputs, mix=mix, errors=replace(inputs.errors, frozen=frozen))
        draws = [shared_draws(model, block) for block in range(BLOCKS)]
        rows = np.concatenate(
            [np.stack([*d.parameters.values(), d.strength, d.growth, *d.overrides]) for d in draws],
            axis=1,
        )
        assert rows.shape == (8, DRAWS)
        if frozen == ALL_FACTORS:
            np.testing.assert_array_equal(rows, 0.5)
        else:
            check_independent(rows)
            np.testing.assert_allclose(rows.mean(axis=1), 0.5, atol=5 * np.sqrt(1 / 12 / DRAWS))
            np.testing.assert_allclose(rows.std(axis=1), np.sqrt(1 / 12), rtol=0.05)


# Time use


def test_time_shares_are_as_wide_as_their_occupation_s_own_concentration():
    """0.75 of the time is the second task's: Beta(0.75 c, 0.25 c), variance 0.1875 / (c + 1).

    Occupations do not share it.
    """
    concentrations = np.array([2.0, 20.0, 7.0])
    inputs = small_model(
        [0.0, 1.0] * 3, [2] * 3, np.ones((1, 3)), [(0, o) for o in range(3)], 1,
        frozen=only("time_use"),
    )  # fmt: skip
    shares = np.tile([0.25, 0.75], 3)
    tasks = replace(inputs.tasks, time_share=shares, concentration=concentrations)
    inputs = replace(inputs, tasks=tasks)
    found = np.concatenate(
        [
            occupation_potential(inputs, shared_draws(inputs, block), block, slice(0, 3))[:, :2]
            for block in range(BLOCKS)
        ],
        axis=2,
    ).sum(axis=1)
    check_independent(found)
    sd = np.sqrt(0.1875 / (concentrations + 1))
    np.testing.assert_allclose(found.mean(axis=1), 0.75, atol=5 * sd.max() / np.sqrt(DRAWS))
    np.testing.assert_allclose(found.std(axis=1), sd, rtol=0.07)


# Streams


@pytest.mark.parametrize("factor", sorted(FACTORS))
def test_the_second_set_of_streams_is_apart_from_every_first_and_second(factor):
    """Sensitivity is wrong if the second numbers of a factor are the first ones of another."""
    own = stream(0, factor, 0, 5, second=True).random(4)
    for other in FACTORS:
        assert not np.array_equal(own, stream(0, other, 0, 5).random(4))
        if other != factor:
            assert not np.array_equal(own, stream(0, other, 0, 5, second=True).random(4))


def two_by_two(factor: str) -> ModelInputs:
    """Two occupations in two sectors; this factor alone is drawn, and moves both sectors."""
    inputs = small_model(
        [0.1, 0.4, 0.3, 0.8],
        [2, 2],
        np.array([[10.0, 20.0]]),
        [(0, 0), (1, 1)],
        2,
        frozen=only(factor),
        sd=0.5,
        log_sd=0.3,
    )
    first = inputs.tasks.first_task
    readings = [FixedReading(np.array(v), first) for v in ([0.1, 0.4, 0.3, 0.8], [0.5] * 4)]
    mix = replace(inputs.mix, readings=readings, keys=[0, 1], weights=np.array([0.5, 0.5]))
    errors = replace(inputs.errors, task_noise=uniform(0.5, 1.5), source_sd=0.5, occupation_sd=0.5)
    return replace(inputs, mix=mix, errors=errors)


def by_sector(inputs: ModelInputs, block: int = 0):
    """(S, draws) potential of a block."""
    return run_block(inputs, block)[0].sector_technology.sum(axis=1)


@pytest.mark.parametrize("factor", TECHNICAL)
def test_resampling_a_factor_changes_its_numbers_and_no_others(factor):
    inputs = two_by_two(factor)
    assert inputs.stream(factor, 3).random() == stream(inputs.seed, factor, 3).random()
    before = by_sector(inputs)
    again = by_sector(replace(inputs, resampled=frozenset({factor})))
    others = by_sector(replace(inputs, resampled=frozenset(FACTORS) - {factor}))
    assert not np.isclose(again, before).all(axis=1).any()
    np.testing.assert_array_equal(others, before)


@pytest.mark.parametrize("factor", TECHNICAL)
def test_every_block_draws_anew(factor):
    """Numbers that come again in each block would make the stated errors of the draws too small."""
    one, two = (by_sector(two_by_two(factor), block) for block in (0, 1))
    for first, second in zip(one, two, strict=True):
        assert first.std() > 0
        assert abs(np.corrcoef(first, second)[0, 1]) < 5 / np.sqrt(DRAW_BLOCK)
