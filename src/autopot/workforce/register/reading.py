"""A register of any size, read by the rules of staff files.

DuckDB does the counting, the rules do the deciding. First every distinct set of amounts (FTE,
percentage, persons) is read as if it were a row of a staff file. Then rows with the same codes are
summed, and each sum is a row of a sheet that says how many rows it stands for. Rows that might be a
sum, a heading or a footnote are kept one by one, and the sums are cut there, so that "the sum of
the rows above" means what it means in a small file.

Of columns with personal data it is only asked whether they are filled, say sum, tell of employment,
and whether rows are equal; what looks personal elsewhere is hidden before anything is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from autopot.workforce.register.amounts import Sets, collect, decide_amounts, years_there
from autopot.workforce.register.layout import Layout, layout_of
from autopot.workforce.register.marks import marks_of
from autopot.workforce.register.repeats import MOST_COMPARED, Left, repeated
from autopot.workforce.register.screening import screened_register
from autopot.workforce.register.sheets import SheetOfYear, sheet_of_year
from autopot.workforce.register.source import open_register
from autopot.workforce.register.summing import AGAIN, odd_rows, summed_rows
from autopot.workforce.register.years import by_value, years_chosen
from autopot.workforce.staff.choosing import Options, StaffTable
from autopot.workforce.staff.findings import Finding
from autopot.workforce.staff.reading import (
    StaffFile,
    as_staff_file,
    read_sheet,
    rows_compared,
)

NO_SETS = Sets(np.empty(0, np.int64), [])


@dataclass(frozen=True)
class YearOfStaff:
    """One year of a register.

    Parameters
    ----------
    year : None where neither the register nor its name tells.
    staff : what was read.
    """

    year: int | None
    staff: StaffFile


def read_register(
    path: Path, options: Options, wanted_year_column: str | None = None
) -> Iterator[YearOfStaff]:
    """Read a register, year by year.

    Parameters
    ----------
    path : .parquet or delimited text.
    options : as for a staff file.
    wanted_year_column : heading of the year, where it has another than the known ones.

    Yields
    ------
    One staff file a year, as if the rows of the year were a staff file of their own.

    Raises
    ------
    InputError
        The register cannot be read as a table, has no headings, or is no register.
    """
    decisions = options.rules.decisions
    period, year = decisions.period, decisions.year
    decisions = replace(decisions, as_register=True, year="")
    options = replace(options, rules=replace(options.rules, decisions=decisions))
    plain = open_register(path)
    with plain.connection:
        layout = layout_of(plain, options, wanted_year_column)
        source, columns, cells = screened_register(plain, layout)
        collect(source, layout)
        years = years_chosen(path.name, years_there(source, layout), year)
        amounts = decide_amounts(source, layout, options)
        marked = marks_of(source, layout, period)
        strange = odd_rows(source, layout, marked)
        groups = summed_rows(source, layout, marked, len(strange))
        strange_of, groups_of = by_value(strange), by_value(groups)

        def left_of(value: str | None) -> Left:
            parts = strange_of.get(value), groups_of.get(value)
            return left_in(sheet_of_year(layout, value, *parts, amounts[value]), layout, options)

        twice = repeated(plain, layout, marked, years, left_of)
        if twice is not None and len(twice):
            source.add(AGAIN, twice)
            strange = odd_rows(source, layout, marked, again=True)
            groups = summed_rows(source, layout, marked, len(strange), again=True)
    told = list(columns)
    if twice is None:
        told.append(Finding("not_compared", {"most": float(MOST_COMPARED)}, layout.top))
    strange_of, groups_of = by_value(strange), by_value(groups)
    del groups
    for value, number in sorted(years.items(), key=lambda pair: pair[1] or 0):
        parts = strange_of.pop(value, None), groups_of.pop(value, None)
        own = sheet_of_year(layout, value, *parts, amounts.get(value, NO_SETS))
        del parts
        yield YearOfStaff(number, _staff(path, own, options, [*told, *cells.get(value, [])]))


def _staff(
    path: Path, own: SheetOfYear, options: Options, findings: Sequence[Finding]
) -> StaffFile:
    header, told = own.header(options)
    table = StaffTable(own.sheet, header, options.headings(), [])
    clean, found = read_sheet(table, options, own.summed)
    rows = found.rows.assign(sheet=0)
    told = [*told, *findings, Finding("register_rules", {}, clean), *found.findings]
    told = [f for f in told if f.kind != "ignored_column" or f.column != own.layout.year]
    return as_staff_file(path.name, [clean], [header], rows, told)


def left_in(own: SheetOfYear, layout: Layout, options: Options) -> Left:
    """What of a year is not compared: sums, headings and text, and rows of other times.

    Parameters
    ----------
    own : the rows of the year.
    layout : of the register.
    options : as for a staff file.

    Returns
    -------
    Numbers of rows in the register, single ones only; and the texts of the times left out.
    """
    header, _ = own.header(options)
    table = StaffTable(own.sheet, header, options.headings(), [])
    reason = rows_compared(table, options, own.summed)
    left = reason != ""
    below = own.sheet.cells[len(layout.top.cells) :]
    times = [] if layout.period is None else below[left & (reason == "other_time"), layout.period]
    return Left(own.rows[left & own.single], sorted(set(map(str, times))))
