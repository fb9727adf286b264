"""Result folders: written whole, over nothing but an earlier result of the same kind."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from autopot.errors import InputError, Problem
from autopot.messages import Message, say
from autopot.store.manifest import (
    KINDS,
    LITTER,
    MANIFEST,
    SOURCE,
    listed,
    marked,
    own_manifest,
    sha256,
)
from autopot.store.places import (
    ANOTHER_FOLDER,
    actual_place,
    cannot_write,
    refuse_open,
    writing_at,
)
from autopot.store.publication import (
    Carried,
    publish,
    recover_here,
)
from autopot.version import source_digest


def write_run(
    target: Path, files: Mapping[str, bytes], manifest: Mapping[str, Any], kind: str = "run"
) -> Path:
    """Write a result folder; an earlier one of the same kind in the same place is replaced.

    Only files are deleted that the earlier manifest lists and that nobody has changed. Changed
    files are kept under another name, and other files stay; a `Kept` warning tells of them.

    Parameters
    ----------
    target : the directory; its parent is made if needed.
    files : name -> content.
    manifest : what the result was made of; owner, kind, what autopot itself was, and the checksums
        of `files` are added.
    kind : one of `KINDS`.

    Returns
    -------
    The directory.

    Raises
    ------
    InputError
        The place is taken by something else, another process is writing there, a file there is
        open in Excel, or it cannot be written; then the place is as it was.
    """
    place = f"--out {target}"
    outputs = {name: sha256(content) for name, content in sorted(files.items())}
    about = {**marked(kind), **manifest, SOURCE: source_digest(), "outputs": outputs}
    text = json.dumps(about, indent=2, ensure_ascii=False, default=str)

    def check(actual: Path) -> None:
        _refuse_others(actual, place, kind)
        for name in listed(own_manifest(actual)):
            refuse_open(actual / name, place)

    _write(target, {**files, MANIFEST: f"{text}\n".encode()}, place, check)
    return target


def write_folder(target: Path, files: Mapping[str, bytes]) -> Path:
    """Make a new folder with files, whole or not at all.

    Parameters
    ----------
    target : as the user gave it; not there yet, or empty.
    files : name -> content.

    Returns
    -------
    The folder.

    Raises
    ------
    InputError
        The folder is in use, or cannot be made.
    """

    def check(actual: Path) -> None:
        if actual.exists() and not _is_empty(actual):
            raise InputError(in_use(str(target)))

    _write(target, files, f"--out {target}", check)
    return target


def _write(
    target: Path, files: Mapping[str, bytes], place: str, check: Callable[[Path], None]
) -> None:
    """Publish files at a place that passes a check, while nobody else writes there."""
    try:
        actual = actual_place(target, place)
        if actual == Path.cwd() or not actual.name:
            raise InputError(_standing_in(place))
        actual.parent.mkdir(parents=True, exist_ok=True)
        with writing_at(actual, place):
            earlier = recover_here(actual)
            check(actual)
            now = publish(actual, files)
    except OSError as error:
        raise cannot_write(place, error, ANOTHER_FOLDER) from error
    Carried(earlier.moved + now.moved, now.stayed).tell(place)


def _refuse_others(actual: Path, place: str, kind: str) -> None:
    """Refuse a place that holds anything but an earlier result of this kind."""
    if not actual.exists() or _is_empty(actual):
        return
    found = own_manifest(actual) if actual.is_dir() else None
    if found is not None and found["kind"] == kind:
        return
    if found is not None:
        there = KINDS[found["kind"]]
    elif actual.is_dir():
        there = say("files that autopot did not make")
    else:
        there = say("a file")
    wanted = KINDS[kind]
    raise InputError(
        Problem(
            place,
            say(
                "{there} in the place of {wanted}; nothing was touched", there=there, wanted=wanted
            ),
            say("a new or empty folder, or one with {wanted} made by autopot", wanted=wanted),
            ANOTHER_FOLDER,
        )
    )


def _standing_in(place: str) -> Problem:
    return Problem(
        place,
        say("the folder you stand in"),
        say("a folder inside it, or another"),
        say("give the folder a name, such as --out result"),
    )


def _is_empty(folder: Path) -> bool:
    return folder.is_dir() and all(p.name.lower() in LITTER for p in folder.iterdir())


NEW_OR_EMPTY = say("a new or empty folder")


def in_use(place: str, allowed: Message = NEW_OR_EMPTY) -> Problem:
    """The problem of a folder that holds something else.

    Parameters
    ----------
    place : the argument that names it.
    allowed : what may stand there instead.
    """
    return Problem(place, say("a folder or file that is in use"), allowed, ANOTHER_FOLDER)


def holds(folder: Path, files: Mapping[str, bytes]) -> bool:
    """Whether a folder holds these files and no others.

    Parameters
    ----------
    folder : with its folders.
    files : name, with / between folders -> content.
    """
    paths = [path for path in folder.rglob("*") if path.is_file()]
    content = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    return content == dict(files)
