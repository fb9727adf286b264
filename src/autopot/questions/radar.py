"""The radar of a scenario: what is ready now, and exports that drawing tools read."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from autopot.engine import Progress
from autopot.questions.simulation import run
from autopot.results.radar.reading import RadarReading


def radar(
    scenario: str | Path = "base",
    workforce: pd.DataFrame | None = None,
    *,
    draws: int | None = None,
    seed: int | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
) -> RadarReading:
    """The radar of a scenario, with the potential of each technology.

    Parameters
    ----------
    scenario, workforce, draws, seed, threads, progress : as for `run`.

    Returns
    -------
    Technologies by ring, and how much of each sector's potential is ready now.

    Raises
    ------
    InputError
        Everything that is wrong with the scenario or the workforce.
    """
    return RadarReading(
        run(
            scenario,
            workforce,
            draws=draws,
            seed=seed,
            threads=threads,
            progress=progress,
        )
    )
