"""report.html of the need of work, from the same pieces as the page of a run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from autopot.messages import told
from autopot.page.charts.export import Drawing
from autopot.page.charts.gap import drawn_gap, gap_rows, told_gap
from autopot.page.charts.vega import Spec
from autopot.page.page import render
from autopot.page.tables import settings_table
from autopot.results.gap.result import Gap
from autopot.results.suppression import everything_shown
from autopot.tables import shown_table

CHART = "gap"


def gap_spec(found: Gap) -> tuple[Spec, str]:
    """The chart of the year, and what it shows in words.

    Parameters
    ----------
    found : the need of work and what meets it.
    """
    rows = gap_rows(found.about_one(), found.year)
    return drawn_gap(rows), told_gap(rows)


def build_gap_page(found: Gap, manifest: Mapping[str, Any]) -> bytes:
    """The content of report.html in the directory of a gap.

    Parameters
    ----------
    found : the need of work and what meets it.
    manifest : what it was made with.
    """
    spec, words = gap_spec(found)
    sectors, *more = (shown_table(table) for table in found.tables())
    context = {
        "title": found.heading(),
        "year": found.year,
        "quote": found.quoted(),
        "stated": found.stated(),
        "notes": [*everything_shown(found.unprotected), *found.notes()],
        "sectors": sectors,
        "more": more,
        "charts": {CHART: {"svg": Drawing(spec), "alt": words}},
        "settings": None if found.scenario is None else settings_table(found.scenario),
        "manifest": {
            told("Run"): manifest["run"],
            told("Draws"): str(found.draws),
            told("Packages"): ", ".join(f"{n} {v}" for n, v in manifest["packages"].items()),
        },
    }
    return render("gap.html", context, {"charts": {CHART: spec}, "tasks": {}})
