"""Which rows are sums of others: by what adds up and by what is written, together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot.scenario.workforce import StaffKey
from autopot.workforce.staff.cells import Sheet
from autopot.workforce.staff.headings import Header
from autopot.workforce.staff.jobs import NOT_STATED
from autopot.workforce.staff.sum_words import AT_THE_END, MEASURE, WHOLE, labels, without_word

KEYS: tuple[str, ...] = get_args(StaffKey)
JOBS = ("occupation", "position_code", "title")
CLOSE = 0.005
"""A sum that says so is right within this share, or 0.05 FTE: FTE are often rounded in the rows."""

EXACT = 0.01
"""One that does not say so is right within this, FTE."""

MOST_COMPARED = 3_000
"""Rows that may be sums and are compared with every block above; more only with the nearest."""

MOST_COMPARED_SUMMED = 100
"""The same for what a label names, where the rows are those of a register."""

MOST_ROUNDS = 6

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Sums:
    """Rows that are sums.

    Parameters
    ----------
    sums : (n,) rows that are.
    differs : (n,) rows that say so, but what stands above adds up to something else.
    unsure : (n,) rows that say nothing and add up, but may be staff.
    block, every : (n,) what stands above each row since the last sum, and all of it.
    label : (n,) column of the sheet with the words, -1 where there are none.
    """

    sums: Mask
    differs: Mask
    unsure: Mask
    block: NDArray[np.float64]
    every: NDArray[np.float64]
    label: NDArray[np.int64]


@dataclass(frozen=True)
class _Candidates:
    """Rows that may be sums: labelled, whether the words stand beside a job; bare otherwise."""

    labelled: Mask
    beside_job: Mask
    bare: Mask
    keyless: Mask

    @property
    def every(self) -> Mask:
        return self.labelled | self.beside_job | self.bare


def find_sums(
    raw: Sheet,
    header: Header,
    rows: NDArray[np.int64],
    amounts: NDArray[np.float64],
    unit: NDArray[np.float64],
    others: Mask,
    words_only: bool = False,
) -> Sums:
    """The rows that are sums.

    A row that says sum, in any cell, and has no job is one where it adds up: to the rows above it
    since an earlier sum, to all of them, to those with the same keys or of the name in its label,
    or to the rows below it. A row with a job and an ordinary amount is staff, whatever its unit is
    called, unless a cell says nothing but sum and the row adds up. A row that says nothing and has
    neither job nor person is a sum where all such rows of the sheet add up.

    Parameters
    ----------
    raw : the sheet with all its columns: a label may stand in one that is not read.
    header : where its columns are.
    rows : (n,) rows of the sheet's cells.
    amounts : (n, m) amount columns that are to add up, NaN where there is none.
    unit : (m,) the amount that is one FTE.
    others : (n,) rows that are headings or text.
    words_only : look no further than words, and rows with nothing but an amount: what is read
        are sums of rows, of which it is not known what stood beside what.
    """
    values = np.where(np.isnan(amounts), 0.0, amounts) / unit
    missing = np.isnan(amounts).all(axis=1)
    cells = raw.cells[rows]
    said = labels(cells)
    candidates, label = _candidates(header, cells, said, missing | others, words_only)
    counted = ~(others | missing)
    many = np.ones(len(rows), np.int64) if raw.counts is None else raw.counts[rows]
    keys = [header.columns[name] for name in KEYS if name in header.columns]
    some = candidates
    for _ in range(MOST_ROUNDS):
        fits, strong = _fits(values, counted & ~some.every, some, cells, keys, label, many)
        sums, unsure = _judged(raw, rows, header, cells, some, fits, strong)
        staff = (some.bare | some.beside_job) & ~sums & ~unsure
        if not staff.any():
            break
        some = _Candidates(
            some.labelled, some.beside_job & ~staff, some.bare & ~staff, some.keyless
        )
    differs = some.labelled & ~sums
    block, every = _above(values[:, 0], counted & ~some.every, sums)
    return Sums(sums=sums, differs=differs, unsure=unsure, block=block, every=every, label=label)


def _candidates(
    header: Header,
    cells: NDArray[np.object_],
    said: Mask,
    never: Mask,
    words_only: bool,
) -> tuple[_Candidates, NDArray[np.int64]]:
    keys = [header.columns[name] for name in KEYS if name in header.columns]
    jobs = [header.columns[name] for name in JOBS if name in header.columns]
    stated = cells[:, jobs] != ""
    unknown = np.isin(np.char.lower(cells[:, jobs].astype(str)), NOT_STATED)
    job = (stated & ~unknown & ~said[:, jobs]).any(axis=1)
    any_label = said.any(axis=1) & ~never
    label = np.where(any_label, said.argmax(axis=1), -1)
    clear = np.zeros(len(cells), dtype=bool)
    for row in np.flatnonzero(any_label & job):
        texts = [str(text) for text in cells[row][said[row]]]
        clear[row] = any(WHOLE.fullmatch(t) or AT_THE_END.search(t) for t in texts)
    keyless = (cells[:, keys] == "").all(axis=1) & ~any_label & ~never
    persons = [n for n in header.personal if n < cells.shape[1]]
    bare = ~stated.any(axis=1) & ~any_label & ~never & ~keyless & bool(jobs)
    bare &= (cells[:, persons] == "").all(axis=1)
    if words_only or not stated.any():
        bare[:] = False
    beside = any_label & job & clear & (not words_only)
    return _Candidates(any_label & ~job, beside, bare | keyless, keyless), label


def _fits(
    values: NDArray[np.float64],
    staff: Mask,
    some: _Candidates,
    cells: NDArray[np.object_],
    keys: list[int],
    label: NDArray[np.int64],
    many: NDArray[np.int64],
) -> tuple[Mask, Mask]:
    """Which candidates add up, and which of them to two rows or more."""
    at = np.flatnonzero(some.every)
    most = MOST_COMPARED if many.max(initial=1) == 1 else MOST_COMPARED_SUMMED
    total = np.vstack([np.zeros(values.shape[1]), np.cumsum(values * staff[:, None], axis=0)])
    count = np.concatenate([[0], np.cumsum(staff * many)])
    fits, strong = np.zeros(len(staff), dtype=bool), np.zeros(len(staff), dtype=bool)
    starts = np.concatenate([[0], at])
    for number, row in enumerate(at.tolist()):
        loose = bool(some.labelled[row] or some.keyless[row] or some.beside_job[row])
        near = slice(0, number + 1) if number < MOST_COMPARED else slice(number, number + 1)
        below = at[number + 1 : number + 2] if number + 1 < len(at) else np.array([len(staff)])
        ends = np.append(below, len(staff))
        sums = np.vstack([total[row] - total[starts[near]], total[ends] - total[row]])
        size = np.concatenate([count[row] - count[starts[near]], count[ends] - count[row]])
        if some.keyless[row]:
            sums, size = sums[:-2], size[:-2]
        measure = label[row] >= 0 and bool(MEASURE.search(str(cells[row, label[row]])))
        right = _right(values[row], sums, size, loose, measure)
        if label[row] >= 0 and not right.any() and number < most:
            sums, size = _groups(values, staff, cells, keys, row, int(label[row]), many)
            right = _right(values[row], sums, size, loose, measure)
        fits[row] = right.any()
        strong[row] = (right & (size > 1)).any()
    return fits, strong


def _right(
    said: NDArray[np.float64],
    sums: NDArray[np.float64],
    size: NDArray[np.int64],
    loose: bool,
    measure: bool,
) -> Mask:
    """Which of some sums a row may be."""
    tried = [sums]
    if measure:
        many = np.maximum(size, 1)[:, None]
        tried += [sums / many, np.repeat(many, sums.shape[1], axis=1), many * 100.0, many / 100.0]
    result = np.zeros(len(size), dtype=bool)
    for one in tried:
        limit = np.maximum(0.05, CLOSE * np.abs(one)) if loose else np.full_like(one, EXACT)
        result = result | ((np.abs(one - said) <= limit + 1e-9) & (said > 0)).any(axis=1)
    right: Mask = result & (size > 0)
    return right


def _groups(
    values: NDArray[np.float64],
    staff: Mask,
    cells: NDArray[np.object_],
    keys: list[int],
    row: int,
    label: int,
    many: NDArray[np.int64],
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Sums of the rows with the keys of a row, and of those that its label names."""
    own = [n for n in keys if cells[row, n] and n != label]
    same = staff & (cells[:, own] == cells[row, own]).all(axis=1) if own else np.zeros_like(staff)
    name = without_word(str(cells[row, label]))
    named = staff & (cells[:, keys] == name).any(axis=1) if name else np.zeros_like(staff)
    masks = np.vstack([same, named])
    return masks @ values, masks @ many


def _judged(
    raw: Sheet,
    rows: NDArray[np.int64],
    header: Header,
    cells: NDArray[np.object_],
    some: _Candidates,
    fits: Mask,
    strong: Mask,
) -> tuple[Mask, Mask]:
    """Candidates that are sums, and those of which nobody can tell."""
    keyed = some.bare & ~some.keyless
    sums: Mask = (some.labelled | some.keyless) & fits | (some.beside_job & strong)
    groups = [header.columns[name] for name in KEYS[:5] if name in header.columns]
    ends = _ends(cells, groups, some.every)
    pattern = (fits | ~keyed).all() and (ends | ~keyed).all()
    pattern &= bool(strong[keyed].any() or keyed.sum() > 1)
    shown: Mask = np.zeros(len(rows), dtype=bool)
    if raw.look is not None and len(raw.look.outline) == len(raw.cells):
        shown |= raw.look.bold[rows].any(axis=1)
    sums = sums | (keyed & fits & (shown | bool(pattern)))
    unsure = keyed & strong & ends & ~sums
    return sums, unsure


def _ends(cells: NDArray[np.object_], groups: list[int], candidates: Mask) -> Mask:
    """Rows at the end or the beginning of a group, or beside another candidate."""
    other = np.ones(len(cells) + 1, dtype=bool)
    keys = cells[:, groups]
    other[1:-1] = (keys[1:] != keys[:-1]).any(axis=1)
    after, before = other[1:].copy(), other[:-1].copy()
    after[:-1] |= candidates[1:]
    before[1:] |= candidates[:-1]
    result: Mask = after | before
    return result


def _above(
    values: NDArray[np.float64], staff: Mask, sums: Mask
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """What stands above each row since the last sum, and all of it."""
    every = np.cumsum(np.where(staff, values, 0.0))
    last = pd.Series(np.where(sums, every, np.nan)).shift().ffill().fillna(0.0).to_numpy()
    return every - last, every
