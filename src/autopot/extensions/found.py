"""Which packages add something, and what: their entry points, loaded only where they are used."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from autopot.errors import InputError, Problem
from autopot.extensions.contract import broken
from autopot.messages import Text, say
from autopot.version import UNKNOWN

NAME = re.compile(r"[a-z][a-z0-9_]{0,60}")


@dataclass(frozen=True)
class Extension:
    """One thing that a package adds.

    Parameters
    ----------
    group : of entry points.
    name : what it is called in a scenario or on the command line.
    package, version : who adds it.
    entry : how it is loaded.
    folder : where the package lies.
    """

    group: str
    name: str
    package: str
    version: str
    entry: EntryPoint
    folder: str

    @property
    def place(self) -> str:
        """How it is named in messages."""
        return f"{self.package} {self.version} ({self.group}: {self.name})"


def installed(group: str) -> Mapping[str, Extension]:
    """What installed packages add, by name; nothing of it is loaded.

    Parameters
    ----------
    group : of entry points, such as "autopot.readings".

    Returns
    -------
    Name -> extension, by rising name.

    Raises
    ------
    InputError
        A name that cannot be one, or that two packages give.
    """
    return _installed(group, tuple(sys.path))


@cache
def _installed(group: str, path: tuple[str, ...]) -> Mapping[str, Extension]:
    del path  # what is found depends on it
    found: dict[str, Extension] = {}
    problems = []
    for entry in sorted(entry_points(group=group), key=lambda one: one.name):
        package = entry.dist.name if entry.dist is not None else UNKNOWN
        version = entry.dist.version if entry.dist is not None else UNKNOWN
        folder = str(entry.dist.locate_file("")) if entry.dist is not None else ""
        one = Extension(
            group=group,
            name=entry.name,
            package=package,
            version=version,
            entry=entry,
            folder=folder,
        )
        before = found.setdefault(entry.name, one)
        if not NAME.fullmatch(entry.name):
            allowed = say("small letters, digits and _, from a letter on")
            problems.append(fault(one, say("{word!q} is no name", word=entry.name), allowed))
        elif before.entry.value != entry.value or before.package != package:
            also = say("{package} gives the same name", package=before.package)
            problems.append(fault(one, also, say("one package for each name")))
    if problems:
        raise InputError(problems)
    return found


def fault(extension: Extension, found: Text, allowed: Any = "") -> Problem:
    """The problem of an extension, which its makers must mend.

    Parameters
    ----------
    extension : whose name and package it says.
    found : what is wrong.
    allowed : what may stand there.
    """
    remedy = say("tell those who make {package}, or uninstall it", package=extension.package)
    return Problem(extension.place, found, allowed, remedy)


@cache
def loaded(extension: Extension) -> Any:
    """What an extension's entry point leads to, checked against the contract.

    Parameters
    ----------
    extension : of `installed`.

    Returns
    -------
    A `Reading`, a `Path` or a `RadarExport`, as its group says.

    Raises
    ------
    InputError
        The package cannot be imported, or what it gives breaks the contract.
    """
    try:
        thing = extension.entry.load()
    except Exception as error:  # whatever the package does when it is imported
        what = f"{type(error).__name__}: {error}"
        found = say("cannot be loaded ({what})", what=what)
        raise InputError(fault(extension, found)) from error
    wrong = [fault(extension, *one) for one in broken(extension.group, thing)]
    if wrong:
        raise InputError(wrong)
    return thing
