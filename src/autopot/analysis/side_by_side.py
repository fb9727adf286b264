"""Sectors of a scenario as they can be held beside those of another: three figures in one run."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from autopot.analysis.levels import Names
from autopot.analysis.outputs import Outputs
from autopot.engine import MOST_BLOCKS, Draws, Engine, Work, rounds_of
from autopot.model.inputs import ModelInputs
from autopot.model.potential import KINDS

Array = NDArray[np.float64]

TECHNICAL = "technical"
OF_A_YEAR = ("adopted", "realised")
"""What is in use and what is taken out; both need a year."""


def sector_outputs(
    inputs: ModelInputs, names: Names, year: int | None, draws: int, engine: Engine
) -> dict[str, Outputs]:
    """The total and every sector: technical potential, and what is in use and taken out in a year.

    Parameters
    ----------
    inputs, names : the model and the names along its axes.
    year : of the figures of a year; None: there are none.
    draws : number of draws, D.
    engine : where.

    Returns
    -------
    `TECHNICAL`, and each of `OF_A_YEAR` where there is a year -> the total, then the sectors.
    """
    future = inputs.future
    if year is not None and future is not None:
        adoption = replace(future.adoption, years=np.array([float(year)]))
        inputs = replace(inputs, future=replace(future, adoption=adoption))
    else:
        inputs = replace(inputs, future=None)
    work: Work[Array, None] = Work(_kept, None)
    rounds = engine.run(inputs, rounds_of(draws, MOST_BLOCKS), work)
    fte, *figures = np.concatenate([kept for kept, _ in rounds], axis=-1)
    labels = [("total", ""), *(("sector", sector) for sector in names.sectors)]
    base = np.concatenate([fte.sum(axis=0, keepdims=True), fte])
    kinds = (TECHNICAL, *OF_A_YEAR)[: len(figures)]
    return {
        kind: Outputs(labels, np.concatenate([own.sum(axis=0, keepdims=True), own]), base)
        for kind, own in zip(kinds, figures, strict=True)
    }


def _kept(_: ModelInputs, draws: Draws) -> Array:
    """(1 + figures, S, D) FTE of every sector, then its figures."""
    found = [draws.sector_fte, draws.sector_technology.sum(axis=1)]
    if draws.future is not None:
        found += [draws.future.by_sector[KINDS.index(kind), 0] for kind in OF_A_YEAR]
    return np.stack(found)
