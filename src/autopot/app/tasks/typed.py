"""What a group has typed of an occupation, as corrections and ratings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from autopot.app.amounts import MOST_TEXT, PERCENT, as_typed, typed
from autopot.app.sentences import in_sentences, sentence
from autopot.app.tasks.kept import CORRECTED, CORRECTIONS, Own
from autopot.app.tasks.shown import TIMES, catalogued
from autopot.errors import InputError
from autopot.evidence.corrections import LIKE, TECHNOLOGY, own_technologies
from autopot.evidence.ratings import CHOICES
from autopot.evidence.ratings import COLUMNS as RATED
from autopot.evidence.task_table import task_table
from autopot.forms.task_changes import row_changes, task_technologies, used_technologies
from autopot.forms.tasks import CHOICES as KINDS
from autopot.messages import language, say, shown, told
from autopot.messages.numbers import percent
from autopot.tables.names import names

Rows = list[dict[str, Any]]
Fields = dict[str, dict[str, str]]
EMPTY = say("the time is empty: write 0 where you do not do it")
FORMULA = ("=", "+", "-", "@")
A_FORMULA = say(
    "a text begins with =, +, - or @, which Excel takes for a formula: begin with a letter"
)
WHOLE = 1e-3
"""How far from 100 % a sum may be before the page says so; the engine's own check is stricter."""

TENTHS = 1000
"""Tenths of a per cent in a whole."""


@dataclass
class Read:
    """What was typed.

    Parameters
    ----------
    own : corrections and ratings of the occupation.
    problems : task, or "" for the occupation -> what is wrong.
    """

    own: Own
    problems: dict[str, list[str]] = field(default_factory=dict)


def name_of(task: str, key: str) -> str:
    """Name of a field in the form.

    Parameters
    ----------
    task : number of the task.
    key : what is asked of it.
    """
    return f"t{task}/{key}"


def typed_fields(form: Any, rows: Rows) -> dict[str, dict[str, str]]:
    """Task -> field -> text, as a form has them; where it lacks a field, as it stood.

    Parameters
    ----------
    form : a mapping of names to text.
    rows : from `rows_of`.
    """
    return {
        row["task"]: {
            key: str(form.get(name_of(row["task"], key), before)).strip()[:MOST_TEXT]
            for key, before in row["fields"].items()
        }
        for row in rows
    }


def share_of(text: str) -> float:
    """A time that was typed, 0-1; 0 for what is no number."""
    value = typed(text, PERCENT)
    return float(value) if isinstance(value, int | float) else 0.0


def total(fields: Mapping[str, Mapping[str, str]]) -> float:
    """The sum of the times, 0-1.

    Parameters
    ----------
    fields : task -> field -> text.
    """
    return sum(share_of(one["share"]) for one in fields.values())


def rescaled(fields: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """The same with times that sum to 100 %, in tenths of a per cent.

    Parameters
    ----------
    fields : task -> field -> text.

    Returns
    -------
    Every time times the same number, and its ends with it. Tenths that are left over go to those
    that lost most in rounding.
    """
    whole = total(fields)
    if whole <= 0:
        return {task: dict(one) for task, one in fields.items()}
    exact = {task: share_of(one["share"]) / whole * TENTHS for task, one in fields.items()}
    tenths = {task: int(value) for task, value in exact.items()}
    left = TENTHS - sum(tenths.values())
    for task in sorted(exact, key=lambda one: tenths[one] - exact[one])[:left]:
        tenths[task] += 1
    found = {}
    for task, one in fields.items():
        share = tenths[task] / TENTHS
        low = min(share, round(share_of(one["low"]) / whole, 3))
        high = min(1.0, max(share, round(share_of(one["high"]) / whole, 3)))
        ends = {"share": share, "low": low, "high": high}
        found[task] = {**one, **{key: as_typed(value, PERCENT) for key, value in ends.items()}}
    return found


def following(fields: Mapping[str, Mapping[str, str]], rows: Rows) -> dict[str, dict[str, str]]:
    """The same, where the ends of a time follow it if they are empty or only it was changed.

    In the same proportion; those of a task that had no time, in that of the occupation's others.

    Parameters
    ----------
    fields : task -> field -> text.
    rows : as they stood before.
    """
    before = {row["task"]: row["fields"] for row in rows}
    usual = _usual_ends(rows)
    found = {}
    for task, one in fields.items():
        old, new = before[task], dict(one)
        share, was = share_of(one["share"]), share_of(old["share"])
        for end in ("low", "high"):
            same = one["share"] != old["share"] and one[end] == old[end]
            if same or not one[end]:
                ratio = share_of(old[end]) / was if was > 0 else usual[end]
                new[end] = as_typed(round(min(1.0, share * ratio), 4), PERCENT)
        found[task] = new
    return found


def _usual_ends(rows: Rows) -> dict[str, float]:
    """How far the ends lie from the time in the occupation, as a share of it."""
    timed = [row["fields"] for row in rows if share_of(row["fields"]["share"]) > 0]
    return {
        end: sum(share_of(one[end]) / share_of(one["share"]) for one in timed) / len(timed)
        if timed
        else 1.0
        for end in ("low", "high")
    }


def read_typed(code: str, fields: Mapping[str, Mapping[str, str]], rows: Rows, before: Own) -> Read:
    """What was typed as corrections and ratings, checked as a filled-in sheet is.

    Parameters
    ----------
    code : of the occupation.
    fields : task -> field -> text.
    rows : as they stood before.
    before : what was kept; a text in another language than the page's stays, and so does that a
        task was added, for as long as it takes time.
    """
    base = catalogued(code, before)
    shipped = {row["task"]: row for row in base.to_dict("records")}
    added = {row["task"] for row in rows if row["like"]}
    timed = _timed(fields, rows)
    technologies = used_technologies()
    own_shares = dict(zip(shipped, task_technologies(base).to_dict("records"), strict=True))
    gone = {task for task in added if share_of(fields[task]["share"]) == 0}
    corrections: list[dict[str, str]] = []
    ratings: list[dict[str, str]] = []
    problems: dict[str, list[str]] = {}
    for task, one in fields.items():
        if task in gone:
            continue
        cell = _as_cell(one, timed, technologies)
        changes, wrong = row_changes(
            cell, shipped[task], own_shares[task], technologies, say("task {task}", task=task)
        )
        found = [in_sentences(problem) for problem in wrong]
        if any(one[key].startswith(FORMULA) for key in ("label", "reason")):
            found.append(sentence(shown(A_FORMULA)))
        if timed and not one["share"]:
            found.append(sentence(shown(EMPTY)))
        found += _unfit(one) if not found else []
        if found:
            problems[task] = found
        elif timed:
            changes |= {column: f"{share_of(one[key]):.12g}" for key, column in TIMES.items()}
        corrections += [
            {"occupation": code, "task": task, "field": f, "value": v, "reason": one["reason"]}
            for f, v in changes.items()
        ]
        for rubric, choices in CHOICES.items():
            value = "" if task in added else one[rubric]
            if value and value not in choices:
                problems.setdefault(task, []).append(shown(say("{word!q}", word=value)))
            elif value:
                ratings.append({"occupation": code, "task": task, "rubric": rubric, "value": value})
    own = Own(pd.DataFrame(corrections, columns=CORRECTED), pd.DataFrame(ratings, columns=RATED))
    other = before.of(code).corrections
    other = other[other["field"].isin([_other_text(), LIKE]) & ~other["task"].isin(gone)]
    return Read(own.with_more(Own(other, own.ratings.iloc[:0])), problems)


def checked(own: Own, folder: Path) -> list[str]:
    """What the engine says of the corrections of a whole project.

    Parameters
    ----------
    own : all of them.
    folder : in which they are written for a moment.
    """
    if own.corrections.empty:
        return []
    path = folder / CORRECTIONS
    path.write_bytes(own.corrections.to_csv(index=False, lineterminator="\n").encode())
    try:
        task_table(path)
        own_technologies(path)
    except InputError as error:
        return [in_sentences(problem) for problem in error.problems]
    finally:
        path.unlink(missing_ok=True)
    return []


def wrong_sum(fields: Mapping[str, Mapping[str, str]], rows: Rows) -> list[str]:
    """What is wrong with the sum of the times, where the group has corrected them.

    Parameters
    ----------
    fields : task -> field -> text.
    rows : as they stood before.
    """
    whole = total(fields)
    if not _timed(fields, rows) or abs(whole - 1) < WHOLE:
        return []
    return [told("The time sums to {total}. It must be 100%.", total=percent(whole, 1))]


def _unfit(one: Mapping[str, str]) -> list[str]:
    """What does not fit together in a task whose numbers can be read."""
    found = []
    low, share, high = (share_of(one[key]) for key in ("low", "share", "high"))
    if not low - WHOLE <= share <= high + WHOLE:
        found.append(told("The time lies outside its own low and high. Change them too."))
    taken = sum(share_of(text) for key, text in one.items() if key.startswith(TECHNOLOGY))
    if taken > 1 + WHOLE:
        words = told(
            "The technologies take {total} of the task together. They can take at most 100%.",
            total=percent(taken, 1),
        )
        found.append(words)
    return found


def _other_text() -> str:
    """The field of a task's text in the language that the page does not show."""
    return "label_nb" if language() == "en" else "label_en"


def _timed(fields: Mapping[str, Mapping[str, str]], rows: Rows) -> bool:
    """Whether any time differs from what stood there, or was corrected before."""
    before = {row["task"]: row for row in rows}
    return any(
        before[task]["timed"] or one[key] != before[task]["fields"][key]
        for task, one in fields.items()
        for key in TIMES
    )


def _as_cell(one: Mapping[str, str], timed: bool, technologies: list[str]) -> dict[str, str]:
    """A task as a row of the sheet has it: names of choices, and shares with a per cent sign."""
    name = names()

    def share(text: str) -> str:
        return f"{text.rstrip('%').strip()}%" if text.strip() else ""

    column = "label_en" if language() == "en" else "label_nb"
    return {
        "label_nb": "",
        "label_en": "",
        column: one["label"],
        **{column: share(one[key]) if timed else "" for key, column in TIMES.items()},
        **{kind: name[kind].get(one[kind], one[kind]) for kind in KINDS},
        **{f"{TECHNOLOGY}{t}": share(one[f"{TECHNOLOGY}{t}"]) for t in technologies},
    }


def with_new(code: str, own: Own, text: str, like: str) -> Own:
    """What is kept, and a new task that takes no time yet.

    Parameters
    ----------
    code : of the occupation.
    own : what is kept.
    text : of the new task.
    like : number of the task whose figures it takes.
    """
    tasks = catalogued(code, own)
    taken = {int(task) for task in tasks["task"] if str(task).isdecimal()}
    number = f"{max(taken) + 1:02}"
    source = tasks.set_index("task")[LIKE].get(like, "") if LIKE in tasks else ""
    rows = [(LIKE, source or f"{code}-{like}"), ("label_nb", text), ("label_en", text)]
    more = [
        {"occupation": code, "task": number, "field": f, "value": v, "reason": ""} for f, v in rows
    ]
    return own.with_more(Own(pd.DataFrame(more, columns=CORRECTED), own.ratings.iloc[:0]))


def given_time(
    fields: Mapping[str, Mapping[str, str]], rows: Rows, task: str, share: float
) -> Fields:
    """The same with a time for one task, which the others give up in proportion.

    Parameters
    ----------
    fields : task -> field -> text.
    rows : as they stood before, for the ends of the time.
    task : that gets it.
    share : of the whole, above 0 and below 1.
    """
    others = total({name: one for name, one in fields.items() if name != task})
    time = share * others / (1 - share) if others else share
    new = {"share": f"{100 * time:.10g}", "low": "", "high": ""}
    return rescaled(following({**fields, task: {**fields[task], **new}}, rows))
