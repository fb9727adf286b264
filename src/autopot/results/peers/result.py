"""A municipality beside others: its figures, sentences, tables and JSON."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from autopot.messages import in_own_language
from autopot.model.peers import PlaceDraws
from autopot.results.own_words import of_part
from autopot.results.peers.figures import peer_table, sector_table
from autopot.results.peers.tables import notes, peer_sheets, peers, sectors_beside
from autopot.results.peers.words import compared
from autopot.results.rows import plain_rows
from autopot.study.peers import TOWN, Place
from autopot.study.preparation import Prepared
from autopot.tables import Table
from autopot.workforce import Workforce

PEERS_FILE = "beside.parquet"
RATE = "fte_per_thousand"


@dataclass(frozen=True)
class Peers:
    """A municipality beside others.

    Parameters
    ----------
    table : one row a place, the municipality first (`autopot.results.peers.figures.peer_table`).
    sectors : one row a place and sector (`sector_table` there).
    towns : municipalities that stand beside the others.
    asked : whom they stand beside, as it can be asked for again.
    draws : behind it.
    own : whether the municipality's staff are its own, and no estimate.
    language : of what is shown, unless another was asked for.
    workforce : of whom; None where only the figures are known.
    """

    table: pd.DataFrame
    sectors: pd.DataFrame
    towns: tuple[str, ...]
    asked: tuple[str, ...]
    draws: int
    own: bool
    language: str = "nb"
    workforce: Workforce | None = field(default=None, repr=False)

    @in_own_language
    def lines(self) -> list[str]:
        """Each difference in a sentence."""
        part = [] if self.workforce is None else of_part(self.workforce)
        return [*part, *compared(self.table, self.towns)]

    @in_own_language
    def notes(self) -> list[str]:
        """What the reader must know."""
        return [str(note) for note in notes(self.table, self.own)]

    @in_own_language
    def tables(self) -> list[Table]:
        """All places with what makes them differ; each by sector."""
        found = [peers(self.table, self.towns, notes(self.table, self.own))]
        return [*found, *sectors_beside(self.sectors, self.table, self.towns)]

    @in_own_language
    def brief_tables(self) -> list[Table]:
        """The same where there is little room: by sector only beside a single other."""
        found = self.tables()
        return found if len(found) == 2 else found[:1]

    @in_own_language
    def sheets(self) -> list[Table]:
        """What stands in the workbook: the places, and every sector of each."""
        return peer_sheets(self.tables())

    def as_parquet(self) -> bytes:
        """The content of beside.parquet: the places, then each by sector."""
        content = io.BytesIO()
        frame = pd.concat([self.table, self.sectors], ignore_index=True)
        frame.to_parquet(content, index=False)
        return content.getvalue()

    @in_own_language
    def as_json(self) -> dict[str, Any]:
        """Everything as plain data."""
        return {
            "municipalities": list(self.towns),
            "draws": self.draws,
            "lines": self.lines(),
            "notes": self.notes(),
            "places": plain_rows(self.table),
            "sectors": plain_rows(self.sectors),
        }


def peers_result(prepared: Prepared, places: Sequence[Place], draws: PlaceDraws) -> Peers:
    """The figures of a municipality beside others, as they may be shown.

    Parameters
    ----------
    prepared : the scenario with its data.
    places, draws : the municipality first.
    """
    hidden, mine = prepared.hidden, places[0]
    workforce = prepared.workforce
    towns = set(workforce.cells["municipality"].unique())
    secret = hidden.of("sector")
    if set(mine.members) != towns:
        pairs = hidden.keys.get("municipality_sector", frozenset())
        secret = {sector for town, sector in pairs if town in mine.members}
    table = peer_table(places, draws)
    sectors = sector_table(places, draws, prepared.names.sectors, secret)
    if workforce.whole is not None:  # a part of the staff, and all of the residents
        table.loc[0, RATE] = float("nan")
        sectors[RATE] = float("nan")
    return Peers(
        table=table,
        sectors=sectors,
        towns=mine.members,
        asked=tuple(place.key if place.kind == TOWN else place.kind for place in places[1:]),
        draws=draws.fte.shape[-1],
        own=not mine.estimate,
        language=prepared.scenario.scenario.report.language,
        workforce=workforce,
    )
