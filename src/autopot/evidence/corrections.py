"""The planner's corrections of tasks, time shares and technologies, put on top of the catalogue."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pandas as pd

from autopot import catalogue
from autopot.errors import InputError, Problem, unknown_name
from autopot.messages import Message, say, say_in

NUMBERS = ("time_share", "time_share_low", "time_share_high")
TECHNOLOGY = "technology."
LIKE = "like"
"""Field that adds a task: its value names the one whose figures it takes, as 5321-03."""


def overlay_changes(overlay: Path) -> pd.DataFrame:
    """The rows of an overlay file, checked cell by cell."""
    return catalogue.read_table("input/overlay", overlay)


def corrected(tasks: pd.DataFrame, changes: pd.DataFrame, place: Path) -> pd.DataFrame:
    """The tasks with the planner's corrections; the shipped data are not touched.

    Parameters
    ----------
    tasks : the catalogue.
    changes : occupation, task, field, value.
    place : named in messages.

    Raises
    ------
    InputError
        Unknown task or field, a value that does not fit, time shares that do not sum to 1.
    """
    tasks, problems = with_added(tasks, changes, place)
    rows = {key: n for n, key in enumerate(zip(tasks["occupation"], tasks["task"], strict=True))}
    for number, change in enumerate(changes.to_dict("records")):
        where = say("{file} row {row}", file=place, row=number + 2)
        row = rows.get((change["occupation"], change["task"]))
        if row is None:
            word = f"{change['occupation']}-{change['task']}"
            near = [f"{o}-{t}" for o, t in rows if o == change["occupation"]]
            problems.append(unknown_name(where, say_in("the", "task"), word, near))
            continue
        value, problem = _correction(str(change["field"]), str(change["value"]), where)
        if problem is not None:
            problems.append(problem)
        elif value is not None:
            tasks.loc[row, change["field"]] = value
            if change["field"] == "activity":
                tasks.loc[row, "activity_status"] = "resolved"
    problems += _time_problems(tasks, set(changes["occupation"]), place)
    if problems:
        raise InputError(problems)
    return tasks


def with_added(
    tasks: pd.DataFrame, changes: pd.DataFrame, place: Path
) -> tuple[pd.DataFrame, list[Problem]]:
    """The tasks with those that a planner adds, which take no time until a time is given.

    Parameters
    ----------
    tasks : the catalogue.
    changes : occupation, task, field, value; a row with the field `like` adds a task.
    place : named in messages.

    Returns
    -------
    The tasks in their order, an added one among those of its occupation, with the figures of the
    one that it is like; where any is added, the column `like` names that, "" elsewhere. And what is
    wrong.
    """
    added = changes[changes["field"] == LIKE]
    if added.empty:
        return tasks.copy(), []
    names = tasks["occupation"] + "-" + tasks["task"]
    rows = dict(zip(names, tasks.to_dict("records"), strict=True))
    new, problems = [], []
    for change in added.to_dict("records"):
        name, like = f"{change['occupation']}-{change['task']}", str(change["value"])
        where = say("{file} {cell}", file=place, cell=name)
        if name in rows:
            found = say("{task} is a task already", task=name)
            problems.append(Problem(where, found, remedy=say("give it a number of its own")))
        elif like not in rows:
            near = [one for one in rows if one.startswith(f"{change['occupation']}-")]
            problems.append(unknown_name(where, say_in("the", "task"), like, near))
        else:
            own = {"occupation": change["occupation"], "task": change["task"], LIKE: like}
            new.append({**rows[like], **ADDED, **own})
    more = pd.concat([tasks.assign(**{LIKE: ""}), pd.DataFrame(new)], ignore_index=True)
    return more.sort_values(["occupation", "task"], kind="stable", ignore_index=True), problems


ADDED = {
    **dict.fromkeys(NUMBERS, 0.0),
    "origin": "added",
    "time_basis": "judgement",
    "time_note": "",
    "time_source_id": "judgement",
    "source_id": "judgement",
}
"""What an added task does not take from the one that it is like."""


def labelled_as(tasks: pd.DataFrame, own: pd.Index | None = None) -> pd.MultiIndex:
    """(occupation, task) under which the labels of each task stand: those of the one it is like.

    Parameters
    ----------
    tasks : one row a task: occupation, task, and `like` where any is added.
    own : (occupation, task) of those that have labels of their own all the same.
    """
    keys = tasks[["occupation", "task"]].copy()
    if LIKE in tasks:
        added = tasks[LIKE].fillna("") != ""
        if own is not None:
            added &= ~pd.MultiIndex.from_frame(keys).isin(own)
        keys.loc[added] = tasks.loc[added, LIKE].str.split("-", n=1).tolist()
    return pd.MultiIndex.from_frame(keys)


def _correction(
    field: str, value: str, where: Message
) -> tuple[str | float | None, Problem | None]:
    """The new value of a column, or what is wrong with it; None for a technology share."""
    if field.startswith(TECHNOLOGY) or field == LIKE:
        return None, None
    if field in NUMBERS:
        try:
            return float(value), None
        except ValueError:
            return None, _not_a_share(where, field, value)
    if field in ("label_nb", "label_en"):
        return value, None
    if field in ("activity", "human_required"):
        columns = catalogue.columns_of("occupations/tasks")
        allowed = next(list(c.allowed) for c in columns if c.name == field)
        wrong = unknown_name(where, say("{field}", field=field), value, allowed)
        return value, None if value in allowed else wrong
    texts = ["label_nb", "label_en", "activity", "human_required"]
    known = [*NUMBERS, *texts, f"{TECHNOLOGY}<name>", LIKE]
    return None, unknown_name(where, say_in("the", "field"), field, known)


def _not_a_share(where: Message, field: str, value: str) -> Problem:
    found = say("{field} {value!q}", field=field, value=value)
    return Problem(where, found, say("a share from 0 to 1, as 0.25"), say("correct it"))


def _time_problems(tasks: pd.DataFrame, occupations: set[str], place: Path) -> list[Problem]:
    """Time shares out of range or not summing to 1, in the occupations that were changed."""
    problems = []
    for code, part in tasks[tasks["occupation"].isin(occupations)].groupby("occupation"):
        share = part["time_share"]
        if ((share < 0) | (share > 1)).any():
            problems.append(_outside(f"{place} {code}"))
        elif abs(share.sum() - 1) > catalogue.SHARE_TOLERANCE:
            problems.append(_wrong_sum(f"{place} {code}", float(share.sum())))
        low, high = part["time_share_low"], part["time_share_high"]
        if ((low > share) | (high < share)).any():
            problems.append(_outside_its_range(f"{place} {code}"))
    return problems


def _outside(place: str) -> Problem:
    found = say("a time share outside 0–1")
    return Problem(place, found, say("0 to 1"), say("correct the share"))


def _wrong_sum(place: str, total: float) -> Problem:
    found = say("time shares sum to {total:.3f}", total=total)
    return Problem(place, found, "1", say("change other tasks of the occupation too"))


def _outside_its_range(place: str) -> Problem:
    found = say("a time share outside its own low and high")
    return Problem(place, found, say("low ≤ share ≤ high"), say("change low and high too"))


def corrected_time(overlay: Path | None) -> set[str]:
    """Occupations whose time the planner has corrected.

    Parameters
    ----------
    overlay : corrections in the form of input/overlay, or None.
    """
    if overlay is None:
        return set()
    changes = overlay_changes(overlay)
    return set(changes.loc[changes["field"].isin(NUMBERS), "occupation"])


def own_technologies(overlay: Path | None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Technology shares of the tasks that have shares of their own, corrections included.

    Parameters
    ----------
    overlay : corrections in the form of input/overlay, or None.

    Returns
    -------
    By the first and by the second labelling: one row per (occupation, task), one column per
    technology, share of the task's work, 0-1. What a planner corrects holds in both; what its
    shares lack to 1 no technology takes.

    Raises
    ------
    InputError
        Corrected shares of a task are no numbers or sum to more than 1.
    """
    own = [frame.copy() for frame in _shipped_technologies()]
    changes = _technology_changes(overlay)
    problems = []
    for key, part in changes.groupby(["occupation", "task"]):
        values = pd.to_numeric(part["value"], errors="coerce")
        if (
            values.isna().any()
            or (values < 0).any()
            or values.sum() > 1 + catalogue.SHARE_TOLERANCE
        ):
            problems.append(_wrong_technologies(f"{overlay} {'-'.join(key)}", values.sum()))
            continue
        named = part["field"].str.removeprefix(TECHNOLOGY)
        for frame in own:
            frame.loc[key, :] = 0.0
            for name, value in zip(named, values, strict=True):
                frame.loc[key, name] = value
    if problems:
        raise InputError(problems)
    return own[0].fillna(0.0), own[1].fillna(0.0)


@cache
def _shipped_technologies() -> tuple[pd.DataFrame, ...]:
    """By labelling: one row per (occupation, task), one column per technology."""
    table = catalogue.task_technology()
    return tuple(
        table.pivot_table(
            index=["occupation", "task"], columns="technology", values=column, fill_value=0.0
        )
        for column in ("share_first", "share_second")
    )


def _technology_changes(overlay: Path | None) -> pd.DataFrame:
    if overlay is None:
        return pd.DataFrame(columns=["occupation", "task", "field", "value"])
    changes = overlay_changes(overlay)
    return changes[changes["field"].str.startswith(TECHNOLOGY)]


def _wrong_technologies(place: str, total: float) -> Problem:
    found = say("technology shares sum to {total:.3f}", total=total)
    return Problem(place, found, say("at most 1"), say("correct the shares"))
