"""The sizes of errors: by another method, from simulated readings, and by leaving readings out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import minimize

import autopot
from autopot.api import measured_errors, write_error_sizes
from autopot.catalogue.columns import data_directory
from autopot.errors import InputError
from autopot.evidence import as_measured, beyond_mix, measured_sizes
from autopot.evidence.measurement import (
    ErrorSizes,
    Work,
    as_logits,
    error_sizes,
)
from autopot.evidence.readings import RULES
from autopot.messages import speaking
from autopot.model.inputs import ModelInputs
from autopot.model.occupation import automatable_share
from autopot.model.shared_draws import shared_draws
from autopot.model.streams import TECHNICAL
from autopot.results.evidence.measured import WHY_OUTSIDE
from autopot.scenario import load_scenario
from autopot.scenario.evidence import Weights
from autopot.study.preparation import (
    load_changed,
    prepare,
)
from autopot.tables import shown_table
from conftest import ALL_FACTORS, FixedReading, small_model

VARIANCE = np.array([0.2, 0.1, 0.6, 0.25])


def some_work(count: int, groups: int = 5, technologies: int = 4) -> Work:
    """Occupations in turn in each group, with technology mixes drawn once."""
    random = np.random.default_rng(7)
    member = (np.arange(count)[:, None] % groups == np.arange(groups)[None, :]).astype(float)
    return Work(member, random.dirichlet(np.ones(technologies), count))


def some_readings(work: Work, readings: int, random: np.random.Generator) -> np.ndarray:
    """Readings of work that is the same for all, with errors of the sizes above."""
    count = len(work.groups)
    covariance = sum(v * part for v, part in zip(VARIANCE, work.covariances(), strict=True))
    common = random.normal(-1.5, 1.0, count)
    return common + random.multivariate_normal(np.zeros(count), covariance, readings)


def test_the_estimate_is_that_of_the_whole_likelihood():
    """REML with every occupation a fixed effect, over the stacked vector of all readings.

    log |V| + log |X' V^-1 X| + r' V^-1 r, minimised by scipy; V is block-diagonal by reading.
    """
    work = some_work(12)
    logits = some_readings(work, 5, np.random.default_rng(3))
    parts = [np.kron(np.eye(5), part) for part in work.covariances()]
    design = np.kron(np.ones((5, 1)), np.eye(12))
    stacked = logits.ravel()

    def cost(log_variance):
        whole = sum(np.exp(v) * part for v, part in zip(log_variance, parts, strict=True))
        inverse = np.linalg.inv(whole)
        inner = design.T @ inverse @ design
        rest = stacked - design @ np.linalg.solve(inner, design.T @ inverse @ stacked)
        sizes = np.linalg.slogdet(whole)[1] + np.linalg.slogdet(inner)[1]
        return sizes + rest @ inverse @ rest

    found = error_sizes(logits, work)
    other = minimize(
        cost,
        np.log(VARIANCE),
        method="Nelder-Mead",
        options={"maxiter": 4000, "fatol": 1e-10, "xatol": 1e-8},
    )
    assert cost(np.log(found.variance)) <= other.fun + 1e-6
    clear = np.exp(other.x) > 1e-3
    np.testing.assert_allclose(found.variance[clear], np.exp(other.x)[clear], rtol=1e-3)


def test_the_sizes_of_simulated_errors_are_found():
    """The mean of 60 estimates lies within three standard errors of the truth, on the log scale."""
    work = some_work(40)
    random = np.random.default_rng(11)
    found = [error_sizes(some_readings(work, 8, random), work) for _ in range(60)]
    variances = np.array([each.variance for each in found])
    error = variances.std(axis=0) / np.sqrt(len(found))
    assert (np.abs(variances.mean(axis=0) - VARIANCE) < 3 * error + 0.01).all()


def test_what_a_mix_leaves_to_the_errors_by_drawing_both():
    """A mix of six readings with errors of variance 1, plus what it leaves, is as far as a new one.

    Mean squared distance of a seventh reading from the weighted mean, in 400,000 draws.
    """
    random = np.random.default_rng(4)
    weights, draws = np.array([0.3, 0.15, 0.15, 0.1, 0.1, 0.2]), 400_000
    readings = random.standard_normal((draws, 7))
    mean = readings[:, :6] @ weights
    mixed = np.sum(random.dirichlet(2 * weights, draws) * readings[:, :6], axis=1)
    rest = beyond_mix(list(weights), 2) * random.standard_normal(draws)
    wanted = np.mean((readings[:, 6] - mean) ** 2)
    assert np.mean((mixed + rest - mean) ** 2) == pytest.approx(wanted, rel=0.01)


SHARED = {"source": 0, "transfer": 1, "capability": 2, "occupations": 3}
"""Factor -> its place in `PARTS`."""


def believing(shares: np.ndarray, weights: np.ndarray, work: Work, seed: int) -> ModelInputs:
    """A model of occupations of one task that believes readings, with errors measured on them."""
    count = shares.shape[1]
    model = small_model(
        list(shares[0]), [1] * count, np.ones((1, count)), [(0, o) for o in range(count)], 1,
        technology=work.mix, frozen=ALL_FACTORS - {"evidence", *SHARED}, seed=seed,
    )  # fmt: skip
    sizes = as_measured(error_sizes(as_logits(shares), work)).values()
    rest = beyond_mix(list(weights), 2.0)
    own = {factor: list(sizes)[place] for factor, place in SHARED.items()}
    first = model.tasks.first_task
    return replace(
        model,
        tasks=replace(model.tasks, major_group=np.argmax(work.groups, axis=1)),
        mix=replace(
            model.mix,
            readings=[FixedReading(reading, first) for reading in shares],
            keys=list(range(len(shares))),
            weights=weights,
            concentration=2.0,
        ),
        errors=replace(
            model.errors,
            source_sd=rest * own["source"].sd,
            transfer_sd=rest * own["transfer"].sd,
            capability_sd=rest * own["capability"].sd,
            occupation_sd=rest * own["occupations"].sd,
            doubt={factor: size.log_variance_sd for factor, size in own.items()},
        ),
    )


@pytest.mark.parametrize(
    "weights",
    [np.full(7, 1 / 7), np.array([0.25, 0.15, 0.15, 0.1, 0.1, 0.2, 0.05])],
    ids=["even", "as base"],
)
def test_a_simulated_reading_is_covered_nine_times_in_ten(weights):
    """Interval of the model with seven readings, the eighth looked for: 85 to 95 %.

    Over 120 worlds and 5 sums: not wider than the disagreement that it describes, and not narrower.
    """
    work = some_work(30)
    groups = np.vstack([work.groups.T[:4], np.ones(30)])
    sums = groups / groups.sum(axis=1, keepdims=True)
    inside = []
    for world in range(120):
        shares = 1 / (1 + np.exp(-some_readings(work, 8, np.random.default_rng([5, world]))))
        model = believing(shares[:7], weights, work, world)
        drawn = sums @ automatable_share(model, shared_draws(model, 0), 0, slice(0, 30))
        low, high = np.quantile(drawn, [0.05, 0.95], axis=1)
        value = sums @ shares[7]
        inside.append((low <= value) & (value <= high))
    assert 0.85 <= np.mean(inside) <= 0.95


def test_ends_of_the_interval_of_a_size_by_hand():
    """A log variance with standard deviation 0.4 moves the standard deviation by exp(0.329)."""
    sizes = ErrorSizes(np.array([0.25, 1, 1, 1]), np.diag([0.16, 1, 1, 1]))
    low, high = sizes.interval()
    assert low[0] == pytest.approx(0.5 * np.exp(-0.329))
    assert high[0] == pytest.approx(0.5 * np.exp(0.329))


def test_two_readings_are_too_few():
    with pytest.raises(InputError, match="2 readings"):
        error_sizes(as_logits(np.full((2, 4), 0.2)), some_work(4))


def test_a_number_is_the_size_and_the_word_is_as_measured():
    """Base: the squares of its six weights sum to 0.195, and its concentration is 2."""
    changes = {"uncertainty": {"capability_sd": 0.5}, "adoption": {"years": []}}
    found = prepare(load_changed("base", changes)).inputs.errors
    assert (found.capability_sd, found.doubt["capability"]) == (0.5, 0.0)
    shipped = measured_sizes()["all"]
    assert found.source_sd == pytest.approx(shipped.sd * np.sqrt(1.195 - 0.805 / 3))
    assert found.doubt["source"] == shipped.log_variance_sd
    with pytest.raises(InputError, match=r"source_sd = 'measurd'.*allowed: .*measured"):
        load_scenario("base", {"uncertainty": {"source_sd": "measurd"}})


def test_the_sizes_that_ship_are_those_of_the_readings(tmp_path):
    """Made again by the command that made them: autopot evidence errors --out FILE."""
    file = tmp_path / "sizes.csv"
    made = write_error_sizes(file).read_text("utf-8")
    file.write_text(made.replace("own-error-sizes", "older"), "utf-8")
    assert write_error_sizes(file).read_text("utf-8") == made
    assert [each.name for each in tmp_path.iterdir()] == ["sizes.csv"]
    assert made == (data_directory() / "occupations/error_sizes.csv").read_text("utf-8")


@pytest.fixture(scope="module")
def packaged():
    return measured_errors("base", draws=1000)


def test_the_interval_covers_readings_that_it_does_not_know(packaged):
    """Four in five sector values and all totals but one; where it does not, the reason is told."""
    found = packaged.coverage
    assert list(dict.fromkeys(found["reading"])) == list(RULES)
    assert len(found) == 10 * len(RULES)
    assert packaged.sectors_covered >= 0.8
    outside = found[~found["inside"]]
    assert list(outside.query("kind == 'total'")["reading"]) in ([], ["whole_tasks_2026"])
    assert set(outside["reading"]) <= set(WHY_OUTSIDE)


def test_every_value_and_every_miss_is_shown(packaged):
    with speaking("en"):
        sizes, coverage = map(shown_table, packaged.tables())
    assert len(sizes.rows) == 4
    assert len(coverage.rows) == 10
    shown = [cell for row in coverage.rows for cell in row[1:]]
    assert len(shown) == len(packaged.coverage)
    missed = packaged.coverage[~packaged.coverage["inside"]]
    assert sum(str(cell).endswith("*") for cell in shown) == len(missed)
    assert len(coverage.notes) == 1 + missed["reading"].nunique()


def test_shares_of_a_reading_are_those_of_the_run(packaged):
    """MGI alone, without errors, is the value left out: both weigh the same tasks by FTE.

    The measures disagree as published, so nothing is cut to what technology would take.
    """
    found = packaged.coverage.set_index(["reading", "kind", "key"])["share"]
    weights = dict.fromkeys(Weights.model_fields, 0.0) | {"activity_time": 1.0}
    changes = {
        "evidence": {"weights": weights},
        "uncertainty": {"freeze": list(TECHNICAL)},
        "radar": {"none": "counted"},
    }
    result = autopot.run("base", draws=200, changes=changes)
    whole = result.as_json()["total_with_service"]["mean"]
    assert found["activity_time", "total", ""] == pytest.approx(whole, abs=1e-5)
