"""Scenarios side by side, and the directory they are saved in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import pandas as pd

from autopot.messages import Text, in_own_language, say, told
from autopot.results.comparison.causes import has_several, split_by_sector
from autopot.results.comparison.scenario_text import ScenarioText
from autopot.results.comparison.sectors import sector_lines, sector_tables
from autopot.results.comparison.tables import (
    about,
    difference_split,
    fte_in_all,
    fte_note,
    levels,
    settings,
    unlike_note,
)
from autopot.results.keeping import write
from autopot.results.own_words import of_part
from autopot.results.rows import plain_rows
from autopot.results.suppression import everything_shown, is_unprotected, left_out
from autopot.scenario import LoadedScenario
from autopot.tables import Table
from autopot.tables.names import thing_name
from autopot.workforce import Workforce

COMPARISON_FILE = "compare.xlsx"
SPLIT, THIS = say("the technical potential"), say("this figure")
"""What the same settings are of."""


@dataclass(frozen=True)
class Comparison:
    """Scenarios side by side.

    Parameters
    ----------
    scenarios : their names, in the order given.
    table : one row per scenario and thing (kind beside: what stands beside the technical potential
        in all, key empty, and of every sector): scenario, kind, key, share_mean, share_p05,
        share_p95, fte_mean, fte_p05, fte_p95, probability_above (that the share is above the first
        scenario's in the same draw; 0.5 counts ties as half), and the six figures again with more_
        before their name: how much higher than in the first scenario, draw by draw.
    parts : one row per pair, thing and section that differs: scenario, kind, key, section, sector
        (whose own setting it is; "" for all), share_mean, share_p05, share_p95, fte_mean, fte_p05,
        fte_p95; the means of a thing's parts sum to the difference.
    differences : settings that differ: scenario, setting, first, other.
    texts : what each scenario calls itself, in the first one's language.
    hidden : things left out of all scenarios, since one of them hides it so that nobody can be
        seen: (kind, key).
    kind, year : which figure it is about.
    sectors : every sector in every scenario: figure (technical, adopted or realised), year (missing
        for technical), own (sections of which the scenario has settings of that sector), and the
        columns of `table`; None where they were not asked for.
    residents : scenario -> residents, where scenarios are about different municipalities: then
        `table` has no more_fte_… but fte_per_thousand_… (of the potential), `parts` has
        shares alone, and the workforce is split over sector_mix and occupation_mix. Else empty.
    made_of : scenario and workforce of each.
    """

    scenarios: list[str]
    table: pd.DataFrame
    parts: pd.DataFrame
    differences: pd.DataFrame
    texts: list[ScenarioText]
    language: str
    hidden: list[tuple[str, str]]
    kind: str = "technical"
    year: int | None = None
    sectors: pd.DataFrame | None = None
    residents: Mapping[str, int] = field(default_factory=dict)
    made_of: Sequence[tuple[LoadedScenario, Workforce]] = field(default=(), repr=False)

    @property
    def unlike(self) -> bool:
        """Whether the scenarios are about different municipalities, so that FTE cannot differ."""
        return bool(self.residents)

    def as_json(self) -> dict[str, Any]:
        """Everything as plain data."""
        return {
            "scenarios": self.scenarios,
            "kind": self.kind,
            "year": self.year,
            "table": plain_rows(self.table),
            "parts": plain_rows(self.parts),
            "differences": plain_rows(self.differences),
            "hidden": [{"kind": kind, "key": key} for kind, key in self.hidden],
            **({"not_for_publication": True} if self.unprotected else {}),
            "residents": dict(self.residents),
            **({} if self.sectors is None else {"sectors": plain_rows(self.sectors)}),
        }

    @in_own_language
    def lines(self) -> list[str]:
        """Which figure the scenarios are compared by."""
        own = about(self.kind, self.year)
        more = [] if self.sectors is None else sector_lines(self.sectors, self.kind)
        first = [*everything_shown(self.unprotected), own, *self.of_parts()]
        return [*first, *(line for line in more if line != own)]

    @in_own_language
    def of_parts(self) -> list[str]:
        """Which scenarios are of a part of a municipality's staff, a sentence each."""
        return [
            told("{name}: {sentence}", name=text.title, sentence=sentence)
            for text, (_, staff) in zip(self.texts, self.made_of, strict=False)
            for sentence in of_part(staff)
        ]

    @property
    def unprotected(self) -> bool:
        """Whether figures of few persons are shown too, of one of the scenarios."""
        return any(is_unprotected(loaded, staff) for loaded, staff in self.made_of)

    @in_own_language
    def tables(self) -> list[Table]:
        """Levels side by side; for each scenario why it differs from the first, and in what."""
        first, *others = self.scenarios
        same: list[Text] = []
        found = []
        for other in others:
            own = self.differences[self.differences["scenario"] == other].drop(columns="scenario")
            if own.empty:
                text = say(
                    "{other} and {first} have the same settings for {figure}.",
                    other=other,
                    first=first,
                    figure=SPLIT if self.kind == "technical" else THIS,
                )
                same.append(text)
                continue
            found.append(difference_split(first, other, self.parts, self.table))
            by_sector = self.by_sector(other)
            if by_sector is not None and has_several(self.parts, other):
                found.append(by_sector)
            found.append(settings(first, other, own))
        hidden = left_out([thing_name(*thing) for thing in self.hidden])
        unlike = [] if not self.unlike else [unlike_note(self.residents)]
        more = [*unlike, *hidden, *same]
        if self._sectors_say_it():
            return [*self._side_by_side([fte_in_all(self.scenarios, self.table), *more]), *found]
        notes = [fte_note(self.scenarios, self.table), *more]
        return [*self._side_by_side(), levels(self.scenarios, self.table, notes), *found]

    def _sectors_say_it(self) -> bool:
        """Whether the tables of sectors side by side hold what the levels would say again."""
        if self.sectors is None or self.kind not in set(self.sectors["figure"]):
            return False
        return bool((self.table["kind"] == "sector").any())

    def _side_by_side(self, notes: Sequence[Text] = ()) -> list[Table]:
        if self.sectors is None:
            return []
        called = {name: name for name in self.scenarios}
        return sector_tables(called, self.sectors, ("share",), notes)

    def by_sector(self, other: str) -> Table | None:
        """The difference of a scenario from the first in FTE by section and sector.

        Parameters
        ----------
        other : its name.

        Returns
        -------
        None where the comparison is by something else than sector, or nothing differs.
        """
        if self.unlike:
            return None
        parts, table = (f[f["scenario"] == other] for f in (self.parts, self.table))
        return split_by_sector(self.scenarios[0], other, parts, table)

    @in_own_language
    def save(self, out: str | Path | None = None, *, report: bool = True) -> Path:
        """Write compare.xlsx and report.html with a manifest.

        The page is about technical potential, so figures of a year have the workbook alone.

        Parameters
        ----------
        out : directory; by default runs/compare-<names>-<hash>.
        report : whether to write report.html.

        Returns
        -------
        The directory.
        """
        return cast("Path", write(self, "save", out, report=report))
