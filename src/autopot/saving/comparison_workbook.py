"""A comparison as tables and as a workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from autopot.analysis.comparison import FTE, SHARES
from autopot.messages import say, say_in, shown, told
from autopot.results.comparison.causes import named_parts, split_by_sector
from autopot.results.comparison.sectors import UNITS, sector_tables
from autopot.results.comparison.tables import ABOVE, LEVELS, PARTS, settings, unlike_note
from autopot.results.suppression import left_out
from autopot.tables import Table, TableColumn
from autopot.tables.names import (
    thing_name,
)
from autopot.views.workbook import TablesWorkbook

BY_SECTOR = say("Split by sector, FTE")
SIDES = {
    "sectors_technical_share": say("Sectors, potential, share"),
    "sectors_technical_fte": say("Sectors, potential, FTE"),
    "sectors_adopted_share": say("Sectors, in use, share"),
    "sectors_adopted_fte": say("Sectors, in use, FTE"),
    "sectors_realised_share": say("Sectors, taken out, share"),
    "sectors_realised_fte": say("Sectors, taken out, FTE"),
}
"""Sheets of the sectors side by side, by the name of their table."""

AMOUNTS = {
    "share_mean": TableColumn(say("Share"), "share_mean"),
    "fte_mean": TableColumn(say("FTE"), "fte_mean"),
}
"""Share and FTE of any figure, not of the technical potential alone."""


def comparison_workbook(
    scenarios: list[str],
    table: pd.DataFrame,
    parts: pd.DataFrame,
    differences: pd.DataFrame,
    hidden: Sequence[tuple[str, str]],
    figure: Sequence[str],
    sectors: pd.DataFrame | None = None,
    residents: Mapping[str, int] | None = None,
) -> bytes:
    """compare.xlsx: what it is, levels, parts, settings that differ.

    Parameters
    ----------
    scenarios, table, parts, differences, hidden : as in `autopot.api.Comparison`.
    figure : which figure it is about, in sentences.
    sectors, residents : as there; a sheet a figure and unit of the sectors.
    """
    first = scenarios[0]
    book = TablesWorkbook()
    unlike = [shown(unlike_note(residents))] if residents else []
    text = _introduction(scenarios, hidden, figure)
    book.add_text(told("Read this first"), [*text[:2], *unlike, *text[2:]])
    called = {name: name for name in scenarios}
    units = UNITS[:1] if residents else UNITS
    for side in [] if sectors is None else sector_tables(called, sectors, units):
        book.add(replace(side, title=SIDES[side.name]))
    book.add(_level_sheet(first, table))
    if len(parts):
        book.add(_part_sheet(parts))
    matrix = None if residents else _by_sector(scenarios, parts, table)
    if matrix is not None:
        book.add(matrix)
    sheet = say_in("sheet", "Settings that differ")
    book.add(settings(first, say("Here"), differences, sheet))
    return book.to_bytes()


def _level_sheet(first: str, table: pd.DataFrame) -> Table:
    """Every scenario's figures, and how much higher they are than the first one's."""
    sheet = Table("levels", LEVELS, _named(table), own=AMOUNTS)
    above = {ABOVE: TableColumn(say("Above {first}", first=first), ABOVE)}
    for name in (amount for amount in (*SHARES, *FTE) if f"more_{amount}" in table):
        text = say("{amount}, against {first}", amount=sheet.heading(name), first=first)
        above[f"more_{name}"] = TableColumn(text, f"more_{name}")
    return replace(sheet, own={**AMOUNTS, **above})


def _part_sheet(parts: pd.DataFrame) -> Table:
    """Every part of every difference."""
    return Table("parts", PARTS, _named(named_parts(parts)), own=AMOUNTS)


def _by_sector(scenarios: list[str], parts: pd.DataFrame, table: pd.DataFrame) -> Table | None:
    """Every difference in FTE by sector and section; None where it is by something else."""
    first, found = scenarios[0], []
    for scenario in scenarios[1:]:
        own = [frame[frame["scenario"] == scenario] for frame in (parts, table)]
        matrix = split_by_sector(first, scenario, *own)
        if matrix is not None:
            matrix.frame.insert(0, "scenario", scenario)
            found.append(matrix)
    if not found:
        return None
    frame = pd.concat([matrix.frame for matrix in found], ignore_index=True)
    last = ["more_fte_mean", "more_fte_p05", "more_fte_p95"]
    frame = frame[[*(name for name in frame if name not in last), *last]]
    headings = {name: column for matrix in found for name, column in matrix.own.items()}
    return Table("difference_by_sector", BY_SECTOR, frame, own=headings)


def _introduction(
    scenarios: list[str], hidden: Sequence[tuple[str, str]], figure: Sequence[str]
) -> list[str]:
    return [
        told("Comparison of {scenarios}", scenarios=scenarios),
        *figure,
        told(
            "All scenarios use the same random numbers as {first}. “Above” is how often the share "
            "is higher than there, draw by draw.",
            first=scenarios[0],
        ),
        told(
            "The difference is split over the parts of the scenario that differ (Shapley values "
            "over all combinations). The parts add up to the whole difference."
        ),
        *left_out([thing_name(kind, key) for kind, key in hidden]),
    ]


def _named(frame: pd.DataFrame) -> pd.DataFrame:
    """The table with the name of each thing in place of its kind and key."""
    things = [thing_name(kind, key) for kind, key in zip(frame["kind"], frame["key"], strict=True)]
    return frame.assign(key=things).drop(columns="kind").rename(columns={"key": "what"})
