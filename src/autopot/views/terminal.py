"""Tables on the terminal: no figure is ever cut, whatever the width."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console, JustifyMethod
from rich.table import Table as RichTable
from rich.text import Text

from autopot.messages import Text as Words
from autopot.messages import shown
from autopot.tables import Shown, Table, shown_table

PLAIN_WIDTH = 140
"""Width of tables when the output is a pipe or a file."""

GAP = 1
"""Columns of the terminal between two columns of a table."""

TIED = "\0"
"""Stands for a space where a line may not be broken, until it is shown."""

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
    What rich prints, at most `width` wide with every figure whole; only the title without rows.
    """
    title = [Text("\n".join(_wrapped(found.title, width)), style="bold")] if found.title else []
    if not found.rows:
        return [*title]
    plain = _Layout(found.headings, found.kinds, found.rows)
    forms = [plain, _Layout(found.headings, found.kinds, found.rows, short_names=True)]
    if found.bars:
        rows = [[*row, bar] for row, bar in zip(found.rows, found.bars, strict=True)]
        forms.insert(0, _Layout([*found.headings, ""], found.kinds + "n", rows))
    fits = next((form for form in forms if form.needed() <= width), None)
    return [*title, *(_lines(found, width) if fits is None else [fits.grid(width)])]


@dataclass(frozen=True)
class _Layout:
    """Columns side by side.

    Parameters
    ----------
    headings, kinds, rows : as in `Shown`.
    short_names : whether names may go over several lines, as running text may.
    """

    headings: Sequence[str]
    kinds: str
    rows: Sequence[Sequence[str]]
    short_names: bool = False

    def _wraps(self, kind: str) -> bool:
        return kind == "t" or (kind == "n" and self.short_names)

    def least(self) -> list[int]:
        """The least width of each column: figures whole, headings over several lines."""
        result = []
        for place, (heading, kind) in enumerate(zip(self.headings, self.kinds, strict=True)):
            cells = [row[place] for row in self.rows]
            longest = max((cell_len(cell) for cell in cells), default=0)
            if kind == "t":
                longest = min(longest, LEAST_TEXT)
            elif self._wraps(kind):
                longest = max((_longest_word(cell) for cell in cells), default=0)
            result.append(max(_longest_word(heading), longest))
        return result

    def needed(self) -> int:
        """The least width of all."""
        return _together(self.least())

    def grid(self, room: int) -> RichTable:
        """What rich prints, at most `room` wide; what is left goes to headings and long text."""
        widths = self.least()
        for place, heading in enumerate(self.headings):
            whole = max([cell_len(heading), *(cell_len(row[place]) for row in self.rows)])
            widths[place] += min(room - _together(widths), max(0, whole - widths[place]))
        grid = RichTable(header_style="bold", box=None, pad_edge=False, padding=(0, GAP, 0, 0))
        for heading, kind, width in zip(self.headings, self.kinds, widths, strict=True):
            side: JustifyMethod = "right" if kind == "f" else "left"
            grid.add_column(Text(heading), justify=side, width=width, overflow="fold")
        for row in self.rows:
            cells = zip(row, self.kinds, strict=True)
            grid.add_row(*[Text(cell, no_wrap=not self._wraps(kind)) for cell, kind in cells])
        return grid


def _together(widths: Sequence[int]) -> int:
    return sum(widths) + GAP * max(0, len(widths) - 1)


def _longest_word(text: str) -> int:
    return max((cell_len(word) for word in text.split(" ")), default=0)


def _lines(found: Shown, width: int) -> list[RichTable | Text]:
    """Each row as a few lines: its name, then heading and value of every other column."""
    result: list[RichTable | Text] = []
    for first, *rest in found.rows:
        result.append(Text(first, style="bold"))
        named = zip(found.headings[1:], rest, strict=True)
        pairs = [f"{heading}: {cell}" if heading else cell for heading, cell in named if cell]
        together = [p.replace(" ", TIED) if len(p) <= width // 2 else p for p in pairs if p]
        line = "  " + "; ".join(together)
        result.append(Text("\n".join(_wrapped(line, width)).replace(TIED, " ")))
    return result
