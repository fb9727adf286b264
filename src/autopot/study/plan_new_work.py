"""What measures bring of new work, and what they are for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from autopot.evidence import effect_of
from autopot.model.arrays import Array
from autopot.model.measures import even
from autopot.model.new_work import NewWorkInputs
from autopot.study.new_work import new_work_inputs
from autopot.study.preparation import Prepared

if TYPE_CHECKING:
    from autopot.scenario.plan import Measure
    from autopot.scenario.plan_loading import LoadedPlan


def plan_new_work(
    loaded: LoadedPlan, prepared: Prepared, in_use: Array, realised: Array
) -> Array | None:
    """New work that what the measures take out has to cover.

    Parameters
    ----------
    loaded : the plan; a measure's own range goes before the scenario's for its technology.
    prepared : its scenario with data.
    in_use, realised : (M, Y, D) FTE by years since the start.

    Returns
    -------
    (M, Y, D) FTE, 0 or more; None where the scenario asks for no net figures. One place in the
    ranges is drawn for all measures, as in a run (`autopot.model.new_work`).
    """
    plan, technologies = loaded.plan, prepared.names.technologies
    sectors = [measure.sector for measure in plan.measures]
    inputs = [new_work_inputs(prepared.scenario.in_sector(s), technologies) for s in sectors]
    known = [each for each in inputs if each is not None]
    if len(known) < len(sectors):
        return None
    draws, seed = plan.draws, prepared.scenario.scenario.uncertainty.seed
    place, beyond = even(seed, draws, "new work"), even(seed, draws, "new work borne")
    borne = np.stack([each.borne.quantile(beyond) for each in known])[:, None]
    both = zip(plan.measures, known, strict=True)
    shares = [_share(measure, technologies, each, place) for measure, each in both]
    result: Array = np.stack(shares)[:, None] * (realised + borne * (in_use - realised))
    return result


def _share(measure: Measure, technologies: list[str], inputs: NewWorkInputs, place: Array) -> Array:
    """(D,) of the time that the measure frees, what comes back."""
    if measure.new_work is not None:
        return measure.new_work.quantile(place)
    if measure.technology not in technologies:
        return np.zeros_like(place)
    return inputs.share[technologies.index(measure.technology)].quantile(place)


def plan_effects(loaded: LoadedPlan, prepared: Prepared) -> list[str]:
    """What each measure is for: as the plan says, or as the table says of its technology.

    Parameters
    ----------
    loaded, prepared : as for `plan_new_work`.

    Returns
    -------
    (M,) of `autopot.evidence.EFFECTS`; "" where a measure has no potential of its own.
    """
    technologies = prepared.names.technologies
    return [
        measure.effect_kind or _effect(measure.technology, measure.sector, technologies)
        for measure in loaded.plan.measures
    ]


def _effect(technology: str | None, sector: str, technologies: list[str]) -> str:
    if technology is None or technology not in technologies:
        return ""
    return effect_of(technology, sector)
