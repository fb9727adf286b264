"""Rows that are no staff: repeated headings, text, and sums, each with what to say of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from autopot.workforce.staff.cells import Sheet
from autopot.workforce.staff.decisions import Decisions
from autopot.workforce.staff.findings import Finding
from autopot.workforce.staff.headings import Header
from autopot.workforce.staff.jobs import NOT_STATED
from autopot.workforce.staff.numbers import Decimal, parse_numbers
from autopot.workforce.staff.sum_words import labels, part_labels, sum_word
from autopot.workforce.staff.totals import KEYS, Sums, find_sums

AMOUNTS = ("fte", "percent")
STATED = {"percent": 100.0, "hundredths": 10_000.0}
"""The amount that is one FTE, where the planner says what the column of FTE holds."""

SHARE_LIMIT = 1.5
MOST_NAMED = 6
"""Labels that are named in one finding."""

HEADING, TEXT, SUM, ASKED = "heading", "text", "sum", "total_row"
"""Reasons for which a row is left out."""


@dataclass(frozen=True)
class Apart:
    """Rows that are no staff.

    Parameters
    ----------
    reason : (n,) heading, text, sum, or total_row where the planner must say; "" for staff.
    said : (n,) the first amount as it stands, in FTE, NaN where there is none.
    findings : what to say.
    """

    reason: NDArray[np.object_]
    said: NDArray[np.float64]
    findings: list[Finding]


def rows_apart(
    sheet: Sheet,
    raw: Sheet,
    header: Header,
    rows: NDArray[np.int64],
    decimal: Decimal,
    decisions: Decisions,
    stated: NDArray[np.float64] | None = None,
) -> Apart:
    """Rows that must not be counted.

    Parameters
    ----------
    sheet : personal columns already emptied.
    raw : the same with them; nothing of them is copied but the words of a label that are ours.
    header, rows : where the columns are, and (n,) the rows of the cells.
    decimal : decimal sign, or auto.
    decisions : what the planner said of sums.
    stated : (n, m) columns of amounts in FTE, where the cells hold none (registers).
    """
    cells = sheet.cells[rows]
    amounts, unit = (
        stated_amounts(sheet, header, rows, decimal, decisions.amount_unit)
        if stated is None
        else (stated, np.ones(stated.shape[1]))
    )
    said = _first(amounts / unit)
    no_amount = np.isnan(said)
    repeated = (cells == sheet.cells[header.row]).all(axis=1)
    footnote = no_amount & ((raw.cells[rows] != "").sum(axis=1) == 1) & ~repeated
    footnote |= no_amount & ~repeated & _labels_only(raw.cells[rows], cells, header)
    keys = [header.columns[name] for name in KEYS if name in header.columns]
    part = part_labels(cells[:, keys]).any(axis=1) & ~no_amount & ~repeated
    others = repeated | footnote | part
    found = find_sums(raw, header, rows, amounts, unit, others, decisions.as_register)
    reason = np.full(len(rows), "", dtype=object)
    reason[part] = SUM
    reason[repeated], reason[footnote], reason[found.sums] = HEADING, TEXT, SUM
    findings = [Finding("repeated_header", {}, sheet, (int(row),)) for row in rows[repeated]]
    findings += [Finding("text_row", {}, sheet, (int(row),)) for row in rows[footnote]]
    if part.any():
        where, total = tuple(int(row) for row in rows[part]), float(np.sum(said[part]))
        told = {"count": sheet.count(where), "fte": total}
        findings.append(Finding("part_rows", told, sheet, where, fte=total))
    words = _words(raw, header, rows, found)
    findings += _told(sheet, rows, said, found.sums, words)
    unreadable = no_amount & ~repeated & ~footnote
    for number in np.flatnonzero(found.differs | found.unsure).tolist():
        kind = "total_differs" if found.differs[number] else "total_unlabelled"
        choice = decisions.total_rows
        if found.differs[number] and unreadable.any() and choice == "ask":
            choice = "drop"  # a cell above is an error of its own, and explains it
        reason[number] = {"ask": ASKED, "drop": SUM, "keep": ""}[choice]
        ending = "" if choice == "ask" else "_told"
        if choice == "keep":
            continue
        findings.append(_disagreeing(sheet, rows, said, found, words, number, kind + ending))
    return Apart(reason, said, findings)


def _first(amounts: NDArray[np.float64]) -> NDArray[np.float64]:
    """The first amount of each row that is there."""
    result = amounts[:, 0]
    for column in range(1, amounts.shape[1]):
        result = np.where(np.isnan(result), amounts[:, column], result)
    return result


def stated_amounts(
    sheet: Sheet, header: Header, rows: NDArray[np.int64], decimal: Decimal, unit_of_fte: str
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The columns of amounts as they stand, and the amount of each that is one FTE.

    Parameters
    ----------
    sheet, header, rows, decimal : as in `rows_apart`.
    unit_of_fte : what the planner says that the column of FTE holds, or auto.

    Returns
    -------
    (n, m) amounts, NaN where there is none, and (m,) units.
    """
    there = [header.columns[name] for name in AMOUNTS if name in header.columns]
    many = np.ones(len(rows), np.int64) if sheet.counts is None else sheet.counts[rows]
    columns, units = [], []
    for column in there:
        kinds, numbers = sheet.kinds[rows, column], sheet.values[rows, column]
        values = parse_numbers(sheet.cells[rows, column], decimal, kinds, numbers).values
        columns.append(np.where(sheet.dates[rows, column], np.nan, values))
        name = next(n for n in AMOUNTS if header.columns.get(n) == column)
        large = many[values > SHARE_LIMIT].sum() * 2 > many[values > 0].sum()
        by_percent = 100.0 if large else 1.0
        units.append(by_percent if name == "percent" else STATED.get(unit_of_fte, 1.0))
    return np.column_stack(columns), np.array(units)


def _labels_only(
    raw: NDArray[np.object_], cells: NDArray[np.object_], header: Header
) -> NDArray[np.bool_]:
    """Rows that say sum, have no code of an occupation, and nothing in the columns of amounts."""
    amounts = [header.columns[name] for name in AMOUNTS if name in header.columns]
    nothing = (cells[:, amounts] == "").all(axis=1)
    at = header.columns.get("occupation")
    coded = np.zeros(len(cells), dtype=bool)
    if at is not None:
        coded = np.array([text[:1].isdigit() and text not in NOT_STATED for text in cells[:, at]])
    result: NDArray[np.bool_] = nothing & labels(raw).any(axis=1) & ~coded.astype(bool)
    return result


def _words(raw: Sheet, header: Header, rows: NDArray[np.int64], found: Sums) -> list[str]:
    """What to call each sum row: its label, or only our word of it where others stand beside."""
    read = {header.columns[name] for name in KEYS if name in header.columns}
    result = []
    for row, column in zip(rows, found.label, strict=True):
        text = str(raw.cells[row, column]) if column >= 0 else ""
        result.append(text if column in read else sum_word(text))
    return result


def _told(
    sheet: Sheet,
    rows: NDArray[np.int64],
    fte: NDArray[np.float64],
    sums: NDArray[np.bool_],
    words: list[str],
) -> list[Finding]:
    at = np.flatnonzero(sums)
    if not len(at):
        return []
    total = float(np.nansum(fte[at]))
    where = tuple(int(row) for row in rows[at])
    if len(at) == 1:
        value: str | float = words[at[0]] or float(fte[at[0]])
        return [Finding("total_row", {"value": value}, sheet, where, fte=total)]
    names = list(dict.fromkeys(words[number] for number in at if words[number]))
    shown = (*names[:MOST_NAMED], *(["…"] if len(names) > MOST_NAMED else []))
    values: dict[str, str | float] = {"count": float(len(at))}
    return [Finding("total_rows", values, sheet, where, fte=total, allowed=shown)]


def _disagreeing(
    sheet: Sheet,
    rows: NDArray[np.int64],
    fte: NDArray[np.float64],
    found: Sums,
    words: list[str],
    number: int,
    kind: str,
) -> Finding:
    values: dict[str, str | float] = {
        "value": words[number],
        "said": float(fte[number]),
        "summed": float(found.block[number]),
        "every": float(found.every[number]),
    }
    return Finding(kind, values, sheet, (int(rows[number]),), fte=float(fte[number]))
