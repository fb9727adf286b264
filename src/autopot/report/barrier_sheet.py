"""The sheet of the staff template with five questions about barriers."""

from __future__ import annotations

from typing import Any

from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from autopot import catalogue
from autopot.evidence.barrier_sheet import EVERYBODY, SECTOR_HEADING
from autopot.evidence.barriers import SCORES
from autopot.report.workbook import HEADER_FILL, HEADER_FONT, LINE_HEIGHT, fit_page

NOTE = (
    "Frivillig. Skriv 0 til 4 der du vet, og la resten stå tomt: tomt betyr ukjent. «Alle "
    "sektorer» gjelder der sektoren selv ikke har svar. Les inn med: autopot assess --from "
    "ansatte.xlsx"
)


def fill_barrier_sheet(sheet: Any) -> None:
    """Headings with the questions, one row a sector with drop-down lists, and what 0-4 mean."""
    barriers = catalogue.table("survey/barriers").sort_values("position").to_dict("records")
    rows = [EVERYBODY, *catalogue.sectors()["name_nb"]]
    sheet.freeze_panes = "B2"
    fit_page(sheet)
    sheet.column_dimensions["A"].width = 30
    _heading(sheet, 1, SECTOR_HEADING, NOTE)
    rule = DataValidation(type="list", formula1=f'"{",".join(str(s) for s in SCORES)}"')
    rule.showErrorMessage = True
    rule.error = "Skriv et helt tall fra 0 til 4, eller la cellen stå tom."
    for column, barrier in enumerate(barriers, start=2):
        letter = get_column_letter(column)
        sheet.column_dimensions[letter].width = 34
        _heading(sheet, column, str(barrier["name_nb"]), str(barrier["question_nb"]))
        rule.add(f"{letter}2:{letter}{len(rows) + 1}")
    sheet.add_data_validation(rule)
    for number, name in enumerate(rows, start=2):
        sheet.cell(number, 1, name).font = Font(bold=name == EVERYBODY)
    below = len(rows) + 3
    sheet.cell(below, 1, "Hva tallene betyr").font = Font(bold=True)
    for column, barrier in enumerate(barriers, start=2):
        _wrapped(sheet, below, column, barrier["question_nb"], bold=True)
    for score in SCORES:
        sheet.cell(below + 1 + score, 1, score).alignment = Alignment(horizontal="left")
        for column, barrier in enumerate(barriers, start=2):
            _wrapped(sheet, below + 1 + score, column, barrier[f"anchor_{score}_nb"])
    for row, lines in ((1, 2), (below, 3), *((below + 1 + score, 2) for score in SCORES)):
        sheet.row_dimensions[row].height = lines * LINE_HEIGHT
    _wrapped(sheet, below + 7, 1, NOTE)
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
