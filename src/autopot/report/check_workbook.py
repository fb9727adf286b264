"""The workbook of `autopot check`: summary, findings, and a marked copy of what was used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot import catalogue
from autopot.messages import say, say_in, shown, told
from autopot.messages.numbers import localised
from autopot.report.tables import names
from autopot.report.workbook import Mark, TablesWorkbook
from autopot.workforce.staff import Finding, StaffFile
from autopot.workforce.staff.cells import Sheet
from autopot.workforce.staff.headings import Header
from autopot.workforce.staff.ledger import ledger_table

SEVERITY = {"error": say("Error"), "warning": say("Warning"), "note": say_in("finding", "Note")}
FILL = {"error": "F8C9C4", "warning": "FCE8B2", "note": "DCE6F1"}
MOST_ROWS = 20_000
"""Rows of a sheet that are copied; in longer sheets only those with a finding."""

MOST_COMMENTS = 2_000
MOST_TOWNS = 5
FINDING_HEADINGS = (
    say("Severity"),
    say_in("finding", "Place"),
    say("Rows"),
    say("FTE"),
    say("Found"),
    say("Allowed or suggested"),
    say("What to do"),
)
LEDGER_HEADINGS = (say("Rows that are"), say("Rows"), say("FTE"))


def build_check_workbook(
    staff: StaffFile,
    findings: Sequence[Finding],
    totals: Mapping[str, float],
) -> bytes:
    """The workbook, in the language that is spoken.

    Parameters
    ----------
    staff : the staff file, personal data already taken out.
    findings : everything found, errors first.
    totals : rows and FTE before and after.

    Returns
    -------
    The content of the .xlsx file.
    """
    book = TablesWorkbook()
    book.add_text(told("Summary"), summary_lines(staff, findings, totals))
    ledger = ledger_frame(staff)
    book.add_table(told("Ledger"), list(ledger.columns), ledger)
    rows = [
        (
            shown(SEVERITY[f.severity]),
            shown(f.place(staff.name)),
            f.count,
            round(f.fte, 2),
            *f.text(),
        )
        for f in findings
    ]
    headings = [str(heading) for heading in FINDING_HEADINGS]
    book.add_table(told("Findings"), headings, pd.DataFrame(rows, columns=headings))
    copy = told("Copy")
    for number, sheet in enumerate(staff.sheets):
        if sheet.counts is not None:  # of a register, whose rows stand for many
            continue
        title = copy if len(staff.sheets) == 1 else f"{copy} {number + 1}"
        cells, places = _used(sheet, staff.headers[number], told("Row"))
        marks = _marks(findings, staff, number, places)
        book.add_marked(title, cells, marks, MOST_ROWS)
    return book.to_bytes()


def ledger_frame(staff: StaffFile) -> pd.DataFrame:
    """Name, rows and FTE of each bucket of a staff file that holds anything, and of all."""
    headings = [str(heading) for heading in LEDGER_HEADINGS]
    return pd.DataFrame(ledger_table(staff.ledger), columns=headings)


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


def summary_lines(
    staff: StaffFile, findings: Sequence[Finding], totals: Mapping[str, float]
) -> list[str]:
    """What was read, what is used, and what to do next."""
    counts = {s: sum(f.severity == s for f in findings) for s in ("error", "warning", "note")}
    figures = {key: number(value) for key, value in totals.items()}
    next_step = say("The file can be run: autopot run, or workforce.file in a scenario.")
    if counts["error"]:
        next_step = say("The file cannot be run before the errors are mended.")
    lines = (
        say("Check of {name}", name=staff.name),
        say("Rows read: {rows_read}, in all {fte_read} FTE.", **figures),
        say(
            "Rows used: {rows_used}, in all {fte_used} FTE. Left out: {rows_no_staff} "
            "(see the ledger) and {rows_refused} with errors.",
            **figures,
        ),
        say(
            "Errors: {error:,}. Warnings: {warning:,}. Notes: {note:,}. {next_step}",
            **counts,
            next_step=next_step,
        ),
        say(
            "The sheet Findings has all findings, largest first. The copy has only the columns "
            "that were used, without personal data, and shows the cells with findings: red error, "
            "yellow warning, blue note. Codes are not typed here, but in the mapping file beside "
            "your file (-koblinger.xlsx)."
        ),
    )
    return [str(line) for line in lines]


def exact(value: float) -> str:
    """A number with two decimals, more where it has them, as the language writes it.

    >>> exact(1234.5), exact(0.125)
    ('1,234.50', '0.125')
    """
    short, long = f"{value:,.2f}", f"{value:,.9f}".rstrip("0")
    return localised(long if len(long) > len(short) else short)


def number(value: float) -> str:
    """A number with one decimal, whole where it counts, as the language writes it.

    >>> number(1234.56), number(1234)
    ('1,234.6', '1,234')
    """
    return localised(f"{value:,.1f}" if isinstance(value, float) else f"{value:,}")


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


def staff_table(cells: pd.DataFrame) -> tuple[list[str], list[list[str]]]:
    """FTE by sector and municipality, for the terminal.

    Parameters
    ----------
    cells : municipality, sector, occupation, fte.

    Returns
    -------
    Headings and rows; no rows where there are no cells. Many municipalities are summed.
    """
    if cells.empty:
        return [], []
    label = names()
    by = cells.pivot_table(index="sector", columns="municipality", values="fte", aggfunc="sum")
    by = by.reindex([s for s in catalogue.sectors()["sector"] if s in by.index])
    total = by.sum(axis=1)
    columns = list(by.columns) if 1 < by.shape[1] <= MOST_TOWNS else []
    headings = [told("Sector"), *(label["municipality"][c] for c in columns)]
    headings.append(told("FTE"))
    rows = [
        [
            label["sector"][str(s)],
            *(number(float(v)) for v in by.loc[s, columns].fillna(0.0)),
            number(float(total[s])),
        ]
        for s in by.index
    ]
    sums = [number(float(by[c].sum())) for c in columns]
    rows.append([told("Total"), *sums, number(float(total.sum()))])
    return headings, rows
