"""Fetch statistics and code lists, and write them as folders that the model and people can use."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from autopot.messages import Message, Text, say, say_many
from autopot.tables import Table
from autopot.tables.names import names

SHOWN = 20
"""Municipalities in the table; the files have all."""


@dataclass(frozen=True)
class FetchedLists:
    """Code lists that were written.

    Parameters
    ----------
    folder : where.
    rows : file -> number of rows.
    """

    folder: Path
    rows: dict[str, int]

    def lines(self) -> list[Text]:
        """The folder, and how long each list is."""
        files = [
            say_many("  {file}: 1 row", "  {file}: {count:,} rows", count=rows, file=file)
            for file, rows in self.rows.items()
        ]
        return [str(self.folder), *files]


@dataclass(frozen=True)
class FetchedWorkforce:
    """A workforce that was written.

    Parameters
    ----------
    folder : where; `scenario.yaml` in it runs.
    year : of the figures.
    fte : columns municipality, fte.
    margins : what every margin reached.
    unknown : cells that are not published: table, region, code, status.
    notes : what the reader of a result must know, a sentence each.
    """

    folder: Path
    year: int
    fte: pd.DataFrame
    margins: pd.DataFrame
    unknown: pd.DataFrame
    notes: list[Message]

    @property
    def missed(self) -> int:
        """How many margins lie outside their tolerance."""
        return int((self.margins["within_tolerance"] == 0).sum())

    def tables(self) -> list[Table]:
        """FTE of the first municipalities, of the others together, and of all."""
        called = names()["municipality"]
        first, others = self.fte.head(SHOWN), self.fte.iloc[SHOWN:]["fte"]
        rows: list[tuple[Text, float]] = [
            (f"{code} {called[code]}", fte) for code, fte in first.itertuples(index=False)
        ]
        if len(others):
            rows.append((say("and {count:,} more", count=len(others)), others.sum()))
        rows.append((say("In all"), self.fte["fte"].sum()))
        title = say("Agreed FTE {year}", year=self.year)
        return [Table("fetched", title, pd.DataFrame(rows, columns=["municipality", "fte_base"]))]

    def lines(self) -> list[Message]:
        """How well the margins are met, and what to do next."""
        return [
            say(
                "{margins:,} margins, {missed:,} outside the leeway (margins.csv).",
                margins=len(self.margins),
                missed=self.missed,
            ),
            say_many(
                "1 cell is not published (unknown.csv).",
                "{count:,} cells are not published (unknown.csv).",
                count=len(self.unknown),
            ),
            say("Run: autopot run {file}", file=self.folder / "scenario.yaml"),
        ]
