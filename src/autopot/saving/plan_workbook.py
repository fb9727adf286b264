"""plan.xlsx: what the plan says, measures, a Gantt sheet, years, and what more would give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from autopot.messages import told
from autopot.results.plan.tables import (
    INTRODUCED,
    USED,
    by_start,
    phase,
)
from autopot.tables import Table
from autopot.views.workbook import Mark, TablesWorkbook

FILLS = {INTRODUCED: "F4B860", USED: "A8D5DC"}


def plan_workbook(
    lines: Sequence[str],
    schedule: pd.DataFrame,
    years: Sequence[int],
    tables: tuple[Table, Table, Table],
    closed: Sequence[Table] = (),
) -> bytes:
    """The content of plan.xlsx.

    Parameters
    ----------
    lines : what the plan says.
    schedule : as `Plan.schedule`.
    years : of the plan.
    tables : measures, years, limits.
    closed : need and what the plan closes, where that is its goal.
    """
    measures, by_year, limits = tables
    book = TablesWorkbook()
    book.add_text(told("Read this first"), lines)
    book.add(measures)
    cells, marks = _gantt(schedule, years)
    book.add_marked(told("Gantt"), cells, marks, len(cells))
    for table in closed:
        book.add(table)
    book.add(replace(by_year, title=told("Years")))
    book.add(limits)
    return book.to_bytes()


def _gantt(
    schedule: pd.DataFrame, years: Sequence[int]
) -> tuple[np.ndarray, dict[tuple[int, int], Mark]]:
    """Cells of the Gantt sheet, and the coloured ones among them."""
    texts = {INTRODUCED: told("introduced"), USED: told("in use")}
    head = [told("Name"), *(str(year) for year in years)]
    rows, marks = [head], {}
    for number, row in enumerate(by_start(schedule[schedule["start"] > 0]).itertuples(), start=1):
        phases = [phase(year, row.start, row.in_use) for year in years]
        rows.append([row.name, *(texts.get(p, "") for p in phases)])
        for column, found in enumerate(phases, start=1):
            if found in FILLS:
                marks[number, column] = Mark(FILLS[found], "")
    return np.array(rows, dtype=object), marks
