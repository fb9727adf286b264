"""Calibrate a scenario to a published total, inside its evidence."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from autopot.engine import Draws, Engine, Progress, Steps, Study, Threads, Variant, Warm
from autopot.errors import InfeasibleError, Problem
from autopot.evidence import Assembled, evidence_intervals
from autopot.messages import say
from autopot.model.inputs import ModelInputs
from autopot.model.kept import Sharing, StageKeys
from autopot.model.occupation import mean_task_share
from autopot.model.streams import DRAW_BLOCK
from autopot.optimise.calibrate import calibrate
from autopot.scenario import Scenario

PILOT_BLOCKS = 4
ROUNDS = 6
EDGE = 1e-6

KEPT = {"readings": 1, "share": 1, "parts": 0}
"""What pilot draws keep from one round to the next: all but what a shift of the tasks changes."""


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
    engine, pilot = Threads(), Warm(KEPT)
    before = _total(inputs, engine, pilot, steps)
    low, high = evidence_intervals(assembled, scenario)
    low, high = np.clip(low, EDGE, 1 - EDGE), np.clip(high, EDGE, 1 - EDGE)
    share = np.clip(_mean_share(inputs, pilot, steps), EDGE, 1 - EDGE)
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
        mean = float(_total(moved, engine, pilot, steps).mean())
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


def _total(inputs: ModelInputs, engine: Engine, pilot: Warm, steps: Steps) -> np.ndarray:
    """(D,) total share over the pilot draws."""
    variant = Variant(replace(inputs, future=None), _potential_and_fte, occupations=False)
    study = Study(engine, [variant], pilot)
    [(potential, fte)] = study.run(PILOT_BLOCKS * DRAW_BLOCK, lambda _done, _blocks: steps.one())
    return np.asarray(potential / fte)


def _potential_and_fte(_: ModelInputs, draws: Draws) -> tuple[np.ndarray, np.ndarray]:
    return draws.sector_technology.sum(axis=(0, 1)), draws.sector_fte.sum(axis=0)


def _mean_share(inputs: ModelInputs, pilot: Warm, steps: Steps) -> np.ndarray:
    """(T,) mean share of every task over the same draws."""
    keys = StageKeys().of(inputs)

    def sharing(block: int) -> Sharing:
        return Sharing(pilot.of(block), keys)

    return mean_task_share(inputs, PILOT_BLOCKS, steps.one, sharing)
