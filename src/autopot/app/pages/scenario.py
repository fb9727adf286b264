"""*Scenario*: choose one, change it, bring a radar and the barriers, save it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.responses import Response
from starlette.routing import Route

from autopot import catalogue
from autopot.app.here import Here, Refused, back, for_visitors
from autopot.app.jobs import DONE
from autopot.app.scenario.barriers import answers_in, questions, scores_of, with_answers
from autopot.app.scenario.changes import (
    Changed,
    changed_in,
    given_by,
    range_words,
    taken_back,
    texts_of,
    value_words,
)
from autopot.app.scenario.files import (
    FILE_SETTINGS,
    delete_scenario,
    download_of,
    every_scenario,
    packaged,
    place_of,
    save_scenario,
    scenario_file,
)
from autopot.app.scenario.groups import LEVEL, PARTS, Group, groups_of, source_words
from autopot.app.scenario.nested import flat, merged, value_at, with_value, without
from autopot.app.scenario.radar import RADAR_ENDINGS, differences, radar_path
from autopot.app.workspace import SCENARIOS, UNDO
from autopot.errors import InputError, Problem
from autopot.forms.radar import radar_workbook
from autopot.messages import name_in, say, shown, title_in, told
from autopot.scenario import LoadedScenario, load_scenario

PLACE, PATH = "radar", "/scenario"
RADAR, ASSESSMENT = FILE_SETTINGS


SHOWN_ELSEWHERE = {"name", "title", "reason", "references", "extends", "report", "sectors"}

FREE = "?"
"""Stands for a problem of no field."""


@dataclass(frozen=True)
class Scope:
    """What a form is about: all, or one sector.

    Parameters
    ----------
    chosen : the scenario, before anything is changed.
    sector : code; empty for all.
    changes : of the visitor, inside one another.
    """

    chosen: LoadedScenario
    sector: str
    changes: dict[str, Any]

    @property
    def own(self) -> dict[str, Any]:
        """The changes of this scope."""
        found = value_at(self.changes, f"sectors.{self.sector}") if self.sector else self.changes
        return dict(found or {})

    @cached_property
    def groups(self) -> list[Group]:
        """What may be changed."""
        return groups_of(self.chosen, packaged("base"), self.sector)

    @cached_property
    def before(self) -> dict[str, Any]:
        """The scenario, or the sector of it, without the changes of this scope."""
        others = without(self.changes, f"sectors.{self.sector}") if self.sector else {}
        loaded = load_scenario(self.chosen.path, tried=others)
        return loaded.in_sector(self.sector).scenario.model_dump(mode="json")

    def with_own(self, own: Mapping[str, Any]) -> dict[str, Any]:
        """The changes with others in this scope.

        Parameters
        ----------
        own : inside one another.
        """
        if not self.sector:
            sectors = self.changes.get("sectors")
            return {**own, **({"sectors": sectors} if sectors else {})}
        path = f"sectors.{self.sector}"
        left = without(self.changes, path)
        return with_value(left, path, dict(own)) if own else left


async def show(here: Here) -> Response:
    """The page, for all or for one sector."""
    await run_in_threadpool(_take_radar, here)
    return await _page(here, _sector(here.request.path_params.get("sector", "")))


async def choose(here: Here) -> Response:
    """Choose a packaged or a saved scenario."""
    form = await here.sent()
    name = str(form.get("name"))
    place = place_of(_folder(here), name)
    if place is None:
        raise Refused(say("There is no such scenario."), 404)
    try:
        await run_in_threadpool(load_scenario, place)
    except InputError as error:
        raise Refused(error.problems[0].found, 400) from error
    _keep(here, {}, scenario=name)
    return back(PATH)


async def change(here: Here) -> Response:
    """Take what was typed, unless the engine refuses it; then nothing of it is taken."""
    form = await here.sent()
    sector = _sector(str(form.get("sector", "")))
    texts = _texts(form)
    problems = await run_in_threadpool(_take, here, sector, texts)
    if problems:
        return await _page(here, sector, problems=problems, typed=texts)
    return back(_address(form))


async def undo(here: Here) -> Response:
    """Take back one change, all of them, or the last step."""
    form = await here.sent()
    choices, what = here.space.choices, str(form.get("what"))
    if what == "last" and choices.earlier:
        *earlier, last = choices.earlier
        here.space.choose(
            scenario=str(last.get("scenario")), changes=last.get("changes"), earlier=earlier
        )
    elif what == "all":
        _keep(here, {})
    elif what == "one":
        sector, key = _sector(str(form.get("sector", ""))), str(form.get("key"))
        _keep(here, taken_back(choices.changes, sector, key))
    return back(_address(form))


async def upload(here: Here) -> Response:
    """Take a radar, and read it in a process of its own."""
    form = await here.sent()
    file = form.get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        raise Refused(say("Choose a file first."), 400)
    ending = Path(file.filename).suffix.lower()
    if ending not in RADAR_ENDINGS:
        kinds = ", ".join(RADAR_ENDINGS)
        raise Refused(
            say("This kind of file is not read. Those that are: {kinds}", kinds=kinds), 400
        )
    here.room()
    kept = here.space.private / f"radar{ending}"
    content = await file.read()
    await run_in_threadpool(kept.write_bytes, content)
    task = {"file": str(kept), "folder": str(_folder(here))}
    here.start(PLACE, "radar", task, here.services.settings.limits.check_seconds)
    return back(f"{PATH}#radar")


async def answer(here: Here) -> Response:
    """Take the answers about barriers, for all or for one sector."""
    form = await here.sent()
    here.room()
    sector = _sector(str(form.get("sector", "")))
    folder, scope = _folder(here), _scope(here, "")
    now = merged(scope.before, scope.own)
    answers = answers_in(folder, value_at(now, ASSESSMENT))
    name = await run_in_threadpool(with_answers, folder, answers, sector, _texts(form))
    changes = without(scope.changes, ASSESSMENT)
    if name != value_at(scope.before, ASSESSMENT):
        changes = with_value(changes, ASSESSMENT, name)
    _keep(here, changes)
    return back(f"{_address(form)}#barrierer")


async def save(here: Here) -> Response:
    """Save the scenario under a title, and choose it."""
    form = await here.sent()
    here.room()
    choices = here.space.choices
    try:
        file = await run_in_threadpool(
            save_scenario,
            _folder(here),
            choices.scenario,
            choices.changes,
            str(form.get("title", "")),
            str(form.get("reason", "")),
        )
    except InputError as error:
        return await _page(here, "", save_problems=list(error.problems), typed=_texts(form))
    _keep(here, {}, scenario=file.name)
    return back(PATH)


async def delete(here: Here) -> Response:
    """Delete a saved scenario."""
    form = await here.sent()
    name = str(form.get("name"))
    if not await run_in_threadpool(delete_scenario, _folder(here), name):
        raise Refused(say("There is no such scenario."), 404)
    if here.space.choices.scenario == name:
        here.space.choose(scenario="base", changes={})
    return back(PATH)


async def file(here: Here) -> Response:
    """A saved scenario, to be taken away."""
    found = scenario_file(_folder(here), here.request.path_params["name"])
    if found is None:
        raise Refused(say("There is no such file."), 404)
    name, content = await run_in_threadpool(download_of, _folder(here), found)
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type="application/octet-stream", headers=headers)


async def radar(here: Here) -> Response:
    """The radar of the scenario as a workbook, to be changed and put in again."""
    scope = _scope(here, "")
    name = value_at(merged(scope.before, scope.own), RADAR)
    content = await run_in_threadpool(radar_workbook, radar_path(_folder(here), name))
    headers = {"content-disposition": 'attachment; filename="radar.xlsx"'}
    return Response(content, media_type="application/octet-stream", headers=headers)


ROUTES = [
    Route(PATH, for_visitors(show), methods=["GET"]),
    Route(f"{PATH}/velg", for_visitors(choose), methods=["POST"]),
    Route(f"{PATH}/endre", for_visitors(change), methods=["POST"]),
    Route(f"{PATH}/angre", for_visitors(undo), methods=["POST"]),
    Route(f"{PATH}/radar", for_visitors(upload), methods=["POST"]),
    Route(f"{PATH}/barrierer", for_visitors(answer), methods=["POST"]),
    Route(f"{PATH}/lagre", for_visitors(save), methods=["POST"]),
    Route(f"{PATH}/slett", for_visitors(delete), methods=["POST"]),
    Route(f"{PATH}/radar.xlsx", for_visitors(radar), methods=["GET"]),
    Route(f"{PATH}/fil/{{name}}", for_visitors(file), methods=["GET"]),
    Route(f"{PATH}/{{sector}}", for_visitors(show), methods=["GET"]),
]


def _folder(here: Here) -> Path:
    return here.space.project / SCENARIOS


def _texts(form: FormData) -> dict[str, str]:
    return {key: value for key, value in form.multi_items() if isinstance(value, str)}


def _address(form: FormData) -> str:
    sector = _sector(str(form.get("sector", "")))
    return f"{PATH}/{sector}" if sector else PATH


def _sectors() -> dict[str, str]:
    """Code -> name of the sectors of a municipality."""
    frame = catalogue.sectors()
    frame = frame[frame["titles_as"] == ""]
    return dict(zip(frame["sector"], frame[name_in(frame.columns)], strict=True))


def _sector(code: str) -> str:
    if code and code not in _sectors():
        raise Refused(say("There is no such page."), 404)
    return code


def _scope(here: Here, sector: str) -> Scope:
    """The chosen scenario, with what was changed of it."""
    place = place_of(_folder(here), here.space.choices.scenario)
    return Scope(load_scenario(place or "base"), sector, here.space.choices.changes)


def _keep(here: Here, changes: dict[str, Any], scenario: str = "") -> None:
    """Keep changes, and how it was before them."""
    with here.space.changing():
        choices = here.space.choices
        chosen = scenario or choices.scenario
        if (chosen, changes) == (choices.scenario, choices.changes):
            return
        last = {"scenario": choices.scenario, "changes": choices.changes}
        earlier = [*choices.earlier, last][-UNDO:]
        here.space.choose(scenario=chosen, changes=changes, earlier=earlier)


def _take_radar(here: Here) -> None:
    """Use a radar that has been read since the page was shown last."""
    job = here.job(PLACE)
    if job is None or job.state != DONE or here.space.views.get(PLACE) == job.key:
        return
    here.space.views[PLACE] = job.key
    _keep(here, with_value(here.space.choices.changes, RADAR, job.answer["name"]))


def _take(here: Here, sector: str, texts: Mapping[str, str]) -> dict[str, Problem]:
    """Keep what a form changes; where something is wrong, nothing of it."""
    scope = _scope(here, sector)
    groups, before = scope.groups, scope.before
    given = given_by(texts, groups, before, merged(before, scope.own))
    if given.problems:
        return given.problems
    own = scope.own
    for path in _paths(groups):
        own = without(own, path)
    for path, value in given.changes.items():
        own = with_value(own, path, value)
    changes = scope.with_own(own)
    if taken := texts.get("back"):
        changes = taken_back(changes, sector, taken)
    try:
        load_scenario(scope.chosen.path, tried=changes)
    except InputError as error:
        return _by_field(scope, groups, given.changes) or {FREE: error.problems[0]}
    _keep(here, changes)
    return {}


def _paths(groups: list[Group]) -> list[str]:
    """Every path that a form may change."""
    fields = [field.key for group in groups if not group.weights for field in group.fields]
    weights = [group.key for group in groups if group.weights]
    return [*weights, *(one for key in fields for one in (PARTS if key == LEVEL else (key,)))]


def _by_field(scope: Scope, groups: list[Group], changes: Mapping[str, Any]) -> dict[str, Problem]:
    """What the engine says of each change by itself, told of the field in its own words."""
    fields = {field.key: field for group in groups for field in group.fields}
    titles = {group.key: group.title for group in groups}
    problems = {}
    for path, value in changes.items():
        own = with_value(scope.own, path, value)
        try:
            load_scenario(scope.chosen.path, tried=scope.with_own(own))
        except InputError as error:
            key = LEVEL if path in PARTS else path
            place, found = titles.get(key, ""), told("the weights as they were typed")
            if key in fields:
                place, found = fields[key].title, value_words(fields[key], own)
            problems[key] = replace(error.problems[0], place=place, found=found)
    return problems


def _every_change(scope: Scope) -> list[Changed]:
    """All that was changed, for the list at the top."""
    found: list[Changed] = []
    names = _sectors()
    for sector in ("", *scope.changes.get("sectors", {})):
        here = replace(scope, sector=sector)
        found += changed_in(sector, names.get(sector, ""), here.groups, here.before, here.own)
    return found + _files(scope.changes)


def _files(data: Mapping[str, Any]) -> list[Changed]:
    """Files of the visitor's own that settings name."""
    found = []
    if value_at(data, RADAR) not in (None, "default"):
        title = told("Technology radar")
        found.append(Changed("", "", RADAR, title, told("the packaged one"), told("your own")))
    if value_at(data, ASSESSMENT) is not None:
        title, was, now = told("Barriers"), told("not answered"), told("answered")
        found.append(Changed("", "", ASSESSMENT, title, was, now))
    return found


def _from_base(chosen: LoadedScenario) -> tuple[list[Changed], list[str]]:
    """What tells a scenario from base: what the page can change, and paths of the rest."""
    base = packaged("base")
    found: list[Changed] = []
    names = _sectors()
    scope = Scope(base, "", {})
    for sector in ("", *chosen.scenario.sectors):
        here = replace(scope, sector=sector)
        theirs = (chosen.in_sector(sector) if sector else chosen).scenario
        usual = here.before if not sector else chosen.scenario.model_dump(mode="json")
        found += changed_in(
            sector, names.get(sector, ""), here.groups, usual, theirs.model_dump(mode="json")
        )
    known = (*_paths(scope.groups), *FILE_SETTINGS)
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
                "problem": _told(problems.get(field.key)),
            }
        )
    return rows


def _told(problem: Problem | None) -> tuple[str, str, str, str] | None:
    if problem is None:
        return None
    found, allowed, remedy = (
        shown(one) for one in (problem.found, problem.allowed, problem.remedy)
    )
    return shown(problem.place), found, allowed, remedy


async def _page(here: Here, sector: str, **more: Any) -> Response:
    """The page, with what was typed and what is wrong with it, if anything."""
    context = await run_in_threadpool(_context, here, sector, **more)
    wrong = more.get("problems") or more.get("save_problems")
    return here.page("scenario.html", 422 if wrong else 200, **context)


def _context(
    here: Here,
    sector: str,
    problems: Mapping[str, Problem] | None = None,
    typed: Mapping[str, str] | None = None,
    save_problems: list[Problem] | None = None,
) -> dict[str, Any]:
    folder, choices = _folder(here), here.space.choices
    broken: list[Problem] = []
    try:
        scope = _scope(here, sector)
        load_scenario(scope.chosen.path, tried=scope.changes)
    except InputError as error:
        broken, scope = list(error.problems), Scope(packaged("base"), sector, {})
    before, groups, problems = scope.before, scope.groups, problems or {}
    now = merged(before, scope.own)
    general = merged(replace(scope, sector="").before, replace(scope, sector="").own)
    scenarios = every_scenario(folder)
    chosen = next((one for one in scenarios if one.name == choices.scenario), scenarios[0])
    own_radar = radar_path(folder, value_at(general, RADAR))
    answers = answers_in(folder, value_at(general, ASSESSMENT))
    usual = chosen.name == "base"
    differs, rest = ([], []) if usual else _from_base(scope.chosen)
    return {
        "scenarios": scenarios,
        "chosen": chosen,
        "gone": chosen.name != choices.scenario,
        "broken": [_told(problem) for problem in broken],
        "base_title": title_in(packaged("base").scenario.title),
        "changes": _every_change(scope),
        "differs": differs,
        "rest": rest,
        "can_undo": bool(choices.earlier),
        "sector": sector,
        "sectors": _sectors(),
        "groups": [
            {
                "group": group,
                "rows": _rows(group, before, now, typed if problems else None, problems),
                "problem": _told(problems.get(group.key)),
            }
            for group in groups
        ],
        "problems": [_told(problem) for problem in problems.values()],
        "job": here.job(PLACE),
        "own_radar": own_radar is not None,
        "radar_rows": differences(own_radar) if own_radar else [],
        "endings": ",".join(RADAR_ENDINGS),
        "questions": questions(),
        "scores": scores_of(answers, sector),
        "save_problems": [_told(problem) for problem in save_problems or []],
        "typed": typed or {},
        "has_staff": here.space.staff is not None,
    }
