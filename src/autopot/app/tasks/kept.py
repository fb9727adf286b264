"""The corrections and ratings of a project, as the files that a scenario reads, with undo."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from autopot.app.sentences import in_sentences
from autopot.catalogue import read_table
from autopot.errors import InputError
from autopot.evidence.ratings import COLUMNS as RATED
from autopot.messages import shown
from autopot.store import write_output

CORRECTIONS, RATINGS, EARLIER = "rettelser.csv", "vurderinger.csv", "oppgaver-angre.json"
CORRECTED = ["occupation", "task", "field", "value", "reason"]
KEYS = {CORRECTIONS: "overlay", RATINGS: "labels"}
"""File -> key of the scenario's section `evidence` that names it."""

MOST_STEPS = 30
MOST_BYTES = 5_000_000
"""Of all that can be taken back."""


@dataclass(frozen=True)
class Own:
    """What a group has said of its tasks.

    Parameters
    ----------
    corrections : occupation, task, field, value, reason.
    ratings : occupation, task, rubric, value.
    """

    corrections: pd.DataFrame
    ratings: pd.DataFrame

    def without(self, occupation: str) -> Own:
        """All but what is said of one occupation."""
        return Own(*(one[one["occupation"] != occupation] for one in self.tables))

    def of(self, occupation: str) -> Own:
        """What is said of one occupation."""
        return Own(*(one[one["occupation"] == occupation] for one in self.tables))

    def with_more(self, other: Own) -> Own:
        """What is said here, and what another says."""
        return Own(
            *(
                pd.concat([one, more], ignore_index=True)
                for one, more in zip(self.tables, other.tables, strict=True)
            )
        )

    @property
    def tables(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Both."""
        return self.corrections, self.ratings

    @property
    def occupations(self) -> list[str]:
        """Those that anything is said of, rising."""
        return sorted({str(code) for one in self.tables for code in one["occupation"]})


def nothing() -> Own:
    """Nothing said."""
    return Own(pd.DataFrame(columns=CORRECTED), pd.DataFrame(columns=RATED))


def read_own(project: Path) -> Own:
    """What is kept in a project.

    Parameters
    ----------
    project : the folder that is kept.

    Raises
    ------
    InputError
        A file that somebody has changed so that it cannot be read.
    """
    empty = nothing()
    corrections, ratings = project / CORRECTIONS, project / RATINGS
    return Own(
        read_table("input/overlay", corrections).reindex(columns=CORRECTED).fillna("")
        if corrections.is_file()
        else empty.corrections,
        read_table("input/labels", ratings)[RATED] if ratings.is_file() else empty.ratings,
    )


def own_evidence(project: Path) -> dict[str, str]:
    """Keys of a scenario's section `evidence` that name the files there are.

    Parameters
    ----------
    project : the folder that is kept.
    """
    return {key: str(project / name) for name, key in KEYS.items() if (project / name).is_file()}


def keep_own(project: Path, own: Own) -> None:
    """Keep what a group says; what was there before can be taken back.

    Parameters
    ----------
    project : the folder that is kept.
    own : all of it.
    """
    before = _texts(project)
    new = [one.to_csv(index=False, lineterminator="\n") if len(one) else "" for one in own.tables]
    if new == before:
        return
    steps = [*_steps(project), before][-MOST_STEPS:]
    while len(json.dumps(steps)) > MOST_BYTES:
        steps = steps[1:]
    _write(project, EARLIER, json.dumps(steps, ensure_ascii=False))
    _put(project, new)


def take_back(project: Path) -> None:
    """Take the last change back.

    Parameters
    ----------
    project : the folder that is kept.
    """
    steps = _steps(project)
    if steps:
        _put(project, steps[-1])
        _write(project, EARLIER, json.dumps(steps[:-1], ensure_ascii=False) if steps[1:] else "")


def can_take_back(project: Path) -> bool:
    """Whether there is anything to take back.

    Parameters
    ----------
    project : the folder that is kept.
    """
    return bool(_steps(project))


def _texts(project: Path) -> list[str]:
    """The content of both files; none where one cannot be read as text."""
    found = []
    for name in KEYS:
        try:
            found.append((project / name).read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError):
            found.append("")
    return found


def _steps(project: Path) -> list[list[str]]:
    try:
        said = json.loads((project / EARLIER).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return []
    return [
        one
        for one in (said if isinstance(said, list) else [])
        if isinstance(one, list) and len(one) == len(KEYS) and all(isinstance(t, str) for t in one)
    ]


def _put(project: Path, texts: Sequence[str]) -> None:
    for name, text in zip(KEYS, texts, strict=True):
        _write(project, name, text)


def _write(project: Path, name: str, text: str) -> None:
    """A file with the text; none where there is none."""
    if text:
        write_output(project / name, text.encode(), replace=True)
    else:
        (project / name).unlink(missing_ok=True)


def faults(error: InputError, folder: Path) -> list[str]:
    """What is wrong, without where the files lie.

    Parameters
    ----------
    error : of reading or checking.
    folder : that they lie in.
    """
    return [
        f"{shown(problem.place)}: {in_sentences(problem)}".replace(f"{folder}/", "")
        for problem in error.problems
    ]
