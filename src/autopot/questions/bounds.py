"""What can be said at all if no probability distribution is trusted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from autopot.errors import InputError, Problem, unknown_name
from autopot.evidence import Assembled, evidence_intervals
from autopot.messages import say, say_in
from autopot.model.beside import anything_beside
from autopot.scenario import Scenario
from autopot.study.inputs import counted_share, main_share
from autopot.study.preparation import (
    Prepared,
    load_changed,
    prepare,
    time_by_settings,
)

if TYPE_CHECKING:
    from autopot.optimise.bounds import Facts
from autopot.results.bounds.result import Bounds

TOTAL = "total"


def bounds(
    scenario: str | Path = "base",
    workforce: pd.DataFrame | None = None,
    *,
    total: tuple[float, float] | None = None,
    first: str | None = None,
    sectors: Mapping[str, tuple[float, float]] | None = None,
) -> Bounds:
    """Lowest and highest potential compatible with each task's evidence interval.

    Parameters
    ----------
    scenario, workforce : as for `run`; the workforce and the time shares are taken as they are.
    total : stated lowest and highest total share.
    first : sector stated to have the largest share.
    sectors : stated lowest and highest share by sector.

    Returns
    -------
    Bounds of the total and of every sector with staff. A task's interval goes from the lowest to
    the highest value of any reading in use, over the whole range of its parameters.

    Raises
    ------
    InputError
        Unknown or hidden sector, limits in the wrong order, or a real workforce too small to show
        anything of.
    InfeasibleError
        The facts contradict the evidence or each other.
    """
    from autopot.optimise.bounds import Facts, potential_bounds  # loads Pyomo

    prepared = prepare(load_changed(scenario), workforce)
    sums = _sums(prepared)
    facts = Facts(total, first, dict(sectors or {}))
    hidden = prepared.hidden.of("sector")
    _check(facts, [name for name in sums if name != TOTAL and name not in hidden])
    low, high = _intervals(prepared)
    found = potential_bounds(low, high, sums, facts)
    return Bounds(
        scenario=prepared.scenario.scenario.name,
        facts=facts,
        table=_shown(pd.DataFrame([vars(bound) for bound in found]), prepared),
        beside=_beside(prepared, low, high),
        hidden=sorted(hidden),
        language=prepared.scenario.scenario.report.language,
    )


def _beside(prepared: Prepared, low: np.ndarray, high: np.ndarray) -> tuple[float, float] | None:
    """Both ends of what stands beside: every task at its lowest, and at its highest."""
    cells = prepared.workforce.cells
    if not anything_beside(prepared.inputs):
        return None
    time = _time(prepared, cells, lambda s, a: counted_share(s, a) - main_share(s, a))
    return float(time @ low), float(time @ high)


def _shown(table: pd.DataFrame, prepared: Prepared) -> pd.DataFrame:
    """The bounds without hidden sectors."""
    hidden = table["name"].isin(prepared.hidden.of("sector"))
    return table[~hidden].reset_index(drop=True)


def _check(facts: Facts, known: list[str]) -> None:
    problems: list[Problem] = []
    named = [("--sector", name) for name in facts.sectors]
    named += [("--first", facts.first)] if facts.first else []
    problems += [
        unknown_name(option, say_in("the", "sector"), name, known)
        for option, name in named
        if name not in known
    ]
    limits = {**facts.sectors, **({TOTAL: facts.total} if facts.total else {})}
    for name, (lowest, highest) in limits.items():
        if not 0 <= lowest <= highest <= 1:
            problems.append(
                Problem(
                    say("facts {name}", name=name),
                    say("{low:g} to {high:g}", low=lowest, high=highest),
                    say("0 ≤ lowest ≤ highest ≤ 1"),
                    say("correct the numbers"),
                )
            )
    if problems:
        raise InputError(problems)


def _sums(prepared: Prepared) -> dict[str, np.ndarray]:
    """Coefficients of the total and of every sector with staff: shares of working time."""
    cells = prepared.workforce.cells
    result = {
        str(name): _time(prepared, part, main_share)
        for name, part in [(TOTAL, cells), *cells.groupby("sector")]
    }
    order = [TOTAL, *[s for s in prepared.names.sectors if s in result]]
    return {name: result[name] for name in order}


def _settings(prepared: Prepared) -> dict[str, Scenario]:
    """The scenario as it is in each sector with technical settings of its own, "" in all others."""
    scenario = prepared.scenario.scenario
    keys = time_by_settings(prepared.workforce.cells, prepared.assembled, scenario)
    return {sector: scenario.in_sector(sector) for sector in keys}


def _intervals(prepared: Prepared) -> tuple[np.ndarray, np.ndarray]:
    """Lowest and highest share of every task, once for each of `_settings`."""
    every = [evidence_intervals(prepared.assembled, s) for s in _settings(prepared).values()]
    low, high = (np.concatenate(ends) for ends in zip(*every, strict=True))
    return low, high


def _time(
    prepared: Prepared,
    cells: pd.DataFrame,
    counted: Callable[[Scenario, Assembled], np.ndarray],
) -> np.ndarray:
    """What counts of these cells' working time, by task and once for each of `_settings`."""
    assembled = prepared.assembled
    time = time_by_settings(cells, assembled, prepared.scenario.scenario)
    nothing = np.zeros(len(assembled.tasks))
    return np.concatenate(
        [
            time.get(sector, nothing) * counted(there, assembled)
            for sector, there in _settings(prepared).items()
        ]
    )
