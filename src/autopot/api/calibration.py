"""Calibrate a scenario to a published total, inside its evidence."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from autopot.engine import run_draws
from autopot.errors import InfeasibleError, Problem
from autopot.evidence import Assembled, evidence_intervals
from autopot.messages import say
from autopot.model.inputs import ModelInputs
from autopot.model.occupation import mean_task_share
from autopot.optimise.calibrate import calibrate
from autopot.scenario import Scenario

PILOT_BLOCKS = 4
ROUNDS = 6
EDGE = 1e-6


def calibrated(
    inputs: ModelInputs, assembled: Assembled, scenario: Scenario, time: np.ndarray
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
    before = _total(inputs)
    low, high = evidence_intervals(assembled, scenario)
    low, high = np.clip(low, EDGE, 1 - EDGE), np.clip(high, EDGE, 1 - EDGE)
    share = np.clip(mean_task_share(inputs, PILOT_BLOCKS), EDGE, 1 - EDGE)
    inside = np.clip(share, low, high)
    counted = time * inputs.tasks.in_main
    aim, mean = target, float(before.mean())
    moved = inputs
    for _ in range(ROUNDS):
        if abs(mean - target) <= tolerance:
            break
        found = calibrate(inside, low, high, counted, aim, tolerance / 4)
        # a task that does not count in the total has no reason to move
        shift = np.where(counted > 0, _logit(found.shares) - _logit(inside), 0.0)
        moved = replace(inputs, tasks=replace(inputs.tasks, shift=shift))
        mean = float(_total(moved).mean())
        aim += target - mean
    else:
        raise InfeasibleError(
            Problem(
                "calibrate.total",
                say(
                    "the total came no nearer to {target:g} than {mean:.3f}",
                    target=target,
                    mean=mean,
                ),
                say("a total well inside the evidence"),
                say("see autopot bounds, or write null"),
            )
        )
    quantiles = np.quantile(before, [0.05, 0.95])
    return moved, (float(before.mean()), float(quantiles[0]), float(quantiles[1]))


def _logit(value: np.ndarray) -> np.ndarray:
    return np.asarray(np.log(value) - np.log1p(-value))


def _total(inputs: ModelInputs) -> np.ndarray:
    """(D,) total share over the pilot draws."""
    draws, _ = run_draws(inputs, PILOT_BLOCKS * 1000, None)
    potential = draws.sector_technology.sum(axis=(0, 1))
    return np.asarray(potential / draws.sector_fte.sum(axis=0))
