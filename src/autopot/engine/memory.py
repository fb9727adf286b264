"""How much memory draws take, and how many to work on at a time."""

from __future__ import annotations

import ctypes
import sys

from autopot.engine.pieces import Round, rounds_of
from autopot.model.beside import anything_beside, beside_occupations
from autopot.model.cells import MUNICIPALITY_CHUNK
from autopot.model.inputs import ModelInputs
from autopot.model.new_work import ADDED
from autopot.model.potential import KINDS
from autopot.model.streams import DRAW_BLOCK
from autopot.model.town_future import TOWN_KINDS, town_rows

MOST_BLOCKS = 10
"""Blocks in a round at the most; more make no run faster."""

NET = 3
"""New work, net and time of residents, at hand while they are summarised."""

COPIES = 4
"""Arrays at hand while cells are summarised: potential and FTE, share, and a sorted copy."""


def give_back() -> None:
    """Give what is freed back to the system, where the C library can: glibc keeps it otherwise, and
    what is made next comes on top.
    """
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)


def bytes_of(inputs: ModelInputs, draws: int) -> int:
    """Memory that a round of draws takes while it is summarised, roughly.

    It follows from the sizes of the model alone, never from the engine, since it decides how
    quantiles are made.

    Parameters
    ----------
    inputs : the model.
    draws : draws of the round.

    Returns
    -------
    Bytes: 8 for every number that is held at the same time.
    """
    occupations = len(inputs.tasks.occupations)
    technologies, classes = inputs.tasks.radar_class.shape
    staff = inputs.workforce
    pairs, sectors = len(staff.occupation), staff.sectors
    towns = min(MUNICIPALITY_CHUNK, len(staff.municipalities))
    by_sector = sectors * (technologies + inputs.tasks.gate.shape[1] + 1)
    beside = int(anything_beside(inputs))
    shares = len(inputs.row_occupation) * (classes + beside) + pairs
    sums = 2 * occupations + by_sector + beside * len(beside_occupations(inputs))
    cells = COPIES * towns * (sectors + classes + 1 + beside)
    years = 0 if inputs.future is None else len(inputs.future.adoption.years)
    future = 2 * len(KINDS) * years * (sectors + technologies)  # held, and a level of it at hand
    if inputs.future is not None and inputs.future.new_work is not None:
        future += (len(ADDED) + NET) * years * sectors
    rows = town_rows(inputs)
    in_towns = 2 * len(TOWN_KINDS) * years * rows * sectors  # kept by block, and joined
    at_hand = 2 * towns * (sectors + 1) if rows else 0  # one kind and year of them
    return int(8 * draws * (shares + sums + cells + future + in_towns + at_hand))


def rounds_within(inputs: ModelInputs, draws: int, memory: int) -> list[Round]:
    """Draws cut into rounds that fit a memory.

    Parameters
    ----------
    inputs : the model.
    draws : in all.
    memory : bytes.

    Returns
    -------
    Rounds of one to `MOST_BLOCKS` blocks; of one where not even that fits.
    """
    blocks = memory // bytes_of(inputs, DRAW_BLOCK)
    return rounds_of(draws, max(1, min(MOST_BLOCKS, blocks)))
