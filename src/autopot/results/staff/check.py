"""Check a staff file: everything found, coverage of the evidence, and what is left to translate."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pandas as pd

from autopot.forms.code_files import (
    SavedMappings,
)
from autopot.messages import in_own_language, shown
from autopot.results.keeping import write
from autopot.results.staff.tables import (
    check_lines,
    ledger_table,
    sector_table,
)
from autopot.scenario import LoadedScenario
from autopot.tables import Table
from autopot.workforce.staff import (
    Finding,
    Severity,
    StaffFile,
    of_severity,
)
from autopot.workforce.staff.personal_files import hidden_path

SURE = ("coded_sure", "name_is_code")
"""Notes that a title was read for certain; they stand in the workbook alone."""


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
        return cast("Path", write(self, "save", path))

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
        return cast("SavedMappings | None", write(self, "save_mappings", path))
