"""What is in use and taken out in each municipality.

    share[y,m,s,d] = sum_j W[m,j,d] a[j,y,d] / sum_j W[m,j,d]

over the pairs j of the sector, with a[j,y,d] the part of an FTE of the pair that is in use, or
taken out: sum_k P[row(j),k,d] u[s,k,y,d], and r[s,d] times that where it is at least
`minimum_block` of a position. The sums over municipalities are those of `autopot.model.potential`.

Where all municipalities have the same occupations within a sector, as in the packaged estimates,
their share is that of the sector: one for all of them.
"""

from __future__ import annotations

import numpy as np

from autopot.model.arrays import Array
from autopot.model.cells import MUNICIPALITY_CHUNK, BlockStaff, sector_scale
from autopot.model.inputs import FutureInputs, ModelInputs, WorkforceInputs
from autopot.model.sector_future import draw_future
from autopot.model.streams import DRAW_BLOCK

TOWN_KINDS = ("adopted", "realised")
"""What is had of municipalities, the first of `autopot.model.potential.KINDS`."""

SAME = 1e-3
"""Shares of occupations within a sector that differ by less are those of one mix, rounded."""


def same_mix(staff: WorkforceInputs) -> bool:
    """Whether all municipalities have the same occupations within each sector they have.

    Parameters
    ----------
    staff : who works where.
    """
    for sector in range(staff.sectors):
        fte = staff.fte[:, staff.pairs_of(sector)]
        whole = fte.sum(axis=1, keepdims=True)
        mix = (fte / np.where(whole > 0, whole, 1.0))[whole[:, 0] > 0]
        if len(mix) and np.ptp(mix, axis=0).max(initial=0.0) > SAME:
            return False
    return True


def town_rows(inputs: ModelInputs) -> int:
    """How many municipalities have a share of their own: all, 1 for all of them, or none.

    None where the inputs ask for no years, of a single municipality, whose figures are the sums
    themselves, and of so many with different occupations that their draws would take too much
    memory.

    Parameters
    ----------
    inputs : the model.
    """
    towns = len(inputs.workforce.municipalities)
    if inputs.future is None or towns == 1:
        return 0
    if same_mix(inputs.workforce):
        return 1
    return towns if towns <= MUNICIPALITY_CHUNK else 0


def town_future(
    inputs: ModelInputs,
    block: int,
    freed: Array,
    staffed: BlockStaff,
    by_sector: Array,
    fte: Array,
) -> Array:
    """What of each municipality's FTE is in use and taken out.

    Parameters
    ----------
    inputs : the model.
    block : number of the block of draws.
    freed : (N, K, B) potential as share of the time of each row.
    staffed : the staff of the same block.
    by_sector : (kinds, Y, S, B) FTE of all municipalities together, `TOWN_KINDS` first.
    fte : (S, B) FTE of all municipalities together.

    Returns
    -------
    (kinds, Y, m, S, B) share of the FTE of each cell, 0-1; m is 1 where it holds for all
    municipalities, and 0 where there is none to be had (see `town_rows`).
    """
    rows = town_rows(inputs)
    kinds, (years, sectors) = len(TOWN_KINDS), by_sector.shape[1:3]
    if rows == 0 or inputs.future is None:
        return np.empty((kinds, years, 0, sectors, DRAW_BLOCK))
    if rows == 1:
        whole = by_sector[:kinds]
        share = np.divide(whole, fte, out=np.zeros_like(whole), where=fte > 0)
        return share[:, :, None]
    return _own(inputs, inputs.future, block, freed, staffed)


def _own(
    inputs: ModelInputs, future: FutureInputs, block: int, freed: Array, staffed: BlockStaff
) -> Array:
    """Shares of municipalities with occupations of their own."""
    drawn = draw_future(inputs, future, block)
    staff, years, row_of_pair = inputs.workforce, future.adoption.years, inputs.row_of_pair
    towns = len(staff.municipalities)
    mix = staffed.mix
    fte, scale = staffed.only_run or sector_scale(inputs, block, slice(0, towns), mix)
    per_fte = np.divide(scale, fte, out=np.zeros_like(scale), where=fte > 0)
    result = np.empty((len(TOWN_KINDS), len(years), towns, staff.sectors, DRAW_BLOCK))
    for number, used in enumerate(drawn.used(years)):
        for sector in range(staff.sectors):
            pairs = staff.pairs_of(sector)
            part = np.einsum("nkb,kb->nb", freed[row_of_pair[pairs]], used[sector])
            large = part >= drawn.minimum_block[sector]
            of_town = staff.fte[:, pairs]
            for kind, value in enumerate((part, part * large * drawn.realised[sector])):
                own = of_town @ (value * mix[pairs])
                np.multiply(own, per_fte[:, sector], out=result[kind, number, :, sector])
    return result
