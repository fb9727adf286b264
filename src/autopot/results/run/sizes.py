"""Each municipality beside those of similar size."""

from __future__ import annotations

import pandas as pd

from autopot import catalogue
from autopot.messages import name_in
from autopot.results.frames import level_frame
from autopot.tables.names import names

MANY = 30
"""From so many municipalities on, the terminal shows groups by size in place of a row each."""

EXTREMES = 3
NEIGHBOURS = 4
"""Municipalities shown on each side of one, nearest in residents."""

BESIDE = "share_beside_mean"
OWN = ["share_mean", "share_p05", "share_p95", "fte_mean", "fte_p05", "fte_p95"]
PEERS = {
    "share_mean": "share_peers_mean",
    "share_lowest": "share_peers_lowest",
    "share_highest": "share_peers_highest",
}


def towns_by_size(potential: pd.DataFrame, beside: pd.DataFrame) -> pd.DataFrame:
    """Every municipality whose figures may be shown, with the figures of its size group.

    Parameters
    ----------
    potential : long form; hidden figures are missing and are left out of the groups as well, so
        that a group gives nothing away.
    beside : what stands beside the main figure, long form; empty where nothing does.

    Returns
    -------
    municipality, size_group (position of the group, smallest first), residents, fte_base,
    fte_per_thousand, share and fte with their interval, share_beside_mean where anything stands
    beside, share_peers_…; by residents.
    """
    towns = level_frame(potential, beside, "municipality")
    towns = towns[~towns["suppressed"].astype(bool)]
    known = catalogue.municipalities().set_index("municipality")["population"]
    towns = towns[towns["municipality"].isin(known.index)]  # county municipalities have no peers
    towns = towns.assign(
        size_group=towns["municipality"].map(_positions()).astype(int),
        residents=towns["municipality"].map(known).astype(int),
    )
    towns["fte_per_thousand"] = 1000 * towns["fte_base"] / towns["residents"]
    peers = size_groups(towns).set_index("size_group")[list(PEERS)].rename(columns=PEERS)
    columns = ["municipality", "size_group", "residents", "fte_base", "fte_per_thousand", *OWN]
    columns += [BESIDE] if BESIDE in towns else []
    result = towns[columns].join(peers, on="size_group")
    return result.sort_values(["residents", "municipality"], ignore_index=True)


def _positions() -> dict[str, int]:
    """Municipality -> position of its group, 0 the smallest."""
    order = {code: number for number, code in enumerate(catalogue.size_groups()["size_group"])}
    return {str(town): order[group] for town, group in catalogue.size_group_of().items()}


def size_groups(towns: pd.DataFrame) -> pd.DataFrame:
    """The groups that the municipalities belong to, smallest first.

    Parameters
    ----------
    towns : columns as `towns_by_size` gives them, without those of the peers.

    Returns
    -------
    size_group, municipalities (number), residents, fte_base, fte_per_thousand, share_mean (weighted
    by FTE), share_lowest, share_highest, fte_mean (sum), share_below and share_above: the interval
    of the potential in FTE around its mean, in a typical municipality; share_beside_mean (weighted
    by FTE) where anything stands beside.
    """
    aside = towns[BESIDE] if BESIDE in towns else pd.Series(0.0, towns.index)
    parts = towns.assign(
        weighted=towns["share_mean"] * towns["fte_base"],
        weighted_beside=aside * towns["fte_base"],
        share_below=towns["fte_p05"] / towns["fte_mean"] - 1,
        share_above=towns["fte_p95"] / towns["fte_mean"] - 1,
    ).groupby("size_group")
    sums = parts[["residents", "fte_base", "fte_mean", "weighted", "weighted_beside"]].sum()
    share = parts["share_mean"]
    groups = pd.DataFrame(
        {
            "municipalities": parts.size(),
            "residents": sums["residents"],
            "fte_base": sums["fte_base"],
            "fte_per_thousand": 1000 * sums["fte_base"] / sums["residents"],
            "share_mean": sums["weighted"] / sums["fte_base"],
            "share_lowest": share.min(),
            "share_highest": share.max(),
            "fte_mean": sums["fte_mean"],
            "share_below": parts["share_below"].median(),
            "share_above": parts["share_above"].median(),
            BESIDE: sums["weighted_beside"] / sums["fte_base"],
        }
    ).reset_index()
    return groups if BESIDE in towns else groups.drop(columns=BESIDE)


def named_groups(towns: pd.DataFrame) -> pd.DataFrame:
    """`size_groups` with the codes of the groups.

    Parameters
    ----------
    towns : columns as from `towns_by_size`.
    """
    groups = size_groups(towns)
    return groups.assign(size_group=groups["size_group"].map(catalogue.size_groups()["size_group"]))


def with_names(frame: pd.DataFrame) -> pd.DataFrame:
    """The same table with the names of groups and municipalities, numbers kept beside names.

    Parameters
    ----------
    frame : columns as from `towns_by_size` or `size_groups`.

    Returns
    -------
    size_group as name, and, where the table is of municipalities, municipality_code before their
    name.
    """
    sizes = catalogue.size_groups()
    groups = sizes[name_in(sizes.columns)]
    result = frame.assign(size_group=frame["size_group"].map(groups))
    if "municipality" in result:
        result.insert(0, "municipality_code", result["municipality"])
        result["municipality"] = result["municipality"].map(names()["municipality"])
    return result


def extremes(towns: pd.DataFrame) -> pd.DataFrame:
    """The municipalities with the highest and the lowest share, highest first.

    Parameters
    ----------
    towns : columns as from `towns_by_size`.

    Returns
    -------
    `EXTREMES` of each; all of them, once, where there are no more.
    """
    ordered = towns.sort_values(["share_mean", "municipality"], ascending=[False, True])
    return pd.concat([ordered.head(EXTREMES), ordered.tail(EXTREMES)]).drop_duplicates()


def neighbours(towns: pd.DataFrame, municipality: str) -> pd.DataFrame:
    """A municipality and those nearest in residents, at most four on each side.

    Parameters
    ----------
    towns : rows as from `towns_by_size`, which are ordered by residents.
    municipality : number of one of them.

    Raises
    ------
    IndexError
        It is not among them, as where its figures are hidden.
    """
    at = int(towns.index[towns["municipality"] == municipality][0])
    return towns.iloc[max(0, at - NEIGHBOURS) : at + NEIGHBOURS + 1]
