"""The workbook in which an expert group corrects tasks, and its reading back."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pandas as pd
from openpyxl import load_workbook
from openpyxl.styles import Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from autopot.evidence.corrections import TECHNOLOGY
from autopot.messages import say, shown, told
from autopot.tables import Table, TableColumn, column
from autopot.tables.names import names
from autopot.views.workbook import TablesWorkbook, saved

SHEET = say("Tasks")
FIXED = ("occupation", "name", "task")
TEXTS = ("label_nb", "label_en")
SHARES = ("time_share", "time_share_low", "time_share_high")
CHOICES = ("activity", "human_required")
REASON = "reason"

INSTRUCTIONS = (
    say("Correct the tasks of the occupations you know"),
    say(
        "The sheet {sheet!q} has a row for each task. Correct what is not so where you work: the "
        "text, the time, the kind of work, whether a person is required, and which technology "
        "would do the work.",
        sheet=SHEET,
    ),
    say(
        "Time is a share of the working time of a year. It adds up to 100% for each occupation. "
        "Low and high are a range that nine out of ten municipalities lie within."
    ),
    say(
        "It is the occupation's time in general. Some occupations spend it another way in some "
        "sectors. Where you correct the time of an occupation, yours holds in every sector."
    ),
    say(
        "Technologies are shares of the work of each task: what would take it over in 10 to 20 "
        "years? What they lack to 100% no technology takes, and it counts as no potential."
    ),
    say(
        "Do not change code, occupation and number, and delete no rows. A short reason is welcome."
    ),
    say(
        "Read it back with: autopot tasks import FILE.xlsx --out corrections.csv. It shows what "
        "changes in the result. The data that come with autopot are not touched."
    ),
    say("The kinds of work are explained in docs/task-coding.md."),
)


def headings(technologies: Sequence[str]) -> dict[str, str]:
    """Column -> its heading in the language that is spoken, in the order of the sheet.

    Parameters
    ----------
    technologies : their codes; each has a column of its own, technology_….
    """
    shares = [f"{TECHNOLOGY}{name}" for name in technologies]
    order = [*FIXED, *TEXTS, *SHARES, *CHOICES, *shares, REASON]
    empty = _sheet(pd.DataFrame(columns=order))
    return dict(zip(order, empty.headings(), strict=True))


def _sheet(frame: pd.DataFrame) -> Table:
    """The sheet of tasks: code and name of the occupation, and a column a technology."""
    own = {"occupation": "occupation_code", "name": "occupation"}
    technology = names()["technology"]
    shares = [str(name) for name in frame.columns if str(name).startswith(TECHNOLOGY)]
    return Table(
        name="tasks",
        title=SHEET,
        frame=frame,
        own={
            **{name: TableColumn(column(like).heading, like) for name, like in own.items()},
            **{
                name: TableColumn(technology[name.removeprefix(TECHNOLOGY)], "time_share")
                for name in shares
            },
        },
    )


def expert_workbook(tasks: pd.DataFrame, technologies: pd.DataFrame) -> bytes:
    """A workbook with the tasks to be corrected.

    Parameters
    ----------
    tasks : rows of the catalogue.
    technologies : one row per task in the same order, one column per technology, shares.

    Returns
    -------
    The content of an .xlsx file: instructions first, then the tasks with drop-down lists.
    """
    mapping = names()
    codes = [str(name) for name in technologies.columns]
    order = headings(codes)
    frame = tasks[["occupation", "task", *TEXTS, *SHARES, *CHOICES]].reset_index(drop=True)
    gates = mapping["human_required"]
    frame["name"] = frame["occupation"].map(mapping["occupation"])
    frame["activity"] = frame["activity"].map(mapping["activity"])
    frame["human_required"] = [gates.get(str(g), gates["none"]) for g in frame["human_required"]]
    for code in codes:
        frame[f"{TECHNOLOGY}{code}"] = technologies[code].to_numpy()
    frame[REASON] = ""
    book = TablesWorkbook()
    book.add_text(told("Read this first"), [shown(text) for text in INSTRUCTIONS])
    book.add(_sheet(frame[list(order)]))
    return _with_lists(book.to_bytes(), len(frame), len(codes))


def no_commas(name: str) -> str:
    """A name as a drop-down list can hold it: Excel parts the choices with commas.

    >>> no_commas("No, or unknown")
    'No or unknown'
    """
    return " ".join(name.replace(",", " ").split())


def _with_lists(content: bytes, rows: int, technologies: int) -> bytes:
    """Drop-down lists, per cent formats and open cells; keys stay locked."""
    book = load_workbook(io.BytesIO(content))
    sheet = book[shown(SHEET)]
    order = [cell.value for cell in sheet[1]]
    mapping = names()
    for name in CHOICES:
        letter = get_column_letter(order.index(column(name).heading) + 1)
        allowed = [no_commas(v) for v in dict.fromkeys(mapping[name].values())]
        rule = DataValidation(type="list", formula1=f'"{",".join(allowed)}"', allow_blank=False)
        rule.error = told("Choose one of: {names}", names=allowed)
        rule.add(f"{letter}2:{letter}{rows + 1}")
        sheet.add_data_validation(rule)
    first = len(FIXED) + len(TEXTS)
    percent = [*range(first, first + len(SHARES))]
    start = first + len(SHARES) + len(CHOICES)
    percent += list(range(start, start + technologies))
    for row in sheet.iter_rows(min_row=2):
        for number, cell in enumerate(row):
            if number in percent:
                cell.number_format = "0%"
            cell.protection = Protection(locked=number < len(FIXED))
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    return saved(book)
