"""A finished run: its figures, its answer in sentences, and what it was made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from autopot.analysis import PotentialTable
from autopot.analysis.disclosure import Hidden
from autopot.analysis.effects import shown_effects
from autopot.analysis.ranks import first_of_all, sector_groups
from autopot.analysis.readiness import shown_readiness
from autopot.analysis.service import Service, service_figures
from autopot.evidence import Assembled, left_out
from autopot.messages import in_own_language, shown
from autopot.results.frames import (
    error_note,
    left_out_note,
    level_frame,
    level_table,
    width_note,
)
from autopot.results.gap.result import Gap
from autopot.results.own_settings import own_settings_note
from autopot.results.own_words import (
    own_titles_of,
    title_of,
    title_texts,
)
from autopot.results.peers.result import Peers
from autopot.results.run.answer import (
    PUBLISHED_STORBY,
    PUBLISHED_WORKFORCE,
    Answer,
    Ranks,
    answer,
)
from autopot.results.run.by_year import (
    by_year_shown,
    year_notes,
)
from autopot.results.run.town_years import town_notes
from autopot.results.suppression import hidden_note
from autopot.scenario import LoadedScenario
from autopot.study.extensions import extensions_of, packages_of
from autopot.study.inputs import main_share
from autopot.study.own_files import (
    WORKFORCE_FRAME,
    checksum,
    own_inputs,
    packaged_inputs,
    travelling,
)
from autopot.study.preparation import time_by_settings
from autopot.study.protection import published_by
from autopot.study.versions import (
    FILES,
    made_with,
)
from autopot.workforce import Workforce

CALIBRATED = "_calibrated"
CALIBRATED_KIND = f"technical{CALIBRATED}"
"""`kind` of figures that were moved to meet a published total."""


@dataclass(frozen=True)
class RunFigures:
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
    gap : need of work and what meets it; None where the scenario asks for no years of it.
    peers : a municipality of it beside others; None where nobody is asked for.
    """

    scenario: LoadedScenario
    workforce: Workforce
    assembled: Assembled
    radar: pd.DataFrame
    draws: PotentialTable
    sectors: list[str]
    uncalibrated: tuple[float, float, float] | None = None
    hidden: Hidden = field(default_factory=Hidden)
    gap: Gap | None = None
    peers: Peers | None = None

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

        Same columns as `potential`, with `kind` adopted, realised, quality, new_work, net or
        residents, and `year`. Empty
        where the scenario asks for no years.
        """
        mark = "" if self.uncalibrated is None else CALIBRATED
        return by_year_shown(self.scenario, self.draws, self.hidden, mark)

    @property
    def readiness(self) -> pd.DataFrame:
        """What of each sector's potential is ready now (see `autopot.analysis.readiness`)."""
        return shown_readiness(self.draws.readiness, self.hidden)

    @property
    def effects(self) -> pd.DataFrame:
        """How much of each sector's potential lies in use of each kind of digitalisation.

        Columns as in `autopot.analysis.effects`.
        """
        return shown_effects(self.draws.effects, self.hidden)

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
            np.array([self.scenario.scenario.in_sector(s).fully_beside for s in self.sectors]),
        )

    @property
    def ranks(self) -> Ranks:
        """Which places of the shown sectors by share are certain."""
        hidden = self.hidden.of("sector")
        groups = sector_groups(self.draws.sectors, self.sectors, hidden)
        first = first_of_all(self.draws.sectors, self.sectors, groups)
        return Ranks(groups, first, bool(hidden))

    @property
    def drawn(self) -> int:
        """How many draws were made: what the scenario says, or what `draws: auto` came to."""
        return int(self.draws.total.size)

    def level(self, level: str) -> pd.DataFrame:
        """One level, share and FTE side by side (see `autopot.results.frames.level_table`).

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
    def answered(self) -> dict[tuple[str, int], Any]:
        """First pages that were made, by language and sensitivity: several views show the same."""
        return {}

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
            self.drawn,
            self.uncalibrated,
            self.published_comparable,
        )

    @property
    def published_comparable(self) -> bool:
        """Whether the run is of whom the published 20 % is of: the big-city municipalities."""
        same = self.scenario.scenario.storby == PUBLISHED_STORBY
        return same and self.workforce.name == PUBLISHED_WORKFORCE

    def borrowed(self) -> dict[str, list[str]]:
        """Occupations that lack a measure in use, by measure; they borrowed a group's mean."""
        scenario = self.scenario.scenario
        every = [scenario, *(scenario.in_sector(sector) for sector in scenario.sectors)]
        weights = [pair for s in every for pair in s.evidence.weights.model_dump().items()]
        rules = {name: one.rule for name, one in self.assembled.readings.items()}
        used = {m for name, w in weights if w > 0 for m in rules[name].measures}
        digits = self.assembled.borrowed
        result = {
            m: sorted(digits.index[digits[m] < 4]) for m in sorted(used) if (digits[m] < 4).any()
        }
        tasks = self.assembled.tasks
        without = sorted(set(tasks.loc[tasks["score_borrowed"], "occupation"]))
        return {**result, "ilo_score": without} if without else result

    def description(self) -> dict[str, Any]:
        """What the run was made of: versions, settings, checksums of every input."""
        inputs = {**packaged_inputs(), **own_inputs(self.scenario, self.workforce)}
        if not self.workforce.files and not self.workforce.estimate:
            text = self.workforce.cells.to_csv(index=False)
            inputs[WORKFORCE_FRAME] = checksum(text.encode())
        settings = travelling(self.scenario)
        settings["uncertainty"]["draws"] = self.drawn
        return {
            **made_with(FILES if self.workforce.files else (), packages_of(self.scenario.scenario)),
            **extensions_of(self.scenario.scenario),
            "scenario": settings,
            "seed": self.scenario.scenario.uncertainty.seed,
            "workforce": self.workforce.name,
            "workforce_is_estimate": self.workforce.estimate,
            **self._ledger(),
            **self._published(),
            **self._title_counts(),
            **self._asked_beside(),
            "borrowed_evidence": self.borrowed(),
            "quantile_error": self.draws.quantile_error,
            "inputs": inputs,
        }

    def _ledger(self) -> dict[str, Any]:
        """The ledger of a staff file in whole FTE, as plain data; nothing of another workforce."""
        ledger = self.workforce.ledger
        return {} if ledger is None else {"ledger": ledger.round({"fte": 0}).to_dict("records")}

    def _published(self) -> dict[str, Any]:
        """All that the results of own staff can reveal, for `autopot disclosure`."""
        record = published_by(self.scenario, self.workforce)
        return {} if record is None else {"published": record.as_json()}

    def _asked_beside(self) -> dict[str, Any]:
        """Whom a municipality stands beside, so that it can be made again; nothing without."""
        peers = self.peers
        if peers is None:
            return {}
        every = set(self.workforce.cells["municipality"]) == set(peers.towns)
        one = None if every else peers.towns[0]
        return {"beside": {"of": list(peers.asked), "municipality": one}}

    def _title_counts(self) -> dict[str, Any]:
        """How many own titles are shown, of how many occupations; nothing where there are none."""
        own = self.own_titles
        counts = {"titles": sum(map(len, own.values())), "occupations": len(own)}
        return {"own_titles": counts} if own else {}

    @in_own_language
    def year_notes(self) -> list[str]:
        """What the reader must know about the figures by year; nothing where there are none."""
        by_year = self.draws.by_year
        if by_year.empty:
            return []
        towns = self.workforce.cells["municipality"].nunique()
        return [*year_notes(self.scenario), *map(shown, town_notes(by_year, towns))]

    @in_own_language
    def notes(self) -> list[str]:
        """What the reader of the result must know about its inputs."""
        own = [f"{text[0].upper()}{text[1:]}." for text in map(str, self.workforce.told)]
        return [
            *own,
            *own_settings_note(self.scenario.scenario),
            *hidden_note(self.hidden),
            *width_note(bool(self.scenario.scenario.uncertainty.measured)),
            *error_note(self.draws.quantile_error),
            *self._left_out_note(),
        ]

    def _left_out_note(self) -> list[str]:
        """How much the readings count that no technology on the radar would take; none: no line."""
        assembled, scenario = self.assembled, self.scenario.scenario
        share = 0.0
        for sector, time in time_by_settings(self.workforce.cells, assembled, scenario).items():
            there = scenario.in_sector(sector)
            share += float((time * main_share(there, assembled)) @ left_out(assembled, there))
        return left_out_note(share)
