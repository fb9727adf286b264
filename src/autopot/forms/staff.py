"""The workbook a planner fills in: made from the columns and code lists that also check it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from autopot import catalogue
from autopot.forms.barrier_answers import SHEET
from autopot.forms.barriers import fill_barrier_sheet
from autopot.messages import Text, name_in, say, shown, told
from autopot.views.workbook import FIXED_TIME, HEADER_FILL, HEADER_FONT, fit_page, saved

STAFF, EXAMPLE = say("Staff"), say("Example")
LISTS = {
    "municipality": say("Municipalities"),
    "sector": say("Sectors"),
    "function": say("Functions"),
    "occupation": say("Occupations"),
}
"""Columns that are filled in from a list, and the sheet the list stands in: one word each."""

ROWS = 5_000
"""Rows under the heading that have drop-down lists and formats."""

EXAMPLE_FILL = PatternFill("solid", fgColor="F2F2F2")
EXAMPLE_ROWS: tuple[dict[str, Text | float], ...] = (
    {"sector": "school", "occupation": "2341", "title": say("Teacher"), "percent": 100},
    {"sector": "school", "occupation": "5312", "title": say("Assistant"), "percent": 62.5},
    {"function": "253", "occupation": "2223", "title": say("Nurse"), "percent": 80},
    {"function": "253", "occupation": "5321", "title": say("Health care worker"), "fte": 37.4,
     "headcount": 52},
    {"sector": "administration", "occupation": "4313", "title": say("Payroll officer"), "fte": 6},
)  # fmt: skip
"""Rows that show the three ways to fill in: a position, a sum with persons, a sum alone."""

INSTRUCTIONS = (
    say("The staff of the municipality"),
    say(
        "Fill in the sheet {staff!q}. The sheet {example!q} shows how; it is never read.",
        staff=STAFF,
        example=EXAMPLE,
    ),
    say(
        "A row may be one position, or a sum of several with the same sector and occupation. For "
        "one position, fill in the position percentage. For a sum, fill in FTE, and the headcount "
        "if you know it."
    ),
    say(
        "Sector or KOSTRA function is needed, and the occupation code (STYRK-08, four digits). The "
        "lists are in the sheets behind. You can type the code alone, or choose code and name from "
        "the list."
    ),
    say("Use contracted FTE, not timesheets or temporary cover."),
    say(
        "Do not write names, national identity numbers, employee numbers or other personal data. A "
        "file with such columns is refused."
    ),
    say("You can paste from another system. Paste as values, and the lists stay in place."),
    say(
        "The sheet {barriers!q} is optional: five questions on what makes benefits hard to "
        "realise.",
        barriers=SHEET,
    ),
    say(
        "When you are done: save, and run: autopot check staff.xlsx. It tells what was read, what "
        "is wrong, and where it stands."
    ),
)


def staff_template() -> bytes:
    """The template, with drop-down lists, code lists, an example and instructions.

    Returns
    -------
    The content of the .xlsx file; the same bytes every time.
    """
    book = Workbook()
    _instructions(book.active)
    columns = catalogue.table("workforce/staff_columns")
    used = columns[columns["in_template"]].sort_values("position")
    heading, help_ = name_in(columns.columns, "heading"), name_in(columns.columns, "help")
    staff, example = book.create_sheet(shown(STAFF)), book.create_sheet(shown(EXAMPLE))
    lists = {name: _list_values(name) for name in LISTS}
    for sheet in (staff, example):
        _headings(sheet, used[heading].tolist(), used[help_].tolist())
    _formats(staff, used["column"].tolist(), lists)
    _example(example, used["column"].tolist(), lists)
    fill_barrier_sheet(book.create_sheet(shown(SHEET)))
    for name, title in LISTS.items():
        _list_sheet(book.create_sheet(shown(title)), columns, name, lists[name])
    book.active = book.index(staff)
    book.properties.creator = "autopot"
    book.properties.created = FIXED_TIME
    return saved(book)


def _instructions(sheet: Any) -> None:
    sheet.title = told("Read this first")
    sheet.column_dimensions["A"].width = 100
    for number, text in enumerate(INSTRUCTIONS, start=1):
        cell = sheet.cell(number, 1, shown(text))
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(bold=number == 1, size=14 if number == 1 else 11)


def _list_values(column: str) -> list[str]:
    """What may be chosen, as "code name"; sectors by name alone."""
    if column == "sector":
        sectors = catalogue.sectors()
        return list(sectors[name_in(sectors.columns)])
    if column == "occupation":
        occupations = catalogue.occupations()
        names = occupations[name_in(occupations.columns)]
        return [f"{code} {name}" for code, name in names.items()]
    if column == "function":
        table = catalogue.kostra_functions()
        pairs = zip(table["function"], table[name_in(table.columns)], strict=True)
    else:
        table = catalogue.employers()
        pairs = zip(table["municipality"], table["name"], strict=True)
    return [f"{code} {name}".strip() for code, name in pairs]


def _headings(sheet: Any, headings: Sequence[str], helps: Sequence[str]) -> None:
    sheet.freeze_panes = "A2"
    fit_page(sheet)
    for number, (heading, text) in enumerate(zip(headings, helps, strict=True), start=1):
        cell = sheet.cell(1, number, heading)
        cell.font, cell.fill = HEADER_FONT, HEADER_FILL
        cell.comment = Comment(text, "autopot", width=300, height=110)
        sheet.column_dimensions[get_column_letter(number)].width = 26


def _formats(sheet: Any, columns: Sequence[str], lists: dict[str, list[str]]) -> None:
    described = {c.name: c for c in catalogue.columns_of("input/staff")}
    for number, name in enumerate(columns, start=1):
        letter = get_column_letter(number)
        span = f"{letter}2:{letter}{ROWS + 1}"
        column = described[name]
        if name in lists:
            rule = DataValidation(
                type="list", formula1=f"={shown(LISTS[name])}!$A$2:$A${len(lists[name]) + 1}"
            )
            rule.showErrorMessage = name == "sector"
            rule.error = told("Choose a sector from the list, or leave the cell empty.")
        elif column.type == "number":
            rule = DataValidation(
                type="decimal", operator="between",
                formula1=f"{column.low:g}", formula2=f"{column.high:.0f}",
            )  # fmt: skip
            rule.showErrorMessage = True
            rule.error = told(
                "Type a number from {low:g} to {high:.0f}.", low=column.low, high=column.high
            )
        else:
            continue
        rule.add(span)
        sheet.add_data_validation(rule)
    text = [
        number for number, name in enumerate(columns, start=1) if described[name].type == "text"
    ]
    for number in text:  # codes keep their leading zero
        for row in range(2, ROWS + 2):
            sheet.cell(row, number).number_format = "@"


def _example(sheet: Any, columns: Sequence[str], lists: dict[str, list[str]]) -> None:
    table = catalogue.sectors().set_index("sector")
    sectors = table[name_in(table.columns)]
    for row, example in enumerate(EXAMPLE_ROWS, start=2):
        for number, name in enumerate(columns, start=1):
            value: Any = example.get(name)
            if name == "municipality":
                value = next(v for v in lists[name] if v.startswith("1103"))
            elif name == "sector" and value:
                value = sectors[value]
            elif name in lists and value:
                value = next(v for v in lists[name] if v.startswith(str(value)))
            elif value:
                value = shown(value) if name == "title" else value
            cell = sheet.cell(row, number, value)
            cell.fill = EXAMPLE_FILL
    note = told("This is an example. Fill in the sheet {staff!q}.", staff=STAFF)
    sheet.cell(len(EXAMPLE_ROWS) + 3, 1, note).font = Font(italic=True)


def _list_sheet(sheet: Any, columns: Any, name: str, values: Sequence[str]) -> None:
    heading = columns.set_index("column")[name_in(columns.columns, "heading")][name]
    sheet.freeze_panes = "A2"
    cell = sheet.cell(1, 1, heading)
    cell.font, cell.fill = HEADER_FONT, HEADER_FILL
    for number, value in enumerate(values, start=2):
        sheet.cell(number, 1, value)
    sheet.column_dimensions["A"].width = max(len(value) for value in values) + 2
    if name == "sector":
        sheet.cell(1, 2, told("What belongs to it (in Norwegian)")).font = HEADER_FONT
        sheet.cell(1, 2).fill = HEADER_FILL
        sheet.column_dimensions["B"].width = 110
        sectors = catalogue.sectors()
        texts = sectors[name_in(sectors.columns, "description")]
        for number, text in enumerate(texts, start=2):
            sheet.cell(number, 2, text)
