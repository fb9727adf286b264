"""Gamma variables of other shapes at the same cumulative probability, against scipy."""

from __future__ import annotations

from math import lgamma

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from autopot.model.gamma import log_quantile, logit_cdf, moved

SHAPES = (1e-4, 0.01, 0.2, 0.6, 1.0, 2.0, 10.0, 1000.0)


@pytest.mark.parametrize("shape", SHAPES)
def test_probabilities_and_quantiles_are_scipy_s(shape):
    logarithm = np.linspace(-40, np.log(shape + 8 * np.sqrt(shape) + 20), 2000)
    variable = np.exp(logarithm)
    logit = stats.gamma.logcdf(variable, shape) - stats.gamma.logsf(variable, shape)
    inside = np.isfinite(logit) & (np.abs(logit) < 25)
    assert inside.any()
    assert logit_cdf(shape, logarithm)[inside] == pytest.approx(logit[inside], abs=2e-4)
    assert log_quantile(shape, logit[inside]) == pytest.approx(logarithm[inside], abs=1e-5)


@given(shape=st.sampled_from(SHAPES), other=st.sampled_from(SHAPES), seed=st.integers(0, 99))
def test_variables_keep_their_order(shape, other, seed):
    drawn = np.sort(np.random.default_rng(seed).standard_gamma(shape, 200))
    found = moved(drawn, shape, other, np.linspace(0.001, 0.999, 200))
    assert (np.diff(found) >= -1e-9).all()


@pytest.mark.parametrize(("shape", "other"), [(0.6, 0.1), (0.001, 0.6), (2.0, 0.02)])
def test_variables_of_another_shape_are_distributed_as_such(shape, other):
    """Kolmogorov-Smirnov against scipy; of a shape of 0.001 half of all variables are 0."""
    generator = np.random.default_rng(5)
    drawn = generator.standard_gamma(shape, 20_000)
    found = moved(drawn, shape, other, generator.random(20_000))
    first = other * found - lgamma(other + 1)  # log F = a log x - log Gamma(a + 1) near 0
    up_to = np.where(found < -25, first, stats.gamma.logcdf(np.exp(found), other))
    assert stats.kstest(np.exp(up_to), "uniform").pvalue > 0.01
