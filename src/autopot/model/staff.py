"""Draws of the workforce: who works where, when that is an estimate.

    mix[j,d]     = exp(share_log_sd z[occupation(j),d] + split_log_sd z[j,d])
    N[m,s,d]     = T_m exp(total_log_sd z) * share_s exp(sector_log_sd z_s) / sum over sectors
    W[m,j,d]     = N[m,s,d] * W0[m,j] mix[j,d] / sum over the sector's pairs

so that the mix of occupations is uncertain within a sector, the sector within the municipality, and
the municipality's total by itself. With all sizes 0, W is the workforce as given.
"""

from __future__ import annotations

import numpy as np

from autopot.model.inputs import Array, ModelInputs
from autopot.model.streams import DRAW_BLOCK

MIX, MUNICIPALITY = 0, 1


def occupation_mix(inputs: ModelInputs, block: int) -> Array:
    """Relative size of each pair's FTE within its sector.

    Returns
    -------
    (J, B) around 1; (J, 1) ones where the workforce is given, not estimated.
    """
    staff = inputs.workforce
    pairs = len(staff.occupation)
    if "workforce" in inputs.errors.frozen or not (staff.share_log_sd + staff.split_log_sd).any():
        return np.ones((pairs, 1))
    generator = inputs.stream("workforce", block, MIX)
    by_occupation = generator.standard_normal((len(inputs.tasks.occupations), DRAW_BLOCK))
    log = generator.standard_normal((pairs, DRAW_BLOCK))
    log *= staff.split_log_sd[:, None]
    log += staff.share_log_sd[:, None] * by_occupation[staff.occupation]
    return np.exp(log, out=log)


def sector_fte(inputs: ModelInputs, block: int, municipalities: slice) -> Array:
    """FTE of each sector in a run of municipalities.

    Returns
    -------
    (municipalities, S, B) FTE; (municipalities, S, 1) where the workforce is given.
    """
    staff = inputs.workforce
    given = np.add.reduceat(
        np.pad(staff.fte[municipalities], ((0, 0), (0, 1))), staff.first_pair[:-1], axis=1
    )
    given[:, np.diff(staff.first_pair) == 0] = 0.0
    size = (staff.total_log_sd + staff.sector_log_sd)[municipalities]
    if "workforce" in inputs.errors.frozen or not size.any():
        return given[:, :, None]
    numbers = range(*municipalities.indices(len(staff.municipalities)))
    normals = np.stack(
        [
            inputs.stream(
                "workforce", block, MUNICIPALITY, int(staff.municipalities[m])
            ).standard_normal((staff.sectors + 1, DRAW_BLOCK))
            for m in numbers
        ]
    )
    shares = given[:, :, None] * np.exp(
        staff.sector_log_sd[municipalities, None, None] * normals[:, 1:]
    )
    total = given.sum(axis=1)[:, None] * np.exp(
        staff.total_log_sd[municipalities, None] * normals[:, 0]
    )
    drawn = shares.sum(axis=1)
    scale = np.divide(total, drawn, out=np.zeros_like(drawn), where=drawn > 0)
    result: Array = shares * scale[:, None, :]
    return result
