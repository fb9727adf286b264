"""From occupations to sectors, all municipalities together; each of them in `autopot.model.cells`.

    F[s,k,d]   = sum_j V[j,d] P[row(j),k,d],   V = FTE of the pair over all municipalities

with k the technology and row(j) the pair's occupation, in its sector where it spends its time there
another way. P is the main figure; potential that the scenario sets beside it
(`TaskInputs.beside`) goes the same way, and is never added to it.

Everything is linear in FTE, so sectors sum to the municipality, municipalities to the total and
technologies to the total in every draw. What of it is in use and taken out by a year stands in
`autopot.model.adoption` and `autopot.model.realisation`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from autopot.model.arrays import Array, Index
from autopot.model.beside import beside_occupations, parts_by_class
from autopot.model.cells import BlockShares, BlockStaff, staff_of_block
from autopot.model.finite import all_finite, broken_block
from autopot.model.inputs import FutureInputs, ModelInputs
from autopot.model.kept import ALONE, Sharing
from autopot.model.new_work import ADDED
from autopot.model.realisation import block_share, freed_fte
from autopot.model.sector_future import draw_future
from autopot.model.sector_work import row_parts
from autopot.model.shared_draws import shared_draws
from autopot.model.streams import DRAW_BLOCK
from autopot.model.town_future import town_future

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
    added : (n, Y, S, B) FTE of `ADDED`; none of them where the inputs ask for none.
    """

    by_sector: Array
    by_technology: Array
    added: Array


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
        """All arrays in the order and the shapes of the fields, those of the years last if any.

        `of` takes them back.
        """
        whole = [
            self.occupation_potential,
            self.occupation_fte,
            self.sector_technology,
            self.sector_gate,
            self.sector_fte,
            self.occupation_beside,
        ]
        future = self.future
        return whole + (
            [] if future is None else [future.by_sector, future.by_technology, future.added]
        )

    @classmethod
    def of(cls, arrays: Sequence[Array]) -> Draws:
        """Draws from arrays in the order and the shapes that `arrays` gives."""
        by_occupation, fte, by_technology, gate, by_sector, beside, *future = arrays
        years = Future(*future) if future else None
        return cls(by_occupation, fte, by_technology, gate, by_sector, beside, years)


def run_block(
    inputs: ModelInputs, block: int, sharing: Sharing = ALONE
) -> tuple[Draws, BlockShares]:
    """Draw one block and sum it over all municipalities.

    Parameters
    ----------
    inputs : the model's inputs.
    block : number of the block, from 0.
    sharing : with other variants of the model.

    Returns
    -------
    The block's sums, and what its cells need; always `DRAW_BLOCK` draws long.

    Raises
    ------
    Defect
        Something in them is not a finite number.
    """
    shared = shared_draws(inputs, block)
    parts = sharing.stage("parts", (), lambda: row_parts(inputs, shared, block, sharing))
    staffed = staff_of_block(inputs, block, sharing)
    sectors = _sector_sums(inputs, block, parts, staffed)
    technologies, classes = inputs.tasks.radar_class.shape
    towns = np.empty((0, 0, 0, inputs.workforce.sectors, DRAW_BLOCK))
    if sectors.future is not None:
        freed, by_sector = parts[:, :technologies], sectors.future.by_sector
        towns = town_future(inputs, block, freed, staffed, by_sector, sectors.sector_fte)
    by_class = parts_by_class(inputs, parts)
    row_fte = _members(inputs.row_of_pair, len(parts)) @ staffed.pair_fte
    potential = by_class[:, :classes].sum(axis=1)
    potential *= row_fte
    apart = by_class[:, classes:].sum(axis=1)
    apart *= row_fte
    draws = replace(
        sectors,
        occupation_potential=_by_occupation(inputs, potential),
        occupation_fte=_by_occupation(inputs, row_fte),
        occupation_beside=_by_occupation(inputs, apart)[beside_occupations(inputs)],
    )
    if not all_finite(draws.arrays()):
        raise broken_block(inputs, shared, block, parts)
    return draws, BlockShares(by_class, staffed.mix, staffed.only_run, towns)


def sectors_of_block(inputs: ModelInputs, block: int, sharing: Sharing = ALONE) -> Draws:
    """As `run_block`, of the sums of sectors alone: occupations are left out.

    Parameters
    ----------
    inputs, block, sharing : as for `run_block`.

    Raises
    ------
    Defect
        As for `run_block`.
    """
    shared = shared_draws(inputs, block)
    parts = sharing.stage("parts", (), lambda: row_parts(inputs, shared, block, sharing))
    draws = _sector_sums(inputs, block, parts, staff_of_block(inputs, block, sharing))
    if not all_finite(draws.arrays()):
        raise broken_block(inputs, shared, block, parts)
    return draws


def _sector_sums(inputs: ModelInputs, block: int, parts: Array, staffed: BlockStaff) -> Draws:
    """The sums of sectors; none of occupations.

    Parameters
    ----------
    inputs, block : the model and the number of the block.
    parts : (N, K + H, B) potential of the rows of `ModelInputs.row_occupation`.
    staffed : the staff of the block.
    """
    staff, row_of_pair, pair_fte = inputs.workforce, inputs.row_of_pair, staffed.pair_fte
    by_sector = np.empty((staff.sectors, parts.shape[1], DRAW_BLOCK))
    for sector in range(staff.sectors):
        pairs = staff.pairs_of(sector)
        weighted = parts[row_of_pair[pairs]]
        weighted *= pair_fte[pairs, None, :]
        weighted.sum(axis=0, out=by_sector[sector])
    technologies = inputs.tasks.radar_class.shape[0]
    future = None
    if inputs.future is not None:
        freed, potential = parts[:, :technologies], by_sector[:, :technologies]
        future = _future(inputs, inputs.future, block, freed, pair_fte, potential)
    sector_of = np.repeat(np.arange(staff.sectors), np.diff(staff.first_pair))
    none = np.empty((0, DRAW_BLOCK))
    return Draws(
        occupation_potential=none,
        occupation_fte=none,
        sector_technology=np.ascontiguousarray(by_sector[:, :technologies]),
        sector_gate=np.ascontiguousarray(by_sector[:, technologies:]),
        sector_fte=_members(sector_of, staff.sectors) @ pair_fte,
        occupation_beside=none,
        future=future,
    )


def _members(group: Index, groups: int) -> Array:
    """(groups, n) 1 where a thing is in the group."""
    member: Array = (np.arange(groups)[:, None] == group).astype(float)
    return member


def _by_occupation(inputs: ModelInputs, rows: Array) -> Array:
    """(O, B) sums of the (N, B) rows of each occupation."""
    result = rows[: len(inputs.tasks.occupations)].copy()
    np.add.at(result, inputs.row_occupation[len(result) :], rows[len(result) :])
    return result


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
    freed : (N, K, B) potential as share of the time of each row.
    pair_fte : (J, B) FTE.
    potential : (S, K, B) FTE.
    """
    drawn = draw_future(inputs, future, block)
    realised = drawn.realised[:, None]
    years, (sectors, technologies) = future.adoption.years, potential.shape[:2]
    by_sector = np.empty((len(KINDS), len(years), sectors, DRAW_BLOCK))
    by_technology = np.empty((len(KINDS), len(years), technologies, DRAW_BLOCK))
    added = np.empty((len(ADDED) if drawn.extra else 0, len(years), sectors, DRAW_BLOCK))
    in_use = drawn.used(years)
    in_blocks = _blocks(inputs, freed, in_use, pair_fte, drawn.minimum_block)
    for number, (used, blocks) in enumerate(zip(in_use, in_blocks, strict=True)):
        used *= potential
        out = used * realised
        taken = out * blocks
        for kind, value in enumerate((used, taken, out * (1.0 - blocks))):
            value.sum(axis=1, out=by_sector[kind, number])
            value.sum(axis=0, out=by_technology[kind, number])
        for kind, value in enumerate(drawn.added(used, used * blocks, taken)):
            value.sum(axis=1, out=added[kind, number])
    return Future(by_sector, by_technology, added)


def _blocks(
    inputs: ModelInputs, freed: Array, used: Sequence[Array], pair_fte: Array, minimum: Array
) -> list[Array]:
    """For every year (S, K, B) share of the adopted time that comes in blocks of at least (S,)
    `minimum` of a post; 1 where nothing is in use.
    """
    result = [np.ones_like(year) for year in used]
    staff, row_of_pair = inputs.workforce, inputs.row_of_pair
    for sector in np.flatnonzero(minimum > 0):
        pairs = staff.pairs_of(int(sector))
        own, fte = freed[row_of_pair[pairs]], pair_fte[pairs]
        whole = freed_fte(own, fte)
        for shares, year in zip(result, used, strict=True):
            if year[sector].any():
                least = float(minimum[sector])
                shares[sector] = block_share(own, year[sector], fte, least, whole)
    return result
