"""A finished run: its tables, its answer, and the run directory they are saved in."""

from __future__ import annotations

import io
import platform
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from autopot import runs
from autopot.analysis import PotentialTable
from autopot.analysis.disclosure import Hidden
from autopot.analysis.readiness import shown_readiness
from autopot.api.by_year import by_year_shown, total_by_year, year_notes
from autopot.api.own_files import (
    WORKFORCE_FRAME,
    own_copies,
    own_inputs,
    packaged_inputs,
    resolved_scenario,
)
from autopot.api.page import chart_facts, report_html
from autopot.api.plain_rows import plain_rows
from autopot.api.uncertainty import Sensitivity
from autopot.evidence import RULES, Assembled
from autopot.report.answer import (
    PUBLISHED_STORBY,
    PUBLISHED_TOTAL,
    PUBLISHED_WORKFORCE,
    Answer,
    answer,
    first_sector,
)
from autopot.report.sheets import build_workbook
from autopot.report.sizes import named_groups, towns_by_size
from autopot.report.suppression import hidden_note
from autopot.report.tables import error_note, level_table
from autopot.scenario import LoadedScenario
from autopot.workforce import Workforce

CALIBRATED = "_calibrated"
CALIBRATED_KIND = f"technical{CALIBRATED}"
"""`kind` of figures that were moved to meet a published total."""

WINNER = ("sector", "probability")


@dataclass(frozen=True)
class Result:
    """A finished run.

    Parameters
    ----------
    scenario : the resolved scenario and where its values came from.
    workforce : who works where.
    assembled : tasks and evidence that were used.
    radar : technologies with their radar class.
    draws : quantile table and the draws of the total and the sectors, with nothing hidden: for
        the analyst's own eyes.
    sectors : sector codes in the order of the draws.
    uncalibrated : mean, p05 and p95 of the total before calibration; None without calibration.
    hidden : what is not shown, so that nobody can be seen.
    """

    scenario: LoadedScenario
    workforce: Workforce
    assembled: Assembled
    radar: pd.DataFrame
    draws: PotentialTable
    sectors: list[str]
    uncalibrated: tuple[float, float, float] | None = None
    hidden: Hidden = field(default_factory=Hidden)

    @property
    def potential(self) -> pd.DataFrame:
        """The long table of the technical potential; `by_year` follows it in potential.parquet.

        Figures of few persons are missing and `suppressed` is true, also where they would give
        away another (docs/personvern.md).
        """
        table = self.hidden.withheld(self.draws.table)
        return table if self.uncalibrated is None else table.assign(kind=CALIBRATED_KIND)

    @property
    def by_year(self) -> pd.DataFrame:
        """Adopted and realised by year, in share, FTE, hours and, where a wage cost is given, NOK.

        Same columns as `potential`, with `kind` adopted, realised or quality and `year`. Empty
        where the scenario asks for no years.
        """
        mark = "" if self.uncalibrated is None else CALIBRATED
        return by_year_shown(self.scenario, self.draws, self.hidden, mark)

    @property
    def readiness(self) -> pd.DataFrame:
        """What of each sector's potential is ready now (see `autopot.analysis.readiness`)."""
        return shown_readiness(self.draws.readiness, self.hidden)

    def level(self, level: str) -> pd.DataFrame:
        """One level, share and FTE side by side (see `autopot.report.tables.level_table`)."""
        return level_table(self.potential, level)

    def answer(self, language: str | None = None) -> Answer:
        """The answer in sentences."""
        chosen = language or self.scenario.scenario.report.language
        return answer(
            self.potential,
            self.draws.sectors,
            self.sectors,
            chosen,
            self.uncalibrated_shown(),
            self.hidden.of("sector"),
            self.published_comparable,
        )

    @property
    def published_comparable(self) -> bool:
        """Whether the run is of whom the published 20 % is of: the big-city municipalities."""
        same = self.scenario.scenario.storby == PUBLISHED_STORBY
        return same and self.workforce.name == PUBLISHED_WORKFORCE

    def uncalibrated_shown(self) -> tuple[float, float, float] | None:
        """Mean, p05 and p95 before calibration, as exact as the other figures that are shown."""
        if self.uncalibrated is None:
            return None
        base = float(self.workforce.cells["fte"].sum())
        mean, low, high = (float(self.hidden.coarse(v, base)) for v in self.uncalibrated)
        return mean, low, high

    def borrowed(self) -> dict[str, list[str]]:
        """Occupations that lack a measure in use, by measure; they borrowed a group's mean."""
        weights = self.scenario.scenario.evidence.weights.model_dump()
        used = {m for name, w in weights.items() if w > 0 for m in RULES[name].measures}
        digits = self.assembled.borrowed
        result = {
            m: sorted(digits.index[digits[m] < 4]) for m in sorted(used) if (digits[m] < 4).any()
        }
        tasks = self.assembled.tasks
        without = sorted(set(tasks.loc[tasks["score_borrowed"], "occupation"]))
        return {**result, "ilo_score": without} if without else result

    def as_json(self) -> dict[str, Any]:
        """Total, sectors and municipalities as plain data."""
        first = first_sector(self.draws.sectors, self.sectors, self.hidden.of("sector"))
        scenario = self.scenario.scenario
        return {
            "scenario": scenario.name,
            "kind": "technical" if self.uncalibrated is None else CALIBRATED_KIND,
            "uncalibrated_total": self.uncalibrated_shown(),
            "workforce": self.workforce.name,
            "workforce_is_estimate": self.workforce.estimate,
            "draws": scenario.uncertainty.draws,
            "seed": scenario.uncertainty.seed,
            "total": plain_rows(self.level("total"))[0],
            "sectors": plain_rows(self.level("sector")),
            "municipalities": plain_rows(self.level("municipality")),
            "size_groups": plain_rows(named_groups(towns_by_size(self.potential))),
            "radar_classes": plain_rows(self.level("radar_class")),
            "human_required": plain_rows(self.level("human_required")),
            "by_year": plain_rows(total_by_year(self.by_year)),
            "largest_sector": None if first is None else dict(zip(WINNER, first, strict=True)),
            "suppressed_below": self.hidden.threshold,
            "quantile_error": self.draws.quantile_error,
            "notes": self.notes(),
            **self._ledger(),
            "published_total": PUBLISHED_TOTAL,
            "published_comparable": self.published_comparable,
        }

    def description(self) -> dict[str, Any]:
        """What the run was made of: versions, settings, checksums of every input."""
        inputs = {**packaged_inputs(), **own_inputs(self.scenario, self.workforce)}
        if not self.workforce.files and not self.workforce.estimate:
            text = self.workforce.cells.to_csv(index=False)
            inputs[WORKFORCE_FRAME] = runs.sha256(text.encode())
        return {
            "autopot": version("autopot"),
            "python": platform.python_version(),
            "packages": {name: version(name) for name in self._packages()},
            "scenario": self.scenario.scenario.model_dump(mode="json"),
            "seed": self.scenario.scenario.uncertainty.seed,
            "workforce": self.workforce.name,
            "workforce_is_estimate": self.workforce.estimate,
            **self._ledger(),
            "borrowed_evidence": self.borrowed(),
            "quantile_error": self.draws.quantile_error,
            "inputs": inputs,
        }

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
        The directory, with manifest.json, scenario.yaml, potential.parquet, charts.json,
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

    def files(self, target: Path) -> dict[str, bytes]:
        """The files of a run directory at `target` that hold its figures and settings."""
        parquet = io.BytesIO()
        parts = [table for table in (self.potential, self.by_year) if len(table)]
        pd.concat(parts, ignore_index=True).to_parquet(parquet, index=False)
        resolved = resolved_scenario(self.scenario, self.workforce, target)
        return {
            "scenario.yaml": yaml.safe_dump(resolved, allow_unicode=True, sort_keys=False).encode(),
            "potential.parquet": parquet.getvalue(),
            "tables.xlsx": self._workbook(),
            **own_copies(self.scenario),
        }

    def _workbook(self) -> bytes:
        return build_workbook(
            self.potential,
            self.answer(),
            self.scenario,
            self.radar,
            self.readiness,
            self.notes(),
            self.by_year,
            self.year_notes(),
        )

    def _ledger(self) -> dict[str, Any]:
        """The ledger of a staff file in whole FTE, as plain data; nothing of another workforce."""
        ledger = self.workforce.ledger
        return {} if ledger is None else {"ledger": ledger.round({"fte": 0}).to_dict("records")}

    def year_notes(self) -> list[str]:
        """What the reader must know about the figures by year; nothing where there are none."""
        return year_notes(self.scenario) if len(self.draws.by_year) else []

    def _packages(self) -> list[str]:
        """Packages that decide the figures."""
        solver = ["pyomo", "highspy"] if self.uncalibrated is not None else []
        return ["numpy", "pandas", "pyarrow", *solver]

    def notes(self) -> list[str]:
        """What the reader of the result must know about its inputs."""
        language = self.scenario.scenario.report.language
        own = [f"{nb if language == 'nb' else en}." for nb, en in self.workforce.notes]
        return [
            *own,
            *hidden_note(self.hidden, language),
            *error_note(self.draws.quantile_error, language),
        ]
