"""How far a plan's hours of training go, by hand from its file and the workforce."""

from __future__ import annotations

import pytest

import autopot
from autopot.evidence.training import training_need
from autopot.messages import speaking
from autopot.results.plan.text import plan_lines
from support.plan_cases import small_plan, written


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    """Two measures of the three are started with hours: 100 of one sector, 900 of another."""
    return autopot.plan(written(tmp_path_factory.mktemp("plan"), small_plan()))


def test_hours_are_those_of_the_measures_that_are_started(plan):
    """Summed from the schedule and the file; FTE from the packaged workforce, sector by sector."""
    hours = {m.id: m.training_hours for m in plan.loaded.plan.measures}
    started = plan.schedule[plan.schedule["start"] > 0]
    found = plan.training
    assert set(started["sector"]) == {"administration", "health_care"}
    assert found["hours"] == sum(hours[measure] for measure in started["measure"])
    cells = plan.prepared.workforce.cells
    own = cells[cells["sector"].isin(set(started["sector"]))]
    assert found["fte"] == pytest.approx(own["fte"].sum())


def test_the_line_divides_them_by_seven_in_ten(plan):
    """60 hours by 0.7 of 20 FTE are 4.3 each."""
    content = {**plan.as_json(), "training": {"hours": 60.0, "fte": 20.0, "need": 0.7}}
    with speaking("en"):
        (line,) = [one for one in plan_lines(content, 1.0) if one.startswith("Training")]
    assert "4.3 hours for each FTE" in line
    assert "70%" in line
    content["training"] = {"hours": 3111.0, "fte": 20.0, "need": 0.7}  # 222.2: no more than 222
    with speaking("en"):
        assert any("that is 222 hours for each FTE" in one for one in plan_lines(content, 1.0))
    content["training"] = {"hours": 0.0, "fte": 20.0, "need": 0.7}
    with speaking("en"):
        assert not [one for one in plan_lines(content, 1.0) if one.startswith("Training")]


def test_the_need_is_what_is_printed():
    """About seven in ten; courses: nearly two in three, half, and just over a fifth."""
    need = training_need()
    assert (need.large, need.course_high, need.course_middle, need.course_low) == (
        0.7, 0.67, 0.5, 0.2
    )  # fmt: skip
