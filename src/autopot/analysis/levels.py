"""Levels of the potential table: their draws, and their rows.

A level is a set of rows with the same keys. Its draws are potential and the FTE it is a share of;
what is made of them, quantiles or sketches, is decided in `autopot.analysis.potential`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot.analysis.summary import LEVELS, Summary, table
from autopot.engine import Cells, Draws
from autopot.model.inputs import ModelInputs, WorkforceInputs

Array = NDArray[np.float64]
BESIDE = "beside"
"""`kind` of what stands beside the main figure."""

LevelDraws = Iterator[tuple[str, Array, Array]]
"""Level, potential (..., D), FTE that is broadcastable to it; things in the order of the axes. They
are made one by one, so that one is held at a time.
"""


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


def whole_draws(inputs: ModelInputs, potential: Array, fte: Array) -> LevelDraws:
    """Draws of the total and the sectors.

    Parameters
    ----------
    inputs : the model; its workforce says which sectors have staff.
    potential, fte : (S, D) FTE of every sector.

    Yields
    ------
    Levels "total" and "sector"; sectors without staff are left out.
    """
    used = fte_by_sector(inputs.workforce).sum(axis=0) > 0
    yield "total", potential.sum(axis=0)[None, :], fte.sum(axis=0)[None, :]
    yield "sector", potential[used], fte[used]


def sum_draws(inputs: ModelInputs, result: Draws) -> LevelDraws:
    """Draws of the other levels that sum over municipalities; sectors without staff left out.

    Parameters
    ----------
    inputs : the model.
    result : summed over municipalities.

    Yields
    ------
    Levels "occupation", "technology", "radar_class", "sector_radar_class", "human_required",
    "sector_human_required" and "sector_technology". Those of two keys have a row for each pair,
    one sector after another.
    """
    used = fte_by_sector(inputs.workforce).sum(axis=0) > 0
    fte = result.sector_fte[used]
    total = result.sector_fte.sum(axis=0)[None, :]
    by_technology = result.sector_technology.sum(axis=0)
    yield "occupation", result.occupation_potential, result.occupation_fte
    yield "technology", by_technology, total
    yield "radar_class", inputs.tasks.radar_class.T @ by_technology, total
    yield "sector_radar_class", *_within(sector_class(inputs, result)[used], fte)
    yield "human_required", _layers(inputs, used, result.sector_gate).sum(axis=0), total
    yield "sector_human_required", *_within(result.sector_gate[used], fte)
    yield "sector_technology", *_within(result.sector_technology[used], fte)


def _layers(inputs: ModelInputs, used: NDArray[np.bool_], gate: Array) -> Array:
    """(S, H, D) what a layer of the total holds of each sector: all of it, but where some sectors
    have the layer beside the main figure and others in it, only of those that have it in.
    """
    beside = inputs.beside_of_sector
    mixed = beside[used].any(axis=0) & ~beside[used].all(axis=0)
    return gate * (1.0 - beside * mixed)[:, :, None] if mixed.any() else gate


def _stands_beside(inputs: ModelInputs, names: Names, rows: pd.DataFrame) -> NDArray[np.bool_]:
    """(n,) whether each row is of a layer that stands beside the main figure."""
    staffed = fte_by_sector(inputs.workforce).sum(axis=0) > 0
    beside = pd.DataFrame(inputs.beside_of_sector > 0, names.sectors, names.gates)
    whole = beside[staffed].all()
    keys = zip(rows["sector"], rows["human_required"], strict=True)
    return np.array(
        [
            not pd.isna(gate) and bool(whole[gate] if pd.isna(sector) else beside.loc[sector, gate])
            for sector, gate in keys
        ]
    )


def sector_class(inputs: ModelInputs, result: Draws) -> Array:
    """Potential of every sector by radar class.

    Parameters
    ----------
    inputs : the model; it says which class each technology stands in.
    result : summed over municipalities.

    Returns
    -------
    (S, C, D) FTE; sums to the sector's potential over the classes.
    """
    by_class: Array = np.einsum("kc,skd->scd", inputs.tasks.radar_class, result.sector_technology)
    return by_class


def cell_draws(cells: Cells) -> LevelDraws:
    """Draws of the levels by municipality."""
    total = cells.fte.sum(axis=1)
    flat = (-1, total.shape[-1])
    yield "municipality", cells.potential.sum(axis=1), total
    yield "municipality_sector", cells.potential.reshape(flat), cells.fte.reshape(flat)
    yield "municipality_radar_class", *_within(cells.by_class, total)


def _within(potential: Array, fte: Array) -> tuple[Array, Array]:
    """(n, values, D) and (n, 1, D): each value as a share of its own n."""
    return potential, fte[:, None]


def fte_by_sector(staff: WorkforceInputs) -> Array:
    """(M, S) FTE as given."""
    return np.stack(
        [staff.fte[:, staff.pairs_of(s)].sum(axis=1) for s in range(staff.sectors)], axis=1
    )


def rows_of_levels(
    inputs: ModelInputs,
    names: Names,
    classes: Sequence[str],
    sums: Mapping[str, Summary],
    cells: Sequence[Mapping[str, Summary]],
) -> pd.DataFrame:
    """The potential table.

    Parameters
    ----------
    inputs, names : the model and the names along its axes.
    classes : radar classes, inner ring first.
    sums : summaries of the levels of `whole_draws` and `sum_draws`.
    cells : for each run of municipalities, summaries of the levels of `cell_draws`.

    Returns
    -------
    One row per level, key and unit; cells without FTE are left out. Layers of human_required that
    stand beside the main figure have kind `BESIDE`: the others sum to it.
    """
    keys = _sum_keys(inputs, names, classes) | _cell_keys(inputs, names, classes)
    summaries = {**sums, **{level: together([c[level] for c in cells]) for level in cells[0]}}
    used = (fte_by_sector(inputs.workforce) > 0).ravel()
    every = summaries["municipality_sector"]
    summaries["municipality_sector"] = Summary(every.fte[used], every.share[used])
    frames = [table(level, *keys[level], summaries[level]) for level in LEVELS]
    whole = pd.concat(frames, ignore_index=True)
    return whole.assign(kind=whole["kind"].mask(_stands_beside(inputs, names, whole), BESIDE))


Keys = dict[str, tuple[dict[str, list[str]], Array]]
"""Level -> key columns, and FTE of each row as given."""


def _sum_keys(inputs: ModelInputs, names: Names, classes: Sequence[str]) -> Keys:
    staff = inputs.workforce
    by_pair = staff.fte.sum(axis=0)
    base = np.array([by_pair[staff.pairs_of(s)].sum() for s in range(staff.sectors)])
    used = base > 0
    sectors = [s for s, u in zip(names.sectors, used, strict=True) if u]
    total, base = np.array([by_pair.sum()]), base[used]
    by_occupation = np.bincount(staff.occupation, by_pair, minlength=len(names.occupations))
    technologies = {"technology": names.technologies, "radar_class": names.classes}

    def whole(keys: dict[str, list[str]]) -> tuple[dict[str, list[str]], Array]:
        return keys, np.repeat(total, len(next(iter(keys.values()))))

    def each_sector(key: str, values: Sequence[str]) -> tuple[dict[str, list[str]], Array]:
        columns = {"sector": [s for s in sectors for _ in values], key: [*values] * len(sectors)}
        return columns, np.repeat(base, len(values))

    return {
        "total": ({}, total),
        "sector": ({"sector": sectors}, base),
        "occupation": ({"occupation": names.occupations}, by_occupation.astype(float)),
        "technology": whole(technologies),
        "radar_class": whole({"radar_class": [*classes]}),
        "sector_radar_class": each_sector("radar_class", classes),
        "human_required": whole({"human_required": names.gates}),
        "sector_human_required": each_sector("human_required", names.gates),
        "sector_technology": each_sector("technology", names.technologies),
    }


def _cell_keys(inputs: ModelInputs, names: Names, classes: Sequence[str]) -> Keys:
    base = fte_by_sector(inputs.workforce)
    used, total = (base > 0).ravel(), base.sum(axis=1)
    towns = names.municipalities
    cells = {
        "municipality": list(np.repeat(towns, len(names.sectors))[used]),
        "sector": list(np.tile(names.sectors, len(towns))[used]),
    }
    by_class = {
        "municipality": [m for m in towns for _ in classes],
        "radar_class": [*classes] * len(towns),
    }
    return {
        "municipality": ({"municipality": towns}, total),
        "municipality_sector": (cells, base.ravel()[used]),
        "municipality_radar_class": (by_class, np.repeat(total, len(classes))),
    }


def together(parts: Sequence[Summary]) -> Summary:
    """Summaries of runs of municipalities, one after the other."""
    return Summary(
        np.concatenate([part.fte for part in parts]),
        np.concatenate([part.share for part in parts]),
    )
