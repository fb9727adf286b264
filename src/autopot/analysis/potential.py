"""Run the model and make the potential table, with the draws that are worth keeping."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot.analysis.future import future_table
from autopot.analysis.readiness import readiness_table, relevance_table
from autopot.analysis.summary import COLUMNS, LEVELS, Summary, summarise, table
from autopot.engine import Cells, Draws, Future, run_draws
from autopot.model.inputs import ModelInputs

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Names:
    """Names along the axes of the model.

    Parameters
    ----------
    municipalities, sectors, occupations, technologies : in the order of the arrays.
    classes : radar class of each technology.
    gates : how far a person is required, in the order of `TaskInputs.gate`.
    """

    municipalities: list[str]
    sectors: list[str]
    occupations: list[str]
    technologies: list[str]
    classes: list[str]
    gates: list[str]


@dataclass(frozen=True)
class PotentialTable:
    """The potential, and draws of the largest sums.

    Parameters
    ----------
    table : long form, columns of `autopot.analysis.COLUMNS`.
    total : (D,) share of all FTE.
    sectors : (S, D) share of each sector's FTE; 0 where a sector has no FTE.
    sector_fte, sector_potential : (S, D) FTE.
    readiness : ready now, later and on hold, by sector (see `readiness_table`).
    relevance : mean potential by sector and technology (see `relevance_table`).
    by_year : adopted and realised (see `autopot.analysis.future`); empty where not asked for.
    future : the draws of it; None where not asked for.
    """

    table: pd.DataFrame
    total: Array
    sectors: Array
    sector_fte: Array
    sector_potential: Array
    readiness: pd.DataFrame
    relevance: pd.DataFrame
    by_year: pd.DataFrame
    future: Future | None


@dataclass(frozen=True)
class _Cells:
    municipality: Summary
    cells: Summary
    by_class: Summary


def potential_table(
    inputs: ModelInputs,
    names: Names,
    classes: list[str],
    draws: int,
    threads: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> PotentialTable:
    """Run the model and summarise every level.

    Parameters
    ----------
    inputs : the model's inputs.
    names : names along its axes.
    classes : radar classes, inner ring first.
    draws : number of draws.
    threads, progress : as in `autopot.engine.run_draws`.

    Returns
    -------
    The table with one row per level, key and unit.
    """

    def summarise_cells(_: slice, cells: Cells) -> _Cells:
        flat = (-1, cells.potential.shape[-1])
        total = cells.fte.sum(axis=1)
        by_class = cells.by_class
        return _Cells(
            summarise(cells.potential.sum(axis=1), total),
            summarise(cells.potential.reshape(flat), cells.fte.reshape(flat)),
            summarise(by_class.reshape(flat), np.repeat(total, by_class.shape[1], axis=0)),
        )

    result, cells = run_draws(inputs, draws, summarise_cells, threads, progress=progress)
    sector_potential = result.sector_technology.sum(axis=1)
    by_class = np.einsum("kc,skd->scd", inputs.tasks.radar_class, result.sector_technology)
    frames = [
        *_sum_levels(inputs, names, classes, result, sector_potential, by_class),
        *_municipality_levels(inputs, names, classes, cells),
    ]
    frames.sort(key=lambda frame: LEVELS.index(str(frame["level"].iloc[0])))
    fte = result.sector_fte
    return PotentialTable(
        table=pd.concat(frames, ignore_index=True),
        total=sector_potential.sum(axis=0) / fte.sum(axis=0),
        sectors=np.divide(sector_potential, fte, out=np.zeros_like(fte), where=fte > 0),
        sector_fte=fte,
        sector_potential=sector_potential,
        readiness=readiness_table(names.sectors, classes, by_class),
        relevance=relevance_table(names.sectors, names.technologies, result.sector_technology),
        by_year=_by_year(inputs, names, classes, result),
        future=result.future,
    )


def _by_year(inputs: ModelInputs, names: Names, classes: list[str], result: Draws) -> pd.DataFrame:
    if inputs.future is None or result.future is None:
        return pd.DataFrame(columns=list(COLUMNS))
    return future_table(
        result.future,
        [int(year) for year in inputs.future.adoption.years],
        names.sectors,
        {"technology": names.technologies, "radar_class": names.classes},
        classes,
        inputs.tasks.radar_class,
        _sector_base(inputs),
        result.sector_fte,
    )


def _sector_base(inputs: ModelInputs) -> Array:
    """(S,) FTE of each sector as given by the workforce."""
    staff = inputs.workforce
    by_pair = staff.fte.sum(axis=0)
    return np.array([by_pair[staff.pairs_of(s)].sum() for s in range(staff.sectors)])


def _sum_levels(
    inputs: ModelInputs,
    names: Names,
    classes: list[str],
    result: Draws,
    sector_potential: Array,
    by_class: Array,
) -> list[pd.DataFrame]:
    """Levels that sum over municipalities."""
    staff = inputs.workforce
    by_pair = staff.fte.sum(axis=0)
    base_sector = _sector_base(inputs)
    base = np.array([by_pair.sum()])
    fte_total = result.sector_fte.sum(axis=0)[None, :]
    by_technology = result.sector_technology.sum(axis=0)
    member = inputs.tasks.radar_class.T
    used = base_sector > 0
    sectors = [s for s, u in zip(names.sectors, used, strict=True) if u]
    base_occupation = np.bincount(
        staff.occupation, by_pair, minlength=len(names.occupations)
    ).astype(float)
    return [
        table("total", {}, base, summarise(sector_potential.sum(axis=0)[None, :], fte_total)),
        table(
            "sector",
            {"sector": sectors},
            base_sector[used],
            summarise(sector_potential[used], result.sector_fte[used]),
        ),
        table(
            "occupation",
            {"occupation": names.occupations},
            base_occupation,
            summarise(result.occupation_potential, result.occupation_fte),
        ),
        table(
            "technology",
            {"technology": names.technologies, "radar_class": names.classes},
            np.repeat(base, len(names.technologies)),
            summarise(by_technology, fte_total),
        ),
        table(
            "radar_class",
            {"radar_class": classes},
            np.repeat(base, len(classes)),
            summarise(member @ by_technology, fte_total),
        ),
        _by_sector(
            "sector_radar_class",
            "radar_class",
            classes,
            sectors,
            base_sector[used],
            by_class[used],
            result.sector_fte[used],
        ),
        table(
            "human_required",
            {"human_required": names.gates},
            np.repeat(base, len(names.gates)),
            summarise(result.sector_gate.sum(axis=0), fte_total),
        ),
        _by_sector(
            "sector_human_required",
            "human_required",
            names.gates,
            sectors,
            base_sector[used],
            result.sector_gate[used],
            result.sector_fte[used],
        ),
    ]


def _by_sector(
    level: str,
    key: str,
    values: list[str],
    sectors: list[str],
    base: Array,
    potential: Array,
    fte: Array,
) -> pd.DataFrame:
    """A level of sector and one more key; `potential` is (sectors, values, D)."""
    return table(
        level,
        {"sector": [s for s in sectors for _ in values], key: values * len(sectors)},
        np.repeat(base, len(values)),
        summarise(potential.reshape(-1, potential.shape[-1]), np.repeat(fte, len(values), axis=0)),
    )


def _municipality_levels(
    inputs: ModelInputs, names: Names, classes: list[str], cells: list[_Cells]
) -> list[pd.DataFrame]:
    """Levels by municipality; cells without FTE are left out."""
    staff = inputs.workforce
    base = np.stack(
        [staff.fte[:, staff.pairs_of(s)].sum(axis=1) for s in range(staff.sectors)], axis=1
    )
    used = (base > 0).ravel()
    every = _together([c.cells for c in cells])
    total = base.sum(axis=1)
    towns, sectors = len(names.municipalities), len(names.sectors)
    keys = {
        "municipality": list(np.repeat(names.municipalities, sectors)[used]),
        "sector": list(np.tile(names.sectors, towns)[used]),
    }
    by_class = {
        "municipality": [m for m in names.municipalities for _ in classes],
        "radar_class": classes * towns,
    }
    return [
        table(
            "municipality",
            {"municipality": names.municipalities},
            total,
            _together([c.municipality for c in cells]),
        ),
        table(
            "municipality_sector",
            keys,
            base.ravel()[used],
            Summary(every.fte[used], every.share[used]),
        ),
        table(
            "municipality_radar_class",
            by_class,
            np.repeat(total, len(classes)),
            _together([c.by_class for c in cells]),
        ),
    ]


def _together(parts: list[Summary]) -> Summary:
    """Summaries of runs of municipalities, one after the other."""
    return Summary(
        np.concatenate([part.fte for part in parts]),
        np.concatenate([part.share for part in parts]),
    )
