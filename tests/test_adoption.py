"""When technology is taken into use: curves by hand, limits, and which errors are shared."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autopot import catalogue
from autopot.evidence.survey import area_leads
from autopot.model.adoption import (
    AdoptionInputs,
    Curve,
    Readiness,
    adopted_share,
    draw_adoption,
)
from autopot.scenario import Distribution, load_scenario
from conftest import constant

SLOPE_ONE = 2 * math.log(9)
"""Years from 10 to 90 % of a logistic curve that rises by one logit unit a year."""


def uniform(low, high):
    return Distribution(kind="uniform", low=low, mode=low, high=high)


def readiness(area=(-1,), mean=(), sd=(), carry=1.0, sector_sd=0.0, unknown_sd=0.0):
    return Readiness(
        np.array(mean, dtype=float),
        np.array(sd, dtype=float),
        np.array(area, dtype=np.int64),
        constant(carry),
        sector_sd,
        unknown_sd,
    )


def curves(form="logistic", midpoint=2030.0, width=SLOPE_ONE, ceiling=1.0, never=0.0, **changes):
    given_values = {
        "base_year": 1900,
        "years": np.array([2035.0]),
        "form": form,
        "curves": [
            Curve(
                midpoint if isinstance(midpoint, Distribution) else constant(midpoint),
                constant(width),
                constant(ceiling),
                never,
            )
        ],
        "curve_of": np.zeros(2, dtype=np.int64),
        "parallel": np.zeros(2),
        "threshold": constant(0.2),
        "delay": constant(0.0),
        "stretch": constant(1.0),
        "national_sd": 0.0,
        "readiness": readiness(),
    }
    return AdoptionInputs(**{**given_values, **changes})


def share(inputs, year, frozen=False, seed=1):
    draws = draw_adoption(inputs, np.random.default_rng(seed), frozen)
    return adopted_share(inputs, draws, year)


def one(inputs, year):
    return float(share(inputs, year)[0, 0, 0])


@pytest.mark.parametrize(
    ("year", "expected"),
    [(2030, 0.5), (2030 - SLOPE_ONE / 2, 0.1), (2030 + SLOPE_ONE / 2, 0.9), (2031, 0.7310586)],
)
def test_a_logistic_curve_by_hand(year, expected):
    assert one(curves(), year) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(("year", "expected"), [(2025, 0.0), (2030, 0.5), (2034, 0.9), (2036, 1.0)])
def test_a_straight_line_gains_a_tenth_a_year(year, expected):
    assert one(curves("linear", width=8.0), year) == pytest.approx(expected)


def test_what_is_in_use_in_the_base_year_is_not_new():
    """A line at 50 % in the base year and 90 % later has taken 40 of the 50 that were left."""
    line = curves("linear", width=8.0, base_year=2030)
    assert [one(line, year) for year in (2029, 2030, 2034)] == pytest.approx([0.0, 0.0, 0.8])


def test_a_curve_that_was_complete_before_the_base_year_takes_the_rest_at_once():
    done = curves("linear", width=8.0, base_year=2040)
    assert [one(done, year) for year in (2040, 2041)] == [0.0, 1.0]


def test_two_processes_side_by_side_give_nothing_below_the_threshold():
    line = curves("linear", width=8.0, parallel=np.array([1.0, 0.0]))
    found = [share(line, year)[0, :, 0].tolist() for year in (2026.5, 2031)]
    assert found == [pytest.approx([0.0, 0.15]), pytest.approx([0.5, 0.6])]


def test_delay_moves_the_curve_and_stretch_flattens_it():
    later = curves("linear", width=8.0, delay=constant(3.0), stretch=constant(2.0))
    assert one(later, 2033) == pytest.approx(0.5)
    assert one(later, 2041) == pytest.approx(0.9)  # half of 16 years after 2033


def test_a_sector_one_logit_ahead_is_one_year_ahead_on_a_curve_of_slope_one():
    ahead = curves(readiness=readiness(area=(0, -1), mean=(1.0,), sd=(0.0,)))
    found = share(ahead, 2031)[:, 0, 0]
    assert found == pytest.approx([1 / (1 + math.exp(-2)), 1 / (1 + math.exp(-1))])


def test_sectors_of_one_survey_area_share_its_sampling_error():
    found = share(curves(readiness=readiness((0, 0, 1), (0.0, 0.0), (0.3, 0.3))), 2030)
    np.testing.assert_array_equal(found[0], found[1])
    assert (found[0] != found[2]).all()


def test_a_sector_without_a_figure_is_wider_than_one_with():
    base = load_scenario("base").scenario.adoption.readiness
    leads = area_leads()
    assert base.unknown_sd > math.hypot(base.sector_sd, leads.sd.max())
    assert base.unknown_sd == round(math.hypot(base.sector_sd, leads.new_sd), 1)
    table = catalogue.table("survey/readiness_sectors").set_index("sector")["area"]
    assert table["administration"] == ""


def test_never_is_a_probability_per_technology_and_counts_in_part_where_frozen():
    inputs = curves(never=0.4)
    found = share(inputs, 2100)
    assert (found == 0).mean() == pytest.approx(0.4, abs=0.05)
    assert (found[0, 0] != found[0, 1]).any()
    np.testing.assert_allclose(share(inputs, 2100, frozen=True), 0.6)


@settings(max_examples=60, deadline=None)
@given(
    form=st.sampled_from(["logistic", "linear"]),
    base=st.integers(2000, 2040),
    ceiling=st.floats(0, 1),
    width=st.floats(0.5, 60),
    midpoint=st.floats(1990, 2080),
    never=st.floats(0, 1),
    threshold=st.floats(0, 0.9),
)
def test_a_share_never_falls_and_stays_between_0_and_1(
    form, base, ceiling, width, midpoint, never, threshold
):
    inputs = curves(
        form,
        uniform(midpoint, midpoint + 5),
        width,
        ceiling,
        never,
        base_year=base,
        parallel=np.array([1.0, 0.0]),
        threshold=constant(threshold),
        national_sd=3.0,
        readiness=readiness((0, -1), (0.2,), (0.3,), sector_sd=0.3, unknown_sd=0.6),
    )
    found = np.stack([share(inputs, year) for year in range(base, base + 60, 6)])
    assert (found[0] == 0).all()
    assert (np.diff(found, axis=0) >= -1e-12).all()
    assert found.max() <= 1


@pytest.mark.parametrize(
    ("form", "threshold", "expected"), [("logistic", 0.0, 0.3), ("linear", 0.2, 0.125)]
)
def test_the_ceiling_lowers_the_curve_before_the_threshold_is_taken(form, threshold, expected):
    """Half of 0.6 is 0.3; above a threshold of 0.2 that is 0.1 of 0.8."""
    low = curves(form, ceiling=0.6, parallel=np.ones(2), threshold=constant(threshold))
    assert one(low, 2030) == pytest.approx(expected)


# Shared errors, read back from the drawn curves


DRAWS = 1000
FAR = 5 / math.sqrt(DRAWS)
"""Five standard errors of a correlation of 0."""


def check_independent(*rows):
    assert np.abs(np.corrcoef(np.stack(rows)) - np.eye(len(rows))).max() < FAR


def drawn(inputs, frozen=False):
    return draw_adoption(inputs, np.random.default_rng(8), frozen)


def two_classes(**changes):
    """Technologies 0 and 2 in one class, technology 1 in another; three sectors."""
    return curves(
        curves=[Curve(constant(2030), constant(SLOPE_ONE), constant(1.0), 0.0)] * 2,
        curve_of=np.array([0, 1, 0]),
        parallel=np.ones(3),
        **{"readiness": readiness((-1, -1, 0), (0.0,), (0.0,)), **changes},
    )


def test_a_class_has_one_midpoint_width_and_ceiling_a_draw():
    curve = Curve(uniform(2030, 2040), uniform(5, 9), uniform(0.2, 0.8), 0.0)
    own = replace(two_classes(), curves=[curve, curve])
    found = drawn(own)
    for values in (found.midpoint[0], found.width, found.ceiling):
        np.testing.assert_array_equal(values[0], values[2])
    np.testing.assert_array_equal(found.midpoint[0], found.midpoint[1])
    check_independent(*found.midpoint[0, :2], *found.width[:2], *found.ceiling[:2])
    still = drawn(own, frozen=True)
    for values, middle in ((still.midpoint, 2035), (still.width, 7), (still.ceiling, 0.5)):
        np.testing.assert_allclose(values, middle)


def test_delay_stretch_carry_and_threshold_are_one_number_each_a_draw_and_go_by_themselves():
    """Sector 2 leads by one logit unit: by carry * width / (2 ln 9) years."""
    found = drawn(
        two_classes(
            delay=uniform(0, 4),
            stretch=uniform(1, 2),
            threshold=uniform(0.1, 0.3),
            readiness=replace(readiness((-1, -1, 0), (1.0,), (0.0,)), carry=uniform(0.2, 0.8)),
        )
    )
    delay, stretch = found.midpoint[0] - 2030, found.width / SLOPE_ONE
    carry = (found.midpoint[0] - found.midpoint[2]) * 2 * math.log(9) / found.width
    for values, low, high in (
        (delay, 0, 4),
        (stretch, 1, 2),
        (carry, 0.2, 0.8),
        (found.threshold, 0.1, 0.3),
    ):
        np.testing.assert_allclose(values, values[:1].repeat(3, axis=0), atol=1e-9)
        assert low <= values.min() < low + (high - low) / 20
        assert high - (high - low) / 20 < values.max() <= high
    check_independent(delay[0], stretch[0], carry[0], found.threshold[0])


def test_leads_and_the_national_error_go_together_as_their_formula_says():
    """One logit unit is one year here. Two sectors share the national variance 0.25; a carry of 0.5
    lets a quarter through of the area's 0.16 or 0.36, shared by its sectors, of a sector's own
    0.04, and of the 1 of a sector that no area speaks for.
    """
    found = drawn(
        two_classes(
            national_sd=0.5,
            readiness=readiness(
                (0, 0, 1, -1, -1), (0.0, 0.0), (0.4, 0.6), carry=0.5, sector_sd=0.2, unknown_sd=1.0
            ),
        )
    ).midpoint
    np.testing.assert_allclose(found, found[:, :1].repeat(3, axis=1))
    lead = np.diag([0.04, 0.04, 0.04, 1.0, 1.0])
    lead[:2, :2] += 0.16
    lead[2, 2] += 0.36
    expected = 0.25 + lead / 4
    own = np.diag(expected)
    error = np.sqrt((np.outer(own, own) + expected**2) / DRAWS)
    assert (np.abs(np.cov(found[:, 0]) - expected) <= 5 * error).all()
