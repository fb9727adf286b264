"""What lies behind the number of one occupation: data, sentences and tables."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from autopot.messages import language
from autopot.results.run.explanation import (
    evidence_table,
    introduction,
    reading_table,
    rule_table,
    source_table,
    task_reading_table,
    task_table,
    technology_table,
    time_lines,
)
from autopot.tables import Table
from autopot.tables.names import names


@dataclass(frozen=True)
class Explanation:
    """Everything behind one occupation.

    Parameters
    ----------
    occupation : code.
    name_nb, name_en : its names.
    bridge : rows of the STYRK-ISCO bridge.
    tasks : one row per task: label, time share, activity, ILO score, each reading at the middle of
        its parameters, technologies.
    evidence : published measures with n, coverage, source and whether they are borrowed.
    readings : reading, weight in the scenario, value for the occupation.
    potential : share of the occupation's time with interval, from all errors together, and
        share_beside_… where the scenario sets time beside it.
    fully : beside or counted: where time stands in which the person is the service itself.
    sector : that it is explained in; None: in general.
    own_time : sectors in which the occupation spends its time another way.
    radar : radar class -> mean share.
    sources : source rows that were used.
    """

    occupation: str
    name_nb: str
    name_en: str
    bridge: pd.DataFrame
    tasks: pd.DataFrame
    evidence: pd.DataFrame
    readings: pd.DataFrame
    potential: pd.Series
    fully: str
    sector: str | None
    own_time: list[str]
    radar: pd.DataFrame
    sources: pd.DataFrame

    @property
    def title(self) -> str:
        """Code and name, and the sector where it is explained in one."""
        name = f"{self.occupation} {self.name_en if language() == 'en' else self.name_nb}"
        return name if self.sector is None else f"{name}, {names()['sector'][self.sector].lower()}"

    def lines(self) -> list[str]:
        """Potential, radar classes, the link to ISCO-08, and what the tables rest on."""
        first, *rest = introduction(self.potential, self.radar, self.bridge, self.tasks)
        return [first, *time_lines(self.sector, self.own_time), *rest]

    def tables(self) -> list[Table]:
        """Tasks, rules, readings, technologies, evidence and sources."""
        return [
            task_table(self.tasks, self.fully == "beside"),
            rule_table(self.tasks),
            task_reading_table(self.tasks),
            reading_table(self.readings),
            technology_table(self.tasks),
            evidence_table(self.evidence),
            source_table(self.sources),
        ]
