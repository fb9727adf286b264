"""The FTE that may travel with a page, and the model in small that is made from them.

Own staff never travel as they are. The page gets a workforce of its own, made from nothing but what
the report shows: whole FTE of the occupations and of the sectors that are not hidden, equal parts
of the rest for those that are, spread over each other as the packaged shares of sectors say. Two
workforces that show the same figures give the same page, to the last byte.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from autopot import catalogue
from autopot.analysis.disclosure import Hidden
from autopot.analysis.movable import (
    Staff,
    adoption_of,
    directions,
    evidence_of,
    mean_keeping,
    need_of,
    realisation_of,
    time_of,
)
from autopot.demand import demand_of
from autopot.evidence import Assembled
from autopot.model.arrays import Array
from autopot.radar import class_matrix
from autopot.scenario import LoadedScenario
from autopot.study.future import future_inputs
from autopot.study.inputs import model_inputs
from autopot.workforce import Workforce

FITTED = 50
"""Times that occupations and sectors are fitted to what is shown of them."""

UNUSUAL = 1e-3
"""Prior share of an occupation in a sector where the packaged shares have none of it."""


def movable(
    loaded: LoadedScenario,
    workforce: Workforce,
    assembled: Assembled,
    radar: pd.DataFrame,
    sectors: list[str],
    hidden: Hidden,
) -> dict[str, Any] | None:
    """The model in small for the page of a run.

    Parameters
    ----------
    loaded, workforce, assembled, sectors, hidden : of the run.
    radar : of the run; among its columns radar_class and cross_cutting.

    Returns
    -------
    Arrays and numbers by part: evidence, time, directions, mean_keeping, adoption, realisation and
    need; a part that the scenario does not ask for is None. None where nothing may be told of any
    occupation.
    """
    cells, towns = told_cells(workforce, sectors, hidden)
    if cells.empty:
        return None
    scenario = loaded.scenario
    classes = class_matrix(list(radar.loc[~radar["cross_cutting"], "radar_class"]))
    names = sorted(towns.index)
    inputs = model_inputs(scenario, _as_workforce(cells, names[0]), assembled, sectors, classes)
    future = future_inputs(loaded, sectors, list(assembled.technologies), classes, names)
    inputs = replace(inputs, future=future)
    pairs = inputs.workforce
    staff = Staff(
        row=inputs.row_of_pair,
        sector=np.repeat(np.arange(len(sectors)), np.diff(pairs.first_pair)),
        fte=pairs.fte[0],
        towns=towns[names].to_numpy(float),
        log_sd=float(np.sqrt(np.square(towns * workforce.total_log_sd.reindex(towns.index)).sum())),
    )
    evidence = evidence_of(inputs, scenario.evidence.labels is not None)
    need = None
    if future is not None and scenario.demand.years:
        demand = demand_of(loaded, names, sectors).inputs
        need = need_of(inputs, demand, staff, inputs.errors.frozen)
    return {
        "evidence": {**evidence, "measured": sorted(map(str, scenario.uncertainty.measured))},
        "time": time_of(inputs, staff),
        "directions": directions(inputs, evidence, staff),
        "mean_keeping": mean_keeping(),
        "adoption": future and adoption_of(future.adoption, classes.shape[1]),
        "realisation": future and realisation_of(future.realisation),
        "need": need,
    }


def told_cells(
    workforce: Workforce, sectors: Sequence[str], hidden: Hidden
) -> tuple[pd.DataFrame, pd.Series]:
    """FTE by sector and occupation as a page may hold them.

    Parameters
    ----------
    workforce : of the run; an estimate holds no persons and is told as it is.
    sectors : in their order.
    hidden : what is hidden of it.

    Returns
    -------
    Columns sector, occupation, fte, all above 0; and the share of each municipality in the FTE.
    """
    cells = workforce.cells
    by_town = cells.groupby("municipality")["fte"].sum()
    if workforce.estimate:
        told = cells.groupby(["sector", "occupation"], as_index=False)["fte"].sum()
        return told, by_town / by_town.sum()
    towns = _told(by_town, hidden.of("municipality"))
    towns = towns / towns.sum()
    occupations = _told(cells.groupby("occupation")["fte"].sum(), hidden.of("occupation"))
    by_sector = _told(cells.groupby("sector")["fte"].sum(), hidden.of("sector"))
    by_sector = by_sector.reindex(list(sectors), fill_value=0.0)
    occupations, by_sector = occupations[occupations > 0], by_sector[by_sector > 0]
    if by_sector.empty or occupations.empty:
        return pd.DataFrame({"sector": [], "occupation": [], "fte": []}), towns
    table = _fitted(_usual(occupations, by_sector), occupations.to_numpy(), by_sector.to_numpy())
    told = pd.DataFrame(
        {
            "sector": np.tile(by_sector.index, len(occupations)),
            "occupation": np.repeat(occupations.index, len(by_sector)),
            "fte": table.ravel(),
        }
    )
    return told[told["fte"] > 0].reset_index(drop=True), towns


def _told(fte: pd.Series, hidden: set[str]) -> pd.Series:
    """Whole FTE; what is hidden has equal parts of what the shown ones leave of the whole."""
    secret = fte.index.isin(list(hidden))
    whole = fte.round()
    left = max(0.0, round(float(fte.sum())) - float(whole[~secret].sum()))
    return whole.where(~secret, left / max(1, int(secret.sum())))


def _usual(occupations: pd.Series, sectors: pd.Series) -> Array:
    """(occupations, sectors) where the packaged shares have an occupation."""
    seeds = catalogue.table("workforce/seeds")
    usual = seeds.pivot_table(
        index="occupation", columns="sector", values="sector_share", aggfunc="sum"
    )
    found = usual.reindex(index=occupations.index, columns=sectors.index)
    result: Array = np.maximum(found.fillna(0.0).to_numpy(float), UNUSUAL)
    return result


def _fitted(table: Array, rows: Array, columns: Array) -> Array:
    """The table scaled to its sums in turn, the rows last (iterative proportional fitting)."""
    columns = columns * (rows.sum() / columns.sum())
    for _ in range(FITTED):
        table = table * (columns / table.sum(axis=0))
        table = table * (rows / table.sum(axis=1))[:, None]
    return table


def _as_workforce(cells: pd.DataFrame, town: str) -> Workforce:
    """All municipalities as one, with no error of its own."""
    one = cells.assign(municipality=town, share_log_sd=0.0, split_log_sd=0.0)
    none = pd.Series({town: 0.0})
    return Workforce("told", one, False, total_log_sd=none, sector_log_sd=none)
