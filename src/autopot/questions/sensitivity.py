"""Which uncertainty drives the result: indices by factor, and what knowing a factor would give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Unpack

import numpy as np
import pandas as pd

from autopot.analysis.outputs import (
    SECTORS_AND_CLASSES,
    By,
    Figure,
    Outputs,
    OutputStudy,
    Wanted,
    check_room,
)
from autopot.analysis.sobol import sobol_indices
from autopot.engine import Engine, Progress
from autopot.engine.options import EngineOptions, check_options, opened
from autopot.errors import InputError, Problem
from autopot.messages import say
from autopot.model.streams import OF_GAP, OF_NET, TECHNICAL, YEARLY
from autopot.radar import CLASSES
from autopot.results.sensitivity.result import (
    NARROW,
    Sensitivity,
)
from autopot.results.suppression import is_unprotected
from autopot.study.figures import (
    chosen_figure,
    with_demand,
)
from autopot.study.preparation import (
    Prepared,
    load_changed,
    prepare,
)

FIRST_DRAWS, MOST_DRAWS = 1024, 16384
SPAN = (0.05, 0.95)


def sensitivity(
    scenario: str | Path = "base",
    workforce: pd.DataFrame | None = None,
    *,
    kind: str = "technical",
    year: int | None = None,
    changes: Mapping[str, Mapping[str, Any]] | None = None,
    settings: Mapping[str, Any] | None = None,
    **options: Unpack[EngineOptions],
) -> Sensitivity:
    """Split the uncertainty of a scenario over its factors.

    Parameters
    ----------
    scenario, workforce : as for `run`.
    kind : technical, or in a year adopted, realised, quality, new_work, net, residents, gap, rest
        or closed.
    year : the year; none for technical.
    changes, settings : as for `run`.
    options : as for `run`. Draws are evaluations, by default doubled from 1,024 until the total's
        indices are known, at most 16,384; any number of at least 200 will do.

    Returns
    -------
    Indices for the total, every sector and every radar class, what the 90 % interval would be if
    a factor were known, and which reading pulls up or down.

    Raises
    ------
    InputError
        Fewer than 200 draws, an unknown kind or year, no factor left to vary, a real workforce too
        small to show anything of, or draws that do not fit `uncertainty.memory`.
    """
    check_options(options)
    draws, seed, progress = options.get("draws"), options.get("seed"), options.get("progress")
    if draws is not None and draws < 200:
        allowed, remedy = say("{number} or more", number=200), say("leave --draws out")
        raise InputError(Problem("--draws", str(draws), allowed, remedy))
    prepared = prepare(
        load_changed(scenario, changes, settings, seed=seed), workforce, progress=progress
    )
    figure = chosen_figure(kind, year, prepared.scenario)
    figure = with_demand(figure, prepared)
    prepared = replace(prepared, inputs=figure.of(prepared.inputs))
    varied = _varied(figure)
    factors = [f for f in varied if f not in prepared.inputs.errors.frozen]
    if not factors:
        raise InputError(
            Problem(
                prepared.scenario.place("uncertainty", "freeze"),
                say("every factor is frozen"),
                say("at least one that varies"),
                say("remove factors from freeze"),
            )
        )
    # Potential, FTE and share of two samples, and the share of every mixture while it is stacked.
    copies = 6 + 2 * len(factors)
    check_room(
        prepared.scenario,
        prepared.names,
        list(CLASSES),
        draws or MOST_DRAWS,
        levels_of(figure),
        copies,
    )
    with opened(options) as chosen:
        return _sensitivity(
            _Model(prepared, figure, factors, engine=chosen, progress=progress), draws
        )


def levels_of(figure: Figure) -> tuple[By, ...]:
    """By what a figure can be looked at.

    Parameters
    ----------
    figure : one of gross and net has no radar classes.

    >>> levels_of(Figure()), levels_of(Figure("net", 2035))
    (('sector', 'radar_class'), ('sector',))
    """
    return SECTORS_AND_CLASSES[:1] if figure.of_net else SECTORS_AND_CLASSES


def _varied(figure: Figure) -> tuple[str, ...]:
    """Factors that a figure depends on."""
    if figure.kind == "technical":
        return TECHNICAL
    if figure.of_need:
        return OF_GAP
    return OF_NET if figure.of_net else YEARLY


class _Model:
    """All variants of the model that the answer needs, over the same draws.

    Parameters
    ----------
    prepared, figure : the scenario and the figure that is looked at.
    factors : those that vary.
    engine : where.
    progress : told of every block.
    """

    def __init__(
        self,
        prepared: Prepared,
        figure: Figure,
        factors: list[str],
        engine: Engine,
        progress: Progress | None,
    ) -> None:
        self.prepared, self.figure, self.factors = prepared, figure, factors
        self.readings = _readings_in_use(prepared)
        self._progress = progress
        inputs, names = prepared.inputs, prepared.names
        errors, mix = inputs.errors, inputs.mix
        variants = [
            inputs,
            replace(inputs, resampled=frozenset(factors)),
            *(replace(inputs, resampled=frozenset({f})) for f in factors),
            *(replace(inputs, errors=replace(errors, frozen=errors.frozen | {f})) for f in factors),
            *(inputs.believing(mix.alone(number)) for number in range(len(self.readings))),
        ]
        wanted = [Wanted(own, names, figure) for own in variants]
        self._study = OutputStudy(wanted, list(CLASSES), levels_of(figure), engine)

    def outputs(self, draws: int) -> _Evaluated:
        """The outputs of all variants."""
        a, b, *rest = (
            every.shown([self.prepared.hidden]) for every in self._study.run(draws, self._progress)
        )
        count = len(self.factors)
        mixed, known = rest[:count], rest[count : 2 * count]
        return _Evaluated(a, b, mixed=mixed, known=known, alone=rest[2 * count :])


@dataclass(frozen=True)
class _Evaluated:
    """Outputs of the variants.

    Parameters
    ----------
    a, b : all factors from the first set of streams, and all from the second.
    mixed : the first set with one factor from the second, by factor.
    known : one factor at its centre, by factor.
    alone : one reading by itself, by reading.
    """

    a: Outputs
    b: Outputs
    mixed: list[Outputs]
    known: list[Outputs]
    alone: list[Outputs]


def _sensitivity(model: _Model, draws: int | None) -> Sensitivity:
    number = draws or FIRST_DRAWS
    readings = model.readings
    while True:
        found = model.outputs(number)
        base = found.a
        indices, labels, varies = _indices(model, found)
        total = indices[indices["kind"] == "total"]
        widest = max(
            float((total[f"{index}_high"] - total[f"{index}_low"]).max())
            for index in ("first", "total")
        )
        if draws is not None or widest <= NARROW or number >= MOST_DRAWS:
            break
        number *= 2
    named = [" ".join(label).strip() for label in labels]
    stated = base.stated
    every = np.tile(stated, len(model.factors)), np.tile(stated, len(readings))
    hidden = model.prepared.hidden
    return Sensitivity(
        indices=indices,
        known=_if_known(model, found)[every[0]],
        readings=_readings(readings, found)[every[1]],
        draws=number,
        converged=widest <= NARROW,
        unvaried=[n for n, v, said in zip(named, varies, stated, strict=True) if said and not v],
        hidden=sorted(hidden.of("sector")),
        language=model.prepared.scenario.scenario.report.language,
        kind=model.figure.kind,
        year=model.figure.year,
        measured=tuple(model.prepared.scenario.scenario.uncertainty.measured),
        unprotected=is_unprotected(model.prepared.scenario, model.prepared.workforce),
    )


def _indices(
    model: _Model, found: _Evaluated
) -> tuple[pd.DataFrame, list[tuple[str, str]], np.ndarray]:
    a = found.a
    mixed = np.stack([outputs.share for outputs in found.mixed])
    staffed = (a.fte.max(axis=1) > 0) & a.stated
    split = sobol_indices(a.share, found.b.share, mixed, model.prepared.inputs.seed)
    frames = []
    for number, factor in enumerate(model.factors):
        frame = pd.DataFrame(a.names, columns=["kind", "key"])
        frame["factor"] = factor
        for name in ("first", "first_low", "first_high", "total", "total_low", "total_high"):
            frame[name] = getattr(split, name)[:, number]
        frames.append(frame[staffed & split.varies])
    return pd.concat(frames, ignore_index=True), a.names, staffed & split.varies


def _width(outputs: Outputs) -> np.ndarray:
    low, high = np.quantile(outputs.share, SPAN, axis=1)
    return np.asarray(high - low)


def _if_known(model: _Model, found: _Evaluated) -> pd.DataFrame:
    """Width of the 90 % interval with one factor at a time held at its centre."""
    frames = []
    for factor, held in zip(model.factors, found.known, strict=True):
        frame = pd.DataFrame(found.a.names, columns=["kind", "key"])
        frame["factor"] = factor
        frame["width"], frame["width_if_known"] = _width(found.a), _width(held)
        frames.append(frame)
    return pd.concat(frames, ignore_index=True)


def _readings_in_use(prepared: Prepared) -> list[str]:
    """Names of the readings that have weight, in the order of the mix."""
    weights = prepared.scenario.scenario.evidence.weights.model_dump()
    return [name for name, weight in weights.items() if weight > 0]


def _readings(used: list[str], found: _Evaluated) -> pd.DataFrame:
    """Each reading in use alone, all else as in the scenario: which way it pulls."""
    frames = []
    for name, outputs in zip(used, found.alone, strict=True):
        frame = pd.DataFrame(found.a.names, columns=["kind", "key"])
        frame["reading"] = name
        frame["mean"] = outputs.share.mean(axis=1)
        frame["pull"] = frame["mean"] - found.a.share.mean(axis=1)
        frames.append(frame)
    return pd.concat(frames, ignore_index=True)
