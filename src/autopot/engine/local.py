"""Run the pieces in this process, on as many threads as wanted.

Pieces are always cut the same way and always put back in the same place, and the linear algebra
inside a piece runs on one thread: the numbers do not depend on how many threads there are.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import TypeVar

from threadpoolctl import threadpool_limits

from autopot.engine.pieces import (
    Draws,
    Engine,
    Progress,
    Round,
    Steps,
    Summary,
    Sums,
    Work,
    as_drawn,
    cells_of,
    rounds_of,
    sums_of,
)
from autopot.model.inputs import ModelInputs
from autopot.model.potential import Cells, municipality_chunks, run_block

Item = TypeVar("Item")
Done = TypeVar("Done")


def default_threads() -> int:
    """Threads used when nothing is said: the cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


@dataclass(frozen=True)
class Threads:
    """Threads of this process.

    Parameters
    ----------
    threads : how many; None: one per core. Any number gives the same result.
    """

    threads: int | None = None

    def run(
        self,
        inputs: ModelInputs,
        rounds: Sequence[Round],
        work: Work[Sums, Summary],
        progress: Progress | None = None,
    ) -> Iterator[tuple[Sums, list[Summary]]]:
        """See `autopot.engine.pieces.Engine`."""
        threads = self.threads or default_threads()
        runs = municipality_chunks(inputs) if work.cells is not None else []
        steps = Steps(sum(len(part.blocks) + len(runs) for part in rounds), progress)
        with (
            threadpool_limits(limits=1),
            ThreadPoolExecutor(threads) if threads > 1 else nullcontext() as pool,
        ):
            for part in rounds:
                yield _round(inputs, part, work, runs, _Each(pool, steps))


def _round(
    inputs: ModelInputs, part: Round, work: Work[Sums, Summary], runs: list[slice], each: _Each
) -> tuple[Sums, list[Summary]]:
    results = each(lambda block: run_block(inputs, block), part.blocks)
    drawn = sums_of(inputs, results, part.draws)
    results = [replace(result, future=None) for result in results]  # cells need no years
    sums = work.sums(inputs, drawn)
    summarise = work.cells
    if summarise is None:
        return sums, []
    return sums, each(lambda run: summarise(cells_of(inputs, part, run, results)), runs)


@dataclass(frozen=True)
class _Each:
    """Work on items one by one or in a pool, results in the order of the items."""

    pool: Executor | None
    steps: Steps

    def __call__(self, work: Callable[[Item], Done], items: Sequence[Item]) -> list[Done]:
        results = []
        for result in map(work, items) if self.pool is None else self.pool.map(work, items):
            results.append(result)
            self.steps.one()
        return results


def run_draws(
    inputs: ModelInputs,
    draws: int,
    summarise_cells: Callable[[Cells], Summary] | None,
    engine: Engine | None = None,
    progress: Progress | None = None,
) -> tuple[Draws, list[Summary]]:
    """Run the model and keep the draws of all sums over municipalities.

    Parameters
    ----------
    inputs : the model's inputs.
    draws : number of draws, D.
    summarise_cells : called with the cells of a run of municipalities over all draws; its results
        are returned in the order of municipalities. None: cells are not computed.
    engine : where; by default one thread per core.
    progress : called with (pieces done, pieces in all).

    Returns
    -------
    Draws summed over municipalities, and the summaries of the cells.
    """
    work = Work(as_drawn, summarise_cells)
    [result] = (engine or Threads()).run(inputs, rounds_of(draws), work, progress)
    return result
