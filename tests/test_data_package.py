"""data/datapackage.json: what other programs are told about the tables."""

from __future__ import annotations

import csv
import json

from autopot.catalogue import packaged_tables
from autopot.catalogue.columns import data_directory
from autopot.catalogue.data_package import data_package


def resources():
    return {one["name"]: one for one in data_package()["resources"]}


def test_the_file_is_in_step_with_the_tables():
    written = json.loads((data_directory() / "datapackage.json").read_text(encoding="utf-8"))
    assert written == data_package()


def test_every_table_is_there_with_the_columns_of_its_file():
    found = resources()
    assert set(found) == {name.replace("/", "-") for name in packaged_tables()}
    for one in found.values():
        with (data_directory() / one["path"]).open(encoding="utf-8", newline="") as file:
            header = next(csv.reader(file))
        assert [field["name"] for field in one["schema"]["fields"]] == header, one["path"]


def test_links_lead_to_columns_that_are_there():
    found = resources()
    for one in found.values():
        for link in one["schema"].get("foreignKeys", []):
            there = found[link["reference"]["resource"]]["schema"]["fields"]
            assert link["reference"]["fields"][0] in [field["name"] for field in there]


def test_a_key_that_may_be_empty_is_no_primary_key():
    """County share: the row without a code is for all others."""
    schema = resources()["workforce-county_share"]["schema"]
    assert "primaryKey" not in schema
    assert schema["uniqueKeys"] == [["occupations"]]


def test_it_is_printed_or_written(call, tmp_path):
    code, out, _ = call("data", "package")
    assert (code, json.loads(out)["name"]) == (0, "autopot-data")
    code, out, _ = call("data", "package", "-o", str(tmp_path / "p.json"))
    assert json.loads((tmp_path / "p.json").read_text(encoding="utf-8")) == data_package()
