"""A scenario with its data, ready for the model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from autopot import catalogue
from autopot.analysis.disclosure import Hidden
from autopot.analysis.levels import Names
from autopot.engine import Progress
from autopot.errors import no_such_file
from autopot.evidence import GATES, Assembled, assemble, effect_matrix, installed_readings
from autopot.model.inputs import ModelInputs
from autopot.radar import class_matrix, placed_technologies
from autopot.scenario import LoadedScenario, Scenario, load_scenario
from autopot.scenario.sectors import TECHNICAL_SECTIONS
from autopot.study.calibration import calibrated
from autopot.study.future import future_inputs
from autopot.study.inputs import model_inputs
from autopot.study.own_staff import (
    from_here,
    load_own,
)
from autopot.study.protection import hidden_of, protected, protected_workforce
from autopot.study.sector_settings import check_sectors
from autopot.workforce import Workforce
from autopot.workforce.staff import is_staff_file


def load_changed(
    scenario: str | Path,
    changes: Mapping[str, Mapping[str, Any]] | None = None,
    settings: Mapping[str, Any] | None = None,
    **options: Any,
) -> LoadedScenario:
    """Load a scenario with changes.

    Parameters
    ----------
    scenario : a .yaml file or the name of a packaged scenario; or a staff file, for base on it.
    changes : section -> key -> value, replaces what the file says.
    settings : sections that go before the file's, key by key at every depth, as in a scenario that
        extends it; a key that does not exist is an error. Files that `workforce` and `demand`
        name start from the current folder.
    options : keys of `uncertainty`, such as draws and seed; None keeps the scenario's.

    Raises
    ------
    InputError
        Everything that is wrong with the scenario, at once.
    """
    merged: dict[str, dict[str, Any]] = {k: dict(v) for k, v in (changes or {}).items()}
    given = {key: value for key, value in options.items() if value is not None}
    if given:
        merged["uncertainty"] = {**merged.get("uncertainty", {}), **given}
    tried = dict(settings or {})
    if isinstance(tried.get("workforce"), Mapping):
        tried["workforce"] = from_here(tried["workforce"])
    need = tried.get("demand")
    if isinstance(need, Mapping) and isinstance(need.get("population"), str):
        tried["demand"] = {**need, "population": str(Path(need["population"]).resolve())}
    if not is_staff_file(scenario):
        return load_scenario(scenario, merged, tried)
    if not Path(scenario).is_file():
        raise no_such_file(Path(scenario))
    return load_own(Path(scenario), merged, tried)


@dataclass(frozen=True)
class Prepared:
    """A scenario with its data, ready for the model.

    Parameters
    ----------
    scenario, workforce, assembled, radar : as in `Result`.
    names : names along the model's axes.
    inputs : the model's arrays.
    uncalibrated : mean, p05 and p95 of the total before calibration; None without calibration.
    """

    scenario: LoadedScenario
    workforce: Workforce
    assembled: Assembled
    radar: pd.DataFrame
    names: Names
    inputs: ModelInputs
    uncalibrated: tuple[float, float, float] | None = None

    @cached_property
    def hidden(self) -> Hidden:
        """What must not be shown of the workforce."""
        return hidden_of(self.scenario, self.workforce)


def prepare(
    loaded: LoadedScenario,
    workforce: pd.DataFrame | Workforce | None = None,
    like: Prepared | None = None,
    progress: Progress | None = None,
) -> Prepared:
    """Collect workforce, evidence and radar of a scenario.

    Parameters
    ----------
    loaded : the scenario.
    workforce : a frame that replaces the scenario's workforce, or that workforce, read already.
    like : an earlier preparation; what the scenario has in common with it is not read again.
    progress : called with (pieces done, pieces in all) where the scenario is calibrated.

    Raises
    ------
    InputError
        Everything that is wrong with them.
    """
    if like is None or data_of(like.scenario) != data_of(loaded):
        prepared = collect(loaded, workforce)
    else:
        inputs = _inputs(loaded, like.workforce, like.assembled, like.names)
        prepared = replace(like, scenario=loaded, inputs=inputs, uncalibrated=None)
    if loaded.scenario.calibrate.total is None:
        return prepared
    assembled = prepared.assembled
    time = working_time(prepared.workforce.cells, assembled)
    inputs, uncalibrated = calibrated(prepared.inputs, assembled, loaded.scenario, time, progress)
    return replace(prepared, inputs=inputs, uncalibrated=uncalibrated)


def without_years(loaded: LoadedScenario) -> LoadedScenario:
    """The scenario with nothing said of adoption and realisation, and none of their files read."""
    adoption = loaded.scenario.adoption.model_copy(update={"years": []})
    return replace(loaded, scenario=loaded.scenario.model_copy(update={"adoption": adoption}))


def data_of(loaded: LoadedScenario) -> tuple[object, ...]:
    """The settings that decide which data are read.

    Parameters
    ----------
    loaded : two scenarios for which this is equal can share their data (see `like` in `prepare`).
    """
    scenario = loaded.scenario
    evidence = scenario.evidence
    return (
        loaded.path,
        scenario.workforce,
        scenario.report.suppress_below,
        scenario.storby,
        scenario.radar,
        evidence.overlay,
        evidence.labels,
        sorted(installed_readings(scenario)),
        evidence.override,
    )


def collect(loaded: LoadedScenario, workforce: pd.DataFrame | Workforce | None = None) -> Prepared:
    """Read workforce, radar and evidence of a scenario, and leave calibration aside.

    Parameters
    ----------
    loaded : the scenario.
    workforce : one row per cell, in place of the scenario's own; or that workforce, read already.

    Returns
    -------
    `uncalibrated` is None; `prepare` fills it in.

    Raises
    ------
    InputError
        Everything that is wrong with them.
    """
    if isinstance(workforce, Workforce):
        staff = protected(loaded, workforce)
    else:
        staff = protected_workforce(loaded, workforce)
    radar = placed_technologies(loaded)
    used = radar[~radar["cross_cutting"]]
    sectors = _sectors(staff.cells)
    check_sectors(loaded, sectors)
    technologies = list(used["technology"])
    assembled = assemble(list(staff.cells["occupation"]), loaded, technologies, sectors)
    names = Names(
        municipalities=sorted(set(staff.cells["municipality"])),
        sectors=sectors,
        occupations=assembled.occupations,
        technologies=assembled.technologies,
        classes=list(used["radar_class"]),
        gates=list(GATES),
    )
    inputs = _inputs(loaded, staff, assembled, names)
    return Prepared(
        scenario=loaded,
        workforce=staff,
        assembled=assembled,
        radar=radar,
        names=names,
        inputs=inputs,
    )


def _sectors(cells: pd.DataFrame) -> list[str]:
    """The nine sectors of municipalities, and those of county municipalities that have staff."""
    there = {*catalogue.municipal_sectors(), *cells["sector"]}
    return [sector for sector in catalogue.sectors()["sector"] if sector in there]


def _inputs(
    loaded: LoadedScenario, staff: Workforce, assembled: Assembled, names: Names
) -> ModelInputs:
    classes = class_matrix(names.classes)
    inputs = model_inputs(loaded.scenario, staff, assembled, names.sectors, classes)
    future = future_inputs(loaded, names.sectors, names.technologies, classes, names.municipalities)
    effect = effect_matrix(names.sectors, names.technologies)
    return replace(inputs, future=future, effect=effect)


def time_by_settings(
    cells: pd.DataFrame, assembled: Assembled, scenario: Scenario
) -> dict[str, np.ndarray]:
    """The working time of cells by the settings that hold for it.

    Parameters
    ----------
    cells, assembled : as for `working_time`.
    scenario : may have settings of its own for some of the sectors.

    Returns
    -------
    Sector with technical settings of its own, and "" for all others together -> (T,) share of all
    working time; `Scenario.in_sector` of the key gives the settings. All of it sums to 1.
    """
    own = [
        sector
        for sector in scenario.sectors
        if set(scenario.own_sections(sector)) & set(TECHNICAL_SECTIONS)
    ]
    key = cells["sector"].where(cells["sector"].isin(own), "")
    whole = float(cells["fte"].sum())
    return {
        str(sector): working_time(part, assembled) * (float(part["fte"].sum()) / whole)
        for sector, part in cells.groupby(key)
    }


def working_time(cells: pd.DataFrame, assembled: Assembled) -> np.ndarray:
    """(T,) share of these cells' working time that each task takes, at the middle time shares.

    Parameters
    ----------
    cells : columns sector, occupation, fte; all cells, or those of a sector. Their FTE are above 0
        in all.
    assembled : the T tasks, with the share of its occupation's time that each takes in a sector.

    Returns
    -------
    Sums to 1; 0 for tasks of occupations that are not in the cells.
    """
    by_task = np.zeros(len(assembled.tasks))
    sizes = np.diff(assembled.first_task)
    table = cells.groupby(["sector", "occupation"])["fte"].sum()
    for sector, fte in table.groupby(level="sector"):
        of_occupation = fte.droplevel("sector").reindex(assembled.occupations, fill_value=0.0)
        by_task += np.repeat(of_occupation.to_numpy(), sizes) * assembled.time_in(str(sector))
    return np.asarray(by_task / cells["fte"].sum())
