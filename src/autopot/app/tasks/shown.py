"""The tasks of an occupation as the page shows them: time, labels, what they rest on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from autopot import catalogue
from autopot.app.amounts import PERCENT, as_typed
from autopot.app.tasks.kept import Own
from autopot.errors import InputError
from autopot.evidence.corrections import LIKE, NUMBERS, TECHNOLOGY, corrected, with_added
from autopot.evidence.ratings import CHOICES
from autopot.evidence.sector_time import time_in_profile
from autopot.forms.task_changes import task_technologies, used_technologies
from autopot.messages import name_in
from autopot.tables.names import names

PLACE = Path("rettelser.csv")
"""What messages call the corrections."""


def occupations() -> dict[str, str]:
    """Code -> name of the occupations whose tasks are in our own words."""
    name = names()["occupation"]
    return {
        str(code): name[str(code)] for code in catalogue.labelled_tasks()["occupation"].unique()
    }


def sectors_with_time(code: str) -> list[str]:
    """Sectors in which an occupation has a time of its own.

    Parameters
    ----------
    code : of the occupation.
    """
    every = catalogue.sector_time()
    mine = set(every.loc[every["occupation"] == code, "sector"])
    return [sector for sector in catalogue.sectors()["sector"] if sector in mine]


def tasks_of(code: str, sector: str, own: Own) -> pd.DataFrame:
    """The tasks of an occupation, as they are corrected, with their time in a sector.

    Parameters
    ----------
    code : of the occupation.
    sector : in which it is done; "" for in general.
    own : what the group has said; its time holds in every sector.

    Returns
    -------
    One row a task, as the catalogue has them.

    Raises
    ------
    InputError
        The corrections do not fit the catalogue.
    """
    changes = own.of(code).corrections
    tasks = catalogued(code, own)
    if not changes["field"].isin(NUMBERS).any():
        profile = catalogue.sector_time()
        mine = profile[(profile["occupation"] == code) & (profile["sector"] == sector)]
        tasks = time_in_profile(tasks, mine) if len(mine) else tasks
    return corrected(tasks, changes[changes["field"] != LIKE], PLACE)


def catalogued(code: str, own: Own) -> pd.DataFrame:
    """The tasks of an occupation as the catalogue has them, with those that the group has added.

    Parameters
    ----------
    code : of the occupation.
    own : what the group has said.

    Returns
    -------
    One row a task; an added one has the figures of the one that it is like, and no time.

    Raises
    ------
    InputError
        An added task cannot be.
    """
    every, problems = with_added(catalogue.tasks(), own.of(code).corrections, PLACE)
    if problems:
        raise InputError(problems)
    mine = (every["occupation"] == code) & (every["label_nb"] != "")
    return every[mine].reset_index(drop=True)


def technologies_of(code: str, own: Own) -> pd.DataFrame:
    """What each technology would take of each task, corrections included.

    Parameters
    ----------
    code : of the occupation.
    own : what the group has said.

    Returns
    -------
    One row a task, by its number; one column a technology; shares of the work, 0-1.
    """
    tasks = catalogued(code, own)
    shares = task_technologies(tasks).set_axis(tasks["task"], axis=0)
    changes = own.of(code).corrections
    told = changes[changes["field"].str.startswith(TECHNOLOGY)]
    for task, part in told.groupby("task"):
        shares.loc[task] = 0.0
        for field, value in zip(part["field"], part["value"], strict=True):
            shares.loc[task, field.removeprefix(TECHNOLOGY)] = float(value)
    return shares


def rows_of(code: str, sector: str, own: Own) -> list[dict[str, Any]]:
    """The tasks as the form shows them, those that take no time last.

    Parameters
    ----------
    code, sector, own : as for `tasks_of`.

    Returns
    -------
    task (its number), fields (name in the form -> text), what it rests on, how it was labelled
    before, whether it is corrected or rated, like (number of the task that an added one has its
    figures from), timed (whether the group has corrected the time of the
    occupation), and timeless (whether it takes none).

    Raises
    ------
    InputError
        The corrections do not fit the catalogue.
    """
    tasks, shares = tasks_of(code, sector, own), technologies_of(code, own)
    said = own.of(code)
    timed = bool(said.corrections["field"].isin(NUMBERS).any())
    rated = {(r["task"], r["rubric"]): r["value"] for r in said.ratings.to_dict("records")}
    reasons = {r["task"]: r["reason"] for r in said.corrections.to_dict("records") if r["reason"]}
    labels = _labels(code)
    added = dict(zip(tasks["task"], tasks[LIKE], strict=True)) if LIKE in tasks else {}
    sources = catalogue.sources().set_index("source_id")["citation"]
    column = name_in(tasks.columns, "label")
    found = []
    for row in tasks.to_dict("records"):
        task = str(row["task"])
        fields = {
            "label": str(row[column]),
            **{key: as_typed(row[name], PERCENT) for key, name in TIMES.items()},
            "activity": str(row["activity"]),
            "human_required": str(row["human_required"]).replace("unknown", "none"),
            **{rubric: str(rated.get((task, rubric), "")) for rubric in CHOICES},
            **{
                f"{TECHNOLOGY}{one}": as_typed(round(float(shares.loc[task, one]), 4), PERCENT)
                for one in used_technologies()
            },
            "reason": str(reasons.get(task, "")),
        }
        found.append(
            {
                "task": task,
                "fields": fields,
                "basis": str(row["time_basis"]),
                "note": str(row["time_note"]),
                "source": str(sources.get(_source(row), "")),
                "rule": str(row["human_rule"]),
                "coded": labels.get(task, []),
                "corrected": bool((said.corrections["task"] == task).any()),
                "rated": any(key[0] == task for key in rated),
                "like": str(added.get(task, "")).partition("-")[2],
                "timed": timed,
                "timeless": float(row["time_share"]) == 0,
            }
        )
    return sorted(found, key=lambda one: one["timeless"])


TIMES = {"share": "time_share", "low": "time_share_low", "high": "time_share_high"}
"""Field of the form -> column of the catalogue."""


def _source(row: dict[str, Any]) -> str:
    """The source of a time; that of a sector's own time does not stand in its row."""
    return str(row.get("time_source_id", "judgement"))


def _labels(code: str) -> dict[str, list[dict[str, str]]]:
    """Task -> how both labellings answered both questions, and why."""
    frame = catalogue.table("occupations/task_labels")
    mine = frame[(frame["occupation"] == code) & frame["rubric"].isin(list(CHOICES))]
    found: dict[str, list[dict[str, str]]] = {}
    for row in mine.to_dict("records"):
        found.setdefault(str(row["task"]), []).append(
            {key: str(row[key]) for key in ("rubric", "labelling", "value", "reason")}
        )
    return found
