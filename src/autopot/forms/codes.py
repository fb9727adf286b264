"""The planner's mapping file: what was typed stays, what is new is added, nothing is taken away."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill

from autopot.messages import in_every_language, say, say_in, told, told_in
from autopot.views.workbook import fit_page
from autopot.workforce.staff.decided import LOOK_OVER, MUST_HAVE, Key, field_shown
from autopot.workforce.staff.delimited import read_delimited
from autopot.workforce.staff.mappings import mapping_key
from autopot.workforce.staff.words import plain

HEADINGS = {
    "field": say("Field"),
    "value": say("Value"),
    "code": say("Code"),
    "suggestions": say("Suggestions"),
    "rows": say("Rows"),
    "fte": say("FTE"),
    "note": say_in("finding", "Note"),
}
WIDTHS = (18, 40, 16, 60, 9, 11, 44)
ABSENT = say("not in the file")
HELP = say(
    "Type the code in the column Code and save. autopot check reads what you typed, adds new "
    "values at the end, and never takes anything away. A mapping may be of several columns "
    "together: field Title + Sector, value Fagarbeider + Skole."
)
VERSION_LINE = re.compile(r"^(?:Versjon|Version) (\d+), \d{4}-\d\d-\d\d$")
LOOKED_AT = 60

Grid = list[list[Any]]


@cache
def _our_notes() -> set[str]:
    """Notes that autopot writes and renews; any other is the planner's own, and stays."""
    notes = (ABSENT, LOOK_OVER, MUST_HAVE)
    return {"", *(text for note in notes for text in in_every_language(note))}


def mapping_grid(path: Path) -> Grid:
    """The cells of a mapping file, as they stand; the sheet that has its headings.

    Parameters
    ----------
    path : .csv or .xlsx.

    Raises
    ------
    ValueError
        No sheet has the headings.
    InputError
        A .csv file that cannot be read as text.
    """
    if path.suffix.lower() == ".csv":
        return [list(row) for row in read_delimited(path).rows]
    sheet = _sheet(load_workbook(path))
    return [[_typed(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]


def merged(
    old: Grid,
    new: pd.DataFrame,
    there: Mapping[Key, tuple[int, float]] | None,
    today: date,
) -> Grid | None:
    """A mapping file with what the staff file says today.

    Parameters
    ----------
    old : cells of the file as it stands; empty where there is none.
    new : the open decisions (`decided.COLUMNS`).
    there : every value of the staff file -> rows and FTE; None where only the open ones are known.
    today : for the line of the version.

    Returns
    -------
    The cells, new words in the language that is spoken: every row of the old file in its place with
    what was typed, then the new values; None where nothing changes.
    """
    grid = [list(row) for row in old] or _empty()
    while not any(grid[-1]):
        grid.pop()
    row, at = header_of(grid)
    before = _plain(grid)
    seen: set[Key] = set()
    opened = {(f, v): (r, x, n) for f, v, _, _, r, x, n in new.itertuples(index=False)}
    for line in grid[row + 1 :]:
        said, value = _at(line, at["field"]), _at(line, at["value"])
        key = mapping_key(said, value) if said and value else None
        if key is None:
            continue
        seen.add(key)
        if there is None and key not in opened:
            continue
        count, fte, note = opened.get(key) or (*(there or {}).get(key, (None, None)), "")
        note = str(ABSENT) if count is None else "" if _at(line, at["code"]) else note
        _put(line, at, {"rows": count, "fte": _rounded(fte)})
        if "note" in at and _at(line, at["note"]) in _our_notes():
            _put(line, at, {"note": note})
    width = max(map(len, grid))
    for entry in new.itertuples(index=False):
        if (entry.field, entry.value) in seen:
            continue
        line = [None] * width
        shown = {**entry._asdict(), "field": field_shown(str(entry.field))}
        _put(line, at, {**shown, "fte": _rounded(float(str(entry.fte)))})
        grid.append(line)
    if old and _plain(grid) == before:
        return None
    _next_version(grid, row, today)
    return grid


def header_of(grid: Grid) -> tuple[int, dict[str, int]]:
    """Row of the headings, and the column of each that is there.

    Parameters
    ----------
    grid : the cells; headings may be in any language, in any order, below lines of help.

    Returns
    -------
    Both from 0; name of `HEADINGS` -> column.

    Raises
    ------
    ValueError
        Field, value and code are not all there.
    """
    headings = [
        (plain(text), name) for name, words in HEADINGS.items() for text in in_every_language(words)
    ]
    for number, line in enumerate(grid[:LOOKED_AT]):
        words = [plain(str(cell or "")) for cell in line]
        at = {name: words.index(text) for text, name in reversed(headings) if text in words}
        if {"field", "value", "code"} <= set(at):
            return number, at
    raise ValueError("no headings")


def as_workbook(grid: Grid, old: Path | None) -> bytes:
    """The file as .xlsx; an earlier workbook keeps its other sheets, its widths and its colours.

    Parameters
    ----------
    grid : every cell of the sheet; text stays text, also where it begins with =.
    old : the workbook as it stands, which is only read; None for a new one.
    """
    if old is None:
        book = Workbook()
        sheet = book.worksheets[0]
        sheet.title = told_in("sheet", "Mapping")
        _dress(sheet, header_of(grid)[0] + 1, len(HEADINGS))
    else:
        book = load_workbook(old)
        sheet = _sheet(book)
    for number, line in enumerate(grid, start=1):
        for column, value in enumerate(line, start=1):
            cell = sheet.cell(number, column)
            if _typed(cell.value) != value:
                cell.value = ILLEGAL_CHARACTERS_RE.sub("", value) if _text(value) else value
                if _text(value):
                    cell.data_type = "s"  # a value that begins with = is no formula
    raw = io.BytesIO()
    book.save(raw)
    return raw.getvalue()


def as_delimited(grid: Grid) -> bytes:
    """The file as text with semicolons, which Excel opens with Norwegian letters."""
    raw = io.StringIO()
    csv.writer(raw, delimiter=";").writerows([[_written(cell) for cell in line] for line in grid])
    return raw.getvalue().encode("utf-8-sig")


def _empty() -> Grid:
    rest = [None] * (len(HEADINGS) - 1)
    first = _version(0, "0000-00-00")
    return [[str(HELP), *rest], [first, *rest], [None, *rest], [str(h) for h in HEADINGS.values()]]


def _version(number: int, day: str) -> str:
    return told("Version {number}, {day}", number=number, day=day)


def _next_version(grid: Grid, row: int, today: date) -> None:
    for line in grid[:row]:
        found = VERSION_LINE.match(str(line[0] or ""))
        if found:
            number = int(found[1]) + 1
            line[0] = _version(number, today.isoformat())
            return


def _rounded(fte: float | None) -> float | int | None:
    if fte is None:
        return None
    return int(fte) if float(fte).is_integer() else round(fte, 2)


def _written(cell: Any) -> str:
    """A cell of a text file; decimals with comma, so that Excel takes them for no dates."""
    return (
        str(cell).replace(".", ",")
        if isinstance(cell, float)
        else str("" if cell is None else cell)
    )


def _plain(grid: Grid) -> list[list[str]]:
    return [[_written(cell) for cell in line] for line in grid]


def _put(line: list[Any], at: Mapping[str, int], values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if name in at:
            line += [None] * (at[name] + 1 - len(line))
            line[at[name]] = None if value == "" else value


def _at(line: Sequence[Any], column: int) -> str:
    return "" if column >= len(line) or line[column] is None else str(line[column]).strip()


def _typed(value: Any) -> Any:
    return None if value == "" else value


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _sheet(book: Workbook) -> Any:
    """The sheet with the headings of a mapping file.

    Raises
    ------
    ValueError
        None has them.
    """
    for sheet in book.worksheets:
        rows = sheet.iter_rows(max_row=min(LOOKED_AT, sheet.max_row), values_only=True)
        try:
            header_of([list(row) for row in rows])
        except ValueError:
            continue
        return sheet
    raise ValueError("no sheet with the headings")


def _dress(sheet: Any, header: int, width: int) -> None:
    fit_page(sheet)
    sheet.freeze_panes = sheet.cell(header + 1, 1)
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=width)
    sheet.cell(1, 1).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.row_dimensions[1].height = 48
    for column, size in enumerate(WIDTHS[:width], start=1):
        cell = sheet.cell(header, column)
        cell.font = Font("Calibri", bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="1F4E5F")
        sheet.column_dimensions[cell.column_letter].width = size
