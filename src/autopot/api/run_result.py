"""A finished run: its figures, laid out in tables and JSON, and the directory they are saved in."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from autopot import runs
from autopot.analysis.ranks import places
from autopot.analysis.service import Spread
from autopot.api.by_year import total_by_year
from autopot.api.gap_result import GAP_FILE
from autopot.api.own_files import (
    own_copies,
    resolved_scenario,
)
from autopot.api.page import chart_facts, report_html
from autopot.api.plain_rows import plain_rows
from autopot.api.run_figures import CALIBRATED_KIND, RunFigures
from autopot.api.sensitivity_result import Sensitivity
from autopot.messages import in_own_language, told
from autopot.report.answer import (
    PUBLISHED_TOTAL,
)
from autopot.report.run_tables import (
    ESTIMATE,
    by_size,
    gates,
    level_of,
    radar_classes,
    years,
)
from autopot.report.sheets import build_workbook
from autopot.report.sizes import MANY, named_groups, towns_by_size
from autopot.tables import Table

WINNER = ("sector", "probability")
SPREAD = ("mean", "p05", "p95")


@dataclass(frozen=True)
class Result(RunFigures):
    """A finished run: `RunFigures`, with its tables, its JSON and its directory."""

    @in_own_language
    def tables(self, one: pd.DataFrame | None = None) -> list[Table]:
        """What a reader wants to see first: sectors, municipalities, classes, gates, years.

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
        if len(self.by_year):
            found.append(years(self.by_year, mark, self.year_notes()))
        if self.gap is not None:
            found.append(self.gap.sectors_with_quote())
        return found

    @in_own_language
    def as_json(self) -> dict[str, Any]:
        """Total, sectors and municipalities as plain data."""
        ranks, service = self.ranks, self.service
        scenario = self.scenario.scenario
        return {
            "scenario": scenario.name,
            "title": self.title(),
            "kind": "technical" if self.uncalibrated is None else CALIBRATED_KIND,
            "uncalibrated_total": self.uncalibrated_shown(),
            "workforce": self.workforce.name,
            "workforce_is_estimate": self.workforce.estimate,
            "draws": scenario.uncertainty.draws,
            "seed": scenario.uncertainty.seed,
            "human_is_the_service": scenario.human_required.fully,
            "total": plain_rows(self.with_beside("total"))[0],
            "total_without_service": _spread(service.without),
            "total_with_service": _spread(service.including),
            "sectors": plain_rows(self.with_beside("sector")),
            "municipalities": plain_rows(self.with_beside("municipality")),
            "size_groups": plain_rows(named_groups(towns_by_size(self.potential, self.beside))),
            "radar_classes": plain_rows(self.level("radar_class")),
            "human_required": plain_rows(self.level("human_required")),
            "by_year": plain_rows(total_by_year(self.by_year)),
            "gap": None if self.gap is None else self.gap.brief_json(),
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
        description = self.description()
        name = f"{self.scenario.scenario.name}-{runs.run_hash(description)}"
        target = Path(out) if out is not None else Path("runs") / name
        facts = chart_facts(self, found)
        files = {**self.files(target), "charts.json": facts.to_json()}
        if report:
            files["report.html"] = report_html(self, facts)
        return runs.write_run(target, files, {"run": name, **description})

    @in_own_language
    def files(self, target: Path) -> dict[str, bytes]:
        """The files of a run directory at `target` that hold its figures and settings.

        Parameters
        ----------
        target : where they will be written; files that the scenario names are told from there.

        Returns
        -------
        Name -> content. Nothing is written, and charts.json, the page and the manifest are not
        among them.
        """
        parquet = io.BytesIO()
        parts = [table for table in (self.potential, self.beside, self.by_year) if len(table)]
        pd.concat(parts, ignore_index=True).to_parquet(parquet, index=False)
        resolved = resolved_scenario(self.scenario, self.workforce, target)
        need = {} if self.gap is None else {GAP_FILE: self.gap.as_parquet()}
        return {
            "scenario.yaml": yaml.safe_dump(resolved, allow_unicode=True, sort_keys=False).encode(),
            "potential.parquet": parquet.getvalue(),
            **need,
            "tables.xlsx": self._workbook(),
            **own_copies(self.scenario),
        }

    def _workbook(self) -> bytes:
        return build_workbook(
            self.title(),
            self.title_texts(),
            self.potential,
            self.beside,
            self.ranks.groups,
            self.answer(),
            self.scenario,
            self.radar,
            self.readiness,
            self.notes(),
            self.by_year,
            self.year_notes(),
            [] if self.gap is None else self.gap.sheets(),
        )


def _spread(share: Spread) -> dict[str, float]:
    """Mean and ends of the interval as plain data."""
    return dict(zip(SPREAD, (round(value, 6) for value in share), strict=True))
