"""The page of a scenario as plain data, for its template."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from autopot import catalogue
from autopot.app.scenario.barriers import answers_in, questions, scores_of
from autopot.app.scenario.changes import Changed, changed_in, range_words, texts_of, value_words
from autopot.app.scenario.fields import Group, source_words
from autopot.app.scenario.files import FILE_SETTINGS, every_scenario, packaged, place_of
from autopot.app.scenario.nested import flat, merged, value_at
from autopot.app.scenario.radar import differences, radar_path
from autopot.app.scenario.scope import Scope, changeable
from autopot.errors import InputError, Problem
from autopot.messages import name_in, shown, title_in, told
from autopot.scenario import LoadedScenario, load_scenario

RADAR, ASSESSMENT = FILE_SETTINGS
SHOWN_ELSEWHERE = {"name", "title", "reason", "references", "extends", "report", "sectors"}


def sector_names() -> dict[str, str]:
    """Code -> name of the sectors of a municipality."""
    frame = catalogue.sectors()
    frame = frame[frame["titles_as"] == ""]
    return dict(zip(frame["sector"], frame[name_in(frame.columns)], strict=True))


def scope_of(folder: Path, chosen: str, changes: dict[str, Any], sector: str) -> Scope:
    """The chosen scenario, with what was changed of it; base where it is gone.

    Parameters
    ----------
    folder : `scenarios` of the project.
    chosen : name of the scenario.
    changes : inside one another.
    sector : code; empty for all.

    Raises
    ------
    InputError
        The scenario is there, and cannot be read.
    """
    place = place_of(folder, chosen)
    return Scope(load_scenario(place or "base"), sector, changes)


def scenario_view(
    folder: Path,
    name: str,
    changes: dict[str, Any],
    sector: str,
    problems: Mapping[str, Problem],
    typed: Mapping[str, str],
) -> dict[str, Any]:
    """What the page shows.

    Parameters
    ----------
    folder : `scenarios` of the project.
    name : of the scenario that was chosen.
    changes : inside one another.
    sector : code; empty for all.
    problems : path of a field or a group -> what is wrong with what was typed.
    typed : what was typed, where something is wrong with it.

    Returns
    -------
    Plain data, and the fields of `groups_of`.
    """
    broken: list[Problem] = []
    try:
        scope = scope_of(folder, name, changes, sector)
        load_scenario(scope.chosen.path, tried=scope.changes)
    except InputError as error:
        broken, scope = list(error.problems), Scope(packaged("base"), sector, {})
    before, groups = scope.before, scope.groups
    now = merged(before, scope.own)
    general = merged(replace(scope, sector="").before, replace(scope, sector="").own)
    scenarios = every_scenario(folder)
    chosen = next((one for one in scenarios if one.name == name), scenarios[0])
    own_radar = radar_path(folder, value_at(general, RADAR))
    answers = answers_in(folder, value_at(general, ASSESSMENT))
    usual = chosen.name == "base"
    differs, rest = ([], []) if usual else _from_base(scope.chosen)
    return {
        "scenarios": scenarios,
        "chosen": chosen,
        "gone": chosen.name != name,
        "broken": [problem_words(problem) for problem in broken],
        "base_title": title_in(packaged("base").scenario.title),
        "changes": _every_change(scope),
        "differs": differs,
        "rest": rest,
        "sector": sector,
        "sectors": sector_names(),
        "groups": [
            {
                "group": group,
                "rows": _rows(group, before, now, typed if problems else None, problems),
                "problem": problem_words(problems.get(group.key)),
            }
            for group in groups
        ],
        "problems": [problem_words(problem) for problem in problems.values()],
        "own_radar": own_radar is not None,
        "radar_rows": differences(own_radar) if own_radar else [],
        "questions": questions(),
        "scores": scores_of(answers, sector),
    }


def _every_change(scope: Scope) -> list[Changed]:
    """All that was changed, for the list at the top."""
    found: list[Changed] = []
    names = sector_names()
    for sector in ("", *scope.changes.get("sectors", {})):
        here = replace(scope, sector=sector)
        found += changed_in(sector, names.get(sector, ""), here.groups, here.before, here.own)
    return found + _files(scope.changes)


def _files(data: Mapping[str, Any]) -> list[Changed]:
    """Files of the visitor's own that settings name."""
    words = {
        RADAR: (told("Technology radar"), told("the packaged one"), told("your own")),
        ASSESSMENT: (told("Barriers"), told("not answered"), told("answered")),
    }
    return [
        Changed("", "", key=key, title=title, was=was, now=now)
        for key, (title, was, now) in words.items()
        if value_at(data, key) not in (None, "default")
    ]


def _from_base(chosen: LoadedScenario) -> tuple[list[Changed], list[str]]:
    """What tells a scenario from base: what the page can change, and paths of the rest."""
    base = packaged("base")
    found: list[Changed] = []
    names = sector_names()
    scope = Scope(base, "", {})
    for sector in ("", *chosen.scenario.sectors):
        here = replace(scope, sector=sector)
        theirs = (chosen.in_sector(sector) if sector else chosen).scenario
        usual = here.before if not sector else chosen.scenario.model_dump(mode="json")
        found += changed_in(
            sector, names.get(sector, ""), here.groups, usual, theirs.model_dump(mode="json")
        )
    known = (*changeable(scope.groups), *FILE_SETTINGS)
    mine = dict(flat(base.scenario.model_dump(mode="json", exclude=SHOWN_ELSEWHERE)))
    theirs_flat = flat(chosen.scenario.model_dump(mode="json", exclude=SHOWN_ELSEWHERE))
    words = {
        "workforce": told("whose staff it is about"),
        "storby": told("whose staff it is about"),
        "horizon": told("how fast technology gets better"),
        "evidence": told("numbers inside the readings"),
    }
    rest = [
        words.get(path.split(".")[0], path)
        for path, value in theirs_flat
        if mine.get(path) != value and not any(path.startswith(one) for one in known)
    ]
    return found + _files(chosen.scenario.model_dump(mode="json")), list(dict.fromkeys(rest))


def _rows(
    group: Group,
    before: Mapping[str, Any],
    now: Mapping[str, Any],
    typed: Mapping[str, str] | None,
    problems: Mapping[str, Problem],
) -> list[dict[str, Any]]:
    """The fields of a group as the template shows them."""
    rows = []
    for field in group.fields:
        stands = texts_of(field, now)
        if typed is not None:
            stands = {name: typed.get(f"{field.key}:{name}", text) for name, text in stands.items()}
        rows.append(
            {
                "field": field,
                "texts": stands,
                "low": field.low * field.scale,
                "high": field.high * field.scale,
                "was": value_words(field, before),
                "range": range_words(field),
                "sources": [source_words(source) for source in field.sources],
                "changed": texts_of(field, now) != texts_of(field, before),
                "problem": problem_words(problems.get(field.key)),
            }
        )
    return rows


def problem_words(problem: Problem | None) -> tuple[str, str, str, str] | None:
    """Place, found, allowed and remedy in the language that is spoken.

    Parameters
    ----------
    problem : None gives None.
    """
    if problem is None:
        return None
    found, allowed, remedy = (
        shown(one) for one in (problem.found, problem.allowed, problem.remedy)
    )
    return shown(problem.place), found, allowed, remedy
