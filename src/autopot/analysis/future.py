"""Adopted and realised by year: draws to the rows of the long table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from autopot.analysis.disclosure import Hidden
from autopot.analysis.levels import LevelDraws, Names, fte_by_sector
from autopot.analysis.summary import COLUMNS, ERRORS, VALUES, Array, Summary, table
from autopot.analysis.town_years import town_keys, town_summaries
from autopot.engine import Draws
from autopot.model.inputs import ModelInputs
from autopot.model.new_work import ADDED
from autopot.model.potential import KINDS, Future
from autopot.model.town_future import TOWN_KINDS

REALISED = KINDS.index("realised")
BY_YEAR = {level: f"{level}_by_year" for level in ("total", "sector", "technology", "radar_class")}
"""Level of the table -> the same level among those that are summarised together."""

NET_KINDS = ("new_work", "net", "residents")
"""New work and time of residents, both below 0, and between them what is taken out less the first:
net = realised + new_work in every draw."""

NET_BY_YEAR = {level: f"{level}_net_by_year" for level in ("total", "sector")}
"""As `BY_YEAR`, of `NET_KINDS`."""

MONEY, MONEY_UNIT = "money_by_year", "nok"
"""The amount of all sectors together among them, and its unit in the table."""

MONEY_KINDS = ("realised", "new_work", "net")
"""What has an amount; the time of residents has none."""


def future_draws(inputs: ModelInputs, draws: Draws, sector_cost: Array | None = None) -> LevelDraws:
    """Draws of adopted, realised and quality in every year, by level, and of `NET_KINDS`.

    Parameters
    ----------
    inputs : the model.
    draws : summed over municipalities.
    sector_cost : (S,) NOK per FTE and year, where they differ; the amount of `MONEY_KINDS` of all
        sectors is then a level of its own, as it is no multiple of other figures.

    Yields
    ------
    Levels named as `BY_YEAR` names them; rows by kind, year and thing. Nothing where no years are
    asked for. Sectors without FTE have no row.
    """
    future = draws.future
    if future is None:
        return
    used = fte_by_sector(inputs.workforce).sum(axis=0) > 0
    total = draws.sector_fte.sum(axis=0)[None, :]
    flat = (-1, total.shape[1])
    yield BY_YEAR["total"], future.by_sector.sum(axis=2).reshape(flat), total
    staffed = future.by_sector if used.all() else future.by_sector[:, :, used]  # else a copy
    yield BY_YEAR["sector"], staffed, draws.sector_fte[used]
    yield BY_YEAR["technology"], future.by_technology.reshape(flat), total
    by_class = np.einsum("kc,iykd->iycd", inputs.tasks.radar_class, future.by_technology)
    yield BY_YEAR["radar_class"], by_class.reshape(flat), total
    priced = future.by_sector[REALISED : REALISED + 1]
    if len(future.added):
        net = net_draws(future)
        priced = np.concatenate([priced, net[:2]])
        yield NET_BY_YEAR["total"], net.sum(axis=2).reshape(flat), total
        yield NET_BY_YEAR["sector"], net[:, :, used], draws.sector_fte[used]
    if sector_cost is not None:
        amount = np.einsum("s,iysd->iyd", sector_cost, priced)
        yield MONEY, amount.reshape(flat), np.ones_like(total)


def net_draws(future: Future) -> Array:
    """(kinds, Y, S, D) FTE of `NET_KINDS`.

    Parameters
    ----------
    future : with what is added (`autopot.model.new_work`).
    """
    new_work, residents = (0.0 - future.added[ADDED.index(n)] for n in ("new_work", "residents"))
    return np.stack([new_work, future.by_sector[REALISED] + new_work, residents])


def future_table(
    inputs: ModelInputs,
    names: Names,
    classes: Sequence[str],
    summaries: Mapping[str, Summary],
    cells: Sequence[Mapping[str, Summary]] = (),
) -> pd.DataFrame:
    """Rows of adopted, realised and quality for every year, and of `NET_KINDS`.

    Parameters
    ----------
    inputs, names : the model and the names along its axes.
    classes : radar classes, inner ring first.
    summaries : of the levels of `future_draws`, among others.
    cells : of each run of municipalities (see `autopot.analysis.town_years`).

    Returns
    -------
    Columns of `autopot.analysis.COLUMNS`; levels total, sector, technology and radar_class (of
    `NET_KINDS` the first two), and of adopted and realised municipality and municipality_sector,
    units share and fte, rows by kind and year; with costs by sector also unit nok of the total.
    Empty where no years are asked for.
    """
    if inputs.future is None:
        return pd.DataFrame(columns=list(COLUMNS))
    years = [int(year) for year in inputs.future.adoption.years]
    base = fte_by_sector(inputs.workforce).sum(axis=0)
    used = base > 0
    whole = base.sum()
    levels: dict[str, tuple[dict[str, list[str]], Array]] = {
        "total": ({}, np.array([whole])),
        "sector": (
            {"sector": [s for s, u in zip(names.sectors, used, strict=True) if u]},
            base[used],
        ),
        "technology": (
            {"technology": names.technologies, "radar_class": names.classes},
            np.repeat(whole, len(names.technologies)),
        ),
        "radar_class": ({"radar_class": list(classes)}, np.repeat(whole, len(classes))),
    }
    frames = [
        _rows(level, KINDS, years, keys, of, summaries[BY_YEAR[level]])
        for level, (keys, of) in levels.items()
    ]
    frames += [
        _rows(level, NET_KINDS, years, *levels[level], summaries[name])
        for level, name in NET_BY_YEAR.items()
        if name in summaries
    ]
    whole_of = {level: summaries[BY_YEAR[level]] for level in ("total", "sector")}
    towns = town_keys(inputs, names.municipalities, names.sectors)
    frames += [
        _rows(level, TOWN_KINDS, years, *towns[level], found)
        for level, found in town_summaries(inputs, whole_of, cells).items()
    ]
    if MONEY in summaries:
        kinds = MONEY_KINDS if NET_BY_YEAR["total"] in summaries else MONEY_KINDS[:1]
        every = _rows("total", kinds, years, *levels["total"], summaries[MONEY])
        frames.append(every[every["unit"] == "fte"].assign(unit=MONEY_UNIT))
    return pd.concat(frames, ignore_index=True)


def _rows(
    level: str,
    kinds: Sequence[str],
    years: Sequence[int],
    keys: dict[str, list[str]],
    base: Array,
    summary: Summary,
) -> pd.DataFrame:
    """All kinds and years of one level."""
    times, number = len(kinds) * len(years), len(base)
    return table(
        level,
        {key: values * times for key, values in keys.items()},
        np.tile(base, times),
        summary,
        kind=[kind for kind in kinds for _ in range(len(years) * number)],
        year=[year for _ in kinds for year in years for _ in range(number)],
    )


def shown_future(
    future: pd.DataFrame,
    hidden: Hidden,
    hours_per_fte: float,
    cost: dict[str, float] | float | None,
) -> pd.DataFrame:
    """The table by year as it may be shown, with hours and amounts.

    Parameters
    ----------
    future : as from `future_table`.
    hidden : what is hidden of the workforce.
    hours_per_fte : hours in one FTE and year.
    cost : NOK per FTE and year, for all or by sector; None: no amounts.

    Returns
    -------
    The rows, and after them hours of every kind and NOK of `MONEY_KINDS`. Where the cost differs
    between sectors, technologies and radar classes have no amount.
    """
    amount = future["unit"] == MONEY_UNIT
    shown = hidden.withheld(future[~amount])
    fte = shown[shown["unit"] == "fte"]
    figures = [*VALUES, *ERRORS]
    hours = fte.assign(unit="hours", **{name: fte[name] * hours_per_fte for name in figures})
    frames = [shown, hours]
    priced = fte[fte["kind"].isin(MONEY_KINDS)]
    if isinstance(cost, dict):
        priced = priced[priced["level"].isin(["sector", "municipality_sector"])]
        per_fte = priced["sector"].map(cost).astype(float)
        frames.append(future[amount])
    elif cost is not None:
        per_fte = pd.Series(cost, priced.index)
    if cost is not None:
        amounts = {name: priced[name] * per_fte for name in figures}
        frames.append(priced.assign(unit="nok", **amounts))
    return pd.concat(frames, ignore_index=True)
