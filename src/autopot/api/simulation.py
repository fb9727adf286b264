"""Run a scenario: from its file to a result in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from autopot.analysis import PotentialTable, potential_table
from autopot.api.by_year import sector_costs
from autopot.api.preparation import Prepared, load_changed, prepare
from autopot.api.run_result import Result
from autopot.engine import Engine, Progress, open_engine
from autopot.radar import CLASSES


def run(
    scenario: str | Path = "base",
    workforce: pd.DataFrame | None = None,
    *,
    draws: int | None = None,
    seed: int | None = None,
    threads: int | None = None,
    engine: str = "threads",
    scheduler: str | None = None,
    changes: Mapping[str, Mapping[str, Any]] | None = None,
    settings: Mapping[str, Any] | None = None,
    progress: Progress | None = None,
) -> Result:
    """Run a scenario.

    Parameters
    ----------
    scenario : a .yaml file or the name of a packaged scenario; or a staff file, for base on it.
    workforce : columns municipality, sector, occupation, fte; replaces the scenario's workforce.
    draws, seed : replace the scenario's.
    threads : any number gives the same result; by default one per core.
    engine : threads, local (one thread) or dask (extra `cluster`); any gives the same result.
    scheduler : address of a Dask scheduler; without it dask starts processes on this machine.
    changes : section -> key -> value, replaces what the file says.
    settings : sections that go before the file's, key by key at every depth, as `--set` gives them.
    progress : called with (pieces done, pieces in all); a calibration has pieces of its own first.

    Returns
    -------
    The result; nothing is written until `save`.

    Raises
    ------
    InputError
        Everything that is wrong with the scenario or the workforce; a real workforce too small to
        show anything of.

    >>> result = run("base", draws=200)
    >>> total = result.level("total").iloc[0]
    >>> bool(total["share_p05"] < total["share_mean"] < total["share_p95"])
    True
    """
    loaded = load_changed(scenario, changes, settings, draws=draws, seed=seed)
    prepared = prepare(loaded, workforce, progress=progress)
    with open_engine(engine, threads, scheduler) as chosen:
        return result_of(prepared, chosen, progress)


def result_of(prepared: Prepared, engine: Engine, progress: Progress | None = None) -> Result:
    """Draw what is prepared.

    Parameters
    ----------
    prepared : the scenario with its data.
    engine : where the work is done.
    progress : as for `run`.

    Raises
    ------
    InputError
        A real workforce too small to show anything of.
    """
    hidden = prepared.hidden
    prepared, table = _drawn(prepared, engine, progress)
    return Result(
        prepared.scenario,
        prepared.workforce,
        prepared.assembled,
        prepared.radar,
        table,
        prepared.names.sectors,
        prepared.uncalibrated,
        hidden,
    )


AUTO_FIRST, AUTO_MOST = 2_000, 512_000
"""Where `draws: auto` starts and where it stops at the latest."""


def _drawn(
    prepared: Prepared, engine: Engine, progress: Progress | None
) -> tuple[Prepared, PotentialTable]:
    """The table with the scenario's draws, or as many as the tolerance needs."""
    uncertainty = prepared.scenario.scenario.uncertainty
    draws = AUTO_FIRST if uncertainty.draws == "auto" else int(uncertainty.draws)
    while True:
        table = potential_table(
            prepared.inputs,
            prepared.names,
            list(CLASSES),
            draws,
            engine,
            progress,
            uncertainty.memory,
            sector_costs(prepared.scenario, prepared.names.sectors),
        )
        if uncertainty.draws != "auto":
            return prepared, table
        total = table.table.query("level == 'total' and unit == 'share'").iloc[0]
        error = max(total[f"se_{value}"] for value in ("p05", "p50", "p95"))
        if error <= uncertainty.tolerance or 2 * draws > AUTO_MOST:
            changed = prepared.scenario.scenario.model_copy(
                update={"uncertainty": uncertainty.model_copy(update={"draws": draws})}
            )
            scenario = replace(prepared.scenario, scenario=changed)
            return replace(prepared, scenario=scenario), table
        draws *= 2
