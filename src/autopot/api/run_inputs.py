"""What a run was made from, against what lies there now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from os.path import normpath

from autopot import catalogue, runs
from autopot.api.own_files import WORKFORCE
from autopot.errors import InputError, Norwegian, Problem
from autopot.scenario import LoadedScenario
from autopot.workforce import workforce_files

PUT_BACK = "put the file back, or say where the staff file is: --workforce FILE"
PUT_BACK_NB = "legg filen tilbake, eller oppgi hvor bemanningsfilen er: --workforce FIL"


def table_problems(stored: runs.StoredRun) -> list[Problem]:
    """Packaged tables that are not what they were."""
    known = {f"data/{name}.csv": name for name in catalogue.packaged_tables()}
    problems = []
    for name, expected in stored.manifest["inputs"].items():
        if not name.startswith("data/"):
            continue
        if name not in known:
            problems.append(
                Problem(
                    name,
                    "not a table of this version",
                    "",
                    "install the version of the run",
                    nb=Norwegian(
                        "tabellen finnes ikke i denne versjonen",
                        "",
                        "installer versjonen som kjøringen ble laget med",
                    ),
                )
            )
            continue
        content = (catalogue.data_directory() / f"{known[name]}.csv").read_bytes()
        if runs.sha256(content) != expected:
            problems.append(_changed_table(name, runs.sha256(content), expected))
    return problems


def _changed_table(name: str, own: str, expected: str) -> Problem:
    allowed = f"{expected[:12]}…"
    return Problem(
        name,
        f"changed since the run (SHA-256 {own[:12]}…)",
        allowed,
        "put the table back, or install the version of the run",
        nb=Norwegian(
            f"endret etter kjøringen (SHA-256 {own[:12]}…)",
            allowed,
            "legg tabellen tilbake, eller installer versjonen som kjøringen ble laget med",
        ),
    )


def workforce_problems(inputs: Mapping[str, str], scenario: LoadedScenario) -> list[Problem]:
    """Files of the workforce that are missing or not what they were."""
    try:
        files = workforce_files(scenario)
    except InputError as error:
        return [_where_it_is(problem) for problem in error.problems]
    expected = [checksum for name, checksum in inputs.items() if name.startswith(WORKFORCE)]
    if len(files) != len(expected):
        found = f"{len(files)} files of the workforce"
        nb = Norwegian(
            f"{len(files)} bemanningsfiler", f"{len(expected)}", "kjør scenarioet på nytt"
        )
        remedy = "run the scenario again"
        return [Problem(str(scenario.path), found, f"{len(expected)}", remedy, nb=nb)]
    problems = []
    for file, checksum in zip(files, expected, strict=True):
        own = runs.sha256(file.read_bytes()) if file.is_file() else ""
        if own != checksum:
            problems.append(_other_file(normpath(file), own, checksum))
    return problems


def _where_it_is(problem: Problem) -> Problem:
    """The problem of a file, with what to do about it here."""
    nb = problem.nb and problem.nb._replace(remedy=PUT_BACK_NB)
    return replace(problem, remedy=PUT_BACK, nb=nb)


def _other_file(file: str, own: str, expected: str) -> Problem:
    """A file of the workforce that is missing (no checksum of its own) or changed."""
    return Problem(
        file,
        f"changed since the run (SHA-256 {own[:12]}…)" if own else "missing",
        f"the file of the run (SHA-256 {expected[:12]}…)",
        PUT_BACK,
        nb=Norwegian(
            f"endret etter kjøringen (SHA-256 {own[:12]}…)" if own else "mangler",
            f"filen fra kjøringen (SHA-256 {expected[:12]}…)",
            PUT_BACK_NB,
        ),
    )
