"""How much of the freed time a municipality takes out.

    level[d]    one level for all sectors: little, some or large, by their shares, then within it
    shift[s,d]  = - strength[d] sum_b weight_b (score[s,b,d] - 2)
                  - optimism[d] (gap + gap_sd z[d])
    g[s,d]      = level e^shift / (1 - level + level e^shift)
    r[s,d]      = g shifted in logit space by sector_sd z[s,d], its mean kept
                  (`autopot.model.centring`)

A score of 2 leaves the published level as it is; 0 (no barrier) lifts it and 4 lowers it. A score
nobody knows is drawn evenly from what it may be, 0 to 4 or a part of it. The published level is
what leaders answer; those who represent staff answer less brightly, by a measured gap, and a part
of it is taken off.

    block[s,k,y,d] = share of the adopted time that lies in occupations of the sector where at least
                     `minimum_block` of a position is freed
    realised = A block r,   quality = A (1 - block) r
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from autopot.model.arrays import Array, Quantile
from autopot.model.centring import mean_shift, shifted
from autopot.model.streams import DRAW_BLOCK

TYPICAL, WORST = 2.0, 4.0


@dataclass(frozen=True)
class Level:
    """Answers in rising order, and what share of the benefits each is taken to mean.

    Parameters
    ----------
    shares : (n,) share of organisations with each answer, sums to 1.
    parts : (n,) realised share under each answer, 0-1.
    """

    shares: Array
    parts: Sequence[Quantile]

    def quantile(self, u: Array, /) -> Array:
        """The realised level: which answer first, then within it.

        Parameters
        ----------
        u : cumulative probability, any shape, 0-1.

        Returns
        -------
        Realised share, 0-1, same shape.
        """
        ends = np.cumsum(self.shares)
        last = int(np.flatnonzero(self.shares)[-1])
        answer = np.minimum(np.searchsorted(ends, u, side="right"), last)
        result = np.zeros(np.shape(u))
        for number, (part, share) in enumerate(zip(self.parts, self.shares, strict=True)):
            if share > 0:
                within = np.clip((u - (ends[number] - share)) / share, 0.0, 1.0)
                result = np.where(answer == number, part.quantile(within), result)
        return result


@dataclass(frozen=True)
class Optimism:
    """How much too bright the published level may be.

    Parameters
    ----------
    part : of the gap that is taken off, 0-1.
    gap : from union representatives to leaders, logit units.
    sd : its error, logit units.
    """

    part: Quantile
    gap: float
    sd: float


@dataclass(frozen=True)
class RealisationInputs:
    """How much of what is in use is taken out.

    Parameters
    ----------
    level : realised share, one draw for all sectors.
    scores : (S, N) barriers 0-4, missing where nobody has judged them.
    weights : (N,) logit units per step.
    strength : scale of the weights.
    sector_sd : each sector's own error, logit units.
    minimum_block : share of a position that must be freed within an occupation of a sector before
        the time counts as FTE, 0-1.
    lowest, highest : (S, N) ends of what a score that nobody knows may be; None: 0 and 4.
    optimism : of those who answered; None: the level stands as it is.
    """

    level: Quantile
    scores: Array
    weights: Array
    strength: Quantile
    sector_sd: float
    minimum_block: float
    lowest: Array | None = None
    highest: Array | None = None
    optimism: Optimism | None = None


def realised_share(
    inputs: RealisationInputs, generator: np.random.Generator, frozen: bool
) -> Array:
    """Share of the adopted time that is taken out, in one block.

    Parameters
    ----------
    inputs : how much is taken out.
    generator : stream of the factor `realisation` in the block.
    frozen : everything at its centre.

    Returns
    -------
    (S, B) 0-1.
    """
    sectors, barriers = inputs.scores.shape
    uniforms = generator.random((2 + sectors * barriers, DRAW_BLOCK))
    own = generator.standard_normal((sectors, DRAW_BLOCK))
    if frozen:
        uniforms, own = np.full_like(uniforms, 0.5), np.zeros_like(own)
    bright = _brightness(inputs.optimism, generator, frozen)
    drawn = _unknown(inputs, uniforms[2:].reshape(sectors, barriers, DRAW_BLOCK))
    known = inputs.scores[:, :, None]
    score = np.where(np.isnan(known), drawn, known) - TYPICAL
    shift = -inputs.strength.quantile(uniforms[1]) * np.einsum("n,snb->sb", inputs.weights, score)
    expected = shifted(inputs.level.quantile(uniforms[0]), shift - bright)
    if frozen:
        return expected
    sd = inputs.sector_sd
    return shifted(expected, sd * own + mean_shift(expected, np.full((1, 1), sd * sd)))


def _brightness(
    optimism: Optimism | None, generator: np.random.Generator, frozen: bool
) -> Array | float:
    """(B,) how much too bright the level is, logit units; drawn last: nothing else moves."""
    if optimism is None:
        return 0.0
    part, error = generator.random(DRAW_BLOCK), generator.standard_normal(DRAW_BLOCK)
    if frozen:
        part, error = np.full_like(part, 0.5), np.zeros_like(error)
    result: Array = optimism.part.quantile(part) * (optimism.gap + optimism.sd * error)
    return result


def _unknown(inputs: RealisationInputs, uniforms: Array) -> Array:
    """(S, N, B) scores where nobody knows them."""
    if inputs.lowest is None or inputs.highest is None:
        return WORST * uniforms
    low, high = inputs.lowest[:, :, None], inputs.highest[:, :, None]
    result: Array = low + (high - low) * uniforms
    return result


def freed_fte(potential: Array, fte: Array) -> Array:
    """(K, B) FTE that each technology could take over in a sector; arguments as `block_share`."""
    result: Array = np.einsum("nkb,nb->kb", potential, fte)
    return result


def block_share(
    potential: Array, used: Array, fte: Array, minimum: float, whole: Array | None = None
) -> Array:
    """Share of the freed time of a sector that comes in large enough blocks.

    Parameters
    ----------
    potential : (n, K, B) share of each occupation's time that each technology could take over.
    used : (K, B) share of it that is in use.
    fte : (n, B) FTE of each occupation in the sector.
    minimum : share of a position that must be freed in all.
    whole : from `freed_fte`, where it is known.

    Returns
    -------
    (K, B) 0-1; 1 where nothing can be freed.

    Of two FTE of one occupation half is freed, and of ten FTE of another a twentieth.

    >>> potential = np.array([[[0.5]], [[0.05]]])
    >>> fte = np.array([[2.0], [10.0]])
    >>> round(float(block_share(potential, np.ones((1, 1)), fte, 0.1)[0, 0]), 4)  # 1 of 1.5 FTE
    0.6667
    """
    large = np.einsum("nkb,kb->nb", potential, used) >= minimum
    whole = freed_fte(potential, fte) if whole is None else whole
    taken = np.einsum("nkb,nb->kb", potential, fte * large)
    share: Array = np.divide(taken, whole, out=np.ones_like(whole), where=whole > 0)
    return np.clip(share, 0.0, 1.0)
