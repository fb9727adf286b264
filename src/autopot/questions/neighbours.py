"""A municipality of a result beside those of similar size."""

from __future__ import annotations

import pandas as pd

from autopot.errors import InputError, Problem
from autopot.messages import say
from autopot.results.run.result import Result
from autopot.results.run.sizes import (
    neighbours,
    towns_by_size,
)
from autopot.workforce.staff import municipality_decider, no_municipality

PLACE = "--municipality"


def beside_neighbours(result: Result, municipality: str) -> pd.DataFrame:
    """A municipality and those of the result nearest to it in residents.

    Parameters
    ----------
    result : of a run with that municipality.
    municipality : number or name.

    Returns
    -------
    Columns of `autopot.results.run.sizes.towns_by_size`, by residents.

    Raises
    ------
    InputError
        No such municipality, not in the result, or hidden because few people work there.
    """
    answer = municipality_decider({})(municipality)
    if not answer.code:
        raise InputError(no_municipality(PLACE, municipality, answer))
    towns = towns_by_size(result.potential, result.beside)
    shown = list(towns["municipality"])
    if answer.code in shown:
        return neighbours(towns, answer.code)
    there = answer.code in set(result.workforce.cells["municipality"])
    problem = _hidden if there else _absent
    raise InputError(problem(answer.code, shown[:8]))


def _hidden(code: str, allowed: list[str]) -> Problem:
    remedy = say("few people work there, see docs/personvern.md")
    return Problem(PLACE, say("{code} is hidden", code=code), allowed, remedy)


def _absent(code: str, allowed: list[str]) -> Problem:
    remedy = say("choose another scenario")
    return Problem(PLACE, say("{code} is not in this run", code=code), allowed, remedy)
