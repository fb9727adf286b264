"""What can be told here of Windows: its code pages, and names that its disks refuse."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path, PureWindowsPath

import pytest

import autopot
from autopot.catalogue.columns import data_directory

ROOT = Path(autopot.__file__).parent
CODE_PAGE = {
    "PYTHONUTF8": "0",
    "PYTHONIOENCODING": "cp1252",
    "LC_ALL": "C",
    "PYTHONCOERCECLOCALE": "0",
}
"""The console of a western Windows; files opened without an encoding would be ASCII here."""
RESERVED = {"con", "prn", "aux", "nul"} | {f"{n}{i}" for n in ("com", "lpt") for i in range(1, 10)}
"""Names of devices, with any ending, as Microsoft's "Naming Files, Paths, and Namespaces" says."""


def autopot_here(folder, *words, **more):
    """The command in a process of its own, on a console with a code page."""
    env = {**os.environ, **CODE_PAGE, "PYTHONPATH": str(ROOT.parent), **more}
    command = [sys.executable, "-m", "autopot", *words]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, timeout=300)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A run made on such a console, and what it printed."""
    folder = tmp_path_factory.mktemp("windows")
    found = autopot_here(folder, "run", "base", "--draws", "100", "--out", "r")
    assert found.returncode == 0, found.stderr.decode("cp1252")
    return folder / "r", found.stdout


def test_a_console_without_our_signs_shows_the_rest(made):
    printed = made[1].decode("cp1252")
    assert "Årsverk" in printed
    assert "Administrasjon og styring" in printed
    assert not any(sign in printed for sign in "●─−")


def test_files_are_utf_8_and_the_same_as_on_any_console(made, tmp_path):
    """Held against a run in this process, whose console knows every sign."""
    folder, _ = made
    other = autopot.run("base", draws=100).save(tmp_path / "r")
    there, here = (json.loads((f / "manifest.json").read_text("utf-8")) for f in (folder, other))
    names = [name for name in here["outputs"] if not name.endswith(".xlsx")]
    assert {"report.html", "scenario.yaml", "datapackage.json"} <= set(names)
    for name in names:
        assert there["outputs"][name] == here["outputs"][name], name
    assert "Grunnscenario" in (folder / "scenario.yaml").read_text("utf-8")


@pytest.mark.parametrize("words", [("explain", "4110"), ("export", "r", "--by", "municipality")])
def test_other_commands_end_well_there(made, words):
    found = autopot_here(made[0].parent, *words)
    assert found.returncode == 0, found.stderr.decode("cp1252")
    found.stdout.decode("cp1252")


def test_a_mistake_is_told_there_too(made):
    found = autopot_here(made[0].parent, "run", "kø.yaml")
    assert found.returncode == 1
    assert "Traceback" not in found.stderr.decode("cp1252")


def refused(name):
    """Why a Windows disk takes no such relative name; empty where it does."""
    path = PureWindowsPath(name)
    if path.is_absolute() or path.drive or "\\" in name:
        return "not relative with /"
    for part in path.parts:
        if part.split(".")[0].lower() in RESERVED:
            return "a device"
        if any(sign in part for sign in '<>:"|?*') or part != part.rstrip(". "):
            return "a sign"
    return ""


@pytest.mark.parametrize("name", ["CON", "nul.txt", "a:b", "x.", "a\\b", "C:/x", "inputs/aux.csv"])
def test_names_that_windows_refuses_are_known(name):
    assert refused(name)


def names_in(folder):
    return [path.relative_to(folder).as_posix() for path in folder.rglob("*")]


def test_every_name_in_a_result_is_one_that_windows_takes(made):
    manifest = json.loads((made[0] / "manifest.json").read_text("utf-8"))
    for name in [*names_in(made[0]), *manifest["outputs"], *manifest["inputs"]]:
        assert not refused(name), name


def test_a_scenario_named_as_a_device_still_gets_a_folder(tmp_path, monkeypatch):
    """The folder has the hash after the name, so that it is no device."""
    text = "name: con\nextends: base\nreferences: [menon-2019]\nadoption: {years: []}\n"
    text += "demand: {years: []}\ntitle: {nb: A, en: A}\nreason: {nb: A, en: A}\n"
    (tmp_path / "own.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    folder = autopot.run("own.yaml", draws=100).save(report=False)
    assert folder.name.startswith("con-")
    assert not refused(folder.as_posix())


def test_every_packaged_name_is_one_that_windows_takes():
    """Nor are there two that differ by case alone, and with 100 signs before it none is too long
    for Windows' 260.
    """
    for folder in (ROOT, data_directory()):
        names = [name for name in names_in(folder) if "__pycache__" not in name]
        assert not [name for name in names if refused(name)]
        assert len({name.lower() for name in names}) == len(names)
        assert max(map(len, names)) < 160
