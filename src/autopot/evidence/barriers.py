"""A municipality's own judgement of the barriers, read from the file that `autopot assess` makes.

    sectors:
      school: {resistance: 2, top_support: 1}
      health_care: {training: 4}
    all: {follow_up: 3}          # every sector that says nothing else

A barrier that is not named is unknown, and so is one that is null. `card` holds the readiness card
(`autopot.evidence.readiness_card`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autopot import catalogue
from autopot.errors import InputError, Problem, unknown_name
from autopot.messages import say, say_in, sentences
from autopot.scenario import LoadedScenario
from autopot.scenario.yaml_text import Lines, as_written, read_yaml

Array = NDArray[np.float64]

SCORES = (0, 1, 2, 3, 4)
ALL, SECTORS, CARD = "all", "sectors", "card"
LARGE = 10_000
"""Residents from which the survey of 2021 counts a municipality among the largest."""


def barrier_names() -> list[str]:
    """The five barriers in their order."""
    return list(catalogue.table("survey/barriers").sort_values("position")["barrier"])


def assessment_file(scenario: LoadedScenario) -> Path | None:
    """The municipality's own judgement of the barriers, or None.

    Raises
    ------
    InputError
        The scenario names a file that is not there.
    """
    name = scenario.scenario.realisation.assessment
    if name is None:
        return None
    allowed, remedy = say("a file made by 'autopot assess'"), say("check the file name")
    return scenario.file(name, "realisation", "assessment", allowed=allowed, remedy=remedy)


def barrier_scores(scenario: LoadedScenario, sectors: Sequence[str]) -> Array:
    """The barriers to taking out freed time that the scenario's own assessment states.

    Parameters
    ----------
    scenario : names the assessment file, or none.
    sectors : S codes, in the order of the rows.

    Returns
    -------
    (S, N) 0 (no barrier) to 4, missing where unknown; columns in the order of `barrier_names`.

    Raises
    ------
    InputError
        A file that is missing or holds other names or values, all faults at once.
    """
    path = assessment_file(scenario)
    barriers = barrier_names()
    if path is None:
        return np.full((len(sectors), len(barriers)), np.nan)
    return read_assessment(path, sectors)


def unknown_scores(
    sectors: Sequence[str], municipalities: Sequence[str] = ()
) -> tuple[Array, Array]:
    """What a barrier that nobody has judged may be, by sector.

    Parameters
    ----------
    sectors : S codes, in the order of the rows.
    municipalities : numbers of those it is about; where all are large, more is likely of some.

    Returns
    -------
    (S, N) lowest and (S, N) highest score; columns in the order of `barrier_names`. Where several
    rows of data/survey/sector_barriers.csv speak of one, the narrowest ends hold.
    """
    barriers = barrier_names()
    lowest = np.full((len(sectors), len(barriers)), float(SCORES[0]))
    highest = np.full_like(lowest, float(SCORES[-1]))
    known = catalogue.municipalities().set_index("municipality")["population"]
    residents = known.reindex(list(municipalities)).fillna(0)
    large = len(residents) > 0 and bool((residents >= LARGE).all())
    for row in catalogue.table("survey/sector_barriers").to_dict("records"):
        if row["municipalities"] == "large" and not large:
            continue
        own = [row["sector"] in ("", sector) for sector in sectors]
        column = barriers.index(str(row["barrier"]))
        lowest[own, column] = np.maximum(lowest[own, column], float(row["low"]))
        highest[own, column] = np.minimum(highest[own, column], float(row["high"]))
    return lowest, highest


def read_assessment(path: Path, sectors: Sequence[str]) -> Array:
    """The barriers that an assessment file states.

    Parameters
    ----------
    path : a YAML file as `autopot assess` makes it.
    sectors : S codes that it may name, in the order of the rows.

    Returns
    -------
    (S, N) 0 (no barrier) to 4, missing where unknown; columns in the order of `barrier_names`. What
    a sector does not say itself it takes from `all`.

    Raises
    ------
    InputError
        The file cannot be read, or holds other names or values than it may; all faults at once.
    """
    data, lines = read_yaml(path)
    barriers = barrier_names()
    problems = [
        unknown_name(_place(path, lines, key), say_in("the", "key"), str(key), [ALL, SECTORS, CARD])
        for key in data
        if key not in (ALL, SECTORS, CARD)
    ]
    for key in (ALL, SECTORS, CARD):
        if not isinstance(data.get(key, {}), dict):
            problems.append(_not_a_mapping(path, lines, (key,), data[key]))
    if problems:
        raise InputError(problems)
    own = data.get(SECTORS, {})
    for sector, answers in own.items():
        at = (SECTORS, sector)
        if sector not in sectors:
            problems.append(
                unknown_name(
                    _place(path, lines, *at), say_in("the", "sector"), str(sector), sectors
                )
            )
        elif not isinstance(answers, dict):
            problems.append(_not_a_mapping(path, lines, at, answers))
        else:
            problems += _faults(answers, path, lines, at, barriers)
    problems += _faults(data.get(ALL, {}), path, lines, (ALL,), barriers)
    if problems:
        raise InputError(problems)
    shared = data.get(ALL, {})
    rows = [{**shared, **own.get(sector, {})} for sector in sectors]
    given = [[row.get(barrier) for barrier in barriers] for row in rows]
    return np.array(given, dtype=np.float64)  # None becomes missing


def _faults(
    answers: Mapping[Any, Any],
    path: Path,
    lines: Lines,
    at: tuple[str, ...],
    barriers: Sequence[str],
) -> list[Problem]:
    problems = []
    for barrier, value in answers.items():
        place = _place(path, lines, *at, barrier)
        if barrier not in barriers:
            problems.append(unknown_name(place, say_in("the", "barrier"), str(barrier), barriers))
        elif value is not None and (isinstance(value, bool) or value not in SCORES):
            problems.append(_not_a_score(place, barrier, value))
    return problems


def _not_a_score(place: str, barrier: str, value: object) -> Problem:
    return Problem(
        place,
        sentences([barrier, as_written(value)], " = "),
        say("0, 1, 2, 3, 4, or null for unknown"),
        say("change the value"),
    )


def _not_a_mapping(path: Path, lines: Lines, at: tuple[str, ...], value: object) -> Problem:
    return Problem(
        _place(path, lines, *at),
        sentences([".".join(at), as_written(value)], " = "),
        say("barrier: 0–4"),
        say("write it as 'autopot assess' does"),
    )


def _place(path: Path, lines: Lines, *at: str) -> str:
    return f"{path}:{lines.get(at, 1)}"
