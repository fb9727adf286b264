"""Scenarios: inheritance, origins, and every mistake explained at once."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from autopot.errors import InputError
from autopot.scenario import Distribution, load_scenario, packaged_scenarios

HEAD = "name: test\ntitle: {nb: a, en: b}\nreason: {nb: a, en: b}\nreferences: [judgement]\n"


def write(folder, text, name="test.yaml"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", packaged_scenarios())
def test_packaged_scenarios_load_and_explain_themselves(name):
    loaded = load_scenario(name)
    assert loaded.scenario.name == name
    assert len(loaded.scenario.reason.nb) > 80
    assert loaded.scenario.references


def test_values_are_inherited_and_know_their_line(tmp_path):
    path = write(tmp_path, HEAD + "extends: base\nuncertainty:\n  draws: 500\n")
    loaded = load_scenario(path)
    assert loaded.scenario.uncertainty.draws == 500
    assert loaded.scenario.uncertainty.seed == 20190801
    assert loaded.place("uncertainty", "draws").startswith(f"{path}:7 ")
    assert "base.yaml:" in loaded.place("uncertainty", "seed")


def test_a_distribution_is_replaced_whole(tmp_path):
    path = write(tmp_path, HEAD + "extends: base\nphysical: {strength: {uniform: [0.1, 0.2]}}\n")
    strength = load_scenario(path).scenario.physical.strength
    assert (strength.kind, strength.low, strength.high) == ("uniform", 0.1, 0.2)


def test_weights_that_sum_to_one_are_all_of_them(tmp_path):
    """A file from before a reading came: its four weights leave nothing for the new ones."""
    weights = "{score_above_floor: 0.3, exposed_time: 0.3, whole_tasks: 0.2, activity_time: 0.2}"
    path = write(tmp_path, f"{HEAD}extends: base\nevidence:\n  weights: {weights}\n")
    loaded = load_scenario(path)
    assert loaded.scenario.evidence.weights.exposed_time_2026 == 0
    assert loaded.scenario.evidence.weights.activity_time == 0.2
    assert loaded.place("evidence", "weights", "whole_tasks_2026").startswith(f"{path}:7 ")
    write(tmp_path, f"{HEAD}extends: base\nevidence:\n  weights: {{whole_tasks: 0.3}}\n")
    with pytest.raises(InputError, match=r"the weights sum to 1\.2"):
        load_scenario(path)


def test_a_chain_of_files(tmp_path):
    write(tmp_path, HEAD + "extends: fast\nuncertainty: {draws: 700}\n", "middle.yaml")
    path = write(tmp_path, HEAD + "extends: middle.yaml\nuncertainty: {seed: 0}\n")
    scenario = load_scenario(path).scenario
    assert (scenario.uncertainty.draws, scenario.uncertainty.seed) == (700, 0)
    assert scenario.evidence.weights.task_automation == 0.25


CASES = {
    "unknown key": ("uncertainty: {drawss: 5}\n", r"drawss is not a key.*allowed: draws"),
    "unknown section": ("adoptions: {}\n", r"adoptions is not a key.*did you mean adoption"),
    "misspelt reading": ("evidence: {weights: {whole_task: 1}}\n", r"did you mean whole_tasks"),
    "weights": ("evidence: {weights: {whole_tasks: 0.9}}\n", r"weights sum to 1.8"),
    "order": ("physical: {strength: {tri: [0.5, 0.4, 0.6]}}\n", r"three numbers, the lowest first"),
    "outside": ("physical: {strength: 1.5}\n", r"between 0 and 1"),
    "not finite": ("physical: {strength: .nan}\n", r"finite"),
    "form": ("physical: {strength: {normal: [0, 1]}}\n", r"tri: \[low, mode, high\]"),
    "text": ("uncertainty: {draws: many}\n", r"draws = 'many'"),
    "boolean": ("physical: {strength: true}\n", r"not true/false"),
    "too few": ("uncertainty: {draws: 5}\n", r"allowed: 100 or more"),
    "seed": ("uncertainty: {seed: -1}\n", r"allowed: 0 or more"),
    "factor": ("uncertainty: {freeze: [wind]}\n", r"'wind'"),
    "language": ("report: {language: da}\n", r"nb, nn or en"),
}


@pytest.mark.parametrize("case", CASES)
def test_mistakes_are_explained_with_file_and_line(tmp_path, case):
    text, message = CASES[case]
    path = write(tmp_path, HEAD + "extends: base\n" + text)
    with pytest.raises(InputError, match=message) as caught:
        load_scenario(path)
    assert str(caught.value).startswith(f"{path}:6 |")


def test_all_mistakes_show_at_once(tmp_path):
    path = write(tmp_path, "name: Stor\nextends: base\nuncertainty: {draws: x, sed: 1}\nfoo: 1\n")
    with pytest.raises(InputError) as caught:
        load_scenario(path)
    found = str(caught.value)
    for part in (
        "name = 'Stor'",
        "title is missing",
        "reason is missing",
        "draws = 'x'",
        "sed is not a key",
        "foo is not a key",
    ):
        assert part in found
    assert "did you mean seed?" in found


YAML_CASES = {
    "duplicate": ("name: a\nname: b\n", r"test.yaml:2 .*name stands twice \(also line 1\)"),
    "tag": ("name: !!python/object/apply:os.system [ls]\n", r"(tag|constructor)"),
    "own tag": ("name: !x a\n", r"the tag !x"),
    "alias": ("a: &x [1]\nb: *x\n", r"alias"),
    "syntax": ("name: [a\n", r"test.yaml:\d+"),
    "list": ("- a\n", r"no keys"),
    "empty": ("", r"no keys"),
    "key": ("? [a, b]\n: 1\n", r"a key that is not a word"),
}


@pytest.mark.parametrize("case", YAML_CASES)
def test_broken_yaml_is_refused(tmp_path, case):
    text, message = YAML_CASES[case]
    with pytest.raises(InputError, match=message):
        load_scenario(write(tmp_path, text))


def test_a_tag_never_runs_anything(tmp_path):
    marker = tmp_path / "ran"
    text = f"name: !!python/object/apply:pathlib.Path.touch ['{marker}']\n"
    with pytest.raises(InputError):
        load_scenario(write(tmp_path, text))
    assert not marker.exists()


def test_not_utf8_and_missing_and_huge(tmp_path):
    latin = tmp_path / "latin.yaml"
    latin.write_bytes("name: å\n".encode("latin-1"))
    with pytest.raises(InputError, match="not UTF-8"):
        load_scenario(latin)
    with pytest.raises(InputError, match="no such file"):
        load_scenario(tmp_path / "none.yaml")
    with pytest.raises(InputError, match="over 1 MB"):
        load_scenario(write(tmp_path, "#" * 1_000_001))


def test_a_circle_is_found(tmp_path):
    write(tmp_path, HEAD + "extends: b.yaml\n", "a.yaml")
    write(tmp_path, HEAD + "extends: a.yaml\n", "b.yaml")
    with pytest.raises(InputError, match="extends itself"):
        load_scenario(tmp_path / "a.yaml")


def test_an_unknown_parent_names_the_line(tmp_path):
    with pytest.raises(InputError, match=r"test.yaml:5 .*bse.*did you mean base"):
        load_scenario(write(tmp_path, HEAD + "extends: bse\n"))


@pytest.mark.parametrize(
    ("points", "u"), [([0.2, 0.4, 0.7], 0.3), ([0, 0, 1], 0.9), ([0, 1, 1], 0.4)]
)
def test_triangle_agrees_with_scipy(points, u):
    low, mode, high = points
    ours = Distribution.model_validate({"tri": points}).quantile(np.array([u]))[0]
    theirs = stats.triang((mode - low) / (high - low), low, high - low).ppf(u)
    assert ours == pytest.approx(theirs)


def test_a_scenario_that_inherits_from_nothing_must_say_everything(tmp_path):
    with pytest.raises(InputError, match=r"evidence is missing.*extends: base"):
        load_scenario(write(tmp_path, HEAD))
