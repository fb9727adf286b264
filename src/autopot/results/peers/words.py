"""A municipality beside others, in words."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from autopot import catalogue
from autopot.messages import name_in, told
from autopot.messages.numbers import percent
from autopot.results.own_words import listed
from autopot.study.peers import BIG_CITIES, MINE, SIZE_GROUP
from autopot.tables.formats import difference
from autopot.tables.names import names


def place_name(kind: str, key: str, towns: Sequence[str]) -> str:
    """What a place is called.

    Parameters
    ----------
    kind, key : as in `autopot.study.peers.Place`.
    towns : the municipalities that stand beside the others.
    """
    called = names()["municipality"]
    if kind == MINE:
        return listed([called[town] for town in towns])
    if kind == SIZE_GROUP:
        groups = catalogue.size_groups().set_index("size_group")
        size = str(groups.loc[key, name_in(groups.columns)])
        return told("Other municipalities of that size ({size})", size=size[0].lower() + size[1:])
    if kind == BIG_CITIES:
        return told("Big-city municipalities")
    return called[key]


def compared(table: pd.DataFrame, towns: Sequence[str]) -> list[str]:
    """The difference from each place in one sentence.

    Parameters
    ----------
    table : as from `autopot.results.peers.figures.peer_table`.
    towns : the municipalities that stand beside the others.
    """
    mine, *others = table.to_dict("records")
    own = place_name(MINE, "", towns)
    return [
        told(
            "{mine}: {share} of working time; {other}: {other_share}. The difference is {more} "
            "percentage points (90% {low} to {high}): {sectors} from the sectors, {occupations} "
            "from the occupations within them.",
            mine=own,
            share=percent(mine["share_mean"], 1),
            other=f"{place_name(row['place_kind'], row['place'], towns)} ({told('estimate')})",
            other_share=percent(row["share_mean"], 1),
            more=difference(row["share_difference_mean"]),
            low=difference(row["share_difference_p05"]),
            high=difference(row["share_difference_p95"]),
            sectors=difference(row["share_from_sectors_mean"]),
            occupations=difference(row["share_from_occupations_mean"]),
        )
        for row in others
    ]
