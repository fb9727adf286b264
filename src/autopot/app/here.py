"""One request of a visitor: whose it is, what was sent, and the page that answers."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import jinja2
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from autopot.app.guard import TooLarge, too_large
from autopot.app.jobs import Job, Jobs
from autopot.app.menu import MENU
from autopot.app.sentences import sentence, stopped
from autopot.app.settings import AppSettings
from autopot.app.underway import underway
from autopot.app.visitors import Door, Visitor
from autopot.app.workspace import Workspace, Workspaces
from autopot.messages import LANGUAGES, Text, language, say, shown, speaking, told, told_in

MOST_FIELDS = 20_000
TEMPLATES = jinja2.Environment(
    loader=jinja2.PackageLoader("autopot.app", "templates"),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
TEMPLATES.globals.update(told=told, told_in=told_in, shown=shown, languages=LANGUAGES, menu=MENU)
TEMPLATES.globals.update(underway=underway)
TEMPLATES.filters.update(sentence=sentence, stopped=stopped)


@dataclass(frozen=True)
class Services:
    """What every request may need; it hangs on the application.

    Parameters
    ----------
    settings : how the page is served.
    door : who is who.
    spaces : the folders of every visitor.
    jobs : the studies that wait and run.
    """

    settings: AppSettings
    door: Door
    spaces: Workspaces
    jobs: Jobs


@dataclass(frozen=True)
class Here:
    """One request.

    Parameters
    ----------
    request : as it came.
    services : of the application.
    visitor : whose it is.
    space : the visitor's folders.
    """

    request: Request
    services: Services
    visitor: Visitor
    space: Workspace

    def page(self, template: str, status: int = 200, **context: Any) -> HTMLResponse:
        """A page.

        Parameters
        ----------
        template : its file.
        status : of HTTP.
        context : what it shows; text is escaped.
        """
        always = {
            "language": language(),
            "stamp": self.visitor.stamp,
            "path": self.request.url.path,
            "hosted": self.services.settings.hosted is not None,
        }
        return HTMLResponse(TEMPLATES.get_template(template).render(**always, **context), status)

    async def sent(self) -> FormData:
        """The form that was sent.

        Raises
        ------
        Refused
            It does not carry the visitor's stamp, so it is not from a page of ours.
        """
        form = await self.request.form(max_files=1, max_fields=MOST_FIELDS)
        stamp = form.get("stamp")
        if not isinstance(stamp, str) or not hmac.compare_digest(
            stamp.encode(), self.visitor.stamp.encode()
        ):
            raise Refused(say("This did not come from the page itself, and was not done."))
        return form

    def room(self) -> None:
        """Refuse to keep more for a visitor who has filled what each may have.

        Raises
        ------
        Refused
            Where many share the server, and this one has no room left.
        """
        settings = self.services.settings
        if settings.hosted is not None and self.space.size() > settings.limits.kept:
            raise Refused(say("You have no room left here. Ask whoever runs the server."), 507)

    def start(
        self,
        place: str,
        work: str,
        task: dict[str, Any],
        seconds: float,
        mark: Path | None = None,
    ) -> Job:
        """Start a study, in place of the one that this page has started before.

        Parameters
        ----------
        place : of the page; each has one study at a time.
        work : name in `work.WORK`.
        task : plain data for it; the language is added.
        seconds : it may take.
        mark : file that stands until it is over.
        """
        task = {**task, "language": language()}
        with self.space.changing():
            old = self.job(place)
            if old is not None and not old.over:
                if old.task == task:
                    return old  # a double click
                self.services.jobs.stop(old)
            job = Job(self.visitor.key, work, task, seconds, mark=mark)
            self.space.jobs[place] = job.key
            return self.services.jobs.start(job)

    def job(self, place: str) -> Job | None:
        """The study that a page has started last, if any."""
        key = self.space.jobs.get(place)
        return None if key is None else self.services.jobs.of(self.visitor.key, key)


class Refused(Exception):
    """A request that is not answered as it was meant.

    Parameters
    ----------
    text : why, for the visitor.
    status : of HTTP.
    """

    def __init__(self, text: Text, status: int = 403) -> None:
        super().__init__(shown(text))
        self.text, self.status = text, status


def chosen_file(form: FormData) -> UploadFile:
    """The file that a form brings.

    Parameters
    ----------
    form : as it was sent, with the field file.

    Raises
    ------
    Refused
        None was chosen.
    """
    file = form.get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        raise Refused(say("Choose a file first."), 400)
    return file


def ending_of(file: UploadFile, endings: tuple[str, ...]) -> str:
    """The ending of a file's name, in small letters.

    Parameters
    ----------
    file : that was sent.
    endings : those that are read.

    Raises
    ------
    Refused
        It is none of them.
    """
    ending = Path(file.filename or "").suffix.lower()
    if ending not in endings:
        kinds = ", ".join(endings)
        text = say("This kind of file is not read. Those that are: {kinds}", kinds=kinds)
        raise Refused(text, 400)
    return ending


Handler = Callable[[Here], Awaitable[Response]]


def for_visitors(handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint that answers visitors in their language, and tells strangers where to begin.

    Parameters
    ----------
    handler : answers one request.
    """

    @wraps(handler)
    async def endpoint(request: Request) -> Response:
        services: Services = request.app.state.services
        visitor = services.door.visitor(request)
        if visitor is None:
            with speaking(services.settings.language):
                return stranger(services)
        space = services.spaces.of(visitor.key)
        with speaking(space.choices.language or services.settings.language):
            here = Here(request, services, visitor, space)
            try:
                return await handler(here)
            except Refused as refused:
                return here.page("refused.html", refused.status, text=shown(refused.text))
            except (HTTPException, TooLarge):
                raise
            except Exception as error:  # whatever it is, no word of it may go further
                what = type(error).__name__
                text = shown(say("A defect in autopot ({what}).", what=what))
                return here.page("refused.html", 500, text=text)
            finally:
                await request.close()  # what was sent is gone with the answer

    return endpoint


def told_too_large(request: Request) -> Response | None:
    """The page for a visitor who sent more than is read; None for a stranger.

    Parameters
    ----------
    request : nothing of what was sent is read.
    """
    services: Services = request.app.state.services
    visitor = services.door.visitor(request)
    if visitor is None:
        return None
    space = services.spaces.of(visitor.key)
    with speaking(space.choices.language or services.settings.language):
        text = shown(too_large(services.settings.limits.upload))
        return Here(request, services, visitor, space).page("refused.html", 413, text=text)


def stranger(services: Services) -> Response:
    """What anybody sees who is not let in."""
    hosted = services.settings.hosted is not None
    content = TEMPLATES.get_template("stranger.html").render(
        language=language(), hosted=hosted, stamp="", path=""
    )
    return HTMLResponse(content, 403)


def back(path: str) -> RedirectResponse:
    """Go on to a page, so that reload and Back send nothing again.

    Parameters
    ----------
    path : of the page.
    """
    return RedirectResponse(path, 303)
