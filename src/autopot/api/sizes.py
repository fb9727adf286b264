"""A municipality of a result beside those of similar size."""

from __future__ import annotations

import pandas as pd

from autopot.api.run_result import Result
from autopot.errors import InputError, Norwegian, Problem
from autopot.report.sizes import neighbours, towns_by_size
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
    Columns of `autopot.report.sizes.towns_by_size`, by residents.

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
    allowed = ", ".join(shown[:8])
    raise InputError(_hidden(answer.code, allowed) if there else _absent(answer.code, allowed))


def _hidden(code: str, allowed: str) -> Problem:
    found, remedy = f"{code} is hidden", "few people work there, see docs/personvern.md"
    nb = Norwegian(f"{code} er skjult", allowed, "få arbeider der, se docs/personvern.md")
    return Problem(PLACE, found, allowed, remedy, nb=nb)


def _absent(code: str, allowed: str) -> Problem:
    found, remedy = f"{code} is not in this run", "choose another scenario"
    nb = Norwegian(f"{code} er ikke med i kjøringen", allowed, "velg et annet scenario")
    return Problem(PLACE, found, allowed, remedy, nb=nb)
