"""Run the model and make the potential table, with the draws that are worth keeping.

Draws that fit the memory they may take are kept, and their quantiles are exact. More draws are
worked on some at a time: the draws of the total and the sectors are still kept, everything else is
counted in sketches (`autopot.analysis.sketch`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot.analysis.future import future_table
from autopot.analysis.levels import (
    LevelDraws,
    Names,
    cell_draws,
    fte_by_sector,
    level_table,
    sector_class,
    sum_draws,
    whole_draws,
)
from autopot.analysis.readiness import readiness_draws, readiness_frame, relevance_table
from autopot.analysis.sketch import RELATIVE_ERROR
from autopot.analysis.summary import COLUMNS, Sketched, Summary, summarise
from autopot.engine import (
    Cells,
    Draws,
    Engine,
    Future,
    Progress,
    Threads,
    Work,
    bytes_of,
    joined_future,
    rounds_of,
    rounds_within,
)
from autopot.model.inputs import ModelInputs

Array = NDArray[np.float64]

READINESS = "readiness"
"""Summarised like a level, but shown in a table of its own."""


@dataclass(frozen=True)
class PotentialTable:
    """The potential, and draws of the largest sums.

    Parameters
    ----------
    table : long form, columns of `autopot.analysis.COLUMNS`.
    total : (D,) share of all FTE.
    sectors : (S, D) share of each sector's FTE; 0 where a sector has no FTE.
    sector_fte, sector_potential : (S, D) FTE.
    readiness : ready now, later and on hold, by sector (see `readiness_table`).
    relevance : mean potential by sector and technology (see `relevance_table`).
    by_year : adopted and realised (see `autopot.analysis.future`); empty where not asked for.
    future : the draws of it; None where not asked for.
    quantile_error : largest error of quantiles below the sectors, as share of the quantile; 0
        where they are exact.
    """

    table: pd.DataFrame
    total: Array
    sectors: Array
    sector_fte: Array
    sector_potential: Array
    readiness: pd.DataFrame
    relevance: pd.DataFrame
    by_year: pd.DataFrame
    future: Future | None
    quantile_error: float


def potential_table(
    inputs: ModelInputs,
    names: Names,
    classes: list[str],
    draws: int,
    engine: Engine | None = None,
    progress: Progress | None = None,
    memory: int | None = None,
) -> PotentialTable:
    """Run the model and summarise every level.

    Parameters
    ----------
    inputs : the model's inputs.
    names : names along its axes.
    classes : radar classes, inner ring first.
    draws : number of draws.
    engine, progress : as in `autopot.engine.run_draws`.
    memory : bytes that draws may take; None: no limit.

    Returns
    -------
    The table with one row per level, key and unit.
    """
    engine = engine or Threads()
    if memory is None or bytes_of(inputs, draws) <= memory:
        exact = Work(partial(_exact_sums, classes), _exact_cells)
        [(sums, cells)] = engine.run(inputs, rounds_of(draws), exact, progress)
        error = 0.0
    else:
        rounds = rounds_within(inputs, draws, memory)
        sketching = Work(partial(_sketched_sums, classes), _sketched_cells)
        sums, cells = _put_together(inputs, engine.run(inputs, rounds, sketching, progress))
        error = RELATIVE_ERROR
    fte, potential = sums.kept.sector_fte, sums.kept.sector_potential
    return PotentialTable(
        table=level_table(inputs, names, classes, sums.levels, cells),
        total=potential.sum(axis=0) / fte.sum(axis=0),
        sectors=np.divide(potential, fte, out=np.zeros_like(fte), where=fte > 0),
        sector_fte=fte,
        sector_potential=potential,
        readiness=readiness_frame(names.sectors, sums.levels[READINESS]),
        relevance=relevance_table(names.sectors, names.technologies, sums.kept.by_technology),
        by_year=_by_year(inputs, names, classes, sums.kept),
        future=sums.kept.future,
        quantile_error=error,
    )


def _by_year(inputs: ModelInputs, names: Names, classes: list[str], kept: _Kept) -> pd.DataFrame:
    if inputs.future is None or kept.future is None:
        return pd.DataFrame(columns=list(COLUMNS))
    return future_table(
        kept.future,
        [int(year) for year in inputs.future.adoption.years],
        names.sectors,
        {"technology": names.technologies, "radar_class": names.classes},
        classes,
        inputs.tasks.radar_class,
        fte_by_sector(inputs.workforce).sum(axis=0),
        kept.sector_fte,
    )


Kind = TypeVar("Kind", Summary, Sketched)


@dataclass(frozen=True)
class _Kept:
    """Draws that are always kept.

    Parameters
    ----------
    sector_potential, sector_fte : (S, D) FTE.
    by_technology : (S, K) mean potential, FTE.
    future : what becomes of the potential; None where not asked for.
    """

    sector_potential: Array
    sector_fte: Array
    by_technology: Array
    future: Future | None


@dataclass(frozen=True)
class _Sums(Generic[Kind]):
    """What is made of the sums over municipalities: summary or sketch by level, and draws."""

    levels: dict[str, Kind]
    kept: _Kept


def _exact_sums(classes: list[str], inputs: ModelInputs, result: Draws) -> _Sums[Summary]:
    whole = whole_draws(inputs, result.sector_technology.sum(axis=1), result.sector_fte)
    draws = {**whole, **_other_draws(classes, inputs, result)}
    return _sums({level: summarise(*both) for level, both in draws.items()}, result)


def _sketched_sums(classes: list[str], inputs: ModelInputs, result: Draws) -> _Sums[Sketched]:
    draws = _other_draws(classes, inputs, result)
    return _sums({level: Sketched.of(*both) for level, both in draws.items()}, result)


def _other_draws(classes: list[str], inputs: ModelInputs, result: Draws) -> LevelDraws:
    """Draws of everything below the total and the sectors."""
    by_class = sector_class(inputs, result)
    return {**sum_draws(inputs, result), READINESS: readiness_draws(classes, by_class)}


def _sums(levels: dict[str, Kind], result: Draws) -> _Sums[Kind]:
    potential = result.sector_technology
    kept = _Kept(potential.sum(axis=1), result.sector_fte, potential.mean(axis=-1), result.future)
    return _Sums(levels, kept)


def _exact_cells(cells: Cells) -> dict[str, Summary]:
    return {level: summarise(*both) for level, both in cell_draws(cells).items()}


def _sketched_cells(cells: Cells) -> dict[str, Sketched]:
    return {level: Sketched.of(*both) for level, both in cell_draws(cells).items()}


def _put_together(
    inputs: ModelInputs, rounds: Iterator[tuple[_Sums[Sketched], list[dict[str, Sketched]]]]
) -> tuple[_Sums[Summary], list[dict[str, Summary]]]:
    """All rounds as one: sketches added in their order, then read."""
    sums, cells = next(rounds)
    levels, parts = sums.levels, [sums.kept]
    for sums, more in rounds:
        levels = _added(levels, sums.levels)
        parts.append(sums.kept)
        for number, sketched in enumerate(more):  # one by one: all at once would hold them twice
            cells[number] = _added(cells[number], sketched)
    potential = np.concatenate([part.sector_potential for part in parts], axis=-1)
    fte = np.concatenate([part.sector_fte for part in parts], axis=-1)
    by_technology = np.average(
        [part.by_technology for part in parts],
        axis=0,
        weights=[part.sector_fte.shape[-1] for part in parts],
    )
    future = joined_future([part.future for part in parts], fte.shape[-1])
    whole = {level: summarise(*both) for level, both in whole_draws(inputs, potential, fte).items()}
    every = _Sums({**whole, **_read(levels)}, _Kept(potential, fte, by_technology, future))
    return every, [_read(part) for part in cells]


def _added(mine: Mapping[str, Sketched], more: Mapping[str, Sketched]) -> dict[str, Sketched]:
    return {level: sketched.plus(more[level]) for level, sketched in mine.items()}


def _read(levels: Mapping[str, Sketched]) -> dict[str, Summary]:
    return {level: sketched.summary() for level, sketched in levels.items()}
