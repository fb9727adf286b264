"""Posts that are divided between accounts: in several rows, each with the full percentage."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot.workforce.staff.amounts import MOST_PER_PERSON
from autopot.workforce.staff.cells import Sheet
from autopot.workforce.staff.headings import Header
from autopot.workforce.staff.numbers import parse_numbers
from autopot.workforce.staff.repeats import employee_columns

PARTS = re.compile(
    r"(konterings?|fordelings?|posterings?)(andel|del|prosent|pst)|"
    r"(andel|prosent)(av)?(kontering|fordeling|postering)"
)
"""Plain headings of the part of a post that an account pays."""

ROUNDING = 0.01


def shared_posts(
    raw: Sheet, header: Header, rows: NDArray[np.int64], fte: NDArray[np.float64]
) -> tuple[int, NDArray[np.int64], float] | None:
    """Rows of posts that are divided, and hold the full percentage each.

    They are so for an employee whose rows have the same FTE and parts that sum to one, where any
    such employee has different parts, or more FTE than one person can have: halves of 50 per cent
    may be posts whose percentages are divided already.

    Parameters
    ----------
    raw : the sheet with all its columns.
    header : where they are.
    rows : (n,) rows of staff.
    fte : (n,) FTE of each, NaN where there is none.

    Returns
    -------
    The column of parts, the places in `rows`, and their FTE by the parts; None where there are
    none.
    """
    headings = header.words(raw, header.ignored)
    parts = [n for n, word in headings.items() if PARTS.fullmatch(word)]
    persons = employee_columns(raw, header)
    if not parts or not persons or not len(rows):
        return None
    at = parts[0]
    numbers = parse_numbers(raw.cells[rows, at], "auto", raw.kinds[rows, at], raw.values[rows, at])
    part = numbers.values / (100 if np.nan_to_num(numbers.values).max() > 1 else 1)
    table = pd.DataFrame({"who": raw.cells[rows, persons[0]], "part": part, "fte": fte})
    table = table[(table["who"] != "") & (table["fte"] > 0) & (table["part"] > 0)]
    by = table.groupby("who")
    each = by.agg(
        n=("fte", "size"), low=("fte", "min"), high=("fte", "max"), fte=("fte", "sum"),
        least=("part", "min"), most=("part", "max"), whole=("part", "sum"),
    )  # fmt: skip
    divided = each[
        (each["n"] > 1) & (each["low"] == each["high"]) & ((each["whole"] - 1).abs() < ROUNDING)
    ]
    sure = (divided["most"] > divided["least"]) | (divided["fte"] > MOST_PER_PERSON)
    if not sure.any():
        return None
    found = table[table["who"].isin(divided.index)]
    places = found.index.to_numpy(np.int64)
    return at, places, float((found["fte"] * found["part"]).sum())
