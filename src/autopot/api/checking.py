"""Check a staff file: everything found, coverage of the evidence, and what is left to translate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from autopot import catalogue
from autopot.api.mapping_files import (
    ENDING,
    SavedMappings,
    clean_stem,
    not_in_file,
    save_mappings,
)
from autopot.api.own_staff import from_here, load_own
from autopot.errors import InputError, Problem, no_such_file, wrong_ending
from autopot.evidence import complete_evidence
from autopot.messages import Message, in_own_language, say, shown
from autopot.report.check_tables import check_lines, ledger_table, sector_table
from autopot.report.check_workbook import build_check_workbook
from autopot.runs import write_output
from autopot.scenario import LoadedScenario, load_scenario
from autopot.tables import Table
from autopot.workforce import load_staff, packaged_name, staff_path
from autopot.workforce.staff import (
    SEVERITIES,
    Finding,
    Severity,
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


@dataclass(frozen=True)
class StaffCheck:
    """A checked staff file.

    Parameters
    ----------
    staff : what was read.
    findings : everything found, errors first, most FTE first.
    unmatched : field, value, rows, fte, suggestions: values that need a code.
    scenario : how it was read.
    """

    staff: StaffFile
    findings: list[Finding]
    unmatched: pd.DataFrame
    scenario: LoadedScenario

    @property
    def language(self) -> str:
        """Language of the report, where no other is asked for."""
        return self.scenario.scenario.report.language

    @property
    def ok(self) -> bool:
        """Whether the file can be run as it is."""
        return not self.of("error")

    def of(self, severity: Severity) -> list[Finding]:
        """Findings of one severity: personal data first, then most FTE first."""
        return of_severity(self.findings, severity)

    def totals(self) -> dict[str, float]:
        """Rows and FTE before and after."""
        ledger = self.staff.ledger.set_index("bucket")["rows"]
        bad = int(ledger["refused"] + ledger["unmatched"])
        used = int(ledger["used"])
        return {
            "rows_read": int(ledger.sum()),
            "rows_used": used,
            "rows_no_staff": int(ledger.sum()) - used - bad,
            "rows_refused": bad,
            "fte_read": round(self.staff.fte_read, 3),
            "fte_used": round(self.staff.fte_used, 3),
        }

    @in_own_language
    def lines(self) -> list[str]:
        """The check in sentences, its title first."""
        return check_lines(self.staff.name, self.findings, self.totals())

    @in_own_language
    def tables(self) -> list[Table]:
        """The ledger, and FTE by sector where anything is used."""
        cells = self.staff.cells
        return [ledger_table(self.staff.ledger), *([] if cells.empty else [sector_table(cells)])]

    @in_own_language
    def as_json(self) -> dict[str, Any]:
        """The check as plain data."""
        return {
            "file": self.staff.name,
            "ok": self.ok,
            **self.totals(),
            "ledger": self.staff.ledger.to_dict("records"),
            "findings": [
                dict(
                    zip(
                        ("place", "found", "allowed", "remedy"),
                        (shown(f.place(self.staff.name)), *f.text()),
                        strict=True,
                    ),
                    kind=f.kind,
                    severity=f.severity,
                    fte=round(f.fte, 3),
                    rows=f.count,
                )
                for f in self.findings
            ],
            "unmatched": self.unmatched.to_dict("records"),
            "mappings": None if self.mappings is None else hidden_path(str(self.mappings)),
        }

    @in_own_language
    def save(self, path: str | Path) -> Path:
        """Write the check as a workbook: summary, findings, marked copy of what was used.

        Parameters
        ----------
        path : an .xlsx file, not the checked file itself.

        Raises
        ------
        InputError
            The path has another ending, is the checked file or its mapping file, or cannot be
            written.
        """
        target = Path(path)
        place = f"--out {target}"
        if target.suffix.lower() != ".xlsx":
            raise wrong_ending(place, ".xlsx")
        if target.exists() and hidden_path(target.name) == self.staff.name:
            raise InputError(_taken(place, say("the file that is checked")))
        if self.mappings is not None and target.resolve() == self.mappings.resolve():
            raise InputError(_taken(place, say("the mapping file, with what you have typed")))
        ledger = self.tables()[0]
        content = build_check_workbook(self.staff, self.findings, self.lines(), ledger)
        return write_output(target, content, place)

    @property
    def mappings(self) -> Path | None:
        """The mapping file that was read."""
        named = self.scenario.scenario.workforce.mappings
        return None if named is None else self.scenario.path.parent / named

    @in_own_language
    def save_mappings(self, path: str | Path | None = None) -> SavedMappings | None:
        """Add what must be decided to the mapping file; nothing that stands there is lost.

        Parameters
        ----------
        path : the mapping file; by default the one that was read, or <name>-koblinger.xlsx beside
            the staff file.

        Returns
        -------
        Where it stands; None where there is nothing to decide, or no file to stand beside.

        Raises
        ------
        InputError
            The file cannot be written.
        """
        target = self.mappings if path is None else Path(path)
        if target is None:
            if self.scenario.scenario.workforce.file is None:
                return None
            staff = staff_path(self.scenario)
            target = staff.parent / f"{clean_stem(staff)}{ENDING}.xlsx"
        return save_mappings(self.staff, self.findings, target)


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


def _taken(place: str, found: Message) -> Problem:
    """What is asked to be written over must stand as it is."""
    return Problem(place, found, say("another name"), say("choose another file"))


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
