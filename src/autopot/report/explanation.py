"""An explanation as sentences and tables."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from autopot.report.explained import Explanation
from autopot.report.numbers import percent, points, rounded
from autopot.report.own_words import title_texts, with_titles
from autopot.report.tables import names
from autopot.report.words import word
from autopot.report.words.explanation import READINGS
from autopot.report.words.explanation import WORDS as TEXT

SHOWN_TECHNOLOGY = 0.25
"""A technology is named for a task from this share of its automatable time."""


@dataclass(frozen=True)
class Part:
    """A table of an explanation."""

    title: str
    headings: list[str]
    rows: list[list[str]]
    kinds: str


def introduction(found: Explanation, language: str) -> list[str]:
    """Name, potential, radar classes and the link to ISCO-08, one sentence a line."""
    row = found.potential
    classes = names(language)["radar_class"]
    parts = ", ".join(
        f"{classes[r.radar_class].lower()} {percent(r.share_mean, language, 1)}"
        for r in found.radar.itertuples()
    )
    name = found.name_nb if language == "nb" else found.name_en
    lines = [
        f"{found.occupation} {name}",
        TEXT["potential"][language].format(
            mean=percent(row["share_mean"], language),
            low=percent(row["share_p05"], language),
            high=percent(row["share_p95"], language),
        ),
        TEXT["classes"][language].format(list=parts),
    ]
    if "share_beside_mean" in row and row["share_beside_mean"] > 0:
        lines.append(
            TEXT["beside"][language].format(
                mean=points(row["share_beside_mean"], language),
                low=points(row["share_beside_p05"], language),
                high=points(row["share_beside_p95"], language),
            )
        )
    lines += [
        TEXT["bridge"][language].format(isco=link.isco08, note=link.note)
        for link in found.bridge.itertuples()
    ]
    if (found.tasks["time_basis"] == "equal").any():
        lines.append(TEXT["equal"][language])
    else:
        lines.append(TEXT["rules"][language])
    return lines


def explanation_tables(found: Explanation, language: str) -> list[Part]:
    """Tasks, readings, technologies, evidence and sources."""
    return [
        _tasks(found, language),
        _rules(found.tasks, language),
        _task_readings(found.tasks, language),
        _readings(found.readings, language),
        _technologies(found.tasks, language),
        _evidence(found.evidence, language),
        Part(
            TEXT["sources"][language],
            [TEXT["source"][language], TEXT["citation"][language]],
            [[s.source_id, s.citation] for s in found.sources.itertuples()],
            "nt",
        ),
    ]


def _gate(gate: str, apart: bool, language: str) -> str:
    """How far a person is required, and whether the task stands beside the main figure for it."""
    name = names(language)["human_required"].get(gate, "–")
    return f"{name}, {TEXT['apart'][language]}" if apart and gate == "fully" else name


def _tasks(found: Explanation, language: str) -> Part:
    """What the person does: label, time with its range, kind of work, gate, technologies."""
    mapping, tasks = names(language), found.tasks
    technologies = [str(name) for name in tasks if str(name).startswith("technology_")]
    rows = []
    for _, task in tasks.iterrows():
        used = task[technologies].astype(float).sort_values(ascending=False)
        rows.append(
            [
                task["task"],
                task_label(task, language),
                percent(task["time_share"], language),
                _time_range(task, language),
                _activity(task, mapping["activity"]),
                _gate(task["human_required"], found.fully == "beside", language),
                TEXT[f"privacy_{task['privacy_gate']}"][language],
                ", ".join(
                    mapping["technology"][name.removeprefix("technology_")]
                    for name, share in used.items()
                    if share >= SHOWN_TECHNOLOGY
                ),
            ]
        )
    headings = [
        "",
        *[
            TEXT[key][language]
            for key in ("task", "time", "range", "activity", "gate", "privacy", "technology")
        ],
    ]
    return Part(TEXT["tasks"][language], headings, rows, "ntfftttt")


def _rules(tasks: pd.DataFrame, language: str) -> Part:
    """Which rule or duty keeps a person in which task; as coded, in Norwegian."""
    gates = names(language)["human_required"]
    named = tasks[tasks["human_rule"] != ""]
    rows = [
        [task["task"], gates[task["human_required"]], task["human_rule"]]
        for _, task in named.iterrows()
    ]
    headings = ["", TEXT["gate"][language], TEXT["rule"][language]]
    return Part(TEXT["human_rules"][language], headings, rows, "nnt")


def task_label(task: pd.Series, language: str) -> str:
    """Our label, or which ILO task it is where none is written."""
    if task[f"label_{language}"]:
        return str(task[f"label_{language}"])
    if not task["isco08"]:
        return "–"
    return f"{TEXT['ilo_task'][language]} {task['isco08']}-{task['evidence_task']:.0f}"


def _time_range(task: pd.Series, language: str) -> str:
    if pd.isna(task["time_share_low"]):
        return "–"
    low, high = task["time_share_low"], task["time_share_high"]
    return f"{percent(low, language)}–{percent(high, language)}"


def _activity(task: pd.Series, activities: dict[str, str]) -> str:
    """The kind of work; both kinds where the coders still differ."""
    if task["activity_status"] == "disputed":
        return f"{activities[task['activity_first']]} / {activities[task['activity_second']]}"
    return activities[task["activity"]]


def _task_readings(tasks: pd.DataFrame, language: str) -> Part:
    """The evidence task of each task, its score, and what each reading makes of it."""
    used = [name for name in READINGS if name in tasks]
    rows = []
    for _, task in tasks.iterrows():
        link = f"{task['isco08']}-{task['evidence_task']:.0f}" if task["isco08"] else "–"
        score = "–" if pd.isna(task["score_2025"]) else _decimal(task["score_2025"], language)
        rows.append([task["task"], link, score, *[percent(task[name], language) for name in used]])
    headings = [
        "",
        TEXT["ilo_task"][language],
        TEXT["score"][language],
        *[READINGS[name][language] for name in used],
    ]
    return Part(TEXT["task_readings"][language], headings, rows, "nf" + "f" * (len(headings) - 2))


def _readings(readings: pd.DataFrame, language: str) -> Part:
    rows = [
        [
            READINGS[r.reading][language],
            r.reading,
            percent(r.weight, language),
            percent(r.value, language, 1),
        ]
        for r in readings.itertuples()
    ]
    headings = ["", "", TEXT["weight"][language], TEXT["value"][language]]
    return Part(TEXT["readings"][language], headings, rows, "nnff")


def _technologies(tasks: pd.DataFrame, language: str) -> Part:
    columns = [name for name in tasks if str(name).startswith("technology_")]
    shares = tasks[columns].mul(tasks["time_share"], axis=0).sum().sort_values(ascending=False)
    mapping = names(language)["technology"]
    rows = [
        [mapping[str(name).removeprefix("technology_")], percent(float(share), language)]
        for name, share in shares[shares > 0].items()
    ]
    headings = [TEXT["technology"][language], TEXT["share"][language]]
    return Part(TEXT["technologies"][language], headings, rows, "nf")


def _evidence(evidence: pd.DataFrame, language: str) -> Part:
    rows = [
        [
            e.measure,
            _decimal(e.value, language),
            "" if pd.isna(e.n) else f"{e.n:.0f}",
            "" if pd.isna(e.coverage) else percent(e.coverage, language),
            e.source_id,
            e.meaning,
        ]
        for e in evidence.itertuples()
    ]
    headings = [
        TEXT["measure"][language],
        TEXT["value"][language],
        "n",
        TEXT["coverage"][language],
        TEXT["source"][language],
        TEXT["meaning"][language],
    ]
    return Part(TEXT["evidence"][language], headings, rows, "nfffnt")


def _decimal(value: float, language: str) -> str:
    text = f"{value:.2f}"
    return text.replace(".", ",") if language == "nb" else text


def sector_table(tasks: pd.DataFrame, language: str, shown: int) -> Part:
    """The tasks that carry most of a sector's potential."""
    mapping = names(language)
    own = title_texts(dict(zip(tasks["occupation"], tasks["own_titles"], strict=True)), language)
    hidden = [word("hidden", language)]
    rows = [
        [
            f"{code} {with_titles(mapping['occupation'][code], own.get(code, ''), language)}",
            task_label(task, language),
            mapping["activity"][task["activity"]],
            _gate(task["human_required"], bool(task["beside"]), language),
            *(hidden if task["suppressed"] else [rounded(task["fte"], language)]),
            percent(task["share"], language),
            *(hidden if task["suppressed"] else [rounded(task["potential"], language)]),
            "–" if pd.isna(task["of_sector"]) else percent(task["of_sector"], language),
        ]
        for code, (_, task) in zip(tasks["occupation"], tasks.head(shown).iterrows(), strict=False)
    ]
    keys = ("occupation", "task", "activity", "gate", "work", "automatable", "fte", "of_sector")
    return Part(TEXT["sector"][language], [TEXT[key][language] for key in keys], rows, "ttttffff")


def sector_lines(tasks: pd.DataFrame, language: str) -> list[str]:
    """How much of a sector's time stands beside, in a sentence; none where nothing does or may be
    shown.
    """
    beside = tasks[tasks["beside"]]
    if beside.empty or tasks["suppressed"].any():
        return []
    fte = rounded(float(beside["potential"].sum()), language)
    return [TEXT["sector_beside"][language].format(fte=fte)]
