"""How much of planned benefits is realised, as organisations answer."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from autopot import catalogue

Array = NDArray[np.float64]

ANSWERS = ("little", "some", "large")
PUBLIC, MUNICIPAL = "public", "municipal"


def answer_shares(municipal: float) -> Array:
    """Shares of little, some and large, from both bodies of figures.

    Parameters
    ----------
    municipal : how far municipalities' own answers are believed, 0-1; the rest goes to those of
        state and municipalities together.

    Returns
    -------
    (3,) sums to 1. Each answer of state and municipalities is the mean of its years, and the middle
    one what is left. Municipalities print *large* only, the mean of three kinds of benefit; the
    rest is split as the others split it. A draw takes one answer, so a mixture of two bodies of
    figures is the mixture of their shares.

    >>> [round(float(share), 3) for share in answer_shares(0.0)]
    [0.155, 0.648, 0.197]
    """
    little, large = _mean(PUBLIC, "little"), _mean(PUBLIC, "large")
    public = np.array([little, 1 - little - large, large])
    own = _mean(MUNICIPAL, "large")
    municipalities = np.append(public[:2] * (1 - own) / (1 - large), own)
    return np.asarray((1 - municipal) * public + municipal * municipalities)


def _mean(body: str, answer: str) -> float:
    table = catalogue.table("survey/realisation")
    used = table[table["used"] & (table["body"] == body) & (table["answer"] == answer)]
    return float(used["value"].mean()) / 100
