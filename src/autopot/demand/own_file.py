"""What a planner's own projection must have before the need of work is computed from it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from autopot import catalogue
from autopot.errors import InputError, Problem
from autopot.messages import say

MOST_TIMES, FEWEST_PERSONS = 2.0, 100.0
"""More growth or fall than this in a year, among so many persons, is taken for a mistake. Our
judgement: in the packaged projections of Statistics Norway no group of 100 changes by more than a
fifth in a year.
"""


def own_population(file: Path, municipalities: Sequence[str]) -> pd.DataFrame:
    """The planner's projection of the municipalities of a run.

    Parameters
    ----------
    file : with the columns of data/demand/projection.csv, commas or semicolons between them.
    municipalities : of the run, four digits each.

    Returns
    -------
    All its rows, as in data/demand/projection.csv.

    Raises
    ------
    InputError
        The file cannot be read or has none of the municipalities; a year with nobody, low above
        main or main above high in all, or twice or half as many persons within a year.
    """
    table = catalogue.read_table("demand/projection", file, semicolon=True)
    place = str(file)
    rows = table[table["region"].isin(municipalities)]
    if rows.empty:
        raise InputError(_nobody_known(place, table, municipalities))
    problems = _empty(place, rows) or [*_disordered(place, rows), *_leaps(place, rows)]
    if problems:
        raise InputError(problems)
    return table


def _groups() -> list[str]:
    return list(catalogue.age_groups()["age_group"])


def _nobody_known(place: str, table: pd.DataFrame, municipalities: Sequence[str]) -> Problem:
    """That the file is about other municipalities than the run."""
    return Problem(
        place,
        say(
            "no row for {missing}; the file has {there}",
            missing=list(municipalities),
            there=sorted(set(table["region"])) or say("none"),
        ),
        say("rows for the municipalities of the run, in the column region"),
        say("add them with autopot fetch population, or leave demand.population out"),
    )


def _empty(place: str, rows: pd.DataFrame) -> list[Problem]:
    """Years without a single person."""
    nobody = rows[rows[_groups()].sum(axis=1) == 0]
    return [
        Problem(
            place,
            say(
                "{region} has nobody in {year} ({alternative})",
                region=region,
                year=int(year),
                alternative=alternative,
            ),
            say("persons of some age in every year"),
            say("write the persons, or take the row out"),
        )
        for region, alternative, year in zip(
            nobody["region"], nobody["alternative"], nobody["year"], strict=True
        )
    ]


def _disordered(place: str, rows: pd.DataFrame) -> list[Problem]:
    """Years where the low alternative has more persons in all than main, or main than high."""
    totals = rows.assign(persons=rows[_groups()].sum(axis=1)).pivot_table(
        index=["region", "year"], columns="alternative", values="persons"
    )
    problems = []
    for low, high in (("low", "main"), ("main", "high")):
        if low in totals and high in totals:
            wrong = totals[totals[low] > totals[high]]
            problems += [
                Problem(
                    place,
                    say(
                        "{region} has {more:,.0f} persons in {year} in {low} and {fewer:,.0f} in "
                        "{high}",
                        region=region,
                        year=int(year),
                        low=low,
                        high=high,
                        more=float(row[low]),
                        fewer=float(row[high]),
                    ),
                    say("no more persons in low than in main, and no more in main than in high"),
                    say("check that the alternatives have not changed places"),
                )
                for (region, year), row in wrong.iterrows()
            ]
    return problems


def _leaps(place: str, rows: pd.DataFrame) -> list[Problem]:
    """Years where groups double or halve from the year before, each with the largest of them."""
    problems = []
    for (region, alternative), own in rows.groupby(["region", "alternative"]):
        part = own.sort_values("year")
        persons, years = part[_groups()].to_numpy(float), part["year"].to_numpy(float)
        before, after = persons[:-1], persons[1:]
        times = MOST_TIMES ** np.diff(years)[:, None]
        many = np.maximum(before, after) >= FEWEST_PERSONS
        leap = many & ((after > times * before) | (before > times * after))
        problems += [
            Problem(
                place,
                say(
                    "{region} has {before:,.0f} persons in {group} in {first} and {after:,.0f} in "
                    "{last} ({alternative})",
                    region=region,
                    group=_groups()[at],
                    before=float(before[year, at]),
                    after=float(after[year, at]),
                    first=int(years[year]),
                    last=int(years[year + 1]),
                    alternative=alternative,
                ),
                say("at most a doubling or a halving in a year"),
                say("check the figures of both years"),
            )
            for year in np.flatnonzero(leap.any(axis=1))
            for at in [int(np.argmax(np.where(leap[year], np.maximum(before, after)[year], 0.0)))]
        ]
    return problems
