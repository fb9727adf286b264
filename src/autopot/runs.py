"""Files and run directories written whole or not at all; a run has checksums in its manifest."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from autopot.errors import InputError, Problem

MANIFEST = "manifest.json"


def sha256(content: bytes) -> str:
    """Checksum as hexadecimal text."""
    return hashlib.sha256(content).hexdigest()


def write_file(path: Path, content: bytes) -> None:
    """Write one file whole or not at all; an earlier file stands until the new one is complete.

    Raises
    ------
    OSError
        The place cannot be written; then nothing is left behind.
    """
    partial = path.with_name(f".{path.name}.partial")
    try:
        partial.write_bytes(content)
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)


def save_file(path: Path, content: bytes) -> None:
    """Write one file as `write_file` does.

    Raises
    ------
    InputError
        The place cannot be written.
    """
    try:
        write_file(path, content)
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(
            Problem(
                str(path), f"cannot be written: {reason}", "a writable place", "choose another file"
            )
        ) from error


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
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    except OSError as error:
        raise _cannot_write(target, error) from error
    try:
        partial.chmod(0o755)
        for name, content in files.items():
            (partial / name).write_bytes(content)
        (partial / MANIFEST).write_text(text + "\n", encoding="utf-8")
        _move_into_place(partial, target)
    except OSError as error:
        raise _cannot_write(target, error) from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return target


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


def _cannot_write(target: Path, error: OSError) -> InputError:
    reason = error.strerror or str(error)
    return InputError(
        Problem(
            f"--out {target}",
            f"cannot be written: {reason}",
            "a writable directory",
            "choose another directory",
        )
    )
