"""The form for what the study of 2019 says itself, and what it says beside ours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.datavalidation import DataValidation

from autopot.evidence.study_sheet import AREA_SHEET, AREAS, SECTOR_SHEET, Study
from autopot.messages import say, shown, told
from autopot.messages.numbers import percent
from autopot.report.tables import names
from autopot.tables import Table
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


def study_tables(
    study: Study, ours: Mapping[str, tuple[float, float, float]], classes: Mapping[str, str]
) -> list[Table]:
    """What the study says beside what we have.

    Parameters
    ----------
    study : as typed from it.
    ours : sector -> mean and ends of the 90 % interval of the potential, 0-1, with the time where
        the person is the service itself, since an estimate by occupation leaves no task out.
    classes : technology -> its radar class here, codes.
    """
    found = [_sectors(study.sectors, ours)] if study.sectors else []
    return [*found, _areas(study.areas, classes)] if len(study.areas) else found


def _sectors(shares: Mapping[str, float], ours: Mapping[str, tuple[float, float, float]]) -> Table:
    mapping = names()["sector"]
    rows = []
    for sector, share in shares.items():
        mean, low, high = ours[sector]
        side = told("inside") if low <= share <= high else told("outside")
        rows.append(
            {
                "sector": mapping[sector],
                "share_study": share,
                "share_mean": mean,
                "share_p05": low,
                "share_p95": high,
                "study_agrees": side,
            }
        )
    return Table(
        name="study_sectors",
        title=say("Sectors in the study of 2019 (10-20 years) and here"),
        frame=pd.DataFrame(rows),
        brief=("sector", "share_study", "share_mean", ("share_p05", "share_p95"), "study_agrees"),
        notes=(
            say(
                "Typed from the study by you; not read by us. Ours with time where the person is "
                "the service itself, as an estimate by occupation has it. The rank correlation "
                "is {rank}.",
                rank=_rank(rows),
            ),
        ),
    )


def _rank(rows: list[dict[str, Any]]) -> str:
    """Of the sectors by both; – where two or fewer are typed, or all are alike."""
    frame = pd.DataFrame(rows)
    both = frame[["share_study", "share_mean"]].rank()
    if len(frame) < 3 or both.nunique().min() < 2:
        return "–"
    return f"{both['share_study'].corr(both['share_mean']):.2f}"


def _areas(areas: pd.DataFrame, classes: Mapping[str, str]) -> Table:
    mapping, rows = names(), []
    for row in areas.to_dict("records"):
        own = classes.get(str(row["technology"]), "")
        same = told("yes") if own == row["radar_class"] else told("no")
        rows.append(
            {
                "study_area": row["area"],
                "study_class": mapping["radar_class"][row["radar_class"]],
                "technology": mapping["technology"].get(row["technology"], "–"),
                "radar_class": mapping["radar_class"].get(own, "–"),
                "study_same": same if own else "–",
            }
        )
    frame = pd.DataFrame(rows)
    known = frame[frame["study_same"] != "–"]
    agree = percent(float((known["study_same"] == told("yes")).mean())) if len(known) else "–"
    note = say(
        "Typed from the study by you; not read by us. Same class: {share}. The study's radar is of "
        "2019, ours of what is ready now.",
        share=agree,
    )
    return Table("study_areas", say("The radar of 2019 beside ours"), frame, notes=(note,))
