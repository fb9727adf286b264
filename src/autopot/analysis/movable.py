"""What a page needs to work out the model again with other weights, gates, years and levers.

The page holds the model in small: tasks with their readings at the middle of the parameters, time
and FTE as they are, and the distributions that are drawn. It draws a few hundred times from these
itself (docs/method.md, section 22). Nothing here is a result: all of it follows from the evidence
and from the FTE that it is given.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import numpy as np

from autopot.demand import DemandInputs, demand_draws, growth
from autopot.model.adoption import AdoptionInputs
from autopot.model.arrays import Array, Index, Quantile
from autopot.model.centring import mean_shift
from autopot.model.inputs import ModelInputs, ReadingMix
from autopot.model.realisation import TYPICAL, WORST, RealisationInputs
from autopot.model.shared_draws import CODER, FURTHEST, LABELLING

LINES = 1500
"""Draws of the page; each is followed along the error that all work shares."""

POINTS = 65
"""Of the distribution of an uncertain number, from its lowest value to its highest."""

TOGETHER = 128
"""Joint draws of the parameters inside the readings."""

LABELLINGS, CODERS = (0.25, 0.75), (0.25, 0.75)
WITH_PEOPLE = (1 / 6, 5 / 12, 7 / 12, 5 / 6)
"""Where a draw believes each labelling or coder: one value for each answer."""

NEEDS, NEED_BLOCKS = 600, 24
"""Draws of the need that travel, and blocks of the run's own that they stand for."""

SHARES, SIZES, LARGEST_SIZE = 64, 80, 10.0
"""Steps of the table of what keeps the mean of a share, by its root and the size of the error."""


@dataclass(frozen=True)
class Staff:
    """FTE as they may be told.

    Parameters
    ----------
    row : (J,) row of the tasks that each pair of sector and occupation is of.
    sector : (J,) number of its sector.
    fte : (J,) FTE.
    towns : (M,) share of the FTE of each municipality.
    log_sd : error of all FTE together; 0 where they are counted.
    """

    row: Index
    sector: Index
    fte: Array
    towns: Array
    log_sd: float


def quantiles(number: Quantile) -> Array:
    """An uncertain number at even steps of its probability, ends included; shape (POINTS,)."""
    return np.asarray(number.quantile(np.linspace(0.0, 1.0, POINTS)), dtype=float)


def evidence_of(inputs: ModelInputs, rated: bool) -> dict[str, Any]:
    """Tasks, their readings and the sizes of the errors.

    Parameters
    ----------
    inputs : the model, without calibration.
    rated : whether people who do the job have labelled tasks.

    Returns
    -------
    Arrays by name. `readings` has an array of (T,) shares for each answer of labellings and coders
    where they differ; `together` (readings, `TOGETHER`) how many times as large as at the middle a
    reading is under joint draws of its other parameters.
    """
    tasks, mix, errors = inputs.tasks, inputs.mix, inputs.errors
    frozen = errors.frozen
    noise = tasks.noise * float(np.mean(quantiles(errors.task_noise)))
    labellings = WITH_PEOPLE if rated else LABELLINGS
    own = np.flatnonzero(tasks.overridden >= 0)
    set_to = [float(quantiles(mix.overrides[n]).mean()) for n in tasks.overridden[own]]
    return {
        "readings": list(_answers(mix, tasks, labellings)),
        "sees_robots": [reading.sees_robots for reading in mix.readings],
        "weights": mix.weights,
        "concentration": mix.concentration,
        "robots": mix.robot_source,
        "together": _together(mix, tasks, labellings[0]),
        "labellings": len(labellings),
        "labelling": quantiles(mix.parameters[LABELLING]),
        "coder": quantiles(mix.parameters[CODER]),
        "strength": quantiles(mix.strength),
        "growth": quantiles(mix.growth),
        "reach": tasks.reach,
        "physical": tasks.physical,
        "technology": tasks.technology,
        "gate": tasks.gate.argmax(axis=1),
        "beside": tasks.beside,
        "group": tasks.major_group,
        "tasks_of": np.diff(tasks.first_task),
        "noise": np.zeros_like(noise) if "tasks" in frozen else noise,
        "own": own,
        "set_to": set_to,
        "sizes": {name: 0.0 if name in frozen else sd for name, sd in errors.shared.items()},
        "doubt": {name: errors.doubt.get(name, 0.0) for name in errors.shared},
        "furthest": FURTHEST,
        "frozen": sorted(frozen),
    }


def _answers(mix: ReadingMix, tasks: Any, labellings: Sequence[float]) -> Iterator[dict[str, Any]]:
    """Each reading at the middle of its parameters, for each answer that changes it."""
    worlds = list(product(labellings, CODERS))
    half = np.full(len(worlds), 0.5)
    given = {name: number.quantile(half) for name, number in mix.parameters.items()}
    given[LABELLING], given[CODER] = (np.array(values) for values in zip(*worlds, strict=True))
    shape = (len(labellings), len(CODERS))
    every = slice(0, len(tasks.occupations))
    for reading in mix.readings:
        value = np.broadcast_to(
            reading.values(given, every), (len(tasks.noise), len(worlds))
        ).T.reshape(*shape, -1)
        by_label = bool((value != value[:1]).any())
        by_coder = bool((value != value[:, :1]).any())
        kept = value[: len(labellings) if by_label else 1, : len(CODERS) if by_coder else 1]
        yield {"by_label": by_label, "by_coder": by_coder, "values": kept}


def _together(mix: ReadingMix, tasks: Any, labelling: float) -> Array:
    """(readings, `TOGETHER`) mean of a reading under draws of its parameters, over its middle."""
    names = [name for name in sorted(mix.parameters) if name not in (LABELLING, CODER)]
    steps = np.arange(1, TOGETHER + 1)[:, None] * np.sqrt(_primes(len(names)))
    given = {n: mix.parameters[n].quantile(u) for n, u in zip(names, (steps % 1.0).T, strict=True)}
    middle = {name: mix.parameters[name].quantile(np.array([0.5])) for name in names}
    every = slice(0, len(tasks.occupations))
    found = np.ones((len(mix.readings), TOGETHER))
    for row, reading in zip(found, mix.readings, strict=True):
        at = {LABELLING: np.array([labelling]), CODER: np.array([CODERS[0]])}
        usual = float(tasks.time_share @ reading.values({**middle, **at}, every)[:, 0])
        drawn = {name: np.repeat(value, TOGETHER) for name, value in at.items()}
        value = reading.values({**given, **drawn}, every)
        if usual > 0:
            row[:] = tasks.time_share @ np.broadcast_to(value, (len(tasks.noise), TOGETHER)) / usual
    return found


def _primes(count: int) -> Array:
    """The first primes; multiples of their roots fill a cube evenly (Richtmyer 1951)."""
    found: list[int] = []
    candidate = 2
    while len(found) < count:
        if all(candidate % prime for prime in found):
            found.append(candidate)
        candidate += 1
    return np.array(found, dtype=float)


def time_of(inputs: ModelInputs, staff: Staff) -> dict[str, Any]:
    """Time of the tasks in every row, and who works in it.

    Parameters
    ----------
    inputs : the model.
    staff : FTE as they may be told.

    Returns
    -------
    occupation : (rows,) position of the occupation of each row; time : the shares of its tasks, one
    row after another; row, sector, fte : of each pair.
    """
    tasks = inputs.tasks
    first = tasks.first_task
    own = [tasks.time_share[first[o] : first[o + 1]] for o in range(len(tasks.occupations))]
    return {
        "occupation": tasks.row_occupation,
        "time": np.concatenate([*own, *tasks.sector_time.time_share]),
        "row": staff.row,
        "sector": staff.sector,
        "fte": staff.fte,
        "minimum_block": inputs.future.realisation.minimum_block if inputs.future else 0.0,
    }


def directions(inputs: ModelInputs, evidence: dict[str, Any], staff: Staff) -> dict[str, Array]:
    """How much the whole moves with each shared error, by technology and by group.

    Parameters
    ----------
    inputs, evidence, staff : the model, and what was made of it.

    Returns
    -------
    technology (K,), group (G,): shares of what moves, each summing to at most 1.
    """
    tasks = inputs.tasks
    middle = sum(
        (
            w * r["values"][0, 0]
            for w, r in zip(inputs.mix.weights, evidence["readings"], strict=True)
        ),
        np.zeros(len(tasks.noise)),
    )
    middle = np.minimum(middle, tasks.reach[0])
    by_row = np.bincount(staff.row, staff.fte, len(tasks.row_occupation))
    by_occupation = np.bincount(tasks.row_occupation, by_row)
    owner = np.repeat(np.arange(len(tasks.occupations)), np.diff(tasks.first_task))
    moved = by_occupation[owner] * tasks.time_share * tasks.in_main * middle * (1 - middle)
    whole = max(float(moved.sum()), 1e-12)
    groups = np.bincount(tasks.major_group[owner], moved, int(tasks.major_group.max()) + 1)
    return {"technology": moved @ tasks.technology.mean(axis=0) / whole, "group": groups / whole}


def mean_keeping() -> Array:
    """(sizes, shares) what keeps the mean of a share, by the size of its error, logit units."""
    share = (np.arange(SHARES + 1) / SHARES) ** 2 / 2
    size = np.arange(SIZES + 1) / SIZES * LARGEST_SIZE
    return mean_shift(np.broadcast_to(share, (len(size), len(share))), size[:, None] ** 2)


def adoption_of(adoption: AdoptionInputs, classes: int) -> dict[str, Any]:
    """Distributions of the curves (`autopot.model.adoption`)."""
    ready = adoption.readiness
    curves = adoption.curves[:classes]
    return {
        "base_year": adoption.base_year,
        "years": [int(year) for year in adoption.years],
        "linear": adoption.form == "linear",
        "class": adoption.curve_of,
        "midpoint": [quantiles(curve.midpoint) for curve in curves],
        "width": [quantiles(curve.width) for curve in curves],
        "ceiling": [quantiles(curve.ceiling) for curve in curves],
        "never": [curve.never for curve in curves],
        "parallel": adoption.parallel,
        "threshold": quantiles(adoption.threshold),
        "delay": quantiles(adoption.delay),
        "stretch": quantiles(adoption.stretch),
        "national": adoption.national_sd,
        "carry": quantiles(ready.carry),
        "lead": ready.mean,
        "lead_sd": ready.sd,
        "area": ready.area,
        "sector_sd": ready.sector_sd,
        "unknown_sd": ready.unknown_sd,
    }


def realisation_of(realisation: RealisationInputs) -> dict[str, Any]:
    """Distributions of what is taken out (`autopot.model.realisation`); barriers by sector."""
    bright = realisation.optimism
    return {
        "level": quantiles(realisation.level),
        "strength": quantiles(realisation.strength),
        "barriers": [_barriers(realisation, s) for s in range(len(realisation.scores))],
        "part": quantiles(bright.part) if bright else np.zeros(POINTS),
        "gap": bright.gap if bright else 0.0,
        "gap_sd": bright.sd if bright else 0.0,
        "sector_sd": realisation.sector_sd,
    }


def _barriers(realisation: RealisationInputs, sector: int) -> Array:
    """(`POINTS`,) the weighted sum of a sector's barriers beyond what is typical."""
    known = realisation.scores[sector]
    ends = (realisation.lowest, realisation.highest)
    low, high = (
        np.full(len(known), end) if given is None else given[sector]
        for given, end in zip(ends, (0.0, WORST), strict=True)
    )
    places = np.arange(1, 4097)[:, None] * np.sqrt(_primes(len(known))) % 1.0
    score = np.where(np.isnan(known), low + (high - low) * places, known) - TYPICAL
    result: Array = np.quantile(score @ realisation.weights, np.linspace(0, 1, POINTS))
    return result


def need_of(
    inputs: ModelInputs, demand: DemandInputs, staff: Staff, frozen: Collection[str]
) -> dict[str, Any]:
    """Growth of the need by sector, drawn, and the levers.

    Parameters
    ----------
    inputs, demand, staff, frozen : the model, the need, FTE as they may be told, frozen factors.

    Returns
    -------
    grown : (S, Y, `NEEDS`) multiples of today, from the least need of all sectors together to the
    largest; the rest as in `DemandInputs`.
    """
    blocks = [demand_draws(demand, inputs.stream, frozen, block) for block in range(NEED_BLOCKS)]
    together = np.tensordot(demand.table, staff.towns, axes=(3, 0))[:, :, :, None]
    one = replace(demand, table=together)
    grown = np.concatenate([growth(one, drawn, slice(0, 1))[0] for drawn in blocks], axis=-1)
    levers = demand.levers
    return {
        "today": demand.today,
        "years": list(demand.years),
        "grown": grown[:, :, _evenly(grown, staff)],
        "lines": NEEDS,
        "move": demand.move,
        "staff_sd": 0.0 if "workforce" in frozen else staff.log_sd,
        "reach": levers.reach,
        "sectors": levers.sectors,
        "mean_position": quantiles(levers.mean_position),
        "mean_position_now": levers.mean_position_now,
        "sick_leave": quantiles(levers.sick_leave),
        "sick_leave_now": levers.sick_leave_now,
        "later_retirement": quantiles(levers.later_retirement),
        "retiring": levers.retiring,
    }


def _evenly(grown: Array, staff: Staff) -> Index:
    """(`NEEDS`,) draws at even steps of their order by the need of all sectors and years."""
    fte = np.bincount(staff.sector, staff.fte, len(grown))
    order = np.argsort(np.einsum("s,syd->d", fte, grown), kind="stable")
    places = (np.arange(NEEDS) + 0.5) * len(order) / NEEDS
    result: Index = order[places.astype(int)]
    return result
