"""Fetch the projected population, and write it as the need of work reads it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from autopot import statistics
from autopot.questions.fetching import known_municipalities
from autopot.results.staff.population import POPULATION_FILE, FetchedPopulation
from autopot.statistics import Client
from autopot.statistics.files import (
    as_csv,
    source_rows,
    write_folder,
)


def fetch_population(
    folder: str | Path,
    client: Client,
    municipalities: list[str] | None = None,
    table: str = statistics.POPULATION_TABLE,
) -> FetchedPopulation:
    """Write the projected population of municipalities, as `demand.population` takes it.

    Parameters
    ----------
    folder : written whole or not at all.
    client : from `ssb_client`.
    municipalities : four digits each; None: all of the 2024 structure.
    table : number of the table of projections.

    Raises
    ------
    InputError
        No answer, a municipality or table that is not there, or a folder that cannot be written.
    """
    wanted = None if municipalities is None else known_municipalities(municipalities)
    found = statistics.projected_population(client, wanted, table)
    years = found.frame["year"]
    first, last = int(years.min()), int(years.max())
    rows = found.frame.assign(source_id=f"ssb-{table}-{first}")
    sources = pd.DataFrame(source_rows(found, first))
    files = as_csv({POPULATION_FILE: rows, "sources.csv": sources})
    written = write_folder(Path(folder), files, "population", {"year": first})
    return FetchedPopulation(written, rows["region"].nunique(), (first, last))
