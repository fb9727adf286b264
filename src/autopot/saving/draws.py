"""The draws of a run in a Parquet file, for whoever wants more than its quantiles."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot import store
from autopot.errors import InputError, Problem
from autopot.messages import say
from autopot.model.potential import KINDS
from autopot.results.keeping import writes
from autopot.results.run.result import Result

Array = NDArray[np.float64]
COLUMNS = ("sector", "kind", "year", "draw", "fte", "fte_base")


@writes(Result, "save_draws")
def save_draws(result: Result, out: str | Path) -> Path:
    """Write the draws of the total and the sectors.

    Parameters
    ----------
    result : the run.
    out : as for `autopot.api.Result.save_draws`.

    Returns
    -------
    The file.

    Raises
    ------
    InputError
        Draws by year that did not fit the memory they may take, or a place that cannot be written.
    """
    target = Path(out)
    if target.suffix.lower() != ".parquet":
        found = say("ending {ending!q}", ending=target.suffix)
        raise InputError(Problem(str(target), found, ".parquet", say("use this ending")))
    content = io.BytesIO()
    draws_frame(result).to_parquet(content, index=False)
    return store.write_output(target, content.getvalue(), str(target))


def draws_frame(result: Result) -> pd.DataFrame:
    """The draws of the total and of the sectors that are shown.

    They are made from the same pooled staff as every figure, so that they tell no more of persons
    than those do (docs/personvern.md); a sector whose figures are hidden is left out.

    Parameters
    ----------
    result : the run.

    Returns
    -------
    Long form, columns of `COLUMNS`: sector (missing for the total), kind (technical, beside,
    adopted, realised, quality; with _calibrated as in potential.parquet), year (missing for the
    first two), draw from 0, fte, and the FTE of staff in the same draw, fte_base.

    Raises
    ------
    InputError
        There are figures by year, and their draws did not fit the memory they may take.
    """
    drawn = result.draws
    if len(drawn.by_year) and drawn.sector_future is None:
        raise InputError(
            Problem(
                result.scenario.place("uncertainty", "memory"),
                say("the draws by year did not fit, so that they were not kept"),
                say("draws that fit the memory"),
                say("fewer draws, or more memory in the scenario"),
            )
        )
    mark = "" if result.uncalibrated is None else "_calibrated"
    parts = [_part(result, f"technical{mark}", None, drawn.sector_potential)]
    aside = np.array([result.scenario.scenario.in_sector(s).fully_beside for s in result.sectors])
    if aside.any():
        parts.append(_part(result, "beside", None, drawn.sector_service * aside[:, None]))
    if drawn.sector_future is not None:
        years = [int(year) for year in sorted(set(drawn.by_year["year"]))]
        for kind, of_kind in zip(KINDS, drawn.sector_future, strict=True):
            for year, fte in zip(years, of_kind, strict=True):
                parts.append(_part(result, f"{kind}{mark}", year, fte))
    return pd.concat(parts, ignore_index=True)


def _part(result: Result, kind: str, year: int | None, fte: Array) -> pd.DataFrame:
    """One kind in one year: the total, then each shown sector, draw by draw."""
    base, hidden = result.draws.sector_fte, result.hidden.of("sector")
    shown = [n for n, sector in enumerate(result.sectors) if sector not in hidden]
    names = [None, *(result.sectors[n] for n in shown)]
    things, draws = len(names), base.shape[-1]
    both = (np.vstack([each.sum(axis=0), each[shown]]).ravel() for each in (fte, base))
    return pd.DataFrame(
        {
            "sector": pd.array(np.repeat(np.array(names, dtype=object), draws), dtype="string"),
            "kind": pd.array([kind], dtype="string").repeat(things * draws),
            "year": pd.array([year], dtype="Int64").repeat(things * draws),
            "draw": np.tile(np.arange(draws, dtype=np.int32), things),
            **dict(zip(("fte", "fte_base"), both, strict=True)),
        }
    )[list(COLUMNS)]
