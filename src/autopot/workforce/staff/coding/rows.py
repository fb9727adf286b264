"""The occupation of every row: each distinct combination of cells is decided once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot import catalogue
from autopot.messages import Text, say
from autopot.workforce.staff.coding.deciding import Decision, Job, decide
from autopot.workforce.staff.coding.mapped import Mapped
from autopot.workforce.staff.coding.positions import (
    KS,
    STATE,
    STYRK08,
    STYRK98,
    code_name,
    occupation_names,
)
from autopot.workforce.staff.coding.readings import LIKELY, MUST, SURE, Service
from autopot.workforce.staff.coding.systems import (
    DISCO,
    Coded,
    Recognised,
    leading_code,
    recognise,
)
from autopot.workforce.staff.jobs import NOT_STATED, SEVERAL, share_text
from autopot.workforce.staff.our_names import OurNames
from autopot.workforce.staff.resolving import CodeAnswer, Decide
from autopot.workforce.staff.suggestions import suggest

Codes = NDArray[np.object_]
COLUMNS = ("occupation", "position_code", "title", "sector", "function", "unit")
"""Columns that decide together; sector is ours, the others as they stand."""

CODE_COLUMNS = {"occupation": STYRK08, "position_code": KS}
"""Columns of codes, and the system that their headings say."""

CODED = {SURE: "coded_sure", LIKELY: "coded_likely", MUST: "coded_not"}


@dataclass(frozen=True)
class Report:
    """Something to say of some rows.

    Parameters
    ----------
    answer : kind of finding, values, allowed values.
    value : the cell it is about.
    column : our column it stands in.
    at : rows, from 0.
    """

    answer: CodeAnswer
    value: str
    column: str
    at: NDArray[np.int64]


@dataclass(frozen=True)
class CodedRows:
    """The occupations of a sheet's rows.

    Parameters
    ----------
    codes : (n,) occupation, several with shares, `MISSING`, or "" where not known.
    confidence : (n,) sure, likely or must.
    reports : what there is to say.
    systems : column of codes -> what it holds.
    """

    codes: Codes
    confidence: Codes
    reports: list[Report]
    systems: Mapping[str, Recognised]


@dataclass(frozen=True)
class _Choice:
    """The answer for one combination, with the cell and column it rests on."""

    answer: CodeAnswer
    confidence: str = MUST
    value: str = ""
    column: str = "title"
    more: Sequence[CodeAnswer] = field(default_factory=tuple)


def code_rows(
    cells: Mapping[str, Codes],
    fte: NDArray[np.float64],
    mapped: Mapped,
    by_code: Decide,
    translated: bool,
) -> CodedRows:
    """The occupation of every row.

    Parameters
    ----------
    cells : each of `COLUMNS` -> (n,) text.
    fte : (n,) FTE; NaN where there is none.
    mapped : the planner's own mapping; it goes first.
    by_code : what a STYRK-08 code means, or one that a code list translates.
    translated : whether the planner has given a code list for the occupation column.

    Returns
    -------
    Occupations with confidence, and what to report.
    """
    distinct, places = _distinct(cells)
    amount = [float(np.nansum(fte[at])) for at in places]
    systems = {
        column: recognise(_coded(distinct, column, amount), expected)
        for column, expected in CODE_COLUMNS.items()
        if not (translated and column == "occupation")
    }
    choices = [_choose(row, systems, mapped, by_code) for row in distinct]
    codes = np.full(len(fte), "", dtype=object)
    confidence = np.full(len(fte), MUST, dtype=object)
    for choice, at in zip(choices, places, strict=True):
        codes[at], confidence[at] = choice.answer.code, choice.confidence
    reports = _reports(choices, places)
    return CodedRows(codes, confidence, reports, systems)


def _distinct(cells: Mapping[str, Codes]) -> tuple[list[dict[str, str]], list[NDArray[np.int64]]]:
    """Distinct combinations, and the rows of each."""
    whole = pd.DataFrame({column: cells[column] for column in COLUMNS})
    if whole.empty:
        return [], []
    number = np.zeros(len(whole), dtype=np.int64)
    for column in COLUMNS:
        which, values = pd.factorize(whole[column])
        number = pd.factorize(number * len(values) + which)[0]
    order = np.argsort(number, kind="stable")
    places = np.split(order, np.flatnonzero(np.diff(number[order])) + 1)
    first = whole.iloc[[int(at[0]) for at in places]]
    rows = [dict(zip(COLUMNS, map(str, row), strict=True)) for row in first.to_numpy()]
    return rows, places


def _service(row: Mapping[str, str]) -> Service:
    digits = row["function"][:3]
    return Service(row["sector"], digits if digits.isdigit() else "")


def _coded(rows: Sequence[Mapping[str, str]], column: str, fte: Sequence[float]) -> list[Coded]:
    return [
        Coded(row[column], row["title"], _service(row), amount)
        for row, amount in zip(rows, fte, strict=True)
    ]


def _choose(
    row: Mapping[str, str],
    systems: Mapping[str, Recognised],
    mapped: Mapped,
    by_code: Decide,
) -> _Choice:
    """The planner's mapping, else the code where it is STYRK-08, else code and title together."""
    chosen = mapped.code(row)
    if chosen:
        return _Choice(CodeAnswer(chosen), SURE)
    code, own = row["occupation"], systems.get("occupation", Recognised(STYRK08))
    stated = bool(code) and code.casefold() not in NOT_STATED
    if stated and own.system == STYRK98 and not own.clear:
        if code_name(leading_code(code)[0], STYRK08):
            return _Choice(CodeAnswer("", "code_system_unclear"), MUST, code, "occupation")
        return _by_styrk(row, own, by_code)
    if stated and own.system not in (KS, STATE, STYRK98):
        return _by_styrk(row, own, by_code)
    column = "position_code" if row["position_code"] else "occupation"
    system = systems[column].system if column in systems else STYRK08
    cell = "" if row[column].casefold() in NOT_STATED else row[column]
    decision = decide(Job(cell, system, row["title"], _service(row)))
    return _told(decision, row, column, cell)


def _by_styrk(row: Mapping[str, str], held: Recognised, by_code: Decide) -> _Choice:
    cell = row["occupation"]
    if held.system == DISCO:
        return _Choice(CodeAnswer("", "disco_code"), MUST, cell, "occupation")
    code, beside = leading_code(cell)
    suffixed = bool(code) and cell[len(code) :].startswith(".")
    answer = by_code(code if suffixed else cell)
    choice = _Choice(answer, SURE if answer.code else MUST, cell, "occupation")
    if answer.code != code or not code or not (row["title"] or beside):
        if answer.code and SEVERAL in answer.code:
            return replace(choice, confidence=LIKELY)
        if not answer.code and not code and answer.kind == "unknown_title":
            by_words = decide(Job("", KS, row["title"] or cell, _service(row)))
            if by_words.reading or row["title"]:
                return _told(by_words, row, "occupation", "" if row["title"] else cell)
        return choice
    decision = decide(Job(code + " " + beside, STYRK08, row["title"], _service(row)))
    if not decision.contradicted:
        return choice
    return _told(decision, row, "occupation", cell)


def _told(decision: Decision, row: Mapping[str, str], column: str, cell: str) -> _Choice:
    """A decision as an answer, with its kind of finding."""
    reading, title = decision.reading, row["title"]
    means = tuple(f"{code} {_name(code)}" for code in reading.shares)
    said = decision.values or {}
    about = {"means": ", ".join(means), "where": _where(decision, row["sector"])}
    values: dict[str, Text] = {**said, **about}
    where, value = ("title", title) if title else (column, cell)
    more: list[CodeAnswer] = []
    if decision.contradicted:
        named = f"{said['code']} {_name_of(said['code'], column)}".strip()
        told = {"named": named, "said": said["title"] or title}
        more = [CodeAnswer("", "code_title_differ", values={**values, **told})]
    if not reading:
        kind, allowed = _unknown(title, cell, column)
        if not reading.shares:
            return _Choice(
                answer=CodeAnswer("", kind, allowed),
                confidence=MUST,
                value=value,
                column=where,
                more=more,
            )
        return _Choice(
            answer=CodeAnswer("", "coded_not", means, values),
            confidence=MUST,
            value=value,
            column=where,
            more=more,
        )
    code = share_text(reading.shares)
    kind = CODED[reading.confidence]
    if reading.confidence == SURE and title and _is_official(title, code):
        kind, values = "name_is_code", {"code": code}
    return _Choice(
        answer=CodeAnswer(code, kind, means, values),
        confidence=reading.confidence,
        value=value,
        column=where,
        more=more,
    )


def _where(decision: Decision, sector: str) -> Text:
    """The service, where it and not the words decided; it stands after the value."""
    if not (decision.reading.general and sector):
        return ""
    return say(" in {sector}", sector=OurNames(_sector_names()[sector]))


@cache
def _sector_names() -> dict[str, str]:
    return dict(catalogue.sectors().set_index("sector")["name_nb"].items())


def _unknown(title: str, cell: str, column: str) -> tuple[str, tuple[str, ...]]:
    if title:
        return "unknown_title", suggest(title)
    if cell:
        return "unmapped_position" if column == "position_code" else "unknown_occupation", ()
    return "", ()


def _name(code: str) -> str:
    return occupation_names().get(code, "")


def _name_of(code: str, column: str) -> str:
    """What a code is called, in the system its column would be expected to hold first."""
    expected = CODE_COLUMNS.get(column, KS)
    names = (code_name(code, system) for system in (expected, KS, STYRK08, STYRK98))
    return next((name for name in names if name), "")


def _is_official(title: str, code: str) -> bool:
    return title.strip().casefold() == _name(code).casefold()


def _reports(choices: Sequence[_Choice], places: Sequence[NDArray[np.int64]]) -> list[Report]:
    """What to say, once for each value and meaning."""
    together: dict[tuple[Text, ...], tuple[CodeAnswer, str, str, list[NDArray[np.int64]]]] = {}
    for choice, at in zip(choices, places, strict=True):
        for answer in _answers(choice):
            key = (answer.kind, choice.column, choice.value, answer.code, *answer.values.values())
            group = together.setdefault(key, (answer, choice.value, choice.column, []))
            group[3].append(at)
    return [
        Report(answer, value, column, np.sort(np.concatenate(parts)))
        for answer, value, column, parts in together.values()
    ]


def _answers(choice: _Choice) -> Iterator[CodeAnswer]:
    yield from choice.more
    if choice.answer.kind:
        yield choice.answer
