"""The two tables of municipal staff: 11418 by occupation, 11918 by municipality and function."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd

from autopot import catalogue
from autopot.errors import InputError, Problem, unknown_name
from autopot.messages import say
from autopot.statistics.cache import ServerAnswer
from autopot.statistics.client import Client
from autopot.statistics.jsonstat import Dimension
from autopot.statistics.statbank import (
    CHANGED,
    Table,
    cells,
    metadata,
)

OCCUPATION_TABLE = "11418"
FUNCTION_TABLE = "11918"
LOCAL_GOVERNMENT = "6500"
ALL_SECTORS = "ALLE"
COUNTRY = ("EAK",)
"""The whole country in KOSTRA's list of regions."""


@dataclass(frozen=True)
class Fetched:
    """Figures of one table.

    Parameters
    ----------
    table : what the table holds.
    frame : the figures; NaN where nothing is published.
    answers : what they came in.
    """

    table: Table
    frame: pd.DataFrame
    answers: list[ServerAnswer]


def jobs_by_occupation(client: Client, year: int) -> Fetched:
    """Jobs by occupation in local government and in all sectors, table 11418.

    Parameters
    ----------
    client : asks the service.
    year : of the figures; jobs are counted in November.

    Returns
    -------
    Columns occupation (STYRK-08, 4 digits), local_jobs, all_jobs (jobs, not persons and not FTE),
    local_status, all_status. Local government is municipalities and county municipalities.

    Raises
    ------
    InputError
        No such year, or the table has changed.
    """
    table = metadata(client, OCCUPATION_TABLE)
    occupations = [
        code for code in table.variable("Yrke").categories if re.fullmatch("[0-9]{4}", code)
    ]
    measure = _category(table, table.variable("MaaleMetode"), "antall arbeidsforhold")
    wanted = {
        "MaaleMetode": [measure],
        "Yrke": occupations,
        "Sektor": [LOCAL_GOVERNMENT, ALL_SECTORS],
        "Kjonn": ["0"],
        "AvtaltVanlig": ["0"],
        "ContentsCode": list(table.variable("ContentsCode").categories)[:1],
        "Tid": [_year(table, year)],
    }
    frame, answers = cells(client, table, wanted)
    local = frame[frame["Sektor"] == LOCAL_GOVERNMENT].set_index("Yrke")
    everywhere = frame[frame["Sektor"] == ALL_SECTORS].set_index("Yrke")
    result = pd.DataFrame(
        {
            "local_jobs": local["value"],
            "all_jobs": everywhere["value"],
            "local_status": local["status"],
            "all_status": everywhere["status"],
        }
    )
    result = result.rename_axis("occupation").reset_index()
    return Fetched(table, result, answers)


def fte_by_function(client: Client, year: int, municipalities: list[str] | None) -> Fetched:
    """Contracted FTE by municipality and group of functions, table 11918.

    Parameters
    ----------
    client : asks the service.
    year : of the figures, 31 December.
    municipalities : four digits each; None: all of the 2024 structure that the table has. The
        whole country is asked for as well.

    Returns
    -------
    Columns region (municipality, or "" for the country), group, label, fte (contracted FTE),
    status. Consolidated accounts: with the municipality's own enterprises and its part of
    inter-municipal companies.

    Raises
    ------
    InputError
        No such year or municipality, or the table has changed.
    """
    table = metadata(client, FUNCTION_TABLE)
    region, function = table.variable("region"), table.variable("funksjon")
    accounts, contents = table.variable("regnskapsomfa"), table.variable("ContentsCode")
    country = _country(table, region)
    chosen = chosen_regions(region, table, municipalities)
    wanted = {
        region.code: [country, *chosen],
        function.code: list(function.categories),
        accounts.code: [_category(table, accounts, "konsern")],
        contents.code: [_category(table, contents, "avtalte årsverk", without=("eksk", "andel"))],
        table.variable("Tid").code: [_year(table, year)],
    }
    frame, answers = cells(client, table, wanted)
    result = pd.DataFrame(
        {
            "region": frame[region.code].replace(country, ""),
            "group": frame[function.code],
            "label": frame[function.code].map(function.categories),
            "fte": frame["value"],
            "status": frame["status"],
        }
    )
    return Fetched(table, result, answers)


def chosen_regions(region: Dimension, table: Table, municipalities: list[str] | None) -> list[str]:
    """The codes of the municipalities that are asked for.

    Parameters
    ----------
    region : the table's variable.
    table : for messages.
    municipalities : four digits each; None: all of the 2024 structure that the table has.

    Raises
    ------
    InputError
        One is not in the table.
    """
    if municipalities is None:
        known = catalogue.municipalities()["municipality"]
        return [code for code in known if code in region.categories]
    missing = [
        unknown_name(
            "--municipality",
            say("the region in table {table}", table=table.id),
            code,
            list(region.categories),
        )
        for code in municipalities
        if code not in region.categories
    ]
    if missing:
        raise InputError(missing)
    return municipalities


def _year(table: Table, year: int) -> str:
    known = list(table.variable("Tid").categories)
    if str(year) not in known:
        newest_first = known[::-1][:8]
        found = say("table {table} has no figures for {year}", table=table.id, year=year)
        remedy = say("choose one of them; a year published since you last asked needs --refresh")
        raise InputError(Problem("--year", found, newest_first, remedy))
    return str(year)


def _country(table: Table, region: Dimension) -> str:
    """The code of the whole country: its known code, or the one labelled so."""
    for code in COUNTRY:
        if code in region.categories:
            return code
    return _category(table, region, "landet", without=("uten", "ekskl"))


def _category(table: Table, variable: Dimension, words: str, without: tuple[str, ...] = ()) -> str:
    """The one code whose label starts with these words, and has none of the others."""
    found = [
        code
        for code, label in variable.categories.items()
        if words in label.lower() and not any(word in label.lower() for word in without)
    ]
    if len(found) == 1:
        return found[0]
    known = [
        say("{code} ({label})", code=code, label=label)
        for code, label in list(variable.categories.items())[:12]
    ]
    none = say("no category with {words!q}", words=words)
    several = say("several categories with {words!q}", words=words)
    place = f"{table.place} {variable.code}"
    raise InputError(Problem(place, several if found else none, known, CHANGED))
