"""Every row of a staff file in one bucket, so that rows and FTE add up to what the file holds."""

from __future__ import annotations

import numpy as np
import pandas as pd

BUCKETS = {
    "used": ("",),
    "sum": ("sum",),
    "heading": ("heading", "text"),
    "hidden": ("hidden",),
    "duplicate": ("duplicate",),
    "no_staff": ("no_staff",),
    "other_time": ("other_time",),
    "leave": ("leave",),
    "refused": ("amount", "empty", "total_row", "asked"),
    "unmatched": ("municipality", "sector", "occupation"),
}
"""Bucket -> reasons for which a row is in it, as in `StaffFile.rows.left_out`."""

UNIT = 10**9
"""FTE are added as whole billionths, so that the buckets add up to the last digit."""


def ledger_of(rows: pd.DataFrame) -> pd.DataFrame:
    """The ledger.

    Parameters
    ----------
    rows : `left_out`, `count` (rows of the file it stands for) and `fte` (NaN where there is none
        that can be read) of every row.

    Returns
    -------
    bucket, rows, fte; every bucket, in the order of `BUCKETS`. The FTE of all buckets are those of
    all rows.

    >>> rows = pd.DataFrame({"left_out": ["", "sum"], "count": [1, 1], "fte": [0.5, 0.5]})
    >>> ledger_of(rows).head(2).to_numpy().tolist()
    [['used', 1, 0.5], ['sum', 1, 0.5]]
    """
    bucket_of = {reason: bucket for bucket, reasons in BUCKETS.items() for reason in reasons}
    buckets = rows["left_out"].map(bucket_of)
    if buckets.isna().any():
        unknown = sorted(set(rows["left_out"][buckets.isna()]))
        raise ValueError(f"reasons without a bucket: {unknown}")
    whole = np.round(rows["fte"].fillna(0.0).to_numpy(float) * UNIT).astype(np.int64)
    frame = pd.DataFrame({"bucket": buckets, "rows": rows["count"].to_numpy(), "fte": whole})
    found = frame.groupby("bucket")[["rows", "fte"]].sum()
    found = found.reindex(list(BUCKETS), fill_value=0).astype(np.int64)
    found["fte"] = found["fte"] / UNIT
    return found.rename_axis("bucket").reset_index()
