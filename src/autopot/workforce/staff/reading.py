"""A staff file: its sheets, its rows, what was found, and the FTE that can be used."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from openpyxl.utils import get_column_letter

from autopot.errors import Problem
from autopot.messages import say, say_many
from autopot.workforce.staff.cells import Sheet
from autopot.workforce.staff.choosing import SERVICES, Options, StaffTable, choose_sheets
from autopot.workforce.staff.coding.readings import CONFIDENCES
from autopot.workforce.staff.findings import Finding, of_severity
from autopot.workforce.staff.headings import Header, may_be_title, missing_mapped
from autopot.workforce.staff.kinds import Severity
from autopot.workforce.staff.ledger import FAULTY, ledger_of
from autopot.workforce.staff.own_titles import own_titles
from autopot.workforce.staff.personal import HIDDEN
from autopot.workforce.staff.personal_files import hidden_path
from autopot.workforce.staff.repeats import row_numbers
from autopot.workforce.staff.residents import more_than_residents
from autopot.workforce.staff.rows import SheetRows, Summed, read_rows, rows_left
from autopot.workforce.staff.rules import Rules
from autopot.workforce.staff.screening import screened
from autopot.workforce.staff.spreading import spread

SHOWN_OF_A_KIND = 10
"""Errors of one kind that are listed in full; the rest are counted."""

TITLES = ("occupation", "title", "position_code")


@dataclass(frozen=True)
class StaffFile:
    """A staff file that was read.

    Parameters
    ----------
    name : as messages name it.
    sheets : what was read, with personal data taken out.
    headers : the header of each.
    rows : every row: sheet (number), row, count, municipality, sector, occupation, confidence
        (sure, likely or must), title, fte, headcount, left_out ("" where used).
    cells : municipality, sector, occupation, fte, headcount; FTE above 0.
    findings : everything found.
    """

    name: str
    sheets: list[Sheet]
    headers: list[Header]
    rows: pd.DataFrame
    cells: pd.DataFrame
    findings: list[Finding]

    def of(self, severity: Severity) -> list[Finding]:
        """Findings of one severity, most FTE first."""
        return of_severity(self.findings, severity)

    @property
    def ledger(self) -> pd.DataFrame:
        """bucket, rows, fte: every row of the file in one bucket (see `ledger_of`)."""
        return ledger_of(self.rows)

    @property
    def fte_read(self) -> float:
        """FTE in all rows but sums."""
        return float(self.rows.loc[self.rows["left_out"] != "sum", "fte"].sum())

    @property
    def fte_used(self) -> float:
        """FTE in the cells."""
        return float(self.cells["fte"].sum())

    @property
    def fte_by_confidence(self) -> dict[str, float]:
        """FTE whose occupation is sure, likely, and must be coded before it is used."""
        rows = self.rows[self.rows["left_out"] != "no_staff"]
        words = rows["confidence"].to_numpy()
        return {word: float(rows["fte"][words == word].sum()) for word in CONFIDENCES}

    @property
    def titles(self) -> pd.DataFrame:
        """occupation, title, fte, headcount: the file's own titles (see `own_titles`)."""
        return own_titles(self.rows[self.rows["left_out"] == ""])

    def problems(self) -> list[Problem]:
        """The errors as messages, at most ten of a kind."""
        result: list[Problem] = []
        count: dict[str, int] = {}
        for finding in self.of("error"):
            count[finding.kind] = count.get(finding.kind, 0) + 1
            if count[finding.kind] <= SHOWN_OF_A_KIND:
                result.append(finding.problem(self.name))
        for kind, number in count.items():
            if number > SHOWN_OF_A_KIND:
                more = number - SHOWN_OF_A_KIND
                found = say_many(
                    "1 more of the same kind ({kind})",
                    "{count:,} more of the same kind ({kind})",
                    count=more,
                    kind=kind,
                )
                result.append(Problem(self.name, found, remedy=say("see: autopot check")))
        return result


def read_staff(sheets: Sequence[Sheet], name: str, options: Options) -> StaffFile:
    """Read a staff file.

    Parameters
    ----------
    sheets : all its sheets.
    name : how messages name it.
    options : what the planner says about it.

    Returns
    -------
    Rows, cells and findings; errors are findings too, nothing is raised.
    """
    masked, findings = screened(sheets, options)
    tables, more = choose_sheets(masked, options)
    findings += more
    if not tables:
        findings += [finding for sheet in masked for finding in _remarks(sheet, None)]
    read: list[Sheet] = []
    frames: list[pd.DataFrame] = []
    for table in tables:
        clean, found = read_sheet(table, options, numbers=_row_numbers(table, sheets))
        findings += table.findings + found.findings
        frames.append(found.rows.assign(sheet=len(read)))
        read.append(clean)
    headers = [table.header for table in tables]
    rows = pd.concat(frames, ignore_index=True) if frames else _no_rows()
    return as_staff_file(name, read, headers, rows, findings)


def read_sheet(
    table: StaffTable,
    options: Options,
    summed: Summed | None = None,
    numbers: NDArray[np.int64] | None = None,
) -> tuple[Sheet, SheetRows]:
    """One sheet with its header.

    Parameters
    ----------
    table : birth numbers already hidden.
    options : what the planner says about it.
    summed, numbers : as in `read_rows`.

    Returns
    -------
    The sheet without personal columns, and its rows with everything found.
    """
    clean, findings = _without_personal(table.sheet, table.header, options.personal_columns)
    findings += _column_findings(clean, table, options.rules)
    found = read_rows(clean, table.header, options.rules, summed, table.sheet, numbers)
    return clean, SheetRows(found.rows, findings + found.findings)


def rows_compared(table: StaffTable, options: Options, summed: Summed) -> NDArray[np.object_]:
    """Why rows below the header are not compared with each other, "" where they are.

    Parameters
    ----------
    table, options, summed : as in `read_sheet`.
    """
    clean, _ = _without_personal(table.sheet, table.header, options.personal_columns)
    return rows_left(clean, table.header, options.rules, summed, table.sheet)


def _row_numbers(table: StaffTable, sheets: Sequence[Sheet]) -> NDArray[np.int64] | None:
    """The same number for rows that are equal in every cell, hidden ones as well."""
    for sheet in sheets:
        own = table.sheet.numbers is None and sheet.name == table.sheet.name
        if own and len(sheet.cells) == len(table.sheet.cells):
            return row_numbers(sheet.cells)
    return None


def as_staff_file(
    name: str,
    read: list[Sheet],
    headers: list[Header],
    rows: pd.DataFrame,
    findings: list[Finding],
) -> StaffFile:
    """A staff file from the rows of its sheets; FTE without one occupation are spread.

    Parameters
    ----------
    name : of the file; what looks personal in it is hidden.
    read : the sheets, with personal data taken out.
    headers : the header of each.
    rows : as in `StaffFile`.
    findings : of the sheets; those of the file as a whole are added to this list.
    """
    cells, lost = spread(rows[rows["left_out"] == ""])
    if len(lost):
        findings.append(Finding("nothing_to_spread_over", fte=float(lost["fte"].sum())))
    findings += more_than_residents(cells)
    if not of_severity(findings, "error"):
        findings += _left_untold(read, rows)
    if read and cells.empty and not of_severity(findings, "error"):
        findings.append(Finding("no_rows", {}, read[0]))
    return StaffFile(
        name=hidden_path(name),
        sheets=read,
        headers=headers,
        rows=rows,
        cells=cells,
        findings=findings,
    )


def _left_untold(read: Sequence[Sheet], rows: pd.DataFrame) -> list[Finding]:
    """Rows with a fault in a file without any error: whatever the reason, they are not lost."""
    faulty = rows[rows["left_out"].isin(FAULTY)]
    return [
        Finding(
            "left_untold",
            {"numbers": _row_list(read[int(sheet)], of["row"]), "fte": float(of["fte"].sum())},
            read[int(sheet)],
            tuple(int(row) for row in of["row"]),
            fte=float(of["fte"].sum()),
        )
        for sheet, of in faulty.groupby("sheet")
    ]


def _row_list(sheet: Sheet, rows: Iterable[int]) -> str:
    """Numbers of rows as they stand in the file, the first few of them."""
    numbers = [str(sheet.number(int(row))) for row in rows]
    more = ["…"] if len(numbers) > SHOWN_OF_A_KIND else []
    return ", ".join(numbers[:SHOWN_OF_A_KIND] + more)


def _no_rows() -> pd.DataFrame:
    names = ["row", "count", "municipality", "sector", "occupation", "confidence"]
    names += ["title", "left_out", "sheet"]
    empty = pd.DataFrame({name: pd.Series(dtype=object) for name in names})
    return empty.assign(fte=pd.Series(dtype=float), headcount=pd.Series(dtype=float))


def _without_personal(
    sheet: Sheet, header: Header, personal_columns: str
) -> tuple[Sheet, list[Finding]]:
    """The sheet with personal columns emptied below their headings."""
    if not header.personal:
        return sheet, []
    cells = sheet.cells.copy()
    cells[header.row + 1 :, header.personal] = ""
    clean = replace(sheet, cells=cells)
    names = [_heading(sheet, header, number) for number in header.personal]
    if personal_columns == "ignore":
        values = {"columns": ", ".join(names)}
        return clean, [Finding("personal_ignored", values, clean, (header.row,))]
    return clean, [
        Finding(
            kind="personal_column",
            values={"heading": name},
            sheet=clean,
            rows=(header.row,),
            column=number,
        )
        for name, number in zip(names, header.personal, strict=True)
    ]


def _heading(sheet: Sheet, header: Header, column: int) -> str:
    """The heading of a column; its letter where there is none, or it is itself of a person."""
    text = str(sheet.cells[header.row, column])
    return text if text and HIDDEN not in text else get_column_letter(column + 1)


def _column_findings(sheet: Sheet, table: StaffTable, rules: Rules) -> list[Finding]:
    """Columns that are missing, not used, or mapped to headings that are not there."""
    header = table.header
    there = set(header.columns)
    findings = missing_mapped(sheet, header, table.mapping)
    if sheet.how:
        findings.append(Finding("read_as", {"how": sheet.how}, sheet))
    findings += _remarks(sheet, header)
    if "municipality" not in there and not rules.municipality:
        findings.append(Finding("no_municipality", {}, sheet, (header.row,)))
    if not there & set(SERVICES):
        findings.append(Finding("no_sector", {}, sheet, (header.row,)))
    if not there & set(TITLES):
        findings.append(Finding("no_occupation", {}, sheet, (header.row,)))
    for n in header.ignored:
        heading = str(sheet.cells[header.row, n])
        kind = "ignored_title" if may_be_title(heading, there) else "ignored_column"
        findings.append(
            Finding(
                kind=kind, values={"heading": heading}, sheet=sheet, rows=(header.row,), column=n
            )
        )
    return findings


def _remarks(sheet: Sheet, header: Header | None) -> list[Finding]:
    """What was seen when the sheet was read; of single columns only of those that are used."""
    used = None if header is None else set(header.columns.values())
    return [
        Finding(
            kind=remark.kind,
            values=remark.values,
            sheet=sheet,
            rows=remark.rows,
            column=remark.column,
        )
        for remark in sheet.remarks
        if remark.column is None or used is None or remark.column in used
    ]
