"""A workforce for every municipality of the country.

Three stages. The first two are those of `estimate`: the nation, then the municipalities with
margins of their own. The third is what is left: each sector's national FTE less those
municipalities, spread over all others by

    T[m] = a * residents[m] ** (1 - b)

Small municipalities have more FTE per resident. Two published facts decide a and b: the FTE per
resident of the cities whose totals are known, at their size, and the national FTE that must come
out. That it is a power of the size is our assumption.

No margin divides what is left any further, so every such municipality gets the same sector mix, and
within a sector all municipalities have the national mix of occupations: the nearest table in
relative entropy changes only sums that a margin is about. The estimate is therefore kept as two
small tables, FTE by municipality and sector, and the national mix.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot import catalogue
from autopot.optimise.reconcile import settled
from autopot.statistics.estimate import (
    error_sizes,
    reconcile_municipalities,
    reconcile_nation,
    residual,
    sown,
)

Array = NDArray[np.float64]

ROUNDING = 0.001
"""Largest relative difference that rounding to 0.01 FTE may leave in a sector of the rest."""

STEPS = 60
"""Halvings of the interval that the exponent lies in."""


@dataclass(frozen=True)
class CountryEstimate:
    """An estimated workforce of all municipalities.

    Parameters
    ----------
    sectors : columns municipality, sector, fte, source_id.
    occupations : columns sector, occupation, fte (national), share_log_sd, split_log_sd, source_id.
    margins : as in `Estimate.margins`; stage "rest" is what is left of each sector.
    """

    sectors: pd.DataFrame
    occupations: pd.DataFrame
    margins: pd.DataFrame


def estimate_country() -> CountryEstimate:
    """Estimate the workforce of all municipalities from the margins and seeds in data/workforce/.

    Returns
    -------
    FTE rounded to 0.01, so that rebuilding gives the same bytes.

    Raises
    ------
    InfeasibleError
        The hard margins contradict each other.
    """
    seeds = sown()
    margins = catalogue.table("workforce/margins")
    members = sorted(set(margins.loc[margins["municipality"] != "", "municipality"]))
    nation, nation_rows = reconcile_nation(seeds)
    own, own_rows = reconcile_municipalities(nation, members)
    known = own.pivot_table("fte", "municipality", "sector", aggfunc="sum")
    left = nation.groupby("sector")["fte"].sum() - known.sum()
    weights = rest_weights(known.sum(axis=1), float(left.sum()))
    rest = pd.DataFrame(np.outer(weights, left), weights.index, left.index)
    wide = pd.concat([known, rest]).rename_axis(index="municipality").reset_index()
    table = wide.melt("municipality", var_name="sector", value_name="fte")
    table = table.sort_values(["municipality", "sector"], ignore_index=True)
    table["fte"] = settled(table["fte"].to_numpy(float), 2)
    reached = table[table["municipality"].isin(weights.index)].groupby("sector")["fte"].sum()
    rest_rows = [
        residual(
            (f"rest-{sector}", "rest", "hard"),
            (float(fte), float(fte), ROUNDING),
            float(reached[sector]),
            "judgement",
        )
        for sector, fte in left.items()
    ]
    return CountryEstimate(
        table.assign(source_id="judgement"),
        _occupations(nation, seeds),
        pd.concat([nation_rows, own_rows, pd.DataFrame(rest_rows)], ignore_index=True),
    )


def rest_weights(known: pd.Series, left: float) -> pd.Series:
    """How what is left divides over the municipalities without figures of their own.

    Parameters
    ----------
    known : municipality -> FTE, those with figures of their own.
    left : FTE of all others together.

    Returns
    -------
    Municipality -> share of what is left, sums to 1.
    """
    residents = catalogue.municipalities().set_index("municipality")["population"].astype(float)
    published = published_cities()
    size = _geometric_mean(residents[published].to_numpy(float))
    per_resident = _geometric_mean((known[published] / residents[published]).to_numpy(float))
    others = residents.drop(known.index)
    fte = falling_per_resident(others.to_numpy(float), size, per_resident, left)
    return pd.Series(fte / fte.sum(), index=others.index)


def published_cities() -> list[str]:
    """Municipalities whose total rests on a figure about them, not on their residents."""
    margins = catalogue.table("workforce/margins")
    total = margins["margin"].str.endswith("-total") & (margins["municipality"] != "")
    own = margins[total & (margins["source_id"] != "ssb-population-2024")]
    return sorted(own["municipality"])


def falling_per_resident(residents: Array, size: float, per_resident: float, total: float) -> Array:
    """FTE of municipalities where FTE per resident is a power of their size.

        fte = per_resident * (residents / size) ** -b * residents

    with the b that makes them sum to the total.

    Parameters
    ----------
    residents : (n,) persons.
    size : residents of a municipality whose FTE per resident is known.
    per_resident : FTE per resident at that size.
    total : FTE of the n municipalities together.

    Returns
    -------
    (n,) FTE.

    Two municipalities of 4 residents and a known one of 16 with 1 FTE each: 16 FTE in all are 2 per
    resident, twice as much at a quarter of the size.

    >>> [round(float(v), 6) for v in falling_per_resident(np.array([4.0, 4.0]), 16.0, 1.0, 16.0)]
    [8.0, 8.0]
    """
    low, high = -1.0, 1.0
    for _ in range(STEPS):
        middle = (low + high) / 2
        fte = per_resident * (residents / size) ** -middle * residents
        low, high = (middle, high) if fte.sum() < total else (low, middle)
    return fte


def _geometric_mean(values: Array) -> float:
    return float(np.exp(np.log(values).mean()))


def _occupations(nation: pd.DataFrame, seeds: pd.DataFrame) -> pd.DataFrame:
    """The national mix of every sector, with the size of its errors."""
    frame = nation[["sector", "occupation"]].assign(fte=settled(nation["fte"].to_numpy(float), 2))
    frame = frame[frame["fte"] > 0]
    frame = frame.join(error_sizes(seeds), on="occupation").assign(source_id="judgement")
    return frame.sort_values(["sector", "occupation"], ignore_index=True)
