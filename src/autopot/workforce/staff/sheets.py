"""Any table a planner has, as sheets of typed cells that remember where they stood."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from autopot.errors import InputError, Problem, no_such_file
from autopot.messages import say
from autopot.workforce.staff.cells import Kind, Look, Remark, Sheet
from autopot.workforce.staff.contents import WORKBOOKS, WRONG, content_of, wrong_content
from autopot.workforce.staff.delimited import read_delimited
from autopot.workforce.staff.faults_ods import ods_faults
from autopot.workforce.staff.faults_xls import xls_faults
from autopot.workforce.staff.look import Book, Faults
from autopot.workforce.staff.mending import mended
from autopot.workforce.staff.values import frame_sheet, sheet_of

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

EXCEL = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
DELIMITED = (".csv", ".tsv", ".txt")
READERS = (".xlsx", ".csv", ".parquet", ".xls", ".ods", ".tsv", ".txt")
KNOWN_ENDINGS = (*EXCEL, *DELIMITED, ".parquet")
ENDINGS = {"xlsx": (".xlsx", ".xlsm"), "text": DELIMITED}
"""Endings of a kind of file, where they are not just its name."""

NAMES = {"text": "CSV", "parquet": "Parquet"}
MAX_BYTES = 200_000_000
"""Larger files are registers, not staff lists."""

RUST_PANIC = "PanicException"
"""How a reader written in Rust fails on some damaged files; it is no `Exception` to Python."""


def is_staff_file(name: str | Path) -> bool:
    """Whether a name ends as staff files do.

    >>> is_staff_file("ansatte.XLSX"), is_staff_file("base"), is_staff_file("kommune.yaml")
    (True, False, False)
    """
    return Path(name).suffix.lower() in KNOWN_ENDINGS


def read_sheets(path: Path) -> list[Sheet]:
    """All sheets of a file, hidden ones too.

    What the file holds decides how it is read, not its ending: where they differ, that is remarked.

    Parameters
    ----------
    path : .csv, .tsv, .txt, .xlsx, .xlsm, .xls, .xlsb, .ods or .parquet, at most 200 MB.

    Raises
    ------
    InputError
        Another kind of file, too large, broken, or locked with a password.
    """
    suffix = path.suffix.lower()
    if suffix not in KNOWN_ENDINGS:
        raise InputError(unreadable_kind(str(path), suffix))
    if not path.is_file():
        raise no_such_file(path)
    if path.stat().st_size > MAX_BYTES:
        found = say("more than {size} MB", size=MAX_BYTES // 1_000_000)
        remedy = say("sum it up with autopot aggregate first")
        raise InputError(Problem(str(path), found, remedy=remedy))
    content = content_of(path)
    if content in WRONG:
        raise InputError(wrong_content(path, content))
    if content in WORKBOOKS:
        sheets = _workbook_sheets(path, content)
    else:
        sheets = [_parquet_sheet(path) if content == "parquet" else _delimited_sheet(path)]
    sheets = [mended(sheet) for sheet in sheets]
    if suffix in ENDINGS.get(content, (f".{content}",)):
        return sheets
    remark = Remark(
        "other_content", {"ending": suffix, "content": NAMES.get(content, f".{content}")}
    )
    return [replace(sheet, remarks=(*sheet.remarks, remark)) for sheet in sheets]


def unreadable_kind(place: str, suffix: str) -> Problem:
    """The problem of a file whose ending says that it is of another kind.

    Parameters
    ----------
    place : the file, as the user named it.
    suffix : its ending, with the point; "" where it has none.

    >>> print(unreadable_kind("a.pdf", ".pdf").found)
    a file of type .pdf cannot be read
    """
    found = say("a file of type {ending} cannot be read", ending=suffix)
    if not suffix:
        found = say("a file without an ending cannot be read")
    return Problem(place, found, READERS, say("save it as .xlsx or .csv"))


def _delimited_sheet(path: Path) -> Sheet:
    table = read_delimited(path)
    sheet = sheet_of(table.rows, how=table.how, first_row=table.first_line)
    lengths = np.array([len(row) for row in table.rows], dtype=np.int64)
    lines = None if table.lines is None else np.array(table.lines, dtype=np.int64)
    return replace(sheet, lengths=lengths, numbers=lines)


def _parquet_sheet(path: Path) -> Sheet:
    try:
        frame = pd.read_parquet(path)
    except Exception as error:  # pyarrow raises many kinds; the user needs one
        raise _broken(path) from error
    sheet = frame_sheet(frame)
    return replace(sheet, first_row=0)


def _workbook_sheets(path: Path, content: str) -> list[Sheet]:
    from python_calamine import CalamineWorkbook, PasswordError, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(path.read_bytes()))
        hidden = {
            about.name: about.visible != SheetVisibleEnum.Visible for about in book.sheets_metadata
        }
        sheets = [_calamine_sheet(book.get_sheet_by_name(name), hidden[name]) for name in hidden]
        if not sheets:
            raise ValueError("no sheets")
        return _with_look(path, content, sheets)
    except PasswordError as error:
        raise InputError(wrong_content(path, "locked")) from error
    except InputError:
        raise
    except BaseException as error:  # a damaged workbook fails in many ways, and means one thing
        if isinstance(error, Exception) or type(error).__name__ == RUST_PANIC:
            raise _broken(path) from error
        raise


def _calamine_sheet(given: CalamineSheet, hidden: bool) -> Sheet:
    """The values of a sheet with what calamine knows of its look."""
    sheet = sheet_of(given.to_python(skip_empty_area=False), given.name, lettered=True)
    shape = sheet.cells.shape
    merged = tuple(
        (top, left, bottom, right)
        for (top, left), (bottom, right) in given.merged_cell_ranges or ()
    )
    look = Look(
        formats=np.full(shape, "", dtype=object),
        bold=np.zeros(shape, dtype=bool),
        hidden_rows=np.zeros(shape[0], dtype=bool),
        hidden_columns=np.zeros(shape[1], dtype=bool),
        outline=np.zeros(shape[0], dtype=np.uint8),
        merged=merged,
        hidden=hidden,
    )
    return replace(sheet, look=look)


def _with_look(path: Path, content: str, sheets: list[Sheet]) -> list[Sheet]:
    """Sheets with the faults of their cells, and of an .xlsx with all of its look."""
    if content == "xlsx":
        with zipfile.ZipFile(path) as archive:
            book = Book(archive)
            result = []
            for sheet in sheets:
                hidden = sheet.look is not None and sheet.look.hidden
                look, faults = book.look(sheet.name, sheet.cells.shape, hidden)
                result.append(_with_faults(replace(sheet, look=look or sheet.look), faults))
        return result
    faults_of = {"ods": ods_faults, "xls": xls_faults}.get(content)
    found = faults_of(path) if faults_of else {}
    return [_with_faults(sheet, found.get(sheet.name, {})) for sheet in sheets]


def _with_faults(sheet: Sheet, faults: Faults) -> Sheet:
    """The sheet with empty cells that are in truth errors, or formulas without a value."""
    rows, columns = sheet.cells.shape
    own = {
        at: fault
        for at, fault in faults.items()
        if at[0] < rows and at[1] < columns and sheet.kinds[at] in (Kind.EMPTY, Kind.TEXT)
    }
    if not own:
        return sheet
    where = np.zeros(sheet.cells.shape, dtype=bool)
    where[tuple(np.array(list(own)).T)] = True
    covered = sheet.covered(where, "")
    for at, fault in own.items():
        covered.kinds[at] = Kind.ERROR if fault else Kind.FORMULA
    return replace(covered, faults=own)


def _broken(path: Path) -> InputError:
    found = say("the file is damaged and cannot be read")
    remedy = say("open it in the program it was made in, and save it anew")
    return InputError(Problem(str(path), found, remedy=remedy))
