"""A plan in sentences and rows of text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from autopot.messages import told
from autopot.messages.numbers import localised, percent, rounded
from autopot.report.labels import label
from autopot.report.plan_labels import plan_label
from autopot.report.tables import names

Rows = tuple[list[str], list[list[str]]]
MILLION = 1e6
INTRODUCED, USED, BEFORE = "▒▒", "██", "··"


def millions(nok: float) -> str:
    """NOK in millions, one decimal.

    >>> millions(12_340_000)
    '12.3'
    """
    return localised(f"{nok / MILLION:,.1f}")


def _money(nok: float) -> str:
    return told("NOK {value} million", value=millions(nok))


def in_unit(goal: str, *, named: bool = True) -> Callable[[float], str]:
    """How an amount of the goal is written, with or without the name of the unit."""
    fte = goal == "realised_fte"
    write = rounded if fte else millions
    key = "unit_fte" if fte else "unit_money"
    return lambda value: plan_label(key, value=write(value)) if named else write(value)


def plan_lines(content: dict[str, Any], seconds: float, hidden: bool) -> list[str]:
    """What the plan says, in sentences.

    Parameters
    ----------
    content : as from `Plan.as_json`.
    seconds : the time limit.
    hidden : whether anything of the workforce is hidden.
    """
    show = in_unit(content["goal"])
    plain = in_unit(content["goal"], named=False)
    by_kind = {row["kind"]: row for row in content["reached"]}
    years, last = content["years"], content["years"][-1]
    plan, given_up = by_kind["plan"], by_kind["given_up"]
    started = [row for row in content["schedule"] if row["start"]]
    reached = "reached_fte" if content["goal"] == "realised_fte" else "reached_money"
    allowed = percent(content["gap_allowed"], 1)
    gap = percent(content["gap"], 2)
    stopped = plan_label("timed_out", seconds=f"{seconds:g}", gap=gap)
    fine = plan_label("gap", gap=gap, allowed=allowed)
    return [
        *([plan_label("example")] if content["example"] else []),
        plan_label(
            "answer",
            count=len(started),
            all=len(content["schedule"]),
            year=last["year"],
            mean=rounded(last["fte_mean"]),
            low=rounded(last["fte_p05"]),
            high=rounded(last["fte_p95"]),
        ),
        plan_label(
            reached,
            first=years[0]["year"],
            last=last["year"],
            mean=show(plan["mean"]),
            low=plain(plan["p05"]),
            high=plain(plan["p95"]),
            worst=plain(plan["worst_tenth"]),
        ),
        plan_label(
            "given_up",
            free=show(by_kind["free"]["mean"]),
            mean=show(given_up["mean"]),
            low=plain(given_up["p05"]),
            high=plain(given_up["p95"]),
        ),
        plan_label(content["judged_by"], draws=content["draws"]),
        stopped if content["timed_out"] else fine,
        plan_label("meaning"),
        label(f"plan_{content['human_is_the_service']}"),
        *([] if content["whole_measures"] else [plan_label("relaxed")]),
        *([plan_label("rounded")] if hidden else []),
    ]


def gantt_rows(schedule: pd.DataFrame, years: list[int]) -> Rows:
    """Measures by start year, with a bar of their years; those not in the plan last."""
    sector = names()["sector"]
    headings = [plan_label(key) for key in ("measure", "sector", "start")]
    headings += [" ".join(f"{year % 100:02d}" for year in years)]
    short = ("realised_short", "interval_short", "cost")
    headings += [plan_label(key) for key in short]
    headings += [told("Chosen in")]
    rows = []
    order = schedule.assign(last=schedule["start"] == 0).sort_values(
        ["last", "start"], kind="stable"
    )
    for row in order.itertuples():
        started = row.start > 0
        none = told("–")
        figures = [
            rounded(row.fte_mean),
            f"{rounded(row.fte_p05)}–{rounded(row.fte_p95)}",
            told("NOK {value} million", value=millions(row.cost)),
        ]
        rows.append(
            [
                row.name,
                sector[row.sector],
                str(row.start) if started else none,
                " ".join(phase(year, row.start, row.in_use) for year in years),
                *(figures if started else [none] * 3),
                none if pd.isna(row.chosen) else percent(row.chosen),
            ]
        )
    return headings, rows


def phase(year: int, start: int, in_use: int) -> str:
    """What a measure does in a year.

    >>> [phase(year, 2027, 2028) for year in (2026, 2027, 2028)]
    ['··', '▒▒', '██']
    """
    if not start or year < start:
        return BEFORE
    return INTRODUCED if year < in_use else USED


def year_rows(years: pd.DataFrame) -> Rows:
    """Realised time, cost and budget by year."""
    keys = ("year", "fte_mean", "interval", "cost", "budget")
    rows = [
        [
            str(row.year),
            rounded(row.fte_mean),
            f"{rounded(row.fte_p05)}–{rounded(row.fte_p95)}",
            _money(row.cost),
            "–" if row.budget == float("inf") else _money(row.budget),
        ]
        for row in years.itertuples()
    ]
    return [plan_label(key) for key in keys], rows


def more_rows(more: pd.DataFrame, goal: str) -> tuple[Rows, list[str]]:
    """Limits of which more would give something, and what is said of the others."""
    show = in_unit(goal)
    gives = more[more["gain"] > 0]
    rows = [
        [limit_name(row.limit, row.key), step_text(row.limit, row.step),
         show(row.gain)]
        for row in gives.itertuples()
    ]  # fmt: skip
    unknown = int(more["gain"].isna().sum())
    notes = []
    if len(gives) + unknown < len(more):
        notes.append(plan_label("more_rest" if rows else "more_none"))
    if unknown:
        notes.append(told("{count} limits were not reached in the time given.", count=unknown))
    return ([plan_label(key) for key in ("limit", "step", "gain")], rows), notes


def limit_name(limit: str, key: str) -> str:
    """A limit with its year or sector."""
    return f"{plan_label(f'limit_{limit}')}, {names()['sector'].get(key, key)}"


def step_text(limit: str, step: float) -> str:
    """How much more."""
    value = millions(step) if limit == "budget" else f"{step:g}"
    return plan_label(f"step_{limit}", value=value)
