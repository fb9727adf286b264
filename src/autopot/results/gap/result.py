"""Need of work and what meets it: an answer with its tables, lines and JSON."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import isnan
from pathlib import Path
from typing import Any, cast

import pandas as pd

from autopot.analysis.disclosure import Hidden
from autopot.analysis.summary import VALUES
from autopot.messages import in_own_language, say, told
from autopot.results.gap.tables import (
    GapSection,
    by_sector,
    by_town,
    by_year,
    cell_sheet,
    for_page,
    gap_sheet,
    of_town,
)
from autopot.results.gap.words import (
    lever_notes,
    notes,
    quote,
    quote_towns,
    stated,
)
from autopot.results.keeping import write
from autopot.results.labels import label
from autopot.results.own_words import listed, said_of_part
from autopot.results.rows import plain_rows
from autopot.results.suppression import everything_shown
from autopot.scenario import LoadedScenario
from autopot.tables import Table
from autopot.tables.names import names
from autopot.workforce import Workforce

GAP_FILE = "gap.parquet"
MOST_TOWNS = 20
"""Municipalities that are shown in a table; gap.parquet has all."""


@dataclass(frozen=True)
class Gap:
    """How much more work will be needed, what technology and other measures meet, what rests.

    Parameters
    ----------
    every : long form, as from `autopot.analysis.gap.gap_table`, with nothing hidden: for the
        analyst's own eyes.
    hidden : what is not shown of it.
    title : of what it is, with the scenario's or the municipality's name.
    today : year that the need grows from.
    year : the year that sentences and tables are about.
    draws : behind it.
    origin : municipality -> file, packaged, estimate or country: where its population is from.
    per_elderly : year -> persons aged 20-66 per person of 67 and over, today first.
    per_elderly_shown : the same of each of `shown`.
    unkeyed : sectors that follow the number of inhabitants.
    levers : those that the scenario states.
    shown : municipalities that are asked for, which it then is about; empty: about all of them, and
        as many as there is room for are shown.
    scenario : what it was computed from; None where only the figures are known.
    language : of what is shown of it, unless another was asked for.
    workforce : of whom; None where only the figures are known.
    unprotected : whether figures of few persons are shown too.
    """

    every: pd.DataFrame
    hidden: Hidden
    title: str
    today: int
    year: int
    draws: int
    origin: Mapping[str, str]
    per_elderly: Mapping[int, float]
    unkeyed: tuple[str, ...]
    levers: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    per_elderly_shown: Mapping[str, Mapping[int, float]] = field(default_factory=dict)
    scenario: LoadedScenario | None = None
    language: str = "nb"
    workforce: Workforce | None = field(default=None, repr=False)
    unprotected: bool = False

    @property
    def table(self) -> pd.DataFrame:
        """Long form as in gap.parquet; figures of few persons are missing."""
        return self.hidden.withheld(self.every)

    @in_own_language
    def lines(self) -> list[str]:
        """What a council can quote, and what a reader must know."""
        return [*everything_shown(self.unprotected), *self.quoted(), *self.notes()]

    @in_own_language
    def notes(self) -> list[str]:
        """What a reader must know."""
        origin = {town: self.origin[town] for town in self.shown} if self._chosen else self.origin
        return [*notes(origin, self.unkeyed), *lever_notes(self.levers)]

    @property
    def _chosen(self) -> bool:
        """Whether it is about some municipalities of many."""
        return bool(self.shown) and len(self.origin) > 1

    @in_own_language
    def quoted(self, *, brief: bool = False) -> list[str]:
        """What a council can quote: of the municipalities that are asked for, else of all.

        Parameters
        ----------
        brief : for a page whose title says whom it is of, and that explains further down why more
            may rest than is needed.
        """
        if self._chosen:
            return quote_towns(self.table, self.year, self.today, self.shown, explained=not brief)
        said = quote(self.table, self.year, self.today, explained=not brief)
        return said if brief else [said_of_part(one, self.workforce) for one in said]

    @in_own_language
    def tables(self) -> list[Table]:
        """Sectors in the year, and year by year, of each municipality that is asked for or else of
        all; and municipalities side by side.
        """
        rows = self.table
        found = [] if self._chosen else self._both(rows, self.per_elderly)
        for town in self.shown if self._chosen else ():
            found += self._both(of_town(rows, town), self.per_elderly_shown[town], town)
        towns = self.shown or tuple(self.origin)
        if 1 < len(towns) <= MOST_TOWNS:
            kept = rows["municipality"].isna() | rows["municipality"].isin(towns)
            found.append(by_town(rows[kept], self.year, self.origin))
        return found

    def _both(
        self, rows: pd.DataFrame, per_elderly: Mapping[int, float], town: str = ""
    ) -> list[Table]:
        """Sectors in the year, and year by year; with the municipality's name where several are."""
        found = [by_sector(rows, self.year), by_year(rows, per_elderly)]
        if len(self.shown) < 2 or not town:
            return found
        name = names()["municipality"].get(town, town)
        return [
            replace(
                table,
                name=f"{table.name}_{town}",
                title=say("{municipality}: {sentence}", municipality=name, sentence=table.title),
            )
            for table in found
        ]

    @in_own_language
    def as_json(self) -> dict[str, Any]:
        """Everything but the rows of single municipalities that are not asked for."""
        rows = self.table
        towns = self.shown or tuple(self.origin)[:MOST_TOWNS]
        columns = ["level", "municipality", "sector", "kind", "year", "unit", *VALUES]
        kept = rows["municipality"].isna() | rows["municipality"].isin(towns)
        return {
            "title": self.title,
            **({"not_for_publication": True} if self.unprotected else {}),
            "today": self.today,
            "year": self.year,
            "draws": self.draws,
            "quote": self.quoted(),
            "notes": self.notes(),
            "population": dict(self.origin),
            "persons_20_66_per_67plus": {
                str(year): None if isnan(value) else round(value, 4)
                for year, value in self.per_elderly.items()
            },
            "sectors_by_inhabitants": list(self.unkeyed),
            "figures": plain_rows(rows.loc[kept, [*columns, "suppressed"]]),
        }

    def about_one(self) -> pd.DataFrame:
        """What a chart can show: all together, or the first municipality that is asked for."""
        return of_town(self.table, self.shown[0]) if self._chosen else self.table

    @in_own_language
    def stated(self) -> list[str]:
        """The levers that the scenario states for all, with their range, one sentence each."""
        return [] if self.scenario is None else stated(self.scenario.scenario.demand.levers)

    def heading(self) -> str:
        """What the figures are about."""
        title = self.title
        if self._chosen:
            called = names()["municipality"]
            title = listed([called.get(town, town) for town in self.shown])
        return told("{title}: need of work to {year}", title=title, year=self.year)

    def sectors_with_quote(self) -> Table:
        """Sectors in the year, with what a council can quote."""
        return by_sector(self.table, self.year, self.quoted())

    def sheets(self) -> list[Table]:
        """What stands in the workbook: sums, and municipality by sector in the year where few."""
        few = len(self.origin) <= MOST_TOWNS
        rows = self.table
        if self._chosen:
            few, rows = True, rows[rows["municipality"].isin(self.shown)]
        if not few:
            town = rows["level"] == "municipality"
            rows = rows[~town | (rows["year"] == self.year)]
        notes = tuple(self.lines())
        found = [Table("gap", label("sheet_gap"), gap_sheet(rows), notes=notes)]
        if self._chosen or 1 < len(self.origin) <= MOST_TOWNS:
            own = rows if self._chosen else rows[rows["year"] == self.year]
            found.append(Table("gap_cells", label("sheet_gap_cells"), cell_sheet(own)))
        return found

    def section(self) -> GapSection:
        """The section of the page."""
        first, second, *_ = (for_page(table) for table in self.tables())
        return GapSection(
            year=self.year, quote=self.quoted(), notes=self.notes(), sectors=first, years=second
        )

    @in_own_language
    def save(self, out: str | Path | None = None) -> Path:
        """Write report.html, gap.xlsx, gap.parquet and the scenario with a manifest.

        Parameters
        ----------
        out : directory; by default runs/gap-<name>-<hash>.

        Returns
        -------
        The directory.
        """
        return cast("Path", write(self, "save", out))

    def as_parquet(self) -> bytes:
        """The content of gap.parquet."""
        content = io.BytesIO()
        self.table.to_parquet(content, index=False)
        return content.getvalue()

    def brief_json(self) -> dict[str, Any]:
        """The total and the sectors in the year, with the sentences."""
        rows = self.table
        kept = rows["level"].isin(["total", "sector"]) & (rows["year"] == self.year)
        columns = ["level", "sector", "kind", "unit", *VALUES]
        return {
            "today": self.today,
            "year": self.year,
            "draws": self.draws,
            "quote": self.quoted(),
            "figures": plain_rows(rows.loc[kept, columns]),
        }
