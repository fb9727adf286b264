"""The sheet in which a planner fills in what was taken out."""

from __future__ import annotations

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from autopot.forms.actuals import OURS
from autopot.messages import Text, say, shown, told
from autopot.tables import column
from autopot.views.workbook import (
    FIXED_TIME,
    HEADER_FILL,
    HEADER_FONT,
    fit_page,
    saved,
)

WIDTHS = {"A": 34, "B": 44, "C": 10, "D": 20, "E": 22}
HOW = (
    say(
        "Fill in how much time has in fact been put to new use, in FTE, by measure and "
        "year. Leave cells empty where nothing was measured; 0 means that it was "
        "measured and was nothing."
    ),
    say("Save it, and run: autopot track FOLDER follow-up.xlsx"),
)


def follow_up_sheet(
    planned: pd.DataFrame, names: dict[str, str], note: Text | None = None
) -> bytes:
    """One row a measure and year in use, with an empty cell for what was taken out.

    Parameters
    ----------
    planned : columns measure, year, fte_mean.
    names : measure -> what people call it.
    note : what must be known of the plan first, such as that it is made up.
    """
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = told("Follow-up of the plan")
    sheet["A1"] = told("Follow-up of the plan")
    if note is not None:
        sheet["A4"] = str(note)
    sheet["A1"].font = Font("Calibri", bold=True, size=14)
    for number, line in enumerate(HOW, start=2):
        sheet.merge_cells(start_row=number, start_column=1, end_row=number, end_column=5)
        sheet.cell(number, 1, str(line)).alignment = Alignment(wrap_text=True)
        sheet.row_dimensions[number].height = 34 if number == 2 else 18
    for place, heading in enumerate(_headings(), start=1):
        cell = sheet.cell(5, place, heading)
        cell.font, cell.fill = HEADER_FONT, HEADER_FILL
    for number, row in enumerate(planned[planned["fte_mean"] > 0].itertuples(), start=6):
        values = (row.measure, names[row.measure], row.year, round(row.fte_mean, 1))
        for place, value in enumerate(values, start=1):
            cell = sheet.cell(number, place, value)
            if isinstance(value, str):
                cell.data_type = "s"
            elif isinstance(value, float):
                cell.number_format = "0.0"
    for letter, width in WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A6"
    fit_page(sheet)
    book.properties.created = book.properties.modified = FIXED_TIME
    return saved(book)


def _headings() -> list[str]:
    """Those by which the sheet is read again, and what stands beside them."""
    measure, year, fte = (shown(OURS[key]) for key in ("measure", "year", "fte"))
    return [measure, column("measure").heading, year, column("fte_planned_mean").heading, fte]
