"""From occupations to sectors and municipalities.

    F[m,s,d]   = N[m,s,d] / n[m,s,d] * sum_j W0[m,j] mix[j,d] P[occupation(j),d]
    n[m,s,d]   = sum_j W0[m,j] mix[j,d]
    F[s,k,d]   = sum_j V[j,d] P[occupation(j),k,d],   V = FTE of the pair over all municipalities

Everything is linear in FTE, so sectors sum to the municipality, municipalities to the total and
technologies to the total in every draw.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from autopot.model.inputs import Array, ModelInputs
from autopot.model.occupation import occupation_chunks, occupation_potential, shared_draws
from autopot.model.staff import occupation_mix, sector_fte
from autopot.model.streams import DRAW_BLOCK

MUNICIPALITY_CHUNK = 16
"""Municipalities worked on at a time, which bounds the memory."""


@dataclass(frozen=True)
class BlockResult:
    """One block of draws.

    Parameters
    ----------
    occupation_share : (O, B) potential as share of the occupation's time.
    mix : (J, B) or (J, 1) relative size of each pair within its sector.
    sector_technology : (S, K, B) FTE, all municipalities.
    sector_gate : (S, H, B) the same FTE by how far a person is required.
    pair_fte : (J, B) FTE of each pair, all municipalities.
    """

    occupation_share: Array
    mix: Array
    sector_technology: Array
    sector_gate: Array
    pair_fte: Array


def municipality_chunks(inputs: ModelInputs) -> list[slice]:
    """Runs of at most `MUNICIPALITY_CHUNK` municipalities."""
    count = len(inputs.workforce.municipalities)
    return [
        slice(start, min(start + MUNICIPALITY_CHUNK, count))
        for start in range(0, count, MUNICIPALITY_CHUNK)
    ]


def run_block(inputs: ModelInputs, block: int) -> BlockResult:
    """Draw one block and sum it over all municipalities.

    Parameters
    ----------
    inputs : the model's inputs.
    block : number of the block, from 0.

    Returns
    -------
    The block, always `DRAW_BLOCK` draws long.
    """
    staff = inputs.workforce
    shared = shared_draws(inputs, block)
    parts = np.concatenate(
        [occupation_potential(inputs, shared, block, c) for c in occupation_chunks(inputs)]
    )
    mix = occupation_mix(inputs, block)
    pair_fte = _pair_fte(inputs, block, mix)
    by_sector = np.empty((staff.sectors, parts.shape[1], DRAW_BLOCK))
    for sector in range(staff.sectors):
        pairs = staff.pairs_of(sector)
        weighted = parts[staff.occupation[pairs]]
        weighted *= pair_fte[pairs, None, :]
        weighted.sum(axis=0, out=by_sector[sector])
    technologies = inputs.tasks.technology.shape[1]
    return BlockResult(
        occupation_share=parts[:, :technologies].sum(axis=1),
        mix=mix,
        sector_technology=by_sector[:, :technologies],
        sector_gate=by_sector[:, technologies:],
        pair_fte=pair_fte,
    )


def _pair_fte(inputs: ModelInputs, block: int, mix: Array) -> Array:
    """(J, B) FTE of each (sector, occupation) pair, all municipalities together."""
    staff = inputs.workforce
    result = np.zeros((len(staff.occupation), DRAW_BLOCK))
    for run in municipality_chunks(inputs):
        scale = sector_scale(inputs, block, run, mix)[1]
        for sector in range(staff.sectors):
            pairs = staff.pairs_of(sector)
            result[pairs] += staff.fte[run, pairs].T @ scale[:, sector]
    result *= mix
    return result


def sector_scale(
    inputs: ModelInputs, block: int, municipalities: slice, mix: Array
) -> tuple[Array, Array]:
    """FTE of each cell, and the factor that brings the drawn mix to that FTE.

    Returns
    -------
    fte : (municipalities, S, B or 1) FTE.
    scale : same shape, 0 where a municipality has nobody in the sector.
    """
    staff = inputs.workforce
    fte = sector_fte(inputs, block, municipalities)
    mixed = np.stack(
        [
            staff.fte[municipalities, staff.pairs_of(s)] @ mix[staff.pairs_of(s)]
            for s in range(staff.sectors)
        ],
        axis=1,
    )
    scale = np.divide(
        fte, mixed, out=np.zeros(np.broadcast_shapes(fte.shape, mixed.shape)), where=mixed > 0
    )
    return fte, scale


def cell_potential(
    inputs: ModelInputs, block: int, municipalities: slice, result: BlockResult
) -> tuple[Array, Array]:
    """Potential and FTE of every cell in a run of municipalities.

    Returns
    -------
    potential, fte : (municipalities, S, B) FTE.
    """
    staff = inputs.workforce
    fte, scale = sector_scale(inputs, block, municipalities, result.mix)
    shape = (*fte.shape[:2], DRAW_BLOCK)
    potential = np.empty(shape)
    for sector in range(staff.sectors):
        pairs = staff.pairs_of(sector)
        value = result.mix[pairs] * result.occupation_share[staff.occupation[pairs]]
        potential[:, sector] = staff.fte[municipalities, pairs] @ value
    potential *= scale
    return potential, np.broadcast_to(fte, shape)
