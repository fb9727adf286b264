"""A comparison as tables and as a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from autopot.analysis.comparison import ENDS, FTE, MORE_SHARES, SHARES
from autopot.analysis.levels import BESIDE
from autopot.messages import Text, say, say_in, shown, told
from autopot.report.labels import label
from autopot.report.suppression import left_out
from autopot.report.tables import NAMELESS, thing_name
from autopot.tables import Brief, Table, TableColumn, column
from autopot.tables.formats import FORMATS
from autopot.views.workbook import TablesWorkbook

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
    "gap": say(
        "The figures are work that is needed in {year} beyond that of today, as share of today's "
        "FTE, at the same service level."
    ),
    "rest": say(
        "The figures are what is left in {year} of the need, when technology and other measures "
        "have met their part, as share of today's FTE. It is not a lack of people."
    ),
    "closed": say(
        "The figures are the part of the need beyond today that technology meets in {year}, in "
        "sectors where the need grows. Where nothing is needed beyond today, all of it is met."
    ),
}

LEVELS, PARTS = say("Levels"), say("The difference split")
"""Sheets of the workbook that the page points to."""

AMOUNTS = {
    "share_mean": TableColumn(say("Share"), "share_mean"),
    "fte_mean": TableColumn(say("FTE"), "fte_mean"),
}
"""Share and FTE of any figure, not of the technical potential alone."""

ABOVE = "probability_above"


def about(kind: str, year: int | None) -> str:
    """Which figure a comparison or a sensitivity analysis is about.

    Parameters
    ----------
    kind : technical, adopted, realised, quality, gap, rest or closed.
    year : of the figure; None for technical, which is of no year.

    >>> about("quality", 2035)
    'The figures are time that in 2035 may be freed in pieces too small to become FTE.'
    """
    return shown(replace(FIGURES[kind], values={"year": year}))


def levels(scenarios: list[str], table: pd.DataFrame, notes: Iterable[Text]) -> Table:
    """Things by scenario: share with interval, and how often it is above the first.

    Parameters
    ----------
    scenarios, table : as in `autopot.api.Comparison`.
    notes : what the reader must know.
    """
    keyed = _without_sectors_beside(table).set_index(["kind", "key"])
    things = keyed.index.drop_duplicates()
    first = scenarios[0]
    frame = pd.DataFrame({"what": [thing_name(str(kind), str(key)) for kind, key in things]})
    own, brief = {"what": NAMELESS}, list[Brief](["what"])
    for number, name in enumerate(scenarios):
        rows = keyed[keyed["scenario"] == name].reindex(things)
        middle, low, high = (f"share_{end}_{number}" for end in ENDS)
        for end in ENDS:
            frame[f"share_{end}_{number}"] = rows[f"share_{end}"].to_numpy()
            own[f"share_{end}_{number}"] = TableColumn(name, f"share_{end}")
        own[middle] = TableColumn(name, "share_mean", "share_exact")
        brief += [middle, (low, high)]
        if number:
            above = f"{ABOVE}_{number}"
            frame[above] = rows[ABOVE].to_numpy()
            own[above] = TableColumn(say("above {first}", first=first), ABOVE)
            brief.append(above)
    title = say("Against {scenario}", scenario=first)
    return Table("levels", title, frame, tuple(brief), own, notes=tuple(notes))


def _without_sectors_beside(frame: pd.DataFrame) -> pd.DataFrame:
    """Of what stands beside, only the sum; its sectors stand in the workbook."""
    return frame[(frame["kind"] != BESIDE) | (frame["key"] == "")]


def difference_split(first: str, other: str, parts: pd.DataFrame, table: pd.DataFrame) -> Table:
    """The difference of one scenario from the first, split over the sections that differ.

    Parameters
    ----------
    first, other : names of the scenarios.
    parts, table : as in `autopot.api.Comparison`.
    """
    mine = _without_sectors_beside(parts[parts["scenario"] == other])
    sections = list(dict.fromkeys(mine["section"]))
    split = mine.pivot_table(
        index=["kind", "key"], columns="section", values="share_mean", sort=False
    )[sections]
    whole = table[table["scenario"] == other].set_index(["kind", "key"]).reindex(split.index)
    frame = split.rename_axis(columns=None).join(whole[MORE_SHARES]).reset_index(drop=True)
    frame.insert(0, "what", [thing_name(str(kind), str(key)) for kind, key in split.index])
    own = {s: TableColumn(label(f"section_{s}"), "more_share_mean") for s in sections}
    return Table(
        name="difference",
        title=say("Why {other} differs from {first}, percentage points", other=other, first=first),
        frame=frame,
        brief=("what", *sections, "more_share_mean", ("more_share_p05", "more_share_p95")),
        own={
            "what": NAMELESS,
            **own,
            "more_share_mean": TableColumn(say("In all"), "more_share_mean"),
        },
    )


def settings(first: Text, other: Text, differences: pd.DataFrame, title: Text = "") -> Table:
    """Settings that differ, in the first scenario and in another.

    Parameters
    ----------
    first, other : headings over the values.
    differences : as in `autopot.api.Comparison`; of one scenario without its column scenario.
    title : by default what it is.
    """
    own = {
        "setting": TableColumn(column("setting").heading, "setting", "code"),
        "first": TableColumn(first, "value"),
        "other": TableColumn(other, "value"),
    }
    return Table("settings", title or say("Settings that differ"), differences, own=own)


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


def totals(
    titles: Mapping[str, str], table: pd.DataFrame, unit: str, kind: str = "total"
) -> list[str]:
    """Each scenario's total with its interval, or what stands beside it in all.

    Parameters
    ----------
    titles : name of each scenario -> what it is called.
    table : as in `autopot.api.Comparison`.
    unit : share or fte.
    kind : total or beside.
    """
    total = table[(table["kind"] == kind) & (table["key"] == "")].set_index("scenario")
    text = FORMATS["share_exact" if unit == "share" else "fte"].text
    parts = []
    for name, title in titles.items():
        mean, low, high = (text(float(total.loc[name, f"{unit}_{v}"])) for v in ENDS)
        low = low.removesuffix("%").rstrip("\u00a0")
        parts.append(f"{title} {mean} ({low}–{high})")
    return parts


def fte_note(scenarios: list[str], table: pd.DataFrame) -> Text:
    """The total of each scenario in FTE with its interval, and what `above` means in the table.

    Parameters
    ----------
    scenarios : their names; the others are held against the first.
    table : columns as in `autopot.api.Comparison`.
    """
    return say(
        "FTE in all, with 90% interval: {list}. “Above {first}”: how often the share is higher "
        "than there, draw by draw.",
        list=totals({name: name for name in scenarios}, table, "fte"),
        first=scenarios[0],
    )
