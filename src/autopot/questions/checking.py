"""Check a staff file: everything found, coverage of the evidence, and what is left to translate."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from autopot import catalogue
from autopot.errors import InputError, Problem, no_such_file
from autopot.evidence import complete_evidence
from autopot.forms.code_files import (
    not_in_file,
)
from autopot.messages import say
from autopot.results.staff.check import StaffCheck
from autopot.scenario import LoadedScenario, load_scenario
from autopot.study.own_staff import (
    from_here,
    load_own,
)
from autopot.workforce import load_staff, packaged_name
from autopot.workforce.staff import (
    SEVERITIES,
    Finding,
    StaffFile,
    of_severity,
    plausibility,
    unmatched_values,
)
from autopot.workforce.staff.mappings import read_mappings
from autopot.workforce.staff.personal_files import hidden_path

SCENARIO_ENDINGS = (".yaml", ".yml")
NAMED = 8
"""Occupations named in a finding about coverage."""


def check_staff(
    file: str | Path | pd.DataFrame,
    settings: Mapping[str, Any] | None = None,
    **options: Any,
) -> StaffCheck:
    """Check a staff file, the staff file of a scenario, or a DataFrame like a staff file.

    Parameters
    ----------
    file : .xlsx, .csv, .parquet and others; or a .yaml scenario whose workforce is a file;
        or a DataFrame with the columns of a staff file, read as `run` reads it.
    settings : sections of a scenario that are tried, such as {"workforce": {"decimal": "comma"}};
        they go before the scenario's, key by key.
    options : keys of the scenario's `workforce`, such as municipality, sheet, mappings, codes;
        None keeps the scenario's.

    Returns
    -------
    The check; faults in the file are findings, not errors.

    Raises
    ------
    InputError
        The file cannot be read at all, or the scenario is wrong.
    """
    tried = dict(settings or {})
    if isinstance(tried.get("workforce"), Mapping):
        tried["workforce"] = from_here(tried["workforce"])
    changes = from_here({key: value for key, value in options.items() if value is not None})
    if isinstance(file, pd.DataFrame):
        loaded = load_scenario("base", {"workforce": changes}, tried)
        return checked(load_staff(loaded, file), loaded)
    path = Path(file)
    if not path.is_file():
        raise no_such_file(Path(hidden_path(str(path))))
    if path.suffix.lower() in SCENARIO_ENDINGS:
        loaded = load_scenario(path, {"workforce": changes}, tried)
        if packaged_name(loaded) is not None:
            place = loaded.place("workforce")
            found = say("the scenario uses a packaged workforce")
            remedy = say("name your staff file")
            raise InputError(Problem(place, found, "workforce.file", remedy))
    else:
        loaded = load_own(path, {"workforce": changes}, tried)
    return checked(load_staff(loaded), loaded)


def checked(staff: StaffFile, loaded: LoadedScenario) -> StaffCheck:
    """A staff file with everything there is to say of it.

    Parameters
    ----------
    staff : what was read.
    loaded : how it was read.
    """
    findings = [*staff.findings, *plausibility(staff), *_coverage(staff, loaded)]
    named = loaded.scenario.workforce.mappings
    if named is not None:
        findings += not_in_file(staff, read_mappings(loaded.path.parent / named))
    ordered = [finding for severity in SEVERITIES for finding in of_severity(findings, severity)]
    return StaffCheck(staff, ordered, unmatched_values(staff), loaded)


def _coverage(staff: StaffFile, loaded: LoadedScenario) -> list[Finding]:
    """How much of the FTE has evidence and tasks of its own."""
    fte = staff.cells.groupby("occupation")["fte"].sum()
    if fte.empty:
        return []
    own = {key[:4] for key in loaded.scenario.evidence.override}
    bridge = catalogue.bridge()
    nothing = set(bridge.loc[bridge["relation"] == "no_evidence", "occupation"]) - own
    findings = [
        Finding("no_evidence", {"value": str(code)}, fte=float(value))
        for code, value in fte.items()
        if code in nothing
    ]
    _, digits = complete_evidence()
    borrowed = digits.index[(digits < 4).any(axis=1)]
    tasks = catalogue.tasks()
    written = set(tasks.loc[tasks["label_nb"] != "", "occupation"])
    for kind, codes in (
        ("weak_evidence", fte.index.intersection(borrowed)),
        ("no_tasks", fte.index.difference(list(written))),
    ):
        part = fte[codes].sort_values(ascending=False)
        if len(part):
            share = round(float(100 * part.sum() / fte.sum()), 1)
            names = tuple(str(code) for code in part.index[:NAMED])
            findings.append(Finding(kind, {"share": share}, fte=float(part.sum()), allowed=names))
    return findings
