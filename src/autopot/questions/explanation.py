"""How the number of an occupation came about: tasks, evidence, readings, technologies, sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import takewhile
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from autopot import catalogue
from autopot.engine import open_engine
from autopot.errors import InputError, Problem, unknown_name
from autopot.evidence import installed_sources, middle_readings, middle_share, time_in_profile
from autopot.messages import name_in, say, say_in
from autopot.model.inputs import NO_SECTOR_TIME
from autopot.questions.simulation import result_of
from autopot.results.own_words import own_titles_of
from autopot.results.run.explained import Explanation
from autopot.results.run.result import Result
from autopot.scenario import LoadedScenario, Scenario
from autopot.study.inputs import counted_share, main_share
from autopot.study.preparation import (
    load_changed,
    prepare,
)

ANY_PLACE = {"municipality": "0301", "sector": "administration"}
"""Where the one explained FTE stands, when no sector is asked for."""

NAMES = ("name_nb", "name_en")
"""Where a word for an occupation is looked for, whatever language is spoken."""

NOBODY = {"report": {"suppress_below": 0}}
"""The one explained FTE is made up: there is nobody to protect."""


def explain(
    occupation: str,
    scenario: str | Path = "base",
    draws: int | None = None,
    sector: str | None = None,
    *,
    settings: Mapping[str, Any] | None = None,
) -> Explanation:
    """Explain an occupation in a scenario.

    Parameters
    ----------
    occupation : STYRK-08 code of four digits.
    scenario : scenario file or packaged name.
    draws : replaces the scenario's number of draws.
    sector : explains it there, where it may spend its time another way; None: in general.
    settings : sections that go before those of the scenario, as for `run`.

    Returns
    -------
    What lies behind the number.

    Raises
    ------
    InputError
        Unknown occupation or sector, or an occupation without evidence.

    >>> bool(explain("2223", draws=200).evidence["value"].notna().all())
    True
    """
    codes = catalogue.occupations()
    if occupation not in codes.index:
        raise InputError(_unknown_occupation(occupation, codes))
    if sector is not None:
        _check_sector(sector)
    result = _result(occupation, load_changed(scenario, NOBODY, settings, draws=draws), sector)
    profiles = result.assembled.sector_profiles
    there = result.scenario.scenario.in_sector(sector or "")
    tasks, readings = _readings(result, there, sector if profiles else None)
    evidence = _evidence(occupation)
    bridge = catalogue.bridge()
    used = {*evidence["source_id"], "ilo-wp140", "mgi-2017", *result.radar["source_id"]}
    sources = catalogue.sources()
    return Explanation(
        occupation=occupation,
        name_nb=str(codes.loc[occupation, "name_nb"]),
        name_en=str(codes.loc[occupation, "name_en"]),
        bridge=bridge[bridge["occupation"] == occupation].reset_index(drop=True),
        tasks=tasks,
        evidence=evidence,
        readings=readings,
        potential=result.with_beside("occupation").iloc[0],
        fully=there.human_required.fully,
        sector=sector,
        own_time=_in_order(profile.sector for profile in profiles),
        radar=result.level("radar_class")[["radar_class", "share_mean"]],
        sources=pd.concat(
            [sources[sources["source_id"].isin(used)], installed_sources(there)], ignore_index=True
        ),
    )


def _result(occupation: str, scenario: LoadedScenario, sector: str | None) -> Result:
    """One FTE of the occupation, with its time in the sector or, without one, in general."""
    place = ANY_PLACE if sector is None else {**ANY_PLACE, "sector": sector}
    staff = pd.DataFrame([{**place, "occupation": occupation, "fte": 1.0}])
    prepared = prepare(scenario, staff)
    if sector is None:
        tasks = replace(prepared.inputs.tasks, sector_time=NO_SECTOR_TIME)
        prepared = replace(prepared, inputs=replace(prepared.inputs, tasks=tasks, own=()))
    with open_engine("threads") as engine:
        return result_of(prepared, engine)


def _in_order(sectors: Iterable[str]) -> list[str]:
    """Sectors in the order in which they are shown."""
    wanted = set(sectors)
    return [code for code in catalogue.sectors()["sector"] if code in wanted]


def _check_sector(sector: str) -> None:
    known = list(catalogue.sectors()["sector"])
    if sector not in known:
        raise InputError(unknown_name("--sector", say_in("the", "sector"), sector, known))


def explain_sector(sector: str, scenario: str | Path = "base") -> pd.DataFrame:
    """Which tasks carry the potential of a sector.

    Parameters
    ----------
    sector : one of our sectors.
    scenario : scenario file or packaged name.

    Returns
    -------
    One row per task, largest potential first: occupation, task, labels, activity, human_required,
    beside (whether it stands beside the main figure; those after the others), fte (working time in
    the sector, FTE), share (automatable share at the middle of every reading, weighted as in the
    scenario, physical channel included), potential (FTE), of_sector (share of the sector's
    potential in the main figure; missing beside it) and suppressed: fte and potential are missing
    where the sector, or the occupation in it, is hidden in a real workforce; those rows stand last,
    and of_sector is missing in all. own_titles: what own staff call the occupation, most FTE first;
    an empty tuple where nothing is to be shown.

    Raises
    ------
    InputError
        Unknown sector, nobody in it, or a real workforce too small to show anything of.
    """
    _check_sector(sector)
    prepared = prepare(load_changed(scenario))
    cells = prepared.workforce.cells
    fte = cells[cells["sector"] == sector].groupby("occupation")["fte"].sum()
    if fte.empty:
        found = say("nobody works in {sector}", sector=sector)
        allowed, remedy = say("a sector with staff"), say("choose another sector")
        raise InputError(Problem("--sector", found, allowed, remedy))
    tasks = prepared.assembled.tasks[
        [
            "occupation",
            "task",
            "label_nb",
            "label_en",
            "isco08",
            "evidence_task",
            "activity",
            "human_required",
        ]
    ].copy()
    tasks["fte"] = tasks["occupation"].map(fte).fillna(0.0) * prepared.assembled.time_in(sector)
    there, assembled = prepared.scenario.scenario.in_sector(sector), prepared.assembled
    counted = counted_share(there, assembled)
    tasks["share"] = middle_share(assembled, there) * counted
    tasks["beside"] = (counted > 0) & (main_share(there, assembled) == 0)
    tasks["potential"] = tasks["fte"] * tasks["share"]
    main = tasks["potential"].mask(tasks["beside"])
    tasks["of_sector"] = main / main.sum()
    tasks = tasks[tasks["fte"] > 0].copy()
    hidden = prepared.hidden
    few = tasks["occupation"].map(lambda code: ("sector_occupation", (sector, code)) in hidden)
    tasks["suppressed"] = few | (("sector", (sector,)) in hidden)
    figures = ["fte", "potential"]
    tasks[figures] = tasks[figures].mask(tasks["suppressed"])
    if tasks["suppressed"].any():  # what the shown lack of 100 % would tell about the others
        tasks["of_sector"] = np.nan
    own = own_titles_of(prepared.scenario, prepared.workforce, hidden)
    tasks["own_titles"] = tasks["occupation"].map(lambda code: tuple(own.get(code, ())))
    order, down = ["suppressed", "beside", "potential"], [True, True, False]
    return tasks.sort_values(order, ascending=down, kind="stable", ignore_index=True)


def _unknown_occupation(word: str, codes: pd.DataFrame) -> Problem:
    """Occupations whose name holds the word, or whose code begins most alike."""
    held = [codes[name].str.contains(word, case=False, regex=False) for name in NAMES]
    hits = codes[np.logical_or.reduce(held)]
    if hits.empty:
        alike = [_same_start(word, code) for code in codes.index]
        hits = codes[np.array(alike) == max(alike)]
    return Problem(
        "OCCUPATION",
        say("{word!q} is not a STYRK-08 code", word=word),
        [" ".join((code, name)) for code, name in hits[name_in(hits.columns)].head(8).items()],
        say("give the code of four digits"),
    )


def _same_start(one: str, other: str) -> int:
    """How many leading characters two codes share."""
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return sum(1 for _ in pairs)


def _readings(
    result: Result, scenario: Scenario, sector: str | None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Tasks with each reading at the middle of its parameters, and the readings' totals.

    With a sector where the occupation spends its time another way, only the tasks it has there.
    """
    assembled = result.assembled
    tasks = assembled.tasks[
        [
            "task",
            "label_nb",
            "label_en",
            "isco08",
            "evidence_task",
            "time_share",
            "time_basis",
            "activity",
            "activity_first",
            "activity_second",
            "activity_status",
            "human_required",
            "human_rule",
            "privacy_gate",
            "origin",
            "time_share_low",
            "time_share_high",
            "time_note",
            "score_2025",
            "score_2025_gpt4o",
            "score_2025_gemini",
            "score_2023",
        ]
    ].copy()
    profile = _profile(assembled.occupations[0], sector)
    if len(profile):
        tasks = time_in_profile(tasks, profile)
    weights = scenario.evidence.weights.model_dump()
    rows = []
    for name, value in middle_readings(assembled, scenario).items():
        tasks[name] = value
        rows.append(
            {
                "reading": name,
                "weight": weights[name],
                "level": assembled.readings[name].rule.level,
                "value": float(tasks["time_share"] @ value),
                "counted": float(tasks["time_share"] @ np.minimum(value, assembled.reach[0])),
            }
        )
    for number, technology in enumerate(assembled.technologies):
        tasks[f"technology_{technology}"] = assembled.technology.mean[:, number]
    done = tasks[tasks["time_share"] > 0].reset_index(drop=True) if len(profile) else tasks
    return done, pd.DataFrame(rows)


def _profile(occupation: str, sector: str | None) -> pd.DataFrame:
    """The occupation's own time in the sector; no rows where it has none."""
    every = catalogue.sector_time()
    return every[(every["occupation"] == occupation) & (every["sector"] == sector)]


def _evidence(occupation: str) -> pd.DataFrame:
    frame = catalogue.evidence()
    own = frame[frame["occupation"] == occupation].drop(columns="occupation")
    meaning = catalogue.measures()[["measure", "unit", "meaning"]]
    return own.merge(meaning, on="measure", how="left").reset_index(drop=True)
