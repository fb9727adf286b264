"""From workforce and evidence to the arrays of the model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from autopot.evidence import (
    GATES,
    ROBOT_SOURCE,
    RULES,
    Assembled,
    ErrorSize,
    beyond_mix,
    measured_sizes,
    stream_key,
)
from autopot.model.arrays import Array
from autopot.model.inputs import (
    Errors,
    ModelInputs,
    ReadingMix,
    SectorTime,
    SectorWork,
    TaskInputs,
    WorkforceInputs,
)
from autopot.scenario import ERROR_KEYS, Distribution, Scenario
from autopot.scenario.sectors import TECHNICAL_SECTIONS
from autopot.workforce import Workforce

OWN_READINGS = list(RULES)

ERROR_PARTS = {
    "source": "all",
    "capability": "technology",
    "transfer": "group",
    "occupations": "own",
}
"""Factor -> part of a reading's error."""


def model_inputs(
    scenario: Scenario,
    workforce: Workforce,
    assembled: Assembled,
    sectors: list[str],
    radar_class: Array,
) -> ModelInputs:
    """Arrays for the model.

    Parameters
    ----------
    scenario : weights, parameters and sizes of errors.
    workforce : who works where.
    assembled : tasks and readings of the same occupations.
    sectors : sector names in their order.
    radar_class : (K, C) 1 in the column of each technology's class.

    Returns
    -------
    Inputs whose axes follow `sectors`, rising municipality numbers and `assembled`.
    """
    weights = scenario.evidence.weights.model_dump()
    parameters = scenario.evidence.parameters
    growth = scenario.horizon.capability_growth
    years = scenario.horizon.years
    inputs = ModelInputs(
        tasks=TaskInputs(
            occupations=np.array([int(code) for code in assembled.occupations], dtype=np.int64),
            first_task=assembled.first_task,
            major_group=assembled.major_group,
            time_share=assembled.tasks["time_share"].to_numpy(float),
            technology=assembled.technology.mix,
            reach=assembled.reach,
            radar_class=radar_class,
            gate=assembled.gate,
            beside=beside_layers(scenario),
            counted=counted_share(scenario, assembled),
            physical=assembled.physical,
            concentration=_concentration(scenario, assembled.concentration),
            shift=np.zeros(len(assembled.tasks)),
            noise=assembled.tasks["noise"].to_numpy(float),
            overridden=assembled.overridden,
            sector_time=_sector_time(scenario, workforce, assembled, sectors),
        ),
        mix=ReadingMix(
            **_believed(assembled, weights),
            concentration=scenario.evidence.concentration,
            parameters={n: getattr(parameters, n) for n in type(parameters).model_fields},
            strength=scenario.physical.strength,
            growth=Distribution(
                kind=growth.kind,
                low=growth.low * years,
                mode=growth.mode * years,
                high=growth.high * years,
            ),
            overrides=assembled.overrides,
        ),
        errors=model_errors(scenario, measured_sizes()),
        workforce=workforce_inputs(workforce, assembled.occupations, sectors),
        seed=scenario.uncertainty.seed,
    )
    return replace(inputs, own=_sector_work(scenario, assembled, sectors, inputs.mix))


def _sector_work(
    scenario: Scenario, assembled: Assembled, sectors: list[str], general: ReadingMix
) -> list[SectorWork]:
    """The sectors whose work the scenario reads another way."""
    return [
        SectorWork(
            sector=number,
            mix=_mix_in(scenario.in_sector(sector), assembled, general),
            errors=model_errors(scenario.in_sector(sector), measured_sizes()),
            counted=counted_share(scenario.in_sector(sector), assembled),
            beside=beside_layers(scenario.in_sector(sector)),
        )
        for number, sector in enumerate(sectors)
        if set(scenario.own_sections(sector)) & set(TECHNICAL_SECTIONS)
    ]


def _mix_in(scenario: Scenario, assembled: Assembled, general: ReadingMix) -> ReadingMix:
    """The mix of a scenario that holds in one sector, following the general one."""
    weights = scenario.evidence.weights.model_dump()
    own = with_weights(general, assembled, weights)
    return replace(own, strength=scenario.physical.strength, general=general)


def with_weights(mix: ReadingMix, assembled: Assembled, weights: Mapping[str, float]) -> ReadingMix:
    """The same mix with other weights, of any readings.

    Parameters
    ----------
    mix : gives all but the readings.
    assembled : every reading.
    weights : reading -> weight; sums to 1.
    """
    return replace(mix, **_believed(assembled, weights))


def _believed(assembled: Assembled, weights: Mapping[str, float]) -> dict[str, Any]:
    """The fields of a mix that say which readings are believed: those with weight."""
    used = {name: weight for name, weight in weights.items() if weight > 0}
    return {
        "readings": [assembled.readings[name] for name in used],
        "keys": [_key(name) for name in used],
        "weights": np.array(list(used.values())),
        "robot_source": list(used).index(ROBOT_SOURCE) if ROBOT_SOURCE in used else -1,
    }


def _key(name: str) -> int:
    """What keys the random stream of a reading."""
    return OWN_READINGS.index(name) if name in OWN_READINGS else stream_key(name)


def model_errors(
    scenario: Scenario,
    measured: Mapping[str, ErrorSize],
    weights: Mapping[str, float] | None = None,
) -> Errors:
    """Sizes of the errors: a number of the scenario as it is, and for the word the measured size.

    Parameters
    ----------
    scenario : says which, and how its readings are mixed.
    measured : part of the error of a reading -> its size.
    weights : reading -> weight; None: those of the scenario.
    """
    uncertainty, evidence = scenario.uncertainty, scenario.evidence
    mixed = evidence.weights.model_dump() if weights is None else weights
    rest = beyond_mix(list(mixed.values()), evidence.concentration)
    sd, doubt = {}, {}
    for factor, key in ERROR_KEYS.items():
        size = measured[ERROR_PARTS[factor]]
        is_measured = factor in uncertainty.measured
        sd[key] = size.sd * rest if is_measured else float(getattr(uncertainty, key))
        doubt[str(factor)] = size.log_variance_sd if is_measured else 0.0
    return Errors(
        **sd,
        task_noise=uncertainty.task_noise,
        frozen=frozenset(uncertainty.freeze),
        doubt=doubt,
    )


def counted_share(scenario: Scenario, assembled: Assembled) -> Array:
    """Share of each task's potential that counts at all, in the main figure or beside it.

    Parameters
    ----------
    scenario : its `human_required.partly` says how much counts where a person is required in part.
    assembled : the gate of every task.

    Returns
    -------
    (T,) 0-1: `partly` where a person is required in part, else 1.
    """
    shares = np.array([1.0, scenario.human_required.partly, 1.0])
    result: Array = assembled.gate @ shares
    return result


def main_share(scenario: Scenario, assembled: Assembled) -> Array:
    """Share of each task's potential that counts in the main figure.

    Parameters
    ----------
    scenario : says what stands beside.
    assembled : the gate of every task.

    Returns
    -------
    (T,) 0-1: 0 where the task stands beside, else its `counted_share`.
    """
    main = 1.0 - assembled.gate @ beside_layers(scenario)
    result: Array = counted_share(scenario, assembled) * main
    return result


def beside_layers(scenario: Scenario) -> Array:
    """(H,) 1 for the layers of `GATES` that stand beside the main figure."""
    fully = scenario.human_required.fully == "beside"
    return np.array([gate == "fully" and fully for gate in GATES], dtype=float)


def _concentration(scenario: Scenario, fitted: Array) -> Array:
    """Concentration of the time shares; the scenario scales the width, 0 takes it away."""
    scale = scenario.uncertainty.time_use
    if scale == 0:
        return np.full(len(fitted), np.inf)
    with np.errstate(over="ignore"):  # a scale of all but 0 is one of 0
        result: Array = fitted / scale / scale
    return result


def _sector_time(
    scenario: Scenario, workforce: Workforce, assembled: Assembled, sectors: list[str]
) -> SectorTime:
    """Time of occupations in sectors, of those that have staff there."""
    cells = workforce.cells
    staffed = set(zip(cells["occupation"], cells["sector"], strict=True))
    profiles = [p for p in assembled.sector_profiles if (p.occupation, p.sector) in staffed]
    places = {code: number for number, code in enumerate(assembled.occupations)}
    return SectorTime(
        occupation=np.array([places[p.occupation] for p in profiles], dtype=np.int64),
        sector=np.array([sectors.index(p.sector) for p in profiles], dtype=np.int64),
        time_share=[p.time_share for p in profiles],
        concentration=_concentration(scenario, np.array([p.concentration for p in profiles])),
    )


def workforce_inputs(
    workforce: Workforce, occupations: list[str], sectors: list[str]
) -> WorkforceInputs:
    """Arrays of a workforce.

    Parameters
    ----------
    workforce : who works where.
    occupations, sectors : codes along the axes; all of the workforce among them.

    Returns
    -------
    Municipalities by rising number, and the pairs that the workforce has a row of.
    """
    cells = workforce.cells
    members = sorted(set(cells["municipality"]))
    pairs = cells[["sector", "occupation"]].drop_duplicates()
    pairs = pairs.assign(
        sector_no=pairs["sector"].map({s: i for i, s in enumerate(sectors)}),
        occupation_no=pairs["occupation"].map({o: i for i, o in enumerate(occupations)}),
    ).sort_values(["sector_no", "occupation_no"], ignore_index=True)
    index = pd.MultiIndex.from_frame(pairs[["sector", "occupation"]])
    columns = index.get_indexer(pd.MultiIndex.from_frame(cells[["sector", "occupation"]]))
    rows = pd.Index(members).get_indexer(pd.Index(cells["municipality"]))
    fte = np.zeros((len(members), len(pairs)))
    fte[rows, columns] = cells["fte"].to_numpy(float)
    share_sd = np.zeros(len(pairs))
    split_sd = np.zeros(len(pairs))
    share_sd[columns] = cells["share_log_sd"].to_numpy(float)
    split_sd[columns] = cells["split_log_sd"].to_numpy(float)
    first = np.searchsorted(pairs["sector_no"].to_numpy(), np.arange(len(sectors) + 1))
    return WorkforceInputs(
        municipalities=np.array([int(code) for code in members], dtype=np.int64),
        fte=fte,
        first_pair=first.astype(np.int64),
        occupation=pairs["occupation_no"].to_numpy(np.int64),
        share_log_sd=share_sd,
        split_log_sd=split_sd,
        total_log_sd=workforce.total_log_sd.loc[members].to_numpy(float),
        sector_log_sd=workforce.sector_log_sd.loc[members].to_numpy(float),
    )
