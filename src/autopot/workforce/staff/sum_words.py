"""Words that say that a row is a sum, an average or a count of other rows."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
from numpy.typing import NDArray

SUMS = (
    r"(?:del|sub|mellom|total|hoved|slutt)?sum(?:mer|mert)?"
    r"|(?:sub|grand )?totalt?(?: resultat| result)?|totalresultat"
    r"|(?:del)?sammendrag|samlet|til ?sammen|alt i alt|i alt"
)
MEASURES = r"(?:totalt )?(?:gjennomsnitt|antall|average|count)"
"""Rows of these hold an average or a number of rows."""

SHORT = r"tils|tot|resultat"
"""Words that say sum only where nothing but a code stands beside them."""

OTHERS = r"hele kommunen|alle (?:ansatte|enheter|sektorer|stillinger|yrker)|[∑Σ]"
LABEL = re.compile(
    rf"^(?:{SUMS}|{MEASURES})\b|\b(?:{SUMS}|{MEASURES})[ :.]*$|^(?:{OTHERS})[ :.]*$"
    rf"|^(?:\d{{1,4}} )?(?:{SHORT})\b[ :.]*(?:\d{{1,4}})?[ :.]*$",
    re.I,
)
"""A cell that begins or ends as the label of a sum; the same words are given to DuckDB."""

WHOLE = re.compile(rf"(?:{SUMS}|{MEASURES}|{SHORT}|{OTHERS})[ :.]*", re.I)
WITH_CODE = re.compile(rf"(\d*) ?(?:{SHORT})\b[ :.]*(\d*)[ :.]*", re.I)
AT_THE_END = re.compile(rf"\b(?:{SUMS})[ :.]*$", re.I)
PART = re.compile(r"^\W*(?:herav|hvorav|derav|av (?:dette|desse|disse)|of which)\b", re.I)
MEASURE = re.compile(rf"^{MEASURES}\b|\b{MEASURES}[ :.]*$", re.I)


def sum_word(text: str) -> str:
    """The word of a cell that says sum, "" where none does.

    >>> [sum_word(t) for t in ("120 Totalt", "Sum 253", "Til sammen", "Totalansvarlig")]
    ['Totalt', 'Sum', 'Til sammen', '']
    """
    found = LABEL.search(text)
    return found[0].strip(" :.") if found else ""


def without_word(text: str) -> str:
    """What a label is the sum of.

    >>> without_word("Sum Biblioteket"), without_word("120 Totalt"), without_word("Helse: sum")
    ('Biblioteket', '120', 'Helse')
    >>> without_word("TOT 202")
    '202'
    """
    if code := WITH_CODE.fullmatch(text):
        return code[1] or code[2]
    return LABEL.sub("", text).strip(" :.-–")


def part_labels(cells: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Which cells say that the row is a part of the one above, as «herav vikarer».

    Parameters
    ----------
    cells : (rows, columns) text.

    Returns
    -------
    (rows, columns) true where they do.
    """
    return _matching(cells, PART)


def labels(cells: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Which cells are the label of a sum, as «Sum Biblioteket».

    Parameters
    ----------
    cells : (rows, columns) text.

    Returns
    -------
    (rows, columns) true where they are.
    """
    return _matching(cells, LABEL)


def _matching(cells: NDArray[np.object_], pattern: re.Pattern[str]) -> NDArray[np.bool_]:
    which, distinct = pd.factorize(cells.ravel())
    found = np.array([bool(pattern.search(text)) for text in distinct], dtype=bool)
    result: NDArray[np.bool_] = found[which].reshape(cells.shape)
    return result
