"""*Sammenlign*: scenarios and runs side by side, and a municipality beside others."""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.responses import Response
from starlette.routing import Route

from autopot import catalogue
from autopot.app.answers import COMPARISONS, listed
from autopot.app.choosable import choosable, study_of
from autopot.app.chosen import chosen_study
from autopot.app.here import Here, Refused, back, for_visitors
from autopot.app.pages import answering
from autopot.messages import Text, say
from autopot.study.peers import OTHERS

PLACE, PATH = "compare", "/sammenlign"
MOST = 6
"""Scenarios and runs that are compared at once; the time grows with each."""

YEARS = (2030, 2035, 2040)
GROUPS = ("size_group", "big_cities")
MOST_TOWNS = 3
ALL_MUNICIPALITIES = {"workforce": {"source": OTHERS}, "storby": None}
"""Settings over any scenario: the estimate of all municipalities."""

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
        job=here.job(PLACE),
        every=[one for one in every if not one.missing],
        missing=[one for one in every if one.missing],
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
    answering.start(here, PLACE, "compare", {"studies": studies, "year": year})
    return back(PATH)


async def beside(here: Here) -> Response:
    """Put own staff, or the estimate of a municipality, beside others."""
    form = await here.sent()
    here.room()
    whom = [one for one in GROUPS if form.get(one)]
    whom += [code for code in map(town, form.getlist("town")) if code][:MOST_TOWNS]
    if not whom:
        raise Refused(say("Choose whom the municipality stands beside."), 400)
    study, municipality = whose(here, form)
    about = {"municipality": municipality, "beside": whom}
    answering.start(here, PLACE, "beside", {**study, **about})
    return back(PATH)


def whose(here: Here, form: FormData) -> tuple[dict[str, Any], str | None]:
    """Scenario, changes and settings of own staff, or of the estimate; and the municipality in it.

    Parameters
    ----------
    here : the request.
    form : with staff and, for the estimate, municipality.

    Raises
    ------
    Refused
        No municipality is chosen, or the staff file is not here.
    """
    own = form.get("staff") == "own"
    study = chosen_study(here, own)
    study["settings"] = {} if own else ALL_MUNICIPALITIES
    if own:
        return study, None
    code = town(form.get("municipality"))
    if not code:
        raise Refused(say("Choose the municipality first."), 400)
    return study, code


def town(said: object) -> str:
    """The number or name of a municipality as it stands in the list, or as it was typed.

    Parameters
    ----------
    said : of a field.

    >>> town("1119 Hå"), town(" Hå "), town(None)
    ('1119', 'Hå', '')
    """
    text = said.strip() if isinstance(said, str) else ""
    return text.split(" ")[0] if text[:1].isdigit() else text


def municipalities() -> list[tuple[str, str]]:
    """Number and name of every municipality."""
    known = catalogue.municipalities()
    return list(zip(known["municipality"], known["name"], strict=True))


ROUTES = [
    Route(PATH, for_visitors(show), methods=["GET"]),
    Route(f"{PATH}/start", for_visitors(start), methods=["POST"]),
    Route(f"{PATH}/andre", for_visitors(beside), methods=["POST"]),
    *answering.Answers(PATH, COMPARISONS, PLACE, "comparison.html", FILES).routes(),
]
