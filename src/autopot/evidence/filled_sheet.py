"""A sheet of our own that people fill in, found again in whichever language it was made."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from autopot.catalogue.corrections import MAX_BYTES
from autopot.errors import InputError, Problem
from autopot.messages import Message, in_every_language, say


def filled_sheet(
    path: Path, sheet: Message, allowed: Message, remedy: Message
) -> tuple[str, list[list[Any]]]:
    """The cells of one sheet.

    Parameters
    ----------
    path : an .xlsx file of at most 20 MB.
    sheet : its name.
    allowed : what the file may be, for the problem where it is none.
    remedy : what to do where the sheet is not there.

    Returns
    -------
    Name of the sheet as it stands, and its rows from the first on, at least one.

    Raises
    ------
    InputError
        No such file, too large, not a workbook, or no such sheet.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    check = say("check the path")
    if path.is_file() and path.stat().st_size > MAX_BYTES:
        found = say("more than {size} MB", size=MAX_BYTES // 10**6)
        raise InputError(Problem(str(path), found, allowed, remedy))
    try:
        book = CalamineWorkbook.from_path(str(path))
    except (OSError, CalamineError) as error:
        found = say("cannot be read") if path.is_file() else say("no such file")
        raise InputError(Problem(str(path), found, allowed, check)) from error
    name = next((name for name in in_every_language(sheet) if name in book.sheet_names), None)
    if name is None:
        found = say("no sheet {sheet}", sheet=sheet)
        raise InputError(Problem(str(path), found, book.sheet_names, remedy))
    rows: list[list[Any]] = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return name, rows or [[]]
