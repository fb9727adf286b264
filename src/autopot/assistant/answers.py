"""The five questions, each answered from a scenario that comes with autopot: no file is named."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from autopot import api, catalogue
from autopot.assistant.answer import Answer, Cited, Figure, cited, figure, interval, meaning, there
from autopot.errors import InputError, Problem, unknown_name
from autopot.messages import name_in, say, say_in, shown, told
from autopot.page.tables import READING_SOURCES
from autopot.results.run.explanation import sector_table
from autopot.results.run.result import Result
from autopot.scenario import LoadedScenario
from autopot.scenario.packaged import packaged_directory
from autopot.tables import shown_table
from autopot.tables.names import names

TASKS = 15
"""Tasks that are told of a sector or an occupation."""

KINDS = {
    "gap": say("need beyond today"),
    "technology": say("taken out with technology"),
    "rest": say("what rests"),
}
"""What is told of the need of work, in FTE."""

KEPT = 8
"""Runs that are kept in memory, the latest ones."""


def packaged(name: str) -> Path:
    """The file of a scenario that comes with autopot, whatever lies in the folder one stands in.

    Parameters
    ----------
    name : base or national.
    """
    return packaged_directory("scenarios") / f"{name}.yaml"


def occupation(code: str, sector: str | None, draws: int | None) -> Answer:
    """What lies behind the figure of an occupation.

    Parameters
    ----------
    code : STYRK-08, four digits.
    sector : code, to explain what the occupation does there; None for in general.
    draws : None for as many as the scenario says.

    Raises
    ------
    InputError
        There is no such occupation or sector, or no evidence of the occupation.
    """
    if sector is not None:
        _check_sector(sector)
    found = api.explain(code, packaged("base"), sector=sector, draws=draws)
    tasks = found.tasks
    rows = [
        {
            "task": str(row[name_in(tasks.columns, "label")]),
            "time_share": round(float(row["time_share"]), 4),
            "person_required": str(row["human_required"]),
        }
        for row in tasks.sort_values("time_share", ascending=False).head(TASKS).to_dict("records")
    ]
    readings = [
        {
            "reading": str(row["reading"]),
            "weight": float(row["weight"]),
            "share_of_time": round(float(row["value"]), 4),
        }
        for row in found.readings.to_dict("records")
    ]
    return Answer(
        title=found.title,
        lines=found.lines(),
        figures=there([figure(told("Technical potential"), found.potential.to_dict())]),
        more=[*rows, *readings],
        interval=interval(),
        meaning=meaning(),
        notes=[told("Tasks and time shares are our own catalogue, not a count of anybody's work.")],
        sources=cited(found.sources["source_id"]),
    )


def sector(code: str, draws: int | None) -> Answer:
    """Which tasks carry the potential of a sector, in the big-city municipalities.

    Parameters
    ----------
    code : of our sectors.
    draws : as for `occupation`.

    Raises
    ------
    InputError
        There is no such sector, or nobody works there.
    """
    _check_sector(code)
    path = packaged("base")
    table = sector_table(api.explain_sector(code, path), TASKS)
    result = _run("base", None, draws)
    found = result.with_beside("sector").set_index("sector")
    laid_out = shown_table(table)
    name = str(names()["sector"][code])
    row = found.loc[code].to_dict()
    return Answer(
        title=name,
        lines=[str(table.title)],
        figures=there([figure(name, row), figure(name, row, "fte")]),
        more=[dict(zip(laid_out.headings, cells, strict=True)) for cells in laid_out.rows],
        interval=interval(),
        meaning=meaning(),
        notes=[*result.notes(), told("Single tasks are told at the middle, without an interval.")],
        sources=cited(_rests_on(result.scenario, result)),
    )


def municipality(place: str, draws: int | None) -> Answer:
    """The estimate of one municipality, made as for all 357.

    Parameters
    ----------
    place : number or name.
    draws : as for `occupation`.

    Raises
    ------
    InputError
        There is no such municipality.
    """
    code, name = _municipality(place)
    result = _run("national", code, draws)
    total = result.with_beside("total").iloc[0].to_dict()
    sectors = result.with_beside("sector").to_dict("records")
    all_of_it = told("All")
    figures = [figure(all_of_it, total), figure(all_of_it, total, "fte")]
    for row in sectors:
        what = str(names()["sector"][str(row["sector"])])
        figures += [figure(what, row), figure(what, row, "fte")]
    key = result.key().as_json()
    return Answer(
        title=name,
        lines=[line for part in key for line in part["lines"]],
        figures=there(figures),
        more=[],
        interval=interval(),
        meaning=meaning(),
        notes=result.notes(),
        sources=cited(_rests_on(result.scenario, result)),
    )


def gap(place: str | None, year: int | None, draws: int | None) -> Answer:
    """How much more work will be needed, and what technology meets of it.

    Parameters
    ----------
    place : number or name of a municipality; None for the big-city municipalities together.
    year : None for the last that the scenario has.
    draws : as for `occupation`.

    Raises
    ------
    InputError
        There is no such municipality, or no projection of the year.
    """
    code = None if place is None else _municipality(place)[0]
    scenario = packaged("base" if code is None else "national")
    changes = {} if code is None else {"workforce": {"municipality": code}}
    years = None if year is None else [year]
    found = api.gap(scenario, changes=changes, years=years, draws=draws)
    content = found.as_json()
    rows = [
        row
        for row in content["figures"]
        if row["year"] == content["year"] and row["level"] in ("total", "sector")
    ]
    assert found.scenario is not None  # it was made from one
    return Answer(
        title=found.heading(),
        lines=found.quoted(),
        figures=there(_of_kind(row) for row in rows if row["kind"] in KINDS),
        more=[],
        interval=interval(),
        meaning=told(
            "Need is the same service per user as today. What rests is need that is left: it is "
            "not a lack of people, and nothing is said of how many will want the work."
        ),
        notes=content["notes"],
        sources=cited(_rests_on(found.scenario) | _of_need()),
    )


def _of_kind(row: Mapping[str, Any]) -> Figure | None:
    """A figure of the need of work, of all or of a sector."""
    where = str(names()["sector"][row["sector"]]) if row["level"] == "sector" else told("All")
    told_ends = {f"fte_{end}": row[end] for end in ("mean", "p05", "p95")}
    return figure(f"{where}: {shown(KINDS[row['kind']])}", told_ends, "fte")


def sources(word: str = "") -> list[Cited]:
    """The sources of the packaged figures.

    Parameters
    ----------
    word : that stands in the id or the citation; empty for all.
    """
    low = word.casefold()
    return [one for one in cited() if low in f"{one.source_id} {one.citation}".casefold()]


@lru_cache(maxsize=KEPT)
def _run(scenario: str, code: str | None, draws: int | None) -> Result:
    changes = {} if code is None else {"workforce": {"municipality": code}}
    return api.run(packaged(scenario), changes=changes, draws=draws)


def _check_sector(code: str) -> None:
    known = list(catalogue.sectors()["sector"])
    if code not in known:
        raise InputError(unknown_name("sector", say_in("the", "sector"), code, known))


def _municipality(place: str) -> tuple[str, str]:
    """Number and name of a municipality that is told by either."""
    frame = catalogue.municipalities()
    codes = frame["municipality"].astype(str)
    known = dict(zip(codes, frame["name"].astype(str), strict=True))
    if place in known:
        return place, known[place]
    same = [code for code, name in known.items() if name.casefold() == place.strip().casefold()]
    if len(same) == 1:
        return same[0], known[same[0]]
    if same:
        found = say("several municipalities are called {name}", name=place)
        raise InputError(Problem("municipality", found, same, say("give the number")))
    every = [*known.values(), *known]
    raise InputError(unknown_name("municipality", say_in("the", "municipality"), place, every))


def _rests_on(scenario: LoadedScenario, result: Result | None = None) -> set[str]:
    """Ids of the sources of the readings, of the radar, and of what the scenario refers to."""
    weights = scenario.scenario.evidence.weights.model_dump()
    used = {READING_SOURCES[name] for name, weight in weights.items() if weight > 0}
    radar: set[Any] = set() if result is None else set(result.radar["source_id"])
    return {*used, *map(str, radar), *scenario.scenario.references}


def _of_need() -> set[str]:
    tables = [name for name in catalogue.packaged_tables() if name.startswith("demand/")]
    return {str(one) for name in tables for one in catalogue.source_counts(name)}
