"""Registers of any size, several years at once, as one staff file a year."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pandas as pd

from autopot.messages import Message, say, say_many
from autopot.messages.numbers import rounded
from autopot.results.keeping import write
from autopot.results.staff.check import StaffCheck
from autopot.tables import Table
from autopot.workforce.staff import SEVERITIES, Finding
from autopot.workforce.staff.spreading import summed_cells

YEAR = "{year}"
NAME = f"bemanning-{YEAR}"
"""What files of several years may be called."""

FEW = 5
"""A cell with fewer persons says something about each of them."""

FIGURES = ("rows_read", "rows_used", "fte_read", "fte_used")
RULES = "register_rules"
"""Finding of every register: which rules of small files cannot hold; said once, at the top."""


@dataclass(frozen=True)
class RegisterYear:
    """One year of one register.

    Parameters
    ----------
    year : None where nothing tells it.
    check : everything found in its rows.
    """

    year: int | None
    check: StaffCheck

    @property
    def title(self) -> str:
        """The file, and the year where it is known."""
        return f"{self.check.staff.name} {self.year or ''}".strip()

    @property
    def findings(self) -> list[Finding]:
        """What was found in this register, and not in every one."""
        return [finding for finding in self.check.findings if finding.kind != RULES]


@dataclass(frozen=True)
class Registers:
    """Registers that were summed.

    Parameters
    ----------
    years : in the order of years, then of files.
    """

    years: list[RegisterYear]

    @property
    def ok(self) -> bool:
        """Whether all of them can be run as they are."""
        return all(year.check.ok for year in self.years)

    def cells(self) -> dict[int | None, pd.DataFrame]:
        """Year -> municipality, sector, occupation, fte, headcount (missing where not known)."""
        parts: dict[int | None, list[pd.DataFrame]] = {}
        for year in self.years:
            parts.setdefault(year.year, []).append(year.check.staff.cells)
        return {year: _together(frames) for year, frames in parts.items()}

    def tables(self) -> list[Table]:
        """Rows, FTE and findings of each register, a row a year."""
        frame = pd.DataFrame(
            [
                {
                    "register": year.check.staff.name,
                    "year": year.year,
                    **{name: year.check.totals()[name] for name in FIGURES},
                    **{f"{s}s": len(year.check.of(s)) for s in SEVERITIES},
                }
                for year in self.years
            ]
        )
        return [Table(name="registers", title=say("Registers"), frame=frame)]

    def lines(self) -> list[Message | str]:
        """How registers were read, and what must be done or known."""
        rules = str(Finding(RULES).text()[0])
        lines: list[Message | str] = [f"{rules[0].upper()}{rules[1:]}."]
        if not self.ok:
            return [*lines, say("Correct the errors first; no workforce file is written.")]
        small = sum(few_persons(cells) for cells in self.cells().values())
        if small:
            lines.append(
                say_many(
                    "1 cell has fewer than five persons: the files are internal.",
                    "{number} cells have fewer than five persons: the files are internal.",
                    count=small,
                    number=rounded(small),
                )
            )
        return lines

    def as_json(self) -> dict[str, Any]:
        """The checks as plain data."""
        return {
            "ok": self.ok,
            "years": [{"year": year.year, **year.check.as_json()} for year in self.years],
        }

    def save(self, out: str) -> list[Path]:
        """Write one staff file a year; nothing where a register has errors.

        Parameters
        ----------
        out : a .csv file; {year} in its name stands for the year.

        Returns
        -------
        The files.

        Raises
        ------
        InputError
            Errors in a register, several years and no {year}, or a file that cannot be written.
        """
        return cast("list[Path]", write(self, "save", out))

    def save_reports(self, report: str) -> list[Path]:
        """Write the workbook of findings of each year, and beside it the mapping file it needs.

        Parameters
        ----------
        report : an .xlsx file; {year} in its name stands for the year.

        Returns
        -------
        The files.

        Raises
        ------
        InputError
            Several registers or years and no {year}, or a file that cannot be written.
        """
        return cast("list[Path]", write(self, "save_reports", report))


def _together(frames: list[pd.DataFrame]) -> pd.DataFrame:
    if len(frames) == 1:
        return frames[0]
    return summed_cells(pd.concat(frames, ignore_index=True))


def few_persons(cells: pd.DataFrame) -> int:
    """How many cells have one to four persons; such a file is for those who may see the register.

    Parameters
    ----------
    cells : with headcount, persons.
    """
    return int(((cells["headcount"] > 0) & (cells["headcount"] < FEW)).sum())
