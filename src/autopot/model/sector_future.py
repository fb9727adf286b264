"""What becomes of the potential, where some sectors have settings of their own.

Every sector's own curves and parts are drawn with the random numbers of all: from the same streams,
in the same order, so that what is shared stays shared. Only the sector's part of them is used.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from autopot.model.adoption import AdoptionDraws, adopted_shares, draw_adoption
from autopot.model.arrays import Array
from autopot.model.inputs import FutureInputs, ModelInputs
from autopot.model.new_work import NewWorkDraws, draw_new_work
from autopot.model.realisation import realised_share


@dataclass(frozen=True)
class FutureDraws:
    """What is drawn of adoption and realisation in a block.

    Parameters
    ----------
    inputs : what becomes of the potential.
    curves : of adoption.
    realised : (S, B) share of what is in use that is taken out.
    extra : new work; None: not asked for.
    own : number of a sector -> its own; only the sector's part of them is used.
    """

    inputs: FutureInputs
    curves: AdoptionDraws
    realised: Array
    extra: NewWorkDraws | None
    own: dict[int, FutureDraws]

    @property
    def minimum_block(self) -> Array:
        """(S,) share of a position that must be freed in each sector."""
        result = np.full(len(self.realised), self.inputs.realisation.minimum_block)
        for sector, own in self.own.items():
            result[sector] = own.inputs.realisation.minimum_block
        return result

    def used(self, years: Array) -> list[Array]:
        """For every year (S, K, B) share of the potential that is in use, 0-1."""
        result = adopted_shares(self.inputs.adoption, self.curves, years)
        for sector, own in self.own.items():
            curves = own.curves.of_sector(sector)
            in_sector = adopted_shares(own.inputs.adoption, curves, years)
            for every, one in zip(result, in_sector, strict=True):
                every[sector] = one[0]
        return result

    def added(self, used: Array, in_blocks: Array, taken: Array) -> list[Array]:
        """What comes with the use, in the order of `ADDED`; nothing where it is not asked for.

        Parameters
        ----------
        used, in_blocks, taken : (S, K, B) FTE, as for `NewWorkDraws.added`.
        """
        if self.extra is None:
            return []
        result = [np.array(value) for value in self.extra.added(used, in_blocks, taken)]
        for sector, own in self.own.items():
            if own.extra is not None:
                parts = own.extra.added(used[sector], in_blocks[sector], taken[sector])
                for whole, part in zip(result, parts, strict=True):
                    whole[sector] = part
        return result


def realised_in_sectors(
    future: FutureInputs, stream: Callable[[], np.random.Generator], frozen: bool
) -> Array:
    """Share of the adopted time that is taken out, in one block.

    Parameters
    ----------
    future : what becomes of the potential.
    stream : makes the generator of the factor `realisation` in the block.
    frozen : everything at its centre.

    Returns
    -------
    (S, B) 0-1.
    """
    realised = realised_share(future.realisation, stream(), frozen)
    for sector, own in future.own.items():
        realised[sector] = realised_share(own.realisation, stream(), frozen)[sector]
    return realised


def draw_future(inputs: ModelInputs, future: FutureInputs, block: int) -> FutureDraws:
    """Draw adoption and realisation of one block.

    Parameters
    ----------
    inputs : gives the streams and what is frozen.
    future : what becomes of the potential.
    block : number of the block, from 0.
    """
    frozen = inputs.errors.frozen

    def stream(factor: str) -> np.random.Generator:
        return inputs.stream(factor, block)

    own = {sector: draw_future(inputs, each, block) for sector, each in future.own.items()}
    realised = realised_in_sectors(future, lambda: stream("realisation"), "realisation" in frozen)
    extra = None
    if future.new_work is not None:
        extra = draw_new_work(future.new_work, stream("new_work"), "new_work" in frozen)
    return FutureDraws(
        inputs=future,
        curves=draw_adoption(future.adoption, stream("adoption"), "adoption" in frozen),
        realised=realised,
        extra=extra,
        own=own,
    )
