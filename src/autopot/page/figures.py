"""The tables of report.html whose figures know their cell of potential.parquet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from markupsafe import Markup

from autopot.analysis.readiness import TOTAL
from autopot.evidence import GATES
from autopot.messages import told
from autopot.messages.numbers import percent, rounded
from autopot.page.charts.style import CLASS_COLOURS
from autopot.page.facts import ChartFacts
from autopot.page.numbers import (
    Figure,
    Figures,
    interval,
    stacked,
    strong,
)
from autopot.results.ranked import (
    in_groups,
    place_texts,
)
from autopot.tables import Shown, column
from autopot.tables.shown import NONE

ENDS = ("mean", "p05", "p95")
CLASSES = tuple(CLASS_COLOURS)
MOST_TOWNS = 30
"""The table of municipality by sector is left to tables.xlsx above this number."""


@dataclass(frozen=True)
class Row:
    """A thing of a level: code, name, and its cells as HTML."""

    code: str
    name: str
    cells: list[str]


@dataclass(frozen=True)
class PageFigures:
    """The figures of a run as tables.

    Parameters
    ----------
    facts : names, order and the potential.
    figures : the same potential, with the place of every figure.
    """

    facts: ChartFacts
    figures: Figures

    def headings(self) -> list[str]:
        """Headings of the cells of `rows`."""
        wide = told("90% interval")
        potential, fte = (
            self.facts.marked(text) for text in (told("Potential"), told("Potential, FTE"))
        )
        beside = [told("Beside")] if len(self.facts.beside) else []
        return [told("FTE"), potential, wide, fte, wide, *beside]

    def rows(self, level: str, unit: str = "fte") -> list[Row]:
        """The things of a level, largest potential first; hidden ones last.

        Parameters
        ----------
        level : sector, municipality, technology or occupation; sectors stand in the order that is
            certain.
        unit : share or fte, whose mean decides the order.
        """
        every = _rows_of(self.facts.potential, level, unit)
        ordered = every.sort_values("mean", ascending=False, kind="stable", na_position="last")
        if level == "sector":
            ordered = in_groups(every, level, self.facts.groups)
        names = self.facts.names[level]
        codes = [str(code) for code in ordered[level]]
        return [Row(c, names.get(c, c), self._cells(level, {level: c})) for c in codes]

    def _cells(self, level: str, key: Mapping[str, str]) -> list[str]:
        found = self.figures.thing(level, **key)
        cells: list[str] = [Markup(found["base"])]
        for unit in ("share", "fte"):
            mean, low, high = (found[f"{unit}_{end}"] for end in ENDS)
            cells += [strong(mean), interval(low, high)]
        if len(self.facts.beside):
            beside = self.figures.beside(level, **key)
            cells.append(stacked(*(beside[f"share_{end}"] for end in ENDS)) if beside else NONE)
        return cells

    def things(self, level: str, title: str, first: str) -> Shown:
        """The total and every thing of a level; sectors with the places they may have.

        Parameters
        ----------
        level : as for `rows`; sectors are ordered by share, others by FTE.
        title : over the table.
        first : heading of the names.
        """
        total = Row("", told("Total"), self._cells("total", {}))
        rows = self.rows(level, "share" if level == "sector" else "fte")
        headings = self.headings()
        if level == "sector":
            headings = [told("Place"), *headings]
            place = {"": "", **place_texts(self.facts.groups)}
            rows = [Row(r.code, r.name, [place.get(r.code, NONE), *r.cells]) for r in rows]
            total = Row("", total.name, ["", *total.cells])
        return _shown(title, [first, *headings], [[r.name, *r.cells] for r in (total, *rows)])

    def classes(self, unit: str, title: str, readiness: pd.DataFrame) -> Shown:
        """The total and every sector: each class, and what is ready now and later.

        Parameters
        ----------
        unit : share or fte.
        title : over the table.
        readiness : columns as from `autopot.analysis.readiness.readiness_table`.
        """
        names = self.facts.names["radar_class"]
        ready = readiness[readiness["unit"] == unit].set_index(["sector", "part"])
        sides = {"now": CLASSES[:2], "later": CLASSES[2:]}
        headings = [told("Sector")]
        for side, codes in sides.items():
            headings += [column(f"share_{side}_mean").short, *(names[code] for code in codes)]
        rows = []
        for name, key in self._sectors():
            cells = [name]
            for side, codes in sides.items():
                cells.append(_ready(ready, key.get("sector", TOTAL), side))
                cells += [self._split(unit, key, "radar_class", code) for code in codes]
            rows.append(cells)
        return _shown(title, headings, rows)

    def gates(self, title: str) -> Shown:
        """The total and every sector by how far a person is required, share of FTE."""
        headings = [told("Sector"), *self.facts.names["human_required"].values()]
        rows = [
            [name, *(self._split("share", key, "human_required", gate) for gate in GATES)]
            for name, key in self._sectors()
        ]
        return _shown(title, headings, rows)

    def _split(self, unit: str, key: Mapping[str, str], by: str, code: str) -> str:
        """One part of the total or of a sector."""
        level = f"sector_{by}" if key else by
        return self._stacked(level, unit, {**key, by: code})

    def _stacked(self, level: str, unit: str, key: Mapping[str, str]) -> str:
        found: list[Figure] = [self.figures.figure(level, unit, end, **key) for end in ENDS]
        return stacked(*found)

    def _sectors(self) -> list[tuple[str, dict[str, str]]]:
        """Name and key of the total and of every sector, in the order that is certain."""
        frame = _rows_of(self.facts.potential, "sector", "share")
        codes = in_groups(frame, "sector", self.facts.groups)["sector"]
        names = self.facts.names["sector"]
        named = [(names.get(str(c), str(c)), {"sector": str(c)}) for c in codes]
        return [(told("Total"), {}), *named]

    def town_sectors(self, title: str) -> Shown | None:
        """Sector by municipality, share of working time; None where there are too many towns."""
        level = "municipality_sector"
        frame = _rows_of(self.facts.potential, level, "share")
        towns = [str(code) for code in dict.fromkeys(frame["municipality"])]
        if len(towns) > MOST_TOWNS:
            return None
        names = self.facts.names
        there = set(zip(frame["municipality"], frame["sector"], strict=True))
        known = set(frame["sector"])
        rows = [
            [
                names["sector"][sector],
                *(
                    self._stacked(level, "share", {"municipality": town, "sector": sector})
                    if (town, sector) in there
                    else NONE
                    for town in towns
                ),
            ]
            for sector in names["sector"]
            if sector in known
        ]
        headings = [told("Sector"), *(names["municipality"].get(t, t) for t in towns)]
        return _shown(title, headings, rows)


def _rows_of(table: pd.DataFrame, level: str, unit: str) -> pd.DataFrame:
    return table[(table["level"] == level) & (table["unit"] == unit)]


def _shown(title: str, headings: Sequence[str], rows: list[list[str]]) -> Shown:
    """A table of one name and figures."""
    return Shown(
        title=title,
        headings=list(headings),
        kinds="n" + "f" * (len(headings) - 1),
        rows=rows,
        bars=[],
        notes=[],
    )


def _ready(ready: pd.DataFrame, sector: str, side: str) -> str:
    """Middle and interval of what is ready now, or later."""
    row: Any = ready.loc[(sector, side)]
    if pd.isna(row["mean"]):
        return told("hidden")
    write = percent if row["unit"] == "share" else rounded
    middle, low, high = (write(float(row[end])) for end in ENDS)
    return Markup('<strong>{}</strong> <span class="small">{}–{}</span>').format(middle, low, high)
