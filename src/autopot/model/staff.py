"""Draws of the workforce: who works where, when that is an estimate.

    mix[j,d]     = exp(share_log_sd z[occupation(j),d] + split_log_sd z[j,d] - c_j)
    N[m,s,d]     = T_m exp(total_log_sd z - c_m) * share_s exp(sector_log_sd z_s - c_s)
                   / sum over sectors
    W[m,j,d]     = N[m,s,d] * W0[m,j] mix[j,d] / sum over the sector's pairs

with c what keeps the mean of a part (`_centre`), so that the mix of occupations is uncertain within
a sector, the sector within the municipality, and the municipality's total by itself. With all sizes
0, W is the workforce as given.
"""

from __future__ import annotations

import numpy as np

from autopot.model.arrays import Array
from autopot.model.inputs import ModelInputs, WorkforceInputs
from autopot.model.streams import DRAW_BLOCK

MIX, MUNICIPALITY = 0, 1


def occupation_mix(inputs: ModelInputs, block: int) -> Array:
    """Relative size of each pair's FTE within its sector.

    Parameters
    ----------
    inputs : the model.
    block : number of the block of draws, from 0; it keys the random numbers.

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
    log -= _centre(_of_sector(staff), staff.share_log_sd**2 + staff.split_log_sd**2)[:, None]
    return np.exp(log, out=log)


def sector_fte(inputs: ModelInputs, block: int, municipalities: slice) -> Array:
    """FTE of each sector in a run of municipalities.

    Parameters
    ----------
    inputs : the model.
    block : number of the block of draws, from 0; it keys the random numbers.
    municipalities : positions of the run; where the runs are cut does not change the numbers.

    Returns
    -------
    (municipalities, S, B) FTE; (municipalities, S, 1) where the workforce is given.
    """
    staff = inputs.workforce
    by_pair = staff.fte[municipalities]
    padded = np.concatenate([by_pair, np.zeros((len(by_pair), 1))], axis=1)
    given = np.add.reduceat(padded, staff.first_pair[:-1], axis=1)
    given[:, np.diff(staff.first_pair) == 0] = 0.0
    size = (staff.total_log_sd + staff.sector_log_sd)[municipalities]
    if "workforce" in inputs.errors.frozen or not size.any():
        return given[:, :, None]
    numbers = range(*municipalities.indices(len(staff.municipalities)))
    normals = np.empty((len(numbers), staff.sectors + 1, DRAW_BLOCK))
    for own, m in zip(normals, numbers, strict=True):
        code = int(staff.municipalities[m])
        inputs.stream("workforce", block, MUNICIPALITY, code).standard_normal(out=own)
    whole = given.sum(axis=1, keepdims=True)
    part = np.divide(given, whole, out=np.zeros_like(given), where=whole > 0)
    by_sector = staff.sector_log_sd[municipalities, None]
    in_all = staff.total_log_sd[municipalities, None]
    shares = normals[:, 1:]
    shares *= by_sector[:, :, None]
    shares -= _centre(part, by_sector**2)[:, :, None]
    np.exp(shares, out=shares)
    shares *= given[:, :, None]
    total = whole * np.exp(in_all * normals[:, 0] - in_all**2 / 2)
    drawn = shares.sum(axis=1)
    scale = np.divide(total, drawn, out=np.zeros_like(drawn), where=drawn > 0)
    result: Array = shares * scale[:, None, :]
    return result


def _of_sector(staff: WorkforceInputs) -> Array:
    """(J,) share of each pair in its sector's FTE, all municipalities together."""
    fte = staff.fte.sum(axis=0)
    sector = np.repeat(np.arange(staff.sectors), np.diff(staff.first_pair))
    whole = np.bincount(sector, fte, staff.sectors)[sector]
    result: Array = np.divide(fte, whole, out=np.zeros_like(fte), where=whole > 0)
    return result


def _centre(share: Array, variance: Array) -> Array:
    """What is taken from the log of a part, so that its share of the whole keeps its mean.

    Parts w_i exp(e_i - c_i) with errors of variance v_i have the mean share w_i, to the second
    order in the errors, for c_i = v_i (1 - 2 w_i) / 2. That is v_i / 2 for a small part, as for a
    lognormal alone, and 0 for each of two equal halves, which are in balance.
    """
    result: Array = variance * (1 - 2 * share) / 2
    return result
