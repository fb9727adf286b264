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
    return np.unique(of_task[tasks.gate @ tasks.beside > 0])


def beside_share(inputs: ModelInputs, gate: Array) -> Array:
    """What stands beside the main figure, from all of it by how far a person is required.

    Parameters
    ----------
    inputs : the model.
    gate : (n, H, B) share or FTE.

    Returns
    -------
    (n, B) in the same unit.
    """
    result: Array = np.tensordot(gate, inputs.tasks.beside, axes=(1, 0))
    return result


def parts_by_class(inputs: ModelInputs, parts: Array) -> Array:
    """Potential of occupations by radar class, and last what stands beside, where anything does.

    Parameters
    ----------
    inputs : the model.
    parts : (O + V, K + H, B) as from `autopot.model.occupation.occupation_potential`.

    Returns
    -------
    (O + V, C or C + 1, B) share of the row's time, 0-1.
    """
    tasks = inputs.tasks
    technologies, classes = tasks.radar_class.shape
    weights = np.zeros((classes + bool(tasks.beside.any()), parts.shape[1]))
    weights[:classes, :technologies] = tasks.radar_class.T
    weights[classes:, technologies:] = tasks.beside
    result: Array = weights @ parts
    return result
