"""A place to write to: what a link means, who is writing there, whether it is open in Excel."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from autopot.errors import InputError, MachineError, Problem, beyond_machine, refusal
from autopot.messages import Message, say

CLOSE_OR_MOVE = say("close it if it is open, or choose another place")
ANOTHER_FOLDER = say("choose another folder")
NO_LOCKS = (errno.ENOSYS, errno.ENOTSUP, errno.ENOLCK)
"""What a disk says that knows no locks."""


def cannot_write(place: str, error: OSError, remedy: Message) -> InputError:
    """The error of a file or folder that the system does not let us write.

    Parameters
    ----------
    place : the argument that names it.
    error : what the system said.
    remedy : what to do.

    Returns
    -------
    For the caller to raise: a `MachineError` where the disk is full or the like.
    """
    found = say("cannot be written: {reason}", reason=refusal(error))
    kind = MachineError if beyond_machine(error) else InputError
    return kind(Problem(place, found, say("a place you can write to"), remedy))


def actual_place(path: Path, place: str) -> Path:
    """Where a path leads, through links; the end need not be there yet.

    Parameters
    ----------
    path : as the user gave it.
    place : how the user named it, for the message.

    Raises
    ------
    InputError
        It is a link into a folder that is not there, such as a drive that is not connected.
    """
    actual = Path(os.path.realpath(path))
    if path.is_symlink() and (actual.is_symlink() or not actual.parent.is_dir()):
        raise InputError(
            Problem(
                place,
                say("a link to {file}, in a folder that is not there", file=actual),
                say("a link to a folder that is there"),
                say("connect the drive, or choose another place"),
            )
        )
    return actual


@contextmanager
def writing_at(actual: Path, place: str) -> Iterator[None]:
    """Keep other processes from writing to the same place; ends with the process, however it ends.

    Parameters
    ----------
    actual : a file or folder, from `actual_place`; its parent is there.
    place : how the user named it, for the message.

    Raises
    ------
    InputError
        Another process is writing there now.
    OSError
        The folder around it cannot be written.
    """
    file = actual.with_name(f".{actual.name}.lock")
    lock = FileLock(file)
    try:
        _acquire(lock, file)
    except Timeout:
        raise InputError(_busy(place)) from None
    except OSError as error:
        if error.errno not in NO_LOCKS:
            raise
    try:
        yield
    finally:
        if lock.is_locked:
            _remove(file)
        lock.release()


def _acquire(lock: FileLock, file: Path) -> None:
    """Take a lock on a file that is still there: the last one to hold it has removed it."""
    while True:
        lock.acquire(timeout=0)
        if file.exists():
            return
        lock.release()


def _remove(file: Path) -> None:
    try:
        file.unlink(missing_ok=True)
    except OSError:  # Windows removes it when it is released
        return


def _busy(place: str) -> Problem:
    return Problem(
        place,
        say("another run is writing here now"),
        say("one run at a time"),
        say("wait until it is done, or choose another place"),
    )


def refuse_open(file: Path, place: str) -> None:
    """Refuse to write where Excel or LibreOffice says that somebody has the file open.

    Parameters
    ----------
    file : to be written; need not be there.
    place : how the user named it, for the message.

    Raises
    ------
    InputError
        A lock file of theirs lies beside it.
    """
    for sign in (file.with_name(f"~${file.name}"), file.with_name(f".~lock.{file.name}#")):
        if sign.exists():
            raise InputError(
                Problem(
                    place,
                    say("{file} is open in Excel or LibreOffice", file=file.name),
                    say("a file that is closed"),
                    say("close it; if nobody has it open, delete {sign}", sign=sign.name),
                )
            )
