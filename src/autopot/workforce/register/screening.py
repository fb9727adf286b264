"""Data about persons in a register, by the rules of staff files, before anything is kept of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from autopot.workforce.register.layout import Layout, body
from autopot.workforce.register.source import Source
from autopot.workforce.register.statements import SPACE, filled, text
from autopot.workforce.staff.cells import Kind
from autopot.workforce.staff.findings import Finding
from autopot.workforce.staff.mending import mended
from autopot.workforce.staff.personal import HIDDEN
from autopot.workforce.staff.personal_text import CANDIDATE
from autopot.workforce.staff.personal_titles import IN_TITLE
from autopot.workforce.staff.screening import (
    CODES,
    LOOKED_AT,
    by_content_kind,
    clean,
    look_like_persons,
    many_distinct,
)
from autopot.workforce.staff.totals import KEYS
from autopot.workforce.staff.values import cell_text, sheet_of

FIRST_ROWS = 20_000
"""Rows in which the first different values of a column are looked for."""

IN_CLASS, NO_BOUND = r"[\w'’.-]{0,160}", r"[\w'’.-]*"
LETTERS = r"\p{L}\p{M}\p{N}_"
MAY_BE_PERSONAL = (
    f"{CANDIDATE.pattern}|{IN_TITLE.pattern}".replace(r"(?<!\w)", "")
    .replace(IN_CLASS, NO_BOUND.replace(r"\w", LETTERS))
    .replace(r"\w", f"[{LETTERS}]")
    .replace(r"\s", r"[\s\x{0b}\x{1c}-\x{1f}\x{85}\p{Z}]")
    .replace(r"\d", r"\p{Nd}")
    .replace(r"\u00a0", r"\x{00a0}")
)
"""The same in the words of DuckDB, to which letters are otherwise those of English. A name may be
of any length here: DuckDB's time is bounded anyway, and 160 copies of all letters cost it 0.2 s."""

DATES = ("DATE", "TIME")
Told = dict[str | None, list[Finding]]


def screened_register(source: Source, layout: Layout) -> tuple[Source, list[Finding], Told]:
    """The register with what looks personal taken out of the cells that are used.

    Parameters
    ----------
    source, layout : the register and its columns.

    Returns
    -------
    The register, what to say of whole columns, and of cells by value in the column of the year.
    Findings name rows and columns, never the content.
    """
    persons = _columns_of_persons(source, layout)
    cells = _personal_cells(source, layout, [n for n in persons if n in layout.keys])
    findings = _told_of_columns(layout, persons), _told_of_cells(layout, cells)
    changed = cells[["column", "raw", "clean"]].drop_duplicates()
    columns = sorted(set(changed["column"]))
    if not persons and not columns:
        return source, *findings
    source.add("personal", changed)
    return _covered(source, persons, columns), *findings


def _covered(source: Source, persons: dict[int, bool], columns: Sequence[int]) -> Source:
    """The source with other texts in some columns."""
    types = list(source.types)
    changes, joins = [], []
    for number in columns:
        value = f"trim({text(number, types[number])}, {SPACE})"
        joins.append(
            f'LEFT JOIN (SELECT raw, clean FROM personal WHERE "column" = {number}) p{number} '
            f"ON p{number}.raw = {value.replace(f'c{number}', f'q.c{number}')}"
        )
        own = text(number, types[number]).replace(f"c{number}", f"q.c{number}")
        changes.append(f"coalesce(p{number}.clean, {own}) AS c{number}")
    for number in persons:
        changes.append(
            f"CASE WHEN {filled(number, types[number]).replace(f'c{number}', f'q.c{number}')} "
            f"THEN '{HIDDEN}' END AS c{number}"
        )
    for number in [*columns, *persons]:
        types[number] = "VARCHAR"
    query = f"SELECT q.* REPLACE ({', '.join(changes)}) FROM ({source.query}) q {' '.join(joins)}"
    return replace(source, query=query, types=types)


def _personal_cells(source: Source, layout: Layout, but: Sequence[int]) -> pd.DataFrame:
    """Values of columns that are used and hold something personal.

    Returns
    -------
    y, column, raw, clean, n (rows) and first (row).
    """
    names = {number: name for name, number in layout.header.columns.items()}
    used = [n for n in names if n not in but and _may_hold(names[n], source.types[n])]
    frame = pd.DataFrame(columns=["y", "column", "raw", "clean", "n", "first"])
    if not used:
        return frame
    given = ", ".join(f"trim({text(n, source.types[n])}, {SPACE}) AS t{n}" for n in used)
    own = [f"t{n}" for n in used]
    sets = ", ".join(f"(y, {name})" for name in own)
    told = source.rows(
        f"SELECT * FROM (SELECT y, {', '.join(own)}, count(*), min(row) FROM "
        f"(SELECT y, row, {given} FROM {body(source, layout)}) GROUP BY GROUPING SETS ({sets})) "
        f"WHERE regexp_matches(coalesce({', '.join(own)}, ''), $candidate)",
        candidate=MAY_BE_PERSONAL,
    )
    rows = [
        (row[0], number, value, row[-2], row[-1])
        for row in told
        for number, value in zip(used, row[1:-2], strict=True)
        if value is not None
    ]
    found = pd.DataFrame(rows, columns=["y", "column", "raw", "n", "first"])
    parts = [frame]
    for number, part in found.groupby("column"):
        texts = mended(sheet_of([[value] for value in part["raw"]])).cells[:, 0]
        kinds = np.full(len(texts), Kind.TEXT, dtype=np.uint8)
        after = clean(texts, kinds, names[int(str(number))])
        parts.append(part.assign(clean=after)[after != texts])
    return pd.concat([p for p in parts if len(p)]) if any(len(p) for p in parts) else frame


def _may_hold(name: str, kind: str) -> bool:
    """Whether cells are looked at: numbers are amounts, and dates may hide a code."""
    if kind == "VARCHAR":
        return True
    return name in KEYS and not (name in CODES and kind.startswith(DATES))


def _columns_of_persons(source: Source, layout: Layout) -> dict[int, bool]:
    """Columns of names or dates of birth by what they hold -> whether they are used."""
    names = {number: name for name, number in layout.header.columns.items()}
    looked_at = [n for n in layout.read if names.get(n, "") in ("", "title")]
    if not looked_at:
        return {}
    given = ", ".join(f"c{n}" for n in looked_at)
    first = source.rows(f"SELECT {given} FROM {body(source, layout)} LIMIT {FIRST_ROWS}")
    result = {}
    for place, number in enumerate(looked_at):
        texts = (cell_text(row[place]) for row in first)
        some = list(dict.fromkeys(value for value in texts if value))[:LOOKED_AT]
        heading = str(layout.top.cells[layout.header.row, number])
        name = names.get(number, "")
        if look_like_persons(some, heading, name) and _many(source, layout, number):
            result[number] = bool(name)
    return result


def _many(source: Source, layout: Layout, number: int) -> bool:
    """Whether the values of a column are many and different, in the rows of any year."""
    value = f"nullif(trim({text(number, source.types[number])}, {SPACE}), '')"
    told = source.rows(
        f"SELECT count(DISTINCT v), count(v) FROM (SELECT y, {value} AS v "
        f"FROM {body(source, layout)}) GROUP BY y"
    )
    return any(many_distinct(int(different), int(there)) for different, there in told)


def _told_of_columns(layout: Layout, persons: dict[int, bool]) -> list[Finding]:
    row = (layout.header.row,)
    headings = layout.top.cells[layout.header.row]
    return [
        Finding(
            kind=by_content_kind(used),
            values={"heading": str(headings[number])},
            sheet=layout.top,
            rows=row,
            column=number,
        )
        for number, used in persons.items()
    ]


def _told_of_cells(layout: Layout, cells: pd.DataFrame) -> Told:
    row = layout.header.row
    result: Told = {}
    for (number, value), part in cells.groupby(["column", "y"], dropna=False):
        at = np.arange(len(layout.top.cells))
        at[row] = part["first"].min()
        values = {"heading": str(layout.top.cells[row, number])}
        sheet, many = replace(layout.top, numbers=at), int(part["n"].sum())
        finding = Finding(
            kind="personal_cells",
            values=values,
            sheet=sheet,
            rows=(row,),
            column=int(number),
            counted=many,
        )
        result.setdefault(None if pd.isna(value) else str(value), []).append(finding)
    return result
