"""A result folder as it lies on disk, checked against the checksums of its manifest."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autopot.errors import InputError, Norwegian, Problem, refusal
from autopot.json_text import plain_json
from autopot.runs.manifest import MANIFEST, inside, sha256
from autopot.runs.publication import recover


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
        raise InputError(_not_a_run(path, *refusal(error))) from error
    except ValueError as error:
        raise InputError(_not_a_run(path, "cannot be read", "kan ikke leses")) from error
    tables = ("inputs", "outputs")
    plain = isinstance(content, dict) and all(
        isinstance(content.get(table, {}), dict)
        and all(isinstance(value, str) for value in content.get(table, {}).values())
        for table in tables
    )
    if not plain or "outputs" not in content:
        raise InputError(_not_a_run(path, "no checksums in it", "ingen sjekksummer i filen"))
    return {"inputs": {}, **content}


def _not_a_run(path: Path, found: str, norwegian: str) -> Problem:
    nb = Norwegian(
        norwegian, "en mappe laget av autopot run, med manifest.json", "kontroller mappenavnet"
    )
    allowed = "a directory made by autopot run, with manifest.json"
    return Problem(str(path / MANIFEST), found, allowed, "check the path", nb=nb)


RUN_AGAIN = ("run the scenario again", "kjør scenarioet på nytt")


def _output_problem(path: Path, name: str, expected: str) -> Problem | None:
    place = f"{path}/{name}"
    try:
        file = inside(path, name)
        there = file is not None and file.is_file()
    except (OSError, ValueError):  # too long, or with a sign that no file name may have
        nb = Norwegian("kan ikke være et filnavn", "navnet på en fil i mappen", RUN_AGAIN[1])
        found, allowed = "cannot be the name of a file", "the name of a file inside it"
        return Problem(place, found, allowed, RUN_AGAIN[0], nb=nb)
    if file is None:
        nb = Norwegian("peker ut av mappen", "en fil i mappen", "ikke stol på kjøringen")
        found = "leads out of the run directory"
        return Problem(place, found, "a file inside it", "do not trust the run", nb=nb)
    if not there:
        nb = Norwegian("mangler", "filen som ble skrevet", RUN_AGAIN[1])
        return Problem(place, "missing", "the file that was written", RUN_AGAIN[0], nb=nb)
    found = sha256(file.read_bytes())
    if found != expected:
        return Problem(
            place,
            f"changed since it was written (SHA-256 {found[:12]}…)",
            f"{expected[:12]}…",
            RUN_AGAIN[0],
            nb=Norwegian(
                f"endret etter at den ble skrevet (SHA-256 {found[:12]}…)",
                f"{expected[:12]}…",
                RUN_AGAIN[1],
            ),
        )
    return None
