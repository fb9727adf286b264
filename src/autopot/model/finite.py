"""Nothing but finite numbers leaves the model: a fault stops it and is named."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autopot.errors import Defect, Problem
from autopot.messages import Message, say
from autopot.model.arrays import Array
from autopot.model.inputs import ModelInputs
from autopot.model.shared_draws import SharedDraws


def all_finite(arrays: Iterable[Array]) -> bool:
    """Whether arrays of any shape hold neither NaN nor infinity: then their sums do not either."""
    return all(bool(np.isfinite(array.sum())) for array in arrays)


NO_NUMBER = say("the model gave something that is not a finite number")


def not_finite(place: Message, found: Message = NO_NUMBER) -> Defect:
    """The defect of a number that is none.

    Parameters
    ----------
    place : what the number is about.
    found : the same as `NO_NUMBER`, and which part of it is to blame, where that is known.
    """
    remedy = say("a defect in autopot: nothing is shown; please report it")
    return Defect(Problem(place, found, remedy=remedy))


def broken_block(inputs: ModelInputs, shared: SharedDraws, block: int, parts: Array) -> Defect:
    """What is wrong in a block: occupation and reading where it is one, or the workforce.

    Parameters
    ----------
    inputs, shared : the model and the shared draws of the block.
    block : number of the block.
    parts : (N, columns, B) potential of the rows of `ModelInputs.row_occupation`.
    """
    rows = np.flatnonzero(~np.isfinite(parts.sum(axis=(1, 2))))
    bad = np.sort(inputs.row_occupation[rows])
    if not len(bad):
        return not_finite(say("workforce, block {block}", block=block))
    every = slice(0, len(inputs.tasks.occupations))
    for reading in inputs.mix.readings:  # one task of a run that is no number spoils the whole run
        values = reading.values(shared.parameters, every)
        tasks = np.flatnonzero(~((values >= 0) & (values <= 1)).all(axis=1))
        if len(tasks):
            number = np.searchsorted(inputs.tasks.first_task, tasks[0], side="right") - 1
            code = f"{inputs.tasks.occupations[number]:04d}"
            return not_finite(
                say("occupation {code}, block {block}", code=code, block=block),
                say(
                    "the model gave something that is not a finite number: the reading {reading} "
                    "is no share there",
                    reading=reading.name,
                ),
            )
    first, last = (f"{inputs.tasks.occupations[number]:04d}" for number in (bad[0], bad[-1]))
    return not_finite(
        say("occupations {first}-{last}, block {block}", first=first, last=last, block=block),
        say(
            "the model gave something that is not a finite number, though every reading is a share"
        ),
    )
