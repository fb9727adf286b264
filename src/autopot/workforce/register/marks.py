"""What is seen of every row of a register before rows are summed: employment, and the time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from autopot.workforce.register.layout import Layout, body
from autopot.workforce.register.source import Source
from autopot.workforce.register.statements import SPACE, text
from autopot.workforce.staff.employment import (
    LEAVE_COLUMNS,
    NAMES,
    NOTHING,
    TELLING,
    employment_columns,
    kind_of,
)
from autopot.workforce.staff.periods import MOST_TIMES

TABLE = "employed"


@dataclass(frozen=True)
class Marked:
    """How marks are found in SQL.

    Parameters
    ----------
    given : columns e5, e7 … (text of the columns that tell of employment) and t (time), to be added
        to the rows b.
    joins : to tables of kinds of employment.
    names : leave, substitute, hourly and t -> expression.
    """

    given: str
    joins: str
    names: Mapping[str, str]

    @property
    def selected(self) -> str:
        """The marks as columns."""
        return "".join(f", {sql} AS {name}" for name, sql in self.names.items())


def marks_of(source: Source, layout: Layout, period: str) -> Marked:
    """Look for kinds of employment and times.

    Parameters
    ----------
    source, layout : the register.
    period : the one the planner stated; empty: none.
    """
    given, joins = [], []
    tests: dict[str, list[str]] = {name: [] for name in NAMES}
    kinds = []
    nothing = ", ".join(f"'{word}'" for word in sorted(NOTHING))
    for number, word in employment_columns(layout.top, layout.header):
        given.append(f"{_text(source, number)} AS e{number}")
        stated = f"lower(b.e{number}) NOT IN ({nothing})"
        found = None if LEAVE_COLUMNS.fullmatch(word) else _kinds(source, layout, number)
        if found is None:
            tests["leave"].append(stated)
        elif len(found):
            kinds.append(found)
            joins.append(
                f"LEFT JOIN (SELECT * FROM {TABLE} WHERE number = {number}) k{number} "
                f"ON k{number}.y IS NOT DISTINCT FROM b.y AND k{number}.v = b.e{number}"
            )
            for name, some in tests.items():
                some.append(f"coalesce(k{number}.kind = '{name}', false)")
        elif word.startswith("vikar"):
            tests["substitute"].append(stated)
    if kinds:
        source.add(TABLE, pd.concat(kinds, ignore_index=True))
    names = {name: f"({' OR '.join(some)})" for name, some in tests.items() if some}
    if layout.period is not None and (period or _several_times(source, layout)):
        given.append(f"{_text(source, layout.period)} AS t")
        names["t"] = "b.t"
    return Marked("".join(f", {sql}" for sql in given), " ".join(joins), names)


def _text(source: Source, number: int) -> str:
    return f"coalesce(trim({text(number, source.types[number])}, {SPACE}), '')"


def _kinds(source: Source, layout: Layout, number: int) -> pd.DataFrame:
    """Each text of a column that tells a kind: number (of it), y, v (text) and kind."""
    told = source.rows(
        f"SELECT DISTINCT y, v FROM (SELECT y, {_text(source, number)} AS v "
        f"FROM {body(source, layout)}) WHERE length(v) = 1 OR regexp_matches(v, $telling)",
        telling=f"(?i){TELLING.pattern}",
    )
    frame = pd.DataFrame(told, columns=["y", "v"], dtype=object).assign(number=number)
    texts = {y: set(part["v"]) for y, part in frame.groupby("y", dropna=False)}
    nobody = set(frame["v"][frame["y"].isna()])
    frame["kind"] = [
        kind_of(v, nobody if pd.isna(y) else texts[y])
        for y, v in zip(frame["y"], frame["v"], strict=True)
    ]
    return frame[frame["kind"] != ""]


def _several_times(source: Source, layout: Layout) -> bool:
    """Whether the rows of a year may be of several months or dates."""
    if layout.period is None:
        return False
    value = text(layout.period, source.types[layout.period])
    told = source.rows(f"SELECT count(DISTINCT {value}) FROM {body(source, layout)} GROUP BY y")
    return any(1 < int(many) <= MOST_TIMES for (many,) in told)
