"""What the numbers of a column of position percentages mean: per cent, shares, or smaller units.

A cell with a per cent sign, or with the format of per cent, says so itself. The others follow the
column: nothing above 1.5 are shares, fixed five digits with a zero in front (05000) are hundredths
of a per cent. Where a column holds both 0.8 and 80, or 1000 again and again and nothing larger, it
is not guessed.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from autopot.workforce.staff.cells import Sheet
from autopot.workforce.staff.findings import Finding
from autopot.workforce.staff.numbers import Numbers

Unit = Literal["auto", "percent", "share", "thousandths", "hundredths"]
PER_UNIT = {"percent": 0.01, "share": 1.0, "thousandths": 0.001, "hundredths": 0.0001}
SHARE_LIMIT = 1.5
"""A column of position percentages in which nothing is larger holds shares, not per cent."""

FULL = {10_000: "percent_hundredfold", 1_000: "percent_tenfold"}
"""A full position in hundredths of a per cent and in thousandths, and what asks for it."""

OFTEN = 0.2
"""Share of rows with just a full position above which 10000 or 1000 is no sum of percentages."""

SHOWN = 5


def position_shares(
    sheet: Sheet,
    column: int,
    rows: NDArray[np.int64],
    numbers: Numbers,
    unit: Unit,
    used: NDArray[np.bool_],
) -> tuple[NDArray[np.float64], list[Finding], NDArray[np.bool_]]:
    """Position percentages as share of a full position.

    Parameters
    ----------
    sheet, column, rows : where they stand.
    numbers : (n,) the numbers; those with a sign are per cent.
    unit : auto, or what numbers without a sign mean.
    used : (n,) rows whose FTE come from the percentage; nothing is asked for others.

    Returns
    -------
    (n,) shares, what is to be said, and (n,) rows that cannot be read.
    """
    values = numbers.values
    bare = ~numbers.percent & (values > 0)
    none = np.zeros(len(rows), dtype=bool)
    findings: list[Finding] = []
    if unit == "auto":
        unit, findings = _shown_unit(sheet, column, rows, values, bare)
    small = bare & (values <= SHARE_LIMIT)
    asked = none
    if not used.any():
        findings = []
    elif unit == "auto" and small.any() and (bare & ~small).any():
        few = small if 2 * small.sum() <= bare.sum() else bare & ~small
        told = {"some": _some(sheet, rows[small], column),
                "others": _some(sheet, rows[bare & ~small], column)}  # fmt: skip
        at = tuple(int(row) for row in rows[few])
        findings, asked = (
            [Finding(kind="percent_mixed", values=told, sheet=sheet, rows=at, column=column)],
            bare & used,
        )
    elif unit == "auto" and (full := _often_full(values[bare])):
        at = tuple(int(row) for row in rows[bare & (values == full)])
        findings, asked = (
            [Finding(kind=FULL[full], values={}, sheet=sheet, rows=at, column=column)],
            bare & used,
        )
    scale = np.where(numbers.percent, 0.01, PER_UNIT.get(unit, 0.01))
    return np.where(asked, np.nan, values * scale), findings, asked


def _shown_unit(
    sheet: Sheet,
    column: int,
    rows: NDArray[np.int64],
    values: NDArray[np.float64],
    bare: NDArray[np.bool_],
) -> tuple[Unit, list[Finding]]:
    """What the numbers without a sign show themselves to be; auto where they do not."""
    texts = [str(text) for text in sheet.cells[rows[bare], column]]
    if not texts:
        return "auto", []
    if values[bare].max() <= SHARE_LIMIT:
        return "share", [
            Finding(kind="percent_as_share", values={}, sheet=sheet, rows=(), column=column)
        ]
    five = all(len(text) == 5 and text.isdigit() for text in texts)
    if five and any(text.startswith("0") for text in texts):
        return "hundredths", [
            Finding(kind="percent_as_hundredths", values={}, sheet=sheet, rows=(), column=column)
        ]
    return "auto", []


def _often_full(values: NDArray[np.float64]) -> int:
    """What a full position is, where all are whole numbers and none is larger; 0 where unknown."""
    full = int(values.max()) if len(values) else 0
    often = int((values == full).sum()) >= max(2, OFTEN * len(values))
    return full if full in FULL and often and bool((values % 1 == 0).all()) else 0


def _some(sheet: Sheet, rows: NDArray[np.int64], column: int) -> str:
    """The first different values, as they stand."""
    texts = list(dict.fromkeys(str(text) for text in sheet.cells[rows, column]))
    return ", ".join(texts[:SHOWN]) + (" …" if len(texts) > SHOWN else "")
