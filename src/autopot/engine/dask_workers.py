"""Reach the workers of a Dask cluster, or start some here, and say plainly when they are lost."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager

import dask
from distributed import Client, KilledWorker, LocalCluster

from autopot.errors import InputError, Problem
from autopot.messages import say, sentences

CONNECT_SECONDS = 15

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

NOTHING_HALF = say(
    "nothing half done is written; see to the cluster and run the same command again, "
    "a sweep goes on where it stopped"
)


@contextmanager
def connected(workers: int, scheduler: str | None) -> Iterator[Client]:
    """A client of a named scheduler, or of worker processes that live as long as it does.

    Parameters
    ----------
    workers : processes to start where no scheduler is named.
    scheduler : address such as tcp://10.0.0.5:8786, or None.

    Raises
    ------
    InputError
        The scheduler does not answer, or no processes can be started here.
    """
    with _quiet(), _client(workers, scheduler) as client:
        yield client


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
                say("worker processes cannot be started here"),
                say("a script that Python can read again in every process"),
                say("in a script of your own, make the call under if __name__ == '__main__':"),
            )
        ) from error


@contextmanager
def _client(workers: int, scheduler: str | None) -> Iterator[Client]:
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
                say("no Dask scheduler answers at the address"),
                say("an address like tcp://10.0.0.5:8786"),
                say("start it with 'dask scheduler', and workers with 'dask worker ADDRESS'"),
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
def clear_errors(client: Client) -> Iterator[None]:
    """Turn what Dask says of a broken cluster into an error that says what to do.

    Parameters
    ----------
    client : its scheduler's address is named in the error.

    Raises
    ------
    InputError
        A worker died again and again on the same piece, or the connection was lost.
    """
    place = f"--engine dask, {client.scheduler.address if client.scheduler else 'no scheduler'}"
    try:
        yield
    except KilledWorker as error:
        found = say(
            "a worker died {times} times on the same piece of work",
            times=error.allowed_failures + 1,
        )
        remedy = sentences([say("the workers may have too little memory"), NOTHING_HALF], "; ")
        raise InputError(Problem(place, found, remedy=remedy)) from error
    except (CancelledError, OSError, TimeoutError) as error:
        found = say("the connection to the cluster was lost")
        raise InputError(Problem(place, found, remedy=NOTHING_HALF)) from error
