"""Each reading left out, and looked for in the interval that the model gives without it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from autopot.analysis.outputs import draw_outputs
from autopot.evidence import as_measured, occupation_readings, work_of
from autopot.evidence.measurement import as_logits, error_sizes
from autopot.model.inputs import ModelInputs
from autopot.model.streams import FACTORS
from autopot.study.inputs import (
    model_errors,
    with_weights,
)
from autopot.study.preparation import (
    Prepared,
    load_changed,
    prepare,
)

Weights = dict[str, float]

OTHER_DOUBTS = frozenset({"time_use", "workforce"})
"""What readings do not disagree about: it is held still, so that it does not widen the interval."""

LOW, HIGH = 0.05, 0.95


def coverage(scenario: str = "base", draws: int = 4000) -> pd.DataFrame:
    """Every reading against the 90 % interval of the model that does not know it.

    The reading stands alone at the middle of its parameters, without errors. The model has the
    other readings with their weights in proportion, and errors of the sizes that are estimated
    from the others alone. All work counts, also where the person is the service and where no
    technology would take it, since that is what readings are about.

    Parameters
    ----------
    scenario : name of a packaged scenario, or a .yaml file.
    draws : of each interval, 100 or more.

    Returns
    -------
    One row a reading and the total or a sector with staff: reading, kind, key, share, low, high
    (ends of the interval), inside.

    Raises
    ------
    InputError
        The scenario is wrong.
    """
    counted: dict[str, dict[str, Any]] = {
        "human_required": {"fully": "counted"},
        "radar": {"none": "counted"},
        "adoption": {"years": []},
    }
    prepared = prepare(load_changed(scenario, counted))
    weights = prepared.scenario.scenario.evidence.weights.model_dump()
    readings = occupation_readings(prepared.assembled, prepared.scenario.scenario)
    return pd.concat(
        [_one(prepared, readings, name, weights, draws) for name in readings.index],
        ignore_index=True,
    )


def _one(
    prepared: Prepared, readings: pd.DataFrame, name: str, weights: Weights, draws: int
) -> pd.DataFrame:
    """The rows of one reading."""
    alone = _still(_believing(prepared, {name: 1.0}))
    others = {other: weight for other, weight in weights.items() if other != name}
    total = sum(others.values())
    others = {other: weight / total for other, weight in others.items()}
    without = _with_sizes_from_others(
        prepared, _believing(prepared, others), readings.drop(index=name), others
    )
    value = draw_outputs(alone, prepared.names, [], 1, ("sector",)).share[:, 0]
    outputs = draw_outputs(without, prepared.names, [], draws, ("sector",))
    low, high = np.quantile(outputs.share, [LOW, HIGH], axis=1)
    frame = pd.DataFrame(outputs.names, columns=["kind", "key"])
    frame = frame.assign(share=value, low=low, high=high, inside=(low <= value) & (value <= high))
    frame.insert(0, "reading", name)
    return frame[outputs.fte.max(axis=1) > 0]


def _believing(prepared: Prepared, weights: Weights) -> ModelInputs:
    """The model with other weights of its readings."""
    inputs = prepared.inputs
    return inputs.believing(with_weights(inputs.mix, prepared.assembled, weights))


def _still(inputs: ModelInputs) -> ModelInputs:
    """The model with every factor at its centre."""
    return replace(inputs, errors=replace(inputs.errors, frozen=frozenset(FACTORS)))


def _with_sizes_from_others(
    prepared: Prepared, inputs: ModelInputs, readings: pd.DataFrame, weights: Weights
) -> ModelInputs:
    """The model with errors as these readings measure them."""
    sizes = error_sizes(as_logits(readings.to_numpy()), work_of(prepared.assembled))
    errors = model_errors(prepared.scenario.scenario, as_measured(sizes), weights)
    return replace(inputs, errors=replace(errors, frozen=errors.frozen | OTHER_DOUBTS))
