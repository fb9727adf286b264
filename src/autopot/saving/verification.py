"""Does a result hold? Check its files and inputs, run it again, and compare every number."""

from __future__ import annotations

import io
import platform
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Unpack

import pandas as pd

from autopot import store
from autopot.engine.options import WhereOptions
from autopot.errors import InputError, Problem
from autopot.messages import say
from autopot.questions.simulation import run
from autopot.results.comparison.result import COMPARISON_FILE
from autopot.results.gap.result import GAP_FILE
from autopot.results.peers.result import PEERS_FILE
from autopot.results.run.result import Result
from autopot.results.verification import Verification
from autopot.saving.compared import (
    Compared,
    compare_tables,
    compare_workbooks,
)
from autopot.saving.run import run_files
from autopot.saving.run_inputs import (
    table_problems,
    workforce_problems,
)
from autopot.scenario import LoadedScenario, load_scenario
from autopot.study.own_files import (
    BARRIERS_COPY,
    LABELS_COPY,
    OVERLAY_COPY,
    POPULATION_COPY,
    RADAR_COPY,
    WORKFORCE_FRAME,
)
from autopot.study.plan_folder import (
    FOLLOW_UP_FILE,
    PLAN_FILE,
)
from autopot.version import __version__, package_version

SCENARIO, POTENTIAL, TABLES = "scenario.yaml", "potential.parquet", "tables.xlsx"
KINDS = {"run": POTENTIAL, "plan": PLAN_FILE, "comparison": COMPARISON_FILE}
"""What a folder is, by a file that only that kind has; only a run can be run again from it."""
MADE_AGAIN = {
    "plan": say("make the plan again"),
    "comparison": say("compare again"),
}


def verify(
    path: str | Path,
    workforce: str | Path | pd.DataFrame | None = None,
    **options: Unpack[WhereOptions],
) -> Verification:
    """Check a run directory and run it again; of a plan or a comparison, check the files.

    Parameters
    ----------
    path : the directory, made by `autopot run`, `plan` or `compare`.
    workforce : where the workforce file lies now; or the DataFrame the run was made from, one row
        per cell, which is not stored and must be the same to the last bit.
    options : as for `run`, but draws and seed, which are those of the run.

    Returns
    -------
    Every difference: files changed since they were written, inputs that are changed or missing, and
    the largest difference between the stored numbers and those of a new run. Numbers must be the
    same to the last bit.

    Raises
    ------
    InputError
        It is not a run directory.
    """
    stored = store.read_run(Path(path), filled_in=[FOLLOW_UP_FILE])
    kind = _kind(stored)
    if kind != "run":
        return _files_only(stored, kind)
    problems = list(stored.changed) + table_problems(stored)
    compared, language = Compared(), "nb"
    try:
        scenario = _scenario(stored)
        language = scenario.scenario.report.language
        result = _again(stored, scenario, workforce, options)
        compared = _compare(stored, result)
    except InputError as error:
        problems += [p for p in error.problems if p not in problems]
    return Verification(
        run=stored.path,
        problems=problems + compared.problems,
        numbers=compared.numbers,
        files=len(stored.manifest["outputs"]),
        inputs=len(stored.manifest["inputs"]),
        versions=_versions(stored.manifest),
        language=language,
    )


def _kind(stored: store.StoredRun) -> str:
    """What the folder is; a run where nothing tells."""
    outputs = stored.manifest["outputs"]
    return next((kind for kind, file in KINDS.items() if file in outputs), "run")


def _files_only(stored: store.StoredRun, kind: str) -> Verification:
    """What can be said of a folder that does not hold all that it was made of."""
    return Verification(
        run=stored.path,
        problems=[problem.mended_by(MADE_AGAIN[kind]) for problem in stored.changed],
        numbers=0,
        files=len(stored.manifest["outputs"]),
        inputs=len(stored.manifest["inputs"]),
        versions=_versions(stored.manifest),
        language="nb",
        kind=kind,
    )


def _scenario(stored: store.StoredRun) -> LoadedScenario:
    """The scenario of the run, with every own file where a run may have it."""
    if not {SCENARIO, POTENTIAL} <= set(stored.manifest["outputs"]):
        raise InputError(
            Problem(
                str(stored.path),
                say("no scenario and potential among its files"),
                say("a directory made by autopot run"),
                say("only those can be run again"),
            )
        )
    file = store.inside(stored.path, SCENARIO)
    if file is None or not file.is_file():
        raise InputError([])  # the missing file is named already
    scenario = load_scenario(stored.path / SCENARIO)
    own = {
        "radar.technologies": (scenario.scenario.radar.technologies, "default", RADAR_COPY),
        "evidence.overlay": (scenario.scenario.evidence.overlay, None, OVERLAY_COPY),
        "evidence.labels": (scenario.scenario.evidence.labels, None, LABELS_COPY),
        "realisation.assessment": (scenario.scenario.realisation.assessment, None, BARRIERS_COPY),
        "demand.population": (scenario.scenario.demand.population, None, POPULATION_COPY),
    }
    problems = [
        Problem(
            f"{stored.path / SCENARIO} {place}",
            str(value),
            say("{file}, as the run wrote it", file=copy),
            say("run the scenario again"),
        )
        for place, (value, packaged, copy) in own.items()
        if value not in (packaged, copy)
        or (value == copy and store.inside(stored.path, copy) is None)
    ]
    if problems:
        raise InputError(problems)
    return scenario


def _again(
    stored: store.StoredRun,
    scenario: LoadedScenario,
    workforce: str | Path | pd.DataFrame | None,
    options: WhereOptions,
) -> Result:
    """A new run from the directory, once its workforce is known to be the same one."""
    inputs = stored.manifest["inputs"]
    if WORKFORCE_FRAME in inputs:
        if not isinstance(workforce, pd.DataFrame):
            raise InputError(
                Problem(
                    f"{stored.path} {WORKFORCE_FRAME}",
                    say("the run was made from a DataFrame, which is not stored"),
                    say("the same DataFrame"),
                    say("verify it in Python: {call}", call="verify(run, workforce=frame)"),
                )
            )
        result = run(stored.path / SCENARIO, workforce, **_beside(stored), **options)
        _same_frame(result, inputs[WORKFORCE_FRAME])
        return result
    changes: dict[str, dict[str, str]] = {}
    if workforce is not None and not isinstance(workforce, pd.DataFrame):
        changes = {"workforce": {"file": str(Path(workforce).resolve())}}
        scenario = load_scenario(stored.path / SCENARIO, changes)
    problems = workforce_problems(inputs, scenario)
    if problems:
        raise InputError(problems)
    return run(stored.path / SCENARIO, changes=changes, **_beside(stored), **options)


def _beside(stored: store.StoredRun) -> dict[str, Any]:
    """Whom a municipality of the run stood beside; nobody where it does not say."""
    asked = stored.manifest.get("beside", {"of": [], "municipality": None})
    return {"beside": asked["of"], "municipality": asked["municipality"]}


def _same_frame(result: Result, expected: str) -> None:
    if result.description()["inputs"][WORKFORCE_FRAME] != expected:
        raise InputError(
            Problem(
                WORKFORCE_FRAME,
                say("another DataFrame than the run was made from"),
                say("SHA-256 {start}…", start=expected[:12]),
                say("give the same DataFrame"),
            )
        )


def _compare(stored: store.StoredRun, result: Result) -> Compared:
    """Stored numbers against those of the new run; a missing file is named already."""
    fresh = run_files(result, stored.path)
    total = Compared()
    for name, compare in (
        (POTENTIAL, _tables),
        (GAP_FILE, _tables),
        (PEERS_FILE, _tables),
        (TABLES, compare_workbooks),
    ):
        file = store.inside(stored.path, name)
        if (
            name in stored.manifest["outputs"]
            and name in fresh
            and file is not None
            and file.is_file()
        ):
            total = total + compare(file.read_bytes(), fresh[name], f"{stored.path}/{name}")
    return total


def _tables(before: bytes, after: bytes, place: str) -> Compared:
    try:
        stored = pd.read_parquet(io.BytesIO(before))
    except Exception:  # the reader raises many kinds; the user needs one
        found, remedy = say("cannot be read"), say("run the scenario again")
        return Compared([Problem(place, found, say("a Parquet file"), remedy)])
    return compare_tables(stored, pd.read_parquet(io.BytesIO(after)), place)


def _versions(manifest: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    return [(name, then, now) for name, then, now in _all_versions(manifest) if then != now]


def _all_versions(manifest: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    own = {"autopot": __version__, "python": platform.python_version()}
    for name, now in own.items():
        if name in manifest:  # a comparison does not say which Python
            yield name, str(manifest[name]), now
    packages = manifest.get("packages")
    for name, then in packages.items() if isinstance(packages, dict) else ():
        yield str(name), str(then), package_version(str(name))
