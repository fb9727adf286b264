"""Fetch the projected population, and write it as the need of work reads it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

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
