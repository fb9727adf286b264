"""`autopot schema`: what an editor is told must be what autopot itself accepts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from autopot import catalogue
from autopot.errors import InputError, Problem
from autopot.questions.file_schema import KINDS, file_schema
from autopot.scenario import load_scenario
from autopot.scenario.packaged import packaged_directory

SCHEMAS = {kind: Draft202012Validator(file_schema(kind)) for kind in KINDS}
SCENARIOS = packaged_directory("scenarios")
FILES = [
    *(("scenario", path) for path in sorted(SCENARIOS.glob("*.yaml")) if "plan-" not in path.name),
    *(("plan", path) for path in sorted(SCENARIOS.glob("plan-*.yaml"))),
    *(("sweep", path) for path in sorted((SCENARIOS / "sweeps").glob("*.yaml"))),
]
OWN = {
    "name": "own",
    "title": {"nb": "Eget", "en": "Own"},
    "reason": {"nb": "Prøve", "en": "Trial"},
    "references": ["judgement"],
    "extends": "base",
}


@pytest.mark.parametrize(("kind", "path"), FILES, ids=lambda part: getattr(part, "stem", part))
def test_a_packaged_file_is_right_for_an_editor(kind, path):
    wrong = SCHEMAS[kind].iter_errors(yaml.safe_load(path.read_text(encoding="utf-8")))
    assert [error.message for error in wrong] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_a_schema(kind):
    Draft202012Validator.check_schema(SCHEMAS[kind].schema)


WRONG = [
    {"physical": {"strenght": 0.4}},
    {"physical": {"strength": {"tri": [0.1, 0.2]}}},
    {"physical": {"strength": {"tri": [0, 0.5, 1], "uniform": [0, 1]}}},
    {"physical": {"strength": {"uniform": [0, 1.5]}}},
    {"physical": {"strength": "0.4"}},
    {"horizon": {"capability_growth": -2}},
    {"storby": "menon-2020"},
    {"human_required": {"fully": "beneath"}},
    {"uncertainty": {"memory": "1 gigabyte"}},
    {"uncertainty": {"draws": 10}},
    {"adoption": {"classes": {"adapt": {}}}},
    {"sectors": {"schools": {"physical": {"strength": 0.1}}}},
    {"sectors": {"school": {"horizon": {"years": 3}}}},
    {"demand": {"levers": {"mean_position": 2}}},
]
RIGHT = [
    {"physical": {"strength": 1}},
    {"physical": {"strength": {"tri": [0, 0.5, 1]}}},
    {"horizon": {"capability_growth": {"uniform": [-0.1, 0.1]}}},
    {"storby": None},
    {"uncertainty": {"memory": "1,5 GB", "draws": "auto", "source_sd": 0.3}},
    {"adoption": {"classes": {"adopt": {"never": 0.2}}}},
    {"sectors": {"school": {"physical": {"strength": 0.1}}}},
    {"sectors": {"Helse og omsorg": {"physical": {"strength": 0.1}}}},
    {"demand": {"levers": {"mean_position": {"uniform": [0, 0.04]}}}},
    {"evidence": {"override": {"4110": 0.3}}},
    {"realisation": {"wage_cost": {"school": 800_000}}},
]


@pytest.mark.parametrize("said", WRONG, ids=json.dumps)
def test_what_autopot_refuses_an_editor_marks(tmp_path, said):
    assert not SCHEMAS["scenario"].is_valid({**OWN, **said})
    with pytest.raises(InputError):
        _as_sector_settings_are_read(_written(tmp_path, said))


@pytest.mark.parametrize("said", RIGHT, ids=json.dumps)
def test_what_autopot_takes_an_editor_takes(tmp_path, said):
    assert SCHEMAS["scenario"].is_valid({**OWN, **said})
    _as_sector_settings_are_read(_written(tmp_path, said))


def _written(folder: Path, said) -> Path:
    path = folder / "own.yaml"
    path.write_text(yaml.safe_dump({**OWN, **said}), encoding="utf-8")
    return path


def _as_sector_settings_are_read(path: Path) -> None:
    """Read a scenario, and refuse sectors and storby that only the tables know."""
    scenario = load_scenario(path).scenario
    if scenario.storby:
        catalogue.storby(scenario.storby)
    if unknown := set(scenario.sectors) - set(catalogue.sectors()["sector"]):
        raise InputError(Problem(str(path), f"unknown: {unknown}"))


@given(st.floats(-0.5, 1.5), st.floats(0, 1))
def test_ends_are_the_same_in_both(low, width):
    """Any even range of physical strength, which must lie between 0 and 1."""
    said = {"physical": {"strength": {"uniform": [low, low + width]}}}
    try:
        load_scenario("base", tried=said)
        taken = True
    except InputError:
        taken = False
    assert SCHEMAS["scenario"].is_valid({**OWN, **said}) == taken


def test_an_editor_has_names_to_offer_and_a_word_about_each_key():
    schema = SCHEMAS["scenario"].schema
    assert "base" in schema["properties"]["extends"]["anyOf"][0]["anyOf"][0]["enum"]
    assert schema["properties"]["sectors"]["properties"]["school"]["description"] == "Skole"
    weights = schema["$defs"]["Weights"]["properties"]
    assert all(weight["description"] for weight in weights.values())
    assert "required" not in schema["$defs"]["CurveSection"]


def test_the_schema_is_printed_or_written_with_the_line_that_turns_it_on(call, tmp_path):
    code, printed, _ = call("schema", "sweep")
    assert (code, json.loads(printed)["title"]) == (0, "A sweep of autopot")
    path = tmp_path / "plan.schema.json"
    code, out, _ = call("schema", "plan", "-o", str(path))
    assert code == 0
    assert "# yaml-language-server: $schema=plan.schema.json" in out
    assert json.loads(path.read_text(encoding="utf-8")) == SCHEMAS["plan"].schema
