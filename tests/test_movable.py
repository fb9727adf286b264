"""What travels with a page that can be moved: how exact, how large, what it tells of anybody."""

from __future__ import annotations

import base64
import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import autopot
from autopot import catalogue
from autopot.messages import speaking
from autopot.page.moves.controls import controls_of, in_thousandths
from autopot.page.moves.packing import packed
from autopot.page.moves.section import moves_of
from autopot.scenario import load_scenario
from autopot.study.movable import movable
from autopot.study.preparation import load_changed, prepare

COLUMNS = ["municipality", "sector", "occupation", "fte"]
MOST_BYTES = 300_000
OFFICE, SCHOOL, CARE = "administration", "school", "health_care"


def staff(*rows):
    return pd.DataFrame([("0301", *row) for row in rows], columns=COLUMNS)


def prepared(workforce):
    return prepare(load_changed("base"), workforce)


def of_people(own):
    """All that depends on who works where, as it stands in the page, published figures aside."""
    found = movable(
        own.scenario, own.workforce, own.assembled, own.radar, own.names.sectors, own.hidden
    )
    return packed(found)


def unpacked(value):
    """The numbers of a packed array, as the script of the page reads them."""
    if isinstance(value, list):
        return np.array(value)
    kind = {1: "<u1", 2: "<u2"}[value["bytes"]]
    whole = np.frombuffer(base64.b64decode(value["text"]), kind)
    return value["low"] + value["step"] * whole


@pytest.fixture(scope="module")
def base():
    return autopot.run("base", draws=200)


@given(
    st.lists(st.floats(-1e6, 1e6), min_size=9, max_size=60),
    st.sampled_from(["time", "reach"]),
)
def test_packed_numbers_are_within_half_a_step(values, name):
    found = packed(np.array(values), name)
    assert np.abs(unpacked(found) - values).max() <= found["step"] * 0.51


@given(st.lists(st.integers(-3, 250), min_size=9, max_size=60))
def test_whole_numbers_stay_exact(values):
    assert unpacked(packed(np.array(values))).tolist() == values


@given(st.lists(st.floats(0.001, 1), min_size=1, max_size=8))
def test_thousandths_sum_to_a_thousand(parts):
    whole = sum(parts)
    found = in_thousandths({str(i): part / whole for i, part in enumerate(parts)})
    assert sum(found.values()) == 1000
    assert all(abs(found[str(i)] - 1000 * p / whole) <= 1 for i, p in enumerate(parts))


def test_what_travels_is_small(base):
    """The base estimate, and own staff in every occupation that there is evidence of."""
    known = sorted(set(catalogue.tasks()["occupation"]) - {"0000", "0110", "0210"})
    sectors = catalogue.municipal_sectors()
    every = staff(*[(sectors[i % 9], code, 20.0 + i) for i, code in enumerate(known)])
    assert len(json.dumps(moves_of(base).data)) < MOST_BYTES
    assert len(json.dumps(of_people(prepared(every)))) < MOST_BYTES


def test_the_page_of_the_same_run_is_the_same(base):
    assert moves_of(base).data == moves_of(base).data


def test_a_calibrated_run_says_why_nothing_can_be_moved(base):
    assert "calibrated" in moves_of(replace(base, uncalibrated=(0.1, 0.0, 0.2)))


def test_a_run_with_a_sector_of_its_own_says_which(base):
    own = load_scenario("base", tried={"sectors": {"school": {"physical": {"strength": 0}}}})
    assert "not move: School." in moves_of(replace(base, scenario=own))


def test_a_run_without_years_moves_the_potential_alone():
    scenario = load_scenario("base", {"adoption": {"years": []}}).scenario
    controls = controls_of(scenario, [])
    assert controls.readings
    assert not controls.future
    assert not controls.levers


def test_one_reading_has_no_weight_to_move():
    weights = dict.fromkeys(load_scenario("base").scenario.evidence.weights.model_dump(), 0.0)
    weights["activity_time"] = 1.0
    scenario = load_scenario("base", {"evidence": {"weights": weights}}).scenario
    assert controls_of(scenario, [2035]).readings == []


def test_sliders_end_where_the_scenario_ends(base):
    """Base: delay 1-12 years, level 0-90 %, mean position 0.843 and absence 0.091 today."""
    controls = controls_of(base.scenario.scenario, [2030, 2035])
    ends = {s.key: (s.low, s.high) for s in (*controls.future, *controls.levers, *controls.gate)}
    assert ends["delay"] == (10, 120)
    assert ends["level"] == (0, 900)
    assert ends["mean_position"] == (0, 157)
    assert ends["sick_leave"] == (0, 91)
    assert ends["partly"] == (0, 100)
    assert all(slider.high == 800 for slider in controls.readings)
    with speaking("en"):
        level = controls_of(base.scenario.scenario, [2030, 2035]).future[-1]
    assert "the middle another, also where the slider stands" in level.ends


# Own staff: what a page tells of them.

SHOWN = (
    (SCHOOL, "2341", 60.0),
    (SCHOOL, "2330", 40.0),
    (CARE, "5321", 80.0),
    (CARE, "2223", 50.0),
)


def small(clerks, cleaners):
    """Two hidden occupations of 16 FTE together in a hidden sector, and the shown ones."""
    return staff(*SHOWN, (OFFICE, "4110", clerks), (OFFICE, "9112", cleaners))


def test_nothing_travels_but_what_is_shown():
    """2 and 14 FTE in administration, or 3 and 13: the figures shown of all others are the same,
    both occupations are hidden, and so is the page. A page made from the cells would differ.
    """
    first, second = prepared(small(2, 14)), prepared(small(3, 13))
    assert {"4110", "9112"} <= first.hidden.of("occupation")
    assert first.hidden.keys == second.hidden.keys
    assert of_people(first) == of_people(second)


def test_who_works_in_which_sector_does_not_travel():
    """30 of each occupation in each of two sectors, or 40 and 20 crosswise: sums stay the same."""
    even = [(s, o, 30.0) for s in (SCHOOL, CARE) for o in ("2341", "5321")]
    cross = [
        (SCHOOL, "2341", 40.0),
        (SCHOOL, "5321", 20.0),
        (CARE, "2341", 20.0),
        (CARE, "5321", 40.0),
    ]
    assert of_people(prepared(staff(*even))) == of_people(prepared(staff(*cross)))


def test_decimals_of_own_staff_do_not_travel():
    """60.2 and 40.2 FTE, or 60 and 40: whole numbers, and so are their sums, 100.4 and 100."""
    exact = prepared(staff(*SHOWN))
    moved = prepared(staff(*[(sector, code, fte + 0.2) for sector, code, fte in SHOWN]))
    assert of_people(exact) == of_people(moved)


def test_hidden_occupations_share_what_is_left_alike():
    """The attack of a reader, who adds up the pairs that travel: 246 FTE in all and 230 shown leave
    16, 8 for each of the two that are hidden, whoever they are. Anybody could have said that.
    """
    result = prepared(small(2, 14))
    time = of_people(result)["time"]
    row, fte = unpacked(time["row"]).astype(int), unpacked(time["fte"])
    occupation = unpacked(time["occupation"]).astype(int)[row]
    codes = result.assembled.occupations
    found = dict(zip(codes, np.bincount(occupation, fte, len(codes)), strict=True))
    assert result.hidden.of("occupation") == {"4110", "9112"}
    assert found["4110"] == pytest.approx(8, abs=0.01)
    assert found["9112"] == pytest.approx(8, abs=0.01)
    assert found["5321"] == pytest.approx(80, abs=0.01)


def test_an_estimate_travels_as_it_is(base):
    """It holds no persons: the sum over its pairs is that of the workforce."""
    told = unpacked(moves_of(base).data["model"]["time"]["fte"]).sum()
    assert told == pytest.approx(base.workforce.cells["fte"].sum(), rel=1e-3)
