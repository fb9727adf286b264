"""Progress on the terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, Task, TextColumn
from rich.text import Text

from autopot.messages import say, shown


class _Count(MofNCompleteColumn):
    """How much is done, as soon as it is known of how much."""

    def render(self, task: Task) -> Text:
        return Text() if task.total is None else super().render(task)


@contextmanager
def progress(quiet: bool) -> Iterator[Callable[[int, int], None] | None]:
    """A bar on standard error, gone when the work is done; None when it should be quiet."""
    screen = Console(stderr=True)
    if quiet or not screen.is_terminal:
        yield None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), _Count())
    with Progress(*columns, console=screen, transient=True) as bar:
        job = bar.add_task(shown(say("Computing")), total=None)
        yield lambda done, pieces: bar.update(job, completed=done, total=pieces)
