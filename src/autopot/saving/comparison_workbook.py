"""A comparison as tables and as a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from autopot.analysis.comparison import FTE, SHARES
from autopot.messages import say, say_in, told
from autopot.results.comparison.tables import ABOVE, LEVELS, PARTS, settings
from autopot.results.labels import label
from autopot.results.suppression import left_out
from autopot.tables import Table, TableColumn
from autopot.tables.names import (
    thing_name,
)
from autopot.views.workbook import TablesWorkbook

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
    figure: str,
) -> bytes:
    """compare.xlsx: what it is, levels, parts, settings that differ.

    Parameters
    ----------
    scenarios, table, parts, differences, hidden : as in `autopot.api.Comparison`.
    figure : which figure it is about, as from `about`.
    """
    first = scenarios[0]
    book = TablesWorkbook()
    book.add_text(told("Read this first"), _introduction(scenarios, hidden, figure))
    book.add(_level_sheet(first, table))
    if len(parts):
        book.add(_part_sheet(parts))
    sheet = say_in("sheet", "Settings that differ")
    book.add(settings(first, say("Here"), differences, sheet))
    return book.to_bytes()


def _level_sheet(first: str, table: pd.DataFrame) -> Table:
    """Every scenario's figures, and how much higher they are than the first one's."""
    sheet = Table("levels", LEVELS, _named(table), own=AMOUNTS)
    above = {ABOVE: TableColumn(say("Above {first}", first=first), ABOVE)}
    for name in (*SHARES, *FTE):
        text = say("{amount}, against {first}", amount=sheet.heading(name), first=first)
        above[f"more_{name}"] = TableColumn(text, f"more_{name}")
    return replace(sheet, own={**AMOUNTS, **above})


def _part_sheet(parts: pd.DataFrame) -> Table:
    """Every part of every difference."""
    sections = [label(f"section_{section}") for section in parts["section"]]
    return Table("parts", PARTS, _named(parts).assign(section=sections), own=AMOUNTS)


def _introduction(
    scenarios: list[str], hidden: Sequence[tuple[str, str]], figure: str
) -> list[str]:
    return [
        told("Comparison of {scenarios}", scenarios=scenarios),
        figure,
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
