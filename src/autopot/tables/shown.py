"""A table as text, for the views that have little room: terminal and page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from autopot.messages import told
from autopot.tables.formats import Format
from autopot.tables.table import SUPPRESSED, Brief, Table, hidden_word

NONE = "–"
"""Stands where there is no value."""

BAR_CELLS = 20
BAR_END = 0.6


@dataclass(frozen=True)
class Shown:
    """Text of a table.

    Parameters
    ----------
    title : over it.
    headings : one a column.
    kinds : one letter a column: n name, t text that may wrap, f figure.
    rows : text of the cells.
    bars : one an interval drawn, for views with room; empty where there are none.
    notes : what a reader must know, one sentence each.
    """

    title: str
    headings: list[str]
    kinds: str
    rows: list[list[str]]
    bars: list[str]
    notes: list[str]


def shown_table(table: Table) -> Shown:
    """The narrow columns of a table as text, in the language that is spoken.

    >>> frame = pd.DataFrame({"sector": ["School"], "share_p05": [0.1], "share_p95": [0.2]})
    >>> found = shown_table(Table("x", "", frame, ("sector", ("share_p05", "share_p95"))))
    >>> found.headings, found.rows, found.kinds
    (['Sector', '90%'], [['School', '10%–20%']], 'nf')
    """
    columns: tuple[Brief, ...] = table.brief or tuple(table.columns)
    headings, kinds, formats = [], "", []
    for which in columns:
        pair = isinstance(which, tuple)
        name = which[0] if isinstance(which, tuple) else which
        form = table.format(name)
        headings.append(table.interval(name) if pair else table.heading(name, short=True))
        kinds += "f" if form.figure else "t" if form.wraps else "n"
        formats.append(form)
    rows = [
        _cells(record, columns, formats, bool(record.get(SUPPRESSED, False)))
        for record in table.frame.to_dict("records")
    ]
    bars = [_bar(record, table.bar) for record in table.frame.to_dict("records")]
    title = f"{table.title}{table.mark}" if str(table.title) else ""
    notes = [str(note) for note in table.notes]
    return Shown(
        title=title,
        headings=headings,
        kinds=kinds,
        rows=rows,
        bars=bars if table.bar else [],
        notes=notes,
    )


def _cells(
    record: dict[Any, Any], columns: tuple[Brief, ...], formats: list[Format], suppressed: bool
) -> list[str]:
    cells, word = [], hidden_word()
    for which, form in zip(columns, formats, strict=True):
        if suppressed and form.figure:
            cells.append(word)
            word = NONE
        elif isinstance(which, tuple):
            cells.append(_interval(record[which[0]], record[which[1]], form))
        else:
            cells.append(_text(record[which], form))
    return cells


def _text(value: Any, form: Format) -> str:
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return NONE
    return value if isinstance(value, str) and form.figure else form.text(value)


def _interval(low: Any, high: Any, form: Format) -> str:
    """Both ends; words between them where a sign or a word could be taken for the dash.

    Text in place of the low end stands for both.
    """
    if isinstance(low, str):
        return low
    if pd.isna(low) or pd.isna(high):
        return NONE
    first, last = form.text(low), form.text(high)
    if first[0].isdigit() and last[0].isdigit():
        return f"{first}–{last}"
    return told("{low} to {high}", low=first, high=last)


def _bar(record: dict[Any, Any], stem: str) -> str:
    ends = [record.get(f"{stem}_{value}") for value in ("p05", "mean", "p95")]
    if not stem or any(pd.isna(end) for end in ends):
        return ""
    low, middle, high = (float(end) for end in ends if end is not None)
    return bar(low, middle, high)


def bar(low: float, middle: float, high: float) -> str:
    """The interval as a line with its middle, from 0 to 60 %.

    Parameters
    ----------
    low, middle, high : shares, 0-1; what lies beyond 0.6 is drawn at the end.

    >>> bar(0.15, 0.3, 0.45)
    '·····─────●────·····'
    """
    cells = ["·"] * BAR_CELLS

    def at(share: float) -> int:
        return min(BAR_CELLS - 1, max(0, int(share / BAR_END * BAR_CELLS)))

    for cell in range(at(low), at(high)):
        cells[cell] = "─"
    cells[at(middle)] = "●"
    return "".join(cells)
