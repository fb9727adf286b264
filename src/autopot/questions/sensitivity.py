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
    check_room,
    draw_outputs,
)
from autopot.analysis.sobol import sobol_indices
from autopot.engine import Engine, Steps
from autopot.engine.options import EngineOptions, check_options, opened
from autopot.errors import InputError, Problem
from autopot.messages import say
from autopot.model.streams import OF_GAP, OF_NET, TECHNICAL, YEARLY
from autopot.radar import CLASSES
from autopot.results.sensitivity.result import (
    NARROW,
    Sensitivity,
)
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
        model = _Model(
            prepared=prepared,
            figure=figure,
            factors=factors,
            engine=chosen,
            steps=Steps(0, progress),
        )
        return _sensitivity(model, draws)


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


@dataclass(frozen=True)
class _Model:
    """What is run again and again.

    Parameters
    ----------
    prepared, figure : the scenario and the figure that is looked at.
    factors : those that vary.
    engine : where.
    steps : told of every run.
    """

    prepared: Prepared
    figure: Figure
    factors: list[str]
    engine: Engine
    steps: Steps

    def outputs(self, draws: int, **changes: Any) -> Outputs:
        """Outputs of the model with changed inputs."""
        inputs = replace(self.prepared.inputs, **changes)
        if "mix" in changes:
            inputs = inputs.believing(changes["mix"])
        every = draw_outputs(
            inputs,
            self.prepared.names,
            list(CLASSES),
            draws,
            by=levels_of(self.figure),
            engine=self.engine,
            figure=self.figure,
        )
        self.steps.one()
        return every.shown([self.prepared.hidden])


def _sensitivity(model: _Model, draws: int | None) -> Sensitivity:
    number = draws or FIRST_DRAWS
    readings = _readings_in_use(model.prepared)
    model.steps.more(len(model.factors) + len(readings))
    while True:
        model.steps.more(2 + len(model.factors))
        indices, labels, varies, base = _indices(model, number)
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
        known=_if_known(model, base, number)[every[0]],
        readings=_readings(model, readings, base, number)[every[1]],
        draws=number,
        converged=widest <= NARROW,
        unvaried=[n for n, v, said in zip(named, varies, stated, strict=True) if said and not v],
        hidden=sorted(hidden.of("sector")),
        language=model.prepared.scenario.scenario.report.language,
        kind=model.figure.kind,
        year=model.figure.year,
        measured=tuple(model.prepared.scenario.scenario.uncertainty.measured),
    )


def _indices(
    model: _Model, draws: int
) -> tuple[pd.DataFrame, list[tuple[str, str]], np.ndarray, Outputs]:
    a = model.outputs(draws)
    b = model.outputs(draws, resampled=frozenset(model.factors))
    mixed = np.stack([model.outputs(draws, resampled=frozenset({f})).share for f in model.factors])
    staffed = (a.fte.max(axis=1) > 0) & a.stated
    found = sobol_indices(a.share, b.share, mixed, model.prepared.inputs.seed)
    frames = []
    for number, factor in enumerate(model.factors):
        frame = pd.DataFrame(a.names, columns=["kind", "key"])
        frame["factor"] = factor
        for name in ("first", "first_low", "first_high", "total", "total_low", "total_high"):
            frame[name] = getattr(found, name)[:, number]
        frames.append(frame[staffed & found.varies])
    return pd.concat(frames, ignore_index=True), a.names, staffed & found.varies, a


def _width(outputs: Outputs) -> np.ndarray:
    low, high = np.quantile(outputs.share, SPAN, axis=1)
    return np.asarray(high - low)


def _if_known(model: _Model, base: Outputs, draws: int) -> pd.DataFrame:
    """Width of the 90 % interval with one factor at a time held at its centre."""
    errors = model.prepared.inputs.errors
    frames = []
    for factor in model.factors:
        held = model.outputs(draws, errors=replace(errors, frozen=errors.frozen | {factor}))
        frame = pd.DataFrame(base.names, columns=["kind", "key"])
        frame["factor"] = factor
        frame["width"], frame["width_if_known"] = _width(base), _width(held)
        frames.append(frame)
    return pd.concat(frames, ignore_index=True)


def _readings_in_use(prepared: Prepared) -> list[str]:
    """Names of the readings that have weight, in the order of the mix."""
    weights = prepared.scenario.scenario.evidence.weights.model_dump()
    return [name for name, weight in weights.items() if weight > 0]


def _readings(model: _Model, used: list[str], base: Outputs, draws: int) -> pd.DataFrame:
    """Each reading in use alone, all else as in the scenario: which way it pulls."""
    mix = model.prepared.inputs.mix
    frames = []
    for number, name in enumerate(used):
        outputs = model.outputs(draws, mix=mix.alone(number))
        frame = pd.DataFrame(base.names, columns=["kind", "key"])
        frame["reading"] = name
        frame["mean"] = outputs.share.mean(axis=1)
        frame["pull"] = frame["mean"] - base.share.mean(axis=1)
        frames.append(frame)
    return pd.concat(frames, ignore_index=True)
