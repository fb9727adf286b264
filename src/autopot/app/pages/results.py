"""*Resultat*: run, see how far it is, stop it, read the report, take the files."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from autopot.app.chosen import chosen_study
from autopot.app.guard import REPORT_POLICY
from autopot.app.here import Here, Refused, back, for_visitors
from autopot.messages import say, title_in

PLACE, PATH = "run", "/resultat"
FILES = ("report.html", "tables.xlsx", "potential.parquet", "gap.parquet", "scenario.yaml")
"""Of a run, for whoever wants one alone."""


async def show(here: Here) -> Response:
    """Runs, and the one that goes on."""
    return here.page(
        "results.html", job=here.job(PLACE), runs=[named(one) for one in here.space.runs()]
    )


async def start(here: Here) -> Response:
    """Run the scenario on the staff."""
    form = await here.sent()
    here.room()
    task = {**chosen_study(here, form.get("staff") == "own"), "draws": None}
    if form.get("scenario") == "national":
        task["scenario"] = "national"
    here.start(PLACE, "run", task, here.services.settings.limits.seconds)
    return back(PATH)


async def stop(here: Here) -> Response:
    """Stop what runs."""
    await here.sent()
    job = here.job(PLACE)
    if job is not None:
        here.services.jobs.stop(job)
    return back(PATH)


async def one(here: Here) -> Response:
    """One run, with its report in the page."""
    folder = _folder(here)
    there = [name for name in FILES if (folder / name).is_file()]
    return here.page("result.html", run=named(folder), files=there)


async def file(here: Here) -> Response:
    """A file of a run; the report stands apart from the app."""
    folder, name = _folder(here), here.request.path_params["file"]
    if name not in FILES or not (folder / name).is_file():
        raise Refused(say("There is no such file."), 404)
    if name == "report.html":
        return FileResponse(folder / name, headers={"content-security-policy": REPORT_POLICY})
    return FileResponse(folder / name, filename=name)


async def everything(here: Here) -> Response:
    """A whole run in one file."""
    folder = _folder(here)
    content = await run_in_threadpool(_zipped, folder)
    headers = {"content-disposition": f'attachment; filename="{folder.name}.zip"'}
    return Response(content, media_type="application/zip", headers=headers)


ROUTES = [
    Route(PATH, for_visitors(show), methods=["GET"]),
    Route("/kjor", for_visitors(start), methods=["POST"]),
    Route("/stopp", for_visitors(stop), methods=["POST"]),
    Route(PATH + "/{run}", for_visitors(one), methods=["GET"]),
    Route(PATH + "/{run}/alt.zip", for_visitors(everything), methods=["GET"]),
    Route(PATH + "/{run}/{file}", for_visitors(file), methods=["GET"]),
]


def _folder(here: Here) -> Path:
    folder = here.space.run(here.request.path_params["run"])
    if folder is None:
        raise Refused(say("There is no such result."), 404)
    return folder


def named(folder: Path) -> dict[str, str]:
    """A run with its title and when it was made."""
    try:
        said = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        title = str(title_in(SimpleNamespace(**said["scenario"]["title"])))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        title = folder.name
    made = datetime.fromtimestamp(folder.stat().st_mtime)
    return {"name": folder.name, "title": title, "made": f"{made:%d.%m.%Y %H:%M}"}


def _zipped(folder: Path) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink():
                archive.write(path, f"{folder.name}/{path.relative_to(folder)}")
    return raw.getvalue()
