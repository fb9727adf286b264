"""Which measures to start when: from a plan file to a schedule."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from autopot.results.plan.result import Plan
from autopot.study.plan_problem import decide

if TYPE_CHECKING:
    from autopot.scenario.plan_loading import LoadedPlan


def plan(
    source: str | Path = "plan-example",
    workforce: pd.DataFrame | None = None,
    *,
    seconds: float | None = None,
) -> Plan:
    """The best plan within the limits.

    Parameters
    ----------
    source : a plan file or the name of a packaged plan.
    workforce : one row per cell, as for `run`.
    seconds : replaces the file's time limit. It holds for each step (the plan, the plan without
        limits, what more would give, how sure the choices are), not for all together.

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
    from autopot.optimise.plan_questions import is_exact, margins, robustness, without_limits
    from autopot.scenario.plan_loading import load_plan

    decided = decide(load_plan(source), workforce, seconds)
    loaded, problem, settings = decided.loaded, decided.problem, decided.settings
    free = without_limits(problem, settings)
    steps = loaded.plan.margins
    gains = margins(
        problem,
        {
            "budget": steps.budget,
            "training": steps.training_hours,
            "parallel": float(steps.changes),
        },
        settings.seconds,
        [decided.solved.start],
    )
    sure = robustness(problem, _some_draws(loaded), settings.seconds, [decided.solved.start])
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
        seconds=settings.seconds,
    )


def _some_draws(loaded: LoadedPlan) -> list[int]:
    """Draws for the robustness, spread over all of them."""
    wanted = min(loaded.plan.robustness_draws, loaded.plan.draws)
    return [int(draw) for draw in np.linspace(0, loaded.plan.draws - 1, wanted)]
