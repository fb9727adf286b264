"""`autopot data check`: every table, every link between tables, every gap named."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from autopot.catalogue import tables
from autopot.catalogue.cell_problems import Cell
from autopot.catalogue.columns import INPUT, Column, all_columns, data_directory
from autopot.catalogue.gate_checks import gate_problems
from autopot.catalogue.reading import read_table
from autopot.catalogue.sector_time_checks import sector_time_problems
from autopot.catalogue.task_checks import (
    FAR,
    coding_agreement,
    profile_outliers,
    task_problems,
)
from autopot.errors import AutopotError, Problem, unknown_name
from autopot.messages import Message, say


@dataclass(frozen=True)
class DataReport:
    """What the check found.

    Parameters
    ----------
    rows : one row per table: table, rows, columns, sources.
    problems : everything wrong; empty when the data are sound.
    notes : what is known to be missing or weak, in plain words.
    """

    rows: pd.DataFrame
    problems: list[Problem]
    notes: list[Message]


def check_data() -> DataReport:
    """Check all tables of data/ and say what they hold.

    Returns
    -------
    The report; faults are collected, not raised, so that all show at once.
    """
    frames: dict[str, pd.DataFrame] = {}
    problems: list[Problem] = []
    for name in all_columns():
        if name.startswith(INPUT):
            continue
        try:
            frames[name] = read_table(name, data_directory() / f"{name}.csv")
        except AutopotError as error:
            problems.extend(error.problems)
    for name, frame in frames.items():
        for column in all_columns()[name]:
            problems.extend(_broken_links(frame, column, frames))
    problems.extend(_files_without_description())
    if not problems:
        problems.extend(_sum_and_cover_problems(frames))
    rows = pd.DataFrame(
        [
            {
                "table": name,
                "rows": len(frame),
                "columns": frame.shape[1],
                "sources": frame["source_id"].nunique() if "source_id" in frame else 0,
            }
            for name, frame in frames.items()
        ]
    )
    return DataReport(rows, problems, [] if problems else _notes(frames))


def _broken_links(
    frame: pd.DataFrame, column: Column, frames: dict[str, pd.DataFrame]
) -> list[Problem]:
    if not column.refers_to:
        return []
    target, target_column = column.refers_to.rsplit(".", 1)
    if target not in frames:
        return []
    known = list(dict.fromkeys(frames[target][target_column]))
    values = frame[column.name]
    broken = values[(values != "") & ~values.isin(known)]
    place = f"data/{column.table}.csv"
    return [
        unknown_name(
            Cell(place, int(row) + 2, column.name).place,
            say("{column}", column=target_column),
            value,
            known,
        )
        for row, value in broken.head(10).items()
    ]


def _files_without_description() -> list[Problem]:
    folder = data_directory()
    found = {p.relative_to(folder).with_suffix("").as_posix() for p in folder.rglob("*.csv")}
    return [
        Problem(
            f"data/{name}.csv",
            say("columns.csv does not describe it"),
            remedy=say("describe or remove it"),
        )
        for name in sorted(found - set(all_columns()) - {"columns"})
    ]


def _sum_and_cover_problems(frames: dict[str, pd.DataFrame]) -> list[Problem]:
    """Rules across rows: shares that sum to 1, tasks that lead to evidence, nothing unused."""
    problems: list[Problem] = []
    try:
        tasks = tables.tasks()
        tables.sector_time()
        tables.activity_technology()
    except AutopotError as error:
        return error.problems
    linked = tasks[tasks["isco08"] != ""]
    known = set(
        zip(
            frames["occupations/task_evidence"]["isco08"],
            frames["occupations/task_evidence"]["task_no"],
            strict=True,
        )
    )
    for row in linked.itertuples():
        task = f"{row.isco08}-{row.evidence_task:g}"
        if (row.isco08, row.evidence_task) not in known:
            problems.append(
                Problem(
                    f"data/occupations/tasks.csv {row.occupation}-{row.task}",
                    say("no evidence task {task}", task=task),
                    say("a task of task_evidence.csv"),
                    say("correct the link"),
                )
            )
    unused = set(frames["technologies/activities"]["activity"]) - set(tasks["activity"])
    problems += task_problems()
    problems += gate_problems(frames)
    problems += sector_time_problems(frames)
    problems += [
        Problem("data/technologies/activities.csv", say("{name} is used by no task", name=name))
        for name in unused
    ]
    bridge = frames["occupations/isco08_bridge"]
    codes = frames["occupations/styrk08"]
    missing = set(codes.loc[codes["level"] == 4, "code"]) - set(bridge["occupation"])
    problems += [
        Problem(
            "data/occupations/isco08_bridge.csv",
            say("{code} has no row", code=code),
            remedy=say("add it"),
        )
        for code in sorted(missing)
    ]
    return problems + _coding_problems(frames)


CODING = {
    "occupations/titles": ["title", "sector", "functions"],
    "workforce/ks_position_occupations": ["position", "sector", "functions", "title_words"],
    "occupations/styrk98": ["code"],
}
"""Tables that say what a title or a code means -> columns within which shares sum to 1."""


def _coding_problems(frames: dict[str, pd.DataFrame]) -> list[Problem]:
    problems: list[Problem] = []
    for name, columns in CODING.items():
        sums = frames[name].groupby(columns)["share"].sum()
        wrong = sums[(sums - 1).abs() > tables.SHARE_TOLERANCE]
        problems += [
            Problem(
                f"data/{name}.csv {key}",
                say("shares sum to {total:.4f}", total=total),
                "1",
                say("correct the shares"),
            )
            for key, total in wrong.items()
        ]
    return problems


def _notes(frames: dict[str, pd.DataFrame]) -> list[Message]:
    """What is missing or weak, in plain words."""
    bridge = frames["occupations/isco08_bridge"]
    none = sorted(bridge.loc[bridge["relation"] == "no_evidence", "occupation"])
    evidence = frames["occupations/evidence"]
    weak = evidence[evidence["coverage"] < 0.5].groupby("source_id")["occupation"].unique()
    tasks = frames["occupations/tasks"]
    coded = tasks["activity_status"] != "group_default"
    functions = frames["sectors/kostra_functions"]
    coding = coding_agreement().set_index("sector").loc["all"]
    far = profile_outliers()
    with_source = [frame for frame in frames.values() if "source_id" in frame]
    judged = sum(int((frame["source_id"] == "judgement").sum()) for frame in with_source)
    unnamed = functions.loc[functions["name_nb"] == "", "function"]
    return [
        say("No evidence at all: {codes}", codes=none),
        *(
            say(
                "{source} covers less than half of the linked employment: {codes}",
                source=source,
                codes=sorted(codes),
            )
            for source, codes in weak.items()
        ),
        say(
            "Tasks: {tasks:,}, of which {coded:,} with an activity coded one by one; the others "
            "carry the default of their occupation group",
            tasks=len(tasks),
            coded=int(coded.sum()),
        ),
        say(
            "Task labels: {written:,} of {tasks:,} written",
            written=int((tasks["label_nb"] != "").sum()),
            tasks=len(tasks),
        ),
        say(
            "Activities coded twice: {tasks:,} tasks, agreement {agreement:.3f}, "
            "kappa {kappa:.3f}; {disputed:,} still in dispute and drawn as either",
            tasks=int(coding["tasks"]),
            agreement=coding["agreement"],
            kappa=coding["kappa"],
            disputed=int(coding["disputed"]),
        ),
        say(
            "Activity profile far from its STYRK neighbours (total variation above {far:.1f}): "
            "{found}",
            far=FAR,
            found=[
                say("{code} {distance:.2f}", code=row.occupation, distance=row.distance)
                for row in far.itertuples()
            ],
        ),
        say(
            "Tasks where data protection or security gates the use: {gated:,} of {coded:,}",
            gated=int((tasks["privacy_gate"] == "1").sum()),
            coded=int(coded.sum()),
        ),
        say("KOSTRA functions without a known name: {functions}", functions=list(unnamed)),
        say("Rows that rest on our own judgement: {rows:,}", rows=judged),
    ]
