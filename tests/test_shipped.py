"""Packaged tables: read without their checks where they were checked, and never when changed."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

from autopot import catalogue
from autopot.catalogue import checks, reading, shipped
from autopot.catalogue.columns import columns_of, data_directory
from autopot.errors import InputError

TABLE = "sectors/sectors"


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """A copy of the tables, with the list of what was checked beside them."""
    folder = tmp_path / "data"
    shutil.copytree(data_directory(), folder)
    monkeypatch.setattr(shipped, "data_directory", lambda: folder)
    monkeypatch.setattr(reading, "data_directory", lambda: folder)
    forget()
    yield folder
    forget()


def forget() -> None:
    """What the list says and whether the columns are as it says are read once in a process."""
    shipped._shipped.cache_clear()
    shipped._columns_as_shipped.cache_clear()


def change(folder: Path, table: str, before: str, after: str) -> None:
    file = folder / f"{table}.csv"
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), "utf-8")


@pytest.mark.parametrize("name", catalogue.packaged_tables())
def test_a_table_is_the_same_with_its_checks_and_without(name):
    file = data_directory() / f"{name}.csv"
    checked = reading.read_table(name, file)
    pd.testing.assert_frame_equal(shipped.typed(file.read_bytes(), columns_of(name)), checked)


@pytest.mark.usefixtures("copy")
def test_an_untouched_table_is_not_checked_again(monkeypatch):
    monkeypatch.setattr(reading, "check_frame", None)
    assert len(reading.read_table(TABLE)) == len(catalogue.sectors())


def test_a_changed_table_is_checked_and_its_fault_told(copy):
    change(copy, TABLE, "sector,", "sektor,")
    with pytest.raises(InputError, match="sektor"):
        reading.read_table(TABLE)


def test_a_sound_change_is_read(copy):
    before = reading.read_table("municipalities/municipalities")
    change(copy, "municipalities/municipalities", "Halden", "Fredrikshald")
    after = reading.read_table("municipalities/municipalities")
    assert "Fredrikshald" in set(after["name"]) - set(before["name"])


def test_other_rules_of_the_columns_check_every_table(copy):
    change(copy, "columns", "Municipal", "A municipal")
    assert shipped.shipped_table(TABLE, columns_of(TABLE)) is None


def test_a_table_that_is_gone_is_told(copy):
    (copy / f"{TABLE}.csv").unlink()
    with pytest.raises(InputError, match="no such file"):
        reading.read_table(TABLE)


def test_the_check_of_the_data_believes_nothing(copy, monkeypatch):
    """Also where the list itself was made of a faulty table."""
    change(copy, TABLE, "sector,", "sektor,")
    (copy / shipped.LIST).write_text(json.dumps(shipped.checksums(copy)), "utf-8")
    monkeypatch.setattr(checks, "data_directory", lambda: copy)
    assert any("sektor" in str(problem) for problem in checks.check_data().problems)


@pytest.mark.parametrize("content", [None, "", "[1]", "{"])
def test_nothing_is_believed_without_a_list_that_can_be_read(copy, content):
    if content is None:
        (copy / shipped.LIST).unlink()
    else:
        (copy / shipped.LIST).write_text(content, "utf-8")
    assert shipped.shipped_table(TABLE, columns_of(TABLE)) is None


def test_the_list_is_of_the_tables_as_they_are():
    """Else `python .ci/shipped.py` was not run after a change of a table: it checks all of them."""
    listed = json.loads((data_directory() / shipped.LIST).read_text("utf-8"))
    assert listed == {
        file.relative_to(data_directory()).with_suffix("").as_posix(): hashlib.sha256(
            file.read_bytes()
        ).hexdigest()
        for file in data_directory().rglob("*.csv")
    }
