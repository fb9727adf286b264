"""How much of the potential could be taken into use now, and how much must wait."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot.analysis.disclosure import Hidden
from autopot.analysis.summary import VALUES, Summary, summarise

Array = NDArray[np.float64]

PARTS: dict[str, tuple[str, ...]] = {
    "now": ("adopt", "trial"),
    "later": ("assess", "hold"),
    "hold": ("hold",),
}
"""Ready now, later, and the part of later that waits in `hold`."""

TOTAL = "total"
"""`sector` of the rows for all sectors together."""


def readiness_table(
    sectors: Sequence[str], classes: Sequence[str], by_class: Array
) -> pd.DataFrame:
    """Potential that is ready now, later or on hold, by sector and in all.

    Every part is summed in each draw before its quantiles are taken, so the intervals are those of
    the sums.

    Parameters
    ----------
    sectors : (S,) sector codes.
    classes : (C,) radar classes.
    by_class : (S, C, D) potential, FTE.

    Returns
    -------
    Columns sector (`TOTAL` for all), part (now, later, hold), unit (fte, or share of the
    potential), and mean, p05, p25, p50, p75, p95. Where there is no potential the share is 0.

    >>> draws = np.array([[[1.0], [2.0], [3.0], [4.0]]])
    >>> table = readiness_table(["school"], ["adopt", "trial", "assess", "hold"], draws)
    >>> table.query("sector == 'school' and unit == 'share'")["mean"].tolist()
    [0.3, 0.7, 0.4]
    """
    return readiness_frame(sectors, summarise(*readiness_draws(classes, by_class)))


def readiness_draws(classes: Sequence[str], by_class: Array) -> tuple[Array, Array]:
    """Potential of every part, all sectors together first, and the potential it is a part of.

    Parameters
    ----------
    classes, by_class : as for `readiness_table`.

    Returns
    -------
    Both ((S + 1) parts, D) FTE.
    """
    every = np.concatenate([by_class.sum(axis=0, keepdims=True), by_class])
    member = np.array([[name in part for name in classes] for part in PARTS.values()], dtype=float)
    parts = np.einsum("pc,scd->spd", member, every)
    whole = np.broadcast_to(every.sum(axis=1)[:, None, :], parts.shape)
    flat = (-1, parts.shape[-1])
    return parts.reshape(flat), whole.reshape(flat)


def readiness_frame(sectors: Sequence[str], summary: Summary) -> pd.DataFrame:
    """The table of `readiness_table` from the summary of its draws.

    Parameters
    ----------
    sectors : S codes in the order of the draws.
    summary : of ((S + 1) parts) rows: the total first, then every sector, part by part.

    Returns
    -------
    Columns as in `readiness_table`: sector, part, unit, and the figures of `VALUES`.
    """
    return parts_by_sector(sectors, list(PARTS), "part", summary)


def parts_by_sector(
    sectors: Sequence[str], parts: Sequence[str], column: str, summary: Summary
) -> pd.DataFrame:
    """Figures of the parts of a potential, in both units.

    Parameters
    ----------
    sectors : S codes in the order of the draws.
    parts : names of the parts.
    column : what the parts are called.
    summary : of ((S + 1) parts) rows: the total first, then every sector, part by part.

    Returns
    -------
    Columns sector (`TOTAL` for all), `column`, unit, and the figures of `VALUES`.
    """
    keys = pd.MultiIndex.from_product([[TOTAL, *sectors], parts], names=["sector", column])
    frames = []
    for unit, values in (("share", summary.share), ("fte", summary.fte)):
        frame = pd.DataFrame(values[:, : len(VALUES)], columns=list(VALUES), index=keys)
        frame = frame.reset_index()
        frame.insert(2, "unit", unit)
        frames.append(frame)
    return pd.concat(frames, ignore_index=True)


def shown_readiness(readiness: pd.DataFrame, hidden: Hidden) -> pd.DataFrame:
    """The readiness as it may be shown.

    Parameters
    ----------
    readiness : as from `readiness_table`.
    hidden : what is hidden of the workforce.

    Returns
    -------
    Sectors without potential are left out and hidden ones empty.
    """
    fte = readiness[(readiness["unit"] == "fte") & readiness["part"].isin(["now", "later"])]
    potential = fte.groupby("sector")["mean"].sum()
    base = readiness["sector"].map(potential)
    shown = readiness.copy()
    if hidden.anything:
        secret = shown["sector"].isin(hidden.of("sector"))
        shown[[*VALUES]] = shown[[*VALUES]].mask(secret)
    return shown[base > 0].reset_index(drop=True)


def shown_relevance(relevance: pd.DataFrame, hidden: Hidden) -> pd.DataFrame:
    """The relevance as it may be shown: no hidden sectors.

    Parameters
    ----------
    relevance : as from `relevance_table`.
    hidden : what is hidden of the workforce.
    """
    return relevance[~relevance["sector"].isin(hidden.of("sector"))]


def relevance_table(
    sectors: Sequence[str], technologies: Sequence[str], potential: Array
) -> pd.DataFrame:
    """Where a technology's potential lies: its mean potential by sector.

    Parameters
    ----------
    sectors : (S,) sector codes.
    technologies : (K,) technology codes.
    potential : (S, K) mean FTE.

    Returns
    -------
    Columns sector, technology, fte_mean; means may be added.
    """
    keys = pd.MultiIndex.from_product([sectors, technologies], names=["sector", "technology"])
    return pd.DataFrame({"fte_mean": potential.ravel()}, index=keys).reset_index()
