"""Sweep files: designs, settings, and every fault with its line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autopot.errors import InputError
from autopot.messages import shown
from autopot.scenario import load_scenario
from autopot.scenario.design import design_points, latin_hypercube
from autopot.scenario.settings import scaled_weights, setting_names, with_settings
from autopot.scenario.sweep import load_sweep, packaged_sweeps
from autopot.scenario.sweep_schema import Design

HEAD = "name: try\ntitle: {nb: a, en: b}\nscenario: base\ndraws: 200\n"


@pytest.fixture
def write(tmp_path):
    """Write a sweep file with a design and give its path."""

    def file(design, head=HEAD):
        path = tmp_path / "try.yaml"
        path.write_text(f"{head}design:\n{design}", "utf-8")
        return path

    return file


def faults(path):
    with pytest.raises(InputError) as found:
        load_sweep(path)
    return {
        int(p.place.rpartition(":")[2]): f"{p.found} | {shown(p.allowed)} | {p.remedy}"
        for p in found.value.problems
    }


def test_a_list_fills_in_what_the_scenario_has(write):
    loaded = load_sweep(
        write("  list:\n    - {physical.strength: 0.1}\n    - {human_required.partly: 0.5}\n")
    )
    assert loaded.row(1) == {"physical.strength": 0.1, "human_required.partly": 1.0}
    assert loaded.row(2) == {
        "physical.strength": {"tri": [0.2, 0.4, 0.7]},
        "human_required.partly": 0.5,
    }
    assert loaded.scenario(2).scenario.human_required.partly == 0.5


def test_a_list_shows_weights_as_they_became(write):
    loaded = load_sweep(
        write(
            "  list:\n    - {evidence.weights.whole_tasks: 0.6}\n    - {physical.strength: 0}\n"
            "    - {evidence.weights.activity_time: 0.6}\n"
        )
    )
    # Base: 0.2 is activity_time. With 0.6 of it the rest halves: whole_tasks from 0.1 to 0.05.
    assert loaded.row(3)["evidence.weights.whole_tasks"] == pytest.approx(0.05)
    assert loaded.row(2)["evidence.weights.whole_tasks"] == 0.1


@given(st.integers(2, 60), st.integers(1, 6), st.integers(0, 2**40))
def test_a_latin_hypercube_has_one_point_in_every_part_of_every_axis(points, axes, seed):
    unit = latin_hypercube(points, axes, seed)
    for axis in range(axes):
        assert sorted(int(points * u) for u in unit[:, axis]) == list(range(points))
    assert (unit == latin_hypercube(points, axes, seed)).all()


def test_a_sobol_design_is_balanced_and_the_same_for_the_same_seed():
    settings = {"a": [0, 1], "b": [10, 20], "c": {"values": ["x", "y"]}}
    designs = [
        Design.model_validate({"sobol": {"points": 16, "seed": s, "settings": settings}})
        for s in (1, 1, 2)
    ]
    first, again, other = (design_points(design, set(), "") for design in designs)
    assert first == again != other
    # A net in base 2: 16 points, four in every quarter of an axis and of every square.
    for name, low, width in (("a", 0, 0.25), ("b", 10, 2.5)):
        assert sorted((p[name] - low) // width for p in first) == sorted([0, 1, 2, 3] * 4)
    assert sorted((p["a"] >= 0.5, p["b"] >= 15) for p in first) == sorted(
        [(False, False), (False, True), (True, False), (True, True)] * 4
    )
    assert [p["c"] for p in first].count("x") == 8


def test_whole_numbers_stay_whole_and_reach_both_ends(write):
    loaded = load_sweep(
        write(
            "  latin_hypercube:\n    points: 30\n    seed: 0\n    settings:\n"
            "      horizon.years: [10, 12]\n      physical.strength: [0, 1]\n"
        )
    )
    years = [point["horizon.years"] for point in loaded.points]
    assert sorted(years) == [10] * 10 + [11] * 10 + [12] * 10


@given(
    st.dictionaries(st.sampled_from("abcd"), st.floats(0, 1), min_size=4),
    st.floats(0, 1),
)
def test_scaled_weights_sum_to_one_and_keep_their_proportions(weights, given_weight):
    others = sum(v for k, v in weights.items() if k != "a")
    if others < 1e-6:
        return
    scaled = scaled_weights(weights, {"a": given_weight})
    assert scaled["a"] == given_weight
    assert sum(scaled.values()) == pytest.approx(1)
    assert scaled["b"] * weights["c"] == pytest.approx(scaled["c"] * weights["b"])


def test_every_setting_can_be_set_to_what_it_is():
    base = load_scenario("base")
    plain = base.scenario.model_dump(mode="json")
    for name in setting_names():
        if name.endswith(".*") or name.startswith("evidence.weights."):
            continue
        value = plain
        for part in name.split("."):
            value = value[part]
        assert with_settings(base, {name: value}, {}).scenario == base.scenario, name


def test_all_unknown_settings_are_named_at_once_with_the_nearest(write):
    found = faults(
        write(
            "  grid:\n    physical.strenght: [0.1]\n    report.language: [nb]\n"
            "    evidence.parameters: [1]\n    uncertainty.draws: [200]\n"
            "    adoption.form: [logistic]\n"
        )
    )
    assert list(found) == [7, 8, 9, 10, 11]
    assert "does not change the technical" in found[11]
    assert "| physical.strength, " in found[7]
    assert "cannot vary" in found[8]
    assert "is not known" in found[9]
    assert "cannot vary" in found[10]


def test_every_bad_point_is_named_before_anything_runs(write):
    found = faults(
        write(
            "  list:\n    - {physical.strength: 3}\n    - {human_required.fully: -1}\n"
            "    - {evidence.weights.whole_tasks: 0.8, evidence.weights.activity_time: 0.7}\n"
            "    - {physical.strength: 0.1}\n    - {physical.strength: 0.1}\n"
        )
    )
    assert list(found) == [7, 8, 9, 11]
    assert "point 1: physical.strength = 3 | a share between 0 and 1" in found[7]
    assert "the weights sum to 1.5" in found[9]
    assert "the same as point 4" in found[11]


def test_a_range_that_is_bad_for_many_points_is_one_fault(write):
    found = faults(
        write(
            "  latin_hypercube:\n    points: 50\n    seed: 1\n    settings:\n"
            "      physical.strength: [0.5, 1.5]\n"
        )
    )
    assert list(found) == [10]
    assert "and 24 more points" in found[10]  # half of the fifty parts lie above 1


@pytest.mark.parametrize(
    ("design", "words"),
    [
        ("  sobol: {points: 100, seed: 1, settings: {physical.strength: [0, 1]}}\n", "64 or 128"),
        ("  grid: {physical.strength: []}\n", "| at least 1 |"),
        ("  grid: {physical.strength: [0]}\n  list: [{physical.strength: 0}]\n", "one of grid"),
        ("  gird: {physical.strength: [0]}\n", "did you mean grid?"),
        ("  latin_hypercube: {points: 9, seed: 1, settings: {physical.strength: [1, 0]}}\n",
         "two numbers, the lower one first"),
        ("  latin_hypercube: {points: 9, seed: 1, settings: {physical.strength: 0.5}}\n",
         "a range [low, high]"),
        ("  grid: {evidence.weights: [{}], evidence.weights.whole_tasks: [0]}\n", "one of them"),
    ],
)  # fmt: skip
def test_a_bad_design_says_what_to_do(write, design, words):
    assert any(words in text for text in faults(write(design)).values())


def test_more_points_than_a_sweep_may_have_is_said_without_making_them(write):
    values = ", ".join(str(v / 1000) for v in range(1000))
    found = faults(
        write(
            f"  grid:\n    physical.strength: [{values}]\n    human_required.partly: [{values}]\n"
        )
    )
    assert "1,000,000 points | at most 100,000" in found[5]


def test_the_scenario_may_lie_beside_the_sweep_and_its_faults_have_their_file(write, tmp_path):
    (tmp_path / "own.yaml").write_text(
        "name: own\ntitle: {nb: a, en: b}\nreason: {nb: a, en: b}\nreferences: [judgement]\n"
        "extends: base\nphysical: {strength: 2}\n", "utf-8",
    )  # fmt: skip
    head = HEAD.replace("base", "own.yaml")
    with pytest.raises(InputError) as found:
        load_sweep(write("  grid: {human_required.partly: [0, 1]}\n", head))
    assert found.value.problems[0].place == f"{tmp_path / 'own.yaml'}:6"


def test_packaged_sweeps_load():
    assert packaged_sweeps() == ["evidence"]
    assert len(load_sweep("evidence").points) == 200
