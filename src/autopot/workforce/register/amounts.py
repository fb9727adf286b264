"""The different amounts of a register, each decided once by the rules of staff files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot.workforce.register.layout import (
    Layout,
    body,
    side_by_side,
    strange_rows,
    typed_column,
    unsure_rows,
    with_top,
)
from autopot.workforce.register.source import Source
from autopot.workforce.register.statements import filled, text
from autopot.workforce.register.years import by_year, year_in_name, years_of
from autopot.workforce.staff.amounts import MOST_PER_PERSON, Amounts, read_amounts
from autopot.workforce.staff.apart import AMOUNTS, stated_amounts
from autopot.workforce.staff.cells import Sheet
from autopot.workforce.staff.choosing import Options
from autopot.workforce.staff.findings import Finding
from autopot.workforce.staff.headings import Header
from autopot.workforce.staff.units import (
    columns_of_amounts,
    in_unit,
    rows_are_persons,
    with_unit,
)

UNIT = 10**9
"""Amounts are summed as whole billionths, so that no order of rows changes the sum."""

MOST_AMOUNT = 9e9
MOST_GROUPS = 3_000_000


@dataclass(frozen=True)
class Sets:
    """The different amounts of a year.

    Parameters
    ----------
    ids : of each in the table `amounts`, in the order of the sheet that the findings are about.
    findings : of their cells.
    """

    ids: NDArray[np.int64]
    findings: list[Finding]


def collect(source: Source, layout: Layout) -> None:
    """Make the table `amounts`: id, y, the amount columns, n, first (row), odd and unsure (rows).

    Odd rows are looked at one by one; of those, lines that are too short or too long are staff for
    sure where nothing else is odd about them.

    Parameters
    ----------
    source : the register; the table is made in its connection.
    layout : where its columns are.
    """
    own = ", ".join(f"c{n}" for n in layout.amounts)
    source.keep(
        "CREATE TABLE amounts AS SELECT row_number() OVER () AS id, * FROM ("
        f"SELECT y, {own}, count(*) AS n, min(row) AS first, sum(o) AS odd, sum(u) AS unsure "
        f"FROM (SELECT *, CAST({strange_rows(source, layout)} AS INTEGER) AS o, "
        f"CAST({unsure_rows(source, layout)} AS INTEGER) AS u "
        f"FROM {body(source, layout)}) GROUP BY y, {own})",
        heading=layout.heading,
    )


def years_there(source: Source, layout: Layout) -> dict[str | None, int | None]:
    """The years that a register holds.

    Parameters
    ----------
    source : the register, with the table `amounts`.
    layout : where its columns are.

    Returns
    -------
    Value in the column of years -> year. Without such a column, None -> the year in the file's
    name, or None.

    Raises
    ------
    InputError
        A value is no year, or several dates are of one year.
    """
    if layout.year is None:
        return {None: year_in_name(source.path)}
    told = source.rows(
        "SELECT y, CAST(sum(n) AS BIGINT) FROM amounts GROUP BY y ORDER BY y LIMIT 1000"
    )
    heading = str(layout.top.cells[layout.header.row, layout.year])
    return dict(years_of(f"{source.path.name} {heading}", dict(told)))


def decide_amounts(source: Source, layout: Layout, options: Options) -> dict[str | None, Sets]:
    """Decide every distinct set of amounts by the rules of staff files.

    The table `decided` has id, kind, blank, and in billionths, null where not known, fte, persons
    and each column of amounts as it stands.

    Parameters
    ----------
    source : the register, with the table `amounts`; `decided` is added.
    layout : where its columns are.
    options : as for a staff file.

    Returns
    -------
    Value in the column of years -> the sets of that year.

    Raises
    ------
    InputError
        More than `MOST_GROUPS` different sets.
    """
    own = ", ".join(f"c{n}" for n in layout.amounts)
    told = source.arrow(f"SELECT id, y, n, first, unsure, {own} FROM amounts ORDER BY id")
    if len(told) > MOST_GROUPS:
        raise layout.too_many(source.path.name, layout.amounts, MOST_GROUPS)
    names = ("id", "y", "n", "first", "unsure")
    frame = pd.DataFrame({name: told[name].to_pandas() for name in names})
    columns = {number: typed_column(told[f"c{number}"]) for number in layout.amounts}
    width = layout.top.cells.shape[1]
    cells = side_by_side(columns, len(frame), width)
    result: dict[str | None, Sets] = {}
    parts = []
    for value, at in by_year(frame["y"]):
        some = frame.iloc[at]
        count, first = some["n"].to_numpy(), some["first"].to_numpy()
        sheet = with_top(layout.top, cells.at(at), count, first, layout.start)
        staff = (some["n"] - some["unsure"]).to_numpy(np.int64)
        amounts = _amounts_of(sheet, layout, options, staff, _persons(source, layout, value))
        result[value] = Sets(some["id"].to_numpy(np.int64), amounts.findings)
        stated = _stated(sheet, layout, options)
        parts.append(_decided(some["id"].to_numpy(), sheet, amounts, stated, layout.header))
    columns_of_it = ("id", "kind", "blank", "fte", "persons", *layout.stated)
    nothing = pd.DataFrame({name: [] for name in columns_of_it})
    source.add("decided", pd.concat(parts, ignore_index=True) if parts else nothing)
    return result


def _amounts_of(
    sheet: Sheet,
    layout: Layout,
    options: Options,
    staff: NDArray[np.int64],
    persons: Callable[[], bool],
) -> Amounts:
    """Amounts of the sets, in the unit that the rows which are surely staff show."""
    header, rules = layout.header, options.rules
    top = len(layout.top.cells)
    rows = np.arange(top, len(sheet.cells))
    counted = replace(sheet, counts=np.concatenate([np.ones(top, np.int64), staff]))
    fte, people = np.full(len(rows), np.nan), np.full(len(rows), np.nan)
    wrong = np.zeros(len(rows), dtype=bool)
    told: list[Finding] = []
    sure = staff > 0
    for at in (np.flatnonzero(sure), np.flatnonzero(~sure)):
        if not len(at):
            continue
        seen = rows[at] if sure[at[0]] else rows  # sums do not tell how staff write their numbers
        inside = np.searchsorted(seen, rows[at])
        amounts = read_amounts(sheet, header, seen, rules.decimal, rules.percent)
        values = columns_of_amounts(sheet, header, seen, rules.decimal)
        own = {name: column[inside] for name, column in values.items()}
        part = Amounts(amounts.fte[inside], amounts.persons[inside], [], amounts.wrong[inside])
        told += [f for f in amounts.findings if not f.rows or set(f.rows) & set(rows[at].tolist())]
        if sure[at[0]]:
            part, more = in_unit(counted, header, rows[at], part, own, rules.decisions, persons)
            told += [replace(finding, sheet=sheet) for finding in more]
        else:
            part = with_unit(part, own, rules.decisions.amount_unit)
        fte[at], people[at], wrong[at] = part.fte, part.persons, part.wrong
    return Amounts(fte, people, told, wrong)


def _stated(sheet: Sheet, layout: Layout, options: Options) -> NDArray[np.float64]:
    """(n, m) columns of amounts of the sets as they stand, in FTE."""
    rows, rules = np.arange(len(layout.top.cells), len(sheet.cells)), options.rules
    unit = rules.decisions.amount_unit
    columns, units = stated_amounts(sheet, layout.header, rows, rules.decimal, unit)
    return columns / units


def _persons(source: Source, layout: Layout, value: str | None) -> Callable[[], bool]:
    """Whether the rows of a year are persons, asked of DuckDB only where it matters."""

    def asked() -> bool:
        keys = ", ".join(f"c{n}" for n in layout.keys) or "0"
        personal = "".join(
            f", count(DISTINCT CASE WHEN {filled(n, source.types[n])} "
            f"THEN {text(n, source.types[n])} END)"
            for n in layout.header.personal
            if n < len(source.types)
        )
        ((rows, groups, *different),) = source.rows(
            f"SELECT count(*), count(DISTINCT hash({keys})){personal} "
            f"FROM {body(source, layout)} WHERE y IS NOT DISTINCT FROM $y",
            y=value,
        )
        return rows_are_persons(rows, groups, different)

    return asked


def _decided(
    ids: NDArray[np.int64],
    sheet: Sheet,
    amounts: Amounts,
    stated: NDArray[np.float64],
    header: Header,
) -> pd.DataFrame:
    """Kind of each set of amounts, and its amounts in billionths."""
    alone = "percent" in header.columns and "fte" not in header.columns
    persons = (
        np.where(np.isnan(amounts.persons), 1.0, amounts.persons) if alone else amounts.persons
    )
    with np.errstate(invalid="ignore", divide="ignore"):
        large = amounts.fte / persons > MOST_PER_PERSON
    nothing = np.isnan(amounts.fte)
    kind = np.select(
        [amounts.fte == 0, amounts.wrong & nothing, amounts.wrong, nothing, large],
        ["zero", "wrong", "wrong with an amount", "empty", "large"],
        "ok",
    )
    own = [header.columns[name] for name in AMOUNTS if name in header.columns]
    unsaid = np.isnan(stated).all(axis=1)
    return pd.DataFrame(
        {
            "id": ids,
            "kind": np.where(unsaid, [f"{word}, nothing said" for word in kind], kind),
            "blank": (sheet.cells[-len(ids) :, own] == "").all(axis=1),
            "fte": _billionths(amounts.fte),
            "persons": _billionths(amounts.persons),
            **{f"said{n}": _billionths(column) for n, column in enumerate(stated.T)},
        }
    )


def _billionths(values: NDArray[np.float64]) -> pd.Series:
    clipped = np.clip(values, -MOST_AMOUNT, MOST_AMOUNT)
    return pd.Series(np.round(clipped * UNIT)).astype("Int64")
