"""The description of every column of data/, read from columns.csv."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from autopot.errors import InputError, Problem, unknown_name
from autopot.messages import Text, say, say_in
from autopot.scenario.packaged import packaged_directory


def data_directory() -> Path:
    """The folder with the tables of facts."""
    return packaged_directory("data")


@dataclass(frozen=True)
class Column:
    """One column of one table.

    Parameters
    ----------
    table : file under data/ without .csv.
    name : header.
    type : text, code (digits), code3, code4, integer, number or flag (0/1).
    unit : unit of the number, empty if it has none.
    low, high : allowed range, None if open.
    required : whether a cell may be empty.
    key : part of the table's primary key.
    refers_to : "table.column" that the value must stand in, or empty.
    allowed : the only values, empty if any.
    description : meaning in one line.
    """

    table: str
    name: str
    type: str
    unit: str
    low: float | None
    high: float | None
    required: bool
    key: bool
    refers_to: str
    allowed: tuple[str, ...]
    description: str


INPUT = "input/"
"""Tables the user brings; described like the others, but not shipped."""


@cache
def all_columns() -> dict[str, tuple[Column, ...]]:
    """Every table of data/ with its columns, in the order of columns.csv."""
    tables: dict[str, list[Column]] = {}
    with (data_directory() / "columns.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            column = Column(
                table=row["table"],
                name=row["column"],
                type=row["type"],
                unit=row["unit"],
                low=float(row["low"]) if row["low"] else None,
                high=float(row["high"]) if row["high"] else None,
                required=row["required"] == "1",
                key=row["key"] == "1",
                refers_to=row["refers_to"],
                allowed=tuple(row["allowed"].split("|")) if row["allowed"] else (),
                description=row["description"],
            )
            tables.setdefault(column.table, []).append(column)
    return {name: tuple(columns) for name, columns in tables.items()}


def columns_of(table: str) -> tuple[Column, ...]:
    """The columns of one table.

    Raises
    ------
    InputError
        columns.csv does not describe the table.

    >>> [column.name for column in columns_of("technologies/categories")]
    ['category', 'name_nb', 'name_en', 'source_id']
    """
    tables = all_columns()
    if table not in tables:
        raise InputError(
            unknown_name("data/columns.csv", say_in("the", "table"), table, list(tables))
        )
    return tables[table]


def missing_file(path: Path, what: Text) -> InputError:
    """The error for a file that is not there, and what it should be.

    Parameters
    ----------
    path : as the user gave it.
    what : what it should be, such as "a table like data/sources.csv".
    """
    return InputError(Problem(str(path), say("no such file"), what, say("check the file name")))
