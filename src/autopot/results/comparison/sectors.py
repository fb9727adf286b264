"""Sectors of scenarios side by side, as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from autopot.analysis.comparison import ENDS
from autopot.messages import Message, Text, say, shown
from autopot.results.comparison.tables import about
from autopot.results.own_settings import listed
from autopot.tables import Brief, Table, TableColumn
from autopot.tables.names import NAMELESS, thing_name

UNITS = ("share", "fte")
ONLY_POTENTIAL = say(
    "Only the difference in technical potential is split into what it comes from. What is in use "
    "and taken out can differ though the potential is the same: that comes from what the scenarios "
    "assume of adoption and realisation."
)


def _titles(year: int) -> dict[tuple[str, str], Message]:
    return {
        ("technical", "share"): say("Technical potential by sector, share of working time"),
        ("technical", "fte"): say("Technical potential by sector, FTE"),
        ("adopted", "share"): say("In use in {year} by sector, share of working time", year=year),
        ("adopted", "fte"): say("In use in {year} by sector, FTE", year=year),
        ("realised", "share"): say(
            "Taken out in {year} by sector, share of working time", year=year
        ),
        ("realised", "fte"): say("Taken out in {year} by sector, FTE", year=year),
    }


def sector_tables(
    titles: Mapping[str, str],
    sectors: pd.DataFrame,
    units: Sequence[str] = UNITS,
    more: Sequence[Text] = (),
) -> list[Table]:
    """A table a figure and unit: sectors in rows, scenarios with their intervals in columns.

    Parameters
    ----------
    titles : name of each scenario -> what it is called.
    sectors : as in `autopot.api.Comparison`.
    units : share, fte or both.
    more : what else a reader must know, under the last table.
    """
    figures = list(dict.fromkeys(sectors["figure"]))
    notes = [*own_notes(titles, sectors), *more]
    tables = [
        _table(titles, sectors[sectors["figure"] == figure], figure, unit)
        for figure in figures
        for unit in units
    ]
    if tables:
        tables[-1] = replace(tables[-1], notes=tuple(notes))
    return tables


def _table(titles: Mapping[str, str], rows: pd.DataFrame, figure: str, unit: str) -> Table:
    keyed = rows.set_index(["kind", "key"])
    things = keyed.index.drop_duplicates()
    order = [t for t in things if t[0] == "sector"] + [t for t in things if t[0] == "total"]
    frame = pd.DataFrame({"what": [thing_name(str(kind), str(key)) for kind, key in order]})
    own, brief = {"what": NAMELESS}, list[Brief](["what"])
    for number, (name, title) in enumerate(titles.items()):
        mine = keyed[keyed["scenario"] == name].reindex(order)
        columns = {end: f"{unit}_{end}_{number}" for end in ENDS}
        for end, column in columns.items():
            frame[column] = mine[f"{unit}_{end}"].to_numpy()
            exact = "share_exact" if column == f"share_mean_{number}" else ""
            own[column] = TableColumn(_heading(title, end), f"{unit}_{end}", exact)
        brief += [columns["mean"], (columns["p05"], columns["p95"])]
    year = rows["year"].iloc[0]
    called = _titles(0 if pd.isna(year) else int(year))[figure, unit]
    return Table(f"sectors_{figure}_{unit}", called, frame, tuple(brief), own=own)


def _heading(title: str, end: str) -> Text:
    if end == "p05":
        return say("{name}, low (5%)", name=title)
    return say("{name}, high (95%)", name=title) if end == "p95" else title


def sector_lines(sectors: pd.DataFrame, split: str = "technical") -> list[str]:
    """What the figures of a year are and are not, and which figure is split, one sentence each.

    Parameters
    ----------
    sectors : as in `autopot.api.Comparison`.
    split : the figure whose difference is split over the settings.
    """
    years = sectors.dropna(subset="year").groupby("figure", sort=False)["year"].first()
    found = [about(str(figure), int(year)) for figure, year in years.items()]
    if split == "technical" and found:
        found.append(shown(ONLY_POTENTIAL))
    return found


def own_notes(titles: Mapping[str, str], sectors: pd.DataFrame) -> list[Text]:
    """Which sectors have settings of their own, and of what; one sentence a scenario.

    Parameters
    ----------
    titles, sectors : as for `sector_tables`.

    Returns
    -------
    From columns scenario, key and own of `sectors`; none where every sector is as the scenario.
    """
    notes: list[Text] = []
    for name, title in titles.items():
        mine = sectors[(sectors["scenario"] == name) & (sectors["own"] != "")]
        own = dict(zip(mine["key"], mine["own"].str.split(","), strict=True))
        found = listed(own.items())
        if found:
            text = say(
                "Settings of single sectors in {scenario}: {list}.", scenario=title, list=found
            )
            notes.append(text)
    return notes
