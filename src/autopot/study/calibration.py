"""Calibrate a scenario to a published total, inside its evidence."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from autopot.engine import Progress, Steps, run_draws
from autopot.errors import InfeasibleError, Problem
from autopot.evidence import Assembled, evidence_intervals
from autopot.messages import say
from autopot.model.inputs import ModelInputs
from autopot.model.occupation import mean_task_share
from autopot.model.streams import DRAW_BLOCK
from autopot.optimise.calibrate import calibrate
from autopot.scenario import Scenario

PILOT_BLOCKS = 4
ROUNDS = 6
EDGE = 1e-6


def calibrated(
    inputs: ModelInputs,
    assembled: Assembled,
    scenario: Scenario,
    time: np.ndarray,
    progress: Progress | None = None,
) -> tuple[ModelInputs, tuple[float, float, float]]:
    """Inputs whose mean total meets the scenario's published figure.

    Each task's mean share is moved as little as possible inside its evidence interval (see
    `autopot.optimise.calibrate`), and the move is put on every draw as a logit shift, so that the
    errors stay as wide as they were. Because shift and mean are not quite linear, the target is
    corrected by what is still missing and solved again.

    Parameters
    ----------
    inputs, assembled, scenario : the model to calibrate.
    time : (T,) share of all working time of each task.
    progress : called with (blocks of pilot draws done, blocks in all); more rounds make it more.

    Returns
    -------
    The inputs with `shift` set, and mean, p05 and p95 of the total as it was.

    Raises
    ------
    InfeasibleError
        The evidence does not reach the figure.
    """
    section = scenario.calibrate
    target, tolerance = float(section.total or 0.0), section.tolerance
    steps = Steps(3 * PILOT_BLOCKS, progress)
    before = _total(inputs, steps)
    low, high = evidence_intervals(assembled, scenario)
    low, high = np.clip(low, EDGE, 1 - EDGE), np.clip(high, EDGE, 1 - EDGE)
    share = np.clip(mean_task_share(inputs, PILOT_BLOCKS, steps.one), EDGE, 1 - EDGE)
    inside = np.clip(share, low, high)
    counted = time * inputs.tasks.in_main
    reach = (float(counted @ low), float(counted @ high))
    aim, mean, rounds = target, float(before.mean()), 0
    moved = inputs
    while abs(mean - target) > tolerance:
        if rounds == ROUNDS:
            raise _not_met(mean, target)
        if rounds:
            aim = float(np.clip(aim + target - mean, *reach))
            steps.more(PILOT_BLOCKS)
        rounds += 1
        found = calibrate(inside, low, high, counted, aim, tolerance / 4)
        shift = _logit(found.shares) - _logit(inside)
        moved = replace(inputs, tasks=replace(inputs.tasks, shift=shift))
        mean = float(_total(moved, steps).mean())
    quantiles = np.quantile(before, [0.05, 0.95])
    return moved, (float(before.mean()), float(quantiles[0]), float(quantiles[1]))


def _not_met(mean: float, target: float) -> InfeasibleError:
    return InfeasibleError(
        Problem(
            "calibrate.total",
            say("the total came no nearer to {target:g} than {mean:.3f}", target=target, mean=mean),
            say("a total well inside the evidence"),
            say("see autopot bounds, or write null"),
        )
    )


def _logit(value: np.ndarray) -> np.ndarray:
    return np.asarray(np.log(value) - np.log1p(-value))


def _total(inputs: ModelInputs, steps: Steps) -> np.ndarray:
    """(D,) total share over the pilot draws."""
    draws, _ = run_draws(
        inputs, PILOT_BLOCKS * DRAW_BLOCK, None, progress=lambda _done, _pieces: steps.one()
    )
    potential = draws.sector_technology.sum(axis=(0, 1))
    return np.asarray(potential / draws.sector_fte.sum(axis=0))
