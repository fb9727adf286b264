"""FTE and persons of each row: from FTE itself, or from the position percentage."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from autopot import catalogue
from autopot.workforce.staff.cells import Kind, Sheet
from autopot.workforce.staff.dates import found_date
from autopot.workforce.staff.findings import Finding
from autopot.workforce.staff.headings import Header
from autopot.workforce.staff.numbers import Decimal, Numbers, decimal_sign, parse_numbers
from autopot.workforce.staff.percents import Unit, position_shares

MOST_PER_PERSON = 1.2
"""Above this, FTE per person is no position with some extra work."""

LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
"""What a number format only writes out: 0" %" shows 80 as 80 %, 0% shows 0.8 so."""


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
    sheet: Sheet,
    header: Header,
    rows: NDArray[np.int64],
    decimal: Decimal,
    unit: Unit = "auto",
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
    decimal : decimal sign of texts, or auto.
    unit : what percentages without a sign are, or auto.

    Returns
    -------
    The amounts.
    """
    there = [name for name in ("fte", "percent", "headcount") if name in header.columns]
    if decimal == "auto" and not sheet.lettered:
        decimal = _one_sign(sheet, [header.columns[name] for name in there], rows)
    columns = {name: _numbers(sheet, header, rows, name, decimal) for name in there}
    findings = [finding for _, found, _ in columns.values() for finding in found]
    wrong = np.any([bad for _, _, bad in columns.values()], axis=0)
    nothing = np.full(len(rows), np.nan)
    fte, headcount = (
        columns[name][0].values if name in columns else nothing for name in ("fte", "headcount")
    )
    share = nothing
    if "percent" in columns:
        at, numbers = header.columns["percent"], columns["percent"][0]
        share, told, asked = position_shares(sheet, at, rows, numbers, unit, np.isnan(fte))
        findings += told
        wrong |= asked
    by_share = share * np.where(np.isnan(headcount), 1.0, headcount)
    total = np.where(np.isnan(fte), by_share, fte)
    with np.errstate(invalid="ignore"):
        one = np.isnan(headcount) & (share <= MOST_PER_PERSON)
    persons = np.where(one, 1.0, headcount)
    return Amounts(total, persons, findings, wrong)


def _one_sign(sheet: Sheet, columns: list[int], rows: NDArray[np.int64]) -> Decimal:
    """The decimal sign of a text file: that of the columns that show one, where they agree."""
    texts = np.where(sheet.kinds[rows] == Kind.TEXT, sheet.cells[rows], "")
    shown = {decimal_sign(texts[:, column]) for column in columns} - {"auto"}
    return shown.pop() if len(shown) == 1 else "auto"


def _numbers(
    sheet: Sheet, header: Header, rows: NDArray[np.int64], name: str, decimal: Decimal
) -> tuple[Numbers, list[Finding], NDArray[np.bool_]]:
    described = {c.name: c for c in catalogue.columns_of("input/staff")}[name]
    low, high = float(described.low or 0), float(described.high or np.inf)
    column = header.columns[name]
    cells, kinds = sheet.cells[rows, column], sheet.kinds[rows, column]
    numbers = parse_numbers(cells, decimal, kinds, sheet.values[rows, column])
    numbers = _by_sign(numbers, name, percent_format(sheet, rows, column))
    with np.errstate(invalid="ignore"):
        outside = (numbers.values < low) | (numbers.values > high)
    negative = outside & (numbers.values < 0)
    faults = {
        "negative_amount": negative,
        "outside": outside & ~negative,
        "unclear_number": numbers.unclear,
    }
    numbers = replace(numbers, values=np.where(outside, np.nan, numbers.values))
    faults |= _no_numbers(cells, kinds, numbers.bad)
    heading = str(sheet.cells[header.row, header.columns[name]])
    limits: dict[str, str | float] = {"low": low, "high": high, "column": name, "heading": heading}
    findings = []
    for kind, where in faults.items():
        for value in dict.fromkeys(cells[where]):
            at = tuple(int(row) for row in rows[where & (cells == value)])
            date = found_date(value) if kind.startswith("date_") else None
            shown = {"value": date.shown if date else value}
            if date and date.serial:
                kind, shown = "date_hides_number", {**shown, "number": str(date.serial)}
            findings.append(
                Finding(kind=kind, values={**shown, **limits}, sheet=sheet, rows=at, column=column)
            )
    return numbers, findings, np.any(list(faults.values()), axis=0)


def _no_numbers(
    cells: NDArray[np.object_], kinds: NDArray[np.uint8], bad: NDArray[np.bool_]
) -> dict[str, NDArray[np.bool_]]:
    """Cells that hold no number, by what they hold instead."""
    by_kind = {
        "date_for_number": kinds == Kind.DATE,
        "duration_for_number": kinds == Kind.DURATION,
        "boolean_for_number": kinds == Kind.BOOLEAN,
    }
    for number in np.flatnonzero(bad):
        by_kind["date_for_number"][number] |= found_date(cells[number]) is not None
    known = np.any(list(by_kind.values()), axis=0)
    return {**by_kind, "bad_number": bad & ~known}


def percent_format(sheet: Sheet, rows: NDArray[np.int64], column: int) -> NDArray[np.bool_]:
    """Numbers that the workbook shows with a per cent sign.

    Parameters
    ----------
    sheet : the sheet.
    rows : (n,) rows of its cells.
    column : of its cells.

    Returns
    -------
    (n,) whether each is a number shown as 80 % and stored as 0.8; never where there is no workbook.
    """
    if sheet.look is None:
        return np.zeros(len(rows), dtype=bool)
    formats = sheet.look.formats[rows, column]
    shown = {text: "%" in LITERAL.sub("", text) for text in dict.fromkeys(formats)}
    percent = np.array([shown[text] for text in formats], dtype=bool)
    numeric: NDArray[np.bool_] = sheet.kinds[rows, column] == Kind.NUMBER
    return percent & numeric


def _by_sign(numbers: Numbers, name: str, formatted: NDArray[np.bool_]) -> Numbers:
    """Numbers with a per cent sign in the unit of their column.

    In a column of percentages 0.8 that is shown as 80 % is 80; in one of FTE "80 %" is 0.8.
    """
    values, percent = numbers.values, numbers.percent
    if name == "percent":
        values, percent = np.where(formatted, values * 100, values), percent | formatted
    elif name == "fte":
        values = np.where(percent, values / 100, values)
    return Numbers(values, numbers.bad, numbers.unclear, percent)
