"""Occupations without a measure borrow the mean of their nearest STYRK group, and are named."""

from __future__ import annotations

from functools import cache

import pandas as pd

from autopot import catalogue


@cache
def complete_evidence() -> tuple[pd.DataFrame, pd.DataFrame]:
    """All measures for all occupations with any evidence, gaps borrowed.

    Returns
    -------
    values : one row per occupation, one column per measure, no gaps.
    borrowed : same shape, number of STYRK digits of the group a value was borrowed from; 4 where
        the value is the occupation's own.
    """
    evidence = catalogue.evidence()
    values = evidence.pivot_table(index="occupation", columns="measure", values="value")
    bridge = catalogue.bridge()
    usable = sorted(set(bridge.loc[bridge["relation"] != "no_evidence", "occupation"]))
    return fill_from_groups(values.reindex(usable))


def fill_from_groups(values: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Fill gaps with the mean of the same 3-, then 2-, then 1-digit group, at last of all.

    Parameters
    ----------
    values : index of 4-digit codes, NaN where nothing is published.

    Returns
    -------
    The filled values, and the digits of the group each came from (4: own, 0: all).

    >>> own = pd.DataFrame({"x": [0.2, 0.4, None]}, index=["4311", "4312", "4313"])
    >>> filled, digits = fill_from_groups(own)
    >>> round(float(filled.loc["4313", "x"]), 3), int(digits.loc["4313", "x"])
    (0.3, 3)
    """
    filled = values.copy()
    digits = values.notna().astype(int) * 4
    for length in (3, 2, 1, 0):
        groups = values.index.str[:length] if length else pd.Index(["all"] * len(values))
        means = values.groupby(groups).transform("mean")
        new = filled.isna() & means.notna()
        filled = filled.where(~new, means)
        digits = digits.where(~new, length)
    return filled, digits
