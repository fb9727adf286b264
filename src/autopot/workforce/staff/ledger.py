"""Every row of a staff file in one bucket, so that rows and FTE add up to what the file holds."""

from __future__ import annotations

import numpy as np
import pandas as pd

from autopot.messages import Message, say, say_in, say_many, sentences

BUCKETS = {
    "used": ("",),
    "sum": ("sum",),
    "heading": ("heading", "text"),
    "hidden": ("hidden",),
    "duplicate": ("duplicate",),
    "no_staff": ("no_staff",),
    "other_time": ("other_time",),
    "leave": ("leave",),
    "left": ("left",),
    "refused": ("amount", "empty", "total_row", "asked", "large_post"),
    "unmatched": ("municipality", "sector", "occupation"),
}
"""Bucket -> reasons for which a row is in it, as in `StaffFile.rows.left_out`."""

FAULTY = (*BUCKETS["refused"], *BUCKETS["unmatched"])
"""Reasons that are faults: a file with such a row has an error."""

BUCKET_WORDS = {
    "used": say_in("rows", "used"),
    "sum": say_in("rows", "sums and subtotals"),
    "heading": say_in("rows", "headings and text"),
    "hidden": say_in("rows", "hidden"),
    "duplicate": say_in("rows", "stand twice"),
    "no_staff": say_in("rows", "without FTE"),
    "other_time": say_in("rows", "another year or month"),
    "leave": say_in("rows", "leave or substitutes"),
    "left": say_in("rows", "have left"),
    "refused": say_in("rows", "refused"),
    "unmatched": say_in("rows", "must be coded"),
}
"""What a bucket is called."""

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
    billionths = np.round(rows["fte"].fillna(0.0).to_numpy(float) * UNIT).astype(np.int64)
    frame = pd.DataFrame({"bucket": buckets, "rows": rows["count"].to_numpy(), "fte": billionths})
    found = frame.groupby("bucket")[["rows", "fte"]].sum()
    found = found.reindex(list(BUCKETS), fill_value=0).astype(np.int64)
    found["fte"] = found["fte"] / UNIT
    return found.rename_axis("bucket").reset_index()


def ledger_total(ledger: pd.DataFrame) -> tuple[int, float]:
    """Rows and FTE of all buckets, to the last digit."""
    billionths = np.round(ledger["fte"].to_numpy(float) * UNIT).astype(np.int64)
    return int(ledger["rows"].sum()), float(billionths.sum() / UNIT)


def ledger_line(ledger: pd.DataFrame) -> Message:
    """The ledger in one sentence, in whole FTE."""
    rows, fte = ledger_total(ledger)
    buckets = [
        say(
            "{bucket} {rows:,} ({fte:,.0f} FTE)",
            bucket=BUCKET_WORDS[str(row.bucket)],
            rows=row.rows,
            fte=row.fte,
        )
        for row in ledger[ledger["rows"] > 0].itertuples()
    ]
    return say_many(
        "In all in the file: 1 row, {fte:,.0f} FTE. Of these: {buckets}",
        "In all in the file: {count:,} rows, {fte:,.0f} FTE. Of these: {buckets}",
        count=rows,
        fte=fte,
        buckets=sentences(buckets, "; "),
    )
