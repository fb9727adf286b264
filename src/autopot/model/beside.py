"""What the scenario sets beside the main figure: tasks where the person is the service itself."""

from __future__ import annotations

import numpy as np

from autopot.model.arrays import Array, Index
from autopot.model.inputs import ModelInputs


def beside_occupations(inputs: ModelInputs) -> Index:
    """Occupations with a task that stands beside the main figure.

    Returns
    -------
    (n,) positions in the occupations of `inputs`, rising.
    """
    tasks = inputs.tasks
    of_task = np.repeat(np.arange(len(tasks.occupations)), np.diff(tasks.first_task))
    anywhere = inputs.beside_of_sector.max(axis=0)
    return np.unique(of_task[tasks.gate @ anywhere > 0])


def anything_beside(inputs: ModelInputs) -> bool:
    """Whether the scenario sets anything beside the main figure, in any sector."""
    return bool(inputs.beside_of_sector.any())


def beside_share(inputs: ModelInputs, gate: Array) -> Array:
    """What stands beside the main figure, from all of it by how far a person is required.

    Parameters
    ----------
    inputs : the model.
    gate : (S, H, B) share or FTE of every sector.

    Returns
    -------
    (S, B) in the same unit.
    """
    result: Array = np.einsum("shb,sh->sb", gate, inputs.beside_of_sector)
    return result


def parts_by_class(inputs: ModelInputs, parts: Array) -> Array:
    """Potential of occupations by radar class, and last what stands beside, where anything does.

    Parameters
    ----------
    inputs : the model.
    parts : (N, K + H, B) potential of the rows of `ModelInputs.row_occupation`.

    Returns
    -------
    (N, C or C + 1, B) share of the row's time, 0-1.
    """
    tasks = inputs.tasks
    technologies, classes = tasks.radar_class.shape
    weights = np.zeros((classes + anything_beside(inputs), parts.shape[1]))
    weights[:classes, :technologies] = tasks.radar_class.T
    weights[classes:, technologies:] = tasks.beside
    result: Array = weights @ parts
    first = len(tasks.row_occupation)
    for own in inputs.own:
        pairs = inputs.workforce.pairs_of(own.sector)
        rows = slice(first, first + pairs.stop - pairs.start)
        weights[classes:, technologies:] = own.beside
        result[rows] = weights @ parts[rows]
        first = rows.stop
    return result
