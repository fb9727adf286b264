"""Named outputs of a run, draw by draw: what sensitivity and comparison look at."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from autopot.analysis.disclosure import Hidden
from autopot.analysis.future import NET_KINDS, net_draws
from autopot.analysis.gap import (
    MOST_FTE,
    GapDraws,
    gap_draws_of_each,
    share_closed,
    surely_grows,
)
from autopot.analysis.levels import BESIDE, Names
from autopot.analysis.summary import VALUES, quantiles
from autopot.demand import QUANTITIES, DemandInputs
from autopot.engine import Cells, Draws, Engine, Progress, Study, Threads, Variant, Warm
from autopot.errors import InputError, Problem
from autopot.messages import say
from autopot.model.beside import beside_share
from autopot.model.inputs import ModelInputs
from autopot.model.potential import KINDS as FUTURE_KINDS
from autopot.scenario import LoadedScenario

Array = NDArray[np.float64]
By = Literal["sector", "municipality", "radar_class", "occupation"]
Kind = Literal[
    "technical",
    "adopted",
    "realised",
    "quality",
    "new_work",
    "net",
    "residents",
    "gap",
    "rest",
    "closed",
]
SECTORS_AND_CLASSES: tuple[By, ...] = ("sector", "radar_class")
OF_NEED: tuple[Kind, ...] = ("gap", "rest", "closed")
"""Kinds of the need: what is needed beyond today, what rests of it, what technology meets."""

KINDS: tuple[By, ...] = ("sector", "municipality", "radar_class", "occupation")


@dataclass(frozen=True)
class Figure:
    """Which figure is looked at.

    Parameters
    ----------
    kind : the technical potential, what becomes of it, or the need of work.
    year : when; None for the technical potential, which has no year.
    demand : the need, of a kind that is about it; its only year is `year`.
    """

    kind: Kind = "technical"
    year: int | None = None
    demand: DemandInputs | None = None

    @property
    def of_need(self) -> bool:
        """Whether it is about the need of work."""
        return self.kind in OF_NEED

    def of(self, inputs: ModelInputs) -> ModelInputs:
        """The inputs, asking for no more years than this figure needs."""
        if self.of_need:
            return inputs
        if self.year is None or inputs.future is None:
            return replace(inputs, future=None)
        adoption = replace(inputs.future.adoption, years=np.array([float(self.year)]))
        return replace(inputs, future=replace(inputs.future, adoption=adoption))

    @property
    def of_net(self) -> bool:
        """Whether it is one of gross and net, which are had by sector only."""
        return self.kind in NET_KINDS

    def potential(self, draws: Draws) -> tuple[Array, Array]:
        """(S, D) by sector and (K, D) by technology, FTE; no technologies of gross and net."""
        if draws.future is None:
            return draws.sector_technology.sum(axis=1), draws.sector_technology.sum(axis=0)
        if self.of_net:
            by_sector = net_draws(draws.future)[NET_KINDS.index(self.kind), 0]
            return by_sector, by_sector[:0]
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
    sayable : (n,) whether anything can be said of the row; None: of all.
    """

    names: list[tuple[str, str]]
    potential: Array
    fte: Array
    sayable: NDArray[np.bool_] | None = None

    @property
    def stated(self) -> NDArray[np.bool_]:
        """(n,) whether anything can be said of the row."""
        return np.ones(len(self.names), dtype=bool) if self.sayable is None else self.sayable

    @property
    def share(self) -> Array:
        """(n, D) potential as share of FTE, 0 where there is no FTE."""
        return np.divide(
            self.potential, self.fte, out=np.zeros_like(self.potential), where=self.fte > 0
        )

    @property
    def staffed(self) -> NDArray[np.bool_]:
        """(n,) whether anybody works there."""
        staffed: NDArray[np.bool_] = self.fte.max(axis=1) > 0
        return staffed

    def shown(self, hidden: Collection[Hidden]) -> Outputs:
        """The outputs that nothing in `hidden` hides."""
        rows = [
            number
            for number, (kind, key) in enumerate(self.names)
            if not any((_about(kind), (key,)) in some for some in hidden)
        ]
        names = [self.names[number] for number in rows]
        return Outputs(names, self.potential[rows], self.fte[rows], self.stated[rows])


def _about(kind: str) -> str:
    """The level that a row is about: what stands beside is kept by sector."""
    return "sector" if kind == BESIDE else kind


@dataclass(frozen=True)
class Wanted:
    """One variant of the model, and what is looked at.

    Parameters
    ----------
    inputs, names : the model and the names along its axes.
    figure : which figure; one of a year can be had by sector and radar class only, one of gross and
        net by sector only.
    """

    inputs: ModelInputs
    names: Names
    figure: Figure = TECHNICAL


def draw_outputs(
    inputs: ModelInputs,
    names: Names,
    classes: list[str],
    draws: int,
    by: tuple[By, ...] = SECTORS_AND_CLASSES,
    engine: Engine | None = None,
    figure: Figure = TECHNICAL,
    beside: bool = False,
) -> Outputs:
    """Run the model and keep the draws of the total and of everything in `by`.

    Parameters
    ----------
    inputs, names, figure : as for `Wanted`.
    classes, draws, by, engine, beside : as for `outputs_of_each`.

    Returns
    -------
    As `outputs_of_each` yields them.
    """
    wanted = [Wanted(inputs, names, figure)]
    [found] = outputs_of_each(wanted, classes, draws, by, engine, beside)
    return found


def outputs_of_each(
    wanted: Sequence[Wanted],
    classes: list[str],
    draws: int,
    by: tuple[By, ...] = SECTORS_AND_CLASSES,
    engine: Engine | None = None,
    beside: bool = False,
    progress: Progress | None = None,
) -> Iterator[Outputs]:
    """Draw once and evaluate many: the outputs of variants of the model over the same draws.

    Parameters
    ----------
    wanted : the variants; all of a figure of the need, or none.
    classes, by, engine, beside : as for `OutputStudy`.
    draws, progress : as for `OutputStudy.run`.

    Yields
    ------
    As `OutputStudy.run`.
    """
    yield from OutputStudy(wanted, classes, by, engine, beside=beside).run(draws, progress)


class OutputStudy:
    """Variants of the model whose outputs are looked at over the same draws.

    Parameters
    ----------
    wanted : the variants; all of a figure of the need, or none.
    classes : as for `potential_table`.
    by : kinds of things to keep beside the total.
    engine : where; any gives the same result.
    beside : whether to keep what stands beside the technical potential as well.
    warm : blocks of earlier studies (see `autopot.engine.Study`).
    """

    def __init__(
        self,
        wanted: Sequence[Wanted],
        classes: list[str],
        by: tuple[By, ...] = SECTORS_AND_CLASSES,
        engine: Engine | None = None,
        beside: bool = False,
        warm: Warm | None = None,
    ) -> None:
        self._wanted, self._classes, self._by, self._beside = wanted, classes, by, beside
        self._need = [(w.inputs, w.figure.demand) for w in wanted if w.figure.demand is not None]
        self._engine = engine or Threads()
        by_town = _by_municipality if "municipality" in by else None
        occupations = "occupation" in by
        variants = [
            Variant(
                w.figure.of(w.inputs), partial(_whole, w.figure, occupations), by_town, occupations
            )
            for w in wanted
        ]
        self._study = Study(self._engine, variants, warm)

    def run(self, draws: int, progress: Progress | None = None) -> Iterator[Outputs]:
        """The outputs.

        Parameters
        ----------
        draws : number of draws, D; when more are asked for, those that are made are used again.
        progress : called with (blocks done, blocks in all).

        Yields
        ------
        In the order of the variants: the total first, then each kind in order; last what stands
        beside in all, as (`BESIDE`, ""), and of every sector where sectors are kept.
        """
        if self._need:
            balances = gap_draws_of_each(self._need, draws, self._engine, progress=progress)
            for wanted, balance in zip(self._wanted, balances, strict=True):
                yield _of_need(wanted.names, wanted.figure.kind, balance)
            return
        found = self._study.run(draws, progress)
        for wanted in self._wanted:
            yield self._named(wanted, *found.pop(0))

    def _named(
        self,
        wanted: Wanted,
        sector: Array,
        technology: Array,
        aside: Array,
        fte: Array,
        *more: Array,
    ) -> Outputs:
        """Draws of one variant under their names."""
        inputs, names, by, rest = wanted.inputs, wanted.names, self._by, list(more)
        total = fte.sum(axis=0)
        parts: dict[str, tuple[list[str], Array, Array]] = {
            "sector": (names.sectors, sector, fte),
        }
        if "radar_class" in by:
            by_class = inputs.tasks.radar_class.T @ technology
            parts["radar_class"] = (
                self._classes,
                by_class,
                np.broadcast_to(total, by_class.shape),
            )
        if "occupation" in by:
            parts["occupation"] = (names.occupations, rest.pop(0), rest.pop(0))
        if "municipality" in by:
            parts["municipality"] = (names.municipalities, *rest.pop(0))
        labels: list[tuple[str, str]] = [("total", "")]
        all_potential, all_fte = [sector.sum(axis=0)[None, :]], [total[None, :]]
        for kind in by:
            keys, potential, base = parts[kind]
            labels += [(kind, key) for key in keys]
            all_potential.append(potential)
            all_fte.append(base)
        if self._beside:
            kept = ["", *(names.sectors if "sector" in by else [])]
            labels += [(BESIDE, key) for key in kept]
            all_potential.append(np.concatenate([aside.sum(axis=0)[None, :], aside])[: len(kept)])
            all_fte.append(np.concatenate([total[None, :], fte])[: len(kept)])
        return Outputs(labels, np.concatenate(all_potential), np.concatenate(all_fte))


def _of_need(names: Names, kind: Kind, found: GapDraws) -> Outputs:
    """The total and the sectors: the gap and the rest as share of today's FTE, what technology
    meets as share of the gap, 1 in a draw where there is none; of sectors that surely grow.
    """
    sectors = found.sectors[:, :, 0]
    values = np.concatenate([sectors.sum(axis=1, keepdims=True), sectors], axis=1)
    fte = np.concatenate([found.fte.sum(axis=0, keepdims=True), found.fte])
    labels = [("total", ""), *(("sector", sector) for sector in names.sectors)]
    if kind != "closed":
        return Outputs(labels, values[QUANTITIES.index(kind)], fte)
    growing = np.maximum(values[QUANTITIES.index("growing")], MOST_FTE)
    p05 = quantiles(values[QUANTITIES.index("gap")])[:, VALUES.index("p05")]
    sure = surely_grows(p05) | np.array([about == "total" for about, _ in labels])
    return Outputs(labels, share_closed(values) * growing, growing * (fte > 0), sure)


def _whole(
    figure: Figure, occupations: bool, inputs: ModelInputs, draws: Draws
) -> tuple[Array, ...]:
    """What is kept of a round: sectors, technologies, what stands beside each sector, FTE, and
    occupations where wanted.
    """
    aside = beside_share(inputs, draws.sector_gate)
    kept = (*figure.potential(draws), aside, draws.sector_fte)
    if not occupations:
        return kept
    return (*kept, draws.occupation_potential, draws.occupation_fte)


def _by_municipality(cells: Cells) -> Array:
    """(2, municipalities, D) potential and FTE."""
    return np.stack([cells.potential.sum(axis=1), cells.fte.sum(axis=1)])


def check_room(
    loaded: LoadedScenario,
    names: Names,
    classes: list[str],
    draws: int,
    by: tuple[By, ...],
    copies: int,
    beside: bool = False,
) -> None:
    """Whether draws that must be looked at together fit the memory they may take.

    Differences and variances are taken draw by draw, so that no sketch can stand for the draws.

    Parameters
    ----------
    loaded : the scenario, which says how much memory that is.
    names, classes, draws, by, beside : as for `draw_outputs`.
    copies : arrays of all outputs by draws that are held at a time.

    Raises
    ------
    InputError
        They do not fit.
    """
    sizes = {
        "sector": len(names.sectors),
        "municipality": len(names.municipalities),
        "radar_class": len(classes),
        "occupation": len(names.occupations),
    }
    outputs = 1 + sum(sizes[kind] for kind in by)
    outputs += (1 + (sizes["sector"] if "sector" in by else 0)) if beside else 0
    memory = loaded.scenario.uncertainty.memory
    a_draw = 8 * outputs * copies
    if draws * a_draw > memory:
        raise InputError(
            Problem(
                loaded.place("uncertainty", "memory"),
                say(
                    "{draws:,} draws of {figures:,} figures, {copies:,} times over, take "
                    "{need:.1f} GB",
                    draws=draws,
                    figures=outputs,
                    copies=copies,
                    need=draws * a_draw / 10**9,
                ),
                say("{memory} GB", memory=memory / 10**9),
                say(
                    "--draws {draws} or fewer, or more memory in the scenario",
                    draws=memory // a_draw,
                ),
            )
        )
