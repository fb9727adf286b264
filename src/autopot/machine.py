"""What the machine or a file from outside stops us with, as errors that say what to do.

Most such errors are turned into problems where they arise, with the file or option they belong to.
This is the one place for those that arise anywhere: too little memory, a full disk, too many open
files, a path that no system takes, text nested deeper than can be read.
"""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path

from autopot.errors import (
    AutopotError,
    InputError,
    MachineError,
    Problem,
    beyond_machine,
    refusal,
)
from autopot.messages import say

PACKAGE = Path(__file__).resolve().parent

MEMORY_SIGNS = ("failed to map segment", "cannot allocate memory", "can't start new thread")
"""What loaders and threads say of too little memory, in errors of other kinds."""

SAID_BY_LXML = re.compile("IO_(E[A-Z0-9]+)")
"""How lxml, which openpyxl writes with where it is installed, tells what the system refused."""

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
    a.csv | too many open files | close other programs, make room, or ask for a higher limit
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
    by_system = error if isinstance(error, OSError) else _from_lxml(error)
    if by_system is not None:
        return _refused(by_system)
    return None


def _from_lxml(error: BaseException) -> OSError | None:
    """What the system refused, where lxml wrote; None for any other error."""
    said = SAID_BY_LXML.fullmatch(str(error))
    number = getattr(errno, said[1], None) if said else None
    return None if number is None else OSError(number, os.strerror(number))


def _refused(error: OSError) -> AutopotError | None:
    """The error of a file or of the system; None where a file of the package itself is amiss."""
    place = str(error.filename or "autopot")
    found = refusal(error)
    if beyond_machine(error):
        remedy = say("close other programs, make room, or ask for a higher limit")
        return MachineError(Problem(place, found, remedy=remedy))
    if error.errno not in REFUSED or Path(place).is_relative_to(PACKAGE):
        return None
    return InputError(Problem(place, found, remedy=say("check the path and your access")))


def _no_memory() -> Problem:
    return Problem(
        "autopot",
        say("too little memory"),
        remedy=say(
            "close other programs, lower uncertainty.memory or --draws, or use a larger machine"
        ),
    )


def _nested() -> Problem:
    return Problem(
        "autopot",
        say("too many levels inside one another in one of the files"),
        remedy=say(
            "look for damaged files; if there are none, run again with --debug and report it"
        ),
    )


def _no_name() -> Problem:
    return Problem(
        "autopot",
        say("a file name with a sign no file name may have"),
        remedy=say("correct it where it stands"),
    )
