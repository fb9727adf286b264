"""A plan in sentences."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from autopot.evidence.training import training_need
from autopot.messages import told
from autopot.messages.numbers import localised, percent, rounded
from autopot.results.labels import label
from autopot.results.plan.labels import (
    EXAMPLE,
    plan_label,
)
from autopot.tables.formats import FORMATS, millions, net_fte
from autopot.tables.names import names

LITTLE = 0.05
"""FTE that would round to 0.0."""


def in_unit(goal: str) -> tuple[Callable[[float], str], Callable[[float], str]]:
    """How an amount of the goal is written: with the name of the unit, and without.

    Parameters
    ----------
    goal : net_present_value (NOK, without the name in millions), or another (FTE).
    """
    if goal != "net_present_value":
        return (lambda value: told("{value} FTE", value=_fte(value))), _fte
    return FORMATS["nok"].text, millions


def _fte(value: float) -> str:
    """FTE as elsewhere, but not 0.0 where there is a little."""
    return told("less than 0.1") if 0 < value < LITTLE else rounded(value)


def plan_lines(content: Mapping[str, Any], seconds: float) -> list[str]:
    """What the plan says, in sentences.

    Parameters
    ----------
    content : as from `Plan.as_json`.
    seconds : the time limit.
    """
    return [
        *([str(EXAMPLE)] if content["example"] else []),
        *_reached(content),
        plan_label(content["judged_by"], draws=content["draws"]),
        _gap(content, seconds),
        told(
            "Realised time is freed working time that has been put to new use; autopot run "
            "calls it taken out. It is counted in FTE, but is not jobs that disappear. "
            "What it is used for is the municipality's choice."
        ),
        *_training(content["training"]),
        label(f"plan_{content['human_is_the_service']}"),
        *([] if content["whole_measures"] else [_relaxed()]),
    ]


def _reached(content: Mapping[str, Any]) -> list[str]:
    """What is started, what that gives, and what the limits hold back."""
    show, plain = in_unit(content["goal"])
    by_kind = {row["kind"]: row for row in content["reached"]}
    years, last = content["years"], content["years"][-1]
    plan, given_up = by_kind["plan"], by_kind["given_up"]
    closed = content.get("closed")
    return [
        told(
            "The plan starts {count} of {all} measures. Realised time in {year}: {mean} "
            "FTE (90% interval {low} to {high}).",
            count=sum(row["start"] > 0 for row in content["schedule"]),
            all=len(content["schedule"]),
            year=last["year"],
            mean=_fte(last["fte_mean"]),
            low=_fte(last["fte_p05"]),
            high=_fte(last["fte_p95"]),
        ),
        *_net(last),
        plan_label(
            f"reached_{content['goal']}",
            first=years[0]["year"],
            last=last["year"],
            mean=show(plan["mean"]),
            low=plain(plan["p05"]),
            high=plain(plan["p95"]),
            worst=plain(plan["worst_tenth"]),
            **({} if closed is None else _needed(closed)),
        ),
        *([] if closed is None else closed_lines(closed)),
        told(
            "With no limits on money, training and parallel changes this figure would be "
            "{free}. The limits hold back {mean} ({low} to {high}).",
            free=show(by_kind["free"]["mean"]),
            mean=show(given_up["mean"]),
            low=plain(given_up["p05"]),
            high=plain(given_up["p95"]),
        ),
    ]


def _needed(closed: Mapping[str, Any]) -> dict[str, str]:
    """The words about the sector and its need that the sentence of what is reached takes."""
    over_all = closed["all_years"]
    called = names()["sector"][closed["sector"]]
    return {
        "sector": f"{called[0].lower()}{called[1:]}",
        "need": _fte(over_all["need_mean"]),
        "need_low": _fte(over_all["need_p05"]),
        "need_high": _fte(over_all["need_p95"]),
    }


def closed_lines(closed: Mapping[str, Any]) -> list[str]:
    """What part of the need the plan closes, and what does not count.

    Parameters
    ----------
    closed : as in `Plan.as_json`.
    """
    over_all, last = closed["all_years"], closed["years"][-1]
    shares = []
    if over_all["share_mean"] is not None:
        shares.append(
            told(
                "That is {mean} of the need beyond today (90% interval {low} to {high}).",
                **_share(over_all),
            )
        )
    if last["share_mean"] is not None:
        shares.append(
            told(
                "In {year} alone it is {mean} ({low} to {high}).",
                year=last["year"],
                **_share(last),
            )
        )
    lines = [" ".join(shares)] if shares else []
    if over_all["share_mean"] is None:
        lines.append(
            told(
                "The need grows in {share} of the draws alone. In the others there is nothing to "
                "close, so no share of it is given.",
                share=percent(over_all["growing"]),
            )
        )
    lines.append(
        told(
            "What the measures give beyond the need of a year does not count, and neither does "
            "anything in other sectors: measures there are in the plan only where another waits "
            "for them or the plan demands them."
        )
    )
    if closed["municipalities"] > 1:
        lines.append(
            told(
                "The need is the sum of the municipalities where it grows. Where among them the "
                "measures free time is not known, so that this is the most that can be closed."
            )
        )
    return lines


def _share(row: Mapping[str, Any]) -> dict[str, str]:
    return {
        name: percent(row[f"share_{end}"])
        for name, end in (("mean", "mean"), ("low", "p05"), ("high", "p95"))
    }


def _training(training: Mapping[str, float]) -> list[str]:
    """How far the hours of training go; nothing where no hours are given."""
    people = training["need"] * training["fte"]
    if not training["hours"] or not people:
        return []
    need = training_need()
    return [
        told(
            "Training: {hours} hours in all. Shared by the {need} of staff in these sectors who by "
            "the survey of 2021 need it to a large extent, that is {each} hours for each FTE. "
            "Then, {middle} had courses of the municipality ({low} to {high}, by who answers); "
            "colleagues and self-study were more common. Too little training is a barrier of its "
            "own.",
            hours=rounded(training["hours"]),
            need=percent(training["need"]),
            each=localised(f"{training['hours'] / people:.1f}"),
            middle=percent(need.course_middle),
            low=percent(need.course_low),
            high=percent(need.course_high),
        )
    ]


def _net(last: Mapping[str, Any]) -> list[str]:
    """What is left of the realised time when new work has been done; nothing without it."""
    if "fte_net_mean" not in last:
        return []
    return [
        told(
            "Net, less the new work that comes with the measures: {mean} FTE ({low} to {high}). "
            "How much new work comes back, nobody has counted: the range is our judgement.",
            mean=net_fte(last["fte_net_mean"]),
            low=net_fte(last["fte_net_p05"]),
            high=net_fte(last["fte_net_p95"]),
        )
    ]


def _gap(content: Mapping[str, Any], seconds: float) -> str:
    gap = percent(content["gap"], 2)
    if content["timed_out"]:
        return told(
            "The TIME LIMIT of {seconds} s was reached. This is the best plan found; the "
            "best possible one may reach up to {gap} more.",
            seconds=f"{seconds:g}",
            gap=gap,
        )
    return told(
        "No plan within the limits can reach more than {gap} above this one (set limit {allowed}).",
        gap=gap,
        allowed=percent(content["gap_allowed"], 1),
    )


def _relaxed() -> str:
    return told(
        "The plan is large. 'Chosen in' and 'What more would give' are computed as if "
        "measures could be started in part."
    )
