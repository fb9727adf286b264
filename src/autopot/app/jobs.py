"""Studies that wait, run in processes of their own, can be stopped, and tell how far they are."""

from __future__ import annotations

import multiprocessing
import secrets
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from autopot.app.child import serve_one
from autopot.app.settings import Limits
from autopot.messages import Text, say

WAITING, RUNNING, DONE, FAILED, STOPPED = "waiting", "running", "done", "failed", "stopped"
KEPT = 200
"""Finished studies that are remembered."""


@dataclass
class Job:
    """One study.

    Parameters
    ----------
    owner : key of the visitor.
    work : name in `work.WORK`.
    task : plain data for it.
    seconds : it may take.
    key : that nobody can guess.
    state : waiting, running, done, failed or stopped.
    done, pieces : how far it is; pieces is 0 until it is known.
    answer : plain data, once it is done.
    problems : (place, found, allowed, remedy) of each thing that is wrong, where it failed.
    mark : file that stands for as long as the study waits or runs, so that one that is lost with
        the program is known of at the next start.
    """

    owner: str
    work: str
    task: dict[str, Any]
    seconds: float
    key: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    state: str = WAITING
    done: int = 0
    pieces: int = 0
    answer: Any = None
    problems: list[tuple[str, ...]] = field(default_factory=list)
    explained: Text = ""
    started: float = 0.0
    when_done: Callable[[Job], None] | None = None
    mark: Path | None = None

    @property
    def over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in (DONE, FAILED, STOPPED)


class Jobs:
    """A queue with a bounded number of processes; one stands ready, so that none waits for imports.

    Parameters
    ----------
    limits : how many run at once, and what each may take.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._lock = threading.Lock()
        self._all: dict[str, Job] = {}
        self._queue: deque[Job] = deque()
        self._processes: dict[str, BaseProcess] = {}
        self._spare: tuple[BaseProcess, Connection] | None = None
        self._closed = False

    def warm_up(self) -> None:
        """Make the process that stands ready."""
        with self._lock:
            if self._spare is None and not self._closed:
                self._spare = self._new_process()

    def start(self, job: Job) -> Job:
        """Put a study in the queue.

        Parameters
        ----------
        job : new.

        Returns
        -------
        The same; it has failed at once where its owner has too many.
        """
        with self._lock:
            waiting = [one for one in self._all.values() if one.owner == job.owner and not one.over]
            self._all[job.key] = job
            if self._closed or len(waiting) >= self._limits.waiting:
                job.state, job.explained = FAILED, say("Wait until what is running is done.")
                return job
            self._queue.append(job)
            if job.mark is not None:
                job.mark.write_text(job.key, encoding="utf-8")
            self._forget()
        self._next()
        return job

    def of(self, owner: str, key: str) -> Job | None:
        """A study of a visitor; None for anybody else's.

        Parameters
        ----------
        owner : key of the visitor.
        key : of the study.
        """
        job = self._all.get(key)
        return job if job is not None and job.owner == owner else None

    def stop(self, job: Job) -> None:
        """End a study, whether it runs or waits."""
        with self._lock:
            if job.over:
                return
            job.state = STOPPED
            if job in self._queue:
                self._queue.remove(job)
            process = self._processes.get(job.key)
            _unmark(job)
        if process is not None:
            process.kill()

    def close(self) -> None:
        """End everything; nothing starts after this."""
        with self._lock:
            self._closed = True
            jobs, spare, self._spare = list(self._all.values()), self._spare, None
        for job in jobs:
            self.stop(job)
        if spare is not None:
            spare[1].close()
            spare[0].kill()
            spare[0].join()

    def _new_process(self) -> tuple[BaseProcess, Connection]:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=serve_one, args=(theirs, self._limits.memory), daemon=True)
        process.start()
        theirs.close()
        return process, ours

    def _next(self) -> None:
        """Start what may start."""
        with self._lock:
            if self._closed or not self._queue:
                return
            if len(self._processes) >= self._limits.running:
                return
            job = self._queue.popleft()
            process, pipe = self._spare or self._new_process()
            self._spare = None
            job.state, job.started = RUNNING, time.monotonic()
            self._processes[job.key] = process
        threading.Thread(target=self._watch, args=(job, process, pipe), daemon=True).start()
        self.warm_up()

    def _watch(self, job: Job, process: BaseProcess, pipe: Connection) -> None:
        """Hear what the process of a study says until it ends."""
        late = False
        try:
            pipe.send((job.work, job.task))
            while not job.over:
                left = job.started + job.seconds - time.monotonic()
                if not pipe.poll(max(0.0, left)):
                    late = True
                    break
                self._hear(job, *pipe.recv())
        except (EOFError, OSError):
            pass
        finally:
            process.kill()
            process.join()
            pipe.close()
            if not job.over:
                job.explained = (
                    say("It took too long, and was stopped.")
                    if late
                    else say("It ended before it was done; most often there was not enough memory.")
                )
                job.state = FAILED
            with self._lock:
                self._processes.pop(job.key, None)
                _unmark(job)
            self._next()

    def _hear(self, job: Job, word: str, said: Any) -> None:
        if word == "progress":
            job.done, job.pieces = said
        elif word == "done":
            job.answer = said
            if job.when_done is not None:
                job.when_done(job)
            with self._lock:
                job.state = STOPPED if job.state == STOPPED else DONE
        elif word == "problems":
            job.problems = said
            job.state = FAILED
        elif word == "defect":
            job.explained = say("A defect in autopot ({what}).", what=said)
            job.state = FAILED

    def _forget(self) -> None:
        over = [job for job in self._all.values() if job.over]
        for job in over[: max(0, len(over) - KEPT)]:
            del self._all[job.key]


def _unmark(job: Job) -> None:
    """Take the mark of a study away; one that another study has made since stays."""
    if job.mark is not None and job.mark.is_file() and job.mark.read_text("utf-8") == job.key:
        job.mark.unlink(missing_ok=True)
