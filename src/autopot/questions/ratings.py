"""Ask people who do the jobs to label the tasks, and hold their answers against other labels."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from autopot import store
from autopot.errors import InputError, Problem
from autopot.evidence.rating_agreement import rating_agreement, rating_published
from autopot.evidence.ratings import Ratings, read_ratings
from autopot.evidence.task_labels import LEVELS
from autopot.forms.ratings import rating_workbook
from autopot.messages import say
from autopot.questions.tasks import chosen_tasks
from autopot.results.evidence.ratings import RatingQuality


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
    store.write_output(Path(path), rating_workbook(tasks), str(path))
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
