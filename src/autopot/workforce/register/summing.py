"""What DuckDB sums: rows with the same codes, and beside them the odd rows one by one."""

from __future__ import annotations

import pandas as pd

from autopot.errors import InputError, Problem
from autopot.messages import say
from autopot.workforce.register.amounts import MOST_GROUPS, UNIT
from autopot.workforce.register.layout import Layout, body, ragged, strange_rows, typed_column
from autopot.workforce.register.marks import Marked
from autopot.workforce.register.source import Source
from autopot.workforce.register.statements import label_or_mark
from autopot.workforce.staff.findings import Finding

MOST_ODD = 10_000
SHOWN_LINES = 10
DECIDED = ("kind", "blank", "fte", "persons")
AGAIN = "again"
"""Table of rows that stand twice: at, and 1 for a person's, 2 for one of a block."""


def _joined(source: Source, layout: Layout, marked: Marked, again: bool) -> str:
    """Rows with what was decided of their amounts, and their marks."""
    same = " AND ".join(
        f"b.{name} IS NOT DISTINCT FROM a.{name}"
        for name in ("y", *(f"c{n}" for n in layout.amounts))
    )
    twice = f"LEFT JOIN {AGAIN} g ON g.at = b.row" if again else ""
    told = ", coalesce(g.twice, 0) AS twice" if again else ""
    decided = ", ".join(f"d.{name}" for name in ("id", *DECIDED, *layout.stated))
    return (
        f"(SELECT b.*, {decided}{_but_t(marked)}{told} FROM "
        f"(SELECT *, {strange_rows(source, layout)} AS o{marked.given} "
        f"FROM {body(source, layout)}) b JOIN amounts a ON {same} JOIN decided d ON d.id = a.id "
        f"{marked.joins} {twice})"
    )


def _but_t(marked: Marked) -> str:
    """The marks that are not columns of the rows already."""
    return "".join(f", {sql} AS {name}" for name, sql in marked.names.items() if name != "t")


def _marks(marked: Marked, again: bool) -> list[str]:
    return [*marked.names, *(["twice"] if again else [])]


def odd_rows(source: Source, layout: Layout, marked: Marked, again: bool = False) -> pd.DataFrame:
    """Rows that might be sums, headings or footnotes, one by one; also kept as table `strange`.

    Parameters
    ----------
    source : the register, with the tables `amounts` and `decided`.
    layout : where its columns are.
    marked : how leave, times and the like are found.
    again : whether the table of rows that stand twice is there; then `strange` is there already.

    Returns
    -------
    One row each, in the order of the register: y, row, id, what was decided of the amounts, the
    marks, and c0, c1 … where of columns with personal data only a mark is left.

    Raises
    ------
    InputError
        More than `MOST_ODD` of them.
    """
    columns = [f"c{n}" for n in range(len(source.types))]
    marks = _marks(marked, again)
    lines = ["fields", "beyond"] if source.lines else []
    own = ["y", "row", "id", *DECIDED, *layout.stated, *marks, *lines]
    names = [*own, *columns]
    count = source.rows("SELECT coalesce(sum(odd), 0) FROM amounts")[0][0]
    if not count:
        return pd.DataFrame({name: pd.Series(dtype=object) for name in names})
    if count > MOST_ODD:
        raise _too_many_odd(source, layout, int(count))
    cells = [
        name if n in layout.read else f"{label_or_mark(n, source.types[n])} AS {name}"
        for n, name in enumerate(columns)
    ]
    told = source.rows(
        f"SELECT {', '.join([*own, *cells])} "
        f"FROM {_joined(source, layout, marked, again)} WHERE o ORDER BY row",
        heading=layout.heading,
    )
    frame = pd.DataFrame(told, columns=names, dtype=object)
    rows = frame["row"].astype("int64")
    if not again:
        source.add("strange", pd.DataFrame({"at": rows, "segment": range(1, len(frame) + 1)}))
    return frame


def _too_many_odd(source: Source, layout: Layout, count: int) -> InputError:
    """Lines that do not fit under the headings, where they are many; else no register."""
    long, short = ragged(source, layout)
    width = layout.fields
    for kind, condition in (("long_line", long), ("short_line", short)):
        told = source.rows(
            f"SELECT row FROM {{source}} WHERE row >= {layout.start} AND ({condition}) "
            f"ORDER BY row LIMIT {MOST_ODD // 2}"
        )
        if len(told) == MOST_ODD // 2:
            lines = ", ".join(str(row + source.first_row) for (row,) in told[:SHOWN_LINES])
            sign = ">" if kind == "long_line" else "<"
            values = {"fields": f"{sign} {width}", "headings": str(width), "lines": f"{lines} …"}
            return InputError(Finding(kind, values).problem(source.path.name))
    return InputError(
        Problem(
            source.path.name,
            say("{count:,} rows hold no codes, or look like sums", count=count),
            say("one row a position or a person, with codes"),
            say("is it a register? smaller files: autopot check"),
        )
    )


def summed_rows(
    source: Source, layout: Layout, marked: Marked, strange: int, again: bool = False
) -> pd.DataFrame:
    """Rows with the same codes, marks and kind of amount, summed between the odd rows.

    Parameters
    ----------
    source : the register, with the tables `amounts`, `decided` and `strange`.
    layout : where its columns are.
    marked : how leave, times and the like are found.
    strange : number of odd rows; sums do not reach across one.
    again : whether the table of rows that stand twice is there.

    Returns
    -------
    One row per sum: y, kind, blank, segment (number of the odd row above), n (rows), first (the
    first of them), persons (missing where one is not known), fte and the stated amounts in their
    own unit, the marks, and the columns that all its rows share.

    Raises
    ------
    InputError
        More than `MOST_GROUPS` of them.
    """
    keys = [f"c{n}" for n in layout.grouped]
    rows = f"(SELECT * FROM {_joined(source, layout, marked, again)} WHERE NOT o)"
    segment = "0 AS segment"
    if strange:
        rows = f"(SELECT r.*, s.segment FROM {rows} r ASOF LEFT JOIN strange s ON r.row >= s.at)"
        segment = "coalesce(segment, 0) AS segment"
    marks = _marks(marked, again)
    by = ["y", "kind", "blank", segment, *marks, *keys]
    amounts = ["fte", *layout.stated]
    sums = [f"CAST(sum({name}) AS DOUBLE) AS {name}" for name in amounts]
    table = source.arrow(
        f"SELECT {', '.join(by)}, count(*) AS n, "
        f"min(row) AS first, {', '.join(sums)}, "
        "CASE WHEN count(persons) = count(*) THEN CAST(sum(persons) AS DOUBLE) END AS persons "
        f"FROM {rows} GROUP BY {', '.join(str(n + 1) for n in range(len(by)))}",
        heading=layout.heading,
    )
    if len(table) > MOST_GROUPS:
        raise layout.too_many(source.path.name, layout.grouped, MOST_GROUPS)
    names = ("y", "kind", "blank", "segment", "n", "first", "persons", *amounts, *marks)
    frame = pd.DataFrame({n: table[n].to_pandas() for n in names})
    for number in layout.grouped:
        frame[f"c{number}"] = typed_column(table[f"c{number}"])[0]
    frame[["persons", *amounts]] /= UNIT
    return frame
