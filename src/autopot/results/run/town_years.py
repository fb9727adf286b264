"""What each municipality can take into use and take out by year."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from autopot.analysis.town_years import MOST_CELLS
from autopot.messages import Message, Text, say
from autopot.model.town_future import TOWN_KINDS
from autopot.results.labels import label
from autopot.results.run.net import kind_of
from autopot.tables import Brief, Table, TableColumn
from autopot.tables.names import names

OUTLOOK = 2035
"""The year that narrow tables are about, where the run has it; else its last one."""

UNITS = {"share": ("mean",), "fte": ("mean", "p05", "p95")}
LEVELS = {"municipality": ["municipality"], "municipality_sector": ["municipality", "sector"]}

NO_CELLS = say(
    "With more than {most} municipalities, the years are told by municipality and not by "
    "municipality and sector.",
    most=MOST_CELLS,
)
NO_TOWNS = say(
    "The years are not told by municipality: there are more than {most}, with different "
    "occupations. Run fewer at a time.",
    most=MOST_CELLS,
)


def town_frame(by_year: pd.DataFrame, level: str) -> pd.DataFrame:
    """One row a thing and year, in use and taken out side by side.

    Parameters
    ----------
    by_year : long form.
    level : municipality or municipality_sector.

    Returns
    -------
    Codes of the thing, year, fte_base, share_…_mean and fte_… (mean, p05, p95) of adopted and
    realised, suppressed. Empty where the run has none.
    """
    rows = by_year[by_year["level"] == level]
    rows = rows.assign(kind=kind_of(rows))
    keys = [*LEVELS[level], "year"]
    frame = rows[(rows["unit"] == "fte") & (rows["kind"] == TOWN_KINDS[0])]
    frame = frame[[*keys, "fte_base", "suppressed"]]
    for kind in TOWN_KINDS:
        for unit, ends in UNITS.items():
            own = rows[(rows["unit"] == unit) & (rows["kind"] == kind)]
            renamed = {end: f"{unit}_{kind}_{end}" for end in ends}
            frame = frame.merge(own[[*keys, *ends]].rename(columns=renamed), on=keys)
    order = [name for name in frame if name != "suppressed"]
    return frame[[*order, "suppressed"]].astype({"year": int})


def outlook_year(by_year: pd.DataFrame) -> int:
    """The year of narrow tables.

    Parameters
    ----------
    by_year : long form, not empty.
    """
    years = {int(year) for year in by_year["year"]}
    return OUTLOOK if OUTLOOK in years else max(years)


def town_table(by_year: pd.DataFrame, mark: str, notes: Sequence[Text] = ()) -> Table | None:
    """Municipalities in the year of narrow tables; None where the run has none.

    Parameters
    ----------
    by_year : long form.
    mark : what stands after title and headings; empty or "(calibrated)".
    notes : what the reader must know.
    """
    every = town_frame(by_year, "municipality")
    if every["municipality"].nunique() < 2:
        return None
    year = outlook_year(by_year)
    frame = every[every["year"] == year].drop(columns="year").reset_index(drop=True)
    called = names()["municipality"]
    frame["municipality"] = [called[str(code)] for code in frame["municipality"]]
    brief: list[Brief] = ["municipality", "fte_base"]
    for kind in TOWN_KINDS:
        brief += [f"share_{kind}_mean", f"fte_{kind}_mean"]
        brief.append((f"fte_{kind}_p05", f"fte_{kind}_p95"))
    title = say("In use and taken out in {year}, by municipality", year=year)
    return Table("by_year_municipality", title, frame, tuple(brief), mark=mark, notes=tuple(notes))


def town_sheets(by_year: pd.DataFrame, mark: str) -> list[Table]:
    """Municipalities by year, and where few by year and sector, for the workbook.

    Parameters
    ----------
    by_year, mark : as for `town_table`.
    """
    called, found = names(), []
    for level, keys in LEVELS.items():
        frame = town_frame(by_year, level)
        if frame["municipality"].nunique() < 2:
            continue
        frame.insert(0, "municipality_code", frame["municipality"].astype(str))
        for key in keys:
            frame[key] = [called[key][str(code)] for code in frame[key]]
        title = label(f"sheet_years_{level}")
        found.append(Table(f"by_year_{level}", title, frame, own=_headings(), mark=mark))
    return found


def _headings() -> dict[str, TableColumn]:
    """Headings that tell the two kinds apart where they stand in one row."""
    return {
        "fte_adopted_mean": TableColumn(say("In use, FTE"), "fte_adopted_mean"),
        "fte_adopted_p05": TableColumn(say("In use, FTE, low (5%)"), "fte_adopted_p05"),
        "fte_adopted_p95": TableColumn(say("In use, FTE, high (95%)"), "fte_adopted_p95"),
        "fte_realised_mean": TableColumn(say("Taken out, FTE"), "fte_realised_mean"),
    }


def town_notes(by_year: pd.DataFrame, towns: int) -> list[Message]:
    """What is not told of the years by municipality; nothing where all is.

    Parameters
    ----------
    by_year : long form, not empty.
    towns : municipalities in the run.
    """
    there = set(by_year["level"])
    if "municipality" not in there:
        return [NO_TOWNS]
    return [NO_CELLS] if towns > MOST_CELLS else []
