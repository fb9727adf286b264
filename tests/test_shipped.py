"""Packaged tables of an installed wheel: read without their checks, and never when changed."""

from __future__ import annotations

import hashlib
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
def wheel(tmp_path, monkeypatch):
    """A folder as a wheel has it: the tables, and their checksums beside."""
    folder = tmp_path / "data"
    shutil.copytree(data_directory(), folder)
    sums = {
        file.relative_to(folder).with_suffix("").as_posix(): hashlib.sha256(
            file.read_bytes()
        ).hexdigest()
        for file in folder.rglob("*.csv")
    }
    monkeypatch.setattr(shipped, "data_directory", lambda: folder)
    monkeypatch.setattr(reading, "data_directory", lambda: folder)
    monkeypatch.setattr(shipped, "_shipped", lambda: sums)
    shipped._columns_as_shipped.cache_clear()
    yield folder
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


@pytest.mark.usefixtures("wheel")
def test_an_untouched_table_is_not_checked_again(monkeypatch):
    monkeypatch.setattr(reading, "check_frame", None)
    assert len(reading.read_table(TABLE)) == len(catalogue.sectors())


def test_a_changed_table_is_checked_and_its_fault_told(wheel):
    change(wheel, TABLE, "sector,", "sektor,")
    with pytest.raises(InputError, match="sektor"):
        reading.read_table(TABLE)


def test_a_sound_change_is_read(wheel):
    before = reading.read_table("municipalities/municipalities")
    change(wheel, "municipalities/municipalities", "Halden", "Fredrikshald")
    after = reading.read_table("municipalities/municipalities")
    assert "Fredrikshald" in set(after["name"]) - set(before["name"])


def test_other_rules_of_the_columns_check_every_table(wheel):
    change(wheel, "columns", "Municipal", "A municipal")
    assert shipped.shipped_table(TABLE, columns_of(TABLE)) is None


def test_a_table_that_is_gone_is_told(wheel):
    (wheel / f"{TABLE}.csv").unlink()
    with pytest.raises(InputError, match="no such file"):
        reading.read_table(TABLE)


def test_the_check_of_the_data_believes_nothing(wheel, monkeypatch):
    """Also where the list itself was made of a faulty table."""
    change(wheel, TABLE, "sector,", "sektor,")
    content = (wheel / f"{TABLE}.csv").read_bytes()
    columns = (wheel / "columns.csv").read_bytes()
    sums = {TABLE: content, "columns": columns}
    sums = {name: hashlib.sha256(value).hexdigest() for name, value in sums.items()}
    monkeypatch.setattr(shipped, "_shipped", lambda: sums)
    monkeypatch.setattr(checks, "data_directory", lambda: wheel)
    assert any("sektor" in str(problem) for problem in checks.check_data().problems)


def test_nothing_is_believed_where_no_wheel_was_built():
    assert shipped.shipped_table(TABLE, columns_of(TABLE)) is None
