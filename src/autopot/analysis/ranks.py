"""Which ranks are certain: never a second place among things that cannot be told apart."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

SURE = 0.95
"""Share of the draws in which one thing must be larger than another to be ranked above it."""


def certain_groups(draws: Array, sure: float = SURE) -> list[list[int]]:
    """Things in groups, largest first, so that only the order of the groups is certain.

    One thing is certainly above another where it is larger in at least `sure` of the joint draws;
    draws in which both are equal count for neither. A group ends where every thing in it and before
    it is certainly above every thing after it, so a group holds the things whose places among
    themselves cannot all be told, even where some pairs of them can.

    Parameters
    ----------
    draws : (n, D) the things, draw by draw.
    sure : above 0.5, so that two things cannot both be above each other; at most 1.

    Returns
    -------
    Positions of the things, in their own order within a group.

    The first is above the others in every draw; the others take turns.

    >>> certain_groups(np.array([[1.0, 2.0], [9.0, 9.0], [2.0, 1.0]]))
    [[1], [0, 2]]
    """
    above = np.array([(one > draws).mean(axis=1) >= sure for one in draws]).reshape(
        len(draws), len(draws)
    )
    order = np.argsort(-above.sum(axis=1), kind="stable")
    groups, start = [], 0
    for stop in range(1, len(order) + 1):
        if above[np.ix_(order[start:stop], order[stop:])].all():
            groups.append(sorted(order[start:stop].tolist()))
            start = stop
    return groups


def sector_groups(
    shares: Array, names: Sequence[str], hidden: Collection[str] = ()
) -> list[list[str]]:
    """Groups of the sectors that have staff and are shown (see `certain_groups`).

    Parameters
    ----------
    shares : (S, D) share by sector; 0 in every draw where a sector has no staff.
    names : (S,) sector codes.
    hidden : sectors that are not shown.

    >>> sector_groups(np.array([[0.3, 0.2], [0.1, 0.1], [0.0, 0.0]]), ["a", "b", "c"], {"a"})
    [['b']]
    """
    shown = [n for n, name in enumerate(names) if name not in hidden and shares[n].any()]
    return [[names[shown[n]] for n in group] for group in certain_groups(shares[shown])]


def places(groups: Sequence[Sequence[str]]) -> dict[str, tuple[int, int]]:
    """Name -> highest and lowest place its group may have.

    >>> places([["a"], ["b", "c"]])
    {'a': (1, 1), 'b': (2, 3), 'c': (2, 3)}
    """
    result: dict[str, tuple[int, int]] = {}
    for group in groups:
        first = len(result) + 1
        result |= dict.fromkeys(group, (first, first + len(group) - 1))
    return result


def first_of_all(
    shares: Array, names: Sequence[str], groups: Sequence[Sequence[str]]
) -> tuple[str, float] | None:
    """The thing that is certainly first, and the share of draws in which it is larger than all
    others; None where no first place is certain.

    Parameters
    ----------
    shares, names : as for `sector_groups`, which gave the groups.
    groups : largest first.
    """
    if not groups or len(groups[0]) > 1:
        return None
    [first] = groups[0]
    others = [names.index(name) for group in groups[1:] for name in group]
    alone = (shares[names.index(first)] > shares[others]).all(axis=0)
    return first, float(alone.mean())
