"""What results of own staff reveal together: the sums of the pools they were computed from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot.analysis.disclosure import LEVEL_KEYS
from autopot.analysis.pooling import CELL, Pools

Array = NDArray[np.float64]
Cell = tuple[str, str, str]
ROUNDED = 1.0
"""The sum of a pool is within so many FTE of the true one."""

EXACT = 1e-6


@dataclass(frozen=True)
class Revealed:
    """What one staff that was published reveals, in all results that are computed from it.

    Parameters
    ----------
    threshold : `report.suppress_below` of the results, above 0.
    pools : the cells of each pool with its FTE, and of the parts that have joined it. Where no
        pool has two cells, the FTE are the true ones.
    """

    threshold: float
    pools: tuple[tuple[float, tuple[Cell, ...], tuple[tuple[Cell, ...], ...]], ...]

    @property
    def near(self) -> float:
        """FTE that the sum of a pool may be off."""
        return ROUNDED if any(len(cells) > 1 for _, cells, _ in self.pools) else EXACT

    @property
    def cells(self) -> set[Cell]:
        """Every cell that has staff."""
        return {cell for _, cells, _ in self.pools for cell in cells}

    def as_json(self) -> dict[str, Any]:
        """Plain data, the same for the same pools."""
        return {
            "suppress_below": self.threshold,
            "groups": [
                {
                    "fte": fte,
                    "cells": [list(cell) for cell in cells],
                    "joined": [[list(cell) for cell in part] for part in parts],
                }
                for fte, cells, parts in self.pools
            ],
        }


def revealed_by(pools: Pools, threshold: float) -> Revealed:
    """What everybody may know of a pooled workforce.

    Parameters
    ----------
    pools, threshold : as from `pooled`, and its threshold.
    """
    frame = pools.cells[list(CELL)].astype(str)
    names = list(frame.itertuples(index=False, name=None))
    by_pool = pd.Series(range(len(names))).groupby(pools.pool)
    found = []
    for fte, positions in zip(pools.fte, by_pool.groups.values(), strict=True):
        parts = pd.Series(pools.part[positions], positions)[pools.joined[positions]]
        own = parts.groupby(parts).groups.values()
        joined = tuple(tuple(names[n] for n in part) for part in own)
        found.append((round(float(fte), 6), tuple(names[n] for n in positions), joined))
    return Revealed(float(threshold), tuple(found))


def revealed_in(content: Mapping[str, Any]) -> Revealed:
    """What `Revealed.as_json` has written.

    Raises
    ------
    ValueError
        It is something else.
    """
    try:
        return Revealed(
            float(content["suppress_below"]),
            tuple(
                (
                    float(group["fte"]),
                    tuple(_cell(cell) for cell in group["cells"]),
                    tuple(tuple(_cell(cell) for cell in part) for part in group["joined"]),
                )
                for group in content["groups"]
            ),
        )
    except (KeyError, TypeError) as error:
        raise ValueError("no record of what was published") from error


def _cell(parts: Sequence[Any]) -> Cell:
    town, sector, occupation = (str(part) for part in parts)
    return town, sector, occupation


@dataclass(frozen=True)
class Known:
    """Sums that are known, and the groups that somebody could want to know.

    Parameters
    ----------
    known, low, high : as for `autopot.optimise.ranges.possible_ranges`.
    groups : level, municipality, sector, occupation (missing where it is about all); no group of
        which it is plain that it is large.
    members : (groups, cells) 1 where a cell is in a group.
    """

    known: Array
    low: Array
    high: Array
    groups: pd.DataFrame
    members: Array


def known_sums(results: Sequence[Revealed]) -> Known:
    """What is known when all of these are.

    Parameters
    ----------
    results : at least one.
    """
    cells = sorted(set().union(*(result.cells for result in results)))
    place = {cell: number for number, cell in enumerate(cells)}
    rows, low, high = [], [], []
    for result in results:
        for fte, inside, joined in result.pools:
            rows.append([place[cell] for cell in inside])
            low.append(max(fte - result.near, 0.0))
            high.append(fte + result.near)
            for part in joined:
                rows.append([place[cell] for cell in part])
                low.append(0.0)
                high.append(2 * result.threshold)
            if joined:  # what they have joined was large enough alone
                rows.append([place[cell] for cell in inside if cell not in set().union(*joined)])
                low.append(2 * result.threshold)
                high.append(fte + result.near)
    known = np.zeros((len(rows), len(cells)))
    for number, row in enumerate(rows):
        known[number, row] = 1.0
    groups, members = _groups(pd.DataFrame(cells, columns=list(CELL)))
    plain = np.array([_is_large(member, known, np.array(low), results) for member in members])
    wanted = groups[~plain].reset_index(drop=True)
    return Known(known, np.array(low), np.array(high), wanted, members=members[~plain])


@dataclass(frozen=True)
class Ranges:
    """How near anybody can come to each group.

    Parameters
    ----------
    groups : level, municipality, sector, occupation, and low and high, FTE.
    threshold : FTE below which a group is small.
    same : whether the results can be of one and the same staff; else somebody has come, gone or
        moved between them.
    """

    groups: pd.DataFrame
    threshold: float
    same: bool = True

    @property
    def guarded(self) -> NDArray[np.bool_]:
        """(groups,) whether a group of fewer than the threshold could be the threshold larger, or
        as large as all; or is no small group.
        """
        enough = min(2 * self.threshold, float(self.groups["high"].max()))
        high, low = self.groups["high"].to_numpy(float), self.groups["low"].to_numpy(float)
        return np.asarray((high >= enough - NEAR) | (low >= self.threshold - NEAR))


NEAR = 1e-3
"""FTE that the solver may be off."""


def _groups(cells: pd.DataFrame) -> tuple[pd.DataFrame, Array]:
    """Every sum that outputs show, and every cell; and which cells are in it."""
    frames, members, seen = [], [], set()
    for level, keys in {**LEVEL_KEYS, "cell": CELL}.items():
        number = cells.groupby(list(keys), sort=True).ngroup().to_numpy()
        names = cells[list(keys)].assign(number=number).drop_duplicates("number")
        frames.append(names.sort_values("number").drop(columns="number").assign(level=level))
        members.append(np.equal.outer(np.arange(number.max() + 1), number).astype(float))
    groups, every = pd.concat(frames, ignore_index=True), np.concatenate(members)
    first = []
    for member in every:  # one municipality: its sectors stand once
        key = member.tobytes()
        first.append(key not in seen)
        seen.add(key)
    kept = np.array(first)
    groups, every = groups[kept].reset_index(drop=True), every[kept]
    groups = groups.reindex(columns=["level", *CELL])
    towns = pd.get_dummies(cells["municipality"])
    if towns.shape[1] > 1:  # a sector that one of them alone has is about that one
        there = every @ towns.to_numpy(float) > 0
        only = pd.Series(towns.columns.to_numpy()[there.argmax(axis=1)]).where(there.sum(1) == 1)
        groups["municipality"] = groups["municipality"].fillna(only)
    return groups, every


def _is_large(member: Array, known: Array, low: Array, results: Sequence[Revealed]) -> bool:
    """Whether a whole sum that is twice the threshold lies in a group, so that it is no secret."""
    inside = known @ (1 - member) == 0
    limit = 2 * max(result.threshold for result in results)
    return bool(low[inside].max(initial=0.0) >= limit - ROUNDED)
