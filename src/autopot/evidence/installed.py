"""Readings that installed packages add: their figures, and what lacks one."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot import catalogue
from autopot.catalogue.columns import Column
from autopot.catalogue.reading import check_frame
from autopot.errors import MOST_PROBLEMS, InputError, Problem, more_like_these
from autopot.evidence.borrow import fill_from_groups
from autopot.evidence.readings import RULES, EvidenceArrays, Parameters, ReadingRule
from autopot.extensions import READINGS, Extension, Reading, fault, installed, loaded
from autopot.messages import say
from autopot.scenario import Scenario

Array = NDArray[np.float64]

FIRST_KEY = 1000
"""Keys of the streams of installed readings start here, far from those of our own."""


@dataclass(frozen=True)
class PublishedShare:
    """The function of a reading that takes an installed package's figures as they are.

    Parameters
    ----------
    name : of the reading.
    level : "task" or "occupation".
    """

    name: str
    level: str

    def __call__(self, evidence: EvidenceArrays, parameters: Parameters) -> Array:
        """(T, 1) or (O, 1) the figures, the same in every draw.

        Parameters
        ----------
        evidence : its figures of this reading are used.
        parameters : none is used.
        """
        del parameters
        figures = evidence.of_tasks if self.level == "task" else evidence.of_occupations
        return figures[self.name][:, None]


@dataclass(frozen=True)
class InstalledFigures:
    """Figures of installed readings on the tasks and occupations of a run.

    Parameters
    ----------
    of_tasks : reading -> (T,) share of the task's time, 0-1.
    of_occupations : reading -> (O,) share of the occupation's time, 0-1.
    borrowed : index occupation, a column for each reading: 4 where the figure is the occupation's
        own, of every task, else the digits of the STYRK group that is borrowed from, 3 at most.
    """

    of_tasks: dict[str, Array]
    of_occupations: dict[str, Array]
    borrowed: pd.DataFrame


def installed_readings(scenario: Scenario) -> dict[str, Extension]:
    """The installed readings that a scenario names, with weight or not.

    Parameters
    ----------
    scenario : in general and in any sector.
    """
    weights = [scenario.evidence.weights, *(s.evidence.weights for s in scenario.sectors.values())]
    every = dict.fromkeys(name for one in weights for name in one.model_dump())
    names = [name for name in every if name not in RULES]
    known = installed(READINGS) if names else {}
    return {name: known[name] for name in names}


def installed_rules(scenario: Scenario) -> dict[str, ReadingRule]:
    """Name -> rule of the installed readings that a scenario names.

    Parameters
    ----------
    scenario : says which.

    Raises
    ------
    InputError
        A package cannot be loaded or breaks the contract.
    """
    return {name: _rule(name, one) for name, one in installed_readings(scenario).items()}


def _rule(name: str, extension: Extension) -> ReadingRule:
    reading: Reading = loaded(extension)
    task = reading.level == "task"
    return ReadingRule(
        name=name,
        level="task" if task else "occupation",
        sees_robots=reading.sees_robots,
        parameters=(),
        measures=(name,),
        function=PublishedShare(name, reading.level),
    )


def stream_key(name: str) -> int:
    """What keys the random stream of an installed reading: its name alone.

    So no other draw moves when it is added, nor its own when a second package is.

    >>> stream_key("a_study") >= FIRST_KEY, stream_key("a_study") == stream_key("b_study")
    (True, False)
    """
    return FIRST_KEY + zlib.crc32(name.encode())


def installed_figures(
    scenario: Scenario, tasks: pd.DataFrame, codes: list[str]
) -> InstalledFigures:
    """The figures of the installed readings that a scenario names.

    What has no figure borrows: a task the mean of its occupation's, and an occupation that of its
    nearest STYRK group.

    Parameters
    ----------
    scenario : says which.
    tasks : occupation, task and time_share of each task of the run.
    codes : its occupations, rising.

    Raises
    ------
    InputError
        Everything that is wrong with the figures.
    """
    of_tasks, of_occupations, borrowed = {}, {}, pd.DataFrame(index=codes)
    for name, extension in installed_readings(scenario).items():
        by_task = loaded(extension).level == "task"
        own = figures(extension)
        means = own.groupby("occupation")["share"].mean()
        every = sorted({*catalogue.occupations().index, *codes})
        filled, digits = fill_from_groups(means.reindex(every).to_frame())
        borrowed[name] = digits["share"].reindex(codes)
        if by_task:
            index = pd.MultiIndex.from_frame(tasks[["occupation", "task"]])
            share = own.set_index(["occupation", "task"])["share"].reindex(index)
            rest = filled["share"].reindex(tasks["occupation"])
            of_tasks[name] = np.where(share.isna(), rest, share).astype(float)
            lacks = set(tasks.loc[share.isna().to_numpy(), "occupation"])
            borrowed.loc[borrowed.index.isin(lacks), name] = borrowed[name].clip(upper=3)
        else:
            of_occupations[name] = filled["share"].reindex(codes).to_numpy(float)
    return InstalledFigures(of_tasks, of_occupations, borrowed)


@cache
def figures(extension: Extension) -> pd.DataFrame:
    """The figures of an installed reading as it publishes them.

    Parameters
    ----------
    extension : the reading.

    Returns
    -------
    Columns occupation, for tasks also task, and share (0-1).

    Raises
    ------
    InputError
        Everything that is wrong with the file, with its row.
    """
    reading: Reading = loaded(extension)
    place = f"{extension.package} {extension.version} {reading.figures.name}"
    try:
        raw = pd.read_csv(reading.figures, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        found = say("cannot be read ({what})", what=f"{type(error).__name__}: {error}")
        raise InputError(fault(extension, found, say("a .csv file, UTF-8"))) from error
    by_task = reading.level == "task"
    frame = check_frame(raw, _columns(by_task), place, first_row=2)
    if frame.empty:
        raise InputError(Problem(place, say("no figure"), say("a row for each figure")))
    keys = ["occupation", "task"] if by_task else ["occupation"]
    table = (
        catalogue.tasks() if by_task else catalogue.occupations().reset_index(names="occupation")
    )
    known = set(table[keys].itertuples(index=False, name=None))
    rows = list(enumerate(frame[keys].itertuples(index=False, name=None), start=2))
    unknown = [(row, key) for row, key in rows if key not in known]
    problems = [
        Problem(
            say("{file} row {row}", file=place, row=row),
            say("there is no {key}", key="-".join(key)),
            say("a task of data/occupations/tasks.csv")
            if by_task
            else say("a code of data/occupations/styrk08.csv"),
            say("correct the row, or take it out"),
        )
        for row, key in unknown[:MOST_PROBLEMS]
    ]
    if len(unknown) > MOST_PROBLEMS:
        problems.append(more_like_these(place, len(unknown) - MOST_PROBLEMS))
    if problems:
        raise InputError(problems)
    return frame


def _columns(by_task: bool) -> list[Column]:
    """What the columns of figures must be."""

    def column(name: str, type_: str, **more: Any) -> Column:
        plain = {"unit": "", "low": None, "high": None, "required": True, "key": True}
        fixed = {"table": "", "refers_to": "", "allowed": (), "description": ""}
        return Column(name=name, type=type_, **{**plain, **fixed, **more})

    keys = [column("occupation", "code4"), *([column("task", "text")] if by_task else [])]
    return [*keys, column("share", "number", low=0.0, high=1.0, key=False)]


def installed_sources(scenario: Scenario) -> pd.DataFrame:
    """The sources of the installed readings that a scenario names.

    Parameters
    ----------
    scenario : says which.

    Returns
    -------
    source_id (the package and the reading), citation, licence, url and note, as data/sources.csv
    has them; no row where there is none.
    """
    rows = []
    for name, extension in installed_readings(scenario).items():
        source = loaded(extension).source
        note = f"{extension.package} {extension.version}"
        rows.append([source_id(name, extension), source.citation, source.licence, source.url, note])
    return pd.DataFrame(rows, columns=["source_id", "citation", "licence", "url", "note"])


def source_id(name: str, extension: Extension) -> str:
    """What the source of an installed reading is called in tables.

    Parameters
    ----------
    name : of the reading.
    extension : who adds it.
    """
    return f"{extension.package}-{name}"
