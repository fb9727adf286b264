"""What DuckDB counts and sums: amounts, odd rows, and rows with the same codes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot.errors import InputError, Norwegian, Problem
from autopot.workforce.register.layout import (
    Layout,
    body,
    heading_of,
    side_by_side,
    typed_column,
    with_top,
)
from autopot.workforce.register.source import Source
from autopot.workforce.register.statements import macros, masked, odd, text
from autopot.workforce.register.years import year_in_name, years_of
from autopot.workforce.staff.amounts import MOST_PER_PERSON, Amounts, read_amounts
from autopot.workforce.staff.choosing import Options
from autopot.workforce.staff.findings import Finding
from autopot.workforce.staff.headings import Header
from autopot.workforce.staff.periods import MOST_TIMES, time_columns

UNIT = 10**9
"""Amounts are summed as whole billionths, so that no order of rows changes the sum."""

MOST_AMOUNT = 9e9
MOST_GROUPS = 3_000_000
MOST_ODD = 10_000


def collect(source: Source, layout: Layout) -> pd.DataFrame:
    """Make the table of distinct amounts; return birth numbers by year and column.

    The table `amounts` has id, y, the amount columns, n (rows), first (row), odd (rows).
    """
    for macro in macros():
        source.keep(macro)
    marks = ", ".join(
        f"CASE WHEN is_birth({text(n, source.types[n])}) THEN 1 ELSE 0 END AS b{n}"
        for n in layout.read
    )
    sums = ", ".join(f"sum(b{n}) AS b{n}" for n in layout.read)
    own = ", ".join(f"c{n}" for n in layout.amounts)
    strange = odd(layout.header, source.types, layout.read)
    source.keep(
        "CREATE TABLE amounts AS SELECT row_number() OVER () AS id, * FROM ("
        f"SELECT y, {own}, count(*) AS n, min(row) AS first, sum(o) AS odd, {sums} FROM ("
        f"SELECT *, CAST({strange} AS INTEGER) AS o, {marks} FROM {body(source, layout)}) "
        f"GROUP BY y, {own})",
        heading=heading_of(layout),
    )
    found = source.arrow(f"SELECT y, {sums} FROM amounts GROUP BY y").to_pandas()
    return found.rename(columns={f"b{n}": n for n in layout.read})


def years_there(source: Source, layout: Layout) -> dict[str | None, int | None]:
    """Value in the column of years -> year."""
    if layout.year is None:
        return {None: year_in_name(source.path)}
    told = source.rows(
        "SELECT y, CAST(sum(n) AS BIGINT) FROM amounts GROUP BY y ORDER BY y LIMIT 1000"
    )
    heading = str(layout.top.cells[layout.header.row, layout.year])
    return dict(years_of(f"{source.path.name} {heading}", dict(told)))


def refuse_several_periods(source: Source, layout: Layout) -> None:
    """Raise where the rows of a year are of several months: each would count everyone again.

    Raises
    ------
    InputError
        A column of months or dates holds several, beside that of the year.
    """
    column = time_columns(layout.top, layout.header).get("period")
    if column is None or column == layout.year:
        return
    value = text(column, source.types[column])
    told = source.rows(
        f"SELECT max(n) FROM (SELECT y, count(DISTINCT {value}) AS n FROM {body(source, layout)} "
        "GROUP BY y)"
    )
    most = int(told[0][0] or 0) if told else 0
    if not 1 < most <= MOST_TIMES:
        return
    heading = str(layout.top.cells[layout.header.row, column])
    raise InputError(
        Problem(
            f"{source.path.name} {heading}",
            f"the rows of a year are of {most} months or dates",
            "one a year",
            "keep one, or FTE are counted once for each",
            nb=Norwegian(
                f"radene i et år gjelder {most} måneder eller datoer",
                "én i hvert år",
                "behold én av dem, ellers telles årsverkene én gang for hver",
            ),
        )
    )


def decide_amounts(
    source: Source, layout: Layout, options: Options
) -> dict[str | None, list[Finding]]:
    """Decide every distinct set of amounts by the rules; return what was found, by year.

    The table `decided` has id, kind, fte and persons (billionths, null where not known).
    """
    own = ", ".join(f"c{n}" for n in layout.amounts)
    told = source.arrow(f"SELECT id, y, n, first, {own} FROM amounts ORDER BY id")
    if len(told) > MOST_GROUPS:
        raise _too_many(source, layout, layout.amounts)
    frame = pd.DataFrame({name: told[name].to_pandas() for name in ("id", "y", "n", "first")})
    columns = {number: typed_column(told[f"c{number}"]) for number in layout.amounts}
    cells = side_by_side(columns, len(frame), layout.top.cells.shape[1])
    findings: dict[str | None, list[Finding]] = {}
    parts = []
    for value, at in by_year(frame["y"]):
        sheet = with_top(
            layout.top,
            cells.at(at),
            frame["n"].to_numpy()[at],
            frame["first"].to_numpy()[at],
            layout.start,
        )
        rows = np.arange(len(layout.top.cells), len(sheet.cells))
        amounts = read_amounts(
            sheet, layout.header, rows, options.rules.decimal, options.rules.percent
        )
        findings[value] = amounts.findings
        parts.append(_decided(frame["id"].to_numpy()[at], amounts, layout.header))
    decided = (
        pd.concat(parts, ignore_index=True)
        if parts
        else pd.DataFrame({"id": [], "kind": [], "fte": [], "persons": []})
    )
    source.add("decided", decided)
    return findings


def _decided(ids: NDArray[np.int64], amounts: Amounts, header: Header) -> pd.DataFrame:
    """Kind of each set of amounts, and its amounts in billionths."""
    alone = "percent" in header.columns and "fte" not in header.columns
    persons = (
        np.where(np.isnan(amounts.persons), 1.0, amounts.persons) if alone else amounts.persons
    )
    with np.errstate(invalid="ignore", divide="ignore"):
        large = amounts.fte / persons > MOST_PER_PERSON
    kind = np.select(
        [amounts.fte == 0, amounts.wrong, np.isnan(amounts.fte), large],
        ["zero", "wrong", "empty", "large"],
        "ok",
    )
    return pd.DataFrame(
        {
            "id": ids,
            "kind": kind,
            "fte": _billionths(amounts.fte),
            "persons": _billionths(amounts.persons),
        }
    )


def _billionths(values: NDArray[np.float64]) -> pd.Series:
    clipped = np.clip(values, -MOST_AMOUNT, MOST_AMOUNT)
    return pd.Series(np.round(clipped * UNIT)).astype("Int64")


def _joined(source: Source, layout: Layout) -> str:
    """Rows with what was decided of their amounts."""
    same = " AND ".join(
        f"b.{name} IS NOT DISTINCT FROM a.{name}"
        for name in ("y", *(f"c{n}" for n in layout.amounts))
    )
    strange = odd(layout.header, source.types, layout.read)
    return (
        f"(SELECT b.*, d.kind, d.fte, d.persons FROM (SELECT *, {strange} AS o FROM "
        f"{body(source, layout)}) b JOIN amounts a ON {same} JOIN decided d ON d.id = a.id)"
    )


def odd_rows(source: Source, layout: Layout) -> pd.DataFrame:
    """Rows that might be sums, headings or footnotes, one by one; also kept as table `strange`."""
    columns = [f"c{n}" for n in layout.read]
    names = ["row", "y", "kind", "fte", "persons", *columns]
    count = source.rows("SELECT coalesce(sum(odd), 0) FROM amounts")[0][0]
    if not count:
        return pd.DataFrame({name: [] for name in names})
    if count > MOST_ODD:
        raise InputError(
            Problem(
                source.path.name,
                f"{count} rows hold no codes, or look like sums",
                "one row a position or a person, with codes",
                "is it a register? smaller files: autopot check",
                nb=Norwegian(
                    f"{count} rader uten koder, eller som ser ut som summer",
                    "én rad per stilling eller person, med koder",
                    "er dette et register? mindre filer: autopot check",
                ),
            )
        )
    told = source.rows(
        f"SELECT {', '.join(names)} FROM {_joined(source, layout)} WHERE o ORDER BY row",
        heading=heading_of(layout),
    )
    frame = pd.DataFrame(told, columns=names, dtype=object)
    source.add(
        "strange",
        pd.DataFrame({"at": frame["row"].astype("int64"), "segment": np.arange(1, len(frame) + 1)}),
    )
    return frame


def summed_rows(source: Source, layout: Layout, births: pd.DataFrame, strange: int) -> pd.DataFrame:
    """Rows with the same codes and the same kind of amount, summed between the odd rows."""
    keys = ", ".join(
        f"{masked(n, source.types[n], int(births[n].sum()))} AS c{n}" for n in layout.keys
    )
    rows = f"(SELECT * FROM {_joined(source, layout)} WHERE NOT o)"
    segment = "0 AS segment"
    if strange:
        rows = f"(SELECT r.*, s.segment FROM {rows} r ASOF LEFT JOIN strange s ON r.row >= s.at)"
        segment = "coalesce(segment, 0) AS segment"
    by = ", ".join(str(n) for n in range(1, len(layout.keys) + 4))
    table = source.arrow(
        f"SELECT y, kind, {segment}, {keys + ', ' if keys else ''}count(*) AS n, "
        "min(row) AS first, CAST(sum(fte) AS DOUBLE) AS fte, "
        "CASE WHEN count(persons) = count(*) THEN CAST(sum(persons) AS DOUBLE) END AS persons "
        f"FROM {rows} GROUP BY {by}",
        heading=heading_of(layout),
    )
    if len(table) > MOST_GROUPS:
        raise _too_many(source, layout, layout.keys)
    frame = pd.DataFrame(
        {n: table[n].to_pandas() for n in ("y", "kind", "segment", "n", "first", "fte", "persons")}
    )
    for number in layout.keys:
        frame[f"c{number}"] = typed_column(table[f"c{number}"])[0]
    frame[["fte", "persons"]] /= UNIT
    return frame


def _too_many(source: Source, layout: Layout, columns: Sequence[int]) -> InputError:
    names = ", ".join(str(layout.top.cells[layout.header.row, n]) for n in columns)
    found = f"over {MOST_GROUPS} different combinations of {names}"
    remedy = "does a column hold something else? choose columns with workforce.columns"
    nb = Norwegian(
        f"over {MOST_GROUPS} ulike kombinasjoner av {names}",
        "koder og mengder",
        "inneholder en kolonne noe annet? velg kolonner med workforce.columns",
    )
    return InputError(Problem(source.path.name, found, "codes and amounts", remedy, nb=nb))


def by_value(frame: pd.DataFrame) -> dict[str | None, pd.DataFrame]:
    """Rows by their value in the column of years."""
    return {value: frame.iloc[at] for value, at in by_year(frame["y"])}


def by_year(column: pd.Series) -> list[tuple[str | None, NDArray[np.int64]]]:
    which, values = pd.factorize(column, use_na_sentinel=False)
    return [
        (None if pd.isna(value) else str(value), np.flatnonzero(which == number))
        for number, value in enumerate(values)
    ]
