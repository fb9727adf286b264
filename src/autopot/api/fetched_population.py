"""Fetch the projected population, and write it as the need of work reads it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from autopot import fetch
from autopot.api.fetched_files import as_csv, source_rows, write_folder
from autopot.api.fetching import known_municipalities
from autopot.fetch import Client
from autopot.messages import Message, say, say_many

POPULATION_FILE = "population.csv"


@dataclass(frozen=True)
class FetchedPopulation:
    """Projected population that was written.

    Parameters
    ----------
    folder : where; population.csv in it is what `demand.population` of a scenario names.
    municipalities : how many.
    years : first and last.
    """

    folder: Path
    municipalities: int
    years: tuple[int, int]

    def lines(self) -> list[Message]:
        """What was written, and what to do next."""
        return [
            say_many(
                "Projected population of 1 municipality, {first} to {last}: {folder}",
                "Projected population of {count:,} municipalities, {first} to {last}: {folder}",
                count=self.municipalities,
                first=self.years[0],
                last=self.years[1],
                folder=self.folder,
            ),
            say(
                "Run: autopot gap base --set demand.population={file}",
                file=(self.folder / POPULATION_FILE).resolve(),
            ),
        ]


def fetch_population(
    folder: str | Path,
    client: Client,
    municipalities: list[str] | None = None,
    table: str = fetch.POPULATION_TABLE,
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
    found = fetch.projected_population(client, wanted, table)
    years = found.frame["year"]
    first, last = int(years.min()), int(years.max())
    rows = found.frame.assign(source_id=f"ssb-{table}-{first}")
    sources = pd.DataFrame(source_rows(found, first))
    files = as_csv({POPULATION_FILE: rows, "sources.csv": sources})
    written = write_folder(Path(folder), files, "population", {"year": first})
    return FetchedPopulation(written, rows["region"].nunique(), (first, last))
