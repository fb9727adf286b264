"""The folder that `autopot plan --out` writes and `autopot track` reads."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from autopot import store
from autopot.errors import InputError, Problem
from autopot.json_text import plain_json
from autopot.messages import say

if TYPE_CHECKING:
    from autopot.scenario.plan_loading import LoadedPlan

PLAN_FILE, RESULT_FILE, FOLLOW_UP_FILE = "plan.yaml", "plan.json", "follow-up.xlsx"


def refuse_filled_in(target: Path) -> None:
    """Never write over measurements that somebody has typed in.

    Parameters
    ----------
    target : the folder that is to be written.

    Raises
    ------
    InputError
        Its follow-up sheet is not as it was written.
    """
    sheet = target / FOLLOW_UP_FILE
    if not sheet.is_file() or not (target / store.MANIFEST).is_file():
        return
    written = store.read_run(target).manifest["outputs"].get(FOLLOW_UP_FILE)
    if store.sha256(sheet.read_bytes()) != written:
        raise InputError(
            Problem(
                str(sheet),
                say("the follow-up sheet is filled in and is not written over"),
                remedy=say("choose another folder with --out"),
            )
        )


def decided(folder: Path) -> tuple[LoadedPlan, np.ndarray]:
    """The plan of a folder and what was decided.

    Parameters
    ----------
    folder : written by `autopot plan --out`.

    Returns
    -------
    The plan, and (M,) start years from 0, -1 for a measure that is not in the plan.

    Raises
    ------
    InputError
        The folder is no plan, or was changed since it was written.
    """
    from autopot.scenario.plan_loading import load_plan

    stored = store.read_run(folder, filled_in=[FOLLOW_UP_FILE])
    if stored.changed:
        raise InputError(stored.changed)
    if RESULT_FILE not in stored.manifest["outputs"]:
        allowed = say("a folder written by autopot plan --out")
        raise InputError(Problem(str(folder), say("not a plan"), allowed, say("check the path")))
    loaded = load_plan(folder / PLAN_FILE)
    content = plain_json((folder / RESULT_FILE).read_text(encoding="utf-8"))
    years = {row["measure"]: int(row["start"]) for row in content["schedule"]}
    first = loaded.plan.first_year
    starts = [years[m.id] - first if years[m.id] else -1 for m in loaded.plan.measures]
    return loaded, np.array(starts)
