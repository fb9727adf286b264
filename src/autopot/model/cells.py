"""From what a block of draws shares to the cells of municipalities.

    F[m,s,c,d] = N[m,s,d] / n[m,s,d] * sum_j W0[m,j] mix[j,d] P[row(j),c,d]
    n[m,s,d]   = sum_j W0[m,j] mix[j,d]

with c the radar class; what stands beside the main figure goes the same way as one class more.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from autopot.messages import say
from autopot.model.arrays import Array
from autopot.model.finite import all_finite, not_finite
from autopot.model.inputs import ModelInputs
from autopot.model.kept import ALONE, Sharing
from autopot.model.staff import occupation_mix, sector_fte
from autopot.model.streams import DRAW_BLOCK

MUNICIPALITY_CHUNK = 16
"""Municipalities worked on at a time, which bounds the memory."""


@dataclass(frozen=True)
class BlockStaff:
    """Staff of a block.

    Parameters
    ----------
    mix : (J, B) or (J, 1) relative size of each pair within its sector.
    pair_fte : (J, B) FTE of each (sector, occupation) pair, all municipalities together.
    only_run : FTE and scale as from `sector_scale`, where all municipalities are one run of
        `municipality_chunks`; None where there are more, which are drawn again one run at a time,
        since all of them take as much memory as all other draws together.
    """

    mix: Array
    pair_fte: Array
    only_run: tuple[Array, Array] | None


@dataclass(frozen=True)
class BlockShares:
    """What a block's cells need: the same for all municipalities.

    Parameters
    ----------
    occupation_parts : (O + V, C or C + 1, B) share of the time of each row of `TaskInputs` (see
        `parts_by_class`).
    mix, only_run : as in `BlockStaff`, of the same block.
    future : (kinds, Y, m, S, B) share of the FTE of cells (`autopot.model.town_future`).
    """

    occupation_parts: Array
    mix: Array
    only_run: tuple[Array, Array] | None
    future: Array


def municipality_chunks(inputs: ModelInputs) -> list[slice]:
    """Runs of at most `MUNICIPALITY_CHUNK` municipalities."""
    count = len(inputs.workforce.municipalities)
    return [
        slice(start, min(start + MUNICIPALITY_CHUNK, count))
        for start in range(0, count, MUNICIPALITY_CHUNK)
    ]


def sector_scale(
    inputs: ModelInputs, block: int, municipalities: slice, mix: Array
) -> tuple[Array, Array]:
    """FTE of each cell, and the factor that brings the drawn mix to that FTE.

    Parameters
    ----------
    inputs : the model.
    block : number of the block of draws, from 0.
    municipalities : positions of the run.
    mix : (J, B) or (J, 1), from `occupation_mix` of the same block.

    Returns
    -------
    fte : (municipalities, S, B or 1) FTE.
    scale : (municipalities, S, B or 1), 0 where a municipality has nobody in the sector.
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


def staff_of_block(inputs: ModelInputs, block: int, sharing: Sharing = ALONE) -> BlockStaff:
    """The staff of a block, drawn.

    Parameters
    ----------
    inputs : the model.
    block : number of the block of draws, from 0.
    sharing : with other variants of the model.
    """
    on = "staff", inputs.workforce, inputs.tasks.occupations, *inputs.keyed("workforce")
    still = "workforce" in inputs.errors.frozen
    return sharing.drawn("staff", (*on, still), lambda: _drawn_staff(inputs, block))


def _drawn_staff(inputs: ModelInputs, block: int) -> BlockStaff:
    staff, mix = inputs.workforce, occupation_mix(inputs, block)
    by_pair = np.zeros((len(staff.occupation), DRAW_BLOCK))
    runs = municipality_chunks(inputs)
    for run in runs:
        found = sector_scale(inputs, block, run, mix)
        for sector in range(staff.sectors):
            pairs = staff.pairs_of(sector)
            by_pair[pairs] += staff.fte[run, pairs].T @ found[1][:, sector]
    by_pair *= mix
    return BlockStaff(mix, by_pair, found if len(runs) == 1 else None)


@dataclass(frozen=True)
class Cells:
    """Potential of a run of municipalities.

    Parameters
    ----------
    potential, fte : (municipalities, S, B) FTE.
    by_class : (municipalities, C, B) FTE by radar class, all sectors.
    beside : (municipalities, B) FTE beside the main figure, all sectors; (municipalities, 0) where
        nothing stands there.
    future : (kinds, Y, m, S, B) share of the FTE of cells that is in use and taken out; m is 1
        where it holds for all municipalities, 0 where there is none.
    """

    potential: Array
    fte: Array
    by_class: Array
    beside: Array
    future: Array


def cell_potential(
    inputs: ModelInputs, block: int, municipalities: slice, shares: BlockShares
) -> Cells:
    """Potential and FTE of every cell in a run of municipalities, in one block.

    Parameters
    ----------
    inputs : the model.
    block : number of the block of draws, from 0.
    municipalities : positions of the run.
    shares : of the same block.

    Raises
    ------
    Defect
        Something in them is not a finite number.
    """
    staff, mix = inputs.workforce, shares.mix
    fte, scale = shares.only_run or sector_scale(inputs, block, municipalities, mix)
    towns, sectors = fte.shape[:2]
    classes, columns = inputs.tasks.radar_class.shape[1], shares.occupation_parts.shape[1]
    potential = np.empty((towns, sectors, DRAW_BLOCK))
    parts, row_of_pair = np.zeros((towns, columns, DRAW_BLOCK)), inputs.row_of_pair
    for sector in range(sectors):
        pairs = staff.pairs_of(sector)
        value = shares.occupation_parts[row_of_pair[pairs]]
        value *= mix[pairs, None, :]
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
        future=shares.future,
    )
