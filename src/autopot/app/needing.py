"""What a process of *Gapet* does: the question, the files, and what the page shows of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from autopot.api import Gap, gap
from autopot.app.answers import GAPS, keep
from autopot.app.as_text import as_text
from autopot.app.comparing import where
from autopot.messages import title_in, told
from autopot.store import run_hash

Progress = Callable[[int, int], None]


def need_of_work(task: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """Compute the need of work and what meets it, and write the folder.

    Parameters
    ----------
    task : scenario, changes, who (in words; empty for own staff and a municipality), year (that the
        sentences are about), project, scheduler, draws.
    progress : called with (pieces done, pieces in all).
    """
    found = gap(
        task["scenario"],
        settings=task["changes"],
        draws=task["draws"],
        progress=progress,
        **where(task),
    )
    if task["year"] in set(found.every["year"]):
        found = replace(found, year=task["year"])
    about = {"figures": found.as_json(), "stated": found.stated()}
    folder = found.save(Path(task["project"]) / GAPS / f"gap-{run_hash(about)}")
    return {"answer": keep(folder, gap_view(found, task["who"]))}


def gap_view(found: Gap, who: str = "") -> dict[str, Any]:
    """What the page shows of the need of work.

    Parameters
    ----------
    found : the answer.
    who : it is about; empty where its own heading says so.

    Returns
    -------
    kind, title, scenario, about (in lists), year, lines (what can be quoted), stated (levers),
    notes and tables, all of it text.
    """
    title = told("{title}: need of work to {year}", title=who, year=found.year)
    scenario = "" if found.scenario is None else found.scenario.scenario.title
    return {
        "kind": "gap",
        "title": title if who else found.heading(),
        "scenario": scenario and str(title_in(scenario)),
        "about": " ".join(found.stated()),
        "year": str(found.year),
        "lines": found.quoted(),
        "stated": found.stated(),
        "notes": found.notes(),
        "tables": [as_text(table) for table in found.tables()],
    }
