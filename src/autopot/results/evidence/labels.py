"""What the labels of the tasks are worth: two labellings against each other and the published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from autopot.messages import say
from autopot.results.labels import label
from autopot.results.rows import plain_rows
from autopot.tables import Table
from autopot.tables.names import names

LATER = 72
"""Tasks that one rater labelled twice in November 2026 (docs/task-coding.md, section 6)."""


@dataclass(frozen=True)
class LabelQuality:
    """How far the labels of the tasks can be trusted.

    Parameters
    ----------
    agreement : as from `autopot.evidence.task_labels.label_agreement`.
    published : as from `published_agreement`.
    """

    agreement: pd.DataFrame
    published: pd.DataFrame

    def tables(self) -> list[Table]:
        """Both tables, with what they do not say."""
        sectors = {**names()["sector"], "all": str(say("Total"))}
        between = self.agreement.assign(
            rubric=[label(f"rubric_{name}") for name in self.agreement["rubric"]],
            sector=self.agreement["sector"].map(sectors),
        )
        against = self.published.assign(
            rubric=[label(f"rubric_{name}") for name in self.published["rubric"]],
            against=[label(f"against_{name}") for name in self.published["against"]],
        )
        return [
            Table(
                name="label_agreement",
                title=say("The two labellings of our own tasks against each other"),
                frame=between,
                notes=(
                    say(
                        "Both labellings were made by the same language model, without seeing each "
                        "other but for {count} tasks that were added later. So the agreement shows "
                        "how firm the rubrics are, and not what people would say. Where the "
                        "labellings differ, a draw believes one of them.",
                        count=LATER,
                    ),
                ),
            ),
            Table(
                name="label_published",
                title=say("The same labels against published measures"),
                frame=against,
                notes=(
                    say(
                        "Ours: E1 and half of E2, or T3 and T4, mean of the two labellings. ILO: "
                        "score by task. The others: share of the tasks of the same occupations in "
                        "the United States, as a state of 2023."
                    ),
                ),
            ),
        ]

    def as_json(self) -> dict[str, Any]:
        """Both tables as plain data."""
        return {
            "agreement": plain_rows(self.agreement),
            "published": plain_rows(self.published),
        }
