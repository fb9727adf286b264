"""From occupations to sectors and municipalities.

    F[m,s,c,d] = N[m,s,d] / n[m,s,d] * sum_j W0[m,j] mix[j,d] P[occupation(j),c,d]
    n[m,s,d]   = sum_j W0[m,j] mix[j,d]
    F[s,k,d]   = sum_j V[j,d] P[occupation(j),k,d],   V = FTE of the pair over all municipalities

with c the radar class, k the technology. P is the main figure; potential that the scenario sets
beside it (`TaskInputs.beside`) goes the same way as one class more, and is never added to it.

Everything is linear in FTE, so sectors sum to the municipality, municipalities to the total and
technologies to the total in every draw. What of it is in use and taken out by a year stands in
`autopot.model.adoption` and `autopot.model.realisation`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from autopot.messages import say
from autopot.model.adoption import adopted_share, draw_adoption
from autopot.model.beside import beside_occupations, parts_by_class
from autopot.model.finite import all_finite, broken_block, not_finite
from autopot.model.inputs import Array, FutureInputs, Index, ModelInputs, WorkforceInputs
from autopot.model.occupation import occupation_chunks, occupation_potential, shared_draws
from autopot.model.realisation import block_share, realised_share
from autopot.model.staff import occupation_mix, sector_fte
from autopot.model.streams import DRAW_BLOCK

MUNICIPALITY_CHUNK = 16
"""Municipalities worked on at a time, which bounds the memory."""


KINDS = ("adopted", "realised", "quality")
"""In use; of that, taken out; and freed, but in pieces too small to take out."""


@dataclass(frozen=True)
class Future:
    """What becomes of the potential, all municipalities; every array ends in the draws.

    Kinds stand in the order of `KINDS`.

    Parameters
    ----------
    by_sector : (kinds, Y, S, B) FTE.
    by_technology : (kinds, Y, K, B) FTE.
    """

    by_sector: Array
    by_technology: Array


@dataclass(frozen=True)
class Draws:
    """Draws summed over municipalities; every array ends in the draws.

    Parameters
    ----------
    occupation_potential, occupation_fte : (O, D) FTE.
    sector_technology : (S, K, D) FTE.
    sector_gate : (S, H, D) FTE by how far a person is required, what stands beside among them.
    sector_fte : (S, D) FTE.
    occupation_beside : (n, D) FTE beside the main figure, of the n `beside_occupations`.
    future : what is in use and taken out by year; None where the inputs do not ask for it.
    """

    occupation_potential: Array
    occupation_fte: Array
    sector_technology: Array
    sector_gate: Array
    sector_fte: Array
    occupation_beside: Array
    future: Future | None

    def arrays(self) -> list[Array]:
        """All of them, as `of` takes them."""
        whole = [
            self.occupation_potential,
            self.occupation_fte,
            self.sector_technology,
            self.sector_gate,
            self.sector_fte,
            self.occupation_beside,
        ]
        return whole + (
            [] if self.future is None else [self.future.by_sector, self.future.by_technology]
        )

    @classmethod
    def of(cls, arrays: Sequence[Array]) -> Draws:
        """Draws from the arrays that `arrays` gives."""
        by_occupation, fte, by_technology, gate, by_sector, beside, *future = arrays
        years = Future(*future) if future else None
        return cls(by_occupation, fte, by_technology, gate, by_sector, beside, years)


@dataclass(frozen=True)
class BlockShares:
    """What a block's cells need: the same for all municipalities.

    Parameters
    ----------
    occupation_parts : (O, C or C + 1, B) share of the occupation's time (see `parts_by_class`).
    mix : (J, B) or (J, 1) relative size of each pair within its sector.
    """

    occupation_parts: Array
    mix: Array


def municipality_chunks(inputs: ModelInputs) -> list[slice]:
    """Runs of at most `MUNICIPALITY_CHUNK` municipalities."""
    count = len(inputs.workforce.municipalities)
    return [
        slice(start, min(start + MUNICIPALITY_CHUNK, count))
        for start in range(0, count, MUNICIPALITY_CHUNK)
    ]


def run_block(inputs: ModelInputs, block: int) -> tuple[Draws, BlockShares]:
    """Draw one block and sum it over all municipalities.

    Parameters
    ----------
    inputs : the model's inputs.
    block : number of the block, from 0.

    Returns
    -------
    The block's sums, and what its cells need; always `DRAW_BLOCK` draws long.

    Raises
    ------
    Defect
        Something in them is not a finite number.
    """
    staff = inputs.workforce
    shared = shared_draws(inputs, block)
    columns = inputs.tasks.technology.shape[1] + inputs.tasks.gate.shape[1]
    parts = np.empty((len(inputs.tasks.occupations), columns, DRAW_BLOCK))
    for chunk in occupation_chunks(inputs):
        parts[chunk] = occupation_potential(inputs, shared, block, chunk)
    mix = occupation_mix(inputs, block)
    pair_fte = _pair_fte(inputs, block, mix)
    by_sector = np.empty((staff.sectors, parts.shape[1], DRAW_BLOCK))
    for sector in range(staff.sectors):
        pairs = staff.pairs_of(sector)
        weighted = parts[staff.occupation[pairs]]
        weighted *= pair_fte[pairs, None, :]
        weighted.sum(axis=0, out=by_sector[sector])
    technologies, classes = inputs.tasks.radar_class.shape
    future = None
    if inputs.future is not None:
        freed = parts[:, :technologies]
        future = _future(inputs, inputs.future, block, freed, pair_fte, by_sector[:, :technologies])
    shares = BlockShares(parts_by_class(inputs, parts), mix)
    sector_of = np.repeat(np.arange(staff.sectors), np.diff(staff.first_pair))
    fte = _members(staff.occupation, len(parts)) @ pair_fte
    beside = beside_occupations(inputs)
    draws = Draws(
        occupation_potential=fte * shares.occupation_parts[:, :classes].sum(axis=1),
        occupation_fte=fte,
        sector_technology=by_sector[:, :technologies],
        sector_gate=by_sector[:, technologies:],
        sector_fte=_members(sector_of, staff.sectors) @ pair_fte,
        occupation_beside=fte[beside] * shares.occupation_parts[beside, classes:].sum(axis=1),
        future=future,
    )
    if not all_finite(draws.arrays()):
        raise broken_block(inputs, shared, block, parts)
    return draws, shares


def _members(group: Index, groups: int) -> Array:
    """(groups, n) 1 where a thing is in the group."""
    member: Array = (np.arange(groups)[:, None] == group).astype(float)
    return member


def _future(
    inputs: ModelInputs,
    future: FutureInputs,
    block: int,
    freed: Array,
    pair_fte: Array,
    potential: Array,
) -> Future:
    """Adoption and realisation of one block.

    Parameters
    ----------
    inputs, future : the model and what becomes of its potential.
    block : number of the block.
    freed : (O, K, B) potential as share of the occupation's time.
    pair_fte : (J, B) FTE.
    potential : (S, K, B) FTE.
    """
    staff, frozen = inputs.workforce, inputs.errors.frozen
    curves = draw_adoption(future.adoption, inputs.stream("adoption", block), "adoption" in frozen)
    realised = realised_share(
        future.realisation, inputs.stream("realisation", block), "realisation" in frozen
    )[:, None]
    years, (sectors, technologies) = future.adoption.years, potential.shape[:2]
    by_sector = np.empty((len(KINDS), len(years), sectors, DRAW_BLOCK))
    by_technology = np.empty((len(KINDS), len(years), technologies, DRAW_BLOCK))
    for number, year in enumerate(years):
        used = adopted_share(future.adoption, curves, float(year))
        blocks = _blocks(staff, freed, used, pair_fte, future.realisation.minimum_block)
        used *= potential
        out = used * realised
        for kind, value in enumerate((used, out * blocks, out * (1.0 - blocks))):
            value.sum(axis=1, out=by_sector[kind, number])
            value.sum(axis=0, out=by_technology[kind, number])
    return Future(by_sector, by_technology)


def _blocks(
    staff: WorkforceInputs, freed: Array, used: Array, pair_fte: Array, minimum: float
) -> Array:
    """(S, K, B) share of the adopted time that comes in blocks of at least `minimum` of a post."""
    result = np.ones_like(used)
    for sector in range(staff.sectors if minimum > 0 else 0):
        pairs = staff.pairs_of(sector)
        own = freed[staff.occupation[pairs]]
        result[sector] = block_share(own, used[sector], pair_fte[pairs], minimum)
    return result


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


@dataclass(frozen=True)
class Cells:
    """Potential of a run of municipalities.

    Parameters
    ----------
    potential, fte : (municipalities, S, B) FTE.
    by_class : (municipalities, C, B) FTE by radar class, all sectors.
    beside : (municipalities, B) FTE beside the main figure, all sectors; (municipalities, 0) where
        nothing stands there.
    """

    potential: Array
    fte: Array
    by_class: Array
    beside: Array


def cell_potential(
    inputs: ModelInputs, block: int, municipalities: slice, shares: BlockShares
) -> Cells:
    """Potential and FTE of every cell in a run of municipalities, in one block.

    Raises
    ------
    Defect
        Something in them is not a finite number.
    """
    staff = inputs.workforce
    fte, scale = sector_scale(inputs, block, municipalities, shares.mix)
    towns, sectors = fte.shape[:2]
    classes, columns = inputs.tasks.radar_class.shape[1], shares.occupation_parts.shape[1]
    potential = np.empty((towns, sectors, DRAW_BLOCK))
    parts = np.zeros((towns, columns, DRAW_BLOCK))
    for sector in range(sectors):
        pairs = staff.pairs_of(sector)
        value = shares.occupation_parts[staff.occupation[pairs]]
        value *= shares.mix[pairs, None, :]
        flat = staff.fte[municipalities, pairs] @ value.reshape(len(value), columns * DRAW_BLOCK)
        split = flat.reshape(towns, columns, DRAW_BLOCK)
        split *= scale[:, sector, None, :]
        parts += split
        split[:, :classes].sum(axis=1, out=potential[:, sector])
    if not all_finite([potential, fte, parts]):
        codes = [f"{code:04d}" for code in staff.municipalities[municipalities]]
        raise not_finite(say("municipalities {first}-{last}", first=codes[0], last=codes[-1]))
    return Cells(
        potential,
        np.broadcast_to(fte, potential.shape),
        by_class=parts[:, :classes],
        beside=parts[:, classes:].reshape(towns, -1),
    )
