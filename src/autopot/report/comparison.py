"""A comparison as rows of text and as a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from autopot.analysis.levels import BESIDE
from autopot.messages import say, shown, told, told_in
from autopot.messages.numbers import percent, rounded
from autopot.report.labels import label
from autopot.report.suppression import left_out
from autopot.report.uncertainty import Rows, signed, thing
from autopot.report.workbook import TablesWorkbook

FIGURES = {
    "technical": say(
        "The figures are technical potential: working time that technology could take over. They "
        "are not savings and not jobs lost. Time where the person is the service itself stands "
        "beside, except in scenarios that count it (human_required.fully: counted)."
    ),
    "adopted": say(
        "The figures are the part of the technical potential that may be in use in {year}. They "
        "are not savings and not jobs lost."
    ),
    "realised": say(
        "The figures are freed time that may have been taken out in {year} of what is in use. It "
        "is time counted in FTE, not jobs that disappear."
    ),
    "quality": say(
        "The figures are time that in {year} may be freed in pieces too small to become FTE."
    ),
}

LEVELS, PARTS = say("Levels"), say("The difference split")
"""Sheets of the workbook that the page points to."""

AMOUNTS = (
    say("Share"),
    say("Share, low (5%)"),
    say("Share, high (95%)"),
    say("FTE"),
    say("FTE, low (5%)"),
    say("FTE, high (95%)"),
)


def about(kind: str, year: int | None) -> str:
    """Which figure a comparison or a sensitivity analysis is about.

    >>> about("quality", 2035)
    'The figures are time that in 2035 may be freed in pieces too small to become FTE.'
    """
    return shown(replace(FIGURES[kind], values={"year": year}))


def level_rows(scenarios: list[str], table: pd.DataFrame) -> Rows:
    """Things by scenario: share with interval, and how often it is above the first."""
    table = _without_sectors_beside(table)
    keyed = table.set_index(["kind", "key", "scenario"])
    rows = []
    for kind, key in dict.fromkeys(zip(table["kind"], table["key"], strict=True)):
        cells = [thing(str(kind), str(key))]
        for number, name in enumerate(scenarios):
            if (kind, key, name) not in keyed.index:
                cells += ["–", "–"] + (["–"] if number else [])
                continue
            row = keyed.loc[(kind, key, name)]
            cells.append(percent(float(row["share_mean"]), 1))
            cells.append(f"{percent(row['share_p05'])}–{percent(row['share_p95'])}")
            if number:
                cells.append(percent(float(row["probability_above"])))
        rows.append(cells)
    headings = ["", scenarios[0], told("90%")]
    for name in scenarios[1:]:
        headings += [name, told("90%"), told("above {first}", first=scenarios[0])]
    return headings, rows


def _without_sectors_beside(frame: pd.DataFrame) -> pd.DataFrame:
    """Of what stands beside, only the sum; its sectors stand in the workbook."""
    return frame[(frame["kind"] != BESIDE) | (frame["key"] == "")]


def part_rows(scenario: str, parts: pd.DataFrame, table: pd.DataFrame) -> Rows:
    """The difference of one scenario, split over the sections that differ, percentage points."""
    own = _without_sectors_beside(parts[parts["scenario"] == scenario])
    sections = list(dict.fromkeys(own["section"]))
    split = own.pivot_table(
        index=["kind", "key"], columns="section", values="share_mean", sort=False
    )
    whole = table[table["scenario"] == scenario].set_index(["kind", "key"])
    rows = [
        [
            thing(str(kind), str(key)),
            *[signed(float(split.loc[(kind, key), s])) for s in sections],
            *_difference(whole.loc[(kind, key)] if (kind, key) in whole.index else None),
        ]
        for kind, key in split.index
    ]
    return ["", *[label(f"section_{s}") for s in sections], told("In all"), told("90%")], rows


def _difference(row: pd.Series | None) -> list[str]:
    """The whole difference and its interval; a thing without staff has none."""
    if row is None:
        return ["–", "–"]
    mean, low, high = (signed(float(row[f"more_share_{end}"])) for end in ("mean", "p05", "p95"))
    return [mean, told("{low} to {high}", low=low, high=high)]


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
    levels = _named(table).rename(columns={"probability_above": "share_above"})
    scenario, what = told("Scenario"), told("What")
    amounts = [shown(amount) for amount in AMOUNTS]
    more = [told("{amount}, against {first}", amount=amount, first=first) for amount in amounts]
    above = told("Above {first}", first=first)
    book.add_table(shown(LEVELS), [scenario, what, *amounts, above, *more], levels)
    if len(parts):
        split = _named(parts).assign(
            section=[label(f"section_{section}") for section in parts["section"]]
        )
        book.add_table(shown(PARTS), [scenario, what, told("Part"), *amounts], split)
    headings = [scenario, told("Setting"), first, told("Here")]
    book.add_table(told_in("sheet", "Settings that differ"), headings, differences)
    return book.to_bytes()


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
        *left_out([thing(kind, key) for kind, key in hidden]),
    ]


def _named(frame: pd.DataFrame) -> pd.DataFrame:
    """The table with the name of each thing in place of its kind and key."""
    things = [thing(kind, key) for kind, key in zip(frame["kind"], frame["key"], strict=True)]
    return frame.assign(key=things).drop(columns="kind")


def fte_line(scenarios: list[str], table: pd.DataFrame) -> str:
    """The total of each scenario in FTE with its interval, and what `over` means in the table."""
    total = table[table["kind"] == "total"].set_index("scenario")
    parts = []
    for name in scenarios:
        mean, low, high = (
            rounded(float(total.loc[name, f"fte_{v}"])) for v in ("mean", "p05", "p95")
        )
        parts.append(f"{name} {mean} ({low}–{high})")
    return told(
        "FTE in all, with 90% interval: {list}. “Above {first}”: how often the share is higher "
        "than there, draw by draw.",
        list=parts,
        first=scenarios[0],
    )
