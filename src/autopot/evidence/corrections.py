"""The planner's corrections of tasks, time shares and technologies, put on top of the catalogue."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from autopot import catalogue
from autopot.errors import (
    Both,
    InputError,
    Norwegian,
    Problem,
    norwegian_number,
    quoted,
    unknown_name,
)
from autopot.messages import say, say_in

NUMBERS = ("time_share", "time_share_low", "time_share_high")
TECHNOLOGY = "technology."


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
    tasks = tasks.copy()
    rows = {key: n for n, key in enumerate(zip(tasks["occupation"], tasks["task"], strict=True))}
    problems: list[Problem] = []
    for number, change in enumerate(changes.to_dict("records")):
        where = (f"{place} row {number + 2}", f"{place} rad {number + 2}")
        row = rows.get((change["occupation"], change["task"]))
        if row is None:
            word = f"{change['occupation']}-{change['task']}"
            near = [f"{o}-{t}" for o, t in rows if o == change["occupation"]]
            problems.append(unknown_name(where[0], say_in("the", "task"), word, near))
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


def _correction(field: str, value: str, where: Both) -> tuple[str | float | None, Problem | None]:
    """The new value of a column, or what is wrong with it; None for a technology share."""
    english = where[0]
    if field.startswith(TECHNOLOGY):
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
        wrong = unknown_name(english, say("{field}", field=field), value, allowed)
        return value, None if value in allowed else wrong
    known = [*NUMBERS, "label_nb", "label_en", "activity", "human_required", f"{TECHNOLOGY}<name>"]
    return None, unknown_name(english, say_in("the", "field"), field, known)


def _not_a_share(where: Both, field: str, value: str) -> Problem:
    nb = Norwegian(
        f"{field} {quoted(value)}", "en andel fra 0 til 1, som 0.25", "rett den", where[1]
    )
    allowed = "a share from 0 to 1, as 0.25"
    return Problem(where[0], f"{field} {value!r}", allowed, "correct it", nb=nb)


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
    nb = Norwegian("en tidsandel utenfor 0–1", "0 til 1", "rett andelen")
    return Problem(place, "a time share outside 0-1", "0 to 1", "correct the share", nb=nb)


def _wrong_sum(place: str, total: float) -> Problem:
    nb = Norwegian(
        f"tiden summerer til {norwegian_number(round(total, 3))}",
        "1",
        "rett andre oppgaver i yrket også",
    )
    remedy = "change other tasks of the occupation too"
    return Problem(place, f"time shares sum to {total:.3f}", "1", remedy, nb=nb)


def _outside_its_range(place: str) -> Problem:
    nb = Norwegian("en tid utenfor lav og høy", "lav ≤ tid ≤ høy", "rett lav og høy også")
    found, remedy = "a time share outside its own low and high", "change low and high too"
    return Problem(place, found, "low ≤ share ≤ high", remedy, nb=nb)


def own_technologies(overlay: Path | None) -> pd.DataFrame:
    """Technology shares by (occupation, task), corrections included."""
    own = catalogue.task_technology().pivot_table(
        index=["occupation", "task"], columns="technology", values="share", fill_value=0.0
    )
    if overlay is None:
        return own
    changes = overlay_changes(overlay)
    changes = changes[changes["field"].str.startswith(TECHNOLOGY)]
    problems = []
    for key, part in changes.groupby(["occupation", "task"]):
        values = pd.to_numeric(part["value"], errors="coerce")
        if values.isna().any() or abs(values.sum() - 1) > catalogue.SHARE_TOLERANCE:
            problems.append(_wrong_technologies(f"{overlay} {'-'.join(key)}", values.sum()))
            continue
        own.loc[key, :] = 0.0
        for name, value in zip(part["field"].str.removeprefix(TECHNOLOGY), values, strict=True):
            own.loc[key, name] = value
    if problems:
        raise InputError(problems)
    return own.fillna(0.0)


def _wrong_technologies(place: str, total: float) -> Problem:
    number = norwegian_number(round(total, 3))
    nb = Norwegian(f"teknologiene summerer til {number}", "1", "rett andelene")
    found = f"technology shares sum to {total:.3f}"
    return Problem(place, found, "1", "correct the shares", nb=nb)
