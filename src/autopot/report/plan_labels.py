"""Words of a plan and its follow-up that are looked up by code."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from autopot.messages import Message, Text, say, shown

PLAN_LABELS: dict[str, Text] = {
    "actual": say("Measured"),
    "answer": say(
        "The plan starts {count} of {all} measures. Realised time in {year}: {mean} "
        "FTE (90% interval {low} to {high})."
    ),
    "budget": say("Budget"),
    "by_measure": say("Measures"),
    "by_sector": say("Sectors"),
    "cost": say("Cost"),
    "example": say("EXAMPLE: the costs, hours and limits are made up."),
    "files": say("Written to"),
    "follow_up_how": say(
        "Fill in how much time has in fact been put to new use, in FTE, by measure and "
        "year. Leave cells empty where nothing was measured; 0 means that it was "
        "measured and was nothing."
    ),
    "follow_up_then": say("Save it, and run: autopot track FOLDER follow-up.xlsx"),
    "forecast": say("New forecast"),
    "fte_gain": say("Gives, FTE added up over the years"),
    "fte_mean": say("Realised, FTE"),
    "fte_p05": say("Low (5%)"),
    "fte_p95": say("High (95%)"),
    "fte_potential": say("Technical potential, FTE"),
    "gain": say("Gives, the years added up"),
    "gap": say(
        "No plan within the limits can reach more than {gap} above this one (set limit {allowed})."
    ),
    "given_up": say(
        "With no limits on money, training and parallel changes this figure would be "
        "{free}. The limits hold back {mean} ({low} to {high})."
    ),
    "in_use": say("In use from"),
    "interval": say("90% interval"),
    "interval_short": say("90%"),
    "introduced": say("introduced"),
    "level": say(
        "Taken out of what is in use, with 90% interval: {before} in the plan ({low} "
        "to {high}), {after} after the measurements ({after_low} to {after_high})."
    ),
    "limit": say("Limit"),
    "limit_budget": say("Budget"),
    "limit_parallel": say("Parallel changes"),
    "limit_training": say("Training hours"),
    "mean": say("Chosen by the mean of {draws} draws."),
    "meaning": say(
        "Realised time is freed working time that has been put to new use; autopot run "
        "calls it taken out. It is counted in FTE, but is not jobs that disappear. "
        "What it is used for is the municipality's choice."
    ),
    "measure": say("Measure"),
    "more": say("What more would give"),
    "more_none": say("No single increase would give more."),
    "more_rest": say("The other limits gave nothing one by one."),
    "more_unknown": say("{count} limits were not reached in the time given."),
    "name": say("Name"),
    "nok_budget": say("Budget, NOK"),
    "nok_cost": say("Cost, NOK"),
    "nok_gain": say("Gives, NOK net present value"),
    "planned": say("Planned"),
    "planned_fte": say("Planned, FTE"),
    "radar_class": say("Radar class"),
    "reached_fte": say(
        "The years {first}–{last} added up, one FTE in two years counting as two: "
        "{mean} ({low} to {high}); mean of the worst 10% of draws {worst}."
    ),
    "reached_money": say(
        "Net present value at the planner's own value per FTE: {mean} ({low} to "
        "{high}); mean of the worst 10% of draws {worst}."
    ),
    "realised_fte": say("Realised FTE"),
    "realised_short": say("Realised"),
    "relaxed": say(
        "The plan is large. 'Chosen in' and 'What more would give' are computed as if "
        "measures could be started in part."
    ),
    "rounded": say(
        "Something in the workforce is hidden. All figures are therefore rounded to whole FTE."
    ),
    "schedule": say("Measures and start years"),
    "sector": say("Sector"),
    "share_chosen": say("Chosen in"),
    "sheet_gantt": say("Gantt"),
    "sheet_more": say("What more would give"),
    "sheet_read_me": say("Read this first"),
    "sheet_schedule": say("Measures"),
    "sheet_years": say("Years"),
    "start": say("Start"),
    "step": say("Increase"),
    "step_budget": say("NOK {value} million"),
    "step_parallel": say("{value} more"),
    "step_training": say("{value} hours"),
    "technology": say("Technology"),
    "timed_out": say(
        "The TIME LIMIT of {seconds} s was reached. This is the best plan found; the "
        "best possible one may reach up to {gap} more."
    ),
    "track_forecast": say(
        "New forecast for {year}: {mean} FTE (90% interval {low} to {high}). The plan "
        "said {planned}."
    ),
    "track_total": say(
        "{count} measurements: {actual} FTE against {planned} planned ({share}), {verdict}."
    ),
    "unit_fte": say("{value} FTE"),
    "unit_money": say("NOK {value} million"),
    "unmeasured": say(
        "Not measured: {names}. Without follow-up nobody knows whether the benefit comes."
    ),
    "used": say("in use"),
    "verdict_above": say("clearly above the plan"),
    "verdict_as": say("according to plan"),
    "verdict_below": say("clearly below the plan"),
    "verdict_expected": say(" (the plan was uncertain enough for that to happen: {interval})"),
    "verdict_perhaps_above": say("above the plan, but within the error of measuring"),
    "verdict_perhaps_below": say("below the plan, but within the error of measuring"),
    "verdict_unexpected": say(", also beside the plan's own uncertainty ({interval})"),
    "worst_tenth": say("Chosen by the mean of the worst 10% of {draws} draws (CVaR)."),
    "year": say("Year"),
    "years": say("Year by year"),
}
"""Code -> its words."""


def plan_label(key: str, /, **values: Any) -> str:
    """The words of a code in the language that is spoken.

    >>> plan_label("start")
    'Start'
    """
    found = PLAN_LABELS[key]
    return shown(replace(found, values=values)) if isinstance(found, Message) else found
