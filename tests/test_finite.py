"""No number that is none: every unit group, every reading, numbers at the ends of their range."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import autopot
from autopot import catalogue
from autopot.errors import Defect
from autopot.evidence import RULES
from autopot.model.cells import cell_potential
from autopot.model.kept import ALONE
from autopot.model.occupation import _time_shares, occupation_chunks
from autopot.model.potential import run_block
from autopot.model.streams import DRAW_BLOCK
from autopot.scenario.evidence import Parameters
from autopot.study.preparation import (
    load_changed,
    prepare,
)
from conftest import FixedReading, constant, small_model

EVERY_READING = {name: 1 / len(RULES) for name in RULES}


def everybody() -> pd.DataFrame:
    """One FTE of every unit group with evidence."""
    bridge = catalogue.bridge()
    codes = sorted(set(bridge.loc[bridge["relation"] != "no_evidence", "occupation"]))
    return pd.DataFrame(
        {"municipality": "0301", "sector": "administration", "occupation": codes, "fte": 1.0}
    )


def ready(staff):
    """Every reading in use, all figures shown."""
    changes = {
        "evidence": {"weights": EVERY_READING},
        "report": {"suppress_below": 0},
        "adoption": {"years": []},
    }
    return prepare(load_changed("base", changes), staff)


@pytest.fixture(scope="module")
def prepared():
    return ready(everybody())


@pytest.fixture(scope="module")
def some():
    """Every tenth unit group, for what is not about one of them."""
    return ready(everybody().iloc[::10])


def test_every_unit_group_with_evidence_is_there(prepared):
    """All unit groups but the three that no published measure covers."""
    every = set(catalogue.occupations().index)
    assert every - set(prepared.assembled.occupations) == {"0000", "0110", "0210"}
    assert len(prepared.assembled.occupations) > 400


ends = st.sampled_from([0.0, 1.0, 5e-324, 1e-16, 1 - 1e-16, 0.5, 0.1, 1 / 3, 2 / 3, 0.7])
values = st.lists(ends | st.floats(0, 1), min_size=24, max_size=24).map(np.array)


@settings(max_examples=25)
@given(drawn=st.fixed_dictionaries(dict.fromkeys(Parameters.model_fields, values)))
def test_every_reading_is_a_share_in_every_unit_group(prepared, drawn):
    drawn["floor"] = np.minimum(drawn["floor"], np.nextafter(1, 0))  # a scenario keeps it below 1
    every = slice(0, len(prepared.assembled.occupations))
    for reading in prepared.assembled.readings.values():
        share = reading.values(drawn, every)
        assert ((share >= 0) & (share <= 1)).all(), reading.name


def test_shares_that_sum_to_one_end_at_one(prepared):
    """1,000 ways to mix the two runs; their levels are given to five digits and sum to 1."""
    run = np.linspace(0, 1, 1000)
    number = prepared.assembled.occupations.index("5244")
    reading = prepared.assembled.readings["whole_tasks"]
    share = reading.values({"label_run": run}, slice(number, number + 1))
    assert ((share >= 0) & (share <= 1)).all()


@settings(max_examples=15)
@given(
    sizes=st.tuples(*[st.sampled_from([0.0, 0.35, 5.0, 1e3, 1e100])] * 3),
    growth=st.sampled_from([-1e6, 0.0, 1e6]),
    concentration=st.sampled_from([1e-300, 1e-4, 2.0, 1e12]),
    time=st.sampled_from([0.0, 1e-8, 1e-3, 1.0, 1e12]),
    number=st.sampled_from([0.0, 0.5, 0.999]),
)
def test_the_kernel_stays_within_the_working_time(some, sizes, growth, concentration, time, number):
    inputs = some.inputs
    capability, transfer, own = sizes
    names = inputs.mix.parameters
    mix = replace(
        inputs.mix,
        parameters={n: constant(number) for n in names},
        strength=constant(number),
        growth=constant(growth),
        concentration=concentration,
    )
    tasks = replace(inputs.tasks, concentration=np.full(len(inputs.tasks.occupations), time))
    errors = replace(
        inputs.errors, capability_sd=capability, transfer_sd=transfer, task_noise=constant(own)
    )
    extreme = replace(inputs, mix=mix, tasks=tasks, errors=errors)
    sums, shares = run_block(extreme, 0)
    cells = cell_potential(extreme, 0, slice(0, 1), shares)
    for potential, fte in (
        (sums.occupation_potential, sums.occupation_fte),
        (cells.potential, cells.fte),
    ):
        assert np.isfinite(potential).all()
        assert (potential >= 0).all()
        assert (potential <= fte * (1 + 1e-9)).all()


def test_time_that_is_all_but_certain_to_be_one_task_is_that_task(prepared):
    """The limit of a Dirichlet: task t has all the time in about a_t of the draws."""
    inputs = prepared.inputs
    tasks = replace(inputs.tasks, concentration=np.full(len(inputs.tasks.occupations), 1e-300))
    inputs = replace(inputs, tasks=tasks)
    run = occupation_chunks(inputs)[0]
    found = _time_shares(inputs, 0, run, ALONE)
    assert set(np.unique(found)) == {0.0, 1.0}
    wanted = tasks.time_share[tasks.tasks_of(run)]
    np.testing.assert_allclose(found.mean(axis=1), wanted, atol=5 * 0.5 / np.sqrt(DRAW_BLOCK))


def test_with_no_concentration_a_draw_believes_one_reading():
    """Weights 0.3 and 0.7 of readings 0 and 1: the second is believed in about 0.7 of the draws."""
    inputs = small_model([0.0], [1], np.ones((1, 1)), [(0, 0)], 1, frozen=frozenset({"workforce"}))
    first = inputs.tasks.first_task
    mix = replace(
        inputs.mix,
        readings=[FixedReading(np.array([v]), first) for v in (0.0, 1.0)],
        keys=[0, 1],
        weights=np.array([0.3, 0.7]),
        concentration=1e-300,
    )
    found = run_block(replace(inputs, mix=mix), 0)[0].occupation_potential
    assert set(np.unique(found)) == {0.0, 1.0}
    assert found.mean() == pytest.approx(0.7, abs=5 * np.sqrt(0.21 / DRAW_BLOCK))


def test_one_employee_of_the_group_that_was_nan_has_a_finite_result(two_towns):
    """5244 is telephone and internet sales."""
    frame = pd.concat([two_towns, two_towns.head(1).assign(occupation="5244", fte=1.0)])
    result = autopot.run("base", frame, draws=1000)
    assert np.isfinite(result.potential[["mean", "p05", "p95"]].dropna()).all(axis=None)
    assert np.isfinite(result.draws.total).all()


def broken(**changes):
    """A model whose second occupation has a reading that gives no number."""
    inputs = small_model([0.1, 0.2], [1, 1], np.ones((1, 2)), [(0, 0), (0, 1)], 1, **changes)
    bad = FixedReading(np.array([0.1, np.nan]), inputs.tasks.first_task, name="own_reading")
    return replace(inputs, mix=replace(inputs.mix, readings=[bad]))


def test_a_number_that_is_none_stops_the_run_and_is_named():
    with pytest.raises(Defect, match=r"occupation 1001, block 3 .*own_reading") as caught:
        run_block(broken(), 3)
    assert caught.value.exit_code == 4
    line = caught.value.problems[0].line("nb")
    assert line.startswith("yrke 1001, blokk 3 | modellen ga noe som ikke er et endelig tall: ")


def test_a_number_that_no_reading_is_to_blame_for_is_named_too():
    inputs = small_model([0.1, 0.2], [1, 1], np.ones((1, 2)), [(0, 0), (0, 1)], 1)
    tasks = replace(inputs.tasks, counted=np.array([1.0, np.nan]))
    with pytest.raises(Defect, match=r"occupations 1001-1001, block 0 .* every reading is a share"):
        run_block(replace(inputs, tasks=tasks), 0)


def test_a_staff_without_number_is_named_by_municipality():
    inputs = small_model([0.1], [1], np.array([[1.0]]), [(0, 0)], 1)
    _, shares = run_block(inputs, 0)
    staff = replace(inputs.workforce, fte=np.array([[np.inf]]))
    inputs = replace(inputs, workforce=staff)
    with np.errstate(invalid="ignore"):
        with pytest.raises(Defect, match="municipalities 0301-0301"):
            cell_potential(inputs, 0, slice(0, 1), shares)
        with pytest.raises(Defect, match="workforce, block 0"):
            run_block(inputs, 0)
