"""Packaged workforces, and groups of municipalities of similar size."""

from __future__ import annotations

import pandas as pd

from autopot.catalogue.columns import all_columns
from autopot.catalogue.tables import municipalities, table

AT_WORK, CONTRACTED = "nat-at-work", "nat-total"
"""Margins of the country's FTE without long absence, and with it."""


def share_at_work() -> float:
    """FTE at work as share of contracted FTE in Norway's municipalities, substitutes with it.

    Packaged workforces hold FTE at work; staff lists and most published totals hold contracted FTE.

    >>> round(share_at_work(), 4)
    0.9006
    """
    low = table("workforce/margins").set_index("margin")["low"]
    return float(low[AT_WORK]) / float(low[CONTRACTED])


def packaged_workforce(name: str) -> pd.DataFrame:
    """The cells of a packaged workforce.

    One of all municipalities is kept as FTE by municipality and sector, and the national mix of
    occupations within each sector; a cell is their product.

    Parameters
    ----------
    name : a workforce of data/workforce/workforces.csv.

    Returns
    -------
    Columns municipality, sector, occupation, fte, share_log_sd, split_log_sd; sorted, FTE above 0.

    >>> cells = packaged_workforce("norway-2024")
    >>> cells["municipality"].nunique()
    357
    """
    if f"workforce/{name}" in all_columns():
        cells = table(f"workforce/{name}").drop(columns="source_id")
        return cells[cells["fte"] > 0].reset_index(drop=True)
    mix = table(f"workforce/{name}-occupations").drop(columns="source_id")
    mix["share"] = mix["fte"] / mix.groupby("sector")["fte"].transform("sum")
    sectors = table(f"workforce/{name}-sectors").drop(columns="source_id")
    cells = sectors[sectors["fte"] > 0].merge(mix.drop(columns="fte"), on="sector")
    cells["fte"] *= cells.pop("share")
    cells = cells.sort_values(["municipality", "sector", "occupation"], ignore_index=True)
    return cells[["municipality", "sector", "occupation", "fte", "share_log_sd", "split_log_sd"]]


def size_groups() -> pd.DataFrame:
    """Groups of municipalities by residents, one row each, smallest first."""
    return table("municipalities/size_groups").sort_values("fewest_residents", ignore_index=True)


def size_group_of() -> pd.Series:
    """Municipality -> group of similar size.

    >>> size_group_of()["0301"], size_group_of()["4601"]
    ('from-100000', 'from-100000')
    """
    groups = size_groups()
    towns = municipalities().set_index("municipality")["population"]
    at = groups["fewest_residents"].searchsorted(towns, side="right") - 1
    return pd.Series(groups["size_group"].to_numpy()[at], index=towns.index)
