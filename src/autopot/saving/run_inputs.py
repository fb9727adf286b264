"""What a run was made from, against what lies there now."""

from __future__ import annotations

from collections.abc import Mapping
from os.path import normpath

from autopot import (
    catalogue,
    store,
)
from autopot.errors import InputError, Problem
from autopot.messages import Message, say, say_many
from autopot.scenario import LoadedScenario
from autopot.study.own_files import WORKFORCE
from autopot.workforce import workforce_files
from autopot.workforce.staff.personal import HIDDEN

STAFF_IS_AT = say("say where the staff file is: --workforce FILE")
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
    unnamed = _unnamed(scenario)
    if unnamed:
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
        remedy = say("run the scenario again")
        return [Problem(str(scenario.path), found, str(len(expected)), remedy)]
    problems = []
    for file, checksum in zip(files, expected, strict=True):
        own = store.sha256(file.read_bytes()) if file.is_file() else ""
        if own != checksum:
            problems.append(_other_file(normpath(file), own, checksum))
    return problems


def _unnamed(scenario: LoadedScenario) -> list[Problem]:
    """Files of the workforce whose names the run did not keep, since they looked personal."""
    section = scenario.scenario.workforce.model_dump()
    staff = "source" if section["file"] is None else "file"
    return [
        Problem(
            scenario.place("workforce", key),
            say("the name of the file was not kept, because it holds personal data"),
            remedy=STAFF_IS_AT if key == staff else say("rename the file and run again"),
        )
        for key in (staff, "mappings", "profile", "codes", "errors")
        if HIDDEN in str(section[key])
    ]


def _other_file(file: str, own: str, expected: str) -> Problem:
    """A file of the workforce that is missing (no checksum of its own) or changed."""
    return Problem(
        file,
        _changed(own) if own else say("missing"),
        say("the file of the run (SHA-256 {sum}…)", sum=expected[:12]),
        PUT_BACK,
    )
