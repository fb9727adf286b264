"""What the pages of answers have in common: one answer, its files, all of it, stop."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from autopot.app.answers import kept_one, view_of, zipped
from autopot.app.guard import REPORT_POLICY
from autopot.app.here import Here, Refused, back, for_visitors
from autopot.messages import Text, say

REPORT = "report.html"


@dataclass(frozen=True)
class Answers:
    """The addresses of answers of one kind.

    Parameters
    ----------
    path : of their page.
    kind : folder of the project that they are in.
    place : of the study that the page starts.
    template : that shows one.
    files : name of a file that can be had alone -> what it is called.
    """

    path: str
    kind: str
    place: str
    template: str
    files: Mapping[str, Text]

    def routes(self) -> list[Route]:
        """Stop, one answer, all of it in one file, and one file."""
        one = f"{self.path}/{{name}}"
        return [
            Route(f"{self.path}/stopp", for_visitors(self.stop), methods=["POST"]),
            Route(one, for_visitors(self.one), methods=["GET"]),
            Route(f"{one}/alt.zip", for_visitors(self.everything), methods=["GET"]),
            Route(f"{one}/{{file}}", for_visitors(self.file), methods=["GET"]),
        ]

    async def stop(self, here: Here) -> Response:
        """Stop what runs."""
        await here.sent()
        job = here.job(self.place)
        if job is not None:
            here.services.jobs.stop(job)
        return back(self.path)

    async def one(self, here: Here) -> Response:
        """One answer, with its report in the page."""
        folder = self._folder(here)
        view = view_of(folder)
        if not view.get("kind"):
            raise Refused(say("There is no such result."), 404)
        there = {name: words for name, words in self.files.items() if (folder / name).is_file()}
        return here.page(
            self.template, answer=view, name=folder.name, address=self.path, files=there
        )

    async def file(self, here: Here) -> Response:
        """A file of an answer; the report stands apart from the app."""
        folder, name = self._folder(here), here.request.path_params["file"]
        path = folder / name
        if name not in self.files or not path.is_file() or path.is_symlink():
            raise Refused(say("There is no such file."), 404)
        if name == REPORT:
            return FileResponse(path, headers={"content-security-policy": REPORT_POLICY})
        return FileResponse(path, filename=name)

    async def everything(self, here: Here) -> Response:
        """A whole answer in one file."""
        folder = self._folder(here)
        content = await run_in_threadpool(zipped, folder)
        headers = {"content-disposition": f'attachment; filename="{folder.name}.zip"'}
        return Response(content, media_type="application/zip", headers=headers)

    def _folder(self, here: Here) -> Path:
        folder = kept_one(here.space.project, self.kind, str(here.request.path_params["name"]))
        if folder is None:
            raise Refused(say("There is no such result."), 404)
        return folder


def start(here: Here, place: str, work: str, task: dict[str, Any]) -> None:
    """Start the study of a page.

    Parameters
    ----------
    here : the request.
    place : of the page.
    work : name in `work.WORK`.
    task : plain data for it; where it is kept and computed is added.
    """
    settings = here.services.settings
    about = {
        "project": str(here.space.project),
        "scheduler": settings.scheduler,
        "draws": settings.limits.draws,
    }
    here.start(place, work, {**task, **about}, settings.limits.seconds)
