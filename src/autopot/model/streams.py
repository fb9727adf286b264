"""Random numbers: one stream per (seed, factor, block of draws, item).

A stream never depends on which thread asks for it, in which order, or on what else is in the model:
the same seed gives the same numbers on one core and on many, and an occupation keeps its noise when
another one is added to the workforce.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

FACTORS: dict[str, int] = {
    "evidence": 1,
    "capability": 2,
    "transfer": 3,
    "tasks": 4,
    "time_use": 5,
    "workforce": 6,
    "adoption": 7,
    "realisation": 8,
    "source": 9,
    "occupations": 10,
    "demand": 11,
    "population": 12,
    "ageing": 13,
}
"""Groups of uncertain inputs that move together, with the number that keys their streams."""

TECHNICAL = (
    "evidence",
    "source",
    "capability",
    "transfer",
    "occupations",
    "tasks",
    "time_use",
    "workforce",
)
"""Factors that the technical potential depends on."""

YEARLY = (*TECHNICAL, "adoption", "realisation")
"""Factors that what becomes of it depends on; the need of work depends on the others too."""

DRAW_BLOCK = 1000
"""Draws in a block. Blocks are drawn whole, so that a shorter run is the start of a longer one."""


SECOND_SET = 1000
"""Added to a factor's number for a second set of streams, independent of the first."""


def stream(
    seed: int, factor: str, block: int, *item: int, second: bool = False
) -> np.random.Generator:
    """The generator of one factor in one block.

    Parameters
    ----------
    seed : 0 or more; 0 is a seed like any other.
    factor : a name of `FACTORS`.
    block : number of the block of draws, from 0.
    item : further numbers, for instance the occupation, that give an item a stream of its own.
    second : the second set of streams, which sensitivity analysis needs beside the first.

    Returns
    -------
    A Philox generator (counter based; Salmon et al. 2011, SC11) keyed by all of these.

    >>> bool(stream(0, "tasks", 2, 4110).random() == stream(0, "tasks", 2, 4110).random())
    True
    """
    number = FACTORS[factor] + (SECOND_SET if second else 0)
    key = np.random.SeedSequence(seed, spawn_key=(number, block, *item))
    return np.random.Generator(np.random.Philox(key))
