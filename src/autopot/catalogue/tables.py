"""The facts: one typed loader per table of data/. Nothing else reads data/."""

from __future__ import annotations

import csv
from collections import Counter
from functools import cache
from pathlib import Path

import pandas as pd

from autopot.catalogue.columns import INPUT, all_columns, data_directory
from autopot.catalogue.reading import read_table
from autopot.errors import InputError, Problem, unknown_name
from autopot.messages import say, say_in

SHARE_TOLERANCE = 1e-5
SOURCE = "source_id"

NO_TECHNOLOGY = "none"
"""What stands in place of a technology for the work that none on the radar would take."""


@cache
def _packaged(name: str) -> pd.DataFrame:
    return read_table(name)


def table(name: str) -> pd.DataFrame:
    """A packaged table by its name in columns.csv, as a copy of its own.

    >>> len(table("sectors/sectors"))
    12
    """
    return _packaged(name).copy()


def sources() -> pd.DataFrame:
    """Where everything is from: one row per `source_id`."""
    return table("sources")


def styrk08() -> pd.DataFrame:
    """STYRK-08 in four levels: code, level, parent, name_nb, name_en."""
    return table("occupations/styrk08")


def occupations() -> pd.DataFrame:
    """The 4-digit occupations of STYRK-08, indexed by code."""
    codes = styrk08()
    return codes[codes["level"] == 4].set_index("code")


def bridge() -> pd.DataFrame:
    """STYRK-08 to ISCO-08: the columns occupation, isco08, weight, relation, note.

    Weights are 0-1 and sum to 1 within an occupation; both are empty where there is no evidence.
    """
    return table("occupations/isco08_bridge")


def task_evidence() -> pd.DataFrame:
    """ILO scores, one row per ISCO-08 task, 0-1."""
    return table("occupations/task_evidence")


def measures() -> pd.DataFrame:
    """What each measure of `evidence` is: unit, lowest and highest value, meaning and who uses it.

    One row per measure.
    """
    return table("occupations/measures")


def evidence() -> pd.DataFrame:
    """Published measures by STYRK-08 occupation, long form."""
    return table("occupations/evidence")


def tasks() -> pd.DataFrame:
    """Tasks of every occupation, ordered by occupation and task.

    Raises
    ------
    InputError
        The time shares of an occupation do not sum to 1.
    """
    frame = table("occupations/tasks").sort_values(["occupation", "task"], ignore_index=True)
    _check_sums(frame, ["occupation"], "time_share", "occupations/tasks")
    return frame


def sector_time() -> pd.DataFrame:
    """Time of occupations in sectors where their work is another, ordered as the key.

    Returns
    -------
    One row per occupation, sector and task that takes time there; time_share with low and high.

    Raises
    ------
    InputError
        The time shares of an occupation in a sector do not sum to 1.
    """
    name, keys = "occupations/sector_time", ["occupation", "sector", "task"]
    frame = table(name).sort_values(keys, ignore_index=True)
    _check_sums(frame, keys[:2], "time_share", name)
    return frame


def sectors() -> pd.DataFrame:
    """Our sectors in their order, one row each: code, names and what belongs to it.

    First the nine of municipalities, then the three that only county municipalities have, and Oslo.
    """
    return table("sectors/sectors").sort_values("position", ignore_index=True)


def municipal_sectors() -> list[str]:
    """The sectors that every municipality may have, in their order.

    >>> len(municipal_sectors()), "dental" in municipal_sectors()
    (9, False)
    """
    frame = sectors()
    return list(frame.loc[frame["titles_as"] == "", "sector"])


def municipal_counterpart(sector: str) -> str:
    """The municipal sector whose titles and occupations hold in a sector; itself where it is one.

    Parameters
    ----------
    sector : a code of ours, or "" where unknown.

    >>> municipal_counterpart("county_transport"), municipal_counterpart("school")
    ('technical', 'school')
    """
    return _counterparts().get(sector, sector)


@cache
def _counterparts() -> dict[str, str]:
    frame = table("sectors/sectors")
    own = frame[frame["titles_as"] != ""]
    return dict(zip(own["sector"], own["titles_as"], strict=True))


def kostra_functions() -> pd.DataFrame:
    """KOSTRA functions and the sector each belongs to, one row per function."""
    return table("sectors/kostra_functions")


def municipalities() -> pd.DataFrame:
    """Municipalities of the 2024 structure with county and residents, one row each."""
    return table("municipalities/municipalities")


def county_municipalities() -> pd.DataFrame:
    """County municipalities as employers, one row each.

    Returns
    -------
    municipality (the county number and 00), name, county, population, population_date: the sum of
    the county's municipalities, and the date they share.

    >>> frame = county_municipalities().set_index("municipality")
    >>> frame.loc["1100", "name"], "0300" in frame.index
    ('Rogaland fylkeskommune', False)
    """
    towns = municipalities().sort_values("population_date")  # ISO dates: the last is the latest
    latest = towns.drop_duplicates("county", keep="last").set_index("county")["population_date"]
    people = towns.groupby("county")["population"].sum()
    own = table("municipalities/county_municipalities")
    return pd.DataFrame(
        {
            "municipality": own["county_municipality"],
            "name": own["name"],
            "county": own["county"],
            "population": people.reindex(own["county"]).to_numpy(),
            "population_date": latest.reindex(own["county"]).to_numpy(),
        }
    )


def employers() -> pd.DataFrame:
    """Municipalities and county municipalities, a row each.

    Returns
    -------
    Columns municipality, name, population (persons), population_date.
    """
    columns = ["municipality", "name", "population", "population_date"]
    parts = [municipalities()[columns], county_municipalities()[columns]]
    return pd.concat(parts, ignore_index=True)


def storby(definition: str, place: str = "storby") -> list[str]:
    """Municipality numbers of a dated storby definition, in rising order.

    Parameters
    ----------
    definition : such as "menon-2019"; those of data/municipalities/storby.csv.
    place : where the user named it, for the message.

    Raises
    ------
    InputError
        No such definition.

    >>> storby("menon-2019")
    ['0301', '1103', '4204', '4601', '5001']
    """
    frame = table("municipalities/storby")
    known = sorted(set(frame["definition"]))
    if definition not in known:
        raise InputError(unknown_name(place, say_in("the", "storby definition"), definition, known))
    return sorted(frame.loc[frame["definition"] == definition, "municipality"])


def activities() -> pd.DataFrame:
    """The seven kinds of activity, one row each, with MGI's potential as share of their time."""
    return table("technologies/activities")


def technologies(path: Path | None = None) -> pd.DataFrame:
    """Technology areas of the radar.

    Parameters
    ----------
    path : a file like data/technologies/technologies.csv; None: that one.

    Returns
    -------
    The columns of that file, one row a technology, in its order.

    Raises
    ------
    InputError
        The file cannot be read, has other columns or values than it may, or names a category that
        is not known.
    """
    name = "technologies/technologies"
    frame = table(name) if path is None else read_table(name, path)
    known = list(table("technologies/categories")["category"])
    place = "data/technologies/technologies.csv" if path is None else str(path)
    unknown = [c for c in dict.fromkeys(frame["category"]) if c not in known]
    if unknown:
        raise InputError(
            [unknown_name(place, say_in("the", "category"), c, known) for c in unknown]
        )
    return frame


def radar_classes() -> pd.DataFrame:
    """The four radar classes, one row each, inner ring first."""
    return table("technologies/radar_classes").sort_values(
        "score", ascending=False, ignore_index=True
    )


def activity_technology() -> pd.DataFrame:
    """Which technology would take how much of work without labels, by kind of activity.

    Shares of the work; they sum to 1 with what none would take (`NO_TECHNOLOGY`).
    """
    frame = table("technologies/activity_technology")
    _check_sums(frame, ["activity"], "share", "technologies/activity_technology")
    return frame


def task_technology() -> pd.DataFrame:
    """Which technology would take how much of each task, by labelling.

    Shares of the task's work; each of share, share_first and share_second sums to 1 with what none
    would take (`NO_TECHNOLOGY`).
    """
    frame = table("occupations/task_technology")
    for column in ("share", "share_first", "share_second"):
        _check_sums(frame, ["occupation", "task"], column, "occupations/task_technology")
    return frame


def workforce_names() -> list[str]:
    """Names of the packaged workforces."""
    return list(table("workforce/workforces")["workforce"])


def source_counts(name: str) -> dict[str, int]:
    """How many rows of a packaged table each source has, most first; none without sources.

    Parameters
    ----------
    name : as in columns.csv. Only the sources are read, and no other column is checked.
    """
    if all(column.name != SOURCE for column in all_columns()[name]):
        return {}
    with (data_directory() / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        at = next(lines).index(SOURCE)
        return dict(Counter(cells[at].strip() for cells in lines).most_common())


def packaged_tables() -> list[str]:
    """Every table of facts that columns.csv describes."""
    return [name for name in all_columns() if not name.startswith(INPUT)]


def _check_sums(frame: pd.DataFrame, by: list[str], column: str, name: str) -> None:
    sums = frame.groupby(by)[column].sum()
    wrong = sums[(sums - 1).abs() > SHARE_TOLERANCE]
    if len(wrong):
        raise InputError(
            [
                Problem(
                    f"data/{name}.csv {by[0]} {key if isinstance(key, str) else '-'.join(key)}",
                    say("{column} sums to {total:.4f}", column=column, total=value),
                    "1",
                    say("correct the shares"),
                )
                for key, value in wrong.head(10).items()
            ]
        )
