"""Need of work and what meets it: draws to the rows of the long table.

The model is run once with the years of the need, today first, and only its sums are kept: how much
of a sector's FTE is taken out, or in use, from today to each year. That share holds for the sector
in every municipality of the run; FTE, need and the balance are each municipality's own, in the same
draws. Sums over sectors and municipalities are made draw by draw, so that their intervals are
intervals of sums.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot.analysis.levels import Names, fte_by_sector
from autopot.analysis.summary import COLUMNS, ERRORS, KEYS, VALUES, with_errors
from autopot.demand import (
    QUANTITIES,
    DemandDraws,
    DemandInputs,
    balance,
    demand_draws,
    growth,
    joined,
    won_by_levers,
)
from autopot.engine import Draws, Engine, Progress, Study, Variant, give_back, rounds_of
from autopot.model.cells import municipality_chunks
from autopot.model.inputs import ModelInputs
from autopot.model.potential import KINDS
from autopot.model.staff import sector_fte

Array = NDArray[np.float64]

FEW, DRAWS_OF_FEW, DRAWS_OF_MANY = 20, 2000, 1000
"""Up to how many municipalities a gap is computed from how many draws, and from how many for more:
each municipality, sector and year has quantiles of its own."""

SHARE_CLOSED = "share_closed"
"""Kind: what technology meets, as share of the gap where it is above 0."""

Figure = tuple[str, str]
"""Kind and unit of a figure."""

EVERY: tuple[Figure, ...] = (
    *((name, "fte") for name in QUANTITIES),
    ("gap", "share"),
    (SHARE_CLOSED, "share"),
)
OF_CELLS: tuple[Figure, ...] = (
    ("gap", "fte"),
    ("technology", "fte"),
    ("rest", "fte"),
    (SHARE_CLOSED, "share"),
)
"""What is kept of each municipality and sector; the rest is kept of their sums."""

OF_SHOWN: tuple[Figure, ...] = (*OF_CELLS, ("levers", "fte"), ("spare", "fte"))
"""The same where single municipalities are asked for."""

MOST_FTE = 1e-9
"""FTE below which a gap is none, so that no share is taken of it."""


@dataclass(frozen=True)
class SectorShares:
    """What becomes of a sector's FTE from today on, and what is drawn of the need.

    Parameters
    ----------
    realised, adopted : (S, Y, D) share of the sector's FTE.
    need : draws of the need.
    """

    realised: Array
    adopted: Array
    need: DemandDraws


@dataclass(frozen=True)
class GapDraws:
    """Draws of the balance.

    Parameters
    ----------
    sectors : (quantities, S, Y, D) FTE of all municipalities together.
    fte : (S, D) FTE of today.
    towns : (m, figures, Y, 12) mean, quantiles and errors of each run of municipalities; none where
        none are asked for.
    cells : the same of the municipality and sector.
    """

    sectors: Array
    fte: Array
    towns: list[Array]
    cells: list[Array]

    def plus(self, other: GapDraws) -> GapDraws:
        """The balance of both, the other's municipalities after these."""
        return GapDraws(
            self.sectors + other.sectors,
            self.fte + other.fte,
            self.towns + other.towns,
            self.cells + other.cells,
        )


def gap_table(
    inputs: ModelInputs,
    names: Names,
    demand: DemandInputs,
    draws: int,
    engine: Engine,
    cells: bool = True,
    study: Study | None = None,
    of_cells: tuple[Figure, ...] = OF_CELLS,
) -> pd.DataFrame:
    """Need, what meets it and what rests, by sector, municipality and year.

    Parameters
    ----------
    inputs : the model, with adoption and realisation.
    names : along its axes.
    demand : the need.
    draws : number of draws.
    engine : where.
    cells : whether to have rows by municipality, and by municipality and sector.
    study : from `shares_study` of the same model and need, of which blocks may be done already.
    of_cells : which figures of each municipality and sector.

    Returns
    -------
    Columns of `autopot.analysis.COLUMNS`; levels total, sector, municipality and
    municipality_sector, kinds `QUANTITIES` and `SHARE_CLOSED`, a row for each year; units fte, and
    share of today's FTE for the gap.
    """
    pair = inputs, demand
    study = study or shares_study([pair], engine)
    [shares] = sector_shares([pair], draws, study)
    found = _balanced(inputs, demand, shares, draws, engine, of_cells if cells else ())
    give_back()
    by_cell = fte_by_sector(inputs.workforce)
    base, used, years = by_cell.sum(axis=0), by_cell.sum(axis=0) > 0, demand.years
    whole = found.sectors.sum(axis=1, keepdims=True)
    total = _figures(whole, found.fte.sum(axis=0)[None], EVERY)
    sector = _figures(found.sectors[:, used], found.fte[used], EVERY)
    sectors = {"sector": _chosen(names.sectors, used)}
    frames = [
        _rows("total", {}, years, np.array([base.sum()]), total, EVERY),
        _rows("sector", sectors, years, base[used], sector, EVERY),
    ]
    if cells:
        staffed = (by_cell > 0).ravel()
        towns = names.municipalities
        pairs = {
            "municipality": _chosen([t for t in towns for _ in names.sectors], staffed),
            "sector": _chosen(names.sectors * len(towns), staffed),
        }
        of_towns = np.concatenate(found.towns)
        of_pairs = np.concatenate(found.cells)[staffed]
        frames += [
            _rows(
                "municipality", {"municipality": towns}, years, by_cell.sum(axis=1), of_towns, EVERY
            ),
            _rows(
                "municipality_sector", pairs, years, by_cell.ravel()[staffed], of_pairs, of_cells
            ),
        ]
    return pd.concat(frames, ignore_index=True)


def gap_draws(
    inputs: ModelInputs, demand: DemandInputs, draws: int, engine: Engine, cells: bool = False
) -> GapDraws:
    """The balance of every sector, draw by draw.

    Parameters
    ----------
    inputs, demand, draws, engine, cells : as for `gap_table`.
    """
    [found] = gap_draws_of_each([(inputs, demand)], draws, engine, cells)
    return found


def gap_draws_of_each(
    wanted: Sequence[tuple[ModelInputs, DemandInputs]],
    draws: int,
    engine: Engine,
    cells: bool = False,
    progress: Progress | None = None,
) -> Iterator[GapDraws]:
    """The balance of every sector, draw by draw, of variants of the model.

    Parameters
    ----------
    wanted : the model and the need of each.
    draws, engine, cells : as for `gap_table`.
    progress : called with (blocks done, blocks in all) of the model itself.

    Yields
    ------
    In the order of `wanted`.
    """
    shares = sector_shares(wanted, draws, shares_study(wanted, engine), progress)
    for (inputs, demand), own in zip(wanted, shares, strict=True):
        yield _balanced(inputs, demand, own, draws, engine, OF_CELLS if cells else ())


def _balanced(
    inputs: ModelInputs,
    demand: DemandInputs,
    shares: SectorShares,
    draws: int,
    engine: Engine,
    cells: tuple[Figure, ...],
) -> GapDraws:
    """The balance of all municipalities, a run of them at a time, added up in their order."""
    order = [(run.start, run.stop) for run in municipality_chunks(inputs)]
    work = partial(_of_run, demand, draws, cells)
    done: dict[tuple[int, int], GapDraws] = {}
    whole: GapDraws | None = None
    added = 0
    for item, run in engine.each(work, (inputs, shares), order):
        done[item] = run
        while added < len(order) and order[added] in done:
            own = done.pop(order[added])
            whole = own if whole is None else whole.plus(own)
            added += 1
    assert whole is not None  # a workforce has a municipality
    return whole


def shares_study(wanted: Sequence[tuple[ModelInputs, DemandInputs]], engine: Engine) -> Study:
    """What technology takes out of each sector from today on, yet to be run.

    Parameters
    ----------
    wanted, engine : as for `gap_draws_of_each`.
    """
    variants = [
        Variant(
            since_today(inputs, demand),
            partial(_shares, len(demand.years)),
            occupations=False,
        )
        for inputs, demand in wanted
    ]
    return Study(engine, variants)


def sector_shares(
    wanted: Sequence[tuple[ModelInputs, DemandInputs]],
    draws: int,
    study: Study,
    progress: Progress | None = None,
) -> list[SectorShares]:
    """What technology takes out of each sector from today to every year, and the need's draws.

    Parameters
    ----------
    wanted, draws, progress : as for `gap_draws_of_each`.
    study : from `shares_study`.
    """
    found = study.run(draws, progress)
    return [
        SectorShares(realised, adopted, _need(inputs, demand, draws))
        for (inputs, demand), (adopted, realised) in zip(wanted, found, strict=True)
    ]


def _need(inputs: ModelInputs, demand: DemandInputs, draws: int) -> DemandDraws:
    """What is drawn of the need, all blocks together."""
    blocks = rounds_of(draws)[0].blocks
    frozen = inputs.errors.frozen
    drawn = [demand_draws(demand, inputs.stream, frozen, block) for block in blocks]
    return joined(drawn, draws)


def since_today(inputs: ModelInputs, demand: DemandInputs) -> ModelInputs:
    """The model with the years of the need, today first; nothing where it has no years at all."""
    if inputs.future is None:
        return inputs
    years = np.array([demand.today, *demand.years], dtype=float)
    adoption = replace(inputs.future.adoption, years=years)
    return replace(inputs, future=replace(inputs.future, adoption=adoption))


def _shares(years: int, _: ModelInputs, draws: Draws) -> tuple[Array, Array]:
    """(S, Y, D) adopted and realised since today, as share of the sector's FTE."""
    fte = draws.sector_fte
    if draws.future is None:
        nothing = np.zeros((len(fte), years, fte.shape[-1]))
        return nothing, nothing
    found = []
    for kind in ("adopted", "realised"):
        by_year = draws.future.by_sector[KINDS.index(kind)]
        since = (by_year[1:] - by_year[:1]).transpose(1, 0, 2)
        base = np.broadcast_to(fte[:, None], since.shape)
        found.append(np.divide(since, base, out=np.zeros_like(since), where=base > 0))
    return found[0], found[1]


def _of_run(
    demand: DemandInputs,
    draws: int,
    cells: tuple[Figure, ...],
    shared: tuple[ModelInputs, SectorShares],
    run: tuple[int, int],
) -> GapDraws:
    """Sums over a run of municipalities, and figures of each."""
    inputs, shares = shared
    towns = slice(*run)
    fte = _fte(inputs, towns, draws)
    won = won_by_levers(demand, shares.need)
    grown = growth(demand, shares.need, towns)
    found = balance(fte, grown, shares.realised, shares.adopted, won, demand.move).values
    whole = np.broadcast_to(fte, (*fte.shape[:2], draws)).sum(axis=0)
    if not cells:
        return GapDraws(found.sum(axis=1), whole, [], [])
    by_cell = found.reshape(len(QUANTITIES), -1, *found.shape[3:])
    return GapDraws(
        found.sum(axis=1),
        whole,
        [_figures(found.sum(axis=2), fte.sum(axis=1), EVERY)],
        [_figures(by_cell, fte.reshape(-1, fte.shape[-1]), cells)],
    )


def _fte(inputs: ModelInputs, towns: slice, draws: int) -> Array:
    """(m, S, D) FTE of today; (m, S, 1) where they are given."""
    parts = [sector_fte(inputs, block, towns) for block in rounds_of(draws)[0].blocks]
    if parts[0].shape[-1] == 1:
        return parts[0]
    return np.concatenate(parts, axis=-1)[..., :draws]


def _chosen(values: Sequence[str], used: NDArray[np.bool_]) -> list[str]:
    return [value for value, use in zip(values, used, strict=True) if use]


def share_closed(values: Array) -> Array:
    """Part of the gap that technology meets, draw by draw.

    Parameters
    ----------
    values : (quantities, ..., D) FTE, in the order of `QUANTITIES`.

    Returns
    -------
    (..., D) 0-1; 1 in a draw where there is no gap to close.
    """
    growing = values[QUANTITIES.index("growing")]
    closed = values[QUANTITIES.index("closed")]
    found: Array = np.divide(closed, growing, out=np.ones_like(growing), where=growing > MOST_FTE)
    return found


def surely_grows(p05: Array | pd.Series) -> NDArray[np.bool_]:
    """Whether the need grows so surely that what technology meets of it can be said.

    Parameters
    ----------
    p05 : 5 % quantile of the gap, FTE.

    >>> surely_grows(np.array([-3.0, 0.0, 2.0])).tolist()
    [False, False, True]
    """
    return np.asarray(p05, dtype=float) > 0


def _figures(values: Array, fte: Array, wanted: Sequence[Figure]) -> Array:
    """Mean, quantiles and errors of n things.

    Parameters
    ----------
    values : (quantities, n, Y, D) FTE.
    fte : (n, D or 1) FTE of today.
    wanted : which figures.

    Returns
    -------
    (n, figures, Y, 12).
    """
    things, years = values.shape[1:3]
    found = np.empty((things, len(wanted), years, len(VALUES) + len(ERRORS)))
    for at, (kind, unit) in enumerate(wanted):
        own = share_closed(values) if kind == SHARE_CLOSED else values[QUANTITIES.index(kind)]
        if kind == "gap" and unit == "share":
            today = np.broadcast_to(fte[:, None], own.shape)
            own = np.divide(own, today, out=np.zeros_like(own), where=today > 0)
        found[:, at] = with_errors(own).reshape(things, years, -1)
    return found


def _rows(
    level: str,
    keys: dict[str, list[str]],
    years: Sequence[int],
    base: Array,
    figures: Array,
    wanted: Sequence[Figure],
) -> pd.DataFrame:
    """Rows of n things: figures, then years, then things.

    Parameters
    ----------
    level, keys : as in the table.
    years : Y.
    base : (n,) FTE as given.
    figures : (n, figures, Y, 12).
    wanted : kind and unit of each figure.
    """
    flat = np.moveaxis(figures, 0, 2).reshape(-1, figures.shape[-1])
    frame = pd.DataFrame(flat, columns=[*VALUES, *ERRORS])
    times = len(wanted) * len(years)
    nothing = pd.array([None] * len(frame), dtype="string")
    each = len(years) * len(base)
    columns: dict[str, object] = {
        "level": level,
        **{
            key: pd.array(keys[key] * times, dtype="string") if key in keys else nothing
            for key in KEYS
        },
        "kind": np.repeat(np.array([kind for kind, _ in wanted], dtype=object), each),
        "year": pd.array(np.tile(np.repeat(list(years), len(base)), len(wanted)), dtype="Int64"),
        "unit": np.repeat(np.array([unit for _, unit in wanted], dtype=object), each),
        "fte_base": np.tile(base, times),
        "suppressed": False,
    }
    return frame.assign(**columns)[list(COLUMNS)]
