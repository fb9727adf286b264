"""The workbook of `autopot check`: summary, findings, and a marked copy of what was used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from autopot.messages import say, told
from autopot.results.staff.tables import findings_table
from autopot.tables import Table
from autopot.views.workbook import Mark, TablesWorkbook
from autopot.workforce.staff import Finding, StaffFile
from autopot.workforce.staff.cells import Sheet
from autopot.workforce.staff.headings import Header

FILL = {"error": "F8C9C4", "warning": "FCE8B2", "note": "DCE6F1"}
MOST_ROWS = 20_000
"""Rows of a sheet that are copied; in longer sheets only those with a finding."""

MOST_COMMENTS = 2_000
HOW_TO_READ = say(
    "The sheet Findings has all findings, largest first. The copy has only the columns "
    "that were used, without personal data, and shows the cells with findings: red error, "
    "yellow warning, blue note. Codes are not typed here, but in the mapping file beside "
    "your file (-koblinger.xlsx)."
)


def build_check_workbook(
    staff: StaffFile,
    findings: Sequence[Finding],
    lines: Sequence[str],
    ledger: Table,
) -> bytes:
    """The workbook, in the language that is spoken.

    Parameters
    ----------
    staff : the staff file, personal data already taken out.
    findings : everything found, errors first.
    lines : the check in sentences, the title first.
    ledger : the first of its tables.

    Returns
    -------
    The content of the .xlsx file.
    """
    book = TablesWorkbook()
    book.add_text(told("Summary"), [*lines, str(HOW_TO_READ)])
    book.add(ledger)
    book.add(findings_table(staff.name, findings))
    copy = told("Copy")
    for number, sheet in enumerate(staff.sheets):
        if sheet.counts is not None:  # of a register, whose rows stand for many
            continue
        title = copy if len(staff.sheets) == 1 else f"{copy} {number + 1}"
        cells, places = _used(sheet, staff.headers[number], told("Row"))
        marks = _marks(findings, staff, number, places)
        book.add_marked(title, cells, marks, MOST_ROWS)
    return book.to_bytes()


def _used(
    sheet: Sheet, header: Header, row_word: str
) -> tuple[NDArray[np.object_], dict[int, int]]:
    """The columns that were used, with the numbers of the rows, from the headings down.

    Returns
    -------
    The cells of the copy, and column of the sheet -> column of the copy.
    """
    used = sorted(set(header.columns.values()))
    rows = range(header.row, len(sheet.cells))
    numbers = np.array([row_word, *(str(sheet.number(row)) for row in rows[1:])], dtype=object)
    cells = np.column_stack([numbers, sheet.cells[header.row :, used]])
    return cells, {column: place for place, column in enumerate(used, start=1)}


def _marks(
    findings: Sequence[Finding],
    staff: StaffFile,
    number: int,
    places: Mapping[int, int],
) -> dict[tuple[int, int], Mark]:
    """Cell of the copy -> its colour and comment, the most severe finding last."""
    marks: dict[tuple[int, int], Mark] = {}
    comments, top = 0, staff.headers[number].row
    for finding in reversed(findings):
        if finding.sheet is None or finding.sheet.name != staff.sheets[number].name:
            continue
        parts = [part for part in finding.text() if part]
        place = 0 if finding.column is None else places.get(finding.column, 0)
        for row in (row - top for row in finding.rows if row >= top):
            comments += 1
            comment = "\n".join(parts) if comments <= MOST_COMMENTS else ""
            marks[row, place] = Mark(FILL[finding.severity], comment)
    return marks
