"""Scenarios that a visitor has saved: files of the project folder that any autopot reads."""

from __future__ import annotations

import hashlib
import io
import re
import tempfile
import unicodedata
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from autopot.app.scenario.nested import flat, merged, value_at, with_value
from autopot.errors import InputError, Problem
from autopot.messages import printable, say, speaking, title_in, told
from autopot.scenario import LoadedScenario, load_scenario
from autopot.scenario.loading import OWN_KEYS, packaged_scenarios
from autopot.scenario.yaml_text import read_yaml
from autopot.store import write_output

ENDING = ".yaml"
MOST_TITLE, MOST_NAME, MOST_SAVED = 100, 50, 50
FILE_SETTINGS = ("radar.technologies", "realisation.assessment")
"""Settings that name a file beside the scenario; the page makes such files itself."""

MADE = re.compile(r"(radar|barrierer)-[0-9a-f]{12}\.(csv|yaml)")
"""Names of files that the page makes beside the scenarios."""

RESERVED = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
"""Names that no file has on Windows."""

LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ð": "d", "đ": "d", "ß": "ss"})


@dataclass(frozen=True)
class Saved:
    """A scenario that may be chosen.

    Parameters
    ----------
    name : packaged name, or file name in the project's folder.
    title, about : in the language that is spoken.
    own : whether the visitor has saved it.
    problem : why it cannot be used; empty where it can.
    """

    name: str
    title: str
    about: str
    own: bool
    problem: str = ""


def slug(title: str) -> str:
    """A name for files, of a title.

    Parameters
    ----------
    title : as it is typed.

    >>> slug("Vårt valg: raskere!"), slug("../../etc"), slug("///")
    ('vart-valg-raskere', 'etc', 'scenario')
    """
    plain = unicodedata.normalize("NFKD", title.casefold().translate(LETTERS))
    words = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode())
    name = "-".join(words)[:MOST_NAME].strip("-") or "scenario"
    return f"{name}-scenario" if RESERVED.fullmatch(name) else name


def own_files(folder: Path) -> list[Path]:
    """Files of saved scenarios, by name.

    Parameters
    ----------
    folder : `scenarios` of the project.
    """
    files = [one for one in folder.glob(f"*{ENDING}") if not MADE.fullmatch(one.name)]
    return sorted(one for one in files if one.is_file() and not one.is_symlink())[:MOST_SAVED]


def scenario_file(folder: Path, name: str) -> Path | None:
    """The file of a saved scenario; None for any name that is not of one.

    Parameters
    ----------
    folder : `scenarios` of the project.
    name : as it was sent.
    """
    return next((one for one in own_files(folder) if one.name == name), None)


def place_of(folder: Path, name: str) -> str | None:
    """What the engine is given: a packaged name or a file; None where there is no such scenario.

    Parameters
    ----------
    folder : `scenarios` of the project.
    name : as it was chosen.
    """
    if name in packaged_scenarios():
        return name
    file = scenario_file(folder, name)
    return None if file is None else str(file)


@cache
def packaged(name: str) -> LoadedScenario:
    """A packaged scenario, read once.

    Parameters
    ----------
    name : without ending.
    """
    return load_scenario(name)


def every_scenario(folder: Path) -> list[Saved]:
    """Packaged scenarios, base first, and the saved ones.

    Parameters
    ----------
    folder : `scenarios` of the project.
    """
    names = sorted(packaged_scenarios(), key=lambda name: (name != "base", name))
    found = [_told(packaged(name), name, own=False) for name in names]
    for file in own_files(folder):
        try:
            found.append(_told(load_scenario(file), file.name, own=True))
        except InputError as error:
            problem = told("cannot be used: {why}", why=error.problems[0].found)
            found.append(Saved(file.name, file.stem, "", own=True, problem=problem))
    return found


def _told(loaded: LoadedScenario, name: str, *, own: bool) -> Saved:
    reason = title_in(loaded.scenario.reason)
    first = re.split(r"(?<=[.!?])\s", reason, maxsplit=1)[0]
    return Saved(name, title_in(loaded.scenario.title), first, own)


def with_places(changes: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """The changes with whole paths in place of the names of files that the page has made.

    Parameters
    ----------
    changes : inside one another.
    folder : `scenarios` of the project.
    """
    found = dict(changes)
    for path in FILE_SETTINGS:
        name = value_at(found, path)
        if isinstance(name, str) and MADE.fullmatch(name):
            found = with_value(found, path, str((folder / name).resolve()))
    return found


def keep_beside(folder: Path, kind: str, content: bytes, ending: str) -> str:
    """Write a file that scenarios may name; its name tells nothing but what is in it.

    Parameters
    ----------
    folder : `scenarios` of the project.
    kind : radar or barrierer.
    content : of the file.
    ending : of its name.

    Returns
    -------
    Its name.
    """
    name = f"{kind}-{hashlib.sha256(content).hexdigest()[:12]}{ending}"
    write_output(folder / name, content, replace=True)
    return name


def own_settings(file: Path) -> tuple[str, dict[str, Any]]:
    """What a saved scenario extends, and what it says itself.

    Parameters
    ----------
    file : of the scenario.

    Raises
    ------
    InputError
        It cannot be read.
    """
    data, _ = read_yaml(file)
    parent = str(data.get("extends") or "base")
    return parent, {key: value for key, value in data.items() if key not in OWN_KEYS}


def save_scenario(
    folder: Path, chosen: str, changes: Mapping[str, Any], title: str, reason: str
) -> Path:
    """Save the chosen scenario with its changes under a title.

    Parameters
    ----------
    folder : `scenarios` of the project.
    chosen : name of the packaged or saved scenario that was changed.
    changes : inside one another.
    title : as it was typed; it names the file too.
    reason : why, as it was typed; may be empty.

    Returns
    -------
    The file.

    Raises
    ------
    InputError
        No title, one that is taken, too many scenarios, or settings that the engine refuses.
    """
    title, reason = _line(title)[:MOST_TITLE], _line(reason)[:2000]
    where = told("The scenario's title")
    if not title:
        raise InputError(Problem(where, say("no title"), remedy=say("type one")))
    file = folder / f"{slug(title)}{ENDING}"
    taken = file.stem in packaged_scenarios() or MADE.fullmatch(file.name) is not None
    if taken or (file.exists() and file.name != chosen):
        found = say("{title!q} is taken", title=title)
        raise InputError(Problem(where, found, remedy=say("choose another title")))
    if not file.exists() and len(own_files(folder)) >= MOST_SAVED:
        found = say("{count} scenarios are saved already", count=MOST_SAVED)
        raise InputError(Problem(where, found, remedy=say("delete one that is not needed")))
    source = scenario_file(folder, chosen)
    parent, saved = (chosen, {}) if source is None else own_settings(source)
    content = _content(file.stem, title, reason, parent, settings=merged(saved, changes))
    _check(content)
    return write_output(file, content, replace=True)


def _title(parent: str) -> str:
    return title_in(packaged(parent).scenario.title) if parent in packaged_scenarios() else parent


def _content(
    name: str, title: str, reason: str, parent: str, *, settings: Mapping[str, Any]
) -> bytes:
    reasons = {}
    for language in ("nb", "en"):
        with speaking(language):
            made = told("Made from {title} in the page of autopot.", title=_title(parent))
            reasons[language] = reason or made
    data = {
        "name": name,
        "title": {"nb": title, "en": title},
        "reason": reasons,
        "references": ["judgement"],
        "extends": parent,
        **settings,
    }
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=100).encode()


def _check(content: bytes) -> None:
    """Let the engine read a scenario before it is kept."""
    with tempfile.TemporaryDirectory() as folder:
        tried = Path(folder) / f"scenario{ENDING}"
        tried.write_bytes(content)
        load_scenario(tried)


def delete_scenario(folder: Path, name: str) -> bool:
    """Delete a saved scenario, and the files beside it that no other one names.

    Parameters
    ----------
    folder : `scenarios` of the project.
    name : as it was sent.

    Returns
    -------
    Whether there was one.
    """
    file = scenario_file(folder, name)
    if file is None:
        return False
    beside = beside_of(folder, file)
    file.unlink()
    named = {one for other in own_files(folder) for one in beside_of(folder, other)}
    for one in set(beside) - named:
        one.unlink(missing_ok=True)
    return True


def beside_of(folder: Path, file: Path) -> list[Path]:
    """Files that a saved scenario names and the page has made.

    Parameters
    ----------
    folder : `scenarios` of the project.
    file : of the scenario.
    """
    try:
        _, settings = own_settings(file)
    except InputError:
        return []
    names = [value for path, value in flat(settings) if path in FILE_SETTINGS]
    made = [folder / name for name in names if isinstance(name, str) and MADE.fullmatch(name)]
    return [one for one in made if one.is_file()]


def download_of(folder: Path, file: Path) -> tuple[str, bytes]:
    """Name and content of a scenario to take away; packed with the files that it names.

    Parameters
    ----------
    folder : `scenarios` of the project.
    file : of the scenario.
    """
    beside = beside_of(folder, file)
    if not beside:
        return file.name, file.read_bytes()
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in (file, *beside):
            archive.write(one, one.name)
    return f"{file.stem}.zip", raw.getvalue()


def _line(text: str) -> str:
    """Typed text on one line, without signs that do not print."""
    return printable(" ".join(text.split())).strip()
