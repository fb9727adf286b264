"""One scenario at many settings, kept point by point so that it can stop and go on."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Unpack

import pandas as pd

from autopot import store
from autopot.engine.options import WhereOptions, check_options, opened
from autopot.errors import InputError, Problem
from autopot.messages import Text, say, say_many
from autopot.results.sweep_tables import sweep_table
from autopot.saving.sweep_points import (
    failures,
    run_points,
)
from autopot.scenario import Scenario
from autopot.scenario.sweep import LoadedSweep, load_sweep
from autopot.store.sweeps import (
    DESIGN,
    at_work,
    check_place,
    locked,
    open_sweep,
    read_sweep,
)
from autopot.study.extensions import extensions_of, packages_of
from autopot.study.own_files import (
    own_inputs,
    packaged_inputs,
)
from autopot.study.preparation import (
    collect,
    data_of,
)
from autopot.study.versions import (
    FILES,
    made_with,
)
from autopot.tables import Table

SWEEPS = "sweeps"
"""Folder, under the current one, where sweeps are kept if nothing is said."""


@dataclass(frozen=True)
class SweepState:
    """How far a sweep is.

    Parameters
    ----------
    directory : where it lies.
    name : its name with the hash of what it is made of.
    points : how many points it has.
    finished : numbers of the points that are finished.
    at_work : whether a process is running it now.
    """

    directory: Path
    name: str
    points: int
    finished: list[int]
    at_work: bool

    @property
    def complete(self) -> bool:
        """Whether every point is finished."""
        return len(self.finished) == self.points

    @property
    def design(self) -> pd.DataFrame:
        """One row per point: its number and its settings."""
        return pd.read_parquet(self.directory / DESIGN)

    @property
    def results(self) -> pd.DataFrame:
        """The finished points: number, settings, and the columns of potential.parquet."""
        return read_sweep(self.directory).read(self.finished)

    def lines(self) -> list[Text]:
        """How many points are finished, and where they can be read from."""
        folder = (self.directory / "results").as_posix()
        return [
            say_many(
                "1 point is finished: {folder}",
                "{count:,} points are finished: {folder}",
                count=len(self.finished),
                folder=self.directory,
            ),
            say('In Python: pandas.read_parquet("{folder}")', folder=folder),
        ]

    def tables(self) -> list[Table]:
        """How far it is."""
        return [states_table([self])]

    def as_json(self) -> dict[str, Any]:
        """Everything as plain data."""
        done = set(self.finished)
        return {
            "directory": str(self.directory),
            "sweep": self.name,
            "points": self.points,
            "finished": len(self.finished),
            "missing": [n for n in range(1, self.points + 1) if n not in done],
            "at_work": self.at_work,
        }


def states_table(states: Sequence[SweepState]) -> Table:
    """How far sweeps are, one row each."""
    return sweep_table([(s.directory, len(s.finished), s.points, s.at_work) for s in states])


def sweep(
    file: str | Path,
    out: str | Path | None = None,
    *,
    started: Callable[[Path], None] | None = None,
    **options: Unpack[WhereOptions],
) -> SweepState:
    """Run a sweep, or what is left of it.

    Parameters
    ----------
    file : a sweep file or the name of a packaged sweep.
    out : directory; by default sweeps/<name>-<hash>. A sweep that was begun there goes on.
    started : called with the directory once it is there.
    options : threads, engine, scheduler, progress (see `WhereOptions`): points at work at the same
        time; workers of a cluster need none of the sweep's files.

    Returns
    -------
    The finished sweep.

    Raises
    ------
    InputError
        Everything that is wrong with the file and its points, before anything is run; a directory
        that holds another sweep, or one that another process is running; a cluster that is lost,
        with the finished points kept.
    AutopotError
        Points that have no solution, after all the others are finished.
    """
    check_options(options)
    loaded = load_sweep(file)
    groups = _groups(loaded)
    scenarios = [loaded.scenario(group[0]).scenario for group in groups]
    description = _description(loaded, _checked(loaded, groups), scenarios)
    digest = store.run_hash(description)
    name = f"{loaded.sweep.name}-{digest}"
    manifest = {"sweep": name, "hash": digest, **description}
    design = design_frame(loaded)
    target = Path(out) if out is not None else Path(SWEEPS) / name
    check_place(target, manifest)
    with opened(options) as chosen, locked(target):
        folder = open_sweep(target, manifest, design, loaded.path.read_bytes())
        if started is not None:
            started(folder.path)
        failed = run_points(loaded, folder, design, groups, chosen, options.get("progress"))
        if failed:
            raise failures(failed)
        return SweepState(
            directory=folder.path,
            name=name,
            points=folder.points,
            finished=folder.finished(),
            at_work=False,
        )


def sweep_state(directory: str | Path) -> SweepState:
    """How far a sweep is, and its results so far.

    Parameters
    ----------
    directory : of a sweep, which may be running at this moment.

    Raises
    ------
    InputError
        It is not the directory of a sweep.
    """
    folder = read_sweep(Path(directory))
    name = str(folder.manifest["sweep"])
    return SweepState(
        directory=folder.path,
        name=name,
        points=folder.points,
        finished=folder.finished(),
        at_work=at_work(folder.path),
    )


def sweep_directories(parent: str | Path = SWEEPS) -> list[Path]:
    """Sweeps that lie in a folder, by default those under the current folder.

    Raises
    ------
    InputError
        There is none.
    """
    found = [path.parent for path in sorted(Path(parent).glob("*/manifest.json"))]
    if not found:
        remedy = say("give the directory of a sweep, or run one: autopot sweep evidence")
        raise InputError(Problem(str(parent), say("no sweeps here"), remedy=remedy))
    return found


def design_frame(loaded: LoadedSweep) -> pd.DataFrame:
    """The design as a table: point and one column a setting.

    A column is of numbers where all its values are; otherwise it holds texts, distributions and
    lists as JSON.

    Parameters
    ----------
    loaded : the sweep, its points drawn.

    Returns
    -------
    One row a point, numbered from 1 in the order of the design.
    """
    rows = [loaded.row(number) for number in range(1, len(loaded.points) + 1)]
    columns = {name: _column([row[name] for row in rows]) for name in loaded.settings}
    return pd.DataFrame({"point": range(1, len(rows) + 1), **columns})


def _column(values: Sequence[Any]) -> pd.Series:
    if all(isinstance(v, int | float) and not isinstance(v, bool) for v in values):
        return pd.Series(values, dtype="int64" if all(type(v) is int for v in values) else float)
    texts = [v if v is None or isinstance(v, str) else json.dumps(v) for v in values]
    return pd.Series(texts, dtype="string")


def _groups(loaded: LoadedSweep) -> list[list[int]]:
    """Points that read the same data, so that each set of data is read once."""
    groups: dict[str, list[int]] = {}
    for number in range(1, len(loaded.points) + 1):
        groups.setdefault(repr(data_of(loaded.scenario(number))), []).append(number)
    return list(groups.values())


def _checked(loaded: LoadedSweep, groups: list[list[int]]) -> dict[str, str]:
    """Read every set of data once, before anything is run.

    Returns
    -------
    Name -> checksum of each of the planner's own files; where two sets of data have different files
    of the same name, the later one carries the number of its first point.
    """
    problems: dict[str, Problem] = {}
    inputs: dict[str, str] = {}
    for first in _first_of_each_set(loaded, groups):
        try:
            prepared = collect(loaded.scenario(first))
        except InputError as error:
            problems |= {str(problem): problem for problem in error.problems}
            continue
        for name, checksum in own_inputs(prepared.scenario, prepared.workforce).items():
            if inputs.setdefault(name, checksum) != checksum:
                inputs[f"{name}, point {first}"] = checksum
    if problems:
        raise InputError(problems.values())
    return inputs


def _first_of_each_set(loaded: LoadedSweep, groups: list[list[int]]) -> list[int]:
    """One point of each set of data; values of an override do not make another set."""
    firsts: dict[str, int] = {}
    for group in groups:
        *files, override = data_of(loaded.scenario(group[0]))
        assert isinstance(override, dict)  # the schema's
        firsts.setdefault(repr((files, sorted(override))), group[0])
    return list(firsts.values())


def _description(
    loaded: LoadedSweep, own: Mapping[str, str], scenarios: Sequence[Scenario]
) -> dict[str, Any]:
    """What decides the results: versions, settings, checksums of every input."""
    sampler = ("scipy",) if loaded.sweep.design.sobol is not None else ()
    return {
        **made_with(FILES if own else (), sampler, packages_of(*scenarios)),
        **extensions_of(*scenarios),
        "points": len(loaded.points),
        "settings": loaded.settings,
        "seed": loaded.base.scenario.uncertainty.seed,
        "definition": loaded.sweep.model_dump(mode="json", by_alias=True),
        "scenario": loaded.base.scenario.model_dump(mode="json"),
        "inputs": {**packaged_inputs(), **own},
    }
