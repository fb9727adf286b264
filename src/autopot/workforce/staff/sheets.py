"""Any table a planner has, as sheets of text cells that remember where they stood."""

from __future__ import annotations

import math
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot.errors import InputError, Norwegian, Problem, no_such_file
from autopot.workforce.staff.delimited import read_delimited

EXCEL = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
DELIMITED = (".csv", ".tsv", ".txt")
READERS = (".xlsx", ".csv", ".parquet", ".xls", ".ods", ".tsv", ".txt")
KNOWN_ENDINGS = (*EXCEL, *DELIMITED, ".parquet")
MAX_BYTES = 200_000_000
"""Larger files are registers, not staff lists."""

MAX_UNPACKED = 2_000_000_000
"""Bytes that a workbook may hold when it is unpacked; more is a broken or a hostile file."""


@dataclass(frozen=True)
class Sheet:
    """One sheet as text.

    Parameters
    ----------
    name : name of the sheet; empty where the file has none.
    cells : (rows, columns) text, "" where nothing stands.
    dates : (rows, columns) whether the cell holds a date.
    lettered : whether cells are addressed as in Excel (B7), not as line and column.
    first_row : number of the first row as the user counts.
    how : encoding and delimiter of a text file, for the report.
    counts : (rows,) how many equal rows of a register each row stands for; None: one each.
    numbers : (rows,) the first of them, from 0; None: the row itself.
    path : the workbook it is from; None where cells hold no formulas.
    """

    name: str
    cells: NDArray[np.object_]
    dates: NDArray[np.bool_]
    lettered: bool
    first_row: int = 1
    how: str = ""
    counts: NDArray[np.int64] | None = None
    numbers: NDArray[np.int64] | None = None
    path: Path | None = None

    def count(self, rows: Sequence[int]) -> int:
        """How many rows of the file some rows of the cells stand for."""
        return len(rows) if self.counts is None else int(self.counts[list(rows)].sum())

    def number(self, row: int) -> int:
        """Number of a row as the user counts."""
        return self.first_row + (row if self.numbers is None else int(self.numbers[row]))


def read_sheets(path: Path) -> list[Sheet]:
    """All sheets of a file.

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
        remedy = "sum it up with autopot aggregate first"
        nb = Norwegian("over 200 MB", "", "summer den med autopot aggregate først")
        raise InputError(Problem(str(path), "over 200 MB", "", remedy, nb=nb))
    if suffix in DELIMITED:
        return [_delimited_sheet(path)]
    if suffix == ".parquet":
        return [_parquet_sheet(path)]
    return _excel_sheets(path)


def unreadable_kind(place: str, suffix: str) -> Problem:
    """The problem of a file whose ending says that it is of another kind.

    >>> print(unreadable_kind("a.pdf", ".pdf").found)
    a file of type .pdf cannot be read
    """
    allowed = ", ".join(READERS)
    nb = Norwegian(
        f"filtypen {suffix or '(ingen)'} kan ikke leses", allowed, "lagre som .xlsx eller .csv"
    )
    found = f"a file of type {suffix or '(none)'} cannot be read"
    return Problem(place, found, allowed, "save it as .xlsx or .csv", nb=nb)


def frame_sheet(frame: pd.DataFrame) -> Sheet:
    """A DataFrame as a sheet; its rows are numbered from 0, its columns make row -1."""
    columns = [_texts(frame.iloc[:, number]) for number in range(frame.shape[1])]
    header = np.array([[str(name) for name in frame.columns]], dtype=object)
    body = np.array(columns, dtype=object).T.reshape(len(frame), frame.shape[1])
    cells = np.concatenate([header, body])
    return Sheet("", cells, np.zeros(cells.shape, bool), lettered=False, first_row=-1)


def _texts(column: pd.Series) -> list[str]:
    return [cell_text(value) for value in column.tolist()]


def cell_text(value: Any) -> str:
    """A cell as the text a person would type.

    >>> [cell_text(v) for v in (301.0, 0.5, None, "  å ", float("nan"), True)]
    ['301', '0.5', '', 'å', '', 'True']
    """
    if isinstance(value, str):
        return value.strip()
    if value is None or value is pd.NaT or value is pd.NA:
        return ""
    if isinstance(value, float):
        if math.isnan(value):
            return ""
        return str(int(value)) if value.is_integer() else repr(float(value))
    return str(value).strip()


def _delimited_sheet(path: Path) -> Sheet:
    rows, how = read_delimited(path)
    return _sheet("", rows, lettered=False, how=how)


def _parquet_sheet(path: Path) -> Sheet:
    try:
        frame = pd.read_parquet(path)
    except Exception as error:  # pyarrow raises many kinds; the user needs one
        raise _broken(path, error) from error
    sheet = frame_sheet(frame)
    return Sheet(sheet.name, sheet.cells, sheet.dates, lettered=False, first_row=0)


def _excel_sheets(path: Path) -> list[Sheet]:
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetVisibleEnum,
        ZipError,
    )

    _check_unpacked(path)
    try:
        book = CalamineWorkbook.from_path(str(path))
        visible = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.visible == SheetVisibleEnum.Visible
        ]
        return [
            _sheet(
                name,
                book.get_sheet_by_name(name).to_python(skip_empty_area=False),
                lettered=True,
                path=path,
            )
            for name in visible
        ]
    except PasswordError as error:
        nb = Norwegian("filen er låst med passord", "", "lagre en kopi uten passord")
        found, remedy = "the file is locked with a password", "save a copy without password"
        raise InputError(Problem(str(path), found, "", remedy, nb=nb)) from error
    except (CalamineError, ZipError, OSError, ValueError) as error:
        raise _broken(path, error) from error


def _check_unpacked(path: Path) -> None:
    if not zipfile.is_zipfile(path):
        return
    with zipfile.ZipFile(path) as archive:
        size = sum(member.file_size for member in archive.infolist())
    if size > MAX_UNPACKED:
        found, remedy = f"{size / 1e9:.0f} GB when unpacked", "save the staff list alone"
        nb = Norwegian(
            f"filen er {size / 1e9:.0f} GB når den er pakket ut",
            "høyst 2 GB",
            "lagre bemanningslisten alene",
        )
        raise InputError(Problem(str(path), found, "at most 2 GB", remedy, nb=nb))


def _broken(path: Path, error: Exception) -> InputError:
    nb = Norwegian(
        "filen er ødelagt og kan ikke leses",
        "",
        "åpne den i programmet den er laget i, og lagre på nytt",
    )
    found, remedy = (
        f"the file cannot be read: {error}",
        "open it where it was made, and save it anew",
    )
    return InputError(Problem(str(path), found, "", remedy, nb=nb))


def _sheet(
    name: str, rows: list[list[Any]], *, lettered: bool, how: str = "", path: Path | None = None
) -> Sheet:
    width = max((len(row) for row in rows), default=0)
    cells = np.full((len(rows), width), "", dtype=object)
    dates = np.zeros(cells.shape, dtype=bool)
    for number, row in enumerate(rows):
        cells[number, : len(row)] = [cell_text(value) for value in row]
        dates[number, : len(row)] = [
            isinstance(value, (date, datetime, time, timedelta)) for value in row
        ]
    return Sheet(name, cells, dates, lettered, how=how, path=path)
