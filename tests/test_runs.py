"""Run directories are written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import autopot
from autopot import store
from autopot.api import export_tasks
from autopot.errors import InputError

FILES = {"a.txt": b"a", "b.txt": b"b"}


def test_a_failing_write_leaves_nothing(tmp_path, monkeypatch):
    real = Path.write_bytes

    def full(self, content):
        if self.name == "b.txt":
            raise OSError(28, "No space left on device")
        return real(self, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(InputError, match="the disk is full"):
        store.write_run(tmp_path / "run", FILES, {})
    assert list(tmp_path.iterdir()) == []


def test_a_failing_rewrite_keeps_the_earlier_run(tmp_path, monkeypatch):
    store.write_run(tmp_path / "run", FILES, {"n": 1})
    before = (tmp_path / "run" / "manifest.json").read_text()
    real = os.rename

    def refuse(old, new):
        if Path(new).name == "run" and ".new." in Path(old).name:
            raise OSError(13, "Permission denied")
        return real(old, new)

    monkeypatch.setattr(os, "rename", refuse)
    with pytest.raises(InputError, match="no access"):
        store.write_run(tmp_path / "run", FILES, {"n": 2})
    assert [path.name for path in tmp_path.iterdir()] == ["run"]
    assert (tmp_path / "run" / "manifest.json").read_text() == before


def test_an_earlier_run_is_replaced_whole(tmp_path):
    store.write_run(tmp_path / "run", {**FILES, "old.txt": b"x"}, {})
    store.write_run(tmp_path / "run", FILES, {})
    names = {p.name for p in (tmp_path / "run").iterdir()}
    assert names == {"a.txt", "b.txt", "manifest.json"}
    assert [p.name for p in tmp_path.iterdir()] == ["run"]


def test_a_file_in_the_way_is_refused(tmp_path):
    (tmp_path / "run").write_text("mine")
    with pytest.raises(InputError, match="a file in the place of a run"):
        store.write_run(tmp_path / "run", FILES, {})
    assert (tmp_path / "run").read_text() == "mine"


def test_a_file_is_written_into_a_folder_that_is_made(tmp_path):
    target = store.write_output(tmp_path / "new" / "deep" / "a.csv", b"a")
    assert target.read_bytes() == b"a"
    assert [p.name for p in target.parent.iterdir()] == ["a.csv"]


def test_a_file_that_cannot_be_written_leaves_the_earlier_one(tmp_path, monkeypatch):
    target = store.write_output(tmp_path / "a.csv", b"before")
    monkeypatch.setattr(os, "replace", no_room)
    with pytest.raises(InputError) as error:
        store.write_output(target, b"after")
    (problem,) = error.value.problems
    assert problem.place == f"--out {target}"
    assert str(problem.found) == "cannot be written: the disk is full"
    assert "close it if it is open" in str(problem.remedy)
    assert target.read_bytes() == b"before"
    assert [p.name for p in tmp_path.iterdir()] == ["a.csv"]


def no_room(*_):
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize(
    ("place", "write"),
    [
        ("--out {}", lambda path: autopot.check_staff(staff(path.parent)).save(path)),
        ("{}", autopot.write_template),
        ("{}", export_tasks),
    ],
)
def test_the_message_names_the_file_as_the_user_did(tmp_path, monkeypatch, place, write):
    monkeypatch.setattr(os, "replace", no_room)
    target = tmp_path / "book.xlsx"
    with pytest.raises(InputError) as error:
        write(target)
    (problem,) = error.value.problems
    assert problem.place == place.format(target)
    assert str(problem.found) == "cannot be written: the disk is full"
    assert not target.exists()


def staff(folder):
    file = folder / "staff.csv"
    file.write_text("municipality,sector,occupation,fte\n1103,school,2330,20\n", "utf-8")
    return file
