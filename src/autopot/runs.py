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

from autopot.errors import InputError, Problem

MANIFEST = "manifest.json"
INPUTS = "inputs"
"""Folder inside a run for copies of the planner's own files."""

CLOSE_OR_MOVE = "close it if it is open, or choose another place"


def sha256(content: bytes) -> str:
    """Checksum as hexadecimal text."""
    return hashlib.sha256(content).hexdigest()


def write_output(path: Path, content: bytes, place: str = "", remedy: str = CLOSE_OR_MOVE) -> Path:
    """Write one file the user asked for, whole or not at all; its folder is made if needed.

    Parameters
    ----------
    path : the file; an earlier one is replaced.
    content : what it holds.
    place : how the user named it, for the message; by default "--out <path>".
    remedy : what the user can do where it cannot be written.

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
        raise _cannot_write(place or f"--out {path}", error, "a writable place", remedy) from error
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
        found = "a folder or file that is in use"
        raise InputError(Problem(str(target), found, "a new or empty folder", "choose another"))
    _write_folder(target, files)
    return target


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
        raise _folder_cannot_be_written(target, error) from error
    try:
        partial.chmod(0o755)
        for name, content in files.items():
            (partial / name).parent.mkdir(parents=True, exist_ok=True)
            (partial / name).write_bytes(content)
        _move_into_place(partial, target)
    except OSError as error:
        raise _folder_cannot_be_written(target, error) from error
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


def _folder_cannot_be_written(target: Path, error: OSError) -> InputError:
    allowed, remedy = "a writable directory", "choose another directory"
    return _cannot_write(f"--out {target}", error, allowed, remedy)


def _cannot_write(place: str, error: OSError, allowed: str, remedy: str) -> InputError:
    reason = error.strerror or str(error)
    return InputError(Problem(place, f"cannot be written: {reason}", allowed, remedy))


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
    allowed = "a directory made by autopot run, with manifest.json"
    try:
        content = json.loads((path / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or f"cannot be read: {error}"
        raise InputError(
            Problem(str(path / MANIFEST), reason, allowed, "check the path")
        ) from error
    tables = ("inputs", "outputs")
    plain = isinstance(content, dict) and all(
        isinstance(content.get(table, {}), dict)
        and all(isinstance(value, str) for value in content.get(table, {}).values())
        for table in tables
    )
    if not plain or "outputs" not in content:
        raise InputError(
            Problem(str(path / MANIFEST), "no checksums in it", allowed, "run the scenario again")
        )
    return {"inputs": {}, **content}


def _output_problem(path: Path, name: str, expected: str) -> Problem | None:
    place = f"{path}/{name}"
    file = inside(path, name)
    if file is None:
        return Problem(place, "leads out of the run directory", "a file inside it", "do not trust")
    if not file.is_file():
        return Problem(place, "missing", "the file that was written", "run the scenario again")
    found = sha256(file.read_bytes())
    if found != expected:
        return Problem(
            place,
            f"changed since it was written (SHA-256 {found[:12]}…)",
            f"{expected[:12]}…",
            "run the scenario again",
        )
    return None
