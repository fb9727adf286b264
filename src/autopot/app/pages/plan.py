"""*Plan*: measures, limits and a goal; which measure starts when, and what the limits hold back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from autopot.app.chosen import chosen_study
from autopot.app.guard import REPORT_POLICY, too_large
from autopot.app.here import Here, Refused, back, chosen_file, for_visitors
from autopot.app.jobs import FAILED
from autopot.app.plan import draft
from autopot.app.plan.fields import (
    IN_ROW,
    about_fields,
    budget_fields,
    earliest_fields,
    goal_fields,
    sector_fields,
    solver_fields,
    use_fields,
)
from autopot.app.plan.form import (
    MOST_ROWS,
    SHIFT,
    fields_of,
    new_measure,
    plan_from_form,
    rows_of,
    value_at,
    years_of,
)
from autopot.app.plan.problems import by_place, in_names, listed, plan_problems
from autopot.app.plan.solving import ANSWERS
from autopot.errors import InputError
from autopot.messages import say, shown
from autopot.results.plan.labels import EXAMPLE
from autopot.scenario.plan_loading import load_plan

PLACE, PATH = "plan", "/plan"
FILES = ("report.html", "plan.xlsx", "plan.yaml", "follow-up.xlsx", "scenario.yaml")
"""Of an answer, for whoever wants one alone."""

PUT_IN = "plan-inn"
"""What is shown once about a plan file that was put in."""


async def show(here: Here) -> Response:
    """The plan that is being made, and the answers there are."""
    plan = await run_in_threadpool(draft.read_draft, here.space.project)
    job = here.job(PLACE)
    refused = here.space.views.pop(PUT_IN, [])
    answers = [_answer(folder) for folder in _answers(here)]
    context = {"job": job, "answers": answers, "refused": refused, "plan": plan}
    if plan is None:
        return here.page("plan.html", **context)
    return here.page("plan.html", **context, **await run_in_threadpool(_shown, here, plan))


async def begin(here: Here) -> Response:
    """Begin with the example, or with an empty plan."""
    form = await here.sent()
    here.room()
    made = draft.example() if form.get("from") == "example" else draft.empty()
    if not made["measures"]:
        made["measures"] = [new_measure(made)]
    draft.keep_draft(here.space.project, made)
    return back(PATH)


async def put_in(here: Here) -> Response:
    """Take a plan file; one with faults is refused, and they are told."""
    form = await here.sent()
    here.room()
    file = chosen_file(form)
    content = await file.read(draft.MOST + 1)
    if len(content) > draft.MOST:
        raise Refused(too_large(draft.MOST), 413)
    problems = await run_in_threadpool(_take, here, content)
    if problems:
        here.space.views[PUT_IN] = problems
    return back(PATH)


async def keep(here: Here) -> Response:
    """Keep what is typed; then add or remove a measure, or solve."""
    form = await here.sent()
    here.room()
    plan = await run_in_threadpool(_kept, here, form)
    if form.get("do") == "solve" and not plan_problems(plan):
        study = chosen_study(here, form.get("staff") == "own")
        task = {**study, "plan": plan}
        here.start(PLACE, "plan", task, here.services.settings.limits.seconds)
        return back(PATH)
    changed_rows = str(form.get("do")).startswith(("add", "remove"))
    return back(f"{PATH}#tiltak" if changed_rows else PATH)


async def stop(here: Here) -> Response:
    """Stop solving."""
    await here.sent()
    job = here.job(PLACE)
    if job is not None:
        here.services.jobs.stop(job)
    return back(PATH)


async def undo(here: Here) -> Response:
    """Take the last change back."""
    await here.sent()
    with here.space.changing():
        draft.take_back(here.space.project)
    return back(PATH)


async def remove(here: Here) -> Response:
    """Begin anew with another plan; the answers stay."""
    await here.sent()
    with here.space.changing():
        draft.drop_draft(here.space.project)
    return back(PATH)


async def download(here: Here) -> Response:
    """The plan as a file."""
    path = here.space.project / draft.DRAFT
    if not path.is_file():
        raise Refused(say("There is no such file."), 404)
    return FileResponse(path, filename=draft.DRAFT, media_type="application/yaml")


async def one(here: Here) -> Response:
    """An answer, with its report in the page."""
    folder = _folder(here)
    there = [name for name in FILES if (folder / name).is_file()]
    return here.page("plan_answer.html", answer=_answer(folder), files=there)


async def file(here: Here) -> Response:
    """A file of an answer; the report stands apart from the app."""
    folder, name = _folder(here), here.request.path_params["file"]
    if name not in FILES or not (folder / name).is_file():
        raise Refused(say("There is no such file."), 404)
    if name == "report.html":
        return FileResponse(folder / name, headers={"content-security-policy": REPORT_POLICY})
    return FileResponse(folder / name, filename=name)


ROUTES = [
    Route(PATH, for_visitors(show), methods=["GET"]),
    Route(f"{PATH}/ny", for_visitors(begin), methods=["POST"]),
    Route(f"{PATH}/fil", for_visitors(put_in), methods=["POST"]),
    Route(f"{PATH}/lagre", for_visitors(keep), methods=["POST"]),
    Route(f"{PATH}/stopp", for_visitors(stop), methods=["POST"]),
    Route(f"{PATH}/angre", for_visitors(undo), methods=["POST"]),
    Route(f"{PATH}/fjern", for_visitors(remove), methods=["POST"]),
    Route(f"{PATH}/plan.yaml", for_visitors(download), methods=["GET"]),
    Route(PATH + "/svar/{answer}", for_visitors(one), methods=["GET"]),
    Route(PATH + "/svar/{answer}/{file}", for_visitors(file), methods=["GET"]),
]


def _shown(here: Here, plan: dict[str, Any]) -> dict[str, Any]:
    """What the form shows, and what is wrong."""
    job = here.job(PLACE)
    problems = plan_problems(plan)
    if not problems and job is not None and job.state == FAILED:
        problems = [*job.problems] if job.task.get("plan") == plan else []
    placed = by_place(in_names(problems, plan), fields_of(plan))
    years = years_of(plan)
    groups = {
        "about": about_fields(),
        "goal": [field for field in goal_fields(years) if "at_least" not in field.at],
        "at_least": [field for field in goal_fields(years) if "at_least" in field.at],
        "budget": budget_fields(years)[:1],
        "by_year": budget_fields(years)[1:],
        "earliest": earliest_fields(),
        "use": use_fields(),
        "solver": solver_fields(),
    }
    cells = {field.name: field.shown(value_at(plan, field.at)) for field in fields_of(plan)}
    shifts = value_at(plan, ("shift_services", "sectors"))
    rows = rows_of(plan)
    choices = here.space.choices
    return {
        "groups": groups,
        "sectors": sector_fields(),
        "shift": SHIFT,
        "shifts": shifts if isinstance(shifts, list) else [],
        "cells": cells,
        "rows": rows,
        "in_row": IN_ROW,
        "measures": [(row["id"], row["name"] or row["id"]) for row in rows],
        "problems": placed,
        "wrong": len(problems),
        "listed": listed(placed, fields_of(plan), plan),
        "invented": draft.still_invented(plan),
        "example": shown(EXAMPLE) if plan.get("example") else "",
        "own": plan.get("example") is False,
        "has_staff": here.space.staff is not None,
        "scenario": choices.scenario,
        "other_scenario": str(plan.get("scenario")) if plan.get("scenario") != "base" else "",
        "has_before": (here.space.project / draft.BEFORE).is_file(),
    }


def _kept(here: Here, form: FormData) -> dict[str, Any]:
    """The plan with what was typed, kept; a measure added or taken away where that was asked."""
    with here.space.changing():
        before = draft.read_draft(here.space.project)
        if before is None:
            raise Refused(say("There is no plan yet."), 400)
        plan = plan_from_form(form, before)
        do, _, number = str(form.get("do")).partition(":")
        if do == "add" and len(plan["measures"]) < MOST_ROWS:
            plan["measures"].append(new_measure(plan))
        elif do == "remove" and number.isdecimal() and int(number) < len(plan["measures"]):
            gone = plan["measures"].pop(int(number))
            for measure in plan["measures"]:
                measure["after"].pop(gone["id"], None)
        draft.keep_draft(here.space.project, plan)
        return plan


def _take(here: Here, content: bytes) -> list[tuple[str, ...]]:
    """Keep a plan file that is right; else what is wrong with it, with its lines."""
    path = here.space.private / draft.DRAFT
    path.write_bytes(content)
    try:
        plan = load_plan(path).plan.model_dump(mode="json")
    except InputError as error:
        own = str(path)
        return [
            tuple(
                shown(part).replace(own, "plan.yaml")
                for part in (one.place, one.found, one.allowed, one.remedy)
            )
            for one in error.problems
        ]
    finally:
        path.unlink(missing_ok=True)
    with here.space.changing():
        draft.keep_draft(here.space.project, plan)
    return []


def _answers(here: Here) -> list[Path]:
    """The folders of finished answers, the newest first."""
    folder = here.space.project / ANSWERS
    found = [one for one in folder.glob("plan-*") if (one / "manifest.json").is_file()]
    return sorted(found, key=lambda one: one.stat().st_mtime, reverse=True)


def _folder(here: Here) -> Path:
    name = here.request.path_params["answer"]
    found = next((one for one in _answers(here) if one.name == name), None)
    if found is None:
        raise Refused(say("There is no such answer."), 404)
    return found


def _answer(folder: Path) -> dict[str, Any]:
    """An answer with how much of the plan is in it."""
    try:
        said = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
        started = sum(bool(row["start"]) for row in said["schedule"])
        all_ = len(said["schedule"])
        example = said["example"] is True
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        started, all_, example = 0, 0, False
    called = folder.name.replace("plan-", "Plan ")
    return {
        "name": folder.name,
        "called": called,
        "started": started,
        "all": all_,
        "example": example,
    }
