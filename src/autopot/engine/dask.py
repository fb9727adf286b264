"""Run the pieces on a Dask cluster: the one that is named, or processes of this machine.

The inputs are sent once, as one piece of the graph that any worker can make again; results of
blocks stay on the workers, and only what `Work` makes of a round comes back. Dask does the
scheduling, repeats what a lost worker had, and takes in workers that join late.
"""

from __future__ import annotations

import pickle
import platform
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import uuid4

import numpy as np
from distributed import Client, Future, as_completed, wait
from threadpoolctl import threadpool_limits

from autopot.engine.dask_workers import clear_errors, connected
from autopot.engine.pieces import (
    Along,
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
from autopot.errors import InputError, Problem
from autopot.messages import say, sentences
from autopot.model.cells import BlockShares, municipality_chunks
from autopot.model.inputs import ModelInputs
from autopot.model.potential import Draws, run_block
from autopot.version import __version__

ROUNDS_AHEAD = 2
"""Rounds handed to the cluster at a time, which bounds the memory of its workers."""

Sent = tuple[Shared, dict[str, str]]
"""What all pieces need, and the versions it was made with."""


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
        along: Along | None = None,
    ) -> Iterator[tuple[Sums, list[Summary]]]:
        """See `autopot.engine.pieces.Engine`; `along` is left: blocks are made on the workers."""
        del along
        runs = municipality_chunks(inputs) if work.cells is not None else []
        steps = Steps(sum(len(part.blocks) + len(runs) for part in rounds), progress)
        with clear_errors(self.client):
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
        with clear_errors(self.client):
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
    with connected(workers, scheduler) as client:
        yield DaskCluster(client)


@cache
def _versions() -> dict[str, str]:
    """What decides the numbers on a worker."""
    return {
        "autopot": __version__,
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
                    say("--engine dask, worker on {machine}", machine=platform.node()),
                    sentences([name, _versions()[name]]),
                    found,
                    say("install the same on every worker, or the numbers could differ"),
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
