"""Does a result hold? Check its files and inputs, run it again, and compare every number."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Unpack

import pandas as pd

from autopot import store
from autopot.engine.options import WhereOptions
from autopot.errors import InputError, Problem
from autopot.messages import say
from autopot.questions.sensitivity import sensitivity
from autopot.questions.simulation import run
from autopot.results.comparison.result import COMPARISON_FILE
from autopot.results.run.result import Result
from autopot.results.sensitivity.result import Sensitivity
from autopot.results.verification import Verification
from autopot.saving.closeness import Compared
from autopot.saving.gap import WORKBOOK as GAP_WORKBOOK
from autopot.saving.made_again import (
    MadeAgain,
    as_it_was,
    drawn_otherwise,
    is_assumption,
    manifest_problems,
    unlisted,
)
from autopot.saving.run import POTENTIAL, REPORT, SCENARIO
from autopot.saving.run_inputs import (
    is_missing,
    staff_from,
    table_problems,
    workforce_problems,
)
from autopot.saving.site import STYLE as SITE_STYLE
from autopot.scenario import LoadedScenario, load_scenario
from autopot.study.own_files import OWN_FILES, WORKFORCE_FRAME
from autopot.study.plan_folder import (
    FOLLOW_UP_FILE,
    PLAN_FILE,
)
from autopot.study.versions import arithmetic
from autopot.version import __version__, package_version, source_digest

KINDS = {
    "run": POTENTIAL,
    "plan": PLAN_FILE,
    "comparison": COMPARISON_FILE,
    "gap": GAP_WORKBOOK,
    "site": SITE_STYLE,
}
"""What a folder is, by a file that only that kind has; only a run can be run again from it."""
MADE_AGAIN = {
    "plan": say("make the plan again"),
    "comparison": say("compare again"),
    "gap": say("compute the need of work again"),
    "site": say("write the site again"),
}


class StaffMissing(InputError):
    """The staff that a run was made from are not here, so that it cannot be made again."""


def verify(
    path: str | Path,
    workforce: str | Path | pd.DataFrame | None = None,
    **options: Unpack[WhereOptions],
) -> Verification:
    """Check a run directory and run it again; of any other result, check the files.

    Parameters
    ----------
    path : the directory, made by `autopot run`, `gap`, `plan`, `compare` or `site`.
    workforce : the staff file, whose name and place a result does not tell; or the scenario that
        names it and its mappings; or the DataFrame the run was made from, one row per cell, which
        is not stored and must be the same to the last bit.
    options : as for `run`, but draws and seed, which are those of the run.

    Returns
    -------
    Every difference: files changed since they were written, inputs that are changed or missing, and
    what differs between the stored figures, workbook and page and those of a new run. Numbers may
    differ by rounding (`autopot.saving.closeness.RELATIVE`), as they do on another processor; the
    answer says whether they do.

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
    compared, again, language = Compared(), {}, "nb"
    missing: Sequence[Problem] = []
    try:
        scenario = _scenario(stored)
        language = scenario.scenario.report.language
        made = _again(stored, scenario, workforce, options)
        problems += manifest_problems(stored, made.result)
        again = made.compare_all()
        compared = sum(again.values(), Compared())
    except StaffMissing as error:
        missing = error.problems
        problems += missing
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
        near=compared.near,
        largest=compared.largest,
        on_boundary=compared.on_boundary,
        arithmetic=_arithmetic(stored.manifest),
        source=_same_source(stored.manifest),
        again=[name for name in again if not again[name].problems],
        assumed=[name for name in stored.manifest["outputs"] if is_assumption(name)],
        hashed=_only_hashed(stored, again),
        unlisted=unlisted(stored),
        missing=list(missing),
        drawings=not drawn_otherwise(stored.manifest) or REPORT not in again,
    )


def _only_hashed(stored: store.StoredRun, again: Mapping[str, Compared]) -> list[str]:
    """Files of which the checksum alone was looked at."""
    names = stored.manifest["outputs"]
    return [name for name in names if name not in again and not is_assumption(name)]


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
        source=_same_source(stored.manifest),
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
    settings = scenario.scenario.model_dump(mode="json")
    own = {
        f"{section}.{key}": (settings[section][key], packaged, copy)
        for (section, key), (packaged, copy) in OWN_FILES.items()
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
) -> MadeAgain:
    """A new run from the directory, once its workforce is known to be the same one."""
    inputs = stored.manifest["inputs"]
    if WORKFORCE_FRAME in inputs:
        if not isinstance(workforce, pd.DataFrame):
            raise StaffMissing(
                Problem(
                    f"{stored.path} {WORKFORCE_FRAME}",
                    say("the run was made from a DataFrame, which is not stored"),
                    say("the same DataFrame"),
                    say("verify it in Python: {call}", call="verify(run, workforce=frame)"),
                )
            )
        result = run(stored.path / SCENARIO, workforce, **_beside(stored), **options)
        _same_frame(result, inputs[WORKFORCE_FRAME])
        find = _sensitivity(stored, workforce, {}, options)
        return MadeAgain(stored, as_it_was(stored, result), find)
    changes: dict[str, dict[str, str]] = {}
    if workforce is not None and not isinstance(workforce, pd.DataFrame):
        changes = {"workforce": staff_from(workforce)}
        scenario = load_scenario(stored.path / SCENARIO, changes)
    problems = workforce_problems(inputs, scenario)
    if problems:
        raise StaffMissing(problems) if is_missing(scenario) else InputError(problems)
    result = run(stored.path / SCENARIO, changes=changes, **_beside(stored), **options)
    find = _sensitivity(stored, None, changes, options)
    return MadeAgain(stored, as_it_was(stored, result), find)


def _sensitivity(
    stored: store.StoredRun,
    frame: pd.DataFrame | None,
    changes: Mapping[str, Mapping[str, str]],
    options: WhereOptions,
) -> Callable[[int], Sensitivity]:
    """How the sensitivity that a page shows is found again, by how many evaluations it took."""

    def find(draws: int) -> Sensitivity:
        again = partial(sensitivity, stored.path / SCENARIO, frame, changes=changes, **options)
        found = again()
        return found if found.draws == draws else again(draws=draws)

    return find


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


def _arithmetic(manifest: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """(name, then, now) of what rounds otherwise here, where the manifest tells it."""
    then = manifest.get("arithmetic")
    if not isinstance(then, dict):
        return []
    return [
        (name, str(then[name]), now)
        for name, now in arithmetic().items()
        if str(then.get(name, now)) != now
    ]


def _same_source(manifest: Mapping[str, Any]) -> bool:
    """Whether autopot itself is what it was; so too where a manifest of earlier does not tell."""
    return bool(manifest.get(store.SOURCE, source_digest()) == source_digest())


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
