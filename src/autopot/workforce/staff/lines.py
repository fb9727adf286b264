"""Lines of a text file that have more or fewer cells than the headings: their cells have slid."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from autopot.workforce.staff.cells import Sheet
from autopot.workforce.staff.findings import Finding
from autopot.workforce.staff.headings import Header

LEAST_FILLED = 2
"""A line with fewer filled cells is a footnote."""


def ragged_lines(
    sheet: Sheet, header: Header, rows: NDArray[np.int64], staff: NDArray[np.bool_]
) -> tuple[NDArray[np.bool_], list[Finding]]:
    """Lines that do not fit under the headings.

    Empty cells after the last heading do no harm, nor do cells that are left away where nothing is
    read; a line that ends before the last column that is read may lack a delimiter anywhere.

    Parameters
    ----------
    sheet, header : the sheet and its columns.
    rows : (n,) rows of the sheet's cells.
    staff : (n,) rows that count.

    Returns
    -------
    (n,) lines that cannot be trusted, and what is to be said.
    """
    none = np.zeros(len(rows), dtype=bool)
    if sheet.lengths is None or not len(rows):
        return none, []
    width = int(sheet.lengths[header.row])
    lengths = sheet.lengths[rows]
    long = (lengths > width) & (sheet.cells[rows, width:] != "").any(axis=1)
    filled = (sheet.cells[rows] != "").sum(axis=1) >= LEAST_FILLED
    short = staff & filled & (lengths <= max(header.columns.values()))
    findings = []
    for kind, where in (("long_line", long), ("short_line", short)):
        if where.any():
            some = sorted(set(lengths[where].tolist()))
            values = {"fields": " / ".join(map(str, some)), "headings": str(width)}
            at = tuple(int(row) for row in rows[where])
            values["lines"] = _listed([sheet.number(row) for row in at])
            findings.append(Finding(kind, values, sheet, at))
    return long | short, findings


def _listed(numbers: list[int]) -> str:
    """The first line numbers."""
    shown = ", ".join(map(str, numbers[:10]))
    return f"{shown} …" if len(numbers) > 10 else shown
