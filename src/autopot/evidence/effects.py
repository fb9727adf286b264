"""What technology is used for: the three kinds of digitalisation of the 2019 study."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from autopot import catalogue

UNKNOWN = "unknown"

EFFECTS = ("efficiency", "improvement", "new_service", UNKNOWN)
"""First and foremost: today's work in less time, existing services made better, new services; and
not known by us."""


def effect_of(technology: str, sector: str) -> str:
    """What a technology is for in a sector, first and foremost.

    Parameters
    ----------
    technology, sector : codes.

    Returns
    -------
    One of `EFFECTS`; unknown where the table does not name both.

    >>> effect_of("process_automation", "administration"), effect_of("magic", "school")
    ('efficiency', 'unknown')
    """
    return _effects().get((technology, sector), UNKNOWN)


def _effects() -> dict[tuple[str, str], str]:
    table = catalogue.table("technologies/effects")
    pairs = zip(table["technology"], table["sector"], strict=True)
    return dict(zip(pairs, table["effect_kind"], strict=True))


def effect_matrix(sectors: Sequence[str], technologies: Sequence[str]) -> NDArray[np.float64]:
    """(S, K, E) 1 where the use of a technology in a sector is of the kind of `EFFECTS`, else 0.

    Parameters
    ----------
    sectors, technologies : names along the axes.
    """
    known = _effects()
    kinds = [[EFFECTS.index(known.get((t, s), UNKNOWN)) for t in technologies] for s in sectors]
    matrix: NDArray[np.float64] = np.eye(len(EFFECTS))[np.array(kinds, dtype=np.int64)]
    return matrix
