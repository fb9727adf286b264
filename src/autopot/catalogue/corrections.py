"""Corrections by an expert group: a sheet in, an overlay out."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pandas as pd

from autopot.catalogue.columns import missing_file
from autopot.errors import InputError, Problem
from autopot.messages import Text, say

MAX_BYTES = 20_000_000


def cells_of_sheet(path: Path, sheet: str, expected: list[str]) -> pd.DataFrame:
    """The cells of one sheet as text.

    Parameters
    ----------
    path : an .xlsx file of at most 20 MB.
    sheet : its name.
    expected : headings that must be there.

    Raises
    ------
    InputError
        No such file, not a workbook, no such sheet, missing headings.
    """
    if not path.is_file():
        raise missing_file(path, say("an .xlsx file"))
    if path.stat().st_size > MAX_BYTES:
        raise InputError(
            _not_the_sheet(path, sheet, say("more than {size} MB", size=MAX_BYTES // 10**6))
        )
    try:
        cells = pd.read_excel(
            path, sheet_name=sheet, dtype=str, keep_default_na=False, engine="openpyxl"
        )
    except (ValueError, KeyError, OSError, zipfile.BadZipFile) as error:
        raise InputError(_not_the_sheet(path, sheet, say("cannot be read"))) from error
    missing = [name for name in expected if name not in cells.columns]
    if missing:
        raise InputError([_missing_column(f"{path} {sheet}", name) for name in missing])
    return cells[expected]


REMEDY = say("use the file made by: autopot tasks export")


def _not_the_sheet(path: Path, sheet: str, found: Text) -> Problem:
    allowed = say("a workbook with the sheet {sheet}", sheet=sheet)
    return Problem(str(path), found, allowed, REMEDY)


def _missing_column(place: str, name: str) -> Problem:
    return Problem(place, say("the column {name} is missing", name=name), remedy=REMEDY)
