"""The application: its pages, its guard, and what it leaves behind, which is nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from importlib.resources import files

import anyio
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from autopot.app.guard import Guard
from autopot.app.here import Here, Services, for_visitors, told_too_large
from autopot.app.jobs import Jobs
from autopot.app.pages import compare, gap, home, plan, results, scenario, staff, tasks
from autopot.app.settings import AppSettings
from autopot.app.visitors import Door
from autopot.app.workspace import Workspaces
from autopot.messages import say, shown

EVERY = 60.0
"""Seconds between two looks at whose staff file may be removed."""


def create_app(settings: AppSettings, hosts: Iterable[str]) -> Starlette:
    """The application, ready to be served.

    Parameters
    ----------
    settings : how it is served.
    hosts : values of the header Host that are ours, with the port where there is one.
    """
    services = Services(
        settings,
        Door(settings.hosted),
        Workspaces(settings.project, settings.hosted is not None),
        Jobs(settings.limits),
    )

    @asynccontextmanager
    async def living(app: Starlette) -> AsyncIterator[None]:
        del app
        services.jobs.warm_up()
        async with anyio.create_task_group() as group:
            group.start_soon(_tidy, services)
            try:
                yield
            finally:
                group.cancel_scope.cancel()
                services.jobs.close()
                services.spaces.close()

    static = StaticFiles(directory=str(files("autopot.app") / "static"))
    app = Starlette(
        routes=[
            *home.ROUTES,
            *staff.ROUTES,
            *scenario.ROUTES,
            *results.ROUTES,
            *compare.ROUTES,
            *gap.ROUTES,
            *plan.ROUTES,
            *tasks.ROUTES,
            Mount("/static", static),
        ],
        middleware=[
            Middleware(Guard, hosts=hosts, most=settings.limits.upload, told=told_too_large)
        ],
        exception_handlers={HTTPException: _no_page},
        lifespan=living,
    )
    app.state.services = services
    return app


async def _tidy(services: Services) -> None:
    while True:
        await anyio.sleep(EVERY)
        await anyio.to_thread.run_sync(services.spaces.drop_idle, services.settings.limits.idle)


async def _no_page(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 404

    async def answer(here: Here) -> Response:
        text = say("There is no such page.") if status == 404 else say("This cannot be done here.")
        return here.page("refused.html", status, text=shown(text))

    return await for_visitors(answer)(request)
