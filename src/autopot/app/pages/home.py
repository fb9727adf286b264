"""The first page, the way in, the language, and how far a study is."""

from __future__ import annotations

import hmac
import re

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from autopot.app.chosen import chosen_title
from autopot.app.here import Here, Refused, Services, back, for_visitors, stranger
from autopot.app.menu import MENU
from autopot.app.pages.results import named
from autopot.app.towns import municipalities
from autopot.app.visitors import COOKIE
from autopot.messages import LANGUAGES, say, shown, speaking

KNOCK = "x-autopot-knock"
PAGES = re.compile(rf"/|({'|'.join(address for address, _ in MENU)})(/[\w-]+){{0,2}}", re.ASCII)
"""Where a change of language may lead back to."""


async def show(here: Here) -> Response:
    """Where to begin."""
    return here.page(
        "home.html",
        scenario_title=await run_in_threadpool(chosen_title, here),
        has_staff=here.space.staff is not None,
        runs=[named(one) for one in here.space.runs()[:5]],
        municipalities=municipalities(),
    )


async def enter(request: Request) -> Response:
    """Let the person at this machine in, who comes with a token that works once."""
    services: Services = request.app.state.services
    cookie = services.door.enter(request.path_params["token"])
    if cookie is None or services.settings.hosted is not None:
        with speaking(services.settings.language):
            return stranger(services)
    answer = RedirectResponse("/", 303)
    answer.set_cookie(COOKIE, cookie, httponly=True, samesite="strict", path="/")
    return answer


async def knock(request: Request) -> Response:
    """A new token for another program of the same person, which finds this one running."""
    services: Services = request.app.state.services
    said = request.headers.get(KNOCK, "")
    if services.settings.hosted or not hmac.compare_digest(
        said.encode(), services.door.knock.encode()
    ):
        return PlainTextResponse("", 403)
    return PlainTextResponse(services.door.new_token())


async def speak(here: Here) -> Response:
    """Choose the language of the pages."""
    form = await here.sent()
    chosen, page = str(form.get("language")), str(form.get("path"))
    if chosen not in LANGUAGES:
        raise Refused(say("This cannot be done here."), 400)
    here.space.choose(language=chosen)
    return back(page if PAGES.fullmatch(page) else "/")


async def job(here: Here) -> Response:
    """How far a study is."""
    found = here.services.jobs.of(here.visitor.key, here.request.path_params["key"])
    if found is None:
        raise Refused(say("There is no such study."), 404)
    return JSONResponse(
        {
            "state": found.state,
            "done": found.done,
            "pieces": found.pieces,
            "over": found.over,
            "explained": shown(found.explained),
        }
    )


async def healthy(request: Request) -> Response:
    """Whether the server answers."""
    del request
    return PlainTextResponse("ok")


ROUTES = [
    Route("/", for_visitors(show), methods=["GET"]),
    Route("/start/{token}", enter, methods=["GET"]),
    Route("/bank", knock, methods=["POST"]),
    Route("/sprak", for_visitors(speak), methods=["POST"]),
    Route("/jobb/{key}", for_visitors(job), methods=["GET"]),
    Route("/healthz", healthy, methods=["GET"]),
]
