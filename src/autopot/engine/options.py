"""How a study is run: how many draws, from which seed, and where; one object for every question."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any, TypedDict

from autopot.engine.choice import open_engine
from autopot.engine.pieces import Engine, Progress


class WhereOptions(TypedDict, total=False):
    """Where the work is done; none of these changes a figure.

    threads : 1 or more: threads, or worker processes that dask starts; by default one per core.
    engine : threads, local (one thread) or dask (extra `cluster`).
    scheduler : address of a Dask scheduler; without it dask starts processes on this machine.
    progress : called with (pieces done, pieces in all); there may become more on the way.
    """

    threads: int | None
    engine: str
    scheduler: str | None
    progress: Progress | None


class EngineOptions(WhereOptions, total=False):
    """How a study is run.

    draws : 200 or more; replaces the scenario's, or what the question would take by itself.
    seed : 0 or more; replaces the scenario's.
    threads, engine, scheduler, progress : as in `WhereOptions`.
    """

    draws: int | None
    seed: int | None


def opened(options: WhereOptions) -> AbstractContextManager[Engine]:
    """The engine that is asked for, for as long as it is needed.

    Parameters
    ----------
    options : those that are left out have their defaults.

    Raises
    ------
    InputError
        As for `open_engine`.
    TypeError
        An option that there is not.

    >>> with opened({"engine": "local"}) as engine:
    ...     engine
    Threads(threads=1)
    """
    check_options(options)
    name = options.get("engine", "threads")
    return open_engine(name, options.get("threads"), options.get("scheduler"))


def check_options(options: Mapping[str, Any]) -> None:
    """Refuse a keyword that is no option, as Python itself does where each has its own name.

    Parameters
    ----------
    options : as they were given.

    Raises
    ------
    TypeError
        An option that there is not.

    >>> check_options({"draw": 100})
    Traceback (most recent call last):
    TypeError: unexpected keyword argument 'draw'
    """
    for name in options:
        if name not in EngineOptions.__annotations__:
            raise TypeError(f"unexpected keyword argument {name!r}")
