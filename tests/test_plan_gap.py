"""Plan files that close the gap in a sector: what is needed, refusals, and what is said."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import numpy as np
import openpyxl
import pandas as pd
import pytest
import yaml

from autopot.api import gap, plan
from autopot.errors import InputError
from autopot.messages import speaking
from autopot.results.plan.closed import closed_by_year
from autopot.scenario.plan_loading import load_plan
from autopot.study import plan_problem
from autopot.study.plan_need import need_beyond_today
from autopot.study.preparation import load_changed, prepare
from support.plan_cases import small_plan, written

CARE = [("0301", "health_care", "2223", 80.2), ("0301", "health_care", "5321", 90.1)]
OFFICE = [("0301", "administration", "4110", 60.4), ("0301", "administration", "4313", 30.3)]


def staff(*rows) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["municipality", "sector", "occupation", "fte"])


def closing(sector="health_care", **goal):
    """The small plan, where security must be in place before remote care, and the gap its goal."""
    content = small_plan()
    content["goal"] |= {"maximise": "gap_closed", "sector": sector, **goal}
    content["measures"][2]["after"] = {"security": 0}
    return content


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    folder = tmp_path_factory.mktemp("plan")
    return plan(written(folder, closing()), staff(*CARE, *OFFICE))


def test_only_measures_of_the_sector_and_those_they_wait_for(found):
    """Remote care waits for security of the administration; the robots there close nothing.

    Year 0 is today, when nothing more is needed. From then on the measure is in full use, half of
    its potential taken out, in each draw as far as it is needed.
    """
    assert found.schedule["start"].tolist() == [2026, 0, 2026]
    need = found.problem.cap.need
    assert not need[0].any()
    potential = found.arrays.potential[2]
    by_hand = np.minimum(need[1:], potential / 2).sum(axis=0)
    np.testing.assert_allclose(found.problem.worth(found.solved.start), by_hand)
    assert found.solved.goal == pytest.approx(by_hand.mean())


def test_what_is_needed_is_what_the_gap_shows(tmp_path):
    """The same draws: where the need grows in each of them, mean and interval are the gap's own."""
    content = closing() | {"draws": 200}
    own = staff(*CARE, *OFFICE)
    loaded = load_plan(written(tmp_path, content))
    need = need_beyond_today(loaded, prepare(load_changed("base", draws=200), own))
    table = gap("base", own, years=[2027, 2029], draws=200).every
    rows = table[
        (table["level"] == "sector")
        & (table["sector"] == "health_care")
        & (table["kind"] == "gap")
        & (table["unit"] == "fte")
    ].set_index("year")
    for year in (2027, 2029):
        ours = need[year - 2026]
        assert ours.min() > 0
        expected = rows.loc[year, ["mean", "p05", "p95"]].astype(float).tolist()
        quantiles = [ours.mean(), *np.quantile(ours, [0.05, 0.95])]
        assert quantiles == pytest.approx(expected, rel=1e-9)


def test_where_the_need_has_no_end_the_plan_is_that_of_time_taken_out_there(tmp_path, monkeypatch):
    """The same measures with the goal realised_fte, those outside the sector without potential."""
    monkeypatch.setattr(plan_problem, "need_beyond_today", lambda *_: np.full((4, 100), 1e9))
    content = closing()
    by_gap = plan(written(tmp_path, content), staff(*CARE, *OFFICE))
    content["goal"] |= {"maximise": "realised_fte", "sector": None}
    content["measures"][1]["technology"] = None
    by_time = plan(written(tmp_path, content), staff(*CARE, *OFFICE))
    assert by_gap.schedule["start"].tolist() == by_time.schedule["start"].tolist()
    assert by_gap.solved.goal == pytest.approx(by_time.solved.goal)
    assert by_gap.free.goal == pytest.approx(by_time.free.goal)
    assert by_gap.more["gain"].tolist() == pytest.approx(by_time.more["gain"].tolist(), abs=1e-6)
    assert by_gap.chosen.tolist() == by_time.chosen.tolist()


def test_how_much_is_closed_by_hand():
    """Two kinds of draws, ten of each, and two years: 4 and 2 are needed, then 10 and 0; 1 and 2
    are closed, then 5 and 0.

    All years: 14 and 2 needed, 6 and 2 closed, shares 6/14 and 1. In the second year nothing is
    needed in a draw out of two, so that no share is said.
    """
    need, closed = np.array([[4.0, 2.0], [10.0, 0.0]]), np.array([[1.0, 2.0], [5.0, 0.0]])
    need, closed = np.repeat(need, 10, axis=1), np.repeat(closed, 10, axis=1)
    frame = closed_by_year(need, closed, [2030, 2031])
    assert frame["year"].tolist() == [0, 2030, 2031]
    assert frame["need_mean"].tolist() == [8, 3, 5]
    assert frame["growing"].tolist() == [1, 1, 0.5]
    assert frame["closed_mean"].tolist() == [4, 1.5, 2.5]
    assert frame["share_mean"].tolist()[:2] == pytest.approx([(6 / 14 + 1) / 2, (1 / 4 + 1) / 2])
    assert frame.loc[2, ["share_mean", "share_p05", "share_p95"]].isna().all()


def refused(tmp_path, content, workforce=None) -> str:
    with pytest.raises(InputError) as caught, speaking("en"):
        plan(written(tmp_path, content), workforce)
    return "\n".join(str(problem) for problem in caught.value.problems)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (closing(sector=None), "a sector with gap_closed"),
        (closing(maximise="realised_fte"), "sector: null, as it is read only with gap_closed"),
        (closing(judged_by="worst_tenth"), "judged_by: mean with gap_closed"),
        (closing(discount_rate=0.04), "only with net_present_value"),
        (closing(sector="culture"), "no measure with a technology in culture"),
        (closing() | {"first_year": 2024}, "2024, before the need begins"),
        (closing() | {"first_year": 2048}, "no projection for 2051"),
    ],
)
def test_what_cannot_be_is_refused_with_its_line(tmp_path, content, words):
    text = refused(tmp_path, content)
    assert words in text
    assert "small.yaml:" in text


def test_a_scenario_without_the_need_is_refused(tmp_path):
    own = tmp_path / "own.yaml"
    text = {"nb": "Egen", "en": "Own"}
    content = {"name": "own", "title": text, "reason": text, "references": ["judgement"]}
    content |= {"extends": "base", "demand": {"years": []}}
    own.write_text(json.dumps(content), encoding="utf-8")
    told = refused(tmp_path, closing() | {"scenario": "own.yaml"})
    assert "own says nothing of the need" in told


def test_a_sector_that_does_not_grow_is_refused(tmp_path):
    """Its work goes to children of 6 to 12 alone, whose number falls in each year and draw."""
    own = tmp_path / "own.yaml"
    text = {"nb": "Egen", "en": "Own"}
    content = {"name": "own", "title": text, "reason": text, "references": ["judgement"]}
    falls = {"alternative": -1, "revision": 0, "concentration": 1000}
    weights = {"cost_keys": 0, "users": 0, "dementia": 0, "own": 1}
    own_weights = {"administration": {"age_6_12": 1.0}}
    content |= {
        "extends": "base",
        "demand": falls | {"weights": weights, "own_weights": own_weights},
    }
    own.write_text(json.dumps(content), encoding="utf-8")
    plan_content = closing("administration") | {"scenario": "own.yaml"}
    told = refused(tmp_path, plan_content, staff(*CARE, *OFFICE))
    assert "administration needs no more than today in any draw from 2026 to 2029" in told


def test_a_hidden_sector_has_no_goal(tmp_path):
    """Two FTE of culture in all are too few to show."""
    content = closing("culture")
    content["measures"][2] |= {"sector": "culture", "technology": "self_service"}
    few = staff(*CARE, *OFFICE, ("0301", "culture", "2622", 2.0), ("0301", "school", "2341", 6.0))
    assert "culture is so small that its figures are hidden" in refused(tmp_path, content, few)


def test_a_sector_without_staff_has_no_goal(tmp_path):
    content = closing("school")
    content["measures"].append(dict(content["measures"][2], id="ai", sector="school"))
    told = refused(tmp_path, content, staff(*CARE, *OFFICE))
    assert "sector with staff 'school' is not known" in told


SAID = {
    "nb": ("Størst mulig: det som helse og omsorg trenger ut over i dag", "Behovet og planen"),
    "nn": ("Størst mogleg: det som helse og omsorg treng ut over i dag", "Behovet og planen"),
    "en": ("Maximised: what health and care needs beyond today", "Need and plan"),
}


@pytest.mark.parametrize("language", SAID)
def test_report_and_workbook_say_what_was_maximised(found, tmp_path, language):
    words, title = SAID[language]
    with speaking(language):
        lines, tables = found.lines(), found.tables()
        assert any(line.startswith(words) for line in lines)
        assert title in [str(table.title) for table in tables]
        book = openpyxl.load_workbook(found.save(tmp_path / language) / "plan.xlsx")
    assert title in book.sheetnames
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any(cell.startswith(words) for cell in cells)


def test_the_share_of_the_need_is_said_with_its_interval(found):
    content = found.as_json()
    over_all = content["closed"]["all_years"]
    need = found.problem.cap.need.sum(axis=0)
    share = found.problem.worth(found.solved.start) / need
    assert content["closed"]["sector"] == "health_care"
    assert over_all["share_mean"] == pytest.approx(share.mean(), abs=1e-6)
    assert over_all["share_p95"] == pytest.approx(np.quantile(share, 0.95), abs=1e-6)
    assert [row["year"] for row in content["closed"]["years"]] == [2026, 2027, 2028, 2029]
    assert content["closed"]["years"][0]["share_mean"] is None
    with speaking("en"):
        lines = found.lines()
    wanted = [
        f"{round(100 * value)}%" for value in (share.mean(), *np.quantile(share, [0.05, 0.95]))
    ]
    line = next(line for line in lines if line.startswith("That is"))
    assert [word for word in wanted if word not in line] == []


def test_a_need_that_few_draws_have_is_said(found):
    """Half of the draws need nothing in any year."""
    cap = found.problem.cap
    need = np.where(np.arange(100) % 2, cap.need, 0.0)
    few = replace(found, problem=replace(found.problem, cap=replace(cap, need=need)))
    with speaking("en"):
        lines = few.lines()
    assert any(line.startswith("The need grows in 50% of the draws alone.") for line in lines)
    assert not any(line.startswith("That is") for line in lines)
    assert few.as_json()["closed"]["all_years"]["share_mean"] is None


def test_the_folder_is_read_again_and_gives_the_same_plan(found, tmp_path):
    folder = found.save(tmp_path / "plan")
    again = plan(folder / "plan.yaml", staff(*CARE, *OFFICE))
    assert again.as_json() == found.as_json()


def test_files_of_other_goals_are_as_they_were(tmp_path):
    """Neither the plan nor its figures have a word of a sector to close."""
    found = plan(written(tmp_path, small_plan()), staff(*CARE, *OFFICE))
    folder = found.save(tmp_path / "plan")
    assert "sector" not in yaml.safe_load((folder / "plan.yaml").read_text())["goal"]
    assert "closed" not in found.as_json()
    assert found.closed is None
    names = openpyxl.load_workbook(io.BytesIO((folder / "plan.xlsx").read_bytes())).sheetnames
    assert "Behovet og planen" not in names
