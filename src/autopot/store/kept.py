"""What was left as it was, beside what is written, and how that is told."""

from __future__ import annotations

import os
import warnings
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from autopot.errors import Kept, Problem
from autopot.messages import say, say_many

SHOWN = 5


def free_name(file: Path, folder: Path) -> Path:
    """A name in a folder that is not taken, for a file that somebody has changed.

    Parameters
    ----------
    file : the changed file; the name tells the day it was changed (UTC).
    folder : where it is to lie.
    """
    day = datetime.fromtimestamp(file.lstat().st_mtime, UTC).strftime("%Y-%m-%d")
    changed = say("changed {day}", day=day)
    names = (f"{changed}" + (f", {n}" if n > 1 else "") for n in range(1, 100_000))
    free = (folder / f"{file.stem} ({name}){file.suffix}" for name in names)
    return next(name for name in free if not os.path.lexists(name))


def tell_moved(place: str, moved: Sequence[tuple[str, str]]) -> None:
    """Warn of changed files that were kept, and under which name each lies now.

    Parameters
    ----------
    place : the argument that names the folder.
    moved : (name before, name now) of each; nothing is said of none.
    """
    for before, now in moved:
        found = say(
            "{before} was changed or made by others, and is kept as {now!q}", before=before, now=now
        )
        problem = Problem(place, found, remedy=say("take what you need from it"))
        warnings.warn(Kept(problem), stacklevel=3)


def tell_stayed(place: str, names: Sequence[str]) -> None:
    """Warn of others' files that still lie in a folder that was written anew.

    Parameters
    ----------
    place : the argument that names the folder.
    names : of the files, of which the first `SHOWN` are named; nothing is said of none.
    """
    if not names:
        return
    shown, rest = list(names[:SHOWN]), len(names) - SHOWN
    found = say("left as they were: {names}", names=shown)
    if rest > 0:
        found = say_many(
            "left as they were: {names} and one more",
            "left as they were: {names} and {count:,} more",
            count=rest,
            names=shown,
        )
    warnings.warn(Kept(Problem(place, found)), stacklevel=3)
