"""Which sector a row belongs to, where several of its cells say something about it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot.workforce.staff.services import SEVERAL

Codes = NDArray[np.object_]


@dataclass(frozen=True)
class Choice:
    """The sectors of rows.

    Parameters
    ----------
    codes : (n,) sector; several, joined by |, where only a department is known; "" if nothing is.
    by : (n,) what decided: mapping, sector, function, unit, title, department or "".
    """

    codes: Codes
    by: Codes


TECHNICAL = {"technical", "property_planning", "fire_rescue"}
"""Sectors of a technical department, whose skilled workers and labourers are alike."""


def service_of(sector: str) -> str:
    """The sector by which a general title is read; "" where a department leaves it open.

    >>> [service_of(s) for s in ("school", "kindergarten|school", "technical|property_planning")]
    ['school', '', 'technical']
    """
    several = sector.split(SEVERAL)
    if len(several) == 1:
        return sector
    return "technical" if set(several) <= TECHNICAL else ""


def choose_sectors(
    mapped: Codes, stated: Codes, function: Codes, unit: Codes, title: Codes
) -> Choice:
    """The sector of each row.

    What the planner mapped goes first, then a sector that is stated, then the KOSTRA function, then
    the name of the unit: health stations stand under Oppvekst too. Where a department of several
    sectors is stated, the title chooses among these only.

    Parameters
    ----------
    mapped, stated, function, unit, title : (n,) sector by each, "" where it says nothing; a stated
        department holds its sectors joined by |.

    Returns
    -------
    Sectors, and what decided.

    >>> rows = [["", "a|b", "", "b", ""], ["", "a|b", "", "c", ""], ["", "a", "b", "", ""]]
    >>> choice = choose_sectors(*np.array(rows, object).T)
    >>> choice.codes.tolist(), choice.by.tolist()
    (['b', 'c', 'a'], ['unit', 'unit', 'sector'])
    """
    if not len(mapped):
        return Choice(mapped, mapped)
    columns = [mapped, stated, function, unit, title]
    rows = pd.MultiIndex.from_arrays([pd.array(column, dtype=object) for column in columns])
    which, distinct = pd.factorize(rows)
    chosen = [_sector(*(str(code) for code in row)) for row in distinct]
    table = np.array(chosen, dtype=object).reshape(len(chosen), 2)
    return Choice(table[which, 0], table[which, 1])


def _sector(mapped: str, stated: str, function: str, unit: str, title: str) -> tuple[str, str]:
    several = stated.split(SEVERAL) if SEVERAL in stated else []
    if mapped:
        return mapped, "mapping"
    if stated and not several:
        return stated, "sector"
    if function:
        return function, "function"
    if unit:
        return unit, "unit"
    if title in several:
        return title, "title"
    return stated, "department" if several else ""
