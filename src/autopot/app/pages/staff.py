"""*Ansatte*: a file in, and everything that must be settled before it can be run."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from autopot import catalogue
from autopot.app.asks import MUNICIPALITY, given_answers
from autopot.app.chosen import chosen_title
from autopot.app.heads import CHOSEN, KINDS, ROW, columns_chosen
from autopot.app.here import Here, Refused, back, chosen_file, ending_of, for_visitors
from autopot.app.jobs import DONE, FAILED, Job
from autopot.app.occupations import occupations, searched
from autopot.app.workspace import ENDINGS, MAPPINGS, UNDO, Code
from autopot.messages import language, say
from autopot.scenario.workforce import WorkforceSection

PLACE, PATH = "check", "/ansatte"
WORKBOOK = "kontroll.xlsx"
TRUTH = {"true": True, "false": False}


async def show(here: Here) -> Response:
    """The page: file, columns, ledger, findings, codes."""
    job = here.job(PLACE)
    if job is not None and here.space.staff and job.task["language"] != language():
        here.space.views.pop(PLACE, None)
        job = _check(here, cleared=[] if job.state == DONE else job.task["cleared"])
    if job is not None and job.state == DONE:
        here.space.views[PLACE] = job.answer
    elif job is not None and job.state == FAILED:
        _not_read(here)
    choices = here.space.choices
    view = here.space.views.get(PLACE) if here.space.staff else None
    lists = await run_in_threadpool(_lists)
    return here.page(
        "staff.html",
        scenario_title=await run_in_threadpool(chosen_title, here),
        job=job,
        view=view,
        answered=given_answers(choices.workforce, _asked(view)),
        has_staff=here.space.staff is not None,
        has_mappings=here.space.mappings is not None,
        asked_again=bool(choices.sum) and here.space.staff is None,
        choices=choices,
        endings=", ".join(ENDINGS),
        municipality_kinds=MUNICIPALITY,
        head_kinds=KINDS,
        chosen_municipality=_full(str(choices.workforce.get("municipality", "")), lists),
        **lists,
    )


async def upload(here: Here) -> Response:
    """Take a staff file, and read it."""
    form = await here.sent()
    file = chosen_file(form)
    ending = ending_of(file, ENDINGS)
    here.room()
    content = await file.read()
    await run_in_threadpool(here.space.take_staff, content, ending)
    _municipality(here, form)
    _check(here)
    return back(PATH)


async def choose(here: Here) -> Response:
    """All that the page's one form says, whichever button was pressed; then read again."""
    form = await here.sent()
    _answers(here, form)
    _check(here, cleared=_code(here, _codes(form)))
    return back(PATH)


async def code_group(here: Here) -> Response:
    """One code for every title of a sector that lacks one, and the rest of the form."""
    form = await here.sent()
    _answers(here, form)
    group, code = str(form.get("group")), _number(form.get("groupcode"))
    decisions = (here.space.views.get(PLACE) or {}).get("decisions", [])
    lacking = [one for one in decisions if one["must"] and group in one["groups"]]
    if not lacking or not code:
        raise Refused(say("Choose a sector and a code."), 400)
    of_group = {(one["field"], one["value"]): code for one in lacking}
    _check(here, cleared=_code(here, {**of_group, **_codes(form)}))
    return back(PATH)


def _answers(here: Here, form: FormData) -> None:
    """Keep the municipality, the answers to questions, the sheet and the columns of a form."""
    _municipality(here, form)
    workforce = dict(here.space.choices.workforce)
    read, heads = _letters(here), dict[str, str]()
    for name, value in form.multi_items():
        if not isinstance(value, str):
            continue
        kind, _, key = name.partition(":")
        if kind == "answer" and key in WorkforceSection.model_fields:
            workforce[key] = TRUTH.get(value, value)
            if not value:
                del workforce[key]
        elif name.startswith(CHOSEN) or name == ROW:
            heads[name] = value
        elif kind == "column" and value not in read.get(key, [""]):
            columns = {k: v for k, v in workforce.get("columns", {}).items() if k != key}
            workforce["columns"] = {**columns, key: value} if value else columns
    chosen = columns_chosen(heads, (here.space.views.get(PLACE) or {}).get("heads", []))
    workforce["columns"] = {**workforce.get("columns", {}), **chosen}
    workforce = {key: value for key, value in workforce.items() if value != {}}
    here.space.choose(workforce=workforce)


def _codes(form: FormData) -> dict[tuple[str, str], str]:
    """Field and value -> code, of those for which a form gives one."""
    fields, values, codes = (form.getlist(name) for name in ("field", "value", "code"))
    return {
        (str(field), str(value)): _number(code)
        for field, value, code in zip(fields, values, codes, strict=True)
        if str(code).strip()
    }


def _number(said: object) -> str:
    """The number of a code that may have its name behind it."""
    return str(said or "").strip().split(" ")[0]


def _code(here: Here, given: dict[tuple[str, str], str]) -> list[Code]:
    """Keep codes as one step that can be undone, and tell those that are chosen no longer."""
    old = here.space.choices.codes
    kept = [one for one in old if one[:2] not in given]
    new: list[Code] = [*kept, *((field, value, code) for (field, value), code in given.items())]
    if new != old:
        here.space.choose(codes=new, undo=[*here.space.choices.undo, old][-UNDO:])
    return [one for one in old if one not in new]


async def search(here: Here) -> Response:
    """Occupations that a text may mean, by number, name or title."""
    text = here.request.query_params.get("q", "")[:100]
    found = await run_in_threadpool(searched, text)
    return JSONResponse([f"{code} {words}" for code, words in found])


async def undo(here: Here) -> Response:
    """Take the last choice of codes back, and keep the answers of the form; then read again."""
    _answers(here, await here.sent())
    choices = here.space.choices
    if choices.undo:
        *earlier, last = choices.undo
        new = [tuple(one) for one in last]
        here.space.choose(codes=new, undo=earlier)
        _check(here, cleared=[one for one in choices.codes if one not in new])
    return back(PATH)


async def remove(here: Here) -> Response:
    """Remove the staff file and what was read from it; the codes stay."""
    await here.sent()
    here.space.drop_staff()
    here.space.choose(sum="", ending="", workforce={})
    return back(PATH)


async def workbook(here: Here) -> Response:
    """The marked copy of the staff file."""
    path = here.space.private / WORKBOOK
    if not path.is_file():
        raise Refused(say("There is no such file."), 404)
    return FileResponse(path, filename="kontroll.xlsx")


async def mappings(here: Here) -> Response:
    """The mapping file."""
    if here.space.mappings is None:
        raise Refused(say("There is no such file."), 404)
    content = io.BytesIO(here.space.mappings.read_bytes())
    headers = {"content-disposition": 'attachment; filename="koblinger.xlsx"'}
    return Response(content.getvalue(), headers=headers)


ROUTES = [
    Route(PATH, for_visitors(show), methods=["GET"]),
    Route(f"{PATH}/fil", for_visitors(upload), methods=["POST"]),
    Route(f"{PATH}/svar", for_visitors(choose), methods=["POST"]),
    Route(f"{PATH}/koder/gruppe", for_visitors(code_group), methods=["POST"]),
    Route(f"{PATH}/yrker", for_visitors(search), methods=["GET"]),
    Route(f"{PATH}/angre", for_visitors(undo), methods=["POST"]),
    Route(f"{PATH}/fjern", for_visitors(remove), methods=["POST"]),
    Route(f"{PATH}/kontroll.xlsx", for_visitors(workbook), methods=["GET"]),
    Route(f"{PATH}/koblinger.xlsx", for_visitors(mappings), methods=["GET"]),
]


def _not_read(here: Here) -> None:
    """Keep the questions of the file as it was read last, which cannot be run as it is now."""
    view = here.space.views.get(PLACE)
    if view:
        here.space.views[PLACE] = {**view, "ok": False}


def _asked(view: Mapping[str, Any] | None) -> set[str]:
    """Keys of the questions that the page asks."""
    findings = (view or {}).get("findings", {})
    asking = [*findings.get("error", []), *findings.get("warning", [])]
    return {one["ask"]["key"] for one in asking if one["ask"]}


def _letters(here: Here) -> dict[str, list[str]]:
    """Our column -> letters of the columns that it was read from, which need not be chosen."""
    read: dict[str, list[str]] = {}
    for sheet in (here.space.views.get(PLACE) or {}).get("columns", []):
        for one in sheet["read"]:
            read.setdefault(one["ours"], []).append(one["letter"])
    return read


def _municipality(here: Here, form: FormData) -> None:
    """Keep the municipality of all rows, number or name; the check says what is wrong with it."""
    said = form.get("municipality")
    if not isinstance(said, str):
        return
    workforce = {k: v for k, v in here.space.choices.workforce.items() if k != "municipality"}
    chosen = said.strip().split(" ")[0] if said[:1].isdigit() else said.strip()
    here.space.choose(workforce={**workforce, "municipality": chosen} if chosen else workforce)


def _check(here: Here, cleared: list[Code] | None = None) -> Job | None:
    """Read the staff file as the choices say."""
    staff = here.space.staff
    if staff is None:
        return None
    task = {
        "staff": str(staff),
        "workforce": here.space.choices.workforce,
        "mappings": str(here.space.project / MAPPINGS),
        "codes": here.space.choices.codes,
        "cleared": cleared or [],
        "workbook": str(here.space.private / WORKBOOK),
    }
    return here.start(PLACE, "check", task, here.services.settings.limits.check_seconds)


def _full(chosen: str, lists: dict[str, Any]) -> str:
    """A chosen municipality as the list has it, number and name; what is not there as it is."""
    name = dict(lists["municipalities"]).get(chosen)
    return f"{chosen} {name}" if name else chosen


def _lists() -> dict[str, Any]:
    """What may be chosen from: municipalities and occupations, with their names."""
    employers = catalogue.employers()
    return {
        "municipalities": list(zip(employers["municipality"], employers["name"], strict=True)),
        "occupations": occupations(),
    }
