"""Where a municipality differs from others: sectors, occupations within them, and the rest.

With w the share of a place's FTE in each sector and p the mean potential of an FTE there, both of
the workforce as it is given, v[i,j] = sum_s w_i[s] p_j[s] is the share of a place with the sectors
of i and the occupations of j. Averaged over both orders (Shapley), of place a against b:

    sectors[s]     = (w_a - w_b) ((p_a + p_b) / 2 - c),   c = (v[a,a] + v[b,b]) / 2
    occupations[s] = (w_a + w_b) / 2 (p_a - p_b)

which sum over the sectors to v[a,a] - v[b,b]. The shares w sum to 1, so that c moves nothing in the
sum; it makes more of a sector with little potential count as less. A sector where one place has
nobody has the mean of the other there, and all of its difference is one of sectors.

    rest = (f_a - v[a,a]) - (f_b - v[b,b])

with f the share of the workforce as it is drawn: how far the estimates of the two may be wrong. It
is 0 where both are counted. Tasks, their time and the technology are the same in both, so nothing
of the difference can lie there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from autopot.analysis.shapley import shapley_parts
from autopot.engine import Engine, rounds_of
from autopot.model.inputs import ModelInputs, WorkforceInputs
from autopot.model.peers import DRAWN, GIVEN, PlaceDraws, PlaceStaff, place_block

Array = NDArray[np.float64]

SECTORS, OCCUPATIONS, REST = "sectors", "occupations", "rest"
PARTS = (SECTORS, OCCUPATIONS, REST)
"""What a difference is made of."""


@dataclass(frozen=True)
class PlaceModel:
    """Places that are drawn together.

    Parameters
    ----------
    inputs, sources, places : as for `autopot.model.peers.place_block`.
    """

    inputs: ModelInputs
    sources: Sequence[WorkforceInputs]
    places: Sequence[PlaceStaff]


def place_draws(model: PlaceModel, draws: int, engine: Engine) -> PlaceDraws:
    """Draws of places by sector.

    Parameters
    ----------
    model : the places.
    draws : number of draws, D.
    engine : where; any gives the same result.
    """
    blocks = rounds_of(draws)[0].blocks
    done = dict(engine.each(_block, model, blocks))
    parts = [done[block] for block in blocks]
    fte, potential = (
        np.concatenate([getattr(part, name) for part in parts], axis=-1)[..., :draws]
        for name in ("fte", "potential")
    )
    return PlaceDraws(fte, potential)


def _block(model: PlaceModel, block: int) -> PlaceDraws:
    return place_block(model.inputs, model.sources, model.places, block)


def total_share(draws: PlaceDraws, place: int) -> Array:
    """(D,) potential of a place as share of its FTE, as drawn."""
    share: Array = draws.potential[DRAWN, place].sum(axis=0) / draws.fte[DRAWN, place].sum(axis=0)
    return share


def difference_parts(draws: PlaceDraws, mine: int, other: int) -> dict[str, Array]:
    """The difference in share between two places, by what it is made of and sector.

    Parameters
    ----------
    draws : of the places.
    mine, other : positions of the two.

    Returns
    -------
    Name of `PARTS` -> (S, D) share of all FTE of a place. In every draw all of them sum to the
    share of `mine` less that of `other`.
    """
    weights, means = mixes(draws, mine, other)

    def share(chosen: frozenset[str]) -> Array:
        w, p = weights[int(SECTORS in chosen)], means[int(OCCUPATIONS in chosen)]
        product: Array = w * p
        return product

    parts = shapley_parts((SECTORS, OCCUPATIONS), share)
    both = (weights * means).sum(axis=1).mean(axis=0)
    parts[SECTORS] = parts[SECTORS] - (weights[1] - weights[0]) * both
    drawn = [_of_total(draws, DRAWN, place) for place in (other, mine)]
    given = [_of_total(draws, GIVEN, place) for place in (other, mine)]
    parts[REST] = (drawn[1] - given[1]) - (drawn[0] - given[0])
    return parts


def mixes(draws: PlaceDraws, mine: int, other: int) -> tuple[Array, Array]:
    """What two places differ in, of the workforces as they are given.

    Parameters
    ----------
    draws, mine, other : as for `difference_parts`.

    Returns
    -------
    (2, S, D) share of the FTE in each sector, and mean potential of an FTE there; of `other` first.
    """
    pair = [other, mine]
    fte, potential = draws.fte[GIVEN, pair], draws.potential[GIVEN, pair]
    weights = fte / fte.sum(axis=1, keepdims=True)
    means = np.divide(potential, fte, out=np.zeros_like(fte), where=fte > 0)
    nobody = fte == 0
    return weights, np.where(nobody, means[::-1], means)


def _of_total(draws: PlaceDraws, which: int, place: int) -> Array:
    """(S, D) potential of each sector as share of all FTE of the place."""
    fte = draws.fte[which, place].sum(axis=0)
    share: Array = draws.potential[which, place] / fte
    return share
