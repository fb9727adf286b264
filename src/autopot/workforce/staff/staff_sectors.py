"""The sector of a unit whose name says none, by the titles of those who work there.

A title tells a sector where most of the municipal FTE of its occupations are in that sector
(data/workforce/seeds.csv): preschool teachers are in kindergartens, cleaners are everywhere. A unit
is where most of its telling FTE point; a row without such a unit is where its own title points.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot import catalogue
from autopot.workforce.staff.coding.readings import Service
from autopot.workforce.staff.coding.titles import read_title
from autopot.workforce.staff.counties import in_county
from autopot.workforce.staff.services import (
    SEVERAL,
    function_decider,
    place_decider,
    place_function,
)

Codes = NDArray[np.object_]

TELLS = 0.85
"""Share of an occupation's municipal FTE in one sector from which it tells. Our judgement."""

AGREE, LEAST = 0.75, 0.2
"""Share of the telling FTE that must agree, and of the unit's FTE that must tell. Our judgement."""


@cache
def _shares() -> dict[str, dict[str, float]]:
    """Occupation -> sector -> share of its municipal FTE."""
    seeds = catalogue.table("workforce/seeds")
    return {
        str(code): dict(zip(rows["sector"], rows["sector_share"], strict=True))
        for code, rows in seeds.groupby("occupation")
    }


@cache
def told_by_title(title: str, among: tuple[str, ...] = (), county: bool = False) -> str:
    """The sector that a title tells; empty where it may be in several.

    Parameters
    ----------
    title : as it stands in the file.
    among : the only sectors that are possible; empty: all.
    county : whether the employer is a county municipality.

    >>> told_by_title("Barnehagelærer"), told_by_title("Assistent"), told_by_title("Renholder")
    ('kindergarten', '', '')
    """
    read = in_county if county else str
    named = read(place_decider()(title).code)
    if named and (not among or named in among):
        return named
    reading = read_title(title, Service())
    if not reading or reading.general:
        return ""
    weight: dict[str, float] = {}
    for code, share in reading.shares.items():
        for own, part in _shares().get(code, {}).items():
            sector = read(own)
            if not among or sector in among:
                weight[sector] = weight.get(sector, 0.0) + share * part
    total = sum(weight.values())
    best = max(weight, key=lambda sector: weight[sector], default="")
    return best if best and weight[best] >= TELLS * max(total, TELLS) else ""


def by_staff(
    sectors: Codes,
    titles: Codes,
    units: Codes,
    fte: NDArray[np.float64],
    county: bool = False,
) -> tuple[Codes, Codes]:
    """Sectors of rows that have none, or several possible ones.

    Parameters
    ----------
    sectors : (n,) sector, several joined by |, or "".
    titles, units : (n,) text; "" where empty.
    fte : (n,) FTE; NaN where there is none.
    county : whether the employer is a county municipality.

    Returns
    -------
    (n,) sector, changed where the staff or the title tells one; and (n,) staff, title or "".
    """
    result, how = sectors.copy(), np.full(len(sectors), "", dtype=object)
    open_ = np.array([not code or SEVERAL in code for code in sectors], dtype=bool) & (units != "")
    if not open_.any():
        return result, how
    rows = pd.DataFrame({"unit": units, "sector": sectors, "title": titles, "fte": fte})[open_]
    rows["fte"] = rows["fte"].fillna(0.0)
    pairs = zip(rows["title"], rows["sector"], strict=True)
    rows["told"] = [
        told_by_title(t, tuple(s.split(SEVERAL)) if s else (), county) for t, s in pairs
    ]
    for (_, stated), group in rows.groupby(["unit", "sector"]):
        winner = _winner(group)
        own = group["told"] if not stated else pd.Series("", index=group.index)
        result[group.index] = winner or own.where(own != "", stated)
        how[group.index] = "staff" if winner else np.where(own != "", "title", "")
    return result, how


def _winner(group: pd.DataFrame) -> str:
    votes = group[group["told"] != ""].groupby("told")["fte"].sum()
    if votes.empty or votes.sum() < LEAST * group["fte"].sum() or votes.sum() <= 0:
        return ""
    return str(votes.idxmax()) if votes.max() >= AGREE * votes.sum() else ""


def functions_of(stated: Codes, sector: Codes, names: Sequence[Codes]) -> Codes:
    """The KOSTRA function of rows, for titles that mean different things in each.

    Parameters
    ----------
    stated : (n,) function as it stands; "" where empty.
    sector : (n,) sector; "" where not known.
    names : titles and names of units, (n,) each, the most telling first.

    Returns
    -------
    (n,) function as stated, else the first that a name tells and that is of the sector, else "".

    >>> rows = [["", ""], ["school", "culture"], ["Vik SFO", "Vik SFO"]]
    >>> functions_of(*np.array(rows[:2], object), [np.array(rows[2], object)]).tolist()
    ['215', '']
    """
    if not len(stated):
        return stated
    by_code = function_decider()
    told = pd.DataFrame(dict(enumerate([stated, sector, *names])))
    which, distinct = pd.factorize(pd.MultiIndex.from_frame(told))
    chosen = []
    for function, own, *named in distinct:
        told_by = (place_function(name) for name in named)
        fitting = (code for code in told_by if code and by_code(code).code == own)
        chosen.append(function or next(fitting, ""))
    functions: Codes = np.array(chosen, dtype=object)[which]
    return functions
