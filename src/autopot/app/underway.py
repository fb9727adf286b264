"""How far a study is, in words that stand beside its bar."""

from __future__ import annotations

from time import monotonic

from autopot.app.jobs import RUNNING, Job
from autopot.messages import told
from autopot.messages.numbers import percent

MINUTE = 60
"""Seconds."""


def underway(job: Job) -> str:
    """How much of a study is done, and how long it has taken; empty until it runs.

    Parameters
    ----------
    job : that waits, runs or is over.
    """
    if job.state != RUNNING:
        return ""
    time_taken = duration(monotonic() - job.started)
    if not job.pieces:
        return told("{time} so far", time=time_taken)
    share = min(job.done / job.pieces, 0.99)  # its files are written after the last piece
    return told(
        "{share} done, {time} so far", share=percent(int(100 * share) / 100), time=time_taken
    )


def duration(seconds: float) -> str:
    """A time in minutes and seconds.

    Parameters
    ----------
    seconds : 0 and above.

    >>> duration(7.9), duration(80)
    ('7 s', '1 min 20 s')
    """
    minutes, rest = divmod(int(seconds), MINUTE)
    return told("{minutes} min {rest} s", minutes=minutes, rest=rest) if minutes else f"{rest} s"
