"""The conditions on a row of a register, in SQL; columns are c0, c1 … as in `source`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from autopot.scenario.workforce import StaffAmount
from autopot.workforce.staff.apart import AMOUNTS as AMOUNTS_OF_FTE
from autopot.workforce.staff.headings import Header
from autopot.workforce.staff.jobs import NOT_STATED
from autopot.workforce.staff.personal import HIDDEN
from autopot.workforce.staff.sum_words import LABEL, PART
from autopot.workforce.staff.totals import JOBS, KEYS

AMOUNTS: tuple[str, ...] = get_args(StaffAmount)
SPACE = "' ' || chr(9) || chr(10) || chr(11) || chr(12) || chr(13) || chr(160) || chr(8239)"
"""Spaces at the ends of a cell that make it no less empty."""

SUM, PART_OF_ABOVE = f"(?i:{LABEL.pattern})", f"(?i:{PART.pattern})"
PRINTED, DIGIT = "BETWEEN 33 AND 126", "BETWEEN 48 AND 57"
"""Codes of a first sign that settles the matter in nearly every row, without a costly trim."""


def text(number: int, kind: str) -> str:
    """A column as the text a person would type.

    Parameters
    ----------
    number : of the column, from 0.
    kind : DuckDB type of the column.

    Returns
    -------
    Expression in SQL; 2223.0 is the text 2223.
    """
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
    """Whether a cell holds anything.

    Parameters
    ----------
    number : of the column, from 0.
    kind : DuckDB type of the column.

    Returns
    -------
    Condition in SQL; a cell of nothing but spaces is not filled.
    """
    if kind != "VARCHAR":
        return f"c{number} IS NOT NULL"
    full = f"coalesce(trim(c{number}, {SPACE}), '') <> ''"
    return f"CASE WHEN ascii(c{number}) {PRINTED} THEN true ELSE {full} END"


def any_filled(numbers: Sequence[int], types: Sequence[str]) -> str:
    """Whether any of some cells holds anything.

    Parameters
    ----------
    numbers : of the columns, from 0.
    types : DuckDB type of every column of the register.

    Returns
    -------
    Condition in SQL, in brackets; never met where `numbers` is empty.

    >>> any_filled([1], ["VARCHAR", "BIGINT"]), any_filled([], [])
    ('(c1 IS NOT NULL)', '(false)')
    """
    return "(" + (" OR ".join(filled(n, types[n]) for n in numbers) or "false") + ")"


def odd(header: Header, types: Sequence[str], ragged: str) -> str:
    """Whether a row might be a sum, a heading or a footnote: such rows are looked at one by one.

    Any other row has at least two cells with codes, or one with an amount beside it, and no cell
    that could be the label of a sum, unless a job and an amount stand beside it. Parts of the row
    above (herav), and lines that are too short or too long, are looked at too.

    Parameters
    ----------
    header : where the columns are.
    types : DuckDB type of each.
    ragged : whether a line is too short or too long.
    """
    keys = [header.columns[name] for name in KEYS if name in header.columns]
    amounts = [header.columns[name] for name in AMOUNTS if name in header.columns]
    number = " + ".join(f"CAST({filled(n, types[n])} AS INTEGER)" for n in keys) or "0"
    enough = f"({number}) >= 2 OR (({number}) = 1 AND {any_filled(amounts, types)})"
    texts = [n for n, kind in enumerate(types) if kind == "VARCHAR"]
    labelled = " OR ".join(is_label(n) for n in texts) or "false"
    jobs = [header.columns[name] for name in JOBS if name in header.columns]
    job = " OR ".join(_job(n, types[n]) for n in jobs) or "false"
    fte = [n for name, n in header.columns.items() if name in AMOUNTS_OF_FTE]
    code = header.columns.get("occupation")
    coded = "false" if code is None else _coded(code, types[code])
    staff = f"CASE WHEN {any_filled(fte, types)} THEN {job} ELSE {coded} END"
    labelled = f"CASE WHEN {staff} THEN false ELSE {labelled} END"
    part = " OR ".join(_is_part(n) for n in keys if n in texts) or "false"
    return f"(NOT ({enough}) OR {labelled} OR {part} OR {repeats(keys, types)} OR {ragged})"


def trimmed(number: int, kind: str) -> str:
    """A cell of text without spaces around it, "" where there is none; others as they are.

    Parameters
    ----------
    number : of the column, from 0.
    kind : DuckDB type of the column.

    Returns
    -------
    Expression in SQL.
    """
    if kind != "VARCHAR":
        return f"c{number}"
    name = f"c{number}"
    bare = f"ascii({name}) {PRINTED} AND ascii(right({name}, 1)) {PRINTED}"
    return f"CASE WHEN {bare} THEN {name} ELSE coalesce(trim({name}, {SPACE}), '') END"


def is_label(number: int) -> str:
    """Whether a cell is the label of a sum."""
    return f"coalesce(regexp_matches(trim(c{number}, {SPACE}), '{SUM}'), false)"


def _is_part(number: int) -> str:
    """Whether a cell says that the row is a part of the one above."""
    return f"coalesce(regexp_matches(c{number}, '{PART_OF_ABOVE}'), false)"


def label_or_mark(number: int, kind: str) -> str:
    """A cell of a column that is not read: our word for a sum, or a mark where anything stands.

    Parameters
    ----------
    number : of the column, from 0.
    kind : DuckDB type of the column.

    Returns
    -------
    Expression in SQL: text, "" where nothing stands.
    """
    anything = f"CASE WHEN {filled(number, kind)} THEN '{HIDDEN}' ELSE '' END"
    if kind != "VARCHAR":
        return anything
    word = f"regexp_extract(trim(c{number}, {SPACE}), '{SUM}')"
    return f"CASE WHEN {is_label(number)} THEN {word} ELSE {anything} END"


def _coded(number: int, kind: str) -> str:
    """Whether a cell holds the code of an occupation."""
    unknown = ", ".join(f"'{word}'" for word in NOT_STATED)
    value = f"trim({text(number, kind)}, {SPACE})"
    return f"coalesce(ascii({value}) {DIGIT} AND {value} NOT IN ({unknown}), false)"


def _job(number: int, kind: str) -> str:
    """Whether a cell tells a job: it is filled, and neither a label nor "not stated"."""
    unknown = ", ".join(f"'{word}'" for word in NOT_STATED)
    value = f"lower(trim({text(number, kind)}, {SPACE}))"
    stated = f"{filled(number, kind)} AND NOT coalesce({value} IN ({unknown}), false)"
    label = f" AND NOT {is_label(number)}" if kind == "VARCHAR" else ""
    digit = f"coalesce(ascii({text(number, kind)}) {DIGIT}, false)"
    certain = f"{digit} AND NOT coalesce({value} IN ('0000', '9999'), false)"
    return f"CASE WHEN {certain} THEN true ELSE {stated}{label} END"


def repeats(keys: Sequence[int], types: Sequence[str]) -> str:
    """Whether a row may repeat the headings; $heading is that of the first code column.

    Parameters
    ----------
    keys : columns of codes, the first of text is asked.
    types : DuckDB type of every column of the register.

    Returns
    -------
    Condition in SQL; never met without a column of text among `keys`.
    """
    first = next((n for n in keys if types[n] == "VARCHAR"), None)
    if first is None:
        return "false"
    same = f"trim(c{first}, {SPACE}) = $heading"
    return f"CASE WHEN contains(c{first}, $heading) THEN {same} ELSE false END"
