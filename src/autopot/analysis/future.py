"""Adopted and realised by year: draws to the rows of the long table."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from autopot.analysis.disclosure import Hidden
from autopot.analysis.summary import ERRORS, VALUES, Array, Summary, summarise, table
from autopot.engine import Future
from autopot.model.potential import KINDS

REALISED = KINDS.index("realised")


def future_table(
    future: Future,
    years: Sequence[int],
    sectors: Sequence[str],
    technologies: dict[str, list[str]],
    classes: Sequence[str],
    radar_class: Array,
    base: Array,
    fte: Array,
) -> pd.DataFrame:
    """Rows of adopted, realised and quality for every year.

    Parameters
    ----------
    future : draws, FTE.
    years : (Y,) years.
    sectors : (S,) sector codes; those without FTE get no row.
    technologies : key columns technology and radar_class, (K,) each.
    classes : (C,) radar classes.
    radar_class : (K, C) 1 in the column of the technology's class.
    base : (S,) FTE as given by the workforce.
    fte : (S, D) FTE.

    Returns
    -------
    Columns of `autopot.analysis.COLUMNS`; levels total, sector, technology and radar_class, units
    share and fte, rows by kind and year.
    """
    used = base > 0
    total = np.array([base.sum()])
    all_fte = fte.sum(axis=0, keepdims=True)
    by_class = np.einsum("kc,iykd->iycd", radar_class, future.by_technology)
    levels: list[tuple[str, dict[str, list[str]], Array, Array, Array]] = [
        ("total", {}, total, future.by_sector.sum(axis=2, keepdims=True), all_fte),
        (
            "sector",
            {"sector": [s for s, u in zip(sectors, used, strict=True) if u]},
            base[used],
            future.by_sector[:, :, used],
            fte[used],
        ),
        (
            "technology",
            technologies,
            np.repeat(total, future.by_technology.shape[2]),
            future.by_technology,
            all_fte,
        ),
        ("radar_class", {"radar_class": list(classes)}, np.repeat(total, len(classes)), by_class,
         all_fte),
    ]  # fmt: skip
    frames = [_level(years, *level) for level in levels]
    return pd.concat(frames, ignore_index=True)


def _level(
    years: Sequence[int],
    level: str,
    keys: dict[str, list[str]],
    base: Array,
    draws: Array,
    of: Array,
) -> pd.DataFrame:
    """All kinds and years of one level; `draws` is (kinds, Y, n, D)."""
    number = draws.shape[2]
    parts = [summarise(each, of) for kind in draws for each in kind]
    summary = Summary(
        np.concatenate([p.fte for p in parts]), np.concatenate([p.share for p in parts])
    )
    times = len(parts)
    return table(
        level,
        {key: values * times for key, values in keys.items()},
        np.tile(base, times),
        summary,
        kind=[kind for kind in KINDS for _ in range(len(years) * number)],
        year=[year for _ in KINDS for year in years for _ in range(number)],
    )


def money_rows(
    future: Future, years: Sequence[int], cost: Array, shown: pd.DataFrame
) -> pd.DataFrame:
    """Amount of the realised time of all sectors together, where their costs differ.

    Parameters
    ----------
    future : draws, FTE.
    years : (Y,) years.
    cost : (S,) NOK per FTE.
    shown : the table by year, for the columns of the rows.

    Returns
    -------
    One row a year, unit nok, level total.
    """
    draws = np.einsum("s,ysd->yd", cost, future.by_sector[REALISED])
    values = summarise(draws, np.ones((1, draws.shape[1]))).fte
    rows = shown.query("level == 'total' and kind == 'realised' and unit == 'fte'").copy()
    assert list(rows["year"]) == list(years)
    rows[[*VALUES, *ERRORS]] = values
    return rows.assign(unit="nok")


def shown_future(
    future: pd.DataFrame,
    hidden: Hidden,
    hours_per_fte: float,
    cost: dict[str, float] | float | None,
    money: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """The table by year as it may be shown, with hours and amounts.

    Parameters
    ----------
    future : as from `future_table`.
    hidden : what is hidden of the workforce.
    hours_per_fte : hours in one FTE and year.
    cost : NOK per FTE and year, for all or by sector; None: no amounts.
    money : as from `money_rows`, where costs differ between sectors.

    Returns
    -------
    The rows, and after them hours of every kind and NOK of the realised time. Hours and amounts are
    multiples of the FTE that are shown, so they tell nothing more about a hidden group. Where the
    cost differs between sectors, technologies and radar classes have no amount, and the total has
    none where anything is hidden.
    """
    shown = hidden.withheld(future)
    fte = shown[shown["unit"] == "fte"]
    figures = [*VALUES, *ERRORS]
    hours = fte.assign(unit="hours", **{name: fte[name] * hours_per_fte for name in figures})
    frames = [shown, hours]
    realised = fte[fte["kind"] == "realised"]
    if isinstance(cost, dict):
        realised = realised[realised["level"] == "sector"]
        per_fte = realised["sector"].map(cost).astype(float)
        if money is not None and not hidden.anything:
            frames.append(money)
    elif cost is not None:
        per_fte = pd.Series(cost, realised.index)
    if cost is not None:
        amounts = {name: realised[name] * per_fte for name in figures}
        frames.append(realised.assign(unit="nok", **amounts))
    return pd.concat(frames, ignore_index=True)
