"""Run a scenario: from its file to a result in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Unpack

import pandas as pd

from autopot.analysis import PotentialTable, potential_table
from autopot.engine import Along, Engine, Progress
from autopot.engine.options import EngineOptions, check_options, opened
from autopot.questions.gap import (
    GapQuestion,
    has_gap,
)
from autopot.questions.peers import peers_of
from autopot.radar import CLASSES
from autopot.results.run.by_year import sector_costs
from autopot.results.run.result import Result
from autopot.study.preparation import (
    Prepared,
    load_changed,
    prepare,
)


def run(
    scenario: str | Path = "base",
    workforce: pd.DataFrame | None = None,
    *,
    changes: Mapping[str, Mapping[str, Any]] | None = None,
    settings: Mapping[str, Any] | None = None,
    beside: Sequence[str] | None = None,
    municipality: str | None = None,
    **options: Unpack[EngineOptions],
) -> Result:
    """Run a scenario.

    Parameters
    ----------
    scenario : a .yaml file or the name of a packaged scenario; or a staff file, for base on it.
    workforce : columns municipality, sector, occupation, fte; replaces the scenario's workforce.
    changes : section -> key -> value, replaces what the file says.
    settings : sections that go before the file's, key by key at every depth, as `--set` gives them.
    beside : whom the municipality stands beside: size_group, big_cities, numbers or names; None:
        the first two for own staff, else nobody.
    municipality : which one of the run stands beside them; None: all own staff, or the only one.
    options : draws, seed, threads, engine, scheduler, progress (see `EngineOptions`).

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
    check_options(options)
    draws, seed, progress = options.get("draws"), options.get("seed"), options.get("progress")
    loaded = load_changed(scenario, changes, settings, draws=draws, seed=seed)
    prepared = prepare(loaded, workforce, progress=progress)
    with opened(options) as chosen:
        result = result_of(prepared, chosen, progress)
        peers = peers_of(prepared, chosen, result.drawn, beside, municipality)
    return replace(result, peers=peers)


def result_of(
    prepared: Prepared,
    engine: Engine,
    progress: Progress | None = None,
    shown: tuple[str, ...] = (),
) -> Result:
    """The result of a scenario that is ready for the model.

    Parameters
    ----------
    prepared : the scenario with its data.
    engine : what draws its blocks.
    progress : called with (pieces done, pieces in all).
    shown : municipalities whose need of work is told in full.

    Raises
    ------
    InputError
        A real workforce too small to show anything of.
    """
    hidden = prepared.hidden
    need = GapQuestion(prepared, engine, shown=shown) if has_gap(prepared) else None
    table = _drawn(prepared, engine, progress, None if need is None else need.along)
    return Result(
        scenario=prepared.scenario,
        workforce=prepared.workforce,
        assembled=prepared.assembled,
        radar=prepared.radar,
        draws=table,
        sectors=prepared.names.sectors,
        uncalibrated=prepared.uncalibrated,
        hidden=hidden,
        gap=None if need is None else need.answer(),
    )


AUTO_FIRST, AUTO_MOST = 2_000, 512_000
"""Where `draws: auto` starts and where it stops at the latest."""


def _drawn(
    prepared: Prepared, engine: Engine, progress: Progress | None, along: Along | None
) -> PotentialTable:
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
            along,
        )
        if uncertainty.draws != "auto":
            return table
        total = table.table.query("level == 'total' and unit == 'share'").iloc[0]
        error = max(total[f"se_{value}"] for value in ("p05", "p50", "p95"))
        if error <= uncertainty.tolerance or 2 * draws > AUTO_MOST:
            return table
        draws *= 2
