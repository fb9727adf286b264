"""Words of a plan and its follow-up that are looked up by code."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from autopot.messages import Message, say

PLAN_LABELS: dict[str, Message] = {
    "limit_budget": say("Budget"),
    "limit_parallel": say("Parallel changes"),
    "limit_training": say("Training hours"),
    "mean": say("Chosen by the mean of {draws} draws."),
    "reached_gap_closed": say(
        "Maximised: what {sector} needs beyond today that the plan's measures there close. The "
        "years {first}–{last} added up, one FTE in two years counting as two: {mean} ({low} to "
        "{high}) of {need} ({need_low} to {need_high})."
    ),
    "reached_net_fte": say(
        "Net of new work, the years {first}–{last} added up, one FTE in two years counting as "
        "two: {mean} ({low} to {high}); mean of the worst 10% of draws {worst}."
    ),
    "reached_net_present_value": say(
        "Net present value at the planner's own value per FTE: {mean} ({low} to "
        "{high}); mean of the worst 10% of draws {worst}."
    ),
    "reached_realised_fte": say(
        "The years {first}–{last} added up, one FTE in two years counting as two: "
        "{mean} ({low} to {high}); mean of the worst 10% of draws {worst}."
    ),
    "step_budget": say("NOK {value} million"),
    "step_parallel": say("{value} more"),
    "step_training": say("{value} hours"),
    "verdict_above": say("clearly above the plan"),
    "verdict_as": say("according to plan"),
    "verdict_below": say("clearly below the plan"),
    "verdict_expected": say(" (the plan was uncertain enough for that to happen: {interval})"),
    "verdict_perhaps_above": say("above the plan, but within the error of measuring"),
    "verdict_perhaps_below": say("below the plan, but within the error of measuring"),
    "verdict_unexpected": say(", also beside the plan's own uncertainty ({interval})"),
    "worst_tenth": say("Chosen by the mean of the worst 10% of {draws} draws (CVaR)."),
}
"""Code -> its words."""

EXAMPLE = say("EXAMPLE: the costs, hours and limits are made up.")


def plan_label(key: str, /, **values: Any) -> str:
    """The words of a code in the language that is spoken.

    Parameters
    ----------
    key : of `PLAN_LABELS`.
    values : what fills the places in the words.

    >>> plan_label("limit_training")
    'Training hours'
    """
    return str(replace(PLAN_LABELS[key], values=values))
