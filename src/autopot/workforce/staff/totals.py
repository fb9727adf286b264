"""Rows that are no staff: sums, repeated headings, footnotes."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot.workforce.staff.cells import Sheet
from autopot.workforce.staff.findings import Finding
from autopot.workforce.staff.headings import Header

LABEL = re.compile(
    r"(del|sub|total)?sum(mer|mert)?\b|(sub|grand )?totalt?\b|samlet\b|i alt\b", re.I
)
KEYS = (
    "municipality",
    "sector",
    "function",
    "unit",
    "unit_name",
    "occupation",
    "position_code",
    "title",
)
CLOSE = 0.005
"""A sum is right within this share, or 0.05 FTE: FTE are often rounded in the rows."""


def left_out_rows(
    sheet: Sheet, header: Header, rows: NDArray[np.int64], fte: NDArray[np.float64]
) -> tuple[NDArray[np.bool_], list[Finding]]:
    """Rows that must not be counted, and what to say of them.

    A sum is a row whose label says so and that has no occupation code, or a row with nothing but an
    amount that equals the sum of the rows above it. A label without an amount is text.

    Parameters
    ----------
    sheet, header : the sheet and its columns.
    rows : (n,) rows of the sheet's cells, in order.
    fte : (n,) FTE of each.

    Returns
    -------
    (n,) rows to leave out, and the findings.
    """
    cells = sheet.cells[rows]
    no_amount = np.isnan(fte)
    repeated = (cells == sheet.cells[header.row]).all(axis=1)
    footnote = no_amount & ((cells != "").sum(axis=1) == 1) & ~repeated
    label = _labels(cells, header)
    says_sum = np.array([bool(text) for text in label], dtype=bool)
    footnote |= no_amount & says_sum & ~repeated & _nothing_said(cells, header)
    is_sum = says_sum & ~no_amount
    is_sum |= _unlabelled_sums(cells, header, fte, repeated | footnote | is_sum)
    findings = [Finding("repeated_header", {}, sheet, (int(row),)) for row in rows[repeated]]
    findings += [Finding("text_row", {}, sheet, (int(row),)) for row in rows[footnote]]
    out = repeated | footnote | is_sum
    findings += _sum_findings(sheet, rows, fte, is_sum, out, label)
    return out, findings


def _nothing_said(cells: NDArray[np.object_], header: Header) -> NDArray[np.bool_]:
    """Rows whose amount cells are all empty."""
    amounts = [header.columns[name] for name in ("fte", "percent") if name in header.columns]
    nothing: NDArray[np.bool_] = (cells[:, amounts] == "").all(axis=1)
    return nothing


def _labels(cells: NDArray[np.object_], header: Header) -> list[str]:
    """For each row the text that says that it is a sum; empty if nothing does."""
    labels = [text for text in pd.unique(cells.ravel()) if LABEL.match(text)]
    result = [""] * len(cells)
    at = header.columns.get("occupation")
    for row in np.flatnonzero(pd.DataFrame(cells).isin(labels).to_numpy().any(axis=1)):
        if at is None or not re.match(r"\d", cells[row, at]):
            result[row] = next(cell for cell in cells[row] if cell in labels)
    return result


def _unlabelled_sums(
    cells: NDArray[np.object_],
    header: Header,
    fte: NDArray[np.float64],
    other: NDArray[np.bool_],
) -> NDArray[np.bool_]:
    keys = [header.columns[name] for name in KEYS if name in header.columns]
    bare: NDArray[np.bool_] = (cells[:, keys] == "").all(axis=1) & ~np.isnan(fte) & ~other
    above = np.cumsum(np.where(bare | other | np.isnan(fte), 0.0, fte))
    bare &= (above > 0) & _close(fte, above)
    return bare


def _close(said: NDArray[np.float64], summed: NDArray[np.float64]) -> NDArray[np.bool_]:
    with np.errstate(invalid="ignore"):
        close: NDArray[np.bool_] = np.abs(said - summed) <= np.maximum(0.05, CLOSE * summed)
    return close


def _sum_findings(
    sheet: Sheet,
    rows: NDArray[np.int64],
    fte: NDArray[np.float64],
    is_sum: NDArray[np.bool_],
    out: NDArray[np.bool_],
    label: list[str],
) -> list[Finding]:
    """Each sum row, with a warning where it is neither the sum of its block nor of all above."""
    counted = np.where(out | np.isnan(fte), 0.0, fte)
    above = np.cumsum(counted)
    findings, block_start = [], 0.0
    for number in np.flatnonzero(is_sum):
        values: dict[str, str | float] = {"value": label[number] or float(fte[number])}
        row = (int(rows[number]),)
        findings.append(Finding("total_row", values, sheet, row, fte=float(fte[number])))
        block = above[number] - block_start
        said = fte[number : number + 1]
        if not (_close(said, np.array([block])) | _close(said, above[number : number + 1])).any():
            figures = {
                "said": float(fte[number]),
                "summed": float(block),
                "every": float(above[number]),
            }
            findings.append(Finding("total_differs", {**values, **figures}, sheet, row))
        block_start = above[number]
    return findings
