"""A workforce with the sectors of one and the occupations of another.

What sets two workforces of unlike municipalities apart is then two things: how large each sector
is, and which occupations are in it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import pandas as pd

from autopot.analysis.sector_split import Cause, Causes
from autopot.workforce import Workforce

WORKFORCE: Cause = ("workforce", "")
SECTOR_MIX: Cause = ("sector_mix", "")
OCCUPATION_MIX: Cause = ("occupation_mix", "")
MIXES = frozenset({SECTOR_MIX, OCCUPATION_MIX})


def split_workforce(causes: Causes) -> Causes:
    """The same causes, with the two mixes in place of the workforce.

    Parameters
    ----------
    causes : sections in which two scenarios differ.
    """
    general: list[Cause] = []
    for cause in causes.general:
        general += [SECTOR_MIX, OCCUPATION_MIX] if cause == WORKFORCE else [cause]
    return Causes(general, causes.own)


def as_sections(chosen: Collection[Cause]) -> frozenset[Cause]:
    """The chosen causes as sections of a scenario: a mix is a part of the workforce.

    Parameters
    ----------
    chosen : some of the causes.
    """
    return frozenset(WORKFORCE if cause in MIXES else cause for cause in chosen)


def staff_of(first: Workforce, other: Workforce, chosen: Collection[Cause]) -> Workforce:
    """Who works where, with what is chosen of the other.

    Parameters
    ----------
    first, other : of the two scenarios.
    chosen : some of the causes.
    """
    if WORKFORCE in chosen or (chosen and set(chosen) >= MIXES):
        return other
    if SECTOR_MIX in chosen:
        return with_mix(other, first)
    return with_mix(first, other) if OCCUPATION_MIX in chosen else first


def with_mix(sectors: Workforce, occupations: Workforce) -> Workforce:
    """FTE by municipality and sector of one workforce, spread over the occupations of another.

    Parameters
    ----------
    sectors : gives FTE, municipalities, and the errors of both.
    occupations : gives the occupations within each sector and their errors; a sector that it lacks
        keeps its own.

    Returns
    -------
    Pairs of sector and occupation are those of `occupations`, with nobody in sectors that `sectors`
    lacks: the same random numbers are then drawn for them.
    """
    keys = ["sector", "occupation"]
    pairs = occupations.cells.groupby(keys, as_index=False).agg(
        {"fte": "sum", "share_log_sd": "first", "split_log_sd": "first"}
    )
    pairs["share"] = pairs["fte"] / pairs.groupby("sector")["fte"].transform("sum")
    sizes = sectors.cells.groupby(["municipality", "sector"], as_index=False)["fte"].sum()
    spread = sizes.merge(pairs.drop(columns="fte"), on="sector")
    spread["fte"] *= spread.pop("share")
    known = set(pairs["sector"])
    lacking = sectors.cells[~sectors.cells["sector"].isin(known)]
    nobody = pairs[~pairs["sector"].isin(sizes["sector"])].drop(columns="share")
    nobody = nobody.assign(fte=0.0, municipality=sectors.cells["municipality"].iloc[0])
    columns = ["municipality", *keys, "fte", "share_log_sd", "split_log_sd"]
    parts = [part[columns] for part in (spread, lacking, nobody) if len(part)]
    return replace(
        sectors,
        cells=pd.concat(parts, ignore_index=True),
        estimate=sectors.estimate or occupations.estimate,
    )
