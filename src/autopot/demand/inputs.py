"""What the need of work is computed from, as arrays. Axes: municipality, sector, year, draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from autopot.model.arrays import Array, Quantile

POPULATION_TERMS, AGEING_TERMS = 4, 2
"""Main alternative, high less main, low less main, revision; without and with healthier ages."""


@dataclass(frozen=True)
class Levers:
    """What the planner states may meet the need besides technology.

    Parameters
    ----------
    reach : (Y,) how much of its full effect a lever has by each year, 0-1.
    sectors : (S,) 1 where the levers hold.
    mean_position : gain in the mean position, share of a full one.
    mean_position_now : today.
    sick_leave : fall in sickness absence, share of agreed days.
    sick_leave_now : today.
    later_retirement : years.
    retiring : share of the staff that retires in a year.
    """

    reach: Array
    sectors: Array
    mean_position: Quantile
    mean_position_now: float
    sick_leave: Quantile
    sick_leave_now: float
    later_retirement: Quantile
    retiring: float


@dataclass(frozen=True)
class DemandInputs:
    """The need of work, ready to be drawn.

    Parameters
    ----------
    today : year of the FTE.
    years : (Y,) rising years after it.
    table : (R, 4, 2, M, S, Y) terms of the growth of need, which is linear in them (`need.growth`).
    weights : (R,) how far each reading is believed, all above 0, sums to 1.
    keys : (R,) number of each reading; it keys its random stream.
    concentration : Dirichlet concentration; small keeps the readings apart.
    alternative : -1 low, 0 main, 1 high.
    revision : times the measured size of revisions.
    healthier : share of the years gained that are healthy.
    years_gained : years of life per calendar year.
    service_growth, productivity : per year.
    move : share of time freed beyond the need of a sector that can serve another, 0-1.
    levers : what else may meet the need.
    own : number of a sector -> its need, where the scenario has settings of that sector: with that
        sector alone along the axis of sectors.
    """

    today: int
    years: Sequence[int]
    table: Array
    weights: Array
    keys: Sequence[int]
    concentration: float
    alternative: Quantile
    revision: Quantile
    healthier: Quantile
    years_gained: Quantile
    service_growth: Quantile
    productivity: Quantile
    move: float
    levers: Levers
    own: Mapping[int, DemandInputs] = field(default_factory=dict)
