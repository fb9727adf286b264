"""The sentences and tables of an explanation."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from autopot import extensions
from autopot.extensions import installed
from autopot.messages import Text, name_in, say, shown, told
from autopot.messages.numbers import percent, points, rounded
from autopot.results.labels import label
from autopot.results.own_words import (
    title_texts,
    with_titles,
)
from autopot.tables import Table, TableColumn, column
from autopot.tables.names import names
from autopot.tables.table import hidden_word

READINGS = {
    "score_above_floor": say("Above floor"),
    "exposed_time": say("Half time"),
    "whole_tasks": say("Whole tasks"),
    "task_automation": say("Help in part"),
    "activity_time": say("MGI"),
    "computerisation": say("F&O"),
    "exposed_time_2026": say("Half time 2026"),
    "whole_tasks_2026": say("Whole tasks 2026"),
}
"""Names of the readings, short enough for a column."""

PRIVACY = {"0": say("No"), "1": say("Yes"), "unknown": "–"}
"""Whether privacy must be settled first, by its code."""

TECHNOLOGY = "technology_"
"""Begins the columns of tasks with what each technology would do of them."""

SHOWN_TECHNOLOGY = 0.25
"""A technology is named for a task from this share of what technologies would take of it."""

SHOWN_NONE = 0.05
"""What no technology would take is told from this share of the task."""


def introduction(
    row: pd.Series, radar: pd.DataFrame, bridge: pd.DataFrame, tasks: pd.DataFrame
) -> list[str]:
    """Potential, radar classes and the link to ISCO-08, one sentence a line.

    Parameters
    ----------
    row : the potential, and share_beside_… where time stands beside it.
    radar : radar_class and share_mean.
    bridge : isco08 and note of every link.
    tasks : time_basis of every task.
    """
    classes = names()["radar_class"]
    parts = ", ".join(
        f"{classes[r.radar_class].lower()} {percent(r.share_mean, 1)}" for r in radar.itertuples()
    )
    lines = [
        told(
            "Technical potential {mean} of working time (90% interval {low} to {high}).",
            mean=percent(row["share_mean"]),
            low=percent(row["share_p05"]),
            high=percent(row["share_p95"]),
        ),
        told("Of this: {list}.", list=parts),
    ]
    if "share_beside_mean" in row and row["share_beside_mean"] > 0:
        lines.append(
            told(
                "… and {mean} percentage points more ({low} to {high}) in tasks where the "
                "person is the service itself. They stand beside, and are not in the figure "
                "above.",
                mean=points(row["share_beside_mean"]),
                low=points(row["share_beside_p05"]),
                high=points(row["share_beside_p95"]),
            )
        )
    lines += [
        told("Link to ISCO-08 {isco}: {note}", isco=link.isco08, note=link.note)
        for link in bridge.itertuples()
    ]
    if (tasks["time_basis"] == "equal").any():
        lines.append(
            told("Time shares are equal since no time use is mapped yet; the model lets them vary.")
        )
    else:
        lines.append(
            told(
                "Person: whether law or duty requires a person. Privacy: whether data "
                "protection or security must be settled before the technology is used. Both "
                "are our own coding."
            )
        )
    return lines


def time_lines(sector: str | None, own_time: list[str]) -> list[str]:
    """Which time the figures are of, where an occupation spends it another way in some sectors.

    Parameters
    ----------
    sector : that the occupation is explained in; None: in general.
    own_time : sectors that have a time of their own.
    """
    if not own_time:
        return []
    if sector in own_time:
        return [told("The time below is that of the sector, and the figures follow from it.")]
    sectors = "; ".join(names()["sector"][code].lower() for code in own_time)
    return [
        told(
            "The time below is the occupation's in general. It is another in {sectors}: "
            "autopot explain CODE --sector SECTOR shows it there.",
            sectors=sectors,
        )
    ]


def _gate(gate: str, apart: bool) -> str:
    """How far a person is required, and whether the task stands beside the main figure for it."""
    name = names()["human_required"].get(gate, "–")
    return f"{name}, {told('beside')}" if apart and gate == "fully" else name


def task_table(tasks: pd.DataFrame, apart: bool) -> Table:
    """What the person does: label, time with its range, kind of work, gate, technologies.

    Parameters
    ----------
    tasks : one row each, columns as `autopot.api.explain` gives them.
    apart : whether tasks where the person is the service stand beside the main figure.
    """
    mapping = names()
    frame = tasks[["task", "time_share", "time_share_low", "time_share_high"]].assign(
        task_label=[task_label(task) for _, task in tasks.iterrows()],
        activity=[_activity(task, mapping["activity"]) for _, task in tasks.iterrows()],
        human_required=[_gate(gate, apart) for gate in tasks["human_required"]],
        privacy=[shown(PRIVACY[code]) for code in tasks["privacy_gate"]],
        technology=_technologies(tasks),
    )
    return Table(
        name="tasks",
        title=told("Tasks"),
        frame=frame,
        notes=(
            say(
                "None: the part of the task that no technology on the radar would take, by our own "
                "labels. It is no potential, whatever the readings say."
            ),
        ),
        brief=(
            *("task", "task_label", "time_share", ("time_share_low", "time_share_high")),
            *("activity", "human_required", "privacy", "technology"),
        ),
        own={"technology": TableColumn(column("technology").heading, "technology", "text")},
    )


def _technologies(tasks: pd.DataFrame) -> list[str]:
    """For each task, what `technology_words` says of it."""
    shares = tasks.filter(like=TECHNOLOGY).rename(columns=lambda c: c.removeprefix(TECHNOLOGY))
    mapping = names()["technology"]
    return [technology_words(row, mapping) for row in shares.to_dict("records")]


def technology_words(shares: Mapping[str, float], mapping: Mapping[str, str]) -> str:
    """The technologies that would do much of a task, most first, and what none would take.

    Parameters
    ----------
    shares : technology -> share of the task's work.
    mapping : technology -> its name.
    """
    whole = sum(shares.values())
    none = told("none {share}", share=percent(1 - whole)) if whole <= 1 - SHOWN_NONE else ""
    if whole < SHOWN_NONE / 2:
        return told("None")
    ordered = sorted(shares.items(), key=lambda item: -item[1])
    used = [mapping[name] for name, share in ordered if share >= SHOWN_TECHNOLOGY * whole]
    return ", ".join([*used, *([none] if none else [])])


def rule_table(tasks: pd.DataFrame) -> Table:
    """Which rule or duty keeps a person in which task; as coded, in Norwegian.

    Parameters
    ----------
    tasks : columns task, human_required, human_rule; a task without rule has no row in the result.
    """
    named = tasks.loc[tasks["human_rule"] != "", ["task", "human_required", "human_rule"]]
    gates = names()["human_required"]
    return Table(
        name="rules",
        title=told("Rules and duties that require a person, in Norwegian"),
        frame=named.assign(human_required=named["human_required"].map(gates)),
    )


def task_label(task: pd.Series | Mapping[str, object]) -> str:
    """Our label, or which ILO task it is where none is written.

    Parameters
    ----------
    task : one row: label_nb, label_en, isco08 and evidence_task; isco08 is empty where no task of
        the evidence fits, and the label is then a dash.
    """
    label = str(task[name_in(task.keys(), "label")])
    if label:
        return label
    if not task["isco08"]:
        return "–"
    return f"{told('ILO task')} {task['isco08']}-{task['evidence_task']:.0f}"


def _activity(task: pd.Series, activities: dict[str, str]) -> str:
    """The kind of work; both kinds where the coders still differ."""
    if task["activity_status"] == "disputed":
        return f"{activities[task['activity_first']]} / {activities[task['activity_second']]}"
    return activities[task["activity"]]


def _short(name: str) -> Text:
    return READINGS.get(name) or label(f"reading_{name}")


def task_reading_table(tasks: pd.DataFrame) -> Table:
    """The evidence task of each task, its score, and what each reading makes of it.

    Parameters
    ----------
    tasks : columns task, isco08, evidence_task, score_2025 (0-1), and one for each reading, share
        of the task's time.
    """
    used = [name for name in [*READINGS, *installed(extensions.READINGS)] if name in tasks]
    links = zip(tasks["isco08"], tasks["evidence_task"], strict=True)
    frame = tasks[["task", "score_2025", *used]].copy()
    frame.insert(1, "ilo_task", [f"{isco}-{task:.0f}" if isco else None for isco, task in links])
    return Table(
        name="task_readings",
        title=told("What each reading gives for each task, at the middle of its range"),
        frame=frame,
        own={name: TableColumn(_short(name), "reading_value", "share") for name in used},
    )


def reading_table(readings: pd.DataFrame) -> Table:
    """Weight and value of each reading, with its name in the scenario.

    Parameters
    ----------
    readings : columns reading, weight (in the scenario, as it stands there), value (share of the
        occupation's time under that reading alone, at the middle of its parameters) and counted
        (the same without what no technology would take).
    """
    frame = pd.DataFrame(
        {
            "reading": [shown(_short(name)) for name in readings["reading"]],
            "setting": readings["reading"],
            "weight": readings["weight"],
            "reading_value": readings["value"],
            "reading_counted": readings["counted"],
        }
    )
    title = told("Readings of the evidence for the whole occupation")
    return Table(name="readings", title=title, frame=frame)


def technology_table(tasks: pd.DataFrame) -> Table:
    """How much of the occupation's time each technology would take, and how much none.

    Parameters
    ----------
    tasks : columns time_share (of the occupation's time) and technology_<code> (share of the task's
        work).
    """
    shares = tasks.filter(like=TECHNOLOGY).mul(tasks["time_share"], axis=0).sum()
    left = float(tasks["time_share"].sum() - shares.sum())
    shares = shares[shares > 0].sort_values(ascending=False)
    mapping = names()["technology"]
    frame = pd.DataFrame(
        {
            "technology": [
                *(mapping[name.removeprefix(TECHNOLOGY)] for name in shares.index),
                told("No technology on the radar"),
            ],
            "share_technology": [*shares, left],
        }
    )
    return Table(
        name="technologies",
        title=told("What each technology would take of the time, by our labels of the tasks"),
        frame=frame,
        notes=(
            say(
                "The most that technology would take. The readings say how much of the time can be "
                "automated; where they say more than this, the rest is no potential."
            ),
        ),
    )


def evidence_table(evidence: pd.DataFrame) -> Table:
    """Published measures of the occupation.

    Parameters
    ----------
    evidence : columns measure, value (in the unit of the measure), n (tasks or codes behind it),
        coverage (share of linked US employment that has a value, where the measure is of that),
        source_id, meaning.
    """
    kept = ["measure", "value", "n", "coverage", "source_id", "meaning"]
    columns = {name: f"evidence_{name}" for name in kept if name != "source_id"}
    frame = evidence[kept].rename(columns=columns)
    return Table(name="evidence", title=told("Published measures"), frame=frame)


def source_table(sources: pd.DataFrame) -> Table:
    """Sources that the explanation rests on.

    Parameters
    ----------
    sources : columns source_id, citation.
    """
    return Table("sources", told("Sources"), sources[["source_id", "citation"]])


def sector_table(tasks: pd.DataFrame, most: int) -> Table:
    """The tasks that carry most of a sector's potential.

    Parameters
    ----------
    tasks : one row each, as from `autopot.api.explain_sector`.
    most : how many to show; what stands beside is told in a note for all of them.
    """
    mapping = names()
    own = title_texts(dict(zip(tasks["occupation"], tasks["own_titles"], strict=True)))
    top = tasks.head(most)
    rows = [
        {
            "occupation": f"{code} {with_titles(mapping['occupation'][code], own.get(code, ''))}",
            "task_label": task_label(task),
            "activity": mapping["activity"][task["activity"]],
            "human_required": _gate(task["human_required"], bool(task["beside"])),
            "fte_base": hidden_word() if task["suppressed"] else task["fte"],
            "share_middle": task["share"],
            "fte_middle": hidden_word() if task["suppressed"] else task["potential"],
            "share_of_sector": task["of_sector"],
        }
        for code, (_, task) in zip(top["occupation"], top.iterrows(), strict=True)
    ]
    return Table(
        name="sector_tasks",
        title=told("The tasks that carry most of the potential, at the middle of each reading"),
        frame=pd.DataFrame(rows),
        own={"occupation": TableColumn(column("occupation").heading, "occupation", "text")},
        notes=tuple(_beside_lines(tasks)),
    )


def _beside_lines(tasks: pd.DataFrame) -> list[str]:
    """How much of a sector's time stands beside, in a sentence; none where nothing does or may be
    shown.
    """
    beside = tasks[tasks["beside"]]
    if beside.empty or tasks["suppressed"].any():
        return []
    fte = rounded(float(beside["potential"].sum()))
    return [
        told(
            "Tasks where the person is the service itself stand last and beside: {fte} "
            "FTE, which are not in the sector's potential.",
            fte=fte,
        )
    ]
