"""Empty cells of a workbook that in truth hold a formula: never calculated, or in error.

Whoever looks at the sheet in Excel sees a number there (or #N/A), so "the cell is empty" would send
them looking in vain; and an amount that is taken for empty would be counted wrongly.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from autopot.workforce.staff.findings import Finding
from autopot.workforce.staff.headings import Header
from autopot.workforce.staff.sheets import Sheet

ENDINGS = (".xlsx", ".xlsm")
FORMULA = re.compile(rb"<(\w+:)?f[ >/]")
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
    columns = header.columns
    stated = np.zeros(len(rows), dtype=bool)
    if "fte" in columns:
        stated = sheet.cells[rows, columns["fte"]] != ""
    wrong = np.zeros(len(rows), dtype=bool)
    findings = []
    for name in ("fte", "percent", "headcount"):
        if name not in columns:
            continue
        for fault, at in formula_faults(sheet, rows[~stated], columns[name]).items():
            wrong |= np.isin(rows, at)
            kind, values = named_fault(fault)
            place = tuple(at.tolist())
            findings.append(Finding(kind, values, sheet, place, columns[name]))
    return wrong, findings


def formula_faults(sheet: Sheet, rows: Rows, column: int) -> dict[str, Rows]:
    """Which empty cells of a column hold a formula without a value.

    Parameters
    ----------
    sheet : a sheet; only those of a workbook have formulas.
    rows : rows of its cells.
    column : column of its cells.

    Returns
    -------
    The error that formulas give, such as "#N/A", or UNCALCULATED where the file holds no value of
    them -> their rows. A formula whose value is the empty text is no fault.
    """
    path = sheet.path
    if path is None or path.suffix.lower() not in ENDINGS:
        return {}
    empty = rows[sheet.cells[rows, column] == ""]
    if not len(empty) or not _any_formula(path):
        return {}
    formulas = [
        row for row, kind, _ in _cells(path, sheet.name, empty, column, False) if kind == "f"
    ]
    faults: dict[str, list[int]] = {}
    if formulas:
        for row, kind, value in _cells(path, sheet.name, np.array(formulas), column, True):
            if kind == "e":
                faults.setdefault(str(value), []).append(row)
            elif kind == "n" and value is None:
                faults.setdefault(UNCALCULATED, []).append(row)
    return {fault: np.array(at) for fault, at in faults.items()}


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
    path: Path, name: str, rows: Rows, column: int, stored: bool
) -> list[tuple[int, str, object]]:
    """Row, kind, and formula or stored value of some cells of a column."""
    from openpyxl import load_workbook

    wanted = set(rows.tolist())
    book = load_workbook(path, read_only=True, data_only=stored)
    try:
        lines = book[name].iter_rows(
            int(rows.min()) + 1, int(rows.max()) + 1, column + 1, column + 1
        )
        return [
            (row, cell.data_type, cell.value)
            for row, (cell, *_) in enumerate(lines, start=int(rows.min()))
            if row in wanted
        ]
    finally:
        book.close()
