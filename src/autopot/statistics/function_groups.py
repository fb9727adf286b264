"""Groups of functions in SSB's table of staff, as they lie across our sectors."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from autopot import catalogue
from autopot.errors import InputError, Problem, unknown_name
from autopot.messages import say, say_in

WHOLE = "alle funksjoner"
TOO_MUCH = 0.005
"""The groups may sum to this share more than all functions (rounding) before they overlap."""


@dataclass(frozen=True)
class Groups:
    """Which group is what.

    Parameters
    ----------
    whole : the group of all functions; "" if the table has none.
    mapping : columns group, sector, weight.
    left_out : groups that a mapping file leaves out.
    """

    whole: str
    mapping: pd.DataFrame
    left_out: list[str]


def match_groups(labels: dict[str, str], file: Path | None) -> Groups:
    """Find the sectors of each group: in the planner's file, else by the words in its name.

    Parameters
    ----------
    labels : group -> its name in the table.
    file : mapping with the columns group, sector, weight; None for none.

    Raises
    ------
    InputError
        A group that neither the file nor the packaged words know; a group or sector in the file
        that does not exist.

    >>> groups = match_groups({"FG2": "Alle funksjoner", "X1": "Barnehage, kommune"}, None)
    >>> groups.whole, list(groups.mapping["sector"])
    ('FG2', ['kindergarten', 'property_planning'])
    """
    whole = [group for group, label in labels.items() if WHOLE in label.lower()]
    rest = {group: label for group, label in labels.items() if group not in whole}
    own = _own(file, rest) if file is not None else pd.DataFrame(columns=["group", "sector"])
    by_words = {g: _by_words(g, label) for g, label in rest.items() if g not in set(own["group"])}
    unknown = [
        Problem(
            say("SSB table 11918, group {group}", group=group),
            say("{name!q} is none of the groups that autopot knows", name=labels[group]),
            catalogue.municipal_sectors(),
            say(
                "write its sectors in a file with the columns group,sector,weight (no sector: the "
                "group is left out) and give it with --groups"
            ),
        )
        for group, found in by_words.items()
        if found.empty
    ]
    if unknown:
        raise InputError(unknown)
    left_out = sorted(own.loc[own["sector"] == "", "group"])
    mapping = pd.concat([*by_words.values(), own[own["sector"] != ""]], ignore_index=True)
    return Groups(whole[0] if whole else "", mapping, left_out)


def _by_words(group: str, label: str) -> pd.DataFrame:
    words = catalogue.table("sectors/function_groups")
    fits = [bool(re.search(rf"\b{re.escape(word)}", label.lower())) for word in words["words"]]
    found = words[fits].groupby("sector", as_index=False, sort=False)["weight"].max()
    return found.assign(group=group)[["group", "sector", "weight"]]


def _own(file: Path, labels: dict[str, str]) -> pd.DataFrame:
    own = catalogue.read_table("input/function_groups", file)
    known = catalogue.municipal_sectors()
    problems = [
        _unknown(file, row + 2, "group", group, list(labels))
        for row, group in enumerate(own["group"])
        if group not in labels
    ]
    problems += [
        _unknown(file, row + 2, "sector", sector, known)
        for row, sector in enumerate(own["sector"])
        if sector and sector not in known
    ]
    if problems:
        raise InputError(problems)
    return own.assign(weight=own["weight"].fillna(1.0).astype(float))


def _unknown(file: Path, row: int, column: str, word: str, known: list[str]) -> Problem:
    place = say("{file} row {row} {column}", file=file, row=row, column=column)
    return unknown_name(place, say_in("the", "sector"), word, known)


def complete(frame: pd.DataFrame, groups: Groups) -> tuple[pd.DataFrame, list[str]]:
    """FTE of every group, where unknown ones follow from the whole.

    A figure that is not published is never taken for 0. Where a municipality's whole is known, its
    unknown groups share what is left, by their size in the country (groups that are left out take
    the country's share of the whole); where it is not, the municipality is left out.

    Parameters
    ----------
    frame : columns region ("" for the country), group, fte (NaN where not published).
    groups : from `match_groups`.

    Returns
    -------
    Columns municipality, group, fte for all groups that have sectors; and the municipalities left
    out.

    Raises
    ------
    InputError
        The country's figures are not published, or its groups overlap; no municipality is left.
    """
    kept = frame[~frame["group"].isin(groups.left_out)]
    wide = kept.pivot_table(
        index="region", columns="group", values="fte", aggfunc="first", dropna=False
    )
    whole = wide.pop(groups.whole) if groups.whole else pd.Series(float("nan"), index=wide.index)
    country = wide.loc[""]
    _check_country(country, float(whole[""]))
    covered = min(1.0, float(country.sum() / whole[""]))
    rest = (whole * covered - wide.sum(axis=1)).clip(lower=0)
    unknown = wide.isna()
    share = unknown.mul(country, axis=1)
    share = share.div(share.sum(axis=1), axis=0)
    filled = wide.where(~unknown, share.mul(rest, axis=0))
    left_out = sorted(filled.index[filled.isna().any(axis=1)])
    filled = filled.drop(index=left_out)
    if len(filled) == 1:
        raise InputError(
            Problem(
                say("SSB table 11918"),
                say("no figures for {codes}", codes=left_out),
                say("municipalities that existed that year"),
                say("choose another --year, or the municipality's number of that year"),
            )
        )
    long = filled.rename_axis(index="municipality").reset_index()
    return long.melt("municipality", var_name="group", value_name="fte"), left_out


COUNTRY = say("SSB table 11918, the whole country")


def _check_country(country: pd.Series, whole: float) -> None:
    problems = [
        Problem(
            COUNTRY,
            say("no figure for {group}", group=group),
            say("a figure"),
            say("choose another --year"),
        )
        for group in country.index[country.isna()]
    ]
    if country.sum() > whole * (1 + TOO_MUCH) + 1:
        problems.append(_overlap(float(country.sum()), whole, list(country.index)))
    if problems:
        raise InputError(problems)


def _overlap(total: float, whole: float, groups: list[str]) -> Problem:
    return Problem(
        COUNTRY,
        say(
            "the groups sum to {total:,.0f} FTE, all functions to {whole:,.0f}: some of {groups} "
            "overlap",
            total=total,
            whole=whole,
            groups=groups,
        ),
        say("groups that do not overlap"),
        say("leave out the widest ones with --groups: a row with the group and no sector"),
    )
