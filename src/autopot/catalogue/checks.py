"""`autopot data check`: every table, every link between tables, every gap named."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from autopot.catalogue import tables
from autopot.catalogue.columns import INPUT, Column, all_columns, data_directory
from autopot.catalogue.task_checks import (
    FAR,
    coding_agreement,
    profile_outliers,
    task_problems,
)
from autopot.errors import AutopotError, Problem, unknown_name


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
    notes: list[str]


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
            frames[name] = tables.table(name)
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
        unknown_name(f"{place} row {int(row) + 2} {column.name}", target_column, value, known)
        for row, value in broken.head(10).items()
    ]


def _files_without_description() -> list[Problem]:
    folder = data_directory()
    found = {p.relative_to(folder).with_suffix("").as_posix() for p in folder.rglob("*.csv")}
    return [
        Problem(f"data/{name}.csv", "columns.csv does not describe it", "", "describe or remove it")
        for name in sorted(found - set(all_columns()) - {"columns"})
    ]


def _sum_and_cover_problems(frames: dict[str, pd.DataFrame]) -> list[Problem]:
    """Rules across rows: shares that sum to 1, tasks that lead to evidence, nothing unused."""
    problems: list[Problem] = []
    try:
        tasks = tables.tasks()
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
        if (row.isco08, row.evidence_task) not in known:
            problems.append(
                Problem(
                    f"data/occupations/tasks.csv {row.occupation}-{row.task}",
                    f"no evidence task {row.isco08}-{row.evidence_task:g}",
                    "a task of task_evidence.csv",
                    "correct the link",
                )
            )
    unused = set(frames["technologies/activities"]["activity"]) - set(tasks["activity"])
    problems += task_problems()
    problems += [
        Problem("data/technologies/activities.csv", f"{name} is used by no task") for name in unused
    ]
    bridge = frames["occupations/isco08_bridge"]
    codes = frames["occupations/styrk08"]
    missing = set(codes.loc[codes["level"] == 4, "code"]) - set(bridge["occupation"])
    problems += [
        Problem("data/occupations/isco08_bridge.csv", f"{code} has no row", "", "add it")
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
            Problem(f"data/{name}.csv {key}", f"shares sum to {total:g}", "1", "correct them")
            for key, total in wrong.items()
        ]
    return problems


def _notes(frames: dict[str, pd.DataFrame]) -> list[str]:
    """What is missing or weak, in plain words."""
    bridge = frames["occupations/isco08_bridge"]
    none = sorted(bridge.loc[bridge["relation"] == "no_evidence", "occupation"])
    evidence = frames["occupations/evidence"]
    weak = evidence[(evidence["measure"] == "frey_osborne_p") & (evidence["coverage"] < 0.5)][
        "occupation"
    ]
    tasks = frames["occupations/tasks"]
    coded = tasks["activity_status"] != "group_default"
    functions = frames["sectors/kostra_functions"]
    coding = coding_agreement().set_index("sector").loc["all"]
    far = profile_outliers()
    with_source = [frame for frame in frames.values() if "source_id" in frame]
    judged = sum(int((frame["source_id"] == "judgement").sum()) for frame in with_source)
    return [
        f"No evidence at all: {', '.join(none)}",
        f"Frey & Osborne covers less than half of the linked employment: {', '.join(weak)}",
        f"Tasks: {len(tasks)}, of which {int(coded.sum())} with an activity coded one by one; "
        "the others carry the default of their occupation group",
        f"Task labels: {int((tasks['label_nb'] != '').sum())} of {len(tasks)} written",
        f"Activities coded twice: {coding['tasks']:.0f} tasks, "
        f"agreement {coding['agreement']:.3f}, kappa {coding['kappa']:.3f}; "
        f"{coding['disputed']:.0f} still in dispute and drawn as either",
        "Activity profile far from its STYRK neighbours (total variation above "
        f"{FAR}): {', '.join(f'{r.occupation} {r.distance:.2f}' for r in far.itertuples())}",
        f"Tasks where data protection or security gates the use: "
        f"{int((tasks['privacy_gate'] == '1').sum())} of {int(coded.sum())}",
        f"KOSTRA functions without a known name: "
        f"{', '.join(functions.loc[functions['name_nb'] == '', 'function'])}",
        f"Rows that rest on our own judgement: {judged}",
    ]
