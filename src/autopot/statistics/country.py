"""A workforce for every municipality of the country.

Three stages. The first two are those of `estimate`: the nation, then the municipalities with
figures of their own. The third is what is left, N[s] FTE of sector s: the others get

    T[m] = t * need[m] * (residents[m] / p) ** -b * residents[m]

where need is the State's index of need of spending per resident. t and p are the geometric means
of the cities with figures of their own, FTE per resident and need, and residents; b is what makes
the T[m] sum to the nation. So what the index does not explain falls with size: that it is a power
of the size is our assumption. Their sectors are the table nearest to

    q[m,s] = N[s] * need[m,s] * residents[m]

in relative entropy with sums T[m] by municipality and N[s] by sector, need[m,s] by the cost keys
(`need`).

No margin divides a sector of a municipality any further, so within a sector all municipalities have
the national mix of occupations. The estimate is therefore kept as two small tables, FTE by
municipality and sector, and the national mix.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot import catalogue
from autopot.optimise.reconcile import Margin, reconcile
from autopot.statistics.estimate import (
    as_table,
    at_work,
    reconcile_municipalities,
    reconcile_nation,
    with_own_figures,
    work_row,
)
from autopot.statistics.margins import residual
from autopot.statistics.need import (
    sector_need,
    state_index,
)
from autopot.statistics.seeds import sown

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
    sectors : columns municipality, sector, fte (of those who work), source_id.
    occupations : columns sector, occupation, fte (national, of those who work), share_log_sd,
        split_log_sd, source_id.
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
    nation, nation_rows = reconcile_nation(seeds)
    own, own_rows = reconcile_municipalities(nation, with_own_figures())
    known = own.pivot_table("fte", "municipality", "sector", aggfunc="sum")
    left = nation.groupby("sector")["fte"].sum() - known.sum()
    rest = rest_of_country(nation, known)
    table = pd.concat([known, rest]).rename_axis(index="municipality").reset_index()
    table = table.melt("municipality", var_name="sector", value_name="fte")
    table = table.sort_values(["municipality", "sector"], ignore_index=True)
    table["fte"] = at_work(table["fte"].to_numpy(float))
    is_rest = table["municipality"].isin(rest.index)
    reached = table[is_rest].groupby("sector")["fte"].sum() / catalogue.share_at_work()
    rest_rows = [
        residual(
            (f"rest-{sector}", "rest", "hard"),
            (float(fte), float(fte), ROUNDING),
            float(reached[sector]),
            "judgement",
        )
        for sector, fte in left.items()
    ]
    rows = [nation_rows, work_row(nation), own_rows, pd.DataFrame(rest_rows)]
    return CountryEstimate(
        table.assign(source_id="judgement"),
        as_table(nation, seeds, by=["sector", "occupation"]),
        pd.concat(rows, ignore_index=True),
    )


def rest_of_country(nation: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """How what is left divides over the municipalities without figures of their own.

    Parameters
    ----------
    nation : cells sector, occupation, and contracted FTE of the country.
    known : municipalities x sectors, contracted FTE of those with figures of their own.

    Returns
    -------
    Municipalities x sectors, contracted FTE of all others.
    """
    left = nation.groupby("sector")["fte"].sum() - known.sum()
    total = rest_totals(known.sum(axis=1), float(left.sum()))
    need = sector_need().loc[total.index, list(left.index)].to_numpy(float)
    prior = need * _residents()[total.index].to_numpy(float)[:, None] * left.to_numpy(float)
    prior *= left.sum() / prior.sum()
    rows, columns = np.indices(prior.shape)
    margins = [
        *_sums(rows.ravel(), total.to_numpy(float)),
        *_sums(columns.ravel(), left.to_numpy(float)),
    ]
    found = reconcile(prior.ravel(), margins).values.reshape(prior.shape)
    return pd.DataFrame(found, total.index, left.index)


def rest_totals(known: pd.Series, left: float) -> pd.Series:
    """FTE of the municipalities without figures of their own.

    Parameters
    ----------
    known : municipality -> contracted FTE, those with figures of their own.
    left : contracted FTE of all others together.

    Returns
    -------
    Municipality -> contracted FTE, sums to `left`.
    """
    residents = _residents()
    need = state_index()
    cities = list(known.index)
    size = _geometric_mean(residents[cities].to_numpy(float))
    per_need = _geometric_mean((known / residents[cities] / need[cities]).to_numpy(float))
    others = residents.drop(cities)
    fte = falling_per_resident(
        others.to_numpy(float), need[others.index].to_numpy(float), size, per_need, left
    )
    return pd.Series(fte * left / fte.sum(), index=others.index)


def falling_per_resident(
    residents: Array, need: Array, size: float, per_need: float, total: float
) -> Array:
    """FTE of municipalities where FTE per resident and need is a power of their size.

        fte = per_need * need * (residents / size) ** -b * residents

    with the b that makes them sum to the total.

    Parameters
    ----------
    residents : (n,) persons.
    need : (n,) need per resident, 1 in the country.
    size : residents of a municipality whose FTE are known.
    per_need : its FTE per resident and need.
    total : FTE of the n municipalities together.

    Returns
    -------
    (n,) FTE.

    Two municipalities of 4 residents and a known one of 16 with 1 FTE each: 16 FTE in all are 2 per
    resident, twice as much at a quarter of the size.

    >>> found = falling_per_resident(np.array([4.0, 4.0]), np.ones(2), 16.0, 1.0, 16.0)
    >>> [round(float(v), 6) for v in found]
    [8.0, 8.0]
    """
    low, high = -1.0, 1.0
    for _ in range(STEPS):
        middle = (low + high) / 2
        fte: Array = per_need * need * (residents / size) ** -middle * residents
        low, high = (middle, high) if fte.sum() < total else (low, middle)
    return fte


def _residents() -> pd.Series:
    return catalogue.municipalities().set_index("municipality")["population"].astype(float)


def _sums(group: NDArray[np.intp], targets: Array) -> list[Margin]:
    """Hard margins of the cells of each group."""
    return [
        Margin.total(f"rest {number}", (group == number).astype(float), float(target))
        for number, target in enumerate(targets)
    ]


def _geometric_mean(values: Array) -> float:
    return float(np.exp(np.log(values).mean()))
