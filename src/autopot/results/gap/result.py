"""Need of work and what meets it: an answer with its tables, lines and JSON."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from math import isnan
from typing import Any

import pandas as pd

from autopot.analysis.disclosure import Hidden
from autopot.analysis.summary import VALUES
from autopot.messages import in_own_language, told
from autopot.results.gap.tables import (
    GapSection,
    by_sector,
    by_town,
    by_year,
    cell_sheet,
    for_page,
    gap_sheet,
)
from autopot.results.gap.words import (
    lever_notes,
    notes,
    quote,
    quote_towns,
)
from autopot.results.labels import label
from autopot.results.rows import plain_rows
from autopot.results.suppression import everything_shown
from autopot.tables import Table

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
    unkeyed : sectors that follow the number of inhabitants.
    levers : those that the scenario states.
    shown : municipalities that are asked for; empty: as many as there is room for.
    language : of what is shown of it, unless another was asked for.
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
    language: str = "nb"
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
        return [*notes(self.origin, self.unkeyed), *lever_notes(self.levers)]

    @in_own_language
    def quoted(self) -> list[str]:
        """What a council can quote: of the municipalities that are asked for, else of all."""
        if not self.shown or len(self.origin) == 1:
            return quote(self.table, self.year, self.today)
        return quote_towns(self.table, self.year, self.today, self.shown)

    @in_own_language
    def tables(self) -> list[Table]:
        """Sectors in the year, all sectors year by year, and municipalities."""
        found = [by_sector(self.table, self.year), by_year(self.table, self.per_elderly)]
        towns = self.shown or tuple(self.origin)
        if self.shown or 1 < len(towns) <= MOST_TOWNS:
            rows = self.table
            kept = rows["municipality"].isna() | rows["municipality"].isin(towns)
            found.append(by_town(rows[kept], self.year, self.origin))
        return found

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

    def heading(self) -> str:
        """What the figures are about."""
        return told("{title}: need of work to {year}", title=self.title, year=self.year)

    def sectors_with_quote(self) -> Table:
        """Sectors in the year, with what a council can quote."""
        return by_sector(self.table, self.year, self.quoted())

    def sheets(self) -> list[Table]:
        """What stands in the workbook: sums, and municipality by sector in the year where few."""
        few = len(self.origin) <= MOST_TOWNS
        rows = self.table
        if not few:
            town = rows["level"] == "municipality"
            rows = rows[~town | (rows["year"] == self.year)]
        notes = tuple(self.lines())
        found = [Table("gap", label("sheet_gap"), gap_sheet(rows), notes=notes)]
        if 1 < len(self.origin) <= MOST_TOWNS:
            own = rows[rows["year"] == self.year]
            found.append(Table("gap_cells", label("sheet_gap_cells"), cell_sheet(own)))
        return found

    def section(self) -> GapSection:
        """The section of the page."""
        first, second, *_ = (for_page(table) for table in self.tables())
        return GapSection(
            year=self.year, quote=self.quoted(), notes=self.notes(), sectors=first, years=second
        )

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
