"""Read one table and check every cell against columns.csv."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from autopot.catalogue.cell_problems import (
    CORRECT,
    Allowed,
    Cell,
    bad_code,
    kind_of,
    more_cells,
    repeated_row,
    semicolons,
    span_of,
    unreadable,
    wide_rows,
    wrong_cell,
)
from autopot.catalogue.columns import Column, columns_of, data_directory, missing_file
from autopot.catalogue.shipped import shipped_table
from autopot.errors import InputError, Problem, unknown_name
from autopot.messages import say, say_in, say_many

CODE_LENGTHS = {"code3": 3, "code4": 4}
SHOWN = 10
"""How many cells of one kind of fault are listed; the rest are counted."""


def read_table(name: str, path: Path | None = None, semicolon: bool = False) -> pd.DataFrame:
    """Read a table of data/, or another file with the same columns.

    A packaged table that is to the byte as `data/shipped.json` says was checked then.

    Parameters
    ----------
    name : table in columns.csv, for instance "occupations/tasks".
    path : file to read instead of the packaged one.
    semicolon : whether semicolons may stand between columns, as a Norwegian Excel saves them, with
        commas in decimal numbers.

    Returns
    -------
    One row per line of the file; codes and text as str (empty where nothing stands), numbers as
    float64 (NaN where nothing stands), integers without gaps as int64, flags as bool.

    Raises
    ------
    InputError
        Missing file, wrong columns, any cell out of its type or range, any repeated key.

    >>> int(read_table("municipalities/municipalities")["population"].sum())
    5550203
    """
    if path is None and (known := shipped_table(name, columns_of(name))) is not None:
        return known
    file = path if path is not None else data_directory() / f"{name}.csv"
    if not file.is_file():
        like = f"data/{name}.csv"
        raise missing_file(file, say("a table like {file}", file=like))
    try:
        raw = pd.read_csv(file, dtype=str, keep_default_na=False, encoding="utf-8")
        if semicolon and len(raw.columns) == 1 and ";" in raw.columns[0]:
            raw = _with_semicolons(name, file)
    except (ValueError, OSError) as error:
        raise InputError(unreadable(file, error)) from error
    if len(raw.columns) == 1 and ";" in raw.columns[0]:
        raise InputError(semicolons(file))
    if not isinstance(raw.index, pd.RangeIndex):  # pandas takes cells too many for row labels
        raise InputError(wide_rows(file, 2))
    return check_frame(raw, columns_of(name), place_of(file), first_row=2)


def _with_semicolons(name: str, file: Path) -> pd.DataFrame:
    """The text cells of a file of a Norwegian Excel; points in place of its decimal commas."""
    raw = pd.read_csv(file, sep=";", dtype=str, keep_default_na=False, encoding="utf-8-sig")
    for column in columns_of(name):
        if column.type == "number" and column.name in raw:
            raw[column.name] = raw[column.name].str.replace(",", ".", regex=False)
    return raw


def place_of(file: Path) -> str:
    """How a file is named in messages: packaged tables from data/ on, others in full."""
    try:
        return f"data/{file.relative_to(data_directory()).as_posix()}"
    except ValueError:
        return str(file)


def check_frame(
    raw: pd.DataFrame, columns: Sequence[Column], place: str, first_row: int
) -> pd.DataFrame:
    """Check and convert a frame of text cells.

    Parameters
    ----------
    raw : text cells, "" where nothing stands.
    columns : what the columns must be.
    place : name of the table in messages.
    first_row : number of the first data row in the file the user sees.

    Returns
    -------
    The converted frame, columns in the described order.

    Raises
    ------
    InputError
        All faults found.
    """
    problems = _header_problems(raw, columns, place)
    if problems:
        raise InputError(problems)
    converted = {}
    for column in columns:
        converted[column.name], found = _convert(raw[column.name], column, place, first_row)
        problems.extend(found)
    problems.extend(_repeated_keys(raw, columns, place, first_row))
    if problems:
        raise InputError(problems)
    return pd.DataFrame(converted, index=pd.RangeIndex(len(raw)))


def _header_problems(raw: pd.DataFrame, columns: Sequence[Column], place: str) -> list[Problem]:
    names = [column.name for column in columns]
    problems = [
        Problem(
            place,
            say("the column {name} is missing", name=name),
            names,
            say("add the column"),
        )
        for name in names
        if name not in raw.columns
    ]
    problems += [
        unknown_name(place, say_in("the", "column"), name, names)
        for name in raw.columns
        if name not in names
    ]
    return problems


def _convert(
    cells: pd.Series[str], column: Column, place: str, first_row: int
) -> tuple[pd.Series, list[Problem]]:
    """The column in its type, and what is wrong with it."""
    text = cells.astype(str).str.strip()
    empty = text == ""
    problems: list[Problem] = []
    if column.required:
        words = Allowed(say("a value"), say("fill it in"))
        problems += _cells(empty, text, column, place, first_row, words)
    values: pd.Series = text
    if column.type in ("integer", "number", "flag"):
        values, found = _numbers(text, empty, column, place, first_row)
        problems += found
    elif column.type.startswith("code"):
        length = CODE_LENGTHS.get(column.type)
        pattern = rf"[0-9]{{{length}}}" if length else r"[0-9]+"
        bad = ~empty & ~text.str.fullmatch(pattern)
        problems += [
            bad_code(value, length, Cell(place, int(row) + first_row, column.name))
            for row, value in text[bad].head(SHOWN).items()
        ]
    if column.allowed:
        bad = ~empty & ~text.isin(column.allowed)
        words = Allowed(column.allowed, say("use one of these"))
        problems += _cells(bad, text, column, place, first_row, words)
    return values, problems


def _numbers(
    text: pd.Series[str], empty: pd.Series[bool], column: Column, place: str, first_row: int
) -> tuple[pd.Series, list[Problem]]:
    numbers = pd.to_numeric(text.where(~empty), errors="coerce").astype(float)
    bad = ~empty & ~np.isfinite(numbers)
    if column.type in ("integer", "flag"):
        bad |= numbers.notna() & (numbers != numbers.round())
    if column.type == "flag":
        bad |= numbers.notna() & ~numbers.isin([0, 1])
    low = -np.inf if column.low is None else column.low
    high = np.inf if column.high is None else column.high
    outside = numbers.notna() & ~bad & ((numbers < low) | (numbers > high))
    problems = _cells(bad, text, column, place, first_row, Allowed(kind_of(column), CORRECT))
    problems += _cells(outside, text, column, place, first_row, Allowed(span_of(column), CORRECT))
    if problems:
        return numbers, problems
    if column.type == "flag":
        return numbers.astype(bool), []
    if column.type == "integer" and not empty.any():
        return numbers.astype("int64"), []
    return numbers, []


def _cells(
    bad: pd.Series[bool],
    text: pd.Series[str],
    column: Column,
    place: str,
    first_row: int,
    words: Allowed,
) -> list[Problem]:
    """One problem per bad cell, the first ones in full and the rest counted."""
    rows = np.flatnonzero(bad.to_numpy())
    problems = []
    for row in rows[:SHOWN]:
        cell = Cell(place, int(row) + first_row, column.name)
        problems.append(wrong_cell(cell, text.iloc[int(row)], words))
    if len(rows) > SHOWN:
        problems.append(more_cells(f"{place} {column.name}", len(rows) - SHOWN, words))
    return problems


def _repeated_keys(
    raw: pd.DataFrame, columns: Sequence[Column], place: str, first_row: int
) -> list[Problem]:
    keys = [column.name for column in columns if column.key]
    if not keys:
        return []
    repeated = raw.duplicated(keys, keep="first")
    rows = np.flatnonzero(repeated.to_numpy())
    problems = [
        repeated_row(Cell(place, int(row) + first_row), {k: raw[k].iloc[int(row)] for k in keys})
        for row in rows[:SHOWN]
    ]
    if len(rows) > SHOWN:
        found = say_many(
            "one more repeated row", "{count:,} more repeated rows", count=len(rows) - SHOWN
        )
        problems.append(Problem(place, found))
    return problems
