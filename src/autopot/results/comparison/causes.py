"""What each part of a difference is called: a section, and the sector whose own it is."""

from __future__ import annotations

import pandas as pd

from autopot.analysis.comparison import MORE_FTE
from autopot.messages import Text, say, told
from autopot.results.labels import label
from autopot.tables import Table, TableColumn
from autopot.tables.names import NAMELESS, thing_name

OWN = "own_"
"""Before the name of a section in a column about sectors' own settings of it."""


def cause_name(section: str, sector: str) -> str:
    """A part of a difference in words.

    Parameters
    ----------
    section : key of a scenario.
    sector : whose own it is; "" where it is general.

    >>> cause_name("physical", "school"), cause_name("physical", "")
    ('School: Robots', 'Robots')
    """
    name = label(f"section_{section}")
    return f"{thing_name('sector', sector)}: {name}" if sector else name


def columns_of(parts: pd.DataFrame) -> pd.Series:
    """Column that each part stands in where things stand in rows: one for a section's general part,
    and one for what single sectors have of their own of it.

    Parameters
    ----------
    parts : as in `autopot.api.Comparison`.
    """
    own = parts["sector"] != ""
    return parts["section"].where(~own, OWN + parts["section"])


def column_heading(column: str) -> Text:
    """The heading of a column of `columns_of`."""
    if not column.startswith(OWN):
        return label(f"section_{column}")
    section = label(f"section_{column.removeprefix(OWN)}")
    return say("{section}, of the sector alone", section=section)


def split_by_sector(
    first: Text, other: Text, parts: pd.DataFrame, table: pd.DataFrame
) -> Table | None:
    """The difference in FTE by sector and section; sectors sum to the total in every column.

    Parameters
    ----------
    first, other : what the scenarios are called.
    parts, table : of the other scenario alone, as in `autopot.api.Comparison`.

    Returns
    -------
    None where the comparison is by something else than sector.
    """
    kinds = ("sector", "total")
    mine = parts[parts["kind"].isin(kinds)]
    if not (mine["kind"] == "sector").any():
        return None
    mine = mine.assign(column=columns_of(mine))
    split = mine.pivot_table(
        index=["kind", "key"], columns="column", values="fte_mean", aggfunc="sum", sort=False
    )
    sections = list(dict.fromkeys(mine["column"]))
    whole = table[table["kind"].isin(kinds)].set_index(["kind", "key"])[MORE_FTE]
    order = [thing for kind in kinds for thing in split.index if thing[0] == kind]
    order = [thing for thing in order if thing in whole.index]
    frame = split[sections].rename_axis(columns=None).join(whole).loc[order].reset_index(drop=True)
    frame.insert(0, "what", [thing_name(str(kind), str(key)) for kind, key in order])
    own = {column: TableColumn(column_heading(column), "more_fte_mean") for column in sections}
    return Table(
        name="difference_by_sector",
        title=say("Why {other} differs from {first}, FTE by sector", other=other, first=first),
        frame=frame,
        brief=("what", *sections, "more_fte_mean"),
        own={"what": NAMELESS, **own, "more_fte_mean": TableColumn(say("In all"), "more_fte_mean")},
    )


def has_several(parts: pd.DataFrame, scenario: str) -> bool:
    """Whether a scenario differs in settings of one sector, and in others beside them.

    Parameters
    ----------
    parts : as in `autopot.api.Comparison`.
    scenario : name of the one that differs.
    """
    sectors = set(parts.loc[parts["scenario"] == scenario, "sector"])
    return bool(sectors - {""}) and len(sectors) > 1


def in_one_sector(parts: pd.DataFrame) -> bool:
    """Whether all that differs is in the settings of one sector, so that nothing moves elsewhere.

    Parameters
    ----------
    parts : of one scenario, as in `autopot.api.Comparison`.
    """
    sectors = set(parts["sector"])
    return len(sectors) == 1 and "" not in sectors


def named_parts(parts: pd.DataFrame) -> pd.DataFrame:
    """The parts with a section's and a sector's name in place of their codes.

    Parameters
    ----------
    parts : as in `autopot.api.Comparison`.
    """
    sectors = [thing_name("sector", s) if s else told("all sectors") for s in parts["sector"]]
    sections = [label(f"section_{section}") for section in parts["section"]]
    return parts.assign(section=sections, sector=sectors)
