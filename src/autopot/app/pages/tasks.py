"""*Oppgaver*: those who do the work correct its tasks, its time, and what a machine can do."""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

from autopot import catalogue
from autopot.app.amounts import MOST_TEXT
from autopot.app.chosen import chosen_study
from autopot.app.here import Here, Refused, for_visitors
from autopot.app.tasks.kept import (
    CORRECTIONS,
    RATINGS,
    Own,
    can_take_back,
    faults,
    keep_own,
    nothing,
    read_own,
    take_back,
)
from autopot.app.tasks.shown import occupations, rows_of, sectors_with_time
from autopot.app.tasks.typed import (
    checked,
    following,
    given_time,
    name_of,
    read_typed,
    rescaled,
    share_of,
    total,
    typed_fields,
    with_new,
    wrong_sum,
)
from autopot.errors import InputError
from autopot.evidence.corrections import TECHNOLOGY
from autopot.evidence.ratings import CHOICES, HEADINGS
from autopot.forms.ratings import ASKED, MEANINGS, QUESTIONS, rating_workbook
from autopot.forms.task_changes import task_technologies, used_technologies
from autopot.forms.tasks import expert_workbook
from autopot.messages import say
from autopot.messages.numbers import percent
from autopot.questions.tasks import chosen_tasks
from autopot.tables.names import names

PLACE, PATH = "tasks", "/oppgaver"
SHEETS = {"oppgaver.xlsx": "tasks", "vurdering.xlsx": "ratings"}
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def show(here: Here) -> Response:
    """Choose an occupation; its tasks; what has been corrected."""
    return here.page("tasks.html", **await run_in_threadpool(_shown, here))


async def keep(here: Here) -> Response:
    """Keep what is typed; or make the times sum to 100 %, or take a task away, first."""
    form = await here.sent()
    here.room()
    code, sector = _chosen(str(form.get("yrke", "")), str(form.get("sektor", "")))
    if not code:
        raise Refused(say("Choose an occupation first."), 400)
    do, _, task = str(form.get("do")).partition(":")
    kept = await run_in_threadpool(_kept, here, form, code, sector, do, task)
    if kept:
        _work_out(here, code, sector)
    return _to(code, sector)


async def add(here: Here) -> Response:
    """Add a task that is like another; the others give up its time."""
    form = await here.sent()
    here.room()
    code, sector = _chosen(str(form.get("yrke", "")), str(form.get("sektor", "")))
    if not code:
        raise Refused(say("Choose an occupation first."), 400)
    if await run_in_threadpool(_added, here, form, code, sector):
        _work_out(here, code, sector)
    return _to(code, sector)


async def remove(here: Here) -> Response:
    """Remove all that is said of an occupation."""
    form = await here.sent()
    code, sector = _chosen(str(form.get("yrke", "")), "")
    with here.space.changing():
        own, _ = _own(here)
        keep_own(here.space.project, own.without(code))
        here.space.views.pop(PLACE, None)
    return _to(code, sector)


async def undo(here: Here) -> Response:
    """Take the last change back."""
    form = await here.sent()
    code, sector = _chosen(str(form.get("yrke", "")), str(form.get("sektor", "")))
    with here.space.changing():
        take_back(here.space.project)
        here.space.views.pop(PLACE, None)
    return _to(code, sector)


async def file(here: Here) -> Response:
    """The corrections, or the ratings, as a scenario reads them."""
    name = {"rettelser.csv": CORRECTIONS, "vurderinger.csv": RATINGS}[
        here.request.url.path.rsplit("/", 1)[1]
    ]
    path = here.space.project / name
    if not path.is_file():
        raise Refused(say("There is no such file."), 404)
    return FileResponse(path, filename=name, media_type="text/csv")


async def sheet(here: Here) -> Response:
    """The tasks of an occupation as a workbook, to be filled in on paper or in Excel."""
    asked = here.request.query_params
    code, _ = _chosen(asked.get("yrke", ""), "")
    if not code:
        raise Refused(say("Choose an occupation first."), 400)
    name = here.request.url.path.rsplit("/", 1)[1]
    content = await run_in_threadpool(_sheet, code, name)
    headers = {"content-disposition": f'attachment; filename="{code}-{name}"'}
    return Response(content, media_type=WORKBOOK, headers=headers)


ROUTES = [
    Route(PATH, for_visitors(show), methods=["GET"]),
    Route(f"{PATH}/lagre", for_visitors(keep), methods=["POST"]),
    Route(f"{PATH}/ny", for_visitors(add), methods=["POST"]),
    Route(f"{PATH}/fjern", for_visitors(remove), methods=["POST"]),
    Route(f"{PATH}/angre", for_visitors(undo), methods=["POST"]),
    *(
        Route(f"{PATH}/{name}", for_visitors(file), methods=["GET"])
        for name in (CORRECTIONS, RATINGS)
    ),
    *(Route(f"{PATH}/{name}", for_visitors(sheet), methods=["GET"]) for name in SHEETS),
]


def _work_out(here: Here, code: str, sector: str) -> None:
    """Start working out what the corrections change."""
    study = {**chosen_study(here, own_staff=False), "occupation": code, "sector": sector}
    here.start(PLACE, "tasks", study, here.services.settings.limits.check_seconds)


def _to(code: str, sector: str) -> RedirectResponse:
    """Back to an occupation; both are codes of ours."""
    return RedirectResponse(f"{PATH}?yrke={code}&sektor={sector}" if code else PATH, 303)


def _chosen(occupation: str, sector: str) -> tuple[str, str]:
    """Codes of what was chosen, by code or name; empty for what we do not know."""
    known = occupations()
    said = occupation.strip()
    first = said.split(" ")[0]
    by_name = {name.casefold(): code for code, name in known.items()}
    code = first if first in known else by_name.get(said.casefold(), "")
    return code, sector if sector in set(catalogue.sectors()["sector"]) else ""


def _own(here: Here) -> tuple[Own, list[str]]:
    """What is kept; nothing, and why, where a file was changed so that it cannot be read."""
    try:
        return read_own(here.space.project), []
    except InputError as error:
        return nothing(), faults(error, here.space.project)


def _shown(here: Here) -> dict[str, Any]:
    """All that the page shows."""
    asked = here.request.query_params
    said = asked.get("yrke", "")
    code, sector = _chosen(said, asked.get("sektor", ""))
    own, wrong = _own(here)
    name = names()
    there = occupations()
    context: dict[str, Any] = {
        "occupations": there,
        "sectors": {one: name["sector"][one] for one in catalogue.sectors()["sector"]},
        "code": code,
        "sector": sector,
        "said": f"{code} {there[code]}" if code else said,
        "unknown": bool(said) and not code,
        "wrong": wrong,
        "kept": [_said(own, one, name["occupation"]) for one in own.occupations],
        "has_before": can_take_back(here.space.project),
        "has_corrections": (here.space.project / CORRECTIONS).is_file(),
        "has_ratings": (here.space.project / RATINGS).is_file(),
    }
    return {**context, **_occupation(here, code, sector, own)} if code else context


def _said(own: Own, code: str, name: dict[str, str]) -> dict[str, Any]:
    """How much is said of an occupation."""
    mine = own.of(code)
    return {
        "code": code,
        "name": name.get(code, ""),
        "corrections": len(mine.corrections),
        "tasks": mine.corrections["task"].nunique(),
        "ratings": len(mine.ratings),
    }


def _occupation(here: Here, code: str, sector: str, own: Own) -> dict[str, Any]:
    """The tasks of the occupation, with what was typed and is not kept yet."""
    try:
        rows = rows_of(code, sector, own)
    except InputError as error:
        return {"rows": [], "faults": faults(error, here.space.project), "problems": {}}
    draft = here.space.views.get(PLACE) or {}
    mine = draft if (draft.get("code"), draft.get("sector")) == (code, sector) else {}
    typed = mine.get("fields", {})
    for row in rows:
        row["fields"] = {**row["fields"], **typed.get(row["task"], {})}
    job = here.job(PLACE)
    about = None if job is None else (job.task["occupation"], job.task["sector"])
    name = names()
    time = sectors_with_time(code)
    return {
        "rows": rows,
        "faults": mine.get("faults", []),
        "problems": mine.get("problems", {}),
        "unkept": bool(mine),
        "sum": percent(total({row["task"]: row["fields"] for row in rows}), 1),
        "whole": abs(total({row["task"]: row["fields"] for row in rows}) - 1) < 1e-5,
        "timed": any(row["timed"] for row in rows),
        "own_time": [name["sector"][one].lower() for one in time],
        "here_own": sector in time,
        "job": job if about == (code, sector) else None,
        "field": name_of,
        "choices": CHOICES,
        "headings": HEADINGS,
        "questions": QUESTIONS,
        "meanings": MEANINGS,
        "asked": ASKED[2:],
        "activities": name["activity"],
        "gates": name["human_required"],
        "technologies": {f"{TECHNOLOGY}{t}": name["technology"][t] for t in used_technologies()},
        "percent": percent,
    }


def _kept(here: Here, form: Any, code: str, sector: str, do: str, task: str) -> bool:
    """Keep what was typed if there is nothing wrong with it; else keep it as a draft."""
    with here.space.changing():
        own, wrong = _own(here)
        if wrong:
            raise Refused(say("The file of corrections cannot be read. Take the last change back."))
        rows = rows_of(code, sector, own)
        fields = following(typed_fields(form, rows), rows)
        if do == "remove" and task in fields:
            fields[task] |= {"share": "0", "low": "0", "high": "0"}
        elif do == "rescale":
            fields = rescaled(fields)
        read = read_typed(code, fields, rows, own)
        new = own.without(code).with_more(read.own)
        whole = wrong_sum(fields, rows)
        if not read.problems and not whole:
            whole = checked(new, here.space.private)
        if do == "save" and not read.problems and not whole:
            here.space.views.pop(PLACE, None)
            keep_own(here.space.project, new)
            return True
        here.space.views[PLACE] = {
            "code": code,
            "sector": sector,
            "fields": fields,
            "problems": read.problems,
            "faults": whole if do == "save" else [],
        }
        return False


def _added(here: Here, form: Any, code: str, sector: str) -> bool:
    """Keep a new task; where something is wrong with it, tell that, and what was typed."""
    text, like, time = (str(form.get(key, "")).strip() for key in ("text", "like", "share"))
    with here.space.changing():
        own, wrong = _own(here)
        if wrong:
            raise Refused(say("The file of corrections cannot be read. Take the last change back."))
        known = {row["task"] for row in rows_of(code, sector, own)}
        share = share_of(time)
        if not text or like not in known or not 0 < share < 1:
            raise Refused(
                say(
                    "A new task needs a text, one that it is like, and a time above 0 and below "
                    "100%."
                ),
                400,
            )
        new = with_new(code, own, text[:MOST_TEXT], like)
        rows = rows_of(code, sector, new)
        number = next(row["task"] for row in rows if row["task"] not in known)
        fields = given_time(typed_fields({}, rows), rows, number, share)
        read = read_typed(code, fields, rows, new)
        whole = own.without(code).with_more(read.own)
        told = [one for some in read.problems.values() for one in some] or checked(
            whole, here.space.private
        )
        if told:
            raise Refused(" ".join(told), 400)
        keep_own(here.space.project, whole)
        here.space.views.pop(PLACE, None)
        return True


def _sheet(code: str, name: str) -> bytes:
    """A workbook with the tasks of an occupation."""
    tasks = chosen_tasks([code], None)
    if SHEETS[name] == "ratings":
        return rating_workbook(tasks)
    return expert_workbook(tasks, task_technologies(tasks))
