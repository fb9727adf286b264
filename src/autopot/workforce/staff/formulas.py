"""Empty cells of a workbook that in truth hold a formula: never calculated, or in error.

Whoever looks at the sheet in Excel sees a number there (or #N/A), so "the cell is empty" would send
them looking in vain; and an amount that is taken for empty would be counted wrongly.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from autopot.workforce.staff.cells import Sheet
from autopot.workforce.staff.findings import Finding
from autopot.workforce.staff.headings import Header

ENDINGS = (".xlsx", ".xlsm")
FORMULA = re.compile(rb"<(\w+:)?f[ >/]")
UNCALCULATED = ""
IN_NORWEGIAN_EXCEL = {"#N/A": "#I/T", "#NAME?": "#NAVN?", "#VALUE!": "#VERDI!"}

Rows = NDArray[np.int64]
Cell = tuple[int, int]


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
        findings.append(Finding(kind, values, sheet, tuple(where.tolist()), column))
    wrong = np.isin(rows, np.concatenate([np.empty(0, int), *faults.values()]))
    return wrong, findings


def formula_faults(sheet: Sheet, rows: Rows, columns: Sequence[int]) -> dict[tuple[int, str], Rows]:
    """Which empty cells of some columns hold a formula without a value.

    Parameters
    ----------
    sheet : a sheet; only those of a workbook have formulas.
    rows : rows of its cells.
    columns : columns of its cells.

    Returns
    -------
    Column, and the error that formulas give, such as "#N/A", or UNCALCULATED where the file holds
    no value of them -> their rows. A formula whose value is the empty text is no fault.
    """
    path = sheet.path
    if path is None or path.suffix.lower() not in ENDINGS:
        return {}
    empty = {(row, c) for c in columns for row in rows[sheet.cells[rows, c] == ""].tolist()}
    if not empty or not _any_formula(path):
        return {}
    formulas = {cell for cell, kind, _ in _cells(path, sheet.name, empty, False) if kind == "f"}
    if not formulas:
        return {}
    faults: dict[tuple[int, str], list[int]] = {}
    for (row, column), kind, value in _cells(path, sheet.name, formulas, True):
        if kind == "e" or (value is None and kind == "n"):
            fault = str(value) if kind == "e" else UNCALCULATED
            faults.setdefault((column, fault), []).append(row)
    return {key: np.array(where) for key, where in faults.items()}


def named_fault(fault: str) -> tuple[str, dict[str, str]]:
    """Kind of finding for a fault of `formula_faults`, and what fills its words."""
    if fault == UNCALCULATED:
        return "formula_uncalculated", {}
    norwegian = IN_NORWEGIAN_EXCEL.get(fault)
    shown = f"{fault}, i norsk Excel {norwegian}" if norwegian else fault
    return "formula_error", {"error": fault, "value": shown}


def _any_formula(path: Path) -> bool:
    """Whether any sheet has a formula: far quicker to know than to read them."""
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        return any(FORMULA.search(text) for text in map(archive.read, names))


def _cells(
    path: Path, name: str, wanted: set[Cell], stored: bool
) -> list[tuple[Cell, str, object]]:
    """Place, kind, and formula or stored value of some cells."""
    from openpyxl import load_workbook

    rows, columns = ([place[axis] for place in wanted] for axis in (0, 1))
    first, left = min(rows), min(columns)
    book = load_workbook(path, read_only=True, data_only=stored)
    try:
        lines = book[name].iter_rows(first + 1, max(rows) + 1, left + 1, max(columns) + 1)
        return [
            ((row, column), cell.data_type, cell.value)
            for row, line in enumerate(lines, start=first)
            for column, cell in enumerate(line, start=left)
            if (row, column) in wanted
        ]
    finally:
        book.close()
