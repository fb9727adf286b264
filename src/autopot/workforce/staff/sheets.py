"""Any table a planner has, as sheets of typed cells that remember where they stood."""

from __future__ import annotations

import math
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from autopot.errors import InputError, Norwegian, Problem, no_such_file
from autopot.workforce.staff.cells import Kind, Sheet
from autopot.workforce.staff.delimited import read_delimited

EXCEL = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
DELIMITED = (".csv", ".tsv", ".txt")
READERS = (".xlsx", ".csv", ".parquet", ".xls", ".ods", ".tsv", ".txt")
KNOWN_ENDINGS = (*EXCEL, *DELIMITED, ".parquet")
MAX_BYTES = 200_000_000
"""Larger files are registers, not staff lists."""

KINDS: tuple[tuple[tuple[type, ...], Kind], ...] = (
    ((bool, np.bool_), Kind.BOOLEAN),
    ((timedelta,), Kind.DURATION),
    ((date, datetime, time), Kind.DATE),
    ((int, float, Decimal, np.number), Kind.NUMBER),
)
"""Types of Python values, the first that fits; a truth value is a number to Python."""

MAX_UNPACKED = 2_000_000_000
"""Bytes that a workbook may hold when it is unpacked; more is a broken or a hostile file."""


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
    rows: list[list[Any]] = [[str(name) for name in frame.columns]]
    rows += [
        list(row) for row in zip(*(column.tolist() for _, column in frame.items()), strict=True)
    ]
    return sheet_of(rows, first_row=-1)


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
    return sheet_of(rows, how=how)


def _parquet_sheet(path: Path) -> Sheet:
    try:
        frame = pd.read_parquet(path)
    except Exception as error:  # pyarrow raises many kinds; the user needs one
        raise _broken(path, error) from error
    sheet = frame_sheet(frame)
    return replace(sheet, first_row=0)


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
            sheet_of(
                book.get_sheet_by_name(name).to_python(skip_empty_area=False),
                name,
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


def sheet_of(
    rows: Sequence[Sequence[Any]],
    name: str = "",
    *,
    lettered: bool = False,
    first_row: int = 1,
    how: str = "",
    path: Path | None = None,
) -> Sheet:
    """A sheet from rows of values; short rows are filled with empty cells.

    >>> sheet = sheet_of([["fte"], [0.5, date(2024, 1, 1)]])
    >>> sheet.cells[1].tolist(), sheet.kinds.tolist(), sheet.values[1, 0].item()
    (['0.5', '2024-01-01'], [[1, 0], [2, 3]], 0.5)
    """
    width = max((len(row) for row in rows), default=0)
    cells = np.full((len(rows), width), "", dtype=object)
    kinds = np.zeros(cells.shape, dtype=np.uint8)
    values = np.full(cells.shape, np.nan)
    for number, row in enumerate(rows):
        at = slice(None, len(row))
        cells[number, at] = [cell_text(value) for value in row]
        kinds[number, at] = [kind_of(value) for value in row]
        values[number, at] = [
            value if kind == Kind.NUMBER else np.nan
            for value, kind in zip(row, kinds[number, at], strict=True)
        ]
    return Sheet(name, cells, kinds, values, lettered, first_row=first_row, how=how, path=path)


def kind_of(value: Any) -> Kind:
    """What kind of cell a value makes.

    >>> [kind_of(v).name for v in (1, 0.5, "a", " ", None, True, date(2024, 1, 1), float("nan"))]
    ['NUMBER', 'NUMBER', 'TEXT', 'EMPTY', 'EMPTY', 'BOOLEAN', 'DATE', 'EMPTY']
    """
    if value is None or value is pd.NaT or value is pd.NA:
        return Kind.EMPTY
    kind = next((kind for types, kind in KINDS if isinstance(value, types)), Kind.TEXT)
    empty = (
        math.isnan(value) if kind == Kind.NUMBER else kind == Kind.TEXT and not str(value).strip()
    )
    return Kind.EMPTY if empty else kind
