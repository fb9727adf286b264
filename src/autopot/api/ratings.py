"""Ask people who do the jobs to label the tasks, and hold their answers against other labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from autopot import runs
from autopot.api.plain_rows import plain_rows
from autopot.api.tasks import chosen_tasks
from autopot.errors import InputError, Problem
from autopot.evidence.rating_agreement import LEAST_TASKS, rating_agreement, rating_published
from autopot.evidence.ratings import Ratings, read_ratings
from autopot.evidence.task_labels import LEVELS
from autopot.messages import say
from autopot.report.labels import label
from autopot.report.rating_workbook import rating_workbook
from autopot.report.tables import names
from autopot.tables import Table


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


def export_ratings(
    path: str | Path, occupations: list[str] | None = None, sector: str | None = None
) -> int:
    """Write a workbook in which people who do the jobs label the tasks themselves.

    Parameters
    ----------
    path, occupations, sector : as of `export_tasks`.

    Returns
    -------
    Number of tasks.

    Raises
    ------
    InputError
        Unknown occupation or sector, or a file that cannot be written.
    """
    tasks = chosen_tasks(occupations, sector)
    runs.write_output(Path(path), rating_workbook(tasks), str(path))
    return len(tasks)


def rating_quality(files: Sequence[str | Path]) -> RatingQuality:
    """How filled-in workbooks agree with our labellings, each other, and published measures.

    Parameters
    ----------
    files : workbooks made by `export_ratings`, or tables input/labels; one a rater.

    Returns
    -------
    What was read, agreement by rubric and sector, and rank correlation and means.

    Raises
    ------
    InputError
        Everything that is wrong in any of the files.
    """
    raters = _read([Path(file) for file in files])
    read = [
        (name, *(len(ratings.of(rubric)) for rubric in LEVELS), ratings.empty)
        for name, ratings in raters.items()
    ]
    return RatingQuality(
        pd.DataFrame(read, columns=["rater", *LEVELS, "empty_rows"]),
        rating_agreement(raters),
        rating_published(raters),
    )


def _read(files: list[Path]) -> dict[str, Ratings]:
    """Name of the file -> labels; the whole path where two have one name."""
    found: dict[str, Ratings] = {}
    problems: list[Problem] = []
    alike = [file.name for file in files]
    seen: set[Path] = set()
    for file in files:
        if file.resolve() in seen:
            remedy = say("give each file once")
            problems.append(Problem(str(file), say("given twice"), remedy=remedy))
            continue
        seen.add(file.resolve())
        try:
            name = file.name if alike.count(file.name) == 1 else str(file)
            found[name] = read_ratings(file)
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return found
