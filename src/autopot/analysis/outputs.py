"""Named outputs of a run, draw by draw: what sensitivity and comparison look at."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot.analysis.disclosure import Hidden
from autopot.analysis.potential import Names
from autopot.engine import Cells, Draws, run_draws
from autopot.model.inputs import ModelInputs
from autopot.model.potential import KINDS as FUTURE_KINDS

Array = NDArray[np.float64]
By = Literal["sector", "municipality", "radar_class", "occupation"]
Kind = Literal["technical", "adopted", "realised", "quality"]
KINDS: tuple[By, ...] = ("sector", "municipality", "radar_class", "occupation")


@dataclass(frozen=True)
class Figure:
    """Which figure is looked at.

    Parameters
    ----------
    kind : the technical potential, or what becomes of it.
    year : when; None for the technical potential, which has no year.
    """

    kind: Kind = "technical"
    year: int | None = None

    def of(self, inputs: ModelInputs) -> ModelInputs:
        """The inputs, asking for no more years than this figure needs."""
        if self.year is None or inputs.future is None:
            return replace(inputs, future=None)
        adoption = replace(inputs.future.adoption, years=np.array([float(self.year)]))
        return replace(inputs, future=replace(inputs.future, adoption=adoption))

    def potential(self, draws: Draws) -> tuple[Array, Array]:
        """(S, D) by sector and (K, D) by technology, FTE."""
        if draws.future is None:
            return draws.sector_technology.sum(axis=1), draws.sector_technology.sum(axis=0)
        kind = FUTURE_KINDS.index(self.kind)
        return draws.future.by_sector[kind, 0], draws.future.by_technology[kind, 0]


TECHNICAL = Figure()


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
    threads: int | None = None,
    figure: Figure = TECHNICAL,
) -> Outputs:
    """Run the model and keep the draws of the total and of everything in `by`.

    Parameters
    ----------
    inputs, names, classes : as for `potential_table`.
    draws : number of draws, D.
    by : kinds of things to keep beside the total.
    threads : any number gives the same result.
    figure : which figure; one of a year can be had by sector and radar class only.

    Returns
    -------
    The total first, then each kind in order.
    """

    def keep(_: slice, cells: Cells) -> tuple[Array, Array]:
        return cells.potential.sum(axis=1), cells.fte.sum(axis=1)

    inputs = figure.of(inputs)
    result, towns = run_draws(inputs, draws, keep if "municipality" in by else None, threads)
    total = result.sector_fte.sum(axis=0)
    sector, technology = figure.potential(result)
    parts: dict[str, tuple[list[str], Array, Array]] = {
        "sector": (names.sectors, sector, result.sector_fte),
        "radar_class": (
            classes,
            inputs.tasks.radar_class.T @ technology,
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
