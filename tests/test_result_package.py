"""datapackage.json of a result folder: what other programs are told about its tables."""

from __future__ import annotations

import json

import jsonschema
import pandas as pd
import pytest

import autopot
from autopot import store

SCHEMA = {
    "type": "object",
    "required": ["$schema", "name", "title", "description", "resources"],
    "properties": {
        "$schema": {"const": "https://datapackage.org/profiles/2.0/datapackage.json"},
        "name": {"pattern": "^[a-z0-9._-]+$"},
        "licenses": {"minItems": 1, "items": {"required": ["name"]}},
        "sources": {"minItems": 1, "items": {"required": ["title"]}},
        "resources": {
            "minItems": 1,
            "items": {
                "required": ["name", "type", "path", "schema"],
                "properties": {
                    "name": {"pattern": "^[a-z0-9._-]+$"},
                    "type": {"const": "table"},
                    "path": {"pattern": r"^[a-z]+\.parquet$"},
                    "schema": {
                        "required": ["fields"],
                        "properties": {
                            "fields": {
                                "items": {
                                    "required": ["name", "type", "description"],
                                    "properties": {
                                        "type": {"enum": ["string", "number", "integer", "boolean"]}
                                    },
                                }
                            }
                        },
                    },
                },
            },
        },
    },
}
"""What of the standard's own profile (https://datapackage.org) we use, narrower in the types."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("package") / "run"
    result = autopot.run("base", draws=100, beside=["big_cities"], municipality="1103")
    return result.save(place, report=False)


def described(folder):
    return json.loads((folder / "datapackage.json").read_text("utf-8"))


def check(folder):
    """Every table is described as it is: columns, values of the keys, no row twice."""
    for one in described(folder)["resources"]:
        frame = pd.read_parquet(folder / one["path"])
        fields = {field["name"]: field for field in one["schema"]["fields"]}
        assert list(fields) == list(frame.columns)
        for name, field in fields.items():
            assert field["description"], name
            there = set(frame[name].dropna())
            assert there <= set(field.get("constraints", {}).get("enum", there)), name
            assert there <= {c["value"] for c in field.get("categories", [])} or (
                "categories" not in field
            )
        for key in one["schema"].get("uniqueKeys", []):
            assert not frame.duplicated(key).any()


def test_a_run_describes_its_tables(folder):
    package = described(folder)
    jsonschema.validate(package, SCHEMA)
    assert [one["name"] for one in package["resources"]] == ["potential", "gap", "beside"]
    check(folder)
    assert package["licenses"][0]["name"] == "MIT"
    assert any("Menon" in source["title"] for source in package["sources"])


def test_types_and_names_are_those_of_the_frame(folder):
    [potential, *_] = described(folder)["resources"]
    fields = {field["name"]: field for field in potential["schema"]["fields"]}
    assert (fields["year"]["type"], fields["suppressed"]["type"]) == ("integer", "boolean")
    assert (fields["mean"]["type"], fields["sector"]["type"]) == ("number", "string")
    names = {c["value"]: c["label"] for c in fields["sector"]["categories"]}
    assert names["school"] == "Skole"
    assert "Oslo" in {c["label"] for c in fields["municipality"]["categories"]}
    assert "categories" not in fields["occupation"]


def test_it_is_small_and_in_the_manifest(folder):
    content = (folder / "datapackage.json").read_bytes()
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert manifest["outputs"]["datapackage.json"] == store.sha256(content)
    assert len(content) < 30_000


def test_own_staff_get_no_licence_of_ours(tmp_path, two_towns):
    folder = autopot.run("base", two_towns, draws=100).save(tmp_path / "own", report=False)
    package = described(folder)
    assert "licenses" not in package
    assert "noen lisens" in package["description"]
    check(folder)


def test_verify_makes_it_again(folder):
    before = (folder / "datapackage.json").read_bytes()
    assert "datapackage.json" in autopot.verify(folder).again
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    forged = before.replace(b'"MIT"', b'"CC0"')
    (folder / "datapackage.json").write_bytes(forged)
    manifest["outputs"]["datapackage.json"] = store.sha256(forged)
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    problems = autopot.verify(folder).problems
    assert [p.place for p in problems] == [f"{folder}/datapackage.json licenses.0.name"]


def test_a_gap_describes_its_table(tmp_path):
    folder = autopot.gap("base", draws=100).save(tmp_path / "gap")
    assert [one["path"] for one in described(folder)["resources"]] == ["gap.parquet"]
    check(folder)
