"""A table: rows of an answer with what its columns are, and no view."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from autopot.messages import Text, told
from autopot.tables.columns import column
from autopot.tables.formats import FORMATS, Format

SUPPRESSED = "suppressed"
"""Column that says of which rows the figures are hidden; never shown itself."""

INTERVAL = "interval"
"""Column of outputs.csv that gives the heading of two ends shown as one."""

MARKED = ("share_", "fte_", "hours_", "nok_")
"""Columns whose heading takes the mark of the table."""

Brief = str | tuple[str, str]
"""A column of a narrow view; two names are the low and the high end of an interval."""


@dataclass(frozen=True)
class TableColumn:
    """Heading and format of a column that data/outputs.csv cannot know: one for each thing.

    Parameters
    ----------
    heading : the thing's name.
    like : the column of data/outputs.csv whose format and meaning it has.
    format : another format, a key of `formats.FORMATS`; empty for that of the other column.
    """

    heading: Text
    like: str
    format: str = ""


@dataclass(frozen=True)
class Table:
    """Rows with what they are.

    Parameters
    ----------
    name : key in files and JSON; the name of the question it answers.
    title : over the table.
    frame : one row a thing; each column is in data/outputs.csv or in `own`. A column `suppressed`
        says of which rows the figures are hidden. Things stand by name, not by code.
    brief : columns of narrow views, in order; empty for all. A pair is an interval.
    own : columns that are not in data/outputs.csv, or have another heading here.
    mark : what stands after the title and after the heading of every figure but the FTE.
    notes : what a reader must know, one sentence each.
    bar : "share" where the interval may be drawn from share_p05, share_mean and share_p95.

    >>> frame = pd.DataFrame({"sector": ["School"], "fte_base": [1200.0], "share_mean": [0.12]})
    >>> table = Table("sector", "Sectors", frame)
    >>> table.heading("fte_base"), table.format("share_mean").text(0.12)
    ('FTE', '12%')
    """

    name: str
    title: Text
    frame: pd.DataFrame
    brief: tuple[Brief, ...] = ()
    own: Mapping[str, TableColumn] = field(default_factory=dict)
    mark: str = ""
    notes: tuple[Text, ...] = ()
    bar: str = ""

    @property
    def columns(self) -> list[str]:
        """Every column that may be shown, in order."""
        return [str(name) for name in self.frame.columns if name != SUPPRESSED]

    def heading(self, name: str, short: bool = False) -> str:
        """The heading of a column in the language that is spoken.

        Parameters
        ----------
        name : a column of `frame`.
        short : the short heading, without the mark, for narrow views.

        Raises
        ------
        KeyError
            The column is neither in `own` nor in data/outputs.csv.
        """
        own = self.own.get(name)
        found = column(own.like if own else name)
        text = str(own.heading) if own else found.short if short else found.heading
        marked = self.mark and not short and name.startswith(MARKED) and name != "fte_base"
        return f"{text}{self.mark}" if marked else text

    def headings(self) -> list[str]:
        """The full heading of every column."""
        return [self.heading(name) for name in self.columns]

    def format(self, name: str) -> Format:
        """How the values of a column are written."""
        own = self.own.get(name)
        return FORMATS[(own and own.format) or column(own.like if own else name).format]

    def meaning(self, name: str) -> str:
        """What a column holds, in the language that is spoken."""
        own = self.own.get(name)
        return column(own.like if own else name).meaning

    def interval(self, low: str) -> str:
        """The heading of an interval that begins with a column."""
        key = f"{low}{INTERVAL_END}"
        return str(self.own[key].heading) if key in self.own else column(INTERVAL).short


INTERVAL_END = ".."
"""Ends the key in `own` of the heading of an interval, after the name of its low end."""


def hidden_word() -> str:
    """What stands in place of the first hidden figure."""
    return told("hidden")


def with_word(frame: pd.DataFrame) -> pd.DataFrame:
    """A level table for people: a word in place of each hidden figure, no `suppressed` column."""
    shown = frame.drop(columns="suppressed")
    hidden = frame["suppressed"].to_numpy(bool)
    if not hidden.any():
        return shown
    figures = [name for name in shown if str(name).startswith(MARKED)]
    text = hidden_word()
    return shown.assign(
        **{str(name): shown[name].astype(object).mask(hidden, text) for name in figures}
    )
