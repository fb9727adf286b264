"""Put a finished folder in the place of an earlier one, so that a kill at any moment loses nothing.

The new folder is written whole under a hidden name of its own. The earlier one is renamed to a
hidden name that is not in use, and the new one is renamed into the place. Only then is the earlier
one emptied: what autopot wrote and nobody has changed is deleted, its manifest last, and everything
else is moved into the new folder. Renaming onto a folder, even an empty one, is never done: on ext4
it takes a thousand times longer, and a kill meanwhile leaves the place empty.

Whatever a killed process left is settled at the next start: `recover`.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from autopot.errors import InputError
from autopot.store.kept import (
    free_name,
    tell_moved,
    tell_stayed,
)
from autopot.store.manifest import (
    LITTER,
    MANIFEST,
    inside,
    listed,
    own_manifest,
    sha256,
)
from autopot.store.places import (
    ANOTHER_FOLDER,
    actual_place,
    cannot_write,
    writing_at,
)

NEW, OLD = "new", "old"


@dataclass
class Carried:
    """What of an earlier folder lies in the new one.

    Parameters
    ----------
    moved : (name before, name now) of changed files that were kept.
    stayed : names of others' files, untouched.
    """

    moved: list[tuple[str, str]] = field(default_factory=list)
    stayed: list[str] = field(default_factory=list)

    def tell(self, place: str) -> None:
        """Say it, as warnings."""
        tell_moved(place, self.moved)
        tell_stayed(place, self.stayed)


def publish(place: Path, files: Mapping[str, bytes]) -> Carried:
    """Write a folder in a place that is new, empty or ours; to be called while writing there.

    Parameters
    ----------
    place : from `actual_place`.
    files : name -> content.

    Raises
    ------
    OSError
        The system refuses; then the place is as it was.
    """
    new, old = _unused(place, NEW), None
    try:
        os.mkdir(new)
        for name, content in files.items():
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            (new / name).write_bytes(content)
        if place.exists():
            shutil.copymode(place, new)
            old = _unused(place, OLD)
            os.rename(place, old)
        try:
            os.rename(new, place)
        except BaseException:
            if old is not None and not os.path.lexists(place):
                os.rename(old, place)
            raise
    finally:
        shutil.rmtree(new, ignore_errors=True)
    return Carried() if old is None else _settle(old, place)


def _unused(place: Path, what: str) -> Path:
    """A hidden name beside a place; nothing has it."""
    while True:
        path = place.with_name(f".{place.name}.{what}.{secrets.token_hex(4)}")
        if not os.path.lexists(path):
            return path


def recover(path: Path) -> None:
    """Put a folder right that was being replaced when a process was stopped; others wait.

    Where that is not ours to do (nothing was left, another process is writing there, no right to
    write), nothing is done.
    """
    try:
        place = actual_place(path, str(path))
        if any(_leftovers(place).values()):
            with writing_at(place, str(path)):
                recover_here(place).tell(str(path))
    except (InputError, OSError):
        return


def recover_here(place: Path) -> Carried:
    """The same, to be called while writing there: the earlier or the new folder stands whole.

    Returns
    -------
    What was found in earlier folders that is not autopot's.
    """
    left = _leftovers(place)
    earlier = sorted(left[OLD], key=lambda folder: folder.stat().st_mtime, reverse=True)
    if earlier and not os.path.lexists(place):
        os.rename(earlier.pop(0), place)
    carried = Carried()
    for old in earlier:
        each = _settle(old, place)
        carried.moved += each.moved
        carried.stayed += each.stayed
    for new in left[NEW]:
        shutil.rmtree(new, ignore_errors=True)
    return carried


def _leftovers(place: Path) -> dict[str, list[Path]]:
    """Hidden folders that a stopped process left beside a place."""
    pattern = re.compile(rf"\.{re.escape(place.name)}\.({NEW}|{OLD})\.[0-9a-f]{{8}}")
    found: dict[str, list[Path]] = {NEW: [], OLD: []}
    if place.parent.is_dir():
        for path in sorted(place.parent.iterdir()):
            match = pattern.fullmatch(path.name)
            if match and path.is_dir() and (match[1] == NEW or _is_ours(path)):
                found[match[1]].append(path)
    return found


def _is_ours(folder: Path) -> bool:
    """Whether a folder has our manifest, or no file at all: the manifest goes last."""
    if own_manifest(folder) is not None:
        return True
    return all(path.is_dir() or path.name.lower() in LITTER for path in folder.rglob("*"))


def _settle(old: Path, place: Path) -> Carried:
    """Empty an earlier folder: what is not ours, or was changed, moves on; the rest is deleted."""
    outputs = listed(own_manifest(old))
    carried = Carried()
    try:
        _carry(old, place, outputs, carried)
        for name in outputs:
            file = inside(old, name)
            if file is not None:
                file.unlink(missing_ok=True)
        (old / MANIFEST).unlink(missing_ok=True)
        for folder, _, _ in os.walk(old, topdown=False):
            os.rmdir(folder)
    except OSError as error:
        raise cannot_write(str(old), error, ANOTHER_FOLDER) from error
    return carried


def _carry(
    old: Path, new: Path, outputs: Mapping[str, str], carried: Carried, within: str = ""
) -> None:
    """Move everything to the new folder that is not as a manifest lists it."""
    for entry in sorted(old.iterdir()):
        name = f"{within}{entry.name}"
        is_folder = entry.is_dir() and not entry.is_symlink()
        if is_folder and any(other.startswith(f"{name}/") for other in outputs):
            _carry(entry, new / entry.name, outputs, carried, f"{name}/")
        elif name != MANIFEST and not _unchanged(entry, outputs.get(name)):
            new.mkdir(parents=True, exist_ok=True)
            target = new / entry.name
            if name in outputs or os.path.lexists(target):
                target = free_name(entry, new)
                carried.moved.append((name, f"{within}{target.name}"))
            else:
                carried.stayed.append(name)
            os.rename(entry, target)


def _unchanged(file: Path, checksum: str | None) -> bool:
    """Whether a file is as it was written; what is not listed is not ours."""
    if checksum is None or file.is_symlink() or not file.is_file():
        return False
    return sha256(file.read_bytes()) == checksum
