"""When technology is taken into use: curves by hand, limits, shared errors, and the fit."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autopot import catalogue
from autopot.evidence.adoption_fit import class_fits, pair_fits, pooled
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
        "curves": [Curve(constant(midpoint), constant(width), constant(ceiling), never)],
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
    sampling = math.sqrt(base.sector_sd**2 + area_leads()["sd"].max() ** 2)
    assert base.unknown_sd > sampling
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
        Distribution(kind="uniform", low=midpoint, mode=midpoint, high=midpoint + 5).low,
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


# The fit


def test_a_pair_by_hand():
    """34 of 428 in 2016, 226 of 356 in 2021; log odds -2.456 and 0.554."""
    pair = pair_fits().set_index("pair").loc["welfare_no"]
    first, last = math.log(0.079 / 0.921), math.log(0.635 / 0.365)
    assert pair["width"] == pytest.approx(4.39445 * 5 / (last - first), rel=1e-5)
    assert pair["midpoint"] == pytest.approx(2016 - first * 5 / (last - first), abs=1e-9)
    assert (pair["width"], pair["midpoint"]) == pytest.approx((7.30, 2020.08), abs=0.01)


def test_an_expectation_is_an_upper_bound():
    """27 % and 86 % expected: 60 % of the rise is taken to have come, 62.4 %."""
    pair = pair_fits().set_index("pair").loc["rpa_dk"]
    gap = math.log(0.624 / 0.376) - math.log(0.27 / 0.73)
    assert pair["expected"]
    assert pair["width"] == pytest.approx(4.39445 * 3 / gap, rel=1e-5)
    believed = 4.39445 * 3 / (math.log(0.86 / 0.14) - math.log(0.27 / 0.73))
    assert pair["width"] > believed


def test_pooling_by_hand():
    """Values 1 and 3, variances 1 and 1, tau2 2: mean 2; 1 / (2/3) + 2 = 3.5."""
    found = pooled(np.array([1.0, 3.0]), np.array([1.0, 1.0]), 2.0)
    assert (found.value, found.variance) == pytest.approx((2.0, 3.5))


def test_the_base_scenario_holds_what_the_fit_gives():
    classes = load_scenario("base").scenario.adoption.classes
    for fit in class_fits().to_dict("records"):
        curve = getattr(classes, fit["radar_class"])
        for name in ("midpoint", "width"):
            own = getattr(curve, name)
            expected = tuple(fit[f"{name}_{end}"] for end in ("low", "mode", "high"))
            assert (own.low, own.mode, own.high) == expected, (fit["radar_class"], name)
        assert curve.never == fit["never"]


def test_an_outer_class_is_never_earlier_or_surer():
    fits = class_fits().set_index("radar_class")
    for end in ("low", "mode", "high"):
        assert fits[f"midpoint_{end}"].is_monotonic_increasing
    spread = fits["midpoint_high"] - fits["midpoint_low"]
    assert spread["adopt"] <= spread["assess"] <= spread["hold"]
    assert fits["never"].is_monotonic_increasing


def test_the_threshold_is_the_published_one():
    use = load_scenario("base").scenario.adoption.threshold.use
    assert (use.low, use.high) == (0.20, 0.25)


def test_size_is_not_supported_by_the_survey():
    """Small municipalities lie below on one question and above on the other (docs/method.md)."""
    table = catalogue.table("survey/size")
    assert (table["small"] - table["large"]).tolist() == [-10, 17]
    error = math.sqrt(0.67 * 0.33 / 135 + 0.77 * 0.23 / 344)
    assert round((0.67 - 0.77) / error, 1) == -2.2


def test_area_leads_by_hand():
    leads = area_leads().set_index("area")
    everyone = math.log(0.65 / 0.35)
    assert leads.loc["social", "lead"] == pytest.approx(math.log(0.68 / 0.32) - everyone)
    assert leads.loc["social", "sd"] == pytest.approx(1 / math.sqrt(51 * 0.68 * 0.32))
