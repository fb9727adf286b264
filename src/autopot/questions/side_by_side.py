"""Sectors of scenarios side by side: one run of each, with the same random numbers."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from autopot.analysis.comparison import aligned, difference_table
from autopot.analysis.disclosure import Hidden
from autopot.analysis.side_by_side import sector_outputs
from autopot.engine import Engine, Steps
from autopot.scenario import LoadedScenario
from autopot.study.preparation import Prepared

QUOTED = 2035
"""The year of figures of a year, where all scenarios reach it."""


def sectors_side_by_side(
    names: Sequence[str],
    prepared: Sequence[Prepared],
    hidden: Sequence[Hidden],
    year: int | None,
    draws: int,
    engine: Engine,
    steps: Steps,
) -> pd.DataFrame:
    """Every sector in every scenario.

    Parameters
    ----------
    names, prepared : of the scenarios, the first being what the others are held against.
    hidden : what each hides.
    year : of what is in use and taken out; None: technical potential alone.
    draws, engine : as for `compare`.
    steps : told of every run of the model.

    Returns
    -------
    Columns figure (technical, adopted or realised), year (missing for technical), own (sections of
    which the scenario has settings of that sector, with commas), and those of `difference_table`.
    """
    frames, first = [], None
    for name, scenario in zip(names, prepared, strict=True):
        found = sector_outputs(scenario.inputs, scenario.names, year, draws, engine)
        steps.one()
        found = {figure: outputs.shown(hidden) for figure, outputs in found.items()}
        first = first or found
        for figure, base in first.items():
            outputs = aligned(found[figure], base.names)
            frame = difference_table(name, outputs, base)
            own = [",".join(_own(scenario.scenario, key)) for key in frame["key"]]
            when = pd.array([None if figure == "technical" else year] * len(frame), dtype="Int64")
            frames.append(frame.assign(figure=figure, year=when, own=own))
    return pd.concat(frames, ignore_index=True)


def _own(loaded: LoadedScenario, sector: str) -> list[str]:
    return loaded.scenario.own_sections(sector) if sector else []


def year_of(scenarios: Sequence[LoadedScenario], asked: int | None) -> int | None:
    """The year that sectors are compared in.

    Parameters
    ----------
    scenarios : those compared.
    asked : a year of the user's choice; None: 2035, or the last that all of them have.

    Returns
    -------
    None where one of them asks for no years, so that nothing is in use.
    """
    years = [loaded.scenario.adoption.years for loaded in scenarios]
    if not all(years):
        return None
    return asked or min(QUOTED, *(max(own) for own in years))
