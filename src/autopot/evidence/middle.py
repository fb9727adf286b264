"""The readings at the middle of their parameters: one figure a task, for showing and comparing."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot.evidence.assemble import Assembled
from autopot.scenario import Scenario

Array = NDArray[np.float64]


def middle_readings(assembled: Assembled, scenario: Scenario) -> dict[str, Array]:
    """Share of each task's time by reading, every parameter at its median.

    Parameters
    ----------
    assembled : tasks and readings.
    scenario : gives the distribution of every parameter.

    Returns
    -------
    Reading -> (T,) share, 0-1, without the physical channel.
    """
    parameters = scenario.evidence.parameters
    half = np.array([0.5])
    middle = {
        name: getattr(parameters, name).quantile(half) for name in type(parameters).model_fields
    }
    every = slice(0, len(assembled.occupations))
    shape = (len(assembled.tasks), 1)
    return {
        name: np.broadcast_to(reading.values(middle, every), shape)[:, 0]
        for name, reading in assembled.readings.items()
    }


def occupation_readings(assembled: Assembled, scenario: Scenario) -> pd.DataFrame:
    """What each reading says of each occupation, every parameter at its median.

    Parameters
    ----------
    assembled : tasks and readings.
    scenario : gives the distribution of every parameter.

    Returns
    -------
    (readings, occupations) share of the occupation's time, 0-1, without the physical channel.
    """
    tasks = assembled.tasks
    middle = middle_readings(assembled, scenario)
    shares = pd.DataFrame({name: tasks["time_share"] * value for name, value in middle.items()})
    return shares.groupby(tasks["occupation"]).sum().T
