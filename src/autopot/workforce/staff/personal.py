"""Data about persons: recognised so that it can be refused and never written anywhere."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

FIRST_WEIGHTS = np.array([3, 7, 6, 1, 8, 9, 4, 5, 2, 1])
SECOND_WEIGHTS = np.array([5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1])
HIDDEN = "▒▒▒"
"""Stands in place of a value that must not be shown."""


def birth_numbers(cells: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Which cells hold a Norwegian birth number, D number, or a synthetic one.

    Eleven digits (ten where a leading zero was lost) whose two control digits are right, with a day
    of 1-31 or 41-71 (D number) and a month of 1-12, 41-52 (help number) or 81-92 (synthetic).

    Parameters
    ----------
    cells : any shape, text.

    Returns
    -------
    The same shape.

    Source
    ------
    Control digits: Selmer (1964), Personnummerering i Norge; modulus 11 with the weights
    3 7 6 1 8 9 4 5 2 and 5 4 3 2 7 6 5 4 3 2.

    >>> birth_numbers(np.array(["010190 12345", "2223", ""], object)).tolist()
    [False, False, False]
    """
    flat = pd.Series(np.asarray(cells, object).ravel(), dtype="str")
    found = np.zeros(len(flat), dtype=bool)
    digits = flat.str.replace(r"[\s\u00a0.\-]", "", regex=True)
    candidate = digits.str.fullmatch(r"\d{10,11}").to_numpy(bool)
    if not candidate.any():
        return found.reshape(np.shape(cells))
    padded = digits[candidate].str.zfill(11)
    numbers = np.array([[int(c) for c in text] for text in padded])
    day, month = numbers[:, 0] * 10 + numbers[:, 1], numbers[:, 2] * 10 + numbers[:, 3]
    day, month = np.where(day > 40, day - 40, day), month % 40
    dated = (day >= 1) & (day <= 31) & (month >= 1) & (month <= 12)
    checked = (numbers[:, :10] @ FIRST_WEIGHTS % 11 == 0) & (numbers @ SECOND_WEIGHTS % 11 == 0)
    found[candidate] = dated & checked
    return found.reshape(np.shape(cells))
