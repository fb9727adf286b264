"""Follow a plan up: measured against planned, and a new forecast."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from autopot.forms.actuals import read_actuals
from autopot.study.plan_arrays import (
    plan_arrays,
)
from autopot.study.plan_folder import decided
from autopot.study.plan_problem import decide
from autopot.study.preparation import (
    load_changed,
    prepare,
)

if TYPE_CHECKING:
    pass
from autopot.results.plan.tracking import Tracking


def track(
    source: str | Path, actuals: str | Path, workforce: pd.DataFrame | None = None
) -> Tracking:
    """What was taken out beside what was planned, and a new forecast.

    Parameters
    ----------
    source : a folder written by `autopot plan --out`, which keeps the schedule that was decided; or
        a plan, which is then solved.
    actuals : the filled-in follow-up sheet.
    workforce : one row per cell, as for `plan`.

    Raises
    ------
    InputError
        Everything that is wrong with the plan or the sheet.
    InfeasibleError
        `source` is a plan, and it cannot be solved (see `plan`).
    """
    from autopot.scenario.plan_loading import load_plan

    path = Path(source)
    if path.is_dir():
        loaded, start = decided(path)
        prepared = prepare(load_changed(loaded.scenario, draws=loaded.plan.draws), workforce)
        arrays = plan_arrays(loaded, prepared)
    else:
        found = decide(load_plan(source), workforce)
        loaded, prepared, arrays = found.loaded, found.prepared, found.arrays
        start = found.solved.start
    names = {measure.id: measure.name for measure in loaded.plan.measures}
    years = loaded.plan.year_numbers()
    measured = read_actuals(Path(actuals), names, years, loaded.plan.follow_up.hours_per_fte)
    return Tracking(loaded=loaded, prepared=prepared, arrays=arrays, start=start, actuals=measured)
