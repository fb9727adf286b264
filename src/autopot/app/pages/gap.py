"""*Gapet*: how much more work will be needed, and what technology and other levers meet of it."""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.responses import Response
from starlette.routing import Route

from autopot import catalogue
from autopot.app.answers import GAPS, listed
from autopot.app.chosen import chosen_study, chosen_title, estimated
from autopot.app.here import Here, Refused, back, for_visitors
from autopot.app.lever_form import levers_of, numbers_of, settings_from
from autopot.app.pages import answering
from autopot.app.scenario.nested import merged
from autopot.app.towns import chosen_town, municipalities
from autopot.errors import InputError
from autopot.messages import Text, say, shown
from autopot.results.gap.words import QUOTED
from autopot.scenario import LoadedScenario
from autopot.study.peers import BIG_CITIES_DEFINITION, BIG_CITIES_SOURCE
from autopot.study.preparation import load_changed
from autopot.tables.names import names

PLACE, PATH = "gap", "/gapet"
BIG_CITIES = {"workforce": {"source": BIG_CITIES_SOURCE}, "storby": BIG_CITIES_DEFINITION}
"""Settings over any scenario: the estimate of the big cities."""

WHO: dict[str, Text] = {
    "own": "",
    "municipality": "",
    "cities": say("The five big cities"),
    "country": say("The whole country"),
}
"""Whom an answer is about -> its words, where the answer does not have them itself."""

FILES: dict[str, Text] = {
    "report.html": say("The report in a page of its own"),
    "gap.xlsx": say("Workbook for Excel"),
    "gap.parquet": "gap.parquet",
    "scenario.yaml": "scenario.yaml",
}
LONGEST = 100
"""Characters of a field that are kept."""


async def show(here: Here) -> Response:
    """The form, what runs, and answers from before."""
    loaded = await run_in_threadpool(_scenario, here)
    said = here.space.choices.gap
    return here.page(
        "gap.html",
        scenario_title=await run_in_threadpool(chosen_title, here),
        job=here.job(PLACE),
        said=said,
        whom=_whom(here, said),
        has_staff=here.space.staff is not None,
        years=loaded.scenario.demand.years,
        year=str(said.get("year") or QUOTED),
        today=loaded.scenario.demand.today,
        levers=levers_of(loaded),
        numbers=numbers_of(loaded),
        sectors=[(code, names()["sector"][code]) for code in catalogue.municipal_sectors()],
        problems=here.space.views.get(PLACE, []),
        answers=listed(here.space.project, GAPS),
        municipalities=await run_in_threadpool(municipalities),
    )


async def start(here: Here) -> Response:
    """Compute the need of work with what was typed."""
    form = await here.sent()
    here.room()
    said = _said(form)
    here.space.choose(gap=said)
    whom = said["whom"]
    if whom not in WHO:
        raise Refused(say("Choose whom it is about."), 400)
    study = chosen_study(here, whom == "own")
    loaded = await run_in_threadpool(_scenario, here)
    settings, problems = settings_from(said, loaded)
    municipality = ""
    if whom == "municipality":
        municipality = chosen_town(said["municipality"], problems)
    here.space.views[PLACE] = problems
    if problems:
        return back(PATH)
    if whom in ("municipality", "country"):
        study = estimated(study, municipality)
    elif whom == "cities":
        settings = {**settings, **BIG_CITIES}
    year = said["year"]
    task = {
        **study,
        "changes": merged(study["changes"], settings),
        "who": shown(WHO[whom]),
        "year": int(year) if year.isascii() and year.isdigit() else QUOTED,
    }
    answering.start(here, PLACE, "gap", task)
    return back(PATH)


async def clear(here: Here) -> Response:
    """Forget what was typed."""
    await here.sent()
    here.space.choose(gap={})
    here.space.views.pop(PLACE, None)
    return back(PATH)


ROUTES = [
    Route(PATH, for_visitors(show), methods=["GET"]),
    Route(f"{PATH}/start", for_visitors(start), methods=["POST"]),
    Route(f"{PATH}/tom", for_visitors(clear), methods=["POST"]),
    *answering.Answers(PATH, GAPS, PLACE, "gap_answer.html", files=FILES).routes(),
]


def _said(form: FormData) -> dict[str, Any]:
    """What was typed, of the fields that there are."""
    levers = [f"{key}_{end}" for key in LEVER_KEYS for end in ("low", "high")]
    keys = ("whom", "municipality", "year", *NUMBER_KEYS, *levers)
    said: dict[str, Any] = {key: str(form.get(key, ""))[:LONGEST] for key in keys}
    known = set(catalogue.municipal_sectors())
    said["sectors"] = [str(one) for one in form.getlist("sectors") if one in known]
    return said


LEVER_KEYS = ("mean_position", "sick_leave", "later_retirement")
NUMBER_KEYS = ("reached", "mean_position_now", "sick_leave_now", "move")


def _whom(here: Here, said: dict[str, Any]) -> str:
    """Whom it is about: what was chosen last, or own staff where they are here."""
    chosen = str(said.get("whom", ""))
    if chosen in WHO and (chosen != "own" or here.space.staff is not None):
        return chosen
    return "own" if here.space.staff is not None else "cities"


def _scenario(here: Here) -> LoadedScenario:
    """The scenario that is chosen, with its changes but not the staff."""
    study = chosen_study(here, own_staff=False)
    try:
        return load_changed(study["scenario"], settings=study["changes"])
    except InputError as error:
        found = shown(error.problems[0].found)
        raise Refused(say("The scenario cannot be used: {found}", found=found), 400) from error
