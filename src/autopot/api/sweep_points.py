"""The points of a sweep: run those that are not finished, write each as soon as it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from threading import Lock

import pandas as pd
from threadpoolctl import threadpool_limits

from autopot.analysis.disclosure import Hidden
from autopot.analysis.swept import swept_table
from autopot.api.preparation import Prepared, collect, prepare
from autopot.api.run_result import CALIBRATED_KIND
from autopot.errors import AutopotError
from autopot.radar import CLASSES
from autopot.scenario.sweep import LoadedSweep
from autopot.sweeps import SweepFolder

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class _Work:
    """What every point of a group has in common."""

    loaded: LoadedSweep
    folder: SweepFolder
    design: pd.DataFrame
    like: Prepared
    hidden: Hidden
    one_at_a_time: Lock

    def point(self, number: int) -> AutopotError | None:
        """Run one point and write it; the reason where it has no solution."""
        try:
            with self.one_at_a_time:  # Pyomo is not made for threads
                prepared = prepare(self.loaded.scenario(number), like=self.like)
        except AutopotError as error:
            return error
        sweep = self.loaded.sweep
        table = swept_table(
            prepared.inputs, prepared.names, list(CLASSES), sweep.draws, sweep.outputs
        )
        shown = self.hidden.withheld(table)
        if prepared.uncalibrated is not None:
            shown = shown.assign(kind=CALIBRATED_KIND)
        settings = self.design.drop(columns="point").iloc[[number - 1] * len(shown)]
        self.folder.write(number, pd.concat([settings.reset_index(drop=True), shown], axis=1))
        return None


def run_points(
    loaded: LoadedSweep,
    folder: SweepFolder,
    design: pd.DataFrame,
    groups: list[list[int]],
    threads: int,
    progress: Progress | None,
) -> dict[int, AutopotError]:
    """Run the points that are not finished.

    Parameters
    ----------
    loaded, folder, design : the sweep, its locked directory and its settings as a table.
    groups : points that read the same data.
    threads : points at work at the same time.
    progress : called with (points finished, points in all).

    Returns
    -------
    The points without a solution, and why.
    """
    finished = set(folder.finished())
    done = len(finished)
    failed: dict[int, AutopotError] = {}
    tell = progress or (lambda _done, _points: None)
    tell(done, folder.points)
    # One thread for the linear algebra from here on, so that no point sets it back for another.
    with threadpool_limits(limits=1), ThreadPoolExecutor(threads) as pool:
        for group in groups:
            left = [number for number in group if number not in finished]
            if not left:
                continue
            like = collect(loaded.scenario(left[0]))
            work = _Work(loaded, folder, design, like, like.hidden, Lock())
            futures = {pool.submit(work.point, number): number for number in left}
            try:
                for future in as_completed(futures):
                    error = future.result()
                    if error is not None:
                        failed[futures[future]] = error
                    done += 1
                    tell(done, folder.points)
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
    return failed


def failures(failed: Mapping[int, AutopotError]) -> AutopotError:
    """The reasons of all points without a solution as one error."""
    first = next(iter(failed.values()))
    problems = [
        replace(problem, found=f"point {number}: {problem.found}")
        for number, error in sorted(failed.items())
        for problem in error.problems
    ]
    return type(first)(problems)
