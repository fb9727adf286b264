"""How the number of an occupation came about: tasks, evidence, readings, technologies, sources."""

from __future__ import annotations

from itertools import takewhile
from pathlib import Path

import numpy as np
import pandas as pd

from autopot import catalogue
from autopot.errors import InputError, Problem, unknown_name
from autopot.evidence import RULES, middle_readings, reading_corners
from autopot.messages import name_in, say, say_in
from autopot.questions.simulation import run
from autopot.results.own_words import own_titles_of
from autopot.results.run.explained import Explanation
from autopot.results.run.result import Result
from autopot.study.preparation import (
    Prepared,
    load_changed,
    prepare,
)

ANY_PLACE = {"municipality": "0301", "sector": "administration"}
"""Where the one explained FTE stands; the place does not change an occupation's potential."""

NAMES = ("name_nb", "name_en")
"""Where a word for an occupation is looked for, whatever language is spoken."""

NOBODY = {"report": {"suppress_below": 0}}
"""The one explained FTE is made up: there is nobody to protect."""


def explain(
    occupation: str, scenario: str | Path = "base", draws: int | None = None
) -> Explanation:
    """Explain an occupation in a scenario.

    Parameters
    ----------
    occupation : STYRK-08 code of four digits.
    scenario : scenario file or packaged name.
    draws : replaces the scenario's number of draws.

    Returns
    -------
    What lies behind the number.

    Raises
    ------
    InputError
        Unknown occupation, or one without evidence.

    >>> bool(explain("2223", draws=200).evidence["value"].notna().all())
    True
    """
    codes = catalogue.occupations()
    if occupation not in codes.index:
        raise InputError(_unknown_occupation(occupation, codes))
    staff = pd.DataFrame([{**ANY_PLACE, "occupation": occupation, "fte": 1.0}])
    result = run(scenario, staff, draws=draws, changes=NOBODY)
    tasks, readings = _readings(result)
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
        fully=result.scenario.scenario.human_required.fully,
        radar=result.level("radar_class")[["radar_class", "share_mean"]],
        sources=sources[sources["source_id"].isin(used)].reset_index(drop=True),
    )


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
    known = list(catalogue.sectors()["sector"])
    if sector not in known:
        raise InputError(unknown_name("--sector", say_in("the", "sector"), sector, known))
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
            "time_share",
        ]
    ].copy()
    tasks["fte"] = tasks["occupation"].map(fte).fillna(0.0) * tasks["time_share"]
    arrays = prepared.inputs.tasks
    tasks["share"] = _middle_share(prepared) * arrays.counted
    tasks["beside"] = (arrays.counted > 0) & (arrays.in_main == 0)
    tasks["potential"] = tasks["fte"] * tasks["share"]
    main = tasks["potential"].mask(tasks["beside"])
    tasks["of_sector"] = main / main.sum()
    tasks = tasks[tasks["fte"] > 0].drop(columns="time_share")
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


def _middle_share(prepared: Prepared) -> np.ndarray:
    """(T,) weighted readings at their middle, physical channel included."""
    scenario, assembled = prepared.scenario.scenario, prepared.assembled
    weights = {k: w for k, w in scenario.evidence.weights.model_dump().items() if w > 0}
    middles = [reading_corners(assembled, scenario, name)[:, 0] for name in weights]
    return np.asarray(np.array(list(weights.values())) @ np.stack(middles))


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


def _readings(result: Result) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Tasks with each reading at the middle of its parameters, and the readings' totals."""
    assembled = result.assembled
    scenario = result.scenario.scenario
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
    weights = scenario.evidence.weights.model_dump()
    rows = []
    for name, value in middle_readings(assembled, scenario).items():
        tasks[name] = value
        total = float((tasks[name] * tasks["time_share"]).sum())
        rows.append(
            {"reading": name, "weight": weights[name], "level": RULES[name].level, "value": total}
        )
    for number, technology in enumerate(assembled.technologies):
        tasks[f"technology_{technology}"] = assembled.technology[:, number]
    return tasks, pd.DataFrame(rows)


def _evidence(occupation: str) -> pd.DataFrame:
    frame = catalogue.evidence()
    own = frame[frame["occupation"] == occupation].drop(columns="occupation")
    meaning = catalogue.measures()[["measure", "unit", "meaning"]]
    return own.merge(meaning, on="measure", how="left").reset_index(drop=True)
