"""Files and run directories written whole or not at all; a run has checksums in its manifest."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autopot.errors import (
    Both,
    InputError,
    MachineError,
    Norwegian,
    Problem,
    beyond_machine,
    refusal,
)
from autopot.json_text import plain_json

MANIFEST = "manifest.json"
INPUTS = "inputs"
"""Folder inside a run for copies of the planner's own files."""

CLOSE_OR_MOVE = (
    "close it if it is open, or choose another place",
    "lukk den hvis den er åpen, eller velg et annet sted",
)


def sha256(content: bytes) -> str:
    """Checksum as hexadecimal text."""
    return hashlib.sha256(content).hexdigest()


def write_output(path: Path, content: bytes, place: str = "", remedy: Both = CLOSE_OR_MOVE) -> Path:
    """Write one file the user asked for, whole or not at all; its folder is made if needed.

    Parameters
    ----------
    path : the file; an earlier one is replaced.
    content : what it holds.
    place : how the user named it, for the message; by default "--out <path>".
    remedy : what the user can do where it cannot be written, in English and Norwegian.

    Returns
    -------
    The file.

    Raises
    ------
    InputError
        The place cannot be written; then nothing is left behind but folders.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_whole(path, content)
    except OSError as error:
        raise cannot_write(place or f"--out {path}", error, remedy) from error
    return path


def _write_whole(path: Path, content: bytes) -> None:
    """Write one file; an earlier one stands until the new one is complete."""
    partial = path.with_name(f".{path.name}.partial")
    try:
        partial.write_bytes(content)
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)


def write_folder(target: Path, files: Mapping[str, bytes]) -> Path:
    """Make a new folder with files, whole or not at all.

    Raises
    ------
    InputError
        The folder is in use, or cannot be made.
    """
    if target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise InputError(in_use(str(target)))
    _write_folder(target, files)
    return target


def in_use(place: str, allowed: str = "", norwegian: str = "") -> Problem:
    """The problem of a folder that holds something else; what else may be there, if anything."""
    return Problem(
        place,
        "a folder or file that is in use",
        f"a new or empty folder{allowed}",
        "choose another",
        nb=Norwegian(
            "en mappe eller fil som er i bruk",
            f"en ny eller tom mappe{norwegian}",
            "velg en annen mappe",
        ),
    )


def holds(folder: Path, files: Mapping[str, bytes]) -> bool:
    """Whether a folder holds these files and no others."""
    paths = [path for path in folder.rglob("*") if path.is_file()]
    content = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    return content == dict(files)


def run_hash(description: Mapping[str, Any]) -> str:
    """Ten characters that name a run: the same inputs and version, the same name.

    >>> run_hash({"seed": 1}) == run_hash({"seed": 1}), run_hash({"seed": 1}) == run_hash({})
    (True, False)
    """
    text = json.dumps(description, sort_keys=True, ensure_ascii=False, default=str)
    return sha256(text.encode())[:10]


def write_run(target: Path, files: Mapping[str, bytes], manifest: Mapping[str, Any]) -> Path:
    """Write a run directory; an earlier run in the same place is replaced at the end.

    Parameters
    ----------
    target : the directory; its parent is made if needed.
    files : name -> content.
    manifest : what the run was made of; the checksums of `files` are added.

    Returns
    -------
    The directory.

    Raises
    ------
    InputError
        The place is taken by something that is not a run, or cannot be written.
    """
    if target.exists() and not _replaceable(target):
        raise InputError(
            Problem(
                f"--out {target}",
                "something that is not a run directory",
                "a new, an empty or an earlier run directory",
                "choose another directory",
                nb=Norwegian(
                    "noe som ikke er en mappe med en kjøring",
                    "en ny mappe, en tom mappe eller mappen til en tidligere kjøring",
                    "velg en annen mappe",
                ),
            )
        )
    outputs = {name: sha256(content) for name, content in sorted(files.items())}
    text = json.dumps({**manifest, "outputs": outputs}, indent=2, ensure_ascii=False, default=str)
    _write_folder(target, {**files, MANIFEST: f"{text}\n".encode()})
    return target


def _write_folder(target: Path, files: Mapping[str, bytes]) -> None:
    """Write all files beside the target and move them into place together."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    except OSError as error:
        raise cannot_write(f"--out {target}", error, ANOTHER_FOLDER) from error
    try:
        partial.chmod(0o755)
        for name, content in files.items():
            (partial / name).parent.mkdir(parents=True, exist_ok=True)
            (partial / name).write_bytes(content)
        _move_into_place(partial, target)
    except OSError as error:
        raise cannot_write(f"--out {target}", error, ANOTHER_FOLDER) from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _replaceable(target: Path) -> bool:
    return target.is_dir() and (not any(target.iterdir()) or (target / MANIFEST).is_file())


def _move_into_place(partial: Path, target: Path) -> None:
    """Put the finished directory in place of an earlier one, in two renames."""
    if not target.exists():
        os.replace(partial, target)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{target.name}.old.", dir=target.parent))
    os.replace(target, old)
    try:
        os.replace(partial, target)
    except OSError:
        os.replace(old, target)
        raise
    shutil.rmtree(old, ignore_errors=True)


ANOTHER_FOLDER = ("choose another directory", "velg en annen mappe")


def cannot_write(place: str, error: OSError, remedy: Both) -> InputError:
    """The error of a file or folder that the system does not let us write."""
    reason, norwegian = refusal(error)
    nb = Norwegian(f"kan ikke skrives: {norwegian}", "et sted der du kan skrive", remedy[1])
    found = f"cannot be written: {reason}"
    kind = MachineError if beyond_machine(error) else InputError
    return kind(Problem(place, found, "a place you can write to", remedy[0], nb=nb))


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

    Parameters
    ----------
    path : the directory.
    filled_in : files that a person fills in afterwards; they may differ.

    Raises
    ------
    InputError
        It is not a run directory, or its manifest cannot be used.
    """
    manifest = _manifest(path)
    changed = []
    for name, expected in manifest["outputs"].items():
        problem = _output_problem(path, name, expected)
        if problem is not None and name not in filled_in:
            changed.append(problem)
    return StoredRun(path, manifest, changed)


def inside(folder: Path, name: str) -> Path | None:
    """The file of that name inside a folder; None where the name leads out of it.

    >>> inside(Path("run"), "../secret") is None, inside(Path("run"), "inputs/a.csv") is None
    (True, False)
    """
    root = folder.resolve()
    target = (root / name).resolve()
    return target if target != root and target.is_relative_to(root) else None


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
