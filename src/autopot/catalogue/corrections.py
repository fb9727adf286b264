"""Corrections by an expert group: a sheet in, an overlay out."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pandas as pd

from autopot.errors import InputError, Problem

MAX_BYTES = 20_000_000


def read_sheet(path: Path, sheet: str, expected: list[str]) -> pd.DataFrame:
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
        raise InputError(Problem(str(path), "no such file", "an .xlsx file", "check the path"))
    if path.stat().st_size > MAX_BYTES:
        raise InputError(Problem(str(path), "over 20 MB", "the sheet made by tasks export"))
    remedy = "use the file made by: autopot tasks export"
    try:
        cells = pd.read_excel(
            path, sheet_name=sheet, dtype=str, keep_default_na=False, engine="openpyxl"
        )
    except (ValueError, KeyError, OSError, zipfile.BadZipFile) as error:
        raise InputError(
            Problem(
                str(path), f"cannot be read: {error}", f"a workbook with the sheet {sheet}", remedy
            )
        ) from error
    missing = [name for name in expected if name not in cells.columns]
    if missing:
        raise InputError(
            [
                Problem(f"{path} {sheet}", f"the column {name} is missing", "", remedy)
                for name in missing
            ]
        )
    return cells[expected]
