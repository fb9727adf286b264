"""Growth of the need of work, draw by draw.

For reading r of the weights, municipality m, sector s, age group a and year y:

    w[r,m,s,a]  = c[r,s,a] P[m,a,0] / sum_a c[r,s,a] P[m,a,0]
    G[m,a,y,d]  = main + t+ (high - main) + t- (low - main) + v main rev_a (y - today) / 10
    h[r,s,a,y]  = 1 - kappa e (y - today) rho[r,s,a]          from 67 on, in health and care; else 1
    g[m,s,y,d]  = sum_r omega_r sum_a w G h (1 + l)^(y - today) / (1 + q)^(y - today)

with P persons, main, high and low each alternative's P[y] / P[today], t the alternative (-1 to 1),
v the revision, kappa the healthy share of the years e gained in a calendar year, rho how much a
group's use falls with one year of age less (`assemble`), l and q growth of service and
productivity. Everything but the last factor is linear in the products of omega, (1, t+, t-, v) and
(1, kappa e), so that one matrix product gives all draws.

Source: FTE per user times users per person times persons, as Statistics Norway (Rapporter 2019/12).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from autopot.demand.inputs import AGEING_TERMS, POPULATION_TERMS, DemandInputs
from autopot.model.arrays import Array
from autopot.model.gamma import moved
from autopot.model.streams import DRAW_BLOCK

Streams = Callable[..., np.random.Generator]
"""Generator of (factor, block, *item), as `ModelInputs.stream`."""

READINGS, OTHERS = 1, 2
"""Keys of the streams of the factor `demand`: the weights of each reading, and all else."""

WITHIN = 1
"""Keys the streams that say where a gamma lies that is too small to tell from 0."""


@dataclass(frozen=True)
class DemandDraws:
    """What is drawn of the need; every array ends in the draws.

    Parameters
    ----------
    terms : (R * 4 * 2, B) products that the growth is linear in.
    rate : (B,) net growth per year from service level and productivity; 0 where both are.
    won : (3, B) FTE that each lever gives in the end, as share of the FTE of today: mean position,
        sickness absence, later retirement.
    own : number of a sector -> the same of a sector with settings of its own.
    """

    terms: Array
    rate: Array
    won: Array
    own: Mapping[int, DemandDraws] = field(default_factory=dict)


def joined(blocks: Sequence[DemandDraws], draws: int) -> DemandDraws:
    """Blocks put after each other.

    Parameters
    ----------
    blocks : in order.
    draws : that count; the last block may be cut.
    """
    terms, rate, won = (
        np.concatenate([getattr(block, name) for block in blocks], axis=-1)[..., :draws]
        for name in ("terms", "rate", "won")
    )
    own = {n: joined([block.own[n] for block in blocks], draws) for n in blocks[0].own}
    return DemandDraws(terms, rate, won, own)


def demand_draws(
    inputs: DemandInputs,
    stream: Streams,
    frozen: Collection[str],
    block: int,
    general: DemandInputs | None = None,
) -> DemandDraws:
    """Draw one block.

    Parameters
    ----------
    inputs : the need.
    stream : generators; the factors are demand, population and ageing.
    frozen : factors held at their centre.
    block : number of the block, from 0.
    general : of a sector with settings of its own, the need of the others, whose random numbers it
        follows; None: it draws its own.
    """
    omega = _readings(inputs, stream, frozen, block, general)
    population = _uniforms(stream("population", block), 2, "population" in frozen)
    ageing = _uniforms(stream("ageing", block), 2, "ageing" in frozen)
    other = _uniforms(stream("demand", block, OTHERS), 5, "demand" in frozen)
    at = inputs.alternative.quantile(population[0])
    terms = [np.ones(DRAW_BLOCK), np.maximum(at, 0), np.maximum(-at, 0)]
    persons = np.stack([*terms, inputs.revision.quantile(population[1])])
    healthy = inputs.healthier.quantile(ageing[0]) * inputs.years_gained.quantile(ageing[1])
    ages = np.stack([np.ones(DRAW_BLOCK), healthy])
    product = omega[:, None, None] * persons[:, None] * ages
    growing = inputs.service_growth.quantile(other[0])
    rate = (1 + growing) / (1 + inputs.productivity.quantile(other[1])) - 1
    own = {n: demand_draws(o, stream, frozen, block, inputs) for n, o in inputs.own.items()}
    return DemandDraws(product.reshape(-1, DRAW_BLOCK), rate, _won(inputs, other[2:]), own)


def _won(inputs: DemandInputs, uniforms: Array) -> Array:
    """(3, B) share of today's FTE that each lever gives.

    A mean position of p more points gives p / now more FTE from the same people. A contracted FTE
    is at work (1 - absence) of the time, so that p points less absence give p / (1 - absence).
    Where a share leaves each year, a year more for all who leave keeps that share of the staff.
    """
    levers = inputs.levers
    position = levers.mean_position.quantile(uniforms[0]) / levers.mean_position_now
    leave = levers.sick_leave.quantile(uniforms[1]) / (1 - levers.sick_leave_now)
    later = levers.later_retirement.quantile(uniforms[2]) * levers.retiring
    return np.stack([position, leave, later])


def _readings(
    inputs: DemandInputs,
    stream: Streams,
    frozen: Collection[str],
    block: int,
    general: DemandInputs | None,
) -> Array:
    """(R, B) Dirichlet weights, each reading from its own stream, so that none moves another."""
    if "demand" in frozen:
        return np.repeat(inputs.weights[:, None], DRAW_BLOCK, axis=1)
    shapes = dict(zip(inputs.keys, inputs.concentration * inputs.weights, strict=True))
    drawn = shapes
    if general is not None:
        theirs = zip(general.keys, general.concentration * general.weights, strict=True)
        drawn = {**shapes, **dict(theirs)}
    gamma = np.stack(
        [stream("demand", block, READINGS, k).standard_gamma(drawn[k], DRAW_BLOCK) for k in shapes]
    )
    if general is not None:
        within = [stream("demand", block, READINGS, k, WITHIN).random(DRAW_BLOCK) for k in shapes]
        gamma = np.stack(
            [
                moved(own, drawn[key], shape, place)
                for own, (key, shape), place in zip(gamma, shapes.items(), within, strict=True)
            ]
        )
        gamma = np.exp(gamma - gamma.max(axis=0))
    whole = gamma.sum(axis=0)
    even = np.repeat(inputs.weights[:, None], DRAW_BLOCK, axis=1)
    found: Array = np.divide(gamma, whole, out=even, where=whole > 0)
    return found


def _uniforms(generator: np.random.Generator, number: int, frozen: bool) -> Array:
    drawn = generator.random((number, DRAW_BLOCK))
    return np.full_like(drawn, 0.5) if frozen else drawn


def growth(inputs: DemandInputs, draws: DemandDraws, municipalities: slice) -> Array:
    """Need of work in each year as a multiple of that of today.

    Parameters
    ----------
    inputs : the need.
    draws : of any number of draws.
    municipalities : positions of a run of municipalities.

    Returns
    -------
    (municipalities, S, Y, D) 0 or more; 1 where nothing grows.
    """
    table = inputs.table[:, :, :, municipalities]
    readings = len(inputs.weights) * POPULATION_TERMS * AGEING_TERMS
    shape = table.shape[3:]
    found = table.reshape(readings, -1).T @ draws.terms
    grown: Array = found.reshape(*shape, -1)
    np.maximum(grown, 0.0, out=grown)
    if draws.rate.any():
        ahead = np.asarray(inputs.years, dtype=float) - inputs.today
        grown *= (1 + draws.rate) ** ahead[:, None]
    for sector, own in inputs.own.items():
        grown[:, sector] = growth(own, draws.own[sector], municipalities)[:, 0]
    return grown


def won_by_levers(inputs: DemandInputs, draws: DemandDraws) -> Array:
    """What the levers give by year.

    Parameters
    ----------
    inputs : the need.
    draws : of any number of draws.

    Returns
    -------
    (S, Y, D) share of the sector's FTE of today.
    """
    levers = inputs.levers
    won: Array = levers.sectors[:, None, None] * levers.reach[:, None] * draws.won.sum(axis=0)
    for sector, own in inputs.own.items():
        won[sector] = won_by_levers(own, draws.own[sector])[0]
    return won
