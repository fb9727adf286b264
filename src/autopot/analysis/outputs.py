"""Named outputs of a run, draw by draw: what sensitivity and comparison look at."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot.analysis.disclosure import Hidden
from autopot.analysis.levels import Names
from autopot.engine import Cells, Engine, run_draws
from autopot.model.inputs import ModelInputs

Array = NDArray[np.float64]
By = Literal["sector", "municipality", "radar_class", "occupation"]
KINDS: tuple[By, ...] = ("sector", "municipality", "radar_class", "occupation")


@dataclass(frozen=True)
class Outputs:
    """Potential and FTE of named things in every draw.

    Parameters
    ----------
    names : (kind, key) of each row; the total is ("total", "").
    potential, fte : (n, D) FTE.
    """

    names: list[tuple[str, str]]
    potential: Array
    fte: Array

    @property
    def share(self) -> Array:
        """(n, D) potential as share of FTE, 0 where there is no FTE."""
        return np.divide(
            self.potential, self.fte, out=np.zeros_like(self.potential), where=self.fte > 0
        )

    def shown(self, hidden: Collection[Hidden]) -> Outputs:
        """The outputs that nothing in `hidden` hides."""
        rows = [
            number
            for number, (kind, key) in enumerate(self.names)
            if not any((kind, (key,)) in some for some in hidden)
        ]
        names = [self.names[number] for number in rows]
        return Outputs(names, self.potential[rows], self.fte[rows])

    def in_whole_fte(
        self,
        frame: pd.DataFrame,
        hidden: Collection[Hidden],
        shares: Collection[str],
        fte: Collection[str] = (),
    ) -> pd.DataFrame:
        """A table of kind and key no more exact than whole FTE, where `hidden` hides anything."""
        guard = next((some for some in hidden if some.anything), None)
        if guard is None:
            return frame
        staff = dict(zip(self.names, self.fte.mean(axis=1), strict=True))
        base = np.array([staff[name] for name in zip(frame["kind"], frame["key"], strict=True)])
        rounded = {name: guard.coarse(frame[name], base) for name in shares}
        return frame.assign(**rounded, **{name: frame[name].round() for name in fte})


def draw_outputs(
    inputs: ModelInputs,
    names: Names,
    classes: list[str],
    draws: int,
    by: tuple[By, ...] = ("sector", "radar_class"),
    engine: Engine | None = None,
) -> Outputs:
    """Run the model and keep the draws of the total and of everything in `by`.

    Parameters
    ----------
    inputs, names, classes : as for `potential_table`.
    draws : number of draws, D.
    by : kinds of things to keep beside the total.
    engine : where; any gives the same result.

    Returns
    -------
    The total first, then each kind in order.
    """
    by_town = _by_municipality if "municipality" in by else None
    result, towns = run_draws(inputs, draws, by_town, engine)
    total = result.sector_fte.sum(axis=0)
    sector = result.sector_technology.sum(axis=1)
    parts: dict[str, tuple[list[str], Array, Array]] = {
        "sector": (names.sectors, sector, result.sector_fte),
        "radar_class": (
            classes,
            inputs.tasks.radar_class.T @ result.sector_technology.sum(axis=0),
            np.broadcast_to(total, (len(classes), draws)),
        ),
        "occupation": (names.occupations, result.occupation_potential, result.occupation_fte),
    }
    if towns:
        parts["municipality"] = (
            names.municipalities,
            np.concatenate([p for p, _ in towns]),
            np.concatenate([f for _, f in towns]),
        )
    labels: list[tuple[str, str]] = [("total", "")]
    potential, fte = [sector.sum(axis=0)[None, :]], [total[None, :]]
    for kind in by:
        keys, values, base = parts[kind]
        labels += [(kind, key) for key in keys]
        potential.append(values)
        fte.append(base)
    return Outputs(labels, np.concatenate(potential), np.concatenate(fte))


def _by_municipality(cells: Cells) -> tuple[Array, Array]:
    """(municipalities, D) potential and FTE."""
    return cells.potential.sum(axis=1), cells.fte.sum(axis=1)
