"""How much is taken out: the published level, the barriers, and what comes in too small pieces."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autopot import catalogue
from autopot.errors import InputError
from autopot.evidence.barriers import barrier_names, unknown_scores
from autopot.evidence.benefits import answer_shares
from autopot.evidence.document_figures import document_figures
from autopot.model.realisation import (
    Level,
    Optimism,
    RealisationInputs,
    block_share,
    realised_share,
)
from autopot.scenario import Distribution, load_scenario
from conftest import constant

UNKNOWN = math.nan
WEIGHT = 0.17


def inputs(scores, level=0.3, strength=1.0, sector_sd=0.0, minimum=0.0):
    own = level if isinstance(level, Level) else constant(level)
    table = np.array(scores, dtype=float)
    weights = np.full(table.shape[1], WEIGHT)
    return RealisationInputs(own, table, weights, constant(strength), sector_sd, minimum)


def share(given_inputs, frozen=False):
    return realised_share(given_inputs, np.random.default_rng(3), frozen)


def uniform(low, high):
    return Distribution(kind="uniform", low=low, mode=low, high=high)


@pytest.mark.parametrize(("score", "expected"), [(2, 0.3), (0, 0.70114), (4, 0.07260)])
def test_five_equal_barriers_by_hand(score, expected):
    """Odds 3/7; five barriers two steps from typical move them by exp(1.7) either way."""
    np.testing.assert_allclose(share(inputs([[score] * 5])), expected, atol=1e-5)


def test_the_weights_move_the_middle_of_some_to_the_middle_of_large():
    level = load_scenario("base").scenario.realisation.level
    middle = [(part.low + part.high) / 2 for part in (level.some.part, level.large.part)]
    assert middle == pytest.approx([0.3, 0.7])
    weights = catalogue.table("survey/barriers")["weight"]
    assert weights.tolist() == [WEIGHT] * 5
    step = math.log(0.7 / 0.3) - math.log(0.3 / 0.7)
    assert 2 * weights.sum() == pytest.approx(step, abs=0.01)


def test_unknown_is_wide_and_centred():
    known, unknown = share(inputs([[2] * 5])), share(inputs([[UNKNOWN] * 5]))
    assert known.std() == pytest.approx(0, abs=1e-12)
    assert unknown.std() > 0.05
    assert np.median(unknown) == pytest.approx(0.3, abs=0.02)


def test_one_level_is_shared_by_all_sectors():
    wide = Level(np.array([0.5, 0.5]), [uniform(0.0, 0.1), uniform(0.8, 1.0)])
    found = share(inputs([[2], [2]], wide))
    np.testing.assert_allclose(found[0], found[1])


@pytest.mark.parametrize("level", [0.0, 1.0])
def test_certainty_is_not_moved(level):
    np.testing.assert_array_equal(share(inputs([[4] * 5], level, sector_sd=1.0)), level)


def test_the_level_goes_through_the_answers_in_order():
    level = Level(np.array([0.2, 0.5, 0.3]), [uniform(0, 0.1), uniform(0.1, 0.5), constant(0.9)])
    found = level.quantile(np.array([0.0, 0.1, 0.2, 0.45, 0.7, 1.0]))
    np.testing.assert_allclose(found, [0.0, 0.05, 0.1, 0.3, 0.9, 0.9], atol=1e-12)


def test_an_answer_nobody_gave_is_never_drawn():
    level = Level(np.array([0.0, 1.0, 0.0]), [constant(0.0), constant(0.4), constant(1.0)])
    np.testing.assert_array_equal(level.quantile(np.linspace(0, 1, 11)), 0.4)


def test_the_level_rests_on_the_published_answers():
    """State and municipalities: large (19 + 30 + 10) / 3, little (18 + 13) / 2; municipalities:
    large (53 + 48 + 48) / 3, and little to some as the others.
    """
    public = np.array([0.155, 1 - 0.155 - 0.59 / 3, 0.59 / 3])
    np.testing.assert_allclose(answer_shares(0.0), public)
    large = 1.49 / 3
    rest = 1 - large
    own = [rest * 0.155 / (1 - 0.59 / 3), rest * public[1] / (1 - 0.59 / 3), large]
    np.testing.assert_allclose(answer_shares(1.0), own)
    np.testing.assert_allclose(answer_shares(0.5), (public + own) / 2)
    assert load_scenario("base").scenario.realisation.level.shares is None


def test_a_figure_of_the_documents_is_the_one_it_names():
    figures = document_figures().set_index("figure")
    for name in ("survey/realisation", "technologies/adoption_points"):
        table = catalogue.table(name)
        named = table[table["figure"] != ""]
        assert len(named) >= 3
        printed = figures.loc[named["figure"], ["value", "source_id"]].to_numpy()
        assert (named[["value", "source_id"]].to_numpy() == printed).all()


def test_shares_are_given_for_all_answers_or_for_none(tmp_path):
    file = tmp_path / "own.yaml"
    file.write_text("name: own\nextends: base\nrealisation: {level: {large: {share: 0.2}}}\n")
    with pytest.raises(InputError, match="a share for each of the three answers, or for none"):
        load_scenario(file)


def test_brightness_by_hand():
    """All of a gap of 0.6 taken off odds of 3 to 7: 0.3 becomes 0.19041 = 1/(1 + 7/3 e^0.6)."""
    own = replace(inputs([[2] * 5]), optimism=Optimism(constant(1.0), 0.6, 0.0))
    np.testing.assert_allclose(share(own), 1 / (1 + 7 / 3 * math.exp(0.6)))


def test_the_gap_is_drawn_once_for_all_sectors():
    own = replace(inputs([[2] * 5] * 2), optimism=Optimism(constant(0.5), 0.6, 0.4))
    covariance_is(moved(own), np.full((2, 2), 0.04))
    np.testing.assert_allclose(moved(own, frozen=True), -0.3, atol=1e-9)


def test_what_is_not_known_is_drawn_from_what_it_may_be():
    """Evenly from 1 to 4: mean 2.5, and half a step of 0.17 down at the median."""
    own = inputs([[UNKNOWN, 2, 2, 2, 2]])
    low, high = np.zeros((1, 5)), np.full((1, 5), 4.0)
    low[0, 0] = 1.0
    found = moved(replace(own, lowest=low, highest=high))
    assert found.max() <= 0.17 + 1e-9
    assert found.min() >= -0.34 - 1e-9
    assert found.mean() == pytest.approx(-0.085, abs=0.01)


def test_sectors_differ_where_the_middle_managers_say_so():
    """Training where substitutes are needed, solutions of administration, large municipalities."""
    sectors = ["administration", "health_care", "school", "technical"]
    training, involvement = barrier_names().index("training"), barrier_names().index("involvement")
    low, high = unknown_scores(sectors)
    assert low[:, training].tolist() == [0, 1.5, 0.5, 0]
    assert low[:, involvement].tolist() == [1, 0, 0, 0]
    assert (high == 4).all()
    assert unknown_scores(sectors, ["0301"])[0][:, involvement].tolist() == [1, 0.5, 0.5, 0.5]
    small = unknown_scores(sectors, ["0301", "5636"])[0]  # Oslo and Berlevåg
    assert small[:, involvement].tolist() == [1, 0, 0, 0]


@settings(max_examples=50, deadline=None)
@given(
    scores=st.lists(st.integers(0, 4), min_size=5, max_size=5),
    barrier=st.integers(0, 4),
    level=st.floats(0.01, 0.99),
)
def test_a_stronger_barrier_lowers_the_share_in_every_draw(scores, barrier, level):
    better, worse = list(scores), list(scores)
    better[barrier], worse[barrier] = 0, 4
    pair = [share(inputs([own], level, sector_sd=0.3)) for own in (better, worse)]
    assert (pair[0] > pair[1]).all()
    assert 0 < pair[1].min() <= pair[0].max() < 1


def test_small_pieces_are_told_from_large_ones():
    """Shares of a position freed by two technologies together: 0.08 and 0.12 against 0.1."""
    potential = np.array([[[0.04], [0.04]], [[0.06], [0.06]]])
    fte = np.array([[100.0], [50.0]])
    used = np.ones((2, 1))
    found = block_share(potential, used, fte, 0.1)
    np.testing.assert_allclose(found, 3 / 7)  # 50 * 0.06 of 100 * 0.04 + 50 * 0.06
    np.testing.assert_array_equal(block_share(potential, used / 2, fte, 0.1), 0)
    np.testing.assert_array_equal(block_share(potential, used, fte, 0.0), 1)


def test_a_piece_of_exactly_the_least_size_is_large_enough():
    """A quarter is written exactly in binary; where nothing is freed, nothing is in pieces."""
    quarter, one = np.array([[[0.25]]]), np.ones((1, 1))
    np.testing.assert_array_equal(block_share(quarter, one, one, 0.25), 1)
    np.testing.assert_array_equal(block_share(0 * quarter, one, one, 0.25), 1)


# Errors, read back in logit units


def moved(given_inputs, level=0.3, frozen=False):
    """(S, B) how far each sector stands from the level."""
    found = share(given_inputs, frozen)
    return np.log(found / (1 - found)) - math.log(level / (1 - level))


def covariance_is(rows, expected):
    """To within five standard errors of a normal's covariance."""
    own = np.diag(expected)
    error = np.sqrt((np.outer(own, own) + expected**2) / rows.shape[1])
    np.testing.assert_array_less(np.abs(np.cov(rows) - expected), 5 * error)


def test_each_barrier_has_its_own_weight():
    """Two steps up at 0.3 and two down at 0.1: -(0.6 - 0.2)."""
    own = replace(inputs([[4, 0]]), weights=np.array([0.3, 0.1]))
    np.testing.assert_allclose(moved(own), -0.4)


def test_each_sector_has_an_error_of_its_own():
    covariance_is(moved(inputs([[2] * 5] * 2, sector_sd=0.4)), np.diag([0.16, 0.16]))
    np.testing.assert_allclose(
        moved(inputs([[2] * 5] * 2, sector_sd=0.4), frozen=True), 0, atol=1e-9
    )


def test_each_unknown_barrier_of_each_sector_is_drawn_by_itself_from_0_to_4():
    """Variance of an even number from 0 to 4: 16 / 12. Weights 0.3 and 0.4: 0.25 times that."""
    own = replace(inputs([[UNKNOWN] * 2] * 2), weights=np.array([0.3, 0.4]))
    covariance_is(moved(own), np.diag([1 / 3, 1 / 3]))
    np.testing.assert_allclose(moved(own, frozen=True), 0, atol=1e-9)


def test_level_and_strength_are_drawn_by_themselves_for_all_sectors():
    """Sector 0 shows the level; 1 and 2 lie 2 * 0.5 * strength below it."""
    own = replace(
        inputs([[2], [4], [4]]),
        level=uniform(0.2, 0.8),
        strength=uniform(0.5, 1.5),
        weights=np.array([0.5]),
    )
    found = share(own)
    odds = np.log(found / (1 - found))
    level, strength = found[0], odds[0] - odds[1]
    np.testing.assert_allclose(odds[1], odds[2])
    for values, low, high in ((level, 0.2, 0.8), (strength, 0.5, 1.5)):
        assert values.std() == pytest.approx((high - low) / math.sqrt(12), rel=0.08)
        assert low <= values.min() < values.max() <= high
    assert abs(np.corrcoef(level, strength)[0, 1]) < 5 / math.sqrt(len(level))
    np.testing.assert_allclose(share(own, frozen=True)[0], 0.5)
    np.testing.assert_allclose(share(own, frozen=True)[1], 1 / (1 + math.e))
