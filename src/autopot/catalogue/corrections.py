"""Corrections by an expert group: a sheet in, an overlay out."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pandas as pd

from autopot.catalogue.columns import missing_file
from autopot.errors import InputError, Norwegian, Problem

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
        raise missing_file(path, "an .xlsx file", "en .xlsx-fil")
    if path.stat().st_size > MAX_BYTES:
        raise InputError(_not_the_sheet(path, sheet, "over 20 MB", "over 20 MB"))
    try:
        cells = pd.read_excel(
            path, sheet_name=sheet, dtype=str, keep_default_na=False, engine="openpyxl"
        )
    except (ValueError, KeyError, OSError, zipfile.BadZipFile) as error:
        problem = _not_the_sheet(path, sheet, f"cannot be read: {error}", "kan ikke leses")
        raise InputError(problem) from error
    missing = [name for name in expected if name not in cells.columns]
    if missing:
        raise InputError([_missing_column(f"{path} {sheet}", name) for name in missing])
    return cells[expected]


REMEDY = (
    "use the file made by: autopot tasks export",
    "bruk filen som lages med: autopot tasks export",
)


def _not_the_sheet(path: Path, sheet: str, found: str, norwegian: str) -> Problem:
    nb = Norwegian(norwegian, f"en arbeidsbok med arket {sheet}", REMEDY[1])
    return Problem(str(path), found, f"a workbook with the sheet {sheet}", REMEDY[0], nb=nb)


def _missing_column(place: str, name: str) -> Problem:
    nb = Norwegian(f"kolonnen {name} mangler", "", REMEDY[1])
    return Problem(place, f"the column {name} is missing", "", REMEDY[0], nb=nb)
