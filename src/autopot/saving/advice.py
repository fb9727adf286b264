"""What the answers about barriers cost and what may help, as a page or a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from autopot.errors import InputError, Problem, wrong_ending
from autopot.messages import say, told
from autopot.page.advice import advice_page
from autopot.results.advice.result import Advice
from autopot.results.keeping import writes
from autopot.store import write_output
from autopot.tables import Table
from autopot.views.workbook import TablesWorkbook


def advice_workbook(lines: Sequence[str], tables: Sequence[Table]) -> bytes:
    """The content of an .xlsx file.

    Parameters
    ----------
    lines : what to read first.
    tables : one a sheet.
    """
    book = TablesWorkbook()
    book.add_text(told("Read this first"), list(lines))
    for table in tables:
        book.add(table)
    return book.to_bytes()


@writes(Advice)
def save_advice(advice: Advice, target: str | Path) -> Path:
    """Write a page or a workbook of advice.

    Parameters
    ----------
    advice : what the answers cost, and what follows.
    target : an .html or .xlsx file that does not exist yet.

    Returns
    -------
    The file.

    Raises
    ------
    InputError
        Another ending, or a file that exists or cannot be written.
    """
    path = Path(target)
    makers = {".html": advice_page, ".xlsx": advice_workbook}
    if path.suffix.lower() not in makers:
        raise wrong_ending(str(path), ".html")
    if path.exists():
        found, remedy = say("the file exists already"), say("choose another name")
        raise InputError(Problem(str(path), found, remedy=remedy))
    content = makers[path.suffix.lower()](advice.lines(), advice.tables(everything=True))
    return write_output(path, content)
