"""What is seen of every row of a register before rows are summed: employment, and the time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from autopot.workforce.register.layout import Layout, body
from autopot.workforce.register.source import Source
from autopot.workforce.register.statements import SPACE, text
from autopot.workforce.register.years import by_year
from autopot.workforce.staff.employment import (
    LEAVE_COLUMNS,
    NAMES,
    NOTHING,
    TELLING,
    VACANT,
    columns_of_vacancies,
    day_columns,
    day_of,
    employment_columns,
    kind_of,
    kind_of_end,
)
from autopot.workforce.staff.periods import MOST_TIMES

TABLE = "employed"
VACANCY = VACANT.pattern.removeprefix(r"\b").removesuffix(r"\b")
SAYS_VACANT = rf"(?i)(?:^|[^\p{{L}}\p{{N}}_]){VACANCY}(?:$|[^\p{{L}}\p{{N}}_])"
"""The same in the words of DuckDB, to which letters are otherwise those of English."""

LONGEST_DATE = 40


@dataclass(frozen=True)
class Marked:
    """How marks are found in SQL.

    Parameters
    ----------
    given : columns e5, e7 … (text of the columns that tell of employment), vacancy and t (time), to
        be added to the rows b.
    joins : to tables of kinds of employment.
    names : leave, substitute, hourly, vacant, ended, gone and t -> expression.
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
            joins.append(_join(number))
            for name in ("leave", "substitute", "hourly", "gone"):
                tests[name].append(_is_kind(number, name))
        elif word.startswith("vikar"):
            tests["substitute"].append(stated)
    ended = _ended(source, layout)
    if len(ended):
        number = int(ended["number"].iloc[0])
        given.append(f"{_text(source, number)} AS e{number}")
        kinds.append(ended)
        joins.append(_join(number))
        tests["ended"].append(_is_kind(number, "ended"))
        tests["gone"].append(_is_kind(number, "gone"))
    vacant = _says_vacant(source, layout)
    if vacant:
        given.append(f"({vacant}) AS vacancy")
        tests["vacant"].append("b.vacancy")
    if kinds:
        source.add(TABLE, pd.concat(kinds, ignore_index=True))
    names = {name: f"({' OR '.join(some)})" for name, some in tests.items() if some}
    if layout.period is not None and (period or _several_times(source, layout)):
        given.append(f"{_text(source, layout.period)} AS t")
        names["t"] = "b.t"
    return Marked("".join(f", {sql}" for sql in given), " ".join(joins), names)


def _join(number: int) -> str:
    """To what the texts of a column tell."""
    return (
        f"LEFT JOIN (SELECT * FROM {TABLE} WHERE number = {number}) k{number} "
        f"ON k{number}.y IS NOT DISTINCT FROM b.y AND k{number}.v = b.e{number}"
    )


def _is_kind(number: int, name: str) -> str:
    return f"coalesce(k{number}.kind = '{name}', false)"


def _says_vacant(source: Source, layout: Layout) -> str:
    """Whether a row says that the post is vacant; "" where none does."""
    columns = columns_of_vacancies(layout.top, layout.header)
    texts = [n for n in columns if n < len(source.types) and source.types[n] == "VARCHAR"]
    says = [f"coalesce(regexp_matches(c{n}, '{SAYS_VACANT}'), false)" for n in texts]
    if not says:
        return ""
    (found,) = source.rows(
        f"SELECT {', '.join(f'bool_or({sql})' for sql in says)} FROM {body(source, layout)}"
    )
    return " OR ".join(sql for sql, there in zip(says, found, strict=True) if there)


def _ended(source: Source, layout: Layout) -> pd.DataFrame:
    """Each text of a last day that says that the post has ended: number, y, v and kind."""
    columns = day_columns(layout.top, layout.header)
    columns = {name: n for name, n in columns.items() if n < len(source.types)}
    if "end" not in columns:
        return pd.DataFrame(columns=["number", "y", "v", "kind"])
    days = {name: _days(source, layout, number) for name, number in columns.items()}
    starts = days.get("start", days["end"].iloc[:0])
    newest = {y: int(starts["day"].iloc[at].max()) for y, at in by_year(starts["y"])}
    ends = days["end"].assign(number=columns["end"])
    told = zip(ends["y"], ends["day"], strict=True)
    ends["kind"] = [kind_of_end(int(day), newest.get(y, 0)) for y, day in told]
    return ends.loc[ends["kind"] != "", ["number", "y", "v", "kind"]]


def _days(source: Source, layout: Layout, number: int) -> pd.DataFrame:
    """Each date of a column: y, v (text) and day."""
    told = source.rows(
        f"SELECT DISTINCT y, v FROM (SELECT y, {_text(source, number)} AS v "
        f"FROM {body(source, layout)}) WHERE length(v) BETWEEN 1 AND {LONGEST_DATE}"
    )
    frame = pd.DataFrame(told, columns=["y", "v"], dtype=object)
    frame["day"] = [day_of(text) for text in frame["v"]]
    return frame


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
