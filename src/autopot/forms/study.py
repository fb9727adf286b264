"""The form for what the study of 2019 says itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.datavalidation import DataValidation

from autopot.forms.new_sheet import write_new_sheet
from autopot.forms.study_answers import (
    AREA_SHEET,
    AREAS,
    SECTOR_SHEET,
)
from autopot.messages import say, shown, told
from autopot.tables.names import names
from autopot.views.workbook import FIXED_TIME, HEADER_FILL, HEADER_FONT, fit_page, saved

LISTS = say("Lists")
HEADINGS = (say("Area in the study"), say("Class there"), say("Nearest of ours"))
WIDTH = 44

ABOUT_AREAS = say(
    "Type the ten technology areas of the radar of 2019 (Menon 48/2019, annex), and choose the "
    "class each has there, and the nearest of ours where there is one. We have read the summary "
    "only, not the annex. Then run: autopot validate --study {file}",
    file="FILE.xlsx",
)
ABOUT_SECTORS = say(
    "Type the percentages of the chart of sectors in the study, 20 for 20%. They are of 10-20 "
    "years. Leave a sector empty that it does not have."
)


def study_form() -> bytes:
    """The content of the form, in the language that is spoken: two sheets, with lists."""
    book = Workbook()
    book.properties.created = book.properties.modified = FIXED_TIME
    mapping = names()
    areas: Any = book.active
    areas.title = shown(AREA_SHEET)
    _head(areas, HEADINGS)
    _lists(book, [list(mapping["radar_class"].values()), list(mapping["technology"].values())])
    for column, letter, count in (
        ("B", "A", len(mapping["radar_class"])),
        ("C", "B", len(mapping["technology"])),
    ):
        rule = DataValidation(
            type="list", formula1=f"={shown(LISTS)}!${letter}$1:${letter}${count}"
        )
        rule.add(f"{column}2:{column}{AREAS + 1}")
        areas.add_data_validation(rule)
    _about(areas, AREAS + 3, shown(ABOUT_AREAS))
    sectors = book.create_sheet(shown(SECTOR_SHEET), 1)
    _head(sectors, (say("Sector"), say("Per cent in the study")))
    for number, name in enumerate(mapping["sector"].values(), start=2):
        sectors.cell(number, 1, name)
    rule = DataValidation(type="decimal", operator="between", formula1="0", formula2="100")
    rule.showErrorMessage = True
    rule.error = told("Type a number from 0 to 100.")
    rule.add(f"B2:B{len(mapping['sector']) + 1}")
    sectors.add_data_validation(rule)
    _about(sectors, len(mapping["sector"]) + 3, shown(ABOUT_SECTORS))
    return saved(book)


def _head(sheet: Any, headings: Any) -> None:
    sheet.freeze_panes = "A2"
    fit_page(sheet)
    for column, heading in enumerate(headings, start=1):
        cell = sheet.cell(1, column, shown(heading))
        cell.font, cell.fill = HEADER_FONT, HEADER_FILL
        sheet.column_dimensions["ABC"[column - 1]].width = WIDTH


def _lists(book: Any, columns: list[list[str]]) -> None:
    sheet = book.create_sheet(shown(LISTS))
    for column, values in enumerate(columns, start=1):
        for row, value in enumerate(values, start=1):
            sheet.cell(row, column, value)


def _about(sheet: Any, row: int, text: str) -> None:
    cell = sheet.cell(row, 1, text)
    cell.font = Font(italic=True)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=3)
    sheet.row_dimensions[row].height = 60


def write_study_form(path: str | Path) -> Path:
    """Write the form for the study's own radar and sectors.

    Parameters
    ----------
    path : an .xlsx file that does not exist yet.

    Raises
    ------
    InputError
        Another ending, a file that exists, a place that cannot be written.
    """
    return write_new_sheet(path, study_form)
