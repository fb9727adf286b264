"""Each task's evidence interval: lowest to highest reading, with no distribution."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from autopot.evidence.assemble import Assembled
from autopot.evidence.spans import reading_corners
from autopot.scenario import Scenario

Array = NDArray[np.float64]


def evidence_intervals(assembled: Assembled, scenario: Scenario) -> tuple[Array, Array]:
    """Lowest and highest share of each task over the readings in use.

    Every reading is taken over the whole range of its parameters and of the robots' strength; own
    values (override) have their own range.

    Parameters
    ----------
    assembled : tasks and their evidence.
    scenario : a reading is in use where its weight is above 0.

    Returns
    -------
    Lowest and highest, each (T,) 0-1.
    """
    weights = scenario.evidence.weights.model_dump()
    corners = [reading_corners(assembled, scenario, name) for name, w in weights.items() if w > 0]
    every = np.concatenate(corners, axis=1)
    return every.min(axis=1), every.max(axis=1)
