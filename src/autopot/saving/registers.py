"""Staff files made of registers, one a year, and the workbooks of what was found in them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from autopot import store
from autopot.errors import InputError, Problem, wrong_ending
from autopot.forms.code_files import ENDING
from autopot.messages import say
from autopot.results.keeping import writes
from autopot.results.staff.registers import NAME, YEAR, Registers
from autopot.workforce.staff.spreading import CELL


@writes(Registers)
def save_registers(registers: Registers, out: str) -> list[Path]:
    """Write one staff file a year; nothing where a register has errors.

    Parameters
    ----------
    registers : what was summed.
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
    for year in registers.years:
        problems += year.check.staff.problems()
    if problems:
        raise InputError(problems)
    content = {year: _csv(cells) for year, cells in registers.cells().items()}
    targets = _targets(out, list(content), ".csv", "--out")
    return [store.write_output(target, content[year]) for year, target in targets.items()]


@writes(Registers, "save_reports")
def save_reports(registers: Registers, report: str) -> list[Path]:
    """Write the workbook of findings of each year, and beside it the mapping file it needs.

    Parameters
    ----------
    registers : what was summed.
    report : an .xlsx file; {year} in its name stands for the year.

    Returns
    -------
    The files.

    Raises
    ------
    InputError
        Several registers or years and no {year}, or a file that cannot be written.
    """
    years = [year.year for year in registers.years]
    if len(set(years)) < len(years):
        found = say("several registers of the same year")
        allowed, remedy = say("one register a year"), say("take one at a time")
        raise InputError(Problem("--report", found, allowed, remedy))
    targets = _targets(report, years, ".xlsx", "--report")
    written: list[Path] = []
    for year in registers.years:
        target = targets[year.year]
        written.append(year.check.save(target))
        beside = target.with_name(f"{target.stem}{ENDING}.xlsx")
        saved = year.check.save_mappings(beside)
        written += [saved.path] if saved is not None else []
    return written


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
