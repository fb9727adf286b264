"""Each reading by itself: its middle, and how far its own parameters can move it."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
from numpy.typing import NDArray

from autopot.evidence.assemble import Assembled
from autopot.evidence.readings import LABELLING, ROBOT_SOURCE
from autopot.scenario import Distribution, Scenario

Array = NDArray[np.float64]

FIRST = 0.5
"""Up to which value of the labelling parameter the first labelling is believed."""


def reading_corners(assembled: Assembled, scenario: Scenario, name: str) -> Array:
    """Shares of every task under one reading, at the middle and at every end of its parameters.

    Readings are linear or monotone in each parameter but the labelling, which has every value of
    it among the ends, so the lowest and the highest value of any
    weighted sum of tasks lie among the columns. Where a reading sees no robots, the physical
    channel is added: as far as the scenario believes its source in the middle, and at the ends not
    at all and in full, since a draw may believe anything between. Each is cut to what technologies
    on the radar would take of the task, by each labelling. Own values (override) replace the
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
    rule, tasks = assembled.readings[name].rule, len(assembled.tasks)
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
    values = _within_reach(values, assembled, scenario.evidence.parameters.labelling)
    for number, override in enumerate(assembled.overrides):
        ends = np.resize([override.low, override.high], values.shape[1] - 1)
        middle = override.quantile(half)
        values[assembled.overridden == number] = np.concatenate([middle, ends])
    return values


def middle_share(assembled: Assembled, scenario: Scenario) -> Array:
    """(T,) the readings in use at their middle, weighted as in the scenario, robots included.

    Parameters
    ----------
    assembled, scenario : as for `reading_corners`.
    """
    weights = {k: w for k, w in scenario.evidence.weights.model_dump().items() if w > 0}
    middles = np.stack([reading_corners(assembled, scenario, name)[:, 0] for name in weights])
    result: Array = np.array(list(weights.values())) @ middles
    return result


def left_out(assembled: Assembled, scenario: Scenario) -> Array:
    """What the readings count of each task, and no technology on the radar would take.

    Parameters
    ----------
    assembled, scenario : as for `reading_corners`.

    Returns
    -------
    (T,) share of the task's time, 0-1: the readings in use at their middle, weighted as in the
    scenario, without the cut to the reach of technology, less the same with it.
    """
    weights = {k: w for k, w in scenario.evidence.weights.model_dump().items() if w > 0}
    whole = replace(assembled, reach=np.ones_like(assembled.reach))
    result = np.zeros(len(assembled.tasks))
    for name, weight in weights.items():
        all_of_it, within = (reading_corners(a, scenario, name)[:, 0] for a in (whole, assembled))
        result += weight * (all_of_it - within)
    return result


def _ends(assembled: Assembled, parameter: str, values: Distribution) -> list[float]:
    """Both ends of a parameter; of the labelling also its middle, where people's labels lie."""
    ends = [values.low, values.high]
    if parameter == LABELLING and assembled.evidence.labels.rated:
        ends.append(min(max(0.5, values.low), values.high))
    return ends


def _within_reach(values: Array, assembled: Assembled, labelling: Distribution) -> Array:
    """Cut to the reach of technology: the middle by its labelling, the ends by each that may be."""
    middle = int(labelling.quantile(np.array([0.5]))[0] > FIRST)
    believed = sorted({int(end > FIRST) for end in (labelling.low, labelling.high)})
    ends = [np.minimum(values[:, 1:], assembled.reach[who][:, None]) for who in believed]
    first = np.minimum(values[:, :1], assembled.reach[middle][:, None])
    return np.concatenate([first, *ends], axis=1)


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
