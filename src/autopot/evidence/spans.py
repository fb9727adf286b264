"""Each reading by itself: its middle, and how far its own parameters can move it."""

from __future__ import annotations

from itertools import product

import numpy as np
from numpy.typing import NDArray

from autopot.evidence.assemble import Assembled
from autopot.evidence.readings import LABELLING, ROBOT_SOURCE, RULES
from autopot.scenario import Distribution, Scenario

Array = NDArray[np.float64]


def reading_corners(assembled: Assembled, scenario: Scenario, name: str) -> Array:
    """Shares of every task under one reading, at the middle and at every end of its parameters.

    Readings are linear or monotone in each parameter but the labelling, which has every value of
    it among the ends, so the lowest and the highest value of any
    weighted sum of tasks lie among the columns. Where a reading sees no robots, the physical
    channel is added: as far as the scenario believes its source in the middle, and at the ends not
    at all and in full, since a draw may believe anything between. Own values (override) replace the
    reading.

    Parameters
    ----------
    assembled : tasks and readings.
    scenario : gives the range of every parameter.
    name : the reading.

    Returns
    -------
    (T, 1 + corners) share, 0-1; the middle is the first column.
    """
    rule, tasks = RULES[name], len(assembled.tasks)
    own = [getattr(scenario.evidence.parameters, p) for p in rule.parameters]
    half = np.array([0.5])
    reach = [_ends(assembled, p, d) for p, d in zip(rule.parameters, own, strict=True)]
    points = [[float(d.quantile(half)[0]) for d in own], *product(*reach)]
    drawn = {p: np.array([point[i] for point in points]) for i, p in enumerate(rule.parameters)}
    every = slice(0, len(assembled.occupations))
    values = assembled.readings[name].values(drawn, every)
    values = np.broadcast_to(values, (tasks, len(points)))
    if not rule.sees_robots:
        values = _with_robots(values, assembled, scenario)
    values = values.copy()
    for number, override in enumerate(assembled.overrides):
        ends = np.resize([override.low, override.high], values.shape[1] - 1)
        middle = override.quantile(half)
        values[assembled.overridden == number] = np.concatenate([middle, ends])
    return values


def _ends(assembled: Assembled, parameter: str, values: Distribution) -> list[float]:
    """Both ends of a parameter; of the labelling also its middle, where people's labels lie."""
    ends = [values.low, values.high]
    if parameter == LABELLING and assembled.evidence.labels.rated:
        ends.append(min(max(0.5, values.low), values.high))
    return ends


def _with_robots(values: Array, assembled: Assembled, scenario: Scenario) -> Array:
    """The physical channel: at its middle for the first column, at its ends for the others."""
    strength = scenario.physical.strength
    belief = getattr(scenario.evidence.weights, ROBOT_SOURCE)
    if belief == 0:
        return values
    middle = strength.quantile(np.array([0.5])) * belief * assembled.physical[0]
    columns = [1 - (1 - values[:, :1]) * (1 - middle[:, None]), values[:, 1:]]
    columns += [
        1 - (1 - values[:, 1:]) * (1 - strength.high * physical[:, None])
        for physical in assembled.physical
    ]
    return np.concatenate(columns, axis=1)
