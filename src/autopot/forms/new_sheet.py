"""A form is written where nothing stands yet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from autopot.errors import InputError, Problem, wrong_ending
from autopot.messages import say
from autopot.store import write_output


def write_new_sheet(path: str | Path, form: Callable[[], bytes]) -> Path:
    """Write a form as a new workbook.

    Parameters
    ----------
    path : an .xlsx file that does not exist yet.
    form : makes the content; called once the place is found good.

    Returns
    -------
    The file.

    Raises
    ------
    InputError
        Another ending, a file that exists, a place that cannot be written.
    """
    target = Path(path)
    if target.suffix.lower() != ".xlsx":
        raise wrong_ending(str(target), ".xlsx")
    if target.exists():
        found, remedy = say("the file exists already"), say("choose another name")
        raise InputError(Problem(str(target), found, remedy=remedy))
    return write_output(target, form(), str(target))
