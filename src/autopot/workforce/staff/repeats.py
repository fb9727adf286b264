"""Rows that stand more than once: the same person's post twice, or a list pasted twice."""

from __future__ import annotations

import re
from math import gcd

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot.workforce.staff.cells import Sheet
from autopot.workforce.staff.headings import Header

IDENTITY = re.compile(r"(nr|nummer|id)$")
"""End of a heading of a column that may tell persons or posts apart."""

EMPLOYEE = re.compile(
    r"(ansatte?|tilsett|medarbeid[ea]r|arbeidsta?k[ea]r|employee|res(surs)?|pers(on)?(al)?)s?"
    r"(nr|nummer|no|number|id)"
)
"""Headings of numbers of employees."""

APART = 0.5
"""Share of different values from which a column tells rows apart; 0.5 in a list pasted twice."""

FEWEST_IN_BLOCK, FEWEST_TWICE = 4, 5
"""Different rows in a block that stands twice, and in a list in which every row does; in shorter
ones without persons, equal rows may be so by chance."""

ROWS_FOR_EACH = 1_000
"""Rows of a list for each different row that a block must have more than the fewest: in a long list
four rows in a row equal four others by chance."""

Mask = NDArray[np.bool_]


def row_numbers(cells: NDArray[np.object_]) -> NDArray[np.int64]:
    """(rows,) the same number for rows that are equal in every cell.

    >>> row_numbers(np.array([["a", "1"], ["b", "1"], ["a", "1"]], object)).tolist()
    [0, 1, 0]
    """
    joined = np.array(["\x1f".join(map(str, row)) for row in cells], dtype=object)
    numbers: NDArray[np.int64] = pd.factorize(joined)[0].astype(np.int64)
    return numbers


def repeated_rows(numbers: NDArray[np.int64], person: Mask) -> tuple[Mask, Mask]:
    """Rows that stand earlier in the list too.

    Equal rows are one post twice where the row holds something that tells persons apart. In a list
    without it, three assistants at 50 % are three equal rows, and only whole blocks are told.

    Parameters
    ----------
    numbers : (n,) the same for rows that are equal in every cell, in the order of the list.
    person : (n,) rows that hold what tells persons apart.

    Returns
    -------
    (n,) rows that stand twice and hold a person, and rows of blocks that do.

    >>> numbers, person = np.array([0, 1, 0, 1]), np.array([True, False, True, False])
    >>> [which.tolist() for which in repeated_rows(numbers, person)]
    [[False, False, True, False], [False, False, False, False]]
    """
    again = pd.Series(numbers).duplicated().to_numpy()
    if not again.any():
        return again, again.copy()
    blocks = _blocks(numbers)
    return again & person & ~blocks, again & blocks


def with_persons(raw: Sheet, header: Header, rows: NDArray[np.int64]) -> Mask:
    """Which rows of staff hold what tells persons apart.

    Parameters
    ----------
    raw : the sheet with all its columns.
    header : where they are.
    rows : (n,) rows of staff.

    Returns
    -------
    (n,) whether any such cell of the row is filled.
    """
    columns = identities(raw, header, rows)
    person: Mask = (raw.cells[rows][:, columns] != "").any(axis=1)
    return person


def identities(raw: Sheet, header: Header, rows: NDArray[np.int64]) -> list[int]:
    """Columns that tell rows of staff apart: they name persons or posts.

    Parameters
    ----------
    raw : the sheet with all its columns.
    header : where they are.
    rows : (n,) rows of staff.

    Returns
    -------
    Columns of the sheet, from 0: those of `identity_columns` whose filled cells `tells_apart`.
    """
    columns = {column: raw.cells[rows, column] for column in identity_columns(raw, header)}
    return [column for column, cells in columns.items() if tells_apart(cells[cells != ""])]


def identity_columns(sheet: Sheet, header: Header) -> list[int]:
    """Columns whose headings may be those of what tells persons or posts apart.

    Parameters
    ----------
    sheet, header : the sheet and its columns.

    Returns
    -------
    Columns of the sheet, from 0; what is in them is not looked at.
    """
    headings = header.words(sheet, header.ignored)
    named = [number for number, word in headings.items() if IDENTITY.search(word)]
    return [n for n in [*header.personal, *named] if n < sheet.cells.shape[1]]


def employee_columns(sheet: Sheet, header: Header) -> list[int]:
    """Columns whose headings are those of numbers of employees.

    Parameters
    ----------
    sheet, header : the sheet and its columns.

    Returns
    -------
    Columns of the sheet, from 0.
    """
    headings = header.words(sheet, header.personal)
    return [number for number, word in headings.items() if EMPLOYEE.fullmatch(word)]


def tells_apart(filled: NDArray[np.object_] | NDArray[np.uint64]) -> bool:
    """Whether the cells of a column that are filled are different enough.

    Parameters
    ----------
    filled : (n,) cells of the column that are filled, or numbers that stand for them.
    """
    return len(filled) > 0 and len(pd.unique(filled)) >= APART * len(filled)


def _blocks(numbers: NDArray[np.int64]) -> Mask:
    """Rows of a block of several different rows that stands twice or more."""
    counts = pd.Series(numbers).value_counts()
    times = gcd(*(int(count) for count in counts.unique()))
    if times > 1 and len(counts) >= FEWEST_TWICE:
        return np.ones(len(numbers), dtype=bool)
    place = pd.Series(np.arange(len(numbers)))
    before = place - place.groupby(numbers).shift()
    fewest = max(FEWEST_IN_BLOCK, len(numbers) // ROWS_FOR_EACH)
    result = np.zeros(len(numbers), dtype=bool)
    for shift in before.value_counts().index[:20]:
        step = int(shift)
        same = np.zeros(len(numbers), dtype=bool)
        same[step:] = numbers[step:] == numbers[:-step]
        ends = np.flatnonzero(np.diff(np.concatenate([[False], same, [False]]).astype(int)))
        for start, end in ends.reshape(-1, 2):
            whole = start == step and end == len(numbers)
            needed = FEWEST_IN_BLOCK - 1 if whole else fewest
            if end - start >= needed and len(pd.unique(numbers[start:end])) >= needed:
                result[start:end] = True
    return result
