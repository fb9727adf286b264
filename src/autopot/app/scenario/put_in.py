"""A scenario file that is put in: checked as it will be used, and kept as one of the project's.

A file of the part *What if?* of a report extends a packaged scenario, or `scenario.yaml`: the one
that the report was computed with.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from autopot.app.scenario.files import (
    ENDING,
    FILE_SETTINGS,
    MADE,
    MOST_SAVED,
    keep_beside,
    own_files,
    packaged,
    scenario_file,
    slug,
)
from autopot.app.scenario.nested import flat, value_at, with_value, without
from autopot.errors import InputError, Problem
from autopot.messages import language, say, shown, told
from autopot.scenario import load_scenario
from autopot.scenario.loading import OWN_KEYS, packaged_scenarios
from autopot.scenario.settings import is_file
from autopot.scenario.yaml_text import read_yaml
from autopot.store import write_output

MOST = 300_000
"""Bytes of a scenario file; one with every value that there is takes a tenth."""

OF_RUN, TRIED = "scenario.yaml", "_.yaml"
"""What a file extends that was made in the report of a run, and the file's name while it is tried,
which no saved scenario has."""

NOT_ASSUMED = ("workforce", "storby", "report", "evidence.overlay", "evidence.labels")
"""What a run was of and how it is told, and the tasks, which the project keeps by themselves."""

KINDS = dict(zip(FILE_SETTINGS, ("radar", "barrierer"), strict=True))


def put_in(folder: Path, content: bytes, run: Path | None) -> Path:
    """Keep a scenario file as a scenario of the project.

    Parameters
    ----------
    folder : `scenarios` of the project.
    content : of the file.
    run : folder of the run in whose report it was made; None: not told.

    Returns
    -------
    The file that was written.

    Raises
    ------
    InputError
        Everything that is wrong with it, with its line: not YAML, not a scenario, files named in
        it, extends what is not here, too many are saved.
    """
    with tempfile.TemporaryDirectory() as made:
        tried = Path(made) / TRIED
        tried.write_bytes(content)
        try:
            return write_output(*_named(folder, _checked(folder, tried, run)))
        except InputError as error:
            raise InputError([_placed(one, tried) for one in error.problems]) from error


def _placed(problem: Problem, tried: Path) -> Problem:
    """A problem that does not tell where the file lay."""

    def words(text: Any) -> str:
        return shown(text).replace(str(tried), told("the scenario file"))

    place, found, remedy = map(words, (problem.place, problem.found, problem.remedy))
    return replace(problem, place=place, found=found, remedy=remedy)


def _checked(folder: Path, tried: Path, run: Path | None) -> dict[str, Any]:
    """The scenario as it is to be written: what it says over a packaged one."""
    data, lines = read_yaml(tried)
    places = {".".join(map(str, at)): f"{tried}:{line}" for at, line in lines.items()}
    if "measures" in data:
        found, remedy = say("this is a plan, not a scenario"), say("put it in on the page Plan")
        raise InputError(Problem(places["measures"], found, remedy=remedy))
    _refuse_files(folder, data, places)
    parent, place = str(data.get("extends") or "base"), places.get("extends", str(tried))
    is_packaged = parent in packaged_scenarios()
    if not is_packaged:
        source = scenario_file(folder, parent)
        if source is None and parent == OF_RUN and run is not None:
            _lay_out_run(folder, run, tried.parent)
        elif source is None:
            raise InputError(_extends_nothing(place, parent))
        else:
            shutil.copy(source, tried.with_name(parent))
    plain = load_scenario(tried).scenario.model_dump(mode="json")
    settings = {key: value for key, value in data.items() if key not in OWN_KEYS}
    if not is_packaged:
        before = dict(flat(packaged("base").scenario.model_dump(mode="json")))
        settings = {}
        for path, value in flat({k: v for k, v in plain.items() if k not in OWN_KEYS}):
            if path not in before or before[path] != value:
                settings = with_value(settings, path, value)
    own = {key: plain[key] for key in OWN_KEYS}
    return {**own, "extends": parent if is_packaged else "base", **settings}


def _refuse_files(folder: Path, data: Mapping[str, Any], places: Mapping[str, str]) -> None:
    """Refuse names of files, but for those that the page has made itself."""
    problems = []
    for path, value in flat(data):
        parts = path.split(".")
        setting = ".".join(parts[2:] if parts[0] == "sectors" else parts)
        made = setting in FILE_SETTINGS and MADE.fullmatch(str(value)) is not None
        if is_file(setting, value) and not (made and (folder / str(value)).is_file()):
            found = say("the setting {key} names a file", key=path)
            remedy = say(
                "take the line out; staff, radar, answers and tasks are put in on their own pages"
            )
            problems.append(Problem(places.get(path, ""), found, remedy=remedy))
    if problems:
        raise InputError(problems)


def _lay_out_run(folder: Path, run: Path, beside: Path) -> None:
    """Write the scenario of a run where it can be extended, and keep its radar and answers."""
    settings = load_scenario(run / OF_RUN).scenario.model_dump(mode="json")
    for path in NOT_ASSUMED:
        settings = without(settings, path)
    for path, kind in KINDS.items():
        value = value_at(settings, path)
        if is_file(path, value):
            file = run / str(value)
            name = keep_beside(folder, kind, file.read_bytes(), file.suffix)
            settings = with_value(settings, path, name)
    _refuse_files(folder, settings, {})
    content = yaml.safe_dump({**settings, "extends": "base"}, allow_unicode=True, sort_keys=False)
    (beside / OF_RUN).write_text(content, "utf-8")


def _extends_nothing(place: str, parent: str) -> Problem:
    found = say("it extends {name!q}, which is not here", name=parent)
    if parent == OF_RUN:
        remedy = say("choose the result in whose report it was made")
        return Problem(place, found, remedy=remedy)
    return Problem(place, found, packaged_scenarios(), say("put that scenario in first"))


def _named(folder: Path, data: dict[str, Any]) -> tuple[Path, bytes]:
    """File and content, with a number where the title is taken."""
    if len(own_files(folder)) >= MOST_SAVED:
        found = say("{count} scenarios are saved already", count=MOST_SAVED)
        raise InputError(
            Problem(told("the scenario file"), found, remedy=say("delete one that is not needed"))
        )
    stem = slug(data["title"].get(language()) or data["title"]["en"])
    number = 1
    while True:
        name = stem if number == 1 else f"{stem}-{number}"
        file = folder / f"{name}{ENDING}"
        if name not in packaged_scenarios() and not file.exists() and not MADE.fullmatch(file.name):
            break
        number += 1
    if number > 1:
        titles = {one: f"{title} ({number})" for one, title in data["title"].items() if title}
        data = {**data, "title": titles}
    content = yaml.safe_dump({**data, "name": name}, allow_unicode=True, sort_keys=False, width=100)
    return file, content.encode()
