"""Export tasks to an expert group's workbook, and read their corrections back as an overlay."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from autopot import catalogue
from autopot.forms.tasks import SHARES
from autopot.messages import in_own_language, told
from autopot.results.evidence.corrected import (
    correction_table,
    effect_table,
)
from autopot.results.run.result import Result
from autopot.tables import Table


@dataclass(frozen=True)
class ImportedTasks:
    """Corrections read from a workbook.

    Parameters
    ----------
    changes : occupation, task, field, value, reason.
    file : the overlay that was written; name it in a scenario as evidence.overlay.
    before, after : the scenario without and with the corrections, same random numbers.
    """

    changes: pd.DataFrame
    file: Path
    before: Result
    after: Result

    @property
    def language(self) -> str:
        """Of what is written of them."""
        return self.after.language

    @in_own_language
    def tables(self) -> list[Table]:
        """The first corrections, and their effect on the total and on every sector."""
        return [
            correction_table(self.changes, self.file),
            effect_table(self.before.potential, self.after.potential),
        ]

    @in_own_language
    def lines(self) -> list[str]:
        """Where the corrections are, how to use them, and where corrected time holds."""
        timed = self.changes.loc[self.changes["field"].isin(SHARES), "occupation"]
        own = sorted(set(timed) & set(catalogue.sector_time()["occupation"]))
        holds = told(
            "The corrected time of {occupations} holds in every sector, in place of the times by "
            "sector that come with autopot.",
            occupations=own,
        )
        return [
            *([holds] if own else []),
            told(
                "Saved in {file}. Write in the scenario: evidence: {{overlay: {name}}}",
                file=self.file,
                name=self.file.name,
            ),
        ]
