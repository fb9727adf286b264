"""Run blocks of draws in this process, on as many threads as wanted.

Blocks and runs of municipalities are always cut the same way and always put back in the same place,
and the linear algebra inside a block runs on one thread: the numbers do not depend on how many
threads there are.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from threadpoolctl import threadpool_limits

from autopot.model.inputs import Array, ModelInputs
from autopot.model.potential import (
    KINDS,
    BlockResult,
    Cells,
    Future,
    cell_potential,
    municipality_chunks,
    run_block,
)
from autopot.model.streams import DRAW_BLOCK

Item = TypeVar("Item")
Done = TypeVar("Done")
Summary = TypeVar("Summary")
CellSummary = Callable[[slice, Cells], Summary]


@dataclass(frozen=True)
class Draws:
    """Draws summed over municipalities; every array ends in the draws.

    Parameters
    ----------
    occupation_potential, occupation_fte : (O, D) FTE.
    sector_technology : (S, K, D) FTE.
    sector_gate : (S, H, D) the same FTE by how far a person is required.
    sector_fte : (S, D) FTE.
    future : what is in use and taken out by year; None where the inputs do not ask for it.
    """

    occupation_potential: Array
    occupation_fte: Array
    sector_technology: Array
    sector_gate: Array
    sector_fte: Array
    future: Future | None


def default_threads() -> int:
    """Threads used when nothing is said: the cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


def run_draws(
    inputs: ModelInputs,
    draws: int,
    summarise_cells: CellSummary[Summary] | None,
    threads: int | None = None,
    block_order: Iterable[int] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Draws, list[Summary]]:
    """Run the model.

    Parameters
    ----------
    inputs : the model's inputs.
    draws : number of draws, D.
    summarise_cells : called with a run of municipalities and their cells over all draws; its
        results are returned in the order of municipalities. None: cells are not computed.
    threads : how many threads; any number gives the same result.
    block_order : order in which blocks are worked on; any order gives the same result.
    progress : called with (pieces done, pieces in all).

    Returns
    -------
    Draws summed over municipalities, and the summaries of the cells.
    """
    blocks = -(-draws // DRAW_BLOCK)
    order = list(range(blocks)) if block_order is None else list(block_order)
    runs = municipality_chunks(inputs)
    steps = _Steps(blocks + len(runs), progress)
    threads = threads or default_threads()
    with threadpool_limits(limits=1):
        room = _room(inputs, blocks)

        def one(block: int) -> BlockResult:
            result = run_block(inputs, block)
            if room is None or result.future is None:
                return result
            own = slice(block * DRAW_BLOCK, (block + 1) * DRAW_BLOCK)
            room.by_sector[..., own] = result.future.by_sector
            room.by_technology[..., own] = result.future.by_technology
            return replace(result, future=None)

        results = _each(one, order, threads, steps)
        in_order = [
            result
            for _, result in sorted(zip(order, results, strict=True), key=lambda pair: pair[0])
        ]
        totals = _totals(inputs, in_order, room, draws)

        if summarise_cells is None:
            return totals, []
        summarise = summarise_cells

        def cells(run: slice) -> Summary:
            parts = [cell_potential(inputs, b, run, r) for b, r in enumerate(in_order)]
            joined = Cells(
                _joined([p.potential for p in parts], draws),
                _joined([p.fte for p in parts], draws),
                _joined([p.by_class for p in parts], draws),
            )
            return summarise(run, joined)

        summaries = _each(cells, runs, threads, steps)
    return totals, summaries


class _Steps:
    """Counts finished pieces of work and tells whoever wants to show it."""

    def __init__(self, pieces: int, tell: Callable[[int, int], None] | None) -> None:
        self._done, self._pieces, self._tell = 0, pieces, tell

    def one(self) -> None:
        self._done += 1
        if self._tell is not None:
            self._tell(self._done, self._pieces)


def _each(
    work: Callable[[Item], Done], items: list[Item], threads: int, steps: _Steps
) -> list[Done]:
    """The results of `work`, in the order of `items`."""
    results = []
    if threads == 1:
        for item in items:
            results.append(work(item))
            steps.one()
        return results
    with ThreadPoolExecutor(max_workers=threads) as pool:
        for result in pool.map(work, items):
            results.append(result)
            steps.one()
    return results


def _room(inputs: ModelInputs, blocks: int) -> Future | None:
    """Place for what becomes of the potential, so that blocks are never held twice."""
    if inputs.future is None:
        return None
    years, draws = len(inputs.future.adoption.years), blocks * DRAW_BLOCK
    technologies = inputs.tasks.technology.shape[1]
    return Future(
        np.empty((len(KINDS), years, inputs.workforce.sectors, draws)),
        np.empty((len(KINDS), years, technologies, draws)),
    )


def _totals(
    inputs: ModelInputs, blocks: list[BlockResult], room: Future | None, draws: int
) -> Draws:
    staff = inputs.workforce
    occupations = len(inputs.tasks.occupations)
    belongs = np.zeros((occupations, len(staff.occupation)))
    belongs[staff.occupation, np.arange(len(staff.occupation))] = 1.0
    in_sector = np.zeros((staff.sectors, len(staff.occupation)))
    for sector in range(staff.sectors):
        in_sector[sector, staff.pairs_of(sector)] = 1.0
    fte = [belongs @ block.pair_fte for block in blocks]
    potential = [
        f * block.occupation_class.sum(axis=1) for f, block in zip(fte, blocks, strict=True)
    ]
    return Draws(
        occupation_potential=_joined(potential, draws),
        occupation_fte=_joined(fte, draws),
        sector_technology=_joined([b.sector_technology for b in blocks], draws),
        sector_gate=_joined([b.sector_gate for b in blocks], draws),
        sector_fte=_joined([in_sector @ b.pair_fte for b in blocks], draws),
        future=None
        if room is None
        else Future(room.by_sector[..., :draws], room.by_technology[..., :draws]),
    )


def _joined(parts: list[Array], draws: int) -> Array:
    """Blocks put after each other along the draws, cut to the number wanted."""
    return np.concatenate(parts, axis=-1)[..., :draws]
