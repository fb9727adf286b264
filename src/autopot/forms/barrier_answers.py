"""The sheet of the staff template where a municipality judges its barriers."""

from __future__ import annotations

from pathlib import Path

from autopot import catalogue
from autopot.errors import InputError, Problem, unknown_name
from autopot.evidence.barriers import ALL, SCORES
from autopot.evidence.filled_sheet import filled_sheet
from autopot.messages import (
    in_every_language,
    name_in,
    say,
    say_in,
)
from autopot.tables.names import codes_of

SHEET, SECTOR_HEADING, EVERYBODY = say("Barriers"), say("Sector"), say("All sectors")
Answers = dict[str, dict[str, int]]
"""Sector code, or `ALL` -> barrier -> 0-4; what is unknown is left out."""


def read_barrier_answers(path: Path) -> Answers:
    """Answers of the sheet for barriers of a workbook, in whichever language it was made.

    Parameters
    ----------
    path : an .xlsx file made by 'autopot template'.

    Raises
    ------
    InputError
        No such file or sheet, unknown sectors, answers that are not 0-4: all at once.
    """
    allowed = say("an .xlsx file made by 'autopot template'")
    sheet, cells = filled_sheet(path, SHEET, allowed, say("use the template"))
    barriers = codes_of("survey/barriers", "barrier")
    columns = {n: barriers[str(v)] for n, v in enumerate(cells[0]) if str(v) in barriers}
    if missing := set(barriers.values()) - set(columns.values()):
        raise InputError(_missing_columns(f"{path} {sheet}!1", missing))
    sectors = codes_of("sectors/sectors", "sector")
    sectors |= dict.fromkeys(in_every_language(EVERYBODY), ALL)
    answers: Answers = {}
    problems: list[Problem] = []
    for number, row in enumerate(cells[1:], start=2):
        name = str(row[0]).strip()
        given = {c: v for c in columns if c < len(row) and (v := row[c]) not in ("", None)}
        if not name:
            break  # the anchors stand below an empty row
        if name not in sectors:
            place = f"{path} {sheet}!A{number}"
            problems.append(unknown_name(place, say_in("the", "sector"), name, list(sectors)))
            continue
        for column, value in given.items():
            score = _score(value)
            if score is None:
                place = f"{path} {sheet}!{chr(ord('A') + column)}{number}"
                problems.append(_not_a_score(place, str(value)))
            else:
                answers.setdefault(sectors[name], {})[columns[column]] = score
    if problems:
        raise InputError(problems)
    return answers


def _missing_columns(place: str, missing: set[str]) -> Problem:
    table = catalogue.table("survey/barriers").sort_values("position")
    names = table.set_index("barrier")[name_in(table.columns)]
    return Problem(
        place,
        say("no column for {names}", names=[n for code, n in names.items() if code in missing]),
        list(names),
        say("restore the headings"),
    )


def _not_a_score(place: str, value: str) -> Problem:
    remedy = say("correct the number, or leave the cell empty")
    return Problem(place, say("{word!q}", word=value), say("0, 1, 2, 3 or 4"), remedy)


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
