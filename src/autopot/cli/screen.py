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

PLAIN_WIDTH = 140
"""Width of tables when the output is a pipe or a file."""


class Screen(Console):
    """A console that leaves it to the command line what happens when nobody reads it any more."""

    def on_broken_pipe(self) -> None:
        """Raise the error on; rich would leave with exit code 1."""
        raise BrokenPipeError

    def tell(self, *lines: Words, style: str = "") -> None:
        """Print lines in the language that is spoken; as they are, never as markup."""
        for line in lines:
            self.print(Text(shown(line), style=style))


def console() -> Screen:
    """Standard output; without colour and with a fixed width when it is not a terminal."""
    screen = Screen(highlight=False)
    if not screen.is_terminal:
        return Screen(highlight=False, width=PLAIN_WIDTH, no_color=True)
    return screen


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
    """A bar on standard error, gone when the work is done; None when it should be quiet."""
    screen = Console(stderr=True)
    if quiet or not screen.is_terminal:
        yield None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), _Count())
    with Progress(*columns, console=screen, transient=True) as bar:
        job = bar.add_task(shown(say("Computing")), total=None)
        yield lambda done, pieces: bar.update(job, completed=done, total=pieces)
