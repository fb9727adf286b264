"""Rows that stand more than once: the same person's post twice, or a list pasted twice."""

from __future__ import annotations

import re
from math import gcd

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot.workforce.staff.cells import Sheet
from autopot.workforce.staff.headings import Header
from autopot.workforce.staff.words import plain

IDENTITY = re.compile(r"(nr|nummer|id)$")
"""End of a heading of a column that may tell persons or posts apart."""

APART = 0.5
"""Share of different values from which a column tells rows apart; 0.5 in a list pasted twice."""

FEWEST_IN_BLOCK, FEWEST_TWICE = 4, 5
"""Different rows in a block that stands twice, and in a list in which every row does; in shorter
ones without persons, equal rows may be so by chance."""

Mask = NDArray[np.bool_]


def row_numbers(cells: NDArray[np.object_]) -> NDArray[np.int64]:
    """(rows,) the same number for rows that are equal in every cell.

    >>> row_numbers(np.array([["a", "1"], ["b", "1"], ["a", "1"]], object)).tolist()
    [0, 1, 0]
    """
    joined = np.array(["\x1f".join(map(str, row)) for row in cells], dtype=object)
    numbers: NDArray[np.int64] = pd.factorize(joined)[0].astype(np.int64)
    return numbers


def repeated_rows(
    raw: Sheet, header: Header, rows: NDArray[np.int64], numbers: NDArray[np.int64]
) -> tuple[Mask, Mask]:
    """Rows that stand earlier in the list too.

    Equal rows are one post twice where the row holds something that tells persons apart. In a list
    without it, three assistants at 50 % are three equal rows, and only whole blocks are told.

    Parameters
    ----------
    raw : the sheet with all its columns.
    header : where they are.
    rows : (n,) rows of staff.
    numbers : (n,) as `row_numbers` gives them.

    Returns
    -------
    (n,) rows that stand twice and hold a person, and rows of blocks that do.
    """
    again = pd.Series(numbers).duplicated().to_numpy()
    nothing = np.zeros(len(rows), dtype=bool)
    if not again.any():
        return nothing, nothing
    person = nothing.copy()
    for column in identities(raw, header, rows):
        person |= raw.cells[rows, column] != ""
    blocks = _blocks(numbers)
    return again & person & ~blocks, again & blocks


def identities(raw: Sheet, header: Header, rows: NDArray[np.int64]) -> list[int]:
    """Columns that tell (n,) rows of staff apart: they name persons or posts."""
    named = [n for n in header.ignored if IDENTITY.search(plain(str(raw.cells[header.row, n])))]
    result = []
    for column in [*header.personal, *named]:
        if column >= raw.cells.shape[1]:
            continue
        filled = pd.Series(raw.cells[rows, column])
        filled = filled[filled != ""]
        if len(filled) and filled.nunique() >= APART * len(filled):
            result.append(column)
    return result


def _blocks(numbers: NDArray[np.int64]) -> Mask:
    """Rows of a block of several different rows that stands twice or more."""
    counts = pd.Series(numbers).value_counts()
    times = gcd(*(int(count) for count in counts))
    if times > 1 and len(counts) >= FEWEST_TWICE:
        return np.ones(len(numbers), dtype=bool)
    place = pd.Series(np.arange(len(numbers)))
    before = place - place.groupby(numbers).shift()
    result = np.zeros(len(numbers), dtype=bool)
    for shift in before.value_counts().index[:20]:
        step = int(shift)
        same = np.zeros(len(numbers), dtype=bool)
        same[step:] = numbers[step:] == numbers[:-step]
        ends = np.flatnonzero(np.diff(np.concatenate([[False], same, [False]]).astype(int)))
        for start, end in ends.reshape(-1, 2):
            different = len(set(numbers[start:end].tolist()))
            whole = start == step and end == len(numbers)
            if different >= FEWEST_IN_BLOCK - whole:
                result[start:end] = True
    return result
