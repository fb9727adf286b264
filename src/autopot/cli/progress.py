"""Progress on the terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from autopot.messages import say, shown


@contextmanager
def progress(quiet: bool) -> Iterator[Callable[[int, int], None] | None]:
    """A bar on standard error, gone when the work is done; None when it should be quiet."""
    if quiet:
        yield None
        return
    from autopot.cli.bar import bar_on, error_screen

    screen = error_screen()
    if not screen.is_terminal:
        yield None
        return
    with bar_on(screen) as bar:
        job = bar.add_task(shown(say("Computing")), total=None)
        yield lambda done, pieces: bar.update(job, completed=done, total=pieces)
