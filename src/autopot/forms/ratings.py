"""The workbook in which people who do a job label its tasks themselves."""

from __future__ import annotations

import io
from typing import Any

import pandas as pd
from openpyxl import load_workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from autopot.evidence.ratings import CHOICES, HEADINGS, LABEL, SHEET
from autopot.messages import Message, name_in, say, shown, told
from autopot.tables import Table, TableColumn
from autopot.tables.names import names
from autopot.views.workbook import FONT, LINE_HEIGHT, TablesWorkbook, saved

TITLE = say("What can a machine do in your job in 2026?")
ASKED = (
    say(
        "You who do the job know it best. The sheet {sheet!q} has a row for each task. Choose one "
        "answer to each of two questions from the list in the yellow cells. Leave a task empty if "
        "you do not do it or do not know. A remark is welcome; write no names and nothing about "
        "users, pupils or colleagues.",
        sheet=SHEET,
    ),
    say(
        "Answer alone first, before you talk with others. It is your own opinion that counts; "
        "there is no right answer. You do not see what others have answered, and that is on "
        "purpose."
    ),
    say(
        "Think of the whole task as it is in an ordinary week where you work: the hands, the talk "
        "and the waiting too."
    ),
    say(
        "The machine is what can be bought in 2026, whether or not you have it: language models "
        "that read and write Norwegian, read long documents, pictures and tables, listen to "
        "speech, search, and carry out steps in programs, and software built on them in records, "
        "case work, finance and teaching. It has no hands, no body and no vehicle. Do not answer "
        "for what it may become."
    ),
    say(
        "The result must be as good as when an ordinary employee does the task, with checks "
        "included."
    ),
    say(
        "Do not weigh law and duty. If a law says that a person must do it or decide it, answer "
        "what the machine could have done all the same: the law is counted elsewhere. But where "
        "being together is the task, a text from a machine is not the same task."
    ),
)

QUESTIONS = {
    "exposure": say("Question 1: Would you need at most half the time, with the same quality?"),
    "automation": say(
        "Question 2: How much of the task could the machine do, with nobody doing it?"
    ),
}
MEANINGS = {
    "exposure": (
        say("E0: no. Example: shower and groom a resident. Hands and presence fill the time."),
        say(
            "E1: yes, with an ordinary chat window. You dictate or paste, read and correct. "
            "Example: write letters to parents. What it needs is in your head, so no system has to "
            "be read."
        ),
        say(
            "E2: yes, but only with software that is connected to your own systems: records, "
            "cases, registers, rosters. Example: write a reasoned decision in a building case. The "
            "case file must be read."
        ),
    ),
    "automation": (
        say("T0: nothing. Example: drive between users."),
        say(
            "T1: less than half. Example: work with the GP, the hospital and child welfare. Only "
            "minutes and letters; the talk is the work."
        ),
        say(
            "T2: between half and nine tenths; people do the rest. Example: plan lessons. The "
            "teacher chooses for this class."
        ),
        say(
            "T3: nine tenths or more, and a person checks. Example: book incoming invoices. A "
            "person clears the exceptions."
        ),
        say("T4: all of it, reliably, and nobody looks. Example: send reminders."),
    ),
}
"""Rubric -> what each label means, the least first, with an example."""

BACK = say(
    "Save the file and send it back to the one who asked you. The answers are read with: autopot "
    "evidence labels FILE.xlsx"
)

WIDTHS = {
    "occupation": 8.0,
    "name": 26.0,
    "task": 6.0,
    LABEL: 46.0,
    "exposure": 26.0,
    "automation": 26.0,
    "remark": 40.0,
}
OPEN = (*CHOICES, "remark")
"""Columns that are to be filled in."""

OPEN_FILL = PatternFill("solid", fgColor="FFF8DC")
EDGE = Side("thin", color="BFBFBF")


def rating_workbook(tasks: pd.DataFrame) -> bytes:
    """A workbook with tasks to be labelled, and none of the labels there are.

    Parameters
    ----------
    tasks : rows of the catalogue with labels of our own.

    Returns
    -------
    The content of an .xlsx file: what is asked first, then a row a task with drop-down lists; only
    what is to be filled in can be changed.
    """
    frame = tasks[["occupation", "task"]].reset_index(drop=True)
    frame["name"] = frame["occupation"].map(names()["occupation"])
    frame[LABEL] = tasks[name_in(tasks.columns, "label")].to_numpy()
    for column in OPEN:
        frame[column] = ""
    paragraphs, bold = _instructions()
    book = TablesWorkbook()
    book.add_text(told("Read this first"), [shown(text) for text in paragraphs])
    own = {name: TableColumn(heading, "task_label") for name, heading in HEADINGS.items()}
    book.add(Table("ratings", SHEET, frame[list(HEADINGS)], own=own))
    opened = load_workbook(io.BytesIO(book.to_bytes()))
    first, second = opened.worksheets
    for number in bold:
        first.cell(number, 1).font = Font(FONT, bold=True)
    first.protection.sheet = True
    _open_cells(second, frame)
    _lists(second, len(frame))
    return saved(opened)


def _instructions() -> tuple[list[Message], list[int]]:
    """The paragraphs of the first sheet, and which rows of it are headings."""
    paragraphs: list[Message] = [TITLE, *ASKED]
    bold = []
    for rubric, question in QUESTIONS.items():
        paragraphs.append(question)
        bold.append(len(paragraphs))
        paragraphs += MEANINGS[rubric]
    return [*paragraphs, BACK], bold


def _open_cells(sheet: Any, frame: pd.DataFrame) -> None:
    """Widths, heights and frozen panes; all cells locked but those to be filled in."""
    sheet.freeze_panes = f"{get_column_letter(list(HEADINGS).index(OPEN[0]) + 1)}2"
    for number, width in enumerate(WIDTHS.values(), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.row_dimensions[1].height = 3 * LINE_HEIGHT
    long = [frame[name].str.len() // (WIDTHS[name] - 2) for name in ("name", LABEL)]
    lines = pd.concat(long, axis=1).max(axis=1) + 1
    edges = Border(EDGE, EDGE, EDGE, EDGE)
    for row, count in zip(sheet.iter_rows(min_row=2), lines, strict=True):
        sheet.row_dimensions[row[0].row].height = (count + 0.2) * LINE_HEIGHT
        for name, cell in zip(HEADINGS, row, strict=True):
            cell.border = edges
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if name in OPEN:
                cell.protection, cell.fill = Protection(locked=False), OPEN_FILL
                cell.number_format = "@"  # what is typed stays text
    sheet.protection.sheet = True
    for may in ("formatColumns", "formatRows", "autoFilter"):
        setattr(sheet.protection, may, False)


def _lists(sheet: Any, rows: int) -> None:
    """A drop-down list for each question."""
    for rubric, choices in CHOICES.items():
        letter = get_column_letter(list(HEADINGS).index(rubric) + 1)
        allowed = [shown(choice) for choice in choices.values()]
        rule = DataValidation(type="list", formula1=f'"{",".join(allowed)}"', allow_blank=True)
        rule.showErrorMessage = True
        rule.error = told("Choose from the list, or leave the cell empty.")
        rule.add(f"{letter}2:{letter}{rows + 1}")
        sheet.add_data_validation(rule)
