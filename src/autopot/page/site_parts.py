"""Pieces of the pages of a site: intervals drawn in plain SVG, and the date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from math import ceil

import pandas as pd
from babel.dates import format_date
from markupsafe import Markup

from autopot.messages import language, told_in
from autopot.page.tables import stacked_table, with_cells
from autopot.results.run.tables import FTES, SHARES
from autopot.tables import Brief, Shown, Table, shown_table

STEP = 0.1
"""The axis of a picture ends at a whole number of these."""
MARK = 1.2
"""Width of the mark of a mean, of 100."""


CLASS_COLUMNS = ("share", "fte")
NEED_COLUMNS = ("fte_gap", "fte_technology", "fte_rest", "fte_spare", "share_closed")


def over_intervals(table: Table, figures: Sequence[str]) -> Shown:
    """A table's first column and some of its figures, each over its interval.

    Parameters
    ----------
    table : with _mean, _p05 and _p95 of each figure.
    figures : the beginning of their names.
    """
    columns = [c for name in figures for c in (f"{name}_mean", (f"{name}_p05", f"{name}_p95"))]
    found = shown_table(replace(table, brief=(table.brief[0], *columns)))
    return stacked_table(replace(found, kinds=f"n{found.kinds[1:]}"))


def top_of(high: pd.Series) -> float:
    """Where the axis of some intervals ends.

    Parameters
    ----------
    high : their high ends, 0-1.

    >>> top_of(pd.Series([0.12, 0.27]))
    0.3
    """
    return round(max(1, ceil(float(high.max()) / STEP)) * STEP, 6)


def span(low: float, mean: float, high: float, top: float) -> Markup:
    """An interval as a line with a mark at its mean; the figures stand beside it as text.

    Parameters
    ----------
    low, mean, high : shares, 0-1.
    top : where the axis ends.
    """
    x, end, middle = (100 * value / top for value in (low, high, mean))
    return Markup(
        '<svg class="span" viewBox="0 0 100 7" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="room" width="100" height="7"/>'
        f'<rect class="band" x="{x:.1f}" y="2" width="{end - x:.1f}" height="3"/>'
        f'<rect class="middle" x="{middle - MARK / 2:.1f}" width="{MARK}" height="7"/></svg>'
    )


def with_spans(shown: Shown, frame: pd.DataFrame, place: int = 1) -> Shown:
    """A table with its intervals of shares drawn over their text.

    Parameters
    ----------
    shown : the table as text.
    frame : its rows: share_p05, share_mean and share_p95, 0-1.
    place : column of the share, from 0.
    """
    top = top_of(frame["share_p95"])
    ends = zip(frame["share_p05"], frame["share_mean"], frame["share_p95"], strict=True)
    drawn = [
        span(low, mean, high, top) + row[place]
        for row, (low, mean, high) in zip(shown.rows, ends, strict=True)
    ]
    return with_cells(shown, place, drawn)


def with_small(shown: Shown, heading: str) -> Shown:
    """A table with its second column small under its first, so that it fits a telephone.

    Parameters
    ----------
    shown : the table as text; its second column has figures.
    heading : what they are, after each.
    """
    cell = Markup('{} <span class="small under">{} {}</span>')
    return replace(
        shown,
        headings=[shown.headings[0], *shown.headings[2:]],
        kinds=shown.kinds[0] + shown.kinds[2:],
        rows=[[cell.format(row[0], row[1], heading), *row[2:]] for row in shown.rows],
    )


def sector_figures(table: Table) -> Shown:
    """Sectors with FTE under the name, and each figure over its interval, that of shares drawn.

    Parameters
    ----------
    table : sector, fte_base, and share and fte with their intervals.
    """
    brief: tuple[Brief, ...] = ("sector", "fte_base", *SHARES, *FTES)
    found = with_small(shown_table(replace(table, brief=brief)), told_in("unit", "FTE"))
    return with_spans(stacked_table(found), table.frame)


def own_date(day: date) -> str:
    """A day as the language writes it.

    >>> own_date(date(2026, 5, 17))
    'May 17, 2026'
    """
    return str(format_date(day, "long", locale=language()))
