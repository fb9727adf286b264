"""The conditions on a row of a register, in SQL; columns are c0, c1 … as in `source`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from autopot.scenario.workforce import StaffAmount
from autopot.workforce.staff.headings import Header
from autopot.workforce.staff.jobs import NOT_STATED
from autopot.workforce.staff.personal import FIRST_WEIGHTS, HIDDEN, SECOND_WEIGHTS
from autopot.workforce.staff.sum_words import LABEL
from autopot.workforce.staff.totals import JOBS, KEYS

AMOUNTS: tuple[str, ...] = get_args(StaffAmount)
SPACE = "' ' || chr(9) || chr(10) || chr(11) || chr(12) || chr(13) || chr(160) || chr(8239)"
"""Spaces at the ends of a cell that make it no less empty."""

PRINTED, DIGIT = "BETWEEN 33 AND 126", "BETWEEN 48 AND 57"
"""Codes of a first sign that settles the matter in nearly every row, without a costly trim."""


def macros() -> list[str]:
    """Functions that tell birth numbers, by the rule of `staff.personal`."""
    first, second = (
        " + ".join(f"{weight} * digit(p, {at})" for at, weight in enumerate(weights, start=1))
        for weights in (FIRST_WEIGHTS, SECOND_WEIGHTS)
    )
    signs = r"[\s\x{00a0}.\-]"
    return [
        "CREATE MACRO digit(p, i) AS CAST(substr(p, i, 1) AS INTEGER)",
        "CREATE MACRO pair(p, i) AS 10 * digit(p, i) + digit(p, i + 1)",
        "CREATE MACRO dated(p) AS (pair(p, 1) BETWEEN 1 AND 31 OR pair(p, 1) BETWEEN 41 AND 71) "
        "AND pair(p, 3) % 40 BETWEEN 1 AND 12",
        f"CREATE MACRO birth_digits(p) AS dated(p) AND ({first}) % 11 = 0 AND ({second}) % 11 = 0",
        f"CREATE MACRO bare(x) AS regexp_replace(x, '{signs}', '', 'g')",
        "CREATE MACRO is_birth(x) AS CASE WHEN length(x) >= 10 "
        f"AND regexp_full_match(x, '(?:\\d|{signs})+') AND length(bare(x)) IN (10, 11) "
        "THEN birth_digits(lpad(bare(x), 11, '0')) ELSE false END",
    ]


def text(number: int, kind: str) -> str:
    """A column as the text a person would type."""
    name = f"c{number}"
    if kind == "VARCHAR":
        return name
    if kind in ("FLOAT", "DOUBLE"):
        whole = f"{name} = trunc({name}) AND abs({name}) < 1e15"
        return (
            f"CASE WHEN {whole} THEN CAST(CAST({name} AS BIGINT) AS VARCHAR) "
            f"ELSE CAST({name} AS VARCHAR) END"
        )
    return f"CAST({name} AS VARCHAR)"


def filled(number: int, kind: str) -> str:
    """Whether a cell holds anything."""
    if kind != "VARCHAR":
        return f"c{number} IS NOT NULL"
    full = f"coalesce(trim(c{number}, {SPACE}), '') <> ''"
    return f"CASE WHEN ascii(c{number}) {PRINTED} THEN true ELSE {full} END"


def any_filled(numbers: Sequence[int], types: Sequence[str]) -> str:
    """Whether any of some cells holds anything."""
    return "(" + (" OR ".join(filled(n, types[n]) for n in numbers) or "false") + ")"


def odd(header: Header, types: Sequence[str], read: Sequence[int]) -> str:
    """Whether a row might be a sum, a heading or a footnote: such rows are looked at one by one.

    Any other row has at least two cells with codes, or one with an amount beside it, and no cell
    that could be the label of a sum.
    """
    keys = [header.columns[name] for name in KEYS if name in header.columns]
    amounts = [header.columns[name] for name in AMOUNTS if name in header.columns]
    number = " + ".join(f"CAST({filled(n, types[n])} AS INTEGER)" for n in keys) or "0"
    enough = f"({number}) >= 2 OR (({number}) = 1 AND {any_filled(amounts, types)})"
    labelled = " OR ".join(_label(n) for n in read if types[n] == "VARCHAR") or "false"
    jobs = [header.columns[name] for name in JOBS if name in header.columns]
    job = " OR ".join(_job(n, types[n]) for n in jobs)
    if job:
        labelled = f"CASE WHEN {job} THEN false ELSE {labelled} END"
    return f"(NOT ({enough}) OR {labelled} OR {repeats(keys, types)})"


def _label(number: int) -> str:
    """Whether a cell is the label of a sum."""
    return f"coalesce(regexp_matches(trim(c{number}, {SPACE}), '(?i:{LABEL.pattern})'), false)"


def _job(number: int, kind: str) -> str:
    """Whether a cell tells a job: it is filled, and neither a label nor "not stated"."""
    unknown = ", ".join(f"'{word}'" for word in NOT_STATED)
    value = f"lower(trim({text(number, kind)}, {SPACE}))"
    stated = f"{filled(number, kind)} AND NOT coalesce({value} IN ({unknown}), false)"
    label = f" AND NOT {_label(number)}" if kind == "VARCHAR" else ""
    digit = f"coalesce(ascii({text(number, kind)}) {DIGIT}, false)"
    certain = f"{digit} AND NOT coalesce({value} IN ('0000', '9999'), false)"
    return f"CASE WHEN {certain} THEN true ELSE {stated}{label} END"


def repeats(keys: Sequence[int], types: Sequence[str]) -> str:
    """Whether a row may repeat the headings; $heading is that of the first code column."""
    first = next((n for n in keys if types[n] == "VARCHAR"), None)
    if first is None:
        return "false"
    same = f"trim(c{first}, {SPACE}) = $heading"
    return f"CASE WHEN contains(c{first}, $heading) THEN {same} ELSE false END"


def masked(number: int, kind: str, births: int) -> str:
    """A column, with birth numbers hidden if it has any."""
    if not births:
        return f"c{number}"
    value = text(number, kind)
    return f"CASE WHEN is_birth({value}) THEN '{HIDDEN}' ELSE {value} END"
