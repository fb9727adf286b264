"""Potential of sectors whose work is read another way than that of the others.

Such a sector is the model of that sector alone, with its own settings and the random numbers of
all: the same errors of the same occupations, and the same uniform behind every drawn number. Only
readings' weights need more than that (`autopot.model.shared_draws`).
"""

from __future__ import annotations

import numpy as np

from autopot.model.arrays import Array
from autopot.model.inputs import ModelInputs
from autopot.model.kept import ALONE, Sharing
from autopot.model.occupation import CHUNK_TASKS, occupation_chunks, occupation_potential
from autopot.model.shared_draws import SharedDraws, shared_draws
from autopot.model.streams import DRAW_BLOCK


def row_parts(
    inputs: ModelInputs, shared: SharedDraws, block: int, sharing: Sharing = ALONE
) -> Array:
    """Potential of every row: of the occupations, and of the pairs of sectors read their own way.

    Parameters
    ----------
    inputs, shared : the model and the shared draws of the block.
    block : number of the block.
    sharing : with other variants of the model.

    Returns
    -------
    (N, K + H, B) rows as in `ModelInputs.row_occupation`, columns as in
    `autopot.model.occupation.occupation_potential`.
    """
    columns = inputs.tasks.technology.shape[2] + inputs.tasks.gate.shape[1]
    parts = np.empty((len(inputs.row_occupation), columns, DRAW_BLOCK))
    for chunk in occupation_chunks(inputs):
        rows = inputs.tasks.rows_of(chunk)
        parts[rows] = occupation_potential(inputs, shared, block, chunk, sharing)
    own = [_of_sector(inputs.alone(each), block) for each in inputs.own]
    if own:
        np.concatenate(own, out=parts[len(inputs.tasks.row_occupation) :])
    return parts


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
