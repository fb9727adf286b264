"""The yardstick of speed: the model's draws, products and quantiles in as little numpy as will do.

One generator, nothing drawn twice, one sort of each number, no streams, no checks, no names. The
model itself does more than this: two labellings of technologies, readings with drawn parameters,
robots, a time of their own in some sectors, sizes of errors that are drawn, and shares of people
who are required.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from autopot.analysis.summary import QUANTILES
from autopot.model.arrays import Array
from autopot.model.centring import mean_shift
from autopot.model.inputs import ModelInputs, WorkforceInputs
from autopot.model.streams import DRAW_BLOCK

SD = 0.35


def lean_numpy(inputs: ModelInputs, draws: int) -> Array:
    """Quantiles of every cell, occupation and (sector, technology), in FTE and as share.

    Parameters
    ----------
    inputs : gives sizes, shares and workforce.
    draws : a multiple of `DRAW_BLOCK`.
    """
    rng = np.random.Generator(np.random.SFC64(1))
    tasks, staff = inputs.tasks, inputs.workforce
    towns, technologies = len(staff.fte), tasks.technology.shape[2]
    cells, base = (np.empty((towns, staff.sectors, draws)) for _ in range(2))
    occupations, time = (np.empty((len(tasks.occupations), draws)) for _ in range(2))
    by_technology = np.empty((staff.sectors, technologies, draws))
    one = np.zeros((len(tasks.occupations), len(staff.occupation)))
    one[staff.occupation, np.arange(len(staff.occupation))] = 1
    readings = _readings(inputs)
    for start in range(0, draws, DRAW_BLOCK):
        own = slice(start, start + DRAW_BLOCK)
        by_k = _occupations(inputs, readings, rng)
        whole = by_k.sum(axis=1)
        mix, fte = _staff(staff, rng)
        base[:, :, own] = fte
        pair = np.empty_like(mix)
        for s in range(staff.sectors):
            pairs = staff.pairs_of(s)
            here = staff.fte[:, pairs]
            scale = fte[:, s] / (here @ mix[pairs])
            cells[:, s, own] = scale * (here @ (mix[pairs] * whole[staff.occupation[pairs]]))
            pair[pairs] = mix[pairs] * (here.T @ scale)
            weighted = pair[pairs, None] * by_k[staff.occupation[pairs]]
            by_technology[s, :, own] = weighted.sum(axis=0)
        time[:, own] = one @ pair
        occupations[:, own] = time[:, own] * whole
    of_sector = base.sum(axis=0)[:, None]
    every = ((cells, base), (occupations, time), (by_technology, of_sector))
    return np.concatenate([_quantiles(values, fte) for values, fte in every])


def _readings(inputs: ModelInputs) -> Array:
    """(R, T) readings at the middle of their parameters, cut to what technology reaches."""
    tasks = inputs.tasks
    middle = {n: q.quantile(np.array([0.5])) for n, q in inputs.mix.parameters.items()}
    every = slice(0, len(tasks.occupations))
    values = [
        np.broadcast_to(reading.values(middle, every), (len(tasks.noise), 1))[:, 0]
        for reading in inputs.mix.readings
    ]
    result: Array = np.minimum(np.stack(values), tasks.reach[0])
    return result


def _occupations(inputs: ModelInputs, readings: Array, rng: np.random.Generator) -> Array:
    """(O, K, B) potential of the occupations, a chunk that stays in the cache at a time."""
    tasks = inputs.tasks
    weights = rng.dirichlet(2 * inputs.mix.weights, DRAW_BLOCK).T
    capability = SD * rng.standard_normal((tasks.technology.shape[2], DRAW_BLOCK))
    transfer = SD * rng.standard_normal((10, DRAW_BLOCK))
    result = np.empty((len(tasks.occupations), tasks.technology.shape[2], DRAW_BLOCK))
    for number, group in enumerate(tasks.major_group):
        rows = tasks.tasks_of(slice(number, number + 1))
        technology, noise = tasks.technology[0, rows], tasks.noise[rows, None]
        share = readings[:, rows].T @ weights
        variance = SD**2 * (1 + np.square(technology).sum(axis=1, keepdims=True)) + noise**2
        error = rng.standard_normal(share.shape)
        error *= noise
        error += technology @ capability
        error += transfer[group]
        error += mean_shift(share, variance)
        odds = np.exp(error, out=error)
        odds *= share
        share = odds / (1 - share + odds)
        size = rows.stop - rows.start
        gamma = rng.standard_gamma(size * tasks.time_share[rows, None], share.shape)
        share *= gamma
        np.matmul(technology.T, share, out=result[number])
        result[number] /= gamma.sum(axis=0)
    return result


def _staff(staff: WorkforceInputs, rng: np.random.Generator) -> tuple[Array, Array]:
    """(J, B) mix of staff within sectors, and (M, S, B) FTE."""
    mix = rng.standard_normal((len(staff.occupation), DRAW_BLOCK))
    mix *= np.hypot(staff.share_log_sd, staff.split_log_sd)[:, None]
    np.exp(mix, out=mix)
    given = np.stack(
        [staff.fte[:, staff.pairs_of(s)].sum(axis=1) for s in range(staff.sectors)], axis=1
    )
    fte = rng.standard_normal((*given.shape, DRAW_BLOCK))
    fte *= 0.1
    fte += 0.05 * rng.standard_normal((len(given), 1, DRAW_BLOCK))
    np.exp(fte, out=fte)
    fte *= given[:, :, None]
    return mix, fte


def _quantiles(potential: Array, fte: Array) -> Array:
    """Quantiles in both units, each number sorted once."""
    found = []
    for values in (potential / fte, potential):
        values.sort(axis=-1)
        at = [round(q * (values.shape[-1] - 1)) for q in QUANTILES.values()]
        found.append(values[..., at].ravel())
    return np.concatenate(found)


def processor() -> str:
    """Name, family and model of the processor, as the system tells them; empty where it does not.

    A sort of numbers can take four times as long on one processor as on its successor.
    """
    wanted = {"model name": "", "cpu family": "family ", "model": "model "}
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    known: dict[str, str] = {}
    for line in lines:
        name, _, value = (part.strip() for part in line.partition(":"))
        known.setdefault(name, value)
    return ", ".join(before + known[name] for name, before in wanted.items() if name in known)
