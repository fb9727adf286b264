"""Lists that hold the same staff at several times: two years, twelve months."""

from __future__ import annotations

import re
from collections import Counter

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot.workforce.staff.cells import Sheet
from autopot.workforce.staff.headings import Header
from autopot.workforce.staff.repeats import identities
from autopot.workforce.staff.totals import KEYS

YEAR_WORDS = ("år", "aar", "year", "årgang", "aargang", "årstall", "statistikkår", "regnskapsår")
PERIOD_WORDS = re.compile(
    r"(lønns|rapporterings|regnskaps|telle|statistikk)?"
    r"(måned|maaned|mnd|month|periode|period|kvartal|termin|dato)(nr|nummer|en)?|"
    r"(år|aar)(måned|maaned|mnd)|(data)?uttrekk|versjon|telling|måling|uttrekksdato|situasjonsdato|prdato|perdato|tidspunkt"
)
YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)|^((?:19|20)\d\d)(?:0[1-9]|1[0-2])$")
ALIKE = 0.3
"""Share of the rows of one time that stand in another too, from which both hold the same staff."""

MOST_TIMES = 400
MOST_COPIES, FEWEST_COPIED, UNLIKE = 60, 4, 0.1
"""Values of a column that may tell copies of a list apart; different rows that each must hold; and
the share of them that may differ."""


def year_of(text: str) -> str:
    """The year in a cell, "" where there is none.

    >>> year_of("2024"), year_of("31.12.2023"), year_of("202412"), year_of("12")
    ('2024', '2023', '2024', '')
    """
    found = YEAR.search(text)
    return (found[1] or found[2]) if found else ""


def time_columns(sheet: Sheet, header: Header) -> dict[str, int]:
    """Columns of years ("year") and of months or other periods ("period").

    Parameters
    ----------
    sheet, header : the sheet and its columns; only those that nothing else reads are looked at.

    Returns
    -------
    "year" and "period" -> column of the sheet, from 0; the first that has such a heading.
    """
    result: dict[str, int] = {}
    for column, word in header.words(sheet, header.ignored).items():
        if word in YEAR_WORDS:
            result.setdefault("year", column)
        elif PERIOD_WORDS.fullmatch(word):
            result.setdefault("period", column)
    return result


def times(
    sheet: Sheet, header: Header, rows: NDArray[np.int64], column: int, name: str
) -> NDArray[np.object_] | None:
    """The time of each row, where the list holds the same staff at several; else None.

    Parameters
    ----------
    sheet, header : the sheet and its columns.
    rows : (n,) rows of staff.
    column : of the times.
    name : year, or period.
    """
    texts: NDArray[np.object_] = sheet.cells[rows, column].copy()
    if name == "year":
        texts = np.array([year_of(str(text)) or text for text in texts], dtype=object)
    weights = np.ones(len(rows), np.int64) if sheet.counts is None else sheet.counts[rows]
    stated = pd.Series(weights)[texts != ""].groupby(texts[texts != ""], sort=False).sum()
    counts = stated.sort_values(ascending=False, kind="stable")
    if not 1 < len(counts) <= MOST_TIMES:
        return None
    keys = [header.columns[key] for key in KEYS if key in header.columns]
    joined = np.array(["\x1f".join(map(str, row)) for row in sheet.cells[rows][:, keys]])
    first, second = ({*joined[texts == time]} for time in counts.index[:2])
    alike = len(first & second) / max(1, min(len(first), len(second)))
    return texts if alike >= ALIKE else None


def copies_column(
    raw: Sheet, header: Header, rows: NDArray[np.int64], fte: NDArray[np.float64]
) -> int | None:
    """The column that nothing else reads, for each value of which the same staff stand there.

    Parameters
    ----------
    raw : the sheet with all its columns.
    header : where they are.
    rows : (n,) rows of staff.
    fte : (n,) FTE of each.

    Returns
    -------
    The column, None where there is none: all rows but a tenth are equal in everything that is read,
    in their FTE, and in what tells persons apart.
    """
    numbers: NDArray[np.int64] | None = None
    for column in header.ignored:
        texts = raw.cells[rows, column]
        counts = pd.Series(texts).value_counts()
        least = (1 - UNLIKE) * counts.max() if len(counts) else 0
        if not 1 < len(counts) <= MOST_COPIES or "" in counts or counts.min() < least:
            continue
        if numbers is None:
            read = sorted({*header.columns.values(), *identities(raw, header, rows)})
            frame = pd.DataFrame(raw.cells[rows][:, read]).assign(fte=fte)
            numbers = frame.groupby(list(frame), dropna=False, sort=False).ngroup().to_numpy()
        parts = [Counter(numbers[texts == text].tolist()) for text in counts.index]
        common = [(parts[0] & part).total() >= least for part in parts]
        if len(parts[0]) >= FEWEST_COPIED and all(common):
            return column
    return None


def latest(values: list[str]) -> str:
    """The last of some times, in the order of their numbers where they have any.

    >>> latest(["1", "12", "2"]), latest(["2023", "2024"]), latest(["januar", "desember"])
    ('12', '2024', 'desember')
    """
    return max(values, key=_order)


MONTHS = ("jan", "feb", "mar", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "des")


def _order(text: str) -> tuple[int, ...]:
    date = re.fullmatch(r"(\d{1,2})[./](\d{1,2})[./](\d{4})", text)
    if date:
        return int(date[3]), int(date[2]), int(date[1])
    start = text[:3].casefold()
    month = [MONTHS.index(start) + 1] if start in MONTHS else []
    years = [number for number in map(int, re.findall(r"\d+", text)) if number > 31]
    small = [number for number in map(int, re.findall(r"\d+", text)) if number <= 31]
    return (*years, *month, *small)


def same_time(stated: str, text: str) -> bool:
    """Whether a setting names a time: as it stands, or as a number without zeros before it.

    Parameters
    ----------
    stated : in the scenario.
    text : in the file.

    >>> same_time("1", "01"), same_time("2024-12", "2024-12"), same_time("1", "11")
    (True, True, False)
    """
    one, other = (part.strip().casefold().lstrip("0") for part in (stated, text))
    return one == other
