"""Registers of any size, several years at once, as one staff file a year."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from autopot import runs
from autopot.api.checking import StaffCheck, checked
from autopot.api.mapping_files import ENDING
from autopot.errors import InputError, Problem, wrong_ending
from autopot.messages import Message, say, say_many
from autopot.messages.numbers import rounded
from autopot.scenario import load_scenario
from autopot.tables import Table
from autopot.workforce import staff_options
from autopot.workforce.register import read_register
from autopot.workforce.staff import SEVERITIES, Finding, StaffFile
from autopot.workforce.staff.spreading import CELL, summed_cells

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
        problems: list[Problem] = []
        for year in self.years:
            problems += year.check.staff.problems()
        if problems:
            raise InputError(problems)
        content = {year: _csv(cells) for year, cells in self.cells().items()}
        targets = _targets(out, list(content), ".csv", "--out")
        return [runs.write_output(target, content[year]) for year, target in targets.items()]

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
        years = [year.year for year in self.years]
        if len(set(years)) < len(years):
            found = say("several registers of the same year")
            allowed, remedy = say("one register a year"), say("take one at a time")
            raise InputError(Problem("--report", found, allowed, remedy))
        targets = _targets(report, years, ".xlsx", "--report")
        written: list[Path] = []
        for year in self.years:
            target = targets[year.year]
            written.append(year.check.save(target))
            beside = target.with_name(f"{target.stem}{ENDING}.xlsx")
            saved = year.check.save_mappings(beside)
            written += [saved.path] if saved is not None else []
        return written


def aggregate(
    files: Sequence[str | Path],
    settings: Mapping[str, Any] | None = None,
    *,
    year_column: str | None = None,
    **options: Any,
) -> Registers:
    """Sum registers of persons or positions by the rules of staff files.

    Parameters
    ----------
    files : .parquet, or .csv in UTF-8, UTF-16 or Latin-1; of any size.
    settings : of a scenario, such as {"workforce": {"duplicates": "drop"}}; goes before options.
    year_column : heading of the year; else År, Year and the like, else the year in the file name.
    options : keys of the scenario's `workforce`, such as municipality, columns, mappings, codes.

    Returns
    -------
    One check for each year of each file; faults in the rows are findings, not errors.

    Raises
    ------
    InputError
        A file cannot be read as a table at all, or the extra `microdata` is not installed.
    """
    given = dict(settings or {})
    changes = {key: value for key, value in options.items() if value is not None}
    changes |= given.pop("workforce", None) or {}
    for key in ("mappings", "codes"):
        if key in changes:
            changes[key] = str(Path(changes[key]).resolve())
    years = []
    for file in files:
        path = Path(file).resolve()
        loaded = load_scenario("base", {**given, "workforce": {**changes, "file": str(path)}})
        for part in read_register(path, staff_options(loaded), year_column):
            check = checked(part.staff, loaded)
            years.append(RegisterYear(part.year, replace(check, staff=_lean(part.staff))))
    return Registers(sorted(years, key=lambda year: year.year or 0))


def few_persons(cells: pd.DataFrame) -> int:
    """How many cells have one to four persons; such a file is for those who may see the register.

    Parameters
    ----------
    cells : with headcount, persons.
    """
    return int(((cells["headcount"] > 0) & (cells["headcount"] < FEW)).sum())


def _lean(staff: StaffFile) -> StaffFile:
    """The staff file with its rows summed to what the totals need: years must not pile up."""
    rows = staff.rows.groupby("left_out", as_index=False)[["count", "fte"]].sum()
    return replace(staff, rows=rows)


def _together(frames: list[pd.DataFrame]) -> pd.DataFrame:
    if len(frames) == 1:
        return frames[0]
    return summed_cells(pd.concat(frames, ignore_index=True))


def _csv(cells: pd.DataFrame) -> bytes:
    """Six decimals, so that no number can be taken for thousands (1.234)."""
    columns = [*CELL, "fte"] + (["headcount"] if cells["headcount"].notna().all() else [])
    text = io.StringIO()
    cells[columns].to_csv(text, index=False, float_format="%.6f", lineterminator="\n")
    return text.getvalue().encode()


def _targets(
    name: str, years: Sequence[int | None], ending: str, place: str
) -> dict[int | None, Path]:
    """Year -> file."""
    if not name.lower().endswith(ending):
        raise wrong_ending(f"{place} {name}", ending)
    if YEAR in name and None in years:
        found = say("the year of a register is not known")
        remedy = say("name its column with --year-column, or write the year in the file name")
        raise InputError(Problem(place, found, remedy=remedy))
    if YEAR not in name and len(set(years)) > 1:
        found = say("{count:,} years and one file", count=len(set(years)))
        remedy = say("write {word} in the name", word=YEAR)
        raise InputError(Problem(place, found, NAME + ending, remedy))
    return {year: Path(name.replace(YEAR, str(year))) for year in years}
