"""A real workforce made safe to publish: small cells pooled, and each pool split by a public key.

Every result of own staff is computed from this workforce and nothing else. So all results together,
whatever their seeds, scenarios and years, tell no more than the sums of the pools do.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot import catalogue

Array = NDArray[np.float64]
Numbers = NDArray[np.int64]
CELL = ("municipality", "sector", "occupation")
DIGITS = (3, 2, 1)
"""Occupations are pooled with their nearest in STYRK-08: those that share so many digits."""

MIX = "workforce/norway-2024-occupations"
"""Occupations of each sector in the country: public, so that a split by it tells nothing."""


@dataclass(frozen=True)
class Pools:
    """Cells that stand for a workforce.

    Parameters
    ----------
    cells : the cells, sorted, with FTE that are a function of the sums of the pools and of public
        figures only, and without headcount; the true ones where nobody shares a pool.
    pool : (cells,) number of the pool each is in, 0 and up.
    part : (cells,) number of the part of a pool. A pool has one part of its own, and those that
        were too small and have joined it.
    joined : (cells,) whether the part has joined another; it is then below `limit`.
    limit : FTE, and persons where known, that every pool has at least.
    """

    cells: pd.DataFrame
    pool: Numbers
    part: Numbers
    joined: NDArray[np.bool_]
    limit: float

    @property
    def fte(self) -> Array:
        """(pools,) FTE of each, whole where any is shared."""
        return np.asarray(np.bincount(self.pool, self.cells["fte"]), float)

    @property
    def shared(self) -> NDArray[np.bool_]:
        """(cells,) whether a cell shares its pool with another."""
        return np.asarray(np.bincount(self.pool)[self.pool] > 1)

    @property
    def unsure(self) -> NDArray[np.bool_]:
        """(cells,) whether the FTE of a cell are a split by what is expected: of a part that joined
        a pool, or of a part of several cells.
        """
        return np.asarray(self.joined | (np.bincount(self.part)[self.part] > 1))

    def sure(self, group: Numbers) -> Array:
        """(groups,) FTE that anybody can be sure lie in each group of cells.

        Parameters
        ----------
        group : (cells,) number of the group that each cell is in, 0 and up.
        """
        core = ~self.joined
        first = np.full(len(self.fte), -1)
        first[self.pool[core]] = group[core]
        torn = np.unique(self.pool[core & (first[self.pool] != group)])
        outside = pd.DataFrame({"pool": self.pool, "part": self.part})[
            self.joined & (first[self.pool] != group)
        ]
        away = outside.groupby("pool")["part"].nunique().reindex(range(len(first)), fill_value=0)
        certain = np.maximum(self.fte - self.limit * away.to_numpy(float), 0)
        certain[torn] = 0
        return np.asarray(np.bincount(first, certain, minlength=int(group.max()) + 1), float)


def pooled(cells: pd.DataFrame, threshold: float) -> Pools:
    """Pool small cells of a workforce until no pool is small, and split each pool anew.

    A cell below twice the threshold, in FTE or, where they are known, in persons, is pooled with
    the small cells of the nearest occupations in its sector, of the sector, of the municipality, of
    all, in this order, until they are twice the threshold together. What is then left of a sector
    joins the pool of the sector where the most are expected, and likewise in the municipality and
    in all; where that pool is so small that its size would tell, they become one part of it. The
    sums are rounded to whole FTE so that sectors and municipalities stay within one FTE. Within a
    pool FTE are split as the country's mix lets expect.

    So of any group below the threshold, however it is defined, at least the threshold is lacking
    from every part it has a cell in: nobody who knows all sums can rule out that it is the
    threshold larger (docs/method.md, section 14).

    Parameters
    ----------
    cells : municipality, sector, occupation, fte above 0, and headcount if known; a row a
        combination.
    threshold : FTE or persons above 0.

    Returns
    -------
    The pools.

    Two of 3 FTE, one of 4.2 and one of 40 in a sector: the small ones make 10.2 FTE together.

    >>> cells = pd.DataFrame({"municipality": "0301", "sector": "school",
    ...     "occupation": ["2341", "4110", "4120", "9112"], "fte": [40.2, 3.0, 3.0, 4.2]})
    >>> pools = pooled(cells, 5)
    >>> pools.pool.tolist(), pools.fte.round(6).tolist()
    ([0, 1, 1, 1], [40.0, 10.0])
    """
    limit = 2 * threshold
    cells = cells.sort_values(list(CELL), ignore_index=True)
    expected = _expected(cells)
    pool, part, joined = _pools(cells, limit, expected)
    found = Pools(cells, pool, part, joined, limit)
    if not found.shared.any():
        return found
    fte = _split(found, expected, _whole_sums(cells, pool)[pool])
    return replace(found, cells=cells.assign(fte=fte).drop(columns="headcount", errors="ignore"))


def _split(pools: Pools, expected: Array, sums: Array) -> Array:
    """(cells,) FTE of the sum of each cell's pool.

    A part that has joined gets what is expected of it, but no more than half the limit, and all
    such parts no more than half of the pool. The rest is split by what is expected.

    Parameters
    ----------
    pools : which cells belong together.
    expected : (cells,) FTE.
    sums : (cells,) FTE of the pool of each.
    """
    of_part = np.bincount(pools.part, expected)[pools.part]
    capped = expected * np.minimum(1, pools.limit / 2 / of_part) * pools.joined
    of_joined = np.bincount(pools.pool, capped)[pools.pool]
    capped *= np.minimum(1, sums / 2 / np.maximum(of_joined, 1e-9))
    rest = sums - np.bincount(pools.pool, capped)[pools.pool]
    own = np.where(pools.joined, 0, expected)
    return np.asarray(capped + rest * own / np.bincount(pools.pool, own)[pools.pool])


def _pools(
    cells: pd.DataFrame, limit: float, expected: Array
) -> tuple[Numbers, Numbers, NDArray[np.bool_]]:
    """(cells,) the pool of each cell, its part of the pool, and whether that has joined it."""
    fte = cells["fte"].to_numpy(float)
    known = cells["headcount"].to_numpy(float) if "headcount" in cells else fte * np.nan

    def small(pool: Numbers) -> NDArray[np.bool_]:
        few = np.bincount(pool, fte) < limit - 1e-9
        few |= np.bincount(pool, known) < limit  # unknown where any part is
        return np.asarray(few[pool])

    pool = part = np.arange(len(cells))
    joined = np.zeros(len(cells), dtype=bool)
    for node, whole_sector in _nodes(cells):
        still = small(pool)
        if not still.any():
            break
        pool = _numbered(np.where(still, len(cells) + node, pool))
        part = _numbered(np.where(still, len(cells) + node, part))
        if whole_sector:
            small_ones = small(pool)
            size = np.bincount(pool, expected)
            for place in np.unique(node[small_ones]):
                left = (node == place) & small_ones
                others = np.unique(pool[(node == place) & ~small_ones])
                if not len(others):
                    continue
                pool = np.where(left, others[np.argmax(size[others])], pool)
                union = pool == pool[left][0]
                joined |= left
                parts = len(np.unique(part[union & joined]))
                room = (
                    fte[union].sum() >= limit * (parts + 1) + 1
                )  # else it tells how small they are
                if not room or fte[left].sum() >= limit:
                    joined &= ~union
                    part = np.where(union, part[union][0], part)
            pool = _numbered(pool)
    return pool, part, joined


def _nodes(cells: pd.DataFrame) -> list[tuple[Numbers, bool]]:
    """What is pooled, nearest first: (cells,) number of the node that each cell is in, and whether
    the node holds a sector or more, so that what is left over must find its place there.
    """
    place = cells["municipality"].astype(str) + " " + cells["sector"].astype(str)
    work = cells["occupation"].astype(str)
    near = [_numbered(place + " " + work.str[:digits]) for digits in DIGITS]
    wide = [_numbered(place), _numbered(cells["municipality"]), np.zeros(len(cells), np.int64)]
    return [*((node, False) for node in near), *((node, True) for node in wide)]


def _expected(cells: pd.DataFrame) -> Array:
    """(cells,) FTE that are expected in a cell when there is anybody in it, above 0.

    With the country's mix the persons of a small cell are about Poisson with mean m, the cell's
    part of all FTE; of such a number, if it is not 0, the mean is m / (1 - exp(-m)). Only
    the rounded total and the number of municipalities are taken from the staff.
    """
    mix = catalogue.table(MIX)
    share = mix.set_index(["sector", "occupation"])["fte"] / mix["fte"].sum()
    own = share.reindex(pd.MultiIndex.from_frame(cells[["sector", "occupation"]])).fillna(0.0)
    typical = np.round(cells["fte"].sum()) / cells["municipality"].nunique()
    mean = np.maximum(own.to_numpy(float) * typical, 1e-6)
    return np.asarray(mean / -np.expm1(-mean))


def _whole_sums(cells: pd.DataFrame, pool: Numbers) -> Array:
    """(pools,) FTE rounded so that municipalities, sectors in them and the total are near as well.

    By largest remainder from above: the total, municipalities, their sectors, their pools. A pool
    of several sectors or municipalities stands beside those.
    """
    frame = cells[list(CELL[:2])].astype(str).assign(pool=pool, fte=cells["fte"].to_numpy(float))
    groups = frame.groupby("pool")
    pools = groups[["fte"]].sum()
    alone = "pool " + pools.index.astype(str)
    first, last = groups.min(), groups.max()
    one = first == last
    pools["town"] = np.where(one["municipality"], first["municipality"], alone)
    own_sector = one["municipality"] & one["sector"]
    pools["place"] = pools["town"] + " " + np.where(own_sector, first["sector"], alone)
    towns = pools.groupby("town")["fte"].sum()
    total = pd.Series([np.round(towns.sum())], index=[""])
    whole_towns = _apportioned(towns, pd.Series("", towns.index), total)
    places = pools.groupby("place").agg(fte=("fte", "sum"), town=("town", "first"))
    whole_places = _apportioned(places["fte"], places["town"], whole_towns)
    return np.asarray(_apportioned(pools["fte"], pools["place"], whole_places), float)


def _apportioned(values: pd.Series, parent: pd.Series, sums: pd.Series) -> pd.Series:
    """Whole numbers near `values` that have the whole sum of their parent.

    Parameters
    ----------
    values : at least 0.
    parent : of each, same index.
    sums : by parent, at least the sum of the values rounded down.
    """
    down = np.floor(values + 1e-9)
    rest = values - down
    more = parent.map(sums) - down.groupby(parent).transform("sum")
    order = rest.groupby(parent).rank(method="first", ascending=False)
    return down + (order <= more)


def _numbered(labels: pd.Series | Numbers) -> Numbers:
    """(n,) 0 and up, in the order in which labels first appear."""
    return np.asarray(pd.factorize(labels)[0], np.int64)
