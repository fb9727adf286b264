"""Ask people who do the jobs to label the tasks, and hold their answers against other labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from autopot.evidence.rating_agreement import LEAST_TASKS
from autopot.messages import say
from autopot.results.labels import label
from autopot.results.rows import plain_rows
from autopot.tables import Table
from autopot.tables.names import names


@dataclass(frozen=True)
class RatingQuality:
    """How the answers of people who do the jobs lie beside other labels of the same tasks.

    Parameters
    ----------
    read : rater (name of the file), exposure, automation (tasks with a label), empty (rows).
    agreement : as from `autopot.evidence.rating_agreement.rating_agreement`.
    published : as from `rating_published`.
    """

    read: pd.DataFrame
    agreement: pd.DataFrame
    published: pd.DataFrame

    def tables(self) -> list[Table]:
        """What was read, and both tables, with what they do not say."""
        sectors = {**names()["sector"], "all": str(say("Total"))}
        against = {"first": label("labelling_first"), "second": label("labelling_second")}
        between = self.agreement.assign(
            rubric=[label(f"rubric_{name}") for name in self.agreement["rubric"]],
            against=[against.get(name, name) for name in self.agreement["against"]],
            sector=self.agreement["sector"].map(sectors),
        )
        published = self.published.assign(
            rubric=[label(f"rubric_{name}") for name in self.published["rubric"]],
            against=[label(f"against_{name}") for name in self.published["against"]],
        )
        return [
            Table("ratings", say("What was read"), self.read),
            Table(
                name="rating_agreement",
                title=say("The answers against other labels of the same tasks"),
                frame=between,
                notes=(
                    say(
                        "Sectors with fewer than {count} tasks in common are in the total only. "
                        "With few tasks kappa swings much. Our two labellings were made by a "
                        "language model; where people say something else, they are the ones who "
                        "know the job.",
                        count=LEAST_TASKS,
                    ),
                ),
            ),
            Table(
                name="rating_published",
                title=say("The answers against published measures"),
                frame=published,
                notes=(
                    say(
                        "E1 and half of E2, or T3 and T4. Ours: mean of our two labellings over "
                        "the same tasks. ILO: score by task. The others: by occupation, of those "
                        "whose every task is rated. The rank correlation needs {count} tasks or "
                        "occupations.",
                        count=LEAST_TASKS,
                    ),
                ),
            ),
        ]

    def as_json(self) -> dict[str, Any]:
        """The three tables as plain data."""
        return {
            "read": plain_rows(self.read),
            "agreement": plain_rows(self.agreement),
            "published": plain_rows(self.published),
        }
