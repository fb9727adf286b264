"""Rows of text for the terminal."""

from __future__ import annotations

import pandas as pd

from autopot import catalogue
from autopot.evidence import GATES
from autopot.report.numbers import percent, rounded
from autopot.report.sizes import MANY
from autopot.report.tables import level_table, names
from autopot.report.words import word

BAR_CELLS = 20
BAR_END = 0.6


def level_table_rows(
    potential: pd.DataFrame, level: str, language: str, bars: bool
) -> tuple[list[str], list[list[str]]]:
    """Headings and rows of sectors or municipalities, the total first.

    Parameters
    ----------
    potential : long form.
    level : sector or municipality.
    language : nb or en.
    bars : whether the interval is also drawn.

    Returns
    -------
    Name, FTE, share with interval, potential in FTE with interval.
    """
    total = level_table(potential, "total").assign(**{level: ""})
    frame = pd.concat([total, level_table(potential, level)], ignore_index=True)
    mapping = names(language)[level]
    headings = [
        word(level, language),
        word("fte_base", language),
        word("share_short", language),
        word("interval_short", language),
        *([""] if bars else []),
        word("fte_short", language),
        word("interval_short", language),
    ]
    rows = []
    for _, row in frame.iterrows():
        name = mapping.get(str(row[level]), word("total", language))
        if row["suppressed"]:
            rows.append([name, word("hidden", language), *["–"] * (len(headings) - 2)])
            continue
        low, middle, high = row["share_p05"], row["share_mean"], row["share_p95"]
        rows.append(
            [
                name,
                rounded(row["fte_base"], language),
                percent(middle, language),
                f"{percent(low, language)}–{percent(high, language)}",
                *([bar(low, middle, high)] if bars else []),
                rounded(row["fte_mean"], language),
                f"{rounded(row['fte_p05'], language)}–{rounded(row['fte_p95'], language)}",
            ]
        )
    return headings, rows


def radar_table_rows(potential: pd.DataFrame, language: str) -> tuple[list[str], list[list[str]]]:
    """Headings and rows by radar class, share of FTE: total, sectors, and municipalities if few."""
    order = list(catalogue.radar_classes()["radar_class"])
    headings, rows = _split_rows(potential, "radar_class", order, language, "sector")
    if len(level_table(potential, "municipality")) >= MANY:
        return headings, rows
    _, towns = _split_rows(potential, "radar_class", order, language, "municipality")
    return headings, [*rows, *towns[1:]]


def gate_table_rows(potential: pd.DataFrame, language: str) -> tuple[list[str], list[list[str]]]:
    """The same by how far law or duty requires a person."""
    return _split_rows(potential, "human_required", list(GATES), language, "sector")


def _split_rows(
    potential: pd.DataFrame, key: str, order: list[str], language: str, by: str
) -> tuple[list[str], list[list[str]]]:
    mapping = names(language)
    total = level_table(potential, key).assign(**{by: ""})
    frame = pd.concat([total, level_table(potential, f"{by}_{key}")], ignore_index=True)
    rows = []
    for code, part in frame.groupby(by, sort=False):
        shares = part.set_index(key)["share_mean"]
        name = mapping[by].get(str(code), word("total", language))
        if part["suppressed"].any():
            rows.append([name, *[word("hidden", language)] * len(order)])
            continue
        rows.append([name, *[percent(shares[value], language, 1) for value in order]])
    return [word("sector", language), *[mapping[key][value] for value in order]], rows


def bar(low: float, middle: float, high: float) -> str:
    """The interval as a line with its middle, from 0 to 60 %.

    >>> bar(0.15, 0.3, 0.45)
    '·····─────●────·····'
    """
    cells = ["·"] * BAR_CELLS

    def at(share: float) -> int:
        return min(BAR_CELLS - 1, max(0, int(share / BAR_END * BAR_CELLS)))

    for cell in range(at(low), at(high)):
        cells[cell] = "─"
    cells[at(middle)] = "●"
    return "".join(cells)
