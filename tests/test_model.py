"""The kernel: identities that hold in every draw, and cases worked out by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autopot.engine import Threads, run_draws
from autopot.engine.pieces import cells_of, joined
from autopot.model.cells import municipality_chunks
from autopot.model.occupation import occupation_chunks
from autopot.model.potential import run_block
from autopot.model.streams import DRAW_BLOCK, FACTORS, stream
from conftest import ALL_FACTORS, FixedReading, constant, small_model

PAIRS = [(0, 0), (0, 1), (1, 1), (2, 2)]
NOTHING = frozenset()


@dataclass(frozen=True)
class Ordered:
    """An engine that works on the blocks in another order."""

    order: list[int]

    def run(self, inputs, rounds, work, _progress):
        done = {block: run_block(inputs, block) for block in self.order}
        for part in rounds:
            draws, shares = zip(*[done[block] for block in part.blocks], strict=True)
            runs = municipality_chunks(inputs)
            yield (
                work.sums(inputs, joined(draws, part.draws)),
                [work.cells(cells_of(inputs, part, run, shares)) for run in runs],
            )


def cells(inputs, draws=1500, threads=1, order=None):
    """Totals, and potential and FTE by (municipality, sector, draw)."""
    engine = Threads(threads) if order is None else Ordered(order)
    totals, parts = run_draws(
        inputs, draws, lambda found: (found.potential, found.fte, found.by_class), engine
    )
    by_class = np.concatenate([c for _, _, c in parts])
    potential = np.concatenate([p for p, _, _ in parts])
    np.testing.assert_allclose(by_class.sum(axis=1), potential.sum(axis=1), rtol=1e-9, atol=1e-12)
    return totals, potential, np.concatenate([f for _, f, _ in parts])


def noisy(fte, **changes):
    """Three occupations, three sectors, every factor drawn."""
    return small_model(
        [0.1, 0.4, 0.3, 0.8, 0.5, 0.2],
        [2, 3, 1],
        fte,
        PAIRS,
        3,
        frozen=NOTHING,
        sd=0.4,
        log_sd=0.2,
        **changes,
    )


def test_two_occupations_by_hand():
    """Occupation 0: (0.1 + 0.4) / 2 = 0.25; occupation 1: 0.6."""
    inputs = small_model(
        [0.1, 0.4, 0.6], [2, 1], np.array([[10.0, 30.0], [0.0, 20.0]]), [(0, 0), (1, 1)], 2
    )
    totals, potential, fte = cells(inputs, 100)
    np.testing.assert_allclose(potential[:, :, 0], [[2.5, 18.0], [0.0, 12.0]])
    np.testing.assert_allclose(fte[:, :, 0], [[10, 30], [0, 20]])
    np.testing.assert_allclose(totals.occupation_potential[:, 0], [2.5, 30.0])
    np.testing.assert_allclose(totals.sector_technology[:, :, 0], [[1.25, 1.25], [15.0, 15.0]])


def test_technology_split_by_hand():
    """Task 0 (0.2 of its time) all by technology 0, task 1 (0.6) three quarters by technology 1."""
    technology = np.array([[1.0, 0.0], [0.25, 0.75]])
    inputs = small_model([0.2, 0.6], [2], np.array([[10.0]]), [(0, 0)], 1, technology=technology)
    totals, _, _ = cells(inputs, 100)
    expected = [10 * (0.5 * 0.2 + 0.5 * 0.6 * 0.25), 10 * 0.5 * 0.6 * 0.75]
    np.testing.assert_allclose(totals.sector_technology[0, :, 7], expected)


def test_physical_channel_by_hand():
    """A quarter of belief in the source, which gives 0.8: robots of 0.25 * 0.5 * 0.8 = 0.1.

    They are added to the other: 0.75 (1 - 0.8 * 0.9) + 0.25 * 0.8 = 0.41. Where it sees robots
    itself, or the source is not in use, nothing is: 0.75 * 0.2 + 0.2 = 0.35.
    """
    for sees_robots, source, expected in ((False, 1, 0.41), (True, 1, 0.35), (False, -1, 0.35)):
        inputs = small_model([0.2], [1], np.array([[1.0]]), [(0, 0)], 1, physical=0.8)
        first = inputs.tasks.first_task
        mix = replace(
            inputs.mix,
            readings=[
                FixedReading(np.array([0.2]), first, sees_robots),
                FixedReading(np.array([0.8]), first),
            ],
            keys=[0, 1],
            weights=np.array([0.75, 0.25]),
            robot_source=source,
        )
        totals, _, _ = cells(replace(inputs, mix=mix), 100)
        np.testing.assert_allclose(totals.occupation_potential, expected)


def test_capability_growth_by_hand():
    """Growth of log(3) in logit units takes 0.25 (odds 1/3) to 0.5 (odds 1)."""
    inputs = small_model([0.25], [1], np.array([[1.0]]), [(0, 0)], 1)
    inputs = replace(inputs, mix=replace(inputs.mix, growth=constant(float(np.log(3)))))
    totals, _, _ = cells(inputs, 100)
    np.testing.assert_allclose(totals.occupation_potential, 0.5)


def test_sums_hold_in_every_draw():
    """Sectors, municipalities, occupations and technologies all sum to the total."""
    fte = np.array([[10.0, 20.0, 5.0, 3.0], [2.0, 0.0, 40.0, 0.0], [0.0, 7.0, 0.0, 9.0]])
    totals, potential, base = cells(noisy(fte), 2300)
    total = potential.sum(axis=(0, 1))
    np.testing.assert_allclose(totals.sector_technology.sum(axis=(0, 1)), total, rtol=1e-9)
    np.testing.assert_allclose(
        totals.sector_technology.sum(axis=1), potential.sum(axis=0), rtol=1e-9
    )
    np.testing.assert_allclose(totals.occupation_potential.sum(axis=0), total, rtol=1e-9)
    np.testing.assert_allclose(totals.occupation_fte.sum(axis=0), base.sum(axis=(0, 1)), rtol=1e-9)
    np.testing.assert_allclose(totals.sector_fte, base.sum(axis=0), rtol=1e-9)


@settings(max_examples=25, deadline=None)
@given(
    x=st.floats(0, 1),
    fte=st.lists(st.floats(0, 500), min_size=8, max_size=8),
)
def test_equal_shares_give_that_share_for_any_workforce(x, fte):
    """If every task has share x, every total is x, whatever the workforce and its errors."""
    given_fte = np.array(fte).reshape(2, 4)
    if given_fte.sum() == 0:
        given_fte[0, 0] = 1.0
    frozen = frozenset({"capability", "transfer", "tasks"})
    inputs = small_model([x] * 6, [2, 3, 1], given_fte, PAIRS, 3, frozen=frozen, log_sd=0.3)
    _, potential, base = cells(inputs, 100)
    np.testing.assert_allclose(
        potential.sum(axis=(0, 1)), x * base.sum(axis=(0, 1)), rtol=1e-9, atol=1e-12
    )


@settings(max_examples=15, deadline=None)
@given(
    before=st.lists(st.floats(0, 1), min_size=6, max_size=6),
    task=st.integers(0, 5),
    raised=st.floats(0, 1),
)
def test_raising_a_share_never_lowers_a_total(before, task, raised):
    """Monotone in every task's share, in every draw, with all errors drawn."""
    after = list(before)
    after[task] = max(before[task], raised)
    fte = np.array([[10.0, 20.0, 5.0, 3.0], [2.0, 0.0, 40.0, 1.0]])
    results = []
    for shares in (before, after):
        inputs = small_model(shares, [2, 3, 1], fte, PAIRS, 3, frozen=NOTHING, sd=0.5, log_sd=0.2)
        results.append(cells(inputs, 200)[1])
    assert (results[1] >= results[0] - 1e-9).all()


@settings(max_examples=15, deadline=None)
@given(cell=st.integers(0, 3), more=st.floats(0.1, 300))
def test_more_fte_in_a_cell_leaves_other_cells_alone(cell, more):
    """With a given workforce, adding people in one cell never changes another cell's share."""
    fte = np.array([[10.0, 20.0, 5.0, 3.0], [2.0, 8.0, 40.0, 1.0]])
    changed = fte.copy()
    changed[0, cell] += more
    shares = []
    for workforce in (fte, changed):
        inputs = small_model(
            [0.1, 0.4, 0.3, 0.8, 0.5, 0.2],
            [2, 3, 1],
            workforce,
            PAIRS,
            3,
            frozen=frozenset({"workforce"}),
            sd=0.5,
        )
        _, potential, base = cells(inputs, 200)
        shares.append(potential / base)
    sector = PAIRS[cell][0]
    others = [s for s in range(3) if s != sector]
    np.testing.assert_array_equal(shares[0][1], shares[1][1])
    np.testing.assert_array_equal(shares[0][0, others], shares[1][0, others])


def test_an_added_occupation_leaves_the_others_noise_alone():
    """Streams are keyed by occupation: occupation 0 draws the same with and without the others."""
    alone = small_model([0.1, 0.4], [2], np.array([[5.0]]), [(0, 0)], 1, frozen=NOTHING, sd=0.5)
    more = small_model(
        [0.1, 0.4, 0.7], [2, 1], np.array([[5.0, 9.0]]), [(0, 0), (0, 1)], 1, frozen=NOTHING, sd=0.5
    )
    first = cells(alone, 300)[0].occupation_potential[0] / 5.0
    second = cells(more, 300)[0].occupation_potential[0] / 5.0
    np.testing.assert_allclose(first, second, rtol=1e-12)


def test_threads_and_block_order_give_the_same_bytes():
    fte = np.array([[10.0, 20.0, 5.0, 3.0], [2.0, 0.0, 40.0, 0.0]])
    inputs = noisy(fte)
    reference = cells(inputs, 3500, threads=1)
    for threads, order in ((2, None), (1, [3, 0, 2, 1]), (1, [2, 3, 1, 0])):
        other = cells(inputs, 3500, threads=threads, order=order)
        assert reference[1].tobytes() == other[1].tobytes()
        assert reference[2].tobytes() == other[2].tobytes()
        for name in ("occupation_potential", "sector_technology", "sector_fte"):
            assert getattr(reference[0], name).tobytes() == getattr(other[0], name).tobytes()


def test_a_shorter_run_is_the_start_of_a_longer_one():
    inputs = noisy(np.array([[10.0, 20.0, 5.0, 3.0]]))
    short, long = cells(inputs, 1200)[1], cells(inputs, 2700)[1]
    np.testing.assert_array_equal(short, long[:, :, :1200])


def test_seed_zero_is_a_seed():
    fte = np.array([[10.0, 20.0, 5.0, 3.0]])
    zero, again, one = (cells(noisy(fte, seed=s), 200)[1] for s in (0, 0, 1))
    np.testing.assert_array_equal(zero, again)
    assert not np.array_equal(zero, one)


@pytest.mark.parametrize("factor", sorted(FACTORS))
def test_streams_of_factors_are_apart(factor):
    """A factor's numbers differ from every other factor's, block's and item's."""
    own = stream(0, factor, 0, 5).random(4)
    for other in FACTORS:
        if other != factor:
            assert not np.array_equal(own, stream(0, other, 0, 5).random(4))
    assert not np.array_equal(own, stream(0, factor, 1, 5).random(4))
    assert not np.array_equal(own, stream(0, factor, 0, 6).random(4))


@pytest.mark.parametrize("factor", sorted(FACTORS - {"evidence": 0}.keys()))
def test_each_factor_moves_the_result_and_can_be_frozen(factor):
    """Only this factor drawn: the result varies; all frozen: it does not."""
    fte = np.array([[10.0, 20.0, 5.0, 3.0], [2.0, 8.0, 40.0, 1.0]])
    only = small_model(
        [0.1, 0.4, 0.3, 0.8, 0.5, 0.2],
        [2, 3, 1],
        fte,
        PAIRS,
        3,
        frozen=ALL_FACTORS - {factor},
        sd=0.5,
        log_sd=0.3,
    )
    none = replace(only, errors=replace(only.errors, frozen=ALL_FACTORS))
    assert cells(only, 500)[1].sum(axis=(0, 1)).std() > 0
    assert cells(none, 500)[1].sum(axis=(0, 1)).std() < 1e-9


def test_capability_error_is_shared_and_does_not_average_away():
    """Closed form: with one technology and n equal tasks the total is expit(logit p + sd z).

    Private noise on n tasks shrinks about as 1 / sqrt(n); the shared error does not shrink.
    """
    n = 64
    shares = [0.3] * n
    one = np.ones((n, 1))
    shared = small_model(
        shares,
        [1] * n,
        np.ones((1, n)),
        [(0, o) for o in range(n)],
        1,
        frozen=ALL_FACTORS - {"capability"},
        technology=one,
        sd=0.5,
    )
    private = replace(shared, errors=replace(shared.errors, frozen=ALL_FACTORS - {"tasks"}))
    wide = cells(shared, 4000)[1].sum(axis=(0, 1)) / n
    narrow = cells(private, 4000)[1].sum(axis=(0, 1)) / n
    q = np.quantile(wide, [0.05, 0.95])
    exact = 1 / (1 + np.exp(-(np.log(0.3 / 0.7) + 0.5 * np.array([-1.6449, 1.6449]))))
    np.testing.assert_allclose(q, exact, atol=0.012)
    ratio = narrow.std() / wide.std()
    assert ratio == pytest.approx(1 / np.sqrt(n), rel=0.15)


def test_chunks_cover_every_occupation_once():
    sizes = [3] * 100
    inputs = small_model([0.5] * 300, sizes, np.ones((1, 100)), [(0, o) for o in range(100)], 1)
    chunks = occupation_chunks(inputs)
    assert [o for c in chunks for o in range(c.start, c.stop)] == list(range(100))
    assert len(chunks) > 1


def test_dirichlet_time_shares_have_the_stated_mean():
    """Two tasks 0 and 1: the total is the second task's time share, uniform with mean 0.5."""
    inputs = small_model(
        [0.0, 1.0], [2], np.array([[1.0]]), [(0, 0)], 1, frozen=ALL_FACTORS - {"time_use"}
    )
    draws = 10 * DRAW_BLOCK
    value = cells(inputs, draws)[0].occupation_potential[0]
    assert value.mean() == pytest.approx(0.5, abs=4 * np.sqrt(1 / 12 / draws))
    assert value.std() == pytest.approx(np.sqrt(1 / 12), rel=0.05)
