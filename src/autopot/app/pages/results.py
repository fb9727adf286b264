"""*Resultat*: run, see how far it is, stop it, read the report, take the files."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from autopot.app.as_text import Found
from autopot.app.chosen import chosen_study, chosen_title, estimated, in_big_cities
from autopot.app.guard import REPORT_POLICY
from autopot.app.here import Here, Refused, back, for_visitors
from autopot.app.towns import chosen_town, municipalities
from autopot.messages import say, title_in
from autopot.tables.names import names

PLACE, SLIDES, PATH = "run", "slides", "/resultat"
BESIDE = ["size_group", "big_cities"]
"""Whom an estimated municipality stands beside."""

FILES = ("report.html", "tables.xlsx", "potential.parquet", "gap.parquet", "scenario.yaml")
"""Of a run, for whoever wants one alone."""


async def show(here: Here) -> Response:
    """Runs, and the one that goes on."""
    return here.page(
        "results.html",
        scenario_title=await run_in_threadpool(chosen_title, here),
        job=here.job(PLACE),
        runs=[named(one) for one in here.space.runs()],
        municipalities=municipalities(),
    )


async def start(here: Here) -> Response:
    """Run the scenario on the staff."""
    form = await here.sent()
    here.room()
    study, asked = chosen_study(here, form.get("staff") == "own"), form.get("municipality")
    task: dict[str, Any] = {**study, "draws": here.services.settings.limits.draws}
    task["beside"] = None
    if asked is not None:
        task |= estimated(study, _municipality(str(asked)))
        task["beside"] = BESIDE
    elif form.get("scenario") == "national":
        task |= estimated(study, "")
    elif form.get("scenario") == "cities":
        task |= in_big_cities(study)
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
    job = here.job(SLIDES)
    return here.page(
        "result.html",
        run=named(folder),
        files=there,
        job=job if job is not None and job.task["run"] == str(folder) else None,
        has_slides=_slides(here, folder).is_file(),
        can_slide=find_spec("pptx") is not None,
    )


async def make_slides(here: Here) -> Response:
    """Make the slides of a run."""
    await here.sent()
    here.room()
    folder = _folder(here)
    task = {"run": str(folder), "file": str(_slides(here, folder))}
    here.start(SLIDES, "slides", task, here.services.settings.limits.seconds)
    return back(f"{PATH}/{folder.name}")


async def slides(here: Here) -> Response:
    """The slides of a run, once they are made."""
    folder = _folder(here)
    file = _slides(here, folder)
    if not file.is_file():
        raise Refused(say("There is no such file."), 404)
    return FileResponse(file, filename=f"{folder.name}.pptx")


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
    Route(PATH + "/{run}/lysbilder", for_visitors(make_slides), methods=["POST"]),
    Route(PATH + "/{run}/lysbilder.pptx", for_visitors(slides), methods=["GET"]),
    Route(PATH + "/{run}/{file}", for_visitors(file), methods=["GET"]),
]


def _folder(here: Here) -> Path:
    folder = here.space.run(here.request.path_params["run"])
    if folder is None:
        raise Refused(say("There is no such result."), 404)
    return folder


def _slides(here: Here, folder: Path) -> Path:
    """Where the slides of a run are kept; a run's own folder stays as it was written."""
    return here.space.private / f"{folder.name}.pptx"


def _municipality(said: str) -> str:
    """The number of a municipality, by number or name."""
    problems: list[Found] = []
    code = chosen_town(said, problems)
    if problems:
        raise Refused(
            say("There is no municipality {name!q}. Choose one from the list.", name=said), 400
        )
    return code


def named(folder: Path) -> dict[str, str]:
    """A run with its title, whom it is about, and when it was made.

    Parameters
    ----------
    folder : of the run.
    """
    try:
        said = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        title = str(title_in(SimpleNamespace(**said["scenario"]["title"])))
        title = _with_towns(title, said)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        title = folder.name
    made = datetime.fromtimestamp(folder.stat().st_mtime)
    return {"name": folder.name, "title": title, "made": f"{made:%d.%m.%Y %H:%M}"}


def _with_towns(title: str, manifest: dict[str, Any]) -> str:
    """The title with the municipalities whose own staff, or whose estimate, a run is about."""
    groups = (manifest.get("published") or {}).get("groups") or []
    codes = {str(cell[0]) for group in groups for cell in group["cells"]}
    asked = (manifest["scenario"].get("workforce") or {}).get("municipality")
    if not codes and not asked:
        return title
    from autopot.results.own_words import with_towns  # takes a while
    from autopot.workforce.staff import municipality_decider

    known = names()["municipality"]
    codes = codes or {municipality_decider({})(str(asked)).code}
    towns = [known[code] for code in sorted(codes) if code in known]
    return with_towns(title, towns) if towns else title


def _zipped(folder: Path) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink():
                archive.write(path, f"{folder.name}/{path.relative_to(folder)}")
    return raw.getvalue()
