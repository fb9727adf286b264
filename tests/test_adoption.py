"""When technology is taken into use: curves by hand, limits, shared errors, and the fit."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autopot import catalogue
from autopot.evidence import survey
from autopot.evidence.adoption_fit import between, class_fits, pair_fits, pooled
from autopot.evidence.survey import area_leads, size_differences
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


def log_odds(share):
    return math.log(share / (1 - share))


def sampling(share, n=98):
    """Variance of the log odds of a share of n answers; 98 where the number is not printed."""
    return 1 / (n * share * (1 - share))


def of_range(low, high):
    """Variance of a 90 % range in log odds: 3.29 standard deviations wide."""
    return ((log_odds(high) - log_odds(low)) / 3.29) ** 2


# pair, first and last year, log odds and variance of both points
ERRORS = [
    ("ai_state_no", (2023.75, 0.34, sampling(0.34)), (2025.25, 0.7, sampling(0.7))),
    (
        "welfare_no",
        (2016, 0.079, sampling(0.079) + of_range(0.079, 0.16)),
        (2021, 0.635, sampling(0.635) + of_range(0.635, 0.7)),
    ),
    # 27 and 86 % expected: from a quarter of the rise to all of it, 0.6 in the middle
    ("rpa_dk", (2018, 0.27, sampling(0.27)), (2021, 0.624, of_range(0.4175, 0.86))),
]


@pytest.mark.parametrize(("pair", "first", "last"), ERRORS)
def test_errors_of_a_pair_by_numerical_slopes(pair, first, last):
    """Variances of both points times the squared slopes of the curve's figures, by differences."""
    (start, p1, v1), (end, p2, v2) = first, last
    step = 1e-5

    def figures(l1, l2):
        speed = (end - start) / (l2 - l1)
        return np.array([math.log(speed), start - l1 * speed])

    l1, l2 = log_odds(p1), log_odds(p2)
    by_first = (figures(l1 + step, l2) - figures(l1 - step, l2)) / (2 * step)
    by_last = (figures(l1, l2 + step) - figures(l1, l2 - step)) / (2 * step)
    expected = by_first**2 * v1 + by_last**2 * v2
    found = pair_fits().set_index("pair").loc[pair]
    variances = found[["log_width_variance", "midpoint_variance"]].to_list()
    assert variances == pytest.approx(expected.tolist(), rel=1e-3)


def test_a_spread_that_the_errors_explain_leaves_nothing_between():
    assert between(np.array([1.0, 1.5]), np.array([1.0, 1.0])) == 0


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
    """Small municipalities lie below on one question and above on the other."""
    difference = size_differences()["difference"]
    assert difference.min() < 0 < difference.max()


def test_the_size_of_a_difference_in_standard_errors_by_hand(monkeypatch):
    """60 % of 100 against 50 % of 400: 0.1 by the root of 0.24 / 100 + 0.25 / 400, 0.055."""
    row = {"indicator": "x", "small": 60, "small_n": 100, "large": 50, "large_n": 400}
    monkeypatch.setattr(survey.catalogue, "table", lambda _: pd.DataFrame([row]))
    found = size_differences().iloc[0]
    assert found["difference"] == 10
    assert found["z"] == pytest.approx(0.1 / 0.055)


def test_sectors_find_their_area_and_those_without_one_have_none():
    found = survey.sector_areas(
        ["administration", "school", "social_child_welfare"], ["social", "upbringing"]
    )
    assert found.tolist() == [-1, 1, 0]


def test_area_leads_by_hand():
    leads = area_leads().set_index("area")
    everyone = math.log(0.65 / 0.35)
    assert leads.loc["social", "lead"] == pytest.approx(math.log(0.68 / 0.32) - everyone)
    assert "all" not in leads.index
    assert leads.loc["social", "sd"] == pytest.approx(1 / math.sqrt(51 * 0.68 * 0.32))
