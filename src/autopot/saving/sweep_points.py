"""The points of a sweep: run those that are not finished, write each as soon as it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from threading import Lock

import pandas as pd

from autopot.analysis.outputs import Wanted
from autopot.analysis.swept import swept_tables
from autopot.engine import Engine
from autopot.errors import AutopotError
from autopot.messages import say
from autopot.radar import CLASSES
from autopot.results.run.figures import CALIBRATED_KIND
from autopot.scenario.sweep import LoadedSweep
from autopot.store.sweeps import SweepFolder
from autopot.study.preparation import (
    Prepared,
    collect,
    prepare,
    without_years,
)

Progress = Callable[[int, int], None]


TOGETHER = 8
"""Points that are worked on together, so that what they draw alike is drawn once; a sweep that is
stopped loses no more than these on each thread."""

PYOMO = Lock()
"""Held where points are prepared, since Pyomo is not made for threads."""


@dataclass(frozen=True)
class _Group:
    """What points that read the same data have in common.

    Parameters
    ----------
    loaded : the sweep.
    like : the data they share.
    """

    loaded: LoadedSweep
    like: Prepared


def _points(group: _Group, numbers: Sequence[int]) -> list[pd.DataFrame | AutopotError]:
    """The tables of some points with nothing hidden; the reason where one has no solution.

    No file is read here: a worker of a cluster may lie where the planner's files are not.
    """
    sweep = group.loaded.sweep
    found: dict[int, pd.DataFrame | AutopotError] = {}
    ready: dict[int, Prepared] = {}
    for number in numbers:
        scenario = without_years(group.loaded.scenario(number))
        try:
            with PYOMO:
                ready[number] = prepare(scenario, like=group.like)
        except AutopotError as error:
            found[number] = error
    wanted = [Wanted(own.inputs, own.names) for own in ready.values()]
    tables = swept_tables(wanted, list(CLASSES), sweep.draws, sweep.outputs)
    for (number, own), table in zip(ready.items(), tables, strict=True):
        if own.uncalibrated is not None:
            table["kind"] = table["kind"].replace("technical", CALIBRATED_KIND)
        found[number] = table
    return [found[number] for number in numbers]


def run_points(
    loaded: LoadedSweep,
    folder: SweepFolder,
    design: pd.DataFrame,
    groups: list[list[int]],
    engine: Engine,
    progress: Progress | None,
) -> dict[int, AutopotError]:
    """Run the points that are not finished, and write each as soon as it is.

    Parameters
    ----------
    loaded, folder, design : the sweep, its locked directory and its settings as a table.
    groups : points that read the same data.
    engine : where points are worked on; any gives the same result.
    progress : called with (points finished, points in all).

    Returns
    -------
    The points without a solution, and why.
    """
    settings = design.drop(columns="point")
    finished = set(folder.finished())
    done = len(finished)
    failed: dict[int, AutopotError] = {}
    tell = progress or (lambda _done, _points: None)
    tell(done, folder.points)
    for group in groups:
        left = [number for number in group if number not in finished]
        if not left:
            continue
        like = collect(loaded.scenario(left[0]))
        together = [left[at : at + TOGETHER] for at in range(0, len(left), TOGETHER)]
        with closing(engine.each(_points, _Group(loaded, like), together)) as points:
            for number, found in (pair for one in points for pair in zip(*one, strict=True)):
                if isinstance(found, AutopotError):
                    failed[number] = found
                else:
                    shown = like.hidden.withheld(found)
                    own = settings.iloc[[number - 1] * len(shown)].reset_index(drop=True)
                    both = [own, shown]
                    folder.write(number, pd.concat(both, axis=1))
                done += 1
                tell(done, folder.points)
    return failed


def failures(failed: Mapping[int, AutopotError]) -> AutopotError:
    """The reasons of all points without a solution as one error.

    Parameters
    ----------
    failed : number of the point, from 1 -> its error; at least one.

    Returns
    -------
    Of the kind of the first, which decides the exit code; every problem says its point.
    """
    first = next(iter(failed.values()))
    problems = [
        problem.about(say("point {number}: {found}", number=number))
        for number, error in sorted(failed.items())
        for problem in error.problems
    ]
    return type(first)(problems)
