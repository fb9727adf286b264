"""Which figures of a real workforce must be hidden so that nobody in it can be seen."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot.analysis.pooling import Pools
from autopot.analysis.summary import ERRORS, VALUES
from autopot.errors import InputError, Problem
from autopot.messages import say

PLACES = ("municipality", "sector", "occupation")
LEVEL_KEYS: dict[str, tuple[str, ...]] = {
    "municipality": ("municipality",),
    "municipality_sector": ("municipality", "sector"),
    "sector": ("sector",),
    "sector_occupation": ("sector", "occupation"),
    "occupation": ("occupation",),
}
"""Sums that outputs show."""


@dataclass(frozen=True)
class Hidden:
    """What is hidden of a workforce.

    Parameters
    ----------
    threshold : FTE or persons below which a sum is secret; 0 where nothing is hidden.
    keys : level of `LEVEL_KEYS` -> hidden keys.
    counts : level -> number of keys, hidden and shown.
    pooled : share of all FTE that are spread over the cells of a pool, 0-1.
    """

    threshold: float = 0.0
    keys: dict[str, frozenset[tuple[str, ...]]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    pooled: float = 0.0

    def __contains__(self, level_and_key: tuple[str, tuple[str, ...]]) -> bool:
        level, key = level_and_key
        return key in self.keys.get(level, frozenset())

    @property
    def anything(self) -> bool:
        """Whether any figure is hidden."""
        return any(self.keys.values())

    def of(self, level: str) -> set[str]:
        """Hidden keys of a level that has one key column."""
        return {key[0] for key in self.keys.get(level, frozenset())}

    def rows(self, table: pd.DataFrame) -> NDArray[np.bool_]:
        """Which rows of the long table are hidden.

        What counts is the municipality, sector and occupation that a row is about; radar class,
        technology and gate make no difference.

        Parameters
        ----------
        table : municipality, sector and occupation, missing where a row is about all of them.

        Returns
        -------
        (rows,) true where hidden.
        """
        result = np.zeros(len(table), dtype=bool)
        given = {place: table[place].notna().to_numpy() for place in PLACES}
        for level, keys in self.keys.items():
            columns = LEVEL_KEYS[level]
            about = np.logical_and.reduce([given[p] == (p in columns) for p in PLACES])
            index = pd.MultiIndex.from_frame(table[list(columns)])
            result |= about & np.asarray(index.isin(list(keys)))
        return result

    def withheld(self, table: pd.DataFrame) -> pd.DataFrame:
        """The long table with every figure of a hidden row missing and `suppressed` true; unchanged
        where nothing is hidden.
        """
        if not self.anything:
            return table
        hidden = self.rows(table)
        figures = {name: table[name].mask(hidden) for name in ("fte_base", *VALUES, *ERRORS)}
        return table.assign(**figures, suppressed=hidden)


def hidden_keys(pools: Pools, threshold: float) -> Hidden:
    """Which sums of a pooled workforce are no good to show.

    What is hidden follows from the pools, which anybody may know, so that it tells nothing more. A
    sum is hidden where it is sure for less than half of its FTE that they belong to it. That holds
    for every sum below the threshold, as there is no pool's own part in it.

    Parameters
    ----------
    pools : the workforce.
    threshold : FTE or persons, to be told.

    Returns
    -------
    Hidden keys by level; nothing where nobody shares a pool.

    Three occupations in a sector, one of them with 2 FTE; the next is pooled with it.

    >>> from autopot.analysis.pooling import pooled
    >>> cells = pd.DataFrame(
    ...     {"municipality": "0301", "sector": "school", "occupation": ["2341", "4110", "9112"],
    ...      "fte": [60.0, 2.0, 8.0]})
    >>> sorted(hidden_keys(pooled(cells, 5), 5).of("occupation"))
    ['4110', '9112']
    """
    if not pools.shared.any():
        return Hidden()
    keys, counts = {}, {}
    fte = pools.cells["fte"].to_numpy(float)
    for level, columns in LEVEL_KEYS.items():
        index = pd.MultiIndex.from_frame(pools.cells[list(columns)].astype(str))
        group, names = index.factorize()
        unsure = pools.sure(group) < np.bincount(group, fte) / 2
        keys[level] = frozenset(tuple(name) for name in names[unsure])
        counts[level] = len(names)
    return Hidden(threshold, keys, counts, float(fte[pools.unsure].sum() / fte.sum()))


def shown_titles(titles: pd.DataFrame, threshold: float, hidden: set[str]) -> dict[str, list[str]]:
    """What a municipality calls its occupations, where no title is that of a few.

    Parameters
    ----------
    titles : occupation, title, fte, headcount (NaN where unknown), in the order to be shown.
    threshold : a title of fewer FTE, or persons where known, within the occupation is left out.
    hidden : occupations of which nothing is shown.

    Returns
    -------
    Occupation -> titles; occupations without any are left out.

    >>> titles = pd.DataFrame({"occupation": "2341", "title": ["Lærer", "Lektor"],
    ...                        "fte": [40.0, 2.0], "headcount": [45.0, 2.0]})
    >>> shown_titles(titles, 5, set())
    {'2341': ['Lærer']}
    """
    few = (titles["fte"] < threshold) | (titles["headcount"] < threshold)
    told = titles[~few & ~titles["occupation"].isin(hidden)]
    return {str(code): list(part) for code, part in told.groupby("occupation")["title"]}


TOO_FEW = {
    ("fte",): say("fewer than {least} FTE in all, too few to show anything"),
    ("headcount",): say("fewer than {least} persons in all, too few to show anything"),
    ("fte", "headcount"): say(
        "fewer than {least} FTE and persons in all, too few to show anything"
    ),
}
"""What is below the threshold -> what is said."""


def check_total(cells: pd.DataFrame, threshold: float, place: str) -> None:
    """Whether a workforce is large enough to show anything of it.

    Parameters
    ----------
    cells : fte, and headcount if known.
    threshold : FTE or persons; 0 shows everything.
    place : where the workforce stands, for the error.

    Raises
    ------
    InputError
        It is below the threshold.
    """
    persons = cells["headcount"].sum(skipna=False) if "headcount" in cells else np.nan
    total = {"fte": cells["fte"].sum(), "headcount": persons}
    few = tuple(name for name, amount in total.items() if amount < threshold)
    if few:
        raise InputError(
            Problem(
                place,
                replace(TOO_FEW[few], values={"least": threshold}),
                say("at least {least}, the scenario's report.suppress_below", least=threshold),
                say(
                    "use a larger workforce; report.suppress_below: 0 shows everything, for your "
                    "own eyes only"
                ),
            )
        )
