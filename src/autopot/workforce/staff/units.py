"""What a column of amounts holds, where its heading says something else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot.workforce.staff.amounts import MOST_PER_PERSON, Amounts
from autopot.workforce.staff.apart import STATED
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

FULL, OFTEN_FULL, FEWEST_FULL = 100.0, 0.3, 4
"""A full position in per cent; share and number of rows with just that which no groups have. Our
judgement: sums of FTE are seldom 100 to the point."""

PERSONS_A_ROW = 0.7
"""Share of different keys below which rows are persons, not groups."""

DIFFERS = 0.05
"""FTE by which a row's FTE and percentage may differ: rounding."""

Values = NDArray[np.float64]


def with_unit(amounts: Amounts, values: dict[str, Values], unit: str) -> Amounts:
    """Amounts with the column of FTE in the unit that the planner stated.

    Parameters
    ----------
    amounts : as read, the column of FTE taken for FTE.
    values : as `columns_of_amounts` gives them; say which rows have their FTE from that column.
    unit : what the column holds: auto, fte, percent or hundredths.

    Returns
    -------
    FTE in FTE. A row of unknown persons with no more FTE than one person can have is one.
    """
    if unit in ("auto", "fte"):
        return amounts
    from_fte = ~np.isnan(values.get("fte", np.full(len(amounts.fte), np.nan)))
    fte = amounts.fte / np.where(from_fte, STATED[unit], 1.0)
    persons = amounts.persons
    with np.errstate(invalid="ignore"):
        persons = np.where(np.isnan(persons) & (fte <= MOST_PER_PERSON), 1.0, persons)
    return replace(amounts, fte=fte, persons=persons)


def columns_of_amounts(
    sheet: Sheet, header: Header, rows: NDArray[np.int64], decimal: Decimal
) -> dict[str, Values]:
    """The columns of amounts that a sheet has, as numbers.

    Parameters
    ----------
    sheet, header : the sheet and its columns.
    rows : (n,) rows of staff.
    decimal : decimal sign of texts, or auto.

    Returns
    -------
    fte, percent, headcount -> (n,) values as they stand, NaN where there is none.
    """
    places = {n: header.columns[n] for n in ("fte", "percent", "headcount") if n in header.columns}
    return {
        name: parse_numbers(
            sheet.cells[rows, at], decimal, sheet.kinds[rows, at], sheet.values[rows, at]
        ).values
        for name, at in places.items()
    }


def unit_findings(
    sheet: Sheet,
    header: Header,
    rows: NDArray[np.int64],
    values: dict[str, Values],
    decisions: Decisions,
    of_persons: Callable[[], bool],
) -> list[Finding]:
    """What to ask of a column whose numbers do not look like what its heading says.

    Parameters
    ----------
    sheet, header : the sheet and its columns.
    rows : (n,) rows of staff.
    values : as `columns_of_amounts` gives them.
    decisions : what the planner said.
    of_persons : whether the rows are persons, not groups; asked only where it matters.
    """
    if decisions.amount_unit != "auto" or "fte" not in values:
        return []
    weights = _weights(sheet, rows)
    if not _like_percent(values, weights, of_persons):
        return []
    total = float(np.nansum(values["fte"] * weights))
    shown = {"said": total, "else": total / 100}
    return [_about(sheet, header, rows, "fte", "fte_holds_percent", shown, total)]


def _weights(sheet: Sheet, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many rows of the file each row stands for."""
    return np.ones(len(rows), np.int64) if sheet.counts is None else sheet.counts[rows]


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
    return Finding(kind=kind, values=values, sheet=sheet, rows=where, column=column, fte=fte)


def _like_percent(
    values: dict[str, Values], weights: NDArray[np.int64], of_persons: Callable[[], bool]
) -> bool:
    fte = values["fte"]
    there = fte > 0
    some, many = fte[there], weights[there]
    if many.sum() < 3 or some.max() > MOST_PERCENT or median(some, many) < LEAST_MEDIAN:
        return False
    multiple = np.abs(some / ROUND - np.round(some / ROUND)) < 1e-6
    if np.average(multiple, weights=many) < MOSTLY:
        return False
    persons = values.get("headcount", np.full(len(fte), np.nan))
    if not np.isnan(persons).all():
        each = fte / np.where(persons > 0, persons, np.nan)
        known = ~np.isnan(each)
        return bool(known.any() and median(each[known], weights[known]) > LEAST_MEDIAN)
    full = many[some == FULL].sum()
    return bool(full >= max(FEWEST_FULL, OFTEN_FULL * many.sum())) or of_persons()


def median(values: Values, weights: NDArray[np.int64]) -> float:
    """The median of values that stand several times.

    Parameters
    ----------
    values : (n,).
    weights : (n,) how many times each stands, 1 or more.

    >>> values = np.array([5.0, 1.0])
    >>> median(values, np.array([1, 3])), median(values, np.array([2, 2]))
    (1.0, 3.0)
    """
    order = np.argsort(values)
    upto = np.cumsum(weights[order])
    middle = np.array([(upto[-1] - 1) // 2, upto[-1] // 2])
    return float(values[order][np.searchsorted(upto, middle, side="right")].mean())


def of_persons(sheet: Sheet, raw: Sheet, header: Header, rows: NDArray[np.int64]) -> bool:
    """Whether rows are persons: named as such, or with the same codes again and again.

    Parameters
    ----------
    sheet : with personal data taken out.
    raw : the same with all its columns, of which different values are counted.
    header : where they are.
    rows : (n,) rows of staff.
    """
    keys = [header.columns[name] for name in KEYS if name in header.columns]
    groups = len(pd.DataFrame(sheet.cells[rows][:, keys]).drop_duplicates())
    personal = [n for n in header.personal if n < raw.cells.shape[1]]
    different = [len(set(raw.cells[rows, column]) - {""}) for column in personal]
    return rows_are_persons(len(rows), groups, different)


def rows_are_persons(rows: int, groups: int, different: Sequence[int]) -> bool:
    """Whether rows are persons, from counts alone.

    Parameters
    ----------
    rows : number of rows of staff.
    groups : number of different combinations of codes in them.
    different : number of different values in each personal column.

    >>> rows_are_persons(10, 7, []), rows_are_persons(10, 9, []), rows_are_persons(10, 9, [8])
    (True, False, True)
    """
    return any(n > PERSONS_A_ROW * rows for n in different) or groups <= PERSONS_A_ROW * rows


def contradictions(
    sheet: Sheet,
    header: Header,
    rows: NDArray[np.int64],
    amounts: Amounts,
    values: dict[str, Values],
    choice: str,
) -> tuple[Amounts, list[Finding]]:
    """Rows of one person whose FTE and percentage are not the same.

    Parameters
    ----------
    sheet, header : the sheet and its columns.
    rows : (n,) rows of staff.
    amounts : as read.
    values : as `columns_of_amounts` gives them; percentages may stand as shares.
    choice : what is believed: ask, fte or percent.

    Returns
    -------
    The amounts, with FTE by the percentage where that is chosen; and one finding where any row
    contradicts itself by more than `DIFFERS` FTE, an error where the choice is ask.
    """
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
    weights = _weights(sheet, rows)[wrong]
    said, other = float(fte[wrong] @ weights), float(percent[wrong] @ weights)
    shown = {"said": said, "else": other}
    kind = "fte_against_percent" if choice == "ask" else "fte_against_percent_told"
    found = _about(sheet, header, rows[wrong], "fte", kind, shown, max(said, other))
    if choice == "percent":
        amounts = replace(amounts, fte=np.where(wrong, percent, amounts.fte))
    return amounts, [found]


def in_unit(
    sheet: Sheet,
    header: Header,
    rows: NDArray[np.int64],
    amounts: Amounts,
    values: dict[str, Values],
    decisions: Decisions,
    of_persons: Callable[[], bool],
) -> tuple[Amounts, list[Finding]]:
    """Amounts in the unit they are in, and what there is to ask of it.

    Parameters
    ----------
    sheet, header, rows, values, decisions, of_persons : as in `unit_findings`.
    amounts : of the rows, as their headings say.
    """
    findings = unit_findings(sheet, header, rows, values, decisions, of_persons)
    amounts = with_unit(amounts, values, decisions.amount_unit)
    if findings:
        return amounts, findings
    return contradictions(sheet, header, rows, amounts, values, decisions.amounts_from)
