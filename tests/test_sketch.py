"""Quantiles in bounded memory: their bound, their bytes, and the memory itself."""

from __future__ import annotations

import json
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

import autopot
from autopot import catalogue
from autopot.analysis.sketch import RELATIVE_ERROR, SMALLEST, Sketch
from autopot.analysis.summary import ERRORS, VALUES
from autopot.engine import rounds_of
from autopot.errors import InputError

NUMBERS = st.one_of(st.just(0.0), st.floats(1e-12, 1e12), st.floats(0.0, 1.0))
ROWS = arrays.arrays(float, st.tuples(st.integers(1, 3), st.integers(2, 60)), elements=NUMBERS)
SMALL = {"uncertainty": {"memory": "50 MB"}}
SECTORS = catalogue.sectors()["sector"]
DIFFERING = {"realisation": {"wage_cost": {s: 700_000 + 10_000 * n for n, s in enumerate(SECTORS)}}}
"""Costs by sector, so that the amount of all sectors is drawn too."""
OF_AN_FTE = {"share": 1, "fte": 1, "hours": 1_750, "nok": 800_000}
"""Of the units, the most that an FTE of the base scenario with these costs is."""


def same(one, other):
    """Whether two sketches count the same, to the byte."""
    names = ("first", "start", "counts")
    return all(getattr(one, n).tobytes() == getattr(other, n).tobytes() for n in names)


@settings(max_examples=200, deadline=None)
@given(ROWS)
def test_every_order_statistic_is_within_the_stated_error(values):
    exact = np.sort(values, axis=1)
    read = Sketch.of(values).at(np.arange(values.shape[1]))
    allowed = np.maximum(exact * RELATIVE_ERROR, SMALLEST * (1 + RELATIVE_ERROR))
    assert (np.abs(read - exact) <= allowed * (1 + 1e-12)).all()


@settings(max_examples=100, deadline=None)
@given(ROWS, st.integers(1, 59))
def test_parts_put_together_in_any_order_are_the_whole(values, at):
    at = min(at, values.shape[1] - 1)
    one, two, whole = (Sketch.of(v) for v in (values[:, :at], values[:, at:], values))
    assert same(one.plus(two), whole)
    assert same(two.plus(one), whole)
    both = one.plus(two)
    np.testing.assert_allclose(both.mean, values.mean(axis=1), rtol=1e-12)
    spread = values.max(axis=1)
    np.testing.assert_allclose(both.sd, values.std(axis=1), rtol=1e-9, atol=1e-9 * spread.max())


def test_two_numbers_by_hand():
    """1 and 3 start buckets 1/1024 and 2/1024 wide, and are read in their middle."""
    np.testing.assert_array_equal(
        Sketch.of(np.array([[3.0, 1.0]])).at(np.array([0, 1])), [[1 + 1 / 2048, 3 + 1 / 1024]]
    )


def test_numbers_of_one_bucket_are_spread_evenly_in_it():
    """Four ones in the bucket from 1 to 1 + 1/1024: at an eighth, three eighths, and so on."""
    found = Sketch.of(np.ones((1, 4))).at(np.arange(4))[0]
    np.testing.assert_allclose((found - 1) * 1024, [1 / 8, 3 / 8, 5 / 8, 7 / 8], rtol=1e-9)


def test_more_draws_than_a_byte_counts_are_all_counted():
    """400 ones from two sketches of 200: counts above 255 must not start again from 0."""
    half = Sketch.of(np.ones((2, 200)))
    for sketch in (half.plus(half), Sketch.of(np.ones((2, 400)))):
        assert sketch.counts.tolist() == [400, 400]
        assert sketch.draws == 400


def test_less_than_a_millionth_is_nothing_and_a_little_more_is_kept():
    """2^-20 is 0.95 millionths; 1.5 millionths are told to a thousandth part."""
    found = Sketch.of(np.array([[9e-7, 1.5e-6]])).at(np.array([0, 1]))[0]
    assert found[0] == 0
    assert found[1] == pytest.approx(1.5e-6, rel=0.001)


def test_numbers_below_zero_are_the_mirror_of_those_above():
    """-3 and -1 are read in the middle of the buckets of 3 and 1, in rising order."""
    found = Sketch.of(np.array([[-1.0, 3.0, -3.0, 0.0]])).at(np.arange(4))[0]
    three, one = 3 + 1 / 1024, 1 + 1 / 2048
    np.testing.assert_array_equal(found, [-three, -one, 0.0, three])


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=30), st.integers(0, 30))
def test_a_sketch_of_any_numbers_gives_their_order_statistics(numbers, cut):
    """Also put together from two parts; beside a millionth the error is a share of the number."""
    values = np.array([numbers])
    parts = [part for part in np.split(values, [min(cut, len(numbers))], axis=1) if part.size]
    whole = Sketch.of(parts[0])
    for part in parts[1:]:
        whole = whole.plus(Sketch.of(part))
    exact = np.sort(values[0])
    found = whole.at(np.arange(len(exact)))[0]
    assert (np.abs(found - exact) <= RELATIVE_ERROR * np.abs(exact) + SMALLEST).all()


def test_nothing_is_read_as_nothing():
    np.testing.assert_array_equal(Sketch.of(np.zeros((1, 4))).at(np.array([0, 3])), [[0.0, 0.0]])


def test_rounds_hold_every_block_once():
    for draws in (100, 1000, 1001, 25_300):
        for blocks in (None, 1, 3, 10):
            rounds = rounds_of(draws, blocks)
            numbers = [number for part in rounds for number in part.blocks]
            assert numbers == list(range(-(-draws // 1000)))
            assert sum(part.draws for part in rounds) == draws


@pytest.fixture(scope="module")
def both():
    """The same run with its draws kept, and with sketches: 6,300 draws in rounds of 3 blocks."""
    return (
        autopot.run("base", draws=6_300, changes=DIFFERING),
        autopot.run("base", draws=6_300, changes={**DIFFERING, **SMALL}),
    )


@pytest.mark.parametrize("table", ["potential", "by_year"])
def test_a_sketched_run_is_within_its_stated_error(both, table):
    exact, sketched = (getattr(result, table) for result in both)
    assert both[0].draws.quantile_error == 0.0
    assert both[1].draws.quantile_error == RELATIVE_ERROR
    keys = [c for c in exact if c not in (*VALUES, *ERRORS)]
    pd.testing.assert_frame_equal(exact[keys], sketched[keys])
    np.testing.assert_allclose(sketched["mean"], exact["mean"], rtol=1e-12)
    np.testing.assert_allclose(sketched["se_mean"], exact["se_mean"], rtol=1e-9)
    nothing = 2 * SMALLEST * exact["unit"].map(OF_AN_FTE)
    for value in VALUES[1:]:
        bound = RELATIVE_ERROR * exact[value].abs() + nothing
        assert ((sketched[value] - exact[value]).abs() <= bound).all()
        # half the distance of two order statistics, each within its bound; none is larger than this
        larger = exact[value].abs() + 2 * exact[f"se_{value}"]
        slack = RELATIVE_ERROR * larger + nothing
        assert ((sketched[f"se_{value}"] - exact[f"se_{value}"]).abs() <= slack).all()
    assert not exact["p50"].equals(sketched["p50"])


def test_total_and_sectors_stay_exact(both):
    exact, sketched = (r.potential[r.potential["level"].isin(["total", "sector"])] for r in both)
    pd.testing.assert_frame_equal(exact, sketched)
    np.testing.assert_array_equal(both[0].draws.sectors, both[1].draws.sectors)


def test_readiness_and_relevance_are_sketched_too(both):
    exact, sketched = (result.draws.readiness for result in both)
    for value in VALUES:
        np.testing.assert_allclose(sketched[value], exact[value], rtol=RELATIVE_ERROR)
    exact, sketched = (result.draws.relevance for result in both)
    np.testing.assert_allclose(sketched["fte_mean"], exact["fte_mean"], rtol=1e-12)


def test_the_error_is_said(both, tmp_path):
    assert not any("minnet" in note for note in both[0].notes())
    assert any("minnet" in note and "0,1\u00a0%" in note for note in both[1].notes())
    folder = both[1].save(tmp_path / "run", report=False)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["quantile_error"] == both[1].as_json()["quantile_error"] == RELATIVE_ERROR


def test_sketches_are_the_same_on_one_thread_and_two(both):
    alone = autopot.run("base", draws=6_300, changes=SMALL, engine="local").potential
    pd.testing.assert_frame_equal(alone, both[1].potential)


@pytest.mark.parametrize("memory", ["1 gigabyte", "5 MB", "-1 GB", "", 12])
def test_memory_that_is_no_amount_is_refused(memory):
    with pytest.raises(InputError) as caught:
        autopot.run("base", draws=100, changes={"uncertainty": {"memory": memory}})
    assert "uncertainty.memory" in str(caught.value)


LIMITED = """
import resource, sys
import autopot
from autopot import catalogue
limit = 900 * 10**6
resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
changes = {"uncertainty": {"memory": sys.argv[1]}}
autopot.run("base", draws=60_000, changes=changes, engine="local")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not enforce the limit")
@pytest.mark.parametrize(("memory", "fits"), [("100 MB", True), ("1 TB", False)])
def test_memory_stays_under_a_ceiling(memory, fits):
    """With its draws kept, the same run breaks the ceiling."""
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, memory], capture_output=True, text=True, check=False
    )
    assert (done.returncode == 0) is fits, done.stderr
    if not fits:
        assert "MemoryError" in done.stderr
