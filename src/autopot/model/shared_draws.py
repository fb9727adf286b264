"""What all occupations share in one block of draws: readings, parameters and common errors."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from autopot.model.arrays import Array, Index, Quantile
from autopot.model.gamma import moved
from autopot.model.inputs import ModelInputs, ReadingMix
from autopot.model.streams import DRAW_BLOCK

CODER, FIRST_CODER = "coder", 0.5
"""Parameter that says which coder is believed, and up to where it is the first."""

LABELLING = "labelling"
"""Parameter that says which labelling of the tasks is believed, up to where as for the coder."""

RACE = 1
"""Keys the streams that decide which part gets all where a Dirichlet is all but one of its corners:
the first of exponential waits with rates w, which is part i with probability w_i."""

WITHIN = 2
"""Keys the streams that say where a gamma lies that is too small to tell from 0."""

SIZES = 10_000
"""Keys the streams that draw how large an error is; beyond every code of an occupation."""

FURTHEST = 3.0
"""A drawn log variance lies at most so far from its estimate: a factor of 20."""

OWN_STREAMS = {LABELLING: 1000}
"""Parameters with a stream of their own, and its key: a new one there moves no other draw."""


@dataclass(frozen=True)
class SharedDraws:
    """What all occupations share in a block; every array ends in the draws of the block.

    Parameters
    ----------
    weights : (R, B) weight of each reading.
    parameters : name -> (B,).
    strength, growth, noise_scale : (B,).
    sizes : factor -> standard deviation of the shared error, logit units: (B,) where the size
        itself is drawn, else (1,). 0 where the factor is frozen.
    source : (B,) logit units.
    capability : (K, B) logit units.
    transfer : (groups, B) logit units.
    overrides : (n, B).
    labellings : positions of the draws that believe the first labelling of technologies, and of
        those that believe the second; together every draw once.
    """

    weights: Array
    parameters: dict[str, Array]
    strength: Array
    growth: Array
    noise_scale: Array
    sizes: dict[str, Array]
    source: Array
    capability: Array
    transfer: Array
    overrides: Array
    labellings: tuple[Index, Index]

    @cached_property
    def first(self) -> NDArray[np.bool_]:
        """(B,) whether a draw believes the first labelling."""
        result = np.zeros(self.capability.shape[1], dtype=bool)
        result[self.labellings[0]] = True
        return result

    @cached_property
    def capability_by_labelling(self) -> Array:
        """(2 K, B) the errors of the technologies where the first labelling is believed, 0 in the
        other draws; then the same for the second.
        """
        result = np.zeros((2, *self.capability.shape))
        for own, draws in zip(result, self.labellings, strict=True):
            own[:, draws] = self.capability[:, draws]
        return result.reshape(-1, self.capability.shape[1])


def shared_draws(inputs: ModelInputs, block: int) -> SharedDraws:
    """Draw everything that is shared between occupations.

    Parameters
    ----------
    inputs : the model's inputs.
    block : number of the block.

    Returns
    -------
    Draws of the whole block; frozen factors stand at their centre.
    """
    mix, errors = inputs.mix, inputs.errors
    frozen = errors.frozen
    technologies = inputs.tasks.technology.shape[2]
    groups = int(inputs.tasks.major_group.max()) + 1 if len(inputs.tasks.major_group) else 0
    evidence = inputs.stream("evidence", block)
    weights = _reading_weights(inputs, block)
    names = sorted(set(mix.parameters) - set(OWN_STREAMS))
    uniforms = evidence.random((len(names) + 2 + len(mix.overrides), DRAW_BLOCK))
    if "evidence" in frozen:
        weights = np.repeat(mix.weights[:, None], DRAW_BLOCK, axis=1)
        uniforms = np.full_like(uniforms, 0.5)
    parameters = {n: mix.parameters[n].quantile(uniforms[i]) for i, n in enumerate(names)}
    for name in sorted(set(mix.parameters) & set(OWN_STREAMS)):
        own = inputs.stream("evidence", block, OWN_STREAMS[name]).random(DRAW_BLOCK)
        own = np.full_like(own, 0.5) if "evidence" in frozen else own
        parameters[name] = mix.parameters[name].quantile(own)
    first = parameters[LABELLING] <= FIRST_CODER
    scale = inputs.stream("tasks", block).random(DRAW_BLOCK)
    sizes = {factor: _size(inputs, factor, block, sd) for factor, sd in errors.shared.items()}
    return SharedDraws(
        weights=weights,
        parameters=parameters,
        strength=mix.strength.quantile(uniforms[len(names)]),
        growth=mix.growth.quantile(uniforms[len(names) + 1]),
        noise_scale=_noise_scale(errors.task_noise, scale, "tasks" in frozen),
        sizes=sizes,
        source=_normals(inputs, "source", block, 1)[0] * sizes["source"],
        capability=_normals(inputs, "capability", block, technologies) * sizes["capability"],
        transfer=_normals(inputs, "transfer", block, groups) * sizes["transfer"],
        overrides=np.array(
            [o.quantile(uniforms[len(names) + 2 + i]) for i, o in enumerate(mix.overrides)]
        ).reshape(len(mix.overrides), DRAW_BLOCK),
        labellings=(np.flatnonzero(first), np.flatnonzero(~first)),
    )


def _reading_weights(inputs: ModelInputs, block: int) -> Array:
    """(R, B) Dirichlet weights, each reading from its own stream.

    With a concentration so small that all gammas are 0, a draw believes one reading alone.
    """
    mix = inputs.mix
    if mix.general is not None:
        return _following(inputs, mix, mix.general, block)
    gamma = np.stack(
        [
            _gamma(inputs, block, key, mix.concentration * weight)
            for key, weight in zip(mix.keys, mix.weights, strict=True)
        ]
    )
    none = gamma.sum(axis=0) == 0
    if none.any():
        waits = np.stack(
            [
                inputs.stream("evidence", block, key, RACE).standard_exponential(DRAW_BLOCK)
                for key in mix.keys
            ]
        )
        waits /= mix.weights[:, None]
        gamma += none & (waits == waits.min(axis=0))
    result: Array = gamma / gamma.sum(axis=0)
    return result


def _following(inputs: ModelInputs, mix: ReadingMix, general: ReadingMix, block: int) -> Array:
    """(R, B) Dirichlet weights of a sector's own mix, from the random numbers of the general one.

    A reading's gamma stands at the cumulative probability of the general mix's gamma of it; one
    that the general mix does not believe in is drawn as if it did. So the weights are those of the
    general mix where both say the same, and rise and fall with them where not.
    """
    shape_of = dict(zip(general.keys, general.concentration * general.weights, strict=True))
    logs = []
    for key, shape in zip(mix.keys, mix.concentration * mix.weights, strict=True):
        drawn = _gamma(inputs, block, key, shape_of.get(key, shape))
        within = inputs.stream("evidence", block, key, WITHIN).random(DRAW_BLOCK)
        logs.append(moved(drawn, shape_of.get(key, shape), shape, within))
    log = np.stack(logs)
    log -= log.max(axis=0)
    gamma = np.exp(log)
    result: Array = gamma / gamma.sum(axis=0)
    return result


def _gamma(inputs: ModelInputs, block: int, key: int, shape: float) -> Array:
    """(B,) gammas of a reading."""
    return inputs.stream("evidence", block, key).standard_gamma(shape, DRAW_BLOCK)


def _noise_scale(noise: Quantile, uniforms: Array, frozen: bool) -> Array:
    return np.zeros_like(uniforms) if frozen else noise.quantile(uniforms)


def _size(inputs: ModelInputs, factor: str, block: int, sd: float) -> Array:
    """(B,) or (1,) standard deviation of a shared error; its log variance is normal where in doubt.

    The estimate is the median of what is drawn.
    """
    doubt = inputs.errors.doubt.get(factor, 0.0)
    if factor in inputs.errors.frozen:
        return np.zeros(1)
    if not sd or not doubt:
        return np.full(1, sd)
    moved = doubt * inputs.stream(factor, block, SIZES).standard_normal(DRAW_BLOCK)
    result: Array = sd * np.exp(np.clip(moved, -FURTHEST, FURTHEST) / 2)
    return result


def _normals(inputs: ModelInputs, factor: str, block: int, count: int) -> Array:
    if factor in inputs.errors.frozen:
        return np.zeros((count, DRAW_BLOCK))
    return inputs.stream(factor, block).standard_normal((count, DRAW_BLOCK))
