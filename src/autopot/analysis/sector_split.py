"""Split a difference over sections of a scenario, general ones and those of one sector.

What a sector's own settings do is done in that sector alone. With G the general sections chosen and
B_s those chosen of sector s,

    v(G, B_1, B_2, ...) = v(G) + sum_s (v(G, B_s) - v(G))

in every draw, so v is a sum of games that each have few players, and the Shapley values of a sum
are the sums of the Shapley values. That takes 2^g (1 + sum_s (2^b_s - 1)) runs of the model for g
general sections and b_s of sector s, in place of 2^(g + sum_s b_s).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from autopot.analysis.shapley import shapley_parts, subsets

Array = NDArray[np.float64]
Cause = tuple[str, str]
"""A section, and the sector whose own it is; "" where it is general."""


@dataclass(frozen=True)
class Causes:
    """Sections in which two scenarios differ.

    Parameters
    ----------
    general : those that hold for all sectors.
    own : those of one sector each; a sector's part does not depend on those of other sectors.
    """

    general: Sequence[Cause]
    own: Sequence[Cause]

    @property
    def every(self) -> list[Cause]:
        """All of them, general ones first."""
        return [*self.general, *self.own]

    @property
    def games(self) -> list[list[Cause]]:
        """The own sections of each sector."""
        sectors = dict.fromkeys(sector for _, sector in self.own)
        return [[cause for cause in self.own if cause[1] == sector] for sector in sectors]

    @property
    def runs(self) -> int:
        """How often the model must be run, the first scenario included."""
        each = sum((1 << len(game)) - 1 for game in self.games)
        return (1 << len(self.general)) * (1 + each)

    @property
    def asked(self) -> list[frozenset[Cause]]:
        """The subsets whose values `split_difference` asks for, none first, and all together."""
        within = [[chosen for chosen in subsets(game) if chosen] for game in self.games]
        found = {
            general | own: None
            for general in subsets(self.general)
            for own in [frozenset[Cause](), *(chosen for game in within for chosen in game)]
        }
        return [*(found | {frozenset(self.every): None})]


def split_difference(
    causes: Causes, value: Callable[[frozenset[Cause]], Array]
) -> dict[Cause, Array]:
    """The part of each section in the difference between all of them and none.

    Parameters
    ----------
    causes : the sections.
    value : subset of the causes -> array, always of the same shape; asked for once each, never with
        the own sections of two sectors together.

    Returns
    -------
    One array per cause; they sum to the whole difference.

    Two sectors of ten and thirty, of which settings of their own take 2 and 6, and a general one
    that doubles everything: it has half of what doubling adds to each, and all of its own.

    >>> size = {("adoption", "a"): 2.0, ("adoption", "b"): 6.0}
    >>> def value(chosen):
    ...     double = 2.0 if ("physical", "") in chosen else 1.0
    ...     return np.array([double * (40 - sum(size.get(c, 0.0) for c in chosen))])
    >>> found = split_difference(Causes([("physical", "")], list(size)), value)
    >>> {cause: float(part[0]) for cause, part in found.items()}
    {('physical', ''): 36.0, ('adoption', 'a'): -3.0, ('adoption', 'b'): -9.0}
    """
    known: dict[frozenset[Cause], Array] = {}

    def once(chosen: frozenset[Cause]) -> Array:
        if chosen not in known:
            known[chosen] = value(chosen)
        return known[chosen]

    general = frozenset(causes.general)
    parts = shapley_parts(causes.general, once)
    for game in causes.games:

        def more(chosen: frozenset[Cause]) -> Array:
            return once(chosen) - once(chosen & general)

        for cause, part in shapley_parts([*causes.general, *game], more).items():
            parts[cause] = parts[cause] + part if cause in parts else part
    return parts
