"""Tables of a comparison: the level of each scenario, and the parts of what makes it differ."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot.analysis.outputs import Outputs
from autopot.analysis.sector_split import Cause

Array = NDArray[np.float64]

SPAN = (0.05, 0.95)
ENDS = ("mean", "p05", "p95")
SHARES, FTE = ([f"{unit}_{end}" for end in ENDS] for unit in ("share", "fte"))
MORE_SHARES, MORE_FTE = ([f"more_{name}" for name in names] for names in (SHARES, FTE))
"""How much higher than in the first scenario, draw by draw."""

PER_THOUSAND = [f"fte_per_thousand_{end}" for end in ENDS]
"""Potential in FTE per 1,000 residents."""


def aligned(outputs: Outputs, names: list[tuple[str, str]]) -> Outputs:
    """The same rows as `names`; things that are not there have neither FTE nor potential.

    Parameters
    ----------
    outputs : of one scenario.
    names : (kind, key) of the rows wanted, in their order.

    Returns
    -------
    Potential and FTE (len(names), D); rows of `outputs` that `names` lacks are left out.

    >>> one = Outputs([("sector", "school")], np.ones((1, 2)), np.full((1, 2), 5.0))
    >>> aligned(one, [("sector", "culture"), ("sector", "school")]).fte.tolist()
    [[0.0, 0.0], [5.0, 5.0]]
    """
    if outputs.names == names:
        return outputs
    at = {name: number for number, name in enumerate(outputs.names)}
    rows = [at.get(name) for name in names]
    draws = outputs.potential.shape[1]

    def pick(values: Array) -> Array:
        return np.stack([values[r] if r is not None else np.zeros(draws) for r in rows])

    stated = np.array([r is None or bool(outputs.stated[r]) for r in rows])
    return Outputs(names, pick(outputs.potential), pick(outputs.fte), stated)


def difference_table(scenario: str, outputs: Outputs, base: Outputs) -> pd.DataFrame:
    """Potential of what has staff and can be stated in both, and how it differs from the first's.

    Parameters
    ----------
    scenario : name, in the table's first column.
    outputs, base : of the scenario and of the first one, with the same rows and the same random
        numbers.

    Returns
    -------
    Columns scenario, kind, key, share_mean, share_p05, share_p95, fte_mean, fte_p05, fte_p95,
    probability_above (0-1; a draw with equal shares counts half), and the six again with more_
    before their name: the difference from the first scenario in the same draw.
    """
    frame = pd.DataFrame(outputs.names, columns=["kind", "key"])
    frame.insert(0, "scenario", scenario)
    frame = frame.assign(**_spread(SHARES, outputs.share), **_spread(FTE, outputs.potential))
    above = (outputs.share > base.share).mean(axis=1)
    frame["probability_above"] = above + (outputs.share == base.share).mean(axis=1) / 2
    frame = frame.assign(
        **_spread(MORE_SHARES, outputs.share - base.share),
        **_spread(MORE_FTE, outputs.potential - base.potential),
    )
    kept = (outputs.fte.max(axis=1) > 0) & outputs.stated & base.stated
    return frame[kept]


def per_thousand(table: pd.DataFrame, residents: Mapping[str, int]) -> pd.DataFrame:
    """A table of scenarios with unlike populations: no FTE more or less, and FTE per resident.

    Parameters
    ----------
    table : rows of `difference_table`, as they may be shown.
    residents : scenario -> residents; of those that are not there nothing is told.

    Returns
    -------
    The table without the columns `MORE_FTE`, with `PER_THOUSAND`: FTE per 1,000 residents.
    """
    people = table["scenario"].map(residents)
    columns = {
        rate: 1000 * table[fte] / people for rate, fte in zip(PER_THOUSAND, FTE, strict=True)
    }
    return table.drop(columns=MORE_FTE).assign(**columns)


def without_fte(parts: pd.DataFrame) -> pd.DataFrame:
    """Parts of a difference in share alone.

    Parameters
    ----------
    parts : rows of `part_table`.
    """
    return parts.drop(columns=FTE, errors="ignore")


def part_table(
    scenario: str,
    cause: Cause,
    part: tuple[Array, Array],
    base: Outputs,
) -> pd.DataFrame:
    """One section's part of the difference from the first scenario.

    Parameters
    ----------
    scenario : name, in a column of the table.
    cause : section, and the sector whose own it is, in columns of the table.
    part : (n, D) each, in share and in FTE, rows as in `base`.
    base : of the first scenario.

    Returns
    -------
    Columns scenario, kind, key, section, sector, share_mean, share_p05, share_p95, fte_mean,
    fte_p05, fte_p95.
    """
    share, fte = part
    section, sector = cause
    frame = pd.DataFrame(base.names, columns=["kind", "key"])
    frame.insert(0, "scenario", scenario)
    return frame.assign(
        section=section, sector=sector, **_spread(SHARES, share), **_spread(FTE, fte)
    )


def _spread(columns: list[str], values: Array) -> dict[str, Array]:
    """Mean and ends of the 90 % interval of every row, by column name."""
    low, high = np.quantile(values, SPAN, axis=1)
    return dict(zip(columns, (values.mean(axis=1), low, high), strict=True))
