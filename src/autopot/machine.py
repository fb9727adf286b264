"""What the machine or a file from outside stops us with, as errors that say what to do.

Most such errors are turned into problems where they arise, with the file or option they belong to.
This is the one place for those that arise anywhere: too little memory, a full disk, too many open
files, a path that no system takes, text nested deeper than can be read.
"""

from __future__ import annotations

import errno
from pathlib import Path

from autopot.errors import (
    AutopotError,
    InputError,
    MachineError,
    Norwegian,
    Problem,
    beyond_machine,
    refusal,
)

PACKAGE = Path(__file__).resolve().parent

MEMORY_SIGNS = ("failed to map segment", "cannot allocate memory", "can't start new thread")
"""What loaders and threads say of too little memory, in errors of other kinds."""

REFUSED = {
    errno.ENOENT,
    errno.EACCES,
    errno.EPERM,
    errno.EBUSY,
    errno.EISDIR,
    errno.ENOTDIR,
    errno.EEXIST,
    errno.EROFS,
    errno.ENAMETOOLONG,
    errno.ELOOP,
}
"""Refusals of a file or a path that somebody named."""


def explained(error: BaseException) -> AutopotError | None:
    """An error of ours as it is, one of the machine or of outside text in words; None for a defect.

    >>> print(explained(OSError(errno.EMFILE, "Too many open files", "a.csv")).problems[0])
    a.csv | Too many open files | close other programs, make room, or ask for a higher limit
    >>> explained(KeyError("x")) is None
    True
    """
    if isinstance(error, AutopotError):
        return error
    if isinstance(error, MemoryError) or any(sign in str(error).lower() for sign in MEMORY_SIGNS):
        return MachineError(_no_memory())
    if isinstance(error, RecursionError):
        return InputError(_nested())
    if isinstance(error, ValueError) and "embedded null" in str(error):
        return InputError(_no_name())
    if isinstance(error, OSError):
        return _refused(error)
    return None


def _refused(error: OSError) -> AutopotError | None:
    """The error of a file or of the system; None where a file of the package itself is amiss."""
    place = str(error.filename or "autopot")
    found, norwegian = refusal(error)
    if beyond_machine(error):
        nb = Norwegian(norwegian, "", _FREE[1])
        return MachineError(Problem(place, found, "", _FREE[0], nb=nb))
    if error.errno not in REFUSED or Path(place).is_relative_to(PACKAGE):
        return None
    nb = Norwegian(norwegian, "", "kontroller stien og tilgangen")
    return InputError(Problem(place, found, "", "check the path and your access", nb=nb))


_FREE = (
    "close other programs, make room, or ask for a higher limit",
    "lukk andre programmer, rydd plass, eller be om en høyere grense",
)


def _no_memory() -> Problem:
    nb = Norwegian(
        "for lite minne",
        "",
        "lukk andre programmer, sett uncertainty.memory eller --draws ned, eller bruk en større "
        "maskin",
    )
    remedy = "close other programs, lower uncertainty.memory or --draws, or use a larger machine"
    return Problem("autopot", "too little memory", "", remedy, nb=nb)


def _nested() -> Problem:
    nb = Norwegian(
        "for mange nivåer inni hverandre i en av filene",
        "",
        "se etter skadde filer; er det ingen, kjør igjen med --debug og meld feilen",
    )
    remedy = "look for damaged files; if there are none, run again with --debug and report it"
    found = "too many levels inside one another in one of the files"
    return Problem("autopot", found, "", remedy, nb=nb)


def _no_name() -> Problem:
    nb = Norwegian(
        "et filnavn med et tegn som ikke kan stå i filnavn", "", "rett navnet der det er skrevet"
    )
    found, remedy = "a file name with a sign no file name may have", "correct it where it stands"
    return Problem("autopot", found, "", remedy, nb=nb)
