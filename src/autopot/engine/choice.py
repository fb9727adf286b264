"""The engines by name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from autopot.engine.local import Threads, default_threads
from autopot.engine.pieces import Engine
from autopot.errors import InputError, Problem, unknown_name
from autopot.messages import say, say_in

ENGINES = ("threads", "local", "dask")
"""Threads of this process, one thread, or a Dask cluster; the first is used if nothing is said."""


@contextmanager
def open_engine(
    name: str = "threads", threads: int | None = None, scheduler: str | None = None
) -> Iterator[Engine]:
    """An engine, for as long as it is needed.

    Parameters
    ----------
    name : one of `ENGINES`.
    threads : threads, or worker processes that dask starts here; None: one per core.
    scheduler : address of a Dask scheduler; None: dask starts processes on this machine.

    Raises
    ------
    InputError
        An unknown engine, options that do not belong together, Dask is not installed, or its
        scheduler does not answer.

    >>> with open_engine("local") as engine:
    ...     engine
    Threads(threads=1)
    """
    problems = list(_problems(name, threads, scheduler))
    if problems:
        raise InputError(problems)
    if name == "local":
        yield Threads(1)
    elif name == "threads":
        yield Threads(threads)
    else:
        try:
            from autopot.engine.dask import dask_engine  # an extra, slow to import
        except ModuleNotFoundError as error:
            found = say("{package} is not installed", package=error.name)
            remedy = say('run: pip install "autopot[cluster]"')
            raise InputError(Problem("--engine dask", found, remedy=remedy)) from error
        with dask_engine(threads or default_threads(), scheduler) as engine:
            yield engine


def _problems(name: str, threads: int | None, scheduler: str | None) -> Iterator[Problem]:
    if name not in ENGINES:
        yield unknown_name("--engine", say_in("the", "engine"), name, ENGINES)
    elif scheduler is not None and name != "dask":
        found = say("an address, with --engine {engine}", engine=name)
        yield Problem("--scheduler", found, remedy=say("add --engine dask"))
    if threads is not None and threads < 1:
        remedy = say("leave it out: one per core")
        yield Problem("--threads", str(threads), say("1 or more"), remedy)
    if threads is not None and threads > 1 and name == "local":
        found = say("{threads}, with --engine local", threads=threads)
        yield Problem("--threads", found, "1", say("use --engine threads"))
    if threads is not None and scheduler is not None:
        found = say("a number of threads, with --scheduler")
        remedy = say("leave it out: the cluster has its own workers")
        yield Problem("--threads", found, remedy=remedy)
