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
from autopot.evidence.barrier_sheet import SHEET
from autopot.report.barrier_sheet import fill_barrier_sheet
from autopot.report.workbook import FIXED_TIME, HEADER_FILL, HEADER_FONT, fit_page, saved

STAFF, EXAMPLE = "Ansatte", "Eksempel"
LISTS = {
    "municipality": "Kommuner",
    "sector": "Sektorer",
    "function": "Funksjoner",
    "occupation": "Yrker",
}
"""Columns that are filled in from a list, and the sheet the list stands in."""

ROWS = 5_000
"""Rows under the heading that have drop-down lists and formats."""

EXAMPLE_FILL = PatternFill("solid", fgColor="F2F2F2")
EXAMPLE_ROWS: tuple[dict[str, str | float], ...] = (
    {"sector": "school", "occupation": "2341", "title": "Lærer", "percent": 100},
    {"sector": "school", "occupation": "5312", "title": "Assistent", "percent": 62.5},
    {"function": "253", "occupation": "2223", "title": "Sykepleier", "percent": 80},
    {"function": "253", "occupation": "5321", "title": "Helsefagarbeider", "fte": 37.4,
     "headcount": 52},
    {"sector": "administration", "occupation": "4313", "title": "Lønnskonsulent", "fte": 6},
)  # fmt: skip
"""Rows that show the three ways to fill in: a position, a sum with persons, a sum alone."""

INSTRUCTIONS = (
    "Bemanningen i kommunen",
    "Fyll ut arket «Ansatte». Arket «Eksempel» viser hvordan; det blir aldri lest.",
    "Én rad kan være én stilling, eller en sum av flere med samme sektor og yrke. For én stilling "
    "fyller du ut stillingsprosent. For en sum fyller du ut årsverk, og gjerne antall ansatte.",
    "Sektor eller KOSTRA-funksjon må være med, og yrkeskoden (STYRK-08, fire sifre). Listene "
    "ligger i arkene bak. Du kan skrive bare koden, eller velge kode og navn fra listen.",
    "Bruk avtalte årsverk, ikke timelister eller vikarbruk.",
    "Ikke skriv navn, fødselsnummer, ansattnummer eller andre personopplysninger. En fil med slike "
    "kolonner blir avvist.",
    "Du kan lime inn fra et annet system. Lim inn som verdier, så blir listene stående.",
    "Arket «Barrierer» er frivillig: fem spørsmål om hva som gjør gevinster vanskelige å hente ut.",
    "Når du er ferdig: lagre, og kjør «autopot check ansatte.xlsx». Da får du vite hva som er "
    "lest, hva som ikke stemmer, og hvor det står.",
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
    shown = columns[columns["in_template"]].sort_values("position")
    staff, example = book.create_sheet(STAFF), book.create_sheet(EXAMPLE)
    lists = {name: _list_values(name) for name in LISTS}
    for sheet in (staff, example):
        _headings(sheet, shown["heading_nb"].tolist(), shown["help_nb"].tolist())
    _formats(staff, shown["column"].tolist(), lists)
    _example(example, shown["column"].tolist(), lists)
    fill_barrier_sheet(book.create_sheet(SHEET))
    for name, title in LISTS.items():
        _list_sheet(book.create_sheet(title), columns, name, lists[name])
    book.active = book.index(staff)
    book.properties.creator = "autopot"
    book.properties.created = FIXED_TIME
    return saved(book)


def _instructions(sheet: Any) -> None:
    sheet.title = "Les dette først"
    sheet.column_dimensions["A"].width = 100
    for number, text in enumerate(INSTRUCTIONS, start=1):
        cell = sheet.cell(number, 1, text)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(bold=number == 1, size=14 if number == 1 else 11)


def _list_values(column: str) -> list[str]:
    """What may be chosen, as "code name"; sectors by name alone."""
    if column == "sector":
        return list(catalogue.sectors()["name_nb"])
    if column == "occupation":
        return [f"{code} {name}" for code, name in catalogue.occupations()["name_nb"].items()]
    if column == "function":
        table = catalogue.kostra_functions()
        pairs = zip(table["function"], table["name_nb"], strict=True)
    else:
        table = catalogue.municipalities()
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
                type="list", formula1=f"={LISTS[name]}!$A$2:$A${len(lists[name]) + 1}"
            )
            rule.showErrorMessage = name == "sector"
            rule.error = "Velg en sektor fra listen, eller la cellen stå tom."
        elif column.type == "number":
            rule = DataValidation(
                type="decimal", operator="between",
                formula1=f"{column.low:g}", formula2=f"{column.high:.0f}",
            )  # fmt: skip
            rule.showErrorMessage = True
            rule.error = f"Skriv et tall fra {column.low:g} til {column.high:.0f}."
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
    sectors = catalogue.sectors().set_index("sector")["name_nb"]
    for row, example in enumerate(EXAMPLE_ROWS, start=2):
        for number, name in enumerate(columns, start=1):
            value: Any = example.get(name)
            if name == "municipality":
                value = next(v for v in lists[name] if v.startswith("1103"))
            elif name == "sector" and value:
                value = sectors[value]
            elif name in lists and value:
                value = next(v for v in lists[name] if v.startswith(str(value)))
            cell = sheet.cell(row, number, value)
            cell.fill = EXAMPLE_FILL
    note = "Dette er et eksempel. Fyll ut arket «Ansatte»."
    sheet.cell(len(EXAMPLE_ROWS) + 3, 1, note).font = Font(italic=True)


def _list_sheet(sheet: Any, columns: Any, name: str, values: Sequence[str]) -> None:
    heading = columns.set_index("column")["heading_nb"][name]
    sheet.freeze_panes = "A2"
    cell = sheet.cell(1, 1, heading)
    cell.font, cell.fill = HEADER_FONT, HEADER_FILL
    for number, value in enumerate(values, start=2):
        sheet.cell(number, 1, value)
    sheet.column_dimensions["A"].width = max(len(value) for value in values) + 2
    if name == "sector":
        sheet.cell(1, 2, "Hva som hører til").font = HEADER_FONT
        sheet.cell(1, 2).fill = HEADER_FILL
        sheet.column_dimensions["B"].width = 110
        for number, text in enumerate(catalogue.sectors()["description_nb"], start=2):
            sheet.cell(number, 2, text)
