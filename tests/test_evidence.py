"""Readings, spreading and borrowing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq
from scipy.stats import spearmanr

import autopot
from autopot import catalogue
from autopot.errors import InputError
from autopot.evidence import (
    RULES,
    EvidenceArrays,
    Spread,
    assemble,
    evidence_intervals,
    fill_from_groups,
    reading_corners,
)
from autopot.evidence.task_labels import (
    LEVELS,
    TaskLabels,
    label_agreement,
    published_agreement,
    radar_shares,
    task_labels,
)
from autopot.model.occupation import automatable_share, occupation_chunks
from autopot.model.shared_draws import shared_draws
from autopot.model.streams import FACTORS, TECHNICAL
from autopot.scenario import load_scenario
from autopot.scenario.evidence import Parameters, Weights
from autopot.study.preparation import (
    load_changed,
    prepare,
)
from conftest import constant

TECHNOLOGIES = list(catalogue.technologies().query("not cross_cutting")["technology"])

EVIDENCE = EvidenceArrays(
    score=np.array([0.05, 0.10, 0.55]),
    activity_potential=np.array([[0.81, 0.26, 0.69], [0.81, 0.20, 0.69]]),
    exposed={"gpt4": np.array([[0.2], [0.4]]), "human": np.array([[0.1], [0.2]])},
    levels={
        "run1": np.array([[0.1], [0.2], [0.3], [0.3], [0.1]]),
        "run2": np.array([[0.3], [0.3], [0.2], [0.1], [0.1]]),
    },
    computerisation=np.array([0.94]),
    labels=TaskLabels(
        exposed=np.array([[[1.0, 0, 0], [0, 1, 0]], [[0, 0, 0], [1, 1, 0]]]),
        whole=np.array([[1.0, 0, 0], [0, 0, 1]]),
    ),
)


def test_our_labels_by_hand_one_labelling_a_draw():
    """Half 0.5, software 0.8. First: E1, E2, E0. Second: E2, E2, E0; whole: third task only."""
    rule = RULES["exposed_time_2026"].function
    first = rule(EVIDENCE, one(half=0.5, software_weight=0.8, labelling=0.5))
    second = rule(EVIDENCE, one(half=0.5, software_weight=0.8, labelling=0.51))
    np.testing.assert_allclose(first[:, 0], [0.5, 0.4, 0])
    np.testing.assert_allclose(second[:, 0], [0.4, 0.4, 0])
    both = RULES["whole_tasks_2026"].function(EVIDENCE, {"labelling": np.array([0.2, 0.9])})
    np.testing.assert_array_equal(both, [[1, 0], [0, 0], [0, 1]])


def test_a_third_labelling_by_hand():
    """Rated: T0, nothing, T3. First third ours; middle third theirs where there is any; then ours.
    Without theirs the second task reads 1 up to 0.5 and 0 above.
    """
    nan = np.nan
    labels = TaskLabels(
        exposed=np.zeros((3, 2, 3)), whole=np.array([[1.0, 1, 0], [0, 0, 0], [0, nan, 1]])
    )
    evidence = replace(EVIDENCE, labels=labels)
    drawn = np.array([0.2, 1 / 3, 0.4, 0.5, 0.6, 0.7, 0.9])
    found = RULES["whole_tasks_2026"].function(evidence, {"labelling": drawn})
    np.testing.assert_array_equal(
        found, [[1, 1, 0, 0, 0, 0, 0], [1, 1, 1, 1, 0, 0, 0], [0, 0, 1, 1, 1, 0, 0]]
    )


def test_a_task_without_label_takes_the_mean_of_its_group():
    """Occupation 2223 has labels; 2226 has none and lies in group 222, whose mean it takes."""
    tasks = catalogue.tasks()
    labelled = tasks[tasks["label_nb"] != ""]
    bare = sorted(set(tasks["occupation"]) - set(labelled["occupation"]))
    code = next(c for c in bare if any(o[:3] == c[:3] for o in set(labelled["occupation"])))
    near = labelled[labelled["occupation"].str[:3] == code[:3]]
    own = task_labels(near)
    by_occupation = (
        pd.DataFrame(
            {
                "occupation": near["occupation"],
                "e": own.exposed[0, 1] * near["time_share"].to_numpy(),
            }
        )
        .groupby("occupation")["e"]
        .sum()
    )
    found = task_labels(tasks[tasks["occupation"] == code]).exposed[0, 1]
    np.testing.assert_allclose(found, by_occupation.mean())


def test_every_labelled_task_has_every_label_twice():
    frame = catalogue.table("occupations/task_labels")
    tasks = catalogue.labelled_tasks()
    keys = set(zip(tasks["occupation"], tasks["task"], strict=True))
    for (rubric, labelling), part in frame.groupby(["rubric", "labelling"]):
        assert set(zip(part["occupation"], part["task"], strict=True)) == keys, (rubric, labelling)
    for rubric, levels in LEVELS.items():
        assert set(frame.loc[frame["rubric"] == rubric, "value"]) <= set(levels)
    radar = set(catalogue.technologies().query("not cross_cutting")["technology"]) | {"none"}
    for value in frame.loc[frame["rubric"] == "radar", "value"].unique():
        shares = radar_shares(value)
        assert set(shares) <= radar
        assert sum(shares.values()) == pytest.approx(1)
        assert all(share > 0 for share in shares.values())


def test_agreement_is_that_of_another_reckoning():
    """Weighted kappa of exposure by a cross table, as in Cohen (1968)."""
    frame = catalogue.table("occupations/task_labels")
    own = frame[frame["rubric"] == "exposure"]
    wide = own.pivot_table("value", ["occupation", "task"], "labelling", aggfunc="first")
    table = pd.crosstab(wide["first"], wide["second"]).to_numpy() / len(wide)
    weight = np.subtract.outer(range(3), range(3)) ** 2
    chance = np.outer(table.sum(axis=1), table.sum(axis=0))
    expected = 1 - (weight * table).sum() / (weight * chance).sum()
    found = label_agreement().set_index(["rubric", "sector"]).loc[("exposure", "all")]
    assert found["weighted"] == pytest.approx(expected)
    assert found["agreement"] == pytest.approx(np.trace(table))


def test_labels_lie_beside_published_measures_as_scipy_has_it():
    found = published_agreement().set_index(["rubric", "against"])
    ours, theirs = [], []
    scores = catalogue.task_evidence().set_index(["isco08", "task_no"])["score_2025"]
    tasks = catalogue.labelled_tasks()
    labels = task_labels(tasks)
    value = (labels.exposed[:, 0] + labels.exposed[:, 1] / 2).mean(axis=0)
    for row, mine in zip(tasks.itertuples(), value, strict=True):
        if (row.isco08, row.evidence_task) in scores.index:
            ours.append(mine)
            theirs.append(scores[row.isco08, row.evidence_task])
    expected = spearmanr(ours, theirs).statistic
    assert found.loc[("exposure", "ilo_score"), "rank_correlation"] == pytest.approx(expected)
    assert found.loc[("exposure", "ilo_score"), "count"] == len(ours)


def test_the_readings_of_2026_change_no_draw_of_the_others():
    """The labelling has a stream of its own: the other parameters draw what they drew without."""
    inputs = prepare(load_scenario("base")).inputs
    with_it = shared_draws(inputs, 0)
    fixed = replace(inputs.mix, parameters={**inputs.mix.parameters, "labelling": constant(0.2)})
    plain = shared_draws(replace(inputs, mix=fixed), 0)
    assert plain.parameters.pop("labelling").max() == 0.2
    np.testing.assert_array_equal(with_it.strength, plain.strength)
    for name, values in plain.parameters.items():
        np.testing.assert_array_equal(with_it.parameters[name], values)
    assert with_it.parameters["labelling"].mean() == pytest.approx(0.5, abs=0.02)


def one(**values):
    """Parameters as arrays of one draw."""
    return {name: np.array([value]) for name, value in values.items()}


def test_score_above_floor_by_hand():
    """(0.05 - 0.1) < 0 -> 0; (0.1 - 0.1) -> 0; (0.55 - 0.1) / 0.9 = 0.5."""
    value = RULES["score_above_floor"].function(EVIDENCE, one(floor=0.1))
    np.testing.assert_allclose(value[:, 0], [0.0, 0.0, 0.5])


def test_exposed_time_by_hand():
    """Half-way between raters: E1 = 0.15, E2 = 0.30; 0.5 (0.15 + 0.75 * 0.30) = 0.1875."""
    value = RULES["exposed_time"].function(EVIDENCE, one(half=0.5, software_weight=0.75, rater=0.5))
    np.testing.assert_allclose(value, [[0.1875]])


def test_raters_and_the_part_of_each_by_hand():
    """A quarter GPT-4: E1 = 0.125, E2 = 0.25; 0.4 (0.125 + 0.6 * 0.25) = 0.11."""
    value = RULES["exposed_time"].function(EVIDENCE, one(half=0.4, software_weight=0.6, rater=0.25))
    np.testing.assert_allclose(value, [[0.11]])


def test_whole_tasks_by_hand():
    """Run 1 alone: 0.3 + 0.1; run 2 alone: 0.1 + 0.1."""
    rule = RULES["whole_tasks"].function
    np.testing.assert_allclose(rule(EVIDENCE, one(label_run=1.0)), [[0.4]])
    np.testing.assert_allclose(rule(EVIDENCE, one(label_run=0.0)), [[0.2]])


def test_task_automation_by_hand():
    """0.2 * 0.25 + 0.3 * 0.5 + 0.3 * 0.8 + 0.1 * 1 = 0.54."""
    value = RULES["task_automation"].function(
        EVIDENCE, one(label_run=1.0, level_t1=0.25, level_t2=0.5, level_t3=0.8, level_t4=1.0)
    )
    np.testing.assert_allclose(value, [[0.54]])


def test_the_plain_readings_are_the_published_figures():
    rule = RULES["activity_time"].function
    for coder in (0.2, 0.5):
        np.testing.assert_array_equal(rule(EVIDENCE, one(coder=coder))[:, 0], [0.81, 0.26, 0.69])
    np.testing.assert_array_equal(rule(EVIDENCE, one(coder=0.7))[:, 0], [0.81, 0.20, 0.69])
    np.testing.assert_array_equal(RULES["computerisation"].function(EVIDENCE, {}), [[0.94]])


def test_scenario_and_registry_name_the_same_readings_and_parameters():
    assert set(RULES) == set(Weights.model_fields)
    used = {name for rule in RULES.values() for name in rule.parameters}
    assert used == set(Parameters.model_fields)


def test_only_readings_of_all_machines_see_robots():
    """MGI 2017 and Frey and Osborne judge any technology; the others judge language models."""
    seeing = {name for name, rule in RULES.items() if rule.sees_robots}
    assert seeing == {"activity_time", "computerisation"}


scores = st.lists(st.floats(0.02, 0.95), min_size=1, max_size=9)


@settings(max_examples=60, deadline=None)
@given(scores=scores, value=st.floats(0, 1), weights=st.data())
def test_spreading_meets_the_value_and_keeps_the_order(scores, value, weights):
    """The time-weighted mean is the occupation's value, and a higher score is never lower."""
    raw = weights.draw(st.lists(st.floats(0.05, 1), min_size=len(scores), max_size=len(scores)))
    share = np.array(raw) / sum(raw)
    spread = Spread(np.array(scores), share, np.array([0, len(scores)]))
    tasks = spread.tasks(np.array([[value]]), slice(0, 1))[:, 0]
    assert share @ tasks == pytest.approx(value, abs=1e-7)
    assert ((tasks >= 0) & (tasks <= 1)).all()
    order = np.argsort(scores)
    assert (np.diff(tasks[order]) >= -1e-12).all()


@pytest.mark.parametrize("value", [1e-6, 0.003, 0.2, 0.5, 0.77, 0.999, 1 - 1e-7])
def test_spreading_agrees_with_a_root_finder(value):
    """The same shift found by scipy's Brent on the equation itself."""
    score = np.array([0.06, 0.2, 0.25, 0.7])
    share = np.array([0.1, 0.2, 0.3, 0.4])
    logit = np.log(score / (1 - score))

    def expit(d):
        return 1 / (1 + np.exp(-(logit + d)))

    shift = brentq(lambda d: share @ expit(d) - value, -60, 60, xtol=1e-14)
    spread = Spread(score, share, np.array([0, 4]))
    found = spread.tasks(np.array([[value]]), slice(0, 1))[:, 0]
    np.testing.assert_allclose(found, expit(shift), rtol=1e-6, atol=1e-9)


def test_spreading_at_the_ends():
    spread = Spread(np.array([0.1, 0.6]), np.array([0.5, 0.5]), np.array([0, 2]))
    np.testing.assert_array_equal(
        spread.tasks(np.array([[0.0, 1.0]]), slice(0, 1)), [[0.0, 1.0], [0.0, 1.0]]
    )


def test_spreading_refuses_a_score_of_zero():
    with pytest.raises(InputError, match="above 0"):
        Spread(np.array([0.0]), np.array([1.0]), np.array([0, 1]))


@pytest.fixture(scope="module")
def assembled():
    """Every occupation with evidence, in the base scenario."""
    bridge = catalogue.bridge()
    codes = sorted(set(bridge.loc[bridge["relation"] != "no_evidence", "occupation"]))
    return assemble(codes, load_scenario("base"), TECHNOLOGIES)


@pytest.mark.parametrize("name", [n for n, r in RULES.items() if r.level == "occupation"])
def test_occupation_readings_are_met_after_spreading(assembled, name):
    """On the shipped evidence, for every occupation, at three places of every parameter."""
    reading = assembled.readings[name]
    parameters = load_scenario("base").scenario.evidence.parameters
    for u in (0.05, 0.5, 0.95):
        drawn = {
            n: getattr(parameters, n).quantile(np.array([u])) for n in type(parameters).model_fields
        }
        every = slice(0, len(assembled.occupations))
        wanted = reading.rule.function(reading.evidence, drawn)[:, 0]
        tasks = reading.values(drawn, every)[:, 0] * assembled.tasks["time_share"].to_numpy()
        reached = np.add.reduceat(tasks, assembled.first_task[:-1])
        np.testing.assert_allclose(reached, wanted, atol=1e-7)


def test_all_nurses_have_evidence(assembled):
    for code in ("2221", "2223", "2224"):
        own = assembled.borrowed.loc[code]
        assert (own == 4).all(), own[own < 4]
        assert (
            assembled.tasks.loc[assembled.tasks["occupation"] == code, "score_2025"].notna().all()
        )


def test_evidence_is_finite_for_every_occupation(assembled):
    evidence = assembled.evidence
    for array in (
        evidence.score,
        evidence.computerisation,
        *evidence.exposed.values(),
        *evidence.levels.values(),
    ):
        assert np.isfinite(array).all()


def test_borrowing_takes_the_nearest_group_and_says_so():
    own = pd.DataFrame(
        {"x": [0.1, 0.3, np.nan, 0.9, np.nan]}, index=["4311", "4312", "4313", "4411", "5111"]
    )
    filled, digits = fill_from_groups(own)
    assert filled.loc["4313", "x"] == pytest.approx(0.2)
    assert digits.loc["4313", "x"] == 3
    assert filled.loc["5111", "x"] == pytest.approx((0.1 + 0.3 + 0.9) / 3)  # published ones only
    assert digits["x"].to_dict() == {"4311": 4, "4312": 4, "4313": 3, "4411": 4, "5111": 0}


def test_an_occupation_without_evidence_is_refused(two_towns):
    frame = two_towns.assign(occupation=["4110", "2223", "0110", "5321"])
    with pytest.raises(InputError, match=r"0110.*no published evidence"):
        autopot.run("base", frame, draws=100)


def test_override_replaces_the_readings(two_towns):
    changes = {"evidence": {"override": {"4110": 0.6, "2223-01": {"tri": [0.1, 0.2, 0.3]}}}}
    result = autopot.run("base", two_towns, draws=500, changes=changes)
    row = result.level("occupation").set_index("occupation").loc["4110"]
    for column in ("share_p05", "share_mean", "share_p95"):
        assert row[column] == pytest.approx(0.6, abs=1e-9)


def test_override_of_an_unknown_task_is_refused():
    with pytest.raises(InputError, match=r"4110-99.*not known"):
        autopot.run("base", draws=100, changes={"evidence": {"override": {"4110-99": 0.5}}})


@pytest.fixture(scope="module")
def believed():
    """The base scenario ready for the model, nothing drawn but the evidence."""
    others = [factor for factor in TECHNICAL if factor != "evidence"]
    changes = {"uncertainty": {"freeze": others}, "adoption": {"years": []}}
    return prepare(load_changed("base", changes))


def drawn_shares(inputs):
    """(T, draws) what the model makes of the evidence."""
    shared = shared_draws(inputs, 0)
    runs = occupation_chunks(inputs)
    return np.concatenate([automatable_share(inputs, shared, 0, run) for run in runs])


def test_what_is_shown_of_readings_and_robots_is_what_the_model_does(believed):
    """With nothing drawn a task stands at the weighted middles of its readings."""
    frozen = replace(believed.inputs.errors, frozen=frozenset(FACTORS))
    found = drawn_shares(replace(believed.inputs, errors=frozen))[:, 0]
    scenario = believed.scenario.scenario
    weights = {k: w for k, w in scenario.evidence.weights.model_dump().items() if w > 0}
    middles = [reading_corners(believed.assembled, scenario, name)[:, 0] for name in weights]
    np.testing.assert_allclose(found, np.array(list(weights.values())) @ np.stack(middles))


def test_every_draw_lies_within_what_the_evidence_can_mean(believed):
    """Robots count between not at all and in full, so mixtures of readings stay inside, too."""
    found = drawn_shares(believed.inputs)
    low, high = evidence_intervals(believed.assembled, believed.scenario.scenario)
    assert (found >= low[:, None] - 1e-9).all()
    assert (found <= high[:, None] + 1e-9).all()


def test_who_does_not_believe_the_source_of_the_robots_has_none():
    """Cleaners in `cautious`: the middle of a reading is the reading itself, nothing left out."""
    loaded = load_changed("cautious", {"radar": {"none": "counted"}})
    own = assemble(["9112"], loaded, TECHNOLOGIES)
    assert loaded.scenario.evidence.weights.activity_time == 0
    assert own.physical.any()
    parameters, half = loaded.scenario.evidence.parameters, np.array([0.5])
    drawn = {n: getattr(parameters, n).quantile(half) for n in type(parameters).model_fields}
    for name in ("score_above_floor", "exposed_time", "whole_tasks"):
        plain = own.readings[name].values(drawn, slice(0, 1))[:, 0]
        np.testing.assert_array_equal(reading_corners(own, loaded.scenario, name)[:, 0], plain)
