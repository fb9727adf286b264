"""What was taken out of each measure, as a planner has written it down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
from openpyxl.utils import get_column_letter

from autopot.errors import InputError, Problem, unknown_name
from autopot.messages import Text, in_every_language, say, say_in
from autopot.workforce.staff.bounded import read_bounded
from autopot.workforce.staff.cells import Sheet
from autopot.workforce.staff.headings import LOOKED_AT
from autopot.workforce.staff.numbers import parse_numbers
from autopot.workforce.staff.words import plain

OURS = {"measure": say("Measure"), "year": say("Year"), "fte": say("Realised FTE")}
"""Headings of the sheet that `autopot plan --out` writes."""

HOURS = say("Hours")

OTHERS = {
    "measure": ("tiltak", "tiltaksid", "measure", "measureid", "id"),
    "year": ("år", "aar", "year"),
    "fte": ("realiserteårsverk", "realiserte", "årsverk", "realisedfte", "realizedfte", "fte"),
    "hours": ("realisertetimer", "timer", "timar", "realisedhours", "hours"),
}
"""Headings that people give such columns themselves, as `plain` has them; the surest first."""


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
    for sheet in (sheet for sheet in read_bounded(path) if not sheet.hidden):
        header = _header(sheet)
        if header is not None:
            return _read(_Table(path, sheet, *header), names, years, hours_per_fte)
    found = say(
        "no row with the headings {measure}, {year} and {fte} or {hours}", **OURS, hours=HOURS
    )
    remedy = say("use the sheet that autopot plan --out writes")
    raise InputError(Problem(str(path), found, remedy=remedy))


@dataclass(frozen=True)
class _Table:
    """A sheet, the row of its headings, and the column of each."""

    path: Path
    sheet: Sheet
    header: int
    columns: dict[str, int]

    @property
    def amount(self) -> str:
        """Which column is read: fte, or hours where that is not there."""
        return "fte" if "fte" in self.columns else "hours"

    def line(self, row: int) -> int:
        """The number of a row as the user counts."""
        return self.sheet.number(row)

    def text(self, row: int, key: str) -> str:
        """What stands in a cell."""
        return str(self.sheet.cells[row, self.columns[key]])

    def place(self, row: int, key: str) -> Text:
        """Where a cell is."""
        column = self.columns[key] + 1
        if self.sheet.lettered:
            cell = f"{get_column_letter(column)}{self.line(row)}"
            return f"{self.path} [{self.sheet.name}!{cell}]"
        line = self.line(row)
        return say("{file}:{line}, column {column}", file=self.path, line=line, column=column)


@cache
def _headings() -> dict[str, tuple[str, ...]]:
    """Column -> the headings it is known by, in every language."""
    ours = {key: [plain(word) for word in in_every_language(own)] for key, own in OURS.items()}
    return {key: (*ours.get(key, ()), *others) for key, others in OTHERS.items()}


def _header(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """The row of the headings and the column of each."""
    headings = _headings()
    for number in range(min(LOOKED_AT, len(sheet.cells))):
        words = [plain(str(cell)) for cell in sheet.cells[number]]
        columns = {
            key: next(words.index(word) for word in known if word in words)
            for key, known in headings.items()
            if set(known) & set(words)
        }
        if {"measure", "year"} <= set(columns) and {"fte", "hours"} & set(columns):
            return number, columns
    return None


def _read(
    table: _Table, names: Mapping[str, str], years: Sequence[int], hours_per_fte: float | None
) -> pd.DataFrame:
    amount = table.amount
    if amount == "hours" and hours_per_fte is None:
        raise InputError(_hours_unknown(table.place(table.header, "hours")))
    sheet, at = table.sheet, table.columns[amount]
    column = sheet.cells[:, at]
    first = table.header + 1
    values = parse_numbers(
        column[first:], "auto", sheet.kinds[first:, at], sheet.values[first:, at]
    ).values
    filled = [int(offset) for offset in np.flatnonzero(column[first:] != "")]
    seen: dict[tuple[str, int], int] = {}
    problems: list[Problem] = []
    result = []
    for row, value in zip([first + n for n in filled], values[filled].tolist(), strict=True):
        measure = _measure(table.text(row, "measure"), names)
        year = _year(table.text(row, "year"), years)
        problems += _faults(table, row, measure, year, value, names, years)
        if measure is None or year is None:
            continue
        if (measure, year) in seen:
            place = table.place(row, "measure")
            problems.append(_twice(place, measure, year, seen[measure, year]))
        seen.setdefault((measure, year), table.line(row))
        fte = value if amount == "fte" else value / (hours_per_fte or 1)
        result.append({"measure": measure, "year": year, "fte": fte})
    if not filled:
        remedy = say("fill in at least one measurement")
        problems.append(Problem(str(table.path), say("nothing is filled in"), remedy=remedy))
    if problems:
        raise InputError(problems)
    return pd.DataFrame(result)


def _hours_unknown(place: Text) -> Problem:
    return Problem(
        place,
        say("hours, and the plan does not say how many one FTE is"),
        say_in("unit", "FTE"),
        say("give follow_up.hours_per_fte in the plan"),
    )


def _twice(place: Text, measure: str, year: int, line: int) -> Problem:
    found = say(
        "{measure} in {year} stands in line {line} too", measure=measure, year=year, line=line
    )
    return Problem(place, found, remedy=say("add them up"))


MEND = say("correct the cell")


def _faults(
    table: _Table,
    row: int,
    measure: str | None,
    year: int | None,
    value: float,
    names: Mapping[str, str],
    years: Sequence[int],
) -> list[Problem]:
    """What is wrong in one row."""
    faults = []
    if measure is None:
        place, text = table.place(row, "measure"), table.text(row, "measure")
        faults.append(unknown_name(place, say_in("the", "measure"), text, list(names)))
    if year is None:
        text = table.text(row, "year")
        found = say("{word!q} is no year of the plan", word=text)
        allowed = say("{first} to {last}", first=years[0], last=years[-1])
        faults.append(Problem(table.place(row, "year"), found, allowed, MEND))
    if not np.isfinite(value) or value < 0:
        text = table.text(row, table.amount)
        found = say("{word!q} cannot be read as an amount", word=text)
        place = table.place(row, table.amount)
        faults.append(Problem(place, found, say("0 or more"), MEND))
    return faults


def _measure(text: str, names: Mapping[str, str]) -> str | None:
    if text in names:
        return text
    wanted = plain(text)
    same = [key for key, name in names.items() if wanted in (plain(key), plain(name))]
    return same[0] if len(same) == 1 else None


def _year(text: str, years: Sequence[int]) -> int | None:
    return int(text) if text.isdigit() and int(text) in years else None
