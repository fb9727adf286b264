"""The tables of a plan: what starts when, what it gives, years, and what more would give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from autopot.messages import say, say_many
from autopot.messages.numbers import plain
from autopot.results.labels import label
from autopot.results.plan.labels import plan_label
from autopot.tables import NONE, Brief, Table, TableColumn
from autopot.tables.formats import millions
from autopot.tables.names import names

INTRODUCED, USED, BEFORE = "▒▒", "██", "··"
FTE = {f"fte_{end}": f"fte_plan_{end}" for end in ("mean", "p05", "p95")}
NET = {
    "fte_new_work_mean": "fte_plan_new_work_mean",
    **{f"fte_net_{end}": f"fte_plan_net_{end}" for end in ("mean", "p05", "p95")},
}
NOK = {"cost": "nok_cost", "budget": "nok_budget"}
REALISED: tuple[Brief, ...] = ("fte_plan_mean", ("fte_plan_p05", "fte_plan_p95"))
LEFT: tuple[Brief, ...] = ("fte_plan_net_mean", ("fte_plan_net_p05", "fte_plan_net_p95"))
NET_NOTE = say(
    "Net is realised time less new work that comes with the measures: running, checking, "
    "registering, training, help to residents. How much it is, is our judgement where the plan "
    "does not say. The plan is chosen on realised time, gross."
)
NET_GOAL_NOTE = say(
    "Net is realised time less new work that comes with the measures: running, checking, "
    "registering, training, help to residents. How much it is, is our judgement where the plan "
    "does not say. The plan is chosen on net."
)


def phase(year: int, start: int, in_use: int) -> str:
    """What a measure does in a year.

    Parameters
    ----------
    year : the year to show.
    start : year in which it begins; 0 where it is not in the plan.
    in_use : first year in which it is no longer being introduced.

    >>> [phase(year, 2027, 2028) for year in (2026, 2027, 2028)]
    ['··', '▒▒', '██']
    """
    if not start or year < start:
        return BEFORE
    return INTRODUCED if year < in_use else USED


def by_start(schedule: pd.DataFrame) -> pd.DataFrame:
    """Measures by start year; those not in the plan last.

    Parameters
    ----------
    schedule : columns as `Plan.schedule`; start is 0 where a measure is not in the plan.
    """
    order = schedule["start"].where(schedule["start"] > 0, np.inf).sort_values(kind="stable")
    return schedule.loc[order.index].reset_index(drop=True)


def gantt_table(schedule: pd.DataFrame, years: Sequence[int]) -> Table:
    """Measures with a bar of their years.

    Parameters
    ----------
    schedule : as `Plan.schedule`, in the order to show.
    years : of the plan.
    """
    bars = [
        " ".join(phase(year, start, in_use) for year in years)
        for start, in_use in zip(schedule["start"], schedule["in_use"], strict=True)
    ]
    frame = _measures(schedule)[["measure", "start_year"]]
    heading = " ".join(f"{year % 100:02d}" for year in years)
    return Table(
        name="gantt",
        title=say("Measures and start years"),
        frame=frame.assign(gantt=bars),
        own={"gantt": TableColumn(heading, "gantt")},
        notes=(say("▒ being introduced, █ in use, · not begun."),),
    )


def measure_table(schedule: pd.DataFrame, draws: int) -> Table:
    """What each measure gives and costs; figures are missing where it is not in the plan.

    Parameters
    ----------
    schedule : as `Plan.schedule`.
    draws : how many were each taken for the truth.
    """
    note = say(
        "Chosen in: share of {draws} draws in which the measure was chosen too when "
        "one draw was taken for the truth.",
        draws=draws,
    )
    return Table(
        name="measures",
        title=say("Measures"),
        frame=_measures(schedule),
        brief=("measure", "sector", *REALISED, "nok_cost", "share_chosen"),
        notes=(note,),
    )


def _measures(schedule: pd.DataFrame) -> pd.DataFrame:
    name = names()
    started = schedule["start"] > 0
    years = schedule[["start", "in_use"]].astype(object).where(started, NONE)
    return pd.DataFrame(
        {
            "measure_id": schedule["measure"],
            "measure": schedule["name"],
            "sector": schedule["sector"].map(name["sector"]),
            "technology": schedule["technology"].map(name["technology"]).fillna(NONE),
            "radar_class": schedule["radar_class"].map(name["radar_class"]).fillna(NONE),
            "effect_kind": [
                label(f"effect_{kind}") if kind else NONE for kind in schedule["effect_kind"]
            ],
            "start_year": years["start"],
            "in_use_year": years["in_use"],
            "fte_mean": schedule["potential_fte"],
            **schedule[_there(schedule, [*FTE, *NET, "cost"])]
            .where(started)
            .rename(columns=FTE | NET | NOK),
            "share_chosen": schedule["chosen"],
        }
    )


def _there(frame: pd.DataFrame, columns: Sequence[str]) -> list[str]:
    """Those of the columns that the frame has: none of net where it was not asked for."""
    return [name for name in columns if name in frame]


def year_table(years: pd.DataFrame, goal: str) -> Table:
    """Realised time, net, cost and budget by year; no budget where there is no limit.

    Parameters
    ----------
    years : as `Plan.years`.
    goal : as `Plan.goal`, which decides what the note on net says.
    """
    frame = years.replace({"budget": {np.inf: np.nan}}).rename(columns=FTE | NET | NOK)
    net = "fte_plan_net_mean" in frame
    note = NET_GOAL_NOTE if goal == "net_fte" else NET_NOTE
    left: tuple[Brief, ...] = ("fte_plan_new_work_mean", *LEFT) if net else ()
    return Table(
        name="years",
        title=say("Year by year"),
        frame=frame,
        brief=("year", *REALISED, *left, "nok_cost", "nok_budget"),
        notes=(note,) if net else (),
    )


def limit_table(more: pd.DataFrame, goal: str) -> Table:
    """What more of each limit would give.

    Parameters
    ----------
    more : columns as `Plan.more`; gain is missing where the time did not suffice.
    goal : as `Plan.goal`, which decides the unit of the gain: NOK for net_present_value, else
        FTE-years.
    """
    sector = names()["sector"]
    frame = pd.DataFrame(
        {
            "plan_limit": [
                f"{plan_label(f'limit_{limit}')}, {sector.get(key, key)}"
                for limit, key in zip(more["limit"], more["key"], strict=True)
            ],
            "limit_step": [
                plan_label(f"step_{limit}", value=_amount(limit, step))
                for limit, step in zip(more["limit"], more["step"], strict=True)
            ],
            "nok_gain" if goal == "net_present_value" else "fte_gain": more["gain"],
        }
    )
    return Table("more", say("What more would give"), frame)


def _amount(limit: str, step: float) -> str:
    return millions(step) if limit == "budget" else plain(step)


def giving_table(more: pd.DataFrame, goal: str) -> Table:
    """The same of the limits that would give something, and what is said of the others.

    Parameters
    ----------
    more, goal : as for `limit_table`.

    Returns
    -------
    Rows with a gain above 0. Notes tell limits that gave nothing from those the time did not reach.
    """
    table = limit_table(more, goal)
    gives = more["gain"] > 0
    unknown = int(more["gain"].isna().sum())
    notes = []
    if gives.sum() + unknown < len(more):
        rest = say("The other limits gave nothing one by one.")
        notes.append(rest if gives.any() else say("No single increase would give more."))
    if unknown:
        notes.append(
            say_many(
                "1 limit was not reached in the time given.",
                "{count} limits were not reached in the time given.",
                count=unknown,
            )
        )
    return replace(table, frame=table.frame[gives], notes=tuple(notes))
