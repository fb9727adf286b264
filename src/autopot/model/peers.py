"""Several workforces with the same work: FTE and potential of their sectors in the same draws.

    N[p,s,d] = sum_m N[m,s,d]               FTE of place p in sector s
    F[p,s,d] = sum_m,j W[m,j,d] P[row(j),d]  potential

The potential P of an occupation in a sector is drawn once and is the same for all places, so that
what differs between them is who works there. Each stands twice: with the workforce as it is given,
and as it is drawn where it is an estimate.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from autopot.model.arrays import Array
from autopot.model.cells import municipality_chunks, sector_scale
from autopot.model.inputs import ModelInputs, WorkforceInputs
from autopot.model.sector_work import row_parts
from autopot.model.shared_draws import shared_draws
from autopot.model.staff import occupation_mix
from autopot.model.streams import DRAW_BLOCK

GIVEN, DRAWN = 0, 1
"""The workforce as it is given, and as it is drawn."""


@dataclass(frozen=True)
class PlaceStaff:
    """Who works in a place.

    Parameters
    ----------
    staff : its municipalities, over the pairs of the model.
    source : position of the workforce that it is taken from.
    """

    staff: WorkforceInputs
    source: int


@dataclass(frozen=True)
class PlaceDraws:
    """FTE and potential of places by sector; first as given, then as drawn.

    Parameters
    ----------
    fte, potential : (2, P, S, D) FTE.
    """

    fte: Array
    potential: Array


@dataclass(frozen=True)
class TownDraws:
    """Every municipality of one workforce, in the same draws.

    Parameters
    ----------
    pairs : (J, D) potential of an FTE of each pair of sector and occupation, FTE.
    fte, potential : (M, D) FTE as drawn, all sectors together.
    """

    pairs: Array
    fte: Array
    potential: Array


def town_block(inputs: ModelInputs, block: int) -> TownDraws:
    """Draw one block of every municipality.

    Parameters
    ----------
    inputs : the model; the municipalities are those of its workforce.
    block : number of the block, from 0.

    Returns
    -------
    Always `DRAW_BLOCK` draws long.
    """
    staff, potential = inputs.workforce, _of_pairs(inputs, block)
    mix = occupation_mix(inputs, block)
    value = potential * mix
    shape = len(staff.municipalities), DRAW_BLOCK
    result = TownDraws(potential, np.zeros(shape), np.zeros(shape))
    for run in municipality_chunks(inputs):
        fte, scale = sector_scale(inputs, block, run, mix)
        result.fte[run] = fte.sum(axis=1)
        for sector in range(staff.sectors):
            pairs = staff.pairs_of(sector)
            of_mix = staff.fte[run, pairs] @ value[pairs]
            result.potential[run] += scale[:, sector] * of_mix
    return result


def _of_pairs(inputs: ModelInputs, block: int) -> Array:
    """(J, DRAW_BLOCK) potential of an FTE of each pair."""
    technologies = inputs.tasks.technology.shape[2]
    rows = row_parts(inputs, shared_draws(inputs, block), block)[:, :technologies].sum(axis=1)
    found: Array = rows[inputs.row_of_pair]
    return found


def place_block(
    inputs: ModelInputs,
    sources: Sequence[WorkforceInputs],
    places: Sequence[PlaceStaff],
    block: int,
) -> PlaceDraws:
    """Draw one block of several places.

    Parameters
    ----------
    inputs : the model; the pairs of its workforce are those of all sources and places.
    sources : workforces, each of which has one draw of its mix of occupations.
    places : who works where.
    block : number of the block, from 0.

    Returns
    -------
    Always `DRAW_BLOCK` draws long.
    """
    potential = _of_pairs(inputs, block)
    mixes = [occupation_mix(replace(inputs, workforce=s), block) for s in sources]
    shape = 2, len(places), inputs.workforce.sectors, DRAW_BLOCK
    result = PlaceDraws(np.zeros(shape), np.zeros(shape))
    for number, place in enumerate(places):
        own = replace(inputs, workforce=place.staff)
        _given(result, number, own, potential)
        _drawn(result, number, own, block, mixes[place.source], potential)
    return result


def _given(result: PlaceDraws, place: int, inputs: ModelInputs, potential: Array) -> None:
    """The workforce as it is given."""
    staff = inputs.workforce
    fte = staff.fte.sum(axis=0)
    for sector in range(staff.sectors):
        pairs = staff.pairs_of(sector)
        result.fte[GIVEN, place, sector] = fte[pairs].sum()
        result.potential[GIVEN, place, sector] = fte[pairs] @ potential[pairs]


def _drawn(
    result: PlaceDraws, place: int, inputs: ModelInputs, block: int, mix: Array, potential: Array
) -> None:
    """The workforce as it is drawn."""
    staff = inputs.workforce
    value = potential * mix
    for run in municipality_chunks(inputs):
        fte, scale = sector_scale(inputs, block, run, mix)
        result.fte[DRAWN, place] += fte.sum(axis=0)
        for sector in range(staff.sectors):
            pairs = staff.pairs_of(sector)
            of_mix = staff.fte[run, pairs] @ value[pairs]
            result.potential[DRAWN, place, sector] += (scale[:, sector] * of_mix).sum(axis=0)
