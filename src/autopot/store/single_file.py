"""One file the user asked for, written whole; an earlier one is kept if it may be changed."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from autopot.errors import InputError, Problem
from autopot.messages import Message, say
from autopot.store.kept import (
    free_name,
    tell_moved,
)
from autopot.store.places import (
    CLOSE_OR_MOVE,
    actual_place,
    cannot_write,
    refuse_open,
    writing_at,
)
from autopot.store.sheet_mark import as_written


def write_output(
    path: Path,
    content: bytes,
    place: str = "",
    remedy: Message = CLOSE_OR_MOVE,
    *,
    replace: bool = False,
) -> Path:
    """Write one file the user asked for, whole or not at all; its folder is made if needed.

    An earlier file with another content is kept beside it under another name, and a `Kept` warning
    tells of it: somebody may have typed into it. A workbook that is as autopot wrote it is
    replaced.

    Parameters
    ----------
    path : the file; a link is followed.
    content : what it holds.
    place : how the user named it, for the message; by default "--out <path>".
    remedy : what the user can do where it cannot be written.
    replace : the earlier one is ours for certain, and is not kept.

    Returns
    -------
    The file.

    Raises
    ------
    InputError
        The place cannot be written, is open in Excel, or another process is writing there; then
        nothing is left behind but folders, and an earlier file is as it was.
    """
    place = place or f"--out {path}"
    try:
        actual = actual_place(path, place)
        actual.parent.mkdir(parents=True, exist_ok=True)
        if os.path.lexists(actual) and not actual.is_file():
            raise InputError(_no_file(place))
        refuse_open(actual, place)
        with writing_at(actual, place):
            moved = _write_whole(actual, content, keep=not replace)
    except OSError as error:
        raise cannot_write(place, error, remedy) from error
    tell_moved(place, moved)
    return path


def _write_whole(file: Path, content: bytes, *, keep: bool) -> list[tuple[str, str]]:
    """Write one file; an earlier one stands until the new one is complete.

    Returns
    -------
    (name before, name now) of an earlier file that is kept.
    """
    partial = file.with_name(f".{file.name}.partial")
    beside = None
    try:
        partial.write_bytes(content)
        if keep and file.exists() and not _ours(file.read_bytes(), content):
            beside = free_name(file, file.parent)
            _copy(file, beside)
        os.replace(partial, file)
    except BaseException:
        if beside is not None and partial.exists():  # the earlier one still stands
            beside.unlink(missing_ok=True)
        raise
    finally:
        partial.unlink(missing_ok=True)
    return [] if beside is None else [(file.name, beside.name)]


def _copy(file: Path, beside: Path) -> None:
    """A second name for a file, or a copy where the disk knows no such names."""
    try:
        os.link(file, beside)
    except OSError:
        shutil.copy2(file, beside)


def _ours(earlier: bytes, content: bytes) -> bool:
    return earlier == content or as_written(earlier)


def _no_file(place: str) -> Problem:
    return Problem(place, say("not a plain file"), say("a new file"), say("choose another name"))
