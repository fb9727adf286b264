"""The bar of progress: what `rich` draws of it."""

from __future__ import annotations

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, Task, TextColumn
from rich.text import Text


class _Count(MofNCompleteColumn):
    """How much is done, as soon as it is known of how much."""

    def render(self, task: Task) -> Text:
        return Text() if task.total is None else super().render(task)


def error_screen() -> Console:
    """Standard error, as `rich` sees it."""
    return Console(stderr=True)


def bar_on(screen: Console) -> Progress:
    """A bar that is taken away when it is done."""
    columns = (TextColumn("{task.description}"), BarColumn(), _Count())
    return Progress(*columns, console=screen, transient=True)
