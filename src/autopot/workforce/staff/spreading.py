"""FTE that belongs to several possible occupations, spread over them by a stated rule.

A group of occupations is spread by how many work in each of them in the same sector of Norwegian
municipalities: national FTE times our municipal share and sector share (data/workforce/seeds.csv),
without the sector share where that gives nothing, and by national FTE where that gives nothing
either. A department of several sectors is divided in the same way by where the occupation works.
FTE without occupation is spread over the occupations of the same municipality and sector.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
import pandas as pd

from autopot import catalogue
from autopot.workforce.staff.jobs import MISSING, SEVERAL, shares_of

CELL = ["municipality", "sector", "occupation"]
AMOUNTS = ["fte", "headcount"]


def spread_weights(codes: Iterable[str], sector: str) -> pd.Series:
    """Share of each of several occupations in a sector.

    Parameters
    ----------
    codes : occupations.
    sector : our sector.

    Returns
    -------
    Occupation -> share, sums to 1.

    >>> weights = spread_weights(["2223", "2224"], "health_care")
    >>> bool(weights["2223"] > weights["2224"] > 0), round(float(weights.sum()), 9)
    (True, 1.0)
    """
    names = sorted(codes)
    national = catalogue.table("workforce/national_employment")
    fte = national[national["measure"] == "fte"].set_index("occupation")["value"]
    national_fte = fte.reindex(names).fillna(0.0)
    seeds = catalogue.table("workforce/seeds").set_index(["sector", "occupation"])
    municipal = seeds.groupby("occupation")["municipal_share"].first().reindex(names).fillna(0.0)
    own = catalogue.municipal_counterpart(sector)
    there = seeds["sector_share"].get(own, pd.Series(dtype=float))
    in_sector = there.reindex(names).fillna(0.0)
    equal = pd.Series(1.0, index=names)
    for weights in (national_fte * municipal * in_sector, national_fte * municipal, national_fte):
        if weights.sum() > 0:
            return weights / weights.sum()
    return equal / equal.sum()


def spread(rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Rows as cells of one occupation each.

    Parameters
    ----------
    rows : columns municipality, sector, occupation (one, several joined by |, or ?), fte,
        headcount (NaN where unknown).

    Returns
    -------
    Cells: municipality, sector, occupation, fte, headcount, summed and sorted. And the cells whose
    FTE have no occupation and nothing to be spread over; they are not in the first table.
    """
    summed = summed_cells(in_one_sector(summed_cells(rows)))
    missing = summed["occupation"] == MISSING
    known = _summed(in_one_occupation(summed[~missing]))
    return _spread_missing(known, summed[missing])


def in_one_occupation(cells: pd.DataFrame) -> pd.DataFrame:
    """Cells of several occupations, divided by their stated shares or by who works in the sector.

    Parameters
    ----------
    cells : sector, occupation, fte, headcount; other columns follow their cell.
    """
    several = cells["occupation"].str.contains(SEVERAL, regex=False)
    parts = [cells[~several]]
    for row in cells[several].to_dict("records"):
        weights = _weights(row["occupation"], row["sector"])
        amounts = {a: row[a] * weights.to_numpy() for a in AMOUNTS}
        parts.append(pd.DataFrame({**row, "occupation": weights.index, **amounts}))
    return pd.concat(parts, ignore_index=True)


@lru_cache(maxsize=4096)
def _weights(occupation: str, sector: str) -> pd.Series:
    """Share of each of several occupations, as stated or by who works in the sector."""
    stated = shares_of(occupation)
    return pd.Series(stated) if stated else spread_weights(occupation.split(SEVERAL), sector)


@lru_cache(maxsize=4096)
def _sector_weights(sector: str, occupation: str) -> pd.Series:
    """Share of each of several sectors that has any."""
    codes = [code.partition("=")[0] for code in occupation.split(SEVERAL)]
    weights = sector_weights(sector.split(SEVERAL), codes)
    return weights[weights > 0]


def sector_weights(sectors: Iterable[str], codes: Iterable[str]) -> pd.Series:
    """Share of each of several sectors in the work of some occupations.

    National FTE times municipal share times sector share (data/workforce/seeds.csv); where that
    gives nothing, all occupations of each sector.

    Parameters
    ----------
    sectors : our sectors.
    codes : occupations; none that is known: all.

    Returns
    -------
    Sector -> share, sums to 1.

    >>> weights = sector_weights(["kindergarten", "school"], ["2341"])
    >>> bool(weights["school"] > 0.9), round(float(weights.sum()), 9)
    (True, 1.0)
    """
    national = catalogue.table("workforce/national_employment")
    fte = national[national["measure"] == "fte"].set_index("occupation")["value"]
    seeds = catalogue.table("workforce/seeds")
    work = fte.reindex(seeds["occupation"]).fillna(0.0).to_numpy()
    work = pd.Series(work * seeds["municipal_share"] * seeds["sector_share"])
    names = sorted(sectors)
    alike = [catalogue.municipal_counterpart(name) for name in names]
    for use in (seeds["occupation"].isin(list(codes)), seeds["sector"].isin(alike)):
        weights = work[use].groupby(seeds["sector"][use]).sum().reindex(alike).fillna(0.0)
        weights.index = pd.Index(names)
        if weights.sum() > 0:
            return weights / weights.sum()
    return pd.Series(1.0 / len(names), index=names)


def in_one_sector(cells: pd.DataFrame) -> pd.DataFrame:
    """Cells of several sectors, divided by where their occupations work.

    Parameters
    ----------
    cells : sector (one, or several joined by |), occupation, fte, headcount; other columns follow
        their cell.

    Returns
    -------
    The same columns, one sector in each row; FTE and headcount keep their sums.
    """
    several = cells["sector"].str.contains(SEVERAL, regex=False)
    parts = [cells[~several]]
    for row in cells[several].to_dict("records"):
        weights = _sector_weights(row["sector"], row["occupation"])
        amounts = {a: row[a] * weights.to_numpy() for a in AMOUNTS}
        parts.append(pd.DataFrame({**row, "sector": weights.index, **amounts}))
    return pd.concat(parts, ignore_index=True)


def _summed(cells: pd.DataFrame) -> pd.DataFrame:
    cells = cells[cells["fte"] > 0]
    return summed_cells(cells).sort_values(CELL, ignore_index=True)


def summed_cells(rows: pd.DataFrame, keys: Sequence[str] = CELL) -> pd.DataFrame:
    """FTE and headcount by key; NaN where one of them is.

    Parameters
    ----------
    rows : the columns of `keys`, fte and headcount.
    keys : rows with the same values in these are added up.

    >>> rows = pd.DataFrame([["1103", "school", "2341", 1.0, 1.0]] * 2, columns=CELL + AMOUNTS)
    >>> rows.loc[1, "headcount"] = np.nan
    >>> summed_cells(rows)[AMOUNTS].to_numpy().tolist()
    [[2.0, nan]]
    """
    groups = rows.groupby(list(keys))[AMOUNTS]
    whole = groups.count().eq(groups.size(), axis=0)
    return groups.sum().where(whole).reset_index()


def _spread_missing(
    known: pd.DataFrame, missing: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Scale each municipality and sector up so that it also holds the FTE without occupation."""
    if missing.empty:
        return known, missing
    place = CELL[:2]
    total = known.groupby(place)["fte"].sum()
    extra = missing.set_index(place)[AMOUNTS]
    at = pd.MultiIndex.from_frame(known[place])
    share = known["fte"].to_numpy() / total.reindex(at).to_numpy()
    more = extra.reindex(at).fillna({"fte": 0.0})
    result = known.copy()
    result["fte"] += share * more["fte"].to_numpy()
    reached = at.isin(extra.index)
    persons = result["headcount"] + share * more["headcount"].to_numpy()
    result["headcount"] = np.where(reached, persons, result["headcount"])
    return result, missing[~pd.MultiIndex.from_frame(missing[place]).isin(total.index)]
