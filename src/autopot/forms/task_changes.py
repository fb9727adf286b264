"""Corrections in an expert group's workbook, as the cells that differ from the catalogue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from autopot import catalogue
from autopot.catalogue.corrections import cells_of_sheet
from autopot.errors import InputError, Problem, unknown_name
from autopot.evidence import GATES
from autopot.evidence.corrections import TECHNOLOGY
from autopot.evidence.technologies import task_technologies as technologies_of
from autopot.forms.tasks import (
    CHOICES,
    REASON,
    SHARES,
    SHEET,
    TEXTS,
    headings,
    no_commas,
)
from autopot.messages import LANGUAGES, Message, language, say, say_in, speaking
from autopot.tables.names import names

TOLERANCE = 5e-4
"""Shares that differ less than this are taken as unchanged."""


def task_technologies(tasks: pd.DataFrame) -> pd.DataFrame:
    """What each technology would take of each task: one column a technology, shares of the work."""
    used = used_technologies()
    return pd.DataFrame(technologies_of(tasks, used).mean, columns=used)


def used_technologies() -> list[str]:
    """Technologies that do tasks themselves, in the order of the radar."""
    radar = catalogue.technologies()
    return list(radar.loc[~radar["cross_cutting"], "technology"])


def read_changes(path: Path) -> pd.DataFrame:
    """Cells of a workbook that differ from the catalogue, in whichever language it was made.

    Parameters
    ----------
    path : workbook made by `export_tasks`.

    Returns
    -------
    occupation, task, field, value, reason, as an overlay has them.

    Raises
    ------
    InputError
        Everything that is wrong, with row and column.
    """
    used = used_technologies()
    with speaking(_written_in(path)):
        known = headings(used)
        cells = cells_of_sheet(path, str(SHEET), list(known.values())).set_axis([*known], axis=1)
        return _changes(cells, used, path)


def _written_in(path: Path) -> str:
    """The language of a workbook, by the name of its sheet; the one spoken where none tells."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        there = CalamineWorkbook.from_path(str(path)).sheet_names
    except (OSError, CalamineError):
        return language()
    return next((n for n in (language(), *LANGUAGES) if SHEET.in_language(n) in there), language())


def _changes(cells: pd.DataFrame, technologies: list[str], place: Path) -> pd.DataFrame:
    """Cells that differ from the catalogue, in the form of an overlay."""
    tasks = catalogue.tasks()
    keyed = {(row["occupation"], row["task"]): row for row in tasks.to_dict("records")}
    shares = task_technologies(tasks)
    own = dict(zip(keyed, shares.to_dict("records"), strict=True))
    problems: list[Problem] = []
    rows: list[dict[str, str]] = []
    for number, cell in enumerate(cells.to_dict("records")):
        key = (cell["occupation"].strip(), cell["task"].strip().zfill(2))
        where = say("{file} row {row}", file=place, row=number + 2)
        if key not in keyed:
            problems.append(_no_task(where, "-".join(key)))
            continue
        found, wrong = row_changes(cell, keyed[key], own[key], technologies, where)
        problems += wrong
        reason = cell[REASON].strip()
        rows += [
            {"occupation": key[0], "task": key[1], "field": f, "value": v, "reason": reason}
            for f, v in found.items()
        ]
    if problems:
        raise InputError(problems)
    return pd.DataFrame(rows, columns=["occupation", "task", "field", "value", "reason"])


def row_changes(
    cell: Mapping[str, str],
    task: Mapping[str, object],
    shares: Mapping[str, float],
    technologies: Sequence[str],
    where: Message,
) -> tuple[dict[str, str], list[Problem]]:
    """What one row changes, and what is wrong in it.

    Parameters
    ----------
    cell : text of each column of the sheet; names where it has drop-down lists.
    task : the row of the catalogue.
    shares : technology -> share of the task's work, 0-1, as the catalogue has it.
    technologies : those with a column.
    where : the row, for messages.

    Returns
    -------
    Field -> value as an overlay has them, and problems.
    """
    mapping, heading = names(), headings(technologies)
    found: dict[str, str] = {}
    problems: list[Problem] = []

    def share(column: str) -> float | None:
        return _share(cell[column], _cell(where, heading[column]), problems)

    for field in TEXTS:
        value = cell[field].strip()
        if value and value != task[field]:
            found[field] = value
    for field in CHOICES:
        value = cell[field].strip()
        back = {no_commas(name): code for code, name in mapping[field].items()}
        code = back.get(no_commas(value))
        if code is None:
            at = _cell(where, heading[field])
            problems.append(unknown_name(at, say_in("the", "choice"), value, list(back)))
        elif code != (task[field] if task[field] != "unknown" else GATES[0]):
            found[field] = code
    for field in SHARES:
        number = share(field)
        if number is not None and abs(number - float(str(task[field]))) > TOLERANCE:
            found[field] = f"{number:g}"
    new = {name: share(f"{TECHNOLOGY}{name}") or 0.0 for name in technologies}
    if any(abs(new[name] - shares[name]) > TOLERANCE for name in technologies):
        taken = {name: v for name, v in new.items() if v > 0} or {technologies[0]: 0.0}
        found |= {f"{TECHNOLOGY}{name}": f"{v:g}" for name, v in taken.items()}
    return found, problems


def _cell(where: Message, heading: str) -> Message:
    return say("{file} {cell}", file=where, cell=heading)


def _no_task(where: Message, task: str) -> Problem:
    known = headings([])  # as the workbook has them
    code, number = known["occupation"], known["task"]
    remedy = say("leave {code} and {number} as they were", code=code, number=number)
    return Problem(where, say("no task {task}", task=task), remedy=remedy)


def _share(text: str, where: Message, problems: list[Problem]) -> float | None:
    """A share from a cell: 0.2, 0,2 or 20 %."""
    cleaned = text.replace("\u00a0", "").replace(" ", "").replace(",", ".")
    if not cleaned:
        return None
    per_cent = cleaned.endswith("%")
    try:
        number = float(cleaned.rstrip("%")) / (100 if per_cent else 1)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        found, remedy = say("{word!q}", word=text), say("type a share")
        problems.append(Problem(where, found, [say("20%"), say("0.2")], remedy))
        return None
    return number
