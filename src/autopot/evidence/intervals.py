"""Each task's evidence interval: lowest to highest reading, with no distribution."""

from __future__ import annotations

from itertools import product

import numpy as np
from numpy.typing import NDArray

from autopot.evidence.assemble import Assembled
from autopot.evidence.readings import RULES
from autopot.scenario import Scenario

Array = NDArray[np.float64]


def evidence_intervals(assembled: Assembled, scenario: Scenario) -> tuple[Array, Array]:
    """(T,) lowest and highest share of each task over the readings in use.

    Readings are linear or monotone in each parameter, so their extremes lie at the corners of the
    parameters' ranges; the physical channel is added at both ends of its strength where a reading
    sees no robots. Own values (override) have their own range.
    """
    tasks = len(assembled.tasks)
    every = slice(0, len(assembled.occupations))
    low, high = np.ones(tasks), np.zeros(tasks)
    for name, weight in scenario.evidence.weights.model_dump().items():
        if weight == 0:
            continue
        rule = RULES[name]
        ranges = [
            (
                getattr(scenario.evidence.parameters, p).low,
                getattr(scenario.evidence.parameters, p).high,
            )
            for p in rule.parameters
        ]
        strengths = (
            (0.0,)
            if rule.sees_robots
            else (scenario.physical.strength.low, scenario.physical.strength.high)
        )
        for corner in product(*ranges):
            drawn = {p: np.array([v]) for p, v in zip(rule.parameters, corner, strict=True)}
            value = assembled.readings[name].values(drawn, every)
            value = np.broadcast_to(value, (tasks, 1))[:, 0]
            for strength, physical in product(strengths, assembled.physical):
                p = 1 - (1 - value) * (1 - strength * physical)
                low, high = np.minimum(low, p), np.maximum(high, p)
    chosen = assembled.overridden
    for number, own in enumerate(assembled.overrides):
        low[chosen == number], high[chosen == number] = own.low, own.high
    return low, high
