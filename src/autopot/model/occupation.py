"""Potential of each occupation, by technology, in one block of draws.

For draw d, occupation o with tasks t, technology k:

    p_r[t,d]   reading r; readings without robots get the physical channel
               1 - (1 - p_r)(1 - strength_d w_s[d] physical_t), physical by the coder believed in d
               and s the reading that physical is from
    p[t,d]   = sum_r w_r[d] p_r[t,d],  w[d] ~ Dirichlet(concentration * weights)
    g[t,d]   = p shifted in logit space by growth_d + shift_t
    p'[t,d]  = g shifted in logit space by an error e[t,d] and what keeps its mean,
               e = source[d] + sum_k q[t,k] capability[k,d] + transfer[group(o),d]
                   + occupation[o,d] + noise_t scale_d z[t,d],
               E[p' | g] = g (`autopot.model.centring`)
    P[o,k,d] = sum_t a[t,d] counted_t m_t p'[t,d] q[t,k],
               a[.,d] ~ Dirichlet(concentration_o * time_share)
    G[o,h,d] = sum_t a[t,d] counted_t g[t,h] p'[t,d],
               m_t = 1 - sum_h g[t,h] beside_h

with g[t,h] 1 where a person is required in the task in the way h. In every draw sum_k P[k] +
sum_h beside_h G[h] = sum_h G[h]: the main figure and what stands beside it are all of it.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from autopot.model.arrays import Array
from autopot.model.centring import mean_shift, shifted
from autopot.model.inputs import ModelInputs
from autopot.model.shared_draws import CODER, FIRST_CODER, RACE, SharedDraws, shared_draws
from autopot.model.streams import DRAW_BLOCK

CHUNK_TASKS = 96
"""Tasks worked on at a time, so that a chunk of draws stays in the processor's cache."""


def occupation_chunks(inputs: ModelInputs) -> list[slice]:
    """Runs of occupations of at most about `CHUNK_TASKS` tasks.

    The chunks do not change the numbers drawn: those are keyed by occupation.
    """
    chunks: list[slice] = []
    start = 0
    first = inputs.tasks.first_task
    for stop in range(1, len(first)):
        last = stop == len(first) - 1
        if last or first[stop + 1] - first[start] > CHUNK_TASKS:
            chunks.append(slice(start, stop))
            start = stop
    return chunks


def occupation_potential(
    inputs: ModelInputs, shared: SharedDraws, block: int, occupations: slice
) -> Array:
    """Potential of a run of occupations by technology, and again by how far a person is required.

    Parameters
    ----------
    inputs, shared : the model and the shared draws of the block.
    block : number of the block.
    occupations : run of occupations.

    Returns
    -------
    (occupations, K + H, B) share of the occupation's time, 0-1. The first K sum to the occupation's
    potential in the main figure; the last H sum to that and what stands beside it, at most 1.
    """
    tasks = inputs.tasks
    rows = tasks.tasks_of(occupations)
    share = automatable_share(inputs, shared, block, occupations)
    share *= _time_shares(inputs, block, occupations)
    main = 1.0 - tasks.gate[rows] @ tasks.beside
    parts = np.concatenate([tasks.technology[rows] * main[:, None], tasks.gate[rows]], axis=1)
    share *= tasks.counted[rows, None]
    count = occupations.stop - occupations.start
    starts = tasks.first_task[occupations.start : occupations.stop] - rows.start
    owner = np.repeat(np.arange(count), np.diff(np.append(starts, rows.stop - rows.start)))
    collect = np.zeros((count, parts.shape[1], rows.stop - rows.start))
    collect[owner, :, np.arange(len(owner))] = parts
    flat = collect.reshape(-1, len(owner)) @ share
    result: Array = flat.reshape(count, parts.shape[1], DRAW_BLOCK)
    return result


def automatable_share(
    inputs: ModelInputs, shared: SharedDraws, block: int, occupations: slice
) -> Array:
    """Automatable share of each task.

    Parameters
    ----------
    inputs, shared : the model and the shared draws of the block.
    block : number of the block of draws, from 0.
    occupations : positions of the run.

    Returns
    -------
    (tasks of the occupations, B) share of the task's time, 0-1.
    """
    tasks = inputs.tasks
    rows = tasks.tasks_of(occupations)
    share = _mixed_readings(inputs, shared, occupations)
    drift = shared.growth + tasks.shift[rows, None]
    if drift.any():
        share = shifted(share, drift)
    errors = tasks.technology[rows] @ shared.capability
    sizes = np.diff(tasks.first_task[occupations.start : occupations.stop + 1])
    whole = shared.transfer[tasks.major_group[occupations]] + shared.source
    whole += _occupation_errors(inputs, shared, block, occupations)
    errors += np.repeat(whole, sizes, axis=0)
    if "tasks" not in inputs.errors.frozen:
        noise = _per_occupation(inputs, "tasks", block, occupations)
        noise *= tasks.noise[rows, None]
        noise *= shared.noise_scale
        errors += noise
    errors += mean_shift(share, _error_variance(inputs, shared, rows))
    share = shifted(share, errors)
    chosen = np.flatnonzero(tasks.overridden[rows] >= 0)
    if len(chosen):
        share[chosen] = shared.overrides[tasks.overridden[rows][chosen]]
    return share


def _error_variance(inputs: ModelInputs, shared: SharedDraws, rows: slice) -> Array:
    """(tasks, 1) variance of a task's whole error, or (tasks, B) where its scale is uncertain."""
    tasks = inputs.tasks
    variance = {factor: sd * sd for factor, sd in shared.sizes.items()}
    scale = shared.noise_scale
    own = tasks.noise[rows, None] * (scale[:1] if (scale == scale[0]).all() else scale)
    mix = np.square(tasks.technology[rows]).sum(axis=1, keepdims=True)
    whole = variance["source"] + variance["transfer"] + variance["occupations"]
    result: Array = variance["capability"] * mix + whole + own * own
    return result


def _occupation_errors(
    inputs: ModelInputs, shared: SharedDraws, block: int, occupations: slice
) -> Array:
    """(occupations, B) error of each occupation, from its own stream; (1, 1) where there is none.

    An occupation has the same error whatever else is in the workforce.
    """
    size = shared.sizes["occupations"]
    if not size.any():
        return np.zeros((1, 1))
    normals = [
        inputs.stream("occupations", block, int(code)).standard_normal(DRAW_BLOCK)
        for code in inputs.tasks.occupations[occupations]
    ]
    result: Array = np.stack(normals) * size
    return result


def mean_task_share(
    inputs: ModelInputs, blocks: int, one_done: Callable[[], None] | None = None
) -> Array:
    """Mean automatable share of each task over the first blocks of draws.

    Parameters
    ----------
    inputs : the model's inputs.
    blocks : how many.
    one_done : called when a block is done.

    Returns
    -------
    (T,) share, 0-1.
    """
    total = np.zeros(len(inputs.tasks.noise))
    for block in range(blocks):
        shared = shared_draws(inputs, block)
        for run in occupation_chunks(inputs):
            share = automatable_share(inputs, shared, block, run)
            total[inputs.tasks.tasks_of(run)] += share.mean(axis=1)
        if one_done is not None:
            one_done()
    return total / blocks


def _mixed_readings(inputs: ModelInputs, shared: SharedDraws, occupations: slice) -> Array:
    """(tasks, B) weighted readings, with the physical channel where robots are not seen."""
    rows = inputs.tasks.tasks_of(occupations)
    blind = np.zeros((rows.stop - rows.start, DRAW_BLOCK))
    seeing = np.zeros_like(blind)
    blind_weight = np.zeros(DRAW_BLOCK)
    for reading, weight in zip(inputs.mix.readings, shared.weights, strict=True):
        value = reading.values(shared.parameters, occupations)
        if reading.sees_robots:
            seeing += weight * value
        else:
            blind += weight * value
            blind_weight += weight
    first = shared.parameters[CODER] <= FIRST_CODER
    physical = inputs.tasks.physical[:, rows, None]
    source = inputs.mix.robot_source
    if source >= 0:
        believed = shared.strength * shared.weights[source]
        blind += np.where(first, physical[0], physical[1]) * believed * (blind_weight - blind)
    blind += seeing
    return np.clip(blind, 0.0, 1.0, out=blind)


def _time_shares(inputs: ModelInputs, block: int, occupations: slice) -> Array:
    """(tasks, B or 1) time shares that sum to 1 within each occupation."""
    tasks = inputs.tasks
    rows = tasks.tasks_of(occupations)
    share = tasks.time_share[rows, None]
    if "time_use" in inputs.errors.frozen or np.isinf(tasks.concentration[occupations]).all():
        return share
    sizes = np.diff(tasks.first_task[occupations.start : occupations.stop + 1])
    shape = np.repeat(tasks.concentration[occupations], sizes)[:, None] * share
    gamma = _per_occupation(inputs, "time_use", block, occupations, shape)
    starts = tasks.first_task[occupations.start : occupations.stop] - rows.start
    total = np.add.reduceat(gamma, starts, axis=0)
    if not total.all():
        none = np.repeat(total == 0, sizes, axis=0)
        waits = _per_occupation(inputs, "time_use", block, occupations, np.ones_like(shape), RACE)
        with np.errstate(divide="ignore"):
            waits /= share
        first = np.repeat(np.minimum.reduceat(waits, starts, axis=0), sizes, axis=0)
        gamma += none & (waits == first)
        total = np.add.reduceat(gamma, starts, axis=0)
    gamma /= np.repeat(total, sizes, axis=0)
    return gamma


def _per_occupation(
    inputs: ModelInputs,
    factor: str,
    block: int,
    occupations: slice,
    gamma: Array | None = None,
    *item: int,
) -> Array:
    """(tasks, B) normals, or gammas of the given shapes, each occupation from its own stream."""
    tasks = inputs.tasks
    rows = tasks.tasks_of(occupations)
    out = np.empty((rows.stop - rows.start, DRAW_BLOCK))
    for number in range(occupations.start, occupations.stop):
        own = slice(
            int(tasks.first_task[number]) - rows.start,
            int(tasks.first_task[number + 1]) - rows.start,
        )
        generator = inputs.stream(factor, block, int(tasks.occupations[number]), *item)
        if gamma is None:
            generator.standard_normal(out=out[own])
        else:
            generator.standard_gamma(gamma[own], out=out[own])
    return out
