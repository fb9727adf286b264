"""Run the pieces in this process, on as many threads as wanted.

Pieces are always cut the same way and always put back in the same place, and the linear algebra
inside a piece runs on one thread: the numbers do not depend on how many threads there are.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor, as_completed
from contextlib import nullcontext
from dataclasses import dataclass

from threadpoolctl import threadpool_limits

from autopot.engine.memory import give_back
from autopot.engine.pieces import (
    Along,
    Done,
    Engine,
    Item,
    Progress,
    Round,
    Shared,
    Steps,
    Summary,
    Sums,
    Work,
    as_drawn,
    cells_of,
    joined,
    rounds_of,
)
from autopot.model.cells import BlockShares, Cells, cell_potential, municipality_chunks
from autopot.model.inputs import ModelInputs
from autopot.model.potential import Draws, run_block


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
        along: Along | None = None,
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
                run_one = run_block if along is None else along.run_block
                yield _round(inputs, part, work, runs, _InOrder(pool, steps), run_one)

    def each(
        self, work: Callable[[Shared, Item], Done], shared: Shared, items: Sequence[Item]
    ) -> Generator[tuple[Item, Done], None, None]:
        """See `autopot.engine.pieces.Engine`."""
        with (
            threadpool_limits(limits=1),
            ThreadPoolExecutor(self.threads or default_threads()) as pool,
        ):
            futures = {pool.submit(work, shared, item): item for item in items}
            try:
                for future in as_completed(futures):
                    yield futures.pop(future), future.result()
            finally:
                pool.shutdown(wait=False, cancel_futures=True)


def _round(
    inputs: ModelInputs,
    part: Round,
    work: Work[Sums, Summary],
    runs: list[slice],
    in_order: _InOrder,
    run_one: Callable[[ModelInputs, int], tuple[Draws, BlockShares]],
) -> tuple[Sums, list[Summary]]:
    kept: list[BlockShares | Cells] = []

    def block_of(block: int) -> tuple[Draws, BlockShares | Cells]:
        draws, own = run_one(inputs, block)
        # the cells of one run of municipalities are smaller than what they are made of
        return draws, cell_potential(inputs, block, runs[0], own) if len(runs) == 1 else own

    def sums() -> Iterator[Draws]:
        for draws, own in in_order(block_of, part.blocks):
            if work.cells is not None:
                kept.append(own)
            yield draws

    whole = joined(sums(), part.draws)
    give_back()  # what the blocks needed while they were drawn
    made = work.sums(inputs, whole)
    del whole
    give_back()
    summarise = work.cells
    if summarise is None:
        return made, []
    return made, list(in_order(lambda run: summarise(cells_of(inputs, part, run, kept)), runs))


@dataclass(frozen=True)
class _InOrder:
    """Work on items one by one or in a pool, results in the order of the items."""

    pool: Executor | None
    steps: Steps

    def __call__(self, work: Callable[[Item], Done], items: Sequence[Item]) -> Iterator[Done]:
        for result in map(work, items) if self.pool is None else self.pool.map(work, items):
            self.steps.one()
            yield result


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
