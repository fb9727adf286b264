"""Run directories are written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from autopot import runs
from autopot.errors import InputError

FILES = {"a.txt": b"a", "b.txt": b"b"}


def test_a_failing_write_leaves_nothing(tmp_path, monkeypatch):
    real = Path.write_bytes

    def full(self, content):
        if self.name == "b.txt":
            raise OSError(28, "No space left on device")
        return real(self, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(InputError, match="No space left"):
        runs.write_run(tmp_path / "run", FILES, {})
    assert list(tmp_path.iterdir()) == []


def test_a_failing_rewrite_keeps_the_earlier_run(tmp_path, monkeypatch):
    runs.write_run(tmp_path / "run", FILES, {"n": 1})
    before = (tmp_path / "run" / "manifest.json").read_text()
    real = runs.os.replace

    def refuse(old, new):
        if Path(new).name == "run" and not Path(old).name.startswith(".run.old"):
            raise OSError(13, "Permission denied")
        return real(old, new)

    monkeypatch.setattr(runs.os, "replace", refuse)
    with pytest.raises(InputError, match="Permission denied"):
        runs.write_run(tmp_path / "run", FILES, {"n": 2})
    assert (tmp_path / "run" / "manifest.json").read_text() == before


def test_an_earlier_run_is_replaced_whole(tmp_path):
    runs.write_run(tmp_path / "run", {**FILES, "old.txt": b"x"}, {})
    runs.write_run(tmp_path / "run", FILES, {})
    names = {p.name for p in (tmp_path / "run").iterdir()}
    assert names == {"a.txt", "b.txt", "manifest.json"}
    assert [p.name for p in tmp_path.iterdir()] == ["run"]


def test_a_file_in_the_way_is_refused(tmp_path):
    (tmp_path / "run").write_text("mine")
    with pytest.raises(InputError, match="not a run directory"):
        runs.write_run(tmp_path / "run", FILES, {})
    assert (tmp_path / "run").read_text() == "mine"
