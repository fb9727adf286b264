"""Need of work and what meets it, in sentences and tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import isnan

import pandas as pd

from autopot.analysis.gap import surely_grows
from autopot.messages import Text, say, shown, told
from autopot.messages.numbers import localised
from autopot.results.labels import label
from autopot.tables import Brief, Table, TableColumn
from autopot.tables.names import names

ENDS = ("mean", "p05", "p95")
COLUMNS = {
    ("gap", "fte"): "fte_gap",
    ("technology", "fte"): "fte_technology",
    ("closed", "fte"): "fte_closed",
    ("levers", "fte"): "fte_levers",
    ("rest", "fte"): "fte_rest",
    ("spare", "fte"): "fte_spare",
    ("adopted", "fte"): "fte_adopted_since",
    ("gap", "share"): "share_gap",
    ("share_closed", "share"): "share_closed",
}
"""Kind and unit in the long table -> what its columns are called."""


@dataclass(frozen=True)
class GapSection:
    """The section of the page.

    Parameters
    ----------
    year : that it is about.
    quote : what a council can quote, a sentence each.
    notes : what a reader must know.
    sectors, years : its tables.
    """

    year: int
    quote: list[str]
    notes: list[str]
    sectors: Table
    years: Table


TOWN_LEVELS = {"municipality": "total", "municipality_sector": "sector"}


def of_town(table: pd.DataFrame, town: str) -> pd.DataFrame:
    """The rows of one municipality, as if it were all.

    Parameters
    ----------
    table : long form, as from `autopot.analysis.gap.gap_table`.
    town : code of the municipality.

    Returns
    -------
    The same columns; levels total and sector.
    """
    rows = table[table["level"].isin(list(TOWN_LEVELS)) & (table["municipality"] == town)]
    return rows.assign(level=rows["level"].map(TOWN_LEVELS))


def wide(table: pd.DataFrame, level: str) -> pd.DataFrame:
    """One level with a row for each thing and year, kinds side by side.

    Parameters
    ----------
    table : long form, as from `autopot.analysis.gap.gap_table`.
    level : total, sector, municipality or municipality_sector.

    Returns
    -------
    Key columns, year, fte_base, suppressed, and three columns of each of `COLUMNS` that the level
    has. Rows of all kinds stand in the same order, so that they can be put side by side. What is
    met is missing where the need does not surely grow, of a sector.
    """
    rows = table[table["level"] == level]
    keys = [key for key in ("municipality", "sector") if key in level.split("_")]
    figures = {
        (str(kind), str(unit)): part for (kind, unit), part in rows.groupby(["kind", "unit"])
    }
    first = figures[("gap", "fte")]
    before = first[[*keys, "year", "fte_base", "suppressed"]].reset_index(drop=True)
    values = {
        f"{name}_{end}": figures[place][end].to_numpy()
        for place, name in COLUMNS.items()
        if place in figures
        for end in ENDS
    }
    frame = pd.concat([before, pd.DataFrame(values, before.index)], axis=1)
    if level in ("sector", "municipality_sector"):
        closed = [f"share_closed_{end}" for end in ENDS]
        frame.loc[~surely_grows(frame["fte_gap_p05"]), closed] = float("nan")
    return frame.astype({"year": int})


BRIEF: tuple[Brief, ...] = (
    "fte_base",
    "fte_gap_mean",
    ("fte_gap_p05", "fte_gap_p95"),
    "fte_technology_mean",
    ("fte_technology_p05", "fte_technology_p95"),
    "fte_levers_mean",
    ("fte_levers_p05", "fte_levers_p95"),
    "fte_rest_mean",
    ("fte_rest_p05", "fte_rest_p95"),
    "fte_spare_mean",
    "share_closed_mean",
    ("share_closed_p05", "share_closed_p95"),
)


LEVERS: tuple[Brief, ...] = ("fte_levers_mean", ("fte_levers_p05", "fte_levers_p95"))


def _brief(frame: pd.DataFrame, first: str) -> tuple[Brief, ...]:
    """Columns of narrow views; levers only where there are any."""
    any_levers = (frame["fte_levers_mean"].fillna(0.0) != 0).any()
    kept = (name for name in BRIEF if any_levers or name not in LEVERS)
    return (first, *kept)


ELSEWHERE = ("fte_base",)
"""Columns that the tables of sectors and the chart show on the page."""


def for_page(table: Table) -> Table:
    """A table without what stands elsewhere on the page, so that it has room on paper.

    Parameters
    ----------
    table : of the need, as from `by_sector` and `by_year`.
    """
    return replace(table, brief=tuple(name for name in table.brief if name not in ELSEWHERE))


def by_sector(table: pd.DataFrame, year: int, notes: Sequence[Text] = ()) -> Table:
    """The total and every sector in a year.

    Parameters
    ----------
    table : long form.
    year : one of its years.
    notes : what the reader must know.
    """
    both = pd.concat([wide(table, "total"), wide(table, "sector")], ignore_index=True)
    frame = both[both["year"] == year].reset_index(drop=True)
    called = names()["sector"]
    codes = frame.get("sector", pd.Series([None] * len(frame)))
    frame.insert(0, "what", [called.get(str(code), told("Total")) for code in codes])
    frame = frame.drop(columns="sector", errors="ignore")
    return Table(
        name="gap",
        title=say("What is needed in {year} beyond today, and what meets it, FTE", year=year),
        frame=frame.drop(columns="year"),
        brief=_brief(frame, "what"),
        own={"what": TableColumn(say("Sector"), "what")},
        notes=tuple(notes),
    )


def by_year(table: pd.DataFrame, per_elderly: Mapping[int, float]) -> Table:
    """The total year by year, with how many of working age there are per elderly person.

    Parameters
    ----------
    table : long form.
    per_elderly : year -> persons aged 20-66 per person of 67 and over.
    """
    frame = wide(table, "total")
    frame["per_elderly"] = [per_elderly[year] for year in frame["year"]]
    now = per_elderly[min(per_elderly)]
    return Table(
        name="gap_by_year",
        title=say("What is needed beyond today, year by year, all sectors, FTE"),
        frame=frame,
        brief=(*_brief(frame, "year"), "per_elderly"),
        notes=(
            say(
                "Persons aged 20 to 66 per person of 67 or over stand beside as a context: today "
                "{today}.",
                today="–" if isnan(now) else localised(f"{now:.2f}"),
            ),
        ),
    )


def by_town(table: pd.DataFrame, year: int, origin: Mapping[str, str]) -> Table:
    """Every municipality in a year.

    Parameters
    ----------
    table : long form.
    year : one of its years.
    origin : municipality -> where its population is from.
    """
    frame = wide(table, "municipality")
    frame = frame[frame["year"] == year].reset_index(drop=True).drop(columns="year")
    codes = [str(code) for code in frame["municipality"]]
    called = names()["municipality"]
    frame["municipality"] = [f"{code} {called.get(code, '')}".strip() for code in codes]
    frame["projection"] = [shown(ORIGINS[origin[code]]) for code in codes]
    return Table(
        name="gap_municipalities",
        title=say("Municipalities, {year}, FTE", year=year),
        frame=frame,
        brief=(*_brief(frame, "municipality"), "projection"),
    )


ORIGINS = {
    "file": say("own file"),
    "packaged": say("Statistics Norway"),
    "estimate": say("estimate"),
    "country": say("estimate, the country's ages"),
}


def gap_sheet(table: pd.DataFrame) -> pd.DataFrame:
    """One row a group, thing and year, for the workbook; municipalities with their sectors apart.

    Parameters
    ----------
    table : long form.
    """
    called = names()
    parts = []
    there = set(table["level"])
    for level in (level for level in ("total", "sector", "municipality") if level in there):
        part = wide(table, level)
        own = part[level].map(called[level]) if level in part else told("Total")
        part.insert(0, "thing", own)
        part.insert(0, "group", label(level))
        parts.append(part.drop(columns=[level], errors="ignore"))
    return pd.concat(parts, ignore_index=True)


def cell_sheet(table: pd.DataFrame) -> pd.DataFrame:
    """One row a municipality, sector and year.

    Parameters
    ----------
    table : long form.
    """
    called, frame = names(), wide(table, "municipality_sector")
    frame.insert(0, "municipality_code", frame["municipality"].astype(str))
    for key in ("municipality", "sector"):
        frame[key] = frame[key].map(called[key])
    return frame
