"""Sectors in the order that is certain, and the places each may have."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from autopot.analysis.ranks import places

Groups = Sequence[Sequence[str]]


def in_groups(frame: pd.DataFrame, key: str, groups: Groups) -> pd.DataFrame:
    """Rows in the order of the groups; within one, and outside all, in the order they had.

    Parameters
    ----------
    frame : one row per thing.
    key : column with its code.
    groups : codes by certain rank (see `autopot.analysis.ranks`); hidden things are in none, and
        last.

    >>> frame = pd.DataFrame({"sector": ["a", "hidden", "b", "c"]})
    >>> in_groups(frame, "sector", [["c"], ["a", "b"]])["sector"].tolist()
    ['c', 'a', 'b', 'hidden']
    """
    group_of = {name: number for number, group in enumerate(groups) for name in group}
    at = frame[key].map(group_of).fillna(len(groups))
    return frame.iloc[at.argsort(kind="stable").to_numpy()].reset_index(drop=True)


def place_texts(groups: Groups) -> dict[str, str]:
    """Name -> its place, or the places it may have.

    >>> place_texts([["a"], ["b", "c"]])
    {'a': '1', 'b': '2–3', 'c': '2–3'}
    """
    return {
        name: str(first) if first == last else f"{first}–{last}"
        for name, (first, last) in places(groups).items()
    }
