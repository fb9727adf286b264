"""Projected population by municipality and age: table 14746, or a later one of the same kind."""

from __future__ import annotations

import re

import pandas as pd

from autopot import catalogue
from autopot.errors import InputError, Problem
from autopot.messages import say
from autopot.statistics.client import Client
from autopot.statistics.jsonstat import Dimension
from autopot.statistics.staff import (
    Fetched,
    chosen_regions,
)
from autopot.statistics.statbank import (
    CHANGED,
    Table,
    cells,
    metadata,
)

POPULATION_TABLE = "14746"
ALTERNATIVES = {"main": "MMMM", "low": "LLML", "high": "HHMH"}
AGE = re.compile(r"([0-9]{3})\+?")
BOTH_SEXES = ("1", "2")


def projected_population(
    client: Client, municipalities: list[str] | None, table_id: str = POPULATION_TABLE
) -> Fetched:
    """Projected persons 1 January by municipality, alternative, year and age group.

    Parameters
    ----------
    client : asks the service.
    municipalities : four digits each; None: all of the 2024 structure that the table has.
    table_id : number of the table; a later projection has the same variables.

    Returns
    -------
    Columns region, alternative (main, low, high), year, and one for each age group of
    data/demand/age_groups.csv.

    Raises
    ------
    InputError
        No such municipality or table, the table has changed, or a cell is not published.
    """
    table = metadata(client, table_id)
    region, age = table.variable("region"), table.variable("Alder")
    contents, time = table.variable("ContentsCode"), table.variable("Tid")
    sex = table.variable("Kjonn")
    ages = {code: int(m[1]) for code in age.categories if (m := AGE.fullmatch(code))}
    wanted = {
        region.code: chosen_regions(region, table, municipalities),
        sex.code: [code for code in sex.categories if code in BOTH_SEXES],
        age.code: list(ages),
        contents.code: [_alternative(table, contents, sign) for sign in ALTERNATIVES.values()],
        time.code: list(time.categories),
    }
    frame, answers = cells(client, table, wanted)
    empty = sorted(set(frame.loc[frame["value"].isna(), region.code]))
    if empty:
        found = say("no figures for {codes}", codes=empty)
        raise InputError(Problem(table.place, found, remedy=say("leave them out")))
    names = dict(zip(wanted[contents.code], ALTERNATIVES, strict=True))
    long = pd.DataFrame(
        {
            "region": frame[region.code],
            "alternative": pd.Categorical(frame[contents.code].map(names), list(ALTERNATIVES)),
            "year": frame[time.code].astype(int),
            "group": _group(frame[age.code].map(ages)),
            "value": frame["value"],
        }
    )
    keys = ["region", "alternative", "year"]
    by_group = long.pivot_table("value", keys, "group", aggfunc="sum", observed=True)
    order = list(catalogue.age_groups()["age_group"])
    wide = by_group.reindex(columns=order).fillna(0.0).astype(int)
    return Fetched(table, wide.rename_axis(columns=None).reset_index(), answers)


def _group(ages: pd.Series) -> pd.Series:
    """Age group of every age in years."""
    groups = catalogue.age_groups()
    at = groups["first"].searchsorted(ages, side="right") - 1
    return pd.Series(groups["age_group"].to_numpy()[at], ages.index)


def _alternative(table: Table, contents: Dimension, sign: str) -> str:
    """The code of the contents whose label has the sign of an alternative."""
    codes = [code for code, label in contents.categories.items() if f"({sign})" in label]
    if len(codes) == 1:
        return codes[0]
    known = [
        say("{code} ({label})", code=code, label=label)
        for code, label in contents.categories.items()
    ]
    none = say("no category with {words!q}", words=sign)
    raise InputError(Problem(f"{table.place} {contents.code}", none, known, CHANGED))
