"""Solve a plan in a process of its own, and keep the answer in the project."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from autopot.api import plan
from autopot.app.plan.draft import DRAFT
from autopot.app.plan.problems import places
from autopot.scenario.plan_loading import checked_plan

ANSWERS = "planer"
"""Folder of the project with a folder for each answer."""


def solve(task: Mapping[str, Any], progress: Callable[[int, int], None]) -> dict[str, Any]:
    """Find out which measure starts when, and write the folder of the answer.

    Parameters
    ----------
    task : plan (content of a plan file), scenario, changes and project, as of a run.
    progress : called with (problems solved, problems in all).
    """
    project = Path(task["project"])
    content = {**task["plan"], "scenario": task["scenario"]}
    loaded = checked_plan(content, places(content), project / DRAFT)
    found = plan(loaded, settings=task["changes"], progress=progress)
    os.chdir(project)  # this process does nothing else
    taken = {folder.name for folder in Path(ANSWERS).glob("plan-*")}
    name = next(f"plan-{n}" for n in range(1, 100_000) if f"plan-{n}" not in taken)
    return {"answer": found.save(Path(ANSWERS) / name).name}
