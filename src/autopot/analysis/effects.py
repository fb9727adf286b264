"""How much of the potential lies in use of each of the three kinds of digitalisation."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot.analysis.disclosure import Hidden
from autopot.analysis.readiness import parts_by_sector
from autopot.analysis.summary import VALUES, Summary
from autopot.evidence import EFFECTS

Array = NDArray[np.float64]


def effect_draws(effect: Array, potential: Array) -> tuple[Array, Array]:
    """Potential of every kind, all sectors together first, and the potential it is a part of.

    Parameters
    ----------
    effect : (S, K, E) 1 where the use of a technology in a sector is of a kind.
    potential : (S, K, D) FTE.

    Returns
    -------
    Both ((S + 1) E, D) FTE; the kinds of a sector sum to its potential.
    """
    by_kind = np.einsum("ske,skd->sed", effect, potential)
    every = np.concatenate([by_kind.sum(axis=0, keepdims=True), by_kind])
    whole = np.broadcast_to(every.sum(axis=1)[:, None, :], every.shape)
    flat = (-1, every.shape[-1])
    return every.reshape(flat), whole.reshape(flat)


def effect_frame(sectors: Sequence[str], summary: Summary) -> pd.DataFrame:
    """One row a sector, kind and unit.

    Parameters
    ----------
    sectors : S codes in the order of the draws.
    summary : of the rows of `effect_draws`.

    Returns
    -------
    Columns sector (`TOTAL` for all), effect_kind, unit (share of the potential, or fte), and the
    figures of `VALUES`.
    """
    return parts_by_sector(sectors, EFFECTS, "effect_kind", summary)


def shown_effects(effects: pd.DataFrame, hidden: Hidden) -> pd.DataFrame:
    """The same as it may be shown.

    Parameters
    ----------
    effects : as from `effect_frame`.
    hidden : what is hidden of the workforce.

    Returns
    -------
    Sectors without potential are left out and hidden ones empty.
    """
    fte = effects[effects["unit"] == "fte"]
    base = effects["sector"].map(fte.groupby("sector")["mean"].sum())
    shown = effects.copy()
    if hidden.anything:
        secret = shown["sector"].isin(hidden.of("sector"))
        shown[[*VALUES]] = shown[[*VALUES]].mask(secret)
    return shown[base > 0].reset_index(drop=True)
