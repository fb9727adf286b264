"""The radar of a scenario: what is ready now, and exports that drawing tools read."""

from __future__ import annotations

from pathlib import Path
from typing import Unpack

import pandas as pd

from autopot.engine.options import EngineOptions
from autopot.questions.simulation import run
from autopot.results.radar.reading import RadarReading


def radar(
    scenario: str | Path = "base",
    workforce: pd.DataFrame | None = None,
    **options: Unpack[EngineOptions],
) -> RadarReading:
    """The radar of a scenario, with the potential of each technology.

    Parameters
    ----------
    scenario, workforce : as for `run`; one row of the workforce for each municipality, sector and
        occupation.
    options : as for `run`.

    Returns
    -------
    Technologies by ring, and how much of each sector's potential is ready now.

    Raises
    ------
    InputError
        Everything that is wrong with the scenario or the workforce.
    """
    return RadarReading(run(scenario, workforce, **options))
