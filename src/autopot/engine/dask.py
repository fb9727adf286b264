"""Run the pieces on a Dask cluster: the one that is named, or processes of this machine.

The inputs are sent once, as one piece of the graph that any worker can make again; results of
blocks stay on the workers, and only what `Work` makes of a round comes back. Dask does the
scheduling, repeats what a lost worker had, and takes in workers that join late.
"""

from __future__ import annotations

import logging
import pickle
import platform
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import Any
from uuid import uuid4

import dask
import numpy as np
from distributed import Client, Future, KilledWorker, LocalCluster, as_completed, wait
from threadpoolctl import threadpool_limits

from autopot.engine.pieces import (
    Done,
    Item,
    Progress,
    Round,
    Shared,
    Steps,
    Summary,
    Sums,
    Work,
    cells_of,
    joined,
)
from autopot.errors import InputError, Norwegian, Problem
from autopot.model.inputs import ModelInputs
from autopot.model.potential import BlockShares, Draws, municipality_chunks, run_block

CONNECT_SECONDS = 15
ROUNDS_AHEAD = 2
"""Rounds handed to the cluster at a time, which bounds the memory of its workers."""

WORKER_ENVIRONMENT = {
    "MALLOC_TRIM_THRESHOLD_": 256 * 2**20,
    "MALLOC_MMAP_THRESHOLD_": 32 * 2**20,
    "OMP_NUM_THREADS": 1,
    "MKL_NUM_THREADS": 1,
    "OPENBLAS_NUM_THREADS": 1,
}
"""Dask's own lets workers give every freed array back to the system, which took 40 % of their time
(docs/scale.md)."""

LOGS = ("distributed", "distributed.client")
"""Logs that Dask gives a level of their own."""

Sent = tuple[Shared, dict[str, str]]
"""What all pieces need, and the versions it was made with."""

NOTHING_HALF = (
    "nothing half done is written; see to the cluster and run the same command again, "
    "a sweep goes on where it stopped"
)
NOTHING_HALF_NB = (
    "ingenting halvferdig er skrevet; se til klyngen og kjør samme kommando igjen, et sveip "
    "fortsetter der det stoppet"
)


@dataclass(frozen=True)
class DaskCluster:
    """Workers of a Dask cluster.

    Parameters
    ----------
    client : connected to its scheduler.
    """

    client: Client

    def run(
        self,
        inputs: ModelInputs,
        rounds: Sequence[Round],
        work: Work[Sums, Summary],
        progress: Progress | None = None,
    ) -> Iterator[tuple[Sums, list[Summary]]]:
        """See `autopot.engine.pieces.Engine`."""
        runs = municipality_chunks(inputs) if work.cells is not None else []
        steps = Steps(sum(len(part.blocks) + len(runs) for part in rounds), progress)
        with _clear_errors(self.client):
            sent = self._submit(_unpacked, pickle.dumps(inputs), _versions())
            waiting: deque[_Submitted] = deque()
            for part in rounds:
                waiting.append(self._round(sent, part, work, runs))
                if len(waiting) == ROUNDS_AHEAD:
                    yield waiting.popleft().collected(steps)
            while waiting:
                yield waiting.popleft().collected(steps)

    def _round(
        self, sent: Future[Any], part: Round, work: Work[Sums, Summary], runs: list[slice]
    ) -> _Submitted:
        blocks = [self._submit(_block, sent, block) for block in part.blocks]
        draws = [self._submit(_draws, block) for block in blocks]
        shares = [self._submit(_shares, block) for block in blocks]
        sums = self._submit(_sums, sent, part, work, draws)
        cells = [self._submit(_cells, sent, part, work, run, shares) for run in runs]
        return _Submitted(blocks, sums, cells)

    def each(
        self, work: Callable[[Shared, Item], Done], shared: Shared, items: Sequence[Item]
    ) -> Generator[tuple[Item, Done], None, None]:
        """See `autopot.engine.pieces.Engine`."""
        with _clear_errors(self.client):
            sent = self._submit(_unpacked, pickle.dumps(shared), _versions())
            futures = {self._submit(_item, sent, work, item): item for item in items}
            for future, done in as_completed(futures, with_results=True):
                yield futures.pop(future), done

    def _submit(self, function: Any, *args: Any) -> Future[Any]:
        key = f"autopot{function.__name__}-{uuid4().hex}"
        return self.client.submit(function, *args, key=key)


@dataclass(frozen=True)
class _Submitted:
    """A round that the cluster works on."""

    blocks: list[Future[Any]]
    sums: Future[Any]
    cells: list[Future[Any]]

    def collected(self, steps: Steps) -> tuple[Any, list[Any]]:
        """What was made of the round; the blocks themselves stay on the workers."""
        for block in self.blocks:
            wait(block)
            steps.one()
        sums = self.sums.result()
        cells = []
        for future in self.cells:
            cells.append(future.result())
            steps.one()
        return sums, cells


@contextmanager
def dask_engine(workers: int, scheduler: str | None) -> Iterator[DaskCluster]:
    """Connect to a scheduler, or start worker processes here until the work is done.

    Parameters
    ----------
    workers : processes to start where no scheduler is named.
    scheduler : address such as tcp://10.0.0.5:8786, or None.

    Raises
    ------
    InputError
        The scheduler does not answer.
    """
    with _quiet(), _connected(workers, scheduler) as client:
        yield DaskCluster(client)


def worker_processes(workers: int) -> LocalCluster:
    """Start worker processes that only this machine can reach; to be closed by the caller.

    Raises
    ------
    InputError
        They cannot be started, as from a script that starts them again in each of them.
    """
    try:
        with dask.config.set({"distributed.nanny.pre-spawn-environ": WORKER_ENVIRONMENT}):
            return LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                processes=True,
                host="127.0.0.1",
                dashboard_address="127.0.0.1:0",  # any free port: clusters can run side by side
                silence_logs="CRITICAL",
            )
    except RuntimeError as error:
        raise InputError(
            Problem(
                "--engine dask",
                f"worker processes cannot be started here ({error})",
                "a script that Python can read again in every process",
                "in a script of your own, make the call under: if __name__ == '__main__':",
                nb=Norwegian(
                    "arbeidsprosesser kan ikke startes her",
                    "et skript som Python kan lese på nytt i hver prosess",
                    "i et eget skript: legg kallet under if __name__ == '__main__':",
                ),
            )
        ) from error


@contextmanager
def _connected(workers: int, scheduler: str | None) -> Iterator[Client]:
    if scheduler is None:
        with worker_processes(workers) as cluster, Client(cluster) as client:
            yield client
        return
    try:
        client = Client(scheduler, timeout=CONNECT_SECONDS)
    except (OSError, ValueError) as error:
        raise InputError(
            Problem(
                f"--scheduler {scheduler}",
                f"no scheduler answers there ({error})",
                "the address of a Dask scheduler, for instance tcp://10.0.0.5:8786",
                "start it with 'dask scheduler', and workers with 'dask worker ADDRESS'",
                nb=Norwegian(
                    "ingen Dask-scheduler svarer på adressen",
                    "en adresse som tcp://10.0.0.5:8786",
                    "start den med «dask scheduler», og arbeidere med «dask worker ADRESSE»",
                ),
            )
        ) from error
    with client:
        yield client


@contextmanager
def _quiet() -> Iterator[None]:
    """No log of Dask on the terminal: what it means is said by our own errors."""
    logs = [logging.getLogger(name) for name in LOGS]
    levels = [log.level for log in logs]
    try:
        for log in logs:
            log.setLevel(logging.CRITICAL)
        yield
    finally:
        for log, level in zip(logs, levels, strict=True):
            log.setLevel(level)


@contextmanager
def _clear_errors(client: Client) -> Iterator[None]:
    """Turn what Dask says of a broken cluster into an error that says what to do."""
    place = f"--engine dask, {client.scheduler.address if client.scheduler else 'no scheduler'}"
    try:
        yield
    except KilledWorker as error:
        found = f"a worker died {error.allowed_failures + 1} times on the same piece of work"
        remedy = "workers may have too little memory"
        nb = Norwegian(
            f"en arbeider døde {error.allowed_failures + 1} ganger på samme del av arbeidet",
            "",
            f"arbeiderne har kanskje for lite minne; {NOTHING_HALF_NB}",
        )
        raise InputError(Problem(place, found, "", f"{remedy}; {NOTHING_HALF}", nb=nb)) from error
    except (CancelledError, OSError, TimeoutError) as error:
        found = "the connection to the scheduler was lost"
        nb = Norwegian("forbindelsen til klyngen ble brutt", "", NOTHING_HALF_NB)
        raise InputError(Problem(place, found, "", NOTHING_HALF, nb=nb)) from error


@cache
def _versions() -> dict[str, str]:
    """What decides the numbers on a worker."""
    return {
        "autopot": version("autopot"),
        "numpy": np.__version__,
        "python": platform.python_version(),
        "processor": platform.machine(),
    }


@cache
def _one_thread() -> None:
    """Linear algebra on one thread for as long as this worker lives."""
    threadpool_limits(limits=1)


def _unpacked(content: bytes, versions: dict[str, str]) -> Sent[Any]:
    return pickle.loads(content), versions


def _ready(sent: Sent[Shared]) -> Shared:
    """What was sent, on a worker that computes as the others do.

    Raises
    ------
    InputError
        The worker has other versions than the client.
    """
    content, versions = sent
    if versions != _versions():
        raise InputError(
            [
                Problem(
                    f"--engine dask, worker on {platform.node()}",
                    f"{name} {_versions()[name]}",
                    found,
                    "install the same on every worker, or the numbers could differ",
                    nb=Norwegian(
                        f"{name} {_versions()[name]}",
                        found,
                        "installer det samme på alle arbeidere, ellers kan tallene bli ulike",
                    ),
                )
                for name, found in versions.items()
                if found != _versions()[name]
            ]
        )
    _one_thread()
    return content


def _item(sent: Sent[Shared], work: Callable[[Shared, Item], Done], item: Item) -> Done:
    return work(_ready(sent), item)


def _block(sent: Sent[ModelInputs], block: int) -> tuple[Draws, BlockShares]:
    return run_block(_ready(sent), block)


def _draws(block: tuple[Draws, BlockShares]) -> Draws:
    """The half that the sums need: only that travels to the worker that makes them."""
    return block[0]


def _shares(block: tuple[Draws, BlockShares]) -> BlockShares:
    """The half that the cells need."""
    return block[1]


def _sums(
    sent: Sent[ModelInputs],
    part: Round,
    work: Work[Sums, Summary],
    draws: list[Draws],
) -> Sums:
    return work.sums(_ready(sent), joined(draws, part.draws))


def _cells(
    sent: Sent[ModelInputs],
    part: Round,
    work: Work[Sums, Summary],
    municipalities: slice,
    shares: list[BlockShares],
) -> Summary:
    assert work.cells is not None  # else there are no such pieces
    return work.cells(cells_of(_ready(sent), part, municipalities, shares))
