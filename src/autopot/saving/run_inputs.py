"""What a run was made from, against what lies there now."""

from __future__ import annotations

from collections.abc import Mapping
from os.path import normpath
from pathlib import Path

from autopot import (
    catalogue,
    store,
)
from autopot.errors import InputError, Problem
from autopot.forms.code_files import mappings_beside
from autopot.messages import Message, say, say_many
from autopot.scenario import LoadedScenario, load_scenario
from autopot.scenario.workforce import STAFF_FILES
from autopot.study.own_files import WORKFORCE
from autopot.workforce import not_kept, workforce_files

OTHER_FILES = say("give the scenario that names them: --workforce SCENARIO.yaml")
PUT_BACK = say("put the file back, or say where the staff file is: --workforce FILE")


def table_problems(stored: store.StoredRun) -> list[Problem]:
    """Packaged tables that are not what they were.

    Parameters
    ----------
    stored : a run; the checksums of its inputs stand in the manifest.

    Returns
    -------
    A problem for each table that is not in this version, or has another content.
    """
    known = {f"data/{name}.csv": name for name in catalogue.packaged_tables()}
    problems = []
    for name, expected in stored.manifest["inputs"].items():
        if not name.startswith("data/"):
            continue
        if name not in known:
            problems.append(
                Problem(
                    name,
                    say("not a table of this version"),
                    remedy=say("install the version of the run"),
                )
            )
            continue
        content = (catalogue.data_directory() / f"{known[name]}.csv").read_bytes()
        if store.sha256(content) != expected:
            problems.append(_changed_table(name, store.sha256(content), expected))
    return problems


def _changed_table(name: str, own: str, expected: str) -> Problem:
    return Problem(
        name,
        _changed(own),
        say("SHA-256 {start}…", start=expected[:12]),
        say("put the table back, or install the version of the run"),
    )


def _changed(own: str) -> Message:
    return say("changed since the run (SHA-256 {sum}…)", sum=own[:12])


def staff_from(workforce: str | Path) -> dict[str, str]:
    """Where the files of a workforce lie now, as settings that go before those of a result.

    Parameters
    ----------
    workforce : the staff file, beside which its mapping file may lie; or the scenario that names
        the files.

    Raises
    ------
    InputError
        The scenario cannot be read.
    """
    path = Path(workforce)
    if path.suffix.lower() not in (".yaml", ".yml"):
        beside = mappings_beside(path)
        own = {} if beside is None else {"mappings": str(beside.resolve())}
        return {**own, "file": str(path.resolve())}
    scenario = load_scenario(path)
    section = scenario.scenario.workforce
    named = {key: getattr(section, key) for key in ("file", *STAFF_FILES)}
    named["file"] = named["file"] or section.source
    folder = path.resolve().parent
    return {key: str(folder / value) for key, value in named.items() if value is not None}


def workforce_problems(inputs: Mapping[str, str], scenario: LoadedScenario) -> list[Problem]:
    """Files of the workforce that are missing or not what they were.

    Parameters
    ----------
    inputs : name in the manifest -> SHA-256 of the run's inputs, those of the workforce in its
        order.
    scenario : says where the files lie now.

    Returns
    -------
    A problem for each file; none where all are as they were. Files that cannot even be looked for
    are told as problems too, never raised.
    """
    if unnamed := not_kept(scenario):
        return unnamed
    try:
        files = workforce_files(scenario)
    except InputError as error:
        return [problem.mended_by(PUT_BACK) for problem in error.problems]
    expected = [checksum for name, checksum in inputs.items() if name.startswith(WORKFORCE)]
    if len(files) != len(expected):
        found = say_many(
            "one file of the workforce", "{count:,} files of the workforce", count=len(files)
        )
        return [Problem(str(scenario.path), found, str(len(expected)), OTHER_FILES)]
    problems = []
    for file, checksum in zip(files, expected, strict=True):
        own = store.sha256(file.read_bytes()) if file.is_file() else ""
        if own != checksum:
            problems.append(_other_file(normpath(file), own, checksum))
    return problems


def is_missing(scenario: LoadedScenario) -> bool:
    """Whether the files of the workforce are not where the scenario says, if it says at all.

    Parameters
    ----------
    scenario : says where the files lie now.
    """
    if not_kept(scenario):
        return True
    try:
        return not all(file.is_file() for file in workforce_files(scenario))
    except InputError:
        return True


def _other_file(file: str, own: str, expected: str) -> Problem:
    """A file of the workforce that is missing (no checksum of its own) or changed."""
    return Problem(
        file,
        _changed(own) if own else say("missing"),
        say("the file of the run (SHA-256 {sum}…)", sum=expected[:12]),
        PUT_BACK,
    )
