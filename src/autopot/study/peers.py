"""Whom a municipality may stand beside, and the model of them all."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from autopot import catalogue
from autopot.analysis.peers import PlaceModel
from autopot.model.inputs import WorkforceInputs
from autopot.model.peers import PlaceStaff
from autopot.scenario import LoadedScenario
from autopot.study.inputs import workforce_inputs
from autopot.study.preparation import Prepared, collect, without_years
from autopot.workforce import Workforce, load_workforce

OTHERS, BIG_CITIES_SOURCE = SOURCES = ("norway-2024", "storby-2019")
"""The packaged estimates that others are taken from; the big cities from the one that base has."""

BIG_CITIES_DEFINITION = "menon-2019"

SIZE_GROUP, BIG_CITIES, TOWN, MINE = "size_group", "big_cities", "municipality", "mine"
"""What a place is."""


@dataclass(frozen=True)
class Place:
    """One or more municipalities that are looked at as one.

    Parameters
    ----------
    kind : `MINE`, `SIZE_GROUP`, `BIG_CITIES` or `TOWN`.
    key : the group, or the number of a municipality; empty for the big cities.
    members : numbers of the municipalities.
    residents : of all of them.
    estimate : whether their workforce is an estimate.
    """

    kind: str
    key: str
    members: tuple[str, ...]
    residents: int
    estimate: bool


def residents_of(members: Sequence[str]) -> int:
    """Residents of some municipalities together.

    Parameters
    ----------
    members : their numbers.
    """
    known = catalogue.municipalities().set_index("municipality")["population"]
    return int(known.loc[list(members)].sum())


def place_model(prepared: Prepared, places: Sequence[Place]) -> PlaceModel:
    """The model of a municipality and others, with the tasks of all their occupations.

    Parameters
    ----------
    prepared : the scenario with its data; its workforce is that of the first place.
    places : the municipality first.

    Raises
    ------
    InputError
        Something is wrong with the scenario.
    """
    mine = prepared.workforce
    source_of = [_source(place, mine) for place in places]
    members: dict[str, set[str]] = {}
    for name, place in zip(source_of, places, strict=True):
        members.setdefault(name, set()).update(place.members)
    known = set(mine.cells["municipality"])
    workforces = {
        name: _of(
            mine if name == mine.name and codes <= known else estimate(prepared.scenario, name),
            codes,
        )
        for name, codes in members.items()
    }
    cells = pd.concat([w.cells for w in workforces.values()], ignore_index=True)
    joined = collect(without_years(prepared.scenario), _together(list(workforces.values()), cells))
    pairs = cells[["sector", "occupation"]].drop_duplicates()
    staff = {
        name: workforce_inputs(
            _with_pairs(workforce, pairs), joined.names.occupations, joined.names.sectors
        )
        for name, workforce in workforces.items()
    }
    positions = {name: number for number, name in enumerate(staff)}
    chosen = [
        PlaceStaff(_only(staff[name], place.members), positions[name])
        for name, place in zip(source_of, places, strict=True)
    ]
    inputs = replace(joined.inputs, workforce=staff[source_of[0]], effect=None)
    return PlaceModel(inputs, list(staff.values()), chosen)


def _source(place: Place, mine: Workforce) -> str:
    """The workforce that a place is taken from: mine where it is an estimate that has them all."""
    known = set(mine.cells["municipality"])
    if place.kind == MINE or (mine.name in SOURCES and known.issuperset(place.members)):
        return mine.name
    return BIG_CITIES_SOURCE if place.kind == BIG_CITIES else OTHERS


def estimate(loaded: LoadedScenario, name: str) -> Workforce:
    """All of a packaged estimate.

    Parameters
    ----------
    loaded : the scenario; only its own workforce is put aside.
    name : of the estimate.
    """
    whole = {"source": name, "file": None, "municipality": None}
    section = loaded.scenario.workforce.model_copy(update=whole)
    scenario = loaded.scenario.model_copy(update={"workforce": section, "storby": None})
    return load_workforce(replace(loaded, scenario=scenario))


def _together(workforces: Sequence[Workforce], cells: pd.DataFrame) -> Workforce:
    """One workforce with every combination of all of them, for their tasks."""
    total, sector = (
        pd.concat([getattr(workforce, name) for workforce in workforces])
        for name in ("total_log_sd", "sector_log_sd")
    )
    once = cells.drop_duplicates(["municipality", "sector", "occupation"])
    return Workforce(
        name="",
        cells=once.reset_index(drop=True),
        estimate=True,
        total_log_sd=total[~total.index.duplicated()],
        sector_log_sd=sector[~sector.index.duplicated()],
    )


def _of(workforce: Workforce, members: Collection[str]) -> Workforce:
    """The rows of some municipalities."""
    cells = workforce.cells[workforce.cells["municipality"].isin(members)]
    return replace(workforce, cells=cells.reset_index(drop=True))


def _with_pairs(workforce: Workforce, pairs: pd.DataFrame) -> Workforce:
    """The workforce with every pair of sector and occupation, nobody in those that it lacks."""
    own = workforce.cells[["sector", "occupation"]].drop_duplicates()
    lacking = pairs.merge(own, how="left", indicator=True).query("_merge == 'left_only'")
    nobody = lacking[["sector", "occupation"]].assign(
        municipality=workforce.cells["municipality"].iloc[0],
        fte=0.0,
        share_log_sd=0.0,
        split_log_sd=0.0,
    )
    return replace(workforce, cells=pd.concat([workforce.cells, nobody], ignore_index=True))


def _only(staff: WorkforceInputs, members: Sequence[str]) -> WorkforceInputs:
    """Some municipalities of a workforce."""
    rows = np.isin(staff.municipalities, [int(code) for code in members])
    return replace(
        staff,
        municipalities=staff.municipalities[rows],
        fte=staff.fte[rows],
        total_log_sd=staff.total_log_sd[rows],
        sector_log_sd=staff.sector_log_sd[rows],
    )
