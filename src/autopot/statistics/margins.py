"""The rows of workforce/margins.csv: what they say of the cells, and how far each is met."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot.optimise.reconcile import EXACT, Margin, Reconciled, settled

Array = NDArray[np.float64]

STRENGTH = 0.1
"""A margin with tolerance t may scale its cells by at most exp(0.1 / t); see docs/data.md."""


def as_margin(row: pd.Series, cells: pd.DataFrame) -> Margin:
    """A row of margins.csv as linear statement about the cells of its stage.

    Parameters
    ----------
    row : a row of that table.
    cells : (cells,) municipality, sector, occupation.
    """
    part = _chosen(cells, row["municipality"], row["sectors"], row["occupations"])
    low, high = float(row["low"]), float(row["high"])
    low_weights, high_weights = part, part
    if row["unit"] != "fte":
        whole = _chosen(cells, row["municipality"], row["of_sectors"], "")
        low_weights, high_weights = part - low * whole, part - high * whole
        low = high = 0.0
    strength = 0.0 if row["kind"] == "hard" else STRENGTH / float(row["tolerance"])
    return Margin(
        name=str(row["margin"]),
        kind=str(row["kind"]),
        low_weights=low_weights,
        high_weights=high_weights,
        low=low,
        high=high,
        strength=strength,
    )


def residuals(
    rows: pd.DataFrame, statements: list[Margin], cells: pd.DataFrame, result: Reconciled
) -> pd.DataFrame:
    """What every margin reached, in FTE; shares are turned into FTE of the estimate.

    Parameters
    ----------
    rows, statements : the margins, and what `as_margin` makes of each.
    cells, result : what they speak of, and its reconciled FTE.

    Returns
    -------
    Rows of `Estimate.margins`.
    """
    records = []
    for (_, row), margin in zip(rows.iterrows(), statements, strict=True):
        part = _chosen(cells, row["municipality"], row["sectors"], row["occupations"])
        reached = float(part @ result.values)
        whole = 1.0
        if row["unit"] != "fte":
            whole = float(
                _chosen(cells, row["municipality"], row["of_sectors"], "") @ result.values
            )
        low, high = float(row["low"]) * whole, float(row["high"]) * whole
        named = (margin.name, str(row["stage"]), margin.kind)
        limits = (low, high, float(row["tolerance"]))
        records.append(residual(named, limits, reached, str(row["source_id"])))
    return pd.DataFrame(records)


def residual(
    named: tuple[str, str, str], limits: tuple[float, float, float], reached: float, source_id: str
) -> dict[str, object]:
    """One row of `Estimate.margins`.

    Parameters
    ----------
    named : margin, stage, kind.
    limits : low and high in FTE, and the tolerance as share.
    reached : FTE in the estimate.
    source_id : where the margin is from.

    >>> row = residual(("oslo", "storby", "interval"), (90.0, 100.0, 0.05), 104.0, "judgement")
    >>> row["residual"], row["within_tolerance"]
    (4.0, 1)
    """
    low, high, tolerance = limits
    missed = float(settled(min(reached - low, 0.0) + max(reached - high, 0.0), EXACT))
    return {
        "margin": named[0],
        "stage": named[1],
        "kind": named[2],
        "low": float(settled(low, 1)),
        "high": float(settled(high, 1)),
        "tolerance": tolerance,
        "reached": float(settled(reached, 1)),
        "residual": float(settled(missed, 1)) + 0.0,
        "within_tolerance": int(abs(missed) <= max(tolerance * high, 0.05)),
        "source_id": source_id,
    }


def _chosen(cells: pd.DataFrame, municipality: str, sectors: str, occupations: str) -> Array:
    """(cells,) 1 where the cell belongs to the margin."""
    use = np.ones(len(cells), dtype=bool)
    if municipality:
        use &= (cells["municipality"] == municipality).to_numpy()
    if sectors:
        use &= cells["sector"].isin(sectors.split("|")).to_numpy()
    if occupations:
        use &= cells["occupation"].str.startswith(tuple(occupations.split("|"))).to_numpy()
    return use.astype(float)
