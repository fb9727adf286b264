"""report.html of a comparison, from the same pieces as the page of a run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
from markupsafe import Markup

from autopot.analysis.levels import BESIDE
from autopot.messages import told
from autopot.messages.numbers import percent, points, rounded
from autopot.report.charts.comparison import scenario_chart, waterfall_chart
from autopot.report.charts.export import inline_svg
from autopot.report.charts.style import broken
from autopot.report.figures import Figure
from autopot.report.labels import label
from autopot.report.page import render
from autopot.report.scenario_text import ScenarioText
from autopot.report.suppression import left_out
from autopot.report.tables import thing_name

UNITS = ("share", "fte")
FIRST_ROW = 2
"""Row of the first figure in a sheet of compare.xlsx, under its heading."""


@dataclass(frozen=True)
class ComparisonPage:
    """What the page of a comparison is made from; frames as in `autopot.api.Comparison`."""

    scenarios: list[ScenarioText]
    table: pd.DataFrame
    parts: pd.DataFrame
    differences: pd.DataFrame
    hidden: list[tuple[str, str]]
    description: Mapping[str, Any]


def build_comparison_page(page: ComparisonPage) -> bytes:
    """The content of report.html in the directory of a comparison."""
    first, *others = page.scenarios
    specs: dict[str, Any] = {}
    words: dict[str, str] = {}
    for unit, suffix in zip(UNITS, ("", "-fte"), strict=True):
        key = f"compare{suffix}"
        specs[key] = scenario_chart(_level_rows(page, unit), unit).to_dict()
        words[key] = _level_words(page, unit, label(f"plot_{key}"))
    pairs = [_pair(page, first, other, specs, words) for other in others]
    context = {
        "title": " / ".join(s.title for s in page.scenarios),
        "scenarios": page.scenarios,
        "lead": told("Technical potential: {list}.", list=_totals(page, "share")),
        "beside": told(
            "Beside these, where the person is the service itself: {list}.",
            list=_totals(page, "share", BESIDE),
        ),
        "same_numbers": told(
            "All scenarios use the same random numbers. “Above” is how often the share "
            "is higher than in {first}, draw by draw. Intervals are 90%.",
            first=first.title,
        ),
        "notes": left_out([thing_name(*thing) for thing in page.hidden]),
        "rows": _table_rows(page),
        "pairs": pairs,
        "charts": {
            name: {"svg": Markup(inline_svg(spec)), "alt": words[name]}
            for name, spec in specs.items()
        },
        "manifest": _about_run(page),
    }
    return render("compare.html", context, {"charts": specs, "tasks": {}})


def _about_run(page: ComparisonPage) -> dict[str, Any]:
    labels = {"run": "compare_run", "scenarios": "compare_scenarios"}
    return {
        label(labels[key]) if key in labels else key: value
        for key, value in page.description.items()
    }


def _level_rows(page: ComparisonPage, unit: str) -> pd.DataFrame:
    """Rows of the side-by-side chart, things in the order of the table."""
    titles = {s.name: s.title for s in page.scenarios}
    table = page.table[page.table["kind"] != BESIDE]
    labels = {
        (kind, key): broken(thing_name(kind, key))
        for kind, key in dict.fromkeys(zip(table["kind"], table["key"], strict=True))
    }
    return pd.DataFrame(
        {
            "name": [labels[pair] for pair in zip(table["kind"], table["key"], strict=True)],
            "scenario": [titles[name] for name in table["scenario"]],
            **{v: table[f"{unit}_{v}"].to_numpy() for v in ("mean", "p05", "p95")},
        }
    )


def _totals(page: ComparisonPage, unit: str, kind: str = "total") -> str:
    """Total of every scenario with its interval, in one sentence; or what stands beside it."""
    every = page.table[(page.table["kind"] == kind) & (page.table["key"] == "")]
    total = every.set_index("scenario")
    parts = []
    for scenario in page.scenarios:
        row = total.loc[scenario.name]
        mean, low, high = (_shown(row[f"{unit}_{v}"], unit) for v in ("mean", "p05", "p95"))
        low = low.removesuffix("%").rstrip("\u00a0")
        parts.append(f"{scenario.title} {mean} ({low}–{high})")
    return ", ".join(parts)


def _shown(value: float, unit: str) -> str:
    return percent(value, 1) if unit == "share" else rounded(value)


def _level_words(page: ComparisonPage, unit: str, title: str) -> str:
    return told("{title}. Total: {list}.", title=title, list=_totals(page, unit))


def _table_rows(page: ComparisonPage) -> list[dict[str, Any]]:
    """Things by scenario with figures that know their row in compare.xlsx."""
    table = page.table.reset_index(drop=True)
    at = {
        (r["kind"], r["key"], r["scenario"]): number
        for number, r in enumerate(table.to_dict("records"))
    }
    rows = []
    for kind, key in dict.fromkeys(zip(table["kind"], table["key"], strict=True)):
        cells = []
        for scenario in page.scenarios:
            number = at.get((kind, key, scenario.name))
            cells.append(None if number is None else _cell(table, number))
        rows.append({"name": thing_name(kind, key), "cells": cells})
    return rows


def _cell(table: pd.DataFrame, number: int) -> dict[str, Any]:
    row = table.iloc[number]
    figures: dict[str, Any] = {
        f"{unit}_{v}": Figure(
            _shown(row[f"{unit}_{v}"], unit),
            float(row[f"{unit}_{v}"]),
            number + FIRST_ROW,
            f"{unit}_{v}",
        )
        for unit in UNITS
        for v in ("mean", "p05", "p95")
    }
    return {**figures, "above": percent(float(row["probability_above"]))}


def _pair(
    page: ComparisonPage,
    first: ScenarioText,
    other: ScenarioText,
    specs: dict[str, Any],
    words: dict[str, str],
) -> dict[str, Any]:
    """Charts, parts and settings of one scenario against the first; adds to specs and words."""
    about = {"first": first.title, "other": other.title}
    settings = page.differences[page.differences["scenario"] == other.name]
    pair: dict[str, Any] = {
        "name": other.name,
        "head": told("{other} against {first}", **about),
        "equal": told("{other} and {first} have the same settings for this figure.", **about)
        if settings.empty
        else "",
        "settings": settings.to_dict("records"),
        "reason": other.reason,
        "parts": [],
        "charts": [],
    }
    parts = page.parts[(page.parts["scenario"] == other.name) & (page.parts["kind"] == "total")]
    if parts.empty:
        return pair
    for unit, suffix in zip(UNITS, ("", "-fte"), strict=True):
        name = f"waterfall-{other.name}{suffix}"
        rows = waterfall_rows(page, first, other, parts, unit)
        title = label(f"plot_waterfall{suffix}", **about)
        specs[name] = waterfall_chart(rows, unit, title).to_dict()
        listed = ", ".join(f"{r.name} {r.text}" for r in rows.itertuples(index=False))
        words[name] = f"{title}. {listed}."
        pair["charts"].append({"name": name, "title": title})
    pair["parts"] = _part_rows(page, parts)
    return pair


def waterfall_rows(
    page: ComparisonPage, first: ScenarioText, other: ScenarioText, parts: pd.DataFrame, unit: str
) -> pd.DataFrame:
    """Both totals with their intervals, and the parts between them, each from the last one's end.

    A part's interval stands where the part starts, so that it can be read off the same axis.
    """
    total = page.table[page.table["kind"] == "total"].set_index("scenario")
    rows = [_total_bar(first, total, unit)]
    at = float(total.loc[first.name, f"{unit}_mean"])
    ordered = parts.reindex(parts[f"{unit}_mean"].abs().sort_values(ascending=False).index)
    for part in ordered.to_dict("records"):
        step = float(part[f"{unit}_mean"])
        rows.append(
            {
                "name": label(f"section_{part['section']}"),
                "kind": "up" if step >= 0 else "down",
                "start": at,
                "end": at + step,
                "low": at + part[f"{unit}_p05"],
                "high": at + part[f"{unit}_p95"],
                "text": signed_figure(step, unit),
            }
        )
        at += step
    return pd.DataFrame([*rows, _total_bar(other, total, unit)])


def _total_bar(scenario: ScenarioText, total: pd.DataFrame, unit: str) -> dict[str, Any]:
    row = total.loc[scenario.name]
    mean = float(row[f"{unit}_mean"])
    return {
        "name": scenario.title,
        "kind": "level",
        "start": mean,
        "end": mean,
        "low": row[f"{unit}_p05"],
        "high": row[f"{unit}_p95"],
        "text": _shown(mean, unit),
    }


def signed_figure(step: float, unit: str) -> str:
    """A difference with its sign, in percentage points or FTE.

    >>> signed_figure(-0.0123, "share"), signed_figure(1234.0, "fte")
    ('−1.2', '+1,230')
    """
    sign = "−" if step < 0 else "+"
    size = points(step) if unit == "share" else rounded(abs(step))
    return sign + size


def _part_rows(page: ComparisonPage, parts: pd.DataFrame) -> list[dict[str, str]]:
    """Parts of the total, largest first, with what each is; the sum last."""
    ordered = parts.reindex(parts["share_mean"].abs().sort_values(ascending=False).index)
    rows = []
    for part in ordered.to_dict("records"):
        row = {
            "name": label(f"section_{part['section']}"),
            "is": label(f"section_{part['section']}_is"),
        }
        for unit in UNITS:
            row[unit] = signed_figure(part[f"{unit}_mean"], unit)
            low, high = (signed_figure(part[f"{unit}_{v}"], unit) for v in ("p05", "p95"))
            row[f"{unit}_interval"] = f"{low} – {high}"
        rows.append(row)
    whole = page.table[
        (page.table["kind"] == "total") & (page.table["scenario"] == parts["scenario"].iloc[0])
    ].iloc[0]
    total = {"name": told("In all"), "is": ""}
    for unit in UNITS:
        mean, low, high = (
            signed_figure(float(whole[f"more_{unit}_{v}"]), unit) for v in ("mean", "p05", "p95")
        )
        total[unit], total[f"{unit}_interval"] = mean, f"{low} – {high}"
    return [*rows, total]
