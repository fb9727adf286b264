"""Speed, midpoint and leads from the published points, by hand and by numerical slopes."""

from __future__ import annotations

import io
import math

import numpy as np
import pytest

from autopot import catalogue
from autopot.api import adoption_fit
from autopot.evidence.adoption_check import points_beside_curves
from autopot.evidence.adoption_fit import between, class_fits, pair_fits, pooled
from autopot.evidence.survey import sector_areas
from autopot.messages import speaking
from autopot.scenario import load_scenario
from autopot.views.terminal import Screen


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


def test_a_single_point_by_hand():
    """Self-service, 48 % in 2017: logit -0.08; 7.5 years from 10 to 90 %, 1.7 a logit: 2017.1."""
    point = catalogue.table("technologies/adoption_points").set_index("point")
    assert point.loc["self_service_2017", "used_for"] == "midpoint"
    years = 7.5 / 4.39445
    assert 2017 - math.log(0.48 / 0.52) * years == pytest.approx(2017.1, abs=0.05)
    assert 2020.2 - math.log(0.16 / 0.84) * years == pytest.approx(2023.0, abs=0.05)


def test_what_a_curve_says_of_a_point_by_drawing_it():
    """Quantiles of 200,000 random curves of base, against the even grid."""
    section = load_scenario("base").scenario.adoption
    points = points_beside_curves(catalogue.table("technologies/adoption_points"), section)
    row = points.set_index("point").loc["applications_high"]
    random = np.random.default_rng(5)
    curve, depth, number = section.classes.adopt, section.depth, 200_000

    def tri(d):
        return random.triangular(d.low, d.mode, d.high, number)

    middle = (
        tri(curve.midpoint) + tri(depth.delay) + section.national_sd * random.normal(size=number)
    )
    width = tri(curve.width) * tri(depth.stretch)
    share = 1 / (1 + np.exp(-4.39445 * (2020.9 - middle) / width))
    expected = np.quantile(share, [0.05, 0.5, 0.95])
    found = row[["curve_p05", "curve_p50", "curve_p95"]].to_numpy(float)
    np.testing.assert_allclose(found, expected, atol=0.03)
    assert not row["fitted"]


def test_what_no_curve_speaks_of_is_not_compared():
    """Three taken up within a year or days, two of limits and six of speed alone, by point."""
    section = load_scenario("base").scenario.adoption
    points = points_beside_curves(catalogue.table("technologies/adoption_points"), section)
    silent = points[points["curve_p50"].isna()]
    assert set(silent["measures"]) | set(silent["used_for"]) >= {"new", "speed", "limit"}
    rest = points[points["curve_p50"].notna()]
    assert set(rest["measures"]) == {"having", "use"}


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


def test_sectors_find_their_area_and_those_without_one_have_none():
    found = sector_areas(
        ["administration", "school", "social_child_welfare"], ["social", "upbringing"]
    )
    assert found.tolist() == [-1, 1, 0]


@pytest.mark.parametrize("language", ["nb", "en"])
def test_points_and_fit_are_whole_at_80_columns(language):
    """The welfare pair of `test_a_pair_by_hand`: 7.3 years from 10 to 90 %, middle in 2020.1."""
    screen = Screen(width=80, file=io.StringIO(), no_color=True)
    with speaking(language):
        screen.show(*adoption_fit().tables())
    lines = screen.file.getvalue().splitlines()
    assert max(map(len, lines)) <= 80
    pair = next(line for line in lines if "welfare_no" in line)
    assert [cell.replace(",", ".") for cell in pair.split()[-2:]] == ["7.3", "2020.1"]
    text = screen.file.getvalue()
    assert text.count("finansavisen-2025") == 2
    assert "2023.75" in text.replace(",", ".")
