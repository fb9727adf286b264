"""A plan in sentences and rows of text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from autopot.report.numbers import percent, rounded
from autopot.report.plan_words import plan_word
from autopot.report.tables import names
from autopot.report.words import word

Rows = tuple[list[str], list[list[str]]]
MILLION = 1e6
INTRODUCED, USED, BEFORE = "▒▒", "██", "··"


def millions(nok: float, language: str) -> str:
    """NOK in millions, one decimal.

    >>> millions(12_340_000, "nb")
    '12,3'
    """
    text = f"{nok / MILLION:,.1f}"
    if language == "en":
        return text
    return text.replace(",", "\u00a0").replace(".", ",")


def in_unit(goal: str, language: str, *, named: bool = True) -> Callable[[float], str]:
    """How an amount of the goal is written, with or without the name of the unit."""
    fte = goal == "realised_fte"
    write = rounded if fte else millions
    text = plan_word("unit_fte" if fte else "unit_money", language) if named else "{value}"
    return lambda value: text.format(value=write(value, language))


def plan_lines(content: dict[str, Any], seconds: float, language: str, hidden: bool) -> list[str]:
    """What the plan says, in sentences.

    Parameters
    ----------
    content : as from `Plan.as_json`.
    seconds : the time limit.
    language : nb or en.
    hidden : whether anything of the workforce is hidden.
    """

    def say(key: str, **values: object) -> str:
        return plan_word(key, language).format(**values)

    show = in_unit(content["goal"], language)
    plain = in_unit(content["goal"], language, named=False)
    by_kind = {row["kind"]: row for row in content["reached"]}
    years, last = content["years"], content["years"][-1]
    plan, given_up = by_kind["plan"], by_kind["given_up"]
    started = [row for row in content["schedule"] if row["start"]]
    reached = "reached_fte" if content["goal"] == "realised_fte" else "reached_money"
    allowed = percent(content["gap_allowed"], language, 1)
    gap = percent(content["gap"], language, 2)
    stopped = say("timed_out", seconds=f"{seconds:g}", gap=gap)
    fine = say("gap", gap=gap, allowed=allowed)
    return [
        *([say("example")] if content["example"] else []),
        say(
            "answer",
            count=len(started),
            all=len(content["schedule"]),
            year=last["year"],
            mean=rounded(last["fte_mean"], language),
            low=rounded(last["fte_p05"], language),
            high=rounded(last["fte_p95"], language),
        ),
        say(
            reached,
            first=years[0]["year"],
            last=last["year"],
            mean=show(plan["mean"]),
            low=plain(plan["p05"]),
            high=plain(plan["p95"]),
            worst=plain(plan["worst_tenth"]),
        ),
        say(
            "given_up",
            free=show(by_kind["free"]["mean"]),
            mean=show(given_up["mean"]),
            low=plain(given_up["p05"]),
            high=plain(given_up["p95"]),
        ),
        say(content["judged_by"], draws=content["draws"]),
        stopped if content["timed_out"] else fine,
        say("meaning"),
        word(f"plan_{content['human_is_the_service']}", language),
        *([] if content["whole_measures"] else [say("relaxed")]),
        *([say("rounded")] if hidden else []),
    ]


def gantt_rows(schedule: pd.DataFrame, years: list[int], language: str) -> Rows:
    """Measures by start year, with a bar of their years; those not in the plan last."""
    sector = names(language)["sector"]
    headings = [plan_word(key, language) for key in ("measure", "sector", "start")]
    headings += [" ".join(f"{year % 100:02d}" for year in years)]
    short = ("realised_short", "interval_short", "cost")
    headings += [plan_word(key, language) for key in short]
    headings += [plan_word("share_chosen", language)]
    rows = []
    order = schedule.assign(last=schedule["start"] == 0).sort_values(
        ["last", "start"], kind="stable"
    )
    for row in order.itertuples():
        started = row.start > 0
        none = plan_word("not_started", language)
        figures = [
            rounded(row.fte_mean, language),
            f"{rounded(row.fte_p05, language)}–{rounded(row.fte_p95, language)}",
            plan_word("unit_money", language).format(value=millions(row.cost, language)),
        ]
        rows.append(
            [
                row.name,
                sector[row.sector],
                str(row.start) if started else none,
                " ".join(phase(year, row.start, row.in_use) for year in years),
                *(figures if started else [none] * 3),
                none if pd.isna(row.chosen) else percent(row.chosen, language),
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


def year_rows(years: pd.DataFrame, language: str) -> Rows:
    """Realised time, cost and budget by year."""
    keys = ("year", "fte_mean", "interval", "cost", "budget")
    unit = plan_word("unit_money", language)
    rows = [
        [
            str(row.year),
            rounded(row.fte_mean, language),
            f"{rounded(row.fte_p05, language)}–{rounded(row.fte_p95, language)}",
            unit.format(value=millions(row.cost, language)),
            "–"
            if row.budget == float("inf")
            else unit.format(value=millions(row.budget, language)),
        ]
        for row in years.itertuples()
    ]
    return [plan_word(key, language) for key in keys], rows


def more_rows(more: pd.DataFrame, goal: str, language: str) -> tuple[Rows, list[str]]:
    """Limits of which more would give something, and what is said of the others."""
    show = in_unit(goal, language)
    gives = more[more["gain"] > 0]
    rows = [
        [limit_name(row.limit, row.key, language), step_text(row.limit, row.step, language),
         show(row.gain)]
        for row in gives.itertuples()
    ]  # fmt: skip
    unknown = int(more["gain"].isna().sum())
    notes = []
    if len(gives) + unknown < len(more):
        notes.append(plan_word("more_rest" if rows else "more_none", language))
    if unknown:
        notes.append(plan_word("more_unknown", language).format(count=unknown))
    return ([plan_word(key, language) for key in ("limit", "step", "gain")], rows), notes


def limit_name(limit: str, key: str, language: str) -> str:
    """A limit with its year or sector."""
    return f"{plan_word(f'limit_{limit}', language)}, {names(language)['sector'].get(key, key)}"


def step_text(limit: str, step: float, language: str) -> str:
    """How much more."""
    value = millions(step, language) if limit == "budget" else f"{step:g}"
    return plan_word(f"step_{limit}", language).format(value=value)
