"""What the labels of the tasks are worth: two labellings against each other and the published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from autopot.api.plain_rows import plain_rows
from autopot.evidence.task_labels import label_agreement, published_agreement
from autopot.messages import say
from autopot.report.labels import label
from autopot.report.tables import names
from autopot.tables import Table


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
                        "other. So the agreement shows how firm the rubrics are, and not what "
                        "people would say. Where the labellings differ, a draw believes one of "
                        "them."
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


def label_quality() -> LabelQuality:
    """How far the two labellings of the tasks agree, and how they lie beside published measures.

    Returns
    -------
    Agreement by rubric and sector; rank correlation and means against the published.

    >>> found = label_quality().agreement
    >>> found[found["sector"] == "all"]["tasks"].tolist()
    [1250, 1250, 1250]
    """
    return LabelQuality(label_agreement(), published_agreement())
