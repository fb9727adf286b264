"""Nothing but finite numbers leaves the model: a fault stops it and is named."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autopot.errors import Defect, Norwegian, Problem
from autopot.model.inputs import Array, ModelInputs
from autopot.model.occupation import SharedDraws


def all_finite(arrays: Iterable[Array]) -> bool:
    """Whether arrays hold neither NaN nor infinity: then their sums do not either."""
    return all(bool(np.isfinite(array.sum())) for array in arrays)


def not_finite(place: str, norwegian_place: str, found: str = "", norwegian: str = "") -> Defect:
    """The defect of a number that is none.

    Parameters
    ----------
    place, norwegian_place : what the number is about.
    found, norwegian : which part of it is to blame, where that is known.
    """
    return Defect(
        Problem(
            place,
            "the model gave something that is not a finite number" + found,
            "",
            "a defect in autopot: nothing is shown; please report it",
            nb=Norwegian(
                "modellen ga noe som ikke er et endelig tall" + norwegian,
                "",
                "en feil i autopot: ingenting blir vist; meld den gjerne",
                norwegian_place,
            ),
        )
    )


def broken_block(inputs: ModelInputs, shared: SharedDraws, block: int, parts: Array) -> Defect:
    """What is wrong in a block: occupation and reading where it is one, or the workforce.

    Parameters
    ----------
    inputs, shared : the model and the shared draws of the block.
    block : number of the block.
    parts : (O, columns, B) potential of the occupations.
    """
    bad = np.flatnonzero(~np.isfinite(parts.sum(axis=(1, 2))))
    if not len(bad):
        return not_finite(f"workforce, block {block}", f"bemanningen, blokk {block}")
    number = int(bad[0])
    readings = [
        reading.name
        for reading in inputs.mix.readings
        if not _is_share(reading.values(shared.parameters, slice(number, number + 1)))
    ]
    code = f"{inputs.tasks.occupations[number]:04d}"
    names = ", ".join(readings) or "none of them"
    norwegian = ", ".join(readings) or "ingen av dem"
    return not_finite(
        f"occupation {code}, block {block}",
        f"yrke {code}, blokk {block}",
        f"; readings that are no share: {names}",
        f"; lesninger som ikke er en andel: {norwegian}",
    )


def _is_share(values: Array) -> bool:
    return bool(((values >= 0) & (values <= 1)).all())
