"""What the answers about barriers cost, and what may be done about them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from autopot import catalogue
from autopot.engine import open_engine
from autopot.evidence.barriers import barrier_names
from autopot.evidence.readiness_card import card_rows, read_card, size_of
from autopot.model.arrays import Array
from autopot.questions.simulation import result_of
from autopot.results.advice.result import Advice
from autopot.study.preparation import (
    Prepared,
    load_changed,
    prepare,
)

DRAWS, YEAR = 1_000, 2030


def advice(
    assessment: str | Path, scenario: str | Path = "base", year: int = YEAR, draws: int = DRAWS
) -> Advice:
    """What each answer costs in what is taken out, and what may be done.

    Parameters
    ----------
    assessment : a file from `autopot assess`.
    scenario : a .yaml file, the name of a packaged scenario, or a staff file.
    year : of what is taken out.
    draws : of each of six runs with common random numbers.

    Returns
    -------
    The cost of a barrier is what would be taken out more if it alone were 0 in every sector.
    Sectors do not influence each other, so that one run gives the cost in each.

    Raises
    ------
    InputError
        Everything that is wrong with the file or the scenario.
    """
    file = Path(assessment).resolve()
    changed = {"realisation": {"assessment": str(file)}, "adoption": {"years": [year]}}
    prepared = prepare(load_changed(scenario, settings=changed, draws=draws))
    future = prepared.inputs.future
    scores = future.realisation.scores if future else np.zeros((0, 0))
    now = _taken_out(prepared, scores)
    rows = []
    for number, barrier in enumerate(barrier_names()):
        without = scores.copy()
        without[:, number] = 0.0
        more = _taken_out(prepared, without) - now
        own = dict(zip(prepared.names.sectors, scores[:, number], strict=True))
        same = scores[0, number] if len(set(scores[:, number])) == 1 else np.nan
        for sector, fte in more.items():
            score = own.get(str(sector), same)
            rows.append({"barrier": barrier, "sector": sector, "score": score, "fte": fte})
    return Advice(_ordered(pd.DataFrame(rows)), float(now["total"]), year, _card(prepared, file))


def _ordered(costs: pd.DataFrame) -> pd.DataFrame:
    """Dearest barrier first, and the total before the sectors of each."""
    total = costs[costs["sector"] == "total"].set_index("barrier")["fte"]
    return (
        costs.assign(whole=costs["barrier"].map(total), part=costs["sector"] != "total")
        .sort_values(["whole", "part", "fte"], ascending=[False, True, False], kind="stable")
        .drop(columns=["whole", "part"])
        .reset_index(drop=True)
    )


def _taken_out(prepared: Prepared, scores: Array) -> pd.Series:
    """Sector and total -> mean FTE taken out, those that may be shown."""
    future = prepared.inputs.future
    if future is None:
        return pd.Series(dtype=float)
    inputs = replace(prepared.inputs, future=future.with_scores(scores))
    with open_engine("threads", None, None) as engine:
        rows = result_of(replace(prepared, inputs=inputs), engine).by_year
    rows = rows[(rows["kind"] == "realised") & (rows["unit"] == "fte")]
    rows = rows[rows["level"].isin(["total", "sector"]) & rows["mean"].notna()]
    keys = rows["sector"].where(rows["level"] == "sector", "total")
    return pd.Series(rows["mean"].to_numpy(), index=keys)


def _card(prepared: Prepared, file: Path) -> pd.DataFrame:
    """The card, beside those of the same size where the scenario is of one municipality."""
    towns = prepared.names.municipalities
    known = catalogue.municipalities().set_index("municipality")["population"]
    size = size_of(float(known[towns[0]])) if len(towns) == 1 and towns[0] in known else None
    return card_rows(read_card(file), size)
