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
    "refused": ("amount", "empty", "total_row", "asked", "large_post"),
    "unmatched": ("municipality", "sector", "occupation"),
}
"""Bucket -> reasons for which a row is in it, as in `StaffFile.rows.left_out`."""

BUCKET_WORDS = {
    "used": ("brukt", "used"),
    "sum": ("sum og delsum", "sums and subtotals"),
    "heading": ("overskrift og tekst", "headings and text"),
    "hidden": ("skjult", "hidden"),
    "duplicate": ("står to ganger", "stand twice"),
    "no_staff": ("uten årsverk", "no FTE"),
    "other_time": ("annet år eller annen måned", "another year or month"),
    "leave": ("permisjon eller vikar", "leave or substitutes"),
    "refused": ("avvist", "refused"),
    "unmatched": ("må kodes", "must be coded"),
}
"""What a bucket is called, in Norwegian and English."""

WHICH = {"nb": "Av dem", "en": "Of these"}
TOTAL_WORDS = ("i alt i filen", "in all in the file")

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


def ledger_total(ledger: pd.DataFrame) -> tuple[int, float]:
    """Rows and FTE of all buckets, to the last digit."""
    whole = np.round(ledger["fte"].to_numpy(float) * UNIT).astype(np.int64)
    return int(ledger["rows"].sum()), float(whole.sum() / UNIT)


def ledger_table(ledger: pd.DataFrame, language: str) -> list[tuple[str, int, float]]:
    """Name, rows and FTE of each bucket that holds anything, and of all."""
    place = 0 if language == "nb" else 1
    rows = [
        (BUCKET_WORDS[str(row.bucket)][place], int(str(row.rows)), float(str(row.fte)))
        for row in ledger[ledger["rows"] > 0].itertuples()
    ]
    return [*rows, (TOTAL_WORDS[place], *ledger_total(ledger))]


def ledger_rows(ledger: pd.DataFrame, language: str) -> list[tuple[str, str, str]]:
    """`ledger_table` in words for a result, which others see too: whole FTE."""
    return [
        (name, _number(rows, language), _number(round(fte), language))
        for name, rows, fte in ledger_table(ledger, language)
    ]


def ledger_line(ledger: pd.DataFrame, language: str) -> str:
    """The ledger in one sentence, in whole FTE."""
    *parts, (whole, rows, fte) = ledger_rows(ledger, language)
    words = ("rader", "årsverk") if language == "nb" else ("rows", "FTE")
    said = "; ".join(f"{name} {many} ({some} {words[1]})" for name, many, some in parts)
    start = f"{whole[0].upper()}{whole[1:]}"
    return f"{start}: {rows} {words[0]}, {fte} {words[1]}. {WHICH[language]}: {said}"


def _number(value: int, language: str) -> str:
    text = f"{value:,}"
    return text if language == "en" else text.replace(",", "\u00a0")
