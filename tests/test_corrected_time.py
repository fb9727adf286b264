"""Time that a planner corrects moves the occupation as its tasks' shares say."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq

from autopot import catalogue, run
from autopot.evidence import RULES, assemble
from autopot.evidence.spans import reading_corners
from autopot.messages import speaking
from autopot.study.preparation import load_changed

TECHNOLOGIES = list(catalogue.technologies().query("not cross_cutting")["technology"])
EVERY_READING = {name: 1 / len(RULES) for name in RULES}
OCCUPATIONS = sorted(set(catalogue.tasks()["occupation"]))


def assembled(code, scenario):
    return assemble([code], scenario, TECHNOLOGIES)


@cache
def shipped(code):
    """An occupation as it is packaged; each is made once for all cases."""
    return assembled(code, plain("base"))


@cache
def plain(name):
    return load_changed(name)


def corrected(path, code, times):
    """A scenario in which the tasks of an occupation take the given times, in any range."""
    rows = ["occupation,task,field,value,reason"]
    for task, time in times.items():
        fields = (("time_share", time), ("time_share_low", 0), ("time_share_high", 1))
        rows += [f"{code},{task},{field},{value!r}," for field, value in fields]
    path.write_text("\n".join(rows) + "\n", "utf-8")
    evidence = {"overlay": str(path), "weights": EVERY_READING}
    return load_changed("base", {"evidence": evidence, "physical": {"strength": 0.9}})


NURSE = {"02": 0.04, "03": 0.04, "06": 0.34, "11": 0.01}
"""Documentation (06) from 14 to 34 %, from three other tasks."""


@pytest.mark.parametrize("name", ["exposed_time", "whole_tasks", "computerisation"])
def test_nurses_who_write_more_have_the_shares_of_the_shipped_occupation(tmp_path, name):
    """The shift by scipy at the shipped time, from the tables and without Spread."""
    scenario = corrected(tmp_path / "nurses.csv", "2223", NURSE)
    own = assembled("2223", scenario)
    parameters = scenario.scenario.evidence.parameters
    half = np.array([0.5])
    drawn = {n: getattr(parameters, n).quantile(half) for n in type(parameters).model_fields}
    reading = own.readings[name]
    value = float(reading.rule.function(reading.evidence, drawn)[0, 0])
    odds = own.evidence.score / (1 - own.evidence.score)
    tasks = catalogue.tasks().query("occupation == '2223'").set_index("task")["time_share"]
    shipped = tasks.to_numpy(float)
    m = brentq(lambda m: shipped @ (m * odds / (1 + m * odds)) - value, 1e-9, 1e9, xtol=1e-12)
    expected = m * odds / (1 + m * odds)
    np.testing.assert_allclose(reading.values(drawn, slice(0, 1))[:, 0], expected, atol=1e-6)
    time = tasks.copy()
    time.update(NURSE)
    assert time.sum() == pytest.approx(1)
    assert time.to_numpy(float) @ expected > 1.05 * value


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), code=st.sampled_from(OCCUPATIONS))
def test_time_that_goes_to_a_task_with_a_higher_share_never_lowers_the_occupation(
    tmp_path, data, code
):
    """Every reading at its middle and at every end, with robots and without."""
    times = catalogue.tasks().query("occupation == @code").set_index("task")["time_share"]
    if len(times) < 2:
        return
    one, other = data.draw(st.permutations(list(times.index)))[:2]
    moved = data.draw(st.floats(0, 1)) * float(times[one])
    after = {one: float(times[one]) - moved, other: float(times[other]) + moved}
    scenario = corrected(tmp_path / "time.csv", code, after)
    before, now = shipped(code), assembled(code, scenario)
    places = [list(times.index).index(task) for task in (one, other)]
    for name in RULES:
        with_robots = reading_corners(now, scenario.scenario, name)
        without = reading_corners(now, plain("cautious").scenario, name)
        for share in (with_robots, without):
            step = now.tasks["time_share"] - before.tasks["time_share"]
            change = step.to_numpy(float) @ share
            assert (change * np.sign(share[places[1]] - share[places[0]]) >= -1e-12).all()
        np.testing.assert_allclose(
            reading_corners(before, scenario.scenario, name), with_robots, atol=1e-12
        )


def test_the_first_page_says_what_was_corrected(tmp_path):
    """Four tasks of nurses in time, one of carers in words, two answers; each counted once though
    a time has three fields, and nothing of an occupation that is not in the run.
    """
    path, answers = tmp_path / "nurses.csv", tmp_path / "answers.csv"
    corrected(path, "2223", NURSE)
    with path.open("a", encoding="utf-8") as file:
        file.write("5321,01,label_nb,Hjelper til med maten,\n")
    answers.write_text(
        "occupation,task,rubric,value\n2223,03,exposure,E1\n2223,03,automation,T3\n", "utf-8"
    )
    own = {"evidence": {"overlay": str(path), "labels": str(answers)}}
    staff = pd.DataFrame({"municipality": "1119", "sector": "health_care", "fte": [60.0, 90.0]})
    both, neither = (
        staff.assign(occupation=codes) for codes in (["2223", "5321"], ["2221", "3258"])
    )
    with speaking("en"):
        lines = run("base", both, settings=own, draws=100).key().part("rests_on").lines
        others = run("base", neither, settings=own, draws=100).key().part("rests_on").lines
    (line,) = [line for line in lines if "corrected" in line]
    assert line.startswith("You have corrected the tasks of 2 occupations (")
    assert line.endswith("): time of 4 tasks, something else of 1 task, 2 answers.")
    assert not any("corrected" in line for line in others)
