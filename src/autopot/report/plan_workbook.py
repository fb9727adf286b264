"""plan.xlsx: what the plan says, measures, a Gantt sheet, years, and what more would give."""

from __future__ import annotations

from typing import Protocol

import numpy as np
import pandas as pd

from autopot.messages import told
from autopot.report.plan_labels import plan_label
from autopot.report.plan_text import INTRODUCED, USED, limit_name, phase, step_text
from autopot.report.tables import names
from autopot.report.workbook import Mark, TablesWorkbook

FILLS = {INTRODUCED: "F4B860", USED: "A8D5DC"}


class Planned(Protocol):
    """What a workbook needs of a plan."""

    @property
    def language(self) -> str:
        """Nb or en."""

    @property
    def schedule(self) -> pd.DataFrame:
        """One row a measure."""

    @property
    def years(self) -> pd.DataFrame:
        """One row a year."""

    @property
    def more(self) -> pd.DataFrame:
        """One row a limit."""

    @property
    def goal(self) -> str:
        """realised_fte or net_present_value."""

    def lines(self) -> list[str]:
        """What the plan says."""


def plan_workbook(plan: Planned) -> bytes:
    """The content of plan.xlsx."""
    book = TablesWorkbook()
    book.add_text(told("Read this first"), plan.lines())
    _add(book, "sheet_schedule", _schedule(plan.schedule))
    cells, marks = _gantt(plan.schedule, plan.years["year"].tolist())
    book.add_marked(told("Gantt"), cells, marks, len(cells))
    years = plan.years.rename(columns={"cost": "nok_cost", "budget": "nok_budget"})
    years = years.assign(nok_budget=years["nok_budget"].replace(np.inf, np.nan))
    _add(book, "sheet_years", years)
    gain = "fte_gain" if plan.goal == "realised_fte" else "nok_gain"
    more = pd.DataFrame(
        {
            "limit": [limit_name(r.limit, r.key) for r in plan.more.itertuples()],
            "step": [step_text(r.limit, r.step) for r in plan.more.itertuples()],
            gain: plan.more["gain"],
        }
    )
    _add(book, "sheet_more", more)
    return book.to_bytes()


def _add(book: TablesWorkbook, title: str, frame: pd.DataFrame) -> None:
    headings = [plan_label(str(column)) for column in frame.columns]
    book.add_table(plan_label(title), headings, frame)


def _schedule(schedule: pd.DataFrame) -> pd.DataFrame:
    name = names()
    none = told("–")
    started = schedule["start"] > 0
    return pd.DataFrame(
        {
            "measure": schedule["measure"],
            "name": schedule["name"],
            "sector": schedule["sector"].map(name["sector"]),
            "technology": schedule["technology"].map(name["technology"]).fillna(none),
            "radar_class": schedule["radar_class"].map(name["radar_class"]).fillna(none),
            "start": schedule["start"].astype(object).where(started, none),
            "in_use": schedule["in_use"].astype(object).where(started, none),
            "fte_potential": schedule["potential_fte"],
            **{column: schedule[column] for column in ("fte_mean", "fte_p05", "fte_p95")},
            "nok_cost": schedule["cost"],
            "share_chosen": schedule["chosen"],
        }
    )


def _gantt(
    schedule: pd.DataFrame, years: list[int]
) -> tuple[np.ndarray, dict[tuple[int, int], Mark]]:
    """Cells of the Gantt sheet, and the coloured ones among them."""
    texts = {INTRODUCED: told("introduced"), USED: told("in use")}
    head = [told("Name"), *(str(year) for year in years)]
    rows, marks = [head], {}
    started = schedule[schedule["start"] > 0].sort_values("start", kind="stable")
    for number, row in enumerate(started.itertuples(), start=1):
        phases = [phase(year, row.start, row.in_use) for year in years]
        rows.append([row.name, *(texts.get(p, "") for p in phases)])
        for column, found in enumerate(phases, start=1):
            if found in FILLS:
                marks[number, column] = Mark(FILLS[found], "")
    return np.array(rows, dtype=object), marks
