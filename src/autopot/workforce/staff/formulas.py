"""Cells of a workbook that hold an error, or a formula whose value the file does not hold.

Whoever looks at the sheet in Excel sees a number there (or #N/A), so "the cell is empty" would send
them looking in vain; and an amount that is taken for empty would be counted wrongly.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from autopot.messages import Text, say
from autopot.workforce.staff.cells import FAULTS, Sheet
from autopot.workforce.staff.findings import Finding
from autopot.workforce.staff.headings import Header

UNCALCULATED = ""
IN_NORWEGIAN_EXCEL = {"#N/A": "#I/T", "#NAME?": "#NAVN?", "#VALUE!": "#VERDI!"}

Rows = NDArray[np.int64]


def amount_formulas(
    sheet: Sheet, header: Header, rows: Rows
) -> tuple[NDArray[np.bool_], list[Finding]]:
    """Rows whose FTE cannot be trusted, because a cell it would be read from holds such a formula.

    Parameters
    ----------
    sheet, header : the sheet and its columns.
    rows : (n,) rows of the sheet's cells.

    Returns
    -------
    (n,) whether the row is so, and one finding for each column and fault.
    """
    at = header.columns
    unstated = rows[sheet.cells[rows, at["fte"]] == ""] if "fte" in at else rows
    columns = [at[name] for name in ("fte", "percent", "headcount") if name in at]
    faults = formula_faults(sheet, unstated, columns)
    findings = []
    for (column, fault), where in faults.items():
        kind, values = named_fault(fault)
        findings.append(
            Finding(
                kind=kind, values=values, sheet=sheet, rows=tuple(where.tolist()), column=column
            )
        )
    wrong = np.isin(rows, np.concatenate([np.empty(0, int), *faults.values()]))
    return wrong, findings


def formula_faults(sheet: Sheet, rows: Rows, columns: Sequence[int]) -> dict[tuple[int, str], Rows]:
    """Which cells of some columns hold an error or a formula without a value.

    Parameters
    ----------
    sheet : the sheet.
    rows : rows of its cells.
    columns : columns of its cells.

    Returns
    -------
    Column, and the error, such as "#N/A", or UNCALCULATED where the file holds no value -> their
    rows. A formula whose value is the empty text is no fault.
    """
    faults: dict[tuple[int, str], list[int]] = {}
    for column in columns:
        for row in rows[np.isin(sheet.kinds[rows, column], FAULTS)].tolist():
            fault = sheet.faults.get((row, column), UNCALCULATED)
            faults.setdefault((column, fault), []).append(row)
    return {key: np.array(where) for key, where in faults.items()}


def named_fault(fault: str) -> tuple[str, dict[str, Text]]:
    """Kind of finding for a fault of `formula_faults`, and what fills its words."""
    if fault == UNCALCULATED:
        return "formula_uncalculated", {}
    shown: Text = fault
    if norwegian := IN_NORWEGIAN_EXCEL.get(fault):
        shown = say("{error}, in Norwegian Excel {norwegian}", error=fault, norwegian=norwegian)
    return "formula_error", {"error": fault, "value": shown}
