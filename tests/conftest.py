"""Shared pieces: small models that can be worked out by hand."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import settings

from autopot.cli import main
from autopot.model.arrays import Array
from autopot.model.inputs import Errors, ModelInputs, ReadingMix, TaskInputs, WorkforceInputs
from autopot.model.streams import TECHNICAL
from autopot.scenario import Distribution
from support.fetch_server import playing

# Speed is measured in benchmarks/. A change is judged by the same cases each time, so that it is
# the change that fails; new cases are searched for with `pytest --hypothesis-profile search`.
settings.register_profile("same", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None)
settings.load_profile("same")

# Programs that tests start need not compile five hundred files each; none of it lies in the tree.
COMPILED = Path(tempfile.gettempdir()) / "autopot-tests-compiled"
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
os.environ.setdefault("PYTHONPYCACHEPREFIX", str(COMPILED))

ALL_FACTORS = frozenset(TECHNICAL)


def constant(value: float) -> Distribution:
    """A number that is not uncertain."""
    return Distribution(kind="constant", low=value, mode=value, high=value)


@dataclass(frozen=True)
class FixedReading:
    """A reading that gives the same share per task in every draw."""

    shares: Array
    first_task: Array
    sees_robots: bool = True
    name: str = "fixed"

    def values(self, parameters: Mapping[str, Array], occupations: slice) -> Array:
        """The shares of the tasks of these occupations."""
        del parameters
        rows = slice(
            int(self.first_task[occupations.start]), int(self.first_task[occupations.stop])
        )
        return np.asarray(self.shares)[rows, None]


def _twice(technology: Array) -> Array:
    """The same technologies by both labellings, where only one is given."""
    return np.stack([technology, technology]) if technology.ndim == 2 else technology


def small_model(
    shares: list[float],
    sizes: list[int],
    fte: Array,
    pairs: list[tuple[int, int]],
    sectors: int,
    *,
    frozen: frozenset[str] = ALL_FACTORS,
    technology: Array | None = None,
    seed: int = 1,
    sees_robots: bool = True,
    physical: float = 0.0,
    sd: float = 0.0,
    log_sd: float = 0.0,
    gate: Array | None = None,
    reach: Array | None = None,
    labelling: float = 0.0,
) -> ModelInputs:
    """A model with given task shares.

    `sizes` is the number of tasks per occupation, `pairs` the (sector, occupation) of each column
    of `fte` (municipalities, pairs), ordered by sector.
    """
    tasks = len(shares)
    first = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    equal = np.concatenate([np.full(n, 1 / n) for n in sizes])
    sector_no = np.array([s for s, _ in pairs])
    return ModelInputs(
        tasks=TaskInputs(
            occupations=np.arange(1000, 1000 + len(sizes), dtype=np.int64),
            first_task=first,
            major_group=np.arange(len(sizes), dtype=np.int64) % 3,
            time_share=equal,
            technology=_twice(
                np.tile([0.5, 0.5], (tasks, 1)) if technology is None else technology
            ),
            reach=np.ones((2, tasks)) if reach is None else np.asarray(reach),
            radar_class=np.eye(2 if technology is None else technology.shape[-1]),
            gate=np.tile([1.0, 0.0, 0.0], (tasks, 1)) if gate is None else gate,
            beside=np.array([0.0, 0.0, 1.0]),
            counted=np.ones(tasks),
            physical=np.full((2, tasks), physical),
            concentration=np.array(sizes, dtype=float),
            shift=np.zeros(tasks),
            noise=np.full(tasks, sd),
            overridden=np.full(tasks, -1, dtype=np.int64),
        ),
        mix=ReadingMix(
            readings=[FixedReading(np.array(shares), first, sees_robots)],
            keys=[0],
            weights=np.array([1.0]),
            concentration=2.0,
            parameters={"coder": constant(0.0), "labelling": constant(labelling)},
            strength=constant(0.5),
            robot_source=-1,
            growth=constant(0.0),
            overrides=[],
        ),
        errors=Errors(sd, sd, constant(1.0), frozen),
        workforce=WorkforceInputs(
            municipalities=np.arange(301, 301 + len(fte), dtype=np.int64),
            fte=np.asarray(fte, dtype=float),
            first_pair=np.searchsorted(sector_no, np.arange(sectors + 1)).astype(np.int64),
            occupation=np.array([o for _, o in pairs], dtype=np.int64),
            share_log_sd=np.full(len(pairs), log_sd),
            split_log_sd=np.full(len(pairs), log_sd),
            total_log_sd=np.full(len(fte), log_sd),
            sector_log_sd=np.full(len(fte), log_sd),
        ),
        seed=seed,
    )


@pytest.fixture
def two_towns() -> pd.DataFrame:
    """A workforce of two municipalities, small enough to count by hand."""
    return pd.DataFrame(
        [
            ("0301", "administration", "4110", 10.0),
            ("0301", "health_care", "2223", 30.0),
            ("1103", "health_care", "2223", 20.0),
            ("1103", "health_care", "5321", 40.0),
        ],
        columns=["municipality", "sector", "occupation", "fte"],
    )


@pytest.fixture
def call(capsys, tmp_path, monkeypatch):
    """Run the command line in an empty folder: exit code, standard output, standard error.

    Errors are in English, as in the library; tests that read the Norwegian ones say so.
    """
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AUTOPOT_LANGUAGE", "en")

    def run(*args):
        with pytest.raises(SystemExit) as left:
            main(list(args))
        out, err = capsys.readouterr()
        return left.value.code or 0, out, err

    return run


@pytest.fixture
def server():
    """A server on this machine that answers as Statistics Norway did."""
    with playing() as running:
        yield running
