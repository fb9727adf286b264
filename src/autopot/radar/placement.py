"""The radar: which class each technology stands in, by a written rule on two scores."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot import catalogue
from autopot.errors import InputError, Problem
from autopot.messages import say
from autopot.scenario import LoadedScenario

CLASSES = ("adopt", "trial", "assess", "hold")


def radar_class(solution_maturity: int, use_understanding: int) -> str:
    """The class of a technology, by its two scores.

    The lower score decides, except that hold asks for both: no solution and no known use.

    Parameters
    ----------
    solution_maturity : 0 none ready, 1 shown elsewhere, 2 finished solutions exist, 3 robust.
    use_understanding : 0 unknown, 1 immature, 2 central uses understood, 3 benefit validated.

    Returns
    -------
    adopt (3), trial (2), assess (1) or hold (0).

    Source
    ------
    The four classes and what tells them apart: public summary of Menon-publikasjon 48/2019.
    Adopt and trial ask for a solution "and" an understood use; assess is for solutions "and/or"
    understanding that are immature; hold where no finished solution exists "and" the use is
    unknown. The scores that stand for these words are ours.

    >>> radar_class(3, 3), radar_class(3, 2), radar_class(2, 1), radar_class(1, 0)
    ('adopt', 'trial', 'assess', 'assess')
    >>> radar_class(0, 0), radar_class(3, 0)
    ('hold', 'assess')
    """
    scores = (solution_maturity, use_understanding)
    if max(scores) == 0:
        return "hold"
    return CLASSES[3 - max(1, min(scores))]


def class_matrix(classes: Sequence[str]) -> NDArray[np.float64]:
    """(K, C) 1 in the column of each technology's class, columns as in `CLASSES`.

    >>> class_matrix(["trial", "hold"]).tolist()
    [[0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 0.0, 1.0]]
    """
    return np.array([[float(name == column) for column in CLASSES] for name in classes])


def placed_technologies(scenario: LoadedScenario) -> pd.DataFrame:
    """Technologies of the scenario's radar with their class.

    Returns
    -------
    The columns of data/technologies/technologies.csv and `radar_class`.

    Raises
    ------
    InputError
        The file is missing or wrong.
    """
    return place_technologies(catalogue.technologies(radar_file(scenario)))


def place_technologies(frame: pd.DataFrame) -> pd.DataFrame:
    """Technologies with the class that their two scores give.

    Parameters
    ----------
    frame : solution_maturity and use_understanding, whole numbers 0-3, and any other columns.

    Returns
    -------
    The same rows with the column `radar_class`.
    """
    return frame.assign(
        radar_class=[
            radar_class(int(row.solution_maturity), int(row.use_understanding))
            for row in frame.itertuples()
        ]
    )


def radar_file(scenario: LoadedScenario) -> Path | None:
    """The planner's own radar, or None for the packaged one.

    Raises
    ------
    InputError
        The scenario names a file that is not there or is no .csv.
    """
    name = scenario.scenario.radar.technologies
    if name == "default":
        return None
    path = scenario.path.parent / name
    if path.suffix.lower() != ".csv" or not path.is_file():
        raise InputError(
            Problem(
                scenario.place("radar", "technologies"),
                say("no radar file {path}", path=path),
                say("default, or a .csv file"),
                say("copy data/technologies/technologies.csv and change it"),
            )
        )
    return path
