"""All municipalities of a run beside others, from draws that are made once.

A municipality beside its size group and the big cities is `autopot.analysis.peers`, which draws
those places. For hundreds of municipalities the draws are made once, and each place is a sum of
municipalities of the run.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from autopot.analysis.ranks import SURE
from autopot.engine import Engine, rounds_of
from autopot.model.inputs import ModelInputs
from autopot.model.peers import DRAWN, GIVEN, PlaceDraws, TownDraws, town_block

Array = NDArray[np.float64]
Positions = NDArray[np.intp]


def town_draws(inputs: ModelInputs, draws: int, engine: Engine) -> TownDraws:
    """Draws of every municipality.

    Parameters
    ----------
    inputs : the model.
    draws : number of draws, D; the first of a run of the same model.
    engine : where; any gives the same result.
    """
    blocks = rounds_of(draws)[0].blocks
    done = dict(engine.each(town_block, inputs, blocks))
    parts = [done[block] for block in blocks]
    pairs, fte, potential = (
        np.concatenate([getattr(part, name) for part in parts], axis=-1)[..., :draws]
        for name in ("pairs", "fte", "potential")
    )
    return TownDraws(pairs, fte, potential)


def places_of(inputs: ModelInputs, towns: TownDraws, members: Sequence[Positions]) -> PlaceDraws:
    """Places that are sums of municipalities.

    Parameters
    ----------
    inputs, towns : the model, and its draws from `town_draws`.
    members : positions of the municipalities of each place.

    Returns
    -------
    As `autopot.analysis.peers.place_draws` gives them, but for the workforce as drawn, of which
    only the sum over sectors is known: it stands in the first sector.
    """
    staff = inputs.workforce
    draws = towns.fte.shape[-1]
    shape = 2, len(members), staff.sectors, draws
    found = PlaceDraws(np.zeros(shape), np.zeros(shape))
    for place, rows in enumerate(members):
        given = staff.fte[rows].sum(axis=0)
        for sector in range(staff.sectors):
            pairs = staff.pairs_of(sector)
            found.fte[GIVEN, place, sector] = given[pairs].sum()
            found.potential[GIVEN, place, sector] = given[pairs] @ towns.pairs[pairs]
        found.fte[DRAWN, place, 0] = towns.fte[rows].sum(axis=0)
        found.potential[DRAWN, place, 0] = towns.potential[rows].sum(axis=0)
    return found


def told_apart(share: Array) -> tuple[int, int]:
    """How many pairs of municipalities have one that is surely higher.

    Parameters
    ----------
    share : (M, D) potential of each as share of its FTE.

    Returns
    -------
    Pairs of which the same one is higher in at least `SURE` of the draws, and all pairs.

    >>> told_apart(np.array([[0.1, 0.1], [0.2, 0.2], [0.05, 0.3]]))
    (1, 3)
    """
    count = len(share)
    above = sum(int(((one > share).mean(axis=1) >= SURE).sum()) for one in share)
    return above, count * (count - 1) // 2
