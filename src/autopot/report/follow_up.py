"""A follow-up in sentences and rows of text."""

from __future__ import annotations

from typing import Any

import pandas as pd

from autopot.messages import told
from autopot.messages.numbers import percent, rounded
from autopot.report.plan_labels import plan_label
from autopot.report.plan_text import Rows
from autopot.report.tables import names


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
        *([plan_label("example")] if content["example"] else []),
        plan_label(
            "track_total",
            count=measured,
            actual=rounded(total["actual"]),
            planned=rounded(total["planned"]),
            share=share,
            verdict=verdict_words(total),
        ),
        plan_label(
            "level",
            before=percent(before[0]),
            low=percent(before[1]),
            high=percent(before[2]),
            after=percent(after[0]),
            after_low=percent(after[1]),
            after_high=percent(after[2]),
        ),
        plan_label(
            "track_forecast",
            year=last["year"],
            mean=rounded(last["forecast_mean"]),
            low=rounded(last["forecast_p05"]),
            high=rounded(last["forecast_p95"]),
            planned=rounded(last["planned_mean"]),
        ),
        *(
            [plan_label("unmeasured", names=", ".join(content["unmeasured"]))]
            if content["unmeasured"]
            else []
        ),
    ]


def verdict_words(row: dict[str, Any]) -> str:
    """What a controller would sign: against the plan, and against what it held for likely."""
    words = plan_label(f"verdict_{row['verdict']}")
    if row["verdict"] not in ("below", "above"):
        return words
    key = "verdict_expected" if row["expected"] else "verdict_unexpected"
    interval = f"{rounded(row['low'])}–{rounded(row['high'])}"
    return words + plan_label(key, interval=interval)


def verdict_lines(rows: list[dict[str, Any]]) -> list[str]:
    """One plain sentence for every measure or sector that was measured."""
    sector = names()["sector"]
    return [
        told(
            "{name}: {actual} FTE measured against {planned} planned, {verdict}.",
            name=row.get("name", sector[row["sector"]]),
            actual=rounded(row["actual"]),
            planned=rounded(row["planned"]),
            verdict=verdict_words(row),
        )
        for row in rows
    ]


def forecast_rows(forecast: pd.DataFrame, key: str) -> Rows:
    """Plan and new forecast side by side, by year or by measure."""
    headings = [
        plan_label(key),
        told("Planned"),
        told("90% interval"),
        told("New forecast"),
        told("90% interval"),
    ]
    rows = [
        [
            str(row["name"]) if key == "measure" else f"{row[key]:.0f}",
            *(
                text
                for name in ("planned", "forecast")
                for text in (
                    rounded(row[f"{name}_mean"]),
                    f"{rounded(row[f'{name}_p05'])}–{rounded(row[f'{name}_p95'])}",
                )
            ),
        ]
        for _, row in forecast.iterrows()
    ]
    return headings, rows
