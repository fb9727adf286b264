"""Errors of an estimated workforce: what shares them, by the covariance of their formula."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from autopot.model.inputs import ModelInputs
from autopot.model.potential import run_block
from autopot.model.staff import occupation_mix, sector_fte
from autopot.model.streams import DRAW_BLOCK
from conftest import ALL_FACTORS, small_model

BLOCKS = 4
DRAWS = BLOCKS * DRAW_BLOCK


def logs_close_to(rows, expected):
    """Whether the covariance of the rows is the expected one, to within five standard errors."""
    variances = np.diag(expected)
    error = np.sqrt((np.outer(variances, variances) + expected**2) / DRAWS)
    assert (np.abs(np.cov(rows) - expected) <= 5 * error + 1e-15).all()


SHARE_SD = np.array([0.3, 0.1, 0.3, 0.1, 0.3])
SPLIT_SD = np.array([0.2, 0.05, 0.1, 0.0, 0.3])
PAIRS = [(0, 0), (0, 1), (1, 0), (1, 1), (2, 0)]


def staffed(share_sd=SHARE_SD, split_sd=SPLIT_SD, **sizes) -> ModelInputs:
    """Two occupations in three sectors of two municipalities."""
    fte = np.array([[10.0, 30.0, 5.0, 15.0, 20.0], [4.0, 8.0, 8.0, 8.0, 32.0]])
    inputs = small_model([0.2, 0.6], [1, 1], fte, PAIRS, 3, frozen=ALL_FACTORS - {"workforce"})
    staff = replace(inputs.workforce, share_log_sd=share_sd, split_log_sd=split_sd, **sizes)
    return replace(inputs, workforce=staff)


def mixes(inputs):
    return np.log(np.concatenate([occupation_mix(inputs, b) for b in range(BLOCKS)], axis=1))


def test_an_occupation_s_error_is_shared_by_its_sectors_and_a_pair_has_its_own():
    """Covariance of two pairs: product of their shared sizes if they are of one occupation.

    What keeps the mean of a part: v (1 - 2 w) / 2, of 14 and 38 FTE, 13 and 23, and 52 alone.
    """
    occupation = np.array([o for _, o in PAIRS])
    shared = np.outer(SHARE_SD, SHARE_SD) * (occupation[:, None] == occupation)
    found = mixes(staffed())
    logs_close_to(found, shared + np.diag(SPLIT_SD**2))
    share = np.array([14 / 52, 38 / 52, 13 / 36, 23 / 36, 1.0])
    centre = (SHARE_SD**2 + SPLIT_SD**2) * (1 - 2 * share) / 2
    np.testing.assert_allclose(found.mean(axis=1), -centre, atol=5 * 0.5 / np.sqrt(DRAWS))
    nothing = np.zeros(5)
    logs_close_to(mixes(staffed(split_sd=nothing)), shared)
    logs_close_to(mixes(staffed(share_sd=nothing)), np.diag(SPLIT_SD**2))
    np.testing.assert_array_equal(mixes(staffed(nothing, nothing)), 0)


def test_the_mix_of_a_sector_is_drawn_anew_in_every_block():
    """Sectors 0 and 1 hold both occupations, which can be freed to 0.2 and 0.6."""
    one, two = (run_block(staffed(), b)[0].sector_technology[:2].sum(axis=1) for b in (0, 1))
    for first, second in zip(one, two, strict=True):
        assert first.std() > 0
        assert abs(np.corrcoef(first, second)[0, 1]) < 5 / np.sqrt(DRAW_BLOCK)


GIVEN = np.array([[40.0, 20.0, 20.0], [12.0, 16.0, 32.0]])
TOTAL_SD, SECTOR_SD = np.array([0.3, 0.1]), np.array([0.05, 0.2])


def sectors(inputs, towns=slice(0, 2)):
    return np.concatenate([sector_fte(inputs, b, towns) for b in range(BLOCKS)], axis=2)


def test_a_municipality_s_total_and_the_shares_of_its_sectors_err_by_themselves():
    """Log of the total: its own variance. Log ratios to the last sector: 2 v each, v together.

    Nothing goes together over municipalities, or between total and shares.
    """
    found = sectors(staffed(total_log_sd=TOTAL_SD, sector_log_sd=SECTOR_SD))
    ratios = np.log(found[:, :2] / found[:, 2:]) - np.log(GIVEN[:, :2] / GIVEN[:, 2:])[:, :, None]
    totals = np.log(found.sum(axis=1)) - np.log(GIVEN.sum(axis=1))[:, None]
    expected = np.zeros((6, 6))
    expected[[0, 1], [0, 1]] = TOTAL_SD**2
    for town, v in enumerate(SECTOR_SD**2):
        at = slice(2 + 2 * town, 4 + 2 * town)
        expected[at, at] = [[2 * v, v], [v, 2 * v]]
    logs_close_to(np.concatenate([totals, *ratios]), expected)


def test_without_an_error_of_the_total_it_stands_and_without_one_of_the_shares_they_stand():
    nothing = np.zeros(2)
    found = sectors(staffed(total_log_sd=nothing, sector_log_sd=SECTOR_SD))
    np.testing.assert_allclose(found.sum(axis=1), GIVEN.sum(axis=1)[:, None].repeat(DRAWS, 1))
    assert found.std(axis=2).min() > 0
    found = sectors(staffed(total_log_sd=TOTAL_SD, sector_log_sd=nothing))
    np.testing.assert_allclose(
        found[:, :1] / found, GIVEN[:, :1, None] / GIVEN[:, :, None] + 0 * found
    )
    assert found.std(axis=2).min() > 0


def test_a_municipality_keeps_its_numbers_whichever_others_are_in_the_run():
    inputs = staffed(total_log_sd=TOTAL_SD, sector_log_sd=SECTOR_SD)
    both = sectors(inputs)
    np.testing.assert_array_equal(sectors(inputs, slice(1, 2)), both[1:])
    staff = inputs.workforce
    alone = replace(
        staff,
        municipalities=staff.municipalities[1:],
        fte=staff.fte[1:],
        total_log_sd=TOTAL_SD[1:],
        sector_log_sd=SECTOR_SD[1:],
    )
    np.testing.assert_array_equal(sectors(replace(inputs, workforce=alone), slice(0, 1)), both[1:])


def test_a_given_workforce_stands_where_it_is_frozen_and_an_empty_sector_has_nobody():
    """The pairs of sector 1 are moved to sector 0: 60 and 28 FTE there, none in sector 1."""
    inputs = staffed(total_log_sd=TOTAL_SD, sector_log_sd=SECTOR_SD)
    still = replace(inputs, errors=replace(inputs.errors, frozen=ALL_FACTORS))
    np.testing.assert_array_equal(sector_fte(still, 0, slice(0, 2))[:, :, 0], GIVEN)
    np.testing.assert_array_equal(occupation_mix(still, 0), 1)
    empty = replace(still.workforce, first_pair=np.array([0, 4, 4, 5]))
    found = sector_fte(replace(still, workforce=empty), 0, slice(0, 2))[:, :, 0]
    np.testing.assert_array_equal(found, [[60, 0, 20], [28, 0, 32]])
