"""Numbers as people write them: 1 234,5 · 1.234,5 · 1,234.5 · 80 %."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot.workforce.staff.cells import Kind

Decimal = Literal["auto", "comma", "point"]
SPACES = r"[\s\u00a0\u202f\u2009']"
MINUS = "\u2212"
BEHIND = r"^(?:(\d[\d.,]*)-|\(([\d][\d.,]*)\))$"
"""A negative number as accounts write it: 2,5- or (2,5)."""

GROUPED = r"-?[1-9]\d{0,2}(?:(?:\.\d{3})+|(?:,\d{3})+)"
"""Groups of three digits with one kind of sign: 1.234 or 1,234,567."""

BOTH = r"-?\d{1,3}(?:(?:\.\d{3})+,\d*|(?:,\d{3})+\.\d*)"
"""Thousands and decimals with different signs: 1.234,5 or 1,234.5."""

SINGLE = r"-?\d*[.,]\d*"
SIGNS = {"comma": ",", "point": "."}
OTHER = {",": ".", ".": ","}


@dataclass(frozen=True)
class Numbers:
    """A column of numbers.

    Parameters
    ----------
    values : (n,) float64, NaN where the cell is empty, no number, or unclear.
    bad : (n,) a cell that holds something else.
    unclear : (n,) a cell that can be read in two ways, such as 1.234.
    percent : (n,) a cell written with a per cent sign.
    """

    values: NDArray[np.float64]
    bad: NDArray[np.bool_]
    unclear: NDArray[np.bool_]
    percent: NDArray[np.bool_]


def parse_numbers(
    cells: NDArray[np.object_],
    decimal: Decimal,
    kinds: NDArray[np.uint8] | None = None,
    numbers: NDArray[np.float64] | None = None,
) -> Numbers:
    """Read a column of numbers.

    A cell that holds a number is that number. Of texts, most say themselves which sign is the
    decimal sign: 0,5 · 1.234,5 · 1.234.567. A text such as 1.234 does not; it follows the other
    texts of the column. If they say nothing, or both, it is not guessed.

    Parameters
    ----------
    cells : (n,) text.
    decimal : auto, or which sign is the decimal sign of texts.
    kinds : (n,) `Kind` of each cell; None: all are text.
    numbers : (n,) the number of each cell whose kind is NUMBER.

    Returns
    -------
    Values, with what could not be read marked.

    >>> parse_numbers(np.array(["1 234,5", "80 %", "1.000,25", "x"], object), "auto").values
    array([1234.5 ,   80.  , 1000.25,     nan])
    >>> parse_numbers(np.array(["1.234", "0,5"], object), "auto").values
    array([1.234e+03, 5.000e-01])
    >>> parse_numbers(np.array(["1.234", "850"], object), "auto").unclear.tolist()
    [True, False]
    """
    if kinds is None or numbers is None:
        return _parse_texts(cells, decimal)
    numeric = kinds == Kind.NUMBER
    read = _parse_texts(np.where(numeric, "", cells), decimal)
    values = np.where(numeric, numbers, read.values)
    endless = numeric & ~np.isfinite(values)
    values[endless] = np.nan
    return Numbers(values, read.bad | endless, read.unclear, read.percent)


def decimal_sign(cells: NDArray[np.object_]) -> Decimal:
    """The decimal sign that texts show; auto where they show none, or both.

    Parameters
    ----------
    cells : (n,) text, "" where there is none.
    """
    sign, _ = _decimal_signs(_bare(cells), "auto")
    known = set(sign) - {""}
    if len(known) != 1:
        return "auto"
    return "comma" if known == {","} else "point"


def _bare(cells: NDArray[np.object_]) -> pd.Series[str]:
    """Texts without spaces and per cent signs, with plain minus signs."""
    text = pd.Series(cells, dtype="str").str.replace(SPACES, "", regex=True)
    text = text.str.replace(MINUS, "-").str.rstrip("%")
    behind = text.str.endswith(("-", ")")).to_numpy(bool)
    if behind.any():
        text[behind] = [re.sub(BEHIND, r"-\1\2", one) for one in text[behind]]
    return text


def _parse_texts(cells: NDArray[np.object_], decimal: Decimal) -> Numbers:
    percent = pd.Series(cells, dtype="str").str.rstrip().str.endswith("%").to_numpy(bool)
    text = _bare(cells)
    sign, unclear = _decimal_signs(text, decimal)
    plain = text.to_numpy(object, copy=True)
    for mark in (",", "."):
        use = sign == mark
        number = text[use].str.replace(OTHER[mark], "", regex=False)
        plain[use] = number.str.replace(mark, ".", regex=False)
    values = pd.to_numeric(pd.Series(plain), errors="coerce").to_numpy(float, copy=True)
    values[~np.isfinite(values) | unclear] = np.nan
    bad = np.isnan(values) & ~unclear & (text != "").to_numpy(bool)
    return Numbers(values, bad, unclear, percent)


def _decimal_signs(
    text: pd.Series[str], decimal: Decimal
) -> tuple[NDArray[np.object_], NDArray[np.bool_]]:
    """The decimal sign of each cell ("" where it has no sign or none that fits), and what is open.

    A cell without sign needs none; one that fits no form keeps its signs and is then no number.
    """
    last = text.str.extract(r"([.,])\d*$")[0].fillna("").to_numpy(object)
    grouped = text.str.fullmatch(GROUPED).to_numpy(bool)
    both = text.str.fullmatch(BOTH).to_numpy(bool)
    single = text.str.fullmatch(SINGLE).to_numpy(bool)
    once = text.str.count("[.,]").to_numpy() == 1
    sign = np.where(both | (single & ~grouped), last, "").astype(object)
    repeated = grouped & ~once
    sign[repeated] = [OTHER[mark] for mark in last[repeated]]
    left = grouped & once
    if decimal != "auto":
        sign[left] = SIGNS[decimal]
        return sign, np.zeros(len(text), dtype=bool)
    known = set(sign) - {""}
    if len(known) == 1:
        sign[left] = known.pop()
        return sign, np.zeros(len(text), dtype=bool)
    return sign, left
