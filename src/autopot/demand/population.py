"""Projected persons by municipality: the planner's file, what is packaged, or an estimate.

An estimate is a stand-in: the municipality's persons of 2021 by age, each group growing as the
country's does from then on. It has the municipality's own age structure, and not its own moving in
and out. It must be called an estimate wherever it is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from autopot import catalogue
from autopot.demand.own_file import own_population
from autopot.errors import InputError, Problem
from autopot.messages import Text, say
from autopot.model.arrays import Array

COUNTRY = "0000"
ALTERNATIVES = ("main", "low", "high")
FILE, PACKAGED, ESTIMATE, COUNTRY_LIKE = "file", "packaged", "estimate", "country"
"""Where a municipality's projection is from."""


@dataclass(frozen=True)
class Population:
    """Persons by municipality.

    Parameters
    ----------
    persons : (3, M, 1 + Y, A) by alternative (main, low, high), today first.
    origin : municipality -> file, packaged, estimate or country (whose ages it is given).
    country : (3, 1 + Y, A) of the whole country.
    revision : (A,) how far projections of a group ten years ahead differ, log units, signed.
    """

    persons: Array
    origin: dict[str, str]
    country: Array
    revision: Array


def population_of(
    municipalities: Sequence[str], years: Sequence[int], file: Path | None, place: Text
) -> Population:
    """The projections of some municipalities.

    Parameters
    ----------
    municipalities : four digits each.
    years : today first.
    file : the planner's, with the columns of data/demand/projection.csv; None: none.
    place : where the scenario names years and file, for messages.

    Raises
    ------
    InputError
        The file cannot be read or is not likely (`own_population`), or a year lies outside the
        projections.
    """
    packaged = catalogue.table("demand/projection")
    own = None if file is None else own_population(file, municipalities)
    _check_years(packaged, COUNTRY, years, place)
    country = _persons(packaged[packaged["region"] == COUNTRY], years, None)
    started = _Started(catalogue.persons_2021())
    tables = [(FILE, own)] if own is not None else []
    tables.append((PACKAGED, packaged))
    sources = [(name, dict(list(table.groupby("region")))) for name, table in tables]
    found, origin = [], {}
    for code in municipalities:
        persons, origin[code] = _municipality(code, years, country, started, sources, place)
        found.append(persons)
    return Population(np.stack(found, axis=1), origin, country, revision_by_age())


class _Started:
    """Persons by age where the projections start, as plain numbers: every municipality asks."""

    def __init__(self, persons: pd.DataFrame) -> None:
        self._row = {code: number for number, code in enumerate(persons.index)}
        self._persons = persons.to_numpy(float)
        self._nation = persons.sum().to_numpy(float)

    def __contains__(self, code: str) -> bool:
        return code in self._row

    def part(self, members: Sequence[str]) -> Array:
        """(A,) share of the country's persons of each age who live in some municipalities."""
        now: Array = self._persons[[self._row[code] for code in members]].sum(axis=0)
        result: Array = now / self._nation
        return result


def _municipality(
    code: str,
    years: Sequence[int],
    country: Array,
    started: _Started,
    sources: list[tuple[str, dict[str, pd.DataFrame]]],
    place: Text,
) -> tuple[Array, str]:
    """(3, 1 + Y, A) persons of a municipality, and where they are from."""
    for name, regions in sources:
        if code in regions:
            _check_years(regions[code], code, years, place)
            return _persons(regions[code], years, country), name
    members = [code] if code in started else _in_county(code)
    if not members:
        return country, COUNTRY_LIKE
    return started.part(members) * country, ESTIMATE


def _in_county(code: str) -> list[str]:
    """The municipalities of a county municipality; none where it is not one."""
    counties = catalogue.county_municipalities().set_index("municipality")["county"]
    towns = catalogue.municipalities()
    return list(towns.loc[towns["county"] == counties.get(code, ""), "municipality"])


def _persons(rows: pd.DataFrame, years: Sequence[int], country: Array | None) -> Array:
    """(3, 1 + Y, A); an alternative that is not there lies as far from main as the country's."""
    groups = list(catalogue.age_groups()["age_group"])
    found: dict[str, Array] = {}
    for name, part in rows.groupby("alternative"):
        found[str(name)] = part.set_index("year").loc[list(years), groups].to_numpy(float)
    main = found["main"]
    if country is not None:
        for number, name in enumerate(ALTERNATIVES):
            found.setdefault(name, main * country[number] / country[0])
    return np.stack([found[name] for name in ALTERNATIVES])


def _check_years(rows: pd.DataFrame, region: str, years: Sequence[int], place: Text) -> None:
    alternatives = {"main", *rows["alternative"]}
    of_each = [set(rows.loc[rows["alternative"] == name, "year"]) for name in alternatives]
    known = sorted(set.intersection(*of_each))
    missing = [year for year in years if year not in known]
    if not missing:
        return
    span = say("none") if not known else say("{first} to {last}", first=known[0], last=known[-1])
    found = say("{region} has no projection for {years}", region=region, years=missing)
    remedy = say("change the years, or add them to the file")
    if region == COUNTRY:
        found, remedy = say("no projection for {years}", years=missing), say("change the years")
    raise InputError(Problem(place, found, span, remedy))


def revision_by_age(ahead: int = 10) -> Array:
    """How far earlier projections of the same ten years differ from the newest, by age group.

    Parameters
    ----------
    ahead : years that the growth is taken over.

    Returns
    -------
    (A,) root mean square of log growth under each earlier projection less that under the newest,
    with the sign of their mean: children were projected too many, the oldest a little too many.
    """
    groups = list(catalogue.age_groups()["age_group"])
    table = catalogue.table("demand/vintages").set_index(["vintage", "year"])[groups]
    newest = int(table.index.get_level_values("vintage").max())
    logs = {
        v: np.log(table.loc[(v, newest + ahead)].to_numpy(float))
        - np.log(table.loc[(v, newest)].to_numpy(float))
        for v in sorted(set(table.index.get_level_values("vintage")))
    }
    apart = np.stack([own - logs[newest] for v, own in logs.items() if v != newest])
    found: Array = np.sign(apart.mean(axis=0)) * np.sqrt((apart**2).mean(axis=0))
    return found
