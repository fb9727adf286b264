"""A follow-up in sentences and tables."""

from __future__ import annotations

from typing import Any

import pandas as pd

from autopot.messages import say, say_many, told
from autopot.messages.numbers import percent, rounded
from autopot.results.plan.labels import (
    EXAMPLE,
    plan_label,
)
from autopot.tables import Brief, Table
from autopot.tables.names import names

FORECAST = [f"{kind}_{end}" for kind in ("planned", "forecast") for end in ("mean", "p05", "p95")]
"""Columns of a forecast, FTE."""


def follow_up_lines(content: dict[str, Any], measured: int) -> list[str]:
    """What the measurements say.

    Parameters
    ----------
    content : as from `Tracking.as_json`.
    measured : how many measures and years were measured.
    """
    total = content["total"]
    share = percent(total["actual"] / total["planned"]) if total["planned"] else "–"
    before, after = content["realisation"]["before"], content["realisation"]["after"]
    last = content["forecast"][-1]
    return [
        *([str(EXAMPLE)] if content["example"] else []),
        str(
            say_many(
                "1 measurement: {actual} FTE against {planned} planned ({share}), {verdict}.",
                "{count} measurements: {actual} FTE against {planned} planned ({share}), "
                "{verdict}.",
                count=measured,
                actual=rounded(total["actual"]),
                planned=rounded(total["planned"]),
                share=share,
                verdict=_verdict_words(total),
            )
        ),
        told(
            "Taken out of what is in use, with 90% interval: {before} in the plan ({low} "
            "to {high}), {after} after the measurements ({after_low} to {after_high}).",
            before=percent(before[0]),
            low=percent(before[1]),
            high=percent(before[2]),
            after=percent(after[0]),
            after_low=percent(after[1]),
            after_high=percent(after[2]),
        ),
        told(
            "New forecast for {year}: {mean} FTE (90% interval {low} to {high}). The plan "
            "said {planned}.",
            year=last["year"],
            mean=rounded(last["forecast_mean"]),
            low=rounded(last["forecast_p05"]),
            high=rounded(last["forecast_p95"]),
            planned=rounded(last["planned_mean"]),
        ),
        *_unmeasured(content["unmeasured"]),
        *_verdicts(told("Measures"), content["measures"]),
        *_verdicts(told("Sectors"), content["sectors"]),
    ]


def _unmeasured(measures: list[str]) -> list[str]:
    if not measures:
        return []
    return [
        told(
            "Not measured: {names}. Without follow-up nobody knows whether the benefit comes.",
            names=measures,
        )
    ]


def _verdict_words(row: dict[str, Any]) -> str:
    """What a controller would sign: against the plan, and against what it held for likely."""
    words = plan_label(f"verdict_{row['verdict']}")
    if row["verdict"] not in ("below", "above"):
        return words
    key = "verdict_expected" if row["expected"] else "verdict_unexpected"
    interval = f"{rounded(row['low'])}–{rounded(row['high'])}"
    return words + plan_label(key, interval=interval)


def _verdicts(title: str, rows: list[dict[str, Any]]) -> list[str]:
    """One plain sentence for every measure or sector that was measured, below an empty line."""
    sector = names()["sector"]
    sentences = [
        told(
            "{name}: {actual} FTE measured against {planned} planned, {verdict}.",
            name=row.get("name", sector[row["sector"]]),
            actual=rounded(row["actual"]),
            planned=rounded(row["planned"]),
            verdict=_verdict_words(row),
        )
        for row in rows
    ]
    return ["", title, *(f"  {sentence}" for sentence in sentences)]


def forecast_table(forecast: pd.DataFrame, key: str) -> Table:
    """Plan and new forecast side by side.

    Parameters
    ----------
    forecast : planned_ and forecast_ mean, p05, p95 in FTE, and the key.
    key : year, or measure, which is its name.
    """
    brief: list[Brief] = [key]
    for kind in ("planned", "forecast"):
        brief += [f"fte_{kind}_mean", (f"fte_{kind}_p05", f"fte_{kind}_p95")]
    frame = forecast[[key, *FORECAST]].rename(columns=lambda n: n if n == key else f"fte_{n}")
    return Table(f"forecast_by_{key}", say("New forecast"), frame, tuple(brief))
