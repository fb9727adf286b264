"""Which technology would take how much of a task, and what none on the radar would take."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import autopot
from autopot import catalogue
from autopot.catalogue import task_checks
from autopot.errors import InputError
from autopot.evidence import reading_corners
from autopot.evidence.spans import left_out
from autopot.evidence.task_labels import label_agreement, radar_shares
from autopot.evidence.technologies import TaskTechnologies, task_technologies
from autopot.messages import speaking
from autopot.model.occupation import automatable_share, occupation_potential
from autopot.model.shared_draws import shared_draws
from autopot.results.run.explanation import (
    technology_table,
    technology_words,
)
from autopot.scenario import Distribution
from autopot.study.preparation import (
    load_changed,
    prepare,
)
from conftest import constant, small_model

NONE = catalogue.NO_TECHNOLOGY
LABELLED = catalogue.labelled_tasks()
TECHNOLOGIES = [
    name
    for name, crosses in catalogue.technologies()[["technology", "cross_cutting"]].to_numpy()
    if not crosses
]


# ---- the model, by hand


def model(shares, reach, **changes):
    """One occupation of one FTE, as many tasks as shares, with equal time."""
    return small_model(
        shares, [len(shares)], np.ones((1, 1)), [(0, 0)], 1, reach=np.array(reach), **changes
    )


def parts(inputs):
    """(K, B) potential by technology of the occupation."""
    shared = shared_draws(inputs, 0)
    return occupation_potential(inputs, shared, 0, slice(0, 1))[
        0, : inputs.tasks.technology.shape[2]
    ]


@pytest.mark.parametrize(("labelling", "expected"), [(0.0, 0.35), (0.5, 0.35), (0.51, 0.15)])
def test_no_more_is_counted_than_technology_would_take(labelling, expected):
    """First: min(0.6, 0.5) and min(0.2, 0.9), half of the time each: 0.35; second: 0.1 and 0.2."""
    inputs = model([0.6, 0.2], [[0.5, 0.9], [0.1, 0.9]], labelling=labelling)
    np.testing.assert_allclose(parts(inputs).sum(axis=0), expected)


def test_the_technologies_share_out_all_that_is_counted():
    """0.5 of the first task goes 3 to 1, 0.2 of the second all to the other; half the time each."""
    technology = np.array([[0.75, 0.25], [0.0, 1.0]])
    inputs = model([0.6, 0.2], [[0.5, 0.9]] * 2, technology=technology)
    np.testing.assert_allclose(parts(inputs)[:, 0], [0.1875, 0.1625])


def test_a_disagreement_is_drawn_and_not_averaged():
    """One labelling says 0.4 by the first technology, the other 0.1 by the second."""
    technology = np.array([[[1.0, 0.0]], [[0.0, 1.0]]])
    inputs = model([0.8], [[0.4], [0.1]], technology=technology)
    uniform = Distribution(kind="uniform", low=0, mode=0.5, high=1)
    mix = replace(inputs.mix, parameters={**inputs.mix.parameters, "labelling": uniform})
    free = frozenset(inputs.errors.frozen - {"evidence"})
    inputs = replace(inputs, mix=mix, errors=replace(inputs.errors, frozen=free))
    drawn = {tuple(np.round(pair, 9)) for pair in parts(inputs).T}
    assert drawn == {(0.4, 0.0), (0.0, 0.1)}
    first = shared_draws(inputs, 0).labellings[0]
    assert 400 < len(first) < 600


def test_robots_do_no_more_than_technology_would_take():
    """1 - 0.9 (1 - 0.5 * 1 * 0.8) = 0.46 with robots, cut to 0.3."""
    for reach, expected in ((1.0, 0.46), (0.3, 0.3)):
        inputs = model([0.1], [[reach]] * 2, sees_robots=False, physical=0.8)
        inputs = replace(inputs, mix=replace(inputs.mix, robot_source=0))
        np.testing.assert_allclose(parts(inputs).sum(axis=0), expected)


def test_each_reading_is_cut_before_they_are_mixed():
    """0.5 min(0.2, 0.3) + 0.5 min(0.8, 0.3) = 0.25; the mix 0.5 cut afterwards would be 0.3."""
    inputs = model([0.2], [[0.3]] * 2)
    other = replace(inputs.mix.readings[0], shares=np.array([0.8]), name="other")
    mix = replace(
        inputs.mix,
        readings=[*inputs.mix.readings, other],
        keys=[0, 1],
        weights=np.array([0.5, 0.5]),
    )
    np.testing.assert_allclose(parts(replace(inputs, mix=mix)).sum(axis=0), 0.25)


def test_errors_keep_the_mean_of_what_is_counted():
    """The mean over 4,000 draws lies at min(0.6, 0.3), and draws lie on both sides of it."""
    inputs = model([0.6], [[0.3]] * 2, sd=0.5, frozen=frozenset({"evidence", "time_use"}))
    found = np.concatenate(
        [
            automatable_share(inputs, shared_draws(inputs, block), block, slice(0, 1))[0]
            for block in range(4)
        ]
    )
    assert found.mean() == pytest.approx(0.3, abs=4 * found.std() / np.sqrt(4000))
    assert found.min() < 0.2
    assert found.max() > 0.4


@given(
    share=st.floats(0, 1),
    first=st.floats(0, 1),
    second=st.floats(0, 1),
    labelling=st.floats(0, 1),
)
def test_what_is_counted_is_neither_above_the_reading_nor_above_the_reach(
    share, first, second, labelling
):
    inputs = model([share], [[first], [second]], labelling=labelling)
    counted = parts(inputs).sum(axis=0)
    reach = first if labelling <= 0.5 else second
    np.testing.assert_allclose(counted, min(share, reach), atol=1e-12)


def test_the_labelling_moves_no_other_draw():
    """Draws that believe the first labelling are those of a scenario that always does."""
    inputs = prepare(load_changed("base", {})).inputs
    always = replace(inputs.mix, parameters={**inputs.mix.parameters, "labelling": constant(0.2)})
    drawn, plain = (shared_draws(one, 0) for one in (inputs, replace(inputs, mix=always)))
    first = drawn.labellings[0]
    own, other = (
        occupation_potential(one, shared, 0, slice(0, 8))
        for one, shared in ((inputs, drawn), (replace(inputs, mix=always), plain))
    )
    np.testing.assert_allclose(own[:, :, first], other[:, :, first], rtol=1e-12)
    assert not np.allclose(own, other)


# ---- shares, mix and reach


def test_mix_and_reach_by_hand():
    """0.3 and 0.1 are 3 to 1 and reach 0.4; a task that none takes has the mix of its kind."""
    shares = np.array([[[0.3, 0.1], [0.0, 0.0]], [[0.0, 0.5], [0.0, 0.0]]])
    own = TaskTechnologies(shares, np.array([[0.5, 0.5], [0.2, 0.6]]))
    np.testing.assert_allclose(own.reach, [[0.4, 0.0], [0.5, 0.0]])
    np.testing.assert_allclose(own.mix[0], [[0.75, 0.25], [0.25, 0.75]])
    np.testing.assert_allclose(own.mix[1], [[0.0, 1.0], [0.25, 0.75]])
    np.testing.assert_allclose(own.mean, [[0.15, 0.3], [0.0, 0.0]])


def test_a_task_without_labels_follows_its_kind_of_activity():
    tasks = catalogue.tasks()
    plain = tasks[tasks["label_nb"] == ""].head(3)
    own = task_technologies(plain, TECHNOLOGIES)
    expected = catalogue.activity_technology().set_index(["activity", "technology"])["share"]
    for row, activity in enumerate(plain["activity"]):
        for number, name in enumerate(TECHNOLOGIES):
            assert own.shares[:, row, number].tolist() == [expected.get((activity, name), 0.0)] * 2


def test_a_planner_may_say_that_no_technology_takes_the_rest(tmp_path):
    """0.3 by generative AI holds in both labellings and leaves 0.7; 0 leaves all."""
    file = tmp_path / "own.csv"
    file.write_text(
        "occupation,task,field,value,reason\n"
        "5321,09,technology.generative_ai,0.3,\n5321,01,technology.generative_ai,0,\n",
        "utf-8",
    )
    tasks = LABELLED[LABELLED["occupation"] == "5321"]
    own = task_technologies(tasks, TECHNOLOGIES, file)
    np.testing.assert_allclose(own.reach[:, 8], 0.3)
    np.testing.assert_allclose(own.mix[:, 8, TECHNOLOGIES.index("generative_ai")], 1.0)
    np.testing.assert_allclose(own.reach[:, 0], 0.0)


@pytest.mark.parametrize("values", [(0.7, 0.4), (-0.1, 0.4)])
def test_shares_above_one_or_below_zero_are_refused(tmp_path, values):
    file = tmp_path / "own.csv"
    first, second = values
    file.write_text(
        "occupation,task,field,value,reason\n"
        f"5321,09,technology.generative_ai,{first},\n5321,09,technology.sensors_iot,{second},\n",
        "utf-8",
    )
    with pytest.raises(InputError, match=r"5321-09 .*technology shares sum to .*at most 1"):
        task_technologies(LABELLED.head(1), TECHNOLOGIES, file)


def test_own_values_stand_where_no_technology_takes_the_task():
    """The morning wash (5321-01) is left to none; a planner's 0.5 of it counts, by its kind."""
    changes = {
        "evidence": {"override": {"5321-01": 0.5}},
        "human_required": {"fully": "counted"},
        "uncertainty": {"draws": 100, "freeze": ["time_use", "workforce"]},
    }
    staff = pd.DataFrame(
        [("0301", "health_care", "5321", 100.0)],
        columns=["municipality", "sector", "occupation", "fte"],
    )
    plain = dict(changes, evidence={})
    less, more = (
        autopot.run("base", staff, changes=c).level("total")["fte_mean"].iloc[0]
        for c in (plain, changes)
    )
    time = float(LABELLED.query("occupation == '5321' and task == '01'")["time_share"].iloc[0])
    assert more - less == pytest.approx(100 * time * 0.5)


# ---- results


def test_counted_takes_the_readings_whole():
    """What is left out at the middle is what the readings lose by the cut, and nothing else."""
    cut, whole = (
        prepare(load_changed("base", {"radar": {"none": n}})) for n in ("left_out", "counted")
    )
    assert (whole.assembled.reach == 1).all()
    scenario = cut.scenario.scenario
    weights = scenario.evidence.weights.model_dump()
    lost = sum(
        weight
        * (
            reading_corners(whole.assembled, whole.scenario.scenario, name)[:, 0]
            - reading_corners(cut.assembled, scenario, name)[:, 0]
        )
        for name, weight in weights.items()
        if weight
    )
    np.testing.assert_allclose(left_out(cut.assembled, scenario), lost, atol=1e-12)
    assert left_out(whole.assembled, whole.scenario.scenario).max() == 0
    assert lost.min() >= 0


def test_technologies_and_classes_sum_to_the_potential_of_every_sector():
    run = autopot.run("base", draws=300)
    classes = run.level("sector_radar_class").groupby("sector")["fte_mean"].sum()
    sectors = run.level("sector").set_index("sector")["fte_mean"]
    np.testing.assert_allclose(classes.reindex(sectors.index), sectors, rtol=1e-9)
    total = run.level("total")["fte_mean"].iloc[0]
    assert run.level("technology")["fte_mean"].sum() == pytest.approx(total)


def test_a_run_says_what_is_left_out_and_a_scenario_that_counts_it_says_nothing():
    with speaking("nb"):
        lines = autopot.run("base", draws=100).notes()
        assert any(line.startswith("Utelatt: ") for line in lines)
        counted = autopot.run("base", draws=100, changes={"radar": {"none": "counted"}}).notes()
    assert not any("Utelatt" in line for line in counted)


def test_explain_shares_out_all_of_the_time():
    """Technologies and none sum to the whole working time; what counts is at most the value."""
    found = autopot.explain("5153", draws=100)
    table = technology_table(found.tasks).frame
    assert table["share_technology"].sum() == pytest.approx(1.0)
    with speaking("nb"):
        assert technology_table(found.tasks).frame["technology"].iloc[-1] == (
            "Ingen teknologi på radaren"
        )
    assert (found.readings["counted"] <= found.readings["value"] + 1e-12).all()
    assert (found.readings["counted"] < found.readings["value"] - 0.01).any()


def test_words_for_the_technologies_of_a_task():
    """Named from a quarter of what technology takes; none is told from 5 %."""
    mapping = {"a": "Robot", "b": "Sensor"}
    with speaking("en"):
        assert technology_words({"a": 0.1, "b": 0.5}, mapping) == "Sensor, none 40%"
        assert technology_words({"a": 0.5, "b": 0.48}, mapping) == "Robot, Sensor"
        assert technology_words({"a": 0.0, "b": 0.0}, mapping) == "None"


# ---- the data

TABLE = catalogue.task_technology()
KEYS = TABLE["occupation"] + "-" + TABLE["task"]


def shares_of(task):
    """Technology -> mean share of a task."""
    own = TABLE[task == KEYS]
    return dict(zip(own["technology"], own["share"], strict=True))


def test_shares_of_every_task_sum_to_one_with_none():
    sums = TABLE.groupby(KEYS)[["share", "share_first", "share_second"]].sum()
    np.testing.assert_allclose(sums, 1.0, atol=1e-9)
    assert len(sums) == len(LABELLED)
    mean = (TABLE["share_first"] + TABLE["share_second"]) / 2
    np.testing.assert_allclose(TABLE["share"], mean, atol=1e-9)


def test_what_is_not_reviewed_is_what_the_labellings_say():
    labels = catalogue.table("occupations/task_labels").query("rubric == 'radar'")
    said = {
        (f"{row.occupation}-{row.task}", row.labelling): radar_shares(row.value)
        for row in labels.itertuples()
    }
    for task, own in TABLE.groupby(KEYS):
        for labelling in ("first", "second"):
            pairs = zip(own["technology"], own[f"share_{labelling}"], strict=True)
            used = {name: share for name, share in pairs if share > 0}
            if set(own["basis"]) == {"labels"}:
                assert used == pytest.approx(said[task, labelling]), task
    reviewed = TABLE[TABLE["basis"] == "review"]
    assert (reviewed["reason_nb"].str.len() > 10).all()
    changed = {task for task in KEYS[reviewed.index] if shares_of(task) != mean_of(said, task)}
    assert changed == set(KEYS[reviewed.index])


def mean_of(said, task):
    """Technology -> mean of what the labellings say, in the form of `shares_of`."""
    first, second = said[task, "first"], said[task, "second"]
    return {n: (first.get(n, 0) + second.get(n, 0)) / 2 for n in {**first, **second}}


LEFT_TO_PEOPLE = [
    "2223-02",  # catheter and IV
    "2221-06",
    "2354-05",  # practising an instrument
    "9611-07",  # litter bins
    "5153-02",  # mending locks
    "5329-04",  # feeding residents
    "5120-08",
    "2341-06",  # minding children
    "2342-04",
    "5312-06",
    "5312-03",
    "5311-02",
    "2267-05",  # fitting a wheelchair
    "5311-05",
    "2635-09",
    "3412-05",
]


@pytest.mark.parametrize("task", LEFT_TO_PEOPLE)
def test_work_that_a_reader_knows_no_technology_for(task):
    assert shares_of(task).get(NONE, 0.0) >= 0.95


RIGHT_TECHNOLOGY = {
    "5321-09": "generative_ai",
    "9112-01": "service_robots",
    "6113-02": "autonomous_machines",
    "3313-01": "process_automation",
    "4226-03": "self_service",
    "4223-01": "conversational_ai",
    "5321-04": "remote_services",
    "4323-01": "decision_support",
    "5120-07": "sensors_iot",
}


@pytest.mark.parametrize("task", RIGHT_TECHNOLOGY)
def test_work_that_a_reader_knows_the_technology_of(task):
    own = shares_of(task)
    own.pop(NONE, None)
    assert max(own, key=own.get) == RIGHT_TECHNOLOGY[task]


def test_blood_samples_are_taken_by_hand():
    own = shares_of("3256-04")
    assert "process_automation" not in own
    assert own[NONE] >= 0.9


def test_agreement_on_technology_by_hand(monkeypatch):
    """a, none, a, b against a, none, c, b: 3 of 4 equal; chance (2*1 + 1*1 + 1*1) / 16 = 0.25.

    Most left to none: no, yes, no, no against yes, yes, yes, no: 2 of 4.
    """
    first = ["a:0.6;b:0.3;none:0.1", "none:1", "a:1", "b:0.5;none:0.5"]
    second = ["a:0.2;none:0.8", "none:1", "c:0.2;none:0.8", "b:1"]
    rows = [
        ("5321", f"0{n + 1}", "radar", who, value)
        for who, values in (("first", first), ("second", second))
        for n, value in enumerate(values)
    ]
    rows += [
        ("5321", "01", rubric, who, value)
        for rubric, value in (("exposure", "E0"), ("automation", "T1"))
        for who in ("first", "second")
    ]
    columns = ["occupation", "task", "rubric", "labelling", "value"]
    tables = {"occupations/task_labels": pd.DataFrame(rows, columns=columns)}
    real = catalogue.table
    monkeypatch.setattr(catalogue, "table", lambda name: tables.get(name, real(name)).copy())
    found = label_agreement().set_index(["rubric", "sector"])
    row = found.loc["technology", "all"]
    assert row["agreement"] == 0.75
    assert row["kappa"] == pytest.approx(2 / 3)
    assert found.loc[("radar", "all"), "agreement"] == 0.5


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda t: t.replace({"technology": {"service_robots": "servants"}}), "servants"),
        (lambda t: t[(t["occupation"] + t["task"]) != "532101"], "5321-01 .*has no technology"),
        (lambda t: t[t["technology"] != "self_service"], "self_service does no work"),
    ],
)
def test_faults_of_the_table_are_found(monkeypatch, change, found):
    monkeypatch.setattr(task_checks.tables, "task_technology", lambda: change(TABLE))
    with speaking("en"):
        assert pd.Series(map(str, task_checks.task_problems())).str.contains(found).any()
