"""A place to write to: what a link means, who is writing there, whether it is open in Excel."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from autopot.errors import (
    Both,
    InputError,
    MachineError,
    Norwegian,
    Problem,
    beyond_machine,
    refusal,
)

CLOSE_OR_MOVE = (
    "close it if it is open, or choose another place",
    "lukk den hvis den er åpen, eller velg et annet sted",
)
ANOTHER_FOLDER = ("choose another directory", "velg en annen mappe")
NO_LOCKS = (errno.ENOSYS, errno.ENOTSUP, errno.ENOLCK)
"""What a disk says that knows no locks."""


def cannot_write(place: str, error: OSError, remedy: Both) -> InputError:
    """The error of a file or folder that the system does not let us write."""
    reason, norwegian = refusal(error)
    nb = Norwegian(f"kan ikke skrives: {norwegian}", "et sted der du kan skrive", remedy[1])
    found = f"cannot be written: {reason}"
    kind = MachineError if beyond_machine(error) else InputError
    return kind(Problem(place, found, "a place you can write to", remedy[0], nb=nb))


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
                f"a link to {actual}, in a folder that is not there",
                "a link to a folder that is there",
                "connect the drive, or choose another place",
                nb=Norwegian(
                    f"en snarvei til {actual}, i en mappe som ikke finnes",
                    "en snarvei til en mappe som finnes",
                    "koble til disken, eller velg et annet sted",
                ),
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
        "another run is writing here now",
        "one at a time",
        "wait until it is done, or choose another place",
        nb=Norwegian(
            "en annen kjøring skriver hit akkurat nå",
            "én om gangen",
            "vent til den er ferdig, eller velg et annet sted",
        ),
    )


def refuse_open(file: Path, place: str) -> None:
    """Refuse to write where Excel or LibreOffice says that somebody has the file open.

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
                    f"{file.name} is open in Excel or LibreOffice",
                    "a file that is closed",
                    f"close it; if nobody has it open, delete {sign.name}",
                    nb=Norwegian(
                        f"{file.name} er åpen i Excel eller LibreOffice",
                        "en fil som er lukket",
                        f"lukk den; er den ikke åpen hos noen, kan du slette {sign.name}",
                    ),
                )
            )
