"""A follow-up in sentences and rows of text."""

from __future__ import annotations

from typing import Any

import pandas as pd

from autopot.report.numbers import percent, rounded
from autopot.report.plan_text import Rows
from autopot.report.plan_words import plan_word
from autopot.report.tables import names


def follow_up_lines(content: dict[str, Any], measured: int, language: str) -> list[str]:
    """What the measurements say.

    Parameters
    ----------
    content : as from `Tracking.as_json`.
    measured : how many measures and years were measured.
    language : nb or en.
    """

    def say(key: str, **values: object) -> str:
        return plan_word(key, language).format(**values)

    def fte(value: float) -> str:
        return rounded(value, language)

    total = content["total"]
    share = percent(total["actual"] / total["planned"], language) if total["planned"] else "–"
    before, after = content["realisation"]["before"], content["realisation"]["after"]
    last = content["forecast"][-1]
    return [
        *([say("example")] if content["example"] else []),
        say(
            "track_total",
            count=measured,
            actual=fte(total["actual"]),
            planned=fte(total["planned"]),
            share=share,
            verdict=verdict_words(total, language),
        ),
        say(
            "level",
            before=percent(before[0], language),
            low=percent(before[1], language),
            high=percent(before[2], language),
            after=percent(after[0], language),
            after_low=percent(after[1], language),
            after_high=percent(after[2], language),
        ),
        say(
            "track_forecast",
            year=last["year"],
            mean=fte(last["forecast_mean"]),
            low=fte(last["forecast_p05"]),
            high=fte(last["forecast_p95"]),
            planned=fte(last["planned_mean"]),
        ),
        *(
            [say("unmeasured", names=", ".join(content["unmeasured"]))]
            if content["unmeasured"]
            else []
        ),
    ]


def verdict_words(row: dict[str, Any], language: str) -> str:
    """What a controller would sign: against the plan, and against what it held for likely."""
    words = plan_word(f"verdict_{row['verdict']}", language)
    if row["verdict"] not in ("below", "above"):
        return words
    key = "verdict_expected" if row["expected"] else "verdict_unexpected"
    interval = f"{rounded(row['low'], language)}–{rounded(row['high'], language)}"
    return words + plan_word(key, language).format(interval=interval)


def verdict_lines(rows: list[dict[str, Any]], language: str) -> list[str]:
    """One plain sentence for every measure or sector that was measured."""
    sector = names(language)["sector"]
    return [
        plan_word("track_line", language).format(
            name=row.get("name", sector[row["sector"]]),
            actual=rounded(row["actual"], language),
            planned=rounded(row["planned"], language),
            verdict=verdict_words(row, language),
        )
        for row in rows
    ]


def forecast_rows(forecast: pd.DataFrame, key: str, language: str) -> Rows:
    """Plan and new forecast side by side, by year or by measure."""
    headings = [
        plan_word(key, language),
        plan_word("planned", language),
        plan_word("interval", language),
        plan_word("forecast", language),
        plan_word("interval", language),
    ]
    rows = [
        [
            str(row["name"]) if key == "measure" else f"{row[key]:.0f}",
            *(
                text
                for name in ("planned", "forecast")
                for text in (
                    rounded(row[f"{name}_mean"], language),
                    f"{rounded(row[f'{name}_p05'], language)}–"
                    f"{rounded(row[f'{name}_p95'], language)}",
                )
            ),
        ]
        for _, row in forecast.iterrows()
    ]
    return headings, rows
