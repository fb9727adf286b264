"""Adopted and realised by year as a run shows them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from autopot.analysis import VALUES, PotentialTable
from autopot.analysis.disclosure import Hidden
from autopot.analysis.future import shown_future
from autopot.results.documents.lead_tables import size_words_of
from autopot.results.run.future import notes
from autopot.scenario import LoadedScenario


def by_year_shown(
    loaded: LoadedScenario,
    draws: PotentialTable,
    hidden: Hidden,
    mark: str,
) -> pd.DataFrame:
    """The table by year with hours and amounts, nothing hidden in it.

    Parameters
    ----------
    loaded : the scenario.
    draws : the tables and draws of the run.
    hidden : what must not be shown.
    mark : added to every kind.
    """
    if draws.by_year.empty:
        return draws.by_year
    section = loaded.scenario.realisation
    table = shown_future(draws.by_year, hidden, section.hours_per_fte, section.wage_cost)
    return table.assign(kind=table["kind"] + mark)


def sector_costs(loaded: LoadedScenario, sectors: Sequence[str]) -> np.ndarray | None:
    """(S,) NOK per FTE and year, where they differ between sectors.

    Parameters
    ----------
    loaded : the scenario; `realisation.wage_cost` is one amount, one per sector, or nothing.
    sectors : S codes, the order of the result.

    Returns
    -------
    None where the scenario has one amount for all, or none: then no array is needed.
    """
    cost = loaded.scenario.realisation.wage_cost
    return np.array([cost[s] for s in sectors]) if isinstance(cost, dict) else None


def total_by_year(by_year: pd.DataFrame) -> pd.DataFrame:
    """Kind, year, unit and figures of all sectors together.

    Parameters
    ----------
    by_year : long form, as from `by_year_shown`.
    """
    return by_year.loc[by_year["level"] == "total", ["kind", "year", "unit", *VALUES]]


def year_notes(loaded: LoadedScenario) -> list[str]:
    """What the reader must know about the figures by year."""
    scenario = loaded.scenario
    judged = scenario.realisation.assessment is not None
    beside = scenario.fully_beside
    return notes(scenario.adoption.base_year, judged, beside, size_words_of(scenario.adoption))
