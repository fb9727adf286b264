"""Time where the person is the service itself, and the potential without it and with it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Spread = tuple[float, float, float]
"""Mean, p05 and p95."""


@dataclass(frozen=True)
class Service:
    """All sectors together; shares of all working time.

    Parameters
    ----------
    beside : whether it stands beside the main figure in any sector; otherwise it counts in it.
    share, fte : of that time.
    without, including : share of the potential without that time, and with it.
    """

    beside: bool
    share: Spread
    fte: Spread
    without: Spread
    including: Spread

    @property
    def other(self) -> Spread:
        """Whichever of `without` and `including` is not the main figure."""
        return self.including if self.beside else self.without


def service_figures(
    potential: Array, service: Array, fte: Array, beside: NDArray[np.bool_]
) -> Service:
    """The figures of a run.

    Parameters
    ----------
    potential : (S, D) FTE of the main figure.
    service : (S, D) FTE where the person is the service itself.
    fte : (S, D) FTE.
    beside : (S,) whether the main figure of a sector leaves `service` out.
    """
    main, own, base = (values.sum(axis=0) for values in (potential, service, fte))
    without, including = main - service[~beside].sum(axis=0), main + service[beside].sum(axis=0)
    return Service(
        beside=bool(beside.any()),
        share=_spread(own / base),
        fte=_spread(own),
        without=_spread(without / base),
        including=_spread(including / base),
    )


def _spread(values: Array) -> Spread:
    low, high = np.quantile(values, [0.05, 0.95])
    return float(values.mean()), float(low), float(high)
