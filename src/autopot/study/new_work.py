"""From scenario and table to the ranges of new and moved work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from autopot import catalogue
from autopot.errors import Problem, unknown_name
from autopot.messages import say_in
from autopot.model.new_work import NewWorkInputs
from autopot.scenario import Distribution, LoadedScenario

OWN = ("share", "residents")
"""What a scenario may say of a technology."""


def new_work_inputs(loaded: LoadedScenario, technologies: Sequence[str]) -> NewWorkInputs | None:
    """Ranges of new and moved work.

    Parameters
    ----------
    loaded : the scenario.
    technologies : names along the axis.

    Returns
    -------
    Ranges by technology; None where the scenario asks for none. A technology that is not in the
    table, such as one of the planner's own radar, has the widest range in it.
    """
    section = loaded.scenario.realisation.new_work
    if section.source == "none":
        return None
    share, residents = (_ranges(name, technologies, getattr(section, name)) for name in OWN)
    return NewWorkInputs(share, residents, section.borne)


def new_work_problems(loaded: LoadedScenario, technologies: Sequence[str]) -> list[Problem]:
    """Technologies that the scenario names and the radar lacks.

    Parameters
    ----------
    loaded, technologies : as for `new_work_inputs`.
    """
    section = loaded.scenario.realisation.new_work
    return [
        unknown_name(
            loaded.place("realisation", "new_work", key, name),
            say_in("the", "technology"),
            name,
            technologies,
        )
        for key in OWN
        for name in getattr(section, key)
        if name not in technologies
    ]


def _ranges(
    name: str, technologies: Sequence[str], own: Mapping[str, Distribution]
) -> list[Distribution]:
    table = catalogue.table("technologies/new_work").set_index("technology")
    low, high = table[f"{name}_low"], table[f"{name}_high"]
    ends = {t: (float(low[t]), float(high[t])) for t in table.index}
    widest = float(low.min()), float(high.max())
    return [own.get(t) or _even(*ends.get(t, widest)) for t in technologies]


def _even(low: float, high: float) -> Distribution:
    return Distribution(kind="uniform", low=low, mode=low, high=high)
