"""An explanation as sentences and tables."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from autopot.messages import language, name_in, say, shown, told, told_in
from autopot.messages.numbers import localised, percent, points, rounded
from autopot.report.explained import Explanation
from autopot.report.own_words import title_texts, with_titles
from autopot.report.tables import names

READINGS = {
    "score_above_floor": say("Above floor"),
    "exposed_time": say("Half time"),
    "whole_tasks": say("Whole tasks"),
    "task_automation": say("Help in part"),
    "activity_time": say("MGI"),
    "computerisation": say("F&O"),
}
"""Names of the readings, short enough for a column."""

PRIVACY = {"0": say("No"), "1": say("Yes"), "unknown": "–"}
"""Whether privacy must be settled first, by its code."""

SHOWN_TECHNOLOGY = 0.25
"""A technology is named for a task from this share of its automatable time."""


@dataclass(frozen=True)
class Part:
    """A table of an explanation."""

    title: str
    headings: list[str]
    rows: list[list[str]]
    kinds: str


def introduction(found: Explanation) -> list[str]:
    """Name, potential, radar classes and the link to ISCO-08, one sentence a line."""
    row = found.potential
    classes = names()["radar_class"]
    parts = ", ".join(
        f"{classes[r.radar_class].lower()} {percent(r.share_mean, 1)}"
        for r in found.radar.itertuples()
    )
    name = found.name_en if language() == "en" else found.name_nb
    lines = [
        f"{found.occupation} {name}",
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
        for link in found.bridge.itertuples()
    ]
    if (found.tasks["time_basis"] == "equal").any():
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


def explanation_tables(found: Explanation) -> list[Part]:
    """Tasks, readings, technologies, evidence and sources."""
    return [
        _tasks(found),
        _rules(found.tasks),
        _task_readings(found.tasks),
        _readings(found.readings),
        _technologies(found.tasks),
        _evidence(found.evidence),
        Part(
            told("Sources"),
            [told("Source"), told("Citation")],
            [[s.source_id, s.citation] for s in found.sources.itertuples()],
            "nt",
        ),
    ]


def _gate(gate: str, apart: bool) -> str:
    """How far a person is required, and whether the task stands beside the main figure for it."""
    name = names()["human_required"].get(gate, "–")
    return f"{name}, {told('beside')}" if apart and gate == "fully" else name


def _tasks(found: Explanation) -> Part:
    """What the person does: label, time with its range, kind of work, gate, technologies."""
    mapping, tasks = names(), found.tasks
    technologies = [str(name) for name in tasks if str(name).startswith("technology_")]
    rows = []
    for _, task in tasks.iterrows():
        used = task[technologies].astype(float).sort_values(ascending=False)
        rows.append(
            [
                task["task"],
                task_label(task),
                percent(task["time_share"]),
                _time_range(task),
                _activity(task, mapping["activity"]),
                _gate(task["human_required"], found.fully == "beside"),
                shown(PRIVACY[task["privacy_gate"]]),
                ", ".join(
                    mapping["technology"][name.removeprefix("technology_")]
                    for name, share in used.items()
                    if share >= SHOWN_TECHNOLOGY
                ),
            ]
        )
    headings = [
        "",
        told("Task"),
        told("Time"),
        told("90%"),
        told("Kind of work"),
        told("Person"),
        told("Privacy"),
        told("Technology"),
    ]
    return Part(told("Tasks"), headings, rows, "ntfftttt")


def _rules(tasks: pd.DataFrame) -> Part:
    """Which rule or duty keeps a person in which task; as coded, in Norwegian."""
    gates = names()["human_required"]
    named = tasks[tasks["human_rule"] != ""]
    rows = [
        [task["task"], gates[task["human_required"]], task["human_rule"]]
        for _, task in named.iterrows()
    ]
    headings = ["", told("Person"), told("Rule or duty")]
    return Part(told("Rules and duties that require a person, in Norwegian"), headings, rows, "nnt")


def task_label(task: pd.Series) -> str:
    """Our label, or which ILO task it is where none is written."""
    label = str(task[name_in(task.index, "label")])
    if label:
        return label
    if not task["isco08"]:
        return "–"
    return f"{told('ILO task')} {task['isco08']}-{task['evidence_task']:.0f}"


def _time_range(task: pd.Series) -> str:
    if pd.isna(task["time_share_low"]):
        return "–"
    low, high = task["time_share_low"], task["time_share_high"]
    return f"{percent(low)}–{percent(high)}"


def _activity(task: pd.Series, activities: dict[str, str]) -> str:
    """The kind of work; both kinds where the coders still differ."""
    if task["activity_status"] == "disputed":
        return f"{activities[task['activity_first']]} / {activities[task['activity_second']]}"
    return activities[task["activity"]]


def _task_readings(tasks: pd.DataFrame) -> Part:
    """The evidence task of each task, its score, and what each reading makes of it."""
    used = [name for name in READINGS if name in tasks]
    rows = []
    for _, task in tasks.iterrows():
        link = f"{task['isco08']}-{task['evidence_task']:.0f}" if task["isco08"] else "–"
        score = "–" if pd.isna(task["score_2025"]) else _decimal(task["score_2025"])
        rows.append([task["task"], link, score, *[percent(task[name]) for name in used]])
    headings = [
        "",
        told("ILO task"),
        told("ILO 2025"),
        *[shown(READINGS[name]) for name in used],
    ]
    return Part(
        told("What each reading gives for each task, at the middle of its range"),
        headings,
        rows,
        "nf" + "f" * (len(headings) - 2),
    )


def _readings(readings: pd.DataFrame) -> Part:
    rows = [
        [
            shown(READINGS[r.reading]),
            r.reading,
            percent(r.weight),
            percent(r.value, 1),
        ]
        for r in readings.itertuples()
    ]
    headings = ["", "", told("Weight"), told("Value")]
    return Part(told("Readings of the evidence for the whole occupation"), headings, rows, "nnff")


def _technologies(tasks: pd.DataFrame) -> Part:
    columns = [name for name in tasks if str(name).startswith("technology_")]
    shares = tasks[columns].mul(tasks["time_share"], axis=0).sum().sort_values(ascending=False)
    mapping = names()["technology"]
    rows = [
        [mapping[str(name).removeprefix("technology_")], percent(float(share))]
        for name, share in shares[shares > 0].items()
    ]
    headings = [told("Technology"), told("Share")]
    return Part(told("Technologies that would do the work"), headings, rows, "nf")


def _evidence(evidence: pd.DataFrame) -> Part:
    rows = [
        [
            e.measure,
            _decimal(e.value),
            "" if pd.isna(e.n) else f"{e.n:.0f}",
            "" if pd.isna(e.coverage) else percent(e.coverage),
            e.source_id,
            e.meaning,
        ]
        for e in evidence.itertuples()
    ]
    headings = [
        told_in("score", "Measure"),
        told("Value"),
        "n",
        told("Coverage"),
        told("Source"),
        told_in("score", "Meaning"),
    ]
    return Part(told("Published measures"), headings, rows, "nfffnt")


def _decimal(value: float) -> str:
    return localised(f"{value:.2f}")


def sector_table(tasks: pd.DataFrame, shown: int) -> Part:
    """The tasks that carry most of a sector's potential."""
    mapping = names()
    own = title_texts(dict(zip(tasks["occupation"], tasks["own_titles"], strict=True)))
    hidden = [told("hidden")]
    rows = [
        [
            f"{code} {with_titles(mapping['occupation'][code], own.get(code, ''))}",
            task_label(task),
            mapping["activity"][task["activity"]],
            _gate(task["human_required"], bool(task["beside"])),
            *(hidden if task["suppressed"] else [rounded(task["fte"])]),
            percent(task["share"]),
            *(hidden if task["suppressed"] else [rounded(task["potential"])]),
            "–" if pd.isna(task["of_sector"]) else percent(task["of_sector"]),
        ]
        for code, (_, task) in zip(tasks["occupation"], tasks.head(shown).iterrows(), strict=False)
    ]
    return Part(
        told("The tasks that carry most of the potential, at the middle of each reading"),
        [
            told("Occupation"),
            told("Task"),
            told("Kind of work"),
            told("Person"),
            told("FTE"),
            told("Share"),
            told("Potential"),
            told("Of sector"),
        ],
        rows,
        "ttttffff",
    )


def sector_lines(tasks: pd.DataFrame) -> list[str]:
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
