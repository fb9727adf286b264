"""Potential of sectors whose work is read another way than that of the others.

Such a sector is the model of that sector alone, with its own settings and the random numbers of
all: the same errors of the same occupations, and the same uniform behind every drawn number. Only
readings' weights need more than that (`autopot.model.shared_draws`).
"""

from __future__ import annotations

import numpy as np

from autopot.model.arrays import Array
from autopot.model.inputs import ModelInputs
from autopot.model.occupation import CHUNK_TASKS, occupation_potential
from autopot.model.shared_draws import shared_draws
from autopot.model.streams import DRAW_BLOCK


def sector_parts(inputs: ModelInputs, block: int) -> list[Array]:
    """Potential of the pairs of every sector with settings of its own.

    Parameters
    ----------
    inputs : the model.
    block : number of the block.

    Returns
    -------
    For each of `inputs.own` (pairs of the sector, K + H, B), columns as in
    `autopot.model.occupation.occupation_potential`.
    """
    return [_of_sector(inputs.alone(own), block) for own in inputs.own]


def _of_sector(alone: ModelInputs, block: int) -> Array:
    """(J, K + H, B) of the pairs of a model with one sector."""
    tasks = alone.tasks
    shared = shared_draws(alone, block)
    columns = tasks.technology.shape[2] + tasks.gate.shape[1]
    rows = np.empty((len(tasks.row_occupation), columns, DRAW_BLOCK))
    for run in _staffed_runs(alone):
        rows[tasks.rows_of(run)] = occupation_potential(alone, shared, block, run)
    result: Array = rows[alone.row_of_pair]
    return result


def _staffed_runs(alone: ModelInputs) -> list[slice]:
    """Runs of neighbouring occupations that have staff, of at most about `CHUNK_TASKS` tasks."""
    first, runs = alone.tasks.first_task, list[slice]()
    for number in sorted(set(alone.workforce.occupation.tolist())):
        last = runs[-1] if runs else slice(0, -1)
        together = last.stop == number and first[number + 1] - first[last.start] <= CHUNK_TASKS
        if together:
            runs[-1] = slice(last.start, number + 1)
        else:
            runs.append(slice(number, number + 1))
    return runs
