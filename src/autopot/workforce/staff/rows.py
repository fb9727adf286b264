"""The rows of one sheet in our codes, and everything there is to say of them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot.workforce.staff.amounts import Amounts, read_amounts
from autopot.workforce.staff.apart import rows_apart
from autopot.workforce.staff.cells import Sheet
from autopot.workforce.staff.code_columns import read_codes
from autopot.workforce.staff.columns import Columns
from autopot.workforce.staff.findings import Finding
from autopot.workforce.staff.formulas import amount_formulas
from autopot.workforce.staff.headings import Header, body
from autopot.workforce.staff.lines import ragged_lines
from autopot.workforce.staff.rules import Rules
from autopot.workforce.staff.set_aside import Marks, SetAside
from autopot.workforce.staff.units import columns_of_amounts, in_unit, of_persons

Codes = NDArray[np.object_]


@dataclass(frozen=True)
class SheetRows:
    """The rows of a sheet.

    Parameters
    ----------
    rows : row (of the sheet's cells), count (of equal rows it stands for), municipality, sector,
        occupation, confidence (of the occupation: sure, likely or must), title ("" where the file
        has none), fte, headcount, and
        `left_out`: kind of finding that keeps the row out, "" where it is used.
    findings : everything found.
    """

    rows: pd.DataFrame
    findings: list[Finding]


@dataclass(frozen=True)
class Summed:
    """What the cells of a row do not tell, where it stands for several.

    Parameters
    ----------
    amounts : of the rows.
    stated : (n, m) each column of amounts as it stands, in FTE, NaN where there is none.
    marks : what was seen of them before they were summed.
    sets : (n,) of rows that stand for themselves, the row of their amounts in the sheet that the
        findings of the amounts are about; `NO_SET` for others.
    """

    amounts: Amounts
    stated: NDArray[np.float64]
    marks: Marks
    sets: NDArray[np.int64]

    def amounts_of_staff(self, staff: NDArray[np.bool_]) -> Amounts:
        """The amounts, with nothing said of cells that stand only in rows that are no staff.

        Parameters
        ----------
        staff : (n,) which rows are staff.
        """
        out = self.sets[~staff & (self.sets != NO_SET)]
        findings = [left for f in self.amounts.findings if (left := _without(f, out)) is not None]
        return replace(self.amounts, findings=findings)


NO_SET = -1


def _without(finding: Finding, out: NDArray[np.int64]) -> Finding | None:
    """The finding without some of the rows that its rows stand for; None where none is left."""
    sheet = finding.sheet
    if sheet is None or sheet.counts is None or not finding.rows:
        return finding
    counts = sheet.counts - np.bincount(out, minlength=len(sheet.counts))
    rows = tuple(row for row in finding.rows if counts[row] > 0)
    return replace(finding, sheet=replace(sheet, counts=counts), rows=rows) if rows else None


def read_rows(
    sheet: Sheet,
    header: Header,
    rules: Rules,
    summed: Summed | None = None,
    raw: Sheet | None = None,
    numbers: NDArray[np.int64] | None = None,
) -> SheetRows:
    """Read one sheet.

    Parameters
    ----------
    sheet : personal columns already removed.
    header : where its columns are.
    rules : how cells are to be read.
    summed : where each row stands for several, and its cells hold no amounts.
    raw : the sheet with its personal columns, to compare rows and find the labels of sums; nothing
        of them is copied.
    numbers : the same number for equal rows of the file; None: compare those of `raw`.

    Returns
    -------
    Its rows, each used or with the reason why not.
    """
    raw = sheet if raw is None else raw
    every, amounts, aside, findings = _apart(sheet, header, rules, summed, raw, numbers)
    reason = aside.reason
    aside.decide()
    out = reason != ""
    unread, told = amount_formulas(sheet, header, every[~out])
    ragged, lines = ragged_lines(sheet, header, every, ~out)
    unread |= ragged[~out]
    fte = np.where(unread, np.nan, amounts.fte[~out])
    columns = Columns(sheet=sheet, header=header, rows=every[~out], fte=fte, rules=rules)
    kept, said = read_codes(columns, amounts.wrong[~out] | unread)
    findings += aside.findings + lines + amounts.findings + told + said
    left = pd.DataFrame({"row": every[out], "fte": amounts.fte[out], "left_out": reason[out]})
    used = kept.assign(headcount=amounts.persons[~out])
    rows = pd.concat([used, left], ignore_index=True) if len(left) else used
    rows = rows.sort_values("row", ignore_index=True)
    rows["count"] = 1 if sheet.counts is None else sheet.counts[rows["row"]]
    return SheetRows(rows, findings)


def rows_left(
    sheet: Sheet, header: Header, rules: Rules, summed: Summed, raw: Sheet
) -> NDArray[np.object_]:
    """Why rows are left out before they are compared with each other.

    Parameters
    ----------
    sheet, header, rules, summed, raw : as in `read_rows`.

    Returns
    -------
    (n,) by row of the body; "" where a row is compared.
    """
    _, _, aside, _ = _apart(sheet, header, rules, summed, raw, None)
    aside.decide_shown()
    return aside.reason


def _apart(
    sheet: Sheet,
    header: Header,
    rules: Rules,
    summed: Summed | None,
    raw: Sheet,
    numbers: NDArray[np.int64] | None,
) -> tuple[NDArray[np.int64], Amounts, SetAside, list[Finding]]:
    """The rows, their amounts, what is no staff, and what there is to say of that."""
    every = body(raw, header)
    reason, amounts, findings = _amounts(sheet, raw, header, every, rules, summed)
    marks = None if summed is None else summed.marks
    decisions = rules.decisions
    fte = amounts.fte
    aside = SetAside(
        sheet=sheet,
        raw=raw,
        header=header,
        rows=every,
        fte=fte,
        reason=reason,
        decisions=decisions,
        numbers=numbers,
        marks=marks,
    )
    return every, amounts, aside, findings


def _amounts(
    sheet: Sheet,
    raw: Sheet,
    header: Header,
    every: NDArray[np.int64],
    rules: Rules,
    summed: Summed | None,
) -> tuple[Codes, Amounts, list[Finding]]:
    """Why rows are no staff, and the amounts of all rows; sums do not tell what a column holds."""
    decisions = rules.decisions
    if summed is not None:
        stated = summed.stated
        apart = rows_apart(sheet, raw, header, every, rules.decimal, decisions, stated)
        return apart.reason, summed.amounts_of_staff(apart.reason == ""), apart.findings
    apart = rows_apart(sheet, raw, header, every, rules.decimal, decisions)
    staff = np.flatnonzero(apart.reason == "")
    own = read_amounts(sheet, header, every[staff], rules.decimal, rules.percent)
    values = columns_of_amounts(sheet, header, every[staff], rules.decimal)
    own, findings = in_unit(
        sheet,
        header,
        every[staff],
        own,
        values,
        decisions,
        lambda: of_persons(sheet, raw, header, every[staff]),
    )
    said = apart.said[staff]
    persons = values.get("headcount", np.full(len(staff), 1.0))
    alone = (own.fte > 0) & (said > 0) & (np.isnan(persons) | (persons == 1))
    if alone.any():
        total = apart.said * float(np.median(own.fte[alone] / said[alone]))
    else:
        total = read_amounts(sheet, header, every, rules.decimal, rules.percent).fte
    total = np.where(apart.said >= 0, total, np.nan)
    persons = np.full(len(every), np.nan)
    wrong = np.zeros(len(every), dtype=bool)
    total[staff], persons[staff], wrong[staff] = own.fte, own.persons, own.wrong
    return (
        apart.reason,
        Amounts(total, persons, own.findings, wrong),
        apart.findings + findings,
    )
