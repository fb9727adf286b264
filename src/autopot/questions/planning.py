"""Which measures to start when: from a plan file to a schedule."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from autopot.engine import Progress
from autopot.results.plan.result import Plan
from autopot.study.plan_problem import decide

if TYPE_CHECKING:
    from autopot.scenario.plan_loading import LoadedPlan


def plan(
    source: str | Path | LoadedPlan = "plan-example",
    workforce: pd.DataFrame | None = None,
    *,
    settings: Mapping[str, Any] | None = None,
    seconds: float | None = None,
    progress: Progress | None = None,
) -> Plan:
    """The best plan within the limits.

    Parameters
    ----------
    source : a plan file or the name of a packaged plan; or one that is read already.
    workforce : one row per cell, as for `run`.
    settings : sections that go before those of the plan's scenario, as for `run`.
    seconds : replaces the file's time limit. It holds for each step (the plan, the plan without
        limits, what more would give, how sure the choices are), not for all together.
    progress : called with (problems solved, problems in all).

    Returns
    -------
    The plan; nothing is written until `save`.

    Raises
    ------
    InputError
        Everything that is wrong with the plan or its scenario.
    InfeasibleError
        Demands that the limits do not allow, with a smallest set that cannot be met together; or no
        plan was found in time.
    """
    from autopot.optimise.plan_questions import (
        is_exact,
        margins,
        resource_limits,
        robustness,
        without_limits,
    )
    from autopot.scenario.plan_loading import LoadedPlan, load_plan

    given = source if isinstance(source, LoadedPlan) else load_plan(source)
    decided = decide(given, workforce, seconds, settings)
    loaded, problem, solver = decided.loaded, decided.problem, decided.settings
    some, known = _some_draws(loaded), [decided.solved.start]
    count = _Count(progress, 2 + len(resource_limits(problem)) + len(some))
    count()
    free = without_limits(problem, solver)
    count()
    steps = loaded.plan.margins
    gains = margins(
        problem,
        {
            "budget": steps.budget,
            "training": steps.training_hours,
            "parallel": float(steps.changes),
        },
        solver.seconds,
        known,
        count,
    )
    sure = robustness(problem, some, solver.seconds, known, count)
    return Plan(
        loaded=loaded,
        prepared=decided.prepared,
        arrays=decided.arrays,
        problem=problem,
        solved=decided.solved,
        free=free,
        gains=gains,
        chosen=sure.chosen,
        chosen_draws=sure.draws,
        exact=is_exact(problem),
        seconds=solver.seconds,
        changed=bool(settings),
    )


class _Count:
    """Counts the problems that are solved, and tells it."""

    def __init__(self, progress: Progress | None, pieces: int) -> None:
        self._progress, self._pieces, self._done = progress, pieces, 0

    def __call__(self) -> None:
        self._done += 1
        if self._progress is not None:
            self._progress(self._done, self._pieces)


def _some_draws(loaded: LoadedPlan) -> list[int]:
    """Draws for the robustness, spread over all of them."""
    wanted = min(loaded.plan.robustness_draws, loaded.plan.draws)
    return [int(draw) for draw in np.linspace(0, loaded.plan.draws - 1, wanted)]
