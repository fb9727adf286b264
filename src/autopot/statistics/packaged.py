"""The packaged estimates of some municipalities, from the same stages as that of the country."""

from __future__ import annotations

import pandas as pd

from autopot import catalogue
from autopot.errors import InputError, unknown_name
from autopot.messages import say_in
from autopot.statistics.country import rest_of_country
from autopot.statistics.estimate import (
    Estimate,
    as_table,
    reconcile_municipalities,
    reconcile_nation,
    with_own_figures,
    work_row,
)
from autopot.statistics.seeds import sown


def estimate_workforce(name: str) -> Estimate:
    """Estimate a packaged workforce anew from the margins and seeds in data/workforce/.

    Municipalities without figures of their own are as in the estimate of the whole country.

    Parameters
    ----------
    name : a workforce of data/workforce/workforces.csv.

    Returns
    -------
    FTE rounded to 0.01, so that rebuilding gives the same bytes.

    Raises
    ------
    InputError
        No such workforce.
    InfeasibleError
        The hard margins contradict each other.
    """
    known = catalogue.table("workforce/workforces").set_index("workforce")
    if name not in known.index:
        raise InputError(unknown_name("NAME", say_in("the", "workforce"), name, list(known.index)))
    members = catalogue.storby(str(known.loc[name, "definition"]))
    seeds = sown()
    nation, rows = reconcile_nation(seeds)
    own, own_rows = reconcile_municipalities(nation, with_own_figures())
    cells = [own[own["municipality"].isin(members)]]
    if others := sorted(set(members) - set(own["municipality"])):
        by_sector = own.pivot_table("fte", "municipality", "sector", aggfunc="sum")
        cells.append(_with_mix(rest_of_country(nation, by_sector).loc[others], nation))
    margins = catalogue.table("workforce/margins").set_index("margin")["municipality"]
    own_rows = own_rows[own_rows["margin"].map(margins).isin(members)]
    return Estimate(
        as_table(pd.concat(cells, ignore_index=True), seeds),
        pd.concat([rows, work_row(nation), own_rows], ignore_index=True),
    )


def _with_mix(sectors: pd.DataFrame, nation: pd.DataFrame) -> pd.DataFrame:
    """Sectors of municipalities divided over occupations as in the nation."""
    long = sectors.rename_axis("municipality").reset_index()
    long = long.melt("municipality", var_name="sector", value_name="of_sector")
    share = nation["fte"] / nation.groupby("sector")["fte"].transform("sum")
    cells = long.merge(nation[["sector", "occupation"]].assign(share=share), on="sector")
    return cells.assign(fte=cells["of_sector"] * cells["share"])
