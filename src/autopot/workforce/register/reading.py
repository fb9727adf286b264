"""A register of any size, read by the rules of staff files.

DuckDB does the counting, the rules do the deciding. First every distinct set of amounts (FTE,
percentage, persons) is read as if it were a row of a staff file. Then rows with the same codes are
summed, and each sum is a row of a sheet that says how many rows it stands for. Rows that might be a
sum, a heading or a footnote are kept one by one, and the sums are cut there, so that "the sum of
the rows above" means what it means in a small file.

Columns with personal data are not selected, birth numbers are hidden before anything leaves DuckDB.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot.errors import InputError, Problem
from autopot.workforce.register.source import Source, open_register
from autopot.workforce.register.statements import (
    AMOUNTS,
    any_filled,
    macros,
    masked,
    odd,
    text,
)
from autopot.workforce.register.years import year_column, year_in_name, years_of
from autopot.workforce.staff.amounts import MOST_PER_PERSON, Amounts, read_amounts
from autopot.workforce.staff.findings import Finding
from autopot.workforce.staff.headings import Header, find_header
from autopot.workforce.staff.personal import HIDDEN, birth_numbers
from autopot.workforce.staff.reading import (
    Options,
    StaffFile,
    as_staff_file,
    read_sheet,
    read_staff,
)
from autopot.workforce.staff.sheets import Sheet, cell_text
from autopot.workforce.staff.totals import KEYS

UNIT = 10**9
"""Amounts are summed as whole billionths, so that no order of rows changes the sum."""

MOST_AMOUNT = 9e9
MOST_GROUPS = 3_000_000
MOST_ODD = 10_000
FILLED = "·"
"""Stands in the amount cell of a row that is a sum, where nothing reads it."""


@dataclass(frozen=True)
class YearOfStaff:
    """One year of a register.

    Parameters
    ----------
    year : None where neither the register nor its name tells.
    staff : what was read.
    """

    year: int | None
    staff: StaffFile


@dataclass(frozen=True)
class _Layout:
    """Where things are in a register: header, column of the year, columns that may be read."""

    header: Header
    top: Sheet
    year: int | None
    read: list[int]
    keys: list[int]
    amounts: list[int]
    start: int


def read_register(
    path: Path, options: Options, wanted_year_column: str | None = None
) -> Iterator[YearOfStaff]:
    """Read a register, year by year.

    Parameters
    ----------
    path : .parquet or delimited text.
    options : as for a staff file.
    wanted_year_column : heading of the year, where it has another than the known ones.

    Yields
    ------
    One staff file a year, as if the rows of the year were a staff file of their own.

    Raises
    ------
    InputError
        The register cannot be read as a table, has no headings, or is no register.
    """
    source = open_register(path)
    with source.connection:
        layout = _layout(source, options, wanted_year_column)
        births = _collect(source, layout)
        years = _years(source, layout)
        findings = _read_amounts(source, layout, options)
        strange = _odd_rows(source, layout)
        groups = _groups(source, layout, births, len(strange))
    by_year = [_by_value(frame) for frame in (strange, groups, births)]
    del groups
    for value, year in sorted(years.items(), key=lambda pair: pair[1] or 0):
        own_strange, own, own_births = (frames.pop(value, None) for frames in by_year)
        sheet, summed = _sheet(layout, own_strange, own, findings.get(value, []))
        del own
        yield YearOfStaff(year, _staff(path, sheet, summed, layout, options, own_births))


def _layout(source: Source, options: Options, wanted: str | None) -> _Layout:
    cells = source.sample.cells.copy()
    cells[birth_numbers(cells)] = HIDDEN
    sample = replace(source.sample, cells=cells)
    header, _ = find_header(sample, options.columns)
    if header is None:
        raise InputError(read_staff([sample], source.path.name, options).problems("nb"))
    parquet = source.path.suffix.lower() == ".parquet"
    top = replace(sample, cells=cells[: header.row + 1], dates=sample.dates[: header.row + 1])
    return _Layout(
        header,
        top,
        year_column(sample, header, wanted),
        [n for n in range(len(source.types)) if n not in header.personal],
        [header.columns[name] for name in KEYS if name in header.columns],
        [header.columns[name] for name in AMOUNTS if name in header.columns],
        0 if parquet else header.row + 1,
    )


def _body(source: Source, layout: _Layout) -> str:
    """Rows below the headings that hold anything, with their year."""
    year = (
        "CAST(NULL AS VARCHAR)"
        if layout.year is None
        else (f"trim({text(layout.year, source.types[layout.year])})")
    )
    filled = any_filled(layout.read, source.types)
    return f"(SELECT *, {year} AS y FROM {{source}} WHERE row >= {layout.start} AND {filled})"


def _heading(layout: _Layout) -> str:
    return str(layout.top.cells[layout.header.row, layout.keys[0]]) if layout.keys else ""


def _collect(source: Source, layout: _Layout) -> pd.DataFrame:
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
        f"SELECT *, CAST({strange} AS INTEGER) AS o, {marks} FROM {_body(source, layout)}) "
        f"GROUP BY y, {own})",
        heading=_heading(layout),
    )
    found = source.arrow(f"SELECT y, {sums} FROM amounts GROUP BY y").to_pandas()
    return found.rename(columns={f"b{n}": n for n in layout.read})


def _years(source: Source, layout: _Layout) -> dict[str | None, int | None]:
    """Value in the column of years -> year."""
    if layout.year is None:
        return {None: year_in_name(source.path)}
    told = source.rows(
        "SELECT y, CAST(sum(n) AS BIGINT) FROM amounts GROUP BY y ORDER BY y LIMIT 1000"
    )
    heading = str(layout.top.cells[layout.header.row, layout.year])
    return dict(years_of(f"{source.path.name} {heading}", dict(told)))


def _read_amounts(
    source: Source, layout: _Layout, options: Options
) -> dict[str | None, list[Finding]]:
    """Decide every distinct set of amounts by the rules; return what was found, by year.

    The table `decided` has id, kind, fte and persons (billionths, null where not known).
    """
    own = ", ".join(f"c{n}" for n in layout.amounts)
    told = source.arrow(f"SELECT id, y, n, first, {own} FROM amounts ORDER BY id")
    if len(told) > MOST_GROUPS:
        raise _too_many(source, layout, layout.amounts)
    frame = pd.DataFrame({name: told[name].to_pandas() for name in ("id", "y", "n", "first")})
    cells = np.full((len(frame), layout.top.cells.shape[1]), "", dtype=object)
    for number in layout.amounts:
        cells[:, number] = _texts(told[f"c{number}"])
    findings: dict[str | None, list[Finding]] = {}
    parts = []
    for value, at in _by_year(frame["y"]):
        sheet = _with_top(
            layout.top,
            cells[at],
            frame["n"].to_numpy()[at],
            frame["first"].to_numpy()[at],
            layout.start,
        )
        rows = np.arange(len(layout.top.cells), len(sheet.cells))
        amounts = read_amounts(sheet, layout.header, rows, options.rules.decimal)
        findings[value] = amounts.findings
        parts.append(_decided(frame["id"].to_numpy()[at], amounts, layout.header))
    decided = (
        pd.concat(parts, ignore_index=True)
        if parts
        else pd.DataFrame({"id": [], "kind": [], "fte": [], "persons": []})
    )
    source.add("decided", decided)
    return findings


def _by_value(frame: pd.DataFrame) -> dict[str | None, pd.DataFrame]:
    """Rows by their value in the column of years."""
    return {value: frame.iloc[at] for value, at in _by_year(frame["y"])}


def _by_year(column: pd.Series) -> list[tuple[str | None, NDArray[np.int64]]]:
    which, values = pd.factorize(column, use_na_sentinel=False)
    return [
        (None if pd.isna(value) else str(value), np.flatnonzero(which == number))
        for number, value in enumerate(values)
    ]


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


def _joined(source: Source, layout: _Layout) -> str:
    """Rows with what was decided of their amounts."""
    same = " AND ".join(
        f"b.{name} IS NOT DISTINCT FROM a.{name}"
        for name in ("y", *(f"c{n}" for n in layout.amounts))
    )
    strange = odd(layout.header, source.types, layout.read)
    return (
        f"(SELECT b.*, d.kind, d.fte, d.persons FROM (SELECT *, {strange} AS o FROM "
        f"{_body(source, layout)}) b JOIN amounts a ON {same} JOIN decided d ON d.id = a.id)"
    )


def _odd_rows(source: Source, layout: _Layout) -> pd.DataFrame:
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
            )
        )
    told = source.rows(
        f"SELECT {', '.join(names)} FROM {_joined(source, layout)} WHERE o ORDER BY row",
        heading=_heading(layout),
    )
    frame = pd.DataFrame(told, columns=names, dtype=object)
    source.add(
        "strange",
        pd.DataFrame({"at": frame["row"].astype("int64"), "segment": np.arange(1, len(frame) + 1)}),
    )
    return frame


def _groups(source: Source, layout: _Layout, births: pd.DataFrame, strange: int) -> pd.DataFrame:
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
        f"FROM {rows} GROUP BY {by} ORDER BY segment, first",
        heading=_heading(layout),
    )
    if len(table) > MOST_GROUPS:
        raise _too_many(source, layout, layout.keys)
    frame = pd.DataFrame(
        {n: table[n].to_pandas() for n in ("y", "kind", "segment", "n", "first", "fte", "persons")}
    )
    for number in layout.keys:
        frame[f"c{number}"] = _texts(table[f"c{number}"])
    frame[["fte", "persons"]] /= UNIT
    return frame


def _too_many(source: Source, layout: _Layout, columns: Sequence[int]) -> InputError:
    names = ", ".join(str(layout.top.cells[layout.header.row, n]) for n in columns)
    found = f"over {MOST_GROUPS} different combinations of {names}"
    remedy = "does a column hold something else? choose columns with workforce.columns"
    return InputError(Problem(source.path.name, found, "codes and amounts", remedy))


def _texts(column: Any) -> NDArray[np.object_]:
    """An Arrow column as cells; each distinct value is made text once."""
    encoded = column.combine_chunks().dictionary_encode()
    values = np.array([*(cell_text(v) for v in encoded.dictionary.to_pylist()), ""], dtype=object)
    at = encoded.indices.fill_null(len(values) - 1).to_numpy(zero_copy_only=False)
    result: NDArray[np.object_] = values[at]
    return result


def _with_top(
    top: Sheet, cells: NDArray[np.object_], counts: NDArray[Any], first: NDArray[Any], start: int
) -> Sheet:
    """The headings with rows below them that stand for rows of the register."""
    above = np.arange(len(top.cells)) + start - len(top.cells)
    every = np.concatenate([top.cells, cells])
    return replace(
        top,
        cells=every,
        dates=np.zeros(every.shape, dtype=bool),
        counts=np.concatenate([np.ones(len(above), np.int64), counts.astype(np.int64)]),
        numbers=np.concatenate([above, first.astype(np.int64)]),
    )


def _sheet(
    layout: _Layout,
    strange: pd.DataFrame | None,
    groups: pd.DataFrame | None,
    findings: list[Finding],
) -> tuple[Sheet, Amounts]:
    """Odd rows and sums in the order of the register, with their amounts."""
    strange, groups = _some(strange, layout.read), _some(groups, layout.keys)
    width = layout.top.cells.shape[1]
    cells = np.full((len(strange) + len(groups), width), "", dtype=object)
    for number in layout.read:
        cells[: len(strange), number] = [cell_text(v) for v in strange[f"c{number}"]]
    hidden = cells[: len(strange)]
    hidden[birth_numbers(hidden)] = HIDDEN
    for number in layout.keys:
        cells[len(strange) :, number] = groups[f"c{number}"]
    cells[len(strange) :, layout.amounts[0]] = FILLED
    own = pd.DataFrame(
        {
            "segment": strange.index + 1,
            "first": strange["row"].astype("int64"),
            "n": 1,
            "kind": strange["kind"],
            "fte": strange["fte"].astype(float) / UNIT,
            "persons": strange["persons"].astype(float) / UNIT,
        }
    )
    both = pd.concat([own, groups[own.columns]] if len(own) else [groups[own.columns]])
    both = both.reset_index(drop=True).assign(sum=np.arange(len(both)) >= len(own))
    both = both.sort_values(["segment", "sum", "first"], kind="stable")
    sheet = _with_top(
        layout.top, cells[both.index], both["n"].to_numpy(), both["first"].to_numpy(), layout.start
    )
    fte, persons = both["fte"].to_numpy(float), both["persons"].to_numpy(float)
    wrong = (both["kind"] == "wrong").to_numpy(bool)
    return sheet, Amounts(fte, persons, findings, wrong)


def _some(frame: pd.DataFrame | None, numbers: Sequence[int]) -> pd.DataFrame:
    """The frame, or one without rows."""
    if frame is not None:
        return frame
    names = ["segment", "row", "first", "n", "kind", "fte", "persons", *(f"c{n}" for n in numbers)]
    return pd.DataFrame({name: pd.Series(dtype=object) for name in names})


def _staff(
    path: Path,
    sheet: Sheet,
    summed: Amounts,
    layout: _Layout,
    options: Options,
    births: pd.DataFrame | None,
) -> StaffFile:
    header, told = find_header(sheet, options.columns)
    header = header or layout.header
    findings = list(told)
    clean, found = read_sheet(sheet, header, options, summed)
    findings += [
        Finding("birth_number", {}, clean, (), number, counted=int(births[number].iloc[0]))
        for number in layout.read
        if births is not None and births[number].iloc[0]
    ]
    rows = found.rows.assign(sheet=0)
    return as_staff_file(path.name, [clean], [header], rows, findings + found.findings)
