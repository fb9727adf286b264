"""Rows of one person with the FTE of several: 7550 for 75,50 per cent, 100 for 1 FTE."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from autopot.workforce.staff.amounts import MOST_PER_PERSON
from autopot.workforce.staff.cells import Sheet
from autopot.workforce.staff.headings import Header
from autopot.workforce.staff.repeats import employee_columns, identities, tells_apart

TOO_MUCH = 2.0
"""FTE above which a row is no one person; two full posts of the same person are thinkable."""

MOSTLY_WITH, MOSTLY_WITHOUT = 0.7, 0.9
"""Share of the rows that must be ordinary posts, in a list that names persons and in one of
percentages that does not; else the rows are sums of several."""

FEWEST = 10
"""Rows from which a list that names nobody is looked at."""

Mask = NDArray[np.bool_]


def large_posts(
    raw: Sheet, header: Header, rows: NDArray[np.int64], fte: NDArray[np.float64]
) -> Mask:
    """Rows that are one person's, as the others are, and hold more than one person can have.

    Parameters
    ----------
    raw : the sheet with all its columns.
    header : where they are.
    rows : (n,) rows of staff.
    fte : (n,) FTE of each, NaN where there is none.

    Returns
    -------
    (n,) such rows; none that states a number of persons.
    """
    one = fte > 0
    if "headcount" in header.columns:
        one &= raw.cells[rows, header.columns["headcount"]] == ""
    persons = [raw.cells[rows, column] != "" for column in identities(raw, header, rows)]
    if persons:
        one &= np.any(persons, axis=0)
        least = MOSTLY_WITH
    elif "fte" in header.columns or len(rows) < FEWEST:
        return np.zeros(len(rows), dtype=bool)
    else:
        least = MOSTLY_WITHOUT
    ordinary = np.count_nonzero(fte[one] <= MOST_PER_PERSON) >= least * max(1, one.sum())
    large: Mask = one & (fte > TOO_MUCH) & ordinary
    return large


def mostly_large(
    raw: Sheet, header: Header, rows: NDArray[np.int64], fte: NDArray[np.float64]
) -> Mask:
    """Rows above `TOO_MUCH` in a list of employees whose median is above it: another unit.

    Parameters
    ----------
    raw, header, rows, fte : as in `large_posts`.

    Returns
    -------
    (n,) such rows; none where FTE are stated themselves, or numbers of persons.
    """
    none = np.zeros(len(rows), dtype=bool)
    if {"fte", "headcount"} & set(header.columns):
        return none
    for column in employee_columns(raw, header):
        cells = raw.cells[rows, column]
        one = (cells != "") & (fte > 0)
        if tells_apart(cells[one]) and np.median(fte[one]) > TOO_MUCH:
            large: Mask = one & (fte > TOO_MUCH)
            return large
    return none
