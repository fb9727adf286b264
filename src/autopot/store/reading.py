"""A result folder as it lies on disk, checked against the checksums of its manifest."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autopot.errors import InputError, Problem, refusal
from autopot.json_text import plain_json
from autopot.messages import Message, say
from autopot.store.manifest import (
    MANIFEST,
    inside,
    sha256,
)
from autopot.store.publication import recover


@dataclass(frozen=True)
class StoredRun:
    """A run directory as it lies on disk.

    Parameters
    ----------
    path : the directory.
    manifest : what manifest.json says.
    changed : outputs that are missing, changed or not inside the directory.
    """

    path: Path
    manifest: Mapping[str, Any]
    changed: list[Problem]


def read_run(path: Path, filled_in: Collection[str] = ()) -> StoredRun:
    """Read a run directory and check its files against the checksums of its manifest.

    A directory that was being replaced when autopot was stopped is put back first.

    Parameters
    ----------
    path : the directory.
    filled_in : files that a person fills in afterwards; they may differ.

    Raises
    ------
    InputError
        It is not a run directory, or its manifest cannot be used.
    """
    recover(path)
    manifest = _manifest(path)
    changed = []
    for name, expected in manifest["outputs"].items():
        problem = _output_problem(path, name, expected)
        if problem is not None and name not in filled_in:
            changed.append(problem)
    return StoredRun(path, manifest, changed)


def _manifest(path: Path) -> dict[str, Any]:
    try:
        content = plain_json((path / MANIFEST).read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(_not_a_run(path, refusal(error))) from error
    except ValueError as error:
        raise InputError(_not_a_run(path, say("cannot be read"))) from error
    tables = ("inputs", "outputs")
    plain = isinstance(content, dict) and all(
        isinstance(content.get(table, {}), dict)
        and all(isinstance(value, str) for value in content.get(table, {}).values())
        for table in tables
    )
    if not plain or "outputs" not in content:
        raise InputError(_not_a_run(path, say("no checksums in the file")))
    return {"inputs": {}, **content}


def _not_a_run(path: Path, found: Message) -> Problem:
    allowed = say("a folder made by autopot run, with manifest.json")
    return Problem(str(path / MANIFEST), found, allowed, say("check the name of the folder"))


RUN_AGAIN = say("run the scenario again")


def _output_problem(path: Path, name: str, expected: str) -> Problem | None:
    place = f"{path}/{name}"
    try:
        file = inside(path, name)
        there = file is not None and file.is_file()
    except (OSError, ValueError):  # too long, or with a sign that no file name may have
        found = say("cannot be the name of a file")
        return Problem(place, found, say("the name of a file in the folder"), RUN_AGAIN)
    if file is None:
        found = say("leads out of the folder")
        return Problem(place, found, say("a file in the folder"), say("do not trust the run"))
    if not there:
        return Problem(place, say("missing"), say("the file that was written"), RUN_AGAIN)
    actual = sha256(file.read_bytes())
    if actual != expected:
        return Problem(
            place,
            say("changed since it was written (SHA-256 {start}…)", start=actual[:12]),
            say("SHA-256 {start}…", start=expected[:12]),
            RUN_AGAIN,
        )
    return None
