"""A finished run: its tables, its answer, and the run directory they are saved in."""

from __future__ import annotations

import io
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from autopot import runs
from autopot.analysis import PotentialTable
from autopot.analysis.disclosure import Hidden
from autopot.analysis.ranks import first_of_all, places, sector_groups
from autopot.analysis.readiness import shown_readiness
from autopot.analysis.service import Service, Spread, service_figures
from autopot.api.by_year import by_year_shown, total_by_year, year_notes
from autopot.api.own_files import (
    WORKFORCE_FRAME,
    own_copies,
    own_inputs,
    packaged_inputs,
    resolved_scenario,
)
from autopot.api.own_staff import own_titles_of, title_of
from autopot.api.page import chart_facts, report_html
from autopot.api.plain_rows import plain_rows
from autopot.api.sensitivity_result import Sensitivity
from autopot.api.versions import FILES, made_with
from autopot.evidence import RULES, Assembled
from autopot.messages import in_own_language, told
from autopot.report.answer import (
    PUBLISHED_STORBY,
    PUBLISHED_TOTAL,
    PUBLISHED_WORKFORCE,
    Answer,
    Ranks,
    answer,
)
from autopot.report.own_words import title_texts
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
from autopot.report.suppression import hidden_note
from autopot.report.tables import error_note, level_frame, level_table
from autopot.scenario import LoadedScenario
from autopot.tables import Table
from autopot.workforce import Workforce

CALIBRATED = "_calibrated"
CALIBRATED_KIND = f"technical{CALIBRATED}"
"""`kind` of figures that were moved to meet a published total."""

WINNER = ("sector", "probability")
SPREAD = ("mean", "p05", "p95")


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
        if self.uncalibrated is None:
            return table
        return table.assign(kind=table["kind"].replace("technical", CALIBRATED_KIND))

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

    @property
    def beside(self) -> pd.DataFrame:
        """Time where the person is the service itself, which `potential` leaves out.

        Same columns; kind beside, and kind with_beside for both together. It follows `potential` in
        potential.parquet, and is empty where the scenario counts that time in the main figure.
        """
        return self.hidden.withheld(self.draws.beside)

    @property
    def service(self) -> Service:
        """The same of all sectors together, also where the main figure counts it."""
        draws = self.draws
        return service_figures(
            draws.sector_potential,
            draws.sector_service,
            draws.sector_fte,
            self.scenario.scenario.human_required.fully == "beside",
            self.hidden,
        )

    @property
    def ranks(self) -> Ranks:
        """Which places of the shown sectors by share are certain."""
        hidden = self.hidden.of("sector")
        groups = sector_groups(self.draws.sectors, self.sectors, hidden)
        first = first_of_all(self.draws.sectors, self.sectors, groups)
        return Ranks(groups, first, bool(hidden))

    def level(self, level: str) -> pd.DataFrame:
        """One level, share and FTE side by side (see `autopot.report.tables.level_table`).

        Parameters
        ----------
        level : a value of the column level of `potential`, such as total, sector or
            sector_radar_class.
        """
        return level_table(self.potential, level)

    def with_beside(self, level: str) -> pd.DataFrame:
        """The same with what stands beside the main figure, where anything does.

        Parameters
        ----------
        level : as for `level`.

        Returns
        -------
        The columns of `level`, and share_beside_… and fte_beside_… (mean, p05, p95).
        """
        return level_frame(self.potential, self.beside, level)

    @property
    def language(self) -> str:
        """Of what is written of the run, unless another was asked for."""
        return self.scenario.scenario.report.language

    @in_own_language
    def title(self) -> str:
        """The scenario's title; of own staff with the municipality's name."""
        return title_of(self.scenario, self.workforce)

    @cached_property
    def own_titles(self) -> dict[str, list[str]]:
        """Occupation -> what own staff call it, most FTE first; no titles of few persons."""
        return own_titles_of(self.scenario, self.workforce, self.hidden)

    @in_own_language
    def title_texts(self) -> dict[str, str]:
        """The same as it is shown: a few titles, and how many more."""
        return title_texts(self.own_titles)

    @in_own_language
    def answer(self) -> Answer:
        """The answer in sentences."""
        return answer(
            self.potential,
            self.service,
            self.ranks,
            self.draws.total.size,
            self.uncalibrated_shown(),
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

    def description(self) -> dict[str, Any]:
        """What the run was made of: versions, settings, checksums of every input."""
        inputs = {**packaged_inputs(), **own_inputs(self.scenario, self.workforce)}
        if not self.workforce.files and not self.workforce.estimate:
            text = self.workforce.cells.to_csv(index=False)
            inputs[WORKFORCE_FRAME] = runs.sha256(text.encode())
        return {
            **made_with(FILES if self.workforce.files else ()),
            "scenario": self.scenario.scenario.model_dump(mode="json"),
            "seed": self.scenario.scenario.uncertainty.seed,
            "workforce": self.workforce.name,
            "workforce_is_estimate": self.workforce.estimate,
            **self._ledger(),
            **self._title_counts(),
            "borrowed_evidence": self.borrowed(),
            "quantile_error": self.draws.quantile_error,
            "inputs": inputs,
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
        return {
            "scenario.yaml": yaml.safe_dump(resolved, allow_unicode=True, sort_keys=False).encode(),
            "potential.parquet": parquet.getvalue(),
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
        )

    def _ledger(self) -> dict[str, Any]:
        """The ledger of a staff file in whole FTE, as plain data; nothing of another workforce."""
        ledger = self.workforce.ledger
        return {} if ledger is None else {"ledger": ledger.round({"fte": 0}).to_dict("records")}

    def _title_counts(self) -> dict[str, Any]:
        """How many own titles are shown, of how many occupations; nothing where there are none."""
        own = self.own_titles
        counts = {"titles": sum(map(len, own.values())), "occupations": len(own)}
        return {"own_titles": counts} if own else {}

    @in_own_language
    def year_notes(self) -> list[str]:
        """What the reader must know about the figures by year; nothing where there are none."""
        return year_notes(self.scenario) if len(self.draws.by_year) else []

    @in_own_language
    def notes(self) -> list[str]:
        """What the reader of the result must know about its inputs."""
        own = [f"{text[0].upper()}{text[1:]}." for text in map(str, self.workforce.notes)]
        return [
            *own,
            *hidden_note(self.hidden),
            *error_note(self.draws.quantile_error),
        ]


def _spread(share: Spread) -> dict[str, float]:
    """Mean and ends of the interval as plain data."""
    return dict(zip(SPREAD, (round(value, 6) for value in share), strict=True))
