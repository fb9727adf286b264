"""Sheets without data about persons in their cells, wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot.workforce.staff.cells import Kind, Sheet
from autopot.workforce.staff.choosing import Options
from autopot.workforce.staff.findings import Finding
from autopot.workforce.staff.headings import Header, find_header
from autopot.workforce.staff.personal import HIDDEN
from autopot.workforce.staff.personal_text import BORN, hidden, name_like, without_hidden
from autopot.workforce.staff.personal_titles import hidden_title

CODES = ("function", "unit", "unit_name", "occupation", "position_code")
"""Columns in which eight digits at the start of a cell are a code, and a date may hide one."""

MOST = 0.6
"""Share of the values of a column that must look like names or dates of birth."""

MANY = 5
"""Distinct values from which a column can be one of names or dates of birth."""

LOOKED_AT = 2_000
"""Different values that are looked at."""

OF_POSTS = re.compile(
    r"(?i)fra|frå|til|start|slutt|begynt|ansatt|tilsett|gjeld|gyldig|opprett|endr|from|until|valid"
)
"""Headings of dates that are those of a post."""

Cells = NDArray[np.object_]


def screened(sheets: Sequence[Sheet], options: Options) -> tuple[list[Sheet], list[Finding]]:
    """Sheets with what looks personal taken out of every cell.

    Columns whose heading says that they are personal are left for `read_sheet`, which empties them.

    Parameters
    ----------
    sheets : as they stand in the file.
    options : what the planner says about it.

    Returns
    -------
    The sheets. In a column that is used, a cell keeps what is left of its text ("Lærer, fnr ▒▒▒" is
    "Lærer"); one of which nothing is left is ▒▒▒. Other columns are never copied; those of names
    or dates of birth are hidden whole. Findings name row and column, never the content.
    """
    result, findings = [], []
    for sheet in sheets:
        clean, told = _screened(sheet, options)
        result.append(clean)
        findings += told
    return result, findings


def _screened(sheet: Sheet, options: Options) -> tuple[Sheet, list[Finding]]:
    header, _ = find_header(sheet, options.headings(), options.profile)
    if header is None:
        return sheet.with_texts(hide(sheet.cells, sheet.kinds, False)), []
    cells = screened_top(sheet, header.row).cells.copy()
    body = slice(header.row + 1, None)
    used = {number: name for name, number in header.columns.items()}
    findings: list[Finding] = []
    by_content: list[int] = []
    for number in (n for n in range(cells.shape[1]) if n not in header.personal):
        column, kinds = sheet.cells[body, number], sheet.kinds[body, number]
        if _persons(column, str(cells[header.row, number]), used.get(number, "")):
            by_content.append(number)
            cells[body, number] = np.where(column == "", "", HIDDEN)
            continue
        if number not in used:
            continue
        seen = clean(column, kinds, used[number])
        rows = np.flatnonzero(seen != column)
        cells[body, number] = seen
        if len(rows):
            at = tuple(int(row) + header.row + 1 for row in rows)
            findings.append(_told("personal_cells", cells, header, number, sheet, at))
    masked = sheet.with_texts(cells)
    for number in by_content:
        kind = by_content_kind(number in used)
        findings.append(_told(kind, cells, header, number, masked, (header.row,)))
    return masked, findings


def screened_top(sheet: Sheet, row: int) -> Sheet:
    """The sheet with what looks personal hidden in its headings and above them.

    Parameters
    ----------
    sheet : the sheet; stays as it is.
    row : of the headings, from 0.
    """
    cells = sheet.cells.copy()
    top = slice(0, row + 1)
    cells[top] = hide(cells[top], sheet.kinds[top], False)
    return sheet.with_texts(cells)


def by_content_kind(used: bool) -> str:
    """What to say of a column that holds persons."""
    return "personal_in_used" if used else "personal_by_content"


def clean(column: Cells, kinds: NDArray[np.uint8], name: str) -> Cells:
    """The cells of a column that is used, with what is left of those that held a person.

    Parameters
    ----------
    column : (n,) texts.
    kinds : (n,) `Kind` of each.
    name : our name of the column; in columns of codes dates and eight digits stand.
    """
    seen = hide(column, kinds, name in CODES)
    if name == "title":
        seen = np.array([hidden_title(text) for text in seen], dtype=object)
    rows = np.flatnonzero(seen != column)
    seen[rows] = [without_hidden(text) for text in seen[rows]]
    return seen


def _told(
    kind: str, cells: Cells, header: Header, number: int, sheet: Sheet, rows: tuple[int, ...]
) -> Finding:
    heading = str(cells[header.row, number])
    return Finding(kind=kind, values={"heading": heading}, sheet=sheet, rows=rows, column=number)


def hide(cells: Cells, kinds: NDArray[np.uint8], code: bool) -> Cells:
    """Cells with what looks personal replaced by a mark; each distinct text is looked at once.

    Parameters
    ----------
    cells : texts, any shape.
    kinds : `Kind` of each, same shape.
    code : whether they are of a column of codes, in which dates and eight digits stand.

    Returns
    -------
    Same shape.
    """
    which, distinct = pd.factorize(np.ravel(cells))
    seen = np.array([hidden(text, code) for text in distinct], dtype=object)
    if not len(seen):
        return cells
    result: Cells = seen[which].reshape(np.shape(cells))
    return np.where(kinds == Kind.DATE, cells, result) if code else result


def _persons(column: Cells, heading: str, name: str) -> bool:
    """Whether a column is one of names, or of dates of birth: many distinct, nearly all such."""
    if name not in ("", "title"):
        return False
    filled = pd.Series(column[column != ""])
    distinct = filled.drop_duplicates()
    return many_distinct(len(distinct), len(filled)) and look_like_persons(
        list(distinct[:LOOKED_AT]), heading, name
    )


def many_distinct(distinct: int, filled: int) -> bool:
    """Whether a column has so many different values that it may be one of persons.

    Parameters
    ----------
    distinct : number of different values.
    filled : number of cells that are filled.
    """
    return distinct >= MANY and distinct * 2 >= filled


def look_like_persons(texts: Sequence[str], heading: str, name: str) -> bool:
    """Whether different values of a column are mostly names, or dates of birth.

    Parameters
    ----------
    texts : the first different values.
    heading : of the column.
    name : our column, "" for one that is not used.
    """
    if name not in ("", "title") or not texts:
        return False
    if name_like(texts).mean() > MOST:
        return True
    if name or OF_POSTS.search(heading):
        return False
    dates = np.array([BORN.fullmatch(text) is not None for text in texts])
    return bool(dates.mean() > MOST)
