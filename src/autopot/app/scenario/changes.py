"""What was changed of a scenario: from the form to settings, and back to words."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from autopot.app.scenario.fields import CHOICE, NUMBER, Field, Group
from autopot.app.scenario.groups import LEVEL, PARTS
from autopot.app.scenario.nested import merged, value_at, without
from autopot.errors import Problem
from autopot.messages import say, told
from autopot.messages.numbers import localised
from autopot.scenario.evidence import SUM_ERROR
from autopot.scenario.settings import scaled_weights

LOW, MOST, HIGH = "low", "most", "high"
SAME = 1e-9
"""Numbers nearer than this are the same: they were rounded for the form."""

DECIMALS = 6


@dataclass(frozen=True)
class Given:
    """What a form says.

    Parameters
    ----------
    changes : path -> value of what differs from the scenario's.
    problems : path of a field or group -> what is wrong with it.
    """

    changes: dict[str, Any]
    problems: dict[str, Problem]


def texts_of(field: Field, data: Mapping[str, Any]) -> dict[str, str]:
    """What stands in the inputs of a field.

    Parameters
    ----------
    field : the setting.
    data : the scenario, or a sector of it, as plain data.

    Returns
    -------
    low, most and high, as numbers with a point; empty where nothing stands. A choice has `most`.
    """
    value = level_of(data) if field.key == LEVEL else value_at(data, field.key)
    if field.kind == CHOICE:
        return {LOW: "", MOST: str(value), HIGH: ""}
    low, most, high = None, value, None
    if isinstance(value, Mapping):
        points = value.get("tri") or value["uniform"]
        low, high = points[0], points[-1]
        most = points[1] if "tri" in value else None
    return {
        name: "" if number is None else _text(number * field.scale, field.places)
        for name, number in ((LOW, low), (MOST, most), (HIGH, high))
    }


def level_of(data: Mapping[str, Any]) -> float | None:
    """The part taken out where one number holds for all answers; None where it is a range."""
    parts = [value_at(data, path) for path in PARTS]
    one = parts[0]
    return one if isinstance(one, int | float) and all(part == one for part in parts) else None


def given_by(
    form: Mapping[str, str],
    groups: Iterable[Group],
    before: Mapping[str, Any],
    now: Mapping[str, Any],
) -> Given:
    """What a form changes.

    Parameters
    ----------
    form : "path:low", "path:most" and "path:high" -> text; what is empty is as in the scenario.
    groups : what may be changed.
    before : the scenario, or a sector of it, as plain data without changes of its own.
    now : the same as it was when the form was shown.
    """
    given = Given({}, {})
    for group in groups:
        if group.weights:
            _take_weights(form, group, before, now, given)
            continue
        for field in group.fields:
            _take(form, field, before, given)
    return given


def _take(form: Mapping[str, str], field: Field, before: Mapping[str, Any], given: Given) -> None:
    """Put what a form says of a field into what is given."""
    texts = {name: form.get(f"{field.key}:{name}", "").strip() for name in (LOW, MOST, HIGH)}
    if not any(texts.values()) or texts == texts_of(field, before):
        return
    if field.kind == CHOICE:
        if texts[MOST] not in (field.options or {}):
            allowed = list((field.options or {}).values())
            given.problems[field.key] = _problem(field, texts[MOST], allowed)
            return
        given.changes[field.key] = texts[MOST]
        return
    numbers = _numbers(field, texts, given.problems)
    if field.key in given.problems:
        return
    value = _as_value(field, numbers, given.problems)
    for path in PARTS if field.key == LEVEL else (field.key,):
        if value is not None and not _alike(value, value_at(before, path)):
            given.changes[path] = value


def _take_weights(
    form: Mapping[str, str],
    group: Group,
    before: Mapping[str, Any],
    now: Mapping[str, Any],
    given: Given,
) -> None:
    """Weights as they were typed; where they do not sum to 1, those not touched fill the rest."""
    old, stood = value_at(before, group.key), value_at(now, group.key)
    touched: dict[str, float] = {}
    for field in group.fields:
        text = form.get(f"{field.key}:{MOST}", "").strip()
        if text and text != texts_of(field, now)[MOST]:
            number = _numbers(field, {MOST: text}, given.problems)[MOST]
            touched[field.key.rpartition(".")[2]] = math.nan if number is None else number
    if not touched or any(field.key in given.problems for field in group.fields):
        if stood != old:
            given.changes[group.key] = stood
        return
    new = {**stood, **touched}
    if abs(sum(new.values()) - 1) > SUM_ERROR:
        new = _to_one(scaled_weights(stood, touched), touched)
    if any(abs(new[name] - old[name]) > SUM_ERROR for name in old):
        given.changes[group.key] = {name: new[name] for name in old}


def _to_one(weights: Mapping[str, float], touched: Mapping[str, float]) -> dict[str, float]:
    """Weights with few decimals; the largest of those that were not typed takes what is left."""
    short = {name: round(weight, DECIMALS) for name, weight in weights.items()}
    free = [name for name in short if name not in touched and short[name] > 0]
    if free:
        largest = max(free, key=lambda name: short[name])
        short[largest] = round(short[largest] + 1 - sum(short.values()), DECIMALS)
    return short


def _numbers(
    field: Field, texts: Mapping[str, str], problems: dict[str, Problem]
) -> dict[str, float | None]:
    """Numbers of a file, of texts as they are typed, inside the ends of the field."""
    found: dict[str, float | None] = {}
    for name, text in texts.items():
        plain = "".join(text.split()).replace(",", ".").replace("\u2212", "-").rstrip("%")
        try:
            number = float(plain) if text else None
        except ValueError:
            number = math.nan
        if number is not None:
            number = round(number / field.scale, DECIMALS + 2)
            if not field.low - SAME <= number <= field.high + SAME:
                problems[field.key] = _problem(field, text, range_words(field))
        found[name] = number
    return found


def _as_value(
    field: Field, numbers: Mapping[str, float | None], problems: dict[str, Problem]
) -> Any:
    """A number, or a spread as a scenario file has it."""
    low, most, high = (numbers[name] for name in (LOW, MOST, HIGH))
    if field.kind == NUMBER or (low is None and high is None):
        return most
    if low is None or high is None:
        found, allowed = say("only one end of the range"), say("both ends, or neither")
        problems[field.key] = Problem(field.title, found, allowed, field.ends)
        return None
    if low == high and most in (low, None):
        return low
    return {"uniform": [low, high]} if most is None else {"tri": [low, most, high]}


def _problem(field: Field, found: str, allowed: Any) -> Problem:
    return Problem(field.title, say("{word!q}", word=found), allowed, field.ends)


def range_words(field: Field) -> str:
    """Where a field ends, as its inputs have it.

    Parameters
    ----------
    field : the setting.
    """
    low, high = (
        localised(_text(end * field.scale, field.places)) for end in (field.low, field.high)
    )
    return told("from {low} to {high} {unit}", low=low, high=high, unit=field.unit).strip()


def value_words(field: Field, data: Mapping[str, Any]) -> str:
    """The value of a field, as a sentence has it.

    Parameters
    ----------
    field : the setting.
    data : the scenario, or a sector of it, as plain data.
    """
    texts = texts_of(field, data)
    if field.kind == CHOICE:
        return (field.options or {}).get(texts[MOST], texts[MOST])
    if field.key == LEVEL and not texts[MOST]:
        return told("drawn from the whole range")
    low, most, high = (localised(texts[name]) for name in (LOW, MOST, HIGH))
    unit = f"\N{NO-BREAK SPACE}{field.unit}" if field.unit else ""
    if not low:
        return f"{most}{unit}"
    if not most:
        return told("{low} to {high}{unit}", low=low, high=high, unit=unit)
    return told(
        "{low} to {high}{unit}, most likely {most}", low=low, high=high, most=most, unit=unit
    )


@dataclass(frozen=True)
class Changed:
    """One thing that was changed, for the list at the top.

    Parameters
    ----------
    sector : code; empty for all.
    where : name of the sector; empty for all.
    key : of the field or the group, by which it is taken back.
    title, was, now : in the language that is spoken.
    """

    sector: str
    where: str
    key: str
    title: str
    was: str
    now: str


def changed_in(
    sector: str, where: str, groups: Iterable[Group], before: Mapping[str, Any], own: Any
) -> list[Changed]:
    """What was changed for all, or in one sector.

    Parameters
    ----------
    sector, where : code and name; empty for all.
    groups : what may be changed there.
    before : the scenario, or the sector of it, as plain data without these changes.
    own : the changes of that scope, inside one another.
    """
    now = merged(before, own)
    found: list[Changed] = []
    for group in groups:
        rows: list[tuple[Field | Group, str, str]] = [
            (field, value_words(field, before), value_words(field, now))
            for field in group.fields
            if texts_of(field, before) != texts_of(field, now)
        ]
        if group.weights and rows:
            was = "; ".join(f"{field.title} {old}" for field, old, _ in rows)
            new = "; ".join(f"{field.title} {value}" for field, _, value in rows)
            rows = [(group, was, new)]
        found += [
            Changed(sector, where, key=one.key, title=one.title, was=old, now=new)
            for one, old, new in rows
        ]
    return found


def taken_back(changes: Mapping[str, Any], sector: str, key: str) -> dict[str, Any]:
    """The changes without one of them.

    Parameters
    ----------
    changes : inside one another.
    sector : code; empty for all.
    key : of the field or the group.
    """
    left = dict(changes)
    for path in PARTS if key == LEVEL else (key,):
        left = without(left, f"sectors.{sector}.{path}" if sector else path)
    return left


def _alike(one: Any, other: Any) -> bool:
    """Whether two values of a file are the same, but for rounding."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        points = [(*one.values(), *other.values())]
        return set(one) == set(other) and all(
            abs(a - b) <= SAME for a, b in zip(*points[0], strict=True)
        )
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) <= SAME
    return bool(one == other)


def _text(number: float, places: int) -> str:
    """A number as it stands in an input: a point, and no more decimals than it has."""
    text = f"{number:.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
