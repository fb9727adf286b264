"""Run the model and make the potential table, with the draws that are worth keeping.

Draws that fit the memory they may take are kept, and their quantiles are exact. More draws are
worked on some at a time: the draws of the total and the sectors are still kept, everything else is
counted in sketches (`autopot.analysis.sketch`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from typing import Generic, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot.analysis.beside import (
    beside_cells,
    beside_sums,
    beside_table,
    beside_whole,
)
from autopot.analysis.effects import effect_draws, effect_frame
from autopot.analysis.future import future_draws, future_table
from autopot.analysis.levels import (
    LevelDraws,
    Names,
    cell_draws,
    rows_of_levels,
    sector_class,
    sum_draws,
    whole_draws,
)
from autopot.analysis.readiness import readiness_draws, readiness_frame, relevance_table
from autopot.analysis.sketch import RELATIVE_ERROR
from autopot.analysis.summary import KEYS, Sketched, Summary, summarise
from autopot.analysis.town_years import few, many_towns, town_levels
from autopot.engine import (
    Along,
    Cells,
    Draws,
    Engine,
    Progress,
    Threads,
    Work,
    bytes_of,
    give_back,
    rounds_of,
    rounds_within,
)
from autopot.evidence import EFFECTS, GATES, UNKNOWN
from autopot.messages import say
from autopot.model.finite import not_finite
from autopot.model.inputs import ModelInputs

Array = NDArray[np.float64]

SERVICE = GATES.index("fully")
"""Column of the tasks where the person is the service itself."""

READINESS, EFFECT = "readiness", "effect_kind"
"""Summarised like levels, but shown in tables of their own."""


@dataclass(frozen=True)
class PotentialTable:
    """The potential, and draws of the largest sums.

    Parameters
    ----------
    table : the main figure in long form, columns of `autopot.analysis.COLUMNS`.
    beside : what stands beside it, same columns (see `autopot.analysis.beside.beside_table`).
    total : (D,) share of all FTE.
    sectors : (S, D) share of each sector's FTE; 0 where a sector has no FTE.
    sector_fte, sector_potential : (S, D) FTE.
    sector_service : (S, D) FTE in tasks where the person is the service itself: beside the main
        figure, or in it where the scenario counts them.
    sector_future : (kinds, Y, S, D) FTE of `autopot.model.potential.KINDS`, years as in `by_year`;
        None where no years are asked for, or where the draws do not fit the memory they may take.
    readiness : ready now, later and on hold, by sector (see `readiness_table`).
    effects : by what the use of technology is for, by sector (see `autopot.analysis.effects`).
    relevance : mean potential by sector and technology (see `relevance_table`).
    by_year : adopted and realised (see `autopot.analysis.future`); empty where not asked for.
    quantile_error : largest error of quantiles below the sectors and by year, as share of the
        quantile; 0 where they are exact.
    """

    table: pd.DataFrame
    beside: pd.DataFrame
    total: Array
    sectors: Array
    sector_fte: Array
    sector_potential: Array
    sector_service: Array
    sector_future: Array | None
    readiness: pd.DataFrame
    effects: pd.DataFrame
    relevance: pd.DataFrame
    by_year: pd.DataFrame
    quantile_error: float


def potential_table(
    inputs: ModelInputs,
    names: Names,
    classes: list[str],
    draws: int,
    engine: Engine | None = None,
    progress: Progress | None = None,
    memory: int | None = None,
    sector_cost: Array | None = None,
    along: Along | None = None,
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
    sector_cost : (S,) NOK per FTE and year, where they differ between sectors.
    along : other work on the same blocks.

    Returns
    -------
    The table with one row per level, key and unit.

    Raises
    ------
    Defect
        A figure in it is not a finite number.
    """
    engine = engine or Threads()
    if memory is None or bytes_of(inputs, draws) <= memory:
        exact_cells = _exact_cells if few(inputs) else _exact_many
        exact = Work(partial(_exact_sums, classes, sector_cost), exact_cells)
        [(sums, cells)] = engine.run(inputs, rounds_of(draws), exact, progress, along)
        error = 0.0
    else:
        rounds = rounds_within(inputs, draws, memory)
        sketched_cells = _sketched_cells if few(inputs) else _sketched_many
        sketching = Work(partial(_sketched_sums, classes, sector_cost), sketched_cells)
        sums, cells = _put_together(inputs, engine.run(inputs, rounds, sketching, progress, along))
        error = RELATIVE_ERROR
    give_back()
    fte, potential = sums.kept.sector_fte, sums.kept.sector_potential
    return PotentialTable(
        table=_finite(rows_of_levels(inputs, names, classes, sums.levels, cells)),
        beside=_finite(beside_table(inputs, names, sums.levels, cells)),
        total=potential.sum(axis=0) / fte.sum(axis=0),
        sectors=np.divide(potential, fte, out=np.zeros_like(fte), where=fte > 0),
        sector_fte=fte,
        sector_potential=potential,
        sector_service=sums.kept.sector_service,
        sector_future=sums.kept.sector_future,
        readiness=readiness_frame(names.sectors, sums.levels[READINESS]),
        effects=effect_frame(names.sectors, sums.levels[EFFECT]),
        relevance=relevance_table(names.sectors, names.technologies, sums.kept.by_technology),
        by_year=_finite(future_table(inputs, names, classes, sums.levels, cells)),
        quantile_error=error,
    )


def _finite(table: pd.DataFrame) -> pd.DataFrame:
    """The table, every figure in it a number.

    Raises
    ------
    Defect
        One is not.
    """
    figures = table.select_dtypes("floating").drop(columns="year", errors="ignore")
    bad = np.flatnonzero(~np.isfinite(figures.to_numpy()).all(axis=1))
    if len(bad):
        row = " ".join(str(value) for value in table.iloc[bad[0]][KEYS].dropna())
        raise not_finite(say("potential, {row}", row=row))
    return table


Kind = TypeVar("Kind", Summary, Sketched)


@dataclass(frozen=True)
class _Kept:
    """Draws that are always kept.

    Parameters
    ----------
    sector_potential, sector_service, sector_fte : (S, D) FTE.
    by_technology : (S, K) mean potential, FTE.
    sector_future : (kinds, Y, S, D) FTE; None where it is not kept.
    """

    sector_potential: Array
    sector_service: Array
    sector_fte: Array
    by_technology: Array
    sector_future: Array | None = None


@dataclass(frozen=True)
class _Sums(Generic[Kind]):
    """What is made of the sums over municipalities: summary or sketch by level, and draws."""

    levels: dict[str, Kind]
    kept: _Kept


def _exact_sums(
    classes: list[str], sector_cost: Array | None, inputs: ModelInputs, result: Draws
) -> _Sums[Summary]:
    kept = _kept(result)
    draws = chain(_whole(inputs, kept), _other_draws(classes, sector_cost, inputs, result))
    future = None if result.future is None else result.future.by_sector
    return _Sums(_exact(draws), replace(kept, sector_future=future))


def _sketched_sums(
    classes: list[str], sector_cost: Array | None, inputs: ModelInputs, result: Draws
) -> _Sums[Sketched]:
    draws = _other_draws(classes, sector_cost, inputs, result)
    return _Sums(_sketched(draws), _kept(result))


def _whole(inputs: ModelInputs, kept: _Kept) -> LevelDraws:
    """Draws of the total and the sectors, of the main figure and of what stands beside it."""
    potential, fte = kept.sector_potential, kept.sector_fte
    beside = kept.sector_service * inputs.beside_of_sector.max(axis=1)[:, None]
    yield from whole_draws(inputs, potential, fte)
    yield from beside_whole(inputs, potential, beside, fte)


def _other_draws(
    classes: list[str], sector_cost: Array | None, inputs: ModelInputs, result: Draws
) -> LevelDraws:
    """Draws of everything below the total and the sectors, and of what becomes of it."""
    yield from sum_draws(inputs, result)
    yield from beside_sums(inputs, result)
    yield READINESS, *readiness_draws(classes, sector_class(inputs, result))
    yield EFFECT, *effect_draws(_effect(inputs), result.sector_technology)
    yield from future_draws(inputs, result, sector_cost)


def _effect(inputs: ModelInputs) -> Array:
    """(S, K, E) what each use is for; all unknown where the inputs do not say."""
    if inputs.effect is not None:
        return inputs.effect
    shape = inputs.workforce.sectors, inputs.tasks.technology.shape[1], len(EFFECTS)
    return np.broadcast_to(np.eye(len(EFFECTS))[EFFECTS.index(UNKNOWN)], shape)


def _kept(result: Draws) -> _Kept:
    potential, service = result.sector_technology, result.sector_gate[:, SERVICE]
    return _Kept(potential.sum(axis=1), service, result.sector_fte, potential.mean(axis=-1))


def _exact_cells(cells: Cells) -> dict[str, Summary]:
    return _exact(chain(cell_draws(cells), beside_cells(cells), town_levels(cells)))


def _exact_many(cells: Cells) -> dict[str, Summary]:
    return _exact(chain(cell_draws(cells), beside_cells(cells))) | many_towns(cells)


def _sketched_cells(cells: Cells) -> dict[str, Sketched]:
    return _sketched(chain(cell_draws(cells), beside_cells(cells), town_levels(cells)))


def _sketched_many(cells: Cells) -> dict[str, Sketched]:
    return _sketched(chain(cell_draws(cells), beside_cells(cells)))


def _exact(draws: LevelDraws) -> dict[str, Summary]:
    return {level: summarise(potential, fte) for level, potential, fte in draws}


def _sketched(draws: LevelDraws) -> dict[str, Sketched]:
    return {level: Sketched.of(potential, fte) for level, potential, fte in draws}


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
    service = np.concatenate([part.sector_service for part in parts], axis=-1)
    fte = np.concatenate([part.sector_fte for part in parts], axis=-1)
    by_technology = np.average(
        [part.by_technology for part in parts],
        axis=0,
        weights=[part.sector_fte.shape[-1] for part in parts],
    )
    kept = _Kept(potential, service, fte, by_technology)
    every = _Sums({**_exact(_whole(inputs, kept)), **_read(levels)}, kept)
    return every, [_read(part) for part in cells]


def _added(mine: Mapping[str, Sketched], more: Mapping[str, Sketched]) -> dict[str, Sketched]:
    return {level: sketched.plus(more[level]) for level, sketched in mine.items()}


def _read(levels: Mapping[str, Sketched]) -> dict[str, Summary]:
    return {level: sketched.summary() for level, sketched in levels.items()}
