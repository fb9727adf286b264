"""What is needed, what technology and other measures meet of it, and what rests.

For municipality m, sector s, year y and draw d, in FTE:

    need        = FTE g
    gap         = need - FTE
    technology  = need (r[y] - r[today])          r: share of the sector's FTE taken out by then
    levers      = FTE (sum of what the levers give by then)
    left        = gap - technology - levers
    rest        = max(left, 0) - in,              spare = max(-left, 0) - out
    gap - technology - levers - moved + spare = rest,   moved = in - out, 0 over the sectors
    closed      = min(technology, max(gap, 0))

Of what is spare in the sectors of a municipality the share `move` can serve its other sectors, each
in proportion to what it lacks; nobody is moved to another municipality.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from autopot.model.arrays import Array

QUANTITIES = (
    "need",
    "gap",
    "technology",
    "adopted",
    "levers",
    "moved",
    "spare",
    "rest",
    "closed",
    "growing",
)
"""What is kept. `growing` is the gap where it is above 0, which `closed` is a part of."""

SECTOR = 1
"""Axis of the sectors."""


@dataclass(frozen=True)
class Balance:
    """Need and what meets it.

    Parameters
    ----------
    values : (quantities, M, S, Y, D) FTE, in the order of `QUANTITIES`.
    """

    values: Array

    def of(self, quantity: str) -> Array:
        """(M, S, Y, D) FTE of one quantity."""
        found: Array = self.values[QUANTITIES.index(quantity)]
        return found


def balance(
    fte: Array, grown: Array, realised: Array, adopted: Array, won: Array, move: float
) -> Balance:
    """Balance of need.

    Parameters
    ----------
    fte : (M, S, D or 1) FTE of today.
    grown : (M, S, Y, D) need as a multiple of it.
    realised, adopted : (S, Y, D) share of the sector's FTE that technology takes out, or is in use
        for, from today to the year.
    won : (S, Y, D) share of today's FTE that the levers give.
    move : share of what is spare that can serve another sector.
    """
    today = fte[:, :, None]
    values = np.empty((len(QUANTITIES), *np.broadcast_shapes(today.shape, grown.shape)))
    of = dict(zip(QUANTITIES, values, strict=True))
    need, gap, technology, levers = (of[n] for n in ("need", "gap", "technology", "levers"))
    np.multiply(today, grown, out=need)
    np.subtract(need, today, out=gap)
    np.multiply(need, realised, out=technology)
    np.multiply(need, adopted, out=of["adopted"])
    np.multiply(today, won, out=levers)
    left = gap - technology
    left -= levers
    np.maximum(left, 0.0, out=of["rest"])
    np.maximum(np.negative(left, out=left), 0.0, out=of["spare"])
    _move(of, move)
    np.maximum(gap, 0.0, out=of["growing"])
    np.minimum(technology, of["growing"], out=of["closed"])
    return Balance(values)


def _move(of: Mapping[str, Array], move: float) -> None:
    """Take what is moved into each sector from its rest, and what is moved out from its spare."""
    of["moved"][...] = 0.0
    if move > 0:
        inward, outward = _moved(of["rest"], of["spare"], move)
        np.subtract(inward, outward, out=of["moved"])
        of["rest"][...] -= inward
        of["spare"][...] -= outward


def _moved(lacking: Array, spare: Array, move: float) -> tuple[Array, Array]:
    """What comes into each sector, and what goes out of it: the same over the sectors."""
    wanted = lacking.sum(axis=SECTOR, keepdims=True)
    there = spare.sum(axis=SECTOR, keepdims=True)
    amount = np.minimum(move * there, wanted)
    return _share_of(lacking, wanted) * amount, _share_of(spare, there) * amount


def _share_of(part: Array, whole: Array) -> Array:
    out = np.zeros_like(part)
    return np.divide(part, whole, out=out, where=np.broadcast_to(whole, part.shape) > 0)
