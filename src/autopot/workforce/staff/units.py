"""What a column of amounts holds, where its heading says something else."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot.workforce.staff.amounts import MOST_PER_PERSON, Amounts
from autopot.workforce.staff.cells import Sheet
from autopot.workforce.staff.decisions import Decisions
from autopot.workforce.staff.findings import Finding
from autopot.workforce.staff.headings import Header
from autopot.workforce.staff.numbers import Decimal, parse_numbers
from autopot.workforce.staff.totals import KEYS

ROUND = 2.5
"""Percentages of posts are mostly multiples of this; FTE of groups are not."""

MOSTLY = 0.8
MOST_PERCENT = 120.0
LEAST_MEDIAN = 15.0
"""FTE of one person a row are not so large, percentages are."""

PERSONS_A_ROW = 0.7
"""Share of different keys below which rows are persons, not groups."""

DIFFERS = 0.05
"""FTE by which a row's FTE and percentage may differ: rounding."""

Values = NDArray[np.float64]


def with_unit(amounts: Amounts, values: dict[str, Values], unit: str) -> Amounts:
    """Amounts with the column of FTE in the unit that the planner stated."""
    if unit in ("auto", "fte"):
        return amounts
    from_fte = ~np.isnan(values.get("fte", np.full(len(amounts.fte), np.nan)))
    by = {"percent": 100.0, "hundredths": 10_000.0}[unit]
    fte = amounts.fte / np.where(from_fte, by, 1.0)
    persons = amounts.persons
    with np.errstate(invalid="ignore"):
        persons = np.where(np.isnan(persons) & (fte <= MOST_PER_PERSON), 1.0, persons)
    return replace(amounts, fte=fte, persons=persons)


def columns_of_amounts(
    sheet: Sheet, header: Header, rows: NDArray[np.int64], decimal: Decimal
) -> dict[str, Values]:
    """fte, percent, headcount -> (n,) values as they stand, NaN where there is none."""
    places = {n: header.columns[n] for n in ("fte", "percent", "headcount") if n in header.columns}
    return {
        name: parse_numbers(
            sheet.cells[rows, at], decimal, sheet.kinds[rows, at], sheet.values[rows, at]
        ).values
        for name, at in places.items()
    }


def unit_findings(
    sheet: Sheet,
    raw: Sheet,
    header: Header,
    rows: NDArray[np.int64],
    values: dict[str, Values],
    decisions: Decisions,
) -> list[Finding]:
    """What to ask of a column whose numbers do not look like what its heading says."""
    if decisions.amount_unit != "auto":
        return []
    findings = []
    if "fte" in values and _holds_percent(sheet, raw, header, rows, values):
        total = float(np.nansum(values["fte"]))
        shown = {"said": total, "else": total / 100}
        findings.append(_about(sheet, header, rows, "fte", "fte_holds_percent", shown, total))
    return findings


def _about(
    sheet: Sheet,
    header: Header,
    rows: NDArray[np.int64],
    name: str,
    kind: str,
    shown: dict[str, float],
    fte: float,
) -> Finding:
    column = header.columns[name]
    values: dict[str, str | float] = {"heading": str(sheet.cells[header.row, column]), **shown}
    where = tuple(int(row) for row in rows)
    return Finding(kind, values, sheet, where, column, fte)


def _holds_percent(
    sheet: Sheet,
    raw: Sheet,
    header: Header,
    rows: NDArray[np.int64],
    values: dict[str, Values],
) -> bool:
    fte = values["fte"]
    some = fte[~np.isnan(fte) & (fte > 0)]
    if len(some) < 3 or some.max() > MOST_PERCENT or np.median(some) < LEAST_MEDIAN:
        return False
    if (np.abs(some / ROUND - np.round(some / ROUND)) < 1e-6).mean() < MOSTLY:
        return False
    persons = values.get("headcount", np.full(len(fte), np.nan))
    if not np.isnan(persons).all():
        return bool(np.nanmedian(fte / np.where(persons > 0, persons, np.nan)) > LEAST_MEDIAN)
    keys = [header.columns[name] for name in KEYS if name in header.columns]
    groups = len(pd.DataFrame(sheet.cells[rows][:, keys]).drop_duplicates())
    named = any(
        column < raw.cells.shape[1]
        and len(set(raw.cells[rows, column]) - {""}) > PERSONS_A_ROW * len(rows)
        for column in header.personal
    )
    return named or groups <= PERSONS_A_ROW * len(rows)


def contradictions(
    sheet: Sheet,
    header: Header,
    rows: NDArray[np.int64],
    amounts: Amounts,
    values: dict[str, Values],
    choice: str,
) -> tuple[Amounts, list[Finding]]:
    """Rows of one person whose FTE and percentage are not the same."""
    if not {"fte", "percent"} <= set(values):
        return amounts, []
    fte, percent = values["fte"], values["percent"] / 100
    if np.max(np.nan_to_num(percent), initial=0.0) <= 0.015:
        percent = percent * 100
    persons = values.get("headcount", np.full(len(fte), np.nan))
    with np.errstate(invalid="ignore"):
        one = (persons == 1) | (np.isnan(persons) & (fte <= MOST_PER_PERSON))
        wrong = one & (np.abs(fte - percent) > DIFFERS)
    if not wrong.any():
        return amounts, []
    said, other = float(fte[wrong].sum()), float(percent[wrong].sum())
    shown = {"said": said, "else": other}
    kind = "fte_against_percent" if choice == "ask" else "fte_against_percent_told"
    found = _about(sheet, header, rows[wrong], "fte", kind, shown, max(said, other))
    if choice == "percent":
        amounts = replace(amounts, fte=np.where(wrong, percent, amounts.fte))
    return amounts, [found]
