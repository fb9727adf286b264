"""A finished run: its figures, laid out in tables and JSON, and the directory they are saved in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

import pandas as pd

from autopot.analysis.ranks import places
from autopot.analysis.service import Spread
from autopot.messages import in_own_language, told
from autopot.results.keeping import write
from autopot.results.rows import plain_rows
from autopot.results.run.answer import PUBLISHED_TOTAL
from autopot.results.run.by_year import total_by_year
from autopot.results.run.figures import (
    CALIBRATED_KIND,
    RunFigures,
)
from autopot.results.run.key import Key, key_of
from autopot.results.run.net import effect_rows, effect_table, has_net, net_table
from autopot.results.run.sizes import (
    MANY,
    named_groups,
    towns_by_size,
)
from autopot.results.run.tables import (
    ESTIMATE,
    by_size,
    gates,
    level_of,
    radar_classes,
    years,
)
from autopot.results.run.town_years import town_frame, town_table
from autopot.results.sensitivity.result import Sensitivity
from autopot.tables import Table

WINNER = ("sector", "probability")
SPREAD = ("mean", "p05", "p95")


@dataclass(frozen=True)
class Result(RunFigures):
    """A finished run: `RunFigures`, with its tables, its JSON and its directory."""

    @in_own_language
    def tables(self, one: pd.DataFrame | None = None) -> list[Table]:
        """What a reader wants to see first: sectors, municipalities, classes, gates, use,
        years, gross and net.

        Parameters
        ----------
        one : a municipality among its neighbours, as from `beside_neighbours`.
        """
        mark = "" if self.uncalibrated is None else f" ({told('calibrated')})"
        towns = len(self.level("municipality"))
        potential, beside = self.potential, self.beside
        found = [level_of(potential, beside, "sector", self.ranks.groups, mark)]
        if 1 < towns < MANY:
            found.append(level_of(potential, beside, "municipality", (), mark))
        if towns >= MANY or one is not None:
            found += by_size(potential, beside, one, mark)
        if self.workforce.estimate:
            found[-1] = replace(found[-1], notes=(*found[-1].notes, ESTIMATE))
        found += [radar_classes(potential, mark), gates(potential, mark)]
        found.append(effect_table(self.effects, mark))
        by_year = self.by_year
        if len(by_year):
            found.append(years(by_year, mark, self.year_notes()))
            in_towns = None if towns >= MANY else town_table(by_year, mark)
            found += [] if in_towns is None else [in_towns]
        if has_net(by_year):
            found.append(net_table(by_year, mark))
        if self.gap is not None:
            found.append(self.gap.sectors_with_quote())
        found += [] if self.peers is None else self.peers.brief_tables()
        return found

    @in_own_language
    def key(self, found: Sensitivity | None = None) -> Key:
        """The first page: what a council asks, with the answers.

        Parameters
        ----------
        found : the sensitivity of the scenario, where it was computed.
        """
        return key_of(self, found)

    @in_own_language
    def as_json(self) -> dict[str, Any]:
        """Total, sectors and municipalities as plain data."""
        ranks, service = self.ranks, self.service
        scenario = self.scenario.scenario
        return {
            "scenario": scenario.name,
            "title": self.title(),
            "kind": "technical" if self.uncalibrated is None else CALIBRATED_KIND,
            "uncalibrated_total": self.uncalibrated,
            "workforce": self.workforce.name,
            "workforce_is_estimate": self.workforce.estimate,
            "draws": self.drawn,
            "seed": scenario.uncertainty.seed,
            "human_is_the_service": scenario.human_required.fully,
            "key": self.key().as_json(),
            "total": plain_rows(self.with_beside("total"))[0],
            "total_without_service": _spread(service.without),
            "total_with_service": _spread(service.including),
            "sectors": plain_rows(self.with_beside("sector")),
            "municipalities": plain_rows(self.with_beside("municipality")),
            "size_groups": plain_rows(named_groups(towns_by_size(self.potential, self.beside))),
            "radar_classes": plain_rows(self.level("radar_class")),
            "human_required": plain_rows(self.level("human_required")),
            "effect_kinds": plain_rows(effect_rows(self.effects)),
            "by_year": plain_rows(total_by_year(self.by_year)),
            "by_year_municipalities": plain_rows(town_frame(self.by_year, "municipality"))
            if len(self.draws.by_year)
            else [],
            "gap": None if self.gap is None else self.gap.brief_json(),
            "beside": None if self.peers is None else self.peers.as_json(),
            "largest_sector": ranks.first and dict(zip(WINNER, ranks.first, strict=True)),
            "sector_places": [
                {"sector": sector, "highest": high, "lowest": low}
                for sector, (high, low) in places(ranks.groups).items()
            ],
            "suppressed_below": self.hidden.threshold,
            "quantile_error": self.draws.quantile_error,
            "notes": self.notes(),
            **self._ledger(),
            "published_total": PUBLISHED_TOTAL,
            "published_comparable": self.published_comparable,
        }

    @in_own_language
    def save(
        self,
        out: str | Path | None = None,
        *,
        report: bool = True,
        found: Sensitivity | None = None,
    ) -> Path:
        """Write the run directory.

        Parameters
        ----------
        out : directory; by default runs/<name>-<hash> under the current folder.
        report : whether to write report.html.
        found : the sensitivity of the scenario, to be shown in the report.

        Returns
        -------
        The directory, with manifest.json, scenario.yaml, potential.parquet, gap.parquet (where the
        scenario asks for the need of work), charts.json,
        tables.xlsx and report.html, and in inputs/ copies of the planner's own radar and
        corrections of tasks. A workforce file is not copied, because small cells of it must not
        travel with the result: scenario.yaml says where it lies, the manifest its checksum.

        Raises
        ------
        InputError
            The place cannot be used.
        """
        return cast("Path", write(self, "save", out, report=report, found=found))

    @in_own_language
    def save_draws(self, out: str | Path) -> Path:
        """Write the draws of the total and the sectors, for whoever wants more than quantiles.

        Parameters
        ----------
        out : file ending in .parquet.

        Returns
        -------
        The file, one row per sector (missing for the total), kind, year and draw, with fte and the
        FTE of staff in the same draw, fte_base. Sectors that are hidden are left out; the others
        are made from the pooled staff, as all figures are (docs/personvern.md).

        Raises
        ------
        InputError
            Draws by year that did not fit the scenario's uncertainty.memory, or a place that cannot
            be written.
        """
        return cast("Path", write(self, "save_draws", out))


def _spread(share: Spread) -> dict[str, float]:
    """Mean and ends of the interval as plain data."""
    return dict(zip(SPREAD, (round(value, 6) for value in share), strict=True))
