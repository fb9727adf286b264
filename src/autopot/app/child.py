"""A process for one study: bounded, with nothing of the page in it."""

from __future__ import annotations

import signal
import sys
import warnings
from multiprocessing.connection import Connection
from typing import Any

from autopot.errors import AutopotError, Kept
from autopot.machine import explained
from autopot.messages import shown, speaking


def serve_one(pipe: Connection, memory: int) -> None:
    """Wait for one study, do it, and say how it went.

    Parameters
    ----------
    pipe : gives (name of the work, task); takes ("progress", (done, pieces)), then ("done", plain
        data), ("problems", rows of place, found, allowed, remedy) or ("defect", words).
    memory : bytes that the process may take, where the system can hold it to that.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _bound(memory)
    from autopot.app.work import WORK  # the imports that take a second

    try:
        name, task = pipe.recv()
    except (EOFError, OSError):
        return  # the page is gone
    with speaking(task["language"]), warnings.catch_warnings():
        warnings.simplefilter("ignore", Kept)
        try:
            answer = WORK[name](task, lambda done, pieces: pipe.send(("progress", (done, pieces))))
            pipe.send(("done", answer))
        except BrokenPipeError:
            return
        except Exception as error:
            pipe.send(_told(error))


def _told(error: Exception) -> tuple[str, Any]:
    """What went wrong, without a word of what a user's file holds unless it is meant to be read."""
    known = error if isinstance(error, AutopotError) else explained(error)
    if known is None:
        return "defect", type(error).__name__
    return "problems", [
        tuple(shown(part) for part in (one.place, one.found, one.allowed, one.remedy))
        for one in known.problems
    ]


def _bound(memory: int) -> None:
    if sys.platform == "win32":
        return  # no such bound there
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    bound = memory if most == resource.RLIM_INFINITY else min(memory, most)
    resource.setrlimit(resource.RLIMIT_DATA, (bound, most))
