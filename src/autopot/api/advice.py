"""What the answers about barriers cost, and what may be done about them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from autopot import catalogue
from autopot.api.plain_rows import plain_rows
from autopot.api.preparation import Prepared, load_changed, prepare
from autopot.api.simulation import result_of
from autopot.engine import open_engine
from autopot.errors import InputError, Problem, wrong_ending
from autopot.evidence.barriers import barrier_names
from autopot.evidence.readiness_card import card_rows, read_card, size_of
from autopot.messages import say
from autopot.model.arrays import Array
from autopot.report.advice import advice_lines, advice_page, advice_tables, advice_workbook
from autopot.runs import write_output
from autopot.tables import Table

DRAWS, YEAR = 1_000, 2030


@dataclass(frozen=True)
class Advice:
    """Costs of the barriers, and what follows.

    Parameters
    ----------
    costs : barrier, sector (a code, or total), score (missing where unknown or not the same in all
        sectors), fte: what would be taken out more if the barrier were 0; dearest first.
    taken_out : FTE taken out in the year as answered.
    year : of the figures.
    card : as from `autopot.evidence.readiness_card.card_rows`.
    """

    costs: pd.DataFrame
    taken_out: float
    year: int
    card: pd.DataFrame

    @property
    def dearest(self) -> str:
        """The barrier that costs most in all."""
        return str(self.costs.loc[self.costs["sector"] == "total", "barrier"].iloc[0])

    def lines(self) -> list[str]:
        """The answer in sentences."""
        return advice_lines(self.costs, self.taken_out, self.year)

    def tables(self, everything: bool = False) -> list[Table]:
        """Costs, advice, steps and the card.

        Parameters
        ----------
        everything : advice on every barrier, not on the dearest alone.
        """
        barriers = barrier_order(self.costs) if everything else [self.dearest]
        return advice_tables(self.costs, barriers, self.card)

    def as_json(self) -> dict[str, Any]:
        """Everything as plain data."""
        return {
            "year": self.year,
            "taken_out": self.taken_out,
            "dearest": self.dearest,
            "costs": plain_rows(self.costs),
            "card": plain_rows(self.card),
        }

    def save(self, target: str | Path) -> Path:
        """Write a page or a workbook.

        Parameters
        ----------
        target : an .html or .xlsx file that does not exist yet.

        Raises
        ------
        InputError
            Another ending, or a file that exists or cannot be written.
        """
        path = Path(target)
        makers = {".html": advice_page, ".xlsx": advice_workbook}
        if path.suffix.lower() not in makers:
            raise wrong_ending(str(path), ".html")
        if path.exists():
            found, remedy = say("the file exists already"), say("choose another name")
            raise InputError(Problem(str(path), found, remedy=remedy))
        content = makers[path.suffix.lower()](self.lines(), self.tables(everything=True))
        return write_output(path, content)


def barrier_order(costs: pd.DataFrame) -> list[str]:
    """Barriers, dearest first.

    Parameters
    ----------
    costs : columns as `Advice.costs`.
    """
    return list(costs.loc[costs["sector"] == "total", "barrier"])


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
    realisation = replace(future.realisation, scores=scores)
    inputs = replace(prepared.inputs, future=replace(future, realisation=realisation))
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
