"""What a piece of work costs, what engines add, and a plan for a very large run.

    python -m benchmarks.scale          costs, engines, plan (two to five minutes)
    python -m benchmarks.scale million  all municipalities, 1,000,000 draws: time and memory

Needs the extra `cluster`. Nothing here is a test; docs/scale.md quotes what it prints.
"""

from __future__ import annotations

import heapq
import pickle
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np
from threadpoolctl import threadpool_limits

from autopot.analysis.future import future_draws
from autopot.analysis.levels import Names, cell_draws, sum_draws
from autopot.analysis.potential import potential_table
from autopot.analysis.summary import Sketched
from autopot.engine import MOST_BLOCKS, Engine, Threads, bytes_of, open_engine, rounds_of
from autopot.engine.dask import ROUNDS_AHEAD
from autopot.engine.dask_workers import worker_processes
from autopot.engine.pieces import cells_of, joined
from autopot.model.cells import MUNICIPALITY_CHUNK
from autopot.model.inputs import ModelInputs
from autopot.model.potential import run_block
from autopot.model.streams import DRAW_BLOCK
from autopot.radar import CLASSES
from autopot.study.preparation import (
    load_changed,
    prepare,
)

CHECKED = 40_000
"""Draws of the run that the simulated schedule is held against."""

MANY = 100_000
"""Local governments, and draws, of the plan."""

GIGABIT_10 = 1.25e9
"""Bytes a second of the plan's network."""


@dataclass(frozen=True)
class Costs:
    """Processor seconds and bytes of each kind of piece; see `main` for the words."""

    block: float
    block_town: float
    sums: float
    cells: float
    take: float
    input_town: int
    block_bytes: int
    cells_bytes: int
    overhead: float


def seconds(work: Callable[[], object], repeats: int = 3) -> float:
    """Least processor time of this thread, which other programs do not lengthen much."""
    times = []
    for _ in range(repeats):
        start = time.thread_time()
        work()
        times.append(time.thread_time() - start)
    return min(times)


def towns(inputs: ModelInputs, count: int) -> ModelInputs:
    """The country's municipalities over and over, each with a number of its own."""
    staff = inputs.workforce
    at = np.arange(count) % len(staff.municipalities)
    more = replace(
        staff,
        municipalities=np.arange(count, dtype=np.int64),
        fte=staff.fte[at],
        total_log_sd=staff.total_log_sd[at],
        sector_log_sd=staff.sector_log_sd[at],
    )
    return replace(inputs, workforce=more)


def costs(country: ModelInputs, overhead: float) -> Costs:
    """Costs of the pieces, from the model itself on one thread."""
    few, many = towns(country, 357), towns(country, 3570)
    [part] = rounds_of(MOST_BLOCKS * DRAW_BLOCK)
    run = slice(0, MUNICIPALITY_CHUNK)
    with threadpool_limits(limits=1):
        small, large = (seconds(lambda m=m: run_block(m, 0)) for m in (few, many))  # type: ignore[misc]
        blocks = [run_block(few, block) for block in part.blocks]
        shares = [own for _, own in blocks]

        def sums() -> dict[str, Sketched]:
            draws = joined([draws for draws, _ in blocks], part.draws)
            levels = chain(sum_draws(few, draws), future_draws(few, draws))
            return {level: Sketched.of(*both) for level, *both in levels}

        def cells() -> dict[str, Sketched]:
            draws = cell_draws(cells_of(few, part, run, shares))
            return {level: Sketched.of(*both) for level, *both in draws}

        one = cells()
        content = pickle.dumps(one)

        def take() -> None:
            for level, more in pickle.loads(content).items():
                one[level].plus(more)

        slope = (large - small) / (3570 - 357)
        return Costs(
            block=small - 357 * slope,
            block_town=slope,
            sums=seconds(sums),
            cells=seconds(cells),
            take=seconds(take),
            input_town=(len(pickle.dumps(many)) - len(pickle.dumps(few))) // (3570 - 357),
            block_bytes=len(pickle.dumps(shares[0])),
            cells_bytes=len(content),
            overhead=overhead,
        )


def overhead_of(scheduler: str) -> float:
    """Seconds that Dask needs for a task that does nothing."""
    from distributed import Client

    with Client(scheduler) as client:
        client.gather(client.map(abs, range(100)))
        start = time.perf_counter()
        client.gather(client.map(abs, range(1000, 4000)))
        return (time.perf_counter() - start) / 3000


def schedule(cost: Costs, governments: int, draws: int, workers: int) -> float:
    """Seconds of a run: every piece goes to the worker that is free first, in the order cut.

    Cells wait for the blocks of their round and for what the network brings of them; the client
    takes one result at a time, and a round is sent when the one two before it is taken.
    """
    chunks = -(-governments // MUNICIPALITY_CHUNK)
    rounds = -(-draws // (MOST_BLOCKS * DRAW_BLOCK))
    block = cost.block + cost.block_town * governments
    free = [0.0] * workers
    client = governments * cost.input_town / GIGABIT_10
    taken: list[float] = []
    scheduler = 0.0
    for number in range(rounds):
        scheduler = max(scheduler, taken[number - ROUNDS_AHEAD] if number >= ROUNDS_AHEAD else 0.0)
        ready = 0.0
        for _ in range(MOST_BLOCKS):
            scheduler += cost.overhead
            ends = max(heapq.heappop(free), scheduler) + block
            heapq.heappush(free, ends)
            ready = max(ready, ends)
        ready += MOST_BLOCKS * cost.block_bytes / GIGABIT_10
        for piece in range(1 + chunks):
            scheduler += cost.overhead
            work = cost.sums if piece == 0 else cost.cells
            ends = max(heapq.heappop(free), scheduler, ready) + work
            heapq.heappush(free, ends)
            client = max(client, ends) + max(cost.take, cost.cells_bytes / GIGABIT_10)
        taken.append(client)
    return client


def engines(inputs: ModelInputs, names: Names) -> None:
    """The national run on two threads and on two Dask processes, in turn; the shortest of each."""

    def run(engine: Engine, draws: int = 10_000, memory: int | None = None) -> float:
        start = time.perf_counter()
        potential_table(inputs, names, list(CLASSES), draws, engine, None, memory)
        return time.perf_counter() - start

    ten_blocks = bytes_of(inputs, MOST_BLOCKS * DRAW_BLOCK)
    with open_engine("dask", threads=2) as cluster:
        run(cluster)
        pairs = [(run(Threads(2)), run(cluster)) for _ in range(5)]
        sketched = min(run(cluster, CHECKED, ten_blocks) for _ in range(3))
    threads, processes = (min(times) for times in zip(*pairs, strict=True))
    ratios = sorted(process / thread for thread, process in pairs)
    print(
        f"10,000 draws: two threads {threads:.2f} s, two Dask processes {processes:.2f} s, ", end=""
    )
    print(
        f"ratio {processes / threads:.2f} (pair by pair {ratios[0]:.2f}-{ratios[-1]:.2f}), ", end=""
    )
    print("budget 1.1")
    print(f"{CHECKED} draws in sketches, two Dask processes: {sketched:.2f} s")


def main() -> None:
    """Measure, plan and print."""
    national = prepare(load_changed("national"))
    inputs, names = national.inputs, national.names
    if "million" in sys.argv:
        start = time.perf_counter()
        potential_table(inputs, names, list(CLASSES), 1_000_000, Threads(2), None, 10**9)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"1,000,000 draws: {time.perf_counter() - start:.0f} s, {peak:.0f} MB")
        return
    with worker_processes(2) as cluster:
        overhead = overhead_of(cluster.scheduler_address)
    cost = costs(inputs, overhead)
    print(f"block of 1,000 draws            {cost.block * 1e3:7.1f} ms, and")
    print(f"  for every municipality        {cost.block_town * 1e3:7.3f} ms")
    print(f"sums of a round of 10 blocks    {cost.sums * 1e3:7.1f} ms")
    print(f"cells of 16 municipalities      {cost.cells * 1e3:7.1f} ms a round")
    print(f"client takes their sketches     {cost.take * 1e3:7.1f} ms")
    print(f"Dask, for a task                {cost.overhead * 1e3:7.2f} ms")
    print(
        f"cells need {cost.block_bytes / 1e6:.1f} MB, sketches of 16 municipalities ",
        end="",
    )
    print(f"{cost.cells_bytes / 1e6:.2f} MB, input {cost.input_town / 1e3:.2f} kB a municipality")
    engines(inputs, names)
    chunks, blocks = -(-MANY // MUNICIPALITY_CHUNK), MANY // DRAW_BLOCK
    rounds = blocks // MOST_BLOCKS
    work = blocks * (cost.block + cost.block_town * MANY)
    work += rounds * (cost.sums + chunks * cost.cells)
    print(f"{MANY:,} governments x {MANY:,} draws: {work / 3600:.2f} processor hours, ", end="")
    print(f"{blocks + rounds * (1 + chunks):,} tasks; to the client ", end="")
    print(f"{rounds * chunks * cost.cells_bytes / 1e9:.0f} GB in all, of which it holds ", end="")
    print(f"{chunks * cost.cells_bytes / 1e9:.1f} GB; input {MANY * cost.input_town / 1e6:.0f} MB")
    print(f"client alone: {rounds * chunks * cost.take / 60:.1f} minutes")
    for workers in (2, 16, 32, 64, 128):
        ends = schedule(cost, MANY, MANY, workers)
        print(f"{workers:4d} workers: work / workers {work / workers / 60:6.1f} minutes, ", end="")
        print(f"simulated {ends / 60:6.1f} minutes")
    simulated = schedule(cost, 357, CHECKED, 2)
    print(f"check, 357 x {CHECKED:,} on 2 workers: simulated {simulated:.2f} s")


if __name__ == "__main__":
    main()
