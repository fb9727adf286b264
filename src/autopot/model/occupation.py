"""Potential of each occupation, by technology, in one block of draws.

For draw d, occupation o with tasks t, technology k:

    p_r[t,d]   reading r; readings without robots get the physical channel
               1 - (1 - p_r)(1 - strength_d w_s[d] physical_t), physical by the coder believed in d
               and s the reading that physical is from; then cut to reach[l(d),t], the most that
               technologies on the radar would take of the task by the labelling l believed in d
    p[t,d]   = sum_r w_r[d] p_r[t,d],  w[d] ~ Dirichlet(concentration * weights)
    g[t,d]   = p shifted in logit space by growth_d + shift_t
    p'[t,d]  = g shifted in logit space by an error e[t,d] and what keeps its mean,
               e = source[d] + sum_k q[l(d),t,k] capability[k,d] + transfer[group(o),d]
                   + occupation[o,d] + noise_t scale_d z[t,d],
               E[p' | g] = g (`autopot.model.centring`)
    P[o,k,d] = sum_t a[t,d] counted_t m_t p'[t,d] q[l(d),t,k],
               a[.,d] ~ Dirichlet(concentration_o * time_share)
               and once more with the time of each sector where o spends it another way
    G[o,h,d] = sum_t a[t,d] counted_t g[t,h] p'[t,d],
               m_t = 1 - sum_h g[t,h] beside_h

with g[t,h] 1 where a person is required in the task in the way h. In every draw sum_k P[k] +
sum_h beside_h G[h] = sum_h G[h]: the main figure and what stands beside it are all of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from autopot.model.arrays import Array, Index
from autopot.model.centring import mean_shift, methods, shifted
from autopot.model.inputs import ModelInputs
from autopot.model.kept import ALONE, Sharing
from autopot.model.shared_draws import CODER, FIRST_CODER, RACE, SharedDraws, shared_draws
from autopot.model.streams import DRAW_BLOCK

CHUNK_TASKS = 96
"""Tasks worked on at a time, so that a chunk of draws stays in the processor's cache."""

FIRST_SECTOR = RACE + 1
"""Keys the stream of the first sector's time, beside that of the occupation."""


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
    inputs: ModelInputs,
    shared: SharedDraws,
    block: int,
    occupations: slice,
    sharing: Sharing = ALONE,
) -> Array:
    """Potential of a run of occupations by technology, and again by how far a person is required.

    The share of a task that can be automated is the same in every sector; its time may be another.

    Parameters
    ----------
    inputs, shared : the model and the shared draws of the block.
    block : number of the block.
    occupations : run of occupations.
    sharing : with other variants of the model.

    Returns
    -------
    (rows, K + H, B) share of the time of each of `TaskInputs.rows_of`, 0-1. The first K sum to the
    potential in the main figure; the last H sum to that and what stands beside it, at most 1.
    """
    tasks = inputs.tasks
    rows = tasks.tasks_of(occupations)
    share = _task_share(inputs, shared, block, occupations, sharing)
    share = share * tasks.counted[rows, None]
    main = 1.0 - tasks.gate[rows] @ tasks.beside
    count = occupations.stop - occupations.start
    in_sectors = tasks.sector_time.of(occupations)
    sizes = np.diff(tasks.first_task[occupations.start : occupations.stop + 1])
    starts = np.append(0, np.cumsum(sizes))
    columns = tasks.technology.shape[2] + tasks.gate.shape[1]
    result = np.empty((count + len(in_sectors), columns, DRAW_BLOCK))
    believed = [
        (draws, np.concatenate([technology[rows] * main[:, None], tasks.gate[rows]], axis=1))
        for technology, draws in zip(tasks.technology, shared.labellings, strict=True)
    ]
    for row, number in enumerate(in_sectors, start=count):
        occupation = int(tasks.sector_time.occupation[number])
        own = _shifted_back(tasks.tasks_of(slice(occupation, occupation + 1)), rows.start)
        time = share[own] * _time_in_sector(inputs, block, number, sharing)
        for draws, parts in believed:
            result[row][:, draws] = parts[own].T @ time[:, draws]
    share *= _time_shares(inputs, block, occupations, sharing)
    for draws, parts in believed:
        weighted, flat = share[:, draws], np.empty((count, columns, len(draws)))
        for row, (start, stop) in enumerate(pairwise(starts.tolist())):
            np.matmul(parts[start:stop].T, weighted[start:stop], out=flat[row])
        result[:count, :, draws] = flat
    return result


def _shifted_back(rows: slice, by: int) -> slice:
    return slice(rows.start - by, rows.stop - by)


def automatable_share(
    inputs: ModelInputs,
    shared: SharedDraws,
    block: int,
    occupations: slice,
    sharing: Sharing = ALONE,
) -> Array:
    """Automatable share of each task.

    Parameters
    ----------
    inputs, shared : the model and the shared draws of the block.
    block : number of the block of draws, from 0.
    occupations : positions of the run.
    sharing : with other variants of the model.

    Returns
    -------
    (tasks of the occupations, B) share of the task's time, 0-1.
    """
    tasks = inputs.tasks
    rows = tasks.tasks_of(occupations)
    share = sharing.stage(
        "readings",
        (occupations.start, occupations.stop),
        lambda: _mixed_readings(inputs, shared, occupations),
    )
    drift = shared.growth + tasks.shift[rows, None]
    if drift.any():
        share = shifted(share, drift)
    errors = np.concatenate(tasks.technology[:, rows], axis=1) @ shared.capability_by_labelling
    sizes = np.diff(tasks.first_task[occupations.start : occupations.stop + 1])
    whole = shared.transfer[tasks.major_group[occupations]] + shared.source
    whole += _occupation_errors(inputs, shared, block, occupations, sharing)
    errors += np.repeat(whole, sizes, axis=0)
    if "tasks" not in inputs.errors.frozen:
        codes = [(int(code),) for code in tasks.occupations[occupations]]
        streams = _Streams(sizes, codes)
        noise = sharing.drawn(
            "noise",
            (codes[0], codes, sizes.tolist(), *inputs.keyed("tasks")),
            lambda: streams.drawn(inputs, "tasks", block),
        )
        noise = noise * tasks.noise[rows, None]
        noise *= shared.noise_scale
        errors += noise
    _centre(errors, share, inputs, shared, rows)
    share = shifted(share, errors)
    chosen = np.flatnonzero(tasks.overridden[rows] >= 0)
    if len(chosen):
        share[chosen] = shared.overrides[tasks.overridden[rows][chosen]]
    return share


def _centre(
    errors: Array, share: Array, inputs: ModelInputs, shared: SharedDraws, rows: slice
) -> None:
    """Add what keeps the mean of the shares: by the method that the draws of each labelling ask
    for, in one go where both ask for the same.
    """
    mix = np.square(inputs.tasks.technology[:, rows]).sum(axis=2, keepdims=True)
    if _sizes_are_drawn(shared):
        whole = _error_variance(inputs, shared, np.where(shared.first, *mix), rows)
        variance = [whole[:, draws] for draws in shared.labellings]
        first, second = (methods(own) for own in variance)
        if (first == second).all():
            errors += mean_shift(share, whole)
            return
    else:
        variance = [_error_variance(inputs, shared, own, rows) for own in mix]
    for own, draws in zip(variance, shared.labellings, strict=True):
        errors[:, draws] += mean_shift(share[:, draws], own)


def _sizes_are_drawn(shared: SharedDraws) -> bool:
    """Whether the size of an error differs from draw to draw."""
    scale = shared.noise_scale
    return bool((scale != scale[0]).any()) or any(len(sd) > 1 for sd in shared.sizes.values())


def _error_variance(inputs: ModelInputs, shared: SharedDraws, mix: Array, rows: slice) -> Array:
    """(tasks, B or 1) variance of a task's whole error; mix (tasks, B or 1) is the sum of squares
    of its shares of technologies.
    """
    variance = {factor: sd * sd for factor, sd in shared.sizes.items()}
    scale = shared.noise_scale
    own = inputs.tasks.noise[rows, None] * (scale[:1] if (scale == scale[0]).all() else scale)
    own *= own
    whole = variance["source"] + variance["transfer"] + variance["occupations"]
    result: Array = variance["capability"] * mix + whole + own
    return result


def _occupation_errors(
    inputs: ModelInputs, shared: SharedDraws, block: int, occupations: slice, sharing: Sharing
) -> Array:
    """(occupations, B) error of each occupation, from its own stream; (1, 1) where there is none.

    An occupation has the same error whatever else is in the workforce.
    """
    size = shared.sizes["occupations"]
    if not size.any():
        return np.zeros((1, 1))
    codes = [int(code) for code in inputs.tasks.occupations[occupations]]
    normals = sharing.drawn(
        "occupation errors",
        (codes[0], codes, *inputs.keyed("occupations")),
        lambda: np.stack(
            [
                inputs.stream("occupations", block, code).standard_normal(DRAW_BLOCK)
                for code in codes
            ]
        ),
    )
    result: Array = normals * size
    return result


def mean_task_share(
    inputs: ModelInputs,
    blocks: int,
    one_done: Callable[[], None] | None = None,
    sharing: Callable[[int], Sharing] = lambda _block: ALONE,
) -> Array:
    """Mean automatable share of each task over the first blocks of draws.

    Parameters
    ----------
    inputs : the model's inputs.
    blocks : how many.
    one_done : called when a block is done.
    sharing : of each block with other runs of the model.

    Returns
    -------
    (T,) share, 0-1.
    """
    total = np.zeros(len(inputs.tasks.noise))
    for block in range(blocks):
        shared, own = shared_draws(inputs, block), sharing(block)
        for run in occupation_chunks(inputs):
            share = _task_share(inputs, shared, block, run, own)
            total[inputs.tasks.tasks_of(run)] += share.mean(axis=1)
        if one_done is not None:
            one_done()
    return total / blocks


def _task_share(
    inputs: ModelInputs, shared: SharedDraws, block: int, occupations: slice, sharing: Sharing
) -> Array:
    """As `automatable_share`, made once; not to be written to."""
    return sharing.stage(
        "share",
        (occupations.start, occupations.stop),
        lambda: automatable_share(inputs, shared, block, occupations, sharing),
    )


def _mixed_readings(inputs: ModelInputs, shared: SharedDraws, occupations: slice) -> Array:
    """(tasks, B) weighted readings, each with robots where it sees none and cut to the reach."""
    rows = inputs.tasks.tasks_of(occupations)
    robots = _robots(inputs, shared, rows)
    left = None if robots is None else 1.0 - robots
    mixed, part, reach = (np.zeros((rows.stop - rows.start, DRAW_BLOCK)) for _ in range(3))
    for own, draws in zip(inputs.tasks.reach[:, rows, None], shared.labellings, strict=True):
        reach[:, draws] = own
    for reading, weight in zip(inputs.mix.readings, shared.weights, strict=True):
        value = reading.values(shared.parameters, occupations)
        if left is not None and not reading.sees_robots:
            np.multiply(value, left, out=part)
            part += robots
            value = part
        np.minimum(value, reach, out=part)
        part *= weight
        mixed += part
    return np.clip(mixed, 0.0, 1.0, out=mixed)


def _robots(inputs: ModelInputs, shared: SharedDraws, rows: slice) -> Array | None:
    """(tasks, B) share of what a reading leaves that robots do; None where there are none."""
    source = inputs.mix.robot_source
    if source < 0:
        return None
    first = shared.parameters[CODER] <= FIRST_CODER
    physical = inputs.tasks.physical[:, rows, None]
    result: Array = np.where(first, physical[0], physical[1])
    result *= shared.strength * shared.weights[source]
    return result


def _time_shares(inputs: ModelInputs, block: int, occupations: slice, sharing: Sharing) -> Array:
    """(tasks, B or 1) time shares that sum to 1 within each occupation.

    They are not drawn for occupations that have a time of their own wherever there is staff.
    """
    tasks = inputs.tasks
    staffed = np.isin(np.arange(occupations.start, occupations.stop), inputs.row_of_pair)
    sizes = np.diff(tasks.first_task[occupations.start : occupations.stop + 1])
    return _drawn_time(
        inputs,
        block,
        tasks.time_share[tasks.tasks_of(occupations)],
        np.where(staffed, tasks.concentration[occupations], np.inf),
        _Streams(sizes, [(int(code),) for code in tasks.occupations[occupations]]),
        sharing,
    )


def _time_in_sector(inputs: ModelInputs, block: int, number: int, sharing: Sharing) -> Array:
    """(tasks of the occupation, B or 1) time shares of one of `sector_time`, which sum to 1."""
    time = inputs.tasks.sector_time
    share = time.time_share[number]
    code = int(inputs.tasks.occupations[time.occupation[number]])
    key = (code, FIRST_SECTOR + int(time.sector[number]))
    streams = _Streams(np.array([len(share)]), [key])
    return _drawn_time(inputs, block, share, time.concentration[[number]], streams, sharing)


def _drawn_time(
    inputs: ModelInputs,
    block: int,
    share: Array,
    concentration: Array,
    streams: _Streams,
    sharing: Sharing,
) -> Array:
    """(tasks, B or 1) Dirichlet draws, one division of the time for each stream.

    Where the concentration is infinite, the shares are as they are.
    """
    still = "time_use" in inputs.errors.frozen
    on = share, concentration, streams.sizes, streams.keys, still, *inputs.keyed("time_use")
    return sharing.drawn(
        "time",
        (streams.keys[0], *on),
        lambda: _divided_time(inputs, block, share[:, None], concentration, streams),
    )


def _divided_time(
    inputs: ModelInputs, block: int, share: Array, concentration: Array, streams: _Streams
) -> Array:
    """As `_drawn_time`, of shares (tasks, 1)."""
    uncertain = np.isfinite(concentration)
    if "time_use" in inputs.errors.frozen or not uncertain.any():
        return share
    sizes, starts = streams.sizes, streams.starts
    if not uncertain.all():
        some = np.repeat(uncertain, sizes)
        result = np.repeat(share, DRAW_BLOCK, axis=1)
        result[some] = _divided_time(
            inputs, block, share[some], concentration[uncertain], streams.only(uncertain)
        )
        return result
    shape = np.repeat(concentration, sizes)[:, None] * share
    gamma = streams.drawn(inputs, "time_use", block, shape)
    total = np.add.reduceat(gamma, starts, axis=0)
    if not total.all():
        none = np.repeat(total == 0, sizes, axis=0)
        waits = streams.drawn(inputs, "time_use", block, np.ones_like(shape), RACE)
        with np.errstate(divide="ignore"):
            waits /= share
        first = np.repeat(np.minimum.reduceat(waits, starts, axis=0), sizes, axis=0)
        gamma += none & (waits == first)
        total = np.add.reduceat(gamma, starts, axis=0)
    gamma /= np.repeat(total, sizes, axis=0)
    return gamma


@dataclass(frozen=True)
class _Streams:
    """Tasks in groups, each of which draws from a stream of its own.

    Parameters
    ----------
    sizes : (n,) tasks of each group.
    keys : (n,) what keys the stream of each.
    """

    sizes: Index
    keys: Sequence[tuple[int, ...]]

    @property
    def starts(self) -> Index:
        """(n,) where the tasks of each group start."""
        result: Index = np.concatenate([[0], np.cumsum(self.sizes)[:-1]])
        return result

    def only(self, wanted: NDArray[np.bool_]) -> _Streams:
        """Those of the groups that are wanted."""
        keys = [key for key, keep in zip(self.keys, wanted, strict=True) if keep]
        return _Streams(self.sizes[wanted], keys)

    def drawn(
        self, inputs: ModelInputs, factor: str, block: int, gamma: Array | None = None, *item: int
    ) -> Array:
        """(tasks, B) normals, or gammas of the given shapes."""
        out = np.empty((int(self.sizes.sum()), DRAW_BLOCK))
        for start, size, key in zip(self.starts, self.sizes, self.keys, strict=True):
            own = slice(int(start), int(start + size))
            generator = inputs.stream(factor, block, *key, *item)
            if gamma is None:
                generator.standard_normal(out=out[own])
            else:
                generator.standard_gamma(gamma[own], out=out[own])
        return out
