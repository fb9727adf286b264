"""Tables on the terminal: no figure is ever cut, whatever the width."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from autopot.messages import Text as Words
from autopot.messages import shown
from autopot.tables import Shown, Table, shown_table

PLAIN_WIDTH = 140
"""Width of tables when the output is a pipe or a file."""

GAP = 1
"""Columns of the terminal between two columns of a table."""

LEAST_TEXT = 24
"""Below this width a column of running text is hard to read."""


class Screen(Console):
    """A console that leaves it to the command line what happens when nobody reads it any more."""

    def on_broken_pipe(self) -> None:
        """Raise the error on; rich would leave with exit code 1."""
        raise BrokenPipeError

    def tell(self, *lines: Words, style: str = "") -> None:
        """Print lines in the language that is spoken; as they are, never as markup."""
        for line in lines:
            self.print(Text("\n".join(_wrapped(shown(line), self.width)), style=style))

    def show(self, *tables: Table) -> None:
        """Print tables, each after an empty line and with its notes.

        Bars are drawn where there is room for them; where there is none for the columns, each row
        becomes a few lines, so that no figure is cut.
        """
        for table in tables:
            self.print()
            for piece in drawn(shown_table(table), self.width):
                self.print(piece)
            self.tell(*table.notes)


def console() -> Screen:
    """Standard output; without colour and with a fixed width when it is not a terminal."""
    screen = Screen(highlight=False)
    if not screen.is_terminal:
        return Screen(highlight=False, width=PLAIN_WIDTH, no_color=True)
    return screen


def _wrapped(text: str, width: int) -> list[str]:
    """Lines of a text, broken at spaces only: never inside a number that has its thousands apart.

    >>> _wrapped("in all 1\xa0230 FTE", 9)
    ['in all', '1\xa0230 FTE']
    """
    lines = []
    for line in text.split("\n"):
        indent = line[: len(line) - len(line.lstrip(" "))]
        lines += textwrap.wrap(
            line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
        ) or [""]
    return lines


def drawn(found: Shown, width: int) -> list[RichTable | Text]:
    """A table in the first form that has room.

    Parameters
    ----------
    found : the text of the table.
    width : columns of the terminal.

    Returns
    -------
    What rich prints, at most `width` wide with every figure whole.
    """
    if found.bars and _needed([*found.headings, ""], found.kinds + "n", _with_bars(found)) <= width:
        return [_grid(found, _with_bars(found), [*found.headings, ""], found.kinds + "n")]
    if _needed(found.headings, found.kinds, found.rows) <= width:
        return [_grid(found, found.rows, found.headings, found.kinds)]
    return _lines(found, width)


def _with_bars(found: Shown) -> list[list[str]]:
    return [[*row, bar] for row, bar in zip(found.rows, found.bars, strict=True)]


def _needed(headings: Sequence[str], kinds: str, rows: Sequence[Sequence[str]]) -> int:
    """The least width: figures and names whole, headings over several lines, text wrapped."""
    widths = []
    for place, (heading, kind) in enumerate(zip(headings, kinds, strict=True)):
        word = max((cell_len(part) for part in heading.split()), default=0)
        longest = max((cell_len(row[place]) for row in rows), default=0)
        widths.append(max(word, min(longest, LEAST_TEXT) if kind == "t" else longest))
    return sum(widths) + GAP * max(0, len(widths) - 1)


def _grid(
    found: Shown, rows: Sequence[Sequence[str]], headings: Sequence[str], kinds: str
) -> RichTable:
    grid = RichTable(
        title=Text(found.title) if found.title else None,
        title_justify="left",
        title_style="bold",
        header_style="bold",
        box=None,
        pad_edge=False,
        padding=(0, GAP, 0, 0),
    )
    for place, (heading, kind) in enumerate(zip(headings, kinds, strict=True)):
        longest = max((cell_len(row[place]) for row in rows), default=0)
        word = max((cell_len(part) for part in heading.split()), default=0)
        least = min(longest, LEAST_TEXT) if kind == "t" else longest
        grid.add_column(
            Text(heading),
            justify="right" if kind == "f" else "left",
            vertical="bottom",
            min_width=max(least, word),
        )
    for row in rows:
        grid.add_row(
            *[
                Text(cell, no_wrap=kind != "t", overflow="fold")
                for cell, kind in zip(row, kinds, strict=True)
            ]
        )
    return grid


def _lines(found: Shown, width: int) -> list[RichTable | Text]:
    """Each row as a few lines: its name, then heading and value of every other column."""
    result: list[RichTable | Text] = [Text(found.title, style="bold")] if found.title else []
    for first, *rest in found.rows:
        result.append(Text(first, style="bold"))
        pairs = zip(found.headings[1:], rest, strict=True)
        line = "  " + "; ".join(f"{h}: {cell}" if h else cell for h, cell in pairs)
        result.append(Text("\n".join(_wrapped(line, width))))
    return result
