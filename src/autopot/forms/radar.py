"""The radar as a workbook: written to be changed in Excel, and read again."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.worksheet.datavalidation import DataValidation

from autopot import catalogue
from autopot.errors import InputError, Problem
from autopot.messages import Message, in_every_language, say, shown, told
from autopot.radar.placement import place_technologies
from autopot.tables.names import names
from autopot.views.workbook import FIXED_TIME, HEADER_FILL, HEADER_FONT, fit_page, saved

SHEET = say("Radar")
HEADINGS: dict[str, Message] = {
    "technology": say("Code"),
    "name_nb": say("Name in Norwegian"),
    "name_en": say("Name in English"),
    "category": say("Category"),
    "cross_cutting": say("Goes across (1: yes, 0: no)"),
    "solution_maturity": say("Maturity of the solution (0-3)"),
    "use_understanding": say("Understanding of the use (0-3)"),
    "maturity_basis_nb": say("Why this maturity"),
    "understanding_basis_nb": say("Why this understanding"),
    "source_id": say("Source"),
}
"""Column of data/technologies/technologies.csv -> heading of the sheet."""

CLASS = say("Class (follows from the two)")
SCORES = ("solution_maturity", "use_understanding")
WIDTHS = {"technology": 22, "cross_cutting": 14, "source_id": 14, **dict.fromkeys(SCORES, 16)}
MOST_ROWS, MOST_BYTES = 200, 5_000_000
TYPE = say("an .xlsx or .csv file with the columns of the radar")


def radar_workbook(path: Path | None = None) -> bytes:
    """The content of a workbook with a radar, in the language that is spoken.

    Parameters
    ----------
    path : a radar file; None: the packaged one.
    """
    frame = place_technologies(catalogue.technologies(path))
    book = Workbook()
    book.properties.created = book.properties.modified = FIXED_TIME
    sheet: Any = book.active
    sheet.title = shown(SHEET)
    sheet.freeze_panes = "B2"
    fit_page(sheet)
    classes = names()["radar_class"]
    for column, (name, heading) in enumerate([*HEADINGS.items(), ("", CLASS)], start=1):
        cell = sheet.cell(1, column, shown(heading))
        cell.font, cell.fill = HEADER_FONT, HEADER_FILL
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        letter = cell.column_letter
        sheet.column_dimensions[letter].width = WIDTHS.get(name, 36)
        if name in SCORES:
            rule = DataValidation(type="list", formula1='"0,1,2,3"')
            rule.showErrorMessage = True
            rule.error = told("Type 0, 1, 2 or 3.")
            rule.add(f"{letter}2:{letter}{MOST_ROWS + 1}")
            sheet.add_data_validation(rule)
    for number, row in enumerate(frame.to_dict("records"), start=2):
        values = [row[name] for name in HEADINGS]
        for column, value in enumerate([*values, classes[row["radar_class"]]], start=1):
            plain = int(value) if isinstance(value, bool) else value
            cell = sheet.cell(number, column, plain)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(plain, str):
                cell.data_type = "s"  # never a formula
    return saved(book)


def radar_text(path: Path) -> str:
    """A radar as the text of a .csv file that a scenario may name.

    Parameters
    ----------
    path : an .xlsx file as `radar_workbook` makes it, or a .csv file, with the columns of
        data/technologies/technologies.csv; semicolons may stand between.

    Raises
    ------
    InputError
        Everything that is wrong with it: it cannot be read, has other columns, or a value that a
        radar may not have. Places start from the path.
    """
    if path.stat().st_size > MOST_BYTES:
        found = say("more than {size} MB", size=MOST_BYTES // 10**6)
        raise InputError(Problem(str(path), found, TYPE))
    rows = _sheet_rows(path) if path.suffix.lower() == ".xlsx" else _text_rows(path)
    rows = [row for row in rows if any(row)]
    if len(rows) > MOST_ROWS:
        found = say("more than {count} rows", count=MOST_ROWS)
        raise InputError(Problem(str(path), found, TYPE))
    columns = _columns(path, rows[0] if rows else [])
    raw = io.StringIO()
    writer = csv.writer(raw, lineterminator="\n")
    writer.writerow(HEADINGS)
    for row in rows[1:]:
        writer.writerow([row[at] if at < len(row) else "" for at in columns])
    return raw.getvalue()


def _columns(path: Path, header: list[str]) -> list[int]:
    """The place of each of our columns."""
    known = {
        **{name: name for name in HEADINGS},
        **{word: n for n, heading in HEADINGS.items() for word in in_every_language(heading)},
    }
    found = {known[cell]: at for at, cell in enumerate(header) if cell in known}
    missing = [shown(heading) for name, heading in HEADINGS.items() if name not in found]
    if missing:
        text = say("no column for {names}", names=missing)
        raise InputError(Problem(str(path), text, TYPE, say("start from the radar as it is")))
    return [found[name] for name in HEADINGS]


def _sheet_rows(path: Path) -> list[list[str]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_path(str(path))
        name = next((n for n in in_every_language(SHEET) if n in book.sheet_names), None)
        sheet = book.get_sheet_by_index(0) if name is None else book.get_sheet_by_name(name)
        rows: list[list[Any]] = sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS + 2)
    except (OSError, CalamineError, IndexError, ValueError) as error:
        raise InputError(Problem(str(path), say("cannot be read"), TYPE)) from error
    return [[_cell(value) for value in row] for row in rows]


def _cell(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, bool):
        return str(int(value))
    return str(value).strip()


def _text_rows(path: Path) -> list[list[str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        mark = ";" if ";" in text.partition("\n")[0] else ","
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
        return [[cell.strip() for cell in row] for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(Problem(str(path), say("cannot be read"), TYPE)) from error
