"""How the exports of a staff system name their columns: a small file each, that anyone can copy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from autopot import catalogue
from autopot.errors import InputError, Problem
from autopot.extensions import PROFILES, Extension, installed, loaded
from autopot.messages import say
from autopot.scenario.packaged import packaged_directory
from autopot.scenario.yaml_text import read_yaml
from autopot.workforce.staff.words import plain

KEYS = ("name", "title", "recognised_by", "columns")


@dataclass(frozen=True)
class Profile:
    """The export of one system.

    Parameters
    ----------
    name : short name, as in workforce.profile.
    title : what the output calls it.
    recognised_by : headings, without case and signs, that all stand in such an export.
    columns : heading, without case and signs -> our column.
    """

    name: str
    title: str
    recognised_by: frozenset[str]
    columns: dict[str, str]


@cache
def packaged_profiles() -> tuple[Profile, ...]:
    """The profiles in data/workforce/profiles, those with most headings first."""
    folder = packaged_directory("data") / "workforce" / "profiles"
    found = [read_profile(path) for path in sorted(folder.glob("*.yaml"))]
    return tuple(sorted(found, key=lambda profile: -len(profile.recognised_by)))


def known_profiles() -> tuple[Profile, ...]:
    """The packaged profiles, and after them those that installed packages add.

    Raises
    ------
    InputError
        A package cannot be loaded, or its profile has faults.
    """
    added = installed(PROFILES).values()
    return (*packaged_profiles(), *map(_installed_profile, added))


@cache
def _installed_profile(extension: Extension) -> Profile:
    try:
        return read_profile(loaded(extension))
    except InputError as error:
        wrong = [
            replace(fault, place=f"{extension.place} {fault.place}") for fault in error.problems
        ]
        raise InputError(wrong) from error


def read_profile(path: Path) -> Profile:
    """A profile from its file.

    Parameters
    ----------
    path : YAML with the keys name, title, recognised_by (a list of headings) and columns (our
        column: heading).

    Raises
    ------
    InputError
        The file cannot be read, a key is missing or unknown, or a column is not ours.
    """
    said, lines = read_yaml(path)
    ours = {column.name for column in catalogue.columns_of("input/staff")}
    columns: Any = said.get("columns")
    heads: Any = said.get("recognised_by")
    wrong = [key for key in KEYS if key not in said] + [key for key in said if key not in KEYS]
    if not isinstance(columns, dict) or not isinstance(heads, list) or not heads:
        wrong += [key for key in ("recognised_by", "columns") if key in said]
    else:
        wrong += [f"columns.{column}" for column in columns if column not in ours]
    if wrong:
        names = list(dict.fromkeys(map(str, wrong)))
        found = say("missing, unknown or empty: {names}", names=names)
        allowed = say("{keys}; columns: {columns}", keys=KEYS, columns=sorted(ours))
        remedy = say("copy a profile from data/workforce/profiles and correct it")
        place = f"{path}:{min(lines.values(), default=1)}"
        raise InputError(Problem(place, found, allowed, remedy))
    return Profile(
        str(said["name"]),
        str(said["title"]),
        frozenset(plain(str(word)) for word in heads),
        {plain(str(heading)): str(column) for column, heading in columns.items()},
    )


def recognised(words: Iterable[str], own: Profile | None = None) -> Profile | None:
    """The profile whose headings all stand in a row; the planner's own goes first.

    Parameters
    ----------
    words : plain headings of the row.
    own : the planner's own profile; one of its columns is enough for it.

    >>> words = ["ansattnr", "stillingstekst", "orgenhet", "stpros"]
    >>> recognised(words).title
    'Visma HRM'
    """
    there = set(words)
    if own is not None and set(own.columns) & there:
        return own
    return next((p for p in known_profiles() if p.recognised_by <= there), None)
