"""Labels of the tasks by the people who do them: what is asked, and the filled-in file read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from autopot import catalogue
from autopot.catalogue.reading import place_of
from autopot.errors import InputError, Problem, unknown_name
from autopot.evidence.filled_sheet import filled_sheet
from autopot.evidence.task_labels import LEVELS
from autopot.messages import Text, in_every_language, language, say, say_in

SHEET = say("Rating")
KEYS = {"occupation": say("Code"), "name": say("Occupation"), "task": say("No.")}
LABEL = "label"
HEADINGS = {
    **KEYS,
    LABEL: say("Task"),
    "exposure": say("Is the time at least halved?"),
    "automation": say("How much could the machine do alone?"),
    "remark": say("Remark"),
}
"""Column of the sheet -> its heading, in order; a rubric is its question."""

CHOICES = {
    "exposure": {
        "E0": say("E0: no"),
        "E1": say("E1: yes – with a chat alone"),
        "E2": say("E2: yes – with software that reads our systems"),
    },
    "automation": {
        "T0": say("T0: nothing"),
        "T1": say("T1: less than half"),
        "T2": say("T2: half to nine tenths"),
        "T3": say("T3: nearly all – a person checks"),
        "T4": say("T4: all – nobody has to look"),
    },
}
"""Rubric -> label -> what stands in the drop-down list; no commas, at which Excel parts a list."""

Task = tuple[str, str]
"""Occupation and number."""

COLUMNS = ["occupation", "task", "rubric", "value"]


@dataclass(frozen=True)
class Ratings:
    """The labels that one person or group gave.

    Parameters
    ----------
    labels : occupation, task, rubric, value; one row a label.
    empty : rows of the sheet where nothing was chosen.
    """

    labels: pd.DataFrame
    empty: int

    def of(self, rubric: str) -> pd.Series:
        """(occupation, task) -> label by one rubric."""
        own = self.labels[self.labels["rubric"] == rubric]
        return own.set_index(["occupation", "task"])["value"]

    def as_csv(self) -> bytes:
        """The labels as a table input/labels: no remark and no name of who wrote it."""
        text: str = self.labels.to_csv(index=False, lineterminator="\n")
        return text.encode()


def read_ratings(path: Path) -> Ratings:
    """Labels from a filled-in workbook, in whichever language it was made, or from a table.

    Parameters
    ----------
    path : .xlsx made by 'autopot tasks export --labels', or .csv with the columns of input/labels.

    Raises
    ------
    InputError
        Everything that is wrong with it, with its cell; or no label in it at all.
    """
    found = _from_table(path) if path.suffix.lower() == ".csv" else _from_sheet(path)
    if found.labels.empty:
        remedy = say("choose from the lists in the sheet {sheet}, and save the file", sheet=SHEET)
        raise InputError(Problem(str(path), say("no task is rated"), remedy=remedy))
    return found


def _from_table(path: Path) -> Ratings:
    frame = catalogue.read_table("input/labels", path)
    known, place = _texts(), place_of(path)
    problems: list[Problem] = []
    for number, (code, task, rubric, value) in enumerate(frame.itertuples(index=False), start=2):
        at = say("{file} row {row}", file=place, row=number)
        if (code, task) not in known:
            problems.append(_no_task(at, (code, task), known))
        if value not in LEVELS[rubric]:
            problems.append(_no_label(at, value, rubric))
    if problems:
        raise InputError(problems)
    return Ratings(frame[COLUMNS], empty=0)


def _from_sheet(path: Path) -> Ratings:
    allowed = say("an .xlsx file made by 'autopot tasks export --labels', or a .csv file")
    remedy = say("use the workbook as it was made")
    sheet, cells = filled_sheet(path, SHEET, allowed, remedy)
    at = _columns(cells[0])
    if missing := [heading for name, heading in HEADINGS.items() if name not in at]:
        place, found = f"{path} {sheet}!1", say("no column for {names}", names=missing)
        raise InputError(Problem(place, found, remedy=say("restore the headings")))
    known = _texts()
    first_row: dict[Task, int] = {}
    rows: list[tuple[str, str, str, str]] = []
    problems: list[Problem] = []
    empty = 0
    for number, row in enumerate(cells[1:], start=2):
        cell = {name: _text(row[column]) for name, column in at.items()}
        if not any(cell.values()):
            continue
        key = (cell["occupation"], cell["task"].zfill(2))
        places = {name: f"{path} {sheet}!{_letter(column)}{number}" for name, column in at.items()}
        problems += _task_problems(key, cell[LABEL], known, first_row, places)
        first_row.setdefault(key, number)
        given = {rubric: cell[rubric] for rubric in CHOICES if cell[rubric]}
        empty += not given
        for rubric, text in given.items():
            value = _chosen(rubric, text)
            if value is None:
                problems.append(_no_label(places[rubric], text, rubric))
            else:
                rows.append((*key, rubric, value))
    if problems:
        raise InputError(problems)
    return Ratings(pd.DataFrame(rows, columns=COLUMNS), empty)


def _texts() -> dict[Task, tuple[str, str]]:
    """(occupation, task) -> its label in Norwegian and English."""
    tasks = catalogue.labelled_tasks()
    columns = ("occupation", "task", "label_nb", "label_en")
    return {(o, t): (nb, en) for o, t, nb, en in zip(*(tasks[c] for c in columns), strict=True)}


def _columns(headings: list[Any]) -> dict[str, int]:
    """Name of a column -> where it stands, by its heading in any language."""
    there = [_text(heading) for heading in headings]
    return {
        name: there.index(word)
        for name, words in HEADINGS.items()
        for word in reversed(in_every_language(words))
        if word in there
    }


def _text(value: object) -> str:
    """A cell as text; a code that became a number is a code again.

    >>> _text(5321.0), _text(" E1 "), _text(None)
    ('5321', 'E1', '')
    """
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


def _letter(column: int) -> str:
    return chr(ord("A") + column)


def _chosen(rubric: str, text: str) -> str | None:
    """The label that a cell says: the label alone, or a choice of the list in any language.

    >>> _chosen("exposure", "e1"), _chosen("exposure", "E0: no"), _chosen("exposure", "E1 or E2")
    ('E1', 'E0', None)
    """
    said = " ".join(text.casefold().split())
    for value, choice in CHOICES[rubric].items():
        if said in {value.casefold(), *(word.casefold() for word in in_every_language(choice))}:
            return value
    return None


def _task_problems(
    key: Task,
    text: str,
    known: Mapping[Task, tuple[str, str]],
    first_row: Mapping[Task, int],
    places: Mapping[str, str],
) -> list[Problem]:
    """What is wrong with the task that a row is about."""
    if key not in known:
        return [_no_task(places["occupation"], key, known)]
    if key in first_row:
        found = say("task {task} stands in row {row} too", task="-".join(key), row=first_row[key])
        remedy = say("delete one of the rows")
        return [Problem(places["occupation"], found, say("each task once"), remedy)]
    if text not in known[key]:
        found = say("the text of the task was changed to {text!q}", text=text)
        wanted = known[key][0] if language() != "en" else known[key][1]
        remedy = say("put the text back, since others rate the same task")
        return [Problem(places[LABEL], found, wanted, remedy)]
    return []


def _no_task(place: Text, key: Task, known: Mapping[Task, object]) -> Problem:
    own = ["-".join(task) for task in known if task[0] == key[0]]
    allowed = own or ["-".join(task) for task in known]
    return unknown_name(place, say_in("the", "task"), "-".join(key), allowed)


def _no_label(place: Text, text: str, rubric: str) -> Problem:
    remedy = say("choose from the list, or leave the cell empty")
    return Problem(place, say("{word!q}", word=text), list(CHOICES[rubric].values()), remedy)
