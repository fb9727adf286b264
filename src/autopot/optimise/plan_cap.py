"""What measures give counts only as far as it is needed.

In year t and draw d a plan closes min(G_td, sum_my f_m(t-y)d x_my): G is the need, f what a measure
gives. The mean of D draws, summed over the years, is to be as large as possible; written out,

    maximise   sum_t b_t
    subject to b_t <= sum_d closed_td / D
               closed_td <= G_td
               closed_td <= sum_my f_m(t-y)d x_my        every year and draw.

Let B be the draws of a year in which the need binds. For every B

    b_t <= sum_(d in B) G_td / D + sum_(d not in B) sum_my f_m(t-y)d x_my / D

holds, with equality for the B of the plan itself, so that all these rows together are the same
problem with no variable for each year and draw. `plan_solving` adds the rows of each plan that it
meets until none is overrated; all draws are used. Rows by year, because one row for their sum took
over a hundred rounds where these take three to twenty-five (12 measures, 10 years, 500 draws).

Source: Benders (1962), Partitioning procedures for solving mixed-variables programming problems,
Numerische Mathematik 4, 238-252, with B for the dual of the closed_td; a row for each part of the
sum: Birge and Louveaux (1988), A multicut algorithm for two-stage stochastic linear programs,
European Journal of Operational Research 34, 384-392.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
NOTHING = 1e-9
"""FTE that are none."""


@dataclass(frozen=True)
class Cap:
    """How much of what measures give is needed.

    Parameters
    ----------
    flow : (M, Y, D) FTE by years since the start; 0 of measures that do not count.
    need : (Y, D) FTE that are needed in each calendar year, 0 or more.
    """

    flow: Array
    need: Array

    def given(self, shares: Array) -> Array:
        """(Y, D) FTE of a plan by calendar year, needed or not.

        Parameters
        ----------
        shares : (M, Y) how much of each measure starts in each year, 0-1.
        """
        years = len(self.need)
        given = np.zeros_like(self.need)
        for first in np.flatnonzero(shares.any(axis=0)):
            given[first:] += np.tensordot(shares[:, first], self.flow[:, : years - first], axes=1)
        return given

    def closed(self, shares: Array) -> Array:
        """(Y, D) FTE of the need that a plan closes.

        Parameters
        ----------
        shares : as for `given`.

        >>> cap = Cap(np.array([[[2.0], [4.0]]]), np.array([[1.0], [5.0]]))
        >>> cap.closed(np.array([[1.0, 0.0]]))[:, 0].tolist()
        [1.0, 4.0]
        """
        return np.minimum(self.need, self.given(shares))

    def rows(self, shares: Array) -> tuple[Array, Array]:
        """Rows by year that no plan exceeds and that this one meets.

        Parameters
        ----------
        shares : as for `given`.

        Returns
        -------
        (T, M, Y) mean FTE of calendar year t for each start that year y allows, 0 after t; and (T,)
        what is added to their sum.
        """
        binds = self.given(shares) > self.need
        measures, years, draws = self.flow.shape
        counted = np.where(binds, 0.0, 1 / draws)
        by_age = (self.flow.reshape(-1, draws) @ counted.T).reshape(measures, years, years)
        starts = np.zeros((years, measures, years))
        for first in range(years):
            ages = np.arange(years - first)
            starts[first:, :, first] = by_age[:, ages, ages + first].T
        return starts, np.where(binds, self.need, 0.0).mean(axis=1)

    def idle(self, start: NDArray[np.int64]) -> NDArray[np.int64]:
        """Started measures that could each be left out with nothing less closed.

        Parameters
        ----------
        start : (M,) start years, below 0 for not at all.
        """
        started = np.flatnonzero(start >= 0)
        shares = np.zeros(self.flow.shape[:2])
        shares[started, start[started]] = 1.0
        given = self.given(shares)
        closed = np.minimum(self.need, given)
        return np.array(
            [m for m in started if self._same(closed, given, int(m), int(start[m]))], dtype=np.int64
        )

    def _same(self, closed: Array, given: Array, measure: int, first: int) -> bool:
        without = given.copy()
        without[first:] -= self.flow[measure, : len(given) - first]
        return bool((closed - np.minimum(self.need, without)).max() <= NOTHING)

    def alone(self, draw: int) -> Cap:
        """The same with one draw in place of all.

        Parameters
        ----------
        draw : its number.
        """
        return Cap(self.flow[:, :, [draw]], self.need[:, [draw]])
