"""FTE and persons of each row: from FTE itself, or from the position percentage."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from autopot import catalogue
from autopot.workforce.staff.cells import Sheet
from autopot.workforce.staff.findings import Finding
from autopot.workforce.staff.headings import Header
from autopot.workforce.staff.numbers import Decimal, Numbers, parse_numbers

MOST_PER_PERSON = 1.2
"""Above this, FTE per person is no position with some extra work."""

SHARE_LIMIT = 1.5
"""A column of position percentages in which nothing is larger holds shares, not per cent."""


@dataclass(frozen=True)
class Amounts:
    """Amounts of the rows of a sheet.

    Parameters
    ----------
    fte : (n,) FTE, NaN where it cannot be read.
    persons : (n,) persons, NaN where not known.
    findings : what is wrong with the cells.
    wrong : (n,) rows with a cell that is wrong.
    """

    fte: NDArray[np.float64]
    persons: NDArray[np.float64]
    findings: list[Finding]
    wrong: NDArray[np.bool_]


def read_amounts(
    sheet: Sheet, header: Header, rows: NDArray[np.int64], decimal: Decimal
) -> Amounts:
    """FTE and persons of the rows.

        fte = fte                               where it is filled in
        fte = percent / 100 * headcount         else; headcount is 1 where it is empty

    A row with a percentage of at most 120 and no headcount is one person; above it is a sum of a
    number of persons that is not known.

    Parameters
    ----------
    sheet, header : the sheet and its columns.
    rows : (n,) rows of the sheet's cells.
    decimal : decimal sign, or auto.

    Returns
    -------
    The amounts.
    """
    columns = {
        name: _numbers(sheet, header, rows, name, decimal)
        for name in ("fte", "percent", "headcount")
        if name in header.columns
    }
    findings = [finding for _, found, _ in columns.values() for finding in found]
    wrong = np.any([bad for _, _, bad in columns.values()], axis=0)
    nothing = np.full(len(rows), np.nan)
    fte, headcount = (
        columns[name][0].values if name in columns else nothing for name in ("fte", "headcount")
    )
    share = nothing
    if "percent" in columns:
        share, note = _shares(columns["percent"][0], sheet, header.columns["percent"])
        findings += note
    by_share = share * np.where(np.isnan(headcount), 1.0, headcount)
    total = np.where(np.isnan(fte), by_share, fte)
    total[total < 0] = np.nan  # refused, and no part of what was read
    with np.errstate(invalid="ignore"):
        one = np.isnan(headcount) & (share <= MOST_PER_PERSON)
    persons = np.where(one, 1.0, headcount)
    return Amounts(total, persons, findings, wrong)


def _shares(
    percent: Numbers, sheet: Sheet, column: int
) -> tuple[NDArray[np.float64], list[Finding]]:
    """Position percentages as share of a full position."""
    values = percent.values
    unsigned = values[~percent.percent & ~np.isnan(values)]
    if len(unsigned) and 0 < unsigned.max() <= SHARE_LIMIT:
        scale = np.where(percent.percent, 0.01, 1.0)
        return values * scale, [Finding("percent_as_share", {}, sheet, (), column)]
    return values / 100, []


def _numbers(
    sheet: Sheet, header: Header, rows: NDArray[np.int64], name: str, decimal: Decimal
) -> tuple[Numbers, list[Finding], NDArray[np.bool_]]:
    described = {c.name: c for c in catalogue.columns_of("input/staff")}[name]
    low, high = float(described.low or 0), float(described.high or np.inf)
    column = header.columns[name]
    cells, dates = sheet.cells[rows, column], sheet.dates[rows, column]
    numbers = parse_numbers(cells, decimal)
    with np.errstate(invalid="ignore"):
        outside = (numbers.values < low) | (numbers.values > high)
    faults = {
        "date_for_number": dates & ~np.isnan(numbers.values) | dates & numbers.bad,
        "bad_number": numbers.bad & ~dates,
        "unclear_number": numbers.unclear,
        "outside": outside,
    }
    heading = str(sheet.cells[header.row, header.columns[name]])
    limits: dict[str, str | float] = {"low": low, "high": high, "column": name, "heading": heading}
    findings = []
    for kind, where in faults.items():
        for value in dict.fromkeys(cells[where]):
            at = tuple(int(row) for row in rows[where & (cells == value)])
            findings.append(Finding(kind, {"value": value, **limits}, sheet, at, column))
    return numbers, findings, np.any(list(faults.values()), axis=0)
