"""Tables and progress on the terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, Task, TextColumn
from rich.table import Table
from rich.text import Text

from autopot.messages import Text as Words
from autopot.messages import say, shown
from autopot.views.terminal import Screen, console

__all__ = ["Screen", "console", "progress", "table"]


def table(
    title: Words, headings: Sequence[Words], rows: Sequence[Sequence[Words]], kinds: str
) -> Table:
    """A table for the terminal.

    Parameters
    ----------
    title : above the table.
    headings : one per column.
    rows : cells as text; shown as they are, never as markup.
    kinds : one letter per column: n name (one line), t text (wraps), f figure (right, one line).
    """
    result = Table(
        title=Text(shown(title)),
        title_justify="left",
        title_style="bold",
        header_style="bold",
        box=None,
        pad_edge=False,
    )
    for heading, kind in zip(headings, kinds, strict=True):
        result.add_column(
            Text(shown(heading)), justify="right" if kind == "f" else "left", no_wrap=kind != "t"
        )
    for row in rows:
        result.add_row(*[Text(shown(cell)) for cell in row])
    return result


class _Count(MofNCompleteColumn):
    """How much is done, as soon as it is known of how much."""

    def render(self, task: Task) -> Text:
        return Text() if task.total is None else super().render(task)


@contextmanager
def progress(quiet: bool) -> Iterator[Callable[[int, int], None] | None]:
    """A bar on standard error, gone when the work is done; None when it should be quiet.

    Parameters
    ----------
    quiet : show none; none is shown either where standard error is no terminal.

    Returns
    -------
    What to call with (pieces done, pieces in all); before the first call the bar only moves.
    """
    screen = Console(stderr=True)
    if quiet or not screen.is_terminal:
        yield None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), _Count())
    with Progress(*columns, console=screen, transient=True) as bar:
        job = bar.add_task(shown(say("Computing")), total=None)
        yield lambda done, pieces: bar.update(job, completed=done, total=pieces)
