"""What the processes of the page do: each a question of `autopot.api`, from and to plain data."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from autopot.api import check_staff, run, save_slides
from autopot.app.check_view import check_view
from autopot.app.coding import put_codes
from autopot.app.comparing import compare_studies, stand_beside
from autopot.app.needing import need_of_work
from autopot.app.plan.solving import solve
from autopot.app.scenario.radar import keep_radar
from autopot.app.tasks.effect import effect
from autopot.results.staff.check import StaffCheck

Progress = Callable[[int, int], None]


def check(task: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """Read a staff file, put the codes that were chosen in its mapping file, and tell the findings.

    Parameters
    ----------
    task : staff (file), workforce (keys of the scenario's section), mappings (file, which need not
        be there), codes and cleared (field, value, code: chosen, and no longer chosen), workbook
        (where the marked copy is written).
    progress : called with (pieces done, pieces in all).
    """
    found = _checked(task)
    progress(1, 2)
    mappings = Path(task["mappings"])
    found.save_mappings(mappings)
    if mappings.is_file() and put_codes(mappings, task["codes"], task["cleared"]):
        found = _checked(task)
        found.save_mappings(mappings)
    workbook = Path(task["workbook"])
    workbook.unlink(missing_ok=True)
    found.save(workbook)
    return check_view(found)


def _checked(task: Mapping[str, Any]) -> StaffCheck:
    settings = dict(task["workforce"])
    if Path(task["mappings"]).is_file():
        settings["mappings"] = task["mappings"]
    return check_staff(task["staff"], {"workforce": settings})


def simulate(task: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """Run a scenario, and write its folder.

    Parameters
    ----------
    task : scenario (name or file), changes (sections over it), project (the folder that is kept),
        scheduler (None: this machine), draws (None: the scenario's), beside (whom a municipality
        stands beside; None: the usual).
    progress : called with (pieces done, pieces in all).
    """
    where = {"engine": "dask", "scheduler": task["scheduler"]} if task["scheduler"] else {}
    result = run(
        task["scenario"],
        settings=task["changes"],
        beside=task["beside"],
        draws=task["draws"],
        progress=progress,
        **where,
    )
    os.chdir(task["project"])  # this process does nothing else; the run goes to runs/ there
    return {"run": result.save().name}


def take_radar(task: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """Check a radar that was put in, and keep it beside the scenarios.

    Parameters
    ----------
    task : file (as it was sent), folder (of the scenarios).
    progress : called with (pieces done, pieces in all).
    """
    progress(0, 1)
    return {"name": keep_radar(Path(task["file"]), Path(task["folder"]))}


def slides(task: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """Make the slides of a run.

    Parameters
    ----------
    task : run (folder), file (that is written).
    progress : called with (pieces done, pieces in all).
    """
    progress(0, 1)
    target = Path(task["file"])
    target.unlink(missing_ok=True)
    save_slides(task["run"], target)
    return {"run": Path(task["run"]).name}


WORK: dict[str, Callable[[Mapping[str, Any], Progress], dict[str, Any]]] = {
    "check": check,
    "run": simulate,
    "radar": take_radar,
    "slides": slides,
    "compare": compare_studies,
    "beside": stand_beside,
    "gap": need_of_work,
    "plan": solve,
    "tasks": effect,
}
"""Name -> what is done."""
