"""New and moved work that technology in use brings with it.

    v[k,d]     = share of the freed time that comes back as work for other staff: one place in the
                 ranges of all technologies, drawn once
    b[d]       = of the new work that belongs to time in use but not taken out, the share that has
                 to be covered by what is taken out
    L[s,k,y,d] = v (R + b (A block - R))  new work, FTE that the taken-out time has to cover
    net        = R - L
    M[s,k,y,d] = m[k,d] A                 time of residents, FTE; never a part of net

A is in use, A block of it in large enough blocks, and R = A block r taken out
(`autopot.model.realisation`). Time that is taken out is no longer there to do its own new work, so
all of that counts; where freed time stays with the staff, they can do it, unless it falls on others
than those who were freed. Time freed in small pieces is not FTE, and its new work comes in pieces
as small: it lowers the quality and is not counted here. So net <= R and L <= v A block. A net below
0 says that more work came than was taken out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from autopot.model.arrays import Array, Quantile
from autopot.model.streams import DRAW_BLOCK

ADDED = ("new_work", "residents")
"""New work that what is taken out has to cover, and time moved to residents."""


@dataclass(frozen=True)
class NewWorkInputs:
    """What technology in use brings of work.

    Parameters
    ----------
    share : (K,) of the time that a technology in use frees, what comes back as work for staff.
    residents : (K,) of the same time, what residents spend instead.
    borne : share of the new work of time not taken out that the taken-out time has to cover.
    """

    share: Sequence[Quantile]
    residents: Sequence[Quantile]
    borne: Quantile


@dataclass(frozen=True)
class NewWorkDraws:
    """Drawn shares of a block.

    Parameters
    ----------
    share, residents : (K, B) 0-1.
    borne : (B,) 0-1.
    """

    share: Array
    residents: Array
    borne: Array

    def added(self, used: Array, in_blocks: Array, realised: Array) -> tuple[Array, Array]:
        """New work, and time of residents, in the order of `ADDED`.

        Parameters
        ----------
        used : (..., K, B) FTE in use.
        in_blocks : (..., K, B) FTE of it that comes in large enough blocks.
        realised : (..., K, B) FTE of that which is taken out.

        Returns
        -------
        Both (..., K, B) FTE, 0 or more.

        Of twelve FTE in use ten come in blocks and four of them are taken out; a fifth comes back,
        and half of that of the six others is borne: 0.2 (4 + 0.5 * 6).

        >>> one = NewWorkDraws(np.array([[0.2]]), np.array([[0.3]]), np.array([0.5]))
        >>> fte = (np.array([[value]]) for value in (12.0, 10.0, 4.0))
        >>> [round(float(value[0, 0]), 6) for value in one.added(*fte)]
        [1.4, 3.6]
        """
        new_work = self.share * (realised + self.borne * (in_blocks - realised))
        return new_work, self.residents * used


def draw_new_work(
    inputs: NewWorkInputs, generator: np.random.Generator, frozen: bool
) -> NewWorkDraws:
    """Draw the shares of one block.

    Parameters
    ----------
    inputs : ranges.
    generator : stream of the factor `new_work` in the block.
    frozen : everything at its centre.
    """
    uniforms = generator.random((3, DRAW_BLOCK))
    if frozen:
        uniforms = np.full_like(uniforms, 0.5)
    return new_work_at(inputs, *uniforms)


def new_work_at(
    inputs: NewWorkInputs, share: Array, residents: Array, borne: Array
) -> NewWorkDraws:
    """The shares at given places in their ranges.

    Parameters
    ----------
    inputs : ranges of K technologies.
    share, residents, borne : (B,) cumulative probability, 0-1; the same for all technologies, since
        what they share is that nobody has counted the work.
    """
    return NewWorkDraws(
        np.stack([range_.quantile(share) for range_ in inputs.share]),
        np.stack([range_.quantile(residents) for range_ in inputs.residents]),
        inputs.borne.quantile(borne),
    )
