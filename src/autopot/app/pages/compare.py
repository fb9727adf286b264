"""*Sammenlign*: scenarios and runs side by side, and a municipality beside others."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.routing import Route

from autopot.app.answers import COMPARISONS, listed
from autopot.app.as_text import Found, as_found
from autopot.app.choosable import choosable, study_of
from autopot.app.chosen import chosen_study, chosen_title, estimated
from autopot.app.here import Here, Refused, back, for_visitors
from autopot.app.pages import answering
from autopot.app.towns import chosen_town, municipalities
from autopot.errors import Problem
from autopot.messages import Text, say

PLACE, PATH = "compare", "/sammenlign"
TYPED = "beside"
"""View with what was typed of whom stands beside whom."""

MOST = 6
"""Scenarios and runs that are compared at once; the time grows with each."""

YEARS = (2030, 2035, 2040)
GROUPS = ("size_group", "big_cities")
MOST_TOWNS = 3
NOBODY = say("choose a group or a municipality")
FILES: dict[str, Text] = {
    "report.html": say("The report in a page of its own"),
    "compare.xlsx": say("Workbook for Excel"),
    "tables.xlsx": say("Workbook for Excel"),
    "charts.json": "charts.json",
    "beside.parquet": "beside.parquet",
}


async def show(here: Here) -> Response:
    """What can be compared, what runs, and what was compared before."""
    every = await run_in_threadpool(choosable, here)
    return here.page(
        "compare.html",
        scenario_title=await run_in_threadpool(chosen_title, here),
        job=here.job(PLACE),
        every=[one for one in every if not one.missing],
        missing=[one for one in every if one.missing],
        problems=here.space.views.get(PLACE, []),
        typed=here.space.views.get(TYPED, {"municipality": "", "towns": [], "groups": GROUPS}),
        most_towns=MOST_TOWNS,
        has_staff=here.space.staff is not None,
        years=YEARS,
        answers=listed(here.space.project, COMPARISONS),
        municipalities=await run_in_threadpool(municipalities),
    )


async def start(here: Here) -> Response:
    """Compare scenarios and runs."""
    form = await here.sent()
    here.room()
    own = form.get("staff") == "own"
    keys = [str(form.get("first", "")), *(str(one) for one in form.getlist("other"))]
    keys = list(dict.fromkeys(keys))
    if len(keys) < 2:
        raise Refused(say("Choose one more to compare with."), 400)
    if len(keys) > MOST:
        raise Refused(say("Choose at most {most} to compare at once.", most=MOST), 400)
    studies = [study_of(here, key, own) for key in keys]
    year = next((year for year in YEARS if str(year) == form.get("year")), YEARS[1])
    here.space.views.pop(PLACE, None)
    answering.start(here, PLACE, "compare", {"studies": studies, "year": year})
    return back(PATH)


async def beside(here: Here) -> Response:
    """Put own staff, or the estimate of a municipality, beside others."""
    form = await here.sent()
    here.room()
    own = form.get("staff") == "own"
    study = chosen_study(here, own)
    problems: list[Found] = []
    municipality = "" if own else chosen_town(form.get("municipality"), problems)
    towns = [chosen_town(one, problems, needed=False) for one in form.getlist("town")[:MOST_TOWNS]]
    whom = [*(one for one in GROUPS if form.get(one)), *filter(None, towns)]
    if not whom and not problems:
        problems.append(as_found(Problem(say("Beside whom"), say("nobody"), remedy=NOBODY)))
    here.space.views[PLACE] = problems
    here.space.views[TYPED] = {
        "municipality": str(form.get("municipality", "")),
        "towns": [str(one) for one in form.getlist("town")[:MOST_TOWNS]],
        "groups": [one for one in GROUPS if form.get(one)],
    }
    if not problems:
        study = study if own else estimated(study, municipality)
        answering.start(here, PLACE, "beside", {**study, "beside": whom})
    return back(PATH)


ROUTES = [
    Route(PATH, for_visitors(show), methods=["GET"]),
    Route(f"{PATH}/start", for_visitors(start), methods=["POST"]),
    Route(f"{PATH}/andre", for_visitors(beside), methods=["POST"]),
    *answering.Answers(PATH, COMPARISONS, PLACE, "comparison.html", files=FILES).routes(),
]
