"""A register of any size, read by the rules of staff files.

DuckDB does the counting, the rules do the deciding. First every distinct set of amounts (FTE,
percentage, persons) is read as if it were a row of a staff file. Then rows with the same codes are
summed, and each sum is a row of a sheet that says how many rows it stands for. Rows that might be a
sum, a heading or a footnote are kept one by one, and the sums are cut there, so that "the sum of
the rows above" means what it means in a small file.

Columns with personal data are not selected, birth numbers are hidden before anything is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd

from autopot.workforce.register.layout import Layout, layout_of, no_long_lines, with_top
from autopot.workforce.register.source import open_register
from autopot.workforce.register.summing import (
    UNIT,
    by_value,
    collect,
    decide_amounts,
    odd_rows,
    refuse_several_periods,
    summed_rows,
    years_there,
)
from autopot.workforce.staff.amounts import Amounts
from autopot.workforce.staff.cells import Sheet, text_kinds
from autopot.workforce.staff.choosing import Options, StaffTable
from autopot.workforce.staff.findings import Finding
from autopot.workforce.staff.headings import find_header
from autopot.workforce.staff.mending import mended
from autopot.workforce.staff.personal import HIDDEN, birth_numbers
from autopot.workforce.staff.reading import StaffFile, as_staff_file, read_sheet
from autopot.workforce.staff.values import Typed, cell_text

FILLED = "·"
"""Stands in the amount cell of a row that is a sum, where nothing reads it."""


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
    decisions = replace(options.rules.decisions, as_register=True)
    options = replace(options, rules=replace(options.rules, decisions=decisions))
    source = open_register(path)
    with source.connection:
        layout = layout_of(source, options, wanted_year_column)
        no_long_lines(source, layout)
        refuse_several_periods(source, layout)
        births = collect(source, layout)
        years = years_there(source, layout)
        findings = decide_amounts(source, layout, options)
        strange = odd_rows(source, layout)
        groups = summed_rows(source, layout, births, len(strange))
    by_year = [by_value(frame) for frame in (strange, groups, births)]
    del groups
    for value, year in sorted(years.items(), key=lambda pair: pair[1] or 0):
        own_strange, own, own_births = (frames.pop(value, None) for frames in by_year)
        sheet, summed = _sheet(layout, own_strange, own, findings.get(value, []))
        del own
        yield YearOfStaff(year, _staff(path, sheet, summed, layout, options, own_births))


def _sheet(
    layout: Layout,
    strange: pd.DataFrame | None,
    groups: pd.DataFrame | None,
    findings: list[Finding],
) -> tuple[Sheet, Amounts]:
    """Odd rows and sums in the order of the register, with their amounts."""
    strange, groups = _some(strange, layout.read), _some(groups, layout.keys)
    width = layout.top.cells.shape[1]
    cells = np.full((len(strange) + len(groups), width), "", dtype=object)
    for number in layout.read:
        cells[: len(strange), number] = [cell_text(v) for v in strange[f"c{number}"]]
    hidden = cells[: len(strange)]
    hidden[birth_numbers(hidden)] = HIDDEN
    for number in layout.keys:
        cells[len(strange) :, number] = groups[f"c{number}"]
    cells[len(strange) :, layout.amounts[0]] = FILLED
    own = pd.DataFrame(
        {
            "segment": strange.index + 1,
            "first": strange["row"].astype("int64"),
            "n": 1,
            "kind": strange["kind"],
            "fte": strange["fte"].astype(float) / UNIT,
            "persons": strange["persons"].astype(float) / UNIT,
        }
    )
    both = pd.concat([own, groups[own.columns]] if len(own) else [groups[own.columns]])
    both = both.reset_index(drop=True).assign(sum=np.arange(len(both)) >= len(own))
    both = both.sort_values(["segment", "sum", "first"], kind="stable")
    kinds, nothing = text_kinds(cells), np.full(cells.shape, np.nan)
    below = Typed(cells, kinds, nothing).at(both.index)
    sheet = with_top(
        layout.top, below, both["n"].to_numpy(), both["first"].to_numpy(), layout.start
    )
    fte, persons = both["fte"].to_numpy(float), both["persons"].to_numpy(float)
    wrong = (both["kind"] == "wrong").to_numpy(bool)
    return mended(sheet), Amounts(fte, persons, findings, wrong)


def _some(frame: pd.DataFrame | None, numbers: Sequence[int]) -> pd.DataFrame:
    """The frame, or one without rows."""
    if frame is not None:
        return frame
    names = ["segment", "row", "first", "n", "kind", "fte", "persons", *(f"c{n}" for n in numbers)]
    return pd.DataFrame({name: pd.Series(dtype=object) for name in names})


def _staff(
    path: Path,
    sheet: Sheet,
    summed: Amounts,
    layout: Layout,
    options: Options,
    births: pd.DataFrame | None,
) -> StaffFile:
    header, told = find_header(sheet, options.headings(), options.profile)
    header = header or layout.header
    findings = list(told)
    clean, found = read_sheet(StaffTable(sheet, header, options.headings(), []), options, summed)
    findings += [
        Finding("birth_number", {}, clean, (), number, counted=int(births[number].iloc[0]))
        for number in layout.read
        if births is not None and births[number].iloc[0]
    ]
    rows = found.rows.assign(sheet=0)
    return as_staff_file(path.name, [clean], [header], rows, findings + found.findings)
