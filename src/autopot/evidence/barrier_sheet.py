"""The sheet of the staff template where a municipality judges its barriers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from autopot import catalogue
from autopot.errors import InputError, Problem, unknown_name
from autopot.evidence.barriers import ALL, SCORES
from autopot.messages import Message, say, say_in

SHEET, SECTOR_HEADING, EVERYBODY = "Barrierer", "Sektor", "Alle sektorer"
Answers = dict[str, dict[str, int]]
"""Sector code, or `ALL` -> barrier -> 0-4; what is unknown is left out."""


def read_sheet(path: Path) -> Answers:
    """Answers of the sheet `Barrierer` of a workbook.

    Parameters
    ----------
    path : an .xlsx file made by 'autopot template'.

    Raises
    ------
    InputError
        No such file or sheet, unknown sectors, answers that are not 0-4: all at once.
    """
    cells = _cells(path)
    barriers = catalogue.table("survey/barriers").set_index("name_nb")["barrier"].to_dict()
    columns = {n: barriers[str(v)] for n, v in enumerate(cells[0]) if str(v) in barriers}
    missing = [name for name, code in barriers.items() if code not in columns.values()]
    if missing:
        raise InputError(_missing_columns(f"{path} {SHEET}!1", missing, list(barriers)))
    sectors = catalogue.sectors().set_index("name_nb")["sector"].to_dict()
    sectors[EVERYBODY] = ALL
    answers: Answers = {}
    problems: list[Problem] = []
    for number, row in enumerate(cells[1:], start=2):
        name = str(row[0]).strip()
        given = {c: v for c in columns if c < len(row) and (v := row[c]) not in ("", None)}
        if not name:
            break  # the anchors stand below an empty row
        if name not in sectors:
            place = f"{path} {SHEET}!A{number}"
            problems.append(unknown_name(place, say_in("the", "sector"), name, list(sectors)))
            continue
        for column, value in given.items():
            score = _score(value)
            if score is None:
                place = f"{path} {SHEET}!{chr(ord('A') + column)}{number}"
                problems.append(_not_a_score(place, str(value)))
            else:
                answers.setdefault(sectors[name], {})[columns[column]] = score
    if problems:
        raise InputError(problems)
    return answers


def _missing_columns(place: str, missing: list[str], headings: list[str]) -> Problem:
    found = say("no column for {names}", names=missing)
    return Problem(place, found, headings, say("restore the headings"))


def _not_a_score(place: str, value: str) -> Problem:
    remedy = say("correct the number, or leave the cell empty")
    return Problem(place, say("{value!q}", value=value), say("0, 1, 2, 3 or 4"), remedy)


def _not_the_template(path: Path, found: Message) -> Problem:
    allowed = say("an .xlsx file made by 'autopot template'")
    return Problem(str(path), found, allowed, say("check the file name"))


def _no_sheet(path: Path, sheets: list[str]) -> Problem:
    found = say("no sheet {sheet}", sheet=SHEET)
    return Problem(str(path), found, sheets, say("use the template"))


def _score(value: object) -> int | None:
    """0-4, from a number or from text that starts with it; None where it is neither.

    >>> _score(2.0), _score("3"), _score(2.5), _score("mye"), _score(7)
    (2, 3, None, None, None)
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return int(value) if value in SCORES else None
    text = str(value).strip()
    return int(text) if text in [str(score) for score in SCORES] else None


def _cells(path: Path) -> list[list[Any]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_path(str(path))
    except (OSError, CalamineError) as error:
        found = say("cannot be read") if path.is_file() else say("no such file")
        raise InputError(_not_the_template(path, found)) from error
    if SHEET not in book.sheet_names:
        raise InputError(_no_sheet(path, book.sheet_names))
    rows: list[list[Any]] = book.get_sheet_by_name(SHEET).to_python(skip_empty_area=False)
    return rows or [[]]
