"""Checks of where a person is required: one gate for one kind of work, statutes that are known."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from autopot.errors import Problem
from autopot.messages import say

STATUTE = re.compile(r"[\wæøå]+(?:loven|lova|forskriften|forordningen)\b", re.IGNORECASE)
"""A word that names a statute, such as barnehageloven; the last word of a longer name."""


def gate_problems(frames: dict[str, pd.DataFrame]) -> list[Problem]:
    """Tasks without a kind of work or with another gate than their kind, and unknown statutes.

    Parameters
    ----------
    frames : the tables of data/ by name.

    Returns
    -------
    What is wrong; empty when every labelled task has the gate of its kind of work.
    """
    tasks = frames["occupations/tasks"]
    labelled = tasks[tasks["label_nb"] != ""]
    kinds = frames["occupations/work_kinds"]
    return [
        *_kind_problems(labelled, frames["occupations/task_work_kinds"], kinds),
        *_reason_problems(labelled),
        *_statute_problems(labelled["human_rule"], kinds, frames["occupations/statutes"]),
    ]


def _kind_problems(
    labelled: pd.DataFrame, coded: pd.DataFrame, kinds: pd.DataFrame
) -> list[Problem]:
    keys = ["occupation", "task"]
    both = labelled[[*keys, "human_required"]].merge(
        coded[[*keys, "work_kind"]], on=keys, how="outer", indicator=True
    )
    gate = kinds.set_index("work_kind")["human_required"]
    problems = []
    for row in both[both["_merge"] != "both"].to_dict("records"):
        place = f"data/occupations/task_work_kinds.csv {row['occupation']}-{row['task']}"
        missing = row["_merge"] == "left_only"
        found = say("has no kind of work") if missing else say("has no task")
        problems.append(Problem(place, found))
    known = both[both["_merge"] == "both"]
    for row in known[known["human_required"] != known["work_kind"].map(gate)].to_dict("records"):
        problems.append(
            Problem(
                f"data/occupations/tasks.csv {row['occupation']}-{row['task']}",
                say("human_required is {gate}", gate=row["human_required"]),
                say(
                    "{gate}, as for all {kind}", gate=gate[row["work_kind"]], kind=row["work_kind"]
                ),
                say("change the gate, or the kind of work of the task"),
            )
        )
    unused = sorted(set(kinds["work_kind"]) - set(coded["work_kind"]))
    place = "data/occupations/work_kinds.csv"
    return problems + [Problem(place, say("{name} is used by no task", name=k)) for k in unused]


def _reason_problems(labelled: pd.DataFrame) -> list[Problem]:
    gated = labelled["human_required"] != "none"
    wrong = labelled[gated == (labelled["human_rule"] == "")]
    return [
        Problem(
            f"data/occupations/tasks.csv {row['occupation']}-{row['task']}",
            say("human_required is {gate}", gate=row["human_required"]),
            say("a reason in human_rule where a person is required, and only there"),
        )
        for row in wrong.to_dict("records")
    ]


def _statute_problems(
    rules: pd.Series, kinds: pd.DataFrame, statutes: pd.DataFrame
) -> list[Problem]:
    names = list(statutes["statute"])
    cited = [part for cell in kinds["statutes"] for part in str(cell).split("; ") if part]
    strange = [part for part in cited if not cites(part, names)]
    last_words = {name.split()[-1] for name in names}
    words = {word for rule in rules for word in STATUTE.findall(str(rule).lower())}
    unknown = sorted({*strange, *(words - last_words)})
    unused = sorted(name for name in names if not _used(name, [*cited, *rules]))
    place = "data/occupations/statutes.csv"
    remedy = say("add it with date, number and how far it was verified")
    return [
        *(Problem(place, say("{name} has no row", name=name), remedy=remedy) for name in unknown),
        *(Problem(place, say("{name} is cited nowhere", name=name)) for name in unused),
    ]


def cites(part: str, names: Iterable[str]) -> bool:
    """Whether a citation is a known statute, alone or followed by its sections.

    >>> cites("kommuneloven § 11-2", ["kommuneloven"])
    True
    >>> cites("kommuneloven 2025 § 11", ["kommuneloven"])
    False
    """
    sections = r"( (§§?|kapittel|artikkel) [\d\w -]+)?"
    return any(re.fullmatch(re.escape(name) + sections, part) for name in names)


def _used(name: str, texts: Iterable[str]) -> bool:
    return any(name in str(text).lower() for text in texts)
