"""*Scenario*: choose one, change it, bring a radar and the barriers, save it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.responses import Response
from starlette.routing import Route

from autopot.app.choosable import RUN, choosable
from autopot.app.here import Here, Refused, back, chosen_file, ending_of, for_visitors
from autopot.app.jobs import DONE
from autopot.app.scenario.barriers import answers_in, with_answers
from autopot.app.scenario.changes import taken_back
from autopot.app.scenario.files import (
    FILE_SETTINGS,
    delete_scenario,
    download_of,
    place_of,
    save_scenario,
    scenario_file,
)
from autopot.app.scenario.nested import merged, value_at, with_value, without
from autopot.app.scenario.put_in import MOST, put_in
from autopot.app.scenario.radar import RADAR_ENDINGS, radar_path
from autopot.app.scenario.scope import Scope, taken
from autopot.app.scenario.view import problem_words, scenario_view, scope_of, sector_names
from autopot.app.tasks.kept import own_evidence
from autopot.app.workspace import SCENARIOS, UNDO
from autopot.errors import InputError, Problem
from autopot.forms.radar import radar_workbook
from autopot.messages import say
from autopot.scenario import load_scenario

PLACE, PATH = "radar", "/scenario"
RADAR, ASSESSMENT = FILE_SETTINGS


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
    try:
        changes, problems = await run_in_threadpool(lambda: taken(_scope(here, sector), texts))
    except InputError:
        return await _page(here, sector)  # the scenario cannot be read, which the page tells
    if problems:
        return await _page(here, sector, problems=problems, typed=texts)
    _keep(here, changes)
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
    file = chosen_file(form)
    ending = ending_of(file, RADAR_ENDINGS)
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


async def take(here: Here) -> Response:
    """Take a scenario file, keep it as one of the project's, and choose it."""
    form = await here.sent()
    here.room()
    file = chosen_file(form)
    content = await file.read(MOST + 1)
    if len(content) > MOST:
        raise Refused(say("The file is too large to be read here."), 413)
    run = here.space.run(str(form.get("run")))
    try:
        kept = await run_in_threadpool(put_in, _folder(here), content, run)
    except InputError as error:
        return await _page(here, "", file_problems=list(error.problems))
    _keep(here, {}, scenario=kept.name)
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
    Route(f"{PATH}/legg-inn", for_visitors(take), methods=["POST"]),
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


def _sector(code: str) -> str:
    if code and code not in sector_names():
        raise Refused(say("There is no such page."), 404)
    return code


def _scope(here: Here, sector: str) -> Scope:
    """The chosen scenario, with what was changed of it."""
    choices = here.space.choices
    return scope_of(_folder(here), choices.scenario, choices.changes, sector)


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
    """Use a radar that has been read since the page was shown last; once, and never again."""
    with here.space.changing():
        job = here.job(PLACE)
        if job is None or job.state != DONE:
            return
        here.space.jobs.pop(PLACE)
    _keep(here, with_value(here.space.choices.changes, RADAR, job.answer["name"]))


async def _page(
    here: Here,
    sector: str,
    problems: Mapping[str, Problem] | None = None,
    save_problems: list[Problem] | None = None,
    file_problems: list[Problem] | None = None,
    typed: Mapping[str, str] | None = None,
) -> Response:
    """The page, with what was typed and what is wrong with it, if anything."""
    choices, folder = here.space.choices, _folder(here)
    view = await run_in_threadpool(
        scenario_view,
        folder,
        choices.scenario,
        choices.changes,
        sector,
        problems or {},
        typed or {},
    )
    return here.page(
        "scenario.html",
        422 if problems or save_problems or file_problems else 200,
        **view,
        job=here.job(PLACE),
        endings=",".join(RADAR_ENDINGS),
        can_undo=bool(choices.earlier),
        save_problems=[problem_words(problem) for problem in save_problems or []],
        file_problems=[problem_words(problem) for problem in file_problems or []],
        runs=[one for one in await run_in_threadpool(choosable, here) if one.kind == RUN],
        corrected=bool(await run_in_threadpool(own_evidence, here.space.project)),
        typed=typed or {},
        has_staff=here.space.staff is not None,
    )
