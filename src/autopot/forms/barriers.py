"""The sheet of the staff template with five questions about barriers."""

from __future__ import annotations

from typing import Any

from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from autopot import catalogue
from autopot.evidence.barriers import SCORES
from autopot.forms.barrier_answers import (
    EVERYBODY,
    SECTOR_HEADING,
)
from autopot.messages import name_in, say, shown, told
from autopot.views.workbook import HEADER_FILL, HEADER_FONT, LINE_HEIGHT, fit_page

NOTE = say(
    "Optional. Type 0 to 4 where you know, and leave the rest empty: empty means unknown. "
    "{everybody!q} counts where the sector has no answer of its own. Read it with: autopot assess "
    "--from staff.xlsx",
    everybody=EVERYBODY,
)


def fill_barrier_sheet(sheet: Any) -> None:
    """Headings with the questions, one row a sector with drop-down lists, and what 0-4 mean.

    The sectors of county municipalities stand last; rows without answers say nothing.

    Parameters
    ----------
    sheet : an empty openpyxl worksheet; what is written is in the language that is spoken.
    """
    table = catalogue.table("survey/barriers").sort_values("position")
    name, question = name_in(table.columns), name_in(table.columns, "question")
    barriers = table.to_dict("records")
    sectors = catalogue.sectors()
    everybody, note = shown(EVERYBODY), shown(NOTE)
    rows = [everybody, *sectors[name_in(sectors.columns)]]
    sheet.freeze_panes = "B2"
    fit_page(sheet)
    sheet.column_dimensions["A"].width = 30
    _heading(sheet, 1, shown(SECTOR_HEADING), note)
    rule = DataValidation(type="list", formula1=f'"{",".join(str(s) for s in SCORES)}"')
    rule.showErrorMessage = True
    rule.error = told("Type a whole number from 0 to 4, or leave the cell empty.")
    for column, barrier in enumerate(barriers, start=2):
        letter = get_column_letter(column)
        sheet.column_dimensions[letter].width = 34
        _heading(sheet, column, str(barrier[name]), str(barrier[question]))
        rule.add(f"{letter}2:{letter}{len(rows) + 1}")
    sheet.add_data_validation(rule)
    for number, row in enumerate(rows, start=2):
        sheet.cell(number, 1, row).font = Font(bold=row == everybody)
    below = len(rows) + 3
    sheet.cell(below, 1, told("What the numbers mean")).font = Font(bold=True)
    for column, barrier in enumerate(barriers, start=2):
        _wrapped(sheet, below, column, barrier[question], bold=True)
    for score in SCORES:
        sheet.cell(below + 1 + score, 1, score).alignment = Alignment(horizontal="left")
        for column, barrier in enumerate(barriers, start=2):
            anchor = name_in(table.columns, f"anchor_{score}")
            _wrapped(sheet, below + 1 + score, column, barrier[anchor])
    for row, lines in ((1, 2), (below, 3), *((below + 1 + score, 2) for score in SCORES)):
        sheet.row_dimensions[row].height = lines * LINE_HEIGHT
    _wrapped(sheet, below + 7, 1, note)
    sheet.merge_cells(start_row=below + 7, end_row=below + 7, start_column=1, end_column=6)
    sheet.row_dimensions[below + 7].height = 2 * LINE_HEIGHT


def _heading(sheet: Any, column: int, text: str, comment: str) -> None:
    cell = sheet.cell(1, column, text)
    cell.font, cell.fill = HEADER_FONT, HEADER_FILL
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.comment = Comment(comment, "autopot", width=300, height=110)


def _wrapped(sheet: Any, row: int, column: int, text: object, bold: bool = False) -> None:
    cell = sheet.cell(row, column, str(text))
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.font = Font(bold=bold, italic=not bold)
