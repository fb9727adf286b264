"""What was taken out of each measure, as a planner has written it down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from openpyxl.utils import get_column_letter

from autopot.errors import InputError, Problem, unknown_name
from autopot.workforce.staff.headings import LOOKED_AT, plain
from autopot.workforce.staff.numbers import parse_numbers
from autopot.workforce.staff.sheets import Sheet, read_sheets

HEADINGS = {
    "measure": ("tiltak", "tiltaksid", "measure", "measureid", "id"),
    "year": ("år", "aar", "year"),
    "fte": ("realiserteårsverk", "realiserte", "årsverk", "realisedfte", "realizedfte", "fte"),
    "hours": ("realisertetimer", "timer", "realisedhours", "hours"),
}


def read_actuals(
    path: Path, names: Mapping[str, str], years: Sequence[int], hours_per_fte: float | None
) -> pd.DataFrame:
    """Read a follow-up sheet.

    Parameters
    ----------
    path : Excel, text or Parquet file with columns for measure, year, and FTE or hours.
    names : measure -> what people call it; both are understood.
    years : the plan's years.
    hours_per_fte : working hours of one FTE a year; None where hours cannot be read.

    Returns
    -------
    measure, year, fte; one row a cell that is filled in.

    Raises
    ------
    InputError
        No such table, or everything that is wrong in it, each with its cell.
    """
    for sheet in read_sheets(path):
        header = _header(sheet)
        if header is not None:
            return _rows(path, sheet, *header, names, years, hours_per_fte)
    found = "no row with the headings Tiltak, År and Realiserte årsverk or Timer"
    remedy = "use the sheet that autopot plan --out writes"
    raise InputError(Problem(str(path), found, "", remedy))


def _header(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """The row of the headings and the column of each."""
    for number in range(min(LOOKED_AT, len(sheet.cells))):
        words = [plain(str(cell)) for cell in sheet.cells[number]]
        columns = {
            key: next(words.index(word) for word in known if word in words)
            for key, known in HEADINGS.items()
            if set(known) & set(words)
        }
        if {"measure", "year"} <= set(columns) and {"fte", "hours"} & set(columns):
            return number, columns
    return None


def _rows(
    path: Path,
    sheet: Sheet,
    row: int,
    columns: dict[str, int],
    names: Mapping[str, str],
    years: Sequence[int],
    hours_per_fte: float | None,
) -> pd.DataFrame:
    amount = "fte" if "fte" in columns else "hours"
    if amount == "hours" and hours_per_fte is None:
        place = _cell(path, sheet, row, columns["hours"])
        remedy = "give follow_up.hours_per_fte in the plan"
        raise InputError(Problem(place, "hours, and the plan does not say", "FTE", remedy))
    body = sheet.cells[row + 1 :]
    numbers = parse_numbers(body[:, columns[amount]], "auto")
    problems: list[Problem] = []
    seen: dict[tuple[str, int], int] = {}
    result = []
    for offset in np.flatnonzero(body[:, columns[amount]] != "").tolist():
        at = row + 1 + offset
        measure = _measure(str(body[offset, columns["measure"]]), names)
        year = _year(str(body[offset, columns["year"]]), years)
        value = float(numbers.values[offset])
        faults = _faults(path, sheet, at, columns, amount, measure, year, value, names, years)
        if measure is not None and year is not None and (measure, year) in seen:
            found = f"{measure} in {year} stands in line {seen[measure, year]} too"
            place = _cell(path, sheet, at, columns["measure"])
            faults.append(Problem(place, found, "one line each", "add them up"))
        problems += faults
        if not faults and measure is not None and year is not None:
            seen[measure, year] = at + sheet.first_row
            fte = value / hours_per_fte if amount == "hours" and hours_per_fte else value
            result.append({"measure": measure, "year": year, "fte": fte})
    if not result and not problems:
        problems.append(
            Problem(str(path), "nothing is filled in", "", "fill in at least one measurement")
        )
    if problems:
        raise InputError(problems)
    return pd.DataFrame(result)


def _faults(
    path: Path,
    sheet: Sheet,
    at: int,
    columns: dict[str, int],
    amount: str,
    measure: str | None,
    year: int | None,
    value: float,
    names: Mapping[str, str],
    years: Sequence[int],
) -> list[Problem]:
    """What is wrong in one row."""

    def place(key: str) -> str:
        return _cell(path, sheet, at, columns[key])

    def text(key: str) -> str:
        return str(sheet.cells[at, columns[key]])

    faults = []
    if measure is None:
        faults.append(unknown_name(place("measure"), "measure", text("measure"), list(names)))
    if year is None:
        allowed = f"{years[0]} to {years[-1]}"
        faults.append(Problem(place("year"), f"{text('year')!r} is no year of the plan", allowed))
    if not np.isfinite(value) or value < 0:
        found = f"{text(amount)!r} cannot be read as an amount"
        faults.append(Problem(place(amount), found, "a number, 0 or more", "correct the cell"))
    return faults


def _measure(text: str, names: Mapping[str, str]) -> str | None:
    if text in names:
        return text
    wanted = plain(text)
    same = [key for key, name in names.items() if wanted in (plain(key), plain(name))]
    return same[0] if len(same) == 1 else None


def _year(text: str, years: Sequence[int]) -> int | None:
    return int(text) if text.isdigit() and int(text) in years else None


def _cell(path: Path, sheet: Sheet, row: int, column: int) -> str:
    number = row + sheet.first_row
    if sheet.lettered:
        return f"{path} [{sheet.name}!{get_column_letter(column + 1)}{number}]"
    return f"{path}:{number}, column {column + 1}"
