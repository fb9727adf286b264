"""A comparison as tables and as a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import pandas as pd

from autopot.analysis.comparison import ENDS, MORE_SHARES, PER_THOUSAND
from autopot.analysis.levels import BESIDE
from autopot.messages import Text, say, shown, told
from autopot.messages.numbers import whole
from autopot.results.comparison.causes import column_heading, columns_of
from autopot.scenario.workforce import OWN_FILE, OWN_STAFF
from autopot.tables import Brief, Table, TableColumn, column
from autopot.tables.formats import FORMATS
from autopot.tables.names import (
    NAMELESS,
    thing_name,
)

FIGURES = {
    "technical": say(
        "Technical potential is working time that technology could take over. It is not savings "
        "and not jobs lost. Time where the person is the service itself stands beside, except in "
        "scenarios that count it."
    ),
    "adopted": say(
        "In use is the part of the technical potential that may be in use in {year}. It is not "
        "savings and not jobs lost."
    ),
    "realised": say(
        "Taken out is freed time that may have been taken out in {year} of what is in use. It is "
        "time counted in FTE, not jobs that disappear."
    ),
    "quality": say(
        "The figures are time that in {year} may be freed in pieces too small to become FTE."
    ),
    "new_work": say(
        "The figures are new work in {year} that the time taken out has to cover, below 0. The "
        "range is our judgement."
    ),
    "net": say(
        "The figures are freed time that may have been taken out in {year}, less new work. It is "
        "time counted in FTE, not jobs that disappear. How much new work there is, is our "
        "judgement."
    ),
    "residents": say(
        "The figures are time of residents in {year}, counted in FTE below 0. It is not the "
        "municipality's time."
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
        "The figures are the part of the need beyond today that technology meets in {year}. "
        "Sectors whose need does not surely grow are left out. In a draw where nothing is needed "
        "beyond today, all of it is met."
    ),
}

LEVELS, PARTS = say("Levels"), say("The difference split")
"""Sheets of the workbook that the page points to."""

ABOVE = "probability_above"


def about(kind: str, year: int | None) -> str:
    """Which figure a comparison or a sensitivity analysis is about.

    Parameters
    ----------
    kind : technical, or in a year adopted, realised, quality, new_work, net, residents, gap, rest
        or closed.
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
    first, rate = scenarios[0], PER_THOUSAND[0]
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
        if rate in rows:
            frame[f"{rate}_{number}"] = rows[rate].to_numpy()
            own[f"{rate}_{number}"] = TableColumn(column(rate).short, rate)
            brief.append(f"{rate}_{number}")
        if number:
            above = f"{ABOVE}_{number}"
            frame[above] = rows[ABOVE].to_numpy()
            own[above] = TableColumn(say("above {first}", first=first), ABOVE)
            brief.append(above)
    title = say("Against {scenario}", scenario=first)
    return Table(
        name="levels", title=title, frame=frame, brief=tuple(brief), own=own, notes=tuple(notes)
    )


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
    mine = mine.assign(column=columns_of(mine))
    sections = list(dict.fromkeys(mine["column"]))
    split = mine.pivot_table(
        index=["kind", "key"], columns="column", values="share_mean", aggfunc="sum", sort=False
    )[sections]
    whole = table[table["scenario"] == other].set_index(["kind", "key"]).reindex(split.index)
    frame = split.rename_axis(columns=None).join(whole[MORE_SHARES]).reset_index(drop=True)
    frame.insert(0, "what", [thing_name(str(kind), str(key)) for kind, key in split.index])
    own = {s: TableColumn(column_heading(s), "more_share_mean") for s in sections}
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
    both = zip(differences["first"], differences["other"], strict=True)
    frame = differences.assign(
        first=[_setting_text(value) for value in differences["first"]],
        other=[
            told("another file") if value == before and value in FILES else _setting_text(value)
            for before, value in both
        ],
    )
    return Table("settings", title or say("Settings that differ"), frame, own=own)


FILES = {OWN_STAFF: say("the staff file"), OWN_FILE: say("a file of one's own")}
"""What stands for a file, whose name must not travel -> its words."""


def _setting_text(value: str) -> str:
    return told("none") if value == "null" else shown(FILES.get(value, value))


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


def fte_in_all(scenarios: list[str], table: pd.DataFrame) -> Text:
    """The total of each scenario in FTE with its interval.

    Parameters
    ----------
    scenarios : their names.
    table : columns as in `autopot.api.Comparison`.
    """
    return say(
        "FTE in all, with 90% interval: {list}.",
        list=totals({name: name for name in scenarios}, table, "fte"),
    )


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


def unlike_note(residents: Mapping[str, int]) -> Text:
    """That FTE of different municipalities cannot be held against each other.

    Parameters
    ----------
    residents : scenario -> residents.
    """
    return say(
        "The scenarios are about different municipalities (residents: {list}). FTE are told of "
        "each by itself, never as more or less than in another: compare shares, and FTE per 1,000 "
        "residents.",
        list=[f"{name} {whole(number)}" for name, number in residents.items()],
    )
