"""Which year each row of a register is about."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot.errors import InputError, Problem
from autopot.messages import say, say_many
from autopot.workforce.staff.cells import Sheet
from autopot.workforce.staff.headings import Header
from autopot.workforce.staff.periods import same_time
from autopot.workforce.staff.words import plain

YEAR_WORDS = ("år", "aar", "year", "årgang", "aargang", "årstall", "statistikkår", "periode")
"""What registers call the column of the year, without case and signs."""

SHOWN = 5


def year_column(sheet: Sheet, header: Header, wanted: str | None) -> int | None:
    """The column of the year, from 0; None where the register has none.

    Parameters
    ----------
    sheet : the top of the register.
    header : where its columns are; those with personal data are not taken.
    wanted : heading of the column; None: the known ones.

    Raises
    ------
    InputError
        There is no such column, or several.
    """
    headings = [str(cell) for cell in sheet.cells[header.row]]
    words = YEAR_WORDS if wanted is None else (plain(wanted),)
    found = [n for n, h in enumerate(headings) if plain(h) in words and n not in header.personal]
    if len(found) > 1 or (wanted is not None and not found):
        problem = say("several columns of years")
        if not found:
            problem = say("no column is called {heading!q}", heading=wanted)
        there = [heading for heading in headings if heading]
        raise InputError(Problem("--year-column", problem, there, say("name one of them")))
    return found[0] if found else None


def year_in_name(path: Path) -> int | None:
    """The year in the name of a file, if there is just one.

    >>> year_in_name(Path("2019/ansatte-2023.csv")), year_in_name(Path("ansatte.csv"))
    (2023, None)
    """
    found = set(re.findall(r"(?<!\d)((?:19|20)\d\d)(?!\d)", path.stem))
    return int(found.pop()) if len(found) == 1 else None


def years_of(place: str, raw: Mapping[str | None, int]) -> dict[str | None, int]:
    """The year of each value in the column of years.

    Parameters
    ----------
    place : for messages.
    raw : value -> rows.

    Returns
    -------
    Value -> year.

    Raises
    ------
    InputError
        A value that is no year, or several dates in one year: each would count everyone again.

    >>> years_of("a.csv", {"2023": 10, "2024-12-31": 12})
    {'2023': 2023, '2024-12-31': 2024}
    """
    found = {value: _year(value) for value in raw}
    bad = [(value, rows) for value, rows in raw.items() if found[value] is None]
    problems = [_no_year(place, value, rows) for value, rows in bad[:SHOWN]]
    years = {value: year for value, year in found.items() if year is not None}
    for year in sorted(set(years.values())):
        dates = sorted(str(value) for value, own in years.items() if own == year)
        if len(dates) > 1:
            problems.append(_many_dates(place, year, dates))
    if problems:
        raise InputError(problems)
    return years


def _no_year(place: str, value: str | None, rows: int) -> Problem:
    found = say_many(
        "{value} is no year (1 row)",
        "{value} is no year ({count:,} rows)",
        count=rows,
        value=value or say("an empty cell"),
    )
    return Problem(place, found, "2023", say("correct the year"))


def _many_dates(place: str, year: int, dates: list[str]) -> Problem:
    shown = [*dates[:SHOWN], *(["…"] if len(dates) > SHOWN else [])]
    return Problem(
        place,
        say("{year} has {count:,} dates: {dates}", year=year, count=len(dates), dates=shown),
        say("one date a year"),
        say("keep one date a year, or FTE are counted once for each"),
    )


def _year(value: str | None) -> int | None:
    digits = re.match(r"((?:19|20)\d\d)(?!\d)", (value or "").strip())
    return int(digits[1]) if digits else None


def years_chosen(
    place: str, years: Mapping[str | None, int | None], stated: str
) -> dict[str | None, int | None]:
    """All years, or the one that the planner stated.

    Parameters
    ----------
    place : the file, for the message.
    years : value in the column of years -> year, None where not known.
    stated : the year of the scenario, "" for all.

    Returns
    -------
    The values that are read -> year.

    Raises
    ------
    InputError
        It is not there.
    """
    chosen = {v: year for v, year in years.items() if not stated or same_time(stated, str(year))}
    if chosen:
        return chosen
    there = [str(year) for year in years.values() if year is not None]
    found = say("{year} is no year of the register", year=stated)
    raise InputError(Problem(place, found, there, say("correct workforce.year")))


def by_value(frame: pd.DataFrame) -> dict[str | None, pd.DataFrame]:
    """Rows by their value in the column of years."""
    return {value: frame.iloc[at] for value, at in by_year(frame["y"])}


def by_year(column: pd.Series) -> list[tuple[str | None, NDArray[np.int64]]]:
    """Values in the column of years, and where they stand.

    Parameters
    ----------
    column : text of each row; missing without a column of years.

    Returns
    -------
    (value, rising positions of its rows), in the order in which the values first stand.
    """
    which, values = pd.factorize(column, use_na_sentinel=False)
    return [
        (None if pd.isna(value) else str(value), np.flatnonzero(which == number))
        for number, value in enumerate(values)
    ]
