"""A plan as a page: what it says, which measure starts when, and what the limits hold back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from autopot.messages import told
from autopot.results.plan.labels import EXAMPLE
from autopot.results.plan.result import Plan
from autopot.results.plan.tables import BEFORE, INTRODUCED, USED, by_start, phase
from autopot.tables import shown_table

LOOKS = {BEFORE: "", INTRODUCED: "introduced", USED: "used"}


def plan_page(plan: Plan) -> bytes:
    """The content of report.html.

    Parameters
    ----------
    plan : what was chosen.
    """
    from autopot.page.page import render

    example = str(EXAMPLE) if plan.loaded.plan.example else ""
    lines = [line for line in plan.lines() if line != example]
    _, *tables = plan.tables()  # the first draws with letters what the page draws in colours
    shown = [shown_table(table) for table in tables]
    years = list(plan.loaded.plan.year_numbers())
    context = {
        "title": plan.title(),
        "example": example,
        "lines": lines,
        "years": years,
        "bars": bars(plan.schedule, years),
        "left_out": [row["name"] for row in plan.schedule.to_dict("records") if not row["start"]],
        "tables": shown,
    }
    return render("plan.html", context, {"charts": {}})


def bars(schedule: pd.DataFrame, years: Sequence[int]) -> list[dict[str, Any]]:
    """The measures that start, the first first, each with what it does in every year.

    Parameters
    ----------
    schedule : as `Plan.schedule`.
    years : of the plan.

    Returns
    -------
    name, start, in_use, and cells: how each year looks (introduced, used or nothing), in words too.
    """
    words = {"introduced": told("introduced"), "used": told("in use"), "": ""}
    found = []
    for row in by_start(schedule[schedule["start"] > 0]).to_dict("records"):
        looks = [LOOKS[phase(year, row["start"], row["in_use"])] for year in years]
        cells = [{"look": look, "words": words[look]} for look in looks]
        found.append({key: row[key] for key in ("name", "start", "in_use")} | {"cells": cells})
    return found
